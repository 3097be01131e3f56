"""Minutes: each bureau takes along what its page shows, and nobody takes what was never there for it."""

import io
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from docx import Document
from tests.meeting.holding import SECOND, called, laid, terms
from tests.screening.network import NOW, make_members, viewer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.printing.pdf import PrinterMissing
from interlace.meeting.actions import agree_on_action, judge_link
from interlace.meeting.minutes.taking import Edition, MinutesForm, take_minutes
from interlace.meeting.models import Finding, Meeting
from interlace.meeting.queries import meeting_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    """KR, MY and TH at a table; one link of KR and MY, judged by MY; one action for all, one for KR and MY."""
    make_members("KR", "MY", "TH", "VN")
    made = called()
    laid(made, tmp_path)
    link = meeting_view(viewer("MY"), made.id, now=NOW).links[0].link
    judge_link(viewer("MY"), made.id, link.id, Finding.CANNOT_TELL, reason="The holder is not known.", now=NOW)
    agree_on_action(viewer("KR"), made.id, terms("Name the contact points.", "TH"), now=NOW)
    agree_on_action(viewer("KR"), made.id, terms("Ask 김철수's bank.", "MY", readers=frozenset({"MY"})), now=NOW)
    return made


def minutes(member: str, meeting: Meeting, form: MinutesForm = MinutesForm.DOCX, *languages: str) -> bytes:
    edition = Edition(form, languages or ("en",), ZoneInfo("UTC"))
    return take_minutes(viewer(member), meeting.id, edition, now=NOW)


def words_of(content: bytes) -> str:
    document: Any = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_minutes_say_what_was_found_and_agreed(meeting: Meeting) -> None:
    words = words_of(minutes("MY", meeting))
    for said in ("Golden Reed", "KR KR-1 and MY MY-1", "Both bureaus wrote the same.", "At the table: KR, MY and TH"):
        assert said in words
    assert "MY: Cannot tell, because The holder is not known." in words
    assert "Ask 김철수's bank." in words


def test_another_bureau_at_the_table_takes_other_minutes(meeting: Meeting) -> None:
    words = words_of(minutes("TH", meeting))
    assert "Name the contact points." in words
    for hidden in ("KR-1", "MY-1", "김철수", "8751", "Cannot tell"):
        assert hidden not in words


def test_who_was_not_invited_finds_no_minutes_and_leaves_no_trace(meeting: Meeting) -> None:
    with pytest.raises(NotFound):
        minutes("VN", meeting)
    with steward(Task.VERIFY):
        assert not Leaf.objects.filter(event="meeting.minutes_taken").exists()


def test_taking_them_leaves_one_leaf(meeting: Meeting) -> None:
    minutes("MY", meeting)
    with steward(Task.VERIFY):
        assert Leaf.objects.filter(event="meeting.minutes_taken").count() == 1


def test_open_actions_come_to_the_next_meeting_of_the_series(meeting: Meeting) -> None:
    after = called(held_on=SECOND, after=meeting.id)
    assert "Name the contact points. (from an earlier meeting)" in words_of(minutes("TH", after))


def test_two_languages_stand_one_after_the_other(meeting: Meeting) -> None:
    words = words_of(minutes("MY", meeting, MinutesForm.DOCX, "en", "vi"))
    assert "Minutes: Golden Reed" in words
    assert "Biên bản: Golden Reed" in words


def test_an_unknown_language_is_refused_without_repeating_it(meeting: Meeting) -> None:
    with pytest.raises(InvalidInput) as refused:
        minutes("MY", meeting, MinutesForm.PDF, "tlh")
    assert refused.value.code == "language_unknown"
    assert "tlh" not in str(refused.value.message)


def test_the_pdf_says_the_same(meeting: Meeting) -> None:
    try:
        content = minutes("MY", meeting, MinutesForm.PDF)
    except PrinterMissing as missing:
        pytest.skip(str(missing.fix))
    document = pypdfium2.PdfDocument(content)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "Golden Reed" in words
    assert "김철수" in words
