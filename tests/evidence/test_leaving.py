"""Whoever leaves a bureau hands over cases, tasks and exhibits; nothing is left in hands that are gone."""

from uuid import UUID

import pytest
from tests.cases.filing import opened
from tests.evidence.holding import sealed
from tests.people import make_officer
from tests.screening.network import NOW, make_members, viewer

from interlace.bureaus.people.suspending import leave, open_items
from interlace.cases.actions import add_officer
from interlace.cases.models import Case, CaseTask
from interlace.cases.queries import case_view, cases_page
from interlace.cases.tasks import add_task
from interlace.core.custody import holder_after
from interlace.evidence.custody import offer_exhibit, story_of, take_exhibit
from interlace.evidence.models import HandOver
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def bureau() -> None:
    make_members("KR", "TH")
    office = Bureau.objects.get(member="KR")
    make_officer("KR", username="kr.head", roles=(Role.HEAD,), bureau=office, purposes=("fraud",), level=1)


def officer(name: str) -> Officer:
    return Officer.objects.get(username=name)


def head() -> Viewer:
    return viewer("KR", post="head")


def told_of(name: str = "kr.desk") -> list[tuple[str, str]]:
    return sorted((each.kind, each.what) for each in open_items(head(), officer(name).pk, now=NOW))


def leaves(to: str = "kr.second") -> int:
    return leave(head(), officer("kr.desk").pk, successor=officer(to).pk, now=NOW)


def on_it(case: Case) -> set[UUID]:
    with steward(Task.VERIFY):
        return set(case.officers.values_list("officer", flat=True))


def test_cases_tasks_and_exhibits_of_who_leaves_are_told_and_pass_to_a_colleague() -> None:
    case = opened()
    exhibit = sealed(case)
    task = add_task(viewer("KR"), case.id, text="Ask the landlord.", owner=officer("kr.desk").pk, now=NOW)
    assert told_of() == [("Case", "KR-2026-0117"), ("Exhibit", "E1 of KR-2026-0117"), ("Task", "KR-2026-0117")]

    assert leaves() == 3

    second = viewer("KR", post="second")
    view = case_view(second, case.id, now=NOW)
    assert (view.is_on_it, [each.owner for each in view.tasks if each.id == task.id]) == (True, [UUID(second.id)])
    assert on_it(case) == {UUID(second.id)}
    entry = take_exhibit(second, exhibit.id, now=NOW)
    assert (entry.giver, entry.taker) == ("desk of KR", second.officer_name)
    assert holder_after(story_of(second, case.id, "E1", now=NOW).entries) == second.officer_name
    with steward(Task.LEDGER):
        events = set(Leaf.objects.filter(object_id=str(case.id)).values_list("event", flat=True))
    assert {"case.officer_removed", "case.task_given", "evidence.offered"} <= events


def test_a_case_on_which_others_work_is_not_an_open_item() -> None:
    case = opened()
    add_officer(viewer("KR"), case.id, officer=officer("kr.second").pk, now=NOW)
    assert told_of() == []


def test_a_closed_in_case_is_not_told_to_the_head_and_waits_for_whoever_left() -> None:
    case = opened(is_closed_in=True)
    exhibit = sealed(case)
    task = add_task(viewer("KR"), case.id, text="Ask the landlord.", owner=officer("kr.desk").pk, now=NOW)
    shown = opened(reference="KR-SHOWN")
    assert told_of() == [("Case", "KR-SHOWN")]
    assert leaves() == 1
    for post in ("second", "head"):  # the head's choice opens it to nobody, and to the head least of all
        assert {each.id for each in cases_page(viewer("KR", post=post), now=NOW, most=9)} == {shown.id}
    assert on_it(case) == {officer("kr.desk").pk}
    with steward(Task.VERIFY):
        assert not HandOver.objects.filter(exhibit=exhibit).exists()
        assert CaseTask.objects.get(pk=task.pk).owner == officer("kr.desk").pk
    with steward(Task.LEDGER):
        assert "case.officer_added" not in Leaf.objects.filter(object_id=str(case.id)).values_list("event", flat=True)

    Officer.objects.filter(username="kr.desk").update(is_active=True)  # two persons let somebody back in
    assert {each.id for each in cases_page(viewer("KR"), now=NOW, most=9)} == {case.id, shown.id}


def test_the_head_cannot_take_over_itself() -> None:
    opened(is_closed_in=True)
    opened(reference="KR-SHOWN")
    with pytest.raises(InvalidInput):
        leaves(to="kr.head")
    assert cases_page(head(), now=NOW, most=9) != []
    assert [each.title for each in cases_page(head(), now=NOW, most=9) if each.reference != "KR-SHOWN"] == []


def test_a_task_of_a_closed_in_case_stays_among_those_who_are_on_it() -> None:
    case = opened(is_closed_in=True)
    make_officer("KR", username="kr.third", bureau=Bureau.objects.get(member="KR"), purposes=("fraud",), level=1)
    add_officer(viewer("KR"), case.id, officer=officer("kr.second").pk, now=NOW)
    task = add_task(viewer("KR"), case.id, text="Ask the landlord.", owner=officer("kr.desk").pk, now=NOW)
    leaves(to="kr.third")
    with steward(Task.VERIFY):
        assert CaseTask.objects.get(pk=task.pk).owner is None
    assert cases_page(viewer("KR", post="third"), now=NOW, most=9) == []


def test_an_officer_with_a_name_of_another_script_is_known_as_the_holder() -> None:
    Officer.objects.filter(username="kr.desk").update(display_name="김민준 “desk”")
    sealed(opened())
    assert ("Exhibit", "E1 of KR-2026-0117") in told_of()


@pytest.mark.parametrize("is_closed_in", [True, False])
def test_an_exhibit_is_offered_to_somebody_who_works_on_its_case(is_closed_in: bool) -> None:
    case = opened(is_closed_in=is_closed_in)
    exhibit = sealed(case)
    make_officer("KR", username="kr.third", bureau=Bureau.objects.get(member="KR"), purposes=("fraud",), level=1)
    add_officer(viewer("KR"), case.id, officer=officer("kr.second").pk, now=NOW)
    leaves(to="kr.third")
    with pytest.raises(InterlaceError):
        take_exhibit(viewer("KR", post="third"), exhibit.id, now=NOW)
    assert take_exhibit(viewer("KR", post="second"), exhibit.id, now=NOW).taker == "second of KR"


def test_an_offer_that_stands_to_somebody_on_the_case_is_left_standing() -> None:
    case = opened(is_closed_in=True)
    exhibit = sealed(case)
    make_officer("KR", username="kr.third", bureau=Bureau.objects.get(member="KR"), purposes=("fraud",), level=1)
    for colleague in ("kr.third", "kr.second"):
        add_officer(viewer("KR"), case.id, officer=officer(colleague).pk, now=NOW)
    offer_exhibit(viewer("KR"), exhibit.id, taker="kr.second", place="Store 4", purpose="for analysis", now=NOW)
    leaves(to="kr.third")
    entry = take_exhibit(viewer("KR", post="second"), exhibit.id, now=NOW)
    assert (entry.giver, entry.purpose) == ("desk of KR", "for analysis")


def test_a_namesake_who_leaves_takes_nothing_of_anybody_else_along() -> None:
    make_officer("KR", username="kr.third", bureau=Bureau.objects.get(member="KR"), purposes=("fraud",), level=1)
    exhibit = sealed(opened())
    Officer.objects.filter(username="kr.second").update(display_name="desk of KR")
    assert told_of("kr.second") == []
    leave(head(), officer("kr.second").pk, successor=officer("kr.third").pk, now=NOW)
    with steward(Task.VERIFY):
        assert not HandOver.objects.filter(exhibit=exhibit).exists()


def test_an_exhibit_of_an_officer_who_was_renamed_is_offered_in_the_name_of_its_book() -> None:
    exhibit = sealed(opened())
    Officer.objects.filter(username="kr.desk").update(display_name="desk, married")
    assert leaves() == 2
    entry = take_exhibit(viewer("KR", post="second"), exhibit.id, now=NOW)
    assert entry.giver == "desk of KR"


def test_who_is_not_cleared_for_a_case_is_not_put_on_it() -> None:
    Officer.objects.filter(username__in=["kr.desk", "kr.head"]).update(level=3)
    case = opened(level=3)
    exhibit = sealed(case)
    assert len(told_of()) == 2
    leaves()
    assert on_it(case) == {officer("kr.desk").pk}  # it stays where the head finds it, and puts somebody else on it
    with steward(Task.VERIFY):
        assert not HandOver.objects.filter(exhibit=exhibit).exists()
    assert cases_page(viewer("KR", post="second"), now=NOW, most=9) == []


def test_another_bureau_is_told_nothing() -> None:
    opened()
    make_officer("TH", username="th.head", roles=(Role.HEAD,), bureau=Bureau.objects.get(member="TH"))
    assert open_items(viewer("TH", post="head"), officer("th.desk").pk, now=NOW) == []
