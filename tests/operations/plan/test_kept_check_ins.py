"""Check-ins that a browser keeps until they are sent: refused, failed at, sealed, on a device that keeps nothing."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browsing import NEEDS_CHROMIUM, faults_of, follow, keep_shot, served, signed_in
from tests.operations.plan.joining import FREE, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.operations.plan.actions import Brought, bring, take_back
from interlace.operations.plan.models import EntryKind, OperationEntry
from interlace.operations.plan.queries import operation_view

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

# A browser that forbids a page to keep anything, and one whose place is used up.
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, UUID]]:
    """A node and an operation in which Thailand has two teams."""
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    operation = joined("KR", "TH").id
    for code in ("entry", "care"):
        team(operation, code)
    # What a process reads for its first page takes longer on a busy machine than a browser waits.
    with served() as address:
        yield address, operation


def team(operation: UUID, code: str) -> OperationEntry:
    shape = {"work": code, "people": 2, "free": FREE, "minutes_to": {}}
    return bring(viewer("TH"), operation, Brought(EntryKind.TEAM, code, shape), now=NOW)


def room(browser: Browser, node: tuple[str, UUID], *, before: str = "") -> Page:
    """The operation on the screen of a Thai officer."""
    address, operation = node
    page = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    if before:
        page.add_init_script(before)
    page.goto(f"{address}/operations/{operation}")
    return page


def check_in(page: Page, text: str, *, by: str = "TH-entry") -> None:
    page.get_by_label("Team", exact=True).select_option(by)
    page.get_by_label("In a few words").fill(text)
    page.get_by_role("button", name="Check in").click()


def said(operation: UUID) -> list[str]:
    """What the node has, the first said first."""
    seen = operation_view(viewer("TH"), operation, now=NOW)
    return [each.detail["text"] for each in sorted(seen.sayings, key=lambda each: each.at) if each.kind == "check_in"]


def test_what_the_node_refuses_stays_with_its_reason_until_it_is_put_away(
    browser: Browser, node: tuple[str, UUID]
) -> None:
    _address, operation = node
    gone = team(operation, "medical")
    page = room(browser, node)
    page.context.set_offline(True)
    check_in(page, "Two are hurt.", by="TH-medical")
    check_in(page, "The gate is open.")
    take_back(viewer("TH"), operation, gone.id, now=NOW)
    page.context.set_offline(False)
    refused = page.locator("#check-ins-refused")
    expect(refused).to_contain_text("Two are hurt.: There is no such team of your own in this operation.")
    assert said(operation) == ["The gate is open."]
    page.reload()
    expect(refused).to_contain_text("Two are hurt.")
    expect(page.locator("#check-ins")).to_have_text("")
    refused.get_by_role("button", name="Put away").click()
    expect(refused.locator("li")).to_have_count(0)
    page.reload()
    expect(page.locator("#check-in")).to_be_visible()
    expect(refused.locator("li")).to_have_count(0)


def test_one_at_which_the_node_fails_keeps_none_of_the_others_back(browser: Browser, node: tuple[str, UUID]) -> None:
    _address, operation = node
    page = room(browser, node)

    def failing(route: Route) -> None:
        if "first" in (route.request.post_data or ""):
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.route("**/check-in", failing)
    page.context.set_offline(True)
    check_in(page, "first")
    check_in(page, "second", by="TH-care")
    page.context.set_offline(False)
    expect(page.locator("#check-ins")).to_contain_text("1 check-ins wait for the line.")
    expect(page.locator("#check-ins")).to_contain_text("The node has it.")
    assert said(operation) == ["second"]
    page.unroute("**/check-in")
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    assert said(operation) == ["first", "second"]


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL])
def test_a_device_that_keeps_nothing_loses_none(browser: Browser, node: tuple[str, UUID], storage: str) -> None:
    _address, operation = node
    page = room(browser, node, before=storage)
    page.context.set_offline(True)
    check_in(page, "first")
    check_in(page, "second", by="TH-care")
    expect(page.locator("#check-ins")).to_contain_text("2 check-ins wait for the line. This device keeps nothing:")
    page.context.set_offline(False)
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    assert said(operation) == ["first", "second"]


def on_device(page: Page) -> str:
    found: str = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    return found


def sign_out(page: Page) -> None:
    page.locator("[popovertarget=officer]").click()
    page.get_by_role("button", name="Sign out", exact=True).click()


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/sign-in")
    follow(page.locator(f'button[value="{username}"]'))


def failing_node(page: Page) -> None:
    page.context.route("**/check-in", lambda route: route.fulfill(status=503, body=""))


def test_what_lies_on_the_device_is_sealed_and_opened_by_its_officer_alone(
    browser: Browser, node: tuple[str, UUID]
) -> None:
    address, operation = node
    page = room(browser, node)
    page.context.set_offline(True)
    check_in(page, "The gate is open.")
    expect(page.locator("#check-ins")).to_contain_text("1 check-ins wait for the line. They keep")
    lying = on_device(page)
    assert "interlace_check_ins" in lying
    assert not [each for each in ("gate is open", "TH-entry", "in_place") if each in lying]

    # A colleague signs in beside the page that is still open, and opens the operation: nothing is shown, nothing sent.
    page.context.clear_cookies()
    page.context.set_offline(False)
    other = page.context.new_page()
    sign_in(other, address, "th.second")
    other.goto(f"{address}/operations/{operation}")
    expect(other.locator("#check-in")).to_be_visible()
    expect(page.locator("#check-ins")).to_contain_text("Your session has ended.")
    expect(other.locator("#check-ins")).to_have_text("")
    assert said(operation) == []
    other.locator("[popovertarget=officer]").click()
    follow(other.get_by_role("button", name="Sign out", exact=True))
    page.close()
    assert on_device(other) == lying

    sign_in(other, address, "th.desk")
    other.evaluate(
        "localStorage.setItem(Object.keys(localStorage)[0] + '-altered', localStorage[Object.keys(localStorage)[0]])"
    )
    other.goto(f"{address}/operations/{operation}")
    expect(other.locator("#check-ins")).to_have_text("The node has it.")
    assert said(operation) == ["The gate is open."]
    refused = other.locator("#check-ins-refused")
    expect(refused).to_contain_text("A check-in on this device cannot be read any more.")
    refused.get_by_role("button", name="Put away").click()
    assert on_device(other) == "[]"


def test_whoever_signs_out_is_told_what_waits_and_sends_leaves_or_drops_it(
    browser: Browser, node: tuple[str, UUID]
) -> None:
    address, operation = node
    page = room(browser, node)
    failing_node(page)
    check_in(page, "first")
    expect(page.locator("#check-ins")).to_contain_text("1 check-ins wait")
    page.goto(f"{address}/readiness")
    sign_out(page)
    told = page.locator("#sign-out-waits")
    expect(told).to_contain_text("Check-ins of yours that lie on this device and not with the node: 1.")
    assert faults_of(page) == []
    keep_shot(page, "sign-out-waits")
    follow(page.get_by_role("button", name="Sign out and leave them here"))
    sign_in(page, address, "th.desk")
    page.goto(f"{address}/readiness")
    sign_out(page)
    page.context.unroute("**/check-in")
    follow(page.get_by_role("link", name="Look at them and send them"))
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    assert said(operation) == ["first"]

    failing_node(page)
    check_in(page, "second")
    expect(page.locator("#check-ins")).to_contain_text("1 check-ins wait")
    sign_out(page)
    follow(page.get_by_role("button", name="Drop them and sign out"))
    assert on_device(page) == "[]"
    page.context.unroute("**/check-in")
    sign_in(page, address, "th.desk")
    page.goto(f"{address}/operations/{operation}")
    sign_out(page)
    expect(page).to_have_url(f"{address}/sign-in")
    assert said(operation) == ["first"]
