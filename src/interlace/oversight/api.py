"""REST routes of oversight: the review queue and its decisions, certificates, requests of persons, explained access."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import (
    OfficerRequest,
    take_word,
    viewer_without_purpose,
)
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.oversight.explaining import explain_access
from interlace.oversight.keeping import deciding, extending, holding, queue, sealing
from interlace.oversight.models import OwnerQuestion
from interlace.oversight.requests import actions as requests
from interlace.oversight.requests.schemas import (
    BlocksIn,
    DecisionIn,
    IdentityIn,
    QuestionOut,
    QuestionsOut,
    RequestIn,
    RequestOut,
    RequestsOut,
)
from interlace.oversight.requests.telling import owners_told
from interlace.oversight.schemas import (
    WITH_CODE,
    CertificateOut,
    CertificatesOut,
    ExplanationOut,
    ExtensionIn,
    ExtensionOut,
    ExtensionsOut,
    GroupDetailOut,
    GroupOut,
    GroupsOut,
    HeldOut,
    KeptRecordOut,
    LegalHoldIn,
    RecordsIn,
    SealedFactOut,
    SealedFactsOut,
    SignatureIn,
)

router = make_router("oversight")

SHOWN = 50
_READS: dict[str, Any] = {"actions": (Action.READ,), "purpose": PurposeFrom.OBJECT}


@router.get("/retention", response={200: GroupsOut, **PROBLEMS})
@declare("retention.list", SurfaceKind.ROUTE, **_READS)
def get_retention(request: OfficerRequest) -> GroupsOut:
    """List what of the caller's own bureau ends within 180 days, grouped by case and reason, the first due on top."""
    groups = queue.groups_due(viewer_without_purpose(request), now=timezone.now())
    return GroupsOut(items=[GroupOut.of(each) for each in groups])


@router.get("/retention/records/{record_id}", response={200: GroupDetailOut, **PROBLEMS})
@declare("retention.show", SurfaceKind.ROUTE, **_READS)
def get_retention_group(request: OfficerRequest, record_id: UUID) -> GroupDetailOut:
    """Show the group of a record with all its records."""
    group = queue.group_of(viewer_without_purpose(request), record_id, now=timezone.now())
    return GroupDetailOut(**GroupOut.of(group).model_dump(), items=[KeptRecordOut.of(each) for each in group.items])


@router.post("/retention/deletions", response={201: CertificateOut, **PROBLEMS})
@declare("retention.delete", SurfaceKind.ROUTE, **_READS)
def post_deletion(request: OfficerRequest, body: RecordsIn) -> Status[CertificateOut]:
    """Delete records everywhere on the node. The answer is the certificate; nothing under a hold is ever deleted."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: deciding.delete_records(viewer, body.records, now=now).id)
    return Status(done.status, CertificateOut.of(queue.certificate_of(viewer, done.object_id, now=now)))


@router.post("/retention/holds", response={201: HeldOut, **PROBLEMS})
@declare("retention.hold", SurfaceKind.ROUTE, **_READS)
def post_retention_hold(request: OfficerRequest, body: LegalHoldIn) -> Status[HeldOut]:
    """Put records under a legal hold."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    terms = {"reason": body.reason, "basis": body.basis}

    def hold() -> UUID:
        return holding.hold_records(viewer, body.records, **terms, ends=body.ends, review=body.review, now=now)[0].id

    return Status(once(request, hold).status, HeldOut(records=len(body.records)))


@router.post("/retention/holds/lift", response={200: HeldOut, **PROBLEMS})
@declare("retention.lift", SurfaceKind.ROUTE, **_READS)
def post_lift(request: OfficerRequest, body: RecordsIn) -> HeldOut:
    """End the holds of records; they are due again as they were."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    return HeldOut(records=holding.lift_holds(viewer, body.records, now=now))


@router.get("/retention/holds/{hold_id}/sealed", response={200: SealedFactsOut, **PROBLEMS})
@declare("retention.sealed", SurfaceKind.ROUTE, **_READS)
def get_sealed(request: OfficerRequest, hold_id: UUID) -> SealedFactsOut:
    """Read what was recalled and is sealed under a hold, as the hold's keeper; every look is logged."""
    rows = sealing.sealed_of(viewer_without_purpose(request), hold_id, now=timezone.now())
    return SealedFactsOut(items=[SealedFactOut.of(each) for each in rows])


@router.get("/retention-extensions", response={200: ExtensionsOut, **PROBLEMS})
@declare("retention.extensions", SurfaceKind.ROUTE, **_READS)
def get_extensions(request: OfficerRequest) -> ExtensionsOut:
    """List the proposals to keep records longer that wait for a second person."""
    viewer = viewer_without_purpose(request)
    with acting(viewer, now=timezone.now()):
        return ExtensionsOut(items=[ExtensionOut.of(each) for each in extending.waiting_extensions(viewer)])


@router.post("/retention-extensions", response={201: ExtensionOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("retention.extend", SurfaceKind.ROUTE, **_READS)
def post_extension(request: OfficerRequest, body: ExtensionIn) -> Status[ExtensionOut]:
    """Propose to keep records longer; nothing changes before another person has signed, within a day."""
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def propose() -> UUID:
        return extending.propose_extension(
            viewer, body.records, until=body.until, reason=body.reason, now=now, signed=signed
        ).id

    done = once(request, propose)
    return Status(done.status, _extension(request, done.object_id))


@router.get("/retention-extensions/{extension_id}", response={200: ExtensionOut, **PROBLEMS})
@declare("retention.extension", SurfaceKind.ROUTE, **_READS)
def get_extension(request: OfficerRequest, extension_id: UUID) -> ExtensionOut:
    """Show one proposal."""
    return _extension(request, extension_id)


@router.post(
    "/retention-extensions/{extension_id}/sign", response={200: ExtensionOut, **PROBLEMS}, openapi_extra=WITH_CODE
)
@declare("retention.sign", SurfaceKind.ROUTE, **_READS)
def post_extension_sign(request: OfficerRequest, extension_id: UUID, body: SignatureIn) -> ExtensionOut:
    """Sign as the second person exactly what was read, with a fresh code."""
    _extension(request, extension_id)
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()
    found = extending.approve_extension(viewer, extension_id, digest=body.digest, now=now, signed=signed)
    return ExtensionOut.of(found)


@router.post("/retention-extensions/{extension_id}/refuse", response={200: ExtensionOut, **PROBLEMS})
@declare("retention.refuse", SurfaceKind.ROUTE, **_READS)
def post_extension_refuse(request: OfficerRequest, extension_id: UUID) -> ExtensionOut:
    """Decide against it as the second person."""
    viewer = viewer_without_purpose(request)
    return ExtensionOut.of(extending.refuse_extension(viewer, extension_id, now=timezone.now()))


@router.get("/certificates", response={200: CertificatesOut, **PROBLEMS})
@declare("certificates.list", SurfaceKind.ROUTE, **_READS)
def get_certificates(request: OfficerRequest) -> CertificatesOut:
    """List the latest certificates of deletion of the caller's own bureau."""
    rows = queue.certificates_of(viewer_without_purpose(request), now=timezone.now(), most=SHOWN)
    return CertificatesOut(items=[CertificateOut.of(each) for each in rows])


@router.get("/certificates/{certificate_id}", response={200: CertificateOut, **PROBLEMS})
@declare("certificates.show", SurfaceKind.ROUTE, **_READS)
def get_certificate(request: OfficerRequest, certificate_id: UUID) -> CertificateOut:
    """Show one certificate with its text, to be kept and verified offline."""
    viewer = viewer_without_purpose(request)
    return CertificateOut.of(queue.certificate_of(viewer, certificate_id, now=timezone.now()))


@router.get("/privacy-requests", response={200: RequestsOut, **PROBLEMS})
@declare("privacy.requests", SurfaceKind.ROUTE)
def get_privacy_requests(request: OfficerRequest) -> RequestsOut:
    """List the requests of persons that the caller's bureau has received."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = requests.requests_of(viewer, now=now)
    owners = owners_told(viewer, rows, now=now)
    return RequestsOut(items=[RequestOut.of(each, owners[each.id]) for each in rows])


@router.post("/privacy-requests", response={201: RequestOut, **PROBLEMS})
@declare("privacy.receive", SurfaceKind.ROUTE)
def post_privacy_request(request: OfficerRequest, body: RequestIn) -> Status[RequestOut]:
    """Take in what a person asks about their own data; the clock runs from now."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def receive() -> UUID:
        return requests.receive_request(
            viewer,
            kind=body.kind,
            name=body.name,
            birth_date=body.birth_date.isoformat() if body.birth_date else "",
            identifiers=body.identifiers,
            language=body.language,
            now=now,
        ).id

    done = once(request, receive)
    return Status(done.status, _request(request, done.object_id))


@router.get("/privacy-requests/{request_id}", response={200: RequestOut, **PROBLEMS})
@declare("privacy.request", SurfaceKind.ROUTE)
def get_privacy_request(request: OfficerRequest, request_id: UUID) -> RequestOut:
    """Show one request with what its owners answered."""
    return _request(request, request_id)


@router.post("/privacy-requests/{request_id}/identity", response={200: RequestOut, **PROBLEMS})
@declare("privacy.identity", SurfaceKind.ROUTE)
def post_identity(request: OfficerRequest, request_id: UUID, body: IdentityIn) -> RequestOut:
    """Note how the person showed who they are."""
    requests.check_identity(viewer_without_purpose(request), request_id, by_what=body.by_what, now=timezone.now())
    return _request(request, request_id)


@router.post("/privacy-requests/{request_id}/owners", response={200: RequestOut, **PROBLEMS})
@declare("privacy.ask", SurfaceKind.ROUTE)
def post_owners(request: OfficerRequest, request_id: UUID) -> RequestOut:
    """Put the request to every bureau of the network."""
    requests.ask_owners(viewer_without_purpose(request), request_id, now=timezone.now())
    return _request(request, request_id)


@router.post("/privacy-requests/{request_id}/answer", response={200: RequestOut, **PROBLEMS})
@declare("privacy.answer", SurfaceKind.ROUTE)
def post_privacy_answer(request: OfficerRequest, request_id: UUID) -> RequestOut:
    """Close the request, once its letter is ready: at a moment that was fixed when the bureaus were asked."""
    requests.answer_request(viewer_without_purpose(request), request_id, now=timezone.now())
    return _request(request, request_id)


@router.get("/privacy-questions", response={200: QuestionsOut, **PROBLEMS})
@declare("privacy.questions", SurfaceKind.ROUTE)
def get_privacy_questions(request: OfficerRequest) -> QuestionsOut:
    """List what is asked of the caller's bureau as an owner."""
    viewer = viewer_without_purpose(request)
    rows = requests.questions_of(viewer, now=timezone.now())
    return QuestionsOut(items=[QuestionOut.of(each, by=viewer) for each in rows])


@router.get("/privacy-questions/{question_id}", response={200: QuestionOut, **PROBLEMS})
@declare("privacy.question", SurfaceKind.ROUTE)
def get_privacy_question(request: OfficerRequest, question_id: UUID) -> QuestionOut:
    """Show one question to the caller's bureau as an owner."""
    return _question(request, question_id)


@router.post("/privacy-questions/{question_id}/blocks", response={200: QuestionOut, **PROBLEMS})
@declare("privacy.block", SurfaceKind.ROUTE, **_READS)
def post_blocks(request: OfficerRequest, question_id: UUID, body: BlocksIn) -> QuestionOut:
    """Let nobody but the caller read these own subjects until the question is decided."""
    requests.block(viewer_without_purpose(request), question_id, body.subjects, now=timezone.now())
    return _question(request, question_id)


@router.post("/privacy-questions/{question_id}/decision", response={200: QuestionOut, **PROBLEMS})
@declare("privacy.decide", SurfaceKind.ROUTE, **_READS)
def post_privacy_decision(request: OfficerRequest, question_id: UUID, body: DecisionIn) -> QuestionOut:
    """Decide as an owner: delete or keep what was blocked, and say what the person may be told."""
    requests.decide(
        viewer_without_purpose(request),
        question_id,
        OwnerQuestion.Decision(body.decision),
        reason=body.reason,
        told=body.told,
        now=timezone.now(),
    )
    return _question(request, question_id)


@router.get("/access-explanations/{thing_id}", response={200: ExplanationOut, **PROBLEMS})
@declare("privacy.explain", SurfaceKind.ROUTE, **_READS)
def get_explanation(request: OfficerRequest, thing_id: UUID, officer: str) -> ExplanationOut:
    """Say in a sentence why an officer of the caller's bureau can or can't see a fact, a subject, a thread or a hit."""
    found = explain_access(viewer_without_purpose(request), thing_id, officer, now=timezone.now())
    return ExplanationOut.of(found, language=get_language() or "en")


def _extension(request: OfficerRequest, extension_id: UUID) -> ExtensionOut:
    viewer = viewer_without_purpose(request)
    with acting(viewer, now=timezone.now()):
        return ExtensionOut.of(extending.visible_extension(viewer, extension_id))


def _request(request: OfficerRequest, request_id: UUID) -> RequestOut:
    viewer, now = viewer_without_purpose(request), timezone.now()
    found = requests.request_of(viewer, request_id, now=now)
    return RequestOut.of(found, owners_told(viewer, [found], now=now)[found.id])


def _question(request: OfficerRequest, question_id: UUID) -> QuestionOut:
    viewer = viewer_without_purpose(request)
    return QuestionOut.of(requests.question_of(viewer, question_id, now=timezone.now()), by=viewer)
