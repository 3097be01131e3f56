"""Shift, rota, directory and register in a real browser: both themes, a narrow screen, three languages, axe-core.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot, served, signed_in
from tests.desk.waking.night import bureau, people, planned, reached_by
from tests.screening.network import viewer

from interlace.bureaus.capabilities.actions import Offer, make_offer
from interlace.bureaus.directory.actions import add_contact
from interlace.bureaus.directory.entries import Entry
from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.holidays import take_in_holidays
from interlace.desk.waking.drills import hold_drill
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.sessions import UNASKED

PAGES = ("shift", "shift/rota", "directory", "directory/new", "capabilities", "capabilities/new")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


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
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


OFFICER = "th.head"


LOOKS: tuple[tuple[Theme, int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(browser: Browser, node: str) -> None:
    too_wide, faults = [], {}
    for theme, width, language in LOOKS:
        page = signed_in(browser, node, OFFICER, theme=theme, width=width, language=language)
        for name in PAGES:
            page.goto(f"{node}/{name}", wait_until="networkidle")
            keep_shot(page, f"{name}-{theme}-{width}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
            if width < 1440:
                continue
            if found := faults_of(page):
                faults[name, theme, width] = found
        page.context.close()
    assert (too_wide, faults) == ([], {})


def test_a_call_shows_itself_on_every_page_and_goes_with_its_answer(browser: Browser, node: str) -> None:
    page = signed_in(browser, node, OFFICER, theme="light", width=1440, language="en")
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


def test_what_a_page_asks_by_itself_says_so(browser: Browser, node: str) -> None:
    page = signed_in(browser, node, OFFICER, theme="light", width=1440, language="en")
    with page.expect_request("**/shift/call") as asked:
        page.goto(f"{node}/shift")
    assert asked.value.headers[UNASKED.lower()] == "1"
    page.context.close()
