"""A whole world: the same from the same seed, accepted by our own importer, with its truth, in flat memory."""

import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from interlace.facts.entities import Weight
from interlace.facts.imports.ftm import FtmRows
from interlace.facts.imports.reader import Defaults
from interlace.world.criminal.damage import Damage
from interlace.world.criminal.making import STATISTICS, TRUTH, make_world
from interlace.world.criminal.views import BUREAUS

SIZE, SEED = 850, 7  # more than the distance over which people flee


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, size=SIZE, seed=SEED)
    return folder


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def entities(world: Path) -> Mapping[tuple[str, str], dict[str, Any]]:
    return {(bureau, each["id"]): each for bureau in BUREAUS for each in lines(world / f"{bureau}.ndjson")}


def test_the_same_seed_gives_the_same_files_and_another_seed_others(world: Path, tmp_path: Path) -> None:
    make_world(tmp_path / "again", size=SIZE, seed=SEED)
    make_world(tmp_path / "other", size=SIZE, seed=SEED + 1)
    names = sorted(path.name for path in world.iterdir())
    assert names == sorted([*(f"{bureau}.ndjson" for bureau in BUREAUS), TRUTH, STATISTICS])
    assert [(tmp_path / "again" / name).read_bytes() for name in names] == [
        (world / name).read_bytes() for name in names
    ]
    assert (tmp_path / "other" / TRUTH).read_bytes() != (world / TRUTH).read_bytes()


def test_a_larger_world_begins_with_the_smaller_one(world: Path, tmp_path: Path) -> None:
    make_world(tmp_path, size=200, seed=SEED)
    for name in (TRUTH, *(f"{bureau}.ndjson" for bureau in BUREAUS)):
        assert (world / name).read_bytes().startswith((tmp_path / name).read_bytes())


def test_our_own_importer_accepts_every_row(world: Path) -> None:
    found = {}
    for bureau in BUREAUS:
        for row in FtmRows(world / f"{bureau}.ndjson", Defaults()):
            for finding in row.findings:
                if finding.weight is not Weight.REMARK:
                    found[bureau, row.number] = finding
    assert found == {}


def test_every_record_is_in_the_truth_once_and_every_record_of_the_truth_is_there(world: Path) -> None:
    told = [(each["bureau"], each["id"]) for truth in lines(world / TRUTH) for each in truth.get("records", ())]
    assert sorted(told) == sorted(entities(world))


def test_a_record_points_only_at_records_of_its_own_bureau(world: Path) -> None:
    known = entities(world)
    pointing = (
        *("member", "organization", "owner", "asset", "director", "holder", "involved", "organizer", "person"),
        *("associate", "payer", "payerAccount", "beneficiary", "beneficiaryAccount"),
    )
    ends = [
        (bureau, at)
        for (bureau, _), each in known.items()
        for prop in pointing
        for at in each["properties"].get(prop, ())
    ]
    assert len(ends) > 1000
    assert [end for end in ends if end not in known] == []


def test_persons_are_known_to_several_bureaus_in_different_spellings_and_all_kinds_of_damage(world: Path) -> None:
    known = entities(world)
    people = [truth for truth in lines(world / TRUTH) if truth.get("schema") == "Person"]
    several = [each for each in people if len({record["bureau"] for record in each["records"]}) > 1]
    differing = [
        each
        for each in several
        if len({known[record["bureau"], record["id"]]["properties"]["name"][0] for record in each["records"]}) > 1
    ]
    damage = {kind for each in people for record in each["records"] for kind in record.get("damage", ())}
    assert len({each["thing"] for each in people}) == SIZE
    assert len(several) > SIZE // 8
    assert len(differing) > len(several) // 2
    assert damage == set(Damage)


def test_who_fled_after_a_raid_is_the_same_person_in_two_rings(world: Path) -> None:
    rings: dict[str, set[int]] = {}
    for truth in lines(world / TRUTH):
        if truth.get("schema") == "Person":
            rings.setdefault(truth["thing"], set()).add(truth["ring"])
    fled = {person for person, where in rings.items() if len(where) == 2}
    links = {truth["member"] for truth in lines(world / TRUTH) if truth.get("kind") == "fled to"}
    assert fled == links != set()


def test_what_a_bureau_believes_wrongly_is_marked(world: Path) -> None:
    links = [truth for truth in lines(world / TRUTH) if "link" in truth]
    assert {truth["kind"] for truth in links if not truth["real"]} == {"believed"}
    assert all(truth["real"] for truth in links if truth["kind"] != "believed")


def test_the_statistics_count_what_was_made(world: Path) -> None:
    told = json.loads((world / STATISTICS).read_text(encoding="utf-8"))
    assert told["persons"] == SIZE
    assert sum(told["records"].values()) == len(entities(world))
    assert sum(sum(ages.values()) for ages in told["ages by role"].values()) == SIZE
    assert not [age for ages in told["ages by role"].values() for age in ages if age.startswith("0")]


def test_memory_does_not_grow_with_the_world(tmp_path: Path) -> None:
    make_world(tmp_path, size=1000, seed=SEED)  # fills what is kept once: tables and the words made of them
    peaks = []
    for size in (200, 1000):
        tracemalloc.start()
        make_world(tmp_path, size=size, seed=SEED)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000  # bytes; the smaller world's files are 200 kB
