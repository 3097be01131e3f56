"""From a text to what it may say about persons and things, with its place, its normal form and the reason."""

from interlace.core.extraction.candidates import Candidate, CandidateType, Confidence, Origin, Reason
from interlace.core.extraction.extracting import extract

__all__ = ["Candidate", "CandidateType", "Confidence", "Origin", "Reason", "extract"]
