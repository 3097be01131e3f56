"""What every proposal that another person decides has in common: how the decision is written down."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict
from interlace.oversight.models import Extension, ExtensionState, RuleChange, RuleChangeState

P = TypeVar("P", Extension, RuleChange)


def write_decision(viewer: Viewer, proposal: P, state: ExtensionState | RuleChangeState, *, now: datetime) -> P:
    """Note on the proposal who decided it, how and when."""
    proposal.state, proposal.decided = state, now
    proposal.decided_by, proposal.decided_by_name = UUID(viewer.id), viewer.officer_name
    proposal.save()
    return proposal


def refuse_another(seen: str, *, signed: str) -> None:
    """Raise where somebody would sign something else than what was read."""
    if seen != signed:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the proposal again and sign it."))
