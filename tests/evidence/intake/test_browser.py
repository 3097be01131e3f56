"""The intake in a real browser: a file is dropped, judged by key, and a secret is opened by two.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.cases.filing import opened
from tests.evidence.intake.dropping import SEED, chat
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.foundation.identity.models import Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    settings.INTERLACE_DEMO = True
    make_members("KR")
    case = opened()
    add_officer(viewer("KR"), case.id, officer=Officer.objects.get(username="kr.second").pk, now=NOW)
    with served() as address:
        yield address


def at_work(browser: Browser, node: str, profile: str) -> Page:
    page = signed_in(browser, node, profile, theme="light", width=1440, language="en")
    page.goto(f"{node}/intake")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option("fraud")
    page.locator("#work input[name=reference]").fill("KR-2026-0117")
    follow(page.get_by_role("button", name="Work for this"))
    return page


def by_key(page: Page, key: str) -> None:
    """A key brings the answer under the finger, Enter gives it."""
    page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_chat_is_dropped_judged_by_key_and_its_secret_opened_by_two(browser: Browser, node: str) -> None:
    page = at_work(browser, node, "kr.desk")
    page.goto(f"{node}/intake")
    looked_at(page, "intake-start")
    page.locator("#files").set_input_files({"name": "result.json", "mimeType": "application/json", "buffer": chat()})
    for name, said in (
        ("case", "KR-2026-0117"),
        ("source", "phone of the suspect"),
        ("place", "Incheon"),
        ("at", "2026-03-02 05:10"),
        ("authority", "warrant 2026-55"),
    ):
        page.locator(f"#{name}").fill(said)
    follow(page.get_by_role("button", name="Seal and read"))
    expect(page.get_by_role("heading", name="Intake: E1 result.json")).to_be_visible()
    expect(page.locator("#marked")).to_be_visible()
    looked_at(page, "intake-file")
    assert SEED not in page.content()

    first = page.locator("#marked").inner_text()
    by_key(page, "y")
    expect(page.get_by_text("Accepted", exact=False).first).to_be_visible()
    assert page.locator("#marked").inner_text() != first
    by_key(page, "n")
    expect(page.get_by_text("Rejected. Another reading will not propose it again.")).to_be_visible()
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(" I")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("tbody td", has_text=re.compile("^Edited and accepted$"))).to_have_count(1)

    follow(page.get_by_role("link", name=re.compile("Opens a wallet")))
    page.locator("#cause").fill("The court ordered that the wallet be emptied.")
    follow(page.get_by_role("button", name="Ask to open it"))
    looked_at(page, "intake-held")
    address = page.url
    second = at_work(browser, node, "kr.second")
    second.goto(address)
    follow(second.get_by_role("button", name="Sign as the second person: open it"))
    follow(second.get_by_role("button", name="Show what it says"))
    expect(second.get_by_text(SEED)).to_be_visible()
    looked_at(second, "intake-opened")


def test_a_file_is_judged_without_a_script(browser: Browser, node: str) -> None:
    page = at_work(browser, node, "kr.desk")
    cookies = page.context.cookies()
    plain = browser.new_context(java_script_enabled=False, locale="en")
    plain.add_cookies([{"name": each["name"], "value": each["value"], "url": node} for each in cookies])
    page = plain.new_page()
    page.goto(f"{node}/intake")
    page.locator("#files").set_input_files({"name": "result.json", "mimeType": "application/json", "buffer": chat()})
    page.locator("#case").fill("KR-2026-0117")
    page.locator("#at").fill("yesterday")
    for name in ("source", "place", "authority"):
        page.locator(f"#{name}").fill("said")
    page.get_by_role("button", name="Seal and read").click()
    expect(page.get_by_text("Say the day and the time at which it was taken.").first).to_be_visible()
    page.locator("#files").set_input_files({"name": "result.json", "mimeType": "application/json", "buffer": chat()})
    page.locator("#at").fill("2026-03-02 05:10")
    page.get_by_role("button", name="Seal and read").click()
    page.get_by_role("button", name="Accept y").click()
    expect(page.get_by_text("Accepted", exact=False).first).to_be_visible()
