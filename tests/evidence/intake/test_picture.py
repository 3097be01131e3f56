"""The page beside the candidate: drawn in the jail, framed where it stands, and never of what lies in quarantine."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, expect
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from tests.browsing import NEEDS_CHROMIUM, looked_at, served, signed_in
from tests.evidence.intake.dropping import SEED, chat, dropped, found
from tests.screening.network import NOW, make_members, viewer

from interlace.evidence.intake.actions import IntakeTerms, go_on_reading, read_again, stop_reading
from interlace.evidence.intake.models import Intake
from interlace.evidence.looking import picture_of, text_of
from interlace.evidence.previewing import MARK_COLOUR, preview, preview_marked
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict
from interlace.foundation.jail.running import read_in_jail

try:
    import weasyprint
except (ImportError, OSError):  # the library loads Pango when it is imported
    pytest.skip("Pango is not on this machine", allow_module_level=True)

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+66 81 234 5678"
PAGES = f"""<html><body><h1>Interview</h1><p>The driver was called by Somchai Jaidee from {PHONE} at noon.</p>
<p>He drove to the house in Mae Sot and waited there.</p>
<p style="break-before: page">seed phrase: {SEED}</p><p>Call +66 81 999 0000.</p></body></html>"""


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")


def interview() -> bytes:
    written: bytes = weasyprint.HTML(string=PAGES).write_pdf()
    return written


def browser_of(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/exercise", {"profile": username})
    client.post("/work", {"purpose": "fraud", "reference": "KR-2026-0117"})
    return client


def candidate(intake: Intake, text: str) -> Any:
    return next(row for (_kind, said), row in found(intake).items() if said == text)


def framed(picture: bytes) -> tuple[int, int, int, int] | None:
    """The frame on a picture, if there is one: left, top, right and bottom."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    wanted = tuple(bytes.fromhex(MARK_COLOUR[1:]))
    places = [(x, y) for x in range(drawn.width) for y in range(drawn.height) if drawn.getpixel((x, y)) == wanted]
    if not places:
        return None
    across, down = [x for x, _y in places], [y for _x, y in places]
    return min(across), min(down), max(across), max(down)


def test_a_value_is_framed_where_it_stands_and_what_is_not_there_is_not() -> None:
    told = read_in_jail(preview_marked, interview(), {"page": 0, "text": PHONE})
    other = read_in_jail(preview_marked, interview(), {"page": 0, "text": "+99 000"})
    plain = read_in_jail(preview, interview(), 0)
    assert isinstance(told, dict)
    assert isinstance(other, dict)
    assert isinstance(plain, dict)
    assert (told["marks"], other["marks"]) == (1, 0)
    assert other["picture"] == plain["picture"] != told["picture"]


def test_the_page_of_a_candidate_is_drawn_for_who_is_on_the_case_and_noted() -> None:
    intake = dropped(interview(), "interview.pdf")
    row = candidate(intake, PHONE)
    client = browser_of("kr.desk")

    page = client.get(f"/intake/{intake.id}?candidate={row.id}").content.decode()
    answer = client.get(f"/intake/candidates/{row.id}/picture")

    assert f"/intake/candidates/{row.id}/picture" in page
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    frame = framed(answer.content)
    assert frame is not None
    assert frame[2] - frame[0] > 3 * (frame[3] - frame[1])  # one line of letters
    with steward(Task.VERIFY):
        assert Leaf.objects.filter(event="evidence.shown").count() == 1
    unknown = client.get(f"/intake/candidates/{intake.id}/picture")
    stranger = browser_of("th.desk").get(f"/intake/candidates/{row.id}/picture")
    assert (unknown.status_code, stranger.status_code) == (404, 404)


def test_a_page_with_something_in_quarantine_is_not_drawn_by_any_way() -> None:
    intake = dropped(interview(), "interview.pdf")
    row = candidate(intake, "+66 81 999 0000")
    client = browser_of("kr.desk")
    assert (
        f"/intake/candidates/{row.id}/picture"
        not in client.get(f"/intake/{intake.id}?candidate={row.id}").content.decode()
    )
    assert client.get(f"/intake/candidates/{row.id}/picture").status_code == 404
    with pytest.raises(Conflict) as refused:
        picture_of(viewer("KR"), intake.exhibit_id, page=1, now=NOW)
    assert refused.value.code == "page_in_quarantine"
    assert picture_of(viewer("KR"), intake.exhibit_id, page=0, now=NOW)


def test_the_text_of_a_chat_with_a_secret_is_not_looked_at_either() -> None:
    intake = dropped(chat())
    with pytest.raises(Conflict):
        text_of(viewer("KR"), intake.exhibit_id, now=NOW)


def test_one_officer_does_not_see_what_lies_in_quarantine_by_reading_again(settings: Any) -> None:
    intake = dropped(interview(), "interview.pdf")
    settings.INTERLACE_WORKER = True  # it waits to be read
    with app.replace_connector(InMemoryConnector()):
        read_again(viewer("KR"), intake.id, IntakeTerms(), now=NOW)
        stop_reading(viewer("KR"), intake.id, now=NOW)
    codes = []
    for page in (0, 1):
        with pytest.raises(Conflict) as refused:
            picture_of(viewer("KR"), intake.exhibit_id, page=page, now=NOW)
        codes.append(refused.value.code)
    assert codes == ["page_not_read", "page_in_quarantine"]
    settings.INTERLACE_WORKER = False
    go_on_reading(viewer("KR"), intake.id, now=NOW)
    assert picture_of(viewer("KR"), intake.exhibit_id, page=0, now=NOW)
    assert not may_look(intake, page=1)


def test_a_chat_that_was_never_read_is_not_looked_at(settings: Any) -> None:
    settings.INTERLACE_WORKER = True
    with app.replace_connector(InMemoryConnector()):
        intake = dropped(chat(("Boss", "Call me.")))
    with pytest.raises(Conflict) as refused:
        text_of(viewer("KR"), intake.exhibit_id, now=NOW)
    assert refused.value.code == "page_not_read"


def may_look(intake: Intake, *, page: int) -> bool:
    try:
        return bool(picture_of(viewer("KR"), intake.exhibit_id, page=page, now=NOW))
    except Conflict:
        return False


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_the_picture_stands_beside_the_candidate_which_is_judged_by_key(browser: Browser) -> None:
    intake = dropped(interview(), "interview.pdf")
    row = candidate(intake, PHONE)
    with served() as address:
        page = signed_in(browser, address, "kr.desk", theme="light", width=1440, language="en")
        page.goto(f"{address}/intake/{intake.id}?candidate={row.id}")
        drawn = page.get_by_role("img", name="Page 1. The place is framed where its letters are found.")
        assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth > 400)")
        looked_at(page, "intake-picture")
        page.keyboard.press("n")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_text("Rejected. Another reading will not propose it again.")).to_be_visible()
