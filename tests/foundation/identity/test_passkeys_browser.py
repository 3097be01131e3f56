"""Passkeys in a real browser, with an authenticator that Chromium plays: made, used to sign in, shown, revoked.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each step.
"""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import make_server

import pyotp
import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone
from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright
from tests.people import PASSWORD, make_officer
from tests.surfaces.web.serving import CHROMIUM, CHROMIUM_FLAGS, QuietHandler, ThreadedServer

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Passkey

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="no Chromium on this machine"),
]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SHOTS = os.environ.get("INTERLACE_SCREENSHOTS")


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A node with one officer, on a port of this machine."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    set_device(officer=make_officer("TH", username="th-desk"), secret=SECRET)
    handler = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, handler, server_class=ThreadedServer, handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def browser(port: int) -> Iterator[Browser]:
    """Chromium without a window; started after the database, which wants no event loop while it is made."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(CHROMIUM_FLAGS))
        yield started
        started.close()


def authenticator(page: Page, *, verifies: bool = True) -> CDPSession:
    """A device in the browser that holds passkeys and answers without a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def shot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"passkeys-{name}.png"), full_page=True)


def with_code(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in?next=/passkeys")
    page.get_by_label("User name").fill("th-desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code").fill(pyotp.TOTP(SECRET).at(timezone.now()))
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_officer_makes_a_passkey_signs_in_with_it_and_revokes_it(browser: Browser, port: int) -> None:
    address = f"http://localhost:{port}"
    page = browser.new_context(locale="en").new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda said: complaints.append(str(said)))
    device = authenticator(page)
    with_code(page, address)
    shot(page, "none")
    page.get_by_label("Name").fill("Laptop of the desk")
    page.get_by_role("button", name="Add this device").click()
    expect(page.get_by_role("rowheader", name="Laptop of the desk")).to_be_visible()
    shot(page, "one")

    page.get_by_role("button", name="Officer of TH").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{address}/sign-in?next=/passkeys")
    shot(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{address}/passkeys")
    made = Passkey.objects.get()
    assert (made.name, made.used is not None, made.count > 0) == ("Laptop of the desk", True, True)

    page.get_by_role("button", name="Revoke Laptop of the desk").click()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not accepted.")).to_be_visible()
    device.detach()
    assert [said for said in complaints if "403" not in said] == []


def test_a_device_that_gives_no_answer_is_said_on_the_page(browser: Browser, port: int) -> None:
    page = browser.new_context(locale="en").new_page()
    authenticator(page)
    page.goto(f"http://localhost:{port}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The device gave no answer.")).to_be_visible()
    shot(page, "no-answer")


def test_under_a_number_the_door_names_the_address_that_carries_passkeys(browser: Browser, port: int) -> None:
    page = browser.new_context(locale="en").new_page()
    page.goto(f"http://127.0.0.1:{port}/sign-in")
    expect(page.get_by_role("link", name=f"http://localhost:{port}")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
