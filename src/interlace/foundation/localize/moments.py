"""A moment as somebody types it, by the clock on the wall of their own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class HourLeftOut(ValueError):
    """The clock of the zone is put forward over this moment: no wall ever shows it."""


def moment_typed(text: str, *, zone: ZoneInfo) -> datetime:
    """The moment in UTC; of an hour that comes twice, the first. `ValueError` where the text is no day with a time.

    Raises `HourLeftOut` rather than take another hour in silence.
    """
    typed = datetime.fromisoformat(text).replace(tzinfo=zone)
    moment = typed.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != typed.replace(tzinfo=None):
        raise HourLeftOut
    return moment
