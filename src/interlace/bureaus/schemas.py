"""Shapes of the REST API: the directory and the register of capabilities."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.bureaus.capabilities.actions import CONTACT_LENGTH, DETAIL_LENGTH, Offer
from interlace.bureaus.capabilities.queries import Sought, audience_of, level_of
from interlace.bureaus.directory.entries import Entry, Wanted
from interlace.bureaus.directory.queries import is_due
from interlace.bureaus.models import Capability, Contact
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.routing import PageIn

Code = Annotated[str, Field(max_length=16)]
Language = Annotated[str, Field(max_length=3)]


class ChannelShape(Schema):
    """One way to reach an office."""

    kind: str = Field(max_length=16)
    address: str = Field(max_length=200)


class ContactIn(Schema):
    """An entry of the directory, as its bureau writes it."""

    model_config = ConfigDict(extra="forbid")

    kind: Contact.Kind
    name: str = Field(max_length=120)
    covers: str = Field("", max_length=240)
    always_open: bool = False
    hours: str = Field("", max_length=120)
    time_zone: str = Field("UTC", max_length=48)
    holidays: str = Field("", max_length=240)
    languages: list[Language] = Field(default_factory=list, max_length=12)
    channels: list[ChannelShape] = Field(default_factory=list, max_length=12)
    note: str = Field("", max_length=500)

    def entry(self) -> Entry:
        """The entry as the room knows it."""
        given = self.model_dump(exclude={"channels", "languages", "kind", "name"})
        return Entry(
            kind=self.kind.value,
            name=self.name.strip(),
            languages=tuple(self.languages),
            channels=tuple((each.kind, each.address.strip()) for each in self.channels),
            **given,
        )


class ContactOut(Schema):
    """An entry of the directory."""

    id: UUID
    member: str
    kind: str
    name: str
    covers: str
    always_open: bool
    hours: str
    time_zone: str
    holidays: str
    languages: list[str]
    channels: list[ChannelShape]
    note: str
    verified: datetime | None
    verified_by: str
    to_be_verified: bool = Field(description="Whether nobody of the bureau has looked at it for half a year.")

    @classmethod
    def of(cls, contact: Contact, *, now: datetime) -> Self:
        """The kept entry."""
        return cls(
            id=contact.id,
            member=contact.member,
            kind=contact.kind,
            name=contact.name,
            covers=contact.covers,
            always_open=contact.always_open,
            hours=contact.hours,
            time_zone=contact.time_zone,
            holidays=contact.holidays,
            languages=contact.languages,
            channels=[ChannelShape(kind=kind, address=address) for kind, address in contact.channels],
            note=contact.note,
            verified=contact.verified,
            verified_by=contact.verified_by_name,
            to_be_verified=is_due(contact, now=now),
        )


class DirectoryIn(PageIn):
    """Which entries of the directory."""

    text: str = Field("", max_length=120)
    kind: str = Field("", max_length=24)
    member: str = Field("", max_length=16)
    language: str = Field("", max_length=3)
    only_due: bool = False

    def wanted(self) -> Wanted:
        """The same as the room knows it."""
        return Wanted(self.text, self.kind, self.member, self.language, only_due=self.only_due)


class TakenInOut(Schema):
    """What came of a file."""

    taken_in: int


class OfferIn(Schema):
    """What a bureau offers. Without `members` it is meant for all."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=40)
    contact: str = Field(max_length=CONTACT_LENGTH)
    valid_until: date
    detail: str = Field("", max_length=DETAIL_LENGTH)
    languages: list[Language] = Field(default_factory=list, max_length=12)
    members: list[Code] = Field(default_factory=list, max_length=300)
    level: int = Field(0, ge=0, le=3)

    def offer(self) -> Offer:
        """The offer as the room knows it."""
        return Offer(
            kind=self.kind,
            contact=self.contact.strip(),
            valid_until=self.valid_until,
            detail=self.detail.strip(),
            languages=tuple(each.lower() for each in self.languages),
            members=frozenset(each.upper() for each in self.members),
            level=self.level,
        )


class OfferOut(Schema):
    """What a bureau offers the caller. Only its own bureau is told to whom."""

    id: UUID
    member: str
    kind: str
    languages: list[str]
    detail: str
    contact: str
    valid_until: date
    members: list[str] | None = Field(description="Who may know of it; null for another bureau's offer, or for all.")
    level: int | None

    @classmethod
    def of(cls, offer: Capability, viewer: Viewer) -> Self:
        """The kept offer, as this viewer may know it."""
        is_own = offer.member == viewer.member
        return cls(
            id=offer.id,
            member=offer.member,
            kind=offer.kind,
            languages=offer.languages,
            detail=offer.detail,
            contact=offer.contact,
            valid_until=offer.valid_until,
            members=sorted(audience_of(viewer, offer)) if is_own and not offer.for_all else None,
            level=level_of(viewer, offer) if is_own else None,
        )


class OffersIn(PageIn):
    """Which offers."""

    text: str = Field("", max_length=120)
    kind: str = Field("", max_length=40)
    member: str = Field("", max_length=16)
    language: str = Field("", max_length=3)

    def sought(self) -> Sought:
        """The same as the room knows it."""
        return Sought(self.text, self.kind, self.member, self.language)


class CapabilityKindOut(Schema):
    """One kind of help in the catalogue."""

    code: str
    name: str
    needs_language: bool
