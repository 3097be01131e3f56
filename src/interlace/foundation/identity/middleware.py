"""A session ends by itself: 15 minutes after the last request, and 8 hours after sign-in."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from interlace.foundation.identity.sessions import end_if_stale


class SessionLimitsMiddleware:
    """Ends a stale session before anybody asks who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if end_if_stale(request, now=timezone.now()):
            request.user = AnonymousUser()
        return self.get_response(request)
