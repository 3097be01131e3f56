"""What allowed an offer must still hold when it is taken; who is not of the case, or below its level, says nothing."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from tests.cases.filing import checked, opened
from tests.cases.walking import browser_of, read
from tests.evidence.handing.giving import (
    LATER,
    REFERENCE,
    case_of_th,
    neutral_case,
    offer_terms,
    offered,
    ready,
    taking,
)
from tests.evidence.holding import sealed
from tests.evidence.intake.dropping import dropped
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import Checked, add_officer, check_case
from interlace.cases.labels import case_label
from interlace.core.custody import Step
from interlace.core.handling import Code
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.evidence.custody import StepTerms, record_step
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.handing.actions import call_mistaken, offer_to_bureau, refuse_offer, withdraw_offer
from interlace.evidence.handing.reading import hand_overs_of
from interlace.evidence.handing.taking import take_over
from interlace.evidence.intake.actions import IntakeTerms, begin_intake
from interlace.evidence.intake.deciding import accept_candidate
from interlace.evidence.intake.keeping import keep_unit
from interlace.evidence.intake.models import HoldReason, Intake, IntakeState
from interlace.evidence.intake.quarantine import ask_to_open
from interlace.evidence.intake.queries import intake_view
from interlace.evidence.intake.sealing import key_of
from interlace.evidence.looking import outline_of
from interlace.evidence.packages import make_package, take_package
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import UNITS
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH", "VN")


def raise_level(name: str, level: int = 3) -> None:
    Officer.objects.filter(username=name).update(level=level)


def test_a_colleague_below_the_level_of_the_case_reads_no_offer_that_comes_home() -> None:
    """KR's case is above kr.second. What TH sends home is shown to kr.second all the same."""
    raise_level("kr.desk")
    raise_level("th.desk")
    given = sealed(checked(opened(level=3)), title="Phone of agent Blue")
    opened("TH", REFERENCE, level=3)
    offer = offered(given)
    low = viewer("KR", post="second")
    assert hand_overs_of(low, now=LATER) == []
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="KR"), now=LATER)
    with pytest.raises(NotFound):
        case_of_exhibit(low, given.id, now=LATER)
    assert [each.offer.title for each in hand_overs_of(low, now=LATER)] == []


def test_a_colleague_below_the_level_cannot_refuse_what_comes_home() -> None:
    raise_level("kr.desk")
    raise_level("th.desk")
    given = sealed(checked(opened(level=3)))
    opened("TH", REFERENCE, level=3)
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    home = offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="KR"), now=LATER)
    with pytest.raises(InterlaceError):
        refuse_offer(viewer("KR", post="second"), home.id, reason="No.", now=LATER)


def test_the_level_of_the_case_goes_along_with_the_offer() -> None:
    """An exhibit of a level-3 case is offered: every level-1 officer of TH reads title and digest, and takes it."""
    raise_level("kr.desk")
    given = sealed(checked(opened(level=3)), title="Phone of agent Blue")
    offered(given)
    assert hand_overs_of(viewer("TH"), now=LATER) == []  # th.desk has level 1


def test_it_goes_into_no_case_that_more_officers_may_read() -> None:
    raise_level("kr.desk")
    raise_level("th.desk")
    given = sealed(checked(opened(level=3)))
    case_of_th()  # of level 0
    offer = offered(given)
    with pytest.raises(InvalidInput) as refused:
        take_over(viewer("TH"), offer.id, taking(), now=LATER)
    assert refused.value.code == "case_too_wide"


def test_it_goes_into_no_case_of_another_purpose() -> None:
    given = ready()
    opened(viewer("TH", purpose="trafficking"), REFERENCE)
    offer = offered(given)
    with pytest.raises(InvalidInput) as refused:
        take_over(viewer("TH"), offer.id, taking(), now=LATER)
    assert refused.value.code == "case_other_purpose"


def test_a_purpose_that_one_does_not_hold_shows_no_offer() -> None:
    given = ready()
    offered(given)
    Officer.objects.filter(username="th.second").update(purposes=["trafficking"])
    assert hand_overs_of(viewer("TH", post="second", purpose="trafficking"), now=LATER) == []


def test_who_is_not_on_the_closed_in_case_that_took_it_closes_nothing_in_it() -> None:
    """TH takes the exhibit into a closed-in case. A colleague outside calls it an error: it cannot be undone."""
    given = ready()
    opened("TH", REFERENCE, is_closed_in=True)
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    outside = viewer("TH", post="second")
    with pytest.raises(NotFound):
        case_of_exhibit(outside, got.id, now=LATER)
    with pytest.raises(InterlaceError):
        call_mistaken(outside, offer.id, reason="I close it.", now=LATER)
    outline_of(viewer("TH"), got.id, now=LATER)


def test_who_is_not_on_the_giving_case_closes_nothing_over_there() -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    take_over(viewer("TH"), offer.id, taking(), now=LATER)
    with pytest.raises(InterlaceError):
        call_mistaken(viewer("KR", post="second"), offer.id, reason="I close it.", now=LATER)


def test_who_is_not_on_the_case_withdraws_nothing() -> None:
    offer = offered(ready())
    with pytest.raises(InterlaceError):
        withdraw_offer(viewer("KR", post="second"), offer.id, reason="I withdraw.", now=LATER)


def test_what_was_found_not_neutral_after_the_offer_is_not_taken() -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    check_case(
        viewer("KR"),
        given.case_id,
        Checked(NeutralityGround.POLITICAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN, reason="It is political."),
        now=LATER,
    )
    with pytest.raises(InterlaceError):
        take_over(viewer("TH"), offer.id, taking(), now=LATER)


def test_what_went_into_quarantine_after_the_offer_is_not_taken() -> None:
    intake = dropped(case=neutral_case())
    given = intake.exhibit
    case_of_th()
    offer = offered(given)
    with steward(Task.VERIFY):
        Intake.objects.filter(pk=intake.pk).update(state=IntakeState.HELD)
    with pytest.raises(Conflict):
        outline_of(viewer("KR"), given.id, now=LATER)
    with pytest.raises(InterlaceError):
        take_over(viewer("TH"), offer.id, taking(), now=LATER)


def test_what_was_called_an_error_after_it_was_offered_on_is_not_taken() -> None:
    """KR gives to TH, TH offers on to VN, KR calls its hand-over an error: VN takes it all the same."""
    given = ready()
    case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    checked(got.case)
    opened("VN", "VN-1")
    on = offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="VN", consent="KR agreed"), now=LATER)
    call_mistaken(viewer("KR"), offer.id, reason="The wrong one.", now=LATER)
    with pytest.raises(InterlaceError):
        take_over(viewer("VN"), on.id, taking(case="VN-1"), now=LATER)


def test_what_was_handed_on_is_closed_with_the_error_at_its_root() -> None:
    """VN has the content already when KR calls its hand-over an error: VN is not told and its copy stays open."""
    given = ready()
    case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    checked(got.case)
    opened("VN", "VN-1")
    on = offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="VN", consent="KR agreed"), now=LATER)
    third = take_over(viewer("VN"), on.id, taking(case="VN-1"), now=LATER)
    call_mistaken(viewer("KR"), offer.id, reason="The wrong one.", now=LATER)
    for bureau, exhibit in (("TH", got), ("VN", third)):
        with pytest.raises(Conflict):
            outline_of(viewer(bureau), exhibit.id, now=LATER)
    with steward(Task.LEDGER):
        told = Leaf.objects.filter(event="evidence.closed").values_list("member", flat=True)
        assert sorted(told) == ["TH", "VN"]


def test_what_was_destroyed_after_the_offer_is_not_taken() -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    record_step(viewer("KR"), given.id, StepTerms(Step.DESTROYED, NOW, "Seoul", "order"), now=LATER)
    with pytest.raises(InterlaceError):
        take_over(viewer("TH"), offer.id, taking(), now=LATER)


def test_what_came_in_error_stays_closed_in_intake_and_packages() -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    Officer.objects.filter(username="th.desk").update(roles=[Role.INVESTIGATOR, Role.HEAD])
    package = make_package(viewer("TH"), got.case_id, now=LATER)
    call_mistaken(viewer("KR"), offer.id, reason="The wrong one.", now=LATER)
    with pytest.raises(InterlaceError):
        take_package(viewer("TH"), package.id, now=LATER)


UNIT: Mapping[str, Any] = {
    "unit": 0,
    "remarks": [{"hindrance": "unreadable", "detail": "a name"}],
    "parts": [
        {
            "held": False,
            "text": "Call +66 81 234 5678",
            "sender": "",
            "spans": [],
            "secrets": [],
            "candidates": [
                {
                    "type": "PHONE",
                    "text": "+66 81 234 5678",
                    "normal": "+66812345678",
                    "confidence": 0.9,
                    "place": "message 1",
                }
            ],
        }
    ],
}


def test_what_came_in_error_is_read_no_more_in_the_intake() -> None:
    given = ready()
    case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    intake = begin_intake(viewer("TH"), got.id, IntakeTerms(hold=HoldReason.ABUSE), now=LATER)
    with steward(Task.VERIFY):  # as the jail would have told it: nothing here depends on how fast a file is read
        Intake.objects.filter(pk=intake.pk).update(state=IntakeState.READ)
        intake = Intake.objects.select_related("exhibit", "case").get(pk=intake.pk)
        keep_unit(viewer("TH"), intake, key_of(intake.exhibit), UNIT, now=LATER)
        intake.save()
    seen = intake_view(viewer("TH"), intake.id, now=LATER)
    assert (len(seen.candidates), len(seen.remarks), seen.may_decide) == (1, 1, True)

    call_mistaken(viewer("KR"), offer.id, reason="The wrong one.", now=LATER)
    closed = intake_view(viewer("TH"), intake.id, now=LATER)
    assert (closed.candidates, closed.remarks, closed.may_decide) == ([], [], False)
    held = seen.held[0]
    for act in (
        lambda: accept_candidate(viewer("TH"), seen.candidates[0].row.id, now=LATER),
        lambda: ask_to_open(viewer("TH"), held.id, cause="I would like to see it.", now=LATER),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "exhibit_closed"


def test_a_unit_finds_closed_what_came_in_error() -> None:
    """The acts of a hand-over are hidden from units, so what is closed for the bureau is open for its unit."""
    given = ready()
    case = case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    second = Officer.objects.get(username="th.second")
    add_officer(viewer("TH"), case.id, officer=second.pk, now=NOW)
    call_mistaken(viewer("KR"), offer.id, reason="The wrong one.", now=LATER)
    unit = Bureau.objects.create(member=Member.objects.get(code="TH"), name="TH unit", kind=next(iter(UNITS)))
    Officer.objects.filter(pk=second.pk).update(bureau=unit)
    with steward(Task.VERIFY):
        type(case).objects.filter(pk=case.pk).update(unit=unit.pk)
    by = viewer("TH", post="second")
    assert by.unit
    with pytest.raises(Conflict):
        outline_of(by, got.id, now=LATER)


@pytest.mark.parametrize("status", ["suspended", "expelled"])
def test_nothing_is_offered_to_a_member_that_is_no_longer_active(status: str) -> None:
    given = ready()
    Member.objects.filter(code="TH").update(status=status)
    with pytest.raises(InterlaceError):
        offered(given)


def test_the_page_tells_no_more_than_rest_about_who_gave_it_first() -> None:
    """REST leaves out the consent; the page of the recipient shows it, before anything was taken."""
    settings.INTERLACE_DEMO = True
    given = ready()
    case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    checked(got.case)
    on = offer_to_bureau(viewer("TH"), got.id, offer_terms(recipient="VN", consent="KR officer Kim, 3 July"), now=LATER)
    assert "officer Kim" not in read(browser_of("vn.desk"), f"/exhibits/hand-overs/{on.id}")


def test_an_own_closed_case_of_the_giver_is_not_taken_from() -> None:
    """What the giver closed in after the offer is taken all the same."""
    given = ready()
    case_of_th()
    offer = offered(given)
    case = given.case
    label = case_label("KR", purpose=case.purpose, level=0, rooms=case.rooms, until=book.label(case.label_id).until,
                       named={viewer("KR").id})  # fmt: skip
    assert Code.EYES_ONLY in label.codes
    with steward(Task.CASE):
        type(case).objects.filter(pk=case.pk).update(label=intern(label))
    with pytest.raises(InterlaceError):
        take_over(viewer("TH"), offer.id, taking(), now=LATER)
