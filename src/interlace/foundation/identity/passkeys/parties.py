"""Under which name this node asks for passkeys. A passkey answers to that name alone, so a false page gets nothing."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import Refused

NODE_NAME = "Interlace"
LOCAL_NAME = "localhost"


class PasskeysNotHere(Refused):
    """The address of this page cannot carry passkeys: a number, or a name without HTTPS."""

    code = "passkeys_not_here"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The node as the officer's device knows it (WebAuthn Level 3, 4: relying party)."""

    id: str
    origin: str


def relying_party(request: HttpRequest) -> RelyingParty:
    """The node under the name by which this page was opened, or `PasskeysNotHere`.

    A configured origin is the only one. Otherwise any name this node answers to by HTTPS, and `localhost`, will do;
    browsers make no passkeys for numbers such as 127.0.0.1.
    """
    if settings.INTERLACE_ORIGIN:
        host = urlsplit(settings.INTERLACE_ORIGIN).hostname or ""
        return RelyingParty(settings.INTERLACE_RP_ID or host, settings.INTERLACE_ORIGIN)
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    if _is_number(host) or not (settings.SESSION_COOKIE_SECURE or host == LOCAL_NAME):
        raise PasskeysNotHere(
            _("Passkeys do not work under this address."), fix=_("Open the node under its name and by HTTPS.")
        )
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return RelyingParty(host, f"{scheme}://{request.get_host()}")


def local_address(request: HttpRequest) -> str:
    """The same node under the name that carries passkeys, where it was opened on this machine by its number."""
    parts = urlsplit(f"//{request.get_host()}")
    if settings.INTERLACE_ORIGIN or not _is_loopback(parts.hostname or ""):
        return ""
    return f"http://{LOCAL_NAME}:{parts.port}" if parts.port else f"http://{LOCAL_NAME}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return _is_number(host) and ipaddress.ip_address(host).is_loopback
