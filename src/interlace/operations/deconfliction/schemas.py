"""Shapes of the REST API of deconfliction."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from interlace.core.planning.interests import InterestKind
from interlace.operations.deconfliction.models import LONGEST_NAME


class InterestIn(Schema):
    """What a bureau is after: a person with a birth date, a telephone number with its country, or coordinates."""

    model_config = ConfigDict(extra="forbid")

    kind: InterestKind
    text: str = Field(..., min_length=1, max_length=200)
    """A name; a number; or latitude and longitude in degrees, with a comma between them."""
    born: date | None = None
    """Of a person."""
    name: str = Field(..., min_length=1, max_length=LONGEST_NAME)
    """How the own bureau calls it; nobody else reads it."""
    until: AwareDatetime
    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=80)


class ContactPointOut(Schema):
    """How another bureau that is after the same is reached."""

    member: str
    name: str
    channels: list[str]


class InterestOut(Schema):
    """What the own bureau is after, and who else is. The value itself is not kept."""

    id: UUID
    kind: str
    name: str
    reference: str
    until: datetime
    points: list[ContactPointOut]
