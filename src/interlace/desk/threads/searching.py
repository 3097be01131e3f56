"""Search in one's own threads.

Text search cannot use an index under row security (only leakproof comparisons can), so the candidates are found as the
steward, among the words of one member and purpose alone and under the label ids that the viewer may read. What is found
is read again in the viewer's own context, where row security holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from interlace.desk.threads.models import ThreadEvent, ThreadSide
from interlace.desk.threads.tokens import words_of
from interlace.foundation.disclosure.acting import EveryMatter
from interlace.foundation.disclosure.steward import Task, steward

MOST_SEARCHED = 20
"""Words of one question."""

_ADD = """
    insert into desk_searchtext (id, member, unit, purpose, label_id, thread, event, at, words)
    values (%s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s))
"""
LATEST_LOOKED_THROUGH = 2000
"""Rows of one purpose that are looked through before the index of words is asked.

A word that fills a page with these is so common that the index would bring up half of the register to be sorted; of any
other it brings up little. The database cannot tell the two apart: it takes words, member and purpose for independent.
"""

_READABLE = """
    label_id = any(%(labels)s) and words @@ %(words)s::tsquery and (%(unit)s::uuid is null or unit = %(unit)s::uuid)
"""
_BEHIND = """
    member = %(member)s and purpose = %(purpose)s
    and (%(moment)s::timestamptz is null or at < %(moment)s::timestamptz
         or (at = %(moment)s::timestamptz and event > %(key)s::uuid))
"""
_FIND_AMONG_LATEST = f"""
    select at, event, thread from (
        select at, event, thread, label_id, unit, words from desk_searchtext
        where {_BEHIND} order by at desc, event limit %(latest)s
    ) as latest
    where {_READABLE} order by at desc, event limit %(most)s
"""  # noqa: S608 - constants, and places for values
_FIND = f"""
    with found as materialized (select at, event, thread from desk_searchtext where {_BEHIND} and {_READABLE})
    select at, event, thread from found order by at desc, event limit %(most)s
"""  # noqa: S608 - constants, and places for values


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words stand."""

    at: datetime
    event: UUID
    thread: UUID


def add_words(event: ThreadEvent, sides: Iterable[ThreadSide], texts: Sequence[str]) -> None:
    """Let each side find the event by its words. Runs as the steward, because one side writes for both."""
    words = words_of(" ".join(texts))
    with steward(Task.INDEX), connection.cursor() as cursor:
        for side in sides:
            scoped = [_scoped(side.member, side.purpose, word) for word in words]
            cursor.execute(
                _ADD,
                [
                    uuid4(),
                    side.member,
                    side.unit,
                    side.purpose,
                    event.label_id,
                    side.thread,
                    event.id,
                    event.at,
                    scoped,
                ],
            )


def events_with(every: EveryMatter, text: str, *, most: int, after: tuple[datetime, UUID] | None = None) -> list[Found]:
    """The latest events of each purpose that hold every word of the text, as far as the viewer may read them."""
    words = words_of(text)[:MOST_SEARCHED]
    if not words:
        return []
    viewer = every.context.viewer
    moment, key = after or (None, None)
    found: list[Found] = []
    with steward(Task.CHECK), connection.cursor() as cursor:
        for purpose in every.purposes:
            places = {
                "member": viewer.member,
                "purpose": purpose,
                "labels": list(every.words[purpose].labels),
                "words": " & ".join(_quoted(_scoped(viewer.member, purpose, word)) for word in words),
                "unit": viewer.unit or None,
                "moment": moment,
                "key": key,
                "most": most,
                "latest": LATEST_LOOKED_THROUGH,
            }
            rows = cursor.execute(_FIND_AMONG_LATEST, places).fetchall()
            if len(rows) < most:
                rows = cursor.execute(_FIND, places).fetchall()
            found += [Found(at, event, thread) for at, event, thread in rows]
    return found


def _scoped(member: str, purpose: str, word: str) -> str:
    """A word behind its member and purpose, so that a search walks through no other's."""
    return f"{member} {purpose} {word}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
