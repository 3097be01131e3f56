"""Operations in words: rules and what mends them, what holds Go, what is brought, what stands in the log."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlace.core.planning import Broken, HandOver, Remedy, Rule, Work
from interlace.core.planning.aborting import Reach
from interlace.core.planning.going import Flag, Held, Hold
from interlace.foundation.localize.formats import locale_of
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import EntryKind, TeamState

KIND_WORDS: Mapping[EntryKind, Promise] = {
    EntryKind.SITE: pgettext_lazy("operation", "Site"),
    EntryKind.TARGET: pgettext_lazy("operation", "Target"),
    EntryKind.TEAM: pgettext_lazy("operation", "Team"),
    EntryKind.INTERPRETER: _("Interpreter"),
    EntryKind.RECEPTION: _("Reception place"),
    EntryKind.CUSTODY: _("Custody"),
    EntryKind.FREEZE: _("Freezing order"),
    EntryKind.KIT: _("Exhibit kits"),
    EntryKind.ABORT_WORD: _("Abort word"),
}

COMPARTMENT_WORDS: Mapping[Compartment, Promise] = {
    Compartment.LEADER: _("Your bureau and the bureau that leads"),
    Compartment.ALL: _("All who take part"),
    Compartment.OWN: _("Your bureau alone"),
}

WORK_WORDS: Mapping[Work, Promise] = {
    Work.ENTRY: pgettext_lazy("team", "entry"),
    Work.ARREST: pgettext_lazy("team", "arrest"),
    Work.EVIDENCE: pgettext_lazy("team", "evidence"),
    Work.DIGITAL: pgettext_lazy("team", "digital evidence"),
    Work.ASSETS: pgettext_lazy("team", "assets"),
    Work.CARE: pgettext_lazy("team", "care and screening"),
    Work.MEDICAL: pgettext_lazy("team", "medical"),
    Work.LIAISON: pgettext_lazy("team", "liaison"),
}

HAND_OVER_WORDS: Mapping[HandOver, Promise] = {
    HandOver.SURRENDER: _("Surrender to the State that asks"),
    HandOver.PROSECUTION_HERE: _("Prosecution where the arrest is made"),
    HandOver.TRANSFER: _("Transfer"),
    HandOver.NONE: _("None, said on purpose"),
}

TEAM_STATE_WORDS: Mapping[TeamState, Promise] = {
    TeamState.IN_PLACE: _("In place"),
    TeamState.ON_THE_WAY: _("On the way"),
    TeamState.NEEDS_HELP: _("Needs help"),
    TeamState.DONE: _("Done"),
}
TEAM_STATES: Mapping[TeamState, str] = {
    TeamState.IN_PLACE: "met",
    TeamState.ON_THE_WAY: "gap",
    TeamState.NEEDS_HELP: "not_met",
    TeamState.DONE: "in_force",
}
"""The mark and colour of each."""

ABORT_WORDS: Mapping[Reach, Promise] = {
    Reach.ALL: _("Aborts the whole operation, version {version}: {reason}"),
    Reach.OWN: _("Aborts all that is of {member}, version {version}: {reason}"),
    Reach.SITE: _("Aborts {where}, version {version}: {reason}"),
    Reach.TARGET: _("Calls off {where}, version {version}: {reason}"),
}
ABORT_BY_WORD_WORDS: Mapping[Reach, Promise] = {
    Reach.ALL: _("Aborts the whole operation by the abort word, version {version}: {reason}"),
    Reach.OWN: _("Aborts all that is of {member} by the abort word, version {version}: {reason}"),
    Reach.SITE: _("Aborts {where} by the abort word, version {version}: {reason}"),
    Reach.TARGET: _("Calls off {where} by the abort word, version {version}: {reason}"),
}

AFTER_AN_ABORT: tuple[Promise, ...] = (
    _("Teams that have not gone do not begin. Those on the way or in place come back and check in when it is done."),
    _("Carers and medical staff in place stay until everybody found there is looked after; beds stay kept."),
    _("Whoever was arrested before stays so: the path after the arrest and the limits of custody go on."),
    _("Freezing orders that were not served are not served. What is frozen stays so until its order ends."),
)
"""What is left by an abort; people decide each of it, and nothing is undone by a machine."""


class Aftermath(StrEnum):
    """What a team that was stopped does now."""

    DOES_NOT_BEGIN = "does_not_begin"
    COMES_BACK = "comes_back"
    STAYS = "stays"
    IS_BACK = "is_back"


AFTERMATH_WORDS: Mapping[Aftermath, Promise] = {
    Aftermath.DOES_NOT_BEGIN: _("Aborted: does not begin"),
    Aftermath.COMES_BACK: _("Aborted: comes back"),
    Aftermath.STAYS: _("Stays with those found there"),
    Aftermath.IS_BACK: _("Done"),
}
AFTERMATHS: Mapping[Aftermath, str] = {
    Aftermath.DOES_NOT_BEGIN: "not_met",
    Aftermath.COMES_BACK: "not_met",
    Aftermath.STAYS: "met",
    Aftermath.IS_BACK: "in_force",
}
OF_CARE = frozenset({Work.CARE, Work.MEDICAL})
_AFTER: Mapping[TeamState | None, tuple[Aftermath, Aftermath]] = {
    None: (Aftermath.DOES_NOT_BEGIN, Aftermath.DOES_NOT_BEGIN),
    TeamState.ON_THE_WAY: (Aftermath.COMES_BACK, Aftermath.COMES_BACK),
    TeamState.IN_PLACE: (Aftermath.COMES_BACK, Aftermath.STAYS),
    TeamState.DONE: (Aftermath.IS_BACK, Aftermath.IS_BACK),
}
"""By what a team said of itself last: for teams that use force or take evidence, and for those who care."""


def after_abort(work: Work, said: TeamState | None) -> Aftermath | None:
    """What becomes of a team that was stopped. A call for help stays what it is: nothing is written over it."""
    found = _AFTER.get(said)
    return found[work in OF_CARE] if found is not None else None


FLAG_WORDS: Mapping[Flag, Promise] = {
    Flag.GO: pgettext_lazy("flag", "Go"),
    Flag.NO_GO: pgettext_lazy("flag", "No-go"),
}

_PEOPLE = _("{where}: {has} of {needs} people for {detail}.")
RULE_WORDS: Mapping[Rule, Promise] = {
    Rule.TARGET_NOT_AGREED: _("{where}: the panel of both sides has not agreed to plan it."),
    Rule.WARRANT_MISSING: _("{where}: no warrant is entered."),
    Rule.WARRANT_NOT_VALID: _("{where}: the warrant is not valid at the hour."),
    Rule.HAND_OVER_MISSING: _("{where}: nobody has said what follows the arrest."),
    Rule.CONDITION_OPEN: _("{where}: its originator's condition is not assured yet."),
    Rule.SITE_SEEN_LONG_AGO: _("{where}: at the hour the latest look at it will be older than seven days."),
    Rule.PEOPLE_MISSING: _PEOPLE,
    Rule.CARE_MISSING: _PEOPLE,
    Rule.INTERPRETER_MISSING: _("{where}: {has} of {needs} interpreters for {detail}."),
    Rule.BEDS_MISSING: _("{where}: {has} beds for {needs} persons."),
    Rule.CELLS_MISSING: _("{where}: {has} cells for {needs} arrests."),
    Rule.KITS_MISSING: _("{where}: no exhibit kit is brought for it."),
    Rule.FREEZE_NOT_VALID: _("{where}: the order is not valid at the hour."),
    Rule.TEAM_NOT_FREE: _("{where}: the team is not free, or cannot reach {detail} by the hour."),
    Rule.TEAM_IN_TWO_PLACES: _("{where}: the team is sent to {has} sites."),
    Rule.INTERPRETER_NOT_FREE: _("{where}: not free at the hour, or no help at {detail}."),
    Rule.INTERPRETER_IN_TWO_PLACES: _("{where}: the interpreter is sent to {has} sites."),
    Rule.FOREIGN_FORCE: _("{where}: force by another State's team at {detail}, and no legal basis is entered."),
    Rule.BEDS_OVERBOOKED: _("{where}: {needs} beds are promised of {has}."),
    Rule.CELLS_OVERBOOKED: _("{where}: {needs} cells are promised of {has}."),
}

REMEDY_WORDS: Mapping[Remedy, Promise] = {
    Remedy.ASK_THE_PANEL: _("Let both sides speak on the readiness board."),
    Remedy.ISSUE_OR_RENEW_WARRANT: _("Enter a warrant that is valid at the hour, or choose another hour."),
    Remedy.CHOOSE_ANOTHER_HOUR: _("Choose another hour."),
    Remedy.NAME_THE_PATH: _("Say what follows: surrender, prosecution here, transfer or none."),
    Remedy.ASK_FOR_THE_ASSURANCE: _("Let the bureau whose target it is name the document that assures it."),
    Remedy.LOOK_AGAIN: _("Look at the site again, or choose an earlier hour."),
    Remedy.ADD_A_TEAM: _("Bring another team, or free one."),
    Remedy.ADD_CARERS: _("Bring more carers or medical staff."),
    Remedy.ADD_AN_INTERPRETER: _("Bring an interpreter of that language for this site."),
    Remedy.ADD_PLACES_OR_SPLIT: _("Add places, or split the site."),
    Remedy.ADD_CELLS: _("Add cells of the State where the arrest is made."),
    Remedy.BRING_KITS: _("Bring exhibit kits for this site; those of several sites are shared alike."),
    Remedy.RENEW_THE_ORDER: _("Renew the order, or choose another hour."),
    Remedy.TAKE_ANOTHER_TEAM: _("Send another team, or choose another hour."),
    Remedy.ENTER_THE_BASIS_OR_TAKE_A_LOCAL_TEAM: _(
        "Enter the legal basis with the team, or send a team of the territory."
    ),
}

HOLD_WORDS: Mapping[Hold, Promise] = {
    Hold.NOT_SET: _("{where} has set no flag yet."),
    Hold.NO_GO: _("{where} says No-go."),
    Hold.OTHER_VERSION: _("{where} set its flag for an earlier version of the plan."),
    Hold.VICTIM_PLAN: _("{where}: the plan for people held on site is not compliant."),
    Hold.FOREIGN_FORCE: _("{where}: force by another State's team without a legal basis."),
    Hold.CONDITION: _("{where}: an originator's condition is not assured."),
    Hold.ABORTED: _("{where}: it was aborted. Who wants to go proposes another version of the plan."),
    Hold.BROKEN: _("{where}: a rule is broken that is neither mended nor accepted by name."),
}


def broken_text(broken: Broken, *, language: str) -> str:
    """One broken rule as a sentence."""
    return str(RULE_WORDS[broken.rule]).format(
        where=broken.where, detail=_detail(broken, language=language), has=broken.has, needs=broken.needs
    )


def held_text(held: Held) -> str:
    """One reason that holds Go, as a sentence."""
    return str(HOLD_WORDS[held.why]).format(where=held.where)


def language_text(code: str, *, language: str) -> str:
    """A language by its name."""
    return str(locale_of(language).languages.get(code, code))


def _detail(broken: Broken, *, language: str) -> str:
    if broken.rule in {Rule.PEOPLE_MISSING, Rule.CARE_MISSING}:
        return str(WORK_WORDS[Work(broken.detail)])
    return language_text(broken.detail, language=language) if broken.rule is Rule.INTERPRETER_MISSING else broken.detail
