"""Which terms each bureau of a joint case has accepted: read from the acts, as far as a bureau was told of them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from interlace.cases.joint.models import JointEvent
from interlace.core.procedure.cases import JointMove
from interlace.foundation.disclosure.viewer import Viewer

ACCEPTING = frozenset({JointMove.PROPOSE.value, JointMove.CHANGE.value, JointMove.ACCEPT.value})
"""Acts by which a bureau puts itself under terms: who proposes them has accepted them."""


def accepted_terms(viewer: Viewer, joint: UUID) -> Mapping[str, str]:
    """The digest of the terms that each bureau is under. A context must be open."""
    events = JointEvent.objects.visible_to(viewer).filter(joint=joint).order_by("number")
    return {member: event.terms_digest for member, event in accepting(events).items()}


def accepting(events: Iterable[JointEvent]) -> Mapping[str, JointEvent]:
    """The act by which each bureau accepted last, of acts in their order."""
    return {event.member: event for event in events if event.terms and event.kind in ACCEPTING}
