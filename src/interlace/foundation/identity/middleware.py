"""A session ends by itself: 15 minutes idle, 8 hours after sign-in, and in every browser but the one that opened it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from interlace.foundation.identity.sessions import DEVICE_COOKIE, device_key, end_if_stale

KEPT_FOR = 365 * 24 * 3600
"""Seconds; without a session the key opens nothing."""


class SessionLimitsMiddleware:
    """Ends a stale session before anybody asks who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if end_if_stale(request, now=timezone.now()):
            request.user = AnonymousUser()
        before = device_key(request)
        response = self.get_response(request)
        key = device_key(request)
        if key != before:
            response.set_cookie(
                DEVICE_COOKIE,
                key,
                httponly=True,
                samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
                max_age=KEPT_FOR,
            )
        return response
