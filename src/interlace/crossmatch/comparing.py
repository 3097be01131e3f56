"""Comparing one record with those that the index brings: once for all views that may match the same of them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from interlace.core.matching import Description, Score, compare_from
from interlace.crossmatch.hubs import Counting, Space, Unweighed, Values
from interlace.crossmatch.views import View
from interlace.facts.describing import NAMES, describe
from interlace.screening.checks.bands import POSSIBLE_FROM
from interlace.screening.holdings import Statement


@dataclass(frozen=True, slots=True)
class Held:
    """One subject with all that its originator states."""

    subject: UUID
    originator: str
    statements: tuple[Statement, ...]
    register: UUID | None = None
    content: UUID | None = None
    """Of a register's entry: what it says, as a number."""

    def within(self, view: View) -> list[Statement]:
        """What of it the view may match."""
        return [each for each in self.statements if each.label in view.labels]

    def labels_within(self, view: View) -> frozenset[int]:
        """Under which labels that is."""
        return frozenset(each.label for each in self.statements if each.label in view.labels)


class Comparing:
    """Compares records for one round."""

    def __init__(self, counting: Counting, is_common: Callable[[str, Space], bool]) -> None:
        self._counting = counting
        self._is_common = is_common
        self._scores: dict[tuple[frozenset[UUID], frozenset[int], Space], tuple[Score | None, Values]] = {}
        self._described: dict[tuple[UUID, frozenset[int], Unweighed], Description] = {}

    def score(self, held: Held, partner: Held, labels: frozenset[int], space: Space) -> tuple[Score | None, Values]:
        """How far two records resemble each other by what they state under these labels, if it is enough to speak of.

        With it the names that both bear and that count for nothing, because too many of the space bear them. The score
        is that of the pair in the order of their ids.
        """
        place = frozenset((held.subject, partner.subject)), labels, space
        if place not in self._scores:
            self._scores[place] = self._score(_Side(held, labels), _Side(partner, labels), space)
        return self._scores[place]

    def _score(self, held: "_Side", partner: "_Side", space: Space) -> tuple[Score | None, Values]:
        # A value that one of them has alone is no agreement, whoever else shares it.
        shared = frozenset.intersection(*(side.values(lambda each: each.key) for side in (held, partner)))
        keys = frozenset(key for key in shared if self._counting.is_hub(key, space))
        # Most candidates of an index fall short; that is found out soonest with the one name beside many on the left.
        if self._compared(held, partner, Unweighed(keys)) is None:
            return None, frozenset()
        names = frozenset.intersection(
            *(side.values(lambda each: each.value if each.prop in NAMES else "") for side in (held, partner))
        )
        common = frozenset(name for name in names if self._is_common(name, space))
        left, right = sorted((held, partner), key=lambda side: side.held.subject)
        return self._compared(left, right, Unweighed(keys, common)), common

    def _compared(self, left: "_Side", right: "_Side", unweighed: Unweighed) -> Score | None:
        return compare_from(POSSIBLE_FROM, self._description(left, unweighed), self._description(right, unweighed))

    def _description(self, side: "_Side", unweighed: Unweighed) -> Description:
        place = side.held.subject, side.labels, unweighed
        if place not in self._described:
            self._described[place] = describe(unweighed.weighed(side.statements))
        return self._described[place]


class _Side:
    """A record as far as these labels go."""

    def __init__(self, held: Held, labels: frozenset[int]) -> None:
        self.held = held
        self.statements = [each for each in held.statements if each.label in labels]
        self.labels = frozenset(each.label for each in self.statements)

    def values(self, of: Callable[[Statement], str]) -> Values:
        """What its statements say, where that is something."""
        return frozenset(value for each in self.statements if (value := of(each)))
