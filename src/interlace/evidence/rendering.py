"""Exhibits and packages as they leave the node."""

from interlace.cases.holds.schemas import hold_out
from interlace.core.custody import Entry, entry_digest
from interlace.evidence.models import Exhibit, KeptPackage
from interlace.evidence.queries import ExhibitView
from interlace.evidence.schemas import CustodyDefectOut, CustodyEntryOut, ExhibitOut, ExhibitRowOut, PackageOut
from interlace.evidence.words import DEFECT_WORDS
from interlace.foundation.vault.envelopes import chunks_of


def exhibit_row(exhibit: Exhibit) -> ExhibitRowOut:
    """One line of the list."""
    return ExhibitRowOut(
        id=exhibit.id,
        case=exhibit.case_id,
        number=exhibit.name,
        title=exhibit.title,
        file_name=exhibit.file_name,
        size=exhibit.size,
        sha256=exhibit.sha256,
        sealed=exhibit.sealed,
        flaw=exhibit.flaw,
    )


def exhibit_out(view: ExhibitView) -> ExhibitOut:
    """One exhibit."""
    exhibit, story = view.exhibit, view.story
    return ExhibitOut(
        **exhibit_row(exhibit).model_dump(),
        sha3_512=exhibit.sha3_512,
        markings=exhibit.markings,
        acquired=exhibit.acquired,
        received=exhibit.received,
        chunks=chunks_of(exhibit.size),
        added=exhibit.added,
        added_by=exhibit.added_by_name,
        checked=exhibit.checked,
        flaw_answer=exhibit.flaw_answer,
        holds=[hold_out(each) for each in story.holds],
        holder=story.holder,
        is_outside=view.is_outside,
        offered_to=story.offered_to,
        custody=[_entry(each) for each in story.entries],
        defects=[
            CustodyDefectOut(
                defect=each.defect,
                entries=list(each.entries),
                expected=each.expected,
                found=each.found,
                words=str(DEFECT_WORDS[each.defect]),
            )
            for each in story.findings
        ],
        broken=story.broken,
    )


def package_out(package: KeptPackage) -> PackageOut:
    """One package."""
    return PackageOut(
        id=package.id,
        case=package.case_id,
        exhibits=package.exhibits,
        left_out=package.left_out,
        root=package.root,
        consent=package.consent,
        size=package.size,
        made=package.made,
        made_by=package.made_by_name,
    )


def _entry(entry: Entry) -> CustodyEntryOut:
    return CustodyEntryOut(
        number=entry.number,
        step=entry.step,
        giver=entry.giver,
        taker=entry.taker,
        carrier=entry.carrier,
        place=entry.place,
        given_at=entry.given_at,
        taken_at=entry.taken_at,
        recorded_at=entry.recorded_at,
        purpose=entry.purpose,
        authority=entry.authority,
        recorder=entry.recorder,
        seal=entry.seal,
        condition=entry.condition,
        signers=list(entry.signers),
        receipt=entry.receipt,
        digest=entry_digest(entry),
    )
