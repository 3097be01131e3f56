"""Who am I, and which keys act for me."""

from datetime import datetime, timedelta

import pyotp
import pytest
from django.utils import timezone
from tests.people import Caller, make_officer

from interlace.foundation.identity.actions import officer_of_key, set_device
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


def with_device(officer: Officer) -> pyotp.TOTP:
    secret = pyotp.random_base32()
    set_device(officer=officer, secret=secret)
    return pyotp.TOTP(secret)


def test_a_caller_learns_who_it_is_and_what_it_may_do() -> None:
    officer = make_officer("TH", username="somchai")
    answer = Caller(officer).get("/me")
    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(officer.pk),
        "name": "Officer of TH",
        "bureau": "NCB TH",
        "member": "TH",
        "roles": ["investigator"],
        "verbs": sorted(officer.verbs),
        "purposes": ["fraud", "trafficking", "protection"],
        "language": "en",
        "time_zone": "UTC",
    }


def test_a_key_is_made_with_a_fresh_code_and_acts_as_its_officer() -> None:
    officer = make_officer("TH")
    device = with_device(officer)
    caller = Caller(officer)
    answer = caller.post("/keys", {"name": "national system"}, Interlace_Code=device.now())
    assert answer.status_code == 201, answer.content
    assert officer_of_key(answer.json()["text"], now=timezone.now()) == officer


def test_without_a_fresh_code_no_key_is_made() -> None:
    officer = make_officer("TH")
    with_device(officer)
    answer = Caller(officer).post("/keys", {"name": "national system"})
    assert (answer.status_code, answer.json()["code"]) == (403, "fresh_code_needed")


def test_a_key_with_a_matter_of_its_own_acts_as_nobody_anywhere_else() -> None:
    officer = make_officer("TH")
    device = with_device(officer)
    matter = {"purpose": "fraud", "reference": "TH-2026-7", "questions": 500}
    answer = Caller(officer).post("/keys", {"name": "bank", "matter": matter}, Interlace_Code=device.now())
    assert answer.status_code == 201, answer.content
    shown = {name: answer.json()[name] for name in ("purpose", "reference", "daily_questions")}
    assert shown == {"purpose": "fraud", "reference": "TH-2026-7", "daily_questions": 500}
    caller = Caller(None)
    caller.headers["Authorization"] = f"Bearer {answer.json()['text']}"
    assert caller.get("/me").status_code == 401
    assert officer_of_key(answer.json()["text"], now=timezone.now()) is None


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"purpose": "sanctions"}, "/matter/purpose"), ({"reference": " "}, "/matter/reference")],
)
def test_a_key_asks_only_for_what_its_account_works_for(wrong: dict[str, str], pointer: str) -> None:
    officer = make_officer("TH")
    device = with_device(officer)
    body = {"name": "bank", "matter": {"purpose": "fraud", "reference": "TH-2026-7", **wrong}}
    answer = Caller(officer).post("/keys", body, Interlace_Code=device.now())
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])


def test_the_text_of_a_key_is_shown_once_even_when_the_request_is_repeated() -> None:
    officer = make_officer("TH")
    device = with_device(officer)
    caller = Caller(officer)
    now = datetime.now()
    first = caller.post("/keys", {"name": "a"}, Interlace_Code=device.at(now), Idempotency_Key="k1")
    again = caller.post(
        "/keys", {"name": "a"}, Interlace_Code=device.at(now + timedelta(seconds=30)), Idempotency_Key="k1"
    )
    assert first.status_code == again.status_code == 201
    assert again.json() == {**first.json(), "text": None}


def test_a_revoked_key_opens_nothing() -> None:
    officer = make_officer("TH")
    caller = Caller(officer)
    (key,) = caller.get("/keys").json()["items"]
    assert caller.call("DELETE", f"/keys/{key['id']}").json()["revoked"] is not None
    assert caller.get("/me").status_code == 401


def test_the_key_of_another_officer_is_answered_like_one_that_never_was() -> None:
    thai, korean = Caller(make_officer("TH")), Caller(make_officer("KR"))
    (foreign,) = korean.get("/keys").json()["items"]
    for method in ("GET", "DELETE"):
        hidden = thai.call(method, f"/keys/{foreign['id']}")
        absent = thai.call(method, "/keys/00000000-0000-4000-8000-000000000000")
        assert hidden.status_code == absent.status_code == 404
        assert hidden.content == absent.content
        assert {name: value for name, value in hidden.items() if name != "X-Request-Id"} == {
            name: value for name, value in absent.items() if name != "X-Request-Id"
        }
    assert korean.get("/me").status_code == 200
