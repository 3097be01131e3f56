"""Shapes of legal holds on cases and exhibits, for REST and the command line."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.cases.holds.actions import LONGEST_AUTHORITY, LONGEST_REASON, HoldTerms
from interlace.cases.holds.models import CaseHold
from interlace.foundation.http.moments import Moment


class CaseHoldIn(Schema):
    """Why something is held, on whose order, and when somebody looks at it again."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(..., min_length=1, max_length=LONGEST_REASON)
    authority: str = Field(..., min_length=1, max_length=LONGEST_AUTHORITY, description="The order, request or law")
    review: Moment

    def terms(self) -> HoldTerms:
        """The hold as it is laid."""
        return HoldTerms(self.reason, self.authority, self.review)


class CaseHoldOut(Schema):
    """One hold."""

    id: UUID
    case: UUID
    exhibit: str = Field(description="The exhibit on which alone it lies; empty for the whole case")
    reason: str
    authority: str
    review: datetime
    laid: datetime
    laid_by: str
    lifted: datetime | None
    lifted_by: str
    lifted_reason: str


def hold_out(hold: CaseHold) -> CaseHoldOut:
    """One hold as it leaves the node."""
    end = getattr(hold, "end", None)
    return CaseHoldOut(
        id=hold.id,
        case=hold.case_id,
        exhibit=hold.thing_name,
        reason=hold.reason,
        authority=hold.authority,
        review=hold.review,
        laid=hold.laid,
        laid_by=hold.laid_by_name,
        lifted=end.at if end else None,
        lifted_by=end.by_name if end else "",
        lifted_reason=end.reason if end else "",
    )
