"""The inbox with threads in a real browser: the key for what is due next, and a list that stays where it is.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, faults_of, keep_shot, served, signed_in
from tests.desk.threads.letters import letter, sent
from tests.desk.threads.test_sending import PHONE, facts_of
from tests.screening.network import label, make_members, viewer

from interlace.core.procedure.threads import ThreadUrgency
from interlace.facts.recalling import recall

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


@pytest.fixture
def node() -> Iterator[str]:
    make_members("KR", "TH")
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


def came(title: str, urgency: ThreadUrgency) -> None:
    sent(viewer("KR"), letter(title=title, urgency=urgency), now=timezone.now())


def titles(page: Page) -> list[str]:
    return page.locator(".queue-title").all_inner_texts()


def test_the_key_for_next_due_walks_through_threads_and_what_comes_moves_nothing(browser: Browser, node: str) -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"]), phone=PHONE)[1:]
    sent(viewer("KR"), letter(title="A number", facts=(phone,)), now=timezone.now() - timedelta(minutes=5))
    came("Within the hour", ThreadUrgency.URGENT)
    recall(viewer("KR"), [phone], reason="wrong-value", now=timezone.now())
    page = signed_in(browser, node, "th.desk", theme="light", width=1440, language="en")
    page.goto(f"{node}/inbox", wait_until="networkidle")
    order = ["Within the hour", "A number", "A fact was withdrawn"]
    assert titles(page) == order
    keep_shot(page, "inbox-threads")
    page.keyboard.press("n")
    expect(page.locator(".queue-item:focus .queue-title")).to_have_text("A number")
    expect(page.locator("#preview-box")).to_contain_text("A number")
    came("Immediate", ThreadUrgency.IMMEDIATE)
    # What the page asks by itself every twenty seconds, now.
    page.evaluate(
        "htmx.ajax('GET', document.querySelector('#news').getAttribute('hx-get'), {target: '#news', swap: 'outerHTML'})"
    )
    expect(page.locator("#news")).to_contain_text("1 new item waits outside the list.")
    assert titles(page) == order
    expect(page.locator(".queue-item:focus .queue-title")).to_have_text("A number")
    with page.expect_navigation():
        page.keyboard.press(".")
    assert titles(page) == ["Immediate", *order]
    assert faults_of(page) == []
    page.locator(".queue-item", has_text="A fact was withdrawn").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("has withdrawn the fact that stood here")
    page.goto(f"{node}/inbox", wait_until="networkidle")
    assert titles(page) == ["Immediate", "Within the hour", "A number"]
    page.context.close()


def test_a_note_for_the_next_shift_that_was_typed_and_not_left_is_there_again(browser: Browser, node: str) -> None:
    page = signed_in(browser, node, "th.desk", theme="dark", width=1440, language="en")
    page.goto(f"{node}/inbox", wait_until="networkidle")
    page.locator("#handover").locator("xpath=ancestor::section").get_by_text("Write a note", exact=True).click()
    with page.expect_response(lambda answer: answer.url.endswith("/handover/unsent"), timeout=3000):
        page.locator('form[action="/handover/note"] textarea').press_sequentially("Whom we owe", delay=20)
    page.goto(f"{node}/inbox", wait_until="networkidle")
    note = page.locator('form[action="/handover/note"] textarea')
    expect(note).to_be_visible()
    expect(note).to_have_value("Whom we owe")
    keep_shot(page, "handover-there-again")
    assert faults_of(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Leave this note").click()
    expect(page.locator('form[action="/handover/note"] textarea')).to_be_hidden()
    page.context.close()
