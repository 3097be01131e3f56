"""The page on which an officer reads exactly what is about to be signed, and signs it. The act's own form goes on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.ledger import JsonValue
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.approvals.actions import Difference, SignatureNeeded
from interlace.foundation.identity.models import Officer, PasskeyChallenge
from interlace.foundation.identity.passkeys.actions import passkeys_of
from interlace.foundation.identity.passkeys.parties import PasskeysNotHere, local_address, relying_party
from interlace.foundation.identity.sessions import FreshPasskeyNeeded
from interlace.surfaces.web.doors import safe_next
from interlace.surfaces.web.presenting import PasskeyAsk, SigningPage

_OURS = frozenset({"csrfmiddlewaretoken", "code", "passkey", "use", "digest_to_sign"})
"""Fields of the form that belong to asking, and are asked anew."""

# What the parts of a difference are called; a part without a word keeps its code.
_PARTS: Mapping[str, Promise] = {
    "asked": gettext_lazy("Bureaus asked"),
    "audience": gettext_lazy("Who may read"),
    "bureau": gettext_lazy("Office"),
    "codes": gettext_lazy("Reserved"),
    "dated": gettext_lazy("Dated"),
    "document": gettext_lazy("Written authorisation"),
    "due": gettext_lazy("Due"),
    "from_now_on": gettext_lazy("From now on"),
    "ground": gettext_lazy("Ground"),
    "hit": gettext_lazy("Hit"),
    "lines": gettext_lazy("Lines"),
    "list": gettext_lazy("List, SHA-256"),
    "name": gettext_lazy("Name"),
    "officer": gettext_lazy("Officer"),
    "promised_by": gettext_lazy("Promised by"),
    "prop": gettext_lazy("Field"),
    "purpose": gettext_lazy("Purpose"),
    "purposes": gettext_lazy("Purposes"),
    "reference": gettext_lazy("Reference"),
    "right": gettext_lazy("Right"),
    "scan": gettext_lazy("Scan, SHA-256"),
    "signed_by": gettext_lazy("Signed by"),
    "so_far": gettext_lazy("So far"),
    "subject": gettext_lazy("Id"),
    "text": gettext_lazy("Text"),
    "to": gettext_lazy("To"),
    "until": gettext_lazy("Until"),
    "username": gettext_lazy("User name"),
    "value": gettext_lazy("Value"),
}


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
        pairs=tuple(pairs_of(difference)) if difference else (),
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


def pairs_of(difference: Difference) -> Iterator[tuple[str, str]]:
    """The difference in lines: what each part is called, and what it says."""
    yield from _lines(difference.content, ())


def _lines(value: JsonValue, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _lines(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(inner, str) for inner in value):
            yield _part(path), ", ".join(str(inner) for inner in value) or "-"
            return
        for inner in value:
            yield from _lines(inner, path)
    else:
        yield _part(path), "-" if value in {None, ""} else str(value)


def _part(path: tuple[str, ...]) -> str:
    name = path[-1] if path else ""
    return str(_PARTS.get(name, name))


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
