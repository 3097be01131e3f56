"""Legal holds in a browser: laid on an exhibit and on a case, lifted by a colleague, at both widths and themes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.cases.filing import opened
from tests.evidence.holding import sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.foundation.identity.models import Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    with served() as address:
        yield address


def test_a_hold_is_laid_stands_in_the_way_and_is_lifted_by_a_colleague(browser: Browser, node: str) -> None:
    case = opened()
    add_officer(viewer("KR"), case.id, officer=Officer.objects.get(username="kr.second").pk, now=NOW)
    exhibit = sealed(case)
    review = timezone.now().replace(year=timezone.now().year + 1, day=1).date().isoformat()
    page = signed_in(browser, node, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{node}/exhibits/{exhibit.id}")
    page.get_by_text("Lay a legal hold").click()
    page.get_by_label("Why it must be kept").fill("The appeal is pending.")
    page.get_by_label("Order, request or law").fill("Order 2026-31")
    page.get_by_label("Looked at again on").fill("2020-01-01")
    follow(page.get_by_role("button", name="Lay the hold"))
    expect(page.get_by_text("A hold has a day on which somebody looks at it again.").first).to_be_visible()
    expect(page.get_by_label("Why it must be kept")).to_have_value("The appeal is pending.")
    page.get_by_label("Looked at again on").fill(review)
    follow(page.get_by_role("button", name="Lay the hold"))
    expect(page.get_by_text("Under a legal hold: The appeal is pending.")).to_be_visible()
    looked_at(page, "exhibit-held")

    page.get_by_text("Record a step").click()
    page.get_by_label("What was done").select_option("destroyed")
    page.locator("#at").fill("2026-07-02 09:00")
    page.locator("#step-place").fill("Seoul")
    page.locator("#step-purpose").fill("Sentence")
    follow(page.get_by_role("button", name="Record it"))
    expect(page.get_by_text("This is under a legal hold: The appeal is pending. (Order 2026-31).")).to_be_visible()

    page.goto(f"{node}/cases/{case.id}?part=case")
    follow(page.get_by_role("link", name="Legal holds"))
    page.get_by_label("Why it must be kept").fill("A complaint against us.")
    page.get_by_label("Order, request or law").fill("Ombudsman 12")
    page.get_by_label("Looked at again on").fill(review)
    follow(page.get_by_role("button", name="Lay the hold"))
    expect(page.get_by_text("Lift the hold on")).to_have_count(0)
    looked_at(page, "case-holds")

    other = signed_in(browser, node, "kr.second", theme="light", width=1440, language="en")
    other.goto(f"{node}/cases/{case.id}")
    follow(other.get_by_role("link", name="Legal holds"))
    other.get_by_text("Lift the hold on E1").click()
    other.locator("details[open]").get_by_label("Why it is needed no more").fill("The appeal is decided.")
    looked_at(other, "case-holds-lift")
    follow(other.locator("details[open]").get_by_role("button", name="Lift the hold"))
    expect(other.get_by_text("The appeal is decided.")).to_be_visible()
