"""The viewer's context in the database: which label ids the running transaction may touch, and for which action.

Row-level security reads five settings that end with the transaction (`set_config(..., is_local => true)`):
`interlace.member`, `interlace.unit`, `interlace.labels` and `interlace.facts` (the declared action),
`interlace.discover_labels`.
Without them every protected table is empty.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from interlace.core.handling import Action
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import Viewer

# `in (select unnest(...))` is the one form of the filter that stays fast with thousands of ids; an unset setting is
# NULL on a fresh connection and '' on a used one, and both must mean "nothing".
LABELS_SQL = "(select unnest(nullif(current_setting('interlace.labels', true), '')::int[]))"
FACTS_SQL = "(select unnest(nullif(current_setting('interlace.facts', true), '')::uuid[]))"
DISCOVER_SQL = "(select unnest(nullif(current_setting('interlace.discover_labels', true), '')::int[]))"
MEMBER_SQL = "nullif(current_setting('interlace.member', true), '')"
UNIT_SQL = "nullif(current_setting('interlace.unit', true), '')::uuid"
"""Of a viewer who works for a unit under a bureau; nothing for whoever works for the bureau itself."""


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


_acting: ContextVar[Acting | None] = ContextVar("interlace_acting", default=None)


@contextmanager
def acting(
    viewer: Viewer, action: Action = Action.READ, *, to: str | None = None, now: datetime | None = None
) -> Iterator[Acting]:
    """Run a transaction as this viewer for this action; the context before it comes back at the end."""
    outer = _acting.get()
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        inner = _permit(viewer, action, to=to, now=now or timezone.now())
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


def granted_facts_filter(viewer: Viewer, action: Action) -> RawSQL:
    """The right-hand side of `id__in=`: single facts consented to by their originator."""
    current(viewer, action)
    return RawSQL(FACTS_SQL, [])  # noqa: S611 - a constant


def discover_filter() -> RawSQL:
    """The right-hand side of `label__in=` for rows whose existence is what the label guards (hits)."""
    if _acting.get() is None:
        raise NoViewer("no viewer context is open")
    return RawSQL(DISCOVER_SQL, [])  # noqa: S611 - a constant


def _permit(viewer: Viewer, action: Action, *, to: str | None, now: datetime) -> Acting:
    book.refresh()
    return Acting(
        viewer=viewer,
        action=action,
        to=to,
        now=now,
        permitted=book.permitted(viewer.person, action, purpose=viewer.purpose, now=now, to=to),
        discover=book.permitted(viewer.person, Action.DISCOVER, purpose=viewer.purpose, now=now),
    )


def _send(context: Acting | None) -> None:
    labels = facts = discover = member = unit = ""
    if context is not None:
        labels = "{" + ",".join(map(str, context.permitted.labels)) + "}"
        facts = "{" + ",".join(map(str, context.permitted.facts)) + "}"
        discover = "{" + ",".join(map(str, context.discover.labels)) + "}"
        member = context.viewer.member if context.viewer.person.active else ""
        unit = context.viewer.unit
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('interlace.labels', %s, true), set_config('interlace.facts', %s, true),"
            " set_config('interlace.discover_labels', %s, true), set_config('interlace.member', %s, true),"
            " set_config('interlace.unit', %s, true)",
            [labels, facts, discover, member, unit],
        )
