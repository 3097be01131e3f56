"""The screening index: memory-mapped arrays in which what a viewer may not discover is never a candidate."""

from interlace.screening.index.records import (
    FACTS,
    BirthDate,
    Budget,
    Candidate,
    IndexedBirthDate,
    IndexedIdentifier,
    IndexedName,
    IndexRecord,
    NameToken,
    PermittedLabels,
    Query,
    RecordKey,
)
from interlace.screening.index.storage import IndexDamaged
from interlace.screening.index.store import ScreeningIndex, SegmentInfo
from interlace.screening.index.writer import IndexWriter

__all__ = [
    "FACTS",
    "BirthDate",
    "Budget",
    "Candidate",
    "IndexDamaged",
    "IndexRecord",
    "IndexWriter",
    "IndexedBirthDate",
    "IndexedIdentifier",
    "IndexedName",
    "NameToken",
    "PermittedLabels",
    "Query",
    "RecordKey",
    "ScreeningIndex",
    "SegmentInfo",
]
