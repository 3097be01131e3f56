"""Meetings in a real browser: called and worked through by keyboard, in both widths and themes.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import make_archive
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browsing import BY_DAY_AND_NIGHT, NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.meeting.holding import called, laid
from tests.screening.network import make_members

from interlace.meeting.models import Meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any, tmp_path: Path) -> Iterator[tuple[str, Meeting]]:
    """A meeting of KR with MY and TH; a phone is in a case of KR and in one of MY, and one row of MY is wrong."""
    settings.INTERLACE_DEMO = True
    make_members("KR", "MY", "TH")
    meeting = called()
    laid(meeting, tmp_path)
    with served() as address:
        yield address, meeting


def in_order(page: Page, name: str) -> None:
    """Without a fault, wide in light and narrow in the dark, and with one main action at most."""
    looked_at(page, f"meeting-{name}", BY_DAY_AND_NIGHT)
    assert page.locator("main .btn.is-main:visible").count() <= 1, name


def at_work(browser: Browser, node: str, member: str) -> Page:
    page = signed_in(browser, node, f"{member.lower()}.desk", theme="light", width=1440, language="en")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option("fraud")
    page.locator("#work input[name=reference]").fill("Golden Reed")
    follow(page.get_by_role("button", name="Work for this"))
    return page


def zipped(root: Path) -> Path:
    """The pack of the meeting as one file."""
    return Path(make_archive(str(root / "pack"), "zip", root, "KR"))


def tab_to(place: Locator) -> None:
    """Reach this by the Tab key alone, from where the page is."""
    for _press in range(80):
        if place.evaluate("each => each === document.activeElement"):
            return
        place.page.keyboard.press("Tab")
    raise AssertionError(f"no key reaches {place}")


def press(place: Locator) -> None:
    """Reach this by key, and press Enter on it."""
    tab_to(place)
    with place.page.expect_navigation():
        place.page.keyboard.press("Enter")


def test_the_bureau_that_holds_it_calls_a_meeting_brings_a_pack_and_judges_a_link_by_key(
    browser: Browser, node: tuple[str, Meeting], tmp_path: Path
) -> None:
    address, _meeting = node
    page = at_work(browser, address, "KR")
    page.goto(f"{address}/meetings")
    in_order(page, "list")
    page.get_by_label("What it is about").fill("Golden Reed, second round")
    page.get_by_label("Day").fill("2026-12-01")
    page.get_by_label("Bureaus asked to come").fill("MY XX")
    follow(page.get_by_role("button", name="Call the meeting"))
    expect(page.locator(".notice")).to_contain_text("not on the network")
    page.get_by_label("Bureaus asked to come").fill("MY TH")
    press(page.get_by_role("button", name="Call the meeting"))
    expect(page.get_by_role("heading", name="Golden Reed, second round")).to_be_visible()
    in_order(page, "empty")
    page.get_by_label("ZIP of the pack").set_input_files(zipped(tmp_path))
    press(page.get_by_role("button", name="Read it"))
    expect(page.get_by_role("row", name="KR/leads.csv: row 3 column 4")).to_contain_text(
        "Ask the bureau for the value."
    )
    expect(page.get_by_role("combobox", name="Meeting")).to_contain_text("Golden Reed, second round")
    in_order(page, "pack")
    press(page.get_by_role("button", name="Store our own cases"))
    expect(page.get_by_role("heading", name="What was stored")).to_be_visible()
    in_order(page, "pack-stored")
    press(page.get_by_role("button", name="Put it on the agenda"))
    expect(page.get_by_role("heading", name="Golden Reed, second round")).to_be_visible()
    page.goto(f"{address}/packs")
    in_order(page, "packs")

    page.goto(f"{address}/meetings")
    press(page.get_by_role("link", name="Golden Reed", exact=True))
    in_order(page, "host")
    press(page.get_by_role("link", name="KR KR-1 and MY MY-1"))
    press(page.get_by_role("button", name="They do not meet"))
    expect(page.locator(".notice")).to_contain_text("A reason is missing")
    page.get_by_label("Reason").fill("Another holder since May.")
    in_order(page, "link")
    press(page.get_by_role("button", name="They do not meet"))
    expect(page.get_by_text("KR: They do not meet")).to_be_visible()


def test_a_bureau_at_the_table_sees_its_own_part_agrees_on_an_action_and_ends_it(
    browser: Browser, node: tuple[str, Meeting]
) -> None:
    address, meeting = node
    page = at_work(browser, address, "MY")
    page.goto(f"{address}/meetings/{meeting.id}")
    page.get_by_label("What is to be done").fill("Ask the exchange for the holder.")
    page.get_by_label("Bureau that does it").select_option("TH")
    page.get_by_label("Until").fill("2026-12-01")
    tab_to(page.get_by_label("TH", exact=True))
    page.keyboard.press("Space")
    press(page.get_by_role("button", name="Write it down"))
    in_order(page, "guest")
    press(page.get_by_role("link", name="Ask the exchange for the holder."))
    in_order(page, "action")
    press(page.get_by_role("button", name="Done"))
    expect(page.get_by_role("cell", name="Done")).to_be_visible()
