"""Something in quarantine as its page shows it: where it stands, why, and what two persons sign."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work
from interlace.cases.rules import is_on
from interlace.evidence.intake.finding import case_of_held
from interlace.evidence.intake.models import Held, HoldReason, HoldState
from interlace.evidence.intake.presenting import HeldPage
from interlace.evidence.intake.rules import may_see_opened
from interlace.evidence.intake.sealing import key_of, place_of_held
from interlace.evidence.intake.showing import held_words
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.shown import ShownField, Trail


@dataclass(frozen=True, slots=True)
class HeldView:
    """Something in quarantine, and whether this viewer may open it."""

    held: Held
    place: str
    may_sign: bool
    may_look: bool


def held_view(viewer: Viewer, held_id: UUID, *, now: datetime) -> HeldView:
    """As this viewer may see it: never what it says."""
    with at_work(viewer, case_of_held(viewer, held_id, now=now), now=now) as matter:
        held = Held.objects.select_related("intake__exhibit", "case").get(pk=held_id)
        place = str(place_of_held(key_of(held.intake.exhibit), held).get("place", ""))
        is_worker = held.case.is_open and is_on(matter, held.case)
        return HeldView(
            held=held,
            place=place,
            may_sign=is_worker and Verb.APPROVE in matter.verbs,
            may_look=is_worker and not held.is_whole and may_see_opened(matter, held, now=now),
        )


def held_page(
    desk: Desk, view: HeldView, *, code: ShownField | None, error: InterlaceError | None = None, text: str = ""
) -> HeldPage:
    """What is closed, who asked, and the form of the next signature."""
    held = view.held
    exhibit = held.intake.exhibit
    pairs = [
        (_("Exhibit"), f"{exhibit.name} {exhibit.file_name}"),
        (_("SHA-256"), exhibit.sha256),
        (_("Why it is closed"), str(HoldReason(held.reason).label)),
        (_("Where it stands"), view.place),
        (_("Held by"), held.held_by_name or _("The machine, before anybody read it")),
        (_("State"), str(HoldState(held.state).label)),
        (_("Why it has to be opened"), held.cause),
        (_("Asked by"), held.asked_by_name),
        (_("Opened by"), held.opened_by_name),
    ]
    is_first = str(held.asked_by) == desk.viewer.id
    may_ask = view.may_sign and held.state != HoldState.ASKED
    may_sign = view.may_sign and held.state == HoldState.ASKED and not is_first
    return HeldPage(
        title=held_words(held),
        lead=_("Two persons sign the same words. What they open is read again from the exhibit and kept nowhere."),
        trail=(
            Trail(_("Intake"), reverse("intake")),
            Trail(exhibit.name, reverse("intake-file", args=[held.intake_id])),
            Trail(_("Quarantine")),
        ),
        pairs=tuple((label, said) for label, said in pairs if said),
        url=reverse("intake-held", args=[held.id]),
        notices=() if error is None else (notice_of(error),),
        cause=ShownField(
            "cause", _("Why it has to be opened"), value=held.cause, kind="textarea", attributes={"maxlength": "300"}
        )
        if may_ask
        else None,
        may_sign=may_sign,
        code=code if may_ask or may_sign else None,
        text_url=reverse("intake-text", args=[held.id]) if view.may_look else "",
        text=text,
    )
