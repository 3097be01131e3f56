"""What resembles a question: records are found by the index, compared, and told as far as this member may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from interlace.core.matching import Band, band_of, compare, compare_from
from interlace.foundation.disclosure.labels import Permitted
from interlace.screening.access import index_mark
from interlace.screening.checks.bands import BITS_OF, STRENGTH, Compared, is_possible, told_bits
from interlace.screening.checks.granted import Granted, shown_of
from interlace.screening.checks.scope import Reach, Search, carried_out, searches_of
from interlace.screening.hits.sides import Likeness
from interlace.screening.holdings import Holding, holdings_found
from interlace.screening.index import FACTS, Candidate
from interlace.screening.questions import Question
from interlace.screening.shards.sharded import Found as Candidates

CANDIDATES = 50
"""How many records one question compares, counted among those the asker may discover."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody has found for a question beforehand, and by which looks into the index."""

    looks: tuple[Search, ...]
    mark: tuple[tuple[str, int, int, int], ...]
    """Of the index, from before it was searched."""
    found: Candidates


@dataclass(frozen=True, slots=True)
class Pair:
    """A question of a member, and a holding that may resemble it."""

    member: str
    question: Question
    holding: Holding
    readable: Permitted
    """The labels under which the asker reads."""

    @property
    def is_readable(self) -> bool:
        """Whether the asker may read all of the holding."""
        return all(self.readable.permits(statement.label) for statement in self.holding.statements)


def likenesses_of(pairs: Sequence[Pair], *, now: datetime, told_from: Band = Band.FAIR) -> list[Likeness | None]:
    """How each holding resembles its question, or nothing where that is too weak to be told; in their order.

    `told_from` counts for what the asker may read: of anything else the first band is told, whatever is asked later.
    """
    least = BITS_OF[told_from]
    likenesses: list[Likeness | None] = [None] * len(pairs)
    unread: dict[int, Compared] = {}
    for place, pair in enumerate(pairs):
        asked, holding = pair.question.description, pair.holding
        if not pair.is_readable:
            # Too weak a likeness counts too: it is one of the few descriptions that a member may try.
            unread[place] = Compared(pair.member, asked, holding, compare(asked, holding.description))
        elif (score := compare_from(least, asked, holding.description)) is not None:
            likenesses[place] = Likeness(holding=holding, score=score, band=score.band, readable=True)
    told = told_bits(list(unread.values()), now=now)
    for (place, each), bits in zip(unread.items(), told, strict=True):
        # What was asked first may have been weaker than this: whom it is about must not pass for that.
        if is_possible(bits):
            # A unit with a ceiling of discovery may know that its own bureau has a record, and not read it.
            likeness = Likeness(holding=each.holding, score=each.score, band=band_of(bits), readable=False)
            likenesses[place] = likeness
    return likenesses


def likenesses_within(
    granted: Granted, question: Question, reach: Reach, *, told_from: Band
) -> tuple[list[Likeness], bool]:
    """What resembles the question, the strongest first, and whether every part of the index has answered."""
    return likenesses_of_each(granted, [(question, None)], searches_of(granted, reach), told_from=told_from)[0]


def likenesses_of_each(
    granted: Granted,
    asked: Sequence[tuple[Question, Sought | None]],
    looks: tuple[Search, ...],
    *,
    told_from: Band = Band.FAIR,
) -> list[tuple[list[Likeness], bool]]:
    """The same for several questions in their order; their candidates are read together."""
    context = granted.context
    mark = index_mark() if any(sought is not None for _question, sought in asked) else ()
    found = [
        sought.found
        # Rights, lists, bureaus and records may have changed since somebody searched beforehand.
        if sought is not None and (sought.looks, sought.mark) == (looks, mark)
        else carried_out(looks, question.query, limit=CANDIDATES)
        for question, sought in asked
    ]
    candidates = {_record_of(candidate): candidate for each in found for candidate in each.candidates}
    told = granted.told(holdings_found(context, list(candidates.values())))
    holdings = {(each.subject, _register_of(each.register)): each for each in told}
    readable, member = granted.whole(), context.viewer.member
    pairs = [
        (number, Pair(member, question, holdings[record], readable))
        for number, ((question, _sought), each) in enumerate(zip(asked, found, strict=True))
        for record in map(_record_of, each.candidates)
        # The asker's own subject is no answer to a question about itself.
        if record[0] != question.subject and record in holdings
    ]
    resembling: list[list[Likeness]] = [[] for _ in asked]
    likenesses = likenesses_of([pair for _number, pair in pairs], now=context.now, told_from=told_from)
    for (number, _pair), likeness in zip(pairs, likenesses, strict=True):
        if likeness is not None:
            shown = shown_of(likeness.holding, granted.read_of(likeness.holding))
            resembling[number].append(replace(likeness, granted=shown))
    return [
        (_strongest_first(likenesses), not each.missing) for likenesses, each in zip(resembling, found, strict=True)
    ]


def _strongest_first(likenesses: Iterable[Likeness]) -> list[Likeness]:
    return sorted(likenesses, key=lambda each: (-STRENGTH[each.band], each.holding.holder, each.holding.subject.bytes))


def _record_of(candidate: Candidate) -> tuple[UUID, str]:
    """The subject, and its register if it lies in one: the same in every version."""
    return UUID(bytes=candidate.subject), "" if candidate.source == FACTS else _register_of(candidate.source)


def _register_of(place: str) -> str:
    return place.partition("/")[0]
