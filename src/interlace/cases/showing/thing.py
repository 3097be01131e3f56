"""One person, thing or lead of a case: what is known, in which lane it lies, by whose decision it may move."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.cases.lanes import Required
from interlace.cases.models import Lead
from interlace.cases.queries import Subject
from interlace.cases.showing import parts
from interlace.cases.showing.page import Shown
from interlace.cases.words import AUTHORITIES, LANES, LEAD_STATES, ROLES, state_of, word_of
from interlace.core.procedure.cases import Lane, is_for_court
from interlace.foundation.http.desk import notice_of
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Notice, Trail


def thing_page(shown: Shown, subject: Subject, asked: Mapping[str, Required]) -> PeoplePage:
    """A person or thing."""
    case, title = shown.case, parts.title_of(subject)
    place = reverse("case-thing", args=[case.id, subject.id])
    remove = Form(
        url=f"{place}/remove",
        buttons=(Button(_("Take it out of the case")),),
        title=_("Take it out"),
        hint=_("Its facts stay where they are."),
        is_folded=True,
    )
    about = Section(
        "about",
        parts.kind_of(subject),
        pairs=(
            (_("Role"), word_of(ROLES, subject.role) or parts.NOTHING),
            (_("Lane"), parts.lanes_of(subject)),
            (_("Owner"), ", ".join(subject.owners)),
        ),
        forms=(remove,) if shown.is_worked_on else (),
        links=((_("Chart"), f"{reverse('chart')}?start={subject.id}"),),
    )
    facts = Section("facts", _("Facts"), table=parts.facts_table(subject.facts))
    lane = _lane_section(shown, f"{place}/lane", subject.id, subject.lanes, asked)
    return _page(
        shown, title, Trail(_("People and things"), _tab(shown, "things")), (about, facts, lane), subject.lanes
    )


def lead_page(shown: Shown, lead: Lead, asked: Mapping[str, Required]) -> PeoplePage:
    """A lead."""
    place = reverse("case-lead", args=[shown.case.id, lead.id])
    _state, word = state_of(LEAD_STATES, lead.state)
    pairs = (
        (_("Lead"), lead.text),
        (_("Number"), lead.number),
        (_("Grading"), lead.grading or _("Not graded")),
        (_("Handling codes"), lead.markings),
        (_("Condition"), lead.condition),
        (_("Source"), lead.source),
        (_("Where it stood"), lead.place),
        (_("State"), word),
        (_("What came of it"), lead.outcome),
        (_("Put in by"), lead.added_by_name),
    )
    fields = shown.said.at("follow")
    follow = Form(
        url=f"{place}/follow",
        buttons=(Button(_("Say it")),),
        title=_("What became of it"),
        fields=(
            fields.choice(
                "state", _("State"), [(code, str(words[1])) for code, words in LEAD_STATES.items()], lead.state
            ),
            fields.text("outcome", _("What came of it"), lead.outcome, required=False, most=500),
        ),
        is_folded=not shown.said.is_wrong("follow"),
    )
    about = Section(
        "about",
        _("Lead"),
        _("A clue to follow. It has no custody and is no exhibit."),
        pairs=tuple((label, text) for label, text in pairs if text),
        forms=(follow,) if shown.is_worked_on else (),
    )
    lane = _lane_section(shown, f"{place}/lane", lead.id, {lead.lane}, asked)
    title = lead.number or _("A lead")
    return _page(shown, title, Trail(_("Leads"), _tab(shown, "leads")), (about, lane), {lead.lane})


def _page(
    shown: Shown, title: str, before: Trail, sections: tuple[Section, ...], lanes: frozenset[str] | set[str]
) -> PeoplePage:
    notices = [notice_of(shown.said.error)] if shown.said.error is not None else []
    if not all(is_for_court(Lane(lane)) for lane in lanes):
        notices.append(
            Notice(_("Not for court."), _("Police information: it guides work, and is shown at no trial as it stands."))
        )
    case = shown.case
    return PeoplePage(
        title=title,
        lead=_("This case belongs to {bureau}.").format(bureau=case.member),
        handling=_("What you read here is what its owners' labels let you read, and no more."),
        sections=sections,
        trail=(
            Trail(_("Cases"), reverse("cases")),
            Trail(case.reference, reverse("case", args=[case.id])),
            before,
            Trail(title),
        ),
        notices=tuple(notices),
    )


def _tab(shown: Shown, part: str) -> str:
    return f"{reverse('case', args=[shown.case.id])}?part={part}"


def _lane_section(
    shown: Shown, url: str, thing: object, lanes: frozenset[str] | set[str], asked: Mapping[str, Required]
) -> Section:
    desk = shown.desk
    moved = [change for change in shown.view.lane_changes if change.thing == thing]
    rows = tuple(
        Row(
            (
                Cell(desk.when(each.at), remark=each.by_name),
                Cell(
                    _("{before} to {after}").format(
                        before=word_of(LANES, each.before), after=word_of(LANES, each.after)
                    )
                ),
                Cell(word_of(AUTHORITIES, each.authority), remark=each.authority_name),
                Cell(
                    each.document or parts.NOTHING,
                    remark=day_text(each.decided, language=desk.reader.language) if each.decided else "",
                ),
                Cell(each.reason),
            )
        )
        for each in moved
    )
    heads = (_("When"), _("Lane"), _("By decision of"), _("Decision"), _("Reason"))
    return Section(
        "lane",
        _("Lane: {lane}").format(lane=", ".join(word_of(LANES, lane) for lane in sorted(lanes))),
        _("Information, intelligence, evidence. Nothing changes its lane by itself."),
        table=Table(heads, rows, _("It has not moved.")),
        forms=(_lane_form(shown, url, lanes, asked),) if shown.is_worked_on else (),
    )


def _lane_form(shown: Shown, url: str, lanes: frozenset[str] | set[str], asked: Mapping[str, Required]) -> Form:
    fields = shown.said.at("lane")
    needed = " ".join(
        _("For evidence, {bureau} asks for a decision of: {authorities}.").format(
            bureau=bureau, authorities=_authorities(required, shown.desk.reader.language)
        )
        for bureau, required in sorted(asked.items())
    )
    others = [(lane, str(word)) for lane, word in LANES.items() if {lane} != set(lanes)]
    chosen = next((code for each in asked.values() for code in sorted(each.authorities)), "")
    return Form(
        url=url,
        buttons=(Button(_("Move it"), "main"),),
        title=_("Move it into another lane"),
        hint=needed,
        fields=(
            fields.choice("to", _("Into"), others, Lane.EVIDENCE),
            fields.choice(
                "authority", _("By decision of"), [(code, str(word)) for code, word in AUTHORITIES.items()], chosen
            ),
            fields.text("authority_name", _("Its name"), required=False, most=200),
            fields.text("document", _("Number of the decision"), required=False, most=200),
            fields.text("decided", _("Decided on"), kind="date", required=False),
            fields.text("reason", _("Reason"), most=500),
        ),
        is_folded=not shown.said.is_wrong("lane"),
    )


def _authorities(required: Required, language: str) -> str:
    words = [required.named.get(code) or word_of(AUTHORITIES, code) for code in sorted(required.authorities)]
    return list_text(words, language=language, style="or")
