"""What a plan can lack, by name: the rule, where, how much, and what helps.

The words are chosen at the edge; here are codes. A rule about those held on site makes the plan "not compliant" and
holds Go (procedures of the product, 6 and 7; journey of the meeting, 4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """One thing that must hold."""

    TARGET_NOT_AGREED = "target_not_agreed"
    WARRANT_MISSING = "warrant_missing"
    WARRANT_NOT_VALID = "warrant_not_valid"  # not yet, or no longer, at the hour
    HAND_OVER_MISSING = "hand_over_missing"
    CONDITION_OPEN = "condition_open"  # the originator's, such as no death penalty; nobody has assured it
    SITE_SEEN_LONG_AGO = "site_seen_long_ago"
    PEOPLE_MISSING = "people_missing"  # of one kind of work
    CARE_MISSING = "care_missing"  # screeners or medical staff
    INTERPRETER_MISSING = "interpreter_missing"
    BEDS_MISSING = "beds_missing"
    CELLS_MISSING = "cells_missing"
    KITS_MISSING = "kits_missing"  # nothing to pack, seal and label exhibits with
    FREEZE_NOT_VALID = "freeze_not_valid"
    TEAM_NOT_FREE = "team_not_free"  # busy elsewhere, or cannot be in place by the hour
    TEAM_IN_TWO_PLACES = "team_in_two_places"
    INTERPRETER_NOT_FREE = "interpreter_not_free"
    INTERPRETER_IN_TWO_PLACES = "interpreter_in_two_places"
    FOREIGN_FORCE = "foreign_force"  # force by a team of another State, and no legal basis entered
    BEDS_OVERBOOKED = "beds_overbooked"
    CELLS_OVERBOOKED = "cells_overbooked"


class Remedy(StrEnum):
    """What somebody can do about it."""

    ASK_THE_PANEL = "ask_the_panel"
    ISSUE_OR_RENEW_WARRANT = "issue_or_renew_warrant"
    CHOOSE_ANOTHER_HOUR = "choose_another_hour"
    NAME_THE_PATH = "name_the_path"
    ASK_FOR_THE_ASSURANCE = "ask_for_the_assurance"
    LOOK_AGAIN = "look_again"
    ADD_A_TEAM = "add_a_team"
    ADD_CARERS = "add_carers"
    ADD_AN_INTERPRETER = "add_an_interpreter"
    ADD_PLACES_OR_SPLIT = "add_places_or_split"
    ADD_CELLS = "add_cells"
    BRING_KITS = "bring_kits"
    RENEW_THE_ORDER = "renew_the_order"
    TAKE_ANOTHER_TEAM = "take_another_team"
    ENTER_THE_BASIS_OR_TAKE_A_LOCAL_TEAM = "enter_the_basis_or_take_a_local_team"


REMEDIES: Mapping[Rule, Remedy] = {
    Rule.TARGET_NOT_AGREED: Remedy.ASK_THE_PANEL,
    Rule.WARRANT_MISSING: Remedy.ISSUE_OR_RENEW_WARRANT,
    Rule.WARRANT_NOT_VALID: Remedy.ISSUE_OR_RENEW_WARRANT,
    Rule.HAND_OVER_MISSING: Remedy.NAME_THE_PATH,
    Rule.CONDITION_OPEN: Remedy.ASK_FOR_THE_ASSURANCE,
    Rule.SITE_SEEN_LONG_AGO: Remedy.LOOK_AGAIN,
    Rule.PEOPLE_MISSING: Remedy.ADD_A_TEAM,
    Rule.CARE_MISSING: Remedy.ADD_CARERS,
    Rule.INTERPRETER_MISSING: Remedy.ADD_AN_INTERPRETER,
    Rule.BEDS_MISSING: Remedy.ADD_PLACES_OR_SPLIT,
    Rule.CELLS_MISSING: Remedy.ADD_CELLS,
    Rule.KITS_MISSING: Remedy.BRING_KITS,
    Rule.FREEZE_NOT_VALID: Remedy.RENEW_THE_ORDER,
    Rule.TEAM_NOT_FREE: Remedy.TAKE_ANOTHER_TEAM,
    Rule.TEAM_IN_TWO_PLACES: Remedy.TAKE_ANOTHER_TEAM,
    Rule.INTERPRETER_NOT_FREE: Remedy.ADD_AN_INTERPRETER,
    Rule.INTERPRETER_IN_TWO_PLACES: Remedy.ADD_AN_INTERPRETER,
    Rule.FOREIGN_FORCE: Remedy.ENTER_THE_BASIS_OR_TAKE_A_LOCAL_TEAM,
    Rule.BEDS_OVERBOOKED: Remedy.ADD_PLACES_OR_SPLIT,
    Rule.CELLS_OVERBOOKED: Remedy.ADD_CELLS,
}

OF_VICTIMS = frozenset(
    {
        Rule.CARE_MISSING,
        Rule.INTERPRETER_MISSING,
        Rule.INTERPRETER_NOT_FREE,
        Rule.INTERPRETER_IN_TWO_PLACES,
        Rule.BEDS_MISSING,
        Rule.BEDS_OVERBOOKED,
    }
)
"""Broken, they make the victim plan red: the plan is not compliant, and Go is held."""


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """One rule that does not hold, at one site, target, team or order."""

    rule: Rule
    where: str
    detail: str = ""
    """Which work, which language, at which other place."""
    has: int = 0
    needs: int = 0

    @property
    def remedy(self) -> Remedy:
        return REMEDIES[self.rule]


def is_compliant(broken: Iterable[Broken]) -> bool:
    """Whether everybody who is found on site will be looked after."""
    return not any(each.rule in OF_VICTIMS for each in broken)
