"""The page of an officer's keys: each says for what it asks, its text is shown once, and it is its officer's alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from tests.screening.network import make_members
from tests.screening.opensanctions.keyed import load_list
from tests.screening.test_pages import browser, words

from interlace.foundation.identity.models import ApiKey, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

MATTER = {"name": "Bank screening", "purpose": "fraud", "reference": "KR-2026-7", "questions": "500", "lasts": "90"}


@pytest.fixture(autouse=True)
def world() -> Any:
    make_members("KR", "SG", "TH")
    with override_settings(INTERLACE_DEMO=True):
        yield


def texts(answer: Any) -> list[str]:
    """What reads like the text of a key."""
    return re.findall(r"il_[\w-]{20,}", answer.text)


def catalogue(key: str) -> Any:
    return Client().get("/api/v1/opensanctions/catalog", headers={"Authorization": f"ApiKey {key}"})


def test_a_key_says_for_what_it_asks_opens_that_door_alone_and_its_text_is_shown_once(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    kr = browser("kr.desk")
    assert "The wanted (SG/wanted)" in words(kr.get("/keys"))
    made = kr.post("/keys", MATTER)
    (text,) = texts(made)
    assert made["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert [each["name"] for each in catalogue(text).json()["datasets"]] == ["default", "SG:wanted"]
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 401
    (key,) = ApiKey.objects.all()
    assert (key.name, key.purpose, key.reference, key.daily_questions) == ("Bank screening", "fraud", "KR-2026-7", 500)
    assert (key.expires - key.created).days == 90
    again = kr.get("/keys")
    assert (texts(again), "Bank screening Fraud investigation, KR-2026-7 500" in words(again)) == ([], True)


@pytest.mark.parametrize("address", ["/keys", "/check", "/privacy"])
def test_each_label_of_a_page_names_one_input(address: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', browser("kr.desk").get(address).text)
    assert sorted(ids) == sorted(set(ids))


def test_a_revoked_key_opens_nothing_and_stays_listed() -> None:
    kr = browser("kr.desk")
    (text,) = texts(kr.post("/keys", MATTER))
    kr.post(f"/keys/{ApiKey.objects.get().pk}/revoke")
    assert catalogue(text).status_code == 401
    assert re.search(r"Bank screening .* revoked on ", words(kr.get("/keys")))


def test_a_colleague_s_key_is_neither_seen_nor_revoked() -> None:
    (text,) = texts(browser("kr.desk").post("/keys", MATTER))
    second = browser("kr.second")
    assert "Bank screening" not in second.get("/keys").text
    assert second.post(f"/keys/{ApiKey.objects.get().pk}/revoke").status_code == 404
    assert catalogue(text).status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"questions": "10001"}, "Give a number from 1 to 10000."),
        ({"questions": "many"}, "Give a number from 1 to 10000."),
        ({"reference": " "}, "A key that asks by itself needs a reference"),
        ({"purpose": "drugs"}, "This purpose is not one of the account’s."),
        ({"name": ""}, "A key needs a name of 1 to 80 characters."),
    ],
)
def test_what_a_key_cannot_be_made_with_is_said_at_its_field(change: dict[str, str], said: str) -> None:
    answer = browser("kr.desk").post("/keys", {**MATTER, **change})
    assert (answer.status_code, texts(answer), ApiKey.objects.count()) == (422, [], 0)
    assert said.replace("’", "'") in words(answer).replace("’", "'").replace("&#x27;", "'")


def test_who_may_not_check_makes_no_key() -> None:
    Officer.objects.filter(username="kr.desk").update(roles=[Role.ADMINISTRATOR])
    kr = browser("kr.desk")
    assert "Make a key" not in words(kr.get("/keys"))
    assert kr.post("/keys", MATTER).status_code == 403
    assert not ApiKey.objects.exists()
