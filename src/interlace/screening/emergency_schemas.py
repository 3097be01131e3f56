"""Shapes of the REST API of what one officer does where two are the rule."""

from datetime import datetime
from typing import Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.procedure.emergency import EmergencyGround, EmergencyVerdict
from interlace.screening.acts_alone import ActAlone, AloneKind
from interlace.screening.answers import FieldOut
from interlace.screening.hits.emergency_releases import Emergency
from interlace.screening.hits.release_reviews import MadeAlone, is_late

LONGEST_REASON = 2000


class EmergencyIn(Schema):
    """What one officer releases alone, and on which concrete risk to life or safety."""

    model_config = ConfigDict(extra="forbid")

    fields: list[str] = Field(
        ...,
        min_length=1,
        max_length=20,
        description="Own fields (`GET /hits/{hit_id}`): name, birth date, nationality, one photograph or one number.",
    )
    ground: EmergencyGround
    reason: str = Field(..., max_length=LONGEST_REASON, description="What the risk is, and how it is known.")

    def emergency(self) -> Emergency:
        """As the action takes it."""
        return Emergency(fields=tuple(self.fields), ground=self.ground, reason=self.reason)


class EmergencyReviewIn(Schema):
    """What another person says of it. Wrong takes back what can be taken back."""

    model_config = ConfigDict(extra="forbid")

    verdict: EmergencyVerdict
    reason: str = Field(..., max_length=LONGEST_REASON)


class EmergencyOut(Schema):
    """A release that one officer made alone, and its review by another person."""

    id: UUID
    hit: UUID
    to: str
    fields: list[FieldOut]
    ground: EmergencyGround
    reason: str
    released: datetime
    released_by: str
    digest: str = Field(..., description="SHA-256 of the exact difference that was signed.")
    review_due: datetime
    is_late: bool = Field(..., description="Nobody else has reviewed it within its 24 hours.")
    verdict: EmergencyVerdict | None
    review_reason: str
    reviewed: datetime | None
    reviewed_by: str

    @classmethod
    def of(cls, made: MadeAlone, *, now: datetime) -> Self:
        """As it stands now."""
        emergency = made.emergency
        return cls(
            id=emergency.id,
            hit=emergency.hit,
            to=emergency.to,
            fields=[
                FieldOut(property=each["prop"], value=each["value"], original=each["original"])
                for each in made.release.fields
            ],
            ground=EmergencyGround(emergency.ground),
            reason=emergency.reason,
            released=emergency.at,
            released_by=emergency.released_by_name,
            digest=made.release.digest,
            review_due=emergency.review_due,
            is_late=is_late(emergency, now=now),
            verdict=EmergencyVerdict(emergency.verdict) if emergency.verdict else None,
            review_reason=emergency.review_reason,
            reviewed=emergency.reviewed,
            reviewed_by=emergency.reviewed_by_name,
        )


class ActAloneOut(Schema):
    """One act that one person did where two are the rule."""

    kind: AloneKind
    id: UUID
    by: str
    at: datetime
    to: str = Field(..., description="The bureau that something left for.")
    review_due: datetime | None
    verdict: EmergencyVerdict | None
    reviewed: datetime | None
    reviewed_by: str

    @classmethod
    def of(cls, act: ActAlone) -> Self:
        """As the head sees it."""
        return cls(
            kind=act.kind,
            id=act.id,
            by=act.by,
            at=act.at,
            to=act.to,
            review_due=act.review_due,
            verdict=EmergencyVerdict(act.verdict) if act.verdict else None,
            reviewed=act.reviewed,
            reviewed_by=act.reviewed_by,
        )


class ActsAloneOut(Schema):
    """The latest of them, the latest first."""

    items: list[ActAloneOut]
