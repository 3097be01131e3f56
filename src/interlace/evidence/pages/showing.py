"""How exhibits are shown: rows of a table, the page of a case, the fields of forms."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.cases.finding import at_work
from interlace.cases.models import Case
from interlace.cases.rules import is_on
from interlace.evidence.acquiring import Method
from interlace.evidence.checking import Flaw
from interlace.evidence.finding import closed_because
from interlace.evidence.models import Exhibit
from interlace.evidence.packages import packages_of
from interlace.evidence.queries import exhibits_page
from interlace.evidence.words import FLAW_WORDS, METHOD_WORDS
from interlace.foundation.errors import FieldProblem, InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import moment_text, number_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail

MOST = 1000
"""Exhibits of one case on a page."""


def own_bureau(desk: Desk) -> str:
    """Who may see it."""
    return _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member)


def exhibit_heads() -> tuple[str, ...]:
    """What the rows of `exhibit_cells` are headed."""
    return (_("Exhibit"), _("State"), _("File"), _("Size"), _("SHA-256"))


def exhibit_cells(desk: Desk, exhibit: Exhibit) -> tuple[Cell, ...]:
    """One exhibit in a table."""
    title = _("{number}: {title}").format(number=exhibit.name, title=exhibit.title)
    return (
        Cell(title, reverse("exhibit", args=[exhibit.id])),
        state_cell(exhibit),
        Cell(exhibit.file_name),
        Cell(size_text(desk, exhibit.size)),
        Cell(f"{exhibit.sha256[:16]}…" if exhibit.sha256 else ""),
    )


def state_cell(exhibit: Exhibit) -> Cell:
    """Whether it is still what was sealed."""
    if exhibit.sealed is None:
        return Cell(_("being taken in"), state="waiting")
    flaw = Flaw(exhibit.flaw) if exhibit.flaw else None
    return Cell(str(FLAW_WORDS[flaw]), state="problem" if flaw else "valid")


def size_text(desk: Desk, size: int) -> str:
    """How large a file is, to the byte."""
    number = number_text(size, language=desk.reader.language)
    return ngettext("{count} byte", "{count} bytes", size).format(count=number)


def when_text(desk: Desk, moment: datetime) -> str:
    """A moment in full: in court it is read years later."""
    return moment_text(moment, zone=desk.reader.zone, language=desk.reader.language)


def case_page(
    request: HttpRequest, desk: Desk, case: Case, *, error: InterlaceError | None = None, to_add: bool = False
) -> PeoplePage:
    """The exhibits of a case with what the reader can do there."""
    said = request.POST
    exhibits = sorted(exhibits_page(desk.viewer, now=desk.now, most=MOST, case=case.id), key=lambda each: each.number)
    with at_work(desk.viewer, case.id, now=desk.now) as matter:
        works = is_on(matter, case) and case.is_open
        stays = {each.id for each in exhibits if closed_because(each) is not None}
    may_export = works and Verb.EXPORT in desk.viewer.verbs and any(each.sealed for each in exhibits)
    ticked = {each.id for each in exhibits if may_export and each.sealed and each.id not in stays}
    table = Table(
        exhibit_heads(),
        tuple(Row(exhibit_cells(desk, each), tick=each.name if each.id in ticked else "") for each in exhibits),
        empty=_("No exhibit yet."),
    )
    around = Form(
        reverse("package-make", args=[case.id]),
        (Button(_("Make a package of these"), "main"),),
        hint=_("A signed package for a court, kept here until it is taken. Who checks it needs no network."),
        fields=(
            ShownField(
                "consent",
                _("Consent for closed exhibits"),
                value=said.get("consent", ""),
                required=False,
                hint=_("Whoever gave an exhibit with code J or C has agreed: who, when, number."),
            ),
        ),
    )
    sections = [Section("exhibits", _("Exhibits"), table=table, around=around if may_export else None)]
    packages = packages_of(desk.viewer, case.id, now=desk.now)
    if packages:
        heads = (_("Package"), _("Exhibits"), _("Made by"), _("Size"))
        rows = tuple(
            Row(
                (
                    Cell(when_text(desk, each.made), reverse("package", args=[each.id])),
                    Cell(", ".join(each.exhibits)),
                    Cell(each.made_by_name),
                    Cell(size_text(desk, each.size)),
                )
            )
            for each in packages
        )
        sections.append(Section("packages", _("Packages"), table=Table(heads, rows)))
    if works:
        sections.append(Section("add", _("Add an exhibit"), forms=(add_form(case, said, is_folded=not to_add),)))
    return PeoplePage(
        title=_("Exhibits of {reference}").format(reference=case.reference),
        lead=own_bureau(desk),
        handling=_("Sealed as they came. Leads are not among them."),
        sections=tuple(sections),
        trail=(Trail(_("Exhibits"), reverse("exhibits")), Trail(case.reference)),
        notices=() if error is None else (notice_of(error),),
    )


def add_form(case: Case, said: Mapping[str, str], *, is_folded: bool) -> Form:
    """What is told of an exhibit, and its file; the file comes last, so that everything else is known before it."""
    kept = {name: said.get(name, "") for name in ("title", "source", "place", "at", "authority")}
    methods = tuple(
        Choice(each.value, str(METHOD_WORDS[each]), each.value == said.get("method", Method.COPY)) for each in Method
    )
    return Form(
        reverse("exhibit-add", args=[case.id]),
        (Button(_("Seal it"), "main"),),
        title=_("A file from this computer"),
        hint=_("It lies sealed from its first byte, is never changed, and is opened only inside a jail."),
        fields=(
            ShownField("title", _("What it is"), value=kept["title"], required=False, attributes=at_most(200)),
            ShownField("source", _("Whom or what it was taken from"), value=kept["source"], attributes=at_most(300)),
            ShownField("place", _("Where"), value=kept["place"], attributes=at_most(300)),
            ShownField(
                "at",
                _("When"),
                value=kept["at"],
                hint=_("Day and time of your own zone: 2026-07-01 14:10"),
                attributes=at_most(20),
            ),
            ShownField("authority", _("Warrant, order, request or consent"), value=kept["authority"]),
            ShownField("operator", _("Who took it"), value=said.get("operator", ""), required=False),
            ShownField("method", _("How"), kind="select", choices=methods),
            ShownField("tool", _("Program and version"), value=said.get("tool", ""), required=False),
            ShownField("device", _("Maker, model, serial number"), value=said.get("device", ""), required=False),
            ShownField(
                "markings",
                _("Handling codes of whoever gave it"),
                value=said.get("markings", ""),
                required=False,
                hint=_("With their schemes, for example EUROPOL_H:H1"),
            ),
            ShownField(
                "seized",
                _("Coercion"),
                kind="select",
                choices=(
                    Choice("no", _("handed over"), said.get("seized") != "yes"),
                    Choice("yes", _("taken under coercion"), said.get("seized", "") == "yes"),
                ),
            ),
            ShownField("file", _("File"), kind="file"),
        ),
        has_file=True,
        is_folded=is_folded,
    )


def done_notice(request: HttpRequest) -> tuple[Notice, ...]:
    """What has just been done, as the address says it."""
    words = {
        "added": (_("The exhibit is sealed."), _("Its two digests and the first entry of its custody stand below.")),
        "recorded": (_("The step is recorded and signed."), ""),
        "offered": (_("The exhibit is offered."), _("It changes hands when the other officer takes it.")),
        "taken": (_("You hold the exhibit now."), _("The entry bears both names.")),
        "held": (_("The exhibit is under a legal hold."), _("Another officer lifts it, with a reason.")),
        "whole": (_("It was hashed again and is what was sealed."), ""),
        "answered": (_("Your answer is kept."), _("Nobody else is woken for it.")),
        "made": (_("The package is made and kept here, sealed."), ""),
    }
    said = words.get(request.GET.get("done", ""))
    return () if said is None else (Notice(lead=said[0], text=said[1], tone="good"),)


def typed_moment(desk: Desk, typed: str) -> datetime:
    """A moment as it is typed, in the reader's own zone unless it names another."""
    try:
        found = datetime.fromisoformat(typed.strip())
    except ValueError:
        what, fix = _("This is no day with a time."), _("Write it like 2026-07-01 14:10.")
        problem = FieldProblem("/at", "time_unreadable", what, fix)
        raise InvalidInput(what, problems=[problem], fix=fix) from None
    return found if found.tzinfo else found.replace(tzinfo=desk.reader.zone)


def at_most(length: int) -> Mapping[str, str]:
    return {"maxlength": str(length)}
