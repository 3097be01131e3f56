"""The review queue in a real browser, by keyboard: a link is judged, the next one comes, a word is taken back.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.queries import waiting_links

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

PHONE = "+82 10 0000 0142"


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "SG")
    mine = person(
        "한지섭", phone=PHONE, birthDate="1991-04-17", nationality="kr", gender="male", passportNumber="M12345678"
    )
    theirs = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534", nationality="kr", passportNumber="M87654321")
    contribute(viewer("KR"), label("KR"), mine)
    contribute(viewer("TH"), label("TH", readers=["KR"], codes=["F"]), theirs)
    contribute(viewer("SG"), label("SG", readers=["KR"]), person("Han Ji Seop", birthDate="1991-04"))
    with served() as address:
        yield address


def test_links_are_judged_by_key_and_a_word_is_taken_back(browser: Browser, node: str) -> None:
    page = signed_in(browser, node, "kr.desk", theme="light", width=1280, language="en")
    page.goto(f"{node}/links")
    looked_at(page, "links-queue")
    follow(page.locator("table.grid a").first)
    looked_at(page, "links-link")
    page.keyboard.press("y")
    expect(page.get_by_role("button", name="Same")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("That is noted.")).to_be_visible()
    looked_at(page, "links-next")
    follow(page.get_by_role("link", name="Show what you judged"))
    expect(page.get_by_role("heading", name="What was said")).to_be_visible()
    looked_at(page, "links-judged")
    follow(page.get_by_role("link", name="Cluster", exact=True))
    looked_at(page, "links-cluster")
    page.go_back()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Take back what I said")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your judgement")).to_be_visible()


def test_a_second_officer_judges_blind_by_key_and_learns_then_what_was_said(browser: Browser, node: str) -> None:
    found = waiting_links(viewer("KR"), now=NOW, most=9)
    (link,) = (each.row.link for each in found if {each.row.left_member, each.row.right_member} == {"KR", "TH"})
    judge_link(viewer("KR"), link, judgement=Judgement.SAME, reason="One file.", now=NOW)
    page = signed_in(browser, node, "kr.second", theme="light", width=1280, language="en")
    page.goto(f"{node}/links/{link}")
    expect(page.get_by_role("heading", name="Your judgement")).to_be_visible()
    expect(page.get_by_text("One file.")).to_have_count(0)
    for key, word in (("n", "Different"), ("u", "Cannot tell"), ("y", "Same")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=word)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page.get_by_role("link", name="Show what you judged"))
    expect(page.get_by_text("One file.")).to_be_visible()
    follow(page.get_by_role("link", name="Cluster", exact=True))
    expect(page.get_by_text("Two records have different numbers: Passport or document, South Korea.")).to_be_visible()
