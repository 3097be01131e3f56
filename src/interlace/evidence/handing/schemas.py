"""Shapes of the REST API of hand-overs between bureaus."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.evidence.handing.reading import HandOverView
from interlace.evidence.handing.rules import OfferTerms, TakingTerms
from interlace.foundation.http.moments import Moment


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class BureauOfferIn(_Strict):
    """An exhibit that goes to another bureau, as the one who gives tells it."""

    recipient: str = Field(..., min_length=1, max_length=16, description="Code of the bureau")
    at: Moment
    place: str = Field(..., min_length=1, max_length=200)
    purpose: str = Field(..., min_length=1, max_length=300)
    authority: str = Field(..., min_length=1, max_length=300, description="Request, order or agreement behind it")
    seal: str = Field("", max_length=64)
    condition: str = Field("", max_length=300)
    consent: str = Field("", max_length=300, description="Of whoever gave it first, where that one has to agree")

    def terms(self) -> OfferTerms:
        """The offer."""
        return OfferTerms(**self.model_dump())


class TakeOverIn(_Strict):
    """The same hand-over, as the one who takes tells it."""

    case: str = Field("", max_length=64, description="Reference or id of an own case; nothing for what comes home")
    at: Moment
    place: str = Field(..., min_length=1, max_length=200)
    carrier: str = Field("", max_length=120, description="Who had it on the way")
    seal: str = Field("", max_length=64, description="As it was found")
    condition: str = Field("", max_length=300)

    def terms(self) -> TakingTerms:
        """The taking."""
        return TakingTerms(**self.model_dump())


class HandOverReasonIn(_Strict):
    """Why; the other side reads it."""

    reason: str = Field(..., min_length=1, max_length=300)


class HandOverActOut(Schema):
    """What one side said to it."""

    member: str
    move: str
    by: str
    reason: str
    at: datetime


class BureauHandOverOut(Schema):
    """One hand-over as this side may read it: the exhibit, and nothing of the other side's case."""

    id: UUID
    giver: str
    recipient: str
    offered_by: str
    state: str
    exhibit: UUID | None = Field(..., description="The own exhibit that it is about")
    comes_home: bool
    title: str
    file_name: str
    size: int
    sha256: str
    markings: str
    given_at: datetime
    place: str
    purpose: str
    authority: str
    seal: str
    condition: str
    offered: datetime
    acts: list[HandOverActOut]


def hand_over_out(view: HandOverView) -> BureauHandOverOut:
    """One hand-over."""
    offer = view.offer
    same = ("id", "recipient", "title", "file_name", "size", "sha256", "markings", "given_at", "place", "purpose")
    return BureauHandOverOut(
        **{name: getattr(offer, name) for name in (*same, "authority", "seal", "condition", "offered")},
        giver=offer.member,
        offered_by=offer.giver_name,
        state=view.state,
        exhibit=view.exhibit,
        comes_home=offer.returns is not None,
        acts=[
            HandOverActOut(member=each.member, move=each.move, by=each.by_name, reason=each.reason, at=each.at)
            for each in view.acts
        ],
    )
