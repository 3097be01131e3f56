"""Targets laid before the bureau that would be asked: measured, spoken about, and hidden from everybody else."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction
from tests.cases.filing import checked, opened
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.queries import case_view
from interlace.core.readiness import CRITERIA, Band, Cell, Dimension, Level, MissingLevel, RedFlag, Support
from interlace.core.readiness.panel import Decision, Vote
from interlace.core.readiness.standards import Stage, Standard
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.operations.assessing import (
    Shown,
    TargetTerms,
    lay_target_open,
    set_finding,
    set_flags,
    set_standard,
)
from interlace.operations.gaps import set_tasks_for_gaps
from interlace.operations.models import PanelOpinion, ReadyFinding, ReadyTarget
from interlace.operations.panel import give_opinion
from interlace.operations.queries import board, target_view

pytestmark = pytest.mark.django_db(transaction=True)

PROVEN = frozenset({Support.EXHIBIT})
LATER = NOW + timedelta(hours=1)
REASON = "the layout of hall 2 is a year old"


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH", "VN")


def laid_open(name: str = "HAN Ji-seop", *, reference: str = "KR-2026-0117", requested: str = "TH") -> ReadyTarget:
    case = checked(opened(reference=reference))
    return lay_target_open(viewer("KR"), case.id, TargetTerms(name, requested, reference=f"{reference}/T1"), now=NOW)


def fully_shown(target: ReadyTarget, **but: int) -> None:
    for code in CRITERIA:
        level = Level(but.get(code, Level.FULL))
        set_finding(viewer("KR"), target.id, Shown(code, level, PROVEN), now=NOW)


def test_the_number_of_the_own_case_stays_at_home_unless_one_is_given() -> None:
    case = checked(opened(reference="KR-2026-0117"))
    lay_target_open(viewer("KR"), case.id, TargetTerms("HAN Ji-seop", "TH"), now=NOW)
    [row] = board(viewer("TH"), now=NOW).rows
    assert row.target.reference == ""


def test_the_two_sides_see_the_same_row_measured() -> None:
    target = laid_open()
    fully_shown(target, LE1=2)

    for member in ("KR", "TH"):
        [row] = board(viewer(member), now=NOW).rows
        assert (row.target.name, row.target.reference) == ("HAN Ji-seop", "KR-2026-0117/T1")
        assert row.readiness.band is Band.ONE_GAP
        assert row.readiness.gaps == (MissingLevel("LE1", has=Level.ENOUGH, needs=Level.FULL),)
        assert row.cells[Dimension.LEGAL] == Cell("LE1", Level.ENOUGH, is_gap=True)
        assert row.decision is Decision.OPEN


def test_a_third_bureau_finds_no_target_no_row_and_the_same_words_as_for_none() -> None:
    target = laid_open()
    fully_shown(target)
    give_opinion(viewer("TH"), target.id, Vote.DISSENT, reason=REASON, now=NOW)
    vietnamese = viewer("VN")

    assert board(vietnamese, now=NOW).rows == ()
    for act in (
        lambda name: target_view(vietnamese, name, now=NOW),
        lambda name: set_finding(vietnamese, name, Shown("ID1", Level.NONE), now=NOW),
        lambda name: give_opinion(vietnamese, name, Vote.PLAN, now=NOW),
    ):
        said = []
        for name in (target.id, uuid4()):
            with pytest.raises(NotFound) as absent:
                act(name)
            said.append(str(absent.value))
        assert said[0] == said[1]
    with acting(vietnamese, now=NOW):
        assert [model.objects.count() for model in (ReadyTarget, ReadyFinding, PanelOpinion)] == [0, 0, 0]
    with steward(Task.VERIFY):
        assert [model.objects.count() for model in (ReadyTarget, ReadyFinding, PanelOpinion)] == [1, 16, 1]


def test_the_asked_side_sets_no_finding_and_no_flag_and_sees_no_case() -> None:
    target = laid_open()
    thai = viewer("TH")
    with pytest.raises(Refused, match="Only the bureau whose case it is"):
        set_finding(thai, target.id, Shown("ID1", Level.FULL, PROVEN), now=NOW)
    with pytest.raises(Refused, match="Only the bureau whose case it is"):
        set_flags(thai, target.id, [RedFlag.LEAK_RISK], now=NOW)
    with pytest.raises(Refused):
        set_tasks_for_gaps(thai, target.id, now=NOW)
    with pytest.raises(NotFound):
        case_view(thai, target.case, now=NOW)


def test_the_database_itself_lets_the_asked_side_add_no_finding_and_nobody_change_one() -> None:
    target = laid_open()
    row = set_finding(viewer("KR"), target.id, Shown("ID1", Level.FULL, PROVEN), now=NOW)
    forged = ReadyFinding(
        member="TH", target=target, label_id=target.label_id, criterion="ID1", level=0, by=uuid4(), by_name="x", at=NOW
    )
    with pytest.raises(ProgrammingError), acting(viewer("TH"), now=NOW), transaction.atomic():
        forged.save(force_insert=True)
    with pytest.raises(ProgrammingError), acting(viewer("KR"), now=NOW), transaction.atomic():
        ReadyFinding.objects.filter(pk=row.pk).update(level=0)


def test_the_latest_finding_counts_and_the_earlier_stays() -> None:
    target = laid_open()
    set_finding(viewer("KR"), target.id, Shown("LO1", Level.SOME, PROVEN, "cell data"), now=NOW)
    set_finding(viewer("KR"), target.id, Shown("LO1", Level.FULL, PROVEN, "seen on site"), now=LATER)
    seen = target_view(viewer("TH"), target.id, now=LATER)
    assert (seen.findings["LO1"].level, seen.findings["LO1"].note, seen.is_own) == (3, "seen on site", False)
    with acting(viewer("KR"), now=LATER):
        assert ReadyFinding.objects.filter(criterion="LO1").count() == 2


def test_a_level_that_rests_on_nothing_is_refused_and_so_is_an_unknown_criterion() -> None:
    target = laid_open()
    with pytest.raises(InvalidInput, match="Nothing is named"):
        set_finding(viewer("KR"), target.id, Shown("ID1", Level.SOME), now=NOW)
    with pytest.raises(InvalidInput, match="no such criterion"):
        set_finding(viewer("KR"), target.id, Shown("ZZ9", Level.NONE), now=NOW)


def test_leads_alone_are_shown_as_no_evidence() -> None:
    target = laid_open()
    fully_shown(target)
    set_finding(viewer("KR"), target.id, Shown("EV1", Level.FULL, frozenset({Support.LEAD})), now=LATER)
    [row] = board(viewer("TH"), now=LATER).rows
    assert row.readiness.gaps == (MissingLevel("EV1", has=Level.SOME, needs=Level.ENOUGH),)


def test_both_sides_decide_and_dissent_stays_beside_the_decision() -> None:
    target = laid_open()
    fully_shown(target)
    give_opinion(viewer("KR"), target.id, Vote.PLAN, now=NOW)
    assert board(viewer("KR"), now=NOW).rows[0].decision is Decision.OPEN
    give_opinion(viewer("TH"), target.id, Vote.PLAN, now=NOW)
    give_opinion(viewer("TH", post="second"), target.id, Vote.DISSENT, reason=REASON, now=NOW)
    [row] = board(viewer("KR"), now=NOW).rows
    assert (row.readiness.band, row.decision) == (Band.CRITERIA_MET, Decision.PLAN)
    assert [(said.officer_name, said.reason) for said in row.dissent] == [("second of TH", REASON)]


def test_criteria_that_are_met_decide_nothing_and_a_panel_may_go_against_them_with_a_reason() -> None:
    target = laid_open()
    fully_shown(target)
    assert board(viewer("KR"), now=NOW).rows[0].decision is Decision.OPEN
    with pytest.raises(InvalidInput, match="says why"):
        give_opinion(viewer("TH"), target.id, Vote.WAIT, now=NOW)
    set_flags(viewer("KR"), target.id, [RedFlag.MAY_BE_TRAFFICKED], now=NOW)
    with pytest.raises(InvalidInput, match="says why"):
        give_opinion(viewer("KR"), target.id, Vote.PLAN, now=NOW)
    [row] = board(viewer("TH"), now=NOW).rows
    assert row.readiness.gaps == (RedFlag.MAY_BE_TRAFFICKED,)


def test_gaps_become_tasks_of_the_case_once() -> None:
    target = laid_open()
    fully_shown(target, LE1=2, ID1=1, ID2=0)
    tasks = set_tasks_for_gaps(viewer("KR"), target.id, due=LATER, now=NOW)
    assert [(task.about.split(":")[1], task.text) for task in tasks] == [
        ("ID1", "HAN Ji-seop: Real identity of the target"),
        ("LE1", "HAN Ji-seop: Basis of the arrest"),
    ]
    assert set_tasks_for_gaps(viewer("KR"), target.id, now=NOW) == []
    assert case_view(viewer("KR"), target.case, now=NOW).counts.tasks == 2


def test_nothing_is_laid_open_of_a_case_that_nobody_checked_or_that_is_closed_in() -> None:
    unchecked = opened()
    with pytest.raises(Refused, match="neutral"):
        lay_target_open(viewer("KR"), unchecked.id, TargetTerms("HAN Ji-seop", "TH"), now=NOW)
    closed_in = checked(opened(reference="KR-2026-0118", is_closed_in=True))
    with pytest.raises(Refused, match="closed in"):
        lay_target_open(viewer("KR"), closed_in.id, TargetTerms("HAN Ji-seop", "TH"), now=NOW)


@pytest.mark.parametrize(
    ("name", "requested", "words"), [("", "TH", "name"), ("A", "KR", "bureau"), ("A", "ZZ", "bureau")]
)
def test_a_target_needs_a_name_and_another_bureau(name: str, requested: str, words: str) -> None:
    case = checked(opened())
    with pytest.raises(InvalidInput, match=words):
        lay_target_open(viewer("KR"), case.id, TargetTerms(name, requested), now=NOW)


def test_the_same_name_twice_is_refused() -> None:
    target = laid_open()
    with pytest.raises(InvalidInput, match="already"):
        lay_target_open(viewer("KR"), target.case, TargetTerms("HAN Ji-seop", "TH"), now=NOW)


def test_the_standards_of_both_states_stand_side_by_side() -> None:
    target = laid_open()
    set_standard(
        viewer("KR"), Stage.ARREST, Standard.PROBABLE_CAUSE, source="Act, article 4", as_of=date(2026, 1, 1), now=NOW
    )
    seen = target_view(viewer("TH"), target.id, now=NOW)
    assert seen.standards[Stage.ARREST] == {"KR": Standard.PROBABLE_CAUSE, "TH": Standard.UNKNOWN}
    with pytest.raises(InvalidInput, match="law"):
        set_standard(viewer("KR"), Stage.TRIAL, Standard.TRIAL_PROOF, source=" ", as_of=date(2026, 1, 1), now=NOW)


def test_each_act_is_in_the_ledger_of_its_own_bureau() -> None:
    target = laid_open()
    set_finding(viewer("KR"), target.id, Shown("ID1", Level.FULL, PROVEN, "HAN seen"), now=NOW)
    give_opinion(viewer("TH"), target.id, Vote.WAIT, reason=REASON, now=NOW)
    with steward(Task.LEDGER):
        leaves = Leaf.objects.filter(object_id=str(target.id))
        assert sorted((leaf.event, leaf.member) for leaf in leaves) == [
            ("readiness.finding_set", "KR"),
            ("readiness.opinion_given", "TH"),
            ("readiness.target_laid_open", "KR"),
        ]


def test_the_board_has_the_most_ready_first_and_counts_what_is_shown() -> None:
    fully_shown(laid_open("A", reference="KR-2026-0201"), LE1=2)
    fully_shown(laid_open("B", reference="KR-2026-0202"))
    fully_shown(laid_open("C", reference="KR-2026-0203", requested="VN"))
    thai, korean = board(viewer("TH"), now=NOW), board(viewer("KR"), now=NOW)
    assert [row.target.name for row in thai.rows] == ["B", "A"]
    assert [row.target.name for row in korean.rows] == ["B", "C", "A"]
    assert (thai.count(Band.CRITERIA_MET), korean.count(Band.CRITERIA_MET)) == (1, 2)


def test_a_target_is_not_found_under_an_id_that_is_none() -> None:
    with pytest.raises(NotFound):
        target_view(viewer("KR"), UUID(int=0), now=NOW)
