"""The routes of oversight: each does what the page does, and another bureau's things are not there."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyotp
import pytest
from django.utils import timezone
from tests.oversight.network import contributed_today, everything, keeper, let_the_letter_be_ready, make_keepers
from tests.people import Caller

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.finding import find_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network(tmp_path: Path) -> None:
    make_keepers()
    contributed_today(tmp_path, 3)
    find_due(now=timezone.now())


def caller(username: str = "kr.privacy") -> Caller:
    return Caller(Officer.objects.select_related("bureau__member").get(username=username))


def device_of(by: Caller) -> Callable[[], str]:
    """What the officer's new device shows now."""
    assert by.officer is not None
    secret = pyotp.random_base32()
    set_device(officer=by.officer, secret=secret)
    return lambda: pyotp.TOTP(secret).at(timezone.now())


def proposal(by: Caller) -> dict[str, Any]:
    """A proposal to keep everything longer, with the code that the officer's device shows."""
    code = device_of(by)
    until = (timezone.now() + timedelta(days=200)).isoformat()
    body = {"records": records(by), "until": until, "reason": "The trial."}
    refused = by.post("/retention-extensions", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "fresh_code_needed")
    made = by.post("/retention-extensions", body, Interlace_Code=code())
    assert made.status_code == 201, made.content
    return dict(made.json())


def records(by: Caller) -> list[str]:
    (group,) = by.get("/retention").json()["items"]
    return [each["id"] for each in by.get(f"/retention/records/{group['id']}").json()["items"]]


def test_records_are_deleted_once_and_the_answer_is_the_certificate() -> None:
    kr = caller()
    ids = records(kr)
    first = kr.post("/retention/deletions", {"records": ids}, Idempotency_Key="one")
    again = kr.post("/retention/deletions", {"records": ids}, Idempotency_Key="one")
    assert (first.status_code, first.json()["records"], everything()) == (201, len(ids), [])
    assert again.content == first.content
    assert kr.get(f"/certificates/{first.json()['id']}").json() == first.json()
    assert [each["id"] for each in kr.get("/certificates").json()["items"]] == [first.json()["id"]]


def test_another_bureaus_things_and_absent_ones_are_the_same_bytes() -> None:
    kr, th = caller(), caller("th.privacy")
    ids = records(kr)
    proposed = proposal(kr)["id"]
    request = kr.post("/privacy-requests", {"kind": "access", "name": "Han"}).json()["id"]
    for path, own in (
        ("/retention/records", ids[0]),
        ("/retention-extensions", proposed),
        ("/privacy-requests", request),
    ):
        theirs, nothing = th.get(f"{path}/{own}"), th.get(f"{path}/{uuid4()}")
        assert (theirs.status_code, theirs.content) == (404, nothing.content)
    theirs = th.post("/retention/deletions", {"records": ids})
    nothing = th.post("/retention/deletions", {"records": [str(uuid4())]})
    assert (theirs.status_code, theirs.content) == (404, nothing.content)


def test_an_extension_is_signed_with_a_fresh_code_alone() -> None:
    kr, head = caller(), caller("kr.head")
    made = proposal(kr)
    refused = head.post(f"/retention-extensions/{made['id']}/sign", {"digest": made["digest"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "fresh_code_needed")
    assert [each["id"] for each in head.get("/retention-extensions").json()["items"]] == [made["id"]]


def test_a_request_goes_its_way() -> None:
    kr, th = caller(), caller("th.privacy")
    made: Any = kr.post("/privacy-requests", {"kind": "deletion", "name": "Han", "language": "fr"}).json()
    assert kr.post(f"/privacy-requests/{made['id']}/owners").status_code == 409
    kr.post(f"/privacy-requests/{made['id']}/identity", {"by_what": "Passport"})
    asked = kr.post(f"/privacy-requests/{made['id']}/owners").json()
    assert [(each["owner"], each["answer"]) for each in asked["owners"]] == [("KR", "waiting"), ("TH", "waiting")]
    for by in (kr, th):
        (question,) = by.get("/privacy-questions").json()["items"]
        decision = {"decision": "nothing", "reason": "Looked at."}
        assert by.post(f"/privacy-questions/{question['id']}/decision", decision).status_code == 200
    waiting = kr.post(f"/privacy-requests/{made['id']}/answer")
    assert (waiting.status_code, kr.get(f"/privacy-requests/{made['id']}").json()) == (409, asked)
    let_the_letter_be_ready()
    answered = kr.post(f"/privacy-requests/{made['id']}/answer").json()
    assert (answered["state"], {each["answer"] for each in answered["owners"]}) == ("answered", {"nothing_more"})


def test_a_period_of_one_s_own_is_proposed_signed_and_ended_by_two() -> None:
    kr, head, th = caller(), caller("kr.head"), caller("th.privacy")
    codes = {by: device_of(by) for by in (kr, head)}
    terms = {
        "category": "facts",
        "months": 6,
        "basis": "Police Data Act, section 12",
        "source": "Official Gazette",
        "as_of": "2026-01-01",
        "certainty": "source_read",
        "reason": "Our law is shorter.",
    }
    assert kr.post("/retention-rules", terms).json()["code"] == "fresh_code_needed"
    made = kr.post("/retention-rules", terms, Interlace_Code=codes[kr]()).json()
    assert (made["state"], made["kind"], kr.get("/retention-rules").json()["items"][0]["id"]) == (
        "proposed",
        "add",
        None,
    )
    address = f"/retention-rule-changes/{made['id']}"
    signed = head.post(f"{address}/sign", {"digest": made["digest"]}, Interlace_Code=codes[head]())
    assert signed.json()["state"] == "approved"
    own = kr.get("/retention-rules").json()["items"][0]
    assert (own["id"], own["category"], own["months"], own["basis"]) == (made["rule"], "facts", 6, terms["basis"])
    for path in (address, f"{address}/refuse", f"/retention-rules/{own['id']}/end"):
        absent = path.replace(made["id"], str(uuid4())).replace(own["id"], str(uuid4()))
        method, body = ("GET", None) if path == address else ("POST", {"reason": "The act was repealed."})
        theirs, nothing = th.call(method, path, body), th.call(method, absent, body)
        assert (theirs.status_code, theirs.content) == (404, nothing.content)
    ending = {"reason": "The act was repealed."}
    assert kr.post(f"/retention-rules/{own['id']}/end", ending).json()["code"] == "fresh_code_needed"
    assert [each["state"] for each in kr.get("/retention-rule-changes").json()["items"]] == ["approved"]
    assert th.get("/retention-rule-changes").json() == {"items": []}


def test_access_is_explained_in_one_sentence() -> None:
    found = caller().get(f"/access-explanations/{everything()[0]}?officer=kr.desk").json()
    assert (found["sentence"], keeper().member) == (
        "Officer of KR reads this fact, for fraud investigation.",
        "KR",
    )
