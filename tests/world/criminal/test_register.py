"""A long register for benchmarks."""

import json
from itertools import islice
from pathlib import Path

import pytest

from interlace.facts.imports.ftm import FtmRows
from interlace.facts.imports.reader import Defaults
from interlace.world.criminal.register import REGISTER, REGISTER_TRUTH, coined, make_register, register_records


def test_a_register_has_its_size_many_words_and_tells_who_is_in_it_twice(tmp_path: Path) -> None:
    twice = make_register(tmp_path, size=2500, seed=3)
    rows = list(FtmRows(tmp_path / REGISTER, Defaults()))
    words = {word for row in rows for word in row.entities[0].first("name").split()}
    truths = [json.loads(line) for line in (tmp_path / REGISTER_TRUTH).read_text(encoding="utf-8").splitlines()]
    assert (len(rows), [row.number for row in rows if row.is_refused]) == (2500, [])
    assert len(words) > 2000
    assert twice == len(truths) > 150
    assert all(truth["thing"] < truth["record"] for truth in truths)


def test_a_longer_register_begins_with_the_shorter_one() -> None:
    assert list(register_records(1000, 5)) == list(islice(register_records(3000, 5), 1000))


def test_parts_made_apart_are_one_register() -> None:
    apart = [*register_records(2000, 5), *register_records(3500, 5, first=2000)]
    assert apart == list(register_records(3500, 5))
    with pytest.raises(ValueError, match="multiple"):
        next(register_records(3000, 5, first=1500))


def test_every_rank_has_a_name_of_its_own() -> None:
    ranks = [*range(20_000), *range(7_900_000, 7_920_000)]
    assert len({coined(rank) for rank in ranks}) == len(ranks)
