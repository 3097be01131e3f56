"""What the pages about officers, units and changes of rights show."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.bureaus.people import changes, queries
from interlace.bureaus.people.forms import (
    officer_boxes,
    officer_fields,
    paper_fields,
    problems_at,
    unit_boxes,
    unit_fields,
)
from interlace.bureaus.people.models import Change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.bureaus.people.presenting import Boxes, Button, Cell, Form, PeoplePage, Row, Seat, Section, Table
from interlace.bureaus.people.queries import Person, Unit
from interlace.bureaus.people.rules import bureau_of, bureaus_under, may_appoint
from interlace.bureaus.people.signals import may_read_signals, signals_of
from interlace.bureaus.people.suspending import colleagues_of, open_items
from interlace.bureaus.people.words import (
    NOTHING,
    STATES,
    TRAINING,
    grant_text,
    place_name,
    purposes_text,
    roles_text,
    training_text,
    value_text,
    what_changes,
)
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_asked, code_field, notice_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Choice, ShownField, Trail

Handed = tuple[str, datetime]
"""A password to hand over, and until when it is good."""


def list_page(desk: Desk) -> PeoplePage:
    """Everybody who works for the bureau and its units, and what waits for a signature."""
    units = queries.people_of(desk.viewer, now=desk.now)
    is_head = may_appoint(desk.viewer)
    sections = [*_to_sign(desk), *_noticed(desk), *(_people(desk, each, is_head=is_head) for each in units)]
    changed = changes.changes_of(desk.viewer, now=desk.now, most=20)
    return PeoplePage(
        title=_("People and units"),
        lead=_own(desk),
        handling=_("Other bureaus do not see who works here."),
        sections=(*sections, _latest(desk, changed)),
        links=tuple(_links(desk, is_head=is_head)),
    )


def officer_page(
    request: HttpRequest,
    desk: Desk,
    post: OfficerPost,
    paper: Paper,
    *,
    person: Person | None = None,
    error: InterlaceError | None = None,
    made: Handed | None = None,
) -> PeoplePage:
    """One officer, or the form for a new one."""
    title = person.post.name if person is not None else _("Appoint an officer")
    is_head = may_appoint(desk.viewer)
    sections: list[Section] = [*_handed_over(desk, made)]
    if person is not None:
        sections += [_rights(desk, person), _papers(desk, person.officer.pk, is_head=is_head), _items(desk, person)]
    is_other = person is None or str(person.officer.pk) != desk.viewer.id
    if is_head and is_other and (person is None or person.officer.is_active):
        sections.append(_change_form(request, desk, post, paper, person=person, error=error))
    if is_head and is_other and person is not None:
        sections.append(_ending(request, desk, person))
    return PeoplePage(
        title=title,
        lead=_own(desk),
        handling=_("Every change is an act in the ledger, with the paper it rests on."),
        trail=_trail(title),
        notices=() if error is None else (notice_of(error),),
        sections=tuple(sections),
    )


def unit_page(
    request: HttpRequest,
    desk: Desk,
    rights: UnitRights,
    paper: Paper,
    *,
    unit: Bureau | None = None,
    error: InterlaceError | None = None,
) -> PeoplePage:
    """One domestic unit, or the form for a new one."""
    title = unit.name if unit is not None else _("Open a domestic unit")
    registers, problems = registers_of(desk.viewer), problems_at(error)
    is_head = may_appoint(desk.viewer)
    sections: list[Section] = []
    if unit is not None:
        sections += [_granted(desk, unit, dict(registers)), _papers(desk, unit.pk, is_head=is_head)]
    if is_head:
        form = Form(
            url=reverse("people-unit", args=[unit.pk]) if unit is not None else reverse("people-unit-new"),
            buttons=(Button(_("Propose these rights"), "two"),),
            hint=_("What the unit learns in each register. It asks your bureau for the rest."),
            fields=(*unit_fields(rights, registers, problems), *paper_fields(paper, problems)),
            boxes=unit_boxes(rights, registers, problems),
            code=code_field(request),
        )
        sections.append(Section("change", _("Change the rights"), _two_hint(), forms=(form,)))
    if is_head and unit is not None:
        stop = Form(
            url=reverse("people-unit-suspend", args=[unit.pk]),
            buttons=(Button(_("Suspend the whole unit"), "stop"),),
            fields=(_reason_field(),),
        )
        hint = _("Every account of the unit is shut out at once, its sessions and keys end.")
        sections.append(Section("suspend", _("Suspend"), hint, forms=(stop,)))
    return PeoplePage(
        title=title,
        lead=_own(desk),
        handling=_("Every change is an act in the ledger, with the paper it rests on."),
        trail=_trail(title),
        notices=() if error is None else (notice_of(error),),
        sections=tuple(sections),
    )


def change_page(
    request: HttpRequest,
    desk: Desk,
    change: Change,
    *,
    error: InterlaceError | None = None,
    made: Handed | None = None,
) -> PeoplePage:
    """One change of rights: exactly what changes, on which paper, signed by whom."""
    state = changes.state_of(change, now=desk.now)
    name = _subject_name(change)
    title = _("Rights of {name}").format(name=name)
    language, registers = desk.reader.language, dict(registers_of(desk.viewer))
    offices = {str(each.pk): each.name for each in bureaus_under(bureau_of(desk.viewer))}
    heads = (_("What"), _("So far"), _("From now on"), _("Effect"))
    rows = tuple(
        Row(
            (
                Cell(what_changes(each, registers)),
                Cell(value_text(each.what, each.before, language=language, offices=offices)),
                Cell(value_text(each.what, each.after, language=language, offices=offices)),
                Cell(_("wider") if each.widens else _("not wider")),
            )
        )
        for each in changes.differences_of(change)
    )
    paper = Paper.from_json(change.paper)
    pairs = [(_("State"), str(state.label))]
    if paper.dated is not None:
        pairs += [
            (_("Written authorisation"), paper.document),
            (_("Dated"), day_text(paper.dated, language=language)),
            (_("Signed by"), paper.signed_by),
        ]
    may_sign = state is Change.State.PROPOSED and desk.viewer.id not in {str(change.proposed_by), str(change.subject)}
    forms = _signing(request, change) if may_sign else ()
    hint = {
        Change.State.PROPOSED: _("It lapses {when} if nobody signs it.").format(
            when=desk.when(change.proposed + changes.SIGNED_WITHIN)
        ),
        Change.State.EXPIRED: _("Nobody signed it in time. Nothing was changed."),
        Change.State.REFUSED: _("Nothing was changed."),
        Change.State.DONE: _("It is in force."),
    }[state]
    is_there = state is Change.State.DONE
    target = "people-unit" if change.kind == Change.Kind.UNIT else "people-officer"
    links = ((name, reverse(target, args=[change.subject])),) if is_there else ()
    return PeoplePage(
        title=title,
        lead=_own(desk),
        handling=_("What widens rights is in force once a second person has signed exactly this."),
        trail=_trail(title),
        notices=() if error is None else (notice_of(error),),
        sections=(
            *_handed_over(desk, made),
            Section("what", _("What changes"), pairs=tuple(pairs), table=Table(heads, rows), links=links),
            Section("signatures", _("Signatures"), hint, seats=_seats(desk, change), forms=forms),
        ),
    )


def lost_page() -> PeoplePage:
    """What to do about a lost password or device."""
    steps = (
        ("1", _("Tell the head of your bureau, in person or by a telephone number you know.")),
        ("2", _("Two persons who know you, one of them of your own member, show their codes for you.")),
        ("3", _("They hand you a password that is good for 24 hours and for one sign-in.")),
        ("4", _("You set a password and a device of your own. Until then nobody can act for you.")),
    )
    return PeoplePage(
        title=_("Lost password or device"),
        lead="",
        handling="",
        sections=(Section("steps", _("The way back takes two persons"), pairs=steps),),
    )


def _own(desk: Desk) -> str:
    return _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member)


def _trail(title: str) -> tuple[Trail, ...]:
    return (Trail(_("People and units"), reverse("people")), Trail(title))


def _two_hint() -> str:
    return _("What widens rights waits for a second person; what only takes them back is in force at once.")


def _links(desk: Desk, *, is_head: bool) -> list[tuple[str, str]]:
    links = []
    if may_read_signals(desk.viewer):
        links += _address(_("Use by month"), "usage")
    if is_head:
        links += [
            (_("Appoint an officer"), reverse("people-officer-new")),
            (_("Open a domestic unit"), reverse("people-unit-new")),
        ]
    return links


def _address(label: str, name: str) -> list[tuple[str, str]]:
    """The page of a room above, where this node has it."""
    try:
        return [(label, reverse(name))]
    except NoReverseMatch:
        return []


def _to_sign(desk: Desk) -> list[Section]:
    waiting = changes.changes_to_sign(desk.viewer, now=desk.now)
    if not waiting:
        return []
    heads = (_("Whose rights"), _("Proposed by"), _("Proposed"))
    rows = tuple(
        Row(
            (
                Cell(_subject_name(each), reverse("people-change", args=[each.id])),
                Cell(each.proposed_by_name),
                Cell(desk.when(each.proposed)),
            )
        )
        for each in waiting
    )
    title = ngettext(
        "{count} change waits for your signature", "{count} changes wait for your signature", len(rows)
    ).format(count=len(rows))
    return [Section("sign", title, table=Table(heads, rows))]


def _noticed(desk: Desk) -> list[Section]:
    if not may_read_signals(desk.viewer):
        return []
    count = len(signals_of(desk.viewer, now=desk.now, only_open=True))
    links = tuple(_address(_("Look at them"), "signals"))
    if not count or not links:
        return []
    title = ngettext(
        "{count} unusual way of searching to decide on", "{count} unusual ways of searching to decide on", count
    ).format(count=count)
    hint = _("A reason to look, never a finding. Nothing happens by itself.")
    return [Section("noticed", title, hint, links=links)]


def _people(desk: Desk, unit: Unit, *, is_head: bool) -> Section:
    language, today = desk.reader.language, desk.now.astimezone(desk.reader.zone).date()
    heads = (_("Officer"), _("Roles"), _("Purposes"), _("Level"), _("Training"), _("Account"))
    rows = []
    for person in unit.people:
        training = person.training(today)
        is_person = not person.officer.is_service
        rows.append(
            Row(
                (
                    Cell(
                        person.post.name,
                        reverse("people-officer", args=[person.officer.pk]),
                        remark=person.post.username,
                    ),
                    Cell(roles_text(person.post.roles, language=language)),
                    Cell(purposes_text(person.post.purposes, language=language)),
                    Cell(str(person.post.level)),
                    Cell(
                        training_text(training, person.post.training_ends, language=language),
                        state=TRAINING[training] if is_person else "",
                    ),
                    _account(person),
                )
            )
        )
    is_unit = unit.bureau.kind == Bureau.Kind.DOMESTIC_UNIT
    links = [(_("Rights of the unit"), reverse("people-unit", args=[unit.bureau.pk]))] if is_unit else []
    if is_head:
        address = f"{reverse('people-officer-new')}?bureau={unit.bureau.pk}"
        links.append((_("Appoint somebody here"), address))
    hint = str(Bureau.Kind(unit.bureau.kind).label)
    empty = _("Nobody works here yet.")
    return Section(
        f"at-{unit.bureau.pk}", unit.bureau.name, hint, table=Table(heads, tuple(rows), empty), links=tuple(links)
    )


def _account(person: Person) -> Cell:
    if person.left is not None:
        return Cell(_("left"), state="ended")
    return Cell(_("in service"), state="valid") if person.officer.is_active else Cell(_("suspended"), state="stopped")


def _latest(desk: Desk, changed: Sequence[Change]) -> Section:
    heads = (_("Whose rights"), _("State"), _("Proposed by"), _("Second person"))
    rows = []
    for each in changed:
        state = changes.state_of(each, now=desk.now)
        rows.append(
            Row(
                (
                    Cell(_subject_name(each), reverse("people-change", args=[each.id])),
                    Cell(str(state.label), state=STATES[state]),
                    Cell(each.proposed_by_name, remark=desk.when(each.proposed)),
                    Cell(each.decided_by_name if each.widens else _("not needed")),
                )
            )
        )
    return Section("latest", _("Latest changes"), table=Table(heads, tuple(rows), _("No rights were changed yet.")))


def _subject_name(change: Change) -> str:
    found = change.after.get("name") or change.before.get("name")
    if found:
        return str(found)
    return str(Officer.objects.filter(pk=change.subject).values_list("display_name", flat=True).first() or "")


def _rights(desk: Desk, person: Person) -> Section:
    language, today = desk.reader.language, desk.now.astimezone(desk.reader.zone).date()
    post, titles = person.post, dict(registers_of(desk.viewer))
    names = [titles.get(each, each) for each in post.registers]
    return Section(
        "rights",
        _("Rights"),
        pairs=(
            (_("User name"), post.username),
            (_("Office"), person.officer.bureau.name),
            (_("Account"), _account(person).text),
            (_("Roles"), roles_text(post.roles, language=language)),
            (_("Purposes"), purposes_text(post.purposes, language=language)),
            (_("Registers"), list_text(names, language=language) if names else NOTHING),
            (_("Level"), str(post.level)),
            (_("Operations"), list_text(post.rooms, language=language) if post.rooms else NOTHING),
            (_("Training"), training_text(person.training(today), post.training_ends, language=language)),
        ),
    )


def _papers(desk: Desk, subject: UUID, *, is_head: bool) -> Section:
    found = queries.papers_of(desk.viewer, subject, now=desk.now)
    heads = (_("Written authorisation"), _("Dated"), _("Signed by"), _("Noted by"), _("Scan"))
    language = desk.reader.language
    rows = tuple(
        Row(
            (
                Cell(each.document),
                Cell(day_text(each.dated, language=language)),
                Cell(each.signed_by),
                Cell(each.noted_by_name, remark=desk.when(each.noted)),
                Cell(each.scan_name, reverse("people-paper", args=[each.pk])) if each.scan else Cell(NOTHING),
            )
        )
        for each in found
    )
    missing = next((each for each in found if not each.scan), None)
    forms = (
        (
            Form(
                url=reverse("people-paper-scan", args=[missing.pk]),
                buttons=(Button(_("Keep the scan")),),
                title=_("Add the scan of {document}").format(document=missing.document),
                fields=(
                    ShownField(
                        "scan",
                        _("PDF, PNG or JPEG"),
                        kind="file",
                        attributes={"accept": ".pdf,.png,.jpg,.jpeg"},
                    ),
                ),
                has_file=True,
                is_folded=True,
            ),
        )
        if missing is not None and is_head
        else ()
    )
    empty = _("Nothing was noted: these rights were given on the machine.")
    return Section("papers", _("On which papers they rest"), table=Table(heads, rows, empty), forms=forms)


def _items(desk: Desk, person: Person) -> Section:
    found = open_items(desk.viewer, person.officer.pk, now=desk.now)
    heads = (_("What"), _("About"), _("Due"))
    rows = tuple(
        Row((Cell(each.kind), Cell(each.what, each.url), Cell(desk.when(each.due) if each.due else "")))
        for each in found
    )
    return Section("items", _("Open items"), table=Table(heads, rows, _("Nothing lies with this officer alone.")))


def _change_form(
    request: HttpRequest,
    desk: Desk,
    post: OfficerPost,
    paper: Paper,
    *,
    person: Person | None,
    error: InterlaceError | None,
) -> Section:
    bureaus = list(bureaus_under(bureau_of(desk.viewer)))
    problems, registers = problems_at(error), registers_of(desk.viewer)
    boxes: tuple[Boxes, ...] = officer_boxes(
        desk.viewer, post, Bureau.Kind(bureau_of(desk.viewer).kind), registers, problems
    )
    form = Form(
        url=reverse("people-officer", args=[person.officer.pk]) if person else reverse("people-officer-new"),
        buttons=(Button(_("Propose these rights"), "two"),),
        fields=(
            *officer_fields(post, bureaus, is_new=person is None, problems=problems),
            *paper_fields(paper, problems),
        ),
        boxes=boxes,
        code=code_field(request),
    )
    return Section("change", _("Change the rights") if person else _("Rights"), _two_hint(), forms=(form,))


def _ending(request: HttpRequest, desk: Desk, person: Person) -> Section:
    key = person.officer.pk
    if not person.officer.is_active:
        back = Form(
            url=reverse("people-officer-return", args=[key]),
            buttons=(Button(_("Propose to let the officer back in"), "two"),),
            fields=paper_fields(Paper(), {}),
            code=code_field(request),
        )
        return Section("return", _("Back in service"), _two_hint(), forms=(back,))
    suspend = Form(
        url=reverse("people-officer-suspend", args=[key]),
        buttons=(Button(_("Suspend now"), "stop"),),
        title=_("Suspend"),
        hint=_("At once and everywhere: sessions end, keys are revoked. One head is enough."),
        fields=(_reason_field(),),
    )
    choices = tuple(Choice(str(each.pk), each.display_name) for each in colleagues_of(desk.viewer, person.officer))
    leaving = Form(
        url=reverse("people-officer-leave", args=[key]),
        buttons=(Button(_("Let the officer leave"), "stop"),),
        title=_("Leave"),
        hint=_("Open items pass to a colleague; the account and its keys end."),
        fields=(ShownField("successor", _("Open items go to"), kind="select", choices=choices, required=False),),
        is_folded=True,
    )
    lost = Form(
        url=reverse("people-officer-reset", args=[key]),
        buttons=(Button(_("Let the officer begin anew"), "two"),),
        title=_("Lost password or device"),
        hint=_(
            "Two persons stand for the officer with the codes that their devices show now. Sessions and keys end;"
            " a password is shown once, to be handed over in person."
        ),
        fields=(
            _code("code", _("Your code")),
            ShownField("second", _("User name of the second person")),
            _code("second_code", _("Code of the second person")),
        ),
        is_folded=True,
    )
    is_person = not person.officer.is_service and not person.officer.is_profile
    return Section("end", _("Take out of service"), forms=(suspend, leaving, *((lost,) if is_person else ())))


def _code(name: str, label: str) -> ShownField:
    asked = code_asked()
    return ShownField(name, label, kind="code", autocomplete="off", attributes=asked.attributes)


def _reason_field() -> ShownField:
    return ShownField("reason", _("Reason"), kind="textarea", attributes={"maxlength": "500"})


def _granted(desk: Desk, unit: Bureau, registers: dict[str, str]) -> Section:
    _unit, rights = queries.unit_of(desk.viewer, unit.pk, now=desk.now)
    language = desk.reader.language
    pairs = [
        (place_name(each.register, registers), grant_text(each.to_json(), language=language)) for each in rights.grants
    ]
    if not pairs:
        pairs = [(_("Everywhere"), _("That there is a hit, and whom to ask"))]
    return Section("granted", _("What the unit may"), pairs=tuple(pairs))


def _handed_over(desk: Desk, made: Handed | None) -> list[Section]:
    if made is None:
        return []
    password, until = made
    hint = _("Hand it to the officer in person, and to nobody else. It is good until {when}, for one sign-in.").format(
        when=desk.when(until)
    )
    return [Section("handed", _("The password, shown this once"), hint, secret=password)]


def _signing(request: HttpRequest, change: Change) -> tuple[Form, ...]:
    sign = Form(
        url=reverse("people-change-sign", args=[change.id]),
        buttons=(Button(_("Sign these rights"), "two"),),
        values=(("digest", change.digest),),
        code=code_field(request),
    )
    refuse = Form(url=reverse("people-change-refuse", args=[change.id]), buttons=(Button(_("Refuse them")),))
    return (sign, refuse)


def _seats(desk: Desk, change: Change) -> tuple[Seat, ...]:
    first = Seat(
        change.proposed_by_name, (_("proposes, {when}").format(when=desk.when(change.proposed)),), is_signed=True
    )
    if not change.widens:
        return (first,)
    if change.decided is not None:
        is_signed = change.state == Change.State.DONE
        words = _("signed, {when}") if is_signed else _("refused, {when}")
        return (
            first,
            Seat(change.decided_by_name, (words.format(when=desk.when(change.decided)),), is_signed=is_signed),
        )
    waits = Seat(
        _("A second person"), (_("not signed"), _("neither who proposes nor whom it is about")), is_signed=False
    )
    return (first, waits)
