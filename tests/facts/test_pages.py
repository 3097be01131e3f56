"""S5 as an officer uses it: a file is read, looked at, mended in place, contributed under a sentence, and undone."""

import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from tests.facts import sheets
from tests.facts.browsing import SENTENCE, address_of, browser_of, hand_in, korean_sheet, page_of
from tests.facts.network import facts_of, make_network, viewer
from tests.people import make_officer

from interlace.facts import handed_in
from interlace.facts.models import Contribution
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Bureau

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_network()
    shutil.rmtree(Path(settings.INTERLACE_DATA) / "handed-in", ignore_errors=True)


@pytest.fixture
def kr() -> Client:
    return browser_of("kr.desk")


def test_columns_are_recognised_from_korean_headers_and_rows_shown_as_people_and_things(
    kr: Client, tmp_path: Path
) -> None:
    page = page_of(hand_in(kr, korean_sheet(tmp_path)))
    chosen = [next(choice.label for choice in column.field.choices if choice.chosen) for column in page.columns]
    assert chosen == ["Name", "Birth date", "Phone", "Wallet", "Remarks"]
    assert page.heads == ("Who", "Birth date", "Phone", "Wallet")
    first, second, fourth = page.rows[0], page.rows[1], page.rows[3]
    assert first.cells[0].name is not None
    assert (first.thing, first.cells[0].name.original, first.cells[0].name.romanised) == (
        "Person",
        "한지섭",
        "HAN Ji-seop",
    )
    assert (second.cells[1].text, second.cells[1].also) == ("1988", "day unknown, kept as year")
    assert (fourth.thing, fourth.cells[0].also, fourth.cells[2].text) == ("Phone", "of row 1", "+82 10 0000 0142")
    assert (fourth.state, fourth.state_text) == ("gap", "Valid, exercise range")
    assert page.preview_title == "3 persons, 4 phones, 2 wallets"


def test_row_six_says_what_is_wrong_at_its_cell_and_the_others_are_ready(kr: Client, tmp_path: Path) -> None:
    page = page_of(hand_in(kr, korean_sheet(tmp_path)))
    sixth = page.rows[5]
    repair = sixth.cells[2].repair
    assert repair is not None
    assert (sixth.state, sixth.thing, sixth.cells[0].also) == ("problem", "Phone", "of row 2")
    assert (repair.value, repair.error) == ("010 0000 14", "Phone too short: 9 digits, 10–11 expected.")
    assert [notice.lead for notice in page.notices] == ["1 row needs you. 9 are ready."]
    assert page.contribute_label == "Contribute 9 rows"


def test_a_row_is_mended_in_place_and_the_file_stays_as_it_came(kr: Client, tmp_path: Path) -> None:
    sheet = korean_sheet(tmp_path)
    draft = address_of(hand_in(kr, sheet))
    page = page_of(kr.post(f"{draft}/rows/6", {"cell-6-2": "010 0000 0171"}, follow=True))
    assert (page.notices, page.rows[5].state_text, page.contribute_label) == (
        (),
        "Valid, exercise range",
        "Contribute 10 rows",
    )
    (kept,) = (Path(settings.INTERLACE_DATA) / "handed-in").glob("*/*/file.xlsx")
    assert kept.read_bytes() == sheet.read_bytes()


def test_a_row_is_skipped_and_taken_back(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    skipped = page_of(kr.post(f"{draft}/rows/6/skip", follow=True))
    assert (skipped.rows[5].state, skipped.notices, skipped.contribute_label) == ("skipped", (), "Contribute 9 rows")
    again = page_of(kr.post(f"{draft}/rows/6/take-back", follow=True))
    assert again.rows[5].state == "problem"


def test_nine_rows_are_contributed_under_the_sentence_and_the_tenth_waits(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    done = kr.post(f"{draft}/contribute", SENTENCE, follow=True)
    page = page_of(done)
    assert page.result is not None
    assert (page.step, page.result.title) == ("result", "9 rows stored, 1 with a problem")
    assert page.handling.startswith("SG, TH and VN may know that a possible hit exists, for fraud investigation, until")
    assert [row.number for row in page.rows] == [6]
    assert len(facts_of("KR")) == 17
    assert facts_of("TH") == []
    mended = page_of(kr.post(f"{draft}/rows/6", {"cell-6-2": "010 0000 0171"}, follow=True))
    assert mended.result is not None
    assert (mended.result.title, mended.rows) == ("10 rows stored", ())


def test_the_sentence_is_shown_before_it_is_stored_and_kept_with_the_draft(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    shown = kr.post(f"{draft}/contribute", SENTENCE, headers={"HX-Request": "true"})
    assert "SG, TH and VN may know that a possible hit exists" in shown.text
    assert "<html" not in shown.text
    page = page_of(kr.get(draft))
    assert page.sharing is not None
    assert [code for code, _name, is_chosen in page.sharing.chosen if is_chosen] == ["SG", "TH", "VN"]
    assert facts_of("KR") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"until": "2020-01-01"}, "This day has passed."),
        ({"until": "soon"}, "Enter a day."),
        ({"purpose": ""}, "Choose a purpose."),
        ({"case_reference": " "}, "Enter the number of the case or the legal reference."),
        ({"hit": "silent", "purpose": "protection"}, "may not be silent"),
        ({"purpose": "drugs"}, "You are not working for this purpose."),
    ],
)
def test_an_unfit_sentence_stores_nothing_and_says_why(
    kr: Client, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    answer = kr.post(f"{draft}/contribute", SENTENCE | change)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert facts_of("KR") == []


def test_a_reading_is_saved_and_used_for_the_next_file_with_these_headers(kr: Client, tmp_path: Path) -> None:
    sheet = korean_sheet(tmp_path)
    draft = address_of(hand_in(kr, sheet))
    columns = {"column-0": "name", "column-1": "", "column-2": "phone", "column-3": "wallet", "column-4": "remarks"}
    page = page_of(kr.post(f"{draft}/columns", {**columns, "status": "suspect", "save_as": "kr-suspects"}, follow=True))
    assert page.heads == ("Who", "Phone", "Wallet")
    following = page_of(hand_in(kr, sheet))
    assert (following.heads, following.columns_hint) == (
        ("Who", "Phone", "Wallet"),
        "Read like “kr-suspects”, which was saved before.",
    )


def test_columns_of_which_none_is_used_are_refused_and_nothing_changes(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    answer = kr.post(f"{draft}/columns", {})
    assert (answer.status_code, page_of(answer).heads) == (422, ("Who", "Birth date", "Phone", "Wallet"))


def test_a_draft_is_its_officers_own_and_everybody_else_finds_nothing(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    make_officer("KR", username="kr.other", purposes=("fraud",))
    absent = browser_of("kr.other").get(f"/import/{uuid4()}")
    for username in ("kr.other", "th.desk"):
        other = browser_of(username)
        answer = other.get(draft)
        assert (answer.status_code, len(answer.content)) == (
            404,
            len(browser_of(username).get(f"/import/{uuid4()}").content),
        )
        assert other.post(f"{draft}/contribute", SENTENCE).status_code == 404
        assert "suspects.xlsx" not in other.get("/import").text
    assert absent.status_code == 404
    assert "suspects.xlsx" in kr.get("/import").text


def test_a_draft_ends_after_a_week(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    assert handed_in.discard_old(now=timezone.now() + handed_in.KEPT - timedelta(minutes=1)) == 0
    assert handed_in.discard_old(now=timezone.now() + handed_in.KEPT) == 1
    assert kr.get(draft).status_code == 404


def test_a_draft_is_thrown_away(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    assert kr.post(f"{draft}/discard").status_code == 302
    assert list((Path(settings.INTERLACE_DATA) / "handed-in").glob("*/*")) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.pdf", b"%PDF-1.7 ...", "PDF"),
        ("empty.csv", b"", "empty"),
        ("broken.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
        ("notes.csv", b"some;words\nwithout;meaning\n", "column"),
        ("../../../etc/passwd", b"Name\n", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_by_one_calm_notice_and_not_kept(
    kr: Client, name: str, content: bytes, said: str
) -> None:
    answer = kr.post("/import", {"file": SimpleUploadedFile(name, content)}, follow=True)
    kept = list((Path(settings.INTERLACE_DATA) / "handed-in").glob("*/*"))
    if said:
        (notice,) = page_of(answer).notices
        assert (answer.status_code, said in f"{notice.lead} {notice.text}", kept) == (422, True, [])
    else:
        assert page_of(answer).title == "Import passwd"


def test_a_form_that_is_far_too_large_is_refused_before_it_is_read(kr: Client) -> None:
    answer = kr.post("/import", b"x", content_type="multipart/form-data; boundary=b", CONTENT_LENGTH=str(3 << 30))
    (notice,) = page_of(answer).notices
    assert (answer.status_code, notice.code) == (413, "file_too_large")


def test_a_form_of_another_session_takes_nothing_in(tmp_path: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/import", {"file": SimpleUploadedFile("a.csv", b"Name\nKim\n")}).status_code == 403


def test_formula_cells_wait_for_their_officer(kr: Client, tmp_path: Path) -> None:
    sheet = sheets.write_csv(tmp_path / "a.csv", [["=cmd|'/c calc'!A0", "", "010-2000-0001", "", "suspect", ""]])
    page = page_of(hand_in(kr, sheet))
    assert [row.state for row in page.rows] == ["problem"]
    assert page.contribute_label == ""


def test_the_sheet_comes_back_with_status_problem_and_fix(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    kr.post(f"{draft}/rows/5/skip")
    kr.post(f"{draft}/contribute", SENTENCE)
    answer = kr.get(f"{draft}/report")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    said = [[str(cell) for cell in row[-3:]] for row in sheet.iter_rows(values_only=True)]
    assert [row[0] for row in said[1:]] == ["Stored"] * 4 + ["Not stored"] * 2 + ["Stored"] * 4
    assert "The row was skipped." in said[5][1]
    assert "Phone too short: 9 digits" in said[6][1]
    assert answer["Content-Disposition"].endswith('filename="suspects with problems.xlsx"')


def test_another_officer_has_no_report_of_a_file_it_did_not_hand_in(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    kr.post(f"{draft}/contribute", SENTENCE)
    make_officer("KR", username="kr.other", purposes=("fraud",))
    assert browser_of("kr.other").get(f"{draft}/report").status_code == 404
    assert browser_of("th.desk").get(draft).status_code == 404


def test_an_import_is_undone_after_being_asked_once_more(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    kr.post(f"{draft}/contribute", SENTENCE)
    asked = kr.post(f"{draft}/undo")
    assert (asked.status_code, len(facts_of("KR"))) == (200, 17)
    done = page_of(kr.post(f"{draft}/undo", {"confirm": "yes"}, follow=True))
    assert done.result is not None
    assert (done.lead, done.result.title, facts_of("KR")) == ("Undone.", "This import was undone", [])
    assert page_of(hand_in(kr, korean_sheet(tmp_path))).contribute_label == "Contribute 9 rows"


def test_a_file_is_contributed_once_and_is_no_draft_after_that(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    kr.post(f"{draft}/contribute", SENTENCE)
    again = kr.post(f"{draft}/contribute", SENTENCE, follow=True)
    assert (page_of(again).step, len(facts_of("KR"))) == ("result", 17)
    assert kr.post(f"{draft}/rows/1/skip").status_code == 404
    assert page_of(kr.get("/import")).drafts == ()


def test_rows_known_already_are_said_to_be(kr: Client, tmp_path: Path) -> None:
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    kr.post(f"{draft}/contribute", SENTENCE)
    again = address_of(hand_in(kr, korean_sheet(tmp_path)))
    kr.post(f"{again}/contribute", SENTENCE | {"only": "sentence"})
    page = page_of(kr.get(again))
    assert "9 rows are known already and are not stored twice." in [notice.lead for notice in page.notices]


def test_the_template_is_recognised_when_it_comes_back(kr: Client) -> None:
    content = b"".join(kr.get("/import/template").streaming_content)  # type: ignore[attr-defined]
    workbook = load_workbook(io.BytesIO(content))
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Kim An-ho", *[""] * 9, "suspect"])
    filled = io.BytesIO()
    workbook.save(filled)
    page = page_of(kr.post("/import", {"file": SimpleUploadedFile("t.xlsx", filled.getvalue())}, follow=True))
    assert [row.state for row in page.rows] == ["valid"]


def test_nobody_imports_without_signing_in() -> None:
    assert Client().get("/import")["Location"] == "/sign-in?next=%2Fimport"


def test_the_pages_name_no_inline_style_or_script(kr: Client, tmp_path: Path) -> None:
    for text in (kr.get("/import").text, hand_in(kr, korean_sheet(tmp_path)).text):
        assert " style=" not in text
        assert "onclick" not in text


def test_codes_of_a_row_with_a_problem_are_said_in_words(kr: Client, tmp_path: Path) -> None:
    headers = ["Name", "Nationality", "Gender", "Status", "Phone"]
    sheet = sheets.write_csv(tmp_path / "a.csv", [["Han", "kr", "f", "suspect", "12"]], headers=headers)
    (row,) = page_of(hand_in(kr, sheet)).rows
    assert [cell.text for cell in row.cells[1:4]] == ["South Korea", "female", "Suspect"]
    mended = page_of(kr.post(f"{address_of(hand_in(kr, sheet))}/rows/1", {"cell-1-4": ""}, follow=True))
    assert [cell.text for cell in mended.rows[0].cells[1:4]] == ["South Korea", "female", "Suspect"]


def test_the_last_day_is_a_day_of_the_readers_own_zone(kr: Client, tmp_path: Path) -> None:
    Bureau.objects.filter(member_id="KR").update(time_zone="Asia/Seoul")
    draft = address_of(hand_in(kr, korean_sheet(tmp_path)))
    done = page_of(kr.post(f"{draft}/contribute", SENTENCE | {"until": "2099-06-30"}, follow=True))
    assert "until 30 June 2099." in done.handling
    with acting(viewer("KR")):
        until = Contribution.objects.values_list("sharing__until", flat=True).get()
    assert datetime.fromisoformat(until).astimezone(UTC) == datetime(2099, 6, 30, 15, tzinfo=UTC)
    Bureau.objects.filter(member_id="KR").update(time_zone="Asia/Bangkok")
    assert "until 30 June 2099, 22:00 UTC+7." in page_of(kr.get(draft)).handling
