"""Fit the numbers of a model on the training halves, and write its file.

    python -m benchmarks.matching.train VERSION [--data DIR] [--check]

VERSION is the file to make, from the version before it; a shipped one (it has a golden file) is never written again,
`--check` trains it anew and says whether the file has the very same bytes. First the tables of letters are counted
(`letter_training.py`). Then the weights of names are found one after another (coordinate ascent): each takes the value
of its list that is best, until a round changes nothing. What is best: the average precision and the recall among hard
and random others of all training sets, and the share of true pairs above the score that 500 of 10,000 checks of nobody
on the list reach, by Latin names and by names in their own script (`false_alarms.py`). Those of organisations follow,
by their own set alone. The lists hold only values of the sign that a weight may have, so that more evidence never says
less. Then names in scripts by which people would meet somebody too often lose as many bits as that takes. The bands are
laid where the false alarms are as many as MOST_FALSE_ALARMS allows, never below those of the version before, and
*strong* above what any equal name says alone. Last, another year of birth speaks against as much as it takes for
MOST_NAMESAKES. All other weights of facts stay as they were.
Nothing is read from the test halves, no chance is involved, and names are never printed. All public sets are needed,
the historical figures too, which the peers' environment reads (`make peers`).
"""

import argparse
import dataclasses
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.matching import false_alarms, name_pairs, native_names, ofac, own_names, peers
from benchmarks.matching.letter_training import BY_SCRIPT, trained
from benchmarks.matching.metrics import Numbers, average_precision, recall_at
from benchmarks.matching.pairs import LabelledSet, Part, Truth
from benchmarks.matching.scorers import description_of
from numpy.typing import NDArray

from interlace.core.compiled import Encoder, Records, rules_of
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import Band, model, versions
from interlace.core.matching.weights import LetterTable, LetterWeights, Model, NameWeights
from interlace.core.names import Script, script_of

_ROOT = Path(__file__).resolve().parents[2]
_MODELS = _ROOT / "src" / "interlace" / "core" / "matching" / "models"
_GOLDEN = _ROOT / "tests" / "core" / "matching" / "golden"
_FALSE_ALARMS = (1e-3, 3e-3, 1e-2)
_LEAST_GAIN = 1e-4
_ALARMS = 0.05
"""The share of checks of nobody on the list that the weights are fitted for."""
_SAY_OF_ALARMS = 0.5
_PEOPLE = 500
_PEOPLE_OF_BANDS = 800
_PEOPLE_OF_LEVELS = 3_000
_FEWEST_OF_A_SCRIPT = 200
_ORGANISATIONS = 3_000
_BEYOND = 50.0
"""Bits, more than any name says."""
_NEAREST = 40
"""Entries of the list that each invented person is compared with again and again: the nearest at the start."""
_SOURCE = (
    "Tables of letters counted from the training halves of public and own lists of names "
    "(benchmarks/matching/letter_training.py), weights of names fitted there and bands laid by false alarms in the "
    "training half of OFAC's list (benchmarks/matching/train.py); another year of birth by equal names in the same "
    "half, other weights of facts by hand, as in interlace-names-2."
)
_BY_HAND: Mapping[str, Any] = {"at_most": 10.5, "is_across_spared": True}
"""Of names, before anything is fitted: what equal names say stays below what a phone says, which alone is strong."""
_FURTHER_IDENTIFIERS: Mapping[str, float] = {"fingerprint": 14.0}
"""By hand, kinds newer than the version before: a number of somebody's prints says what that of a document does."""
MOST_FALSE_ALARMS: Mapping[Band, tuple[float, float]] = {
    Band.STRONG: (0.0, 0.0),
    Band.FAIR: (480.0, 960.0),
    Band.WEAK: (1_600.0, 2_650.0),
}
"""In 10,000 checks by the Latin name, and by the name in its own script."""
MOST_BY_SCRIPT = 1_200.0
"""In 10,000 checks by names in any one script, at the band fair: two and a half times what Latin names may meet."""
MOST_NAMESAKES = 1_000.0
"""In 10,000 checks of somebody with the name and the nationality of a person listed, and another year of birth: who may
be fair."""

# The lists end where single words, Burmese and Thai names, the hardest others of persons or of records with dates begin
# to lose, and where equal names alone would be strong (benchmarks/README.md).
GRID: Mapping[str, tuple[float, ...]] = {
    "identical_bonus": (0.0, 0.7),
    "identical_across_bonus": (0.0, 0.5),
    "whole_bonus": (1.0, 1.5, 2.0),
    "part_missing": (-1.0, -1.3),
    "parts_missing_at_least": (-2.0, -2.5),
    "common_bits_per_doubling": (0.4,),
    "least_bits": (0.2, 0.5),
}
LETTER_GRID: Mapping[str, tuple[float, ...]] = {
    "letters_apart_at_most": (7, 9),
    "lacking_across": (0.0, 0.05),
}
ORGANISATION_GRID: Mapping[str, tuple[float, ...]] = {
    "least_bits": (0.5, 1.0, 1.5),
    "part_missing": (-1.0, -1.6),
    "word_bits_per_doubling": (0.4, 0.5, 0.6),
}
# What a set counts for: registers of whole names decide, single words and small traditions have a say.
_SAY = {"OFAC persons": 4.0, "OFAC companies": 0.0}
_SAY_OF_OTHERS = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A training set as the compiled comparison takes it."""

    name: str
    say: float
    encoder: Encoder
    left: Records
    right: Records
    truths: NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Alarms:
    """Invented persons beside the entries of a list that are nearest to them."""

    encoder: Encoder
    questions: Records
    register: Records
    lefts: NDArray[np.int64]
    rights: NDArray[np.int64]

    def best(self, tried: Model) -> Numbers:
        """The best score of every person."""
        scores = score_pairs(
            self.encoder, self.questions, self.register, self.lefts, self.rights, rules=rules_of(tried)
        )
        best: Numbers = scores.reshape(-1, _NEAREST).max(axis=1) / 100
        return best


@dataclass(frozen=True, slots=True)
class Course:
    """What the weights are fitted on."""

    start: Model
    sets: Sequence[Judged]
    latin: Alarms
    native: Alarms


def main() -> None:
    """Train and write."""
    arguments = _arguments()
    path = _MODELS / f"{arguments.version}.json"
    if (_GOLDEN / path.name).exists() and not arguments.check:
        raise SystemExit(f"{arguments.version} is shipped: a version keeps its numbers.")
    written = _trained(arguments.version, arguments.data, arguments.rounds, arguments.most)
    if arguments.check:
        is_same = path.read_text(encoding="utf-8") == _as_text({**written, "date": _date_in(path)})
        raise SystemExit(0 if is_same else f"{path.name} has other numbers.")
    path.write_text(_as_text({**written, "date": arguments.date}), encoding="utf-8")
    print(f"written: {path.name}")


def _trained(version: str, data: Path, rounds: int, most: int) -> dict[str, Any]:
    """What the file of a version says, but for its date."""
    before = max(each for each in versions() if each < version)
    start = model(before)
    if not peers.are_installed():
        raise SystemExit("No peers' environment (make peers): the historical figures cannot be read.")
    letters = _with_tables(start.names.letters, trained(data))
    first = _within_lists(dataclasses.replace(start.names, letters=letters, is_saturating=True))
    start = _with_names(start, _replaced(first, _BY_HAND), {})
    encoder = Encoder(model=start)
    course = Course(
        start,
        [_judged(each, encoder) for each in _sets(data, most)],
        *(_alarms(encoder, data, start, names) for names in (false_alarms.latin_names, false_alarms.native_names)),
    )
    names = _fitted(course, rounds)
    organisations = _fitted_for_organisations(_with_names(start, names, {}), model(before), data, rounds)
    names = _replaced(names, {"across_bits": _levels(_with_names(start, names, {}), data)})
    found = _with_names(start, names, organisations)
    equal = _equal_names(found, data)
    thresholds, alarms = _bands(found, data, equal)
    kept = json.loads((_MODELS / f"{before}.json").read_text(encoding="utf-8"))
    return {
        **kept,
        "version": version,
        "date": "",
        "source": _SOURCE,
        "bands": {**kept["bands"], **{band.value: bits for band, bits in thresholds.items()}},
        **alarms,
        "facts": {
            **kept["facts"],
            "identifiers": kept["facts"]["identifiers"] | _FURTHER_IDENTIFIERS,
            "birth_year_differs": _another_year(found, equal, thresholds[Band.FAIR]),
        },
        "names": _names_out(names),
        "organisation_names": organisations,
    }


def _date_in(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8"))["date"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--date", default="", help="of the file that is written")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--most", type=int, default=400, help="true pairs of a set that the weights are fitted on")
    parser.add_argument("--check", action="store_true", help="write nothing, and compare with the file that stands")
    return parser.parse_args()


def _with_tables(letters: LetterWeights | None, tables: Mapping[str, LetterTable]) -> LetterWeights:
    by_script = {script.value: name for script, name in BY_SCRIPT.items()}
    if letters is not None:
        return dataclasses.replace(letters, tables=tables, by_script=by_script)
    return LetterWeights(
        tables,
        by_script,
        letters_apart_at_most=7,
        unread_bits=3.0,
        initial_bits=1.25,
        nickname_value=0.6,
        other_marks_value=0.6,
    )


def _within_lists(names: NameWeights) -> NameWeights:
    """The weights of the version before, where a list has ended the nearest that it still holds."""
    for name, values in (*GRID.items(), *LETTER_GRID.items()):
        before = _value(names, name)
        names = _with(names, name, min(values, key=lambda value: (abs(value - before), value)))
    return names


def _with_names(start: Model, names: NameWeights, organisations: Mapping[str, float]) -> Model:
    return dataclasses.replace(start, names=names, organisation_names=_replaced(names, organisations))


def _alarms(encoder: Encoder, data: Path, start: Model, names: false_alarms.Names) -> Alarms:
    people = false_alarms.invented(_PEOPLE)
    register = encoder.records(false_alarms.entries(data, Part.TRAINING))
    questions = encoder.records(false_alarms.questions(names(people)))
    nearest = [
        np.argsort(-scores, axis=1, kind="stable")[:, :_NEAREST]
        for scores in false_alarms.all_scores(encoder, questions, register, start)
    ]
    rights = np.concatenate(nearest).ravel()
    return Alarms(encoder, questions, register, np.repeat(np.arange(len(people)), _NEAREST), rights)


def _sets(data: Path, most: int) -> Iterable[LabelledSet]:
    for source in (ofac, native_names, own_names, name_pairs):
        yield from source.labelled(data, Part.TRAINING, most=most)


def _judged(labelled: LabelledSet, encoder: Encoder) -> Judged:
    return Judged(
        labelled.name,
        _SAY.get(labelled.name, _SAY_OF_OTHERS),
        encoder,
        encoder.records(description_of(pair.left) for pair in labelled.pairs),
        encoder.records(description_of(pair.right) for pair in labelled.pairs),
        np.array([pair.truth for pair in labelled.pairs]),
    )


def _fitted(course: Course, rounds: int) -> NameWeights:
    weights = course.start.names
    best = _worth(_with_names(course.start, weights, {}), course)
    print(f"{'start':28}{best:9.4f}", flush=True)
    for _ in range(rounds):
        before = best
        for name, values in (*GRID.items(), *LETTER_GRID.items()):
            for value in values:
                if value == _value(weights, name):
                    continue
                tried = _with(weights, name, value)
                worth = _worth(_with_names(course.start, tried, {}), course)
                if worth > best + _LEAST_GAIN:
                    best, weights = worth, tried
            print(f"{name:28}{best:9.4f}", flush=True)
        if best == before:
            break
    return weights


def _fitted_for_organisations(start: Model, before: Model, data: Path, rounds: int) -> dict[str, float]:
    """What organisations have otherwise than persons: first all that they had before."""
    encoder = Encoder(model=start)
    sets = ofac.labelled(data, Part.TRAINING, most=_ORGANISATIONS)
    companies = _judged(next(each for each in sets if each.name == "OFAC companies"), encoder)
    kept = (*GRID, "at_most", "word_bits_per_doubling")
    found: dict[str, float] = {name: getattr(before.organisation_names, name) for name in kept}
    best = _worth_of(companies, _with_names(start, start.names, found))
    for _ in range(rounds):
        last = best
        for name, values in ORGANISATION_GRID.items():
            for value in values:
                tried = {**found, name: value}
                worth = _worth_of(companies, _with_names(start, start.names, tried))
                if worth > best + _LEAST_GAIN:
                    best, found = worth, tried
            print(f"organisations: {name:28}{best:9.4f}", flush=True)
        if best == last:
            break
    return found


def _levels(found: Model, data: Path) -> dict[str, float]:
    """By script, what names lose so that nobody meets others more often than MOST_BY_SCRIPT allows at the band fair."""
    people = false_alarms.invented(_PEOPLE_OF_LEVELS)
    names = false_alarms.native_names(people)
    scripts = [script_of(name).value for name in names]
    encoder = Encoder(model=found)
    register = encoder.records(false_alarms.entries(data, Part.TRAINING))
    fair = next(bits for bits, band in found.thresholds if band is Band.FAIR)
    levels: dict[str, float] = {}
    for script in sorted(set(scripts) - {Script.LATIN.value}):
        mine = [name for name, written in zip(names, scripts, strict=True) if written == script]
        if len(mine) >= _FEWEST_OF_A_SCRIPT:
            asked = encoder.records(false_alarms.questions(mine))
            # What is spared the loss is what is left when it is greater than anything said.
            whole, spared = (
                _best_of(
                    encoder, asked, register, _with_names(found, _replaced(found.names, {"across_bits": lost}), {})
                )
                for lost in ({}, {script: -_BEYOND})
            )
            levels[script] = _level(whole, spared, fair)
    print(f"levels: {levels}, fair from {fair}", flush=True)
    return {script: bits for script, bits in levels.items() if bits}


def _level(whole: Numbers, spared: Numbers, fair: float) -> float:
    """The fewest tenths of a bit to lose."""
    losses = (tenth / 10 for tenth in range(100))
    return -next(
        lost
        for lost in losses
        if (np.maximum(whole - lost, spared) >= fair).mean() * false_alarms.CHECKS <= MOST_BY_SCRIPT
    )


def _best_of(encoder: Encoder, asked: Records, register: Records, tried: Model) -> Numbers:
    several = false_alarms.all_scores(encoder, asked, register, tried)
    return np.concatenate([scores.max(axis=1) for scores in several])


def _equal_names(found: Model, data: Path) -> Numbers:
    """What the chief name of every person of the list says beside itself."""
    encoder = Encoder(model=found)
    listed = list(false_alarms.entries(data, Part.TRAINING))
    asked = encoder.records(false_alarms.questions([one.names[0].value for one in listed]))
    places = np.arange(len(listed))
    bits: Numbers = score_pairs(encoder, asked, asked, places, places, rules=rules_of(found)) / 100
    return bits


def _another_year(found: Model, equal: Numbers, fair: float) -> float:
    """What another year of birth says: at least as much as before, and enough for MOST_NAMESAKES."""
    before = found.facts.birth_year_differs
    alike = equal + found.facts.country_identical
    return next(
        before - tenth / 10
        for tenth in range(200)
        if (alike + before - tenth / 10 >= fair).mean() * false_alarms.CHECKS <= MOST_NAMESAKES
    )


def _least_at(answers: Numbers, most: float) -> float:
    """From how many tenths of a bit on no more checks than so many of ten thousand meet somebody."""
    return next(tenth / 10 for tenth in range(200) if (answers >= tenth / 10).mean() * false_alarms.CHECKS <= most)


def _value(weights: NameWeights, name: str) -> float:
    return float(getattr(weights if name in GRID else weights.letters, name))


def _with(weights: NameWeights, name: str, value: float) -> NameWeights:
    """The weights with another value."""
    assert weights.letters is not None
    if name in GRID:
        return _replaced(weights, {name: value})
    changed: dict[str, Any] = {name: value}
    return dataclasses.replace(weights, letters=dataclasses.replace(weights.letters, **changed))


def _replaced(weights: NameWeights, values: Mapping[str, Any]) -> NameWeights:
    return dataclasses.replace(weights, **values)


def _worth(tried: Model, course: Course) -> float:
    scored = {judged.name: (judged, _scores(judged, tried)) for judged in course.sets if judged.say}
    among = sum(judged.say * _worth_among_others(judged, bits) for judged, bits in scored.values())
    among /= sum(judged.say for judged, _ in scored.values())
    found = {name: bits[judged.truths == Truth.SAME] for name, (judged, bits) in scored.items()}
    own = [bits for name, bits in found.items() if not name.startswith("OFAC") and name not in _IN_LATIN]
    by_latin = _found(course.latin.best(tried), [found["OFAC persons"]])
    by_native = _found(course.native.best(tried), own)
    return among + _SAY_OF_ALARMS * (by_latin + by_native) / 2


_IN_LATIN = frozenset({"native id", "native ms", "native tl", "native vi"})


def _found(alarms: Numbers, same: Sequence[Numbers]) -> float:
    """The share of true pairs above what so many checks of nobody on the list reach, every set counting alike."""
    least = np.sort(alarms)[-int(len(alarms) * _ALARMS) - 1]
    return float(np.mean([(bits > least).mean() for bits in same]))


def _scores(judged: Judged, tried: Model) -> Numbers:
    places = np.arange(len(judged.truths))
    bits: Numbers = score_pairs(judged.encoder, judged.left, judged.right, places, places, rules=rules_of(tried)) / 100
    return bits


def _worth_of(judged: Judged, tried: Model) -> float:
    return _worth_among_others(judged, _scores(judged, tried))


def _worth_among_others(judged: Judged, bits: Numbers) -> float:
    same = bits[judged.truths == Truth.SAME]
    others = [bits[judged.truths == truth] for truth in (Truth.HARD, Truth.RANDOM)]
    worth = [_worth_among(same, each) for each in others if len(each)]
    return sum(worth) / len(worth)


def _worth_among(same: Numbers, others: Numbers) -> float:
    recall = [recall_at(same, others, false_alarms=share) for share in _FALSE_ALARMS]
    return (average_precision(same, others) + sum(recall) / len(recall)) / 2


def _bands(found: Model, data: Path, equal: Numbers) -> tuple[dict[Band, float], dict[str, Any]]:
    """From how many tenths of a bit on both kinds of checks meet nobody too often, and how often they do."""
    answers = false_alarms.measured(data, Part.TRAINING, found, people=_PEOPLE_OF_BANDS)
    least = {band: bits for bits, band in found.thresholds}
    # A name alone, however rare, may be a namesake's: only with something beside it is it strong.
    least[Band.STRONG] = max(least[Band.STRONG], float(np.floor(equal.max() * 10) + 1) / 10)
    thresholds = dict(_laid(answers, least))
    bands = [(bits, band) for bits, band in found.thresholds if band not in thresholds]
    bands += [(bits, band) for band, bits in thresholds.items()]
    return thresholds, {
        "false_alarms": {band.value: round(answers.per_checks(bits)) for bits, band in bands},
        "false_alarms_own_script": {band.value: round(answers.per_checks_native(bits)) for bits, band in bands},
        "false_alarms_from": f"{len(answers.latin)} invented persons of the region, asked about by their names alone "
        f"in the {answers.entries:,} persons of the training half of OFAC's list, all aliases",
    }


def _laid(answers: false_alarms.Answers, from_bits: Mapping[Band, float]) -> Iterator[tuple[Band, float]]:
    for band, (latin, native) in MOST_FALSE_ALARMS.items():
        yield (
            band,
            next(
                least / 10
                for least in range(round(from_bits[band] * 10), 200)
                if answers.per_checks(least / 10) <= latin and answers.per_checks_native(least / 10) <= native
            ),
        )


def _names_out(weights: NameWeights) -> dict[str, Any]:
    """What differs from nothing, and the letters as rows of text."""
    assert weights.letters is not None
    default = {each.name: each.default for each in dataclasses.fields(NameWeights)} | {"across_bits": {}}
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
