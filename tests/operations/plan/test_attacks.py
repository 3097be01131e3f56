"""Attempts to learn what other bureaus keep in their compartments, by what is said around it."""

from typing import Any

import pytest
from tests.cases.filing import checked, opened
from tests.operations.plan.joining import FREE, SEEN, agreed_target, all_that_is_needed, brought, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.core.planning import Broken, Plan, Rule
from interlace.core.planning.going import Flag
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.operations.assessing import TargetTerms, lay_target_open
from interlace.operations.plan.actions import Brought, Compartment, bring
from interlace.operations.plan.day import accept_by_name, assure, give_go, raise_flag
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, OperationSaying
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three() -> JointOperation:
    make_members("KR", "TH", "VN", "SG")
    return joined("KR", "TH", "VN")


def _all_of(member: str, operation: JointOperation, *, post: str = "desk") -> str:
    """Everything that a bureau reads of it, through the queries and past them."""
    reader = viewer(member, post=post)
    seen = operation_view(reader, operation.id, now=NOW)
    with acting(reader, now=NOW):
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


def _told_to(member: str, operation: JointOperation, *, post: str = "desk") -> tuple[tuple[object, ...], Plan]:
    seen = operation_view(viewer(member, post=post), operation.id, now=NOW)
    assert seen.standing is not None
    return seen.broken, seen.standing.plan


def test_the_ledger_of_operations_holds_no_words(three: JointOperation) -> None:
    brought("TH", three.id, EntryKind.SITE, "A", Compartment.ALL, zone="Asia/Bangkok", seen=SEEN)
    with steward(Task.LEDGER):
        said = [leaf.entry for leaf in Leaf.objects.filter(event__startswith="operation.")]
    assert len(said) == 2
    assert not any(three.title in entry for entry in said)


def _high_target(operation: JointOperation, site: str, **shape: Any) -> str:
    """A target of a case of level 1, which the second officers may not read; its code."""
    Officer.objects.filter(username__endswith=".second").update(level=0)
    case = checked(opened("VN", reference="VN-HIGH", level=1))
    target = lay_target_open(viewer("VN"), case.id, TargetTerms("High", "TH"), now=NOW)
    given: dict[str, Any] = {"site": site, "ready_target": str(target.id), "warrant": FREE, **shape}
    return brought("VN", operation.id, EntryKind.TARGET, "H1", **given)


def test_a_target_above_an_officers_level_is_not_read_by_way_of_the_operation(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    high = _high_target(three, site, needs_assurance=True)
    propose_plan(viewer("KR"), three.id, now=NOW)
    accept_by_name(viewer("KR"), three.id, Broken(Rule.TARGET_NOT_AGREED, high), seen=1, now=NOW)
    assure(viewer("VN"), three.id, target=high, document="Note 12", now=NOW)
    for member in ("VN", "KR"):
        assert high in _all_of(member, three)
        low = _all_of(member, three, post="second")
        assert (high in low, "Note 12" in low) == (False, False)
    # The bureau that leads counts before such an officer only the targets that the officer reads.
    broken, plan = _told_to("KR", three, post="second")
    assert (broken, plan.cells) == ((Broken(Rule.CELLS_MISSING, site, has=0, needs=1),), {})
    assert _told_to("KR", three)[1].cells == {("TH-station", site): 2}
    # A colleague who brings something under the same code learns nothing by it.
    given = Brought(EntryKind.TARGET, "H1", {"site": site, "ready_target": str(agreed_target("VN", "TH"))})
    assert bring(viewer("VN", post="second"), three.id, given, now=NOW).code == high


def test_nobody_gives_go_to_what_is_kept_from_them(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    for member in ("KR", "TH", "VN"):
        raise_flag(viewer(member), three.id, Flag.GO, seen=1, now=NOW)
    _high_target(three, site, hand_over="surrender")
    low = viewer("KR", post="second")
    assert operation_view(low, three.id, now=NOW).held == ()
    with pytest.raises(Refused, match="may read everything"):
        give_go(low, three.id, seen=1, now=NOW)
    with pytest.raises(Refused, match="is held"):
        give_go(viewer("KR"), three.id, seen=1, now=NOW)
