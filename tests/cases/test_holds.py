"""Legal holds on cases and exhibits: laid with reason and order, lifted by another, and nothing goes while they lie."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cases.filing import opened, put_person
from tests.evidence.holding import sealed
from tests.evidence.taking import caller
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer, close_case
from interlace.cases.entries import detach_subject
from interlace.cases.holds.actions import HoldTerms, lay_hold, lift_hold
from interlace.cases.holds.models import CaseHold
from interlace.cases.holds.queries import UnderCaseHold, holds_view
from interlace.cases.models import Case
from interlace.core.custody import Step
from interlace.evidence.custody import StepTerms, record_step, story_of
from interlace.evidence.holding import hold_exhibit
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

ORDER = HoldTerms("The appeal is pending.", "Order 2026-31", NOW + timedelta(days=120))
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def worked_by_two() -> Case:
    case = opened()
    add_officer(viewer("KR"), case.id, officer=Officer.objects.get(username="kr.second").pk, now=NOW)
    return case


def destroyed(exhibit: UUID) -> None:
    terms = StepTerms(Step.DESTROYED, NOW + timedelta(minutes=5), "Seoul", "the sentence is final")
    record_step(viewer("KR"), exhibit, terms, now=LATER)


def test_while_a_hold_lies_on_a_case_nothing_of_it_is_destroyed_given_back_or_taken_out() -> None:
    case = worked_by_two()
    person = put_person(case)
    exhibit = sealed(case)
    lay_hold(viewer("KR"), case.id, ORDER, now=NOW)
    back = StepTerms(Step.RETURNED, NOW + timedelta(minutes=5), "Seoul", "asked for it", taker="its owner")

    for refused in (
        lambda: destroyed(exhibit.id),
        lambda: record_step(viewer("KR"), exhibit.id, back, now=LATER),
        lambda: detach_subject(viewer("KR"), case.id, person, now=LATER),
    ):
        with pytest.raises(UnderCaseHold, match=r"The appeal is pending\. \(Order 2026-31\)"):
            refused()

    assert [entry.step for entry in story_of(viewer("KR"), case.id, "E1", now=LATER).entries] == [Step.SEIZED]


def test_a_hold_on_one_exhibit_leaves_the_others_as_they_are() -> None:
    case = worked_by_two()
    held, other = sealed(case), sealed(case, b"another file")
    hold_exhibit(viewer("KR"), held.id, ORDER, now=NOW)

    destroyed(other.id)
    with pytest.raises(UnderCaseHold):
        destroyed(held.id)

    assert [hold.thing_name for hold in story_of(viewer("KR"), case.id, "E1", now=LATER).holds] == ["E1"]
    assert story_of(viewer("KR"), case.id, "E2", now=LATER).holds == ()


def test_another_officer_lifts_it_with_a_reason_and_then_what_is_due_may_go() -> None:
    case = worked_by_two()
    exhibit = sealed(case)
    hold = lay_hold(viewer("KR"), case.id, ORDER, now=NOW)

    with pytest.raises(Refused) as own:
        lift_hold(viewer("KR"), case.id, hold.id, reason="It is over.", now=LATER)
    with pytest.raises(InvalidInput):
        lift_hold(viewer("KR", post="second"), case.id, hold.id, reason=" ", now=LATER)
    lifted = lift_hold(viewer("KR", post="second"), case.id, hold.id, reason="The appeal is decided.", now=LATER)
    with pytest.raises(Conflict):
        lift_hold(viewer("KR", post="second"), case.id, hold.id, reason="Again.", now=LATER)
    destroyed(exhibit.id)

    assert own.value.code == "hold_is_own"
    assert (lifted.end.by_name, lifted.end.reason) == ("second of KR", "The appeal is decided.")
    assert len(holds_view(viewer("KR"), case.id, now=LATER).holds) == 1


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (HoldTerms(" ", "Order", NOW + timedelta(days=1)), "/reason"),
        (HoldTerms("Why", "", NOW + timedelta(days=1)), "/authority"),
        (HoldTerms("Why", "Order", None), "/review"),
        (HoldTerms("Why", "Order", NOW), "/review"),
        (HoldTerms("x" * 501, "Order", NOW + timedelta(days=1)), "/reason"),
    ],
)
def test_a_hold_names_its_reason_its_order_and_the_day_of_its_review(terms: HoldTerms, field: str) -> None:
    case = opened()
    with pytest.raises(InvalidInput) as refused:
        lay_hold(viewer("KR"), case.id, terms, now=NOW)
    assert [each.pointer for each in refused.value.problems] == [field]


def test_a_closed_case_is_held_and_the_same_hold_stands_once() -> None:
    case = opened()
    close_case(viewer("KR"), case.id, reason="Sentenced.", now=NOW)
    lay_hold(viewer("KR"), case.id, ORDER, now=NOW)
    with pytest.raises(Conflict):
        lay_hold(viewer("KR"), case.id, ORDER, now=LATER)


def test_who_is_not_on_the_case_lays_none_and_another_bureau_finds_nothing() -> None:
    case = opened()
    exhibit = sealed(case)
    hold = lay_hold(viewer("KR"), case.id, ORDER, now=NOW)

    with pytest.raises(Refused):
        lay_hold(viewer("KR", post="second"), case.id, ORDER, now=NOW)
    for act in (
        lambda: holds_view(viewer("TH"), case.id, now=NOW),
        lambda: lay_hold(viewer("TH"), case.id, ORDER, now=NOW),
        lambda: lift_hold(viewer("TH"), case.id, hold.id, reason="x", now=NOW),
        lambda: hold_exhibit(viewer("TH"), exhibit.id, ORDER, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    with acting(viewer("TH"), now=NOW):
        assert not CaseHold.objects.exists()


def test_nobody_changes_or_removes_a_hold_behind_the_back_of_the_node() -> None:
    case = opened()
    lay_hold(viewer("KR"), case.id, ORDER, now=NOW)
    for statement in ("update cases_casehold set reason = ''", "delete from cases_casehold"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            acting(viewer("KR"), now=NOW),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_rest_lays_lists_and_refuses_in_words() -> None:
    case = opened()
    exhibit = sealed(case)
    desk = caller("kr.desk")
    body = {"reason": "The appeal is pending.", "authority": "Order 2026-31", "review": "2031-01-01T00:00:00Z"}

    laid = desk.call("POST", f"/cases/{case.id}/holds", body)
    on_one = desk.call("POST", f"/exhibits/{exhibit.id}/holds", body)
    own = desk.call("POST", f"/cases/{case.id}/holds/{laid.json()['id']}/lift", {"reason": "x"})
    listed = desk.call("GET", f"/cases/{case.id}/holds").json()["items"]

    assert (laid.status_code, on_one.status_code, own.status_code) == (201, 201, 403)
    assert own.json()["code"] == "hold_is_own"
    assert {each["exhibit"] for each in listed} == {"", "E1"}
    assert len(on_one.json()["holds"]) == 2
