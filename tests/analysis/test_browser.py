"""Charts in a real browser: by key and by hand, in both widths and themes, and what leaves.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.analysis.charting import PHONE, THAI, Net, make_dated, make_net
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in

from interlace.core.places import towns_called

SIDES = ("left", "right")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, Net]]:
    settings.INTERLACE_DEMO = True
    net = make_net()
    with served() as address:
        yield address, net


def at_work(browser: Browser, node: str) -> Page:
    page = signed_in(browser, node, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{node}/chart")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option("fraud")
    page.locator("#work input[name=reference]").fill("KR-2026-0117")
    follow(page.get_by_role("button", name="Work for this"))
    return page


def test_a_chart_is_grown_hidden_undone_saved_and_taken_out_by_key(browser: Browser, node: tuple[str, Net]) -> None:
    address, _net = node
    page = at_work(browser, address)
    looked_at(page, "chart-start")
    page.get_by_label("Begin at a number").fill(PHONE)
    follow(page.get_by_role("button", name="Draw"))
    assert PHONE.replace(" ", "") not in page.url.replace("%20", "")
    expect(page.get_by_text("3 items and 3 links")).to_be_visible()

    man = page.locator("a[data-node]", has_text="Han Ji-seop")
    follow(man)
    expect(page.get_by_role("heading", name="Why these links")).to_be_visible()
    looked_at(page, "chart-picked")
    with page.expect_navigation():
        page.keyboard.press("x")
    expect(page.locator("a[data-node]", has_text="Reed Trading")).to_be_visible()
    looked_at(page, "chart-grown")
    with page.expect_navigation():
        page.keyboard.press("h")
    expect(page.locator("a[data-node]", has_text="Han Ji-seop")).to_have_count(0)
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(page.locator("a[data-node]", has_text="Han Ji-seop")).to_have_count(1)

    page.keyboard.press("t")
    expect(page.locator("#links a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#links tbody tr").nth(1).locator("a").first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("a[data-node]").first.focus()
    passed = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        passed.add(page.evaluate("document.activeElement.dataset.node"))
    assert len(passed - {None}) > 1

    page.get_by_label("Name of the view").fill("Reed, July")
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("The view is saved.")).to_be_visible()
    follow(page.get_by_role("link", name="Export what I may export"))
    expect(page.get_by_text("What stays here, whole or in part")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=THAI)).to_be_visible()
    looked_at(page, "chart-export")
    page.get_by_label("SVG").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export").click()
    text = taken.value.path().read_text()
    assert "Han Ji-seop" in text
    assert THAI not in text
    page.goto(f"{address}/chart")
    follow(page.get_by_role("link", name="Reed, July"))
    expect(page.locator("a[data-node]", has_text="Reed Trading")).to_be_visible()


def test_ways_and_filters_work_without_a_script(browser: Browser, node: tuple[str, Net]) -> None:
    address, net = node
    page = at_work(browser, address)
    page.goto(f"{address}/chart?start={net.han}&at={net.han}&to={net.thai}")
    expect(page.get_by_role("heading", name="Way 1")).to_be_visible()
    expect(page.get_by_role("heading", name="Way 2")).to_be_visible()
    looked_at(page, "chart-ways")
    page.get_by_role("checkbox", name="Company").uncheck()
    follow(page.get_by_role("button", name="Filter"))
    expect(page.locator("a[data-node]", has_text="Reed Trading")).to_have_count(0)
    page.get_by_label("Confirmed only").check()
    follow(page.get_by_role("button", name="Filter"))
    expect(page.get_by_text("No links are shown.")).to_be_visible()


def test_timeline_and_map_are_reached_by_key_narrowed_by_day_and_left_again(browser: Browser, settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    net = make_dated()
    towns_called("Mae Sot")  # a process reads the towns once, for its first map
    with served() as address:
        page = at_work(browser, address)
        page.goto(f"{address}/chart?start={net.han}&do=x:{net.firm}")
        with page.expect_navigation():
            page.keyboard.press("w")
        expect(page.get_by_role("img", name="Timeline")).to_be_visible()
        expect(page.get_by_role("img", name="Map")).to_be_visible()
        looked_at(page, "chart-timeline")
        land = page.locator("use.land").first.bounding_box()
        assert land is not None
        assert land["width"] > 500
        page.get_by_label("From day").fill("2026-01-01")
        follow(page.get_by_role("button", name="Show these days"))
        expect(page.locator("#moments tbody tr")).to_have_count(1)
        follow(page.get_by_role("link", name="All days"))
        expect(page.locator("#moments tbody tr")).to_have_count(3)
        with page.expect_navigation():
            page.keyboard.press("w")
        expect(page.locator("a[data-node]", has_text="Han Ji-seop")).to_be_visible()


def test_days_are_chosen_by_drawing_over_the_lanes_with_a_mouse(browser: Browser, settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    net = make_dated()
    with served() as address:
        page = at_work(browser, address)
        page.goto(f"{address}/chart/timeline?start={net.han}&do=x:{net.firm}")
        moments = page.locator("#moments tbody tr")
        expect(moments).to_have_count(3)
        sheet = page.locator("svg[data-days]")
        box = sheet.bounding_box()
        assert box is not None
        left, right = (
            box["x"] + float(sheet.get_attribute(f"data-{side}") or 0) * box["width"] / 1000 for side in SIDES
        )
        middle = box["y"] + box["height"] / 2

        # Pressed and let go on one spot, or given up, nothing is chosen.
        page.mouse.click(right, middle)
        page.mouse.move(left, middle)
        page.mouse.down()
        page.mouse.move(right, middle, steps=4)
        expect(page.locator("rect.brush")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("rect.brush")).to_have_count(0)
        page.mouse.up()
        assert "since" not in page.url

        # From beyond the last day to a little before it, against the reading direction: the last moment is left.
        page.mouse.move(right + 10, middle)
        page.mouse.down()
        page.mouse.move(right - 8, middle, steps=4)
        looked_at(page, "chart-timeline-brush")
        with page.expect_navigation():
            page.mouse.up()
        expect(moments).to_have_count(1)
        assert page.get_by_label("To day").input_value() == sheet.get_attribute("data-last")
        follow(page.get_by_role("link", name="All days"))
        expect(moments).to_have_count(3)
