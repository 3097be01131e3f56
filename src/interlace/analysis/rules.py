"""Who draws charts."""

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound


def may_chart(viewer: Viewer) -> bool:
    """Whoever reads facts, at a bureau: a unit under one sees what was written to it, and no network."""
    return Action.READ in viewer.person.ceiling and not viewer.unit


def require_analyst(viewer: Viewer) -> None:
    """For everybody else there is no such screen."""
    if not may_chart(viewer):
        raise NotFound(_("There is nothing here for you."))
