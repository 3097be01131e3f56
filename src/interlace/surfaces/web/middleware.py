"""What every page carries, and where errors of the domain become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import BudgetExhausted, InterlaceError, NotFound, SignInNeeded
from interlace.foundation.http.problems import status_of, time_limit_behind
from interlace.foundation.identity.approvals.actions import SignatureNeeded
from interlace.foundation.identity.sessions import FreshPasskeyNeeded
from interlace.foundation.localize.shown import Notice
from interlace.surfaces.web.doors import to_sign_in
from interlace.surfaces.web.signing import signing_page

Handler = Callable[[HttpRequest], HttpResponse]

# Nothing comes from elsewhere, nothing is inline, nothing frames us.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

API_PREFIX = "/api/"


class ContentSecurityPolicyMiddleware:
    """Forbid every foreign and every inline resource, and keep what a page shows out of caches."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
        return response


class DomainErrorMiddleware:
    """Turn an error of the domain into a page that says what happened, what is safe and what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error of the domain; every other one stays a fault of the program."""
        error = time_limit_behind(error) or error
        if not isinstance(error, InterlaceError) or request.path.startswith(API_PREFIX):
            return None
        if isinstance(error, NotFound):
            return render(request, "404.html", status=404)
        if isinstance(error, SignInNeeded):
            # A part of a page that asks by itself: the page stays as it is, and the next click asks to sign in.
            is_part = "HX-Request" in request.headers
            return HttpResponse(status=204 if request.method == "GET" else 401) if is_part else to_sign_in(request)
        if isinstance(error, SignatureNeeded | FreshPasskeyNeeded):
            return signing_page(request, error)
        problem = Notice(
            lead=str(error.message) or str(_("This cannot be done.")), text=str(error.fix), code=error.code, tone="bad"
        )
        response = render(request, "interlace/refused.html", {"problem": problem}, status=status_of(error))
        if isinstance(error, BudgetExhausted):
            response["Retry-After"] = str(error.retry_after)
        return response
