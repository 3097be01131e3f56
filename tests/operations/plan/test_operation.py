"""An operation from the panel's decision to Go: what is brought, planned, held, ordered, said, and seen by whom."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from tests.operations.plan.joining import DAY, FREE, SEEN, agreed_target, all_that_is_needed, brought, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.core.planning import Broken, Rule
from interlace.core.planning.going import Flag, Hold
from interlace.core.readiness.panel import Vote
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.operations.plan.actions import Brought, Compartment, bring, take_back
from interlace.operations.plan.changing import what_if_delay, what_if_leak
from interlace.operations.plan.day import (
    accept_by_name,
    assure,
    check_in,
    give_go,
    note,
    order_emergency,
    raise_flag,
    second_order,
)
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, OperationSaying
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view, operations_of

pytestmark = pytest.mark.django_db(transaction=True)

SIXTEEN = ("TH", "KH", "KR", "VN", "SG", "LA", "MM", "MY", "ID", "PH", "CN", "JP", "IN", "TL", "BN", "AU")


@pytest.fixture
def three() -> JointOperation:
    make_members("KR", "TH", "VN", "SG")
    return joined("KR", "TH", "VN")


def rules_of(member: str, operation: JointOperation) -> set[Rule]:
    return {each.rule for each in operation_view(viewer(member), operation.id, now=NOW).broken}


def test_a_plan_of_what_everybody_brings_breaks_no_rule_and_go_waits_for_every_state(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    found = propose_plan(viewer("KR"), three.id, now=NOW)
    assert (found.broken, found.is_smallest) == ((), True)
    for member in ("KR", "TH"):
        raise_flag(viewer(member), three.id, Flag.GO, seen=1, now=NOW)
    seen = operation_view(viewer("KR"), three.id, now=NOW)
    assert [(each.why, each.where) for each in seen.held] == [(Hold.NOT_SET, "VN")]
    with pytest.raises(Refused, match="held"):
        give_go(viewer("KR"), three.id, seen=1, now=NOW)
    assert seen.released == frozenset()
    raise_flag(viewer("VN"), three.id, Flag.GO, seen=1, now=NOW)
    give_go(viewer("KR"), three.id, seen=1, now=NOW)
    assert {each.team for each in operation_view(viewer("TH"), three.id, now=NOW).released} == {
        f"TH-{work}" for work in ("entry", "arrest", "evidence", "care", "medical")
    }


def test_a_flag_of_an_earlier_version_does_not_count_and_no_go_holds(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    raise_flag(viewer("TH"), three.id, Flag.GO, seen=1, now=NOW)
    raise_flag(viewer("VN"), three.id, Flag.NO_GO, seen=1, now=NOW)
    propose_plan(viewer("KR"), three.id, now=NOW)
    seen = operation_view(viewer("KR"), three.id, now=NOW)
    assert {(each.why, each.where) for each in seen.held} == {
        (Hold.NOT_SET, "KR"),
        (Hold.OTHER_VERSION, "TH"),
        (Hold.NO_GO, "VN"),
    }


def test_a_target_of_which_the_panel_did_not_say_plan_is_named(three: JointOperation) -> None:
    waiting = agreed_target("KR", "TH", name="B", says=Vote.WAIT)
    all_that_is_needed(three.id, ready_target=str(waiting))
    found = propose_plan(viewer("KR"), three.id, now=NOW)
    assert [(each.rule, each.where) for each in found.broken] == [(Rule.TARGET_NOT_AGREED, "KR-T1")]
    with pytest.raises(InvalidInput, match="readiness board"):
        brought("VN", three.id, EntryKind.TARGET, "T2", site="TH-A", ready_target=str(waiting))


def test_what_is_missing_is_named_with_where_and_a_risk_for_people_held_there_is_never_accepted(
    three: JointOperation,
) -> None:
    site = all_that_is_needed(three.id, warrant={"begins": FREE["begins"], "ends": NOW.isoformat()}, hand_over=None)
    brought("TH", three.id, EntryKind.SITE, "B", Compartment.ALL, zone="Asia/Bangkok", seen=SEEN, languages={"km": 4})
    propose_plan(viewer("KR"), three.id, now=NOW)
    named = {(each.rule, each.where) for each in operation_view(viewer("KR"), three.id, now=NOW).broken}
    assert {
        (Rule.WARRANT_NOT_VALID, "KR-T1"),
        (Rule.HAND_OVER_MISSING, "KR-T1"),
        (Rule.BEDS_MISSING, "TH-B"),
        (Rule.INTERPRETER_MISSING, "TH-B"),
    } <= named
    assert not any(where == site for _rule, where in named)
    accept_by_name(viewer("KR"), three.id, Broken(Rule.HAND_OVER_MISSING, "KR-T1"), seen=1, now=NOW)
    held = operation_view(viewer("KR"), three.id, now=NOW).held
    assert [each.why for each in held if each.where == "KR-T1"] == [Hold.BROKEN]
    assert Hold.VICTIM_PLAN in {each.why for each in held}
    with pytest.raises(Refused, match="by name"):
        accept_by_name(viewer("KR"), three.id, Broken(Rule.BEDS_MISSING, "TH-B", has=0, needs=4), seen=1, now=NOW)


def test_force_goes_to_teams_of_the_territory_unless_a_basis_is_entered(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    entry = next(each for each in _entries("KR", three) if each.code == "TH-entry")
    take_back(viewer("TH"), three.id, entry.id, now=NOW)
    team = {"work": "entry", "people": 6, "free": FREE, "minutes_to": {site: 30}}
    foreign = bring(viewer("VN"), three.id, Brought(EntryKind.TEAM, "entry", team), now=NOW)
    found = propose_plan(viewer("KR"), three.id, now=NOW)
    assert [each.rule for each in found.broken] == [Rule.PEOPLE_MISSING]
    assert not any(each.team == "VN-entry" for each in found.plan.teams)
    take_back(viewer("VN"), three.id, foreign.id, now=NOW)
    bring(
        viewer("VN"), three.id, Brought(EntryKind.TEAM, "entry", {**team, "legal_bases": {"TH": "Treaty, 4"}}), now=NOW
    )
    assert propose_plan(viewer("KR"), three.id, now=NOW).broken == ()


def test_what_is_taken_back_after_the_plan_is_broken_at_once(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    school = next(each for each in _entries("KR", three) if each.kind == EntryKind.RECEPTION)
    take_back(viewer("TH"), three.id, school.id, now=NOW)
    assert Rule.BEDS_MISSING in rules_of("KR", three)


def test_a_condition_of_the_originator_holds_go_until_it_says_that_it_is_met(three: JointOperation) -> None:
    all_that_is_needed(three.id, needs_assurance=True)
    propose_plan(viewer("KR"), three.id, now=NOW)
    assert Hold.CONDITION in {each.why for each in operation_view(viewer("KR"), three.id, now=NOW).held}
    with pytest.raises(Refused, match="by name"):
        accept_by_name(viewer("KR"), three.id, Broken(Rule.CONDITION_OPEN, "KR-T1"), seen=1, now=NOW)
    with pytest.raises(InvalidInput):
        assure(viewer("TH"), three.id, target="KR-T1", document="Note 12", now=NOW)
    assure(viewer("KR"), three.id, target="KR-T1", document="Note 12 of the Ministry: no death penalty", now=NOW)
    assert rules_of("KR", three) == set()


def test_an_emergency_order_needs_two_persons_and_is_never_prevented(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    raise_flag(viewer("VN"), three.id, Flag.NO_GO, seen=1, now=NOW)
    order = order_emergency(viewer("TH"), three.id, reason="Shots inside hall 2.", now=NOW)
    assert operation_view(viewer("TH"), three.id, now=NOW).released == frozenset()
    for wrong in (viewer("TH"), viewer("KR")):
        with pytest.raises(Refused, match="two persons"):
            second_order(wrong, three.id, order.id, now=NOW)
    second_order(viewer("TH", post="second"), three.id, order.id, now=NOW)
    assert len(operation_view(viewer("TH"), three.id, now=NOW).released) == 5


def test_a_check_in_keeps_its_own_time_and_stands_once_however_often_it_is_sent(three: JointOperation) -> None:
    key, earlier = uuid4(), NOW - timedelta(minutes=40)
    note(viewer("KR"), three.id, text="All quiet.", now=NOW - timedelta(minutes=20))
    for _ in range(2):
        check_in(viewer("TH"), three.id, key=key, text="In place.", at=earlier, now=NOW)
    check_in(viewer("VN"), three.id, key=key, text="On the road.", at=NOW + DAY, now=NOW)
    log = operation_view(viewer("KR"), three.id, now=NOW).sayings
    assert [(each.member, each.detail["text"], each.at) for each in log] == [
        ("TH", "In place.", earlier),
        ("KR", "All quiet.", NOW - timedelta(minutes=20)),
        ("VN", "On the road.", NOW),
    ]


def test_nobody_changes_the_log_and_nobody_speaks_for_another(three: JointOperation) -> None:
    said = note(viewer("KR"), three.id, text="All quiet.", now=NOW)
    with pytest.raises(ProgrammingError), acting(viewer("KR"), now=NOW), transaction.atomic():
        OperationSaying.objects.filter(pk=said.pk).update(detail={})
    forged = OperationSaying(
        operation=three, member="KR", label_id=said.label_id, kind="note", by=uuid4(), by_name="x", at=NOW, received=NOW
    )
    with pytest.raises(ProgrammingError), acting(viewer("TH"), now=NOW), transaction.atomic():
        forged.save(force_insert=True)


def test_what_if_somebody_talks_or_a_team_is_late_stores_nothing(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    before = len(operation_view(viewer("KR"), three.id, now=NOW).sayings)
    late = what_if_delay(viewer("KR"), three.id, team="TH-entry", by=4 * DAY, now=NOW)
    assert Rule.PEOPLE_MISSING in {each.rule for each in late.changes.newly_broken}
    sooner = what_if_leak(viewer("KR"), three.id, before=NOW + DAY + timedelta(minutes=30), now=NOW)
    assert sooner.proposal.plan.hour == NOW + DAY
    assert len(operation_view(viewer("KR"), three.id, now=NOW).sayings) == before
    with pytest.raises(Refused, match="leads"):
        what_if_delay(viewer("TH"), three.id, team="TH-entry", by=DAY, now=NOW)


def test_who_takes_no_part_finds_nothing_in_the_same_words_as_for_none(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    outsider = viewer("SG")
    assert operations_of(outsider, now=NOW) == []
    said = []
    for name in (three.id, uuid4()):
        with pytest.raises(NotFound) as absent:
            operation_view(outsider, name, now=NOW)
        said.append(str(absent.value))
        with pytest.raises(NotFound):
            note(outsider, name, text="x", now=NOW)
    assert said[0] == said[1]
    with acting(outsider, now=NOW):
        assert [model.objects.count() for model in (JointOperation, OperationEntry, OperationSaying)] == [0, 0, 0]


def test_sixteen_bureaus_read_nothing_of_each_other_s_compartments() -> None:
    make_members(*SIXTEEN)
    operation = joined(*SIXTEEN)
    site = all_that_is_needed(operation.id)
    for member in SIXTEEN:
        team: dict[str, Any] = {"work": "liaison", "people": 1, "free": FREE, "minutes_to": {site: 30}}
        brought(member, operation.id, EntryKind.TEAM, f"alone {member}", Compartment.OWN, **team)
        brought(member, operation.id, EntryKind.TEAM, f"led {member}", **team)
        brought(member, operation.id, EntryKind.FREEZE, f"frozen {member}", valid=FREE)
    propose_plan(viewer("TH"), operation.id, now=NOW)
    texts = {member: _all_that(member, operation) for member in SIXTEEN}
    matrix = [[texts[reader].count(f' {owner}"') for owner in SIXTEEN if owner != reader] for reader in SIXTEEN]
    assert all(texts[member].count(f' {member}"') >= 3 for member in SIXTEEN)
    leader = SIXTEEN.index("TH")
    assert [row for number, row in enumerate(matrix) if number != leader] == [[0] * 15] * 15
    assert not any(f"alone {owner}" in texts["TH"] for owner in SIXTEEN if owner != "TH")
    assert all(f"led {owner}" in texts["TH"] for owner in SIXTEEN)
    with steward(Task.VERIFY):
        assert OperationEntry.objects.filter(code__contains="alone").count() == len(SIXTEEN)


def _all_that(member: str, operation: JointOperation) -> str:
    """Every byte that a bureau can read of it, through the queries and past them."""
    seen = operation_view(viewer(member), operation.id, now=NOW)
    with acting(viewer(member), now=NOW):
        rows = [
            *OperationEntry.objects.values_list("code", "shape"),
            *OperationSaying.objects.values_list("kind", "detail"),
        ]
    return (
        "\n".join(f'"{each}"' for row in rows for each in row)
        + repr([f'"{each.code}"' for each in seen.entries] + [f'"{each.where}"' for each in seen.broken])
        + repr(seen.standing).replace("'", '"')
    )


def _entries(member: str, operation: JointOperation) -> list[OperationEntry]:
    return list(operation_view(viewer(member), operation.id, now=NOW).entries)
