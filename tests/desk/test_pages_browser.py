"""Threads in a real browser: both themes, a narrow screen, three languages, axe-core, and a draft kept while typed.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

import os
import threading
from collections.abc import Iterator
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
from tests.desk.threads.letters import letter, question, sent
from tests.screening.network import make_members, viewer
from tests.surfaces.web.serving import CHROMIUM, CHROMIUM_FLAGS, QuietHandler, ThreadedServer
from tests.surfaces.web.test_style_page import FAULTS

from interlace.core.procedure.threads import Urgency
from interlace.desk.threads.drafting import drafts_of, message_of, new_draft
from interlace.foundation.identity.models import Officer

SHOTS = os.environ.get("INTERLACE_SCREENSHOTS")

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
    make_members("KR", "TH")
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
    Officer.objects.filter(username="th.desk").update(language=language)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)
    page = context.new_page()
    page.goto(f"{node}/sign-in")
    page.locator('button[value="th.desk"]').click()
    page.wait_for_load_state("networkidle")
    return page


LOOKS: tuple[tuple[Literal["light", "dark"], int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(browser: Browser, node: str) -> None:
    now = timezone.now()
    thread = sent(viewer("KR"), letter(urgency=Urgency.URGENT), now=now).thread
    draft = new_draft(viewer("TH"), question("KR"), now=now)
    names = ("inbox", "threads", "threads/new", f"threads/{thread}", f"threads/drafts/{draft.id}")
    too_wide, faults, said = [], {}, []
    for theme, width, language in LOOKS:
        page = opened(browser, node, theme=theme, width=width, language=language)
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        for place, name in enumerate(names):
            page.goto(f"{node}/{name}", wait_until="networkidle")
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{SHOTS}/{place}-{theme}-{width}.png", full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
            if width < 1440:
                continue
            page.evaluate(AXE_SCRIPT)
            if found := page.evaluate(FAULTS):
                faults[name, theme, width] = found
        page.context.close()
    assert (too_wide, faults, said) == ([], {}, [])


def test_what_is_typed_is_kept_within_two_seconds_without_a_button(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    page = opened(browser, node, theme="light", width=1440, language="en")
    page.goto(f"{node}/threads/drafts/{draft.id}", wait_until="networkidle")
    for words in ("First words.", "Second words."):
        with page.expect_response(lambda answer: answer.url.endswith("/save"), timeout=2000):
            page.locator("#text").fill(words)
    expect(page.locator('#saved input[name="version"]')).to_have_value("3")
    (kept,) = drafts_of(viewer("TH"), now=timezone.now())
    assert message_of(kept).text == "Second words."
    page.context.close()
