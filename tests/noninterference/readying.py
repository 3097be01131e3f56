"""Targets in stories: what a bureau lays before one other, and what the looker does with what it sees of it."""

import json
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from tests.noninterference.worlds import B

from interlace.core.readiness import Level, Support
from interlace.core.readiness.panel import Vote
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding
from interlace.operations.models import ReadyTarget
from interlace.operations.panel import give_opinion


def lay_target(by: Viewer, case: UUID, requested: str, *, now: datetime) -> UUID:
    """A target of an own case laid before another bureau, with something shown and something said; its id."""
    target = lay_target_open(by, case, TargetTerms("Nai Pan", requested, reference=f"{by.member}-T1"), now=now)
    set_finding(by, target.id, Shown("ID1", Level.FULL, frozenset({Support.DOCUMENT}), "register"), now=now)
    give_opinion(by, target.id, Vote.WAIT, reason="The warrant is sought.", now=now)
    return target.id


def targets_of_others() -> dict[str, Any]:
    """Ids of targets that the looker's bureau has no part in, for the steward."""
    return _ids(ReadyTarget.objects.exclude(member=B))


def targets_of(*members: str) -> dict[str, Any]:
    """The same of these bureaus."""
    return _ids(ReadyTarget.objects.filter(member__in=members))


def _ids(targets: Any) -> dict[str, Any]:
    return {"target": targets.exclude(requested=B).values_list("id", flat=True)}


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


def _said(answer: Any) -> dict[str, Any]:
    try:
        said = json.loads(answer.seen)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
