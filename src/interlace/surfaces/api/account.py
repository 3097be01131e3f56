"""Who am I here, and which keys act for me."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Schema, Status

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.callers import OfficerRequest, require_fresh_code, viewer_without_purpose
from interlace.foundation.http.paging import page_of
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.identity.actions import create_api_key, keys_of, revoke_api_key
from interlace.foundation.identity.key_matters import QUESTIONS_A_DAY, KeyMatter
from interlace.foundation.identity.models import ApiKey

router = make_router("account")


class MeOut(Schema):
    """The signed-in officer or system account."""

    id: UUID
    name: str
    bureau: str
    member: str
    roles: list[str]
    verbs: list[str]
    purposes: list[str]
    language: str
    time_zone: str


class KeyMatterIn(Schema):
    """Under what a key asks by itself: only for the interface of the OpenSanctions matcher, whose client sends none."""

    purpose: str = Field(..., min_length=1, max_length=32, description="One of the caller's own purposes.")
    reference: str = Field(..., min_length=1, max_length=120, description="Number of the case or legal reference.")
    questions: int = Field(QUESTIONS_A_DAY, ge=1, le=QUESTIONS_A_DAY, description="How many in a day.")

    def matter(self) -> KeyMatter:
        """The same as the node keeps it."""
        return KeyMatter(self.purpose, self.reference, self.questions)


class KeyIn(Schema):
    """A key to be made; with a `matter` it opens `/opensanctions/` and nothing else."""

    name: str = Field(..., min_length=1, max_length=80)
    expires: datetime | None = None
    matter: KeyMatterIn | None = None


class KeyOut(Schema):
    """A key, without its text."""

    id: UUID
    name: str
    created: datetime
    expires: datetime
    revoked: datetime | None
    purpose: str = Field(..., description="Under which it asks by itself; empty where it acts as its officer.")
    reference: str
    daily_questions: int | None


class NewKeyOut(KeyOut):
    """A key just made. Its text is shown this once; a repetition of the request shows null."""

    text: str | None


@router.get("/me", response={200: MeOut, **PROBLEMS})
@declare("account.me", SurfaceKind.ROUTE)
def get_me(request: OfficerRequest) -> dict[str, Any]:
    """Say who the caller is and what it may do."""
    officer = request.officer
    return {
        "id": officer.pk,
        "name": officer.display_name,
        "bureau": officer.bureau.name,
        "member": officer.member_code,
        "roles": officer.roles,
        "verbs": sorted(officer.verbs),
        "purposes": officer.purposes,
        "language": officer.language,
        "time_zone": officer.time_zone,
    }


@router.get("/keys", response={200: Listing[KeyOut], **PROBLEMS})
@declare("account.keys", SurfaceKind.ROUTE)
def get_keys(request: OfficerRequest, page: Query[PageIn]) -> Any:
    """List the caller's own keys, newest first."""
    viewer = viewer_without_purpose(request)
    rows = keys_of(request.officer)
    return page_of(rows, viewer=viewer, name="keys", order=("-created", "id"), limit=page.limit, cursor=page.cursor)


@router.get("/keys/{key_id}", response={200: KeyOut, **PROBLEMS})
@declare("account.key", SurfaceKind.ROUTE)
def get_key(request: OfficerRequest, key_id: UUID) -> ApiKey:
    """Show one of the caller's own keys."""
    return _own_key(request, key_id)


@router.post("/keys", response={201: NewKeyOut, **PROBLEMS})
@declare("account.key.create", SurfaceKind.ROUTE)
def post_key(request: OfficerRequest, body: KeyIn) -> Status[NewKeyOut]:
    """Make a key that acts as the caller, everywhere or at one door alone. It takes a fresh code."""
    require_fresh_code(request)
    texts: dict[UUID, str] = {}

    def make() -> UUID:
        matter = body.matter.matter() if body.matter is not None else None
        made = create_api_key(
            officer=request.officer, name=body.name, expires=body.expires, matter=matter, now=timezone.now()
        )
        texts[made.key.pk] = made.text
        return made.key.pk

    done = once(request, make)
    shown = KeyOut.from_orm(_own_key(request, done.object_id))
    return Status(done.status, NewKeyOut(**shown.model_dump(), text=texts.get(done.object_id)))


@router.delete("/keys/{key_id}", response={200: KeyOut, **PROBLEMS})
@declare("account.key.revoke", SurfaceKind.ROUTE)
def delete_key(request: OfficerRequest, key_id: UUID) -> ApiKey:
    """Make one of the caller's own keys useless at once."""
    return revoke_api_key(officer=request.officer, key_id=key_id, now=timezone.now())


def _own_key(request: OfficerRequest, key_id: UUID) -> ApiKey:
    found = keys_of(request.officer).filter(pk=key_id).first()
    if found is None:
        raise NotFound()
    return found
