"""Under which labels cases and what is shared of them stand. Ends are whole years, so that there are few labels."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from interlace.core.handling import Code, HitMode, Label

YEARS_KEPT = 5
"""After the end of the year; the rules of keeping may end it earlier."""


def kept_until(now: datetime) -> datetime:
    """The end of the keeping of what is written now."""
    return datetime(now.astimezone(UTC).year + YEARS_KEPT + 1, 1, 1, tzinfo=UTC)


def case_label(
    member: str, *, purpose: str, level: int, rooms: Iterable[str], until: datetime, named: Collection[str] = ()
) -> Label:
    """The label of a case: its own bureau alone, and of it the named officers alone where there are any."""
    return Label.of(
        member,
        purposes={purpose},
        until=until,
        level=level,
        rooms=rooms,
        codes={Code.EYES_ONLY.value} if named else (),
        named=named,
        hit=HitMode.NONE,
    )


def shared_label(
    member: str, *, audience: Collection[str], purpose: str, level: int = 0, rooms: Iterable[str] = (), until: datetime
) -> Label:
    """The label of words that these bureaus read, and that no search finds."""
    return Label.of(
        member, audience=audience, purposes={purpose}, level=level, rooms=rooms, until=until, hit=HitMode.NONE
    )
