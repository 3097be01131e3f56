"""The register of capabilities as pages: search, and the own bureau's offers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.bureaus.capabilities import actions, queries
from interlace.bureaus.capabilities.actions import CONTACT_LENGTH, DETAIL_LENGTH, Offer
from interlace.bureaus.capabilities.catalogue import KINDS, kind_name
from interlace.bureaus.capabilities.queries import Sought
from interlace.bureaus.desk_rules import may_keep, require_keeper
from interlace.bureaus.models import Capability
from interlace.bureaus.pages.shared import SHOWN, chosen, languages_text, posted, problems_of, searched
from interlace.bureaus.presenting import FormPage, OfferRow, RegisterPage
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Notice, ShownField, Trail

ENDING = timedelta(days=30)
FIELDS = ("kind", "languages", "detail", "contact", "valid_until", "members", "level")
_READS = (Action.READ,)


@require_GET
@declare("page.capabilities", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def register(request: HttpRequest) -> HttpResponse:
    """What bureaus offer this one."""
    desk = desk_of(request)
    sought = Sought(*(searched(request, name) for name in ("text", "kind", "member", "language")))
    found = queries.offers(desk.viewer, sought, now=desk.now)
    keeps = may_keep(desk.viewer)
    rows = tuple(_row(desk, each, keeps=keeps) for each in found[:SHOWN])
    ending = sum(row.is_ending for row in rows)
    lead = ngettext(
        "{count} offer of your bureau ends within thirty days.",
        "{count} offers of your bureau end within thirty days.",
        ending,
    ).format(count=ending)
    page = RegisterPage(
        summary=ngettext("{count} offer", "{count} offers", len(found)).format(count=len(found)),
        lead=_("What bureaus offer {bureau}.").format(bureau=desk.viewer.member),
        handling=_("Each bureau chooses who may know of its offers. They are not passed on."),
        search=(
            ShownField("text", _("Search"), value=sought.text, required=False),
            chosen("kind", _("Kind"), _kinds(), sought.kind, any_label=_("Any kind")),
            ShownField("member", _("Member"), value=sought.member, required=False, attributes={"maxlength": "16"}),
            ShownField("language", _("Language"), value=sought.language, required=False, attributes={"maxlength": "3"}),
        ),
        rows=rows,
        notices=(Notice(lead, _("Give them a later end, or let them go."), tone="warn"),) if ending else (),
        more=_("The first {count} are shown.").format(count=SHOWN) if len(found) > SHOWN else "",
        new_url=reverse("capability-new") if keeps else "",
    )
    return render(request, "bureaus/capabilities.html", {"page": page})


@require_http_methods(["GET", "POST"])
@declare("page.capabilities.new", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def new(request: HttpRequest) -> HttpResponse:
    """A new offer of the own bureau."""
    desk = desk_of(request)
    require_keeper(desk.viewer)
    if request.method == "GET":
        return _form(request, desk, {"valid_until": (desk.now + timedelta(days=365)).date().isoformat()}, None)
    typed = posted(request, FIELDS)
    try:
        actions.make_offer(desk.viewer, _offer_of(typed), now=desk.now)
    except InvalidInput as error:
        return _form(request, desk, typed, None, error=error)
    return redirect("capabilities")


@require_http_methods(["GET", "POST"])
@declare("page.capabilities.offer", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """One offer of the own bureau, to be changed."""
    desk = desk_of(request)
    found = queries.offer_of(desk.viewer, offer_id, now=desk.now, own=True)
    require_keeper(desk.viewer)
    if request.method == "GET":
        return _form(request, desk, _words_of(desk, found), found)
    typed = posted(request, FIELDS)
    try:
        actions.change_offer(desk.viewer, offer_id, _offer_of(typed), now=desk.now)
    except InvalidInput as error:
        return _form(request, desk, typed, found, error=error)
    return redirect("capabilities")


@require_POST
@declare("page.capabilities.withdraw", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def withdraw(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Offer it no longer."""
    desk = desk_of(request)
    actions.withdraw_offer(desk.viewer, offer_id, now=desk.now)
    return redirect("capabilities")


def _row(desk: Desk, found: Capability, *, keeps: bool) -> OfferRow:
    is_own = keeps and found.member == desk.viewer.member
    language = desk.reader.language
    return OfferRow(
        member=found.member,
        kind=kind_name(found.kind),
        languages=languages_text(found.languages, desk),
        detail=found.detail,
        contact=found.contact,
        valid=day_text(found.valid_until, language=language),
        audience=_audience(desk, found) if is_own else "",
        is_ending=is_own and found.valid_until - desk.now.date() <= ENDING,
        edit_url=reverse("capability", args=[found.id]) if is_own else "",
    )


def _audience(desk: Desk, found: Capability) -> str:
    if found.for_all:
        return _("for all members")
    others = sorted(queries.audience_of(desk.viewer, found) - {found.member})
    return _("for {bureaus}").format(bureaus=list_text(others, language=desk.reader.language))


def _offer_of(typed: Mapping[str, str]) -> Offer:
    level = typed["level"].strip()
    return Offer(
        kind=typed["kind"],
        contact=typed["contact"].strip(),
        valid_until=_day(typed["valid_until"]) or date.min,
        detail=typed["detail"].strip(),
        languages=tuple(dict.fromkeys(typed["languages"].lower().replace(",", " ").split())),
        members=frozenset(typed["members"].upper().replace(",", " ").split()),
        level=int(level) if level.isdecimal() and len(level) == 1 else 0,
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def _words_of(desk: Desk, found: Capability) -> dict[str, str]:
    members = [] if found.for_all else sorted(queries.audience_of(desk.viewer, found) - {found.member})
    return {
        "kind": found.kind,
        "languages": " ".join(found.languages),
        "detail": found.detail,
        "contact": found.contact,
        "valid_until": found.valid_until.isoformat(),
        "members": " ".join(members),
        "level": str(queries.level_of(desk.viewer, found)),
    }


def _form(
    request: HttpRequest,
    desk: Desk,
    typed: Mapping[str, str],
    found: Capability | None,
    *,
    error: InterlaceError | None = None,
) -> HttpResponse:
    title = kind_name(found.kind) if found is not None else _("New offer")
    page = FormPage(
        trail=(Trail(_("Capabilities"), reverse("capabilities")), Trail(title)),
        title=title,
        lead=_("All bureaus will read this."),
        handling=_("Unless you name those who may; for the others it does not exist."),
        fields=_fields(desk, typed, problems_of(error)),
        submit=_("Offer this"),
        notices=() if error is None else (notice_of(error),),
        remove_url=reverse("capability-withdraw", args=[found.id]) if found is not None else "",
        remove=_("Offer it no longer"),
    )
    return render(request, "bureaus/form.html", {"page": page}, status=200 if error is None else status_of(error))


def _fields(desk: Desk, typed: Mapping[str, str], problems: Mapping[str, str]) -> tuple[ShownField, ...]:
    def text(name: str, label: str, *, most: int, hint: str = "", required: bool = False) -> ShownField:
        return ShownField(
            name,
            label,
            value=typed.get(name, ""),
            hint=hint,
            error=problems.get(name, ""),
            required=required,
            attributes={"maxlength": str(most)},
        )

    kind = chosen("kind", _("Capability"), _kinds(), typed.get("kind", ""))
    levels = {str(level): str(level) for level in range(desk.viewer.person.level + 1)}
    until = text("valid_until", _("Valid until"), most=10, required=True)
    return (
        replace(kind, error=problems.get("kind", "")),
        text("languages", _("Languages"), most=60, hint=_("Codes, the preferred one first: en fr vi.")),
        text("detail", _("Detail"), most=DETAIL_LENGTH, hint=_("How much, how fast, under which conditions.")),
        text("contact", _("Who is asked for it"), most=CONTACT_LENGTH, required=True),
        replace(until, kind="date"),
        text("members", _("Only for these members"), most=400, hint=_("Codes, for example TH VN. Empty: for all.")),
        replace(chosen("level", _("Level"), levels, typed.get("level", "") or "0"), error=problems.get("level", "")),
    )


def _kinds() -> dict[str, object]:
    return {code: kind.name for code, kind in KINDS.items()}
