"""The tables of a meeting: links, agreed actions, what each bureau brought with the rows that have to be mended."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, Row, Section, Table
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import day_text, number_text
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.meeting.minutes.taking import MinutesForm
from interlace.meeting.models import ActionEnding, Finding
from interlace.meeting.pages.packs import drop_form
from interlace.meeting.queries import ActionView, LinkView, MeetingView
from interlace.meeting.shown import ENDINGS, FINDINGS, cases_text, kind_text, problem_texts

MOST_PROBLEMS = 200


def links_table(desk: Desk, view: MeetingView) -> Table:
    """The agenda: proposed links, the surest first."""
    return Table(
        (_("Cases"), _("By"), _("Value"), _("Probability"), _("Said")),
        tuple(_link_row(desk, view, each) for each in view.links),
        empty=_("No link that concerns your bureau has been proposed."),
    )


def _link_row(desk: Desk, view: MeetingView, found: LinkView) -> Row:
    link = found.link
    own = next((each.words for each in found.passages if each.bureau == desk.viewer.member), "")
    return Row(
        (
            Cell(cases_text(link), url=reverse("meeting-link", args=[view.meeting.id, link.id])),
            Cell(kind_text(link)),
            Cell(link.value or own),
            Cell(
                _("{count} of 100").format(
                    count=number_text(round(100 * link.probability), language=desk.reader.language)
                )
            ),
            Cell(_standing(found)),
        )
    )


def _standing(found: LinkView) -> str:
    if found.agreed is not None:
        return _("Both: {finding}").format(finding=FINDINGS[found.agreed])
    if not found.verdicts:
        return _("Nobody yet")
    texts = [
        _("{bureau}: {finding}").format(bureau=each.member, finding=FINDINGS[Finding(each.finding)])
        for each in found.verdicts
    ]
    return "; ".join(texts)


def actions_table(desk: Desk, view: MeetingView) -> Table:
    """What was agreed, by its day; what came from earlier meetings says so."""
    return Table(
        (_("Action"), _("Bureau"), _("Until"), _("State")),
        tuple(_action_row(desk, view, each) for each in view.actions),
        empty=_("Nothing has been agreed yet."),
    )


def _action_row(desk: Desk, view: MeetingView, found: ActionView) -> Row:
    action = found.action
    remark = _("From an earlier meeting") if found.is_carried_over else ""
    return Row(
        (
            Cell(action.text, url=reverse("meeting-action", args=[view.meeting.id, action.id]), remark=remark),
            Cell(action.owner),
            Cell(day_text(action.due, language=desk.reader.language)),
            Cell(action_state(desk, found)),
        )
    )


def action_state(desk: Desk, found: ActionView) -> str:
    """Open, overdue, done or dropped."""
    if found.end is not None:
        return str(ENDINGS[ActionEnding(found.end.ending)])
    return _("Overdue") if found.is_overdue(today=desk.now.date()) else _("Open")


def pack_section(desk: Desk, view: MeetingView) -> tuple[Section, ...]:
    """What the bureaus brought: for the host all of it, for another its own folder. Leads and exhibits stand apart."""
    if not (view.is_host or view.folders):
        return ()
    sums = (
        (_("Cases"), view.total("cases")),
        (_("Leads"), view.total("leads")),
        (_("Leads to mend"), view.total("leads_to_repair")),
        (_("Exhibits brought"), view.total("exhibits")),
        (_("Exhibits held at home"), view.total("held_at_home")),
    )
    language = desk.reader.language
    is_first = view.waits_for_papers
    form = drop_form(meeting=view.meeting.id, is_main=is_first, is_folded=not is_first)
    forms = (form,) if view.is_host and view.may_work else ()
    brought = Section(
        "papers",
        _("What was brought"),
        pairs=tuple((label, number_text(count, language=language)) for label, count in sums) if view.folders else (),
        hint="" if view.folders else _("Nothing yet."),
        forms=forms,
    )
    problems = [problem for folder in view.folders for problem in folder.problems][:MOST_PROBLEMS]
    if not problems:
        return (brought,)
    return (brought, problems_section(problems))


def minutes_section(desk: Desk, view: MeetingView) -> tuple[Section, ...]:
    """The minutes to take along, for who may take papers out."""
    if Verb.EXPORT not in desk.viewer.verbs or desk.viewer.unit:
        return ()
    others = tuple(Choice(code, name) for code, name in settings.LANGUAGES if code != desk.reader.language)
    form = Form(
        url=reverse("meeting-minutes", args=[view.meeting.id]),
        fields=(
            ShownField(
                "second",
                _("A second language"),
                kind="select",
                choices=(Choice("", _("none")), *others),
                required=False,
            ),
        ),
        buttons=(
            Button(_("Minutes as PDF"), value=MinutesForm.PDF),
            Button(_("Minutes as DOCX"), value=MinutesForm.DOCX),
        ),
    )
    hint = _("What this page shows you, and no more: another bureau takes other minutes. The log keeps who took them.")
    return (Section("minutes", _("Minutes"), hint=hint, forms=(form,)),)


def problems_section(problems: list[dict[str, object]]) -> Section:
    """Rows that wait for their bureau, each at its file and cell."""
    rows = []
    for each in problems:
        what, fix = problem_texts(each)
        rows.append(Row((Cell(f"{each['file']}: {each['cell']}".rstrip(": ")), Cell(what), Cell(fix))))
    table = Table((_("File and cell"), _("What is wrong"), _("What to do")), tuple(rows))
    return Section("problems", _("Rows to look at"), table=table)
