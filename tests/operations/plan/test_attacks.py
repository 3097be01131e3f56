"""Attempts to learn what other bureaus keep in their compartments, by what is said around it."""

from typing import Any

import pytest
from tests.operations.plan.joining import FREE, SEEN, agreed_target, all_that_is_needed, brought, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.core.planning import Plan
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.day import assure
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, OperationSaying
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three() -> JointOperation:
    make_members("KR", "TH", "VN", "SG")
    return joined("KR", "TH", "VN")


def _all_of(member: str, operation: JointOperation) -> str:
    """Everything that a bureau reads of it, through the queries and past them."""
    seen = operation_view(viewer(member), operation.id, now=NOW)
    with acting(viewer(member), now=NOW):
        rows = [
            *OperationEntry.objects.values_list("code", "shape"),
            *OperationSaying.objects.values_list("kind", "detail"),
        ]
    return "\n".join(map(repr, rows)) + repr(seen.standing) + repr(seen.broken) + repr(seen.sayings)


def test_an_assurance_tells_nobody_of_a_target_in_a_compartment(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    for compartment, name in ((Compartment.LEADER, "secret"), (Compartment.OWN, "own"), (Compartment.ALL, "open")):
        target = str(agreed_target("VN", "TH", name=name))
        shape: dict[str, Any] = {"site": site, "ready_target": target, "warrant": FREE, "needs_assurance": True}
        brought("VN", three.id, EntryKind.TARGET, name, compartment, **shape)
        assure(viewer("VN"), three.id, target=f"VN-{name}", document=f"Note on TRAN {name}", now=NOW)
    read = {
        member: {name for name in ("secret", "own", "open") if f"VN-{name}" in text or f"TRAN {name}" in text}
        for member in ("VN", "KR", "TH")
        for text in [_all_of(member, three)]
    }
    assert read == {"VN": {"secret", "own", "open"}, "KR": {"secret", "open"}, "TH": {"open"}}


def test_the_state_of_the_ground_counts_no_targets_of_others(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    before = _told_to("TH", three)
    for number in range(3):
        # The State of the ground is not even the one that would be asked.
        target = str(agreed_target("VN", "KR", name=f"V{number}"))
        shape: dict[str, Any] = {"site": site, "ready_target": target, "warrant": FREE, "hand_over": "surrender"}
        brought("VN", three.id, EntryKind.TARGET, f"V{number}", **shape)
    found = propose_plan(viewer("KR"), three.id, now=NOW)
    assert {(each.rule.value, each.needs) for each in found.broken} == {("cells_missing", 4), ("people_missing", 8)}
    assert _told_to("KR", three)[1].cells == {("TH-station", "TH-A"): 2}
    after = _told_to("TH", three)
    assert before == after
    assert (after[0], after[1].cells) == ((), {})


def _told_to(member: str, operation: JointOperation) -> tuple[tuple[object, ...], Plan]:
    seen = operation_view(viewer(member), operation.id, now=NOW)
    assert seen.standing is not None
    return seen.broken, seen.standing.plan


def test_the_ledger_of_operations_holds_no_words(three: JointOperation) -> None:
    brought("TH", three.id, EntryKind.SITE, "A", Compartment.ALL, zone="Asia/Bangkok", seen=SEEN)
    with steward(Task.LEDGER):
        said = [leaf.entry for leaf in Leaf.objects.filter(event__startswith="operation.")]
    assert len(said) == 2
    assert not any(three.title in entry for entry in said)
