"""Who plans a rota, who reads it, who may test whether anybody wakes."""

from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.roles import Verb

_DESK = frozenset({Verb.ANSWER, Verb.ASK, Verb.SUPERVISE})


def may_read(viewer: Viewer) -> bool:
    """Whoever works at a desk of the bureau, or heads it."""
    return viewer.person.active and bool(_DESK & viewer.verbs)


def may_plan(viewer: Viewer) -> bool:
    """The head of the bureau."""
    return viewer.person.active and Verb.SUPERVISE in viewer.verbs


def may_drill(viewer: Viewer) -> bool:
    """Whoever answers for the desk, or heads it."""
    return viewer.person.active and bool({Verb.ANSWER, Verb.SUPERVISE} & viewer.verbs)


def require_reader(viewer: Viewer) -> None:
    """Refuse whoever has no desk: for them there is no rota."""
    if not may_read(viewer):
        raise NotFound(_("There is nothing here for you."))


def require_planner(viewer: Viewer) -> None:
    """Refuse whoever does not head the bureau."""
    require_reader(viewer)
    if not may_plan(viewer):
        raise Refused(_("The head of your bureau plans the rota."), fix=_("Ask your head to change it."))


def require_driller(viewer: Viewer) -> None:
    """Refuse whoever does not answer for the desk."""
    require_reader(viewer)
    if not may_drill(viewer):
        raise Refused(_("Your role does not include drills."), fix=_("Ask a duty officer or your head."))
