"""Border mode before a real browser: a reader types, one word answers, and no key or click is needed in between.

In light and dark, on a narrow screen, and without a fault that axe-core finds. `INTERLACE_SCREENSHOTS=FOLDER` keeps a
picture of each answer.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, follow, keep_shot, launched, served
from tests.screening.network import NOW, make_members, viewer
from tests.screening.test_border import LOST, NOBODY, TODAY, load, zone_of

from interlace.screening.border.actions import scan, shift_count

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM, pytest.mark.timeout(300)]

NO_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A node where KR may read SG's list of one lost passport."""
    make_members("KR", "SG")
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        load(tmp_path, f"Somebody Else,,{LOST}", "KR")
        # What a node does once after it was started is done before anybody waits at the page.
        scan(viewer("KR"), NOBODY, today=TODAY, now=NOW)
        with served() as found:
            yield found


def at_post(page: Page, address: str) -> None:
    """Sign in, say what for, and open the border page."""
    page.goto(f"{address}/sign-in")
    follow(page.get_by_role("button", name="desk of KR"))
    page.goto(f"{address}/border")
    page.evaluate("document.querySelector('#work').showPopover()")
    page.locator("#work [name=reference]").fill("Post K-7, lane 3")
    follow(page.locator("#work form .btn"))


def read_in(page: Page, zone: str) -> None:
    """As a reader does: it types each line and sends Enter, wherever the focus is."""
    for line in zone.split("\n"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("theme", "width", "language"), [("light", 1280, "en"), ("dark", 1280, "vi"), ("light", 320, "fr")]
)
def test_a_line_of_travellers_is_answered_without_a_key_in_between(
    address: str, theme: Theme, width: int, language: str
) -> None:
    with launched() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)
        page = context.new_page()
        page.set_default_timeout(20_000)
        at_post(page, address)
        faults: list[str] = []
        band, field = page.locator("#band-place .band"), page.locator("#zone")
        first, second = NOBODY.split("\n")
        misread = f"{first}\n{second.replace('UT0000142', 'UT0000143', 1)}"

        def looked_at(what: str) -> None:
            keep_shot(page, f"border-{what}-{theme}-{width}-{language}")
            faults.extend(f"{what}: {fault}" for fault in faults_of(page))
            beyond = page.evaluate(NO_SCROLL)
            faults.extend([f"{what}: {beyond} px beyond the window"] if beyond > 0 else [])

        expect(field).to_be_focused()
        looked_at("ready")
        for zone, answer in (
            (NOBODY, "no_hit"),
            (misread, "scan_again"),
            (zone_of("TESTER", "ANNA", number=LOST), "second_line"),
            (zone_of("TESTER", "BELA", number="UT0000777"), "no_hit"),
        ):
            read_in(page, zone)
            expect(band).to_have_attribute("data-band", answer)
            expect(field).to_have_value("")
            expect(field).to_be_focused()
            looked_at(answer)
        assert page.locator("#counts dd").all_inner_texts() == ["4", "2", "1", "0", "0", "0", "1"]

        page.keyboard.press("Escape")
        expect(band).to_have_attribute("data-band", "ready")
        assert page.locator("#last").inner_text() == ""

        read_in(page, zone_of("TESTER", "ANNA", number=LOST))
        expect(band).to_have_attribute("data-band", "second_line")
        page.keyboard.press("F2")
        expect(page.locator("#border-call [role=status]")).to_be_visible()
        looked_at("called")
        expect(field).to_be_focused()

        # The focus went elsewhere: the reader's first sign brings it back, and nothing is lost.
        page.locator("#sound").focus()
        read_in(page, zone_of("TESTER", "ANNA", number=LOST))
        expect(band).to_have_attribute("data-band", "second_line")

        context.set_offline(True)
        read_in(page, NOBODY)
        expect(band).to_have_attribute("data-band", "no_line")
        looked_at("no-line")
        context.set_offline(False)
        read_in(page, NOBODY)
        expect(band).to_have_attribute("data-band", "no_hit")
        assert faults == []


def test_a_zone_that_is_read_while_the_last_one_is_asked_about_is_asked_about_whole(address: str) -> None:
    with launched() as browser:
        page = browser.new_context(locale="en").new_page()
        page.set_default_timeout(20_000)
        at_post(page, address)
        held: list[Route] = []

        def hold_the_first(route: Route) -> None:
            if held:
                route.continue_()
            held.append(route)

        page.route("**/border", hold_the_first)
        band, field = page.locator("#band-place .band"), page.locator("#zone")
        read_in(page, zone_of("TESTER", "ANNA", number=LOST))
        first, second = NOBODY.split("\n")
        page.keyboard.type(f"{first}\n{second[:20]}")
        held[0].continue_()
        expect(band).to_have_attribute("data-band", "second_line")
        expect(field).to_have_value(f"{first}\n{second[:20]}")
        page.keyboard.type(second[20:])
        page.keyboard.press("Enter")
        expect(band).to_have_attribute("data-band", "no_hit")


def test_without_a_line_the_list_of_the_device_answers_and_every_scan_is_told_when_it_is_back(address: str) -> None:
    with launched() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
        page = context.new_page()
        page.set_default_timeout(20_000)
        at_post(page, address)
        band, faults = page.locator("#band-place .band"), []
        page.locator("#keep").click()
        expect(page.locator("#device-said")).to_contain_text("A list on this device, 0 min old.")

        context.set_offline(True)
        read_in(page, NOBODY)
        expect(band).to_have_attribute("data-band", "local_none")
        expect(band).to_contain_text("not in the list of this device, 0 min old; names were not compared")
        first, second = NOBODY.split("\n")
        read_in(page, f"{first}\n{second.replace('UT0000142', 'UT0000143', 1)}")
        expect(band).to_have_attribute("data-band", "local_misread")
        read_in(page, zone_of("TESTER", "ANNA", number=LOST))
        expect(band).to_have_attribute("data-band", "local_met")
        expect(page.locator("#device-waiting")).to_have_text("Scans that wait for the line: 2")
        keep_shot(page, "border-local-met-light-1280-en")
        faults += faults_of(page)
        assert "UTO" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

        context.set_offline(False)
        expect(page.locator("#late")).to_contain_text("SECOND LINE")
        expect(page.locator("#device-waiting")).to_have_text("")
        keep_shot(page, "border-line-back-light-1280-en")
        faults += faults_of(page)
        assert faults == []
    assert shift_count(viewer("KR"), now=timezone.now()).scanned == 2


def test_whoever_is_signed_out_keeps_no_list(address: str) -> None:
    with launched() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
        page = context.new_page()
        page.set_default_timeout(20_000)
        at_post(page, address)
        page.locator("#keep").click()
        expect(page.locator("#device-said")).to_contain_text("It ends in 24 h")
        context.clear_cookies()
        page.evaluate("() => void dispatchEvent(new Event('online'))")
        expect(page.locator("#device-said")).to_have_text(
            "No list on this device: without a line nothing can be asked."
        )


def test_an_old_list_warns_and_one_that_has_ended_says_so_in_red(address: str) -> None:
    with launched() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
        page = context.new_page()
        page.set_default_timeout(20_000)
        at_post(page, address)
        page.locator("#keep").click()
        expect(page.locator("#device-said")).to_contain_text("It ends in 24 h")
        page.clock.install()
        context.set_offline(True)
        band = page.locator("#band-place .band")
        for later, answer, tone in (("02:00:00", "local_old", "is-warn"), ("23:00:00", "local_ended", "is-bad")):
            page.clock.fast_forward(later)
            read_in(page, NOBODY)
            expect(band).to_have_attribute("data-band", answer)
            expect(band).to_have_class(f"band {tone}")


def test_an_answer_leaves_the_screen_by_itself(address: str) -> None:
    with launched() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
        page.set_default_timeout(20_000)
        at_post(page, address)
        page.clock.install()
        read_in(page, zone_of("TESTER", "ANNA", number=LOST))
        band = page.locator("#band-place .band")
        expect(band).to_have_attribute("data-band", "second_line")
        page.clock.fast_forward(60_000)
        expect(band).to_have_attribute("data-band", "second_line")
        page.clock.fast_forward(61_000)
        expect(band).to_have_attribute("data-band", "ready")
        assert page.locator("#last").inner_text() == ""


def test_without_script_the_page_is_a_plain_form(address: str) -> None:
    with launched() as browser:
        page = browser.new_context(java_script_enabled=False, locale="en").new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{address}/sign-in")
        follow(page.get_by_role("button", name="desk of KR"))
        page.goto(f"{address}/border")
        page.get_by_role("button", name="Choose").or_(page.get_by_role("button", name="Change")).first.click()
        page.locator("#work").get_by_label("Case or legal reference").fill("Post K-7")
        follow(page.get_by_role("button", name="Work for this"))
        page.locator("#zone").fill(zone_of("TESTER", "ANNA", number=LOST))
        follow(page.get_by_role("button", name="Ask Enter"))
        assert page.locator(".band").first.get_attribute("data-band") == "second_line"
        assert page.locator("#zone").input_value() == ""
