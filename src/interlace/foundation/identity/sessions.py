"""Server-side sessions: how long they last, and how fresh the last code is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer

IDLE = timedelta(minutes=15)
TOTAL = timedelta(hours=8)
FRESH = timedelta(minutes=5)
# The last-seen time is written at most this often, so that reading a page does not cost a write each time.
STEP = timedelta(seconds=30)

_OPENED = "opened"
_SEEN = "seen"
_FACTOR = "factor"
_FRESH = "fresh"
_BACKEND = "interlace.foundation.identity.backends.ActiveOfficerBackend"


class Factor(StrEnum):
    """How the officer proved who it is."""

    CODE = "code"  # password and a code
    PROFILE = "profile"  # picked from the list of a demo node on this machine


class FreshCodeNeeded(Refused):
    """The act needs a code not older than five minutes."""

    code = "fresh_code_needed"


@dataclass(frozen=True, slots=True)
class SessionState:
    """What a session says about its own age and strength."""

    opened: datetime
    seen: datetime
    factor: Factor
    fresh: datetime | None


def open_session(request: HttpRequest, officer: Officer, *, factor: Factor, now: datetime) -> None:
    """Start a session under a new id; what an earlier session held is gone."""
    request.session.flush()
    login(request, officer, backend=_BACKEND)
    request.session[_OPENED] = request.session[_SEEN] = now.timestamp()
    request.session[_FACTOR] = factor.value
    if factor is Factor.CODE:
        mark_fresh(request, now=now)


def end_session(request: HttpRequest) -> None:
    """Sign out and forget everything the session held."""
    logout(request)


def end_sessions_of(officer: Officer, *, now: datetime) -> int:
    """End every session of the officer, wherever it was opened, and say how many there were."""
    # What a session holds is opaque to the database; a node has hundreds of them, and this act is rare.
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now)
        if session.get_decoded().get(SESSION_KEY) == str(officer.pk)
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
    )


def end_if_stale(request: HttpRequest, *, now: datetime) -> bool:
    """End a session that is too old, too long idle, or not opened by `open_session`; say whether it was."""
    if not request.user.is_authenticated:
        return False
    state = state_of(request)
    if state is None or now - state.opened >= TOTAL or now - state.seen >= IDLE:
        end_session(request)
        return True
    if now - state.seen >= STEP:
        request.session[_SEEN] = now.timestamp()
    return False


def mark_fresh(request: HttpRequest, *, now: datetime) -> None:
    """Remember that a code was accepted just now."""
    request.session[_FRESH] = now.timestamp()


def require_fresh_session(request: HttpRequest, *, now: datetime) -> None:
    """Refuse the act unless this session's last code is fresh. A profile of a demo node has no codes to ask for."""
    state = state_of(request)
    if state is None:
        raise FreshCodeNeeded(_("This act needs a fresh code."), fix=_("Enter the code that your device shows now."))
    if state.factor is Factor.PROFILE:
        return
    if state.fresh is None or not timedelta(0) <= now - state.fresh < FRESH:
        raise FreshCodeNeeded(_("This act needs a fresh code."), fix=_("Enter the code that your device shows now."))


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
