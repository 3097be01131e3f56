"""Write `docs/quality.md`: what the current model finds and what it takes for a hit that is none.

    python -m benchmarks.matching.quality [--data DIR] [--most N] [--people N]

Everything is measured on the test halves, which nothing was tuned on. No name is printed.
"""

import argparse
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.matching import false_alarms, name_pairs, native_names, ofac, own_names, resolution
from benchmarks.matching.metrics import Numbers, average_precision, recall_at
from benchmarks.matching.pairs import LabelledSet, Part, Truth
from benchmarks.matching.scorers import description_of

from interlace.core.compiled import Encoder, rules_of
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import CURRENT, Band
from interlace.core.names import Script

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = _ROOT / "docs" / "quality.md"
_FAIR = next(bits for bits, band in CURRENT.thresholds if band is Band.FAIR)
_STEPS = 25
_RECORDS = "records of persons, with dates and places"
_KINDS = {
    "OFAC persons": "names of persons, in Latin letters",
    "OFAC companies": "names of organisations",
    **{
        f"native {tradition}": "names of persons, in Latin letters with marks and without"
        for tradition in ("id", "ms", "tl", "vi")
    },
    "native": "names of persons, in two scripts",
    "own": "names of persons, in two scripts",
    "words": "single words, in two scripts",
}
_BAND_NAMES = {Band.VERY_STRONG: "very strong", Band.STRONG: "strong", Band.FAIR: "fair", Band.WEAK: "weak"}

_HEAD = """\
# How good the comparison of names is

Made by `python -m benchmarks.matching.quality`, never by hand. Model: `{version}` of {date}, common names of
`{frequencies}`. {source}

Public lists whose entities are split in halves by a hash of their id; everything below is the test half, which
nothing was tuned on. Figures are shares, 1.00 is all of them.

## Names of one person, and the names most like them

A true pair is two names of one person or organisation. It meets others chosen to be hard: those with the most
words or letters in common, for a name in another script by its true Latin spelling. *Precision* is average
precision among the hard ones, *recall* the share of the true pairs above the score that one hard pair in a
thousand reaches (with a star: fewer than 1,000 hard pairs, so that no false alarm at all is allowed). *Missed*
and *false* are what happens at the band fair, from which on a possible hit is told, {fair:g} bits: the share of
true pairs below it, and of hard pairs at or above it.

| Set | True pairs | Precision | Recall | Missed | False |
|---|---|---|---|---|---|
"""
_ALARMS = """
## False alarms in 10,000 checks

{people} invented persons of the region were asked about in the {entries:,} persons of half of OFAC's list, each
entry with all its aliases, by the name alone. Nobody of them is on the list. Short names of few syllables meet
somebody most often; a birth date on both sides takes most of these away, and a list of ten times the length
brings about ten times as many.

| Band, or above | From bits | By the Latin name | By the name in its own script |
|---|---|---|---|
"""
_TRADITIONS = """
At fair or above, by tradition (the fewer persons, the less a figure says):

| Tradition | Persons | By the Latin name | By the name in its own script |
|---|---|---|---|
"""
_LEVELS = """
That no script stands out more, names in one script and in another lose some bits: {levels}
([decision 34](decisions/0034-chances-lie-in-the-bits.md)).
"""
_TAIL = """
## Chances

A score says the chance that the two are one among candidates that an index brings, about one in
{candidates:,.0f} of whom is the one looked for. How sure that is depends on how alike the candidates are: among
the hardest others of a list it is too high, among others by chance too low. *Slope* says how much more (above 1)
or less one bit of the score tells, for pairs of that kind, than it claims: fitted by logistic regression on all
pairs above, true ones and others counting alike in sum.

| Kind of pairs | Slope |
|---|---|
{slopes}
## Not measured

Error rates by sex, age and place of birth; Sinhala names, and Lao and Khmer ones of the living;
identifiers, dates and addresses, whose weights are set by hand; names read by a machine from pictures; lists of
a whole population. With 15 to 300 true pairs a figure is a hint. The
own sets (own th, lo, km, my) are invented persons made of written-down parts: they measure the reading of names, not
how often a name is met.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one set."""

    name: str
    same: Numbers
    hard: Numbers
    chance: Numbers


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--most", type=int, default=1_000, help="true pairs of a set")
    parser.add_argument("--people", type=int, default=800, help="invented persons asked about")
    arguments = parser.parse_args()
    rows = list(_rows(arguments.data, arguments.most))
    answers = false_alarms.measured(arguments.data, Part.TEST, CURRENT, people=arguments.people)
    _PAGE.write_text("".join(_page(rows, answers)), encoding="utf-8")
    print(f"written: {_PAGE.name}")


def _rows(data: Path, most: int) -> Iterator[Row]:
    encoder = Encoder()
    for source in (ofac, native_names, own_names, name_pairs, resolution):
        for labelled in source.labelled(data, Part.TEST, most=most):
            yield _row(labelled, encoder)


def _row(labelled: LabelledSet, encoder: Encoder) -> Row:
    left = encoder.records(description_of(pair.left) for pair in labelled.pairs)
    right = encoder.records(description_of(pair.right) for pair in labelled.pairs)
    places = np.arange(len(labelled.pairs))
    bits = score_pairs(encoder, left, right, places, places, rules=rules_of()) / 100
    truths = np.array([pair.truth for pair in labelled.pairs])
    return Row(labelled.name, bits[truths == Truth.SAME], bits[truths == Truth.HARD], bits[truths == Truth.RANDOM])


def _page(rows: Sequence[Row], answers: false_alarms.Answers) -> Iterator[str]:
    yield _HEAD.format(
        version=CURRENT.version,
        date=CURRENT.date,
        frequencies=CURRENT.frequencies,
        source=CURRENT.source,
        fair=_FAIR,
    )
    for row in rows:
        star = "*" if len(row.hard) < 1_000 else ""
        yield (
            f"| {row.name}{star} | {len(row.same):,} | {average_precision(row.same, row.hard):.2f} "
            f"| {recall_at(row.same, row.hard):.2f} | {(row.same < _FAIR).mean():.2f} "
            f"| {(row.hard >= _FAIR).mean():.3f} |\n"
        )
    yield _ALARMS.format(people=len(answers.latin), entries=answers.entries)
    for least, band in CURRENT.thresholds:
        yield f"| {_BAND_NAMES[band]} | {least:g} | {_per(answers.latin, least)} | {_per(answers.native, least)} |\n"
    yield _TRADITIONS
    traditions = np.array(answers.traditions)
    for tradition in sorted(set(answers.traditions)):
        mine = traditions == tradition
        yield (
            f"| {tradition} | {int(mine.sum())} | {_per(answers.latin[mine], _FAIR)} "
            f"| {_per(answers.native[mine], _FAIR)} |\n"
        )
    if CURRENT.names.across_bits:
        lost = (f"{Script(each).name.title()} {-bits:g}" for each, bits in CURRENT.names.across_bits.items())
        yield _LEVELS.format(levels=", ".join(lost))
    slopes = "".join(f"| {kind} | {_slope(mine):.2f} |\n" for kind, mine in _by_kind(rows).items())
    yield _TAIL.format(candidates=2**-CURRENT.prior_bits, slopes=slopes)


def _by_kind(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_KINDS.get(row.name) or _KINDS.get(row.name.partition(" ")[0], _RECORDS), []).append(row)
    return found


def _slope(rows: Sequence[Row]) -> float:
    """How many bits one bit of the score tells: Newton's method on the two numbers of a logistic curve."""
    same = np.concatenate([row.same for row in rows])
    others = np.concatenate([np.concatenate([row.hard, row.chance]) for row in rows])
    bits = np.concatenate([same, others])
    truths = np.concatenate([np.ones(len(same)), np.zeros(len(others))])
    weights = np.concatenate([np.full(len(same), 1 / len(same)), np.full(len(others), 1 / len(others))])
    terms = np.stack([np.ones(len(bits)), bits * np.log(2)], axis=1)
    found = np.array([0.0, 0.5])
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-terms @ found))
        curve = (terms * (weights * expected * (1 - expected))[:, None]).T @ terms
        found += np.linalg.solve(curve, terms.T @ (weights * (truths - expected)))
    return float(found[1])


def _per(scores: Numbers, least: float) -> str:
    """In so many checks, to two digits; where none was met, less than one more would be."""
    met = int((scores >= least).sum())
    checks = false_alarms.CHECKS
    if not met:
        return f"none met (below {checks / len(scores):,.0f})"
    return f"{float(f'{met / len(scores) * checks:.2g}'):,.0f}"


if __name__ == "__main__":
    main()
