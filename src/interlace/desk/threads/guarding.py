"""Who meets a draft: nobody who may not read all of it, the files too.

A reviewer to whom a file is hidden would find by the digest that there is one, and would send the message without it.
"""

from collections.abc import Collection
from datetime import datetime

from interlace.desk.threads.labels import own_label
from interlace.desk.threads.models import Attachment, Draft
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import book, intern


def guard_draft(draft: Draft, *, level: int, rooms: Collection[str], now: datetime) -> None:
    """Put the draft under the level of its words, or of a file in it that lies above them. A context is open."""
    files = Attachment.objects.filter(draft=draft.id, event=None).values_list("label_id", flat=True)
    highest = max([level, *(book.label(label).level for label in files)])
    draft.label_id = intern(own_label(draft.member, purpose=draft.purpose, level=highest, rooms=rooms, now=now))
    context_of.refresh()
