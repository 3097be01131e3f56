"""What is wrong with the story of an exhibit: gaps, overlaps, unknown holders, broken seals. It flags; people judge.

Source: procedures of the product, 4.2: a gap or an overlap is a flagged defect; both sides sign a hand-over.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from interlace.core.custody.entries import BEGINNINGS, ENDS, HAND_OVERS, Entry, Step


class Defect(StrEnum):
    """What the defence will ask about."""

    NO_BEGINNING = "no_beginning"
    BEGINS_AGAIN = "begins_again"
    HOLDER_GAP = "holder_gap"
    TIME_GAP = "time_gap"
    OVERLAP = "overlap"
    UNKNOWN_HOLDER = "unknown_holder"
    SILENT_HAND_OVER = "silent_hand_over"
    ONE_SIGNATURE = "one_signature"
    SEAL_CHANGED = "seal_changed"
    TRAVELLED_OPEN = "travelled_open"
    DIGEST_DIFFERS = "digest_differs"
    AFTER_THE_END = "after_the_end"
    AHEAD_OF_CLOCK = "ahead_of_clock"
    NO_AUTHORITY = "no_authority"


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, the entries that show it, and what they say."""

    defect: Defect
    entries: tuple[int, ...]
    expected: str = ""
    found: str = ""


def review(entries: Sequence[Entry], *, known: Collection[str], sha256: str = "") -> tuple[Finding, ...]:
    """Every defect of a story in its order; `known` are the holders on record, `sha256` the content's first digest."""
    findings = [*_of_the_whole(entries), *_of_neighbours(entries), *_of_seals(entries)]
    for entry in entries:
        findings += _of_one(entry, known=known, sha256=sha256)
    return tuple(sorted(findings, key=lambda finding: (finding.entries, finding.defect, finding.found)))


def holder_after(entries: Sequence[Entry]) -> str:
    """Who holds the exhibit now by its own story; nobody before its beginning and after its end."""
    if not entries or entries[-1].step is Step.DESTROYED:
        return ""
    return entries[-1].taker


def _of_the_whole(entries: Sequence[Entry]) -> Iterator[Finding]:
    if entries and entries[0].step not in BEGINNINGS:
        yield Finding(Defect.NO_BEGINNING, (entries[0].number,), found=entries[0].step.value)
    for entry in entries[1:]:
        if entry.step in BEGINNINGS:
            yield Finding(Defect.BEGINS_AGAIN, (entry.number,), found=entry.step.value)


def _of_neighbours(entries: Sequence[Entry]) -> Iterator[Finding]:
    for before, after in pairwise(entries):
        both = (before.number, after.number)
        if before.step in ENDS:
            yield Finding(Defect.AFTER_THE_END, both, before.step.value, after.step.value)
        elif after.giver != before.taker:
            yield Finding(Defect.HOLDER_GAP, both, before.taker, after.giver)
        if after.given_at < before.taken_at:
            yield Finding(
                Defect.OVERLAP,
                both,
                before.taken_at.isoformat(timespec="seconds"),
                after.given_at.isoformat(timespec="seconds"),
            )


def _of_one(entry: Entry, *, known: Collection[str], sha256: str) -> Iterator[Finding]:
    here = (entry.number,)
    # Whom a thing was seized from, or given back to, need not be on record; whoever holds it for us must be.
    holders = {entry.carrier}
    if entry.step not in BEGINNINGS:
        holders.add(entry.giver)
    if entry.step is not Step.RETURNED:
        holders.add(entry.taker)
    for holder in sorted(holders - {""} - set(known)):
        yield Finding(Defect.UNKNOWN_HOLDER, here, found=holder)
    if not entry.taker and entry.step is not Step.DESTROYED:
        yield Finding(Defect.UNKNOWN_HOLDER, here)
    if entry.taken_at < entry.given_at:
        yield Finding(Defect.OVERLAP, here, entry.giver, entry.taker)
    if entry.taken_at > entry.given_at and not entry.carrier:
        yield Finding(Defect.TIME_GAP, here, entry.giver, entry.taker)
    if entry.taken_at > entry.recorded_at:
        yield Finding(Defect.AHEAD_OF_CLOCK, here)
    if entry.step not in BEGINNINGS | HAND_OVERS | {Step.DESTROYED} and entry.giver != entry.taker:
        yield Finding(Defect.SILENT_HAND_OVER, here, entry.giver, entry.taker)
    if entry.step is Step.TRANSFERRED and not {entry.giver, entry.taker} <= {entry.recorder, *entry.signers}:
        yield Finding(Defect.ONE_SIGNATURE, here, entry.giver, entry.taker)
    if entry.sha256 and sha256 and entry.sha256 != sha256:
        yield Finding(Defect.DIGEST_DIFFERS, here, sha256, entry.sha256)
    if entry.step in BEGINNINGS and not entry.authority:
        yield Finding(Defect.NO_AUTHORITY, here)


def _of_seals(entries: Sequence[Entry]) -> Iterator[Finding]:
    """A seal stays the same until somebody opens it on record, and nothing travels open."""
    seal, seen_at, is_open = "", 0, False
    for entry in entries:
        if entry.step is Step.OPENED:
            seal, is_open = "", True
            continue
        if entry.seal and seal and entry.seal != seal:
            yield Finding(Defect.SEAL_CHANGED, (seen_at, entry.number), seal, entry.seal)
        if entry.seal:
            seal, seen_at, is_open = entry.seal, entry.number, False
        elif entry.step is Step.TRANSFERRED and is_open:
            yield Finding(Defect.TRAVELLED_OPEN, (entry.number,))
