"""A hand-over in a real browser: offered by one bureau and taken over by the other, by keyboard, in both themes.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browsing import BY_DAY_AND_NIGHT, NEEDS_CHROMIUM, looked_at, served, signed_in
from tests.evidence.handing.giving import REFERENCE, case_of_th, ready
from tests.screening.network import make_members

from interlace.evidence.models import Exhibit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, Exhibit]]:
    """An exhibit of KR that may go to TH, which has a case for it."""
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    exhibit = ready()
    case_of_th()
    with served() as address:
        yield address, exhibit


def in_order(page: Page, name: str) -> None:
    """Without a fault, wide in light and narrow in the dark, and with one main action at most."""
    looked_at(page, f"hand-over-{name}", BY_DAY_AND_NIGHT)
    assert page.locator("main .btn.is-main:visible").count() <= 1, name


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


def test_an_exhibit_is_offered_taken_over_and_called_an_error_by_key(
    browser: Browser, node: tuple[str, Exhibit]
) -> None:
    address, exhibit = node
    giver = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    giver.goto(f"{address}/exhibits/{exhibit.id}")
    fold = giver.locator("summary", has_text="Hand it to another bureau")
    tab_to(fold)
    giver.keyboard.press("Enter")
    giver.get_by_label("Code of the bureau").fill("TH")
    giver.locator("#bureau-at").fill("yesterday")
    giver.locator("#bureau-place").fill("Incheon airport")
    giver.locator("#bureau-purpose").fill("trial in Bangkok")
    giver.locator("#bureau-authority").fill("MLA 2026/88")
    press(giver.get_by_role("button", name="Offer it to the bureau"))
    expect(giver.get_by_text("This is no day with a time.")).to_be_visible()
    in_order(giver, "wrong")
    giver.locator("#bureau-at").fill("2026-07-01 14:10")
    press(giver.get_by_role("button", name="Offer it to the bureau"))
    expect(giver.get_by_text("The exhibit is offered to the bureau.")).to_be_visible()
    in_order(giver, "giver")

    taker = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    taker.goto(f"{address}/exhibits")
    in_order(taker, "list")
    press(taker.get_by_role("link", name=exhibit.title))
    in_order(taker, "recipient")
    taker.get_by_label("Reference of your case").fill(REFERENCE)
    taker.locator("#take-at").fill("2026-07-01 14:10")
    taker.locator("#take-place").fill("Bangkok")
    press(taker.get_by_role("button", name="Take it over"))
    expect(taker.get_by_text("You hold the exhibit now.")).to_be_visible()
    press(taker.get_by_role("link", name="The exhibit"))
    expect(taker.get_by_role("heading", name="Custody before it came here")).to_be_visible()
    expect(taker.get_by_text("answers the giver's entry")).to_be_visible()
    in_order(taker, "taken")

    giver.reload()
    fold = giver.locator("summary", has_text="It was handed over in error")
    fold.click()
    giver.get_by_label("Reason").fill("The wrong one.")
    press(giver.get_by_role("button", name="It was handed over in error"))
    in_order(giver, "mistaken")
