"""REST routes of a bureau's own periods: what binds it, and the proposals that another person decides."""

from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.oversight.keeping import rule_changes
from interlace.oversight.keeping.rule_schemas import (
    RetentionRuleChangeOut,
    RetentionRuleChangesOut,
    RetentionRuleEndIn,
    RetentionRuleIn,
    RetentionRuleOut,
    RetentionRulesOut,
)
from interlace.oversight.keeping.rules import RULES
from interlace.oversight.schemas import WITH_CODE, SignatureIn

router = make_router("oversight")


@router.get("/retention-rules", response={200: RetentionRulesOut, **PROBLEMS})
@declare("retention.rules", SurfaceKind.ROUTE)
def get_retention_rules(request: OfficerRequest) -> RetentionRulesOut:
    """List the periods that bind the caller's bureau: its own, and those of everybody."""
    own = rule_changes.own_rules_of(viewer_without_purpose(request), now=timezone.now())
    items = [RetentionRuleOut.of_own(each) for each in own]
    return RetentionRulesOut(items=[*items, *(RetentionRuleOut.of_everybody(each) for each in RULES)])


@router.post("/retention-rules", response={201: RetentionRuleChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("retention.rule.propose", SurfaceKind.ROUTE)
def post_retention_rule(request: OfficerRequest, body: RetentionRuleIn) -> Status[RetentionRuleChangeOut]:
    """Propose a period of one's own law; it binds when another person has signed, within a day."""
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def propose() -> UUID:
        return rule_changes.propose_rule(viewer, body.terms(), reason=body.reason, signed=signed, now=now).id

    done = once(request, propose)
    return Status(done.status, _change(request, done.object_id))


@router.post(
    "/retention-rules/{rule_id}/end", response={201: RetentionRuleChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE
)
@declare("retention.rule.end", SurfaceKind.ROUTE)
def post_retention_rule_end(
    request: OfficerRequest, rule_id: UUID, body: RetentionRuleEndIn
) -> Status[RetentionRuleChangeOut]:
    """Propose that a period of one's own ends; it binds until another person has signed."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rule_changes.own_rule(viewer, rule_id, now=now)
    signed = take_word(request)

    def propose() -> UUID:
        return rule_changes.propose_end(viewer, rule_id, reason=body.reason, signed=signed, now=now).id

    done = once(request, propose)
    return Status(done.status, _change(request, done.object_id))


@router.get("/retention-rule-changes", response={200: RetentionRuleChangesOut, **PROBLEMS})
@declare("retention.rule.changes", SurfaceKind.ROUTE)
def get_retention_rule_changes(request: OfficerRequest) -> RetentionRuleChangesOut:
    """List what was proposed and decided about the bureau's own periods, the latest first."""
    rows = rule_changes.changes_of(viewer_without_purpose(request), now=timezone.now())
    return RetentionRuleChangesOut(items=[RetentionRuleChangeOut.of(each) for each in rows])


@router.get("/retention-rule-changes/{rule_change_id}", response={200: RetentionRuleChangeOut, **PROBLEMS})
@declare("retention.rule.change", SurfaceKind.ROUTE)
def get_retention_rule_change(request: OfficerRequest, rule_change_id: UUID) -> RetentionRuleChangeOut:
    """Show one proposal."""
    return _change(request, rule_change_id)


@router.post(
    "/retention-rule-changes/{rule_change_id}/sign",
    response={200: RetentionRuleChangeOut, **PROBLEMS},
    openapi_extra=WITH_CODE,
)
@declare("retention.rule.sign", SurfaceKind.ROUTE)
def post_retention_rule_sign(
    request: OfficerRequest, rule_change_id: UUID, body: SignatureIn
) -> RetentionRuleChangeOut:
    """Sign as the second person exactly what was read, with a fresh code."""
    _change(request, rule_change_id)
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()
    found = rule_changes.approve_change(viewer, rule_change_id, digest=body.digest, signed=signed, now=now)
    return RetentionRuleChangeOut.of(found)


@router.post("/retention-rule-changes/{rule_change_id}/refuse", response={200: RetentionRuleChangeOut, **PROBLEMS})
@declare("retention.rule.refuse", SurfaceKind.ROUTE)
def post_retention_rule_refuse(request: OfficerRequest, rule_change_id: UUID) -> RetentionRuleChangeOut:
    """Decide against it as the second person."""
    viewer = viewer_without_purpose(request)
    return RetentionRuleChangeOut.of(rule_changes.refuse_change(viewer, rule_change_id, now=timezone.now()))


def _change(request: OfficerRequest, rule_change_id: UUID) -> RetentionRuleChangeOut:
    viewer = viewer_without_purpose(request)
    return RetentionRuleChangeOut.of(rule_changes.change_of(viewer, rule_change_id, now=timezone.now()))
