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
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer

MOST_SEARCHED = 20
"""Words of one question."""

_ADD = """
    insert into desk_searchtext (id, member, unit, purpose, label_id, thread, event, at, words)
    values (%s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s))
"""
_FIND = """
    select at, event, thread from desk_searchtext
    where member = %(member)s and purpose = %(purpose)s and label_id = any(%(labels)s) and words @@ %(words)s::tsquery
    and (%(unit)s::uuid is null or unit = %(unit)s::uuid)
    and (%(moment)s::timestamptz is null or at < %(moment)s::timestamptz
         or (at = %(moment)s::timestamptz and event > %(key)s::uuid))
    order by at desc, event limit %(most)s
"""


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


def events_with(
    context: Acting, viewer: Viewer, text: str, *, most: int, after: tuple[datetime, UUID] | None = None
) -> list[Found]:
    """The latest events of this viewer's purpose that hold every word of the text, as far as it may read them."""
    words = words_of(text)[:MOST_SEARCHED]
    if not words:
        return []
    moment, key = after or (None, None)
    question = " & ".join(_quoted(_scoped(viewer.member, viewer.purpose, word)) for word in words)
    with steward(Task.CHECK), connection.cursor() as cursor:
        cursor.execute(
            _FIND,
            {
                "member": viewer.member,
                "purpose": viewer.purpose,
                "labels": list(context.permitted.labels),
                "words": question,
                "unit": viewer.unit or None,
                "moment": moment,
                "key": key,
                "most": most,
            },
        )
        return [Found(at, event, thread) for at, event, thread in cursor.fetchall()]


def _scoped(member: str, purpose: str, word: str) -> str:
    """A word behind its member and purpose, so that a search walks through no other's."""
    return f"{member} {purpose} {word}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
