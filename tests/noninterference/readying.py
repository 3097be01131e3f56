"""Targets in stories: what a bureau lays before one other, and what the looker does with what it sees of it."""

import json
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from tests.noninterference.worlds import B

from interlace.core.planning.interests import InterestKind
from interlace.core.readiness import Level, Support
from interlace.core.readiness.panel import Vote
from interlace.core.results import ResultKind
from interlace.foundation.disclosure.viewer import Viewer
from interlace.meeting.actions import ActionTerms, MeetingTerms, agree_on_action, call_meeting
from interlace.meeting.models import Meeting
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding
from interlace.operations.deconfliction.actions import InterestTerms, say_interest
from interlace.operations.deconfliction.models import Interest
from interlace.operations.models import ReadyTarget
from interlace.operations.panel import give_opinion
from interlace.operations.plan.actions import Compartment, OperationTerms, open_operation
from interlace.operations.plan.day import note
from interlace.operations.plan.models import JointOperation
from interlace.results.actions import Reported, report

DAY = timedelta(days=1)


def lay_target(by: Viewer, case: UUID, requested: str, *, now: datetime) -> UUID:
    """A target of an own case laid before another bureau, with something shown and something said; its id."""
    target = lay_target_open(by, case, TargetTerms("Nai Pan", requested, reference=f"{by.member}-T1"), now=now)
    set_finding(by, target.id, Shown("ID1", Level.FULL, frozenset({Support.DOCUMENT}), "register"), now=now)
    give_opinion(by, target.id, Vote.WAIT, reason="The warrant is sought.", now=now)
    terms = OperationTerms("White van", frozenset({requested}), now + DAY, now + 2 * DAY)
    operation = open_operation(by, terms, now=now)
    note(by, operation.id, text="All quiet.", now=now)
    # The looker's bureau is after another number: who is after the same may know of it.
    number = "+66 2 000 0166" if by.member == B else "+66 2 000 0188"
    after = InterestTerms(InterestKind.PHONE, number, "the van", now + 30 * DAY)
    say_interest(by, after, now=now)
    met = call_meeting(by, MeetingTerms("White van", now.date(), frozenset({requested}), "Seoul"), now=now)
    agree_on_action(by, met.id, ActionTerms("Ask the harbour.", requested, now.date()), now=now)
    count_in(by, operation.id, "KR; M1234567", compartment=Compartment.ALL, now=now)
    return target.id


def count_in(by: Viewer, operation: UUID, *named: str, compartment: Compartment, now: datetime) -> None:
    """Arrests that a bureau reports in an operation, for those of a compartment."""
    report(by, operation, Reported(ResultKind.ARREST, named, now, "duty log", compartment, is_public=True), now=now)


def targets_of_others() -> dict[str, Any]:
    """Ids of targets that the looker's bureau has no part in, for the steward."""
    others = {"interest": Interest.objects.exclude(member=B).values_list("id", flat=True)}
    return _ids(ReadyTarget.objects.exclude(member=B), JointOperation.objects.all(), Meeting.objects.all()) | others


def targets_of(*members: str) -> dict[str, Any]:
    """The same of these bureaus."""
    targets, operations = ReadyTarget.objects.filter(member__in=members), JointOperation.objects.all()
    met = Meeting.objects.filter(member__in=members)
    interests = {"interest": Interest.objects.filter(member__in=members).values_list("id", flat=True)}
    return _ids(targets, operations.filter(member__in=members), met, own=B in members) | interests


def _ids(targets: Any, operations: Any, met: Any, *, own: bool = False) -> dict[str, Any]:
    if not own:
        targets, operations = targets.exclude(requested=B), operations.exclude(members__contains=[B])
        met = met.exclude(bureaus__contains=[B])
    found = {"target": targets, "operation": operations, "meeting": met}
    return {kind: rows.values_list("id", flat=True) for kind, rows in found.items()}


class Calling(Protocol):
    """Whoever calls routes and is signed in to a browser."""

    def call(self, method: str, path: str, body: Any = None, **headers: Any) -> Any: ...

    def browse(self, method: str, path: str, surface: str, data: Any = None) -> Any: ...


def look_at_readiness(looker: Calling) -> None:
    """The board, a target of the looker's own, and all that it is shown."""
    case = {"purpose": "fraud", "reference": "KR-READY-1", "title": "The white van"}
    made = _said(looker.call("POST", "/cases", case)).get("id", "-")
    answers = {"neutrality": "neutral", "minors": "none_known", "asylum": "none_known"}
    looker.call("POST", f"/cases/{made}/check", answers, If_Match="*")
    body = {"case": "KR-READY-1", "name": "Nai Pan", "requested": "TH"}
    own = _said(looker.call("POST", "/readiness", body)).get("id", "-")
    looker.call("POST", "/readiness", body)
    looker.call("POST", "/readiness", {**body, "name": "Nobody", "requested": "QQ"})
    looker.call("POST", f"/readiness/{own}/findings", {"criterion": "ID1", "level": 1, "support": ["lead"]})
    looker.call("POST", f"/readiness/{own}/flags", {"flags": ["leak_risk"]})
    looker.call("POST", f"/readiness/{own}/tasks", {})
    law = {"stage": "arrest", "standard": "probable_cause", "source": "Act, article 4", "as_of": "2026-01-01"}
    looker.call("PUT", "/arrest-standards", law)
    for each in _said(looker.call("GET", "/readiness")).get("items", []):
        looker.call("GET", f"/readiness/{each['id']}", Accept_Language="fr")
        looker.call("POST", f"/readiness/{each['id']}/opinions", {"vote": "wait", "reason": "Nobody has seen him."})
        looker.browse("GET", f"/readiness/{each['id']}", "page.readiness.target")
    looker.browse("GET", "/readiness", "page.readiness")
    hours = {"first_hour": "2026-08-01T00:00:00Z", "last_hour": "2026-08-01T02:00:00Z"}
    plan = {"title": "White van", "members": ["TH"], "purpose": "fraud", "reference": "KR-READY-1", **hours}
    looker.call("POST", "/operations", plan)
    looker.call("POST", "/operations", {**plan, "members": ["QQ"]})
    for each in _said(looker.call("GET", "/operations")).get("items", []):
        looker.call("POST", f"/operations/{each['id']}/plan")
        looker.call("POST", f"/operations/{each['id']}/flags", {"flag": "go", "version": 1})
        looker.call("POST", f"/operations/{each['id']}/go", {"version": 1})
        looker.call("GET", f"/operations/{each['id']}")
        looker.call("POST", f"/operations/{each['id']}/what-if", {"team": "KR-1", "minutes": 30})
        for part in ("", "/wall"):
            looker.browse("GET", f"/operations/{each['id']}{part}", "page.operation")
        look_at_results(looker, f"/operations/{each['id']}/results")
    looker.browse("GET", "/operations", "page.operations")
    after = {"kind": "phone", "text": "+66 2 000 0177", "name": "A number", "until": "2026-08-01T00:00:00Z"}
    for terms in (after, {**after, "text": "0177"}):
        looker.call("POST", "/deconfliction", {**terms, "purpose": "fraud", "reference": "KR-READY-1"})
    looker.call("GET", "/deconfliction")
    looker.browse("GET", "/operations/deconfliction", "page.deconfliction")
    meeting = {"title": "White van", "held_on": "2026-08-01", "bureaus": ["TH"], "purpose": "fraud", "reference": "1"}
    looker.call("POST", "/meetings", meeting)
    looker.call("POST", "/meetings", {**meeting, "bureaus": ["QQ"]})
    agreed = {"text": "Ask the harbour.", "owner": "TH", "due": "2026-09-01"}
    for each in _said(looker.call("GET", "/meetings")).get("items", []):
        looker.call("POST", f"/meetings/{each['id']}/actions", agreed)
        looker.call("GET", f"/meetings/{each['id']}")
        looker.browse("GET", f"/meetings/{each['id']}", "page.meeting")
    looker.browse("GET", "/meetings", "page.meetings")
    looker.browse("GET", "/results", "page.results.list")


def look_at_results(looker: Calling, place: str) -> None:
    """The sheet, an own line in it, the same corrected and paired, and the sheet taken out."""
    looker.call("GET", place, Accept_Language="vi")
    arrest = {"kind": "arrest", "named": ["KR; M1234567"], "at": "2026-07-01T00:00:00Z", "source": "duty log"}
    made = _said(looker.call("POST", place, {**arrest, "compartment": "all"}))
    lines = [each["id"] for each in made.get("lines", []) if each["member"] == B]
    for line in lines[:1]:
        looker.call("POST", f"{place}/corrections", {"line": line, "source": "a mistake", "withdrawn": True})
        looker.call("POST", f"{place}/pairs", {"one": line, "other": line, "reason": "looks alike"})
    looker.call("POST", f"{place}/public")
    looker.call("POST", f"{place}/file", {"form": "csv", "second": "fr"})
    looker.browse("GET", place, "page.results")


def _said(answer: Any) -> dict[str, Any]:
    try:
        said = json.loads(answer.seen)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
