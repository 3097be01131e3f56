"""Who may contribute, recall and undo. A rule answers with its reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Refused
from interlace.foundation.identity.roles import Verb


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and why."""

    allowed: bool
    code: str
    reason: str | Promise
    fix: str | Promise = ""

    @classmethod
    def yes(cls, reason: str | Promise = "") -> Self:
        """Allowed."""
        return cls(True, "allowed", reason)

    @classmethod
    def no(cls, code: str, reason: str | Promise, fix: str | Promise = "") -> Self:
        """Not allowed."""
        return cls(False, code, reason, fix)


def require(verdict: Verdict) -> None:
    """Go on only when the rule allows it."""
    if not verdict.allowed:
        raise Refused(verdict.reason, code=verdict.code, fix=verdict.fix)


def may_contribute(
    viewer: Viewer, *, purpose: str, level: int, rooms: frozenset[str], named: frozenset[str] = frozenset()
) -> Verdict:
    """An active officer whose role contributes, for a purpose and under a label that the officer can see through."""
    if not viewer.person.active or Verb.CONTRIBUTE not in viewer.verbs:
        return Verdict.no(
            "may_not_contribute",
            _("Your role does not allow contributing facts."),
            _("Ask an officer of your bureau's desk to contribute them."),
        )
    if purpose not in viewer.person.purposes:
        return Verdict.no(
            "purpose_not_yours",
            _("You are not working for this purpose."),
            _("Choose one of your own purposes, or ask your administrator for this one."),
        )
    is_for_others = bool(named) and viewer.id not in named
    if level > viewer.person.level or not rooms <= viewer.person.rooms or is_for_others:
        return Verdict.no(
            "label_above_you",
            _("You would not be able to read facts under these conditions yourself."),
            _("Choose a level and operations that you belong to, and name yourself where officers are named."),
        )
    return Verdict.yes()


def may_recall(viewer: Viewer) -> Verdict:
    """An active officer whose role withdraws facts. Whose facts they are, the row-level security decides."""
    if not viewer.person.active or Verb.RECALL not in viewer.verbs:
        return Verdict.no(
            "may_not_recall",
            _("Your role does not allow recalling facts."),
            _("Ask a duty officer or the head of your bureau."),
        )
    return Verdict.yes()


def may_undo(viewer: Viewer, *, contributed_by: str) -> Verdict:
    """One's own wrong import can be undone by oneself; another officer's by whoever may recall."""
    if viewer.person.active and viewer.id == contributed_by and Verb.CONTRIBUTE in viewer.verbs:
        return Verdict.yes("the officer contributed it")
    return may_recall(viewer)


def may_last_until(until: datetime, *, now: datetime) -> Verdict:
    """Facts whose end has passed would be nobody's from the first moment."""
    if until <= now:
        return Verdict.no(
            "until_in_the_past",
            _("The day until which the facts may be used has passed."),
            _("Choose a later day."),
        )
    return Verdict.yes()
