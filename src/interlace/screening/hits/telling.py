"""A side of a hit as one officer may know it.

The side is stored for its whole bureau. An officer or unit with a ceiling of discovery learns that the hit exists,
with whom and how strong, and reads nothing: neither the values that were put before its bureau nor what they weighed.
"""

from interlace.bureaus.people.unit_rights import grants_of
from interlace.core.handling import Action
from interlace.core.procedure.ladder import Party
from interlace.foundation.disclosure.life import note_use_for_life
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.models import HitSide


def may_read(viewer: Viewer) -> bool:
    """Whether the viewer's unit and role allow reading at all; what of it, the labels decide.

    Where a unit's bureau has said how far it reaches, hits tell it no more than that they are there.
    """
    return Action.READ in viewer.person.ceiling and grants_of(viewer) is None


def told_to(viewer: Viewer, side: HitSide) -> HitSide:
    """The side for this officer. What is taken out here is not to be saved."""
    if may_read(viewer):
        if side.party == Party.ASKER and not side.withheld and side.their_subject is not None:
            note_use_for_life(
                viewer, originator=side.counterpart, subject=side.their_subject, label_id=side.holders_label_id
            )
        return side
    was_typed = side.party == Party.ASKER and side.own_subject is None
    side.question = list(side.question) if was_typed else []
    # What one typed oneself and met, one knows; whatever else was compared needs reading.
    side.reasons = [
        {"code": each["code"], "field": each["field"], "params": {}}
        for each in side.reasons
        if was_typed and each.get("deciding", True)
    ]
    side.bits, side.answer_reason, side.withheld = None, "", True
    return side
