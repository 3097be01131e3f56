"""Taking letters away: a member's own side at once, what both sides share with the last of them.

Every function runs as the steward in the caller's transaction, takes ids, and does nothing where nothing is left.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from interlace.core.procedure.threads import ThreadStage
from interlace.desk.threads.files import forget_file, remove_files
from interlace.desk.threads.models import (
    Attachment,
    Draft,
    FactReference,
    Note,
    SearchText,
    ThreadEvent,
    ThreadSide,
    Withdrawal,
)
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.http.unsent import FormName, unsent_about
from interlace.oversight.keeping.certificates import Gone
from interlace.oversight.keeping.erasing import erase_copies


def erase_threads(member: str, threads: Collection[UUID]) -> int:
    """Delete a member's side with its notes, drafts and words for search; with the last side go words and files."""
    with steward(Task.RETENTION):
        # Of two members that delete at once the second must see that it is the last.
        sides = list(ThreadSide.objects.select_for_update().filter(thread__in=threads).order_by("thread", "party"))
        own = {side.thread for side in sides if side.member == member}
        left = {side.thread for side in sides if side.member != member}
        SearchText.objects.filter(member=member, thread__in=own).delete()
        Note.objects.filter(member=member, thread__in=own).delete()
        Withdrawal.objects.filter(member=member, thread__in=own).delete()
        unsent_about(FormName.THREAD, own).filter(member=member).delete()
        _erase_drafts(Draft.objects.filter(member=member, thread__in=own))
        ThreadSide.objects.filter(member=member, thread__in=own).delete()
        _erase_shared(own - left)
    return len(own)


def erase_drafts(member: str, drafts: Collection[UUID]) -> int:
    """Delete letters that were never sent, with their files."""
    with steward(Task.RETENTION):
        own = Draft.objects.filter(member=member, id__in=drafts).exclude(state=ThreadStage.SENT)
        return _erase_drafts(own)


def threads_to_go(member: str, threads: Collection[UUID]) -> tuple[list[Gone], Counter[str]]:
    """What a certificate says of a member's side. It does not tell whether the other side is still there."""
    with steward(Task.RETENTION):
        events = list(ThreadEvent.objects.filter(thread__in=threads).order_by("thread", "number"))
        files = Attachment.objects.filter(event__in=[event.id for event in events]).order_by("id")
        gone = [Gone("messages", event.id, event.digest) for event in events]
        gone += [Gone("attachments", file.id, file.sha256) for file in files]
        gone += [Gone("threads", thread) for thread in sorted(threads)]
        notes = Note.objects.filter(member=member, thread__in=threads).count()
        drafts = Draft.objects.filter(member=member, thread__in=threads).exclude(state=ThreadStage.SENT).count()
        return gone, Counter(notes=notes, drafts=drafts)


def drafts_to_go(member: str, drafts: Collection[UUID]) -> list[Gone]:
    """What a certificate says of letters that were never sent."""
    with steward(Task.RETENTION):
        own = Draft.objects.filter(member=member, id__in=drafts).order_by("id")
        files = Attachment.objects.filter(draft__in=list(drafts), event=None).order_by("id")
        return [
            *(Gone("drafts", draft.id, draft.digest) for draft in own),
            *(Gone("attachments", file.id, file.sha256) for file in files),
        ]


def _erase_shared(threads: Collection[UUID]) -> None:
    """Words, files, and the facts that were copied for these threads: nobody has a side of them any more."""
    events = list(ThreadEvent.objects.filter(thread__in=threads).values_list("id", flat=True))
    references = FactReference.objects.filter(event__in=events)
    copies: defaultdict[str, list[UUID]] = defaultdict(list)
    for originator, fact in references.exclude(copied_from=None).values_list("originator", "fact"):
        copies[originator].append(fact)
    references.delete()
    for originator, facts in sorted(copies.items()):
        erase_copies(originator, facts)
    files = Attachment.objects.filter(event__in=events)
    for place in files.values_list("place", flat=True):
        forget_file(place)
    files.delete()
    ThreadEvent.objects.filter(id__in=events).delete()


def _erase_drafts(drafts: QuerySet[Draft]) -> int:
    found = list(drafts)
    for draft in found:
        remove_files(draft)
    unsent_about(FormName.DRAFT, [draft.id for draft in found]).delete()
    Draft.objects.filter(id__in=[draft.id for draft in found]).delete()
    return len(found)
