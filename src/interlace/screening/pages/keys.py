"""The officer's own keys: what each is for, a new one for a client of the OpenSanctions matcher, and revoking one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_code
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.actions import NewKey, create_api_key, keys_of, revoke_api_key
from interlace.foundation.identity.key_matters import LONGEST_REFERENCE, QUESTIONS_A_DAY, KeyMatter
from interlace.foundation.identity.models import ApiKey
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import day_text, list_text, number_text
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name
from interlace.screening.checks.scope import registers_to_name
from interlace.screening.keys_shown import KeyRow, KeysPage, MadeKey
from interlace.screening.presenting import Handling, Pair

LASTS = (30, 90, 365)
"""Days."""
ADDRESS = "/api/v1/opensanctions"

_SEES = (Action.DISCOVER, Action.READ)


@never_cache
@sensitive_post_parameters("code", "passkey")
@require_http_methods(["GET", "POST"])
@declare("page.keys", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def keys(request: HttpRequest) -> HttpResponse:
    """The list; a new key is answered with its text, which is shown on this one answer and never again."""
    desk = desk_of(request)
    if request.method == "GET":
        return _page(request, desk)
    try:
        if Verb.CHECK not in desk.viewer.verbs:
            raise Refused(_("Your role does not allow this."), code="not_your_role")
        asked = _asked(request)
        take_code(request)
        made = create_api_key(
            officer=desk.officer,
            name=request.POST.get("name", ""),
            now=desk.now,
            expires=desk.now + timedelta(days=_lasts(request)),
            matter=asked,
        )
    except (InvalidInput, Refused) as refused:
        return _page(request, desk, problem=refused)
    return _page(request, desk, made=made)


@require_POST
@declare("page.keys.revoke", SurfaceKind.PAGE)
def revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Make one of the officer's keys useless at once. Nothing more is asked: it may be in other hands."""
    desk = desk_of(request)
    revoke_api_key(officer=desk.officer, key_id=key_id, now=desk.now)
    return redirect("keys")


def _asked(request: HttpRequest) -> KeyMatter:
    typed = request.POST.get("questions", "").strip()
    # What is no number at all is refused like one that is out of range.
    questions = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(QUESTIONS_A_DAY)) else 0
    return KeyMatter(request.POST.get("purpose", ""), request.POST.get("reference", ""), questions)


def _lasts(request: HttpRequest) -> int:
    typed = request.POST.get("lasts", "")
    return next((days for days in LASTS if typed == str(days)), LASTS[0])


def _page(
    request: HttpRequest, desk: Desk, *, made: NewKey | None = None, problem: InterlaceError | None = None
) -> HttpResponse:
    at_field = {each.pointer: f"{each.what} {each.fix}" for each in getattr(problem, "problems", ())}
    may_make = Verb.CHECK in desk.viewer.verbs and bool(desk.officer.purposes)
    page = KeysPage(
        handling=Handling(
            lead=_("Whoever has a key acts as you at this one door."),
            text=_("It reads the registers that you may read for its purpose, and opens no case, hit or release."),
        ),
        url=reverse("keys"),
        keys=tuple(_row(desk, each) for each in keys_of(desk.officer).order_by("-created", "id")),
        fields=tuple(_fields(request, desk, at_field)) if may_make else (),
        code=code_field(request) if may_make else None,
        opens=tuple(_opens(desk)) if may_make else (),
        made=None if made is None else _made(request, made),
        notice=None if problem is None or at_field else notice_of(problem),
    )
    return render(request, "screening/keys.html", {"page": page}, status=200 if problem is None else status_of(problem))


def _made(request: HttpRequest, made: NewKey) -> MadeKey:
    return MadeKey(name=made.key.name, text=made.text, address=request.build_absolute_uri(ADDRESS))


def _row(desk: Desk, key: ApiKey) -> KeyRow:
    is_in_force = key.revoked is None and desk.now < key.expires
    if key.revoked is not None:
        state = _("revoked on {day}").format(day=_day(desk, key.revoked))
    elif is_in_force:
        state = _("until {day}").format(day=_day(desk, key.expires))
    else:
        state = _("ended on {day}").format(day=_day(desk, key.expires))
    return KeyRow(
        name=key.name,
        matter=desk.matter_text(key.purpose, key.reference) if key.purpose else _("acts as you by the API"),
        questions=number_text(key.daily_questions, language=desk.reader.language) if key.daily_questions else "–",
        made=_day(desk, key.created),
        state=state,
        is_in_force=is_in_force,
        revoke_url=reverse("key-revoke", args=[key.pk]) if is_in_force else "",
        revoke_label=_("Revoke {name}").format(name=key.name),
    )


def _day(desk: Desk, moment: datetime) -> str:
    return day_text(moment.astimezone(desk.reader.zone).date(), language=desk.reader.language)


def _fields(request: HttpRequest, desk: Desk, at_field: dict[str, str]) -> Iterator[ShownField]:
    typed = request.POST if at_field else {}
    chosen = typed.get("purpose", desk.matter.purpose)
    yield ShownField(
        "name",
        _("Name"),
        value=typed.get("name", ""),
        hint=_("How you know the program that uses it."),
        error=at_field.get("/name", ""),
        attributes={"maxlength": "80"},
    )
    yield ShownField(
        "purpose",
        _("Purpose"),
        kind="select",
        choices=tuple(Choice(code, purpose_name(code), code == chosen) for code in desk.officer.purposes),
        error=at_field.get("/matter/purpose", ""),
        key="key-purpose",
    )
    yield ShownField(
        "reference",
        _("Case or legal reference"),
        value=typed.get("reference", desk.matter.reference),
        error=at_field.get("/matter/reference", ""),
        attributes={"maxlength": str(LONGEST_REFERENCE)},
        key="key-reference",
    )
    most = number_text(QUESTIONS_A_DAY, language=desk.reader.language)
    yield ShownField(
        "questions",
        _("Questions a day"),
        value=typed.get("questions", "1000"),
        hint=_("At most {most}; the keeper of the node may give more.").format(most=most),
        error=at_field.get("/matter/questions", ""),
        attributes={"inputmode": "numeric", "maxlength": str(len(str(QUESTIONS_A_DAY)))},
    )
    days = typed.get("lasts", str(LASTS[0]))
    yield ShownField(
        "lasts",
        _("Lasts"),
        kind="select",
        choices=tuple(
            Choice(str(each), ngettext("{count} day", "{count} days", each).format(count=each), str(each) == days)
            for each in LASTS
        ),
    )


def _opens(desk: Desk) -> Iterator[Pair]:
    """Which registers a key opens today, by its purpose: no other can be asked with it."""
    for matter in desk.viewer.in_every_matter():
        registers = registers_to_name(matter, now=desk.now)
        names = list_text([f"{each.title} ({each.code})" for each in registers], language=desk.reader.language)
        yield Pair(purpose_name(matter.purpose), names or pgettext("registers", "none"))
