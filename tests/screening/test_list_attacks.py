"""TH sends a list of a thousand rows to learn what KR has not released: by count, order, error, work or band."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.test_lists import without_lot

from interlace.core.handling import Code, HitMode
from interlace.foundation.http.lines import Line
from interlace.screening.answers import answered_lines, line_out
from interlace.screening.checks.batches import open_batch

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 1_000
HIDDEN = range(200, 400)
"""The phones of people whom KR shares with nobody that TH is."""
SHOWN = range(600, 603)


def phone(number: int) -> str:
    """Every phone of one block, which TH goes through."""
    return f"+82 10 0000 {number:04}"


def enumerated() -> list[Line]:
    """Every phone of the block; some rows are broken, some ask twice."""
    lines = []
    for number in range(ROWS):
        value: Any = {"id": f"q{number}", "schema": "Person", "properties": {"phone": [phone(number)]}}
        if number % 100 == 50:
            value["properties"] = {"phone": ["12"]}
        if number % 100 == 51:
            value["properties"] = {"phone": [phone(number - 10)]}
        lines.append(Line(number + 1, value))
    return lines


def asked(lines: list[Line]) -> tuple[list[dict[str, Any]], int]:
    """The answers to a list, and how many statements the node needed for them."""
    by = viewer("TH")
    batch = open_batch(by, lines=len(lines), digest="a" * 64, scope=["KR"], now=NOW)
    with CaptureQueriesContext(connection) as statements:
        answers = answered_lines(by, batch, lines, scope=["KR"], now=NOW, language="en", processes=0)
        told = [without_lot(line_out(each)) for each in answers]
    return told, len(statements)


def test_a_thousand_rows_tell_nothing_of_what_is_not_shared_with_their_asker() -> None:
    make_members("KR", "SG", "TH")
    shown = [person(f"Shown {number}", phone=phone(number)) for number in SHOWN]
    contribute(viewer("KR"), label("KR", seekers=["TH"]), *shown)
    asked(enumerated()[:10])  # what is loaded once
    before = asked(enumerated()[:600]), asked(enumerated()[600:])

    for number, terms in enumerate(
        [
            label("KR"),
            label("KR", seekers=["SG"], readers=["SG"]),
            label("KR", seekers=["TH"], hit=HitMode.NONE),
            label("KR", seekers=["TH"], hit=HitMode.SILENT),
            label("KR", seekers=["TH"], purposes=["trafficking"]),
            label("KR", seekers=["SG"], level=1, codes=[Code.NO_MATCHING]),
        ]
    ):
        hidden = [person(f"Hidden {each}", phone=phone(each)) for each in HIDDEN[number::6]]
        by = viewer("KR", purpose="trafficking") if number == 4 else viewer("KR")
        contribute(by, terms, *hidden)

    asked(enumerated()[:10])
    after = asked(enumerated()[:600]), asked(enumerated()[600:])
    assert [told for told, _statements in after] == [told for told, _statements in before]
    met = [
        each for told, _statements in before for each in told if any(row["possible"] for row in each.get("answers", ()))
    ]
    assert [each["id"] for each in met] == [f"q{number}" for number in SHOWN]
    # The second time the three hits are known already, so fewer rows are written; what is hidden adds nothing.
    assert after[0][1] == before[0][1]
    assert after[1][1] <= before[1][1]


def test_no_birth_date_can_be_read_off_the_bands_of_a_list() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), person("Han Ji-seop", birthDate="1991-04-17"))
    days = [f"1991-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    lines = [
        Line(number, {"schema": "Person", "properties": {"name": ["Han Ji-seop"], "birthDate": [day]}})
        for number, day in enumerate(days, 1)
    ]

    told, _statements = asked(lines)

    right = told[days.index("1991-04-17")]
    assert sum(each["answers"] == right["answers"] for each in told) > len(days) * 0.9
