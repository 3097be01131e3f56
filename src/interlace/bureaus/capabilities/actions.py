"""Offering help to others, changing the offer, and taking it back. Its label decides who learns of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.capabilities.catalogue import KINDS
from interlace.bureaus.capabilities.queries import offer_of
from interlace.bureaus.desk_rules import require_keeper
from interlace.bureaus.ledger_events import OFFER_KEPT, OFFER_WITHDRAWN
from interlace.bureaus.models import Capability
from interlace.core.handling import Action, Label
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure import acting as context
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.identity.models import Member
from interlace.foundation.localize.words import PURPOSE_WORDS

LASTS_AT_MOST = timedelta(days=2 * 366)
DETAIL_LENGTH, CONTACT_LENGTH, LANGUAGES_AT_MOST = 500, 240, 12


@dataclass(frozen=True, slots=True)
class Offer:
    """What a bureau says that it can do, for whom and until when."""

    kind: str
    contact: str
    valid_until: date
    detail: str = ""
    languages: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    """Who may know of it; nobody named stands for all members."""
    level: int = 0

    def problems(self, *, now: datetime, keeper: Viewer) -> Iterator[FieldProblem]:
        """Everything that is wrong with it."""
        if self.kind not in KINDS:
            yield FieldProblem("/kind", "not_in_list", _("This is not in the catalogue of capabilities."))
        elif KINDS[self.kind].needs_language and not self.languages:
            what = _("Say for which languages.")
            yield FieldProblem("/languages", "language_missing", what, _("For example: km th."))
        if not 0 < len(self.contact) <= CONTACT_LENGTH:
            yield FieldProblem("/contact", "missing", _("Say who is asked for it, in at most 240 characters."))
        if len(self.detail) > DETAIL_LENGTH:
            what = _("This is too long; at most {max_length}.").format(max_length=DETAIL_LENGTH)
            yield FieldProblem("/detail", "too_long", what)
        codes = [len(code) in {2, 3} and code.isascii() and code.isalpha() for code in self.languages]
        if not all(codes) or len(codes) > LANGUAGES_AT_MOST:
            what = _("Languages are codes of two or three letters.")
            yield FieldProblem("/languages", "wrong_form", what, _("For example: en fr vi."))
        if not now.date() <= self.valid_until <= (now + LASTS_AT_MOST).date():
            what = _("An offer lasts from today for at most two years.")
            yield FieldProblem("/valid_until", "out_of_range", what)
        if not 0 <= self.level <= keeper.person.level:
            yield FieldProblem("/level", "out_of_range", _("The level is between 0 and your own."))


@transaction.atomic
def make_offer(viewer: Viewer, offer: Offer, *, now: datetime) -> Capability:
    """Offer something to others."""
    require_keeper(viewer)
    with acting(_at_work(viewer), Action.READ, now=now):
        return _kept(viewer, Capability(member=viewer.member), offer, now=now)


@transaction.atomic
def change_offer(viewer: Viewer, offer_id: UUID, offer: Offer, *, now: datetime) -> Capability:
    """Say anew what is offered, to whom, and until when."""
    require_keeper(viewer)
    found = offer_of(viewer, offer_id, now=now, own=True)
    with acting(_at_work(viewer), Action.READ, now=now):
        return _kept(viewer, found, offer, now=now)


@transaction.atomic
def withdraw_offer(viewer: Viewer, offer_id: UUID, *, now: datetime) -> None:
    """Offer it no longer."""
    require_keeper(viewer)
    found = offer_of(viewer, offer_id, now=now, own=True)
    with acting(_at_work(viewer), Action.READ, now=now):
        found.delete()
        record(OFFER_WITHDRAWN, by=viewer.id, member=viewer.member, on=offer_id, now=now)


@transaction.atomic
def tell_new_members(viewer: Viewer, *, now: datetime) -> int:
    """Let members that joined since know of what the own bureau offers to all; how many offers that changed."""
    with acting(_at_work(viewer), Action.READ, now=now):
        changed = 0
        for offer in Capability.objects.visible_to(_at_work(viewer)).filter(member=viewer.member, for_all=True):
            label_id = intern(
                _label(viewer.member, offer.valid_until, everybody(), level=book.label(offer.label_id).level)
            )
            if label_id != offer.label_id:
                context.refresh()
                Capability.objects.filter(id=offer.id).update(label=label_id)
                changed += 1
        return changed


def everybody() -> frozenset[str]:
    """All members of this node's network."""
    return frozenset(Member.objects.filter(status=Member.Status.ACTIVE).values_list("code", flat=True))


def _kept(viewer: Viewer, capability: Capability, offer: Offer, *, now: datetime) -> Capability:
    problems = list(offer.problems(now=now, keeper=viewer))
    known = everybody()
    if offer.members - known:
        what = _("This bureau is not on the network.")
        problems.append(FieldProblem("/members", "unknown_bureau", what, _("Use a code from the list of bureaus.")))
    if problems:
        raise InvalidInput(_("The offer cannot be used as it is."), problems=problems)
    is_new = capability._state.adding
    label_id = intern(_label(viewer.member, offer.valid_until, offer.members or known, level=offer.level))
    context.refresh()
    capability.kind, capability.detail, capability.contact = offer.kind, offer.detail, offer.contact
    capability.languages, capability.valid_until = list(offer.languages), offer.valid_until
    capability.for_all, capability.label_id = not offer.members, label_id
    capability.changed, capability.changed_by = now, UUID(viewer.id)
    capability.save(force_insert=is_new)
    record(OFFER_KEPT, by=viewer.id, member=viewer.member, on=capability.id, now=now)
    return capability


def _label(member: str, valid_until: date, audience: frozenset[str], *, level: int) -> Label:
    """For every purpose: what a bureau can do is asked for in any matter."""
    until = datetime.combine(valid_until + timedelta(days=1), time(), tzinfo=UTC)
    return Label.of(member, purposes=PURPOSE_WORDS, until=until, audience=audience, level=level)


def _at_work(viewer: Viewer) -> Viewer:
    """The viewer under any of its purposes: an offer holds for all of them."""
    return next(viewer.in_every_matter(), viewer)
