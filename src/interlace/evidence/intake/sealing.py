"""Text of an exhibit, sealed under the exhibit's own key; a context must be open."""

import json
from typing import Any

from interlace.evidence.intake.models import Held, Intake, IntakeCandidate, IntakePart
from interlace.evidence.models import Exhibit
from interlace.evidence.sealing import sealed_object
from interlace.foundation.vault.envelopes import ObjectKey

PART, CANDIDATE, EDITED, HELD, LAWYERS = "intake-part", "intake-candidate", "intake-edited", "intake-held", "lawyers"
REMARKS = "intake-remarks"


def key_of(exhibit: Exhibit) -> ObjectKey:
    """The exhibit's key."""
    return sealed_object(exhibit).key


def sealed(key: ObjectKey, purpose: str, value: Any, *, of: Any = b"") -> bytes:
    """A value under the exhibit's key, bound to the row it belongs to."""
    return key.seal(purpose, json.dumps(value, ensure_ascii=False).encode(), _bytes(of))


def opened(key: ObjectKey, purpose: str, value: bytes | memoryview, *, of: Any = b"") -> Any:
    """What was sealed so."""
    return json.loads(key.open(purpose, bytes(value), _bytes(of)))


def text_of_part(key: ObjectKey, part: IntakePart) -> dict[str, Any]:
    """Text and places of a part."""
    return dict(opened(key, PART, part.sealed, of=part.id))


def words_of_candidate(key: ObjectKey, candidate: IntakeCandidate) -> dict[str, Any]:
    """What a candidate says, where, and why."""
    return dict(opened(key, CANDIDATE, candidate.sealed, of=candidate.id))


def edit_of_candidate(key: ObjectKey, candidate: IntakeCandidate) -> str:
    """What the officer wrote instead, if anything."""
    return str(opened(key, EDITED, candidate.edited, of=candidate.id)) if candidate.edited else ""


def remarks_of(key: ObjectKey, intake: Intake) -> list[dict[str, Any]]:
    """What could not be read of a file."""
    return list(opened(key, REMARKS, intake.remarks, of=intake.id)) if intake.remarks else []


def place_of_held(key: ObjectKey, held: Held) -> dict[str, Any]:
    """Where something in quarantine stands."""
    return dict(opened(key, HELD, held.sealed, of=held.id)) if held.sealed else {}


def _bytes(of: Any) -> bytes:
    return of if isinstance(of, bytes) else of.bytes
