"""Passkeys and signing in a real browser: made, signed in with, an emergency release signed and reviewed.

By keyboard alone, in light and dark, on a narrow screen, and without a fault that axe-core finds.
`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot, launched, served
from tests.foundation.identity.test_passkeys_browser import SECRET, authenticator
from tests.people import PASSWORD, make_bureau, make_officer
from tests.screening.network import contribute, label, make_members, person, viewer

from interlace.core.procedure.ladder import Urgency
from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits import actions
from interlace.screening.hits.release_reviews import made_alone
from interlace.screening.models import HitSide
from interlace.screening.queries import hit_of, hits_of
from interlace.screening.questions import question_about

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM, pytest.mark.timeout(300)]

PHONE = "+82 10 0000 0142"
REASON = "He is to be let go at six, says the duty officer in Seoul."
LOOKED_AT = "I looked at the file and called Seoul."
NO_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def port() -> Iterator[int]:
    """A node where TH has an officer and a head, and KR holds somebody whom TH knows."""
    make_members("KR", "TH")
    place = make_bureau("TH", name="TH bureau")
    for username, role in (("night", Role.DUTY_OFFICER), ("head", Role.HEAD)):
        officer = make_officer("TH", username=username, roles=(role,), purposes=("fraud",), bureau=place, level=1)
        Officer.objects.filter(pk=officer.pk).update(display_name=username.capitalize())
        set_device(officer=officer, secret=SECRET)
    now = timezone.now()
    until = now.replace(year=now.year + 1)
    known = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534", nationality="kr", passportNumber="M12345678")
    contribute(viewer("TH"), label("TH", seekers=["KR"], until=until), known)
    result = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=now)
    (hit,) = [found.hit for answer in result.answers for found in answer.found]
    actions.ask_owner(viewer("KR"), hit, urgency=Urgency.HELD, now=now)
    with served() as address:
        yield int(address.rpartition(":")[2])


@pytest.fixture
def browser(port: int) -> Iterator[Browser]:
    """Chromium without a window; started after the database, which wants no event loop while it is made."""
    with launched() as opened:
        yield opened


class Screen:
    """One officer before a screen with a device that holds passkeys."""

    def __init__(self, browser: Browser, port: int, *, theme: Theme, width: int, name: str) -> None:
        self.address = f"http://localhost:{port}"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="en")
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.looks = f"{theme}-{width}"
        self.name = name
        self.faults: list[str] = []
        authenticator(self.page)

    def looked_at(self, what: str) -> None:
        """Keep a picture, and what axe finds; nothing may run out of the window."""
        keep_shot(self.page, f"alone-{what}-{self.looks}")
        self.faults += [f"{what}: {fault}" for fault in faults_of(self.page)]
        beyond = self.page.evaluate(NO_SCROLL)
        self.faults += [f"{what}: {beyond} px beyond the window"] if beyond > 0 else []

    def reach(self, wanted: Locator) -> None:
        """Go to it by the Tab key alone."""
        for _ in range(80):
            if wanted.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} is not reached by keyboard")

    def type(self, where: str, text: str) -> None:
        """Fill a field by keyboard."""
        self.reach(self.page.get_by_label(where).first)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def press(self, button: str, *, key: str = "Enter") -> None:
        """Press a button or a link by keyboard, and wait for the page that follows."""
        wanted = self.page.get_by_role("button", name=button, exact=True).or_(
            self.page.get_by_role("link", name=button, exact=True)
        )
        self.reach(wanted.first)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.page.wait_for_load_state("networkidle")

    def sign_in_with_code(self) -> None:
        self.page.goto(f"{self.address}/sign-in?next=/passkeys")
        self.looked_at("sign-in")
        self.type("User name", self.name)
        self.type("Password", PASSWORD)
        self.type("Code", pyotp.TOTP(SECRET).at(timezone.now()))
        self.press("Sign in")

    def make_passkey(self) -> None:
        self.looked_at("passkeys-none")
        self.type("Name", "Laptop of the desk")
        self.press("Add this device")
        self.looked_at("passkeys-one")

    def sign_in_with_passkey(self, path: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/sign-in?next={path}")
        self.press("Sign in with a passkey")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_by_keyboard_alone_an_emergency_is_signed_and_reviewed_with_passkeys(
    browser: Browser, port: int, theme: Theme, width: int
) -> None:
    night, head = (Screen(browser, port, theme=theme, width=width, name=name) for name in ("night", "head"))
    for screen in (night, head):
        screen.sign_in_with_code()
        screen.make_passkey()
    (hit,) = {side.hit for side in _questions()}

    night.sign_in_with_passkey(f"/hit/{hit}")
    night.looked_at("hit")
    night.press("Release alone in an emergency")
    night.looked_at("form")
    night.type("What the risk is, and how you know", REASON)
    night.press("Show exactly what leaves")
    night.looked_at("signing")
    shown = night.page.locator("main").inner_text()
    assert "M12345678" in shown
    assert REASON in shown
    assert _made() == []
    night.press("Sign it")
    night.looked_at("released")
    assert _made() == [("night", "")]

    head.sign_in_with_passkey("/inbox")
    head.looked_at("inbox")
    head.page.goto(f"{head.address}/releases/alone")
    head.looked_at("list")
    head.press("Release in an emergency")
    head.looked_at("review")
    head.type("What you looked at, and why it was right or not", LOOKED_AT)
    head.press("It was right")
    head.looked_at("review-signing")
    head.press("Sign it")
    head.looked_at("reviewed")
    assert _made() == [("night", "right")]
    assert hit_of(viewer("KR"), hit, now=timezone.now()).side.released_alone
    assert night.faults + head.faults == []


def _questions() -> list[HitSide]:
    return hits_of(viewer("TH"), now=timezone.now())


def _made() -> list[tuple[str, str]]:
    found = made_alone(viewer("TH"), now=timezone.now())
    return [(each.emergency.released_by_name.lower(), each.emergency.verdict) for each in found]
