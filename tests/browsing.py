"""A real browser before a real server: what every test with pages has in common.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture wherever a test asks for one.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

# A slow machine is no fault of a page; what has to be quick says so where it is tried.
expect.set_options(timeout=20_000)

SHOTS = os.environ.get("INTERLACE_SCREENSHOTS")
# The shell is the same browser without what a window needs; it takes a fifth less time.
_SHELL, _WHOLE = Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")
CHROMIUM = _SHELL if _SHELL.exists() else _WHOLE
# Nothing but the page asks the network for anything.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NEEDS_CHROMIUM = pytest.mark.skipif(
    not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="no Chromium on this machine"
)
Theme = Literal["light", "dark"]
MOST_TABS = 200
View = tuple[int, Theme]
"""A width in pixels, and a theme."""
EVERY_VIEW: Sequence[View] = ((1440, "light"), (1440, "dark"), (320, "light"), (320, "dark"))
BY_DAY_AND_NIGHT: Sequence[View] = ((1440, "light"), (320, "dark"))
"""Wide by day and narrow by night: every width and every theme once."""
# Each fault with the first places where it stands.
_FAULTS = """() => axe.run({resultTypes: ["violations"]}).then(said => said.violations.map(
    fault => `${fault.id}: ${fault.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`))"""


class _ThreadedServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """A browser asks for a hundred files; none of them is news."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the pages of this process; the address of the server."""
    handler = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, handler, server_class=_ThreadedServer, handler_class=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium without a window."""
    # Playwright keeps a loop of its own in this thread; Django would take its tables for asynchronous.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(CHROMIUM_FLAGS))
        yield opened
        opened.close()


def signed_in(browser: Browser, node: str, username: str, *, theme: Theme, width: int, language: str) -> Page:
    """A page of an officer who has signed in to a demo node and reads this language."""
    from interlace.foundation.identity.models import Officer  # late: the style pages come without tables

    Officer.objects.filter(username=username).update(language=language)
    Client().get("/sign-in")  # the first page loads the whole product: a browser need not wait for that
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)
    page = context.new_page()
    page.goto(f"{node}/sign-in")
    page.locator(f'button[value="{username}"]').click()
    page.wait_for_load_state("networkidle")
    return page


def follow(place: Locator) -> None:
    """Press what leads to another page, and wait for it: a click alone returns while the old page still stands."""
    with place.page.expect_navigation():
        place.click()


@dataclass(slots=True)
class Way:
    """An officer's way through pages, whose presses are counted: a journey's budget. Typed text does not count."""

    page: Page
    is_by_keys: bool = False
    """Whether everything is reached by Tab and pressed by a key."""
    presses: int = 0

    def press(self, place: Locator) -> None:
        """Press what stays on its page: a box, a button of a form that is sent behind the page."""
        self.presses += 1
        if self.is_by_keys:
            self._reach(place)
            self.page.keyboard.press("Space")
        else:
            place.click()

    def follow(self, place: Locator) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            self.presses += 1
            if self.is_by_keys:
                self._reach(place)
                self.page.keyboard.press("Enter")
            else:
                place.click()

    def key(self, key: str) -> None:
        """A single key of the page that leads to another one."""
        with self.page.expect_navigation():
            self.presses += 1
            self.page.keyboard.press(key)

    def choose(self, place: Locator, label: str) -> None:
        """Choose in a list; by keys as a typist does, by the first letters."""
        self.presses += 1
        if self.is_by_keys:
            self._reach(place)
            self.page.keyboard.type(label)
            expect(place.locator("option:checked")).to_have_text(label)
        else:
            place.select_option(label=label)

    def _reach(self, place: Locator) -> None:
        for _step in range(MOST_TABS):
            if place.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"not reached by Tab: {place}")


def faults_of(page: Page) -> list[str]:
    """What axe-core finds, by all its rules, with no colour halfway between two themes."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_FAULTS)
    return found


def looked_at(page: Page, name: str, views: Sequence[View] = EVERY_VIEW) -> None:
    """Without a fault and with nothing beyond the window in these views; the page stands in the first one after it."""
    for width, theme in views:
        _view(page, width, theme)
        keep_shot(page, f"{name}-{width}-{theme}")
        assert faults_of(page) == [], (name, width, theme)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
    _view(page, *views[0])


def _view(page: Page, width: int, theme: Theme) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)


def keep_shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page, where pictures are wanted."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"{name.replace('/', '-')}.png"), full_page=True)
