"""Passkeys in a real browser, with an authenticator that Chromium plays: made, used to sign in, shown, revoked.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each step.
"""

from collections.abc import Iterator

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, CDPSession, Page, expect
from tests.browsing import NEEDS_CHROMIUM, follow, keep_shot, launched, served
from tests.people import PASSWORD, make_officer

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Passkey

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def port() -> Iterator[int]:
    """A node with one officer, on a port of this machine."""
    set_device(officer=make_officer("TH", username="th-desk"), secret=SECRET)
    with served() as address:
        yield int(address.rpartition(":")[2])


@pytest.fixture
def browser(port: int) -> Iterator[Browser]:
    """Chromium without a window; started after the database, which wants no event loop while it is made."""
    with launched() as opened:
        yield opened


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
    keep_shot(page, f"passkeys-{name}")


def with_code(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in?next=/passkeys")
    page.get_by_label("User name").fill("th-desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code").fill(pyotp.TOTP(SECRET).at(timezone.now()))
    follow(page.get_by_role("button", name="Sign in", exact=True))


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
    follow(page.get_by_role("button", name="Sign out"))
    page.goto(f"{address}/sign-in?next=/passkeys")
    shot(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{address}/passkeys")
    made = Passkey.objects.get()
    assert (made.name, made.used is not None, made.count > 0) == ("Laptop of the desk", True, True)

    follow(page.get_by_role("button", name="Revoke Laptop of the desk"))
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
