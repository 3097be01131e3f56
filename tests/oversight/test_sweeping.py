"""What nobody has to decide goes by itself: questions, compared values, rows that were never stored, expired copies."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.facts.network import NOW
from tests.oversight.network import contributed, keeper, make_keepers

from interlace.cases.actions import CaseTerms, add_officer, open_case
from interlace.cases.entries import attach_subjects
from interlace.cases.holds.actions import HoldTerms, lay_hold, lift_hold
from interlace.core.handling import Action
from interlace.core.procedure.ladder import State
from interlace.facts.models import Contribution, Fact, RowProblem
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.queue import certificates_of
from interlace.oversight.keeping.sweeping import sweep
from interlace.oversight.models import Deletion, OwnRule
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.models import Check, HitSide

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = timedelta(days=366)


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def asked(folder: Path) -> None:
    """TH asks about a phone that KR has, and its hit is settled."""
    contributed(folder)
    with steward(Task.VERIFY):
        phone = Fact.objects.filter(prop="phone").order_by("row")[0].value
    ask_holders(keeper("th.head"), question_typed("phone", phone), now=NOW)
    with steward(Task.VERIFY):
        HitSide.objects.update(state=State.NOT_CONFIRMED, answer_reason="Somebody else.")


def test_questions_go_after_a_year_and_not_before(tmp_path: Path) -> None:
    asked(tmp_path)
    assert sweep(now=NOW + timedelta(days=300)) == 0
    sweep(now=NOW + YEAR)
    with steward(Task.VERIFY):
        assert Check.objects.count() == 0


def test_a_settled_hit_is_emptied_on_ones_own_side_and_stays(tmp_path: Path) -> None:
    asked(tmp_path)
    with steward(Task.VERIFY):
        HitSide.objects.filter(member="KR").update(changed=NOW + YEAR)
        kept = HitSide.objects.filter(member="KR").values_list("answer_reason", "question", "reasons", "state")
        before = list(kept)
    sweep(now=NOW + YEAR)
    with steward(Task.VERIFY):
        assert list(kept) == before
        (side,) = HitSide.objects.filter(member="TH")
        assert (side.state, side.question, side.reasons, side.answer_reason) == (State.NOT_CONFIRMED, [], [], "")


def test_what_a_held_case_stands_on_is_spared_until_the_hold_is_lifted(tmp_path: Path) -> None:
    asked(tmp_path)
    head = keeper("kr.head")
    with steward(Task.VERIFY):
        subject = HitSide.objects.get(member="KR").own_subject
    assert subject is not None
    case = open_case(head, CaseTerms("Golden Reed"), now=NOW)
    attach_subjects(head, case.id, [subject], now=NOW)
    add_officer(head, case.id, officer=Officer.objects.get(username="kr.desk").pk, now=NOW)
    hold = lay_hold(head, case.id, HoldTerms("Appeal.", "Order 31", NOW + YEAR), now=NOW)
    for left in (1, 0):
        sweep(now=NOW + YEAR)
        with steward(Task.VERIFY):
            assert HitSide.objects.filter(member="KR").exclude(answer_reason="").count() == left
        if left:
            lift_hold(keeper("kr.desk"), case.id, hold.id, reason="It is decided.", now=NOW + YEAR)


def test_rows_that_were_never_stored_go_after_ninety_days_with_the_name_of_their_file(tmp_path: Path) -> None:
    done = contributed(tmp_path)
    with steward(Task.VERIFY):
        RowProblem.objects.create(member="KR", contribution=done, row=9, column="phone", code="x", values={"a": "b"})
    assert sweep(now=NOW + timedelta(days=89)) == 0
    sweep(now=NOW + timedelta(days=91))
    with steward(Task.VERIFY):
        assert (RowProblem.objects.count(), Contribution.objects.get(id=done.id).file_name) == (0, "")
        assert Fact.objects.exists()


def test_a_member_with_a_shorter_law_of_its_own_deletes_earlier_and_nobody_else(tmp_path: Path) -> None:
    asked(tmp_path)
    with steward(Task.VERIFY):
        OwnRule.objects.create(
            member="TH",
            category="checks",
            days=30,
            basis="Own act",
            source="Gazette",
            as_of=NOW.date(),
            certainty="source_read",
            added_by=keeper("th.head").id,
            added=NOW,
        )
    ask_holders(keeper("kr.head"), question_typed("person", "Somchai Jaidee"), now=NOW)
    sweep(now=NOW + timedelta(days=40))
    with steward(Task.VERIFY):
        assert [check.member for check in Check.objects.all()] == ["KR"]


def test_the_node_certifies_what_it_deletes_for_auditors_of_the_member(tmp_path: Path) -> None:
    asked(tmp_path)
    sweep(now=NOW + YEAR)
    (certificate,) = certificates_of(keeper("th.privacy"), now=NOW + YEAR, most=9)
    assert (certificate.by_name, certificate.records, certificate.purposes) == ("", 2, ["fraud"])
    desk = keeper("th.privacy")
    object.__setattr__(desk, "verbs", desk.verbs - {"audit"})
    assert certificates_of(desk, now=NOW + YEAR, most=9) == []
    with steward(Task.VERIFY):
        assert {kind for row in Deletion.objects.all() for kind in row.ids} >= {"checks", "hits"}
    with acting(keeper("th.head"), Action.DISCOVER, now=NOW):
        assert HitSide.objects.visible().count() == 1
