"""NDJSON: one answer per line, in order, whatever a line holds."""

import pytest
from django.test import RequestFactory

from interlace.foundation.http.failures import TooLarge, UnsupportedBody
from interlace.foundation.http.lines import LINE_LIMIT, NDJSON, Line, answer_lines, read_lines


def lines_of(body: bytes, *, kind: str = NDJSON, at_most: int = 10) -> list[tuple[int, object, str]]:
    request = RequestFactory().post("/", body, content_type=kind)
    return [_told(line) for line in read_lines(request, at_most=at_most)]


def _told(line: Line) -> tuple[int, object, str]:
    return line.number, line.value, line.problem.code if line.problem else ""


def test_lines_keep_their_numbers_and_empty_ones_are_skipped() -> None:
    assert lines_of('{"a": 1}\r\n\n "สมชาย"\n[2]'.encode()) == [(1, {"a": 1}, ""), (3, "สมชาย", ""), (4, [2], "")]


@pytest.mark.parametrize("line", [b"{", b"\xff", b'"\\u0000"', b'"\\ud800"', b"NaN", b"[" * 5000])
def test_a_line_that_cannot_be_read_is_answered_in_its_place(line: bytes) -> None:
    assert lines_of(b"1\n" + line + b"\n3\n") == [(1, 1, ""), (2, None, "malformed"), (3, 3, "")]


def test_too_many_lines_a_line_too_long_and_another_type_refuse_the_whole() -> None:
    assert len(lines_of(b"1\n" * 10)) == 10
    with pytest.raises(TooLarge):
        lines_of(b"1\n" * 11)
    with pytest.raises(TooLarge):
        lines_of(b'"' + b"x" * LINE_LIMIT + b'"\n')
    with pytest.raises(UnsupportedBody):
        lines_of(b"1\n", kind="application/json")


def test_answers_are_sent_one_per_line() -> None:
    answer = answer_lines({"line": number, "name": "김철수"} for number in (1, 2))
    assert b"".join(answer).decode() == '{"line":1,"name":"김철수"}\n{"line":2,"name":"김철수"}\n'
    assert answer["Content-Type"] == NDJSON
