"""Lines of JSON."""

import io

from interlace.matching.lines import LONGEST_LINE, json_lines


def test_a_line_that_is_too_long_is_answered_in_its_place_and_not_held() -> None:
    long = b'{"id": "' + b"x" * (3 * LONGEST_LINE) + b'"}'
    file = io.BytesIO(b'{"id": 1}\n' + long + b'\n\n{"id": 2}\nnonsense')

    assert list(json_lines(file)) == [(1, {"id": 1}), (2, None), (4, {"id": 2}), (5, None)]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert list(json_lines(io.BytesIO(b'\xef\xbb\xbf{"id": 1}'))) == [(1, {"id": 1})]
