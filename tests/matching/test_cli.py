"""The commands, in a process that has no node."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InvalidInput
from interlace.matching.cli import match
from interlace.matching.tables import entities_in

PAIR = {
    "id": "x",
    "a": {"schema": "Person", "properties": {"name": ["Han Ji-seop"], "birthDate": ["1991-04-17"]}},
    "b": {"schema": "Person", "properties": {"name": ["한지섭"], "birthDate": ["1991"]}},
}
SHEET = (
    "unique_id,first_name,surname,dob,note\n7,Somchai,Jaidee,1991-04-17,a\n8,Somchay,Jaidee,1991-04-17,b\n9,Kim,Min,,\n"
)


def run(*words: str, folder: Path, stdin: bytes = b"", output: Format = Format.NDJSON) -> tuple[int, str]:
    options = Options(folder / "no node", None, None, None, output, is_coloured=False)
    result = CliRunner().invoke(match, words, input=stdin, obj=options, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value), result.stdout


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_pairs_are_answered_from_standard_input_without_a_node(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("INTERLACE", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", "from interlace.surfaces.cli.main import main; main()", "match", "pairs", "-"],
        input=f"{json.dumps(PAIR)}\nnonsense\n",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )

    scored, refused = rows(done.stdout)
    assert (done.returncode, scored["id"], list(tmp_path.iterdir())) == (7, "x", [])
    assert scored["bits"] == round(sum(reason["bits"] for reason in scored["reasons"]), 2)
    assert refused == {
        "id": None,
        "problem": {
            "at": "",
            "code": "json_unreadable",
            "what": "The line is not a JSON object in UTF-8.",
            "fix": "Write one object per line, and save the file as UTF-8.",
        },
    }


def test_scoring_pairs_loads_neither_a_framework_nor_a_compiler() -> None:
    asked = "import sys, interlace; interlace.match_pairs; import interlace.matching.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert {"django", "numpy", "numba", "psycopg", "followthemoney"} & set(loaded) == set()


def test_a_table_is_cleared_of_duplicates(tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET)
    code, text = run("dedupe", str(sheet), "--columns", "dob=birthDate,note=", "--key", "unique_id", folder=tmp_path)

    cluster, link, summary = rows(text)
    assert code == 0
    assert cluster == {"type": "cluster", "cluster": 1, "records": ["7", "8"]}
    assert (link["type"], link["records"], link["band"]) == ("link", ["7", "8"], "very_strong")
    assert summary == {
        "type": "summary",
        "compared": 3,
        "clusters": 1,
        "links": 1,
        "least": 0.5,
        "learned": False,
        "pairs_compared": 1,
        "pairs_left_out": 0,
    }


def test_lines_of_entities_and_of_columns_are_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "people.ndjson"
    lines = [
        {"id": "1", "schema": "Person", "properties": {"name": ["Somchai Jaidee"], "birthDate": ["1991-04-17"]}},
        {"id": "2", "full name": "Somchai Jaidee", "born": "17 Apr 1991"},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\nnonsense\n")
    code, text = run("dedupe", str(file), folder=tmp_path)

    cluster, _link, refused, _summary = rows(text)
    assert (code, cluster["records"]) == (7, ["1", "2"])
    assert (refused["type"], refused["records"], refused["problem"]["code"]) == ("not_read", ["3"], "json_unreadable")


def test_a_table_for_people_names_the_reasons(tmp_path: Path) -> None:
    _code, text = run("pairs", "-", folder=tmp_path, stdin=json.dumps(PAIR).encode(), output=Format.CSV)

    assert text.splitlines()[0] == "Pair,Probability,Bits,Band,Reasons,Problem"
    assert "birth_year_identical +3.2" in text


def test_a_column_that_is_mapped_to_nothing_known_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET)

    with pytest.raises(click.UsageError, match="There is no field birthday"):
        run("dedupe", str(sheet), "--columns", "dob=birthday", folder=tmp_path)


def test_a_key_that_is_no_column_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET)

    with pytest.raises(InvalidInput, match="The file has no column number"):
        run("dedupe", str(sheet), "--key", "number", folder=tmp_path)


def test_a_workbook_is_cleared_of_duplicates(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        ["id", "Full name", "dob"],
        ["7", "Somchai Jaidee", date(1991, 4, 17)],
        [],
        ["8", "Jaidee Somchai", "17/4/2534"],
        ["9", "Wilhelmina Oberhuber", None],
    ):
        sheet.append(row)
    book.save(tmp_path / "people.xlsx")

    code, text = run("dedupe", str(tmp_path / "people.xlsx"), folder=tmp_path)

    cluster, link, summary = rows(text)
    assert (code, cluster["records"], link["band"], summary["compared"]) == (0, ["7", "8"], "very_strong", 3)


@pytest.mark.skipif(find_spec("pyarrow") is not None, reason="pyarrow is installed")
def test_parquet_without_its_package_says_how_to_install_it(tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    file.write_bytes(b"PAR1")

    with pytest.raises(InvalidInput) as refused:
        run("dedupe", str(file), folder=tmp_path)
    assert "pip install pyarrow" in str(refused.value.fix)


def test_a_list_is_read_from_standard_input_as_lines_or_as_a_table(tmp_path: Path) -> None:
    lines = "\n".join(
        json.dumps({"id": key, "full name": "Somchai Jaidee", "born": "17 Apr 1991"}) for key in ("7", "8")
    )
    for stdin in (SHEET, lines):
        code, text = run("dedupe", "-", "--columns", "dob=birthDate,note=", folder=tmp_path, stdin=stdin.encode())
        assert (code, rows(text)[0]["type"], len(rows(text))) == (0, "cluster", 3)


def test_an_answer_has_its_file_when_it_is_whole_and_the_run_says_how_far_it_is(tmp_path: Path) -> None:
    out = tmp_path / "answers.ndjson"
    options = Options(tmp_path / "no node", None, None, None, Format.NDJSON, is_coloured=False)
    arguments = ["pairs", "-", "--out", str(out), "--progress"]
    result = CliRunner().invoke(match, arguments, input=json.dumps(PAIR), obj=options, standalone_mode=False)

    assert (result.stdout, result.stderr) == ("", "1 pairs answered\n")
    assert [row["id"] for row in rows(out.read_text())] == ["x"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_run_that_is_killed_leaves_the_earlier_answer_and_no_half_of_a_new_one(tmp_path: Path) -> None:
    out = tmp_path / "answers.ndjson"
    out.write_text("the earlier answer")
    program = "from interlace.surfaces.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "match", "pairs", "-", "--out", str(out)], stdin=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(f"{json.dumps(PAIR)}\n".encode())
        process.stdin.flush()
        while not list(tmp_path.glob("*.part")) and process.poll() is None:
            time.sleep(0.02)
        process.kill()

    assert process.returncode == -signal.SIGKILL
    assert out.read_text() == "the earlier answer"


def test_a_list_that_is_stopped_says_that_nothing_is_left_and_that_it_begins_anew(tmp_path: Path) -> None:
    listed = tmp_path / "list.ndjson"
    listed.write_text(f"{json.dumps(PAIR['a'])}\n" * 100_000)
    words = ["match", "dedupe", listed.name, "--out", "answer.ndjson", "--progress"]
    with subprocess.Popen(
        [sys.executable, "-c", "from interlace.surfaces.cli.main import main; main()", *words],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    ) as running:
        assert running.stderr is not None
        assert "10,000 records read\n" in iter(running.stderr.readline, "")
        running.send_signal(signal.SIGINT)
        told = running.stderr.read().splitlines()[-1]
    assert (running.returncode, told) == (
        130,
        "Interrupted. Nothing was written to answer.ndjson. Repeating the command is safe and begins anew.",
    )
    assert list(tmp_path.iterdir()) == [listed]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.ndjson", "", "There is no record in {file}."),
        ("headers.csv", "name,dob\n", "There is no record in {file}."),
        ("others.csv", "colour,shape\nred,round\n", "No record in {file} can be compared (of 1). Record 1: The entity"),
        (
            "torn.ndjson",
            "{oops\n",
            "No record in {file} can be compared (of 1). Record 1: The line is not a JSON object",
        ),
    ],
)
def test_a_file_of_which_nothing_is_compared_is_an_error(tmp_path: Path, name: str, content: str, said: str) -> None:
    file = tmp_path / name
    file.write_text(content)

    with pytest.raises(InvalidInput, match=re.escape(said.format(file=file))) as refused:
        run("dedupe", str(file), folder=tmp_path)
    assert str(refused.value.fix)


def test_a_file_without_pairs_is_an_error_and_leaves_no_answer(tmp_path: Path) -> None:
    file, answer = tmp_path / "pairs.ndjson", tmp_path / "answers.ndjson"
    file.write_text("\n")

    with pytest.raises(InvalidInput, match="There is no record in"):
        run("pairs", str(file), "--out", str(answer), folder=tmp_path)
    assert not answer.exists()


def test_a_table_that_is_not_utf8_says_as_what_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("name,dob\nสมชาย ใจดี,1991-04-17\nสมหญิง รักไทย,1980-01-02\n".encode("cp874"))
    told: list[str] = []

    assert len(list(entities_in(file, columns={}, key=None, tell=told.append))) == 2
    assert len(told) == 1
