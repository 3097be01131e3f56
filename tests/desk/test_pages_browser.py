"""Threads in a real browser: both themes, a narrow screen, three languages, axe-core, and a draft kept while typed.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, Theme, faults_of, keep_shot, served, signed_in
from tests.desk.threads.letters import letter, question, seen, sent
from tests.screening.network import make_members, viewer

from interlace.core.procedure.threads import ThreadUrgency
from interlace.desk.threads.drafting import drafts_of, message_of, new_draft
from interlace.desk.threads.sending import send_draft

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]


@pytest.fixture
def node() -> Iterator[str]:
    make_members("KR", "TH")
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


OFFICER = "th.desk"
MEBIBYTE = 1024 * 1024


LOOKS: tuple[tuple[Theme, int, str], ...] = (
    ("light", 1440, "en"),
    ("dark", 1440, "fr"),
    ("light", 320, "vi"),
)


def test_no_page_is_wider_than_its_screen_or_keeps_anybody_out(browser: Browser, node: str) -> None:
    now = timezone.now()
    thread = sent(viewer("KR"), letter(urgency=ThreadUrgency.URGENT), now=now).thread
    draft = new_draft(viewer("TH"), question("KR"), now=now)
    names = ("inbox", "threads", "threads/book", "threads/new", f"threads/{thread}", f"threads/drafts/{draft.id}")
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


def writing(browser: Browser, node: str, draft: object, *, officer: str = OFFICER) -> Page:
    """The page of a message that is being written."""
    page = signed_in(browser, node, officer, theme="light", width=1440, language="en")
    page.goto(f"{node}/threads/drafts/{draft}", wait_until="networkidle")
    return page


def test_typing_without_a_pause_is_kept_every_second(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR", text=""), now=timezone.now())
    page = writing(browser, node, draft.id)
    text = page.locator("#text")
    with page.expect_response(lambda answer: answer.url.endswith("/save"), timeout=2000):
        for word in range(24):
            text.press_sequentially(f"{word} ", delay=25)
    page.context.close()


def test_a_session_that_ends_while_somebody_types_loses_nothing(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    page = writing(browser, node, draft.id)
    Session.objects.all().delete()
    page.locator("#text").fill("Typed after the session had ended.")
    expect(page.locator("#saved")).to_contain_text("your session has ended")
    keep_shot(page, "session-ended")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#text")).to_have_value("Typed after the session had ended.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    door = opened.value
    door.wait_for_load_state("networkidle")
    with door.expect_navigation():
        door.locator(f'button[value="{OFFICER}"]').click()
    assert door.url.endswith(f"/threads/drafts/{draft.id}")
    with page.expect_response(lambda answer: answer.url.endswith("/save"), timeout=2000):
        page.bring_to_front()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#saved")).to_contain_text("Nothing is lost if you leave.")
    (kept,) = drafts_of(viewer("TH"), now=timezone.now())
    assert message_of(kept).text == "Typed after the session had ended."
    page.context.close()


def test_what_was_typed_is_not_saved_in_another_officer_s_name(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR", text="Before."), now=timezone.now())
    page = writing(browser, node, draft.id)
    Session.objects.all().delete()
    page.locator("#text").fill("Not to be saved as somebody else's.")
    expect(page.locator("#saved")).to_contain_text("your session has ended")
    door = page.context.new_page()
    door.goto(f"{node}/sign-in")
    with door.expect_navigation():
        door.locator('button[value="th.second"]').click()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#saved")).to_contain_text("somebody else has signed in here")
    assert message_of(drafts_of(viewer("TH"), now=timezone.now())[0]).text == "Before."
    page.context.close()


def test_a_note_that_was_typed_when_the_session_ended_is_there_after_signing_in_again(
    browser: Browser, node: str
) -> None:
    thread = sent(viewer("KR"), letter(), now=timezone.now()).thread
    page = signed_in(browser, node, OFFICER, theme="light", width=1440, language="en")
    page.goto(f"{node}/threads/{thread}", wait_until="networkidle")
    page.get_by_text("Write a note", exact=True).click()
    note = page.locator('textarea[name="note"]')
    with page.expect_response(lambda answer: answer.url.endswith("/unsent"), timeout=2000):
        note.press_sequentially("Kept before ", delay=20)
    Session.objects.all().delete()
    note.press_sequentially("and after.", delay=20)
    said = page.locator('form[action$="/notes"] [data-kept]')
    expect(said).to_contain_text("your session has ended")
    keep_shot(page, "note-session-ended")
    page.get_by_role("button", name="Keep the note").click()
    expect(note).to_have_value("Kept before and after.")
    door = page.context.new_page()
    door.goto(f"{node}/sign-in?next=/threads/{thread}")
    with door.expect_navigation():
        door.locator(f'button[value="{OFFICER}"]').click()
    with page.expect_response(lambda answer: answer.url.endswith("/unsent"), timeout=2000):
        page.bring_to_front()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(said).to_contain_text("Nothing is lost if you leave.")
    # And whoever closed the page meanwhile finds it in another one.
    door.goto(f"{node}/threads/{thread}", wait_until="networkidle")
    expect(door.locator('textarea[name="note"]')).to_have_value("Kept before and after.")
    keep_shot(door, "note-there-again")
    with door.expect_navigation():
        door.get_by_role("button", name="Keep the note").click()
    (kept,) = seen("TH", thread, now=timezone.now()).notes
    assert kept.text == "Kept before and after."
    expect(door.locator('textarea[name="note"]')).to_have_value("")
    page.context.close()


def test_two_officers_at_one_draft_each_keep_what_they_typed(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    one, two = writing(browser, node, draft.id), writing(browser, node, draft.id, officer="th.second")
    with one.expect_response(lambda answer: answer.url.endswith("/save")):
        one.locator("#text").fill("What the first one typed.")
    for words in ("What the second", "What the second one typed."):
        with two.expect_response(lambda answer: answer.url.endswith("/save")):
            two.locator("#text").fill(words)
    expect(two.locator("#saved")).to_contain_text("Somebody else has changed this draft meanwhile.")
    keep_shot(two, "two-officers")
    with two.expect_navigation():
        two.get_by_role("link", name="Open what was kept beside it").click()
    expect(two.locator("#text")).to_have_value("What the second one typed.")
    texts = sorted(message_of(each).text for each in drafts_of(viewer("TH"), now=timezone.now()))
    assert texts == ["What the first one typed.", "What the second one typed."]
    for page in (one, two):
        page.context.close()


def test_sending_takes_the_last_word_and_leaves_no_draft_behind(browser: Browser, node: str) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    page = writing(browser, node, draft.id)
    with page.expect_response(lambda answer: answer.url.endswith("/save")):
        page.locator("#text").fill("Kept by itself.")
    page.route("**/save", lambda route: None)  # the next save stays under way
    page.locator("#text").fill("The last word.")
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()
    thread = UUID(page.url.rpartition("/")[2])
    assert [event.body["text"] for event in seen("KR", thread, now=timezone.now()).events] == ["The last word."]
    assert drafts_of(viewer("TH"), now=timezone.now()) == []
    page.context.close()


def test_what_is_typed_after_a_colleague_has_sent_the_message_becomes_a_further_one(
    browser: Browser, node: str
) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    page = writing(browser, node, draft.id, officer="th.second")
    thread = send_draft(viewer("TH"), draft.id, now=timezone.now()).thread
    page.locator("#text").fill("One thing more.")
    expect(page.locator("#saved")).to_contain_text("A colleague has sent this message meanwhile.")
    keep_shot(page, "sent-meanwhile")
    with page.expect_navigation():
        page.get_by_role("link", name="Open what was kept beside it").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()
    events = seen("KR", thread, now=timezone.now()).events
    assert [event.body["text"] for event in events] == [letter().text, "One thing more."]
    page.context.close()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(browser: Browser, node: str, tmp_path: Path) -> None:
    draft = new_draft(viewer("TH"), letter("KR"), now=timezone.now())
    page = writing(browser, node, draft.id)
    large = tmp_path / "film.pdf"
    with large.open("wb") as file:
        file.truncate(3 * 1024 * MEBIBYTE)
    page.locator("#file").set_input_files(large)
    sentence = "A message carries files of at most 50 MiB. Split it, or hand it over as evidence."
    expect(page.locator("#file-said")).to_have_text(sentence)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Attach", exact=True).click()
    keep_shot(page, "file-too-large")
    assert [url for url in asked if url.endswith("/files")] == []
    page.context.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="nothing on this machine reads a PDF")
def test_every_printed_sheet_says_by_which_number_for_whom_and_which_of_how_many(
    browser: Browser, node: str, tmp_path: Path
) -> None:
    thread = sent(viewer("KR"), letter(text="A long letter. " * 500), now=timezone.now()).thread
    page = signed_in(browser, node, OFFICER, theme="light", width=1440, language="en")
    page.goto(f"{node}/threads/{thread}", wait_until="networkidle")
    page.pdf(path=str(tmp_path / "thread.pdf"), prefer_css_page_size=True)
    told = subprocess.run(
        [str(shutil.which("pdftotext")), "-layout", str(tmp_path / "thread.pdf"), "-"], capture_output=True, check=True
    )
    sheets = [" ".join(sheet.split()) for sheet in told.stdout.decode().split("\f")[:-1]]
    assert len(sheets) > 1
    number = seen("TH", thread, now=timezone.now()).side.number
    for place, sheet in enumerate(sheets, 1):
        assert f"{number}, case none. For TH and KR only." in sheet
        assert "Read by desk of TH, TH," in sheet
        assert sheet.endswith((f"{place} / {len(sheets)}", f"{place}/{len(sheets)}"))
    page.context.close()
