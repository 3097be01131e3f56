"""People, units, waiting rows, use and signals in a real browser: both themes, a narrow screen, axe-core.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot, served, signed_in
from tests.bureaus.people.staff import PAPER, Staff, make_staff
from tests.facts import sheets
from tests.people import make_member, make_officer

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
from interlace.foundation.identity.models import Officer, ResetProposal
from interlace.foundation.identity.roles import Role
from interlace.oversight.usage.watching import watch_searches
from interlace.screening.models import Check

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


@pytest.fixture
def pages(tmp_path: Path) -> tuple[str, ...]:
    """A bureau in the middle of its work: a unit that handed rows in, a proposal, a suspension, two signals."""
    staff, now = make_staff(), timezone.now()
    make_member("TH")
    grants = (
        Grant(CASE_FACTS, HitLevel.CONTENT, ("name", "birthDate"), may_contribute=True),
        Grant(OTHERS, HitLevel.HIT),
    )
    unit = staff.opened(UnitRights("국경 수사대 Border unit", "Asia/Seoul", grants, converses=True))
    roles = (Role.DOMESTIC_UNIT, Role.UNIT_CONTRIBUTOR)
    clerk, _done = staff.appointed(username="kr.border.one", name="김민수", bureau=str(unit.pk), roles=roles)
    waits = propose_officer(staff.by(staff.head), replace(staff.post(), username="kr.y.park"), PAPER, now=now).change
    gone = make_officer("KR", username="kr.gone")
    suspend(staff.by(staff.head), gone.pk, reason="Lost the badge.", now=now)
    made = handed_in(staff, clerk, tmp_path)
    keeper = make_officer("KR", username="kr.keeper", roles=(Role.ADMINISTRATOR,))
    lost = ResetProposal.objects.create(officer=clerk, by=keeper, at=now)
    why = {"refused": now, "refused_by": staff.head, "reason": "It was not his voice."}
    refused = ResetProposal.objects.create(officer=gone, by=keeper, at=now, **why)
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
        "people/resets",
        f"people/resets/{lost.pk}",
        f"people/resets/{refused.pk}",
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
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


OFFICER = "kr.head"


LOOKS: tuple[tuple[Theme, int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(
    browser: Browser, node: str, pages: tuple[str, ...]
) -> None:
    too_wide, faults = [], {}
    for theme, width, language in LOOKS:
        page = signed_in(browser, node, OFFICER, theme=theme, width=width, language=language)
        for at, name in enumerate(pages):
            page.goto(f"{node}/{name}", wait_until="networkidle")
            keep_shot(page, f"{at:02}-{theme}-{width}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
            if width < 1440:
                continue
            if found := faults_of(page):
                faults[name, theme, width] = found
        page.context.close()
    assert (too_wide, faults) == ([], {})
