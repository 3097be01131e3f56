"""From a text to what it may say about persons and things, with its place, its normal form and the reason."""

from interlace.core.extraction.candidates import Candidate, CandidateType, Confidence, Origin, Reason
from interlace.core.extraction.extracting import LONGEST_TEXT, extract
from interlace.core.extraction.questions import Document, Ranked, rank

__all__ = [
    "LONGEST_TEXT",
    "Candidate",
    "CandidateType",
    "Confidence",
    "Document",
    "Origin",
    "Ranked",
    "Reason",
    "extract",
    "rank",
]
