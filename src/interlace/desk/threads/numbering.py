"""Numbers in a bureau's own register of correspondence.

A number counts, so each stands in a series that the reader of one of its threads reads as a whole: one per member,
year, purpose, level, operations and unit. It is the side's own; the other side never learns it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

_NEXT = """
    insert into desk_counter (id, member, year, series, last) values (gen_random_uuid(), %s, %s, %s, 1)
    on conflict (member, year, series) do update set last = desk_counter.last + 1 returning last
"""


def next_number(member: str, *, purpose: str, level: int, rooms: Iterable[str], unit_name: str, now: datetime) -> str:
    """The next number of this member's series, taken in the running transaction."""
    parts = [purpose, f"L{level}" if level else "", *sorted(rooms), unit_name]
    series = "/".join(part.replace("/", "-") for part in parts if part)[:100]
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [member, now.year, series])
        (count,) = cursor.fetchone()
    return f"{member}/{now.year}/{series}/{count:04d}"
