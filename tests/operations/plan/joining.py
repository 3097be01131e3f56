"""An operation for tests: a bureau that leads, what everybody brings, and what each reads of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.cases.filing import checked, opened
from tests.screening.network import NOW, viewer

from interlace.core.readiness import CRITERIA, Level, Support
from interlace.core.readiness.panel import Vote
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding
from interlace.operations.panel import give_opinion
from interlace.operations.plan.actions import Brought, Compartment, OperationTerms, bring, open_operation
from interlace.operations.plan.models import EntryKind, JointOperation

DAY = timedelta(days=1)
FREE = {"begins": (NOW - DAY).isoformat(), "ends": (NOW + 3 * DAY).isoformat()}
SEEN = (NOW - DAY).isoformat()


def joined(leader: str, *others: str) -> JointOperation:
    """An operation of these, within the next day."""
    terms = OperationTerms("Golden Reed", frozenset(others), NOW + DAY, NOW + DAY + timedelta(hours=4))
    return open_operation(viewer(leader), terms, now=NOW)


def brought(
    by: str, operation: UUID, kind: EntryKind, code: str, compartment: Compartment = Compartment.LEADER, **shape: Any
) -> str:
    """Something that a bureau brings; its code."""
    return bring(viewer(by), operation, Brought(kind, code, shape, compartment), now=NOW).code


def agreed_target(by: str, requested: str, *, name: str = "HAN Ji-seop", says: Vote = Vote.PLAN) -> UUID:
    """A target of the readiness board of which both sides say this."""
    case = checked(opened(by, reference=f"{by}-2026-0117 {name}"))
    target = lay_target_open(viewer(by), case.id, TargetTerms(name, requested), now=NOW)
    for code in CRITERIA:
        set_finding(viewer(by), target.id, Shown(code, Level.FULL, frozenset({Support.EXHIBIT})), now=NOW)
    for side in (by, requested):
        give_opinion(viewer(side), target.id, says, reason="as we agreed on it", now=NOW)
    return target.id


def all_that_is_needed(operation: UUID, *, ground: str = "TH", wants: str = "KR", **target: Any) -> str:
    """One site with one target, and everything that it needs; the code of the site."""
    site = brought(
        ground, operation, EntryKind.SITE, "A", Compartment.ALL, zone="Asia/Bangkok", seen=SEEN, languages={"my": 8}
    )
    for work, people in {"entry": 6, "arrest": 2, "evidence": 2, "care": 2, "medical": 1}.items():
        brought(ground, operation, EntryKind.TEAM, work, work=work, people=people, free=FREE, minutes_to={site: 30})
    brought(ground, operation, EntryKind.INTERPRETER, "no. 1", languages=["my"], free=FREE, sites=[site])
    brought(ground, operation, EntryKind.RECEPTION, "school", beds=10, sites=[site])
    brought(ground, operation, EntryKind.CUSTODY, "station", cells=2)
    brought(ground, operation, EntryKind.KIT, "seals", kits=4, sites=[site])
    brought(
        wants,
        operation,
        EntryKind.TARGET,
        "T1",
        **{
            "site": site,
            "ready_target": str(agreed_target(wants, ground)),
            "warrant": FREE,
            "hand_over": "surrender",
            **target,
        },
    )
    return site
