"""The navigation in a real browser: those of every day in a row, the others one press away, all of them by key."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, faults_of, follow, keep_shot, served, signed_in
from tests.people import make_officer

from interlace.foundation.identity.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node() -> Iterator[str]:
    roles = (Role.INVESTIGATOR, Role.HEAD)
    make_officer("KR", username="kr.head", roles=roles, is_profile=True)
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


def enter(browser: Browser, node: str, *, width: int) -> Page:
    return signed_in(browser, node, "kr.head", theme="light", width=width, language="en")


def test_what_is_not_of_every_day_is_behind_more_and_the_current_screen_is_named(browser: Browser, node: str) -> None:
    page = enter(browser, node, width=1440)
    sharing = page.get_by_role("link", name="Sharing", exact=True)
    expect(page.get_by_role("link", name="Cases", exact=True)).to_be_visible()
    expect(sharing).to_be_hidden()
    row = page.locator(".rail > a, .rail-more")
    assert len({round(entry.bounding_box()["y"]) for entry in row.all()}) == 1  # type: ignore[index]
    page.get_by_role("button", name="More", exact=True).click()
    expect(sharing).to_be_visible()
    keep_shot(page, "navigation-more")
    assert faults_of(page) == []
    follow(sharing)
    assert page.url == f"{node}/sharing"
    expect(sharing).to_be_hidden()
    expect(page.get_by_role("button", name="More: Sharing", exact=True)).to_be_visible()
    keep_shot(page, "navigation-behind-more")


def test_a_key_goes_to_a_screen_behind_more_without_opening_it(browser: Browser, node: str) -> None:
    page = enter(browser, node, width=1440)
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url == f"{node}/privacy"


def test_a_telephone_shows_every_screen_in_one_menu(browser: Browser, node: str) -> None:
    page = enter(browser, node, width=320)
    expect(page.get_by_role("link", name="Sharing", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    for word in ("Cases", "Import", "Sharing", "People and units"):
        expect(page.get_by_role("link", name=word, exact=True)).to_be_visible()
    keep_shot(page, "navigation-320")
    assert faults_of(page) == []
