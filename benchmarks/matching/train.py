"""Fit the numbers of a model on the training halves, and write its file.

    python -m benchmarks.matching.train VERSION [--data DIR] [--rounds N] [--keep-letters] [--most N]

VERSION is the file to make; a version with a golden file is shipped and is never trained again. First the tables of
letters are counted (`letter_training.py`). Then the weights of names are found one after another (coordinate ascent):
each takes the value of its list in GRID that is best for the average precision and the recall among hard and random
others of all training sets, until a round changes nothing. The lists hold only values of the sign that a weight may
have, so that more evidence never says less. Weights of facts, bands and calibration stay as they are in the file, or
in the current model. Nothing is read from the test halves, no chance is involved, and names are never printed.
"""

import argparse
import dataclasses
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.matching import name_pairs, native_names, ofac
from benchmarks.matching.letter_training import BY_SCRIPT, trained
from benchmarks.matching.metrics import Numbers, average_precision, recall_at
from benchmarks.matching.pairs import LabelledSet, Part, Truth
from benchmarks.matching.scorers import description_of
from numpy.typing import NDArray

from interlace.core.compiled import Encoder, Records, rules_of
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import MODEL, model
from interlace.core.matching.weights import LetterTable, LetterWeights, Model, NameWeights

_ROOT = Path(__file__).resolve().parents[2]
_MODELS = _ROOT / "src" / "interlace" / "core" / "matching" / "models"
_GOLDEN = _ROOT / "tests" / "core" / "matching" / "golden"
_FALSE_ALARMS = (1e-3, 3e-3, 1e-2)
_LEAST_GAIN = 1e-4

GRID: Mapping[str, tuple[float, ...]] = {
    "at_most": (11.0, 12.0, 13.0, 14.0, 16.0),
    "part_differs": (-3.5, -4.0, -4.5, -5.0, -6.0),
    "part_missing": (-0.4, -0.6, -0.8, -1.0),
    "parts_missing_at_least": (-1.2, -1.6, -2.0, -3.0),
    "one_part_only": (0.0, -0.4, -0.8, -1.5),
    "order_differs": (-0.15, -0.3, -0.45),
    "whole_bonus": (0.0, 0.5, 1.0),
    "light_word": (0.05, 0.15, 0.3),
    "least_bits": (0.5, 1.0, 1.5, 2.0),
    "common_bits_per_doubling": (0.3, 0.4, 0.6, 0.8, 1.0, 1.3),
    "common_share_at_most": (0.4, 0.5, 0.6, 0.7, 0.8),
    "other_characters_value": (0.3, 0.5, 0.7),
}
LETTER_GRID: Mapping[str, tuple[float, ...]] = {
    "initial_bits": (0.8, 1.25, 1.75, 2.5),
    "nickname_value": (0.4, 0.6, 0.8),
    "unread_bits": (2.0, 3.0, 4.0),
}
# What a set counts for: registers of whole names decide, single words and small traditions have a say.
_SAY = {"OFAC persons": 4.0, "OFAC companies": 4.0}
_SAY_OF_OTHERS = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A training set as the compiled comparison takes it."""

    say: float
    encoder: Encoder
    left: Records
    right: Records
    truths: NDArray[np.str_]


def main() -> None:
    """Train and write."""
    arguments = _arguments()
    path = _MODELS / f"{arguments.version}.json"
    if (_GOLDEN / path.name).exists():
        raise SystemExit(f"{arguments.version} is shipped: a version keeps its numbers.")
    written = json.loads((path if path.exists() else _MODELS / f"{MODEL}.json").read_text(encoding="utf-8"))
    start = model(arguments.version if path.exists() else MODEL)
    letters = start.names.letters
    if letters is None or not arguments.keep_letters:
        letters = _with_tables(letters, trained(arguments.data))
    encoder = Encoder(model=start)
    sets = [_judged(each, encoder) for each in _sets(arguments.data, arguments.most)]
    found = _fitted(
        dataclasses.replace(start.names, letters=letters, is_saturating=True), start, sets, arguments.rounds
    )
    path.write_text(_as_text({**written, "version": arguments.version, "names": _names_out(found)}), encoding="utf-8")
    print(f"written: {path.name}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--most", type=int, default=1_000, help="true pairs of a set that the weights are fitted on")
    parser.add_argument("--keep-letters", action="store_true", help="fit the weights alone")
    return parser.parse_args()


def _with_tables(letters: LetterWeights | None, tables: Mapping[str, LetterTable]) -> LetterWeights:
    if letters is not None:
        return dataclasses.replace(letters, tables=tables)
    by_script = {script.value: name for script, name in BY_SCRIPT.items()}
    return LetterWeights(
        tables,
        by_script,
        letters_apart_at_most=7,
        unread_bits=3.0,
        initial_bits=1.25,
        nickname_value=0.6,
        other_marks_value=0.6,
    )


def _sets(data: Path, most: int) -> Iterable[LabelledSet]:
    for source in (ofac, native_names, name_pairs):
        yield from source.labelled(data, Part.TRAINING, most=most)


def _judged(labelled: LabelledSet, encoder: Encoder) -> Judged:
    return Judged(
        _SAY.get(labelled.name, _SAY_OF_OTHERS),
        encoder,
        encoder.records(description_of(pair.left) for pair in labelled.pairs),
        encoder.records(description_of(pair.right) for pair in labelled.pairs),
        np.array([pair.truth for pair in labelled.pairs]),
    )


def _fitted(weights: NameWeights, start: Model, sets: Sequence[Judged], rounds: int) -> NameWeights:
    best = _worth(weights, start, sets)
    print(f"{'start':28}{best:9.4f}", flush=True)
    for _ in range(rounds):
        before = best
        for name, values in (*GRID.items(), *LETTER_GRID.items()):
            for value in values:
                tried = _with(weights, name, value)
                if tried is not None and (worth := _worth(tried, start, sets)) > best + _LEAST_GAIN:
                    best, weights = worth, tried
            print(f"{name:28}{best:9.4f}", flush=True)
        if best == before:
            break
    return weights


def _with(weights: NameWeights, name: str, value: float) -> NameWeights | None:
    """The weights with another value; nothing where it is the value already."""
    assert weights.letters is not None
    if name in GRID:
        return None if getattr(weights, name) == value else _replaced(weights, name, value)
    if getattr(weights.letters, name) == value:
        return None
    return dataclasses.replace(weights, letters=_replaced(weights.letters, name, value))


def _replaced(weights: Any, name: str, value: float) -> Any:
    return dataclasses.replace(weights, **{name: value})


def _worth(weights: NameWeights, start: Model, sets: Sequence[Judged]) -> float:
    tried = dataclasses.replace(start, names=weights)
    return sum(judged.say * _worth_of(judged, tried) for judged in sets) / sum(judged.say for judged in sets)


def _worth_of(judged: Judged, tried: Model) -> float:
    places = np.arange(len(judged.truths))
    bits = score_pairs(judged.encoder, judged.left, judged.right, places, places, rules=rules_of(tried)) / 100
    same = bits[judged.truths == Truth.SAME]
    others = [bits[judged.truths == truth] for truth in (Truth.HARD, Truth.RANDOM)]
    worth = [_worth_among(same, each) for each in others if len(each)]
    return sum(worth) / len(worth)


def _worth_among(same: Numbers, others: Numbers) -> float:
    recall = [recall_at(same, others, false_alarms=share) for share in _FALSE_ALARMS]
    return (average_precision(same, others) + sum(recall) / len(recall)) / 2


def _names_out(weights: NameWeights) -> dict[str, Any]:
    """What differs from nothing, and the letters as rows of text."""
    assert weights.letters is not None
    default = {each.name: each.default for each in dataclasses.fields(NameWeights)}
    kept = {name: getattr(weights, name) for name in default if name != "letters"}
    tables = {
        name: {part: [" ".join(map(str, row[1:])) for row in getattr(table, part)] for part in _PARTS}
        for name, table in sorted(weights.letters.tables.items())
    }
    letters = {each.name: getattr(weights.letters, each.name) for each in dataclasses.fields(LetterWeights)}
    return {
        **{name: value for name, value in kept.items() if value != default[name]},
        "letters": {**letters, "tables": tables},
    }


_PARTS = tuple(each.name for each in dataclasses.fields(LetterTable))


def _as_text(written: Mapping[str, Any]) -> str:
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
