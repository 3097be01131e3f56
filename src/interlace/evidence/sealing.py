"""Where an exhibit lies, and under which keys."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from interlace.cases.models import Case
from interlace.evidence.models import CaseSecret, Exhibit, KeptPackage
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


def sealed_object(kept: Exhibit | KeptPackage) -> SealedObject:
    """The file of an exhibit or a package with its key; a context or the steward must be open."""
    secret = CaseSecret.objects.get(case=kept.case_id)
    case = CaseKey.unwrapped(kept.case_id, bytes(secret.wrapped))
    key = ObjectKey.unwrapped(kept.id, bytes(kept.key), by=case)
    return SealedObject(Path(settings.INTERLACE_DATA) / FOLDER / kept.place, key, kept.size)


def content_of(exhibit: Exhibit | KeptPackage) -> Iterator[bytes]:
    """The content in chunks, each opened in memory as it is asked for."""
    return sealed_object(exhibit).content()
