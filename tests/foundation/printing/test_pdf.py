"""PDF: every script is drawn, what cannot be drawn is told as its number, nothing is fetched."""

from pathlib import Path

import pypdfium2
import pytest
from tests.foundation.printing.undrawn import undrawn_in

from interlace.foundation.printing.fonts import faces, faces_for
from interlace.foundation.printing.pdf import PrinterMissing, pdf_of, with_shifts_in_front

HERE = Path(__file__).parent
SCRIPTS = dict(
    line.split("\t") for line in (HERE / "scripts.tsv").read_text(encoding="utf-8").splitlines() if "\t" in line
)

pytestmark = pytest.mark.skipif(not faces(), reason="the fonts were not built (make install builds them)")


def printed(text: str) -> bytes:
    try:
        return pdf_of(f'<html><head><meta charset="utf-8"></head><body><h1>{text}</h1><p>{text}</p></body></html>')
    except PrinterMissing as missing:
        pytest.skip(str(missing.fix))


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_of_a_script_is_drawn(script: str) -> None:
    content = printed(SCRIPTS[script])
    assert undrawn_in(content) == 0
    assert "[U+" not in read(content)


def test_all_of_them_stand_on_one_paper() -> None:
    assert undrawn_in(printed(" ".join(SCRIPTS.values()))) == 0


def test_the_count_of_missing_letters_sees_one() -> None:
    printed("Latin")
    import weasyprint

    assert undrawn_in(weasyprint.HTML(string="<p>Adlam \U0001e900</p>").write_pdf()) == 1


def test_the_letters_are_those_that_were_written() -> None:
    # Two files of one family drew the letters of one with the shapes of the other (see style_for).
    for script in ("Latin", "Vietnamese", "Korean", "Chinese"):
        text = SCRIPTS[script]
        assert set(text) <= set(read(pdf_of(f"<p>{text}</p>"))) | {" "}


def test_a_vietnamese_word_can_be_copied_and_found() -> None:
    # Taken apart into letter and mark by the font, it was written down with marks in its middle.
    text = "Số vụ bắt giữ: những người bị bắt được định lại, ở Mỹ Đức"
    assert text in read(pdf_of(f"<p>{text}</p>"))


def test_a_letter_without_a_font_is_written_as_its_number() -> None:
    content = printed("Nguyễn \U0001e900 Văn")
    assert "Nguyễn [U+1E900] Văn" in read(content)
    assert undrawn_in(content) == 0


def test_a_paper_holds_only_the_files_that_it_has_letters_for() -> None:
    assert len(faces()) > 300
    assert {face.family for face in faces_for("Somchai")} == {"Noto Sans"}
    assert {face.family for face in faces_for("สมชาย")} == {"Noto Sans Thai Looped"}


def test_nothing_is_fetched(tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">secret</text></svg>')
    assert "secret" not in read(printed(f'<img src="{picture.as_uri()}">'))


def read(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_shift_at_the_end_of_a_run_stands_before_the_next() -> None:
    given = [b"[<001c>0<>491.5<0066>-491] TJ", b"-1.475 Ts", b"[416.7<005a>] TJ", b"0 Ts", b"[<>-416<007b>] TJ"]
    assert list(with_shifts_in_front(given)) == [
        b"[<001c>0<>491.5<0066>] TJ", b"-1.475 Ts", b"[-491 416.7<005a>] TJ", b"0 Ts", b"[<>-416<007b>] TJ",
    ]  # fmt: skip
    # A new line begins at a place of its own.
    assert list(with_shifts_in_front([b"[<01>5] TJ", b"ET", b"BT", b"[<02>] TJ"])) == [
        b"[<01>] TJ", b"ET", b"BT", b"[<02>] TJ",
    ]  # fmt: skip


def test_a_mark_above_a_mark_stands_over_its_letter() -> None:
    page = pypdfium2.PdfDocument(pdf_of("<p style='font-size:48px'>ບໍ່ ຄ</p>"))[0].get_textpage()
    places = {page.get_text_range(at, 1): page.get_charbox(at) for at in range(page.count_chars())}
    base, mark, after = places["ບ"], places["່"], places["ຄ"]
    assert base[0] <= mark[0] < mark[2] <= base[2]
    assert base[2] < after[0]
