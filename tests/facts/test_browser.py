"""Journey (a), steps 1 to 3, in a real browser: drop the sheet, mend row 6, choose the sentence, see the answers.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of every step.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from tests.browsing import NEEDS_CHROMIUM, follow, keep_shot, served
from tests.facts import sheets

from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.jobs.models import Job
from interlace.screening.access import close_index
from interlace.world import golden_reed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[str]:
    """A node on which the members of Golden Reed hold their records, and XA does not answer."""
    close_index()
    golden_reed.build(tmp_path / "world", now=timezone.now())
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address
    close_index()


def sign_in(page: Page, node: str, username: str) -> None:
    page.goto(f"{node}/sign-in")
    with page.expect_navigation():
        page.locator(f'button[value="{username}"]').click()


def test_the_demo_sheet_goes_from_file_to_answers_in_twelve_clicks(browser: Browser, node: str, tmp_path: Path) -> None:
    assert Officer.objects.filter(username="kr.desk").exists()
    assert not Member.objects.get(code="XA").reachable
    sheet = sheets.write_xlsx(tmp_path / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("request", lambda asked: None if asked.url.startswith(node) else heard.append(asked.url))
    sign_in(page, node, "kr.desk")
    page.goto(f"{node}/import", wait_until="networkidle")
    page.locator('button[popovertarget="work"]').click()
    page.locator("#work #purpose").select_option("fraud")
    page.locator("#work #reference").fill("KR-2026-0117")
    page.get_by_role("button", name="Work for this").click()
    page.wait_for_load_state("networkidle")
    keep_shot(page, "import-1-file")

    page.set_input_files("#file", sheet)  # 2 clicks: the button, the file
    page.select_option("#status", "suspect")  # 1
    page.get_by_role("button", name="Read the file").click()  # 1
    page.wait_for_load_state("networkidle")
    assert (
        page.get_by_role("heading", name="1 row needs you").or_(page.get_by_text("1 row needs you")).first.is_visible()
    )
    keep_shot(page, "import-2-preview")

    box = page.get_by_label("Phone in row 6")
    box.fill("010-0000-0171")  # 1
    box.press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("needs you").count() == 0
    for code in ("TH", "VN", "SG", "XA"):
        page.locator(f'input[name="audience"][value="{code}"]').check()  # 4
    page.locator("#sentence-until").fill("2099-06-30")
    expect(page.locator("#said")).to_contain_text("SG, TH, VN and XA may know")
    keep_shot(page, "import-3-sentence")
    page.get_by_role("button", name="Contribute 10 rows").click()  # 1
    page.wait_for_load_state("networkidle")
    expect(page.locator("#answers tbody tr").first).to_be_visible(timeout=20_000)
    expect(page.locator("#contribution-answers form")).to_have_count(0, timeout=20_000)
    keep_shot(page, "import-4-result")
    said = {row.split("\n")[0][:2] + ": " + row for row in page.locator("#answers tbody tr").all_inner_texts()}
    assert any(row.startswith("TH") and "Possible" in row and "very strong" in row for row in said)
    assert any(row.startswith("VN") and "Possible" in row for row in said)
    assert any(row.startswith("SG") and "No hit" in row for row in said)
    assert any(row.startswith("XA") and "Waiting" in row and "No hit" not in row for row in said)
    assert heard == []
    context.close()


@pytest.mark.parametrize(
    ("theme", "width", "language"), [("light", 1440, "en"), ("dark", 1440, "fr"), ("light", 320, "vi")]
)
def test_every_page_of_facts_fits_the_screen(
    browser: Browser, node: str, tmp_path: Path, theme: str, width: int, language: str
) -> None:
    sheet = sheets.write_xlsx(tmp_path / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)  # type: ignore[arg-type]
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    sign_in(page, node, "kr.desk")
    too_wide = []

    def look(name: str) -> None:
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(name)
        keep_shot(page, f"{name}-{theme}-{width}-{language}")

    page.goto(f"{node}/import")
    look("import-file")
    page.set_input_files("#file", sheet)
    page.select_option("#status", "suspect")
    follow(page.locator("form[enctype] button"))
    page.locator("details summary").last.click()
    look("import-preview")
    page.select_option("#sentence-purpose", "fraud")
    page.fill("#case_reference", "KR-2026-0117")
    page.select_option("#register", "+")
    page.fill("#register_name", "wanted")
    page.fill("#register_title", "Wanted persons")
    page.fill("#legal_effect", "An entry asks to locate the person; it permits no arrest.")
    follow(page.locator('button[value="trial"]'))
    look("import-tried")
    follow(page.locator("#contribute button.is-main"))
    look("import-register")
    page.goto(f"{node}/import")
    look("import-registers")
    page.goto(f"{node}/sharing")
    look("sharing")
    page.select_option("#member", "TH")
    follow(page.locator('form[action^="/sharing"] button'))
    look("sharing-tested")
    follow(page.locator('a[href^="/sharing/"]').first)
    look("recall-choose")
    page.locator('input[name="fact"]').nth(1).check()
    follow(page.locator("main form button").first)
    look("recall-confirm")
    page.select_option("#reason", "wrong-value")
    follow(page.locator("main form button").first)
    look("recall-done")
    assert page.url.endswith("/sharing#recalled")
    assert (heard, too_wide) == ([], [])
    context.close()


def test_a_test_of_a_viewer_needs_no_script(browser: Browser, node: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    sign_in(page, node, "kr.desk")
    page.goto(f"{node}/sharing")
    page.select_option("#member", "TH")
    follow(page.get_by_role("button", name="Look as they do"))
    assert page.locator("#tested tbody tr").count() == 8
    context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_the_page_follows_a_job_to_its_end(browser: Browser, node: str, tmp_path: Path, has_script: bool) -> None:
    sheet = sheets.write_xlsx(tmp_path / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS)
    context = browser.new_context(java_script_enabled=has_script, locale="en")
    page = context.new_page()
    sign_in(page, node, "kr.desk")
    page.goto(f"{node}/import")
    page.set_input_files("#file", sheet)
    page.select_option("#status", "suspect")
    page.locator("form[enctype] button").click()
    page.select_option("#sentence-purpose", "fraud")
    page.fill("#case_reference", "KR-2026-0117")
    with override_settings(INTERLACE_WORKER=True), app.replace_connector(InMemoryConnector()):
        page.get_by_role("button", name="Contribute 9 rows").click()
        expect(page.locator("#progress")).to_contain_text("It waits for its turn.")
        Job.objects.update(state=Job.State.RUNNING, started=timezone.now(), progress=5, total=10)
        if not has_script:
            page.get_by_role("link", name="Look again").click()
        expect(page.locator("#progress")).to_contain_text("5 rows read")
        keep_shot(page, f"import-progress-{has_script}")
        # In a thread of its own, as a worker is: playwright keeps a loop in this one.
        with ThreadPoolExecutor(1) as worker:
            worker.submit(app.run_worker, wait=False, install_signal_handlers=False, listen_notify=False).result()
            worker.submit(connections.close_all).result()
    if not has_script:
        page.get_by_role("link", name="Look again").click()
    expect(page.locator("#result-title")).to_have_text("9 rows stored, 1 with a problem")
    page.reload()
    expect(page.locator("#result-title")).to_have_text("9 rows stored, 1 with a problem")
    context.close()
