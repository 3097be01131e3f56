"""Care by programs: protection officers alone, answers come in by a body or a file and go out by neither."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from tests.screening.network import NOW
from tests.victims.receiving import carer, make_house, opened, received

from interlace.core.victims.indicators import QUESTIONS
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.victims.cli import care
from interlace.victims.models import Found, Reception
from interlace.victims.queries import person_view

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "There was a guard at the gate."
MATTER = {"Interlace-Purpose": "protection", "Interlace-Reference": "Golden Reed"}
PLACE = {"title": "School hall", "matter": "Golden Reed", "purpose": "trafficking"}


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_house("TH", "KR")


class Caller:
    """An officer's session that calls the REST API."""

    def __init__(self, profile: str) -> None:
        self._client = Client(SERVER_NAME="localhost")
        assert self._client.post("/sign-in/exercise", {"profile": profile}).status_code == 302

    def get(self, path: str) -> Any:
        return self._client.get(f"/api/v1{path}", headers=MATTER)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self._client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=MATTER | headers
        )


def replies(words: str = "") -> list[dict[str, str]]:
    return [{"question": code, "reply": "no", "words": words} for code in QUESTIONS]


def test_a_person_is_received_and_listened_to_and_no_answer_comes_back() -> None:
    by = Caller("th.care")
    place = by.post("/care/places", PLACE).json()
    minutes = {"age_said": 24, "needs_interpreter": True, "wants": ["call_home"], "language": "Burmese"}
    made = by.post(f"/care/places/{place['id']}/people", minutes)
    assert made.status_code == 201
    one = made.json()
    assert (one["number"], one["needs"], one["talk"]) == (1, ["interpreter", "call_home"], "not_yet")
    talk, said = f"/care/people/{one['id']}/talk", f"/care/people/{one['id']}/replies"
    assert by.post(talk, {"move": "begin", "conditions": ["safe"]}).status_code == 422
    done = ["safe", "rested", "fed", "private", "understood", "limits_told", "agreed", "not_an_investigator"]
    assert by.post(talk, {"move": "begin", "conditions": done}).json()["next_question"] == QUESTIONS[0]
    answers = [by.post(said, {"replies": replies(SECRET)}), by.post(talk, {"move": "finish"})]
    answers += [by.get(f"/care/people/{one['id']}"), by.get("/care/places")]
    assert answers[1].json()["word"] == "screened"
    assert answers[3].json()["items"][0]["people"] == [answers[2].json()]
    assert not any(SECRET in each.content.decode() for each in answers)
    file = person_view(carer(), UUID(one["id"]), now=NOW).care
    assert file is not None
    assert set(file.words.values()) == {SECRET}


def test_the_same_request_receives_nobody_twice_and_half_an_answer_is_none() -> None:
    by = Caller("th.care")
    place = opened()
    one, again = (
        by.post(f"/care/places/{place.id}/people", {"age_said": 24}, **{"Idempotency-Key": "a"}).json()
        for _ in range(2)
    )
    assert one == again
    assert len(by.get("/care/places").json()["items"][0]["people"]) == 1
    said = {"replies": [*replies()[:1], {"question": "nothing", "reply": "no", "words": SECRET}]}
    refused = by.post(f"/care/people/{one['id']}/replies", said)
    assert refused.status_code in {409, 422}
    assert SECRET not in refused.content.decode()
    wrong = by.post(f"/care/people/{one['id']}/replies", {"replies": [{"question": "COE01", "reply": SECRET}]})
    assert wrong.status_code == 422
    assert SECRET not in wrong.content.decode()


@pytest.mark.parametrize("profile", ["th.desk", "th.second", "kr.care", "kr.desk"])
def test_for_everybody_else_there_is_nobody(profile: str) -> None:
    found = received(opened())
    by = Caller(profile)
    asked: list[tuple[str, Any]] = [
        ("/care/people/{}", None),
        ("/care/people/{}/talk", {"move": "begin"}),
        ("/care/people/{}/replies", {"replies": replies()}),
        ("/care/places/{}/people", {}),
    ]
    for path, body in asked:
        answers = [
            by.get(path.format(each)) if body is None else by.post(path.format(each), body)
            for each in (found.id if "people/{}" in path else found.reception_id, uuid4())
        ]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    if profile == "kr.care":
        assert by.get("/care/places").json() == {"items": []}
    else:
        assert by.get("/care/places").status_code == 404
        assert by.post("/care/places", PLACE).status_code == 404
    with steward(Task.VERIFY):
        assert (Reception.objects.count(), Found.objects.count()) == (1, 1)


def typed(folder: Path, *words: str, profile: str = "th.care", stdin: str = "") -> Result:
    given = Options(data=folder, profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False)
    return CliRunner().invoke(care, [*words, "--ref", "Golden Reed"], obj=given, input=stdin)


def answered(folder: Path, *words: str, **given: Any) -> Any:
    done = typed(folder, *words, **given)
    assert done.exception is None, done.output
    return json.loads(done.stdout)


def test_the_commands_do_the_same_from_a_file_or_standard_input(tmp_path: Path) -> None:
    place = answered(tmp_path, "open", "School hall", "--matter", "Golden Reed", "--for", "trafficking")["id"]
    minutes = tmp_path / "minutes.json"
    minutes.write_text('{"age_said": 15, "language": "Burmese"}')
    one = answered(tmp_path, "receive", place, str(minutes))
    assert (one["is_child"], one["needs"], one["word"]) == (True, ["guardian"], "in_care")
    answered(tmp_path, "talk", one["id"], "begin", "--done", "all")
    lines = "\n".join(json.dumps(each) for each in replies(SECRET))
    assert SECRET not in json.dumps(answered(tmp_path, "reply", one["id"], "-", stdin=lines))
    answered(tmp_path, "talk", one["id"], "finish")
    assert answered(tmp_path, "show", one["id"])["word"] == "protected"
    [row] = answered(tmp_path, "list")
    assert (row["number"], row["talk"], row["place"]) == (1, "finished", "School hall")


@pytest.fixture
def someone() -> Found:
    return received(opened())


def test_what_cannot_be_read_is_told_by_its_line_and_never_repeated(tmp_path: Path, someone: Found) -> None:
    for stdin in (SECRET, json.dumps({"question": "COE01", "reply": SECRET}), json.dumps({SECRET: 1}), "[" * 9000, ""):
        done = typed(tmp_path, "reply", str(someone.id), "-", stdin=stdin)
        assert isinstance(done.exception, InvalidInput)
        assert SECRET not in f"{done.output}{done.exception}{done.exception.problems}"
    tried = typed(tmp_path, "receive", str(someone.reception_id), "-", "--dry-run", stdin="{}")
    assert tried.exception is None
    with steward(Task.VERIFY):
        assert Found.objects.count() == 1


@pytest.mark.parametrize("profile", ["th.desk", "kr.care"])
def test_a_command_of_anybody_else_finds_nobody(tmp_path: Path, someone: Found, profile: str) -> None:
    for words in (("show",), ("talk",), ("reply",)):
        rest = {"talk": ["begin"], "reply": ["-"]}.get(words[0], [])
        line = json.dumps(replies()[0])
        for named in (str(someone.id), str(uuid4()), "nobody"):
            done = typed(tmp_path, *words, named, *rest, profile=profile, stdin=line)
            assert isinstance(done.exception, NotFound)
