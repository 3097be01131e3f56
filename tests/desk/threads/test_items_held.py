"""A leaving officer's threads and drafts are shown to its head, and pass to a colleague with the act."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.desk.threads.letters import letter, make_unit, opened, seen
from tests.desk.waking.night import officer, people
from tests.screening.network import NOW, viewer

from interlace.bureaus.people.suspending import leave, open_items
from interlace.desk.threads import actions
from interlace.desk.threads.drafting import drafts_of, new_draft
from interlace.desk.threads.items_held import DeskItems
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    people()


def assigned(thread: UUID, username: str = "th.desk") -> UUID:
    actions.assign(viewer("TH"), thread, officer=officer(username).pk, now=NOW)
    return thread


def held(username: str = "th.desk") -> list[tuple[str, UUID]]:
    found = open_items(viewer("TH", post="head"), officer(username).pk, now=NOW)
    return [(each.kind, each.id) for each in found]


def test_the_head_sees_open_threads_and_drafts_of_one_officer_by_number_and_matter() -> None:
    thread = assigned(opened())
    assigned(opened(), "th.second")
    done = assigned(opened())
    actions.withdraw(viewer("KR"), done, reason="Found by ourselves.", now=NOW)
    draft = new_draft(viewer("TH"), letter("KR"), now=NOW)
    new_draft(viewer("TH", post="second"), letter("KR"), now=NOW)
    assert held() == [("Thread", thread), ("Message not sent", draft.id)]
    items = open_items(viewer("TH", post="head"), officer("th.desk").pk, now=NOW)
    number = seen("TH", thread).side.number
    assert [each.what for each in items] == [f"{number}, KR", "Fraud investigation, TH-2026-0001"]
    assert [each.due for each in items] == [NOW + timedelta(days=1), None]
    assert "HAN" not in repr(items)


def test_leaving_hands_threads_and_drafts_over_and_nothing_is_lost() -> None:
    thread = assigned(opened())
    draft = new_draft(viewer("TH"), letter("KR"), now=NOW)
    head = viewer("TH", post="head")
    with pytest.raises(InvalidInput):
        leave(head, officer("th.desk").pk, successor=None, now=NOW)
    assert leave(head, officer("th.desk").pk, successor=officer("th.second").pk, now=NOW) == 2
    second = viewer("TH", post="second")
    assert seen("TH", thread, post="second").side.assignee_name == "second of TH"
    (kept,) = drafts_of(second, now=NOW)
    assert (kept.id, kept.author_name, kept.content) == (draft.id, "second of TH", draft.content)
    assert held() == []


def test_a_thread_that_the_colleague_may_not_read_lies_with_nobody_and_is_found_by_who_may() -> None:
    Officer.objects.filter(username__in=["kr.desk", "th.desk"]).update(level=3)
    thread = assigned(opened(level=3))
    draft = new_draft(viewer("TH"), letter("KR", level=3), now=NOW)
    leave(viewer("TH", post="head"), officer("th.desk").pk, successor=officer("th.second").pk, now=NOW)
    assert seen("TH", thread, post="head").side.assignee_name == ""
    assert [each.id for each in drafts_of(viewer("TH", post="head"), now=NOW)] == [draft.id]
    assert drafts_of(viewer("TH", post="second"), now=NOW) == []


def test_a_thread_of_the_bureau_is_not_given_to_an_officer_of_a_unit() -> None:
    unit = make_unit("TH", "Harbour police")
    thread = assigned(opened())
    assert DeskItems().hand_over(
        viewer("TH", post="head"), officer("th.desk").pk, Officer.objects.get(pk=unit.id), now=NOW
    )
    assert seen("TH", thread, post="second").side.assignee_name == ""


def test_the_head_of_another_bureau_is_shown_nothing() -> None:
    assigned(opened())
    assert DeskItems().of(viewer("KR", post="head"), officer("th.desk").pk, now=NOW) == []
