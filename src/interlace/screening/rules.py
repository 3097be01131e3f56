"""Who may do what with checks and hits: one small predicate per question."""

from django.utils.translation import gettext as _

from interlace.core.procedure.ladder import MOVES_OF, Move, Party, State, next_state
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import Conflict, InvalidInput, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.screening.models import BatchPermit, HitSide, Release


def require_verb(viewer: Viewer, verb: Verb) -> None:
    """The officer's role allows this; `Refused` otherwise."""
    if not viewer.person.active:
        raise Refused(_("This account is not active."), fix=_("Ask the head of your bureau."))
    if verb not in viewer.verbs:
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))


def require_matter(viewer: Viewer) -> None:
    """A check, an answer and an export each name a purpose the officer holds and a case or legal reference."""
    if not viewer.purpose:
        raise InvalidInput(_("A purpose is missing."), fix=_("Say what the check is for, for example fraud."))
    if viewer.purpose not in viewer.person.purposes:
        raise Refused(_("You are not authorised for this purpose."), fix=_("Choose one of your own purposes."))
    if not viewer.reference.strip():
        raise InvalidInput(_("A case or legal reference is missing."), fix=_("Give the number of your case."))


def as_present(viewer: Viewer) -> Viewer:
    """The same officer in the same matter, with the rights of this moment; `Refused` where it may check no longer."""
    officer = Officer.objects.in_service().select_related("bureau__member").filter(pk=viewer.id).first()
    if officer is None:
        raise Refused(_("This account is not active."), fix=_("Ask the head of your bureau."))
    present = viewer_of(officer, purpose=viewer.purpose, reference=viewer.reference, device=viewer.device)
    require_verb(present, Verb.CHECK)
    require_matter(present)
    return present


def require_move(side: HitSide, move: Move) -> State:
    """The state the move leads to; `Refused` for the wrong party, `Conflict` for the wrong moment."""
    if move not in MOVES_OF[Party(side.party)]:
        raise Refused(_("Only the other side of this hit can do that."))
    state = next_state(State(side.state), move)
    if state is None:
        raise Conflict(_("The hit has moved on since you read it."), fix=_("Open it again and look at its state."))
    return state


def require_second_person(release: Release, *, viewer: Viewer, digest: str) -> None:
    """Somebody else than the proposer signs exactly what was proposed."""
    if release.state != Release.State.PROPOSED:
        raise Conflict(_("This release has been decided."))
    if str(release.proposed_by) == viewer.id:
        raise Refused(_("A second person must sign; you proposed this release yourself."))
    if release.digest != digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))


def require_supervisor(permit: BatchPermit, *, viewer: Viewer, digest: str) -> None:
    """A supervisor other than the one who asks signs exactly what was asked."""
    require_verb(viewer, Verb.SUPERVISE)
    if permit.state != BatchPermit.State.ASKED:
        raise Conflict(_("This question has been decided."))
    if str(permit.asked_by) == viewer.id:
        raise Refused(_("A second person must sign; you asked for this yourself."))
    if permit.digest != digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))
