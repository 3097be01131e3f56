"""Boxes on the picture of a page: their rules go, the bars between their cells are remembered, all else stays."""

import io

from PIL import Image, ImageDraw

from interlace.evidence.reading.ruled import Bar, without_boxes


def page(*boxes: tuple[int, int, int, int], across: tuple[int, int, int, int] | None = None) -> bytes:
    picture = Image.new("L", (800, 400), 255)
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(box, outline=0, width=3)
    if across is not None:
        pen.line(across, fill=0, width=3)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def darkest(picture: bytes) -> int:
    with Image.open(io.BytesIO(picture)) as opened:
        return int(opened.convert("L").getextrema()[0])  # type: ignore[arg-type]


def test_the_rules_of_two_cells_go_and_the_bar_between_them_is_remembered() -> None:
    picture, bars = without_boxes(page((100, 50, 300, 100), (298, 50, 500, 100)))
    assert darkest(picture) == 255
    (bar,) = bars
    assert isinstance(bar, Bar)
    assert abs(bar.at - 299) <= 2
    assert 50 <= bar.top < bar.bottom <= 100


def test_every_row_of_a_table_has_its_bar() -> None:
    cells = [(left, top, left + 200, top + 50) for left in (100, 300) for top in (50, 100, 150)]
    picture, bars = without_boxes(page(*cells))
    assert darkest(picture) == 255
    assert len(bars) == 3


def test_a_line_to_write_on_and_a_frame_around_nothing_else_stay() -> None:
    line = page(across=(100, 100, 600, 100))
    assert without_boxes(line) == (line, ())
    frame = page((100, 50, 500, 300))
    assert without_boxes(frame) == (frame, ())


def test_what_is_no_picture_is_handed_on_as_it_is() -> None:
    assert without_boxes(b"P5 no picture") == (b"P5 no picture", ())
