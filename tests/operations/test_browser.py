"""The readiness board in a real browser: read, filtered and worked on by key, in both widths and themes.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.operations.readying import meeting
from tests.screening.network import NOW, viewer

from interlace.core.readiness import Band
from interlace.operations.models import ReadyTarget
from interlace.operations.queries import board

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, list[ReadyTarget]]]:
    settings.INTERLACE_DEMO = True
    targets = meeting(7)
    with served() as address:
        yield address, targets


def test_the_board_is_read_and_filtered_by_key(browser: Browser, node: tuple[str, list[ReadyTarget]]) -> None:
    address, _targets = node
    page = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("r")
    for label in ("All 24", "Criteria met 8", "One gap 9", "Not ready 7"):
        expect(page.get_by_role("link", name=label)).to_be_visible()
    looked_at(page, "readiness-board")
    with page.expect_navigation():
        page.keyboard.press("3")
    expect(page.locator("tbody th[scope=row]")).to_have_count(9)
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The sixteen criteria")).to_be_visible()
    looked_at(page, "readiness-target")


def test_the_asked_side_dissents_and_the_requesting_side_makes_tasks_of_gaps(
    browser: Browser, node: tuple[str, list[ReadyTarget]]
) -> None:
    address, _targets = node
    row = next(
        each
        for each in board(viewer("KR"), now=NOW).rows
        if each.target.member == "KR" and each.readiness.band is Band.ONE_GAP
    )
    place = f"{address}/readiness/{row.target.id}"
    page = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    page.goto(place)
    page.locator("select[name=vote]").select_option("dissent")
    follow(page.get_by_role("button", name="Say it"))
    expect(page.get_by_role("alert").or_(page.locator(".notice"))).to_contain_text("says why")
    page.locator("select[name=vote]").select_option("dissent")
    page.locator("textarea[name=reason]").fill("The layout of hall 2 is a year old.")
    follow(page.get_by_role("button", name="Say it"))
    expect(page.get_by_text("The layout of hall 2 is a year old.")).to_be_visible()
    expect(page.get_by_role("button", name="Make tasks")).to_have_count(0)

    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    page.goto(place)
    expect(page.get_by_text("The layout of hall 2 is a year old.")).to_be_visible()
    follow(page.get_by_role("button", name="Make tasks"))
    page.locator("select[name=criterion]").select_option("AS1")
    page.locator("select[name=level]").select_option("3")
    page.get_by_role("checkbox", name="Document").check()
    follow(page.get_by_role("button", name="Set", exact=True))
    expect(page.locator("tr", has_text="AS1").first).to_contain_text("timed to the hour")
    looked_at(page, "readiness-own-target")
