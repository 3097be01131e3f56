"""Where an exhibit lies, and under which keys."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from interlace.cases.models import Case
from interlace.evidence.models import CaseSecret, Exhibit
from interlace.foundation.vault.envelopes import CaseKey, ObjectKey, SealedObject

FOLDER = "evidence"
"""Below the data folder."""


def new_place() -> str:
    """A random name for a file."""
    return secrets.token_hex(16)


def key_of_case(case: Case) -> CaseKey:
    """The key of a case, made on first use. The case is locked by the caller, so no two are made."""
    kept = CaseSecret.objects.filter(case=case).first()
    if kept is None:
        made = CaseKey.made(case.id)
        CaseSecret.objects.create(case=case, member=case.member, wrapped=made.wrapped())
        return made
    return CaseKey.unwrapped(case.id, bytes(kept.wrapped))


def sealed_object(exhibit: Exhibit) -> SealedObject:
    """The file of an exhibit with its key; a context or the steward must be open."""
    kept = CaseSecret.objects.get(case=exhibit.case_id)
    case = CaseKey.unwrapped(exhibit.case_id, bytes(kept.wrapped))
    key = ObjectKey.unwrapped(exhibit.id, bytes(exhibit.key), by=case)
    return SealedObject(Path(settings.INTERLACE_DATA) / FOLDER / exhibit.place, key, exhibit.size)


def content_of(exhibit: Exhibit) -> Iterator[bytes]:
    """The content in chunks, each opened in memory as it is asked for."""
    return sealed_object(exhibit).content()
