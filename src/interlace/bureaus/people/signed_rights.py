"""What two persons sign when rights change, written out: whose, exactly what, on which paper."""

from typing import Any

from interlace.bureaus.people.models import Change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import (
    Difference,
    OfficerPost,
    UnitRights,
    officer_differences,
    unit_differences,
)
from interlace.foundation.identity.approvals import actions as approvals

ACT = "people.rights"


def differences_of(change: Change) -> list[Difference]:
    """What it changes, in order."""
    match change.kind:
        case Change.Kind.OFFICER:
            before = OfficerPost.from_json(change.before) if change.before else None
            return list(officer_differences(before, OfficerPost.from_json(change.after)))
        case Change.Kind.UNIT:
            had = UnitRights.from_json(change.before) if change.before else None
            return list(unit_differences(had, UnitRights.from_json(change.after)))
        case Change.Kind.SIGNING:
            elsewhere = bool(change.after["elsewhere"])
            return [Difference("elsewhere", change.before["elsewhere"], elsewhere, widens=not elsewhere)]
    return [Difference("active", False, True, widens=True)]


def difference_to_sign(change: Change) -> approvals.Difference:
    """The difference that each of the two signs. Who opens an office or an account anew has no id yet to sign for."""
    paper = Paper.from_json(change.paper)
    content: dict[str, Any] = {
        "kind": change.kind,
        "subject": "" if change.is_new else str(change.subject),
        "name": name_of(change),
        "rights": [
            {"right": each.what, "so_far": each.before, "from_now_on": each.after} for each in differences_of(change)
        ],
        "document": paper.document,
        "dated": paper.dated.isoformat() if paper.dated else "",
        "signed_by": paper.signed_by,
        "scan": paper.scan_sha256,
    }
    return approvals.Difference(ACT, content)


def name_of(change: Change) -> str:
    """Whose rights a change is about, by name."""
    return str(change.after.get("name") or change.before.get("name") or "")
