"""The directory as pages: search, the own bureau's entries, verifying, a file in and out."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.bureaus.desk_rules import may_keep, require_keeper
from interlace.bureaus.directory import actions, queries, sheets
from interlace.bureaus.directory.entries import CHANNELS, LENGTHS, Entry, Wanted
from interlace.bureaus.models import Contact
from interlace.bureaus.pages.shared import (
    SHOWN,
    chosen,
    languages_text,
    posted,
    problems_of,
    rows_with_problems,
    searched,
)
from interlace.bureaus.presenting import ContactRow, DirectoryPage, FormPage, Way
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Notice, ShownField, Trail

FIELDS = ("kind", *LENGTHS, "always_open", "time_zone", "languages", "channels")


@require_GET
@declare("page.directory", SurfaceKind.PAGE)
def directory(request: HttpRequest) -> HttpResponse:
    """Everybody, or whom one looks for."""
    return _directory(request, desk_of(request))


@require_GET
@declare("page.directory.file", SurfaceKind.EXPORT)
def file(request: HttpRequest) -> HttpResponse:
    """All of it as CSV."""
    desk = desk_of(request)
    found = queries.contacts(desk.viewer, Wanted(), now=desk.now)
    response = HttpResponse(sheets.written(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="directory.csv"'
    return response


@require_POST
@declare("page.directory.take-in", SurfaceKind.PAGE)
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a file of the own bureau's entries."""
    desk = desk_of(request)
    sent = request.FILES.get("file")
    try:
        require_keeper(desk.viewer)
        if sent is None or (sent.size or 0) > sheets.BYTES_AT_MOST:
            raise InvalidInput(_("Choose a CSV file of at most 1 MiB."))
        actions.take_in_contacts(desk.viewer, sheets.read(sent.read()), now=desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        notice = notice_of(error)
        lines = rows_with_problems(error)
        return _directory(request, desk, notices=(replace(notice, text=lines or notice.text),), status=status_of(error))
    return redirect("directory")


@require_http_methods(["GET", "POST"])
@declare("page.directory.new", SurfaceKind.PAGE)
def new(request: HttpRequest) -> HttpResponse:
    """A new entry of the own bureau."""
    desk = desk_of(request)
    require_keeper(desk.viewer)
    if request.method == "GET":
        zone = desk.officer.bureau.time_zone
        return _form(request, {"kind": Contact.Kind.DUTY_POINT, "time_zone": zone}, None)
    typed = posted(request, FIELDS)
    try:
        actions.add_contact(desk.viewer, Entry.typed(typed), now=desk.now)
    except (Conflict, InvalidInput) as error:
        return _form(request, typed, None, error=error)
    return redirect("directory")


@require_http_methods(["GET", "POST"])
@declare("page.directory.entry", SurfaceKind.PAGE)
def entry(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One entry of the own bureau, to be changed."""
    desk = desk_of(request)
    contact = queries.contact_of(desk.viewer, contact_id, now=desk.now)
    if contact.member != desk.viewer.member:
        raise NotFound(_("There is no such entry of your bureau."))
    require_keeper(desk.viewer)
    if request.method == "GET":
        return _form(request, Entry.of(contact).as_words(), contact)
    typed = posted(request, FIELDS)
    try:
        actions.change_contact(desk.viewer, contact_id, Entry.typed(typed), now=desk.now)
    except (Conflict, InvalidInput) as error:
        return _form(request, typed, contact, error=error)
    return redirect("directory")


@require_POST
@declare("page.directory.verify", SurfaceKind.PAGE)
def verify(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Everything of it is still true."""
    desk = desk_of(request)
    actions.verify_contact(desk.viewer, contact_id, now=desk.now)
    return redirect("directory")


@require_POST
@declare("page.directory.remove", SurfaceKind.PAGE)
def remove(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Take an entry of the own bureau out."""
    desk = desk_of(request)
    actions.remove_contact(desk.viewer, contact_id, now=desk.now)
    return redirect("directory")


def _directory(
    request: HttpRequest, desk: Desk, *, notices: tuple[Notice, ...] = (), status: int = 200
) -> HttpResponse:
    wanted = Wanted(*(searched(request, name) for name in ("text", "kind", "member", "language")))
    found = queries.contacts(desk.viewer, wanted, now=desk.now)
    keeps = may_keep(desk.viewer)
    due = queries.own_due(desk.viewer, found, now=desk.now) if keeps else []
    if due:
        lead = ngettext(
            "{count} entry of your bureau has not been verified for half a year.",
            "{count} entries of your bureau have not been verified for half a year.",
            len(due),
        ).format(count=len(due))
        notices += (Notice(lead, _("Read them and say that they are true, or change them."), tone="warn"),)
    page = DirectoryPage(
        summary=ngettext("{count} entry", "{count} entries", len(found)).format(count=len(found)),
        lead=_("For bureaus only."),
        handling=_("Every bureau keeps its own entries. They are for official use and are not passed on."),
        search=(
            ShownField("text", _("Search"), value=wanted.text, required=False),
            chosen("kind", _("Kind"), dict(Contact.Kind.choices), wanted.kind, any_label=_("Any kind")),
            ShownField("member", _("Member"), value=wanted.member, required=False, attributes={"maxlength": "16"}),
            ShownField("language", _("Language"), value=wanted.language, required=False, attributes={"maxlength": "3"}),
        ),
        rows=tuple(_row(desk, each, keeps=keeps) for each in found[:SHOWN]),
        notices=notices,
        more=_("The first {count} are shown.").format(count=SHOWN) if len(found) > SHOWN else "",
        new_url=reverse("directory-new") if keeps else "",
        file_url=reverse("directory-file"),
        take_in_url=reverse("directory-take-in") if keeps else "",
    )
    return render(request, "bureaus/directory.html", {"page": page}, status=status)


def _row(desk: Desk, contact: Contact, *, keeps: bool) -> ContactRow:
    is_own = keeps and contact.member == desk.viewer.member
    hours = _("Round the clock") if contact.always_open else f"{contact.hours} ({contact.time_zone})"
    closed = _("Closed: {days}").format(days=contact.holidays) if contact.holidays else ""
    return ContactRow(
        member=contact.member,
        kind=str(dict(Contact.Kind.choices).get(contact.kind, contact.kind)),
        name=contact.name,
        covers=contact.covers,
        hours=" ".join(filter(None, (hours, closed))),
        languages=languages_text(contact.languages, desk),
        ways=tuple(_way(kind, address) for kind, address in contact.channels),
        note=contact.note,
        verified=_("{when}, {officer}").format(when=desk.when(contact.verified), officer=contact.verified_by_name)
        if contact.verified
        else _("never"),
        is_due=queries.is_due(contact, now=desk.now),
        edit_url=reverse("directory-entry", args=[contact.id]) if is_own else "",
        verify_url=reverse("directory-verify", args=[contact.id]) if is_own else "",
    )


def _way(kind: str, address: str) -> Way:
    scheme = {"phone": "tel:", "duty_phone": "tel:", "email": "mailto:"}.get(kind, "")
    return Way(str(CHANNELS.get(kind, kind)), address, f"{scheme}{address.replace(' ', '')}" if scheme else "")


def _form(
    request: HttpRequest,
    typed: Mapping[str, str],
    contact: Contact | None,
    *,
    error: InterlaceError | None = None,
) -> HttpResponse:
    title = contact.name if contact is not None else _("New entry")
    page = FormPage(
        trail=(Trail(_("Directory"), reverse("directory")), Trail(title)),
        title=title,
        lead=_("All bureaus will read this."),
        handling=_("With saving you say that all of it is true today."),
        fields=_fields(typed, problems_of(error)),
        submit=_("Save and verify"),
        notices=() if error is None else (notice_of(error),),
        remove_url=reverse("directory-remove", args=[contact.id]) if contact is not None else "",
        remove=_("Take this entry out"),
    )
    return render(request, "bureaus/form.html", {"page": page}, status=200 if error is None else status_of(error))


def _fields(typed: Mapping[str, str], problems: Mapping[str, str]) -> tuple[ShownField, ...]:
    def text(name: str, label: str, *, hint: str = "", required: bool = False) -> ShownField:
        kept = LENGTHS.get(name, 500)
        return ShownField(
            name,
            label,
            value=typed.get(name, ""),
            hint=hint,
            error=problems.get(name, ""),
            required=required,
            attributes={"maxlength": str(kept)},
        )

    kind = chosen("kind", _("Kind"), dict(Contact.Kind.choices), typed.get("kind", ""))
    hours = {"yes": _("Round the clock"), "no": _("At certain hours")}
    ways = typed.get("channels", "").replace("; ", "\n")
    return (
        replace(kind, error=problems.get("kind", "")),
        text("name", _("Name"), required=True),
        text("covers", _("Responsible for"), hint=_("A treaty, a kind of request, an offence.")),
        chosen("always_open", _("Open"), hours, typed.get("always_open", "") or "no"),
        text("hours", _("Hours"), hint=_("For example: Monday to Friday, 8 to 18.")),
        text("time_zone", _("Time zone"), hint=_("For example Asia/Bangkok."), required=True),
        text("holidays", _("Closed on")),
        text("languages", _("Languages"), hint=_("Codes, the preferred one first: en fr vi.")),
        ShownField(
            "channels",
            _("Reached by"),
            kind="textarea",
            value=ways,
            hint=_("One on each line, the preferred one first: its kind, a colon, the address. Kinds: {kinds}.").format(
                kinds=", ".join(CHANNELS)
            ),
            error=problems.get("channels", ""),
        ),
        text("note", _("Note")),
    )
