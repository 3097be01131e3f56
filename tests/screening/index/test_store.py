"""Changes, withdrawals, merges: what is searchable when, and for whom else."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.screening.index.corpus import build, by_identifier, by_name, record, subject

from interlace.screening.index import (
    Candidate,
    IndexDamaged,
    IndexWriter,
    PermittedLabels,
    RecordKey,
    ScreeningIndex,
)
from interlace.screening.index.manifest import Manifest
from interlace.screening.index.reading import is_read_as_now

EVERYTHING = PermittedLabels.of(range(10))
PHONE = "phone:+821000000142"
ROOT = Path(__file__).resolve().parents[3]


def subjects(found: list[Candidate]) -> list[bytes]:
    return [candidate.subject for candidate in found]


def test_a_change_is_searchable_at_once(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "somchai jaidee", holder="TH", identifiers=[PHONE], born=[1980])])
    assert index.search(by_identifier(PHONE), EVERYTHING, limit=5) == [
        Candidate(subject(1), "TH", "facts", 1, (PHONE,), 0.0)
    ]
    assert index.search(by_name("jaidee somchai", born=[1980]), EVERYTHING, limit=5) == [
        Candidate(subject(1), "TH", "facts", 1, (), 1.0)
    ]


def test_a_later_record_takes_the_place_of_its_namesake_and_leaves_other_holders_alone(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, identifiers=[PHONE]), record(1, holder="TH", identifiers=[PHONE])])
    index.apply_delta([record(1, identifiers=["email:kim@example.org"])])
    assert [found.holder for found in index.search(by_identifier(PHONE), EVERYTHING, limit=5)] == ["TH"]
    assert subjects(index.search(by_identifier("email:kim@example.org"), EVERYTHING, limit=5)) == [subject(1)]


def test_a_record_without_entries_removes_its_predecessor(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "sok dara", identifiers=[PHONE])])
    index.apply_delta([record(1)])
    assert index.search(by_identifier(PHONE), EVERYTHING, limit=5) == []
    assert index.search(by_name("sok dara"), EVERYTHING, limit=5) == []


@pytest.mark.parametrize("merged", [False, True])
def test_a_tombstone_reaches_segments_and_changes_alike(index: ScreeningIndex, merged: bool) -> None:
    index.apply_delta([record(number, "sok dara", identifiers=[PHONE]) for number in range(1, 5)])
    index.apply_delta([record(5, "sok dara", source="list", identifiers=[PHONE])])
    if merged:
        index.merge()
    index.tombstone(subjects=[subject(1)])
    index.tombstone(records=[RecordKey(subject(2), "KR", "facts"), RecordKey(subject(3), "TH", "facts")])
    index.tombstone(sources=["list"])
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=9)) == [subject(3), subject(4)]
    assert subjects(index.search(by_name("sok dara"), EVERYTHING, limit=9)) == [subject(3), subject(4)]
    index.merge()
    assert subjects(index.search(by_name("sok dara"), EVERYTHING, limit=9)) == [subject(3), subject(4)]
    assert [(part.records, part.deleted) for part in index.segments()] == [(2, 0)]


def test_what_was_withdrawn_can_come_back(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, identifiers=[PHONE])])
    index.tombstone(subjects=[subject(1)])
    index.apply_delta([record(1, identifiers=[PHONE])])
    index.merge()
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(1)]


def test_a_new_version_of_a_register_replaces_the_old_one_and_its_changes(
    index: ScreeningIndex, tmp_path: Path
) -> None:
    build(tmp_path / "index", [record(1, source="list:1", identifiers=[PHONE])], segment="list:1")
    index.apply_delta([record(2, source="list:1", identifiers=[PHONE]), record(9, identifiers=[PHONE])])
    with IndexWriter(tmp_path / "index", name="list:2") as writer:
        writer.add(record(3, source="list:2", identifiers=[PHONE]))
        writer.commit(replacing=["list:1"])
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(3), subject(9)]
    index.remove("list:2")
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(9)]


def test_a_change_made_while_a_segment_is_built_lies_over_it(index: ScreeningIndex, tmp_path: Path) -> None:
    index.apply_delta([record(1, identifiers=[PHONE]), record(2, identifiers=[PHONE])])
    with IndexWriter(tmp_path / "index") as writer:
        index.tombstone(subjects=[subject(2)])
        index.apply_delta([record(3, identifiers=[PHONE])])
        # Read before the withdrawal, written after it.
        writer.add(record(1, identifiers=[PHONE]))
        writer.add(record(2, identifiers=[PHONE]))
        writer.commit()
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(1), subject(3)]


def test_a_rebuild_forgets_changes_made_before_it(index: ScreeningIndex, tmp_path: Path) -> None:
    index.apply_delta([record(1, identifiers=[PHONE])])
    build(tmp_path / "index", [record(2, identifiers=[PHONE])])
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(2)]


def test_an_abandoned_segment_changes_nothing(index: ScreeningIndex, tmp_path: Path) -> None:
    index.apply_delta([record(1, identifiers=[PHONE])])
    with IndexWriter(tmp_path / "index") as writer:
        writer.add(record(2, identifiers=[PHONE]))
    assert subjects(index.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(1)]


def test_a_torn_tail_is_ignored_and_cut_off_by_the_next_change(index: ScreeningIndex, tmp_path: Path) -> None:
    index.apply_delta([record(1, identifiers=[PHONE])])
    index.apply_delta([record(2, identifiers=[PHONE])])
    [log] = (tmp_path / "index").glob("changes-*.log")
    log.write_bytes(log.read_bytes()[:-5])
    with ScreeningIndex.open(tmp_path / "index") as reopened:
        assert subjects(reopened.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(1)]
        reopened.apply_delta([record(3, identifiers=[PHONE])])
    with ScreeningIndex.open(tmp_path / "index") as again:
        assert subjects(again.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(1), subject(3)]


@pytest.mark.parametrize("place", [9, 60])
def test_a_damaged_segment_is_refused_by_name(index: ScreeningIndex, tmp_path: Path, place: int) -> None:
    build(tmp_path / "index", [record(1, "sok dara")])
    [segment] = (tmp_path / "index").glob("*.seg")
    content = bytearray(segment.read_bytes())
    content[place] ^= 1
    segment.write_bytes(content)
    with pytest.raises(IndexDamaged, match=segment.name):
        ScreeningIndex.open(tmp_path / "index")


def test_damage_behind_the_header_is_found_by_verification(index: ScreeningIndex, tmp_path: Path) -> None:
    build(tmp_path / "index", [record(1, "sok dara")])
    index.verify()
    [segment] = (tmp_path / "index").glob("*.seg")
    segment.write_bytes(segment.read_bytes().replace(b"dara", b"dora"))
    with pytest.raises(IndexDamaged, match=segment.name):
        index.verify()


def test_only_the_nodes_own_user_may_look_inside(index: ScreeningIndex, tmp_path: Path) -> None:
    build(tmp_path / "index", [record(1, "sok dara")])
    assert (tmp_path / "index").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "index").iterdir()} == {0}


READER = """
import json, sys
from dataclasses import replace
from pathlib import Path
from interlace.screening.index import PermittedLabels, Query, ScreeningIndex
index = ScreeningIndex.open(Path(sys.argv[1]))
print("ready", flush=True)
for line in sys.stdin:
    found = index.search(Query(identifiers=(line.strip(),)), PermittedLabels.of([1]), limit=9)
    print(json.dumps([candidate.subject.hex() for candidate in found] + ["numba" in sys.modules]), flush=True)
"""


@pytest.mark.process
def test_another_process_sees_changes_and_merges_with_its_next_search(index: ScreeningIndex, tmp_path: Path) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path / "index")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None

    def asked() -> list[object]:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(PHONE + "\n")
        answer: list[object] = json.loads(reader.stdout.readline())
        assert answer.pop() is False, "a check of identifiers must not bring the compiler in"
        return answer

    with reader:
        assert reader.stdout.readline() == "ready\n"
        assert asked() == []
        index.apply_delta([record(1, identifiers=[PHONE]), record(2, identifiers=[PHONE])])
        assert asked() == [subject(1).hex(), subject(2).hex()]
        index.tombstone(subjects=[subject(1)])
        assert asked() == [subject(2).hex()]
        index.merge()
        assert asked() == [subject(2).hex()]
        index.apply_delta([record(3, identifiers=[PHONE])])
        assert asked() == [subject(2).hex(), subject(3).hex()]
        reader.stdin.close()


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from interlace.screening.index import IndexedIdentifier, IndexRecord, ScreeningIndex
index = ScreeningIndex.open(Path(sys.argv[1]))
for number in range(1, 10_000):
    index.apply_delta([IndexRecord(number.to_bytes(16, "big"), "KR", identifiers=(IndexedIdentifier("all", 1),))])
    print(number, flush=True)
    index.merge()
"""


@pytest.mark.process
@pytest.mark.parametrize("seconds", [0.0, 0.013, 0.05, 0.11])
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_had_confirmed(tmp_path: Path, seconds: float) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    confirmed = [int(writer.stdout.readline())]
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    confirmed += [int(line) for line in writer.stdout]
    writer.wait()
    writer.stdout.close()
    with ScreeningIndex.open(tmp_path) as index:
        found = subjects(index.search(by_identifier("all"), EVERYTHING, limit=20_000))
        assert found[: len(confirmed)] == [subject(number) for number in confirmed]
        assert len(found) <= len(confirmed) + 1
        index.apply_delta([record(20_000, identifiers=["all"])])
        index.merge()
        index.verify()
        assert subjects(index.search(by_identifier("all"), EVERYTHING, limit=20_000)) == [*found, subject(20_000)]
    assert not list(tmp_path.glob("*.partial"))
    assert len(list(tmp_path.glob("*.seg"))) == 1


def test_an_index_of_an_earlier_form_is_empty_and_waits_to_be_built_again(tmp_path: Path) -> None:
    build(tmp_path / "index", [record(1, "sok dara", identifiers=[PHONE])])
    manifest = Manifest.read(tmp_path / "index")
    replace(manifest, form=1).write(tmp_path / "index")
    with ScreeningIndex.open(tmp_path / "index") as index:
        assert index.search(by_identifier(PHONE), EVERYTHING, limit=5) == []
        assert not is_read_as_now(tmp_path / "index")
        assert not list((tmp_path / "index").glob("*.seg"))
        index.apply_delta([record(2, identifiers=[PHONE])])
    with ScreeningIndex.open(tmp_path / "index") as again:
        assert subjects(again.search(by_identifier(PHONE), EVERYTHING, limit=5)) == [subject(2)]
