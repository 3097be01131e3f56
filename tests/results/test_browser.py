"""The result sheet in a real browser: two clicks to a file, reported and published, in both widths and themes.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.results.reporting import people, reported, three_bureaus
from tests.screening.network import NOW

from interlace.core.results import ResultKind
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import JointOperation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, JointOperation]]:
    settings.INTERLACE_DEMO = True
    operation = three_bureaus()
    for state, count in {"TH": 11, "VN": 5}.items():
        reported(
            state,
            operation,
            ResultKind.ARREST,
            *people(count, prefix=state),
            compartment=Compartment.ALL,
            is_public=True,
            at=NOW,
        )
    with served() as address:
        yield address, operation


def test_from_the_list_two_clicks_lead_to_the_sheet_as_a_file(
    browser: Browser, node: tuple[str, JointOperation]
) -> None:
    address, _operation = node
    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{address}/results")
    looked_at(page, "results-list")
    follow(page.get_by_role("link", name="Golden Reed"))
    expect(page.locator("tr", has_text="Arrests made").first).to_contain_text("16")
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    assert download.value.suggested_filename == "results.pdf"


def test_an_officer_reports_by_keyboard_and_the_leading_bureau_publishes(
    browser: Browser, node: tuple[str, JointOperation]
) -> None:
    address, operation = node
    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{address}/operations/{operation.id}/results")
    page.locator("#named").focus()
    page.keyboard.type("K")
    page.keyboard.press("Tab")
    page.keyboard.type("the duty log")
    report = page.get_by_role("button", name="Report", exact=True)
    report.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("too few letters and digits")
    page.locator("#named").fill("KR; M12345678")
    follow(page.get_by_role("button", name="Report", exact=True))
    expect(page.locator("tr", has_text="Arrests made").first).to_contain_text("17")
    follow(page.get_by_role("button", name="Publish"))
    looked_at(page, "results-sheet")
    follow(page.get_by_role("link", name="Version 1"))
    expect(page.get_by_role("heading", name="Results for the public: Golden Reed")).to_be_visible()
    expect(page.locator("tr", has_text="Arrests made").first).to_contain_text("16")
    looked_at(page, "results-public")
