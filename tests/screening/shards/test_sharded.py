"""One index in shards finds what one folder finds, and names the shard that does not answer."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.screening.index.corpus import build, by_identifier, by_name, record
from tests.screening.shards.cut import SHARDS, in_shards

from interlace.screening.index import FACTS, IndexRecord, PermittedLabels, ScreeningIndex
from interlace.screening.shards.shard import PartsMissing
from interlace.screening.shards.sharded import shard_of

OPEN = PermittedLabels.of([1])
SUBJECTS = [Random(number).randbytes(16) for number in range(60)]


def lying(place: int, *names: str, label: int = 1, identifiers: Sequence[str] = ()) -> IndexRecord:
    """A record that lies in the shard of its (random) subject."""
    return replace(record(place, *names, label=label, identifiers=identifiers), subject=SUBJECTS[place])


RECORDS = [
    lying(place, f"wang {'abcdefgh'[place % 8] * 3}{place}", label=1 + place % 2, identifiers=[f"phone:{place % 7}"])
    for place in range(len(SUBJECTS))
]


def test_shards_together_find_what_one_index_finds(tmp_path: Path) -> None:
    build(tmp_path / "one", RECORDS)
    sharded, _ = in_shards(tmp_path / "cut")
    with sharded.writer(FACTS) as writer:
        for each in RECORDS[:40]:
            writer.add(each)
        writer.commit()
    sharded.apply_delta(RECORDS[40:])
    queries = [by_identifier(f"phone:{number}") for number in range(7)] + [by_name("wang aaa0"), by_name("wang bbb1")]
    with ScreeningIndex.open(tmp_path / "one") as whole:
        for query in queries:
            expected = {each.subject for each in whole.search(query, OPEN, limit=100)}
            assert {each.subject for each in sharded.search(query, OPEN, limit=100)} == expected
    assert sum(each.records for each in sharded.segments()) == len(RECORDS)
    assert {shard_of(each.subject, SHARDS) for each in RECORDS} == set(range(SHARDS))


def test_the_best_of_all_shards_come_first_and_no_more_than_asked_for(tmp_path: Path) -> None:
    sharded, _ = in_shards(tmp_path)
    sharded.apply_delta(
        lying(place, "wang", identifiers=["phone:1", "phone:2"][: 1 + place % 2]) for place in range(len(SUBJECTS))
    )
    found = sharded.search(by_identifier("phone:1", "phone:2"), OPEN, limit=30)
    assert [len(each.identifiers) for each in found] == [2] * 30
    assert [each.subject for each in found] == sorted(each.subject for each in found)


def test_a_shard_that_is_gone_is_named_and_the_others_answer(tmp_path: Path) -> None:
    sharded, shards = in_shards(tmp_path)
    sharded.apply_delta(RECORDS)
    shards[1].gone = True
    found = sharded.find(by_identifier("phone:1"), OPEN, limit=100)
    assert found.missing == sharded.missing() == (1,)
    expected = {
        each.subject
        for place, each in enumerate(RECORDS)
        if place % 7 == 1 and place % 2 == 0 and shard_of(each.subject, SHARDS) != 1
    }
    assert expected
    assert {each.subject for each in found.candidates} == expected
    with pytest.raises(PartsMissing, match="Part 2 of the 3 parts") as missing:
        sharded.search(by_identifier("phone:1"), OPEN, limit=100)
    assert missing.value.missing == (1,)


def test_what_cannot_be_kept_everywhere_is_refused_and_may_be_told_again(tmp_path: Path) -> None:
    sharded, shards = in_shards(tmp_path)
    shards[2].gone = True
    for act in (
        lambda: sharded.apply_delta(RECORDS),
        lambda: sharded.tombstone(subjects=[each.subject for each in RECORDS]),
        lambda: sharded.writer(FACTS),
        sharded.merge,
        sharded.segments,
    ):
        with pytest.raises(PartsMissing):
            act()
    shards[2].gone = False
    sharded.apply_delta(RECORDS)
    sharded.tombstone(subjects=[SUBJECTS[0]])
    assert len(sharded.search(by_name("wang"), OPEN, limit=100)) == len(RECORDS) // 2 - 1
