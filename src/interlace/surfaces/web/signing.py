"""The page on which an officer reads exactly what is about to be signed, and signs it. The act's own form goes on."""

from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.foundation.http.desk import desk_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.approvals.actions import Difference, SignatureNeeded
from interlace.foundation.identity.models import Officer, PasskeyChallenge
from interlace.foundation.identity.passkeys.actions import passkeys_of
from interlace.foundation.identity.passkeys.parties import PasskeysNotHere, local_address, relying_party
from interlace.foundation.identity.sessions import FreshPasskeyNeeded
from interlace.surfaces.web.differences import pairs_of
from interlace.surfaces.web.doors import safe_next
from interlace.surfaces.web.presenting import PasskeyAsk, SigningPage

_OURS = frozenset({"csrfmiddlewaretoken", "code", "passkey", "use", "digest_to_sign"})
"""Fields of the form that belong to asking, and are asked anew."""


class _Way(TypedDict, total=False):
    ask: PasskeyAsk
    hint: str
    hint_url: str
    hint_link: str


def signing_page(request: HttpRequest, needed: SignatureNeeded | FreshPasskeyNeeded) -> HttpResponse:
    """What would be signed, and a form that carries on what was sent, with the passkey's answer."""
    difference = needed.difference if isinstance(needed, SignatureNeeded) else None
    page = SigningPage(
        title=_("Sign with your passkey") if difference else _("Show your passkey"),
        lead=_("Nothing is done yet. Read it; your passkey signs exactly this, and nothing else.")
        if difference
        else _("This act needs a passkey shown within the last five minutes."),
        pairs=tuple(pairs_of(difference, reader=desk_of(request).reader)) if difference else (),
        text=difference.text if difference else "",
        digest=difference.digest if difference else "",
        back=safe_next(request),
        **_way(request, difference),
    )
    return render(request, "interlace/sign.html", {"page": page}, status=status_of(needed))


def passkey_question(request: HttpRequest, target: str) -> PasskeyAsk | None:
    """The form that signs in with a passkey, where this address can carry one."""
    try:
        relying_party(request)
    except PasskeysNotHere:
        return None
    return PasskeyAsk(
        url=reverse("passkey-sign-in"),
        use=PasskeyChallenge.Use.SIGN_IN,
        label=_("Sign in with a passkey"),
        values=(("next", target),),
        looks="is-main is-big",
    )


def _way(request: HttpRequest, difference: Difference | None) -> _Way:
    """How the officer goes on: with the form, under another address, or by getting a passkey first."""
    try:
        relying_party(request)
    except PasskeysNotHere as refused:
        address = local_address(request)
        return {"hint": str(refused.message), "hint_url": address or "/", "hint_link": address or _("To the inbox")}
    if not isinstance(request.user, Officer) or not passkeys_of(request.user).exists():
        return {
            "hint": _("You have no passkey yet."),
            "hint_url": reverse("passkeys"),
            "hint_link": _("Add a passkey"),
        }
    kept = tuple(
        (name, value) for name, values in request.POST.lists() if name not in _OURS for value in map(str, values)
    )
    use = PasskeyChallenge.Use.APPROVE if difference else PasskeyChallenge.Use.CONFIRM
    return {
        "ask": PasskeyAsk(
            url=request.get_full_path(),
            use=use,
            label=_("Sign it") if difference else _("Show the passkey and go on"),
            values=(*kept, *((("digest_to_sign", difference.digest),) if difference else ())),
            icon="two" if difference else "lock",
            looks="is-two" if difference else "is-main",
        )
    }
