"""DOCX: the font that a run names holds the letters of the run, in every script."""

import io
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.foundation.printing.test_pdf import SCRIPTS

from interlace.foundation.printing.docx import add_table, add_text, content_of, new_document, runs_of, written
from interlace.foundation.printing.fonts import faces, faces_for

needs_fonts = pytest.mark.skipif(not faces(), reason="the fonts were not built (make install builds them)")


@cache
def held_by(file: Path) -> frozenset[int]:
    with TTFont(file) as font:
        return frozenset(font.getBestCmap())


def missing_in(content: bytes) -> list[tuple[str, str]]:
    """Every letter with the font that was named for it and does not hold it."""
    document = Document(io.BytesIO(content))
    paragraphs = [*document.paragraphs, *(cell.paragraphs[0] for row in document.tables[0].rows for cell in row.cells)]
    found = []
    for run in (run for paragraph in paragraphs for run in paragraph.runs):
        held = {letter for face in faces_for(run.text) if face.family == run.font.name for letter in held_by(face.file)}
        found += [(run.font.name or "", letter) for letter in run.text if ord(letter) not in held]
    return found


@needs_fonts
def test_every_script_is_written_in_a_font_that_holds_its_letters() -> None:
    document = new_document(title="Seven scripts")
    for text in SCRIPTS.values():
        add_text(document.add_paragraph(), text)
    add_table(document, ("Script", "Text"), tuple(SCRIPTS.items()))
    assert missing_in(content_of(document)) == []


@needs_fonts
def test_a_mark_stays_with_its_letter() -> None:
    assert list(runs_of("ບໍ່ Võ")) == [("Noto Sans Lao Looped", "ບໍ່"), ("Noto Sans", " Võ")]


# The first letter of all waits until the list of letters is read.
@settings(deadline=None, max_examples=50)
@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(part for _family, part in runs_of(text)) == written(text)


def test_the_document_names_no_author_and_opens() -> None:
    document = new_document(title="Minutes\x00")
    add_text(document.add_paragraph(), "a\x01b", bold=True)
    opened = Document(io.BytesIO(content_of(document)))
    assert (opened.core_properties.title, opened.core_properties.author) == ("Minutes", "")
    assert [paragraph.text for paragraph in opened.paragraphs] == ["ab"]
