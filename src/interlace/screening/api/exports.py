"""REST routes of exports: everything that the caller may read and take out, as one file."""

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from io import BufferedRandom
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import (
    OfficerRequest,
    require_fresh_code,
    take_word,
    viewer_for,
    viewer_without_purpose,
)
from interlace.foundation.http.lines import NDJSON
from interlace.foundation.http.routing import PROBLEMS
from interlace.foundation.identity.approvals.actions import Difference
from interlace.screening.api.routing import FRESH_CODE, router
from interlace.screening.exporting import (
    SecondPersonNeeded,
    Taken,
    ask_for_export,
    export_into,
    question_of,
    sign_export,
)

_PIECE = 64 * 1024
_WHOLE = "The entities, one a line. Content-Length and Repr-Digest say whether it arrived whole."
_FILE: dict[str, Any] = {
    "parameters": [FRESH_CODE],
    "responses": {
        200: {"description": _WHOLE, "content": {NDJSON: {"schema": {"type": "string", "format": "binary"}}}}
    },
}
_CODED: dict[str, Any] = {"parameters": [FRESH_CODE]}


class ExportIn(Schema):
    """What is taken out, and for what."""

    purpose: str = Field("", max_length=32, description="One of the caller's own purposes.")
    reference: str = Field("", max_length=120, description="Number of the case or legal reference.")


class ExportQuestion(Schema):
    """What a colleague is to sign before so much leaves: its digest and numbers, and nothing of what it holds."""

    act: str = Field(..., max_length=40)
    content: dict[str, str | int] = Field(..., max_length=16)


class ExportSignedOut(Schema):
    """Leave that was given for a day."""

    sha256: str = Field(..., description="Of the content that may leave now.")


@router.post("/exports/ftm", response={200: None, 202: ExportQuestion, **PROBLEMS}, openapi_extra=_FILE)
@declare("exports.ftm", SurfaceKind.ROUTE, actions=(Action.READ, Action.EXPORT), purpose=PurposeFrom.REQUIRED)
def post_ftm_export(request: OfficerRequest, body: ExportIn) -> HttpResponseBase | Status[ExportQuestion]:
    """Take out every fact and register entry that the caller may read and take out, as FollowTheMoney entities.

    From 100 values on a colleague signs first: 202 answers with what to send to `/exports/ftm/sign`; ask again after.
    """
    viewer = viewer_for(request, purpose=body.purpose, reference=body.reference)
    require_fresh_code(request)
    now = timezone.now()
    file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the answer closes it
    try:
        taken = export_into(viewer, file, now=now)
        return _answer(file, taken)
    except SecondPersonNeeded as needed:
        file.close()
        # The code of this request has been used; only a passkey signs what it is shown.
        signed = take_word(request) if request.officer.needs_passkey else None
        ask_for_export(viewer, needed.difference, now=now, signed=signed)
        return Status(202, ExportQuestion(**json.loads(needed.difference.text)))
    except BaseException:
        file.close()
        raise


@router.post(
    "/exports/ftm/sign", response={200: ExportSignedOut, **PROBLEMS}, openapi_extra={"parameters": [FRESH_CODE]}
)
@declare("exports.ftm.sign", SurfaceKind.ROUTE)
def post_ftm_export_sign(request: OfficerRequest, body: ExportQuestion) -> ExportSignedOut:
    """Give leave as the second person for exactly this content, for a day."""
    signed = take_word(request)
    question: Difference = question_of(body.act, dict(body.content))
    sign_export(viewer_without_purpose(request), question, now=timezone.now(), signed=signed)
    return ExportSignedOut(sha256=str(body.content.get("sha256", "")))


def _answer(file: BufferedRandom, taken: Taken) -> HttpResponseBase:
    """The file as it lies there. Its length and digest go before it: what breaks off cannot pass for the whole."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()
    file.seek(0)
    answer = StreamingHttpResponse(_pieces(file), content_type=NDJSON)
    answer["Content-Length"] = str(os.fstat(file.fileno()).st_size)
    answer["Content-Disposition"] = 'attachment; filename="interlace.ftm.json"'
    answer["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest).decode()}:"
    answer["Interlace-Entities"] = str(taken.entities)
    answer["Interlace-Values"] = str(taken.values)
    answer["Interlace-Values-Left-Out"] = str(taken.left_out)
    answer["Interlace-Content-SHA256"] = taken.sha256
    return answer


def _pieces(file: BufferedRandom) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
