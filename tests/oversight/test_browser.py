"""S18 in a real browser, by keyboard alone: what is due is held, kept longer by two, deleted; a person gets a letter.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of every step.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, faults_of, follow, keep_shot, served
from tests.desk.threads.letters import letter, opened
from tests.facts.browsing import browser_of
from tests.facts.registers.test_loading import HAN, OH, TERMS, load
from tests.oversight.network import contributed_today, everything, keeper, let_the_letter_be_ready, make_keepers
from tests.screening.network import NOW, viewer

from interlace.desk.threads import actions
from interlace.desk.threads.drafting import new_draft
from interlace.desk.threads.models import Draft, ThreadSide
from interlace.facts.recalling import recall
from interlace.facts.registers.loading import Authorisation
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[str]:
    make_keepers()
    contributed_today(tmp_path, 6)
    with served() as address:
        yield address


def page_of(browser: Browser, node: str, username: str, *, scheme: str = "light", language: str = "en") -> Page:
    """A page of somebody who has signed in."""
    context = browser.new_context(
        base_url=node, color_scheme="dark" if scheme == "dark" else "light", locale=language, timezone_id="Asia/Seoul"
    )
    kept = {name: morsel.value for name, morsel in browser_of(username).cookies.items()}
    cookies = kept | {settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies([{"name": name, "value": value, "url": node} for name, value in cookies.items()])
    return context.new_page()


def look_at(page: Page, name: str) -> None:
    """A picture where one is wanted, and no fault for those who see or hear differently."""
    keep_shot(page, name)
    assert faults_of(page) == []


def press(page: Page, key: str, *, then: str = "Enter") -> None:
    """A key moves to its button, Enter decides."""
    page.locator("body").click(position={"x": 2, "y": 400})
    page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(then)


def test_a_retention_day_by_keyboard(browser: Browser, node: str) -> None:
    page = page_of(browser, node, "kr.privacy")
    page.goto("/privacy")
    follow(page.get_by_role("button", name="Look again now"))
    look_at(page, "1-due")
    follow(page.get_by_role("link", name="KR-2026-0117"))
    look_at(page, "2-group")
    boxes = page.locator("input[name=record]")
    for number in range(1, boxes.count()):
        boxes.nth(number).uncheck()
    page.get_by_label("Why it must be kept").fill("The court asked for it.")
    page.get_by_label("Law or order").fill("Criminal Procedure Act, section 106")
    page.get_by_label("Looked at again on").fill((timezone.now() + timedelta(days=90)).date().isoformat())
    press(page, "u")
    follow(page.get_by_role("link", name="KR-2026-0117"))
    boxes = page.locator("input[name=record]:checked")
    ids = [boxes.nth(number).get_attribute("value") for number in range(boxes.count())]
    for each in ids[2:]:
        page.locator(f"input[value='{each}']").uncheck()
    page.get_by_label("New last day").fill((timezone.now() + timedelta(days=300)).date().isoformat())
    page.get_by_label("Why it is still needed").fill("The trial goes on.")
    press(page, "n")
    look_at(page, "3-proposal")
    proposal = page.url
    head = page_of(browser, node, "kr.head", scheme="dark")
    head.goto(proposal)
    look_at(head, "4-second-person-dark")
    head.get_by_role("button", name="Sign: keep them longer").click()
    expect(head.get_by_text("Approved")).to_be_visible()
    page.goto("/privacy")
    follow(page.get_by_role("link", name="KR-2026-0117").first)
    press(page, "y")
    expect(page.get_by_role("heading", name="Certificate of deletion")).to_be_visible()
    look_at(page, "5-certificate")
    page.goto("/privacy")
    look_at(page, "6-afterwards")


@pytest.fixture
def shelves(node: str, tmp_path: Path) -> str:
    """Beside the facts an old thread, a letter that was never sent, and a copy of an INTERPOL database."""
    now = timezone.now()
    thread = opened(to="TH")
    actions.withdraw(viewer("KR"), thread, reason="It has been found.", now=NOW)
    draft = new_draft(viewer("KR"), letter(title="A question never put"), now=NOW)
    authorisation = Authorisation("The General Secretariat", "wanted", (now + timedelta(days=20)).date())
    load(tmp_path, HAN, OH, terms=replace(TERMS, title="Copy of nominal data", authorisation=authorisation))
    with steward(Task.VERIFY):
        ThreadSide.objects.filter(thread=thread).update(last=now - timedelta(days=700))
        Draft.objects.filter(id=draft.id).update(changed=now - timedelta(days=350))
    return node


def test_letters_and_registers_are_decided_like_facts(browser: Browser, shelves: str) -> None:
    page = page_of(browser, shelves, "kr.privacy")
    page.goto("/privacy")
    follow(page.get_by_role("button", name="Look again now"))
    for words in ("Letters, our side", "Letters never sent", "Versions of registers"):
        expect(page.get_by_text(words).first).to_be_visible()
    look_at(page, "11-due-with-letters")
    row = page.get_by_role("row").filter(has_text="Versions of registers")
    follow(row.get_by_role("link"))
    expect(page.get_by_text("Copy of nominal data")).to_be_visible()
    look_at(page, "12-copy-of-interpol")
    page.goto("/privacy")
    row = page.get_by_role("row").filter(has_text="Letters, our side")
    follow(row.get_by_role("link"))
    expect(page.get_by_text("Passport of HAN Ji-seop")).to_be_visible()
    look_at(page, "13-thread")
    press(page, "y")
    expect(page.get_by_text("Messages in them")).to_be_visible()
    look_at(page, "14-certificate-of-a-thread")


def test_a_hold_opens_what_was_recalled_under_it_to_its_keeper_alone(browser: Browser, node: str) -> None:
    page = page_of(browser, node, "kr.privacy")
    page.goto("/privacy")
    follow(page.get_by_role("button", name="Look again now"))
    follow(page.get_by_role("link", name="KR-2026-0117"))
    page.get_by_label("Why it must be kept").fill("The court asked for it.")
    page.get_by_label("Law or order").fill("Criminal Procedure Act, section 106")
    page.get_by_label("Looked at again on").fill((timezone.now() + timedelta(days=90)).date().isoformat())
    press(page, "u")
    recall(keeper(), everything(), reason="wrong-attribution", now=timezone.now())
    follow(page.get_by_role("button", name="Look again now"))
    follow(page.get_by_role("link", name="KR-2026-0117"))
    look_at(page, "15-held-and-recalled")
    follow(page.get_by_role("link", name="What is sealed under it").first)
    expect(page.get_by_role("heading", name="Recalled facts")).to_be_visible()
    look_at(page, "16-sealed")
    head = page_of(browser, node, "kr.head", scheme="dark")
    refused = head.goto(page.url)
    assert refused is not None
    assert refused.status == 404


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark"), ("vi", "light")])
def test_two_persons_set_a_period_of_their_own_law(browser: Browser, node: str, language: str, scheme: str) -> None:
    page = page_of(browser, node, "kr.privacy", language=language, scheme=scheme)
    page.goto("/privacy/rules")
    look_at(page, f"17-rules-{language}")
    page.locator("#months").fill("6")
    page.locator("#basis").fill("Police Data Act, section 12")
    page.locator("#source").fill("Official Gazette 2026/14")
    page.locator("#as_of").fill("2026-01-01")
    page.locator("#reason").fill("Our law is shorter.")
    follow(page.locator("aside button.is-two"))
    look_at(page, f"18-proposal-{language}")
    head = page_of(browser, node, "kr.head", language=language, scheme=scheme)
    head.goto(page.url)
    look_at(head, f"19-second-person-{language}")
    follow(head.locator("button[value=sign]"))
    head.set_viewport_size({"width": 320, "height": 900})
    head.goto("/privacy/rules")
    look_at(head, f"20-in-force-narrow-{language}")
    follow(head.locator("section[aria-labelledby=own] a").first)
    look_at(head, f"21-end-{language}")


@pytest.mark.parametrize(("language", "scheme"), [("fr", "light"), ("vi", "dark")])
def test_a_person_is_answered_in_every_language_of_the_desk(
    browser: Browser, node: str, language: str, scheme: str
) -> None:
    page = page_of(browser, node, "kr.privacy", language=language, scheme=scheme)
    page.goto("/privacy")
    page.locator("input[name=name]").fill("Nguyễn Văn A")
    page.locator("select[name=language]").select_option(language)
    follow(page.locator("form[action='/privacy/requests'] button"))
    page.locator("input[name=by_what]").fill("Passport")
    for _step in ("identity", "owners"):
        follow(page.locator("section button.is-main"))
    look_at(page, f"7-request-{language}")
    for member in ("kr", "th"):
        owner = page_of(browser, node, f"{member}.privacy", language=language, scheme=scheme)
        owner.goto("/privacy")
        look_at(owner, f"8-questions-{member}-{language}")
        follow(owner.locator("section[aria-labelledby=questions] a").first)
        look_at(owner, f"9-question-{member}-{language}")
        owner.locator("textarea[name=reason]").fill("-- --")
        follow(owner.locator("section[aria-labelledby=step] button"))
    page.reload()
    expect(page.locator("section button.is-main")).to_have_count(0)
    let_the_letter_be_ready()
    page.reload()
    follow(page.locator("section button.is-main"))
    follow(page.locator("a[href$=letter]"))
    look_at(page, f"10-letter-{language}")
