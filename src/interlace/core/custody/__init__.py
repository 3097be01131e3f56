"""Whose hands an exhibit was in, what is wrong with that story, and how parts of it are shown without the rest."""

from interlace.core.custody.entries import BEGINNINGS, ENDS, Entry, Step, chained, entry_digest, first_break
from interlace.core.custody.fields import ClosedField, OpenedField, SealedField, closed, root_of_fields, sealed_fields
from interlace.core.custody.review import Defect, Finding, holder_after, review

__all__ = [
    "BEGINNINGS",
    "ENDS",
    "ClosedField",
    "Defect",
    "Entry",
    "Finding",
    "OpenedField",
    "SealedField",
    "Step",
    "chained",
    "closed",
    "entry_digest",
    "first_break",
    "holder_after",
    "review",
    "root_of_fields",
    "sealed_fields",
]
