"""The pages of care in a real browser: received, looked after, listened to by keys alone, and read by nobody else.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browsing import BY_DAY_AND_NIGHT, NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.victims.receiving import make_house, opened, received
from tests.victims.seeking import PERSON, missing, seek_for_protection

from interlace.core.victims.indicators import QUESTIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    settings.INTERLACE_DEMO = True
    make_house("TH")
    with served() as address:
        yield address


def in_order(page: Page, name: str) -> None:
    """Without a fault, wide in light and narrow in the dark, and everything to be touched at least 44 px high."""
    looked_at(page, f"care-{name}", BY_DAY_AND_NIGHT)
    page.set_viewport_size({"width": 320, "height": 900})
    small = page.evaluate(
        "[...document.querySelectorAll('main .btn, main .choice, main .input')]"
        ".filter(each => each.offsetParent && each.getBoundingClientRect().height < 44).map(each => each.outerHTML)"
    )
    assert small == [], name
    page.set_viewport_size({"width": 1440, "height": 900})


def at_work(browser: Browser, node: str, username: str, purpose: str) -> Page:
    page = signed_in(browser, node, username, theme="light", width=1440, language="en")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option(purpose)
    page.locator("#work input[name=reference]").fill("Golden Reed")
    follow(page.get_by_role("button", name="Work for this"))
    return page


def test_a_child_is_received_and_listened_to_and_an_investigator_reads_one_word(browser: Browser, node: str) -> None:
    page = at_work(browser, node, "th.care", "protection")
    page.goto(f"{node}/care")
    page.get_by_label("Place").fill("School hall, Mae Sot")
    page.get_by_label("Operation or case").fill("Golden Reed")
    follow(page.get_by_role("button", name="Open this place"))
    follow(page.get_by_role("button", name="Receive an arrested person"))

    # At most six taps, and none where nothing is needed.
    page.get_by_text("Hurt or ill").click()
    page.get_by_text("Water, food").click()
    page.get_by_label("Age, as the person says").fill("17")
    page.get_by_label("Speaks").fill("မြန်မာဘာသာ")
    in_order(page, "triage")
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("cell", name="Now", exact=True)).to_be_visible()
    in_order(page, "list")
    follow(page.get_by_role("link", name="Person 001"))
    follow(page.get_by_role("link", name="The talk"))

    for each in page.locator("input[name=conditions]").all()[1:]:
        each.check()
    follow(page.get_by_role("button", name="Begin the talk"))
    expect(page.get_by_text("Not all that must come first has been done.")).to_be_visible()
    page.locator("input[name=conditions]").first.check()
    in_order(page, "conditions")
    follow(page.get_by_role("button", name="Begin the talk"))
    follow(page.get_by_role("button", name="Tiếng Việt"))
    expect(page.locator("legend [lang=vi]")).to_be_visible()
    in_order(page, "question")

    # By keys alone: to the answers, the first of them, on to the next question.
    page.locator("input[name=reply]").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("In their own words").fill("တံခါးမှာ အစောင့်ရှိတယ်။")
    page.get_by_role("button", name="Next question").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Question 2")).to_be_visible()
    assert page.url.endswith("/talk")
    follow(page.get_by_role("button", name="Back"))
    expect(page.locator("input[name=reply]").first).to_be_checked()
    expect(page.get_by_label("In their own words")).to_have_value("တံခါးမှာ အစောင့်ရှိတယ်။")
    follow(page.get_by_role("button", name="Next question"))
    follow(page.get_by_role("button", name="Stop now"))
    expect(page.get_by_text("Stopped by the person.")).to_be_visible()
    in_order(page, "stopped")
    follow(page.get_by_role("button", name="Go on with the talk"))
    for _question in QUESTIONS[1:]:
        follow(page.get_by_role("button", name="Skip"))
    follow(page.get_by_role("button", name="Finish the talk"))
    expect(page.get_by_text("A child is always presumed to be a victim.")).to_be_visible()
    in_order(page, "person")
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    about = page.url
    follow(page.get_by_role("link", name="Referral slip"))
    expect(page.get_by_text("P001")).to_be_visible()
    expect(page.get_by_text("အစောင့်")).to_have_count(0)
    in_order(page, "slip")

    other = at_work(browser, node, "th.desk", "trafficking")
    other.goto(about)
    expect(other.get_by_text("Protected").first).to_be_visible()
    expect(other.get_by_text("အစောင့်")).to_have_count(0)
    expect(other.get_by_text("Treated as a child")).to_have_count(0)
    in_order(other, "person-investigator")
    assert other.goto(f"{about}/talk").status == 404  # type: ignore[union-attr]
    other.goto(about)
    other.get_by_text("Propose another standing").click()
    other.get_by_label("Reason").fill("He says that he led the floor.")
    follow(other.get_by_role("button", name="Propose", exact=True))
    page.goto(about)
    follow(page.get_by_role("button", name="Sign as the second"))
    expect(page.get_by_text("A prosecutor is heard before")).to_be_visible()


def test_who_seeks_a_person_is_found_and_told_by_hand_and_the_file_is_erased(browser: Browser, node: str) -> None:
    make_house("VN")
    seek_for_protection("VN")
    missing("VN")
    found = received(opened())
    page = at_work(browser, node, "th.care", "protection")
    page.goto(f"{node}/care/people/{found.id}")
    follow(page.get_by_role("link", name="Who seeks the person"))
    page.get_by_label("Name, as the person says it").fill(PERSON.name)
    page.get_by_label("Birth date").fill("not a day")
    follow(page.get_by_role("button", name="Save and look"))
    expect(page.get_by_text("The date cannot be read.")).to_be_visible()
    page.get_by_label("Birth date").fill(PERSON.birth_date)
    follow(page.get_by_role("button", name="Save and look"))
    in_order(page, "family")
    follow(page.get_by_role("button", name="Tell VN whom to call"))
    expect(page.get_by_text("The person has not agreed that this bureau is told.")).to_be_visible()
    page.get_by_label("Whom the bureau calls").fill("R. Intharat, +66 2 000 0000")
    page.get_by_text("The person is safe and looked after.").click()
    page.get_by_text("The person agrees that VN is told.").click()
    follow(page.get_by_role("button", name="Tell VN whom to call"))
    expect(page.get_by_text("VN was told whom to call")).to_be_visible()

    other = at_work(browser, node, "vn.care", "protection")
    other.goto(f"{node}/care")
    expect(other.get_by_text("R. Intharat, +66 2 000 0000")).to_be_visible()
    in_order(other, "sought")
    assert other.goto(f"{node}/care/people/{found.id}/family").status == 404  # type: ignore[union-attr]
    follow(page.get_by_role("button", name="Take back"))
    other.goto(f"{node}/care")
    expect(other.get_by_text("R. Intharat")).to_have_count(0)

    page.goto(f"{node}/care/people/{found.id}")
    page.get_by_text("Erase what the person said").click()
    follow(page.get_by_role("button", name="Ask for it"))
    expect(page.get_by_text("It was not said that the person asked for this.")).to_be_visible()
    page.get_by_text("Erase what the person said").click()
    page.get_by_text("The person asks for this.").click()
    follow(page.get_by_role("button", name="Ask for it"))
    expect(page.get_by_text("It waits for a second officer.")).to_be_visible()
    expect(page.get_by_role("button", name="Erase the file")).to_have_count(0)
    in_order(page, "erasure-asked")
    second = at_work(browser, node, "th.care2", "protection")
    second.goto(f"{node}/inbox")
    expect(second.get_by_text("A file of care: somebody asks that it be erased").first).to_be_visible()
    second.goto(f"{node}/care/people/{found.id}")
    in_order(second, "erasure-second")
    follow(second.get_by_role("button", name="Erase the file as the second"))
    page.goto(f"{node}/care/people/{found.id}")
    expect(page.get_by_text("Erased at the person's wish")).to_be_visible()
