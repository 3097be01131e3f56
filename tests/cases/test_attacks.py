"""Attempts to learn of cases what is not for the asker: by the ledger, by rooms that outlive their end, by leads."""

from datetime import timedelta

import pytest
from tests.cases.filing import DAY, HAN, accepted, checked, opened, proposed, put_lead, shared_with
from tests.screening.network import NOW, make_members, viewer

from interlace.bureaus.people.limits import officer_problems
from interlace.bureaus.people.posts import OfficerPost
from interlace.cases.actions import Checked, check_case
from interlace.cases.entries import add_described
from interlace.cases.joint.items import lay_lead
from interlace.cases.joint.queries import joint_view
from interlace.cases.joint.rooms import join_task_force
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.facts.models import Fact
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


def test_the_ledger_tells_no_colleague_of_a_case_that_is_closed_in() -> None:
    Officer.objects.filter(username="kr.second").update(roles=[Role.ANALYST])
    case = opened(is_closed_in=True)
    put_lead(case)
    checked(case)

    for each in (viewer("KR", post="second"), viewer("TH")):
        with acting(each, now=NOW):
            told = [leaf.entry for leaf in entries_of(each)]
        assert [entry for entry in told if str(case.id) in entry or case.reference in entry] == []


def test_a_head_makes_nobody_a_lasting_member_of_a_task_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlace.foundation.identity.models.timezone.now", lambda: NOW)
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    room = joint_view(viewer("KR"), joint, now=NOW).side.room
    chief = Officer.objects.get(username="th.second")
    join_task_force(viewer("TH", post="second"), joint, officer=chief.pk, until=NOW + DAY, now=NOW)
    head = viewer("TH", post="second")
    assert room in head.person.rooms

    post = OfficerPost("th.desk", "Desk", str(chief.bureau_id), ("investigator",), ("fraud",), (), rooms=(room,))

    found = officer_problems(head, post, chief.bureau, is_new=False)
    assert "room_not_yours" in {problem.code for problem in found}


def test_a_lead_of_a_case_that_is_not_neutral_is_not_laid_before_others() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    unchecked, political = opened(reference="KR-2"), checked(opened(reference="KR-3"))
    leads = [put_lead(case, sharing=shared_with("TH")) for case in (unchecked, political)]
    answers = Checked(NeutralityGround.POLITICAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "An election.")
    check_case(viewer("KR"), political.id, answers, now=NOW)

    for lead in leads:
        with pytest.raises(Refused):
            lay_lead(viewer("KR"), joint, lead.id, now=NOW)

    assert joint_view(viewer("TH"), joint, now=NOW).leads == ()


def test_a_lead_is_laid_before_others_by_an_officer_on_its_case() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    lead = put_lead(checked(opened(reference="KR-2")), sharing=shared_with("TH"))

    with pytest.raises(Refused):
        lay_lead(viewer("KR", post="second"), joint, lead.id, now=NOW)


def test_after_its_end_nothing_lies_before_the_parties_any_more() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    lead = put_lead(case, sharing=shared_with("TH"))
    lay_lead(viewer("KR"), joint, lead.id, now=NOW)
    assert len(joint_view(viewer("TH"), joint, now=NOW + 299 * DAY).leads) == 1

    over = NOW + 300 * DAY

    assert joint_view(viewer("TH"), joint, now=over).leads == ()
    with pytest.raises((Conflict, Refused)):
        lay_lead(viewer("KR"), joint, put_lead(case, "Later.", sharing=shared_with("TH")).id, now=over)


def test_nothing_of_a_case_that_nobody_checked_is_told_to_others_as_it_is_typed_in() -> None:
    case = opened()
    with pytest.raises(Refused):
        add_described(viewer("KR"), case.id, HAN, shared_with("TH"), now=NOW)
    add_described(viewer("KR"), case.id, HAN, shared_with(), now=NOW)
    with acting(viewer("TH"), now=NOW):
        assert list(Fact.objects.visible_to(viewer("TH"))) == []
