"""Server-side sessions: how long they last, and how fresh the last code is."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import InterlaceError, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.vault.node import node_keys

IDLE = timedelta(minutes=15)
TOTAL = timedelta(hours=8)
FRESH = timedelta(minutes=5)
# The last-seen time is written at most this often, so that reading a page does not cost a write each time.
STEP = timedelta(seconds=30)

_OPENED = "opened"
_SEEN = "seen"
_FACTOR = "factor"
_FRESH = "fresh"
_FRESH_BY = "fresh_by"
_PASSKEY = "passkey"
_DEVICE = "device"
DEVICE_COOKIE = "interlace_device"
"""Beside the session's own cookie: the browser's key, of which the session holds only a digest."""
UNASKED = "Interlace-Unasked"
"""Header of what an open page asks by itself. It keeps no session alive; whoever sends it wrongly only ends sooner."""
_BACKEND = "interlace.foundation.identity.backends.ActiveOfficerBackend"


class Factor(StrEnum):
    """How the officer proved who it is."""

    PASSKEY = "passkey"  # a device that has verified its owner
    CODE = "code"  # password and a code
    PROFILE = "profile"  # picked from the list of a demo node on this machine


class FreshCodeNeeded(Refused):
    """The act needs a code not older than five minutes."""

    code = "fresh_code_needed"


class FreshPasskeyNeeded(InterlaceError):
    """The act needs a passkey shown within five minutes. It is no refusal yet: a page of its own asks for it."""

    code = "fresh_passkey_needed"


@dataclass(frozen=True, slots=True)
class SessionState:
    """What a session says about its own age and strength."""

    opened: datetime
    seen: datetime
    factor: Factor
    fresh: datetime | None
    """When the officer last showed a code or a passkey."""
    fresh_by: Factor | None = None


def open_session(
    request: HttpRequest, officer: Officer, *, factor: Factor, now: datetime, passkey: UUID | None = None
) -> None:
    """Start a session under a new id; what an earlier session held is gone."""
    request.session.flush()
    login(request, officer, backend=_BACKEND)
    request.session[_OPENED] = request.session[_SEEN] = now.timestamp()
    request.session[_FACTOR] = factor.value
    key = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(32)
    request.session[_DEVICE] = _device_digest(key)
    request.COOKIES[DEVICE_COOKIE] = key
    if passkey is not None:
        request.session[_PASSKEY] = str(passkey)
    if factor is not Factor.PROFILE:
        mark_fresh(request, factor=factor, now=now)


def end_session(request: HttpRequest) -> None:
    """Sign out and forget everything the session held."""
    logout(request)


def end_sessions_of(officer: Officer, *, now: datetime) -> int:
    """End every session of the officer, wherever it was opened, and say how many there were."""
    return _end_sessions_holding(SESSION_KEY, str(officer.pk), now=now)


def end_sessions_opened_with(passkey: UUID, *, now: datetime) -> int:
    """End every session that this passkey opened, and say how many there were."""
    return _end_sessions_holding(_PASSKEY, str(passkey), now=now)


def _end_sessions_holding(name: str, value: str, *, now: datetime) -> int:
    # What a session holds is opaque to the database; a node has hundreds of them, and this act is rare.
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now)
        if session.get_decoded().get(name) == value
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def state_of(request: HttpRequest) -> SessionState | None:
    """The session's own account, or None where nobody is signed in."""
    kept = request.session
    if _OPENED not in kept or _FACTOR not in kept:
        return None
    fresh = kept.get(_FRESH)
    return SessionState(
        opened=_moment(kept[_OPENED]),
        seen=_moment(kept.get(_SEEN, 0)),
        factor=Factor(kept[_FACTOR]),
        fresh=None if fresh is None else _moment(fresh),
        fresh_by=None if fresh is None else Factor(kept.get(_FRESH_BY, Factor.CODE)),
    )


def end_if_stale(request: HttpRequest, *, now: datetime) -> bool:
    """End a session that is too old, too long idle, or not opened by `open_session`; say whether it was."""
    if not request.user.is_authenticated:
        return False
    state = state_of(request)
    if state is None or now - state.opened >= TOTAL or now - state.seen >= IDLE or not _is_same_device(request):
        end_session(request)
        return True
    if now - state.seen >= STEP and UNASKED not in request.headers:
        request.session[_SEEN] = now.timestamp()
    return False


def mark_fresh(request: HttpRequest, *, factor: Factor = Factor.CODE, now: datetime) -> None:
    """Remember that a code or a passkey was accepted just now."""
    request.session[_FRESH], request.session[_FRESH_BY] = now.timestamp(), factor.value


def require_fresh_session(request: HttpRequest, *, now: datetime) -> None:
    """Refuse the act unless the officer has just shown a code, or a passkey where the bureau has them."""
    officer = request.user
    if isinstance(officer, Officer) and officer.needs_passkey:
        require_fresh_passkey(request, now=now)
    else:
        require_fresh_proof(request, now=now)


def require_fresh_proof(request: HttpRequest, *, now: datetime) -> None:
    """Refuse the act unless this session's last code or passkey is fresh. A profile has neither to ask for."""
    state = state_of(request)
    if state is None or (state.factor is not Factor.PROFILE and not _is_fresh(state, now=now)):
        raise FreshCodeNeeded(_("This act needs a fresh code."), fix=_("Enter the code that your device shows now."))


def require_fresh_passkey(request: HttpRequest, *, now: datetime) -> None:
    """Refuse the act unless a passkey was shown within five minutes, wherever the officer works."""
    state = state_of(request)
    if state is None or state.fresh_by is not Factor.PASSKEY or not _is_fresh(state, now=now):
        raise FreshPasskeyNeeded(
            _("This act needs your passkey."), fix=_("Show it on a page of this node, then repeat the act.")
        )


def device_key(request: HttpRequest) -> str:
    """The key that this browser carries, or was given with the session that was just opened."""
    return str(request.COOKIES.get(DEVICE_COOKIE, ""))


def _is_same_device(request: HttpRequest) -> bool:
    """Whether the browser that opened the session sends it: whoever reads the table of sessions cannot."""
    return hmac.compare_digest(str(request.session.get(_DEVICE, "")), _device_digest(device_key(request)))


def _device_digest(key: str) -> str:
    return node_keys().keyed_digest("device", key.encode()).hex()


def _is_fresh(state: SessionState, *, now: datetime) -> bool:
    return state.fresh is not None and timedelta(0) <= now - state.fresh < FRESH


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
