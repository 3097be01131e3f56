"""Who of one's own side may be given a thread."""

from interlace.desk.threads.models import ThreadSide
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Officer


def colleagues_of(desk: Desk, side: ThreadSide) -> list[Officer]:
    """Officers of the reader's own bureau who may see the thread."""
    there = Officer.objects.in_service().filter(bureau=desk.officer.bureau).order_by("display_name", "id")
    return [each for each in there if _may_see(each, side)]


def _may_see(officer: Officer, side: ThreadSide) -> bool:
    person = officer.as_viewer()
    return side.purpose in person.purposes and person.level >= side.level and set(side.rooms) <= person.rooms
