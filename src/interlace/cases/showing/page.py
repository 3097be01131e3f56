"""One case as a page, part by part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Form, Section
from interlace.cases.exporting import stamp_of
from interlace.cases.joint.models import JointSide
from interlace.cases.presenting import CasePage, Happened, Tab
from interlace.cases.queries import CaseView
from interlace.cases.showing import forms, parts
from interlace.cases.showing.holds import hold_notice
from interlace.cases.showing.kept_above import exhibits_shown
from interlace.cases.showing.overview import due_tasks, key_facts, what_facts_say, what_happened
from interlace.cases.showing.said import Said
from interlace.cases.showing.seen import seen_by
from interlace.cases.words import CASE_STATES, state_of
from interlace.core.procedure.cases import NeutralityGround
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.localize.shown import Notice, Trail

OVERVIEW, TIMELINE, ADD = "overview", "timeline", "add"
_SHOWN, _ALL = 8, 10_000


class Shown:
    """A case before one officer: everything that its parts are made of."""

    def __init__(
        self,
        desk: Desk,
        view: CaseView,
        *,
        colleagues: Sequence[Officer] = (),
        joint: Sequence[JointSide] = (),
        others: Sequence[str] = (),
        said: Said | None = None,
    ) -> None:
        self.desk, self.view, self.case = desk, view, view.case
        self.colleagues, self.joint, self.others = colleagues, joint, tuple(others)
        self.said = said or Said()

    @property
    def is_worked_on(self) -> bool:
        """Whether this officer may change anything in it now."""
        return self.view.is_on_it and self.case.is_open

    def page(self, part: str) -> CasePage:
        """One part of it; the first one where there is no such part."""
        part = part if part in _PARTS else OVERVIEW
        state, word = state_of(CASE_STATES, self.case.state)
        is_first = part == OVERVIEW
        return CasePage(
            title=self.case.title,
            member=self.case.member,
            with_others=self.others,
            sub=self.case.reference,
            state=state,
            state_text=word,
            stamp=stamp_of(self.view.subjects, self.view.leads),
            lead=_("This case belongs to {bureau}.").format(bureau=self.case.member),
            handling=_(
                "No other bureau sees it, its number or its parts; of a fact in it each sees what its label says."
            ),
            trail=(Trail(_("Cases"), reverse("cases")), Trail(self.case.reference)),
            tabs=tuple(self._tabs(part)),
            part=part,
            add_url=self._url(ADD) if self.is_worked_on else "",
            look_url=reverse("case-look", args=[self.case.id]),
            chart_url=f"{reverse('chart')}?case={self.case.id}" if self.view.subjects else "",
            summary=self.case.summary if is_first else "",
            sections=tuple(_PARTS[part](self)),
            happened=self._happened(part),
            dated=what_facts_say(self.view) if part == TIMELINE else (),
            aside=(key_facts(self.desk, self.view),) if is_first else (),
            who_url="#who" if is_first else f"{self._url(OVERVIEW)}#who",
            who=tuple(seen_by(self.view)) if is_first else (),
            who_else=_("For every other bureau this case does not exist."),
            due=due_tasks(self.desk, self.view) if is_first else (),
            notices=tuple(self._notices()),
        )

    def _happened(self, part: str) -> tuple[Happened, ...]:
        if part == TIMELINE:
            return what_happened(self.desk, self.view, most=_ALL)
        return what_happened(self.desk, self.view) if part == OVERVIEW else ()

    def _url(self, part: str) -> str:
        return f"{reverse('case', args=[self.case.id])}?part={part}"

    def _tabs(self, current: str) -> list[Tab]:
        counts = self.view.counts
        told = (
            (OVERVIEW, _("Overview"), None, ""),
            ("things", _("People and things"), counts.subjects, "p"),
            ("leads", _("Leads"), counts.leads, "l"),
            ("exhibits", _("Exhibits"), counts.exhibits, "e"),
            ("tasks", _("Tasks"), counts.tasks, "t"),
            ("notes", _("Notes"), len(self.view.notes), "n"),
            (TIMELINE, _("Timeline"), None, ""),
            ("joint", _("Joint cases"), len(self.joint), ""),
            ("case", _("The case itself"), None, ""),
        )
        return [
            Tab(key, label, self._url(key), "" if amount is None else str(amount), press, key == current)
            for key, label, amount, press in told
        ]

    def _notices(self) -> list[Notice]:
        notices = [notice_of(self.said.error)] if self.said.error is not None else []
        notices += [hold_notice(self.desk, each) for each in self.view.holds]
        if not self.case.is_open:
            told = _("Closed: {reason}").format(reason=self.case.closed_reason)
            notices.append(Notice(_("Nothing in this case changes any more."), told))
        elif not self.view.is_on_it:
            text = _("Ask an officer who is on it, or the head of your bureau, to add you.")
            notices.append(Notice(_("You read this case; those who are on it change it."), text))
        elif self.case.neutrality == NeutralityGround.UNANSWERED:
            notices.append(
                Notice(
                    _("Nobody has said yet whether this case is neutral."),
                    _("Nothing of it goes to another bureau before."),
                    tone="warn",
                    link=_("Answer"),
                    url=self._url("case"),
                )
            )
        return notices

    # --- the parts -------------------------------------------------------------------------------------------------

    def overview(self) -> list[Section]:
        """People and things, the first of each."""
        return [*self._people_and_things(most=_SHOWN)]

    def things(self) -> list[Section]:
        """Every person and thing."""
        form = (forms.thing_form(self.desk, self.case, self.said, is_folded=True),) if self.is_worked_on else ()
        sections = self._people_and_things(most=len(self.view.subjects))
        return [*sections, *self._adding(form)]

    def leads(self) -> list[Section]:
        """Every lead."""
        form = (forms.lead_form(self.desk, self.case, self.said, is_folded=True),) if self.is_worked_on else ()
        hint = _("Graded clues. They have no custody and are never counted as exhibits.")
        return [Section("leads", _("Leads"), hint, table=parts.leads_table(self.view), forms=form)]

    def exhibits(self) -> list[Section]:
        """Every exhibit, counted apart from the leads; a room of their own keeps them."""
        pairs = ((_("Exhibits"), str(self.view.counts.exhibits)), (_("Leads"), str(self.view.counts.leads)))
        hint = _("Sealed, with custody and digests. A lead is no exhibit, and the two are counted apart.")
        counted = Section("exhibits", _("Exhibits"), hint, pairs=pairs)
        kept = exhibits_shown(self.desk, self.case.id)
        return [
            counted,
            *(
                Section(f"kept-{at}", _("Kept sealed"), table=each.table, links=each.links)
                for at, each in enumerate(kept)
            ),
        ]

    def tasks(self) -> list[Section]:
        """Every task, and a button for each that is to be done."""
        if not self.is_worked_on:
            return [Section("tasks", _("Tasks"), table=parts.tasks_table(self.desk, self.view))]
        form = forms.task_form(self.case, self.colleagues, self.said, is_folded=True)
        done = forms.done_form(self.view, self.said)
        shown = (*((done,) if done is not None else ()), form)
        return [Section("tasks", _("Tasks"), table=parts.tasks_table(self.desk, self.view), forms=shown)]

    def notes(self) -> list[Section]:
        """Every note."""
        links = ((_("Write a note"), reverse("case-note-new", args=[self.case.id])),) if self.is_worked_on else ()
        hint = _("Kept while they are typed. What stood in one is never changed and never lost.")
        return [Section("notes", _("Notes"), hint, table=parts.notes_table(self.desk, self.view), links=links)]

    def timeline(self) -> list[Section]:
        """What happened, as facts date it and as the case has gone: both drawn by the page itself."""
        return []

    def joint_cases(self) -> list[Section]:
        """The joint cases of which this one is the compartment."""
        form = (forms.joint_form(self.desk, self.case, self.said),) if self.is_worked_on else ()
        table = parts.joint_table(self.desk, self.joint)
        hint = _(
            "Each bureau's own case is its compartment. The others see what is laid before them, and nothing else."
        )
        return [Section("joint", _("Joint cases"), hint, table=table, forms=form)]

    def itself(self) -> list[Section]:
        """What is said of the case as a whole, and who is on it."""
        holds_link = ((_("Legal holds"), reverse("case-holds", args=[self.case.id])),)
        if not self.case.is_open:
            may_reopen = self.view.is_on_it or self.view.may_direct
            reopen = (forms.reopen_form(self.case),) if may_reopen else ()
            return [
                replace(key_facts(self.desk, self.view), links=holds_link),
                Section("again", _("Open it again"), forms=reopen),
            ]
        said: tuple[Form, ...] = ()
        if self.is_worked_on:
            said = (
                forms.check_form(self.case, self.said),
                forms.describe_form(self.case, self.said),
                forms.close_form(self.case, self.said),
            )
        may_staff = self.is_worked_on or self.view.may_direct
        staff = (forms.officer_form(self.case, self.colleagues, self.said),) if may_staff else ()
        off = forms.off_form(self.view) if may_staff else None
        on_it = tuple((each.name, self.desk.when(each.since)) for each in self.view.officers)
        return [
            Section(
                "said",
                _("What is said of it"),
                pairs=key_facts(self.desk, self.view).pairs,
                forms=said,
                links=holds_link,
            ),
            Section("officers", _("Who is on it"), pairs=on_it, forms=(*staff, *((off,) if off is not None else ()))),
        ]

    def add(self) -> list[Section]:
        """Everything that can be put in, each with its form open."""
        if not self.is_worked_on:
            return []
        shown = (
            forms.lead_form(self.desk, self.case, self.said, is_folded=False),
            forms.thing_form(self.desk, self.case, self.said, is_folded=False),
            forms.task_form(self.case, self.colleagues, self.said, is_folded=False),
        )
        links = ((_("Write a note"), reverse("case-note-new", args=[self.case.id])),)
        return [Section("add", _("Add to the case"), forms=shown, links=links)]

    def _people_and_things(self, *, most: int) -> list[Section]:
        people = [each for each in self.view.subjects if parts.is_person(each)]
        things = [each for each in self.view.subjects if not parts.is_person(each)]
        return [
            Section("people", _("People"), _few(people, most), table=parts.people_table(self.case, people[:most])),
            Section("things", _("Things"), _few(things, most), table=parts.things_table(self.case, things[:most])),
        ]

    def _adding(self, shown: Sequence[Form]) -> list[Section]:
        return [Section("adding", _("Add"), forms=tuple(shown))] if shown else []


def _few(rows: Sequence[object], most: int) -> str:
    if len(rows) <= most:
        return ""
    return _("{few} of {all} shown.").format(few=most, all=len(rows))


_PARTS: Mapping[str, Callable[[Shown], list[Section]]] = {
    OVERVIEW: Shown.overview,
    "things": Shown.things,
    "leads": Shown.leads,
    "exhibits": Shown.exhibits,
    "tasks": Shown.tasks,
    "notes": Shown.notes,
    TIMELINE: Shown.timeline,
    "joint": Shown.joint_cases,
    "case": Shown.itself,
    ADD: Shown.add,
}
