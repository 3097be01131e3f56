"""People, things, leads, tasks, notes and lanes of a case as tables."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Cell, Row, Table
from interlace.cases.joint.models import JointSide
from interlace.cases.models import Case
from interlace.cases.queries import CaseView, Subject
from interlace.cases.words import JOINT_STATES, LANES, LEAD_STATES, ROLES, state_of, word_of
from interlace.facts.field_words import THINGS, property_name, thing_of
from interlace.facts.grading import Grading
from interlace.facts.models import Fact
from interlace.facts.shown_names import shown_name
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import ShownName

NOTHING = "–"
_NAMES = ("name", "alias", "weakAlias", "firstName", "lastName")
_FIRST_OF_NOTE = 120


def is_person(subject: Subject) -> bool:
    """Whether it stands among the people."""
    return subject.schema == "Person"


def kind_of(subject: Subject) -> str:
    """What it is, in a word."""
    return str(THINGS[thing_of(subject.schema, [fact.prop for fact in subject.facts])].name)


def name_of(subject: Subject) -> ShownName:
    """By what it is known: its name, or the number that it is."""
    named = subject.values(*_NAMES)
    return shown_name(named[0]) if named else ShownName(subject.facts[0].original)


def title_of(subject: Subject) -> str:
    """The same in one line."""
    return name_of(subject).original


def grading_of(fact: Fact) -> str:
    """As its originator graded it."""
    return str(Grading(fact.grading_scheme, fact.grading_source, fact.grading_information)) or NOTHING


def lanes_of(subject: Subject) -> str:
    """The lane it lies in; each, where its originators' parts differ."""
    return ", ".join(word_of(LANES, lane) for lane in sorted(subject.lanes))


def people_table(case: Case, subjects: Sequence[Subject]) -> Table:
    """The people."""
    heads = (_("Person"), _("Born"), _("Role"), _("Lane"), _("Grading"), _("Owner"))
    return Table(heads, tuple(_person(case, each) for each in subjects), _("No person is in this case."))


def things_table(case: Case, subjects: Sequence[Subject]) -> Table:
    """The things."""
    heads = (_("Thing"), _("Value"), _("Role"), _("Lane"), _("Grading"), _("Owner"))
    return Table(heads, tuple(_thing(case, each) for each in subjects), _("No thing is in this case."))


def facts_table(facts: Sequence[Fact]) -> Table:
    """Every fact about one person or thing that this officer may read."""
    heads = (_("What"), _("As it was written"), _("Grading"), _("Owner"))
    rows = tuple(
        Row((Cell(property_name(each.prop)), Cell(each.original), Cell(grading_of(each)), Cell(each.originator)))
        for each in facts
    )
    return Table(heads, rows)


def leads_table(view: CaseView) -> Table:
    """The leads. None of them is counted among the exhibits."""
    heads = (_("Lead"), _("Number"), _("Grading"), _("Lane"), _("State"))
    return Table(
        heads,
        tuple(
            Row(
                (
                    Cell(each.text, reverse("case-lead", args=[view.case.id, each.id]), remark=each.outcome),
                    Cell(each.number or NOTHING),
                    Cell(each.grading or NOTHING, remark=each.markings),
                    Cell(word_of(LANES, each.lane)),
                    _drawn(*state_of(LEAD_STATES, each.state)),
                )
            )
            for each in view.leads
        ),
        _("No lead is in this case."),
    )


def tasks_table(desk: Desk, view: CaseView) -> Table:
    """The tasks: those to do first, the next due at the top. A box before those that can be ticked off."""
    heads = (_("Task"), _("Who"), _("Due"), _("State"))
    rows = []
    for each in sorted(view.tasks, key=lambda task: (task.done is not None, task.due is None, task.due or task.added)):
        due = desk.when(each.due) if each.due is not None else NOTHING
        state = Cell(_("Done"), state="valid", remark=each.done_by_name) if each.done else Cell(_("To do"))
        rows.append(Row((Cell(each.text), Cell(each.owner_name or NOTHING), Cell(due), state)))
    return Table(heads, tuple(rows), _("Nothing is to be done."))


def notes_table(desk: Desk, view: CaseView) -> Table:
    """The notes, the one written in last first."""
    heads = (_("Note"), _("Who"), _("When"), _("Version"))
    rows = tuple(
        Row(
            (
                Cell(_first_line(each.text), reverse("case-note", args=[view.case.id, each.note])),
                Cell(each.by_name),
                Cell(desk.when(each.at)),
                Cell(str(each.number)),
            )
        )
        for each in view.notes
    )
    return Table(heads, rows, _("Nobody has written a note."))


def joint_table(desk: Desk, sides: Sequence[JointSide]) -> Table:
    """Joint cases."""
    heads = (_("Joint case"), _("Led by"), _("Your bureau"), _("It ends on"))
    rows = tuple(
        Row(
            (
                Cell(each.title, reverse("joint-case", args=[each.joint])),
                Cell(each.leader),
                _drawn(*state_of(JOINT_STATES, each.state)),
                Cell(desk.when(each.until)),
            )
        )
        for each in sides
    )
    return Table(heads, rows, _("No joint case."))


def _first_line(text: str) -> str:
    line = next((each for each in text.splitlines() if each.strip()), "")
    return line[:_FIRST_OF_NOTE] or _("An empty note")


def _person(case: Case, subject: Subject) -> Row:
    shown = name_of(subject)
    born = subject.values("birthDate")
    return Row(
        (
            Cell(shown.original, reverse("case-thing", args=[case.id, subject.id]), remark=shown.romanised),
            Cell(", ".join(born) or NOTHING),
            *_rest(subject),
        )
    )


def _thing(case: Case, subject: Subject) -> Row:
    kind = Cell(kind_of(subject), reverse("case-thing", args=[case.id, subject.id]))
    values = list(dict.fromkeys(fact.original for fact in subject.facts))
    return Row((kind, Cell(", ".join(values[:2])), *_rest(subject)))


def _rest(subject: Subject) -> tuple[Cell, ...]:
    graded = list(dict.fromkeys(map(grading_of, subject.facts)))
    return (
        Cell(word_of(ROLES, subject.role) or NOTHING),
        Cell(lanes_of(subject)),
        Cell(", ".join(graded[:2])),
        Cell(", ".join(subject.owners)),
    )


def _drawn(state: str, word: str) -> Cell:
    return Cell(word, state=state)
