"""The page of everybody who works for a bureau."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.bureaus.people import deciding, queries
from interlace.bureaus.people.forms import paper_fields, problems_at
from interlace.bureaus.people.models import Change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.bureaus.people.queries import Unit
from interlace.bureaus.people.resets import may_sign_resets
from interlace.bureaus.people.rules import bureau_of, may_appoint
from interlace.bureaus.people.shown_parts import account_cell, for_own_bureau
from interlace.bureaus.people.signals import may_read_signals, signals_of
from interlace.bureaus.people.signed_rights import name_of
from interlace.bureaus.people.words import (
    STATES,
    TRAINING,
    purposes_text,
    roles_text,
    training_text,
)
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_field, notice_of
from interlace.foundation.identity.models import Bureau


def list_page(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> PeoplePage:
    """Everybody who works for the bureau and its units, and what waits for a signature."""
    units = queries.people_of(desk.viewer, now=desk.now)
    is_head = may_appoint(desk.viewer)
    sections = [*_to_sign(desk), *_noticed(desk), *(_people(desk, each, is_head=is_head) for each in units)]
    changed = deciding.changes_of(desk.viewer, now=desk.now, most=20)
    return PeoplePage(
        title=_("People and units"),
        lead=for_own_bureau(desk),
        handling=_("Other bureaus do not see who works here."),
        notices=() if error is None else (notice_of(error),),
        sections=(*sections, _latest(desk, changed), _signing(request, desk, error=error)),
        links=tuple(_links(desk, is_head=is_head)),
    )


def _links(desk: Desk, *, is_head: bool) -> list[tuple[str, str]]:
    links = []
    if may_read_signals(desk.viewer):
        links += _address(_("Use by month"), "usage")
        links += _address(_("Done by one person"), "acts-alone")
    if is_head:
        links += [
            (_("Appoint an officer"), reverse("people-officer-new")),
            (_("Open a domestic unit"), reverse("people-unit-new")),
        ]
    if may_sign_resets(desk.officer):
        links.append((_("Lost passwords and devices"), reverse("people-resets")))
    return links


def _address(label: str, name: str) -> list[tuple[str, str]]:
    """The page of a room above, where this node has it."""
    try:
        return [(label, reverse(name))]
    except NoReverseMatch:
        return []


def _to_sign(desk: Desk) -> list[Section]:
    waiting = deciding.changes_to_sign(desk.viewer, now=desk.now)
    if not waiting:
        return []
    heads = (_("Whose rights"), _("Proposed by"), _("Proposed"))
    rows = tuple(
        Row(
            (
                Cell(name_of(each), reverse("people-change", args=[each.id])),
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
                    account_cell(person),
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


def _latest(desk: Desk, changed: Sequence[Change]) -> Section:
    heads = (_("Whose rights"), _("State"), _("Proposed by"), _("Second person"))
    rows = []
    for each in changed:
        state = deciding.state_of(each, now=desk.now)
        rows.append(
            Row(
                (
                    Cell(name_of(each), reverse("people-change", args=[each.id])),
                    Cell(str(state.label), state=STATES[state]),
                    Cell(each.proposed_by_name, remark=desk.when(each.proposed)),
                    Cell(each.decided_by_name if each.widens else _("not needed")),
                )
            )
        )
    return Section("latest", _("Latest changes"), table=Table(heads, tuple(rows), _("No rights were changed yet.")))


def _signing(request: HttpRequest, desk: Desk, *, error: InterlaceError | None) -> Section:
    """Where the second person of an act works, and the change of it."""
    elsewhere = bureau_of(desk.viewer).signs_elsewhere
    text = _("They work at another office of your member.") if elsewhere else _("They may work at your own office.")
    form = Form(
        url=reverse("people-signing"),
        buttons=(
            Button(_("Let them sign at your own office"), "two")
            if elsewhere
            else Button(_("Let only another office sign")),
        ),
        hint=_("To ask for another office is in force at once; to give that up takes a paper and two persons."),
        fields=paper_fields(Paper(), problems_at(error)) if elsewhere else (),
        values=(("elsewhere", "" if elsewhere else "yes"),),
        code=code_field(request),
        is_folded=True,
        title=_("Change it"),
    )
    forms = (form,) if may_appoint(desk.viewer) else ()
    return Section("signing", _("Second persons"), text, forms=forms)
