"""A joint case as a page: terms, parties, what lies before them, and who of the own bureau is in its task force."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Cell, PeoplePage, Row, Section, Table
from interlace.bureaus.queries import members_by_code
from interlace.cases.joint.queries import JointView
from interlace.cases.showing import parts
from interlace.cases.showing.joint_forms import Means, answer_forms, force_forms, invite_form, lay_forms
from interlace.cases.showing.said import Said
from interlace.cases.words import JOINT_MOVES, JOINT_STATES, ROLES, state_of, word_of
from interlace.core.procedure.cases import JointState
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.localize.shown import Trail


@dataclass(frozen=True, slots=True)
class JointShown:
    """A joint case before one officer."""

    desk: Desk
    view: JointView
    means: Means
    said: Said

    def page(self) -> PeoplePage:
        """Everything of it that this officer may see."""
        side = self.view.side
        return PeoplePage(
            title=side.title,
            lead=_("Led by {bureau}.").format(bureau=side.leader),
            handling=_(
                "Each bureau sees what is laid before it, as far as labels let it. It learns nothing of the rest."
            ),
            sections=(self._about(), self._parties(), *self._laid(), self._task_force(), self._acts()),
            trail=(
                Trail(_("Cases"), reverse("cases")),
                Trail(_("Joint cases"), reverse("joint-cases")),
                Trail(side.title),
            ),
            notices=(notice_of(self.said.error),) if self.said.error is not None else (),
        )

    def _about(self) -> Section:
        side, case = self.view.side, self.view.case
        _state, word = state_of(JOINT_STATES, side.state)
        pairs = (
            *self._terms(),
            (_("Your bureau"), word),
            (_("Your case in it"), case.reference if case is not None else _("None")),
        )
        links = ((_("Open your case"), reverse("case", args=[case.id])),) if case is not None else ()
        forms = answer_forms(self.desk, self.view, self.means, self.said)
        return Section("terms", _("Terms"), pairs=pairs, links=links, forms=forms)

    def _terms(self) -> list[tuple[str, str]]:
        side, view = self.view.side, self.view
        if not view.has_new_terms:
            return [(_("Terms of reference"), view.terms), (_("It ends on"), self.desk.when(side.until))]
        told = [
            (_("Terms that you accepted"), view.own_terms),
            (_("It ends for you on"), self.desk.when(side.until)),
            (_("New terms"), view.terms),
        ]
        return [*told, *([(_("It would end on"), self.desk.when(view.new_until))] if view.new_until else [])]

    def _under(self, member: str, standing: str) -> str:
        """Which terms a bureau is under, where there are others by now."""
        if standing != JointState.TAKING_PART or self.view.accepted >= self._taking_part():
            return ""
        return _("under these terms") if member in self.view.accepted else _("under the terms before")

    def _taking_part(self) -> frozenset[str]:
        return frozenset(each for each, state in self.view.parties.items() if state is JointState.TAKING_PART)

    def _parties(self) -> Section:
        names = members_by_code()
        rows = []
        for member, standing in sorted(self.view.parties.items()):
            state, word = state_of(JOINT_STATES, standing)
            under = self._under(member, standing)
            rows.append(Row((Cell(member, remark=names.get(member, "")), Cell(word, state=state, remark=under))))
        table = Table((_("Bureau"), _("Where it stands")), tuple(rows), _("Nobody is asked."))
        return Section("parties", _("Bureaus"), table=table, forms=invite_form(self.desk, self.view, self.said))

    def _laid(self) -> list[Section]:
        people = Table(
            (_("Person or thing"), _("Kind"), _("Role"), _("Owner")),
            tuple(
                Row(
                    (
                        Cell(parts.title_of(each), remark=parts.name_of(each).romanised),
                        Cell(parts.kind_of(each)),
                        Cell(word_of(ROLES, each.role) or parts.NOTHING),
                        Cell(", ".join(each.owners)),
                    )
                )
                for each in self.view.subjects
            ),
            _("Nothing that you may read."),
        )
        leads = Table(
            (_("Lead"), _("Grading"), _("Owner")),
            tuple(
                Row((Cell(each.words["text"]), Cell(each.words["grading"] or parts.NOTHING), Cell(each.member)))
                for each in self.view.leads
            ),
            _("Nothing that you may read."),
        )
        return [
            Section("people", _("People and things laid before the bureaus"), table=people),
            Section(
                "leads",
                _("Leads laid before the bureaus"),
                table=leads,
                forms=lay_forms(self.desk, self.view, self.means, self.said),
            ),
        ]

    def _task_force(self) -> Section:
        rows = tuple(Row((Cell(each.officer_name), Cell(self.desk.when(each.until)))) for each in self.view.stays)
        table = Table((_("Officer"), _("Until")), rows, _("No officer of your bureau is in it."))
        hint = _("Your bureau's officers. Their time ends by itself.")
        forms = force_forms(self.desk, self.view, self.means, self.said)
        return Section("force", _("Task force"), hint, table=table, forms=forms)

    def _acts(self) -> Section:
        rows = tuple(
            Row(
                (
                    Cell(self.desk.when(each.at)),
                    Cell(each.member, remark=each.officer_name),
                    Cell(word_of(JOINT_MOVES, each.kind), remark=each.about),
                    Cell(each.reason or parts.NOTHING),
                )
            )
            for each in reversed(self.view.events)
        )
        heads = (_("When"), _("Bureau"), _("What it did"), _("Reason"))
        return Section("acts", _("What happened"), table=Table(heads, rows))
