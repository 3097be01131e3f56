"""Exhibits for tests: announced, sent in chunks, sealed."""

from datetime import timedelta
from typing import Any

from tests.cases.filing import opened
from tests.screening.network import NOW, viewer

from interlace.cases.models import Case
from interlace.evidence.acquiring import Acquisition
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.vault.envelopes import CHUNK_BYTES

MARK = b"PLAINTEXT-OF-AN-EXHIBIT-7f3a"
CONTENT = MARK * 20


def acquired(**others: Any) -> Acquisition:
    """Taken from a suspect's phone by the desk of KR."""
    said = {
        "operator": "desk of KR",
        "at": NOW - timedelta(hours=2),
        "place": "Incheon",
        "source": "phone of the suspect",
        "authority": "warrant 2026-55",
        "seized": True,
        **others,
    }
    return Acquisition(**said)


def terms(content: bytes = CONTENT, **others: Any) -> ExhibitTerms:
    """What is announced of a chat export."""
    return ExhibitTerms(**{"file_name": "chat.txt", "size": len(content), "acquired": acquired(), **others})


def begun(case: Case, content: bytes = CONTENT, **others: Any) -> Exhibit:
    """An exhibit of which nothing has come yet."""
    return begin_exhibit(viewer(case.member), case.id, terms(content, **others), now=NOW)


def sealed(case: Case | None = None, content: bytes = CONTENT, *, by: Viewer | None = None, **others: Any) -> Exhibit:
    """A sealed exhibit of a case of KR."""
    case = case or opened()
    exhibit = begun(case, content, **others)
    sent(exhibit, content)
    return seal_exhibit(by or viewer(case.member), exhibit.id, now=NOW)


def sent(exhibit: Exhibit, content: bytes, *, first: int = 0) -> None:
    """Every chunk from this one on."""
    for number in range(first, max(1, -(-len(content) // CHUNK_BYTES))):
        chunk = content[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        put_chunk(viewer(exhibit.member), exhibit.id, number, chunk, now=NOW)
