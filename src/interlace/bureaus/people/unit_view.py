"""The page of one domestic unit."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people import queries
from interlace.bureaus.people.forms import (
    paper_fields,
    problems_at,
    unit_boxes,
    unit_fields,
)
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import UnitRights
from interlace.bureaus.people.presenting import Button, Form, PeoplePage, Section
from interlace.bureaus.people.rules import may_appoint
from interlace.bureaus.people.shown_parts import for_own_bureau, papers_section, reason_field, trail_to, two_hint
from interlace.bureaus.people.words import (
    converses_text,
    grant_text,
    place_name,
)
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_field, notice_of
from interlace.foundation.identity.models import Bureau


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
        sections += [_granted(desk, unit, dict(registers)), papers_section(desk, unit.pk, is_head=is_head)]
    if is_head:
        form = Form(
            url=reverse("people-unit", args=[unit.pk]) if unit is not None else reverse("people-unit-new"),
            buttons=(Button(_("Propose these rights"), "two"),),
            hint=_("What the unit learns in each register. It asks your bureau for the rest."),
            fields=(*unit_fields(rights, registers, problems), *paper_fields(paper, problems)),
            boxes=unit_boxes(rights, registers, problems),
            code=code_field(request),
        )
        sections.append(Section("change", _("Change the rights"), two_hint(), forms=(form,)))
    if is_head and unit is not None:
        stop = Form(
            url=reverse("people-unit-suspend", args=[unit.pk]),
            buttons=(Button(_("Suspend the whole unit"), "stop"),),
            fields=(reason_field(),),
        )
        hint = _("Every account of the unit is shut out at once, its sessions and keys end.")
        sections.append(Section("suspend", _("Suspend"), hint, forms=(stop,)))
    return PeoplePage(
        title=title,
        lead=for_own_bureau(desk),
        handling=_("Every change is an act in the ledger, with the paper it rests on."),
        trail=trail_to(title),
        notices=() if error is None else (notice_of(error),),
        sections=tuple(sections),
    )


def _granted(desk: Desk, unit: Bureau, registers: dict[str, str]) -> Section:
    _unit, rights = queries.unit_of(desk.viewer, unit.pk, now=desk.now)
    language = desk.reader.language
    pairs = [
        (place_name(each.register, registers), grant_text(each.to_json(), language=language)) for each in rights.grants
    ]
    pairs.append((_("Threads of the unit"), converses_text(is_so=rights.converses)))
    return Section("granted", _("What the unit may"), pairs=tuple(pairs))
