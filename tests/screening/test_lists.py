"""Lists are checked as one act: sheets and lines, by one process or several, and on where they were stopped."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.test_registers import WALLET, load

from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.lines import Line
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.answers import answered_lines, check_out, line_out
from interlace.screening.checks.actions import ask_holders, looks_of
from interlace.screening.checks.batches import check_lines, in_rounds, open_batch, read_line
from interlace.screening.checks.comparing import CANDIDATES, Sought
from interlace.screening.checks.lists import CheckedList, RowLine, list_of
from interlace.screening.checks.scope import carried_out
from interlace.screening.checks.searching import SearchingProcesses, Task, searched
from interlace.screening.questions import question_about
from interlace.screening.shards.sharded import Found

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [f"{family} {given}" for family in ("Han", "Kim", "Park", "Yun") for given in ("Ji-seop", "Mi-rae", "Do-yun")]


def world() -> None:
    """KR holds some people whom TH and VN may discover in the same way, some of them readable."""
    make_members("KR", "SG", "TH", "VN")
    for number, name in enumerate(PEOPLE):
        both = ["TH", "VN"]
        terms = label("KR", readers=both) if number % 4 == 0 else label("KR", seekers=both)
        contribute(viewer("KR"), terms, person(name, birthDate=f"199{number % 10}-04-17", phone=phone(number)))


def phone(number: int) -> str:
    """A phone for each person."""
    return f"+82 10 0000 01{number:02}"


def asked(count: int) -> list[Line]:
    """Questions about the same people again and again, in other words, and about strangers; one cannot be read."""
    lines = []
    for number in range(1, count + 1):
        name = PEOPLE[number % len(PEOPLE)] if number % 3 else f"Nobody Number{number}"
        properties = {"name": [name.upper() if number % 2 else name]}
        if number % 5:
            properties["birthDate"] = [f"199{number % 10}-04-17"]
        if number % 7 == 0:
            properties = {"phone": [phone(number % len(PEOPLE))]}
        lines.append(Line(number, {"id": f"q{number}", "schema": "Person", "properties": properties}))
    lines[7] = Line(8, {"schema": "Person", "properties": {}})
    return lines


def answers_of(lines: list[Line], *, by: str = "TH", processes: int = 0) -> list[dict[str, Any]]:
    """What a bureau is answered to a list, without what is drawn by lot."""
    asker = viewer(by)
    batch = open_batch(asker, lines=len(lines), digest="a" * 64, scope=["KR", "SG"], now=NOW)
    answers = answered_lines(asker, batch, lines, scope=["KR", "SG"], now=NOW, language="en", processes=processes)
    return [without_lot(line_out(each)) for each in answers]


def without_lot(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the ids of checks and hits, when it was given, and whose it is."""
    for bureau in answer.get("answers", ()):
        for possible in bureau["possible"]:
            del possible["hit"]
            if possible["record"] is not None:
                del possible["record"]["handling"]
        del bureau["answered"]
    return {key: value for key, value in answer.items() if key not in {"check", "line", "reference", "asked"}}


def alone(line: Line, *, by: str) -> dict[str, Any]:
    """What a bureau is answered to one of these questions."""
    result = ask_holders(viewer(by), question_about(line.value), scope=["KR", "SG"], now=NOW)
    return without_lot(check_out(result, language="en").model_dump(mode="json", by_alias=True))


def test_a_list_is_answered_as_its_questions_are_one_by_one() -> None:
    world()
    lines = asked(40)

    together = answers_of(lines, by="TH")

    one_by_one = [alone(line, by="VN") for line in lines if line.number != 8]
    assert [each for each in together if "problem" not in each] == one_by_one
    assert [each["id"] for each in together if "problem" in each] == [None]
    bands = {bureau["band"] for each in one_by_one for bureau in each["answers"]}
    assert len(bands) > 2, bands


def test_processes_that_help_change_no_answer() -> None:
    world()
    lines = asked(200)
    assert answers_of(lines, by="TH") == answers_of(lines, by="VN", processes=1)


def test_a_process_finds_what_its_list_would_find_and_ends_with_it() -> None:
    world()
    lines, by = asked(64), viewer("TH")
    with SearchingProcesses(1) as searching:
        wait_for(searching)
        rounds = list(searching.read(by, in_rounds(lines), scope=["KR"], now=NOW))

    looks = looks_of(by, scope=["KR"], now=NOW)
    for line, read in [pair for together, found in rounds for pair in zip(together, found, strict=True)]:
        assert (read is None) == (line.number == 8)
        if read is not None and read.question is not None and read.sought is not None:
            assert read.sought.looks == looks
            assert read.sought.found == carried_out(looks, read.question.query, limit=CANDIDATES)
    assert [line.number for together, _found in rounds for line in together] == list(range(1, 65))


def test_the_lines_of_a_process_that_dies_are_read_by_their_list() -> None:
    world()
    lines, by = asked(12), viewer("TH")
    with SearchingProcesses(1) as searching:
        wait_for(searching)
        for process in children():
            os.kill(process, signal.SIGKILL)
        rounds = list(searching.read(by, in_rounds(lines), scope=["KR"], now=NOW))
    assert [line.number for together, _found in rounds for line in together] == list(range(1, 13))


def wait_for(searching: SearchingProcesses) -> None:
    """Until it can help."""
    deadline = time.monotonic() + 60
    while not searching.free:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children() -> list[int]:
    """The processes that this one has started to search."""
    told = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [int(each) for each in told if "searching_process" in Path(f"/proc/{each}/cmdline").read_text()]


def test_what_was_found_beforehand_under_other_rights_is_found_anew() -> None:
    world()
    line = read_line(Line(1, {"schema": "Person", "properties": {"phone": [phone(1)]}}))
    by, nobody = viewer("TH"), Sought((), (), Found(()))
    batch = open_batch(by, lines=1, digest="b" * 64, scope=["KR"], now=NOW)

    (checked,) = check_lines(by, batch, [replace(line, sought=nobody)], scope=["KR"], now=NOW)

    assert checked.result is not None
    assert [(each.holder, each.state) for each in checked.result.answers] == [("KR", "possible")]


@pytest.mark.parametrize("is_beforehand", [False, True])
def test_an_entry_that_has_left_its_register_is_not_answered_though_it_was_found_beforehand(
    tmp_path: Path, is_beforehand: bool
) -> None:
    make_members("KR", "SG")
    load(tmp_path, "KR")
    by = viewer("KR")
    line = Line(1, {"schema": "CryptoWallet", "properties": {"publicKey": [WALLET]}})
    batch = open_batch(by, lines=1, digest="c" * 64, scope=[], now=NOW)
    (read,) = searched(Task([line], looks_of(by, scope=[], now=NOW), CANDIDATES))
    assert read is not None
    assert read.sought is not None
    assert read.sought.found.candidates

    load(tmp_path, "KR", wallets=("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo",))

    (checked,) = check_lines(by, batch, [read if is_beforehand else read_line(line)], scope=[], now=NOW)
    assert checked.result is not None
    assert [(each.holder, each.state) for each in checked.result.answers] == [("SG", "no_hit")]


@pytest.mark.parametrize(
    "lost", [{"level": 0}, {"purposes": ["trafficking"]}, {"roles": [Role.ADMINISTRATOR]}, {"is_active": False}]
)
def test_rights_that_end_while_a_list_is_read_end_with_its_next_lines(lost: dict[str, Any]) -> None:
    make_members("KR", "TH")
    contribute(viewer("TH"), label("TH", readers=["KR"], level=1), person("Somchai Jaidee", phone=phone(1)))
    by, line = viewer("KR"), {"schema": "Person", "properties": {"phone": [phone(1)]}}
    lines = [Line(number, line) for number in (1, 2, 3)]
    batch = open_batch(by, lines=3, digest="d" * 64, scope=[], now=NOW)
    answers = answered_lines(by, batch, lines, scope=[], now=NOW, language="en")
    first = next(answers)
    assert first.answer is not None
    assert first.answer.answers[0].possible[0].record is not None

    Officer.objects.filter(username="kr.desk").update(**lost)

    later = list(answers)
    assert later
    assert not [each for line in later if line.answer is not None for each in line.answer.answers[0].possible]


def test_two_lists_of_one_bureau_that_meet_the_same_people_in_another_order_both_come_to_their_end() -> None:
    make_members("KR", "TH")
    people = [person(name, birthDate="1991-04-17") for name in PEOPLE]
    contribute(viewer("KR"), label("KR", seekers=["TH"]), *people)
    lines = [Line(number, entity) for number, entity in enumerate(people * 3, 1)]
    backwards = [Line(number, line.value) for number, line in enumerate(reversed(lines), 1)]
    together = threading.Barrier(2)

    def send(post: str, sent: list[Line]) -> int:
        try:
            by = viewer("TH", post=post)
            batch = open_batch(by, lines=len(sent), digest=post[0] * 64, scope=[], now=NOW)
            together.wait()
            answers = answered_lines(by, batch, sent, scope=[], now=NOW, language="en", processes=0)
            return sum(each.answer is not None for each in answers)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(send, "desk", lines), pool.submit(send, "second", backwards)]
        assert [each.result() for each in sent] == [len(lines), len(lines)]


def test_rounds_grow_so_that_the_first_answer_comes_at_once() -> None:
    assert [len(each) for each in in_rounds(asked(200))] == [1, 2, 4, 8, 16, 32, 64, 64, 9]


SHEET = """Name,Date of birth,Nationality,Phone,Wallet,Status
Han Ji-seop,1991-04-17,KR,+82 10 0000 0142,,
สมชาย ใจดี,17 เม.ย. 2534,TH,,1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo,
Kim Mi-rae,1991-99-99,KR,,,
,,,,,suspect
"""


def test_a_sheet_is_read_as_an_import_reads_it_and_asks_about_each_thing_of_a_row(tmp_path: Path) -> None:
    lines = sheet(tmp_path, SHEET).lines
    assert [(line.number, line.value) for line in lines] == [
        (
            1,
            {
                "schema": "Person",
                "properties": {
                    "name": ["Han Ji-seop"],
                    "birthDate": ["1991-04-17"],
                    "nationality": ["KR"],
                    "phone": ["+821000000142"],
                },
            },
        ),
        (
            2,
            {
                "schema": "Person",
                "properties": {"name": ["สมชาย ใจดี"], "birthDate": ["1991-04-17"], "nationality": ["TH"]},
            },
        ),
        (2, {"schema": "CryptoWallet", "properties": {"publicKey": ["1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo"]}}),
        (3, None),
        (4, None),
    ]
    wrong = [line for line in lines if isinstance(line, RowLine) and line.problems]
    assert [[each.pointer for each in line.problems] for line in wrong] == [["Date of birth B4"], ["line 5"]]


def sheet(folder: Path, text: str) -> CheckedList:
    """A list from a sheet."""
    path = folder / "list.csv"
    path.write_text(text)
    return list_of(path.read_bytes(), path)


def test_a_sheet_of_another_kind_or_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        list_of(SHEET.encode(), None)
    with pytest.raises(InvalidInput):
        sheet(tmp_path, "%PDF-1.7 not a sheet")


def test_lines_are_entities_and_a_broken_first_line_is_answered_in_its_place() -> None:
    lines = list_of(b'{nonsense\n{"schema": "Person", "properties": {"name": ["A"]}}\n', None).lines
    assert [(line.number, line.problem is None) for line in lines] == [(1, False), (2, True)]


@pytest.mark.parametrize("content", ["", "\n\n", "name,birth date\n"])
def test_a_list_without_a_row_is_an_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(content)

    with pytest.raises(InvalidInput, match="There is no record in"):
        list_of(content.encode(), file)


def test_a_list_that_is_not_utf8_says_as_what_it_was_read(tmp_path: Path) -> None:
    file, text = tmp_path / "list.csv", "name,birth date\nสมชาย ใจดี,1991-04-17\nสมหญิง รักไทย,1980-01-02\n"
    said = []
    for encoding in ("cp874", "utf-8"):
        file.write_bytes(text.encode(encoding))
        said.append(list_of(file.read_bytes(), file, country="TH").encoding)

    assert said == ["cp874", ""]
