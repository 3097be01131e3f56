"""REST routes of packs: handed in as an upload, followed, stopped and resumed, stored, laid on a table."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.foundation.http.uploads import discard_upload, finished_upload
from interlace.foundation.jail import Bounds
from interlace.meeting.bringing import actions
from interlace.meeting.bringing.keeping import pack_of, packs_of
from interlace.meeting.pack_rendering import pack_out, pack_row
from interlace.meeting.pack_schemas import PackIn, PackLayIn, PackOut, PacksOut, PackStoreIn
from interlace.meeting.queries import meeting_view
from interlace.meeting.rules import error_of

router = make_router("packs")
_OF_THE_FILE = frozenset({"pack_too_large", "pack_not_opened", "pack_without_bureaus"})
USES: dict[str, Any] = {"actions": (Action.DISCOVER, Action.READ), "purpose": PurposeFrom.OBJECT}


@router.get("/packs", response={200: PacksOut, **PROBLEMS})
@declare("packs.list", SurfaceKind.ROUTE, **USES)
def get_packs(request: OfficerRequest) -> PacksOut:
    """List the packs that one handed in within the last week, the latest first."""
    viewer = viewer_without_purpose(request)
    found = packs_of(viewer, now=timezone.now())
    return PacksOut(items=[pack_row(each, actions.work_on(viewer, each)) for each in found])


@router.post("/packs", response={201: PackOut, **PROBLEMS})
@declare("packs.hand_in", SurfaceKind.ROUTE, **USES)
def post_pack(request: OfficerRequest, body: PackIn) -> Status[PackOut]:
    """Hand in an uploaded ZIP; it is read behind walls, in the background."""
    viewer = viewer_without_purpose(request)

    def hand_in() -> UUID:
        now = timezone.now()
        actions.require_pack_worker(viewer)
        if body.meeting is not None and not meeting_view(viewer, body.meeting, now=now).is_host:
            raise error_of("not_the_host")
        upload = finished_upload(viewer=viewer, upload_id=body.upload)
        if upload.size > Bounds().file:
            raise error_of("pack_too_large")
        content = upload.content(at_most=upload.size)
        made = actions.hand_in_pack(viewer, content, file_name=upload.name, meeting=body.meeting, now=now)
        discard_upload(viewer=viewer, upload_id=body.upload)
        return made.id

    try:
        done = once(request, hand_in)
    except InvalidInput as refused:
        if refused.code in _OF_THE_FILE:
            # It is of no use to anybody.
            discard_upload(viewer=viewer, upload_id=body.upload)
        raise
    return Status(done.status, _shown(viewer, done.object_id))


@router.get("/packs/{pack_id}", response={200: PackOut, **PROBLEMS})
@declare("packs.show", SurfaceKind.ROUTE, **USES)
def get_pack(request: OfficerRequest, pack_id: UUID) -> PackOut:
    """Show how far a pack is and, once it is read, what it holds and where cases meet."""
    return _shown(viewer_without_purpose(request), pack_id)


@router.post("/packs/{pack_id}/stop", response={200: PackOut, **PROBLEMS})
@declare("packs.stop", SurfaceKind.ROUTE, **USES)
def post_pack_stop(request: OfficerRequest, pack_id: UUID) -> PackOut:
    """Stop the work on a pack; what was read or stored stays."""
    viewer = viewer_without_purpose(request)
    actions.stop_work_on_pack(viewer, pack_id, now=timezone.now())
    return _shown(viewer, pack_id)


@router.post("/packs/{pack_id}/go-on", response={200: PackOut, **PROBLEMS})
@declare("packs.go_on", SurfaceKind.ROUTE, **USES)
def post_pack_go_on(request: OfficerRequest, pack_id: UUID) -> PackOut:
    """Go on where the work stood."""
    viewer = viewer_without_purpose(request)
    actions.go_on_with_pack(viewer, pack_id, now=timezone.now())
    return _shown(viewer, pack_id)


@router.post("/packs/{pack_id}/store", response={200: PackOut, **PROBLEMS})
@declare("packs.store", SurfaceKind.ROUTE, **USES)
def post_pack_store(request: OfficerRequest, pack_id: UUID, body: PackStoreIn) -> PackOut:
    """Store the cases, leads, people and things of the own bureau, in the background."""
    viewer = viewer_without_purpose(request).working_for(purpose=body.purpose, reference=body.reference)
    actions.store_pack(viewer, pack_id, scheme=body.scheme, now=timezone.now())
    return _shown(viewer, pack_id)


@router.post("/packs/{pack_id}/lay", response={200: PackOut, **PROBLEMS})
@declare("packs.lay", SurfaceKind.ROUTE, **USES)
def post_pack_lay(request: OfficerRequest, pack_id: UUID, body: PackLayIn) -> PackOut:
    """Put a pack on the agenda of a meeting that one's bureau holds."""
    viewer = viewer_without_purpose(request).working_for(purpose=body.purpose, reference=body.reference)
    actions.lay_brought_pack(viewer, pack_id, body.meeting, now=timezone.now())
    return _shown(viewer, pack_id)


@router.delete("/packs/{pack_id}", response={204: None, **PROBLEMS})
@declare("packs.discard", SurfaceKind.ROUTE, **USES)
def delete_pack(request: OfficerRequest, pack_id: UUID) -> Status[None]:
    """Throw a pack away; what was stored of it, or laid on a table, stays."""
    actions.discard_pack(viewer_without_purpose(request), pack_id, now=timezone.now())
    return Status(204, None)


def _shown(viewer: Viewer, pack_id: UUID) -> PackOut:
    pack = pack_of(viewer, pack_id, now=timezone.now())
    return pack_out(pack, actions.work_on(viewer, pack))
