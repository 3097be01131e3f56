"""Keeping letters and cases longer: they get labels that end later, and are otherwise the same to the letter."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from interlace.cases.keeping_longer import keep_cases_until
from interlace.core.procedure.keeping import Category
from interlace.desk.threads.models import Attachment, Draft, Note, SearchText, ThreadEvent, ThreadSide
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.models import KeptItem


def move_ends_of_writing(member: str, items: Collection[KeptItem], *, until: datetime) -> None:
    """Let a member's own cases and words be read until then; words of the other side end as the other side has set."""
    threads = [item.subject for item in items if item.category == Category.THREADS]
    drafts = [item.subject for item in items if item.category == Category.DRAFTS]
    cases = [item.subject for item in items if item.category == Category.CASES]
    if cases:
        keep_cases_until(member, cases, until=until, is_for_others_too=True)
    if threads:
        _move_ends_of_threads(member, threads, until=until)
    if drafts:
        _move_ends_of_drafts(member, drafts, until=until)


def _move_ends_of_threads(member: str, threads: Collection[UUID], *, until: datetime) -> None:
    with steward(Task.RETENTION):
        own = {"member": member, "thread__in": list(threads)}
        events = ThreadEvent.objects.filter(**own)
        ids = list(events.values_list("id", flat=True))
        for rows in (
            ThreadSide.objects.filter(**own),
            Note.objects.filter(**own),
            SearchText.objects.filter(event__in=ids),
            Attachment.objects.filter(member=member, event__in=ids),
            events,
        ):
            _relabel(rows, until=until)


def _move_ends_of_drafts(member: str, drafts: Collection[UUID], *, until: datetime) -> None:
    with steward(Task.RETENTION):
        for rows in (
            Draft.objects.filter(member=member, id__in=drafts),
            Attachment.objects.filter(member=member, draft__in=drafts, event=None),
        ):
            _relabel(rows, until=until)


def _relabel(rows: "QuerySet[Any]", *, until: datetime) -> None:
    for label in sorted(set(rows.values_list("label_id", flat=True))):
        terms = book.label(label)
        if terms.until < until:
            rows.filter(label=label).update(label=intern(replace(terms, until=until)))
