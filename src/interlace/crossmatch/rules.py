"""Who reviews links at all."""

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.roles import Verb


def may_review(viewer: Viewer) -> bool:
    """Whose role makes checks and matches records, at a bureau; a unit under one matches nothing."""
    return Verb.CHECK in viewer.verbs and Action.MATCH in viewer.person.ceiling and not viewer.unit


def require_reviewer(viewer: Viewer) -> None:
    """For everybody else there is no such screen."""
    if not may_review(viewer):
        raise NotFound(_("There is nothing here for you."))
