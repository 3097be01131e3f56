"""Journey (a), steps 4 to 8, in a real browser: asked, confirmed, released by two, and worked on together.

Source: journeys of the product, 4 (a): the owner confirms in 4 clicks or 3 keys, a joint case takes 5 clicks at most.
Steps 1 to 3 are walked by `tests/facts/test_browser.py`. `INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browsing import BY_DAY_AND_NIGHT, NEEDS_CHROMIUM, Way, follow, looked_at, served, signed_in
from tests.cases.joining import ENDS, TERMS, filled
from tests.cases.walking import LEAD, browser_of
from tests.operations.test_board import client_of
from tests.screening.network import contribute, label, make_members, person, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]
PHONE, THAI_NAME, KEPT = "+82 10 0000 0142", "ฮัน จีซอบ", "Last entry 2026-05-30."
"""The last is a note of TH that nobody releases."""


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    """KR holds a person; TH holds the same by telephone and birth date, and lets KR alone know of a possible hit."""
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "SG")
    korean = person("한지섭", birthDate="1991-04-17", phone=PHONE)
    contribute(viewer("KR"), label("KR", seekers=["TH", "SG"]), korean)
    thai = person(THAI_NAME, phone=PHONE, birthDate="17 เม.ย. 2534", notes=KEPT)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), thai)
    with served() as address:
        yield address


def at_work(browser: Browser, node: str, profile: str) -> Page:
    page = signed_in(browser, node, profile, theme="light", width=1440, language="en")
    page.goto(f"{node}/inbox")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option("fraud")
    page.locator("#work input[name=reference]").fill(f"{profile[:2].upper()}-2026-0117")
    follow(page.get_by_role("button", name="Work for this"))
    return page


def test_a_hit_is_confirmed_in_three_keys_and_released_by_two(browser: Browser, node: str) -> None:
    korea, thailand = at_work(browser, node, "kr.desk"), at_work(browser, node, "th.desk")
    hit = asked(korea, node)
    confirmed(thailand, node)
    released(thailand, browser, node)

    korea.goto(node + hit)
    expect(korea.locator("table.compare")).to_contain_text("17 เม.ย. 2534")
    expect(korea.locator("main")).not_to_contain_text(KEPT)
    looked_at(korea, "journey-a-released", BY_DAY_AND_NIGHT)
    seen_by_nobody_else(hit)


def asked(page: Page, node: str) -> str:
    """KR checks a number, learns that a hit is possible, and asks; the address of the hit."""
    page.goto(f"{node}/check")
    page.locator("#value").press_sequentially(PHONE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/check/*-*")
    expect(page.locator("#answers h2")).to_contain_text("1 possible hit")
    page.goto(f"{node}/inbox")
    follow(page.get_by_role("link", name="Compare").first)
    # Before anything was released: a word, and no number of the reasons.
    assert page.locator(".reason .w").all_inner_texts().count("") == page.locator(".reason .w").count()
    for hidden in (THAI_NAME, KEPT, "2534"):
        expect(page.locator("main")).not_to_contain_text(hidden)
    page.locator("h1").click()
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator(".ladder [aria-current]")).to_contain_text("Owner answers")
    return page.url.removeprefix(node)


def confirmed(page: Page, node: str) -> None:
    """TH opens what is due, sees the whole comparison, and says that it is the same: one click and two keys."""
    page.goto(f"{node}/inbox")
    way = Way(page)
    way.follow(page.get_by_role("link", name="Compare").first)
    expect(page.locator("table.compare")).to_contain_text("Reason, weight in bits")
    looked_at(page, "journey-a-owner", BY_DAY_AND_NIGHT)
    way.presses += 1
    page.keyboard.press("y")
    way.presses += 1
    page.keyboard.press("Enter")
    expect(page.locator(".head .state")).to_contain_text("Confirmed")
    assert way.presses <= 3


def released(page: Page, browser: Browser, node: str) -> None:
    """The one who answered asks for the release, and another signs it."""
    page.get_by_role("button", name="Ask for this release").click()
    expect(page.locator(".two-person")).to_contain_text("that is you")
    second = at_work(browser, node, "th.second")
    second.goto(page.url)
    second.get_by_role("button", name="Sign this release").click()
    expect(second.locator(".ladder .is-done")).to_have_count(5)


def seen_by_nobody_else(hit: str) -> None:
    """SG has no hit: neither page nor API tell it from one that never was, and nothing counts it."""
    other, api, absent = browser_of("sg.desk"), client_of("SG"), uuid4()
    other.post("/work", {"purpose": "fraud", "reference": "SG-1"})
    name = hit.rpartition("/")[2]
    assert other.get(hit).status_code == other.get(f"/hit/{absent}").status_code == 404
    assert "Hit with TH" not in other.get("/inbox").content.decode()
    known, unknown = (api.get(f"/api/v1/hits/{each}") for each in (name, absent))
    assert (known.status_code, known.content) == (404, unknown.content)


def test_two_bureaus_work_on_it_together_after_five_presses_of_both(browser: Browser, node: str) -> None:
    korea, thailand = at_work(browser, node, "kr.desk"), at_work(browser, node, "th.desk")
    case = filled(browser_of("kr.desk"), "TH")
    korea.goto(node + case)
    way = Way(korea)
    way.follow(korea.locator(".tabs a", has_text="Joint cases"))
    way.press(korea.locator("summary", has_text="Propose a joint case"))
    korea.get_by_label("Terms of reference").fill(TERMS)
    korea.get_by_label("It ends on").fill(ENDS)
    way.press(korea.get_by_role("checkbox", name="TH"))
    way.follow(korea.get_by_role("button", name="Propose", exact=True))
    joint = korea.url.removeprefix(node)
    thailand.goto(node + joint)
    for hidden in ("KR-2026-0117", LEAD):
        expect(thailand.locator("main")).not_to_contain_text(hidden)
    there = Way(thailand)
    there.follow(thailand.get_by_role("button", name="Accept these terms"))
    assert way.presses + there.presses <= 5
    expect(thailand.locator("main")).to_contain_text("Takes part")
    looked_at(thailand, "journey-a-joint", BY_DAY_AND_NIGHT)
    third = browser_of("sg.desk")
    assert third.get(joint).status_code == 404
    assert "Golden Reed" not in third.get("/joint-cases").content.decode()
