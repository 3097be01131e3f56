"""As whom a command acts, in which language, and what it is given to read."""

import codecs
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from interlace.facts.ordering import own_country
from interlace.foundation.console import options, say
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.codes import use_code
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.identity.sessions import FreshCodeNeeded
from interlace.screening.checks.lists import CheckedList, list_of

DRY_RUN_HELP = "Say what would happen, and store nothing."
CODE_HELP = "Code that the officer's device shows now, where it has one."


def viewer(*, purpose: str = "", reference: str = "") -> Viewer:
    """The profile that the command names, in this matter."""
    return viewer_of(officer_of_profile(options().profile), purpose=purpose, reference=reference)


def show_code(code: str) -> None:
    """Use the code of the profile's device for an act of two persons; a profile without a device needs none.

    Whoever holds the data folder acts as its profiles: a device makes one of them a person's own. Call it outside
    transactions.
    """
    officer = officer_of_profile(options().profile)
    if officer.totp_sealed is None:
        return
    if not code:
        raise FreshCodeNeeded(_("This act needs a fresh code."), fix=_("Add --code with what your device shows now."))
    use_code(officer, code, now=timezone.now())


@contextmanager
def trial() -> Iterator[None]:
    """Carry out what follows as if in earnest, then take all of it back and say so."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    say(gettext_lazy("Tried out only: nothing was stored and nobody was told."))


def aware(moment: datetime | None) -> datetime | None:
    """A moment as typed, in the reader's zone."""
    return timezone.make_aware(moment) if moment is not None else None


def language() -> str:
    """The language of the answer."""
    return get_language() or "en"


def content_of(path: str) -> bytes:
    """A file as it is, or standard input for `-`."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError:
        raise InvalidInput(_("The file cannot be opened."), fix=_("Look at its name and its rights.")) from None


def list_named(path: str) -> CheckedList:
    """The list in this file, or on standard input for `-`."""
    country = own_country(viewer().member)
    return list_of(content_of(path), None if path == "-" else Path(path), country=country)
