"""Who may do what with targets, and what is wrong with what they enter, in words."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interlace.cases.rules import may_read, may_work
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.roles import Verb
from interlace.foundation.wording import ProblemBook, Words
from interlace.screening.rules import require_verb

REFUSED: Mapping[str, Words] = {
    "case_closed_in": Words(
        _("This case is closed in to those who are on it."),
        _("Let the bureau know of the case before a target of it is laid before another bureau."),
    ),
    "through_the_bureau": Words(
        _("A unit lays targets before other bureaus through its own bureau."), _("Ask your bureau to do it.")
    ),
    "only_leader": Words(_("Only the bureau that leads this operation plans it."), _("Ask the bureau that leads it.")),
    "abort_of_others": Words(
        _("A bureau aborts what is its own: its part, its sites and its targets. The whole is the leading bureau's."),
        _("Abort your own part, and call the bureau that leads."),
    ),
    "go_is_held": Words(
        _("Go is held."), _("Open the operation: each reason stands there, with whose it is and what helps.")
    ),
    "go_reads_all": Words(
        _("Go is given by an officer who may read everything that was brought for the bureau that leads."),
        _("Ask the head of your bureau which colleague may."),
    ),
    "not_accepted_by_name": Words(
        _("This broken rule cannot be accepted by name."),
        _("Heal it: it is about people held on site, another State's ground or an originator's condition."),
    ),
    "second_person": Words(
        _("An emergency order is recorded by two persons of the State that gives it."),
        _("Let a colleague of that bureau sign it."),
    ),
    "only_requesting_side": Words(
        _("Only the bureau whose case it is says how far a criterion is shown."),
        _("Say what you doubt as a member of the panel."),
    ),
}

CONFLICTS: Mapping[str, Words] = {
    "plan_changed": Words(
        _("Another version of the plan stands by now."), _("Open the operation again and look at what has changed.")
    ),
}

INVALID: Mapping[str, Words] = {
    "name_missing": Words(
        _("A name is missing."), _("Write the name or alias that you release for planning."), "/name"
    ),
    "requested_unknown": Words(
        _("There is no such other bureau on this network."),
        _("Name the member on whose territory the arrest would be."),
        "/requested",
    ),
    "target_twice": Words(
        _("This case has a target of this name for that bureau already."), _("Open that one."), "/name"
    ),
    "criterion_unknown": Words(
        _("There is no such criterion."), _("Name one of the sixteen, for example LE1."), "/criterion"
    ),
    "support_missing": Words(
        _("Nothing is named that this level rests on."),
        _("Say whether a lead, an exhibit or a document carries it."),
        "/support",
    ),
    "reason_needed": Words(
        _("Who speaks against the band, or against the others, says why."),
        _("Write a reason of at least ten characters."),
        "/reason",
    ),
    "standard_unknown": Words(
        _("There is no such stage, standard or day."), _("Choose a stage and a standard, and a day as year-month-day.")
    ),
    "level_unknown": Words(
        _("There is no such level, support, flag or vote."), _("Choose one of those that are offered.")
    ),
    "members_missing": Words(
        _("Nobody is asked to take part."), _("Name at least one other bureau by its code."), "/members"
    ),
    "hours_wrong": Words(
        _("These hours cannot be planned."),
        _("Give a first and a later last hour with their zones, seven days apart at most."),
        "/last_hour",
    ),
    "entry_wrong": Words(
        _("This cannot be read as what it is to be."), _("Look at the fields of its kind in the manual."), "/shape"
    ),
    "code_used": Words(_("Your bureau has brought this code already."), _("Choose another code."), "/code"),
    "site_unknown": Words(
        _("It names a site that is not there for you."), _("Name a site of this operation by its code."), "/shape"
    ),
    "team_unknown": Words(
        _("There is no such team of your own in this operation."),
        _("Choose one that your bureau has brought."),
        "/team",
    ),
    "minutes_wrong": Words(
        _("This is no number of minutes up to a week."), _("Write a whole number, for example 90."), "/minutes"
    ),
    "state_unknown": Words(
        _("There is no such state of a team."), _("Choose one of those that are offered."), "/state"
    ),
    "until_wrong": Words(
        _("This is no day from seven to ninety days from now."), _("Choose a later or an earlier day."), "/until"
    ),
    "interest_unreadable": Words(
        _("This is no person with a birth date, no telephone number with its country, and no pair of coordinates."),
        _("Write a name and a birth date, a number as +66 2 000 0144, or degrees as 16.69, 98.51."),
        "/text",
    ),
    "no_hour": Words(
        _("No hour of this operation lies before that moment."),
        _("Choose a later moment, or open an operation with earlier hours."),
        "/before",
    ),
    "place_unknown": Words(
        _("There is no such hour, team or site in this plan."), _("Choose one of those that are offered."), "/team"
    ),
    "target_unknown": Words(
        _("It names no target of your own on the readiness board."), _("Lay the target open first."), "/shape"
    ),
    "nobody_chosen": Words(_("No target is chosen."), _("Tick at least one of those that are ready."), "/targets"),
    "plan_missing": Words(_("There is no plan yet."), _("Let the bureau that leads propose one."), "/version"),
    "text_missing": Words(_("A text is missing."), _("Write at least a few words."), "/text"),
    "abort_of_what": Words(
        _("It names no site or target that your bureau may read here."),
        _("Choose one of those that are offered."),
        "/where",
    ),
    "abort_word_unknown": Words(
        _("This is no abort word for it that your bureau may read."),
        _("Leave the word out: an abort needs none, only a reason."),
        "/word",
    ),
    "source_missing": Words(
        _("The law behind this standard is missing."), _("Name the law or rule that says so."), "/source"
    ),
}


error_of = ProblemBook(refused=REFUSED, conflicts=CONFLICTS, invalid=INVALID).error


def entry_error(fields: Collection[str]) -> InvalidInput:
    """Which fields of something that is brought cannot be read; each is named as its kind calls it."""
    words = INVALID["entry_wrong"]
    problems = [
        FieldProblem(
            f"{words.pointer}/{each}",
            "entry_wrong",
            gettext("{field}: this cannot be read.").format(field=each),
            words.fix,
        )
        for each in dict.fromkeys(fields)
    ] or [FieldProblem(words.pointer, "entry_wrong", words.what, words.fix)]
    return InvalidInput(words.what, code="entry_wrong", problems=problems, fix=words.fix)


def require_bureau_worker(viewer: Viewer) -> None:
    """An officer of a bureau itself who works on cases; the matter is that of the target."""
    require_verb(viewer, Verb.CHECK)
    if not may_work(viewer):
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))
    if viewer.unit:
        raise error_of("through_the_bureau")


def may_see_board(viewer: Viewer) -> bool:
    """Whoever reads cases, at a bureau: a unit under one has no targets."""
    return may_read(viewer) and not viewer.unit


def may_lay_open(viewer: Viewer) -> bool:
    """Whoever works on cases of the bureau."""
    return may_see_board(viewer) and may_work(viewer)


def require_board(viewer: Viewer) -> None:
    """For everybody else there is no such screen."""
    if not may_see_board(viewer):
        raise NotFound(gettext("There is nothing here for you."))
