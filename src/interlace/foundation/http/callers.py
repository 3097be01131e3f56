"""Who calls: an API key, or the session of one of our own pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyBase
from ninja.utils import check_csrf

from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import FieldProblem, InvalidInput, Refused
from interlace.foundation.http.failures import CsrfFailed
from interlace.foundation.http.matter import REFERENCE_LENGTH, matter_of
from interlace.foundation.identity.actions import officer_of_key
from interlace.foundation.identity.codes import use_code
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.passkeys.actions import Signed, take_signature
from interlace.foundation.identity.sessions import FreshCodeNeeded, FreshPasskeyNeeded, require_fresh_session
from interlace.foundation.limits.actions import take
from interlace.foundation.limits.node import requests_limit, searches_limit

PURPOSE_HEADER = "Interlace-Purpose"
REFERENCE_HEADER = "Interlace-Reference"
DEVICE_HEADER = "Interlace-Device"
CODE_HEADER = "Interlace-Code"
PASSKEY_HEADER = "Interlace-Passkey"
DEVICE_LENGTH = 64


class OfficerRequest(HttpRequest):
    """A request of which we know whose it is."""

    officer: Officer
    has_key: bool


class ApiKeyBearer(HttpBearer):
    """`Authorization: Bearer il_...`."""

    def authenticate(self, request: HttpRequest, token: str) -> Officer | None:
        return known(request, officer_of_key(token, now=timezone.now()), has_key=True)


class SessionCookie(APIKeyBase):
    """The session of a page of this node; its writes must come from a page of this node."""

    openapi_in = "cookie"
    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        return request.COOKIES.get(self.param_name)

    def authenticate(self, request: HttpRequest, key: str | None) -> Officer | None:
        # A call with a key that failed must not go on as somebody else.
        if key is None or "Authorization" in request.headers or not isinstance(request.user, Officer):
            return None
        if check_csrf(request) is not None:
            raise CsrfFailed(_("This did not come from a page of this node."), fix=_("Reload the page and try again."))
        return known(request, request.user, has_key=False)


CALLERS = (ApiKeyBearer(), SessionCookie())


def known(request: Any, officer: Officer | None, *, has_key: bool) -> Officer | None:
    """Note whose request this is, and count it."""
    if officer is None:
        return None
    take(requests_limit(), user=str(officer.pk))
    request.officer = officer
    request.has_key = has_key
    return officer


def count_search(officer: Officer) -> None:
    """Count one search of the officer, or raise `BudgetExhausted`. Call it before any transaction is open."""
    take(searches_limit(), user=str(officer.pk))


def viewer_for(request: OfficerRequest, *, purpose: str = "", reference: str = "") -> Viewer:
    """The caller in the matter that the request names: as arguments, in headers, or as chosen for the session."""
    chosen, matter = _matter(request, purpose, reference)
    if not chosen:
        raise InvalidInput(
            _("Say for which purpose you ask."),
            problems=[
                FieldProblem(
                    f"header:/{PURPOSE_HEADER}",
                    "purpose_missing",
                    _("Facts are used for a purpose only."),
                    _("Name one of your own purposes; GET /api/v1/me lists them."),
                )
            ],
        )
    if chosen not in request.officer.purposes:
        raise Refused(
            _("This purpose is not one of yours."),
            code="purpose_not_yours",
            fix=_("Name one of your own purposes; GET /api/v1/me lists them."),
        )
    return _viewer(request, chosen, matter)


def viewer_without_purpose(request: OfficerRequest) -> Viewer:
    """The caller where no fact is used: it would see none."""
    return _viewer(request, "", "")


def require_fresh_code(request: OfficerRequest) -> None:
    """Refuse a two-person act or an export unless the officer has just shown a code. Call it outside transactions."""
    now = timezone.now()
    code = request.headers.get(CODE_HEADER)
    if request.officer.needs_passkey and (request.has_key or code is not None):
        raise _for_a_page()
    if code is not None:
        use_code(request.officer, code, now=now)
        return
    if request.has_key:
        raise FreshCodeNeeded(
            _("This act needs a fresh code."),
            fix=_("Send the code that your device shows now in the header {header}.").format(header=CODE_HEADER),
        )
    require_fresh_session(request, now=now)


def take_word(request: OfficerRequest) -> Signed | None:
    """The caller's word for an act that goes through `identity.approvals`: a fresh code, or a passkey's signature.

    A passkey answers to a person before a page of this node, so no key carries it. Call it outside transactions.
    """
    if not request.officer.needs_passkey:
        require_fresh_code(request)
        return None
    answer = request.headers.get(PASSKEY_HEADER, "")
    if request.has_key:
        raise _for_a_page()
    return take_signature(request, answer=answer, now=timezone.now()) if answer else None


def _for_a_page() -> FreshPasskeyNeeded:
    return FreshPasskeyNeeded(
        _("At this bureau a code is no longer enough."), fix=_("Do this on a page of the node, with your passkey.")
    )


def _viewer(request: OfficerRequest, purpose: str, reference: str) -> Viewer:
    device = request.headers.get(DEVICE_HEADER, "")[:DEVICE_LENGTH]
    return viewer_of(request.officer, purpose=purpose, reference=reference, device=device)


def _matter(request: OfficerRequest, purpose: str, reference: str) -> tuple[str, str]:
    if purpose:
        return purpose, reference
    if PURPOSE_HEADER in request.headers:
        return request.headers[PURPOSE_HEADER], request.headers.get(REFERENCE_HEADER, "")[:REFERENCE_LENGTH]
    if request.has_key:
        return "", ""
    kept = matter_of(request)
    return kept.purpose, kept.reference
