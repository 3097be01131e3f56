"""People, units, waiting rows, use and signals in a real browser: both themes, a narrow screen, axe-core.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal
from uuid import uuid4
from wsgiref.simple_server import make_server

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from tests.bureaus.people.staff import PAPER, Staff, make_staff
from tests.facts import sheets
from tests.people import make_member, make_officer
from tests.surfaces.web.serving import CHROMIUM, CHROMIUM_FLAGS, QuietHandler, ThreadedServer
from tests.surfaces.web.test_style_page import FAULTS

from interlace.bureaus.people.changes import propose_officer
from interlace.bureaus.people.models import HitLevel
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Grant, UnitRights
from interlace.bureaus.people.suspending import suspend
from interlace.core.handling import Action, HitMode
from interlace.facts.actions import contribute
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.sharing import Sharing
from interlace.facts.values import Reading
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.usage.watching import watch_searches
from interlace.screening.models import Check

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
def pages(tmp_path: Path) -> tuple[str, ...]:
    """A bureau in the middle of its work: a unit that handed rows in, a proposal, a suspension, two signals."""
    staff, now = make_staff(), timezone.now()
    make_member("TH")
    grants = (
        Grant(CASE_FACTS, HitLevel.CONTENT, ("name", "birthDate"), may_contribute=True),
        Grant(OTHERS, HitLevel.HIT),
    )
    unit = staff.opened(UnitRights("국경 수사대 Border unit", "Asia/Seoul", grants))
    roles = (Role.DOMESTIC_UNIT, Role.UNIT_CONTRIBUTOR)
    clerk, _done = staff.appointed(username="border.one", name="김민수", bureau=str(unit.pk), roles=roles)
    waits = propose_officer(staff.by(staff.head), replace(staff.post(), username="y.park"), PAPER, now=now).change
    gone = make_officer("KR", username="kr.gone")
    suspend(staff.by(staff.head), gone.pk, reason="Lost the badge.", now=now)
    made = handed_in(staff, clerk, tmp_path)
    for officer, values in ((staff.duty, {"name": "Officer of KR"}), *((clerk, phone(each)) for each in range(11))):
        searched(staff, officer, values)
    watch_searches(now=now)
    Officer.objects.update(is_profile=True)
    return (
        "people",
        "people/officer/new",
        f"people/officer/{clerk.pk}",
        f"people/officer/{gone.pk}",
        "people/unit/new",
        f"people/unit/{unit.pk}",
        f"people/change/{waits.id}",
        "people/usage",
        "people/signals",
        "import/waiting",
        f"import/waiting/{made}",
    )


def handed_in(staff: Staff, clerk: Officer, folder: Path) -> object:
    path = sheets.write_csv(folder / "three.csv", sheets.planted(4, 1)[0])
    until = timezone.now() + timedelta(days=90)
    terms = Sharing.with_members(["TH"], hit=HitMode.HIT, purpose="fraud", until=until)
    source = ImportedFile.open(path, Defaults(reading=Reading(country="KR"), status="suspect"))
    return contribute(staff.by(clerk), source, terms, now=timezone.now()).contribution.id


def phone(number: int) -> dict[str, str]:
    return {"phone": f"+82 10 5550 0{number:03}"}


def searched(staff: Staff, officer: Officer, values: dict[str, str]) -> None:
    viewer, at = staff.by(officer), timezone.now() - timedelta(minutes=5)
    question = {"schema": "Person", "properties": {name: [value] for name, value in values.items()}}
    with acting(viewer, Action.DISCOVER, now=at):
        Check.objects.create(
            id=uuid4(),
            member="KR",
            officer=officer.pk,
            purpose="fraud",
            reference="KR-1",
            question=question,
            created=at,
        )


@pytest.fixture
def node(pages: tuple[str, ...]) -> Iterator[str]:
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
    Officer.objects.filter(username="kr.head").update(language=language)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)
    page = context.new_page()
    page.goto(f"{node}/sign-in")
    page.locator('button[value="kr.head"]').click()
    page.wait_for_load_state("networkidle")
    return page


LOOKS: tuple[tuple[Literal["light", "dark"], int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(
    browser: Browser, node: str, pages: tuple[str, ...]
) -> None:
    too_wide, faults = [], {}
    for theme, width, language in LOOKS:
        page = opened(browser, node, theme=theme, width=width, language=language)
        for at, name in enumerate(pages):
            page.goto(f"{node}/{name}", wait_until="networkidle")
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=str(Path(SHOTS) / f"{at:02}-{theme}-{width}.png"), full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
            if width < 1440:
                continue
            page.evaluate(AXE_SCRIPT)
            if found := page.evaluate(FAULTS):
                faults[name, theme, width] = found
        page.context.close()
    assert (too_wide, faults) == ([], {})
