"""Who keeps what a bureau says about itself."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.roles import Verb


def may_read(viewer: Viewer) -> bool:
    """Officers of bureaus look each other up; a private partner has no business there."""
    return viewer.person.active and bool({Verb.CHECK, Verb.ADMINISTER, Verb.AUDIT} & viewer.verbs)


def may_keep(viewer: Viewer) -> bool:
    """Whoever answers for the bureau writes down how it is reached."""
    return viewer.person.active and Verb.ANSWER in viewer.verbs


def require_reader(viewer: Viewer) -> None:
    """Refuse whoever has no business with the bureaus' own lists: for them they do not exist."""
    if not may_read(viewer):
        raise NotFound(_("There is nothing here for you."))


def require_keeper(viewer: Viewer) -> None:
    """Refuse whoever does not answer for the bureau."""
    require_reader(viewer)
    if not may_keep(viewer):
        raise Refused(
            _("Your role does not include keeping your bureau's entries."), fix=_("Ask a duty officer or your head.")
        )


def is_zone(name: str) -> bool:
    """Whether this is a time zone of the world's list."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
