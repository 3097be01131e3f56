"""Shift, rota, directory and register in a real browser: both themes, a narrow screen, three languages, axe-core.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal
from wsgiref.simple_server import make_server

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.desk.waking.night import bureau, people, planned, reached_by
from tests.screening.network import viewer
from tests.surfaces.web.serving import CHROMIUM, CHROMIUM_FLAGS, QuietHandler, ThreadedServer
from tests.surfaces.web.test_style_page import FAULTS

from interlace.bureaus.capabilities.actions import Offer, make_offer
from interlace.bureaus.directory.actions import add_contact
from interlace.bureaus.directory.entries import Entry
from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.holidays import take_in_holidays
from interlace.desk.waking.drills import hold_drill
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer

SHOTS = os.environ.get("INTERLACE_SCREENSHOTS")
PAGES = ("shift", "shift/rota", "directory", "directory/new", "capabilities", "capabilities/new")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop of its own in this thread; Django would take its tables for asynchronous.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(CHROMIUM_FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def node() -> Iterator[str]:
    """A node at night: a rota with a gap, an entry that nobody has verified for long, offers, a drill that runs."""
    people()
    now = timezone.now()
    thai, korean = viewer("TH", post="head"), viewer("KR", post="head")
    planned("TH", "th.second")
    planned("TH", "th.head", seat=Seat.LEAD)
    soon = (now + timedelta(days=5)).date().isoformat()
    take_in_holidays(thai, f"day,name\n{soon},วันหยุด\n".encode(), source="Royal Gazette 143", now=now)
    reached_by("th.head", "email", "head@example.org")
    for by, name in ((korean, "NCB Seoul, duty desk"), (thai, "กองการต่างประเทศ")):
        entry = Entry(
            kind="duty_point",
            name=name,
            covers="all requests, stop payments, persons held at a border",
            always_open=True,
            time_zone="Asia/Bangkok",
            languages=("th", "en"),
            channels=(("duty_phone", "+66 2 000 0143"), ("email", "duty@example.org"), ("i247", "BANGKOK")),
        )
        kept = add_contact(by, entry, now=now)
        with acting(by, Action.READ, now=now):
            type(kept).objects.filter(id=kept.id).update(verified=now - timedelta(days=200))
    ends = (now + timedelta(days=20)).date()
    make_offer(thai, Offer("interpreters", "Duty desk", ends, "Two, within an hour, by video", ("km", "th")), now=now)
    make_offer(korean, Offer("tracing_tron", "Cyber bureau, +82 2 000 0144", ends, "Up to ten hops"), now=now)
    hold_drill(thai, bureau("TH"), now=now)
    with override_settings(INTERLACE_DEMO=True):
        server = make_server(
            "127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), server_class=ThreadedServer, handler_class=QuietHandler
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def opened(browser: Browser, node: str, *, theme: Literal["light", "dark"], width: int, language: str) -> Page:
    Officer.objects.filter(username="th.head").update(language=language)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)
    page = context.new_page()
    page.goto(f"{node}/sign-in")
    page.locator('button[value="th.head"]').click()
    page.wait_for_load_state("networkidle")
    return page


def keep_shot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"{name.replace('/', '-')}.png"), full_page=True)


LOOKS: tuple[tuple[Literal["light", "dark"], int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(browser: Browser, node: str) -> None:
    too_wide, faults = [], {}
    for theme, width, language in LOOKS:
        page = opened(browser, node, theme=theme, width=width, language=language)
        for name in PAGES:
            page.goto(f"{node}/{name}", wait_until="networkidle")
            keep_shot(page, f"{name}-{theme}-{width}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
            if width < 1440:
                continue
            page.evaluate(AXE_SCRIPT)
            if found := page.evaluate(FAULTS):
                faults[name, theme, width] = found
        page.context.close()
    assert (too_wide, faults) == ([], {})


def test_a_call_shows_itself_on_every_page_and_goes_with_its_answer(browser: Browser, node: str) -> None:
    page = opened(browser, node, theme="light", width=1440, language="en")
    page.goto(f"{node}/directory", wait_until="networkidle")
    expect(page.get_by_text("This is a drill.")).to_be_visible()
    assert page.title().startswith("! ")
    page.get_by_role("button", name="I am here").click()
    page.wait_for_load_state("networkidle")
    assert page.url == f"{node}/inbox"
    expect(page.get_by_text("This is a drill.")).to_have_count(0)
    page.goto(f"{node}/shift", wait_until="networkidle")
    expect(page.get_by_text("1 of 2 came")).to_be_visible()
    page.context.close()
