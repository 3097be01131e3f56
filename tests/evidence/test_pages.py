"""Exhibits in a browser: added, followed, looked at, packed and taken, in both widths and themes.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, follow, looked_at, served, signed_in
from tests.cases.filing import opened
from tests.evidence.holding import MARK
from tests.evidence.letters import letter
from tests.screening.network import make_members

from interlace.cases.models import Case
from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.checking import check_due_exhibits
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def node(settings: Any) -> Iterator[tuple[str, Case]]:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    case = opened()
    with served() as address:
        yield address, case


def add(page: Page, node: str, case: Case, file: Path) -> None:
    page.goto(f"{node}/exhibits/of/{case.id}")
    page.get_by_text("A file from this computer").click()
    page.get_by_label("What it is").fill("Letter found in the flat")
    page.get_by_label("Whom or what it was taken from").fill("한지섭")
    page.get_by_label("Where", exact=True).fill("Incheon")
    page.get_by_label("When").fill("2026-07-01 14:10")
    page.get_by_label("Warrant, order, request or consent").fill("warrant 2026-55")
    page.get_by_label("File", exact=True).set_input_files(file)
    follow(page.get_by_role("button", name="Seal it"))


def test_an_exhibit_is_added_looked_at_packed_and_taken(
    browser: Browser, node: tuple[str, Case], tmp_path: Path
) -> None:
    address, case = node
    file = tmp_path / "letter.pdf"
    file.write_bytes(letter())
    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("e")
    expect(page.get_by_text("No exhibit yet.")).to_be_visible()
    add(page, address, case, file)
    expect(page.get_by_text("The exhibit is sealed.")).to_be_visible()
    looked_at(page, "exhibit-one")

    follow(page.get_by_role("link", name="Look at it"))
    drawn = page.get_by_role("img", name="Page 1 of 1")
    assert drawn.evaluate("image => image.naturalWidth > 400")
    looked_at(page, "exhibit-look")

    page.goto(f"{address}/exhibits/of/{case.id}")
    looked_at(page, "exhibit-case")
    follow(page.get_by_role("button", name="Make a package of these"))
    looked_at(page, "exhibit-package")
    for button, closed in (("Take the whole package", False), ("Take the copy", True)):
        if closed:
            page.get_by_label("whom it was taken from").check()
        with page.expect_download() as taken:
            page.get_by_role("button", name=button).click()
        copy = tmp_path / f"{button}.zip"
        taken.value.save_as(copy)
        report = verify_bundle(copy)
        assert (report.files, report.broken, report.closed > 0) == (1, (), closed)


def test_a_step_a_hand_over_and_a_lost_exhibit_are_seen(
    browser: Browser, node: tuple[str, Case], tmp_path: Path, settings: Any
) -> None:
    address, case = node
    file = tmp_path / "chat.txt"
    file.write_bytes(MARK * 100_000)
    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    add(page, address, case, file)
    page.get_by_text("Record a step").click()
    page.get_by_label("What was done").select_option("analysed")
    page.locator("#at").fill("2026-07-02 09:00")
    page.locator("#step-place").fill("Seoul")
    page.locator("#step-purpose").fill("Extraction")
    follow(page.get_by_role("button", name="Record it"))
    expect(page.get_by_text("2. analysed")).to_be_visible()

    with steward(Task.VERIFY):
        exhibit = Exhibit.objects.get()
    (Path(settings.INTERLACE_DATA) / "evidence" / exhibit.place).unlink()
    assert check_due_exhibits(now=timezone.now() + timedelta(days=1)) == (1, 1)
    page.reload()
    expect(page.get_by_text("This exhibit is no longer what was sealed: missing.")).to_be_visible()
    looked_at(page, "exhibit-lost")
    page.get_by_label("What was found, and what is done about it").fill("The disk failed; a backup is on its way.")
    follow(page.get_by_role("button", name="Answer"))
    expect(page.get_by_text("The disk failed; a backup is on its way.")).to_be_visible()


def test_a_file_lies_sealed_on_its_way_and_a_wrong_form_loses_nothing_that_was_typed(
    browser: Browser, node: tuple[str, Case], tmp_path: Path, settings: Any
) -> None:
    address, case = node
    file = tmp_path / "chat.txt"
    file.write_bytes(MARK * 100_000)
    page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{address}/exhibits/of/{case.id}")
    page.get_by_text("A file from this computer").click()
    page.get_by_label("What it is").fill("Chat")
    page.get_by_label("Whom or what it was taken from").fill("phone")
    page.get_by_label("Where", exact=True).fill("Incheon")
    page.get_by_label("When").fill("yesterday")
    page.get_by_label("Warrant, order, request or consent").fill("warrant")
    page.get_by_label("File", exact=True).set_input_files(file)
    follow(page.get_by_role("button", name="Seal it"))
    expect(page.get_by_text("This is no day with a time.")).to_be_visible()
    expect(page.get_by_label("Whom or what it was taken from")).to_have_value("phone")
