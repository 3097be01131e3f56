"""Figures with their definitions, kinds, and what else a result sheet says, in words.

Source, read 2026-11-23: procedures of the product, 6 and 7.4. The definitions have the version `DEFINITIONS`.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.results import Figure, ResultKind
from interlace.operations.plan.actions import Compartment
from interlace.results.queries import Counted
from interlace.results.taking import ResultOrigin

FIGURE_WORDS: Mapping[Figure, Promise] = {
    Figure.ARRESTS_MADE: _("Arrests made"),
    Figure.ARRESTS_RECLASSIFIED: _("of these reclassified"),
    Figure.ARRESTS_REMAINING: _("of these remaining"),
    Figure.TARGETS_NOT_FOUND: _("Targets not found"),
    Figure.PERSONS_TRIAGED: _("Persons seen in the first minutes"),
    Figure.PERSONS_SCREENED: _("Persons screened"),
    Figure.PERSONS_REFERRED: _("Persons referred as presumed victims"),
    Figure.CHILDREN_REFERRED: _("of these under 18"),
    Figure.ADULTS_REFERRED: _("of these adults"),
    Figure.EXHIBITS: _("Exhibits secured"),
    Figure.LEADS: _("Leads followed"),
    Figure.ACCOUNTS_BLOCKED: _("Accounts blocked"),
}

DEFINITION_WORDS: Mapping[Figure, Promise] = {
    Figure.ARRESTS_MADE: _("Each arrested person once, for the bureau that reported the arrest first."),
    Figure.ARRESTS_RECLASSIFIED: _("Arrested persons whom two persons then recorded as presumed victims."),
    Figure.ARRESTS_REMAINING: _("Arrests made without those reclassified."),
    Figure.TARGETS_NOT_FOUND: _("Targets who were not there and whom nobody arrested."),
    Figure.PERSONS_TRIAGED: _("Each person once whose safety was looked after on site."),
    Figure.PERSONS_SCREENED: _("Each person once who was screened after rest."),
    Figure.PERSONS_REFERRED: _("Each person once who was referred to protection, arrested before or not."),
    Figure.CHILDREN_REFERRED: _("Persons referred who are, or are presumed to be, under 18."),
    Figure.ADULTS_REFERRED: _("Persons referred without those under 18."),
    Figure.EXHIBITS: _("Things sealed under a label of the bureau's own; a lead is none."),
    Figure.LEADS: _("Clues that are no evidence; they are never added to exhibits."),
    Figure.ACCOUNTS_BLOCKED: _("Each account once that a bank or an authority blocked."),
}

KIND_WORDS: Mapping[ResultKind, Promise] = {
    ResultKind.ARREST: _("Arrest"),
    ResultKind.RECLASSIFIED: _("Arrested person reclassified as presumed victim"),
    ResultKind.NOT_FOUND: _("Target not found"),
    ResultKind.TRIAGED: _("Person seen in the first minutes"),
    ResultKind.SCREENED: _("Person screened"),
    ResultKind.REFERRED: _("Person referred as presumed victim"),
    ResultKind.EXHIBIT: _("Exhibit"),
    ResultKind.LEAD: _("Lead"),
    ResultKind.ACCOUNT_BLOCKED: _("Account blocked"),
    ResultKind.MONEY_HELD: _("Money held"),
}

COMPARTMENT_WORDS: Mapping[Compartment, Promise] = {
    Compartment.OWN: _("Your bureau alone"),
    Compartment.LEADER: _("Your bureau and the one that leads"),
    Compartment.ALL: _("All who take part"),
}

COUNTED_WORDS: Mapping[Counted, Promise] = {
    Counted.HERE: _("Counted"),
    Counted.ALSO_ELSEWHERE: _("Counted here; another bureau reports it too"),
    Counted.ALREADY: _("Counted already"),
}

ORIGIN_WORDS: Mapping[ResultOrigin, Promise] = {
    ResultOrigin.RECEPTION: _("Those received on site"),
    ResultOrigin.CASE: _("Exhibits and leads of a case"),
}
