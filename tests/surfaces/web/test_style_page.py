"""Every page in a real browser: nothing foreign asked for, nothing inline, nothing wider than the screen.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page in each theme, language and width.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot
from tests.surfaces.web.serving import style_pages
from tests.surfaces.web.style_page import DOORS, NAMES, PAGES

pytestmark = [
    pytest.mark.browser,
    NEEDS_CHROMIUM,
]

ALL = (*PAGES, *DOORS)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with style_pages() as found:
        yield found


def complaints_of(page: Page, address: str) -> list[str]:
    """What the page asks of others, and what its policy or its script had to refuse."""
    heard: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(address) else heard.append(f"asks {asked.url}"))
    page.on("response", lambda got: heard.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize(
    ("theme", "width", "language"),
    [("light", 1440, "en"), ("dark", 1440, "fr"), ("light", 320, "vi"), ("light", 320, "en")],
)
def test_pages_are_complete_in_themselves_and_never_wider_than_the_screen(
    browser: Browser, address: str, theme: str, width: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale=language)  # type: ignore[arg-type]
    page = context.new_page()
    heard = complaints_of(page, address)
    too_wide = []
    for name in ALL:
        page.goto(f"{address}/{name}", wait_until="networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(name)
        keep_shot(page, f"{name}-{theme}-{width}-{language}")
    context.close()
    assert (heard, too_wide) == ([], [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_keeps_anybody_out(browser: Browser, address: str, theme: Theme) -> None:
    """All rules of axe-core, WCAG 2.2 AA and good practice alike; the notice on contrast counts in both themes."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=theme).new_page()
    found = {}
    for name in ALL:
        page.goto(f"{address}/{name}", wait_until="networkidle")
        if faults := faults_of(page):
            found[name] = faults
    page.context.close()
    assert found == {}


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/check")
    assert page.locator("tbody tr").count() == 6
    page.goto(f"{address}/check")
    page.get_by_role("button", name="P. Saetang").or_(page.get_by_role("button", name="Y. Seo")).click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    context.close()


LATIN, KOREAN, CHINESE = r"^Noto Sans(?: \w+Bold)?$", "KR|Gothic", "SC|TC|CJK|PingFang|YaHei"
FONTS_OF_NAMES = (KOREAN, "Thai", "Khmer", "Lao", "Myanmar", f"{KOREAN}|{CHINESE}", LATIN, "Arabic", LATIN)


def test_names_in_nine_scripts_have_every_letter(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/scripts", wait_until="networkidle")
    assert page.locator(".name > bdi").all_inner_texts() == [name.original for name in NAMES]
    # A letter that no font has is drawn as a box of another one's: the browser itself says which fonts drew each name.
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": ".name > bdi"})["nodeIds"]
    drawn = {
        name.original: {
            font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        }
        for name, node in zip(NAMES, nodes, strict=True)
    }
    page.close()
    fonts = dict(zip(drawn, FONTS_OF_NAMES, strict=True))
    assert {
        name: families
        for name, families in drawn.items()
        # Between words a space may be anybody's.
        if not any(re.search(fonts[name], family) for family in families)
        or any(not re.search(f"{fonts[name]}|{LATIN}", family) for family in families)
    } == {}


def test_keys_move_through_the_queue_and_only_focus_an_answer(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/inbox", wait_until="networkidle")
    page.keyboard.press("j")
    assert page.locator(".queue-item[aria-current]").inner_text().startswith("15:10")
    page.keyboard.press("k")
    assert page.locator(".queue-item[aria-current]").inner_text().startswith("14:40")
    page.keyboard.press("Shift+?")
    assert page.locator("#help").is_visible()
    page.goto(f"{address}/hit-owner", wait_until="networkidle")
    page.keyboard.press("y")
    assert page.evaluate("document.activeElement.value") == "same"
    assert page.url.endswith("/hit-owner")
    page.locator("#why").focus()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "why"
    page.close()


def test_the_theme_turns_and_is_remembered(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/inbox", wait_until="networkidle")
    page.locator("[data-do=theme]").click()
    page.locator("[data-do=theme]").click()
    page.goto(f"{address}/check", wait_until="networkidle")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    context.close()


def test_a_printed_sheet_names_reader_time_and_code(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/hit-owner", wait_until="networkidle")
    page.emulate_media(media="print")
    foot = page.locator(".print-foot")
    assert foot.is_visible()
    assert "Read by P. Saetang, TH, " in foot.inner_text()
    assert "Sheet /hit-owner, code " in foot.inner_text()
    assert not page.locator(".rail").is_visible()
    keep_shot(page, "hit-owner-print")
    page.close()
