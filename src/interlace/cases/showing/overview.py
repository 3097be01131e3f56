"""The first part of a case: what it is about, who is on it, who can see it, what is due, what happened."""

from datetime import datetime

from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Section
from interlace.cases.models import Case
from interlace.cases.presenting import Due, Happened
from interlace.cases.queries import CaseView
from interlace.cases.words import AUTHORITIES, FLAGS, GROUNDS, LANES, word_of
from interlace.core.procedure.cases import CaseState
from interlace.facts.field_words import property_name
from interlace.foundation.disclosure.labels import book
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.handling import until_text
from interlace.foundation.localize.words import purpose_name

_SHOWN = 12


def key_facts(desk: Desk, view: CaseView) -> Section:
    """What is asked of every case."""
    case = view.case
    kept = until_text(book.label(case.label_id).until, zone=desk.reader.zone, language=desk.reader.language)
    pairs = (
        (_("Reference"), case.reference),
        (_("Purpose"), purpose_name(case.purpose)),
        (_("Legal basis"), case.legal_basis or _("Not said")),
        (_("Officers"), ", ".join(each.name for each in view.officers)),
        (_("Neutrality"), _neutrality(desk, case)),
        (_("Minors"), word_of(FLAGS, case.minors)),
        (_("Asylum"), word_of(FLAGS, case.asylum)),
        (_("Kept until"), kept),
    )
    return Section("key", _("Key facts"), pairs=pairs)


def due_tasks(desk: Desk, view: CaseView) -> tuple[Due, ...]:
    """What is still to be done, the next due first."""
    open_ones = [task for task in view.tasks if task.done is None]
    ordered = sorted(open_ones, key=lambda task: (task.due is None, task.due or task.added))
    return tuple(
        Due(task.text, task.owner_name, desk.clock(task.due, started=task.added) if task.due is not None else None)
        for task in ordered[:_SHOWN]
    )


def what_happened(desk: Desk, view: CaseView, *, most: int = _SHOWN) -> tuple[Happened, ...]:
    """What was done in the case, the latest first."""
    told = sorted(_acts(view), key=lambda act: act[0], reverse=True)
    return tuple(Happened(desk.when(at), text, mark) for at, text, mark in told[:most])


def what_facts_say(view: CaseView) -> tuple[Happened, ...]:
    """What happened by the dates in the facts, the earliest first."""
    names = {fact.id: each for each in view.subjects for fact in each.facts}
    return tuple(
        Happened(
            each.fact.original,
            _("{what}: {whom}").format(
                what=property_name(each.fact.prop), whom=", ".join(names[each.fact.id].values("name")[:1])
            ),
            "info",
        )
        for each in view.timeline
        if each.fact.id in names
    )


def _acts(view: CaseView) -> list[tuple[datetime, str, str]]:
    case = view.case
    acts = [(case.opened, _("{officer} opened the case").format(officer=case.opened_by_name), "ok")]
    if case.neutrality_at is not None:
        said = _("{officer} answered the neutrality check").format(officer=case.neutrality_by_name)
        acts.append((case.neutrality_at, said, "ok"))
    if case.closed is not None and case.state == CaseState.CLOSED:
        acts.append((case.closed, _("Closed: {reason}").format(reason=case.closed_reason), "nohit"))
    acts += [
        (each.added, _("{officer} put in a lead: {text}").format(officer=each.added_by_name, text=each.text), "ok")
        for each in view.leads
    ]
    acts += [
        (each.done, _("{officer} did: {text}").format(officer=each.done_by_name, text=each.text), "ok")
        for each in view.tasks
        if each.done is not None
    ]
    acts += [
        (
            each.at,
            _("{officer} wrote in a note, version {number}").format(officer=each.by_name, number=each.number),
            "info",
        )
        for each in view.notes
    ]
    acts += [
        (
            each.at,
            _("{officer} moved something from {before} to {after}, by decision of: {authority}").format(
                officer=each.by_name,
                before=word_of(LANES, each.before),
                after=word_of(LANES, each.after),
                authority=each.authority_name or word_of(AUTHORITIES, each.authority),
            ),
            "confirmed",
        )
        for each in view.lane_changes
    ]
    return acts


def _neutrality(desk: Desk, case: Case) -> str:
    ground = word_of(GROUNDS, case.neutrality)
    if case.neutrality_at is None:
        return ground
    day = day_text(case.neutrality_at.astimezone(desk.reader.zone).date(), language=desk.reader.language)
    return _("{answer}. {officer}, {day}").format(answer=ground, officer=case.neutrality_by_name, day=day)
