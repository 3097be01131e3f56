"""Attempts on the intake: words that outlive a quarantine, words in columns, and passwords that look like something."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as node
from django.db import connection
from openpyxl import Workbook
from tests.cases.walking import browser_of, text_of
from tests.evidence.intake.dropping import chat, dropped, found, fresh, texts
from tests.screening.network import NOW, make_members, viewer

from interlace.evidence.intake.actions import hold_file
from interlace.evidence.intake.deciding import accept_candidate
from interlace.evidence.intake.models import HoldReason
from interlace.evidence.intake.queries import intake_view
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")


def test_a_file_put_into_quarantine_shows_no_words_of_it() -> None:
    intake = dropped()
    accept_candidate(viewer("KR"), found(intake)["PERSON", "Somchai Jaidee"].id, now=NOW)
    assert "Somchai" in text_of(browser_of("kr.desk").get(f"/intake/{intake.id}"))
    hold_file(viewer("KR"), intake.id, HoldReason.PRIVILEGED, now=NOW)
    view = intake_view(viewer("KR"), intake.id, now=NOW)
    assert (view.candidates, view.current, view.part, view.remarks) == ([], None, None, [])
    assert "Somchai" not in text_of(browser_of("kr.desk").get(f"/intake/{intake.id}"))


def test_what_could_not_be_read_is_told_on_the_page_and_lies_sealed() -> None:
    intake = dropped(_workbook(), "list.xlsx")
    (remark,) = intake_view(viewer("KR"), intake.id, now=NOW).remarks
    assert (remark["hindrance"], remark["detail"]) == ("sheet_hidden", "Nai Pan owes")
    assert "Nai Pan owes" in text_of(browser_of("kr.desk").get(f"/intake/{intake.id}"))
    with steward(Task.VERIFY), connection.cursor() as cursor:
        cursor.execute("select row_to_json(each)::text from intake_intake each")
        (row,) = cursor.fetchone()
    assert "Nai Pan" not in row
    assert b"Nai Pan".hex() not in row
    assert not any(b"Nai Pan" in file.read_bytes() for file in (Path(node.INTERLACE_DATA) / "evidence").iterdir())


def test_a_password_that_looks_like_a_number_or_a_name_is_neither_shown_nor_proposed() -> None:
    said = (
        "pw=Hunter2!",
        "The password is +66 81 234 5678",
        "my password is Somchai Jaidee 1990",
        "The password is wrong. Call +66 81 234 9999.",
    )
    intake = dropped(chat(*(("Boss", each) for each in said)))
    shown = texts(intake)
    assert [word for word in ("Hunter2", "234 5678", "Somchai", "Jaidee", "1990") if word in "".join(shown)] == []
    assert shown[3] == said[3]
    assert set(found(fresh(intake))) == {("PHONE", "+66 81 234 9999")}


def _workbook() -> bytes:
    made, written = Workbook(), BytesIO()
    shown = made.create_sheet("List")
    shown.append(["name", "phone"])
    shown.append(["Somchai Jaidee", "+66 81 234 5678"])
    hidden = made.create_sheet("Nai Pan owes")
    hidden.append(["Lead 1"])
    hidden.sheet_state = "hidden"
    made.save(written)
    return written.getvalue()
