"""One entry of the custody ledger of an exhibit, and the chain that the entries make.

Source: procedures of the product, 4.2 (custody event), after ISO/IEC 27037: who gave, who took, where, when, why, under
which seal, in which condition, on which authority. An entry names the digest of the one before, so none can be changed,
left out or put between unnoticed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from interlace.core.ledger import JsonValue, canonical


class Step(StrEnum):
    """What happened to the exhibit."""

    SEIZED = "seized"
    RECEIVED = "received"
    SEALED = "sealed"
    TRANSFERRED = "transferred"
    OPENED = "opened"
    COPIED = "copied"
    ANALYSED = "analysed"
    RETURNED = "returned"
    DESTROYED = "destroyed"


BEGINNINGS = frozenset({Step.SEIZED, Step.RECEIVED})
"""Steps that bring an exhibit into custody."""

HAND_OVERS = frozenset({Step.TRANSFERRED, Step.RETURNED})
"""Steps after which somebody else holds it."""

ENDS = frozenset({Step.RETURNED, Step.DESTROYED})
"""Steps after which it is no longer in custody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step, as its recorder wrote it down. Times are UTC."""

    exhibit: str
    number: int
    """From 1."""
    step: Step
    giver: str
    """Who held it before; whom it was taken from, at the beginning."""
    taker: str
    """Who holds it afterwards; empty once it is destroyed."""
    place: str
    given_at: datetime
    taken_at: datetime
    recorded_at: datetime
    purpose: str
    authority: str
    """The warrant, order or consent."""
    recorder: str
    carrier: str = ""
    """Who had it between giving and taking."""
    seal: str = ""
    condition: str = ""
    sha256: str = ""
    """What was found when the content was hashed at this step."""
    signers: tuple[str, ...] = ()
    """Who signed the entry, the recorder aside."""
    receipt: str = ""
    """The signed paper that somebody outside the bureau gave or took it with."""
    previous: str = ""
    """The digest of the entry before; empty at the beginning."""


def entry_digest(entry: Entry) -> str:
    """What the next entry names, and what is signed (SHA-256 over the written form)."""
    return hashlib.sha256(b"interlace-custody-1\0" + canonical(entry_record(entry)).encode()).hexdigest()


def entry_record(entry: Entry) -> dict[str, JsonValue]:
    """The entry as it is written down, in a bundle as in a digest."""
    record: dict[str, JsonValue] = {
        "exhibit": entry.exhibit,
        "number": entry.number,
        "step": entry.step.value,
        "giver": entry.giver,
        "taker": entry.taker,
        "place": entry.place,
        "given_at": _time(entry.given_at),
        "taken_at": _time(entry.taken_at),
        "recorded_at": _time(entry.recorded_at),
        "purpose": entry.purpose,
        "authority": entry.authority,
        "recorder": entry.recorder,
        "carrier": entry.carrier,
        "seal": entry.seal,
        "condition": entry.condition,
        "sha256": entry.sha256,
        "signers": list(entry.signers),
        "previous": entry.previous,
    }
    # Entries without one are written as they were before receipts were kept: their digests stand in signed chains.
    return {**record, "receipt": entry.receipt} if entry.receipt else record


def chained(entry: Entry, *, after: Entry | None) -> Entry:
    """The entry in its place behind another, or at the beginning."""
    if after is None:
        return replace(entry, number=1, previous="")
    return replace(entry, number=after.number + 1, previous=entry_digest(after))


def first_break(entries: Sequence[Entry]) -> int | None:
    """The number of the first entry that does not follow from the one before, or nothing when the chain holds."""
    before: Entry | None = None
    for place, entry in enumerate(entries, 1):
        expected = "" if before is None else entry_digest(before)
        is_of_this_exhibit = before is None or entry.exhibit == before.exhibit
        if entry.number != place or entry.previous != expected or not is_of_this_exhibit:
            return place
        before = entry
    return None


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
