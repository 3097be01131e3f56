"""Who sits before a page, and how pages speak to them: the same for every room."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InterlaceError, Refused, SignInNeeded
from interlace.foundation.http.matter import Matter, matter_of
from interlace.foundation.identity.actions import confirm_fresh_code
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.passkeys.actions import Signed, confirm_with_passkey, take_signature
from interlace.foundation.identity.sessions import FreshCodeNeeded, FreshPasskeyNeeded, require_fresh_session
from interlace.foundation.localize.formats import near_text
from interlace.foundation.localize.reader import Reader, reader_of
from interlace.foundation.localize.shown import Notice, ShownClock, ShownField, clock
from interlace.foundation.localize.words import purpose_name


@dataclass(frozen=True, slots=True)
class Desk:
    """The officer at a page: as a viewer, as a reader, and what it works for."""

    officer: Officer
    viewer: Viewer
    matter: Matter
    reader: Reader

    @property
    def now(self) -> datetime:
        """The moment of reading, the same for the whole page."""
        return self.reader.now

    def when(self, moment: datetime) -> str:
        """A time as a colleague says it."""
        return near_text(moment, now=self.now, zone=self.reader.zone, language=self.reader.language)

    def clock(self, due: datetime, *, started: datetime) -> ShownClock:
        """A running clock."""
        return clock(due=due, started=started, now=self.now, zone=self.reader.zone, language=self.reader.language)

    def matter_text(self, purpose: str, reference: str) -> str:
        """Purpose and reference in one line."""
        return ", ".join(filter(None, (purpose_name(purpose), reference)))


def desk_of(request: HttpRequest) -> Desk:
    """Whoever is signed in; `SignInNeeded` leads to the door."""
    officer = request.user
    if not isinstance(officer, Officer):
        raise SignInNeeded(_("Sign in first."))
    matter = matter_of(request)
    viewer = viewer_of(officer, purpose=matter.purpose, reference=matter.reference)
    return Desk(officer=officer, viewer=viewer, matter=matter, reader=reader_of(officer))


def code_field(request: HttpRequest, *, error: str = "") -> ShownField | None:
    """The field for a fresh code, where this session needs one for an act of two persons.

    Where the bureau has passkeys there is none: the act asks for one on a page of its own.
    """
    try:
        require_fresh_session(request, now=timezone.now())
    except FreshPasskeyNeeded:
        return None
    except FreshCodeNeeded:
        return code_asked(error=error)
    return None


def code_asked(*, error: str = "") -> ShownField:
    """The field for a fresh code."""
    return ShownField(
        "code",
        _("Code that your device shows now"),
        kind="code",
        autocomplete="one-time-code",
        attributes={"inputmode": "numeric", "maxlength": "7"},
        error=error,
    )


def take_code(request: HttpRequest) -> None:
    """Accept the code or the passkey shown with an act; `Refused` without a fresh one. Call it outside transactions."""
    answer, code = request.POST.get("passkey", ""), request.POST.get("code", "").strip()
    if answer:
        confirm_with_passkey(request, answer=answer, now=timezone.now())
    elif code:
        confirm_fresh_code(request, code=code, now=timezone.now())
    require_fresh_session(request, now=timezone.now())


def take_word(request: HttpRequest) -> Signed | None:
    """The officer's word for an act that goes through `identity.approvals`. Call it outside transactions.

    Where the bureau has passkeys it is a signature, and none yet on the first attempt: then the act names what is to be
    signed. Elsewhere it is a fresh code.
    """
    if not isinstance(request.user, Officer) or not request.user.needs_passkey:
        take_code(request)
        return None
    answer = request.POST.get("passkey", "")
    return take_signature(request, answer=answer, now=timezone.now()) if answer else None


def notice_of(error: InterlaceError) -> Notice:
    """What happened, what is safe, what to do."""
    return Notice(
        lead=str(error.message),
        text=str(error.fix),
        tone="bad" if isinstance(error, Refused) else "warn",
        mark="stop",
        code=error.code,
    )
