"""Journey (b) in a real browser: from the board of 24 cases to the result sheet, by pointer and by keys alone.

Source: journeys of the product, 4 (b): plan in 3 presses, check-in in 1, triage in 6 at most, result sheet in 2.
`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browsing import BY_DAY_AND_NIGHT, NEEDS_CHROMIUM, Way, follow, looked_at, served, signed_in
from tests.cases.walking import browser_of
from tests.journeys.elsewhere import named_in_ledger, said_by_command

from interlace.core.planning.going import Flag
from interlace.foundation.errors import Conflict, Refused
from interlace.operations.plan.actions import take_back
from interlace.operations.plan.day import give_go, raise_flag
from interlace.operations.plan.models import EntryKind
from interlace.operations.plan.queries import operation_view
from interlace.world import golden_reed
from interlace.world.counted import count_results
from interlace.world.meeting import HELD_BEFORE, hold_meeting
from interlace.world.operation import ABORT_WORD, OPERATION, desk, hour_of, prepare_operation
from interlace.world.reception import GUESTS, receive_those_found

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600), NEEDS_CHROMIUM,
]  # fmt: skip
ROOM = f"/operations/{OPERATION}"
TAKE_PART = ("KR", "TH", "VN", "SG", "XB")


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    """The world after the meeting: eight of 24 cases are ready, sites and people are brought, no target yet."""
    settings.INTERLACE_DEMO = True
    now = timezone.now()
    golden_reed.open_offices(now=now)
    hold_meeting(now=now - HELD_BEFORE)
    prepare_operation(hour_of(now))
    receive_those_found(now=now)
    with served() as address:
        yield address


def page_of(browser: Browser, node: str, username: str, *, width: int = 1440) -> Page:
    return signed_in(browser, node, username, theme="light", width=width, language="en")


def planned(page: Page, node: str, *, is_by_keys: bool) -> Way:
    """The ready ones added to a site, and a plan proposed."""
    page.goto(f"{node}/readiness")
    way = Way(page, is_by_keys)
    way.choose(page.get_by_label("Operation and site"), "Golden Reed, TH-A")
    way.follow(page.get_by_role("button", name="Add the ready ones"))
    way.follow(page.get_by_role("button", name="Propose a plan"))
    return way


def checked_in(page: Page, node: str, team: str, *, is_by_keys: bool) -> Way:
    """One team says that it is in place."""
    page.goto(node + ROOM)
    way = Way(page, is_by_keys)
    way.press(page.get_by_role("button", name=f"In place {team}"))
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    return way


def counted(page: Page, node: str, *, is_by_keys: bool) -> Way:
    """From the room to the result sheet as a file."""
    page.goto(node + ROOM)
    way = Way(page, is_by_keys)
    way.follow(page.get_by_role("link", name="Results", exact=True))
    expect(page.locator("tr", has_text="Arrests made").first).to_contain_text("16")
    expect(page.locator("tr", has_text="of these remaining")).to_contain_text("14")
    with page.expect_download() as download:
        way.press(page.get_by_role("button", name="PDF"))
    assert download.value.suggested_filename == "results.pdf"
    return way


def looked_after(browser: Browser, node: str, *, is_by_keys: bool) -> Way:
    """The first minutes of somebody who was found, on a telephone."""
    page = page_of(browser, node, "th.care")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option("protection")
    page.locator("#work input[name=reference]").fill("Golden Reed")
    follow(page.get_by_role("button", name="Work for this"))
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{node}/care")
    follow(page.get_by_role("button", name="Receive an arrested person").first)
    way = Way(page, is_by_keys)
    way.press(page.get_by_role("checkbox", name="Hurt or ill"))
    way.press(page.get_by_role("checkbox", name="Water, food"))
    way.follow(page.get_by_role("button", name="Save"))
    looked_at(page, "journey-b-care", BY_DAY_AND_NIGHT)
    return way


def test_eight_ready_cases_become_a_plan_a_day_and_a_sheet_by_pointer_and_by_keys(
    browser: Browser, node: str, tmp_path: Path
) -> None:
    korea, thailand = page_of(browser, node, "kr.desk"), page_of(browser, node, "th.desk", width=320)
    host = page_of(browser, node, "th.desk")
    host.goto(f"{node}/readiness")
    for chip in ("All 24", "Criteria met 8", "One gap 9", "Not ready 7"):
        expect(host.get_by_role("link", name=chip)).to_be_visible()
    looked_at(host, "journey-b-board", BY_DAY_AND_NIGHT)

    way = planned(korea, node, is_by_keys=False)
    assert way.presses <= 3
    expect(korea.locator("#glance").get_by_text(ABORT_WORD)).to_be_visible()
    expect(korea.locator("#glance")).to_contain_text("Version 1")
    expect(korea.get_by_role("cell", name="KR-T1").or_(korea.get_by_role("link", name="KR-T1"))).to_be_visible()
    looked_at(korea, "journey-b-room", BY_DAY_AND_NIGHT)
    assert planned(korea, node, is_by_keys=True).presses <= 3

    assert checked_in(thailand, node, "TH-entry A", is_by_keys=False).presses == 1
    assert checked_in(thailand, node, "TH-entry B", is_by_keys=True).presses == 1
    korea.goto(f"{node}{ROOM}/wall")
    expect(korea.locator("tr", has_text="TH-entry A")).to_contain_text("In place")
    looked_at(korea, "journey-b-wall", BY_DAY_AND_NIGHT)

    assert looked_after(browser, node, is_by_keys=False).presses <= 6
    assert looked_after(browser, node, is_by_keys=True).presses <= 6

    now = timezone.now()
    count_results(OPERATION, leader="KR", begun=hour_of(now), now=now)
    assert counted(korea, node, is_by_keys=False).presses <= 2
    looked_at(korea, "journey-b-results", BY_DAY_AND_NIGHT)
    assert counted(korea, node, is_by_keys=True).presses <= 2

    go_is_held_by_a_red_victim_plan()
    nobody_else_finds_it()
    nobody_else_takes_it_out(tmp_path)


def go_is_held_by_a_red_victim_plan() -> None:
    """Whatever the flags say: without beds for all who are held, nothing begins."""
    now = timezone.now()
    halls = [
        each
        for each in operation_view(desk("TH"), OPERATION, now=now).entries
        if each.kind == EntryKind.RECEPTION and each.member == "TH"
    ]
    take_back(desk("TH"), OPERATION, halls[0].id, now=now)
    standing = operation_view(desk("KR"), OPERATION, now=now).standing
    assert standing is not None
    for member in TAKE_PART:
        raise_flag(desk(member), OPERATION, Flag.GO, seen=standing.version, now=now)
    with pytest.raises((Refused, Conflict)):
        give_go(desk("KR"), OPERATION, seen=standing.version, now=now)
    room = at_work("kr.desk").get(ROOM).content.decode()
    assert ("Not compliant" in room, "Go is held." in room) == (True, True)


def at_work(username: str) -> Client:
    client = browser_of(username)
    client.post("/work", {"purpose": "fraud", "reference": "of its own"})
    return client


def nobody_else_finds_it() -> None:
    """For a bureau that takes no part there is no board, room, wall or sheet; screening is for protection alone."""
    outsider, absent = at_work("xa.desk"), uuid4()
    assert "KR-2026-0117" not in outsider.get("/readiness").content.decode()
    assert "Golden Reed" not in outsider.get("/operations").content.decode()
    for place in ("", "/wall", "/results"):
        hidden = outsider.get(f"{ROOM}{place}")
        assert (hidden.status_code, b"Golden Reed" in hidden.content) == (404, False)
    for api in ("", "/results"):
        hidden = outsider.get(f"/api/v1{ROOM}{api}")
        assert (hidden.status_code, hidden.content) == (
            404, outsider.get(f"/api/v1/operations/{absent}{api}").content,
        )  # fmt: skip
    told = [words for guest in GUESTS for _reply, words in guest.said.values() if words]
    for investigator in ("kr.desk", "th.desk"):
        care = at_work(investigator).get("/care").content.decode()
        assert [words for words in [*told, "Hurt or ill", "afraid"] if words in care] == [], investigator


def nobody_else_takes_it_out(folder: Path) -> None:
    """Nor by an export, a command, its own ledger or a copy of that; what is refused writes no file."""
    outsider, absent = at_work("xa.desk"), uuid4()
    for act in ("abort", "results/publish", "results/report"):
        assert outsider.post(f"{ROOM}/{act}", {"reach": "own", "reason": "of its own"}).status_code == 404
    for form in ("pdf", "docx", "csv"):
        assert outsider.post(f"{ROOM}/results/file", {"do": form}).status_code == 404
        hidden, none = (
            outsider.post(
                f"/api/v1/operations/{name}/results/file", {"form": form}, content_type="application/json"
            ).content
            for name in (OPERATION, absent)
        )
        assert hidden == none
    written = folder / "results.csv"
    for command, more in (
        ("operation show", ()), ("operation log", ()), ("operation check", ()),
        ("results show", ()), ("results print", (str(written),)), ("results publish", ()),
    ):  # fmt: skip
        said = {
            said_by_command("xa.desk", command, name, *more) for name in (str(OPERATION), "Golden Reed", str(absent))
        }
        assert said == {"NotFound: There is no such operation."}, command
    assert "Golden Reed" in said_by_command("kr.desk", "operation show", str(OPERATION))
    assert not written.exists()
    assert "Golden Reed" not in said_by_command("xa.desk", "operation list")
    # The ledger of a bureau that takes part names it, so that the other one's silence says something.
    words = (str(OPERATION), "Golden Reed", ABORT_WORD)
    assert str(OPERATION) in named_in_ledger(desk("TH"), folder, words)
    assert named_in_ledger(desk("XA"), folder, words) == []
