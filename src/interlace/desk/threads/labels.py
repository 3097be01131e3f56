"""Under which labels the words of a thread stand. They are interned by the year, so that there are few of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from interlace.core.handling import Action, Code, HitMode, Label, can
from interlace.core.handling import Viewer as Person

YEARS_KEPT = 3
"""After the end of the year; the rules of keeping may end it earlier."""

USUAL_CODES = frozenset({Code.NO_PROCEEDINGS.value, Code.NO_ONWARD.value})
"""What an own fact that is passed on in a message forbids: use in court, and passing on, without asking."""


def words_label(sender: str, recipient: str, *, purpose: str, level: int, rooms: Iterable[str], now: datetime) -> Label:
    """The label of what one side writes to the other: both read it, and nobody else."""
    return Label.of(
        sender,
        audience={recipient},
        purposes={purpose},
        until=kept_until(now),
        level=level,
        rooms=rooms,
        hit=HitMode.CONTENT,
    )


def own_label(member: str, *, purpose: str, level: int, rooms: Iterable[str], now: datetime) -> Label:
    """The label of what has not been sent: the writing bureau's alone."""
    return words_label(member, member, purpose=purpose, level=level, rooms=rooms, now=now)


def file_label(own: Label, *, recipient: str) -> Label:
    """The label of a sent attachment: that of its draft, with the other side as a reader."""
    return replace(own, audience=own.audience | {recipient}, seekers=own.seekers | {recipient})


def passed_label(label: Label, *, sender: str, recipient: str, purpose: str, now: datetime) -> Label:
    """The label under which the other side gets a fact: the fact's own where it is a reader already.

    Otherwise a copy goes, for this purpose, under every condition of the original; of the sender's own facts it is
    theirs again to say who may use it further.
    """
    if recipient in label.audience and recipient not in label.deny:
        return label
    is_own = label.origins == {sender}
    readers = label.origins | {recipient} if is_own else label.audience | {recipient}
    return replace(
        label,
        audience=readers,
        seekers=readers,
        purposes=frozenset({purpose}),
        codes=label.codes | USUAL_CODES if is_own else label.codes,
        until=min(label.until, kept_until(now)),
        hit=HitMode.NONE,
        life=False,
    )


def reaches(label: Label, member: str, *, purpose: str, now: datetime) -> bool:
    """Whether the best-cleared officer of this member might read what stands under the label."""
    best = Person(
        id=min(label.named, default="") if member in label.origins else "",
        member=member,
        active=True,
        level=label.level,
        rooms=label.rooms,
        purposes=frozenset({purpose}),
    )
    return can(best, Action.READ, label, purpose=purpose, now=now)


def kept_until(now: datetime) -> datetime:
    """The end of the keeping of what is written now."""
    return datetime(now.astimezone(UTC).year + YEARS_KEPT + 1, 1, 1, tzinfo=UTC)
