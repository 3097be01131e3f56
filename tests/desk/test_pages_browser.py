"""Threads in a real browser: both themes, a narrow screen, three languages, axe-core, and a draft kept while typed.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot, launched, served, signed_in
from tests.desk.threads.letters import letter, question, sent
from tests.screening.network import make_members, viewer

from interlace.core.procedure.threads import ThreadUrgency
from interlace.desk.threads.drafting import drafts_of, message_of, new_draft

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def node() -> Iterator[str]:
    make_members("KR", "TH")
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


OFFICER = "th.desk"


LOOKS: tuple[tuple[Theme, int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(browser: Browser, node: str) -> None:
    now = timezone.now()
    thread = sent(viewer("KR"), letter(urgency=ThreadUrgency.URGENT), now=now).thread
    draft = new_draft(viewer("TH"), question("KR"), now=now)
    names = ("inbox", "threads", "threads/new", f"threads/{thread}", f"threads/drafts/{draft.id}")
    too_wide, faults, said = [], {}, []
    for theme, width, language in LOOKS:
        page = signed_in(browser, node, OFFICER, theme=theme, width=width, language=language)
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        for place, name in enumerate(names):
            page.goto(f"{node}/{name}", wait_until="networkidle")
            keep_shot(page, f"{place}-{theme}-{width}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
            if width < 1440:
                continue
            if found := faults_of(page):
                faults[name, theme, width] = found
        page.context.close()
    assert (too_wide, faults, said) == ([], {}, [])


def test_what_is_typed_is_kept_within_two_seconds_without_a_button(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    page = signed_in(browser, node, OFFICER, theme="light", width=1440, language="en")
    page.goto(f"{node}/threads/drafts/{draft.id}", wait_until="networkidle")
    for words in ("First words.", "Second words."):
        with page.expect_response(lambda answer: answer.url.endswith("/save"), timeout=2000):
            page.locator("#text").fill(words)
    expect(page.locator('#saved input[name="version"]')).to_have_value("3")
    (kept,) = drafts_of(viewer("TH"), now=timezone.now())
    assert message_of(kept).text == "Second words."
    page.context.close()
