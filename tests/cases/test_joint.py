"""Joint cases: terms accepted by each, one view for each, and a bureau that leaves takes along what is its own."""

from datetime import timedelta

import pytest
from tests.cases.filing import DAY, TERMS, accepted, checked, opened, proposed, put_lead, put_person, shared_with
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.joint.actions import (
    JointTerms,
    accept_terms,
    decline_terms,
    end_joint_case,
    invite_to_joint_case,
    propose_joint_case,
    withdraw_from_joint_case,
)
from interlace.cases.joint.items import lay_lead, lay_subject, take_back
from interlace.cases.joint.models import JointEvent, JointItem, JointSide, RoomStay
from interlace.cases.joint.queries import joint_cases_of, joint_page, joint_view
from interlace.cases.joint.rooms import join_task_force, leave_task_force
from interlace.cases.joint.telling import end_overdue
from interlace.core.procedure.cases import JointState
from interlace.facts.models import Fact
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = (JointSide, JointEvent, JointItem, RoomStay)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH", "VN")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


def officer(member: str) -> Officer:
    return Officer.objects.get(username=f"{member.lower()}.desk")


def room_of(joint: object) -> str:
    return joint_view(viewer("KR"), joint, now=NOW).side.room  # type: ignore[arg-type]


def test_nothing_crosses_before_the_neutrality_check() -> None:
    case = opened()
    with pytest.raises(Refused) as refused:
        proposed(case, "TH")
    assert refused.value.code == "neutrality_unanswered"
    joint = proposed(checked(case), "TH")
    assert [side.joint for side in joint_page(viewer("TH"), now=NOW, most=9)] == [joint]


def test_each_bureau_accepts_the_terms_that_it_read() -> None:
    joint = proposed(checked(opened()), "TH", "VN")
    asked = joint_view(viewer("TH"), joint, now=NOW)
    assert (asked.terms, asked.side.state, asked.side.leader) == (TERMS, "invited", "KR")
    assert set(asked.parties) == {"KR", "TH", "VN"}
    with pytest.raises(Conflict):
        accept_terms(viewer("TH"), joint, digest="0" * 64, now=NOW)

    accepted(joint, "TH")
    decline_terms(viewer("VN"), joint, reason="We have no case of our own.", now=NOW + HOUR)

    assert joint_view(viewer("KR"), joint, now=NOW).parties == {
        "KR": JointState.TAKING_PART,
        "TH": JointState.TAKING_PART,
        "VN": JointState.DECLINED,
    }
    assert [event.kind for event in joint_view(viewer("KR"), joint, now=NOW).events] == ["propose", "accept", "decline"]
    with pytest.raises(Conflict):
        decline_terms(viewer("TH"), joint, reason="Too late.", now=NOW)


def test_who_was_never_asked_finds_nothing() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    lay_subject(viewer("KR"), joint, put_person(case, "TH", "VN"), now=NOW)

    outsider = viewer("VN")
    assert joint_page(outsider, now=NOW, most=9) == []
    with pytest.raises(NotFound):
        joint_view(outsider, joint, now=NOW)
    with acting(outsider, now=NOW):
        assert [table.objects.count() for table in TABLES] == [0, 0, 0, 0]


def test_an_own_case_stays_its_bureaus_compartment() -> None:
    case = checked(opened())
    joint = proposed(case, "TH")
    own = checked(opened("TH", "TH-9"))
    read = joint_view(viewer("TH"), joint, now=NOW)
    accept_terms(viewer("TH"), joint, digest=read.terms_digest, case_id=own.id, now=NOW)

    assert joint_view(viewer("TH"), joint, now=NOW).case == own
    assert joint_view(viewer("KR"), joint, now=NOW).case == case
    assert [side.joint for side in joint_cases_of(viewer("TH"), own.id, now=NOW)] == [joint]
    with pytest.raises(NotFound):
        joint_cases_of(viewer("TH"), case.id, now=NOW)


def test_each_sees_what_labels_allow_and_never_a_count_of_the_rest() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH", "VN"), "TH", "VN")
    for_both, for_thai = put_person(case, "TH", "VN"), put_lead(case, sharing=shared_with("TH"))
    lay_subject(viewer("KR"), joint, for_both, role="organiser", now=NOW)
    lay_lead(viewer("KR"), joint, for_thai.id, now=NOW)

    seen = {member: joint_view(viewer(member), joint, now=NOW) for member in ("TH", "VN")}

    assert {member: (len(view.subjects), len(view.leads)) for member, view in seen.items()} == {
        "TH": (1, 1),
        "VN": (1, 0),
    }
    assert seen["TH"].leads[0].words["text"] == "Ask the driver of the white van."
    assert (seen["VN"].subjects[0].role, seen["VN"].subjects[0].owners) == ("organiser", ("KR",))


def test_only_ones_own_is_laid_before_others_and_only_where_somebody_may_read_it() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    theirs = put_person(opened("TH", "TH-9"), "KR")
    with pytest.raises(Refused):
        lay_subject(viewer("KR"), joint, theirs, now=NOW)
    with pytest.raises(Conflict):
        lay_lead(viewer("KR"), joint, put_lead(case).id, now=NOW)
    with pytest.raises(InvalidInput):
        lay_lead(viewer("TH"), joint, put_lead(case, "Another.", sharing=shared_with("TH")).id, now=NOW)


def test_what_was_laid_there_is_taken_back_by_who_laid_it() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    subject = put_person(case, "TH")
    lay_subject(viewer("KR"), joint, subject, now=NOW)
    with pytest.raises(NotFound):
        take_back(viewer("TH"), joint, subject, now=NOW)
    take_back(viewer("KR"), joint, subject, now=NOW)
    assert joint_view(viewer("TH"), joint, now=NOW).subjects == ()


def test_a_task_force_ends_by_itself_for_whoever_forgets_it() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    room = room_of(joint)
    for member in ("KR", "TH"):
        head = viewer(member, post="second")
        join_task_force(head, joint, officer=officer(member).pk, until=NOW + DAY, now=NOW)
    assert {officer(member).rooms_at(NOW + HOUR) for member in ("KR", "TH")} == {frozenset({room})}
    # No job has run: the moment itself ends it.
    assert officer("TH").rooms_at(NOW + DAY) == frozenset()

    assert (end_overdue(now=NOW + DAY), end_overdue(now=NOW + DAY)) == (2, 0)
    assert officer("TH").timed_rooms == {}


def test_facts_in_the_task_force_are_read_by_its_officers_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    room = room_of(joint)
    moment = [NOW]
    monkeypatch.setattr("interlace.foundation.identity.models.timezone.now", lambda: moment[0])
    for member in ("KR", "TH"):
        head = viewer(member, post="second")
        join_task_force(head, joint, officer=officer(member).pk, until=NOW + DAY, now=NOW)
    lay_subject(viewer("KR"), joint, put_person(case, "TH", rooms=frozenset({room})), now=NOW)

    assert len(joint_view(viewer("TH"), joint, now=NOW).subjects) == 1
    assert joint_view(viewer("TH", post="second"), joint, now=NOW).subjects == ()
    moment[0] = NOW + DAY
    assert joint_view(viewer("TH"), joint, now=NOW + DAY).subjects == ()


def test_only_the_head_lets_officers_in_and_only_its_own_and_for_a_time() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    terms = {"until": NOW + DAY, "now": NOW}
    with pytest.raises(Refused):
        join_task_force(viewer("TH"), joint, officer=officer("TH").pk, **terms)
    head = viewer("TH", post="second")
    with pytest.raises(InvalidInput):
        join_task_force(head, joint, officer=officer("KR").pk, **terms)
    with pytest.raises(InvalidInput):
        join_task_force(head, joint, officer=officer("TH").pk, until=NOW + 301 * DAY, now=NOW)
    join_task_force(head, joint, officer=officer("TH").pk, **terms)
    leave_task_force(viewer("TH"), joint, officer=officer("TH").pk, now=NOW + HOUR)
    assert officer("TH").rooms_at(NOW + HOUR) == frozenset()


def test_a_bureau_that_leaves_takes_its_own_along_and_learns_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlace.foundation.identity.models.timezone.now", lambda: NOW)
    case = checked(opened())
    joint = accepted(proposed(case, "TH", "VN"), "TH", "VN")
    room = room_of(joint)
    for member in ("KR", "TH"):
        head = viewer(member, post="second")
        join_task_force(head, joint, officer=officer(member).pk, until=NOW + DAY, now=NOW)
    thai = put_person(opened("TH", "TH-9"), "KR", rooms=frozenset({room}))
    lay_subject(viewer("TH"), joint, thai, now=NOW)
    lay_subject(viewer("KR"), joint, put_person(case, "TH", "VN", rooms=frozenset({room})), now=NOW)
    assert len(joint_view(viewer("KR"), joint, now=NOW).subjects) == 2

    withdraw_from_joint_case(viewer("TH"), joint, reason="Our prosecutor has ended it.", now=NOW + HOUR)
    lay_lead(viewer("KR"), joint, put_lead(case, sharing=shared_with("TH", "VN")).id, now=NOW + 2 * HOUR)
    invite_to_joint_case(viewer("KR"), joint, member="TH", now=NOW + 2 * HOUR)
    decline_terms(viewer("TH"), joint, reason="No.", now=NOW + 3 * HOUR)
    with pytest.raises(Conflict):
        withdraw_from_joint_case(viewer("KR"), joint, reason="The leader ends it instead.", now=NOW + 3 * HOUR)

    left = joint_view(viewer("TH"), joint, now=NOW + 4 * HOUR)
    assert (left.side.state, left.subjects, left.leads, left.stays) == ("declined", (), (), ())
    stayed = joint_view(viewer("KR"), joint, now=NOW + 4 * HOUR)
    assert [each.owners for each in stayed.subjects] == [("KR",)]
    with acting(viewer("KR"), now=NOW):
        assert not Fact.objects.visible_to(viewer("KR")).filter(subject=thai).exists()
    before = [event.id for event in left.events]
    end_joint_case(viewer("KR"), joint, reason="Done.", now=NOW + 5 * HOUR)
    assert [event.id for event in joint_view(viewer("TH"), joint, now=NOW + 6 * HOUR).events] == before
    assert joint_view(viewer("VN"), joint, now=NOW + 6 * HOUR).side.state == "ended"


def test_only_the_leader_asks_and_ends() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    with pytest.raises(Refused):
        invite_to_joint_case(viewer("TH"), joint, member="VN", now=NOW)
    with pytest.raises(Refused):
        end_joint_case(viewer("TH"), joint, reason="Done.", now=NOW)
    with pytest.raises(InvalidInput):
        invite_to_joint_case(viewer("KR"), joint, member="ZZ", now=NOW)
    with pytest.raises(Conflict):
        invite_to_joint_case(viewer("KR"), joint, member="TH", now=NOW)
    case = checked(opened(reference="KR-2"))
    with pytest.raises(InvalidInput):
        propose_joint_case(viewer("KR"), case.id, JointTerms("A", "B", frozenset({"KR"}), NOW + DAY), now=NOW)


def test_every_bureau_concerned_has_a_leaf() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    leaves = {}
    for member in ("KR", "TH", "VN"):
        with acting(viewer(member), now=NOW):
            found = Leaf.objects.filter(object_id=str(joint))
            leaves[member] = sorted(found.values_list("event", flat=True))
    assert leaves == {"KR": ["joint.proposed"], "TH": ["joint.accepted", "joint.invited"], "VN": []}
