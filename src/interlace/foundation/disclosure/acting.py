"""The viewer's context in the database: which label ids the running transaction may touch, and for which action.

Row-level security reads eight settings that end with the transaction (`set_config(..., is_local => true)`):
`interlace.member`, `interlace.unit`, `interlace.labels` and `interlace.facts` (the declared action),
`interlace.words` (the declared action with what stands in threads, where that is more), `interlace.discover_labels`,
and, where a rule asks who acts and not under which label, `interlace.officer` and `interlace.verbs`.
Without them every protected table is empty.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from interlace.core.handling import Action
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.labels import FAR_PAST, Permitted, book
from interlace.foundation.disclosure.viewer import Viewer

# `in (select unnest(...))` is the one form of the filter that stays fast with thousands of ids; an unset setting is
# NULL on a fresh connection and '' on a used one, and both must mean "nothing".
LABELS_SQL = "(select unnest(nullif(current_setting('interlace.labels', true), '')::int[]))"
WORDS_SQL = (
    "(select unnest(coalesce(nullif(current_setting('interlace.words', true), ''),"
    " nullif(current_setting('interlace.labels', true), ''))::int[]))"
)
"""For what stands in threads: a unit that converses reads it, and by that no fact under the same labels."""
FACTS_SQL = "(select unnest(nullif(current_setting('interlace.facts', true), '')::uuid[]))"
DISCOVER_SQL = "(select unnest(nullif(current_setting('interlace.discover_labels', true), '')::int[]))"
MEMBER_SQL = "nullif(current_setting('interlace.member', true), '')"
UNIT_SQL = "nullif(current_setting('interlace.unit', true), '')::uuid"
"""Of a viewer who works for a unit under a bureau; nothing for whoever works for the bureau itself."""
OFFICER_SQL = "nullif(current_setting('interlace.officer', true), '')"
VERBS_SQL = "(select unnest(nullif(current_setting('interlace.verbs', true), '')::text[]))"
"""What the role of whoever acts allows on the node."""


class NoViewer(RuntimeError):
    """A labelled table was asked without a viewer, or for another action than the one declared."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in the running transaction, for which action, with what it is permitted."""

    viewer: Viewer
    action: Action
    to: str | None
    now: datetime
    permitted: Permitted
    discover: Permitted
    words: Permitted
    """The declared action with what stands in threads."""


@dataclass(frozen=True, slots=True)
class EveryMatter:
    """Who reads under all of its purposes at once. Row security then lets pass what any of them allows.

    A row counts only under its own purpose: ask for that with the row's label.
    """

    context: Acting
    permitted: Mapping[str, Permitted]
    """For the declared action, by purpose."""
    discover: Mapping[str, Permitted]
    words: Mapping[str, Permitted]
    """For the declared action with what stands in threads, by purpose."""

    @property
    def purposes(self) -> list[str]:
        """The purposes that the person works for."""
        return sorted(self.permitted)

    def matter(self, purpose: str) -> Viewer:
        """The viewer at work under one of its purposes."""
        return self.context.viewer.working_for(purpose=purpose, reference=self.context.viewer.reference)

    def discovers(self, purpose: str, label: int) -> bool:
        """Whether the person may know, under this purpose, of what stands under this label."""
        return purpose in self.discover and self.discover[purpose].permits(label)

    def permits(self, purpose: str, label: int) -> bool:
        """Whether the declared action is allowed under this purpose with what stands under this label."""
        return purpose in self.permitted and self.permitted[purpose].permits(label)

    def permits_words(self, purpose: str, label: int) -> bool:
        """The same of what stands in a thread under this label."""
        return purpose in self.words and self.words[purpose].permits(label)

    def permits_fact(self, purpose: str, fact: UUID, *, label: int) -> bool:
        """Whether the declared action is allowed with this fact under this purpose."""
        return purpose in self.permitted and self.permitted[purpose].permits_fact(fact, label=label)


_acting: ContextVar[Acting | None] = ContextVar("interlace_acting", default=None)
_every_matter: ContextVar[EveryMatter | None] = ContextVar("interlace_every_matter", default=None)


@contextmanager
def acting(
    viewer: Viewer, action: Action = Action.READ, *, to: str | None = None, now: datetime | None = None
) -> Iterator[Acting]:
    """Run a transaction as this viewer for this action; the context before it comes back at the end."""
    with _running(lambda: _permit(viewer, action, to=to, now=now or timezone.now())) as inner:
        yield inner


@contextmanager
def acting_in_every_matter(viewer: Viewer, action: Action, *, now: datetime) -> Iterator[EveryMatter]:
    """Read in one transaction what would take one for each purpose; within itself it is opened only once."""
    outer = _every_matter.get()
    if outer is not None and outer.context is _acting.get() and _is_same(outer.context, viewer, action, now=now):
        yield outer
        return
    found: list[EveryMatter] = []

    def permit() -> Acting:
        found.append(_permit_every(viewer, action, now=now))
        return found[0].context

    with _running(permit):
        token = _every_matter.set(found[0])
        try:
            yield found[0]
        finally:
            _every_matter.reset(token)


@contextmanager
def _running(permit: Callable[[], Acting]) -> Iterator[Acting]:
    outer = _acting.get()
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        inner = permit()
        _send(inner)
        token = _acting.set(inner)
        try:
            yield inner
        finally:
            _acting.reset(token)
        # After an error the savepoint takes the settings back by itself, and the end of the transaction always does.
        if not is_outermost:
            _send(outer)


def current(viewer: Viewer, action: Action) -> Acting:
    """The running context, which must be this viewer's for this action."""
    found = _acting.get()
    if found is None or found.viewer != viewer or found.action is not action:
        raise NoViewer(f"no context for {action} of this viewer is open")
    return found


def running() -> Acting:
    """The running context, whoever's it is."""
    found = _acting.get()
    if found is None:
        raise NoViewer("no viewer context is open")
    return found


def refresh() -> Acting:
    """Decide again and send the ids again: a label interned in this transaction becomes usable."""
    outdated = running()
    inner = _permit(outdated.viewer, outdated.action, to=outdated.to, now=outdated.now)
    _send(inner)
    _acting.set(inner)
    return inner


def label_filter(viewer: Viewer, action: Action) -> RawSQL:
    """The right-hand side of `label__in=`: the ids sent at the start of the running context."""
    current(viewer, action)
    return RawSQL(LABELS_SQL, [])  # noqa: S611 - a constant


def words_filter(viewer: Viewer, action: Action) -> RawSQL:
    """The right-hand side of `label__in=` for what stands in threads."""
    current(viewer, action)
    return RawSQL(WORDS_SQL, [])  # noqa: S611 - a constant


def granted_facts_filter(viewer: Viewer, action: Action) -> RawSQL:
    """The right-hand side of `id__in=`: single facts consented to by their originator."""
    current(viewer, action)
    return RawSQL(FACTS_SQL, [])  # noqa: S611 - a constant


def discover_filter() -> RawSQL:
    """The right-hand side of `label__in=` for rows whose existence is what the label guards (hits)."""
    if _acting.get() is None:
        raise NoViewer("no viewer context is open")
    return RawSQL(DISCOVER_SQL, [])  # noqa: S611 - a constant


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is asked of the rule."""

    action: Action
    now: datetime
    to: str | None = None

    def permitted(self, person: Person, purpose: str) -> Permitted:
        """What it allows this person."""
        return book.permitted(person, self.action, purpose=purpose, now=self.now, to=self.to)


def _permit(viewer: Viewer, action: Action, *, to: str | None, now: datetime) -> Acting:
    book.refresh()
    terms = _Terms(action, now, to)
    permitted = terms.permitted(viewer.person, viewer.purpose)
    return Acting(
        viewer=viewer,
        action=action,
        to=to,
        now=now,
        permitted=permitted,
        discover=book.permitted(viewer.person, Action.DISCOVER, purpose=viewer.purpose, now=now),
        words=terms.permitted(viewer.correspondent, viewer.purpose) if viewer.converses else permitted,
    )


def _permit_every(viewer: Viewer, action: Action, *, now: datetime) -> EveryMatter:
    book.refresh()
    terms, purposes = _Terms(action, now), sorted(viewer.person.purposes)
    permitted, discover = (
        {purpose: each.permitted(viewer.person, purpose) for purpose in purposes}
        for each in (terms, _Terms(Action.DISCOVER, now))
    )
    words = (
        {purpose: terms.permitted(viewer.correspondent, purpose) for purpose in purposes}
        if viewer.converses
        else permitted
    )
    # Without a purpose of its own, no filter of one matter takes this context for its own.
    context = Acting(
        viewer=viewer.working_for(purpose="", reference=viewer.reference),
        action=action,
        to=None,
        now=now,
        permitted=_together(permitted.values()),
        discover=_together(discover.values()),
        words=_together(words.values()),
    )
    return EveryMatter(context=context, permitted=permitted, discover=discover, words=words)


def _together(parts: Collection[Permitted]) -> Permitted:
    return Permitted.of(
        {label for each in parts for label in each.labels},
        facts={fact: label for each in parts for fact, label in each.facts.items()},
        valid_until=min((each.valid_until for each in parts), default=FAR_PAST),
        valid_from=max((each.valid_from for each in parts), default=FAR_PAST),
    )


def _is_same(context: Acting, viewer: Viewer, action: Action, *, now: datetime) -> bool:
    asked = viewer.working_for(purpose="", reference=viewer.reference)
    return (context.viewer, context.action, context.now) == (asked, action, now)


def _send(context: Acting | None) -> None:
    labels = facts = discover = words = member = unit = officer = verbs = ""
    if context is not None:
        labels = "{" + ",".join(map(str, context.permitted.labels)) + "}"
        facts = "{" + ",".join(map(str, context.permitted.facts)) + "}"
        discover = "{" + ",".join(map(str, context.discover.labels)) + "}"
        if context.viewer.converses:
            words = "{" + ",".join(map(str, context.words.labels)) + "}"
        unit = context.viewer.unit
        if context.viewer.person.active:
            member, officer = context.viewer.member, context.viewer.id
            verbs = "{" + ",".join(sorted(context.viewer.verbs)) + "}"
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('interlace.labels', %s, true), set_config('interlace.facts', %s, true),"
            " set_config('interlace.discover_labels', %s, true), set_config('interlace.member', %s, true),"
            " set_config('interlace.unit', %s, true), set_config('interlace.words', %s, true),"
            " set_config('interlace.officer', %s, true), set_config('interlace.verbs', %s, true)",
            [labels, facts, discover, member, unit, words, officer, verbs],
        )
