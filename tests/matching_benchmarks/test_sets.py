"""The labelled sets are taken from public data as they promise."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.matching import name_pairs, ofac
from benchmarks.matching.pairs import LabelledSet, Part, Truth

_ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared" / "data"))
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="no data folder: set INTERLACE_TEST_DATA"),
]


@pytest.mark.parametrize("labelled", [ofac.labelled, name_pairs.labelled], ids=["ofac", "words"])
def test_no_entity_is_in_both_halves_and_no_negative_is_the_entity_itself(
    labelled: Callable[..., list[LabelledSet]],
) -> None:
    halves = [labelled(DATA, part, most=20) for part in Part]
    for training, test in zip(*halves, strict=True):
        entities = [{one.entity for pair in half.pairs for one in (pair.left, pair.right)} for half in (training, test)]
        assert training.name == test.name
        assert entities[0].isdisjoint(entities[1])
        for pair in (*training.pairs, *test.pairs):
            assert (pair.left.entity == pair.right.entity) == (pair.truth is Truth.SAME)
