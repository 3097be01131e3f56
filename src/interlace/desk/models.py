"""The tables of the desk, by the part of it that keeps them."""

from interlace.desk.threads.models import (
    Attachment,
    Counter,
    Draft,
    FactReference,
    Note,
    SearchText,
    ThreadEvent,
    ThreadSide,
    Withdrawal,
)

__all__ = [
    "Attachment",
    "Counter",
    "Draft",
    "FactReference",
    "Note",
    "SearchText",
    "ThreadEvent",
    "ThreadSide",
    "Withdrawal",
]
