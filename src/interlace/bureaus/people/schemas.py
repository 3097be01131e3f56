"""Shapes of the REST API: officers, domestic units, their rights, and how these change."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.bureaus.people.deciding import Decided, state_of
from interlace.bureaus.people.models import Authorisation, Change, HitLevel
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import HeldItem
from interlace.bureaus.people.posts import Grant, OfficerPost, UnitRights
from interlace.bureaus.people.queries import Person
from interlace.bureaus.people.signed_rights import differences_of, name_of
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.foundation.identity.models import Bureau, ResetProposal, ResetState
from interlace.foundation.identity.resetting import Reset
from interlace.foundation.identity.resetting import state_of as reset_state

Word = Annotated[str, Field(max_length=64)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
REGISTERS = "Registers of the own bureau that checks are compared with; null for all, later ones too."

CONVERSES = (
    "The unit reads and writes in its own threads, whatever its levels are; no record is read by that. Without, it"
    " writes drafts that its bureau sends."
)


class _Strict(Schema):
    """An unknown field is refused: a misspelt right must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class PaperIn(_Strict):
    """The written authorisation on which rights rest."""

    document: str = Field(..., min_length=1, max_length=120, description="Its reference.")
    dated: date
    signed_by: str = Field(..., min_length=1, max_length=160)

    @staticmethod
    def read(paper: "PaperIn | None") -> Paper:
        """The paper as the room knows it; an empty one where none was given."""
        return Paper(paper.document, paper.dated, paper.signed_by) if paper is not None else Paper()


class OfficerChangeIn(_Strict):
    """All rights of an officer, as they shall be."""

    name: Name
    office: UUID = Field(..., description="The own bureau, or a unit under it: `GET /units`.")
    roles: list[Word] = Field(..., min_length=1, max_length=16)
    purposes: list[Word] = Field(default_factory=list, max_length=64)
    registers: list[Word] | None = Field(None, max_length=500, description=REGISTERS)
    level: int = Field(0, ge=0, le=3)
    rooms: list[Word] = Field(default_factory=list, max_length=64, description="Operations joined.")
    trained: date
    training_ends: date
    paper: PaperIn | None = Field(None, description="What only takes rights back needs none.")

    def post(self, username: str) -> OfficerPost:
        """The rights as the room knows them."""
        return OfficerPost(
            username=username,
            name=self.name,
            bureau=str(self.office),
            roles=tuple(sorted(set(self.roles))),
            purposes=tuple(sorted(set(self.purposes))),
            registers=None if self.registers is None else tuple(sorted(set(self.registers))),
            level=self.level,
            rooms=tuple(sorted(set(self.rooms))),
            trained=self.trained,
            training_ends=self.training_ends,
        )


class OfficerIn(OfficerChangeIn):
    """An officer to be appointed."""

    username: str = Field(..., min_length=1, max_length=64)


class UnitGrantShape(_Strict):
    """What a unit may in one register of its bureau, in its single facts (`@case-facts`), or at others (`@others`)."""

    place: Word = Field(..., description="A register of the own bureau by name, `@case-facts` or `@others`.")
    level: HitLevel = HitLevel.NONE
    fields: list[Word] = Field(
        default_factory=list,
        max_length=64,
        description="FollowTheMoney properties that the unit reads where the level is content.",
    )
    may_contribute: bool = False

    @classmethod
    def of(cls, grant: Grant) -> Self:
        """The kept grant."""
        return cls(
            place=grant.register,
            level=HitLevel(grant.level),
            fields=list(grant.fields),
            may_contribute=grant.may_contribute,
        )

    def grant(self) -> Grant:
        """The grant as the room knows it."""
        return Grant(self.place, self.level.value, tuple(sorted(set(self.fields))), self.may_contribute)


class UnitIn(_Strict):
    """All rights of a domestic unit, as they shall be."""

    name: Name
    time_zone: str = Field("UTC", max_length=48)
    grants: list[UnitGrantShape] = Field(default_factory=list, max_length=500)
    converses: bool = Field(False, description=CONVERSES)
    paper: PaperIn | None = Field(None, description="What only takes rights back needs none.")

    def rights(self) -> UnitRights:
        """The rights as the room knows them; of two grants in one register the later one counts."""
        grants = {each.place: each.grant() for each in self.grants}
        return UnitRights(self.name, self.time_zone, tuple(sorted(grants.values())), self.converses)


class SecondPersonsIn(_Strict):
    """Where the second person of an act works."""

    elsewhere: bool = Field(..., description="At another office of the own member, and nowhere else.")
    paper: PaperIn | None = Field(None, description="Needed to let them work at the own office again.")


class SecondPersonsOut(Schema):
    """Where the second person of an act works."""

    elsewhere: bool = Field(..., description="At another office of the own member, and nowhere else.")


class SuspensionIn(_Strict):
    """Why somebody is shut out."""

    reason: str = Field(..., min_length=1, max_length=500)


class LeavingIn(_Strict):
    """Who takes over from an officer who leaves."""

    successor: UUID | None = Field(None, description="Needed where items are open.")


class ReturningIn(_Strict):
    """On which paper a suspended officer comes back."""

    paper: PaperIn


class SignedDigestIn(_Strict):
    """The digest of what was read: it must be what is signed."""

    digest: str = Field(..., pattern="^[0-9a-f]{64}$")


class RefusedResetIn(_Strict):
    """Why an officer shall not begin anew."""

    reason: str = Field(..., min_length=1, max_length=500)


class ScanIn(_Strict):
    """The scan of a written authorisation."""

    upload: UUID = Field(..., description="A finished upload: `POST /uploads`.")


class PaperOut(Schema):
    """A written authorisation as it was noted."""

    id: UUID
    document: str
    dated: date
    signed_by: str
    noted: datetime
    noted_by: str
    has_scan: bool

    @classmethod
    def of(cls, paper: Authorisation) -> Self:
        """The kept one."""
        return cls(
            id=paper.id,
            document=paper.document,
            dated=paper.dated,
            signed_by=paper.signed_by,
            noted=paper.noted,
            noted_by=paper.noted_by_name,
            has_scan=bool(paper.scan),
        )


class OfficerOut(Schema):
    """An officer of the own bureau or of a unit under it."""

    id: UUID
    username: str
    name: str
    office: UUID
    office_name: str
    roles: list[str]
    purposes: list[str]
    registers: list[str] | None = Field(..., description=REGISTERS)
    level: int
    rooms: list[str]
    trained: date | None
    training_ends: date | None
    training: str = Field(..., description="missing, ended, ends_soon or valid.")
    in_service: bool
    left: datetime | None
    is_system: bool

    @classmethod
    def values_of(cls, person: Person, *, today: date) -> dict[str, Any]:
        """What every shape of an officer holds."""
        post = person.post
        return {
            "id": person.officer.pk,
            "username": post.username,
            "name": post.name,
            "office": person.officer.bureau_id,
            "office_name": person.officer.bureau.name,
            "roles": list(post.roles),
            "purposes": list(post.purposes),
            "registers": None if post.registers is None else list(post.registers),
            "level": post.level,
            "rooms": list(post.rooms),
            "trained": post.trained,
            "training_ends": post.training_ends,
            "training": person.training(today),
            "in_service": person.officer.is_active,
            "left": person.left,
            "is_system": person.officer.is_service,
        }

    @classmethod
    def of(cls, person: Person, *, today: date) -> Self:
        """The officer as a row of a list."""
        return cls(**cls.values_of(person, today=today))


class OpenItemOut(Schema):
    """Something that lies with one officer and with nobody else."""

    id: UUID
    kind: str
    what: str
    due: datetime | None


class OfficerDetailOut(OfficerOut):
    """An officer with the papers that the rights rest on, and with what is open."""

    papers: list[PaperOut]
    items: list[OpenItemOut]

    @classmethod
    def whole(
        cls, person: Person, *, papers: list[Authorisation], items: list[HeldItem], today: date
    ) -> "OfficerDetailOut":
        """Everything about one officer."""
        return cls(
            **cls.values_of(person, today=today),
            papers=[PaperOut.of(each) for each in papers],
            items=[OpenItemOut(id=each.id, kind=each.kind, what=each.what, due=each.due) for each in items],
        )


class UnitOut(Schema):
    """An office: the own bureau, or a domestic unit under it with what it may."""

    id: UUID
    name: str
    kind: str
    time_zone: str
    people: int
    grants: list[UnitGrantShape]
    converses: bool = Field(..., description=CONVERSES)
    papers: list[PaperOut]

    @classmethod
    def of(cls, bureau: Bureau, rights: UnitRights, *, people: int, papers: list[Authorisation]) -> Self:
        """The office and its rights."""
        return cls(
            id=bureau.pk,
            name=bureau.name,
            kind=bureau.kind,
            time_zone=bureau.time_zone,
            people=people,
            grants=[UnitGrantShape.of(each) for each in rights.grants],
            converses=rights.converses,
            papers=[PaperOut.of(each) for each in papers],
        )


class RightOut(Schema):
    """One thing that a change changes."""

    right: str
    so_far: Any
    from_now_on: Any
    widens: bool


class RightsChangeOut(Schema):
    """A change of rights. The second person signs `digest`, the SHA-256 of the difference."""

    id: UUID
    kind: Change.Kind
    subject: UUID | None = Field(..., description="The officer or the office; null for one that does not exist yet.")
    name: str
    state: Change.State
    rights: list[RightOut]
    widens: bool
    document: str
    digest: str
    proposed: datetime
    proposed_by: str
    until: datetime = Field(..., description="Until when it can be signed.")
    decided: datetime | None
    decided_by: str

    @classmethod
    def values_of(cls, change: Change, *, now: datetime) -> dict[str, Any]:
        """What every shape of a change holds."""
        is_made = not change.is_new or change.state == Change.State.DONE
        return {
            "id": change.id,
            "kind": Change.Kind(change.kind),
            "subject": change.subject if is_made else None,
            "name": name_of(change),
            "state": state_of(change, now=now),
            "rights": [
                RightOut(right=each.what, so_far=each.before, from_now_on=each.after, widens=each.widens)
                for each in differences_of(change)
            ],
            "widens": change.widens,
            "document": str(change.paper.get("document", "")),
            "digest": change.digest,
            "proposed": change.proposed,
            "proposed_by": change.proposed_by_name,
            "until": change.proposed + SIGNED_WITHIN,
            "decided": change.decided,
            "decided_by": change.decided_by_name,
        }

    @classmethod
    def of(cls, change: Change, *, now: datetime) -> Self:
        """The kept change as it stands now."""
        return cls(**cls.values_of(change, now=now))


class SignedChangeOut(RightsChangeOut):
    """A change just signed. The password of a new account is shown this once; a repetition shows null."""

    password: str | None
    password_until: datetime | None

    @classmethod
    def of_decided(cls, change: Change, decided: Decided | None, *, now: datetime) -> "SignedChangeOut":
        """The change, and what to hand over."""
        password = decided.password if decided is not None else ""
        until = decided.until if decided is not None else None
        return cls(**cls.values_of(change, now=now), password=password or None, password_until=until)


class NewBeginningOut(Schema):
    """A proposal that an officer begins anew: password, device, passkeys, sessions and keys end once it is signed."""

    id: UUID
    officer: UUID
    name: str
    username: str
    state: ResetState
    proposed: datetime
    proposed_by: str
    until: datetime = Field(..., description="Until when it can be signed.")
    refused: datetime | None
    refused_by: str
    reason: str = Field(..., description="Why it was refused.")
    password: str | None = Field(..., description="Shown this once, to who signs it.")
    password_until: datetime | None

    @classmethod
    def of(cls, reset: ResetProposal, done: Reset | None = None, *, now: datetime) -> Self:
        """The proposal, and once it is signed what to hand over."""
        return cls(
            id=reset.pk,
            officer=reset.officer_id,
            name=reset.officer.display_name,
            username=reset.officer.username,
            state=reset_state(reset, now=now),
            proposed=reset.at,
            proposed_by=reset.by.display_name,
            until=reset.at + SIGNED_WITHIN,
            refused=reset.refused,
            refused_by=reset.refused_by.display_name if reset.refused_by is not None else "",
            reason=reset.reason,
            password=done.password if done is not None else None,
            password_until=done.until if done is not None else None,
        )
