"""What two spellings say when they are laid beside each other letter by letter, in the cheapest way.

Every two letters that answer to each other give or take what the tables say, and so does a letter without an answer, by
the letter before it: the u of Chul-su beside Cheolsu costs little, that of Umar a lot. All in hundredths of a bit, as
whole numbers, so that a compiled implementation finds the very same sum. The tables are of the model.
"""

from functools import lru_cache

from interlace.core.matching.weights import LetterTable, LetterWeights
from interlace.core.names import Script, Token


def aligned(left: tuple[int, ...], right: tuple[int, ...], table: LetterTable) -> int:
    """The best sum over all ways of laying two spellings beside each other, in hundredths of a bit."""
    gaps = [table.right_alone[before][letter] for before, letter in zip((0, *right), right, strict=False)]
    above = [0]
    for gap in gaps:
        above.append(above[-1] + gap)
    before = 0
    for letter in left:
        pairs, alone = table.pairs[letter], table.left_alone[before][letter]
        diagonal = above[0]
        best = diagonal + alone
        row = [best]
        for other, gap, upper in zip(right, gaps, above[1:], strict=True):
            best = max(diagonal + pairs[other], upper + alone, best + gap)
            row.append(best)
            diagonal = upper
        above, before = row, letter
    return above[-1]


@lru_cache(maxsize=65536)
def own_bits(token: Token, weights: LetterWeights) -> float:
    """What a word gives that agrees with itself: the rarer its letters and the more of them, the more."""
    if not token.letters:
        return weights.unread_bits
    first, _ = token.letters[0]
    return aligned(first, first, weights.table(Script.LATIN, Script.LATIN)) / 100


def letter_bits(a: Token, b: Token, weights: LetterWeights) -> float:
    """What the two spellings say that are nearest; nothing where no two have most of their letters in common."""
    # A table of two scripts has the other script's letters on the left and Latin ones on the right.
    if a.script is Script.LATIN:
        a, b = b, a
    table = weights.table(a.script, b.script)
    found = [
        aligned(left, right, table) - (place + other) * weights.further_spelling
        for place, (left, left_set) in enumerate(a.letters)
        for other, (right, right_set) in enumerate(b.letters)
        if (left_set ^ right_set).bit_count() <= weights.letters_apart_at_most
    ]
    return max(found, default=0) / 100


@lru_cache(maxsize=65536)
def full_bits(token: Token, weights: LetterWeights) -> float:
    """What its likeliest spelling gives where every letter agrees."""
    if not token.letters:
        return 0.0
    pairs = weights.table(Script.LATIN, Script.LATIN).pairs
    return sum(pairs[letter][letter] for letter in token.letters[0][0]) / 100
