"""Pages of an officer's passkeys: sign in, the list, another one, and what the browser asks the node for."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import BudgetExhausted, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, code_asked, desk_of, notice_of, take_code
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.actions import confirm_fresh_code
from interlace.foundation.identity.models import Passkey, PasskeyChallenge
from interlace.foundation.identity.passkeys.actions import (
    begin_confirmation,
    begin_registration,
    begin_sign_in,
    begin_signature,
    passkeys_of,
    register_passkey,
    revoke_passkey,
    sign_in_with_passkey,
)
from interlace.foundation.identity.passkeys.parties import PasskeysNotHere, local_address, relying_party
from interlace.foundation.identity.passkeys.verifying import PasskeyRefused
from interlace.foundation.identity.sessions import (
    FreshCodeNeeded,
    FreshPasskeyNeeded,
    require_fresh_passkey,
    require_fresh_proof,
)
from interlace.foundation.localize.shown import ShownField
from interlace.surfaces.web.doors import safe_next
from interlace.surfaces.web.pages import sign_in_again
from interlace.surfaces.web.presenting import PasskeyAsk, PasskeysPage, ShownPasskey

Use = PasskeyChallenge.Use


class _Adding(TypedDict, total=False):
    ask: PasskeyAsk
    hint: str
    address: str


@never_cache
@sensitive_post_parameters("code")
@require_POST
@declare("passkeys.question", SurfaceKind.PAGE)
def question(request: HttpRequest) -> HttpResponse:
    """What the browser must ask the officer's device; what the node refuses is said in the officer's language."""
    asks: Mapping[str, Callable[[HttpRequest, datetime], str]] = {
        Use.SIGN_IN: lambda request, now: begin_sign_in(request, now=now),
        Use.CONFIRM: lambda request, now: begin_confirmation(request, now=now),
        Use.REGISTER: _registration,
        Use.APPROVE: lambda request, now: begin_signature(
            request, digest=request.POST.get("digest_to_sign", "")[:64], now=now
        ),
    }
    ask = asks.get(request.POST.get("use", ""))
    if ask is None:
        raise NotFound(_("There is nothing here for you."))
    try:
        return JsonResponse(json.loads(ask(request, timezone.now())))
    except InterlaceError as refused:
        said = " ".join(filter(None, (str(refused.message), str(refused.fix))))
        return JsonResponse({"message": said}, status=status_of(refused))


@never_cache
@sensitive_post_parameters("passkey")
@require_POST
@declare("sign-in.passkey", SurfaceKind.PAGE)
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with the answer of a device."""
    target = safe_next(request)
    try:
        sign_in_with_passkey(request, answer=request.POST.get("passkey", ""), now=timezone.now())
    except (PasskeyRefused, PasskeysNotHere, BudgetExhausted) as refused:
        return sign_in_again(request, target, problem=refused)
    return redirect(target)


@never_cache
@sensitive_post_parameters("passkey", "code")
@require_http_methods(["GET", "POST"])
@declare("passkeys", SurfaceKind.PAGE)
def passkeys(request: HttpRequest) -> HttpResponse:
    """The officer's passkeys; a new one from the answer of a device."""
    desk = desk_of(request)
    if request.method == "GET":
        return _page(request, desk)
    try:
        name, answer = request.POST.get("name", ""), request.POST.get("passkey", "")
        register_passkey(request, answer=answer, name=name, now=desk.now)
    except FreshPasskeyNeeded:
        raise
    except InterlaceError as refused:
        return _page(request, desk, problem=refused)
    return redirect("passkeys")


@never_cache
@sensitive_post_parameters("passkey", "code")
@require_POST
@declare("passkeys.shown", SurfaceKind.PAGE)
def shown(request: HttpRequest) -> HttpResponse:
    """Show a passkey again, and go on to what needed it."""
    desk = desk_of(request)
    try:
        take_code(request)
    except Refused as refused:
        return _page(request, desk, problem=refused)
    return redirect(safe_next(request))


@require_POST
@sensitive_post_parameters("passkey", "code")
@declare("passkeys.revoke", SurfaceKind.PAGE)
def revoke(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    """Make one of the officer's passkeys useless at once. Nothing more is asked: the device may be in other hands."""
    desk = desk_of(request)
    revoke_passkey(officer=desk.officer, passkey_id=passkey_id, now=desk.now)
    return redirect("passkeys")


def _registration(request: HttpRequest, now: datetime) -> str:
    code = request.POST.get("code", "").strip()
    if code:
        confirm_fresh_code(request, code=code, now=now)
    return begin_registration(request, now=now)


def _page(request: HttpRequest, desk: Desk, *, problem: InterlaceError | None = None) -> HttpResponse:
    page = PasskeysPage(
        passkeys=tuple(_shown(desk, each) for each in passkeys_of(desk.officer)),
        rule=_("Acts of two persons at your bureau are signed with passkeys; a code is no longer enough.")
        if desk.officer.needs_passkey
        else _("As soon as two people of your bureau have one, a code is no longer enough for acts of two persons."),
        notice=None if problem is None or isinstance(problem, InvalidInput) else notice_of(problem),
        **_adding(request, desk, problem),
    )
    return render(
        request, "interlace/passkeys.html", {"page": page}, status=200 if problem is None else status_of(problem)
    )


def _adding(request: HttpRequest, desk: Desk, problem: InterlaceError | None) -> _Adding:
    """The form for another passkey; or for showing one first; or why there is none."""
    try:
        relying_party(request)
    except PasskeysNotHere as refused:
        return {"address": local_address(request), "hint": f"{refused.message} {refused.fix}"}
    if desk.officer.is_profile:
        return {"hint": _("A log-in of the exercise has no passkeys of its own.")}
    has_any = passkeys_of(desk.officer).exists()
    if has_any and not _has_just_shown_one(request, desk):
        ask = PasskeyAsk(
            url=reverse("passkey-shown"),
            use=Use.CONFIRM,
            label=_("Show your passkey"),
            values=(("next", reverse("passkeys")),),
        )
        return {"ask": ask, "hint": _("To add another passkey, show one that you have.")}
    told = [f"{each.what} {each.fix}" for each in getattr(problem, "problems", ()) if each.pointer == "/name"]
    name = ShownField(
        "name",
        _("Name"),
        value=request.POST.get("name", ""),
        hint=_("How you know the device, for example: laptop, key in the safe."),
        error=" ".join(told),
        attributes={"maxlength": "80"},
    )
    fields = (name, code_asked()) if not has_any and _must_show_code(request, desk) else (name,)
    ask = PasskeyAsk(url=reverse("passkeys"), use=Use.REGISTER, kind="make", label=_("Add this device"), fields=fields)
    return {"ask": ask}


def _has_just_shown_one(request: HttpRequest, desk: Desk) -> bool:
    try:
        require_fresh_passkey(request, now=desk.now)
    except FreshPasskeyNeeded:
        return False
    return True


def _must_show_code(request: HttpRequest, desk: Desk) -> bool:
    try:
        require_fresh_proof(request, now=desk.now)
    except FreshCodeNeeded:
        return True
    return False


def _shown(desk: Desk, passkey: Passkey) -> ShownPasskey:
    return ShownPasskey(
        name=passkey.name,
        made=desk.when(passkey.created),
        used=desk.when(passkey.used) if passkey.used else _("not yet"),
        is_synced=passkey.is_synced,
        revoke_url=reverse("passkey-revoke", args=[passkey.pk]),
        revoke_label=_("Revoke {name}").format(name=passkey.name),
    )
