"""Opening what is in quarantine: two persons sign the same words, then both may look for half an hour.

A part is read again from the exhibit in the jail each time; its text is kept nowhere. A whole file that two persons
open is read like any other from then on.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, case_to_change
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.evidence.finding import require_not_in_error
from interlace.evidence.intake import ledger_events
from interlace.evidence.intake.actions import start
from interlace.evidence.intake.finding import case_of_held, locked
from interlace.evidence.intake.jailed import read_part
from interlace.evidence.intake.models import Held, HoldState, IntakeState
from interlace.evidence.intake.rules import may_see_opened, no_such_intake, require_cause, require_opener
from interlace.evidence.intake.sealing import key_of, place_of_held
from interlace.evidence.intake.working import arguments_of, bounds
from interlace.evidence.sealing import content_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict
from interlace.foundation.identity.approvals.actions import (
    Difference,
    approval_of,
    give_approval,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.jail.running import read_in_jail

ACT = "intake.open"


def difference_to_sign(held: Held) -> Difference:
    """What both sign: which thing of which exhibit, why it is closed, and why it has to be opened."""
    return Difference(
        ACT,
        {
            "held": str(held.id),
            "exhibit": str(held.intake.exhibit_id),
            "sha256": held.intake.exhibit.sha256,
            "whole": held.is_whole,
            "reason": held.reason,
            "cause": held.cause,
        },
    )


@transaction.atomic
def ask_to_open(viewer: Viewer, held_id: UUID, *, cause: str, signed: Signed | None = None, now: datetime) -> Held:
    """Sign as the first person that this has to be opened, and why."""
    said = require_cause(cause)
    with at_work(viewer, case_of_held(viewer, held_id, now=now), now=now) as matter:
        held = _to_open(matter, held_id)
        if held.state == HoldState.ASKED:
            _lapse(held, now=now)
        held.proposal, held.cause, held.state = uuid4(), said, HoldState.ASKED
        held.asked_by, held.asked_by_name = UUID(matter.id), matter.officer_name
        held.opened_by, held.opened_by_name, held.opened = None, "", None
        open_approval(
            difference_to_sign(held), subject=held.proposal, member=matter.member, by=matter.id, signed=signed, now=now
        )
        held.save()
        log_on_case(ledger_events.OPENING_ASKED, matter, held.case, now=now, detail={"held": str(held.id)})
        return held


@transaction.atomic
def open_held(viewer: Viewer, held_id: UUID, *, signed: Signed | None = None, now: datetime) -> Held:
    """Sign as the second person. A whole file is read from here on; of a part both may look for a while."""
    with at_work(viewer, case_of_held(viewer, held_id, now=now), now=now) as matter:
        held = _asked(matter, held_id)
        give_approval(difference_to_sign(held), subject=_proposal(held), by=matter.id, signed=signed, now=now)
        held.state, held.opened = HoldState.OPENED, now
        held.opened_by, held.opened_by_name = UUID(matter.id), matter.officer_name
        held.save()
        log_on_case(ledger_events.HELD_OPENED, matter, held.case, now=now, detail={"held": str(held.id)})
        if held.is_whole and held.intake.state == IntakeState.HELD:
            start(matter, held.intake, now=now)
        return held


@transaction.atomic
def keep_closed(viewer: Viewer, held_id: UUID, *, now: datetime) -> Held:
    """Decide against it as another person: it stays as it is."""
    with at_work(viewer, case_of_held(viewer, held_id, now=now), now=now) as matter:
        held = _asked(matter, held_id)
        refuse_approval(difference_to_sign(held), subject=_proposal(held), by=matter.id, now=now)
        held.state = HoldState.CLOSED
        held.save(update_fields=["state"])
        return held


@transaction.atomic
def text_of_held(viewer: Viewer, held_id: UUID, *, now: datetime) -> str:
    """What the two have opened, read again from the exhibit; each look is in the ledger."""
    with at_work(viewer, case_of_held(viewer, held_id, now=now), now=now) as matter:
        held = locked(Held, held_id, "intake__exhibit", "case")
        require_on(matter, case_to_change(matter, held.case_id))
        if held.is_whole or not may_see_opened(matter, held, now=now):
            raise no_such_intake()
        exhibit = held.intake.exhibit
        require_not_in_error(exhibit)
        place = place_of_held(key_of(exhibit), held)
        arguments = {**arguments_of(held.intake), "unit": place["unit"], "at": place["at"]}
        text = str(read_in_jail(read_part, b"".join(content_of(exhibit)), arguments, bounds=bounds()))
        log_on_case(ledger_events.HELD_SEEN, matter, held.case, now=now, detail={"held": str(held.id)})
        return text[place["start"] : place["end"]] if "start" in place else text


def _to_open(viewer: Viewer, held_id: UUID) -> Held:
    held = locked(Held, held_id, "intake__exhibit", "case")
    case_to_change(viewer, held.case_id)
    require_opener(viewer, held)
    require_not_in_error(held.intake.exhibit)
    if held.is_whole and held.state == HoldState.OPENED and held.intake.state != IntakeState.HELD:
        raise Conflict(_("This has been opened."), code="held_opened")
    return held


def _asked(viewer: Viewer, held_id: UUID) -> Held:
    held = _to_open(viewer, held_id)
    if held.state != HoldState.ASKED:
        raise Conflict(_("Nobody has asked to open this."), code="held_not_asked", fix=_("Ask first, and say why."))
    return held


def _proposal(held: Held) -> UUID:
    if held.proposal is None:
        raise Conflict(_("Nobody has asked to open this."), code="held_not_asked")
    return held.proposal


def _lapse(held: Held, *, now: datetime) -> None:
    """Somebody has asked: a second question takes the place of a first one that has lapsed, and of no other."""
    known = approval_of(ACT, _proposal(held))
    if known is not None and known.opened <= now < known.until:
        raise Conflict(_("This has been proposed already."), fix=_("Let a second person decide it."))
