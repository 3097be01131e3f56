"""A reader in the jail can answer, and nothing else: no network, no files, no children, no more than its share."""

import errno
import shutil
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.foundation.jail import readers

from interlace.foundation.jail import Bounds, Json, Reason
from interlace.foundation.jail.running import FileRefused, Reader, observed_in_jail, read_in_jail
from interlace.foundation.jail.walls import Wall, are_enough

REFUSED: Json = {"error": errno.EPERM}
UNSEEN: Json = {"error": errno.EACCES}


def reason_of(reader: Reader, arguments: Json = None, *, bounds: Bounds | None = None) -> Reason:
    with pytest.raises(FileRefused) as refusal:
        read_in_jail(reader, b"file", arguments, bounds=bounds or Bounds())
    return refusal.value.reason


def test_an_honest_reader_answers_in_plain_data_and_says_which_walls_stood() -> None:
    read = observed_in_jail(readers.length, b"12345", ["a", 1])

    assert read.answer == {"length": 5, "arguments": ["a", 1]}
    assert are_enough(read.walls)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=4096))
def test_every_byte_arrives(data: bytes) -> None:
    assert read_in_jail(readers.length, data) == {"length": len(data), "arguments": None}


@pytest.mark.parametrize(
    "attempt",
    [
        readers.connecting,
        readers.making_a_socket_pair,
        readers.starting_a_program,
        readers.forking,
        readers.leaving_the_group,
        readers.killing_its_parent,
    ],
)
def test_what_reaches_beyond_the_process_is_refused(attempt: Reader) -> None:
    assert read_in_jail(attempt, b"") == REFUSED


def test_nothing_is_written_made_or_removed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("as it was")

    assert read_in_jail(readers.writing_a_file, b"", str(tmp_path / "new")) == REFUSED
    assert read_in_jail(readers.writing_a_file, b"", str(kept)) == REFUSED
    assert read_in_jail(readers.making_a_folder, b"", str(tmp_path / "folder")) == REFUSED
    assert read_in_jail(readers.removing_a_file, b"", str(kept)) == REFUSED
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept", "as it was")]


def test_files_of_the_node_are_not_read(tmp_path: Path) -> None:
    key = tmp_path / "node.json"
    key.write_text("the node's key")

    read = observed_in_jail(readers.reading_a_file, b"", str(key))

    if Wall.FILES not in read.walls:
        pytest.skip("this kernel has no Landlock")
    assert read.answer == UNSEEN


def test_threads_stay_possible() -> None:
    assert read_in_jail(readers.starting_a_thread, b"") == 1


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (readers.filling_memory, Reason.TOO_MUCH_MEMORY),
        (readers.nesting, Reason.TOO_DEEP),
        (readers.crashing, Reason.CRASHED),
        (readers.talking_too_much, Reason.ANSWER_TOO_LARGE),
        (readers.forging_the_answer, Reason.CRASHED),
        (readers.refusing, Reason.ENTRIES_OVERLAP),
        (readers.tripping, Reason.UNREADABLE),
    ],
)
def test_whatever_goes_wrong_has_a_name(reader: Reader, reason: Reason) -> None:
    assert reason_of(reader) is reason


@pytest.mark.parametrize("reader", [readers.sleeping, readers.turning_in_circles])
def test_a_reader_that_does_not_end_is_ended(reader: Reader) -> None:
    began = time.monotonic()

    assert reason_of(reader, bounds=Bounds(seconds=1)) is Reason.TOO_LONG
    assert time.monotonic() - began < 20  # it would sleep for sixty


def test_a_busy_machine_is_no_fault_of_the_file() -> None:
    assert read_in_jail(readers.dozing, b"", bounds=Bounds(seconds=1, clock=60)) == "awake"
    assert reason_of(readers.dozing, bounds=Bounds(seconds=1)) is Reason.TOO_LONG


def test_a_file_above_the_limit_is_not_handed_over() -> None:
    assert reason_of(readers.length, bounds=Bounds(file=3)) is Reason.TOO_LARGE


def test_no_word_of_the_file_is_in_the_refusal() -> None:
    with pytest.raises(FileRefused) as refusal:
        read_in_jail(readers.tripping, b"a secret of the file")

    assert "secret" not in f"{refusal.value.message}{refusal.value.fix}{refusal.value.code}"


def test_a_named_program_may_be_started_and_no_other_place_be_written() -> None:
    program = shutil.which("tesseract")
    if program is None:
        pytest.skip("Tesseract is not installed")

    assert "tesseract" in str(
        read_in_jail(readers.asking_a_program, b"", program, bounds=Bounds(programs=frozenset({program})))
    )


def test_children_share_the_memory_of_one() -> None:
    bounds = Bounds(programs=frozenset({str(Path(sys.executable).resolve())}), memory=400 * 1024 * 1024)

    assert reason_of(readers.filling_memory_by_children, bounds=bounds) is Reason.TOO_MUCH_MEMORY
