"""ETags: the hash of an answer as it was sent, so that nothing hidden can move it."""

import hashlib

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from interlace.foundation.http.failures import ChangedSinceRead, MatchMissing
from interlace.foundation.http.rendering import json_bytes


def tag_of(content: bytes) -> str:
    """The ETag of these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def require_match(request: HttpRequest, shown: Schema) -> None:
    """Refuse a change unless the caller names the state it saw: `shown` is the object as GET would answer now."""
    given = request.headers.get("If-Match")
    if given is None:
        raise MatchMissing(
            _("A change must say which state it changes."), fix=_("Send the ETag of your last read as If-Match.")
        )
    if not matches(given, tag_of(json_bytes(shown.model_dump(by_alias=True)))):
        raise ChangedSinceRead(
            _("It has changed since you read it. Nothing was changed now."), fix=_("Read it again, then decide.")
        )


def matches(given: str, tag: str) -> bool:
    """Whether a list of ETags, or `*`, names this one; weak tags compare by their text (RFC 9110, 8.8.3)."""
    return given.strip() == "*" or tag in {item.strip().removeprefix("W/") for item in given.split(",")}
