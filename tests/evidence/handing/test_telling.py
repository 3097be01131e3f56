"""The inbox tells of an offer whoever may read it, and what became of it to whoever offered; nobody else anything."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cases.filing import checked, opened
from tests.cases.walking import browser_of, text_of
from tests.evidence.handing.giving import case_of_th, neutral_case, offer_terms, offered, ready, taking
from tests.evidence.holding import sealed
from tests.screening.network import make_members, viewer

from interlace.evidence.handing.actions import call_mistaken, offer_to_bureau, refuse_offer, withdraw_offer
from interlace.evidence.handing.taking import take_over
from interlace.evidence.models import BureauHandOver
from interlace.evidence.pages.telling import TOLD_FOR
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Phone of agent Blue"


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN")


def inbox(name: str) -> str:
    return text_of(browser_of(name).get("/inbox"))


def offer() -> BureauHandOver:
    case_of_th()
    return offered(ready(title=TITLE))


def test_an_offer_waits_in_the_inbox_of_the_bureau_to_which_it_is_made_and_says_nothing_of_the_exhibit() -> None:
    before = browser_of("vn.desk").get("/inbox").content
    made = offer()
    there, here, third = inbox("th.desk"), inbox("kr.desk"), browser_of("vn.desk").get("/inbox").content
    assert "KR offers you an exhibit" in there
    assert "TH is offered an exhibit" in here
    assert "exhibit" not in text_of(browser_of("vn.desk").get("/inbox")).replace("Exhibits", "")
    assert len(third) == len(before)
    assert TITLE not in there + here
    assert f"/exhibits/hand-overs/{made.id}" in browser_of("th.desk").get("/inbox").content.decode()


def test_a_colleague_below_the_level_of_the_case_is_told_nothing() -> None:
    Officer.objects.filter(username="kr.desk").update(level=3)
    offered(sealed(checked(opened(level=3))))
    assert "offers you an exhibit" not in inbox("th.desk")
    assert "is offered an exhibit" not in inbox("kr.second")


def test_the_bureau_that_offered_reads_in_its_inbox_what_became_of_it() -> None:
    made = offer()
    refuse_offer(viewer("TH"), made.id, reason="Not ours.", now=timezone.now())
    assert "TH has refused an exhibit" in inbox("kr.desk")
    assert "Not ours." not in inbox("kr.desk")
    assert "exhibit" not in inbox("th.desk").replace("Exhibits", "")  # its own word is no news to it


def test_an_acceptance_and_then_the_error_are_told_to_the_other_side() -> None:
    made = offer()
    take_over(viewer("TH"), made.id, taking(), now=timezone.now())
    assert "TH has taken over an exhibit" in inbox("kr.desk")
    call_mistaken(viewer("KR"), made.id, reason="The wrong one.", now=timezone.now())
    assert "KR says that an exhibit was handed over in error" in inbox("th.desk")
    assert "exhibit" not in inbox("kr.desk").replace("Exhibits", "")


def test_what_was_withdrawn_is_told_to_whom_it_was_offered_and_not_for_ever() -> None:
    old = offered(sealed(neutral_case()))
    withdraw_offer(viewer("KR"), old.id, reason="Too early.", now=timezone.now() - TOLD_FOR - timedelta(hours=1))
    assert "has withdrawn" not in inbox("th.desk")
    new = offer_to_bureau(viewer("KR"), old.exhibit_id, offer_terms(), now=timezone.now())
    withdraw_offer(viewer("KR"), new.id, reason="Too early.", now=timezone.now())
    assert "KR has withdrawn an exhibit that it offered" in inbox("th.desk")
