"""What is counted, defined once: the figures of a result sheet, each person and object once.

Source, read 2026-11-23: procedures of the product, 6 (post-operation statistics; figures carry their time and the
version of their definitions); journey of the meeting, 8.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from interlace.core.results.log import Line, Log, ResultKind

DEFINITIONS = "2026-11-23"
"""Version of the definitions below: a figure without it cannot be compared."""


class Figure(StrEnum):
    """One row of the result sheet."""

    ARRESTS_MADE = "arrests_made"
    ARRESTS_RECLASSIFIED = "arrests_reclassified"
    ARRESTS_REMAINING = "arrests_remaining"
    TARGETS_NOT_FOUND = "targets_not_found"
    PERSONS_TRIAGED = "persons_triaged"
    PERSONS_SCREENED = "persons_screened"
    PERSONS_REFERRED = "persons_referred"
    CHILDREN_REFERRED = "children_referred"
    ADULTS_REFERRED = "adults_referred"
    EXHIBITS = "exhibits"
    LEADS = "leads"  # never added to exhibits
    ACCOUNTS_BLOCKED = "accounts_blocked"


PARTS: Mapping[Figure, tuple[Figure, ...]] = {
    Figure.ARRESTS_MADE: (Figure.ARRESTS_RECLASSIFIED, Figure.ARRESTS_REMAINING),
    Figure.PERSONS_REFERRED: (Figure.CHILDREN_REFERRED, Figure.ADULTS_REFERRED),
}
"""Figures that are the sum of others: what is hidden in one has to be hidden from the others too."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """For every kind, whom or what was reported, each once, with the line that counts."""

    of: Mapping[ResultKind, Mapping[str, Line]]
    children: frozenset[str]

    def keys(self, kind: ResultKind) -> frozenset[str]:
        return frozenset(self.of.get(kind, {}))


_KEYS: Mapping[Figure, Callable[[_Facts], frozenset[str]]] = {
    Figure.ARRESTS_MADE: lambda facts: facts.keys(ResultKind.ARREST),
    Figure.ARRESTS_RECLASSIFIED: lambda facts: facts.keys(ResultKind.ARREST) & facts.keys(ResultKind.RECLASSIFIED),
    Figure.ARRESTS_REMAINING: lambda facts: facts.keys(ResultKind.ARREST) - facts.keys(ResultKind.RECLASSIFIED),
    Figure.TARGETS_NOT_FOUND: lambda facts: facts.keys(ResultKind.NOT_FOUND) - facts.keys(ResultKind.ARREST),
    Figure.PERSONS_TRIAGED: lambda facts: facts.keys(ResultKind.TRIAGED),
    Figure.PERSONS_SCREENED: lambda facts: facts.keys(ResultKind.SCREENED),
    Figure.PERSONS_REFERRED: lambda facts: facts.keys(ResultKind.REFERRED),
    Figure.CHILDREN_REFERRED: lambda facts: facts.keys(ResultKind.REFERRED) & facts.children,
    Figure.ADULTS_REFERRED: lambda facts: facts.keys(ResultKind.REFERRED) - facts.children,
    Figure.EXHIBITS: lambda facts: facts.keys(ResultKind.EXHIBIT),
    Figure.LEADS: lambda facts: facts.keys(ResultKind.LEAD),
    Figure.ACCOUNTS_BLOCKED: lambda facts: facts.keys(ResultKind.ACCOUNT_BLOCKED),
}

_KIND_OF: Mapping[Figure, ResultKind] = {
    Figure.ARRESTS_MADE: ResultKind.ARREST,
    Figure.ARRESTS_RECLASSIFIED: ResultKind.ARREST,
    Figure.ARRESTS_REMAINING: ResultKind.ARREST,
    Figure.TARGETS_NOT_FOUND: ResultKind.NOT_FOUND,
    Figure.PERSONS_TRIAGED: ResultKind.TRIAGED,
    Figure.PERSONS_SCREENED: ResultKind.SCREENED,
    Figure.PERSONS_REFERRED: ResultKind.REFERRED,
    Figure.CHILDREN_REFERRED: ResultKind.REFERRED,
    Figure.ADULTS_REFERRED: ResultKind.REFERRED,
    Figure.EXHIBITS: ResultKind.EXHIBIT,
    Figure.LEADS: ResultKind.LEAD,
    Figure.ACCOUNTS_BLOCKED: ResultKind.ACCOUNT_BLOCKED,
}
"""By whose first report somebody or something is counted for a State."""


@dataclass(frozen=True, slots=True)
class Results:
    """All figures, by State and altogether; each State's are its own, and they add up."""

    totals: Mapping[Figure, int]
    by_state: Mapping[str, Mapping[Figure, int]]
    money: Mapping[str, Decimal]
    held: Mapping[str, Mapping[str, tuple[Decimal, int]]]
    """The same by State, with the number of accounts."""
    definitions: str
    log: str


def results(log: Log) -> Results:
    """Counted from the log alone: the same log gives the same sheet."""
    facts = _facts(log)
    keys = {figure: _KEYS[figure](facts) for figure in Figure}
    states = sorted({line.state for lines in facts.of.values() for line in lines.values()})
    held = _held(facts)
    by_state: dict[str, dict[Figure, int]] = {state: dict.fromkeys(Figure, 0) for state in states}
    for figure, counted in keys.items():
        reporting = Counter(facts.of[_KIND_OF[figure]][key].state for key in counted)
        for state, count in reporting.items():
            by_state[state][figure] = count
    return Results(
        totals={figure: len(counted) for figure, counted in keys.items()},
        by_state=by_state,
        money={currency: sum((each for each, _accounts in by.values()), Decimal(0)) for currency, by in held.items()},
        held=held,
        definitions=DEFINITIONS,
        log=log.digest(),
    )


def _facts(log: Log) -> _Facts:
    names = log.names()
    of: dict[ResultKind, dict[str, Line]] = {}
    children = set()
    for line in log.standing():
        key = names.get(line.key, line.key)
        # The first report counts: a second State's report of the same person is the same arrest.
        of.setdefault(line.kind, {}).setdefault(key, line)
        if line.is_child:
            children.add(key)
    return _Facts(of, frozenset(children))


def _held(facts: _Facts) -> Mapping[str, Mapping[str, tuple[Decimal, int]]]:
    held: dict[str, dict[str, tuple[Decimal, int]]] = {}
    for line in facts.of.get(ResultKind.MONEY_HELD, {}).values():
        if line.money is not None:
            by_state = held.setdefault(line.money.currency, {})
            amount, accounts = by_state.get(line.state, (Decimal(0), 0))
            by_state[line.state] = amount + line.money.amount, accounts + 1
    return {currency: dict(sorted(by_state.items())) for currency, by_state in sorted(held.items())}
