"""Exhibits at a laboratory or a court: signed on paper there, flagged without a paper, and back again."""

from datetime import timedelta
from typing import Any

import pytest
from tests.cases.filing import checked, opened
from tests.evidence.holding import sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.core.custody import Defect, Entry, entry_digest
from interlace.core.custody.entries import entry_record
from interlace.evidence.custody import story_of
from interlace.evidence.handing.actions import offer_to_bureau
from interlace.evidence.handing.rules import OfferTerms
from interlace.evidence.models import Exhibit
from interlace.evidence.outside import OutTerms, give_out, take_back
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def terms(**others: Any) -> OutTerms:
    said = {"holder": "NFS Seoul", "at": NOW, "place": "Seoul", "purpose": "Extraction", "receipt": "NFS-55, Dr Kim"}
    return OutTerms(**{**said, **others})


def defects(exhibit: Exhibit) -> list[Defect]:
    return [each.defect for each in story_of(viewer("KR"), exhibit.case_id, "E1", now=LATER).findings]


def test_with_a_signed_paper_it_goes_to_the_laboratory_and_back_without_a_defect() -> None:
    exhibit = sealed()
    out = give_out(viewer("KR"), exhibit.id, terms(), now=LATER)
    assert (out.giver, out.taker, out.signers, out.receipt) == (
        "desk of KR",
        "NFS Seoul",
        ("NFS Seoul",),
        "NFS-55, Dr Kim",
    )
    back = take_back(viewer("KR"), exhibit.id, terms(receipt="NFS-56"), now=LATER)
    assert (back.giver, back.taker) == ("NFS Seoul", "desk of KR")
    story = story_of(viewer("KR"), exhibit.case_id, "E1", now=LATER)
    assert (story.holder, story.findings, story.broken) == ("desk of KR", (), None)


def test_without_a_paper_it_is_kept_and_flagged() -> None:
    exhibit = sealed()
    give_out(viewer("KR"), exhibit.id, terms(receipt=" "), now=LATER)
    assert defects(exhibit) == [Defect.ONE_SIGNATURE]


def test_only_who_holds_it_gives_it_away_and_only_from_its_holder_it_comes_back() -> None:
    exhibit = sealed()
    colleague = Officer.objects.get(username="kr.second")
    add_officer(viewer("KR"), exhibit.case_id, officer=colleague.pk, now=NOW)
    with pytest.raises(Conflict):
        give_out(viewer("KR", post="second"), exhibit.id, terms(), now=LATER)
    with pytest.raises(Conflict):
        take_back(viewer("KR"), exhibit.id, terms(holder="desk of KR"), now=LATER)
    give_out(viewer("KR"), exhibit.id, terms(), now=LATER)
    with pytest.raises(Conflict):
        give_out(viewer("KR"), exhibit.id, terms(holder="District Court", kind="court"), now=LATER)
    with pytest.raises(Conflict):
        take_back(viewer("KR"), exhibit.id, terms(holder="District Court"), now=LATER)
    assert len(story_of(viewer("KR"), exhibit.case_id, "E1", now=LATER).entries) == 2


def test_a_colleague_of_the_same_name_does_not_hold_it() -> None:
    exhibit = sealed(checked(opened()))
    second = Officer.objects.get(username="kr.second")
    add_officer(viewer("KR"), exhibit.case_id, officer=second.pk, now=NOW)
    Officer.objects.filter(pk=second.pk).update(display_name=viewer("KR").officer_name)
    with pytest.raises(Conflict, match="You do not hold this exhibit"):
        give_out(viewer("KR", post="second"), exhibit.id, terms(), now=LATER)
    with pytest.raises(Conflict, match="You do not hold this exhibit"):
        offer_to_bureau(
            viewer("KR", post="second"),
            exhibit.id,
            OfferTerms(recipient="TH", at=NOW, place="Seoul", purpose="Extraction", authority="Order 7"),
            now=LATER,
        )
    assert give_out(viewer("KR"), exhibit.id, terms(), now=LATER).taker == "NFS Seoul"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"holder": " "}, "/holder"),
        ({"place": ""}, "/place"),
        ({"kind": "pub"}, "/kind"),
        ({"at": LATER + timedelta(hours=1)}, "/at"),
    ],
)
def test_what_is_missing_is_named(wrong: dict[str, Any], pointer: str) -> None:
    exhibit = sealed()
    with pytest.raises(InvalidInput) as refusal:
        give_out(viewer("KR"), exhibit.id, terms(**wrong), now=LATER)
    assert [each.pointer for each in refusal.value.problems] == [pointer]


def test_another_bureau_can_neither_give_nor_take() -> None:
    exhibit = sealed()
    for act in (give_out, take_back):
        with pytest.raises(NotFound):
            act(viewer("TH"), exhibit.id, terms(), now=LATER)


def test_an_entry_without_a_receipt_is_written_as_before_receipts_were_kept() -> None:
    exhibit = sealed()
    (entry,) = story_of(viewer("KR"), exhibit.case_id, "E1", now=LATER).entries
    assert "receipt" not in entry_record(entry)
    assert entry_digest(entry) == entry_digest(Entry(**{**_fields(entry), "receipt": ""}))
    assert entry_digest(entry) != entry_digest(Entry(**{**_fields(entry), "receipt": "NFS-55"}))


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}
