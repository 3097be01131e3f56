"""Callers whose key says by itself for what they ask: programs that were written for another server than ours."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja.security.apikey import APIKeyBase

from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import Refused
from interlace.foundation.identity.actions import key_in_force
from interlace.foundation.identity.models import ApiKey
from interlace.foundation.limits.actions import take
from interlace.foundation.limits.node import matcher_limit

_SCHEMES = frozenset({"apikey", "bearer"})


class MatterRequest(HttpRequest):
    """A request of which we know with which key it came."""

    key: ApiKey


class MatterKey(APIKeyBase):
    """`Authorization: ApiKey il_...`, as the clients of the OpenSanctions matcher send it; `Bearer` counts too."""

    openapi_in = "header"
    param_name = "Authorization"

    def _get_key(self, request: HttpRequest) -> str | None:
        return request.headers.get(self.param_name)

    def authenticate(self, request: Any, key: str | None) -> ApiKey | None:
        scheme, _space, text = (key or "").partition(" ")
        found = key_in_force(text.strip(), now=timezone.now()) if scheme.lower() in _SCHEMES else None
        if found is None:
            return None
        take(matcher_limit(), user=str(found.pk))
        if not found.purpose:
            raise Refused(
                _("This key says neither purpose nor reference."),
                code="key_without_matter",
                fix=_("Make one for this interface: POST /api/v1/keys with a matter, or `interlace admin key add`."),
            )
        request.key = found
        return found


def viewer_of_key(request: MatterRequest) -> Viewer:
    """Whom the key acts as, in the key's own matter."""
    key = request.key
    if key.purpose not in key.officer.purposes:
        raise Refused(
            _("The purpose of this key is no longer one of its account's."),
            code="purpose_not_yours",
            fix=_("Let the account be given the purpose again, or make another key."),
        )
    return viewer_of(key.officer, purpose=key.purpose, reference=key.reference)
