"""Proposes an hour and who goes where, so that as few rules as possible are broken; officers decide.

The model is solved by OR-tools' CP-SAT in three passes: the smallest number of broken rules (among equals, those about
people held on site are kept), then the least that is missing, then quiet hours, short ways and few changes. Every rule
that people or hours can heal is soft, so that there is always a proposal, and its broken rules are the smallest set.
Never softened: a team or interpreter is at one site, is free and can be in place, and force is used only by teams of
the State itself or with a legal basis. Effort is counted in the solver's own steps, not in seconds, and one thread
works: the same operation and seed give the same proposal on every machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ortools.sat.python import cp_model

from interlace.core.planning.checking import OF_CARE, InterpreterPlace, Plan, TeamPlace, can_be_there, can_help, check
from interlace.core.planning.needs import (
    QUIET_FROM,
    QUIET_UNTIL,
    SITE_SEEN_WITHIN,
    interpreters_needed,
    people_needed,
)
from interlace.core.planning.resources import Operation, Site
from interlace.core.planning.rules import OF_VICTIMS, Broken, Rule

EFFORT = 4.0
"""Steps of the solver for each pass; about as many seconds on the machine it was measured on, at most."""
A_RULE, OF_VICTIMS_MORE = 1000, 1
LOUD_SITE, A_CHANGE, A_TEAM = 1000, 300, 100


class NoHourGiven(ValueError):
    """There is no hour to choose among."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan, what is broken in it, and whether fewer broken rules are shown to be impossible."""

    plan: Plan
    broken: tuple[Broken, ...]
    is_smallest: bool


def propose(operation: Operation, *, seed: int, effort: float = EFFORT, near: Plan | None = None) -> Proposal:
    """The best plan found. With `near`, one that changes as little of an earlier plan as it can."""
    if not operation.hours:
        raise NoHourGiven
    model = _Model(operation)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    is_smallest = model.minimise(model.broken_rules(), solver)
    model.minimise(model.all_that_is_missing(), solver)
    model.minimise(model.costs(near), solver)
    plan = model.plan(solver)
    return Proposal(plan=plan, broken=check(operation, plan), is_smallest=is_smallest)


@dataclass(slots=True)
class _Requirement:
    """An amount that should be reached; how much is missing, and whether anything is."""

    rule: Rule
    missing: cp_model.LinearExpr
    is_broken: cp_model.LinearExpr


@dataclass(slots=True)
class _Model:
    operation: Operation
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    hours: list[cp_model.IntVar] = field(default_factory=list)
    teams: dict[TeamPlace, cp_model.IntVar] = field(default_factory=dict)
    interpreters: dict[InterpreterPlace, cp_model.IntVar] = field(default_factory=dict)
    beds: dict[tuple[str, str], cp_model.IntVar] = field(default_factory=dict)
    cells: dict[tuple[str, str], cp_model.IntVar] = field(default_factory=dict)
    requirements: list[_Requirement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hours = [self.model.new_bool_var(f"hour {number}") for number in range(len(self.operation.hours))]
        self.model.add_exactly_one(self.hours)
        self._send_teams()
        self._send_interpreters()
        self._keep_places()
        for site in self.operation.sites:
            self._ask_for_people(site)
            self._ask_for_places(site)
        self._ask_for_time()

    def _send_teams(self) -> None:
        for team in self.operation.teams:
            of_team = []
            for site in self.operation.sites:
                there = [can_be_there(team, site, hour) for hour in self.operation.hours]
                if team.may_work_in(site.state) and any(there):
                    place = TeamPlace(team.code, site.code)
                    self.teams[place] = self._sent(f"team {team.code} at {site.code}", there)
                    of_team.append(self.teams[place])
            self.model.add_at_most_one(of_team)

    def _send_interpreters(self) -> None:
        for person in self.operation.interpreters:
            of_person = []
            for site in self.operation.sites:
                for language in site.languages:
                    place = InterpreterPlace(person.code, site.code, language)
                    there = [can_help(person, place, hour) for hour in self.operation.hours]
                    if any(there):
                        self.interpreters[place] = self._sent(f"interpreter {person.code} at {site.code}", there)
                        of_person.append(self.interpreters[place])
            self.model.add_at_most_one(of_person)

    def _sent(self, name: str, there: list[bool]) -> cp_model.IntVar:
        sent = self.model.new_bool_var(name)
        if not all(there):
            self.model.add_bool_or([hour for hour, able in zip(self.hours, there, strict=True) if able] + [~sent])
        return sent

    def _keep_places(self) -> None:
        for reception in self.operation.receptions:
            kept = []
            for site in self.operation.sites:
                if site.code in reception.sites:
                    most = min(reception.beds, site.persons)
                    kept.append(self.model.new_int_var(0, most, f"beds {reception.code} for {site.code}"))
                    self.beds[reception.code, site.code] = kept[-1]
            self.model.add(_sum(kept) <= reception.beds)
        for custody in self.operation.custodies:
            kept = []
            for site in self.operation.sites:
                if site.state == custody.state:
                    most = min(custody.cells, len(self.operation.targets_at(site)))
                    kept.append(self.model.new_int_var(0, most, f"cells {custody.code} for {site.code}"))
                    self.cells[custody.code, site.code] = kept[-1]
            self.model.add(_sum(kept) <= custody.cells)

    def _ask_for_people(self, site: Site) -> None:
        of_team = {each.code: each for each in self.operation.teams}
        for work, needs in people_needed(self.operation, site).items():
            here = [
                of_team[place.team].people * sent
                for place, sent in self.teams.items()
                if place.site == site.code and of_team[place.team].work is work
            ]
            self._ask(Rule.CARE_MISSING if work in OF_CARE else Rule.PEOPLE_MISSING, here, needs)
        for language, persons in site.languages.items():
            here = [
                sent
                for place, sent in self.interpreters.items()
                if (place.site, place.language) == (site.code, language)
            ]
            self._ask(Rule.INTERPRETER_MISSING, here, interpreters_needed(persons))

    def _ask_for_places(self, site: Site) -> None:
        self._ask(Rule.BEDS_MISSING, [kept for (_, of), kept in self.beds.items() if of == site.code], site.persons)
        arrested = len(self.operation.targets_at(site))
        self._ask(Rule.CELLS_MISSING, [kept for (_, of), kept in self.cells.items() if of == site.code], arrested)

    def _ask(self, rule: Rule, parts: list[cp_model.LinearExpr], needs: int) -> None:
        if needs:
            missing = self.model.new_int_var(0, needs, f"missing {rule}")
            is_broken = self.model.new_bool_var(f"broken {rule}")
            self.model.add(_sum(parts) + missing >= needs)
            self.model.add(missing <= needs * is_broken)
            self.requirements.append(_Requirement(rule, missing, is_broken))

    def _ask_for_time(self) -> None:
        """What is right or wrong by the hour alone needs no variable of its own: it is the hour's."""
        for target in self.operation.targets:
            if target.warrant is not None:
                self._ask_of_hours(Rule.WARRANT_NOT_VALID, [target.warrant.has(hour) for hour in self.operation.hours])
        for freeze in self.operation.freezes:
            self._ask_of_hours(Rule.FREEZE_NOT_VALID, [freeze.valid.has(hour) for hour in self.operation.hours])
        for site in self.operation.sites:
            seen = [hour - site.seen <= SITE_SEEN_WITHIN for hour in self.operation.hours]
            self._ask_of_hours(Rule.SITE_SEEN_LONG_AGO, seen)

    def _ask_of_hours(self, rule: Rule, right: list[bool]) -> None:
        wrong = _sum([hour for hour, is_right in zip(self.hours, right, strict=True) if not is_right])
        self.requirements.append(_Requirement(rule, missing=_sum([]), is_broken=wrong))

    def broken_rules(self) -> cp_model.LinearExpr:
        return _sum(
            [
                (A_RULE + (OF_VICTIMS_MORE if each.rule in OF_VICTIMS else 0)) * each.is_broken
                for each in self.requirements
            ]
        )

    def all_that_is_missing(self) -> cp_model.LinearExpr:
        return _sum([each.missing for each in self.requirements])

    def costs(self, near: Plan | None) -> cp_model.LinearExpr:
        minutes = {each.code: each.minutes_to for each in self.operation.teams}
        costs: list[cp_model.LinearExpr] = [
            (A_TEAM + minutes[place.team][place.site]) * sent for place, sent in self.teams.items()
        ]
        costs += [A_TEAM * sent for sent in self.interpreters.values()]
        for number, (hour, chosen) in enumerate(zip(self.operation.hours, self.hours, strict=True)):
            # The earlier of two equal hours: every hour that passes is one in which somebody may talk.
            costs.append((LOUD_SITE * sum(_is_loud(each, hour) for each in self.operation.sites) + number) * chosen)
        if near is not None:
            costs += [A_CHANGE * (1 - sent) for place, sent in self.teams.items() if place in near.teams]
            costs += [A_CHANGE * (1 - sent) for place, sent in self.interpreters.items() if place in near.interpreters]
        return _sum(costs)

    def minimise(self, amount: cp_model.LinearExpr, solver: cp_model.CpSolver) -> bool:
        """Finds the least, holds it for what comes after, and says whether it is proven."""
        self.model.minimize(amount)
        status = solver.solve(self.model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise RuntimeError(f"the model of an operation is never infeasible, but: {solver.status_name(status)}")
        least = round(solver.objective_value)
        self.model.add(amount <= least)
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # the library leaves this one without types
        for variable in self._variables():
            self.model.add_hint(variable, solver.value(variable))
        return bool(status == cp_model.OPTIMAL)

    def _variables(self) -> Iterable[cp_model.IntVar]:
        yield from self.hours
        for each in (self.teams, self.interpreters, self.beds, self.cells):
            yield from each.values()

    def plan(self, solver: cp_model.CpSolver) -> Plan:
        hour = next(at for at, chosen in zip(self.operation.hours, self.hours, strict=True) if solver.value(chosen))
        return Plan(
            hour=hour,
            teams=frozenset(place for place, sent in self.teams.items() if solver.value(sent)),
            interpreters=frozenset(place for place, sent in self.interpreters.items() if solver.value(sent)),
            beds=_kept(self.beds, solver),
            cells=_kept(self.cells, solver),
        )


def _kept(
    variables: Mapping[tuple[str, str], cp_model.IntVar], solver: cp_model.CpSolver
) -> Mapping[tuple[str, str], int]:
    return {place: kept for place, variable in variables.items() if (kept := solver.value(variable))}


def _is_loud(site: Site, hour: datetime) -> bool:
    return not QUIET_FROM <= hour.astimezone(site.zone).time() < QUIET_UNTIL


def _sum(parts: Iterable[cp_model.LinearExpr]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum(list(parts))
