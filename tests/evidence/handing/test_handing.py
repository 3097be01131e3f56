"""An exhibit that goes to another bureau: signed by both, seen by these two alone, and closed when it was an error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.cases.filing import checked, opened, put_lead
from tests.evidence.handing.giving import HOUR, LATER, case_of_th, neutral_case, offer_terms, offered, ready, taking
from tests.evidence.holding import CONTENT, sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.core.custody import Defect, Step, entry_digest
from interlace.evidence.custody import Story, brought_entries, brought_is_whole, story_of, take_exhibit
from interlace.evidence.custody import offer_exhibit as offer_inside
from interlace.evidence.exporting import contents_of_case
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.handing.actions import call_mistaken, offer_to_bureau, refuse_offer, withdraw_offer
from interlace.evidence.handing.reading import hand_over_view, hand_overs_of
from interlace.evidence.handing.taking import take_over
from interlace.evidence.looking import outline_of
from interlace.evidence.models import BureauHandOver, BureauHandOverAct, Exhibit
from interlace.evidence.sealing import content_of
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, IntegrityFailure, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH", "VN")


def taken_over(exhibit: Exhibit, **others: Any) -> tuple[BureauHandOver, Exhibit]:
    """The exhibit offered, and as TH has it."""
    case_of_th()
    offer = offered(exhibit)
    return offer, take_over(viewer("TH"), offer.id, taking(**others), now=LATER)


def story(exhibit: Exhibit) -> Story:
    return story_of(viewer(exhibit.member), exhibit.case_id, exhibit.name, now=LATER)


def defects(exhibit: Exhibit) -> list[Defect]:
    return [each.defect for each in story(exhibit).findings]


def test_both_books_bear_both_names_and_the_content_is_sealed_anew() -> None:
    given = ready()
    offer, got = taken_over(given)

    there, here = story(given).entries[-1], story(got).entries[0]
    assert (there.step, there.giver, there.taker) == (Step.TRANSFERRED, "desk of KR", "desk of TH (TH)")
    assert (there.recorder, there.signers) == ("desk of TH (TH)", ("desk of KR",))
    assert (here.step, here.giver, here.taker, here.signers) == (
        Step.RECEIVED,
        "desk of KR (KR)",
        "desk of TH",
        ("desk of KR (KR)",),
    )
    assert here.receipt == entry_digest(there)
    assert (defects(given), defects(got)) == ([], [])
    assert (got.sha256, got.sha3_512, got.came_by) == (given.sha256, given.sha3_512, offer.id)
    with steward(Task.VERIFY):
        assert b"".join(content_of(Exhibit.objects.get(pk=got.pk))) == CONTENT
        assert Exhibit.objects.get(pk=got.pk).place != given.place
    assert brought_entries(got) == story(given).entries
    assert brought_is_whole(got)


def test_the_bureau_that_takes_it_sees_that_exhibit_and_nothing_else_of_the_case() -> None:
    case = neutral_case()
    given, other = sealed(case), sealed(case, b"something else")
    put_lead(case)
    _offer, got = taken_over(given)

    for hidden in (
        lambda: case_of_exhibit(viewer("TH"), given.id, now=LATER),
        lambda: case_of_exhibit(viewer("TH"), other.id, now=LATER),
        lambda: story_of(viewer("TH"), case.id, "E1", now=LATER),
        lambda: story_of(viewer("KR"), got.case_id, got.name, now=LATER),
    ):
        with pytest.raises(NotFound):
            hidden()
    told = repr(hand_overs_of(viewer("TH"), now=LATER)) + str(got.brought)
    assert case.reference not in told
    assert str(case.id) not in told
    assert str(other.id) not in told


def test_a_third_bureau_learns_nothing_at_any_stage() -> None:
    given = ready()
    case_of_th()
    opened("VN", "VN-2026-0001")
    offer = offered(given)
    acts: tuple[Callable[[], object], ...] = (
        lambda: hand_over_view(viewer("VN"), offer.id, now=LATER),
        lambda: take_over(viewer("VN"), offer.id, taking(case="VN-2026-0001"), now=LATER),
        lambda: refuse_offer(viewer("VN"), offer.id, reason="No.", now=LATER),
        lambda: withdraw_offer(viewer("VN"), offer.id, reason="No.", now=LATER),
        lambda: call_mistaken(viewer("VN"), offer.id, reason="No.", now=LATER),
        lambda: offer_to_bureau(viewer("VN"), given.id, offer_terms(), now=LATER),
    )
    with pytest.raises(NotFound) as never_was:
        hand_over_view(viewer("VN"), uuid4(), now=LATER)

    def refused_alike() -> None:
        for act in acts[:5]:
            with pytest.raises(NotFound) as refusal:
                act()
            assert str(refusal.value) == str(never_was.value)
        with pytest.raises(NotFound):
            acts[5]()
        assert hand_overs_of(viewer("VN"), now=LATER) == []

    refused_alike()
    take_over(viewer("TH"), offer.id, taking(), now=LATER)
    refused_alike()
    with steward(Task.VERIFY):
        assert not Leaf.objects.filter(member="VN", event__startswith="evidence").exists()


def test_neither_side_says_what_is_the_other_s_to_say() -> None:
    offer = offered(ready())
    case_of_th()
    for act in (
        lambda: take_over(viewer("KR"), offer.id, taking(), now=LATER),
        lambda: refuse_offer(viewer("KR"), offer.id, reason="No.", now=LATER),
        lambda: withdraw_offer(viewer("TH"), offer.id, reason="No.", now=LATER),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_database_itself_refuses_what_is_the_other_s_to_say() -> None:
    offer = offered(ready())

    def say(member: str, move: str) -> None:
        with acting(viewer(member), now=LATER), transaction.atomic():
            BureauHandOverAct.objects.create(
                hand_over_id=offer.id, member=member, move=move, by=uuid4(), by_name="x", at=LATER
            )

    for member, move in (("KR", "taken"), ("KR", "refused"), ("TH", "withdrawn"), ("VN", "taken"), ("VN", "mistaken")):
        with pytest.raises(DatabaseError):
            say(member, move)
    with acting(viewer("TH"), now=LATER), pytest.raises(DatabaseError), transaction.atomic():
        BureauHandOver.objects.filter(pk=offer.pk).update(recipient="VN")


@pytest.mark.parametrize("end", ["withdrawn", "refused", "taken"])
def test_what_has_ended_cannot_end_again(end: str) -> None:
    offer = offered(ready())
    case_of_th()
    ways: dict[str, Callable[[], object]] = {
        "withdrawn": lambda: withdraw_offer(viewer("KR"), offer.id, reason="Wrong one.", now=LATER),
        "refused": lambda: refuse_offer(viewer("TH"), offer.id, reason="Not ours.", now=LATER),
        "taken": lambda: take_over(viewer("TH"), offer.id, taking(), now=LATER),
    }
    ways[end]()
    for way in ways.values():
        with pytest.raises(Conflict):
            way()
    assert hand_over_view(viewer("KR"), offer.id, now=LATER).state == end


def test_a_refused_exhibit_stays_where_it_was_and_may_be_offered_again() -> None:
    given = ready()
    offer = offered(given)
    with pytest.raises(Conflict):
        offered(given)
    refuse_offer(viewer("TH"), offer.id, reason="Not ours.", now=LATER)
    assert (story(given).holder, [each.step for each in story(given).entries]) == (
        "desk of KR",
        [Step.SEIZED, Step.SEALED],
    )
    assert hand_over_view(viewer("KR"), offer.id, now=LATER).acts[0].reason == "Not ours."
    offered(given)


def test_gaps_overlaps_and_another_seal_are_told_and_kept() -> None:
    given = ready()
    case_of_th()
    offer = offered(given, at=NOW - HOUR)
    take_over(viewer("TH"), offer.id, taking(seal="TH-9"), now=LATER)
    assert defects(given) == [Defect.SEAL_CHANGED, Defect.TIME_GAP]

    again = sealed(checked(opened(reference="KR-2026-0200")))
    second = offered(again, at=NOW + 2 * HOUR)
    take_over(viewer("TH"), second.id, taking(at=NOW + HOUR), now=LATER)
    assert defects(again) == [Defect.OVERLAP]


def test_with_a_carrier_named_the_way_is_no_gap() -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    take_over(viewer("TH"), offer.id, taking(at=NOW + HOUR, carrier="Officer Lee"), now=LATER)
    assert Defect.TIME_GAP not in defects(given)
    assert [each.found for each in story(given).findings] == ["Officer Lee"]  # a carrier who is not on record is told


def test_what_was_handed_over_in_error_stays_closed_and_goes_home() -> None:
    given = ready()
    offer, got = taken_over(given)
    call_mistaken(viewer("KR"), offer.id, reason="It was the wrong phone.", now=LATER)

    with pytest.raises(Conflict):
        outline_of(viewer("TH"), got.id, now=LATER)
    with pytest.raises(Conflict), contents_of_case(viewer("TH"), got.case_id, now=LATER, names=[got.name]):
        raise AssertionError("a closed exhibit was opened")
    with pytest.raises(Conflict):
        offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="VN", consent="KR agreed"), now=LATER)

    home = offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="KR", authority="KR asks for it"), now=LATER)
    back = take_over(viewer("KR"), home.id, taking(case="", place="Incheon"), now=LATER)
    assert back.id == given.id
    assert (story(given).holder, story(got).holder) == ("desk of KR", "desk of KR (KR)")
    assert (defects(given), defects(got)) == ([], [])


def test_what_passed_to_a_colleague_over_there_comes_home_without_a_gap() -> None:
    given = ready()
    _offer, got = taken_over(given)
    add_officer(viewer("TH"), got.case_id, officer=Officer.objects.get(username="th.second").pk, now=NOW)
    offer_inside(viewer("TH"), got.id, taker="th.second", place="Bangkok", purpose="x", seal="KR-7", now=LATER)
    second = viewer("TH", post="second")
    take_exhibit(second, got.id, now=LATER)

    home = offer_to_bureau(second, got.id, offer_terms(recipient="KR", at=LATER), now=LATER)
    take_over(viewer("KR"), home.id, taking(case="", at=LATER), now=LATER)

    last = story(given).entries[-1]
    assert (last.giver, last.carrier, last.taker) == ("desk of TH (TH)", "second of TH (TH)", "desk of KR")
    assert defects(given) == []


def test_what_another_bureau_gave_is_handed_on_only_with_its_word() -> None:
    _offer, got = taken_over(ready())
    checked(got.case)
    with pytest.raises(Refused):
        offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="VN"), now=LATER)
    offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="VN", consent="KR, 3 July, KR/8"), now=LATER)


def test_markings_that_forbid_handing_on_need_the_word_of_their_giver() -> None:
    given = ready(markings="EUROPOL_H:H3")
    with pytest.raises(Refused):
        offered(given)
    assert offered(given, consent="Europol, 3 July").markings == "EUROPOL_H:H3"


def test_nothing_leaves_a_case_that_was_not_found_neutral() -> None:
    given = sealed(opened())
    with pytest.raises(Refused):
        offered(given)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"recipient": "XX"}, "/members"),
        ({"recipient": "KR"}, "/members"),
        ({"place": " "}, "/place"),
        ({"authority": ""}, "/authority"),
        ({"at": LATER + HOUR}, "/at"),
    ],
)
def test_what_is_missing_in_an_offer_is_named(wrong: dict[str, Any], pointer: str) -> None:
    given = ready()
    with pytest.raises(InvalidInput) as refusal:
        offered(given, **wrong)
    assert [each.pointer for each in refusal.value.problems] == [pointer]


def test_only_its_holder_hands_it_over() -> None:
    given = ready()
    add_officer(viewer("KR"), given.case_id, officer=Officer.objects.get(username="kr.second").pk, now=NOW)
    with pytest.raises(Conflict):
        offer_to_bureau(viewer("KR", post="second"), given.id, offer_terms(), now=LATER)


def test_an_altered_exhibit_changes_no_hands(settings: Any) -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    file = Path(settings.INTERLACE_DATA) / "evidence" / given.place
    altered = bytearray(file.read_bytes())
    altered[40] ^= 1
    file.write_bytes(bytes(altered))
    before = sorted(file.parent.iterdir())

    with pytest.raises(IntegrityFailure):
        take_over(viewer("TH"), offer.id, taking(), now=LATER)

    assert hand_over_view(viewer("TH"), offer.id, now=LATER).state == "offered"
    assert story(given).holder == "desk of KR"
    assert sorted(file.parent.iterdir()) == before


def test_an_unknown_case_of_one_s_own_is_told_and_nothing_is_taken() -> None:
    offer = offered(ready())
    for case in ("TH-2026-9999", ""):
        with pytest.raises(InterlaceError):
            take_over(viewer("TH"), offer.id, taking(case=case), now=LATER)
    assert hand_over_view(viewer("TH"), offer.id, now=LATER).state == "offered"
