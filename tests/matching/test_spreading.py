"""Long files of pairs, answered by several processes."""

import json
from pathlib import Path

from click.testing import CliRunner

from interlace.foundation.console import Format, Options
from interlace.matching.cli import match
from interlace.matching.spreading import ALONE

PAIRS = [
    {
        "id": place,
        "a": {"schema": "Person", "properties": {"name": ["Somchai Jaidee"], "birthDate": [f"{1900 + place % 100}"]}},
        "b": {"schema": "Person", "properties": {"name": ["Somchay Jaidee"] if place % 7 else [], "gender": ["male"]}},
    }
    for place in range(ALONE + 1700)
]


def test_a_long_file_is_answered_in_the_order_of_its_lines_as_by_one_process(tmp_path: Path) -> None:
    file = tmp_path / "pairs.ndjson"
    file.write_text(
        "\n".join([*map(json.dumps, PAIRS[: ALONE + 101]), "nonsense", *map(json.dumps, PAIRS[ALONE + 101 :])])
    )
    options = Options(tmp_path / "no node", None, None, None, Format.NDJSON, is_coloured=False)

    by_all = CliRunner().invoke(match, ["pairs", str(file)], obj=options, standalone_mode=False)
    by_one = CliRunner().invoke(match, ["pairs", "-"], input=file.read_bytes(), obj=options, standalone_mode=False)

    assert by_all.stdout == by_one.stdout
    assert [by_all.return_value, by_one.return_value] == [7, 7]
    ids = [json.loads(line)["id"] for line in by_all.stdout.splitlines()]
    assert ids == [*range(ALONE + 101), None, *range(ALONE + 101, len(PAIRS))]
