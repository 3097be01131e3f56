"""What is unusual about a way of searching. Rules are data; each answers with the numbers it rests on.

A signal is a reason to look, never a finding: nothing follows from it by itself. Thresholds: set for the first nodes,
2026-11, at several times what the exercise desks do on a busy day; to be compared with real use after three months.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.names import name_tokens

NAMES = frozenset({"name", "alias", "previousName", "weakAlias", "firstName", "lastName"})
DATES = frozenset({"birthDate"})


class Pattern(StrEnum):
    """What is looked for."""

    NUMBERS = "numbers"
    BIRTH_DATES = "birth_dates"
    NIGHT = "night"
    OWN_NAME = "own_name"


@dataclass(frozen=True, slots=True)
class Rule:
    """When a pattern is told to the head."""

    least: int
    """So many searches of the kind."""
    window: timedelta
    """Within this time; for the night, so far back it is compared."""
    name: Promise
    meaning: Promise
    times: float = 0.0
    """For the night: so many times the busiest night before."""


RULES: Mapping[Pattern, Rule] = {
    Pattern.NUMBERS: Rule(
        10,
        timedelta(hours=24),
        name=_("Numbers tried one after another"),
        meaning=_("At least 10 different numbers within 24 hours that differ in their last 3 characters alone."),
    ),
    Pattern.BIRTH_DATES: Rule(
        5,
        timedelta(hours=24),
        name=_("Birth dates tried for one name"),
        meaning=_("At least 5 different birth dates for the same name within 24 hours."),
    ),
    Pattern.NIGHT: Rule(
        15,
        timedelta(days=28),
        times=3.0,
        name=_("Many searches at night"),
        meaning=_(
            "At least 15 searches between 22:00 and 06:00 outside the officer's own shifts, and at least 3 times"
            " as many as on the busiest of the 28 nights before."
        ),
    ),
    Pattern.OWN_NAME: Rule(
        1,
        timedelta(hours=24),
        name=_("Own name searched"),
        meaning=_("The officer searched for their own name."),
    ),
}
ENDS_VARIED = 3
SHORTEST_NUMBER = 6
NIGHT_FROM, NIGHT_TO = time(22), time(6)


@dataclass(frozen=True, slots=True)
class Search:
    """One question that somebody typed."""

    at: datetime
    values: tuple[tuple[str, str], ...]
    """Property and value."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """Whose searches they are."""

    names: tuple[str, ...]
    zone: ZoneInfo
    is_on_shift: Callable[[datetime], bool]


@dataclass(frozen=True, slots=True)
class Noticed:
    """A pattern that was met, with the numbers of the reason. What was searched for stays out of it."""

    pattern: Pattern
    day: date
    first: datetime
    last: datetime
    params: Mapping[str, int]


def noticed_in(searches: Iterable[Search], who: Searcher, *, now: datetime) -> list[Noticed]:
    """Everything unusual about these searches, one of each pattern and day; the latest day alone is judged."""
    in_order = sorted(searches, key=lambda each: each.at)
    recent = [each for each in in_order if now - timedelta(hours=24) < each.at <= now]
    found = [
        *_varied(recent, who, Pattern.NUMBERS, _stems),
        *_varied(recent, who, Pattern.BIRTH_DATES, _names_with_dates),
        *_own_name(recent, who),
        *_night(in_order, who, now=now),
    ]
    return list({each.pattern: each for each in found}.values())


def _varied(
    searches: Sequence[Search],
    who: Searcher,
    pattern: Pattern,
    varied: Callable[[Search], Iterator[tuple[str, str]]],
) -> Iterator[Noticed]:
    """One thing kept the same and another one varied, again and again; the most varied one is told."""
    variants: defaultdict[str, dict[str, Search]] = defaultdict(dict)
    for search in searches:
        for same, varying in varied(search):
            variants[same].setdefault(varying, search)
    most = max(variants.values(), key=len, default={})
    if len(most) >= RULES[pattern].least:
        yield _told(pattern, list(most.values()), who, count=len(most))


def _stems(search: Search) -> Iterator[tuple[str, str]]:
    for prop, value in search.values:
        letters = "".join(filter(str.isalnum, value)).casefold()
        if prop not in NAMES | DATES and len(letters) >= SHORTEST_NUMBER and any(map(str.isdigit, letters)):
            yield f"{prop}:{len(letters)}:{letters[:-ENDS_VARIED]}", letters


def _names_with_dates(search: Search) -> Iterator[tuple[str, str]]:
    names = [_folded(value) for prop, value in search.values if prop in NAMES]
    for prop, value in search.values:
        if prop in DATES:
            for name in names:
                yield " ".join(sorted(name)), value


def _own_name(searches: Sequence[Search], who: Searcher) -> Iterator[Noticed]:
    own = {_folded(name) for name in who.names} - {frozenset[str]()}
    met = [
        search for search in searches if any(prop in NAMES and _folded(value) in own for prop, value in search.values)
    ]
    if len(met) >= RULES[Pattern.OWN_NAME].least:
        yield _told(Pattern.OWN_NAME, met, who, count=len(met))


def _night(searches: Sequence[Search], who: Searcher, *, now: datetime) -> Iterator[Noticed]:
    rule = RULES[Pattern.NIGHT]
    nights: defaultdict[date, list[Search]] = defaultdict(list)
    for search in searches:
        local = search.at.astimezone(who.zone)
        if (local.time() >= NIGHT_FROM or local.time() < NIGHT_TO) and not who.is_on_shift(search.at):
            nights[_night_of(local)].append(search)
    local_now = now.astimezone(who.zone)
    last = _night_of(local_now)
    # In the day, the night that has ended is judged; it began on the evening before.
    latest = nights.get(last) or nights.get(last - timedelta(days=1), [])
    if len(latest) < rule.least:
        return
    judged = _night_of(latest[0].at.astimezone(who.zone))
    before = max((len(each) for night, each in nights.items() if judged - rule.window <= night < judged), default=0)
    if len(latest) >= rule.times * before:
        yield _told(Pattern.NIGHT, latest, who, count=len(latest), before=before)


def _night_of(local: datetime) -> date:
    """The day on which the night began."""
    return local.date() - timedelta(days=1) if local.time() < NIGHT_TO else local.date()


def _folded(name: str) -> frozenset[str]:
    """A name without the order of its words, titles and spellings of letters."""
    return frozenset(token.text for token in name_tokens(name) if not token.is_light)


def _told(pattern: Pattern, searches: Sequence[Search], who: Searcher, **params: int) -> Noticed:
    first, last = searches[0].at, searches[-1].at
    return Noticed(pattern, last.astimezone(who.zone).date(), first, last, params)
