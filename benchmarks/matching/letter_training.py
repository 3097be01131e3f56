"""What letters say to each other, counted from names of the training halves that are known to be one person's.

For every class of scripts the best alignment of each true pair is found under the tables so far, its letters are
counted, and the tables are made anew from the counts, some rounds long (expectation maximisation by best paths). A pair
of letters gets the base-2 logarithm of how much oftener the two answer to each other than letters by chance would; a
letter alone, by the letter before it, that of the share in which it has no answer. Where a class has few pairs, the
tables of all scripts together count as so many observations. The same data give the same tables.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.matching import name_pairs, native_names, ofac, own_names, resolution
from benchmarks.matching.pairs import LabelledSet, Part, Truth
from numpy.typing import NDArray

from interlace.core.compiled.machine import compiled
from interlace.core.matching.weights import ANY, LetterTable
from interlace.core.names import NameForm, Script, Token, name_form

Numbers = NDArray[np.float64]
Letters = NDArray[np.int64]
Spellings = tuple[Letters, ...]

BY_SCRIPT = {
    Script.LATIN: "latin",
    Script.THAI: "thai",
    Script.LAO: "lao",
    Script.KHMER: "khmer",
    Script.BURMESE: "burmese",
    Script.HANGUL: "hangul",
    Script.HAN: "han",
    Script.KANA: "kana",
    Script.CYRILLIC: "cyrillic",
    Script.GREEK: "cyrillic",
    Script.ARABIC: "arabic",
    Script.HEBREW: "hebrew",
    Script.INDIC: "indic",
}
_COUNTED_BY_OWN = frozenset({Script.LAO, Script.KHMER})
_SAME_SCRIPT = frozenset({"latin", ANY})
_MOST_WORDS_POOLED = 1_500
_MOST_WORDS = 8_000
_MOST_NAMES = 3_000

_LETTERS = 27
_LONGEST = 40
_ROUNDS = 5
_PAIRS_BY_PRIOR = 400.0
_ALONE_BY_PRIOR = 25.0
_ALONE_BY_LETTER = 8.0
_UNSEEN = 0.3
_LEAST_OF_A_PAIR = -12.0
"""Bits: what is worse is taken for two names of one person, not for two spellings of one name."""
_LEAST_OF_A_WORD = 2.0
_MOST_BITS = 9.0
_SHARE = 0.5
"""Letters of a word hang together: each tells about half of what it would tell alone."""
_AGAINST = 1.25
"""Who is met in a search is more alike than anybody by chance, so what speaks against says more than the counts do."""
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Tables:
    """In bits."""

    pairs: Numbers
    left_alone: Numbers
    right_alone: Numbers

    def as_written(self) -> dict[str, list[str]]:
        """The rows as a model file keeps them."""
        parts = {"pairs": self.pairs, "left_alone": self.left_alone, "right_alone": self.right_alone}
        return {name: [_row(row) for row in table] for name, table in parts.items()}


@dataclass(frozen=True, slots=True)
class _Shares:
    """What was observed: odds of pairs against chance, and shares of letters without an answer."""

    odds: Numbers
    left_alone: Numbers
    right_alone: Numbers


def trained(data: Path) -> dict[str, LetterTable]:
    """The tables of all classes of scripts."""
    words = _word_pairs(data)
    pooled = list(itertools.chain.from_iterable(pairs[:_MOST_WORDS_POOLED] for pairs in words.values()))
    shares, tables = _fitted(pooled, _first_tables(), is_symmetric=True, prior=None)
    for name, pair in _of_whole_names(data, tables):
        words.setdefault(name, []).append(pair)
    found = {ANY: tables}
    for name, pairs in sorted(words.items()):
        if name != ANY:
            _, found[name] = _fitted(pairs, tables, is_symmetric=name in _SAME_SCRIPT, prior=shares)
    return {
        name: LetterTable(
            **{part: tuple((0, *map(int, row.split())) for row in rows) for part, rows in written.items()}
        )
        for name, written in ((name, each.as_written()) for name, each in found.items())
    }


def _row(row: Numbers) -> str:
    hundredths = [round(100 * _SHARE * float(bits)) for bits in row[1:]]
    return " ".join(str(round(each * _AGAINST) if each < 0 else each) for each in hundredths)


def _word_pairs(data: Path) -> dict[str, list[tuple[Spellings, Spellings]]]:
    found: dict[str, list[tuple[Spellings, Spellings]]] = {}
    for labelled in name_pairs.labelled(data, Part.TRAINING, most=_MOST_WORDS):
        for pair in labelled.pairs:
            if pair.truth is not Truth.SAME:
                continue
            native, latin = name_form(pair.left.name), name_form(pair.right.name)
            ours, theirs = _as_one_word(native), _as_one_word(latin)
            if ours and theirs:
                found.setdefault(_table_of(native.tokens[0], latin.tokens[0]), []).append((ours, theirs))
    for name, words in _own_word_pairs():
        found.setdefault(name, []).append(words)
    return found


def _own_word_pairs() -> Iterable[tuple[str, tuple[Spellings, Spellings]]]:
    """Parts of the names of scripts that no public list has many of, each spelling once."""
    for native, latin in own_names.spelled_parts(Part.TRAINING):
        ours, theirs = name_form(native), name_form(latin)
        if ours.tokens and ours.tokens[0].script in _COUNTED_BY_OWN and theirs.tokens:
            yield _table_of(ours.tokens[0], theirs.tokens[0]), (_as_one_word(ours), _as_one_word(theirs))


def _as_one_word(form: NameForm) -> Spellings:
    if not form.tokens:
        return ()
    return _spellings(form.tokens[0] if len(form.tokens) == 1 else form.joined(0, len(form.tokens)).token)


def _spellings(token: Token) -> Spellings:
    return tuple(np.array(places, np.int64) for places, _ in token.letters)


def _table_of(a: Token, b: Token) -> str:
    if a.script is b.script:
        return BY_SCRIPT[a.script] if a.script is Script.LATIN else ANY
    if Script.LATIN not in (a.script, b.script):
        return ANY
    return BY_SCRIPT.get(b.script if a.script is Script.LATIN else a.script, ANY)


def _of_whole_names(data: Path, tables: Tables) -> Iterable[tuple[str, tuple[Spellings, Spellings]]]:
    """Words that answer to each other in two names of one person."""
    sets: list[LabelledSet] = []
    for source in (native_names, ofac, resolution):
        sets += source.labelled(data, Part.TRAINING, most=_MOST_NAMES)
    for pair in itertools.chain.from_iterable(each.pairs for each in sets):
        if pair.truth is not Truth.SAME or pair.left.schema != "Person":
            continue
        for ours, theirs in _aligned_words(name_form(pair.left.name), name_form(pair.right.name), tables):
            left, right = (theirs, ours) if ours.script is Script.LATIN else (ours, theirs)
            yield _table_of(left, right), (_spellings(left), _spellings(right))


def _aligned_words(ours: NameForm, theirs: NameForm, tables: Tables) -> Iterable[tuple[Token, Token]]:
    scored = [
        (_best(_spellings(left), _spellings(right), tables)[0], -place, -other)
        for place, left in enumerate(ours.tokens)
        for other, right in enumerate(theirs.tokens)
        if left.letters and right.letters
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    for bits, place, other in sorted(scored, reverse=True):
        if bits < _LEAST_OF_A_WORD:
            return
        if place not in used_left and other not in used_right:
            used_left.add(place)
            used_right.add(other)
            yield ours.tokens[-place], theirs.tokens[-other]


def _best(left: Spellings, right: Spellings, tables: Tables) -> tuple[float, Letters, Letters]:
    scored = (
        (_align(ours, theirs, tables.pairs, tables.left_alone, tables.right_alone, _GRID), ours, theirs)
        for ours in left
        for theirs in right
    )
    return max(scored, key=lambda one: one[0])


def _first_tables() -> Tables:
    pairs = np.full((_LETTERS, _LETTERS), -4.0)
    alone = np.full((_LETTERS, _LETTERS), -4.0)
    vowels = [ord(vowel) - ord("a") + 1 for vowel in sorted(_VOWELS)]
    for letter in range(1, _LETTERS):
        pairs[letter, letter] = 4.0
    for one, other in itertools.product(vowels, vowels):
        pairs[one, other] = 2.5 if one == other else 0.0
    alone[:, vowels] = -2.0
    return Tables(pairs, alone, alone.copy())


def _fitted(
    pairs: Sequence[tuple[Spellings, Spellings]], tables: Tables, *, is_symmetric: bool, prior: _Shares | None
) -> tuple[_Shares, Tables]:
    shares = prior
    for _ in range(_ROUNDS):
        counts, met = np.zeros((3, _LETTERS, _LETTERS)), np.zeros((2, _LETTERS, _LETTERS))
        for left, right in pairs:
            bits, ours, theirs = _best(left, right, tables)
            if bits < _LEAST_OF_A_PAIR:
                continue
            _align(ours, theirs, tables.pairs, tables.left_alone, tables.right_alone, _GRID)
            _count(ours, theirs, tables.pairs, tables.left_alone, _GRID, counts, met)
        if is_symmetric:
            counts = np.stack([counts[0] + counts[0].T, counts[1] + counts[2], counts[1] + counts[2]])
            met = np.stack([met[0] + met[1]] * 2)
        shares = _shares_of(counts, met, prior)
        tables = _tables_of(shares, met)
    assert shares is not None
    return shares, tables


def _shares_of(counts: Numbers, met: Numbers, prior: _Shares | None) -> _Shares:
    left, right = ((each.sum(0) + 1) / (each.sum() + _LETTERS - 1) for each in met)
    chance = np.outer(left, right)
    if prior is None:
        together = (counts[0] + _UNSEEN) / (counts[0].sum() + _UNSEEN * (_LETTERS - 1) ** 2)
        alone = [
            _share_alone(counts[side + 1], met[side], _by_letter(counts[side + 1], met[side]), _ALONE_BY_LETTER)
            for side in (0, 1)
        ]
    else:
        expected = prior.odds * chance
        expected[0, :] = expected[:, 0] = 0.0
        expected /= expected.sum()
        together = (counts[0] + _PAIRS_BY_PRIOR * expected) / (counts[0].sum() + _PAIRS_BY_PRIOR)
        before = (prior.left_alone, prior.right_alone)
        alone = [_share_alone(counts[side + 1], met[side], before[side], _ALONE_BY_PRIOR) for side in (0, 1)]
    return _Shares(together / chance, alone[0], alone[1])


def _by_letter(alone: Numbers, met: Numbers) -> Numbers:
    """The share of each letter, whatever stands before it."""
    share: Numbers = np.tile((alone.sum(0) + 0.5) / (met.sum(0) + 5), (_LETTERS, 1))
    return share


def _share_alone(alone: Numbers, met: Numbers, prior: Numbers, weight: float) -> Numbers:
    share: Numbers = np.clip((alone + weight * prior) / (met + weight), 1e-4, 0.97)
    return share


def _tables_of(shares: _Shares, met: Numbers) -> Tables:
    kept = [
        1 - np.clip((share * each).sum(0) / np.maximum(each.sum(0), 1), 0, 0.9)
        for share, each in zip((shares.left_alone, shares.right_alone), met, strict=True)
    ]
    pairs = np.log2(np.maximum(shares.odds, 1e-3)) + np.log2(np.outer(kept[0], kept[1])) / 2
    return Tables(np.clip(pairs, -_MOST_BITS, _MOST_BITS), np.log2(shares.left_alone), np.log2(shares.right_alone))


@compiled
def _align(
    left: Letters, right: Letters, pairs: Numbers, left_alone: Numbers, right_alone: Numbers, grid: Numbers
) -> float:
    grid[0, 0] = 0.0
    for i in range(1, len(left) + 1):
        grid[i, 0] = grid[i - 1, 0] + left_alone[left[i - 2] if i > 1 else 0, left[i - 1]]
    for j in range(1, len(right) + 1):
        grid[0, j] = grid[0, j - 1] + right_alone[right[j - 2] if j > 1 else 0, right[j - 1]]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            grid[i, j] = max(
                grid[i - 1, j - 1] + pairs[left[i - 1], right[j - 1]],
                grid[i - 1, j] + left_alone[left[i - 2] if i > 1 else 0, left[i - 1]],
                grid[i, j - 1] + right_alone[right[j - 2] if j > 1 else 0, right[j - 1]],
            )
    return float(grid[len(left), len(right)])


@compiled
def _count(
    left: Letters,
    right: Letters,
    pairs: Numbers,
    left_alone: Numbers,
    grid: Numbers,
    counts: Numbers,
    met: Numbers,
) -> None:
    """Walk the best way back: pairs, letters of the left word alone, letters of the right one alone."""
    for side, letters in ((0, left), (1, right)):
        before = 0
        for letter in letters:
            met[side, before, letter] += 1
            before = letter
    i, j = len(left), len(right)
    while i > 0 or j > 0:
        before_left, before_right = left[i - 2] if i > 1 else 0, right[j - 2] if j > 1 else 0
        if i > 0 and j > 0 and grid[i, j] == grid[i - 1, j - 1] + pairs[left[i - 1], right[j - 1]]:
            i, j = i - 1, j - 1
            counts[0, left[i], right[j]] += 1
        elif i > 0 and grid[i, j] == grid[i - 1, j] + left_alone[before_left, left[i - 1]]:
            i -= 1
            counts[1, before_left, left[i]] += 1
        else:
            j -= 1
            counts[2, before_right, right[j]] += 1


_GRID = np.zeros((_LONGEST, _LONGEST))
