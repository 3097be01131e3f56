"""A plan as somebody wrote it, looked at rule by rule: each one that is broken is named.

It knows nothing of how a plan was found, so that it also judges what the solver proposes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from interlace.core.planning.needs import KITS_A_SITE, SITE_SEEN_WITHIN, interpreters_needed, people_needed
from interlace.core.planning.resources import Interpreter, Operation, Site, Team, Work
from interlace.core.planning.rules import Broken, Rule

OF_CARE = frozenset({Work.CARE, Work.MEDICAL})


@dataclass(frozen=True, slots=True, order=True)
class TeamPlace:
    """A team is sent to a site."""

    team: str
    site: str


@dataclass(frozen=True, slots=True, order=True)
class InterpreterPlace:
    """An interpreter works at a site in one language."""

    interpreter: str
    site: str
    language: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One hour for all sites, and who and what goes where."""

    hour: datetime
    teams: frozenset[TeamPlace] = frozenset()
    interpreters: frozenset[InterpreterPlace] = frozenset()
    beds: Mapping[tuple[str, str], int] = field(default_factory=dict, hash=False)
    """Beds kept for a site, by reception place and site."""
    cells: Mapping[tuple[str, str], int] = field(default_factory=dict, hash=False)
    """Cells kept for a site, by custody place and site."""


def check(operation: Operation, plan: Plan) -> tuple[Broken, ...]:
    """Everything that is broken, in a fixed order."""
    return tuple(
        sorted(
            (
                *_targets(operation, plan),
                *_sites(operation, plan),
                *_teams(operation, plan),
                *_interpreters(operation, plan),
                *_places(operation, plan),
                *_freezes(operation, plan),
            )
        )
    )


def _targets(operation: Operation, plan: Plan) -> Iterable[Broken]:
    for target in operation.targets:
        if not target.is_agreed:
            yield Broken(Rule.TARGET_NOT_AGREED, target.code)
        if target.hand_over is None:
            yield Broken(Rule.HAND_OVER_MISSING, target.code)
        if target.is_condition_open:
            yield Broken(Rule.CONDITION_OPEN, target.code)
        if target.warrant is None:
            yield Broken(Rule.WARRANT_MISSING, target.code)
        elif not target.warrant.has(plan.hour):
            yield Broken(Rule.WARRANT_NOT_VALID, target.code)


def _sites(operation: Operation, plan: Plan) -> Iterable[Broken]:
    for site in operation.sites:
        if plan.hour - site.seen > SITE_SEEN_WITHIN:
            yield Broken(Rule.SITE_SEEN_LONG_AGO, site.code)
        yield from _people(operation, plan, site)
        yield from _languages(operation, plan, site)
        beds = sum(plan.beds.get((each.code, site.code), 0) for each in operation.receptions if site.code in each.sites)
        if beds < site.persons:
            yield Broken(Rule.BEDS_MISSING, site.code, has=beds, needs=site.persons)
        arrested = len(operation.targets_at(site))
        cells = sum(
            plan.cells.get((each.code, site.code), 0) for each in operation.custodies if each.state == site.state
        )
        if cells < arrested:
            yield Broken(Rule.CELLS_MISSING, site.code, has=cells, needs=arrested)
        kits = sum(each.at(site.code) for each in operation.kits)
        if kits < KITS_A_SITE:
            yield Broken(Rule.KITS_MISSING, site.code, has=kits, needs=KITS_A_SITE)


def _people(operation: Operation, plan: Plan, site: Site) -> Iterable[Broken]:
    # Who cannot be there, or is promised to another site too, is no help to those who wait for it.
    places = Counter(each.team for each in plan.teams)
    sent = {each.team for each in plan.teams if each.site == site.code and places[each.team] == 1}
    here = [each for each in operation.teams if each.code in sent and can_be_there(each, site, plan.hour)]
    for work, needs in people_needed(operation, site).items():
        has = sum(team.people for team in here if team.work is work and team.may_work_in(site.state))
        if has < needs:
            rule = Rule.CARE_MISSING if work in OF_CARE else Rule.PEOPLE_MISSING
            yield Broken(rule, site.code, work.value, has, needs)


def _languages(operation: Operation, plan: Plan, site: Site) -> Iterable[Broken]:
    places = Counter(each.interpreter for each in plan.interpreters)
    able = {each.code: each for each in operation.interpreters if places[each.code] == 1}
    has = Counter(
        each.language
        for each in plan.interpreters
        if each.site == site.code and each.interpreter in able and can_help(able[each.interpreter], each, plan.hour)
    )
    for language, persons in site.languages.items():
        needs = interpreters_needed(persons)
        if has[language] < needs:
            yield Broken(Rule.INTERPRETER_MISSING, site.code, language, has[language], needs)


def _teams(operation: Operation, plan: Plan) -> Iterable[Broken]:
    teams, sites = {each.code: each for each in operation.teams}, {each.code: each for each in operation.sites}
    for code, times in Counter(each.team for each in plan.teams).items():
        if times > 1:
            yield Broken(Rule.TEAM_IN_TWO_PLACES, code, has=times, needs=1)
    for place in plan.teams:
        team, site = teams[place.team], sites[place.site]
        if not can_be_there(team, site, plan.hour):
            yield Broken(Rule.TEAM_NOT_FREE, team.code, site.code)
        if not team.may_work_in(site.state):
            yield Broken(Rule.FOREIGN_FORCE, team.code, site.code)


def can_be_there(team: Team, site: Site, hour: datetime) -> bool:
    """Whether a team that starts when it is free reaches the site by the hour, and is free then."""
    minutes = team.minutes_to.get(site.code)
    if minutes is None or not team.free.has(hour):
        return False
    return team.free.begins + timedelta(minutes=minutes) <= hour


def can_help(person: Interpreter, place: InterpreterPlace, hour: datetime) -> bool:
    """Whether an interpreter speaks the language, goes to the site, and is free at the hour."""
    return place.language in person.languages and place.site in person.sites and person.free.has(hour)


def _interpreters(operation: Operation, plan: Plan) -> Iterable[Broken]:
    interpreters = {each.code: each for each in operation.interpreters}
    for code, times in Counter(each.interpreter for each in plan.interpreters).items():
        if times > 1:
            yield Broken(Rule.INTERPRETER_IN_TWO_PLACES, code, has=times, needs=1)
    for place in plan.interpreters:
        person = interpreters[place.interpreter]
        if not can_help(person, place, plan.hour):
            yield Broken(Rule.INTERPRETER_NOT_FREE, person.code, place.site)


def _places(operation: Operation, plan: Plan) -> Iterable[Broken]:
    for reception in operation.receptions:
        kept = sum(beds for (code, _), beds in plan.beds.items() if code == reception.code)
        if kept > reception.beds:
            yield Broken(Rule.BEDS_OVERBOOKED, reception.code, has=reception.beds, needs=kept)
    for custody in operation.custodies:
        kept = sum(cells for (code, _), cells in plan.cells.items() if code == custody.code)
        if kept > custody.cells:
            yield Broken(Rule.CELLS_OVERBOOKED, custody.code, has=custody.cells, needs=kept)


def _freezes(operation: Operation, plan: Plan) -> Iterable[Broken]:
    for freeze in operation.freezes:
        if not freeze.valid.has(plan.hour):
            yield Broken(Rule.FREEZE_NOT_VALID, freeze.code)
