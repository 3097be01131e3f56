"""The operation room and its wall in a real browser: without a fault, by key, and without a line.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, faults_of, follow, keep_shot, looked_at, served, signed_in
from tests.operations.plan.joining import all_that_is_needed, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.operations.plan.models import JointOperation, OperationSaying
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, JointOperation]]:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN")
    operation = joined("KR", "TH", "VN")
    all_that_is_needed(operation.id, needs_assurance=True, hand_over=None)
    propose_plan(viewer("KR"), operation.id, now=NOW)
    with served() as address:
        yield address, operation


def check_ins(operation: JointOperation) -> list[OperationSaying]:
    """What the node has of them, as the bureau that leads reads it."""
    return [each for each in operation_view(viewer("KR"), operation.id, now=NOW).sayings if each.kind == "check_in"]


def test_the_room_is_reached_by_key_and_its_wall_has_nothing_to_press(
    browser: Browser, node: tuple[str, JointOperation]
) -> None:
    address, _operation = node
    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{address}/readiness")
    with page.expect_navigation():
        page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Operations", exact=True)).to_be_visible()
    looked_at(page, "operation-list")
    follow(page.get_by_role("link", name="Golden Reed"))
    expect(page.get_by_text("Go is held.")).to_be_visible()
    broken = page.get_by_role("group", name="What is broken")
    expect(broken.get_by_text("KR-T1: nobody has said what follows the arrest.")).to_be_visible()
    looked_at(page, "operation-room")
    follow(page.get_by_role("button", name="Set our flag to Go"))
    expect(page.locator(".tile.is-good", has_text="KR")).to_be_visible()
    page.set_viewport_size({"width": 1920, "height": 1080})
    with page.expect_navigation():
        page.keyboard.press("w")
    expect(page.locator("button, form, input")).to_have_count(0)
    keep_shot(page, "operation-wall-1920")
    assert faults_of(page) == []
    first = page.locator("[data-countdown]").inner_text()
    expect(page.locator("[data-countdown]")).not_to_have_text(first)


def test_check_ins_made_without_a_line_are_sent_later_with_their_own_time(
    browser: Browser, node: tuple[str, JointOperation]
) -> None:
    address, operation = node
    page = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    page.goto(f"{address}/operations/{operation.id}")
    page.context.set_offline(True)
    page.get_by_role("button", name="In place TH-entry").click()
    page.get_by_label("State").select_option("needs_help")
    page.get_by_label("In a few words").fill("The gate is locked.")
    page.get_by_role("button", name="Check in").click()
    expect(page.locator("#check-ins")).to_contain_text("2 check-ins wait for the line")
    looked_at(page, "operation-offline")
    assert check_ins(operation) == []

    page.context.set_offline(False)
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    said = check_ins(operation)
    assert [(each.detail["state"], each.detail["text"]) for each in said] == [
        ("in_place", ""),
        ("needs_help", "The gate is locked."),
    ]
    assert all(each.at < each.received for each in said)
    page.reload()
    expect(page.locator(".log")).to_contain_text("The gate is locked.")
    assert len(check_ins(operation)) == 2


def test_an_abort_made_without_a_line_says_that_nobody_knows_of_it_and_is_sent_first(
    browser: Browser, node: tuple[str, JointOperation]
) -> None:
    address, operation = node
    page = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    page.goto(f"{address}/operations/{operation.id}")
    page.context.set_offline(True)
    page.get_by_role("button", name="In place TH-entry").click()
    page.get_by_text("Abort", exact=True).click()
    page.get_by_label("What is aborted").select_option("site|TH-A")
    page.get_by_label("Why; whoever is told of it reads this").fill("Shots at the gate.")
    page.get_by_role("button", name="Abort now").click()
    waits = page.locator("#abort-waits")
    expect(waits).to_have_text("An abort waits for the line. Nobody knows of it yet: say it by radio or telephone.")
    looked_at(page, "operation-abort-offline")
    assert operation_view(viewer("KR"), operation.id, now=NOW).aborts == ()

    page.context.set_offline(False)
    notice = page.locator("#glance .notice", has_text="Aborts TH-A, version 1: Shots at the gate.")
    expect(notice).to_be_visible()
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    expect(waits).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Aborted: comes back")).to_be_visible()
    looked_at(page, "operation-aborted")
    said = [each for each in operation_view(viewer("KR"), operation.id, now=NOW).sayings if each.kind != "plan"]
    assert [each.kind for each in sorted(said, key=lambda each: each.received)] == ["abort", "check_in"]


def test_what_waits_outlives_its_page_and_is_sent_by_nobody_else(
    browser: Browser, node: tuple[str, JointOperation]
) -> None:
    address, operation = node
    place = f"{address}/operations/{operation.id}"
    page = signed_in(browser, address, "th.desk", theme="light", width=1440, language="en")
    page.goto(place)
    page.context.set_offline(True)
    # A page that is closed while it still tries has its line back for a moment.
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="In place TH-entry").click()
    expect(page.locator("#check-ins")).to_contain_text("wait for the line")
    context = page.context
    page.close()
    assert check_ins(operation) == []

    context.clear_cookies()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    follow(page.locator('button[value="th.second"]'))
    page.goto(place)
    expect(page.locator("#check-ins")).to_have_text("")
    assert check_ins(operation) == []
    page.context.clear_cookies()
    page.goto(f"{address}/sign-in")
    follow(page.locator('button[value="th.desk"]'))
    page.goto(place)
    expect(page.locator("#check-ins")).to_have_text("The node has it.")
    assert [each.detail["team"] for each in check_ins(operation)] == ["TH-entry"]
