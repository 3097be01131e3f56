"""Cases in a real browser: by key alone, in both widths and themes; notes of two pages, of which one dies.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.cases.joining import accepted, filled, lay_all, proposed
from tests.cases.walking import HAN, LEAD, NEW, browser_of, opened, posted
from tests.screening.network import make_members

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

KEPT_WITHIN = 2_000
"""Milliseconds in which what is typed is kept (issue 5, part 1)."""


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    with served() as address:
        yield address


@pytest.fixture
def case() -> str:
    """A case with a person, a thing, a lead and a task."""
    desk = browser_of("kr.desk")
    place = opened(desk)
    posted(desk, f"{place}/things", **HAN, readers="TH")
    posted(desk, f"{place}/things", kind="phone", name="+82 10 0000 0178")
    posted(desk, f"{place}/leads", text=LEAD, grading="ADMIRALTY:B2", number="12")
    posted(desk, f"{place}/tasks", text="Ask the landlord.", due="2030-01-31")
    return place


def page_of(browser: Browser, node: str, path: str) -> Page:
    page = signed_in(browser, node, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{node}{path}")
    return page


def test_every_part_of_a_case_is_without_fault_in_both_widths_and_themes(
    browser: Browser, node: str, case: str
) -> None:
    page = page_of(browser, node, "/cases")
    looked_at(page, "case-list")
    for part in ("overview", "things", "leads", "tasks", "timeline", "case", "add", "joint"):
        page.goto(f"{node}{case}?part={part}")
        looked_at(page, f"case-{part}")
    page.goto(f"{node}{case}?part=leads")
    follow(page.get_by_role("link", name=LEAD))
    looked_at(page, "case-lead")
    page.goto(f"{node}{case}?part=things")
    follow(page.get_by_role("link", name="한지섭"))
    looked_at(page, "case-thing")


def test_a_case_is_opened_and_filled_by_key_alone(browser: Browser, node: str) -> None:
    page = page_of(browser, node, "/")
    with page.expect_navigation():
        page.keyboard.press("g")
        page.keyboard.press("f")
    expect(page.get_by_role("heading", name="Cases", exact=True)).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(NEW["title"])
    page.keyboard.press("Tab")
    page.keyboard.type("Fraud")
    page.keyboard.press("Tab")
    page.keyboard.type(NEW["reference"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Golden Reed")).to_be_visible()

    with page.expect_navigation():
        page.keyboard.press("c")
    page.locator("#lead-text").focus()
    page.keyboard.type(LEAD)
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=LEAD)).to_be_visible()
    for key, heading in (("t", "Tasks"), ("p", "People"), ("n", "Notes"), ("l", "Leads")):
        with page.expect_navigation():
            page.keyboard.press(key)
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def test_what_is_typed_in_a_note_is_kept_within_two_seconds_and_survives_the_page(
    browser: Browser, node: str, case: str
) -> None:
    page = page_of(browser, node, f"{case}/notes/new")
    page.get_by_label("Text").press_sequentially("He was seen at K-7 at noon.")
    expect(page.locator("#saved")).to_contain_text("Kept at", timeout=KEPT_WITHIN)
    page.get_by_label("Text").press_sequentially(" He was not alone.")
    expect(page.locator("#saved input[name=version]")).not_to_have_value("1", timeout=KEPT_WITHIN)
    looked_at(page, "case-note")
    # Dead without a word: no button was pressed, and nothing was asked.
    page.context.close()

    again = page_of(browser, node, f"{case}?part=notes")
    follow(again.get_by_role("link", name="He was seen at K-7 at noon. He was not alone."))
    expect(again.get_by_label("Text")).to_have_value("He was seen at K-7 at noon. He was not alone.")


def test_two_pages_that_write_in_one_note_lose_nothing(browser: Browser, node: str, case: str) -> None:
    desk = browser_of("kr.desk")
    note = posted(desk, f"{case}/notes", text="At first.", version="0")
    first, second = (page_of(browser, node, note) for _ in range(2))
    first.get_by_label("Text").fill("At first. The van was white.")
    expect(first.locator("#saved")).to_contain_text("Kept at")
    second.get_by_label("Text").fill("At first. The van was sold.")
    expect(second.locator("#saved")).to_contain_text("Somebody else wrote in this note meanwhile.")
    looked_at(second, "case-note-beside")
    first.context.close()
    second.reload()
    second.locator("summary").first.click()
    for words in ("The van was white.", "The van was sold."):
        expect(second.locator("details", has_text=words)).to_have_count(1)


def test_a_note_is_kept_without_a_script(browser: Browser, node: str, case: str) -> None:
    page = page_of(browser, node, "/")
    cookies = page.context.cookies()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(cookies)  # type: ignore[arg-type]  # as they came from the other window
    still = plain.new_page()
    still.goto(f"{node}{case}/notes/new")
    still.get_by_label("Text").fill("Without a script.")
    follow(still.get_by_role("button", name="Keep"))
    expect(still.get_by_label("Text")).to_have_value("Without a script.")


def test_a_joint_case_is_without_fault_before_and_after_it_is_accepted(browser: Browser, node: str) -> None:
    korean, thai = browser_of("kr.desk"), browser_of("th.desk")
    joint = proposed(korean, filled(korean, "TH"), "TH")
    page = page_of(browser, node, joint)
    looked_at(page, "case-joint-proposed")
    accepted(thai, joint)
    lay_all(korean, joint)
    page.goto(f"{node}{joint}")
    expect(page.get_by_text("한지섭").first).to_be_visible()
    looked_at(page, "case-joint-filled")
    page.goto(f"{node}/joint-cases")
    looked_at(page, "case-joint-list")
