"""A hand-over by page, REST and command: the same acts, refused input named, and nothing for a third bureau."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from tests.cases.walking import browser_of, posted, read, text_of
from tests.evidence.handing.giving import REFERENCE, case_of_th, offered, ready, taking
from tests.evidence.taking import caller
from tests.screening.network import NOW, make_members, viewer

from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.cli import evidence as commands
from interlace.evidence.custody import story_of
from interlace.evidence.exporting import export_bundle
from interlace.evidence.handing.taking import take_over
from interlace.foundation.console import Format, Options
from interlace.foundation.errors import NotFound

pytestmark = pytest.mark.django_db(transaction=True)

Run = Callable[..., Any]
OFFER = {
    "recipient": "TH",
    "at": "2026-07-01T05:10:00Z",
    "place": "Incheon",
    "purpose": "trial in Bangkok",
    "authority": "MLA 2026/88",
}
TAKE = {"at": "2026-07-01T05:10:00Z", "place": "Bangkok", "case": REFERENCE}


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command of a profile; what it printed."""

    def given(profile: str, *words: str) -> Any:
        options = Options(
            data=tmp_path, profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
        )
        found = CliRunner().invoke(commands, ["hand-over", *words], obj=options, catch_exceptions=False)
        assert found.exit_code == 0, found.output
        return json.loads(found.stdout)

    return given


def test_by_rest_it_is_offered_taken_over_and_called_an_error() -> None:
    given, desk, other = ready(), caller("kr.desk"), caller("th.desk")
    case_of_th()
    answer = desk.call("POST", f"/exhibits/{given.id}/hand-overs", OFFER)
    assert (answer.status_code, answer.json()["state"], answer.json()["exhibit"]) == (201, "offered", str(given.id))
    path = f"/exhibit-hand-overs/{answer.json()['id']}"

    read_there = other.call("GET", path)
    assert (read_there.json()["title"], read_there.json()["exhibit"]) == (given.title, None)
    assert "KR-2026-0117" not in read_there.content.decode()
    taken = other.call("POST", f"{path}/take", TAKE).json()
    assert (taken["state"], taken["acts"][0]["by"]) == ("taken", "desk of TH")
    assert other.call("GET", f"/exhibits/{taken['exhibit']}").json()["holder"] == "desk of TH"
    assert desk.call("POST", f"{path}/mistake", {"reason": "The wrong one."}).json()["state"] == "mistaken"
    assert [each["state"] for each in desk.call("GET", "/exhibit-hand-overs").json()["items"]] == ["mistaken"]


def test_by_rest_a_third_bureau_gets_what_never_was() -> None:
    offer = offered(ready())
    third = caller("vn.desk")
    for verb, body in (
        ("", None),
        ("/take", TAKE),
        ("/refuse", {"reason": "No."}),
        ("/withdraw", {"reason": "No."}),
        ("/mistake", {"reason": "No."}),
    ):
        method = "POST" if verb else "GET"
        hidden = third.call(method, f"/exhibit-hand-overs/{offer.id}{verb}", body)
        absent = third.call(method, f"/exhibit-hand-overs/{uuid4()}{verb}", body)
        assert (hidden.status_code, hidden.json()["detail"]) == (404, absent.json()["detail"])
    assert third.call("GET", "/exhibit-hand-overs").json() == {"items": [], "next": None}


def test_what_is_missing_is_named_by_its_place() -> None:
    given, desk = ready(), caller("kr.desk")
    for wrong, pointer in (({"place": " "}, "/place"), ({"at": "2199-01-01T00:00:00Z"}, "/at")):
        answer = desk.call("POST", f"/exhibits/{given.id}/hand-overs", {**OFFER, **wrong})
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])


def test_on_pages_it_goes_from_one_bureau_to_the_other_and_is_seen_by_these_two() -> None:
    given = ready()
    case_of_th()
    kr, th, vn = browser_of("kr.desk"), browser_of("th.desk"), browser_of("vn.desk")
    said = {**OFFER, "at": "2026-07-01 14:10"}
    wrong = kr.post(f"/exhibits/{given.id}/hand-over", {**said, "authority": ""})
    assert (wrong.status_code, "This must be told of every hand-over" in text_of(wrong)) == (422, False)
    assert "Something about the hand-over is missing or cannot be." in text_of(wrong)

    address = posted(kr, f"/exhibits/{given.id}/hand-over", **said).split("?")[0]
    assert "Offered to the bureau of TH, and not taken over yet." in read(kr, f"/exhibits/{given.id}")
    assert given.title in read(th, "/exhibits")
    assert "Take it over" in read(th, address)
    assert "Withdraw the offer" in read(kr, address)
    assert vn.get(address).status_code == 404
    assert given.title not in read(vn, "/exhibits")

    missing = th.post(f"{address}/take", {"at": "2026-07-01 14:10", "place": "Bangkok", "case": "TH-NONE"})
    assert (missing.status_code, "There is no such case." in text_of(missing)) == (404, True)
    posted(th, f"{address}/take", at="2026-07-01 14:10", place="Bangkok", case=REFERENCE)
    assert "Taken over" in read(kr, address)
    posted(kr, f"{address}/say", do="mistake", reason="The wrong one.")
    there = read(th, address)
    assert "The wrong one." in there
    exhibit = next(each for each in th.get(address).content.decode().split('"') if each.startswith("/exhibits/") and
                   len(each) == len("/exhibits/") + 36)  # fmt: skip
    page = read(th, exhibit)
    assert "This exhibit was handed over in error, and stays closed." in page
    assert "Custody before it came here" in page
    assert "Every entry is as it was signed." in page


def test_by_commands_it_is_offered_listed_withdrawn_and_taken(run: Run) -> None:
    ready()
    case_of_th()
    said = ("--at", "2026-07-01T05:10:00", "--place", "Incheon", "--purpose", "trial", "--authority", "MLA 2026/88")
    first = run("kr.desk", "offer", "KR-2026-0117", "E1", "TH", *said)
    assert run("kr.desk", "withdraw", first["id"], "--reason", "Wrong item.")["state"] == "withdrawn"
    second = run("kr.desk", "offer", "KR-2026-0117", "E1", "TH", *said)
    assert run("th.desk", "refuse", second["id"], "--reason", "Not ours.")["state"] == "refused"
    third = run("kr.desk", "offer", "KR-2026-0117", "E1", "TH", *said)
    taken = run(
        "th.desk", "take", third["id"], "--case", REFERENCE, "--at", "2026-07-01T05:10:00", "--place", "Bangkok"
    )
    assert taken["state"] == "taken"
    assert run("kr.desk", "mistake", third["id"], "--reason", "Wrong item.")["state"] == "mistaken"
    assert {each["state"] for each in run("th.desk", "list")} == {"withdrawn", "refused", "mistaken"}
    assert run("vn.desk", "list") == []


def test_what_came_along_goes_into_the_package_of_the_bureau_that_took_it(tmp_path: Path) -> None:
    given = ready()
    case = case_of_th()
    offer = offered(given)
    got = take_over(viewer("TH"), offer.id, taking(), now=NOW)
    path = tmp_path / "package.zip"

    export_bundle(viewer("TH"), case.id, path, now=NOW, names=[got.name])

    with zipfile.ZipFile(path) as package:
        fields = [json.loads(line) for line in package.read("fields.ndjson").splitlines()]
    brought = {each["pointer"]: each["value"] for each in fields if "/brought/" in each["pointer"]}
    entries = story_of(viewer("KR"), given.case_id, "E1", now=NOW).entries
    assert [brought[f"exhibits/1/brought/{number}"]["step"] for number in range(1, 4)] == [
        each.step.value for each in entries
    ]
    assert verify_bundle(path).broken == ()
    with pytest.raises(NotFound):
        export_bundle(viewer("VN"), case.id, tmp_path / "other.zip", now=NOW)
