"""S18 as an officer uses it: what is due is decided, a second person signs, a person who asks is answered."""

import html
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.facts.browsing import browser_of
from tests.oversight.network import contributed_today, everything, let_the_letter_be_ready, make_keepers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network(tmp_path: Path) -> None:
    make_keepers()
    contributed_today(tmp_path, 3)


@pytest.fixture
def keeper() -> Client:
    client = browser_of("kr.privacy")
    client.post("/privacy/look")
    return client


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def records_of(client: Client) -> tuple[str, list[str]]:
    """The first group's address and its records."""
    (group, *_rest) = client.get("/privacy").context["page"].groups
    return group.url, [row.id for row in client.get(group.url).context["page"].rows]


def test_what_is_due_stands_by_case_and_is_deleted_with_a_certificate(keeper: Client) -> None:
    address, records = records_of(keeper)
    answer = keeper.post(f"{address}/decide", {"record": records, "decision": "delete"})
    assert (answer.status_code, everything()) == (302, [])
    shown = keeper.get(answer["Location"])
    assert "Deleted; the index is being rewritten" in words(shown)
    text = keeper.get(shown.context["page"].text_url)
    assert (text["Content-Type"], b"interlace-deletion-1" in text.content) == ("application/json", True)
    assert keeper.get("/privacy").context["page"].groups == ()


def test_keeping_longer_waits_for_a_second_person(keeper: Client) -> None:
    address, records = records_of(keeper)
    until = (timezone.now() + timedelta(days=300)).date().isoformat()
    terms = {"record": records, "decision": "extend", "until": until, "extend_reason": "The trial goes on."}
    proposal = keeper.post(f"{address}/decide", terms)["Location"]
    page = keeper.get(proposal).context["page"]
    assert (page.sign_url, "that is you" in page.seats[0].lines) == ("", True)
    refused = keeper.post(f"{proposal}/sign", {"digest": page.digest})
    assert (refused.status_code, "A second person must sign" in words(refused)) == (403, True)
    head = browser_of("kr.head")
    assert len(head.get("/privacy").context["page"].proposals) == 1
    assert head.post(f"{proposal}/sign", {"digest": page.digest}).status_code == 302
    assert head.get(proposal).context["page"].seats[1].is_signed
    assert head.get("/privacy").context["page"].groups == ()


def test_a_hold_stops_the_deletion_and_says_so(keeper: Client) -> None:
    address, records = records_of(keeper)
    review = (timezone.now() + timedelta(days=90)).date().isoformat()
    incomplete = keeper.post(f"{address}/decide", {"record": records, "decision": "hold"})
    assert (incomplete.status_code, "A hold needs a legal basis." in words(incomplete)) == (422, True)
    terms = {"record": records[:1], "decision": "hold", "hold_reason": "Court.", "basis": "Act 1", "review": review}
    assert keeper.post(f"{address}/decide", terms).status_code == 302
    refused = keeper.post(f"{address}/decide", {"record": records, "decision": "delete"})
    assert (refused.status_code, "legal hold" in words(refused), everything() != []) == (403, True, True)


def test_who_may_not_decide_sees_only_the_question_about_access() -> None:
    client = browser_of("th.desk")
    desk = client.get("/privacy").context["page"]
    assert (desk.may_decide, desk.groups) == (True, ())
    analyst = browser_of("kr.privacy")
    address, _records = records_of_after_look(analyst)
    assert client.get(address).status_code == client.get(f"/privacy/due/{uuid4()}").status_code == 404


def records_of_after_look(client: Client) -> tuple[str, list[str]]:
    client.post("/privacy/look")
    return records_of(client)


def test_why_an_officer_sees_something_is_one_sentence_and_nothing_else_is_told(keeper: Client) -> None:
    thing = str(everything()[0])
    answer = keeper.post("/privacy", {"thing": thing, "officer": "kr.desk"})
    assert answer.context["page"].explanation == "Officer of KR reads this fact, for fraud investigation."
    nothing = keeper.post("/privacy", {"thing": str(uuid4()), "officer": "kr.desk"})
    assert (nothing.status_code, "There is nothing here that can be explained to you." in words(nothing)) == (404, True)


def test_a_person_asks_and_is_answered_by_letter_in_the_own_language(keeper: Client) -> None:
    terms = {"kind": "access", "name": "Nguyễn Văn A", "language": "vi"}
    address = keeper.post("/privacy/requests", terms)["Location"]
    assert keeper.post(address, {"step": "ask"}).status_code == 409
    for step in ({"step": "identity", "by_what": "Passport"}, {"step": "ask"}):
        assert keeper.post(address, step).status_code == 302
    assert keeper.get(f"{address}/letter").status_code == 404
    for member in ("kr", "th"):
        owner = browser_of(f"{member}.privacy")
        (question,) = owner.get("/privacy").context["page"].questions
        assert owner.get(question.url).status_code == 200
        decided = owner.post(question.url, {"step": "decide", "decision": "nothing", "reason": "Nothing held."})
        assert decided.status_code == 302
    assert (keeper.get(address).context["page"].step, keeper.post(address, {"step": "answer"}).status_code) == ("", 409)
    let_the_letter_be_ready()
    assert keeper.get(address).context["page"].step == "answer"
    assert keeper.post(address, {"step": "answer"}).status_code == 302
    letter = keeper.get(f"{address}/letter")
    assert (letter.status_code, letter.context["letter"].language) == (200, "vi")
    assert "Nothing held." not in words(letter)


def test_an_owner_blocks_what_states_the_name_and_decides(keeper: Client, tmp_path: Path) -> None:
    name = str(records_name(keeper))
    address = keeper.post("/privacy/requests", {"kind": "deletion", "name": name, "language": "en"})["Location"]
    for step in ({"step": "identity", "by_what": "Passport"}, {"step": "ask"}):
        keeper.post(address, step)
    (question,) = keeper.get("/privacy").context["page"].questions
    (candidate, *_others) = keeper.get(question.url).context["page"].candidates
    before = len(everything())
    assert keeper.post(question.url, {"step": "block", "record": [candidate.id]}).status_code == 302
    assert "Blocked: only its reviewer reads it" in words(keeper.get(question.url))
    done = keeper.post(question.url, {"step": "decide", "decision": "deleted", "reason": "Asked for."})
    assert (done.status_code, len(everything()) < before) == (302, True)


def records_name(client: Client) -> str:
    (group, *_rest) = client.get("/privacy").context["page"].groups
    named = [row.name for row in client.get(group.url).context["page"].rows if row.name is not None]
    return str(named[0].original)
