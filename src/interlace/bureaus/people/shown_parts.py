"""What several pages about people and rights show alike."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people import queries
from interlace.bureaus.people.presenting import Button, Cell, Form, Row, Section, Table
from interlace.bureaus.people.queries import Person
from interlace.bureaus.people.words import (
    NOTHING,
)
from interlace.foundation.http.desk import Desk, code_field
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.shown import ShownField, Trail

Handed = tuple[str, datetime]
"""A password to hand over, and until when it is good."""


def for_own_bureau(desk: Desk) -> str:
    """Whom the page is for."""
    return _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member)


def trail_to(title: str) -> tuple[Trail, ...]:
    """The way back to the list."""
    return (Trail(_("People and units"), reverse("people")), Trail(title))


def two_hint() -> str:
    """When a second person is needed."""
    return _("What widens rights waits for a second person; what only takes them back is in force at once.")


def code_of_its_own(request: HttpRequest, key: str) -> ShownField | None:
    """The field for a fresh code, on a page that has more than one."""
    asked = code_field(request)
    return replace(asked, key=f"code-{key}") if asked is not None else None


def reason_field() -> ShownField:
    """Where a reason is typed."""
    return ShownField("reason", _("Reason"), kind="textarea", attributes={"maxlength": "500"})


def papers_section(desk: Desk, subject: UUID, *, is_head: bool) -> Section:
    """The written authorisations of an officer or unit, and where a scan is added."""
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


def handed_over(desk: Desk, made: Handed | None) -> list[Section]:
    """A password that was just made, shown this once."""
    if made is None:
        return []
    password, until = made
    hint = _("Hand it to the officer in person, and to nobody else. It is good until {when}, for one sign-in.").format(
        when=desk.when(until)
    )
    return [Section("handed", _("The password, shown this once"), hint, secret=password)]


def account_cell(person: Person) -> Cell:
    """Whether somebody is in service."""
    if person.left is not None:
        return Cell(_("left"), state="ended")
    return Cell(_("in service"), state="valid") if person.officer.is_active else Cell(_("suspended"), state="stopped")
