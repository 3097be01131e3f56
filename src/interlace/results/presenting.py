"""The result sheet as a page: figures with definitions, lines with how they count, and what may be done."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Box, Boxes, Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.bureaus.queries import members_by_code
from interlace.cases.queries import cases_page
from interlace.core.results import ResultKind
from interlace.foundation.disclosure.labels import book
from interlace.foundation.errors import NotFound
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import JointOperation
from interlace.operations.rules import may_lay_open
from interlace.results.actions import LONGEST_CURRENCY, LONGEST_REASON, LONGEST_SOURCE
from interlace.results.paper import Paper
from interlace.results.printing import SheetForm
from interlace.results.queries import Counted, ResultSheet, SeenLine
from interlace.results.taking import ResultOrigin
from interlace.results.words import COMPARTMENT_WORDS, COUNTED_WORDS, KIND_WORDS
from interlace.victims.queries import receptions

MOST_LINES, MOST_CASES = 200, 100
_STATES = {Counted.HERE: "met", Counted.ALSO_ELSEWHERE: "met", Counted.ALREADY: "different"}


def list_page(desk: Desk, operations: list[JointOperation]) -> PeoplePage:
    """The operations of the reader's bureau, each leading to its sheet."""
    rows = tuple(
        Row(
            (
                Cell(each.title, reverse("results", args=[each.id])),
                Cell(each.member),
                Cell(day_text(each.first_hour.astimezone(desk.reader.zone).date(), language=desk.reader.language)),
            )
        )
        for each in operations
    )
    table = Table((_("Operation"), _("Led by"), _("Day")), rows, _("Your bureau takes part in no operation."))
    return PeoplePage(
        title=_("Results"),
        lead="",
        handling=_("Each sheet counts the lines that your bureau may read, and no others."),
        sections=(Section("operations", _("Operations"), table=table),),
    )


def sheet_page(
    desk: Desk, sheet: ResultSheet, paper: Paper, *, posted: Mapping[str, str], notices: tuple[Notice, ...] = ()
) -> PeoplePage:
    """The sheet of one operation, as this officer may use it."""
    works = may_lay_open(desk.viewer)
    title = sheet.operation.title
    return PeoplePage(
        title=_("Results: {operation}").format(operation=title),
        lead=_("Counted from the lines that your bureau may read. Not for the public."),
        handling=handling_sentence(
            book.label(sheet.operation.label_id),
            language=desk.reader.language,
            member_names=members_by_code(),
            viewer_member=desk.viewer.member,
            now=desk.now,
        ),
        trail=(Trail(_("Results"), reverse("results-list")), Trail(title)),
        notices=notices,
        sections=(
            _figures(paper, as_of=desk.when(sheet.as_of)),
            *((_files(reverse("results-file", args=[sheet.operation.id]), "take"),) if _may_take(desk) else ()),
            _published(desk, sheet, works=works),
            *((_report(desk, sheet, posted), *_take_over(desk, sheet)) if works else ()),
            _lines(desk, sheet, works=works),
            *((_pairs(desk, sheet),) if sheet.pairs else ()),
        ),
    )


def public_page(desk: Desk, paper: Paper, operation: JointOperation, *, file_url: str) -> PeoplePage:
    """A published sheet as it was frozen."""
    url = reverse("results", args=[operation.id])
    return PeoplePage(
        title=_("Results for the public: {operation}").format(operation=operation.title),
        lead="",
        handling=" ".join(paper.notes),
        trail=(Trail(_("Results"), reverse("results-list")), Trail(operation.title, url), Trail(_("For the public"))),
        sections=(_figures(paper, as_of=""), *((_files(file_url, "take"),) if _may_take(desk) else ())),
    )


def _may_take(desk: Desk) -> bool:
    return Verb.EXPORT in desk.viewer.verbs


def _figures(paper: Paper, *, as_of: str) -> Section:
    [head, *_others] = paper.heads
    heads = (head[0], head[2], *paper.states, *((head[3],) if paper.is_public else ()))
    rows = [
        Row(
            (
                Cell(row.names[0], remark=row.definitions[0]),
                *map(Cell, row.cells),
                *((Cell(row.as_of[0]),) if paper.is_public else ()),
            )
        )
        for row in paper.rows
    ]
    rows += [
        Row((Cell(f"{paper.money_names[0]}, {currency}"), Cell(amount), *(Cell() for _head in heads[2:])))
        for currency, amount in paper.money
    ]
    hint = _("As of {time}; each person and thing counts once.").format(time=as_of) if as_of else ""
    return Section("figures", _("Figures"), hint=hint, table=Table(heads, tuple(rows)))


def _files(url: str, key: str) -> Section:
    names = dict(settings.LANGUAGES)
    second = ShownField(
        "second",
        _("Second language"),
        kind="select",
        choices=(Choice("", _("none")), *(Choice(code, name) for code, name in names.items())),
        required=False,
        key="second-language",
    )
    buttons = (
        Button(_("PDF"), "main", SheetForm.PDF),
        Button(_("DOCX"), value=SheetForm.DOCX),
        Button(_("CSV"), value=SheetForm.CSV),
    )
    return Section(key, _("Take it out"), forms=(Form(url, buttons, fields=(second,)),))


def _published(desk: Desk, sheet: ResultSheet, *, works: bool) -> Section:
    rows = tuple(
        Row(
            (
                Cell(
                    _("Version {number}").format(number=each.version),
                    reverse("results-public", args=[sheet.operation.id, each.version]),
                ),
                Cell(desk.when(each.at)),
                Cell(each.by_name if each.member == sheet.member else each.member),
            )
        )
        for each in sheet.public
    )
    publish = Form(
        reverse("results-publish", args=[sheet.operation.id]),
        (Button(_("Publish")),),
        hint=_("It counts the lines that each bureau lets be counted there. What is published stays as it is."),
    )
    return Section(
        "public",
        _("For the public"),
        hint=_("Figures below 5 are hidden; a later version tells no change below 5."),
        table=Table((_("Version"), _("Published"), _("By")), rows, _("Nothing has been published.")),
        forms=(publish,) if works and sheet.is_leader else (),
    )


def _report(desk: Desk, sheet: ResultSheet, posted: Mapping[str, str]) -> Section:
    local = desk.now.astimezone(desk.reader.zone)
    form = Form(
        reverse("results-report", args=[sheet.operation.id]),
        (Button(_("Report")),),
        hint=_(
            "Each line makes one key, by which nobody is counted twice. What you write of people is not kept. "
            "A line is compared with those of other bureaus that read it, and with nobody else's."
        ),
        fields=(
            _select("kind", _("Kind"), [(kind.value, str(word)) for kind, word in KIND_WORDS.items()], posted),
            ShownField(
                "named",
                _("People or things, one a line"),
                posted.get("named", ""),
                hint=_("State; document, or name; birth date, or a label: KR; M12345678"),
                kind="textarea",
            ),
            ShownField(
                "source", _("Source, without a name"), posted.get("source", ""), attributes=_up_to(LONGEST_SOURCE)
            ),
            ShownField("day", _("Day"), posted.get("day", f"{local:%Y-%m-%d}"), kind="date"),
            ShownField(
                "time", _("Time, your clock"), posted.get("time", f"{local:%H:%M}"), attributes={"maxlength": "5"}
            ),
            _compartment(posted, key="report-compartment"),
            ShownField("amount", _("Amount of money held"), posted.get("amount", ""), required=False),
            ShownField(
                "currency",
                _("Currency"),
                posted.get("currency", ""),
                required=False,
                attributes=_up_to(LONGEST_CURRENCY),
            ),
        ),
        boxes=(
            Boxes(
                "also",
                _("Also"),
                (Box("child", _("under 18")), Box("public", _("may be counted on the sheet for the public"))),
            ),
        ),
    )
    return Section("report", _("Report"), forms=(form,))


def _take_over(desk: Desk, sheet: ResultSheet) -> tuple[Section, ...]:
    choices = [
        (f"{ResultOrigin.CASE}:{each.pk}", f"{each.reference} {each.title}")
        for each in cases_page(desk.viewer, now=desk.now, most=MOST_CASES, only_open=True)
    ]
    try:
        places = receptions(desk.viewer, now=desk.now)
    except NotFound:  # no such room for this officer
        places = ()
    choices += [(f"{ResultOrigin.RECEPTION}:{each.reception.id}", each.reception.title) for each in places]
    form = Form(
        reverse("results-take-over", args=[sheet.operation.id]),
        (Button(_("Take over")),),
        title=_("Take over what your bureau knows already"),
        hint=_("Exhibits and leads of a case, or how many of those received were screened and protected."),
        fields=(
            _select("of", _("From"), choices, {}, key="take-over-of"),
            _compartment({}, key="take-over-compartment"),
        ),
        boxes=(Boxes("also", _("Also"), (Box("public", _("may be counted on the sheet for the public")),)),),
        is_folded=True,
    )
    return (Section("take-over", _("From other rooms"), forms=(form,)),) if choices else ()


def _lines(desk: Desk, sheet: ResultSheet, *, works: bool) -> Section:
    shown = sheet.lines[-MOST_LINES:]
    rows = tuple(
        Row(
            (
                Cell(str(KIND_WORDS[ResultKind(each.line.kind)]), remark=each.line.source),
                Cell(each.line.member),
                Cell(desk.when(each.line.at), remark=each.line.by_name if each.line.member == sheet.member else ""),
                Cell(str(COUNTED_WORDS[each.counted]), state=_STATES[each.counted]),
            )
        )
        for each in shown
    )
    return Section(
        "lines",
        _("Lines"),
        hint=_("{count} stand, {corrected} were corrected or withdrawn. A correction is a new line.").format(
            count=len(sheet.lines), corrected=sheet.corrected
        ),
        table=Table((_("What"), _("Reported by"), _("When"), _("Counted")), rows, _("Nothing is reported yet.")),
        forms=_line_forms(desk, sheet, shown) if works and shown else (),
    )


def _pairs(desk: Desk, sheet: ResultSheet) -> Section:
    names = {each.line.id: _line_name(desk, each, number) for number, each in enumerate(sheet.lines, start=1)}
    rows = tuple(
        Row(
            (
                Cell(names.get(each.one, _("a line that was corrected")), remark=names.get(each.other, "")),
                Cell(
                    _("The same") if each.is_same else _("Not the same"), state="met" if each.is_same else "different"
                ),
                Cell(each.member, remark=each.by_name if each.member == sheet.member else ""),
                Cell(each.reason, remark=desk.when(each.at)),
            )
        )
        for each in sheet.pairs
    )
    return Section(
        "pairs",
        _("Found to be the same"),
        hint=_("On the sheet for the public the word of a bureau of either line counts, or of the one that leads."),
        table=Table((_("Lines"), _("Said"), _("By"), _("Why")), rows),
    )


def _line_forms(desk: Desk, sheet: ResultSheet, shown: tuple[SeenLine, ...]) -> tuple[Form, ...]:
    named = [(str(each.line.id), _line_name(desk, each, number)) for number, each in enumerate(shown, start=1)]
    own = [choice for choice, each in zip(named, shown, strict=True) if each.line.member == sheet.member]
    operation = sheet.operation.id
    correct = Form(
        reverse("results-correct", args=[operation]),
        (Button(_("Correct")), Button(_("Withdraw"), "stop", "withdraw")),
        title=_("Correct or withdraw a line"),
        fields=(
            _select("line", _("Line"), own, {}, key="correct-line"),
            ShownField("source", _("Source"), attributes=_up_to(LONGEST_SOURCE), key="correct-source"),
            ShownField("named", _("Who or what it is instead"), required=False, key="correct-named"),
            ShownField("amount", _("Amount instead"), required=False, key="correct-amount"),
        ),
        boxes=(
            Boxes(
                "also",
                _("Also"),
                (Box("child", _("under 18")), Box("not-public", _("not to be counted on the sheet for the public"))),
            ),
        ),
        is_folded=True,
    )
    pair = Form(
        reverse("results-pair", args=[operation]),
        (Button(_("The same"), value="same"), Button(_("Not the same"), value="different")),
        title=_("Say that two lines are of the same person or account"),
        fields=(
            _select("one", _("One line"), named, {}, key="pair-one"),
            _select("other", _("The other"), named, {}, key="pair-other"),
            ShownField("reason", _("Why"), attributes=_up_to(LONGEST_REASON), key="pair-reason"),
        ),
        is_folded=True,
    )
    return (*((correct,) if own else ()), *((pair,) if len(named) > 1 else ()))


def _line_name(desk: Desk, seen: SeenLine, number: int) -> str:
    line = seen.line
    return _("{number}. {kind}, {member}, {time}: {source}").format(
        number=number,
        kind=KIND_WORDS[ResultKind(line.kind)],
        member=line.member,
        time=desk.when(line.at),
        source=line.source,
    )


def _select(
    name: str, label: str, choices: list[tuple[str, str]], posted: Mapping[str, str], *, key: str = ""
) -> ShownField:
    return ShownField(
        name,
        label,
        kind="select",
        choices=tuple(Choice(value, text, posted.get(name) == value) for value, text in choices),
        key=key,
    )


def _compartment(posted: Mapping[str, str], *, key: str) -> ShownField:
    chosen = {"compartment": posted.get("compartment", Compartment.LEADER.value)}
    words = [(each.value, str(word)) for each, word in COMPARTMENT_WORDS.items()]
    return _select("compartment", _("Who reads it"), words, chosen, key=key)


def _up_to(length: int) -> dict[str, str]:
    return {"maxlength": str(length)}
