"""Every answer carries a random id, so that a person can name a failed request and the log can be searched for it."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-Id"


class RequestIdMiddleware:
    """Gives each request its id. One that the caller sends is not taken over: it would end up in our logs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["interlace.request_id"] = identifier = secrets.token_hex(16)
        response = self.get_response(request)
        response[HEADER] = identifier
        return response


def request_id(request: HttpRequest) -> str:
    """The id of the running request."""
    return str(request.META.get("interlace.request_id", ""))
