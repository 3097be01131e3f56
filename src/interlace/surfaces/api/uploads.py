"""Files in chunks, for imports."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Schema, Status

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.failures import TooLarge, UnsupportedBody
from interlace.foundation.http.models import Upload
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.foundation.http.uploads import CHUNK_LIMIT, append_chunk, discard_upload, open_upload, own_upload

router = make_router("uploads")
BYTES = "application/octet-stream"
_CHUNK_BODY = {
    "requestBody": {
        "required": True,
        "content": {BYTES: {"schema": {"type": "string", "format": "binary", "maxLength": CHUNK_LIMIT}}},
    }
}


class UploadIn(Schema):
    """A file to be sent."""

    name: str = Field(..., min_length=1, max_length=255)
    size: int = Field(..., ge=1, le=2**53, description="Bytes.")
    sha256: str = Field("", pattern="^([0-9a-fA-F]{64})?$")


class UploadOut(Schema):
    """A file under way: the next chunk begins at `received`."""

    id: UUID
    name: str
    size: int
    received: int
    created: datetime
    finished: datetime | None


class OffsetIn(Schema):
    """Where the chunk begins."""

    offset: int = Field(..., ge=0, le=2**53)


@router.post("/uploads", response={201: UploadOut, **PROBLEMS})
@declare("uploads.open", SurfaceKind.ROUTE)
def post_upload(request: OfficerRequest, body: UploadIn) -> Status[Upload]:
    """Begin a file."""
    viewer = viewer_without_purpose(request)

    def begin() -> UUID:
        return open_upload(viewer=viewer, name=body.name, size=body.size, sha256=body.sha256, now=timezone.now()).pk

    done = once(request, begin)
    return Status(done.status, own_upload(viewer=viewer, upload_id=done.object_id))


@router.get("/uploads/{upload_id}", response={200: UploadOut, **PROBLEMS})
@declare("uploads.show", SurfaceKind.ROUTE)
def get_upload(request: OfficerRequest, upload_id: UUID) -> Upload:
    """Say how much of a file has arrived."""
    return own_upload(viewer=viewer_without_purpose(request), upload_id=upload_id)


@router.put("/uploads/{upload_id}", response={200: UploadOut, **PROBLEMS}, openapi_extra=_CHUNK_BODY)
@declare("uploads.append", SurfaceKind.ROUTE)
def put_chunk(request: OfficerRequest, upload_id: UUID, place: Query[OffsetIn]) -> Upload:
    """Add a chunk of at most 4 MiB at the end of a file."""
    viewer = viewer_without_purpose(request)
    own_upload(viewer=viewer, upload_id=upload_id)
    if request.content_type != BYTES:
        raise UnsupportedBody(_("A chunk is plain bytes."), fix=_("Send it as application/octet-stream."))
    content = request.read(CHUNK_LIMIT + 1)
    if len(content) > CHUNK_LIMIT:
        raise TooLarge(_("A chunk is larger than 4 MiB."), fix=_("Send smaller chunks."))
    return append_chunk(viewer=viewer, upload_id=upload_id, offset=place.offset, content=content, now=timezone.now())


@router.delete("/uploads/{upload_id}", response={204: None, **PROBLEMS})
@declare("uploads.discard", SurfaceKind.ROUTE)
def delete_upload(request: OfficerRequest, upload_id: UUID) -> Status[None]:
    """Throw a file away."""
    discard_upload(viewer=viewer_without_purpose(request), upload_id=upload_id)
    return Status(204, None)
