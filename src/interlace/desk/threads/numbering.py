"""Numbers in a bureau's own register of correspondence.

A number counts, so each stands in a series that the reader of one of its threads reads as a whole: one per member,
year, purpose, level, operations and unit. It is the side's own; the other side never learns it.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from interlace.core.ledger import canonical

LONGEST = 100
_MARK = 12
_LEVEL = re.compile(r"L\d+")
_NEXT = """
    insert into desk_counter (id, member, year, series, last) values (gen_random_uuid(), %s, %s, %s, 1)
    on conflict (member, year, series) do update set last = desk_counter.last + 1 returning last
"""


def next_number(member: str, *, purpose: str, level: int, rooms: Iterable[str], unit_name: str, now: datetime) -> str:
    """The next number of this member's series, taken in the running transaction."""
    series = series_of(purpose, level=level, rooms=sorted(rooms), unit_name=unit_name)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [member, now.year, series])
        (count,) = cursor.fetchone()
    return f"{member}/{now.year}/{series}/{count:04d}"


def series_of(purpose: str, *, level: int, rooms: list[str], unit_name: str) -> str:
    """The name of a series: another one for everything that others read, or it would count what they write."""
    parts = [purpose, f"L{level}" if level else "", *(f"@{room}" for room in rooms), unit_name]
    name = "/".join(part for part in parts if part)
    if len(name) <= LONGEST and not any(map(_is_unclear, [purpose, *rooms])) and not _is_unclear(unit_name):
        return name
    # A name that could be read as that of another series bears a mark of everything it stands for.
    whole = canonical({"series": [purpose, level, *rooms, "", unit_name]})
    mark = "~" + hashlib.sha256(whole.encode()).hexdigest()[:_MARK]
    return name.replace("/", "-")[: LONGEST - len(mark)] + mark


def _is_unclear(part: str) -> bool:
    """Whether a part could be taken for another part, or for two."""
    return any(sign in part for sign in "/@~") or _LEVEL.fullmatch(part) is not None
