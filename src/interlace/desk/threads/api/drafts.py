"""REST routes of drafts: keep what is typed, review it, see what blocks it, send it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move
from interlace.desk.threads.answers import DraftOut, SendingOut, ThreadOut
from interlace.desk.threads.api.routing import MATCHED, language, router
from interlace.desk.threads.attachments import attach, attachments_of_draft, detach
from interlace.desk.threads.drafting import (
    Typed,
    approve_draft,
    discard_draft,
    draft_of,
    drafts_of,
    matter_of_draft,
    new_draft,
    return_draft,
    save_draft,
    submit_draft,
)
from interlace.desk.threads.models import Draft
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.rendering import draft_out, sending_out, thread_out
from interlace.desk.threads.schemas import ApproveIn, AttachIn, DraftIn, ReturnIn, SaveIn
from interlace.desk.threads.sending import check_sending, send_draft
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, require_fresh_code, viewer_for, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing
from interlace.foundation.http.tags import require_match
from interlace.foundation.http.uploads import discard_upload, finished_upload

USES = (Action.DISCOVER, Action.READ)
SENDS = (Action.DISCOVER, Action.READ, Action.FORWARD)


@router.get("/thread-drafts", response={200: Listing[DraftOut], **PROBLEMS})
@declare("threads.drafts.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_drafts(request: OfficerRequest) -> dict[str, Any]:
    """List the drafts of one's own side that have not been sent, the latest first."""
    viewer = viewer_without_purpose(request)
    return {"items": [_shown(viewer, draft) for draft in drafts_of(viewer, now=timezone.now())], "next": None}


@router.post("/thread-drafts", response={201: DraftOut, **PROBLEMS})
@declare("threads.drafts.new", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_draft(request: OfficerRequest, body: DraftIn) -> Status[DraftOut]:
    """Begin a message: one that opens a thread, or a move in one."""
    viewer = viewer_for(request, purpose=body.purpose, reference=body.reference)

    def begin() -> UUID:
        made = new_draft(viewer, body.message.message(), move=Move(body.move), thread=body.thread, now=timezone.now())
        return made.id

    done = once(request, begin)
    return Status(done.status, _shown_by_id(viewer, done.object_id))


@router.get("/thread-drafts/{draft_id}", response={200: DraftOut, **PROBLEMS})
@declare("threads.drafts.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_draft(request: OfficerRequest, draft_id: UUID) -> DraftOut:
    """Show a draft of one's own side."""
    return _shown_by_id(viewer_without_purpose(request), draft_id)


@router.put("/thread-drafts/{draft_id}", response={200: DraftOut, **PROBLEMS})
@declare("threads.drafts.save", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def put_draft(request: OfficerRequest, draft_id: UUID, body: SaveIn) -> DraftOut:
    """Keep what has been typed. When a colleague was quicker, the text is kept as a draft of its own (409)."""
    matter = matter_of_draft(viewer_without_purpose(request), draft_id, now=timezone.now())
    typed = Typed(body.message.message(), body.version)
    return _shown(matter, save_draft(matter, draft_id, typed, now=timezone.now()))


@router.delete("/thread-drafts/{draft_id}", response={204: None, **PROBLEMS})
@declare("threads.drafts.discard", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_draft(request: OfficerRequest, draft_id: UUID) -> Status[None]:
    """Throw a draft away, with its files."""
    now = timezone.now()
    discard_draft(matter_of_draft(viewer_without_purpose(request), draft_id, now=now), draft_id, now=now)
    return Status(204, None)


@router.get("/thread-drafts/{draft_id}/check", response={200: SendingOut, **PROBLEMS})
@declare("threads.drafts.check", SurfaceKind.ROUTE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def get_draft_check(request: OfficerRequest, draft_id: UUID) -> SendingOut:
    """Say what keeps the message back, and the smallest set of consents that would let it go."""
    now = timezone.now()
    matter = matter_of_draft(viewer_without_purpose(request), draft_id, now=now)
    return sending_out(check_sending(matter, draft_id, now=now))


@router.post("/thread-drafts/{draft_id}/attachments", response={201: DraftOut, **PROBLEMS})
@declare("threads.drafts.attach", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_draft_attachment(request: OfficerRequest, draft_id: UUID, body: AttachIn) -> Status[DraftOut]:
    """Attach a finished upload."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    matter = matter_of_draft(viewer, draft_id, now=now)

    def take_over() -> UUID:
        upload = finished_upload(viewer=viewer, upload_id=body.upload)
        with upload.plain_file() as path:
            attach(matter, draft_id, path, file_name=upload.name, level=body.level, now=now)
        discard_upload(viewer=viewer, upload_id=body.upload)
        return draft_id

    done = once(request, take_over)
    return Status(done.status, _shown_by_id(matter, draft_id))


@router.delete("/thread-attachments/{attachment_id}", response={204: None, **PROBLEMS})
@declare("threads.drafts.detach", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_thread_attachment(request: OfficerRequest, attachment_id: UUID) -> Status[None]:
    """Take a file off the draft it is attached to."""
    detach(viewer_without_purpose(request), attachment_id, now=timezone.now())
    return Status(204, None)


@router.post("/thread-drafts/{draft_id}/submit", response={200: DraftOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.drafts.submit", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_draft_submit(request: OfficerRequest, draft_id: UUID) -> DraftOut:
    """Lay the message before another officer of one's own bureau."""
    matter = _matched(request, draft_id)
    return _shown(matter, submit_draft(matter, draft_id, now=timezone.now()))


@router.post("/thread-drafts/{draft_id}/approve", response={200: DraftOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.drafts.approve", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_draft_approve(request: OfficerRequest, draft_id: UUID, body: ApproveIn) -> DraftOut:
    """Approve, as an officer who has not written it, exactly what was read."""
    matter = _matched(request, draft_id)
    require_fresh_code(request)
    return _shown(matter, approve_draft(matter, draft_id, digest=body.digest, now=timezone.now()))


@router.post("/thread-drafts/{draft_id}/return", response={200: DraftOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.drafts.return", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_draft_return(request: OfficerRequest, draft_id: UUID, body: ReturnIn) -> DraftOut:
    """Give the message back to its author, with what is to be changed."""
    matter = _matched(request, draft_id)
    return _shown(matter, return_draft(matter, draft_id, remark=body.remark, now=timezone.now()))


@router.post("/thread-drafts/{draft_id}/send", response={201: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.drafts.send", SurfaceKind.ROUTE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def post_draft_send(request: OfficerRequest, draft_id: UUID) -> Status[ThreadOut]:
    """Send the message: every label in it is held against the recipient first."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def send() -> UUID:
        return send_draft(_matched(request, draft_id), draft_id, now=now).thread

    done = once(request, send)
    return Status(done.status, thread_out(thread_of(viewer, done.object_id, now=now), now=now, language=language()))


def _matched(request: OfficerRequest, draft_id: UUID) -> Viewer:
    """The caller at work on a draft that is still as the caller has read it."""
    viewer = viewer_without_purpose(request)
    require_match(request, _shown_by_id(viewer, draft_id))
    return matter_of_draft(viewer, draft_id, now=timezone.now())


def _shown_by_id(viewer: Viewer, draft_id: UUID) -> DraftOut:
    return _shown(viewer, draft_of(viewer, draft_id, now=timezone.now()))


def _shown(viewer: Viewer, draft: Draft) -> DraftOut:
    return draft_out(draft, attachments_of_draft(viewer, draft, now=timezone.now()))
