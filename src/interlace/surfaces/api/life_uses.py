"""What others read of the caller's own facts in order to save a life."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Schema

from interlace.core.handling import Action
from interlace.foundation.disclosure.life import life_uses
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router

router = make_router("life uses")


class LifeUseOut(Schema):
    """Which bureau read of which of one's own subjects, and when."""

    id: UUID
    reader: str
    subject: UUID
    at: datetime


@router.get("/life-uses", response={200: Listing[LifeUseOut], **PROBLEMS})
@declare("life_uses.list", SurfaceKind.ROUTE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def get_life_uses(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List what others read of the own bureau's facts in order to save a life, the latest first."""
    viewer = viewer_without_purpose(request)
    found = life_uses(viewer, now=timezone.now(), most=page.limit + 1, after=after(viewer, "life uses", page))
    return listing(viewer, "life uses", page, rows=found, shown=lambda use: use, place=lambda use: (use.at, use.id))
