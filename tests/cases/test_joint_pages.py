"""Joint cases on pages: proposed by one bureau, accepted by another, filled, left, and never told to a third."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.cases.joining import TERMS, accepted, filled, lay_all, options, proposed
from tests.cases.walking import LEAD, browser_of, posted, read, text_of
from tests.screening.network import make_members

from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


@pytest.fixture
def korean() -> Client:
    return browser_of("kr.desk")


@pytest.fixture
def thai() -> Client:
    return browser_of("th.desk")


def test_a_joint_case_is_proposed_accepted_and_filled(korean: Client, thai: Client) -> None:
    case = filled(korean, "TH")
    joint = proposed(korean, case, "TH")
    asked = read(thai, joint)
    assert TERMS in asked
    assert [words in asked for words in ("KR-2026-0117", "한지섭", LEAD)] == [False] * 3
    accepted(thai, joint)
    lay_all(korean, joint)
    page = read(thai, joint)
    assert [words in page for words in ("한지섭", LEAD, "Takes part")] == [True] * 3
    assert "KR-2026-0117" not in page
    assert "with TH" in read(korean, case)


def test_terms_that_changed_meanwhile_are_not_accepted(korean: Client, thai: Client) -> None:
    joint = proposed(korean, filled(korean), "TH")
    answer = thai.post(f"{joint}/answer", {"answer": "accept", "digest": "0" * 64})
    assert answer.status_code == 409
    assert "These are not the terms that you read." in text_of(answer)


def test_what_a_bureau_laid_goes_with_it_when_it_leaves(korean: Client, thai: Client) -> None:
    joint = proposed(korean, filled(korean, "TH"), "TH")
    own = filled(thai, "KR", reference="TH-1", lead="Seen in Bangkok.")
    accepted(thai, joint, case=own.rpartition("/")[2])
    lay_all(thai, joint)
    assert "Seen in Bangkok." in read(korean, joint)
    assert thai.post(f"{joint}/answer", {"answer": "withdraw", "reason": ""}).status_code == 422
    posted(thai, f"{joint}/answer", answer="withdraw", reason="Our prosecutor has ended it.")
    page = read(korean, joint)
    assert "Seen in Bangkok." not in page
    assert "Our prosecutor has ended it." in page


def test_the_leader_asks_a_further_bureau_and_ends_it_for_all(korean: Client, thai: Client) -> None:
    joint = proposed(korean, filled(korean), "TH")
    vietnamese = browser_of("vn.desk")
    assert vietnamese.get(joint).status_code == 404
    assert options(korean, joint, "invite-member") == ["VN"]
    posted(korean, f"{joint}/members", member="VN")
    accepted(vietnamese, joint)
    posted(korean, f"{joint}/answer", answer="end", reason="It is done.")
    assert "Ended" in read(vietnamese, joint)
    assert options(korean, joint, "invite-member") == []


def test_an_officer_is_sent_into_the_task_force_until_a_day_and_called_back(korean: Client) -> None:
    joint = proposed(korean, filled(korean), "TH")
    assert options(korean, joint, "join-officer") == []
    head = browser_of("kr.second")
    officer = options(head, joint, "join-officer")[0]
    day = re.search(r'id="join-until"[^>]*value="([^"]+)"', head.get(joint).content.decode())
    assert day is not None
    late = head.post(f"{joint}/task-force", {"officer": officer, "until": "2098-01-01"})
    assert (late.status_code, "for a year at most" in text_of(late)) == (422, True)
    posted(head, f"{joint}/task-force", officer=officer, until=day[1])
    assert options(head, joint, "leave-officer") == [officer]
    posted(head, f"{joint}/task-force/leave", officer=officer)
    assert "No officer of your bureau is in it." in read(head, joint)


def test_what_was_laid_is_taken_back(korean: Client, thai: Client) -> None:
    joint = proposed(korean, filled(korean, "TH"), "TH")
    accepted(thai, joint)
    lay_all(korean, joint)
    for thing in options(korean, joint, "back-thing"):
        posted(korean, f"{joint}/items/remove", thing=thing)
    assert LEAD not in read(thai, joint)
