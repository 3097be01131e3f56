"""An abort: an officer stops what is their State's, or all of it for the bureau that leads. No machine does.

Who is told: of the whole operation or of one's own, all who take part, as with a flag; of a site or a target, only
those who read it. It is never refused for a plan that has changed: it stays about the version that its officer saw,
and stops the one that stands when it arrives until its State says go for that.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from interlace.core.planning.aborting import Reach, may_abort
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.day import believed, said_text, say
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, OperationSaying, Saying
from interlace.operations.plan.planning import latest_version
from interlace.operations.rules import error_of, require_bureau_worker

KINDS = {Reach.SITE: EntryKind.SITE, Reach.TARGET: EntryKind.TARGET}


@dataclass(frozen=True, slots=True)
class AbortTerms:
    """What is aborted, why, by which word if one was said, and for which version of the plan."""

    reach: Reach
    reason: str
    where: str = ""
    """The code of the site or target."""
    word: str = ""
    version: int = 0
    """That the officer saw; 0 for the one that stands."""


@transaction.atomic
def abort(
    viewer: Viewer, operation_id: UUID, terms: AbortTerms, *, key: UUID, at: datetime, now: datetime
) -> OperationSaying:
    """Stop the operation, the own State's part of it, a site or a target; sent twice under one key, it stands once."""
    require_bureau_worker(viewer)
    detail: dict[str, Any] = {"reach": terms.reach.value, "where": "", "reason": said_text(terms.reason)}
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        latest = latest_version(operation)
        if not latest:
            raise error_of("plan_missing")
        entry = _entry_of(operation, terms)
        owner = entry.member if entry is not None else ""
        if not may_abort(terms.reach, state=matter.member, leader=operation.member, owner=owner):
            raise error_of("abort_of_others")
        detail["by_word"] = _is_by_word(operation, terms)
        if entry is not None:
            detail |= {"where": entry.code, "entry": str(entry.id)}
        said_at = believed(at, operation, now=now)
    said_id = uuid5(key, viewer.id)
    version = min(terms.version or latest, latest)
    if version != latest:
        detail["stood"] = latest  # it came late: this one is stopped too, until its State says go for it
    label_id = _label_of(matter, operation, entry, now=now)
    return say(
        viewer,
        operation_id,
        Saying.ABORT,
        detail,
        now=now,
        at=said_at,
        said_id=said_id,
        label_id=label_id,
        version=version,
    )


def _entry_of(operation: JointOperation, terms: AbortTerms) -> OperationEntry | None:
    kind = KINDS.get(terms.reach)
    if kind is None:
        return None
    found = OperationEntry.objects.filter(operation=operation, kind=kind, code=terms.where, removed=None)
    entry = found.order_by("-added", "id").first()
    if entry is None:
        raise error_of("abort_of_what")
    return entry


def _is_by_word(operation: JointOperation, terms: AbortTerms) -> bool:
    """Whether it was said by a word that stands for it. The word does not go into the log, which more may read."""
    if not terms.word.strip():
        return False
    words = OperationEntry.objects.filter(operation=operation, kind=EntryKind.ABORT_WORD, removed=None)
    if not any(_is_said(each.shape, terms) for each in words):
        raise error_of("abort_word_unknown")
    return True


def _is_said(word: dict[str, Any], terms: AbortTerms) -> bool:
    is_for = not word["sites"] or (terms.reach is Reach.SITE and terms.where in word["sites"])
    return is_for and _folded(word["word"]) == _folded(terms.word)


def _folded(word: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def _label_of(matter: Viewer, operation: JointOperation, entry: OperationEntry | None, *, now: datetime) -> int | None:
    """Of the own words to those who read what they are about; without an entry, to all who take part."""
    if entry is None:
        return None
    readers = labels_of([entry.label_id])[0].audience & set(operation.members)
    return label_of(matter, readers | {entry.member}, now=now, behind=[entry.label_id])
