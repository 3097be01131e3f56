"""A hand-over in a real browser: offered by one bureau and taken over by the other, by keyboard, in both themes.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot, launched, served, signed_in
from tests.evidence.handing.giving import REFERENCE, case_of_th, ready
from tests.screening.network import make_members

from interlace.evidence.models import Exhibit
from interlace.foundation.localize.catalogues import compile_stale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

VIEWS: Sequence[tuple[int, Theme]] = ((1440, "light"), (320, "dark"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    compile_stale()
    with launched() as opened:
        yield opened


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, Exhibit]]:
    """An exhibit of KR that may go to TH, which has a case for it."""
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    exhibit = ready()
    case_of_th()
    Client().get("/sign-in")  # the first page loads the whole product: the browser need not wait for that
    with served() as address:
        yield address, exhibit


def looked_at(page: Page, name: str) -> None:
    """Without a fault, wide in light and narrow in the dark, and with one main action at most."""
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        keep_shot(page, f"hand-over-{name}-{width}-{scheme}")
        assert faults_of(page) == [], (name, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
    assert page.locator("main .btn.is-main:visible").count() <= 1, name
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")


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
    looked_at(giver, "wrong")
    giver.locator("#bureau-at").fill("2026-07-01 14:10")
    press(giver.get_by_role("button", name="Offer it to the bureau"))
    expect(giver.get_by_text("The exhibit is offered to the bureau.")).to_be_visible()
    looked_at(giver, "giver")

    taker = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    taker.goto(f"{address}/exhibits")
    looked_at(taker, "list")
    press(taker.get_by_role("link", name=exhibit.title))
    looked_at(taker, "recipient")
    taker.get_by_label("Reference of your case").fill(REFERENCE)
    taker.locator("#take-at").fill("2026-07-01 14:10")
    taker.locator("#take-place").fill("Bangkok")
    press(taker.get_by_role("button", name="Take it over"))
    expect(taker.get_by_text("You hold the exhibit now.")).to_be_visible()
    press(taker.get_by_role("link", name="The exhibit"))
    expect(taker.get_by_role("heading", name="Custody before it came here")).to_be_visible()
    expect(taker.get_by_text("answers the giver's entry")).to_be_visible()
    looked_at(taker, "taken")

    giver.reload()
    fold = giver.locator("summary", has_text="It was handed over in error")
    fold.click()
    giver.get_by_label("Reason").fill("The wrong one.")
    press(giver.get_by_role("button", name="It was handed over in error"))
    looked_at(giver, "mistaken")
