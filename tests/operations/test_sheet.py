"""The board on paper breaks between rows in every script: A4 across, its head on each sheet, and no letter missing."""

import pypdfium2
import pytest
from django.utils import translation
from tests.foundation.printing.undrawn import undrawn_in
from tests.operations.readying import laid_open
from tests.screening.network import NOW, make_members, viewer

from interlace.operations.printing import print_board

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = (
    "Nguyễn Thị Phương Thảo",
    "한지섭",
    "ธนากร แก้วมณี",
    "林伟豪",
    "はなぶさ ヒロシ",
    "ကျော်မင်းထွန်း",
    "សុខ វិសាល",
    "ສົມສັກ ວົງສາ",
    "سالم الحربي",
)
CASES = 24
A4_ACROSS = (842, 595)
"""Points."""


def test_24_targets_in_nine_scripts_break_between_rows_and_under_a_repeated_head() -> None:
    make_members("KR", "TH")
    references = [f"KR-2026-{number:04d}" for number in range(117, 117 + CASES)]
    for number, reference in enumerate(references):
        laid_open(f"{NAMES[number % len(NAMES)]} Q{number:02d}", reference=reference)
    for language, head in (("en", "Identity"), ("vi", "Danh tính")):
        with translation.override(language):
            content = print_board(viewer("KR"), moment="14 July", now=NOW)
        assert undrawn_in(content) == 0, language
        sheets = pypdfium2.PdfDocument(content)
        texts = [_text(sheet) for sheet in sheets]
        assert len(texts) > 1
        assert [tuple(map(round, sheet.get_size())) for sheet in sheets] == [A4_ACROSS] * len(texts)
        assert [head in text for text in texts] == [True] * len(texts), language
        # Each row stands whole on one sheet: its case, and the mark behind its name.
        for number, reference in enumerate(references):
            assert [(f"{reference}/T1" in text, f"Q{number:02d}" in text) for text in texts].count((True, True)) == 1
            assert sum(f"{reference}/T1" in text for text in texts) == 1
        assert all(_lies_within(sheet) for sheet in sheets)


def _text(sheet: pypdfium2.PdfPage) -> str:
    return str(sheet.get_textpage().get_text_bounded())


def _lies_within(sheet: pypdfium2.PdfPage) -> bool:
    """Whether no letter stands beyond the edge of the paper."""
    letters, (width, height) = sheet.get_textpage(), sheet.get_size()
    boxes = [letters.get_charbox(index) for index in range(letters.count_chars())]
    return all(left >= 0 and bottom >= 0 and right <= width and top <= height for left, bottom, right, top in boxes)
