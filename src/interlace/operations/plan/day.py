"""The day: go and no-go of each State, risks taken by name, emergency orders, assurances, check-ins, the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from interlace.core.planning import OF_VICTIMS, Broken, Rule
from interlace.core.planning.aborting import LONG_AGO, Abort, Reach
from interlace.core.planning.going import EmergencyOrder, Flag, Held, Raised, held
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations import ledger_events
from interlace.operations.plan.actions import log
from interlace.operations.plan.brought import reads_all_brought
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.plan.models import (
    EntryKind,
    JointOperation,
    OperationEntry,
    OperationSaying,
    Saying,
    TeamState,
)
from interlace.operations.plan.planning import (
    Standing,
    behind,
    checked_again,
    entries_of,
    latest_version,
    require_version,
    standing_of,
)
from interlace.operations.rules import error_of, require_bureau_worker

LONGEST_TEXT = 500
CLOCKS_DIFFER = timedelta(days=1)
NEVER_ACCEPTED = OF_VICTIMS | {Rule.FOREIGN_FORCE, Rule.CONDITION_OPEN}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What one of the own teams says of itself."""

    team: str
    state: TeamState


def raise_flag(viewer: Viewer, operation_id: UUID, flag: Flag, *, seen: int, now: datetime) -> OperationSaying:
    """Say go or no-go for the own State, for the version of the plan that its officer has seen and that stands."""
    return say(viewer, operation_id, Saying.FLAG, {"flag": flag.value}, now=now, seen=seen)


@transaction.atomic
def accept_by_name(viewer: Viewer, operation_id: UUID, broken: Broken, *, seen: int, now: datetime) -> OperationSaying:
    """Take a broken rule upon the bureau that leads. People held on site and another State's ground cannot be."""
    if broken.rule in NEVER_ACCEPTED:
        raise error_of("not_accepted_by_name")
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        spoken_of = behind(broken, entries_of(operation))
    label_id = label_of(matter, (), now=now, behind=spoken_of)
    detail = {"rule": broken.rule.value, "where": broken.where, "detail": broken.detail}
    return say(viewer, operation_id, Saying.ACCEPTED, detail, now=now, seen=seen, by_leader=True, label_id=label_id)


@transaction.atomic
def give_go(viewer: Viewer, operation_id: UUID, *, seen: int, now: datetime) -> OperationSaying:
    """Begin at the hour: for the bureau that leads, once nothing holds it."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if operation.member != matter.member:
            raise error_of("only_leader")
        standing = standing_of(operation)
        if standing is None:
            raise error_of("plan_missing")
        require_version(operation, seen)
        if held_back(operation, standing):
            raise error_of("go_is_held")
        if not reads_all_brought(matter, operation):
            raise error_of("go_reads_all")
    return say(viewer, operation_id, Saying.GO, {}, now=now, seen=seen)


def order_emergency(viewer: Viewer, operation_id: UUID, *, reason: str, now: datetime) -> OperationSaying:
    """Order for a threat to life on the own ground. It is recorded and never prevented; a second person signs it."""
    return say(viewer, operation_id, Saying.ORDER, {"reason": said_text(reason)}, now=now)


@transaction.atomic
def second_order(viewer: Viewer, operation_id: UUID, order_id: UUID, *, now: datetime) -> OperationSaying:
    """Sign a colleague's emergency order as the second person of the same State."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        order = OperationSaying.objects.filter(
            id=order_id, operation=operation, kind=Saying.ORDER, member=matter.member
        ).first()
        if order is None or str(order.by) == matter.id:
            raise error_of("second_person")
    return say(viewer, operation_id, Saying.SECOND, {"order": str(order_id)}, now=now)


@transaction.atomic
def assure(viewer: Viewer, operation_id: UUID, *, target: str, document: str, now: datetime) -> OperationSaying:
    """Tell those who read an own target that its condition is met, by which document: its originator alone can."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        entry = _own_entry(matter, operation, EntryKind.TARGET, target)
    detail = {"target": target, "entry": str(entry.id), "document": said_text(document)}
    # Who may not read the target must not learn of it by its assurance.
    return say(viewer, operation_id, Saying.ASSURANCE, detail, now=now, label_id=entry.label_id)


@transaction.atomic
def check_in(
    viewer: Viewer,
    operation_id: UUID,
    *,
    key: UUID,
    at: datetime,
    now: datetime,
    text: str = "",
    of: Whereabouts | None = None,
) -> OperationSaying:
    """Report where one is. It keeps its own time, and a device without network may send it twice: it stands once.

    Of a team it is read by those who read the team; in general words by all who take part.
    """
    label_id, detail = None, dict[str, Any]()
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if of is None:
            detail = {"text": said_text(text)}
        else:
            team = _own_entry(matter, operation, EntryKind.TEAM, of.team)
            detail = {"text": _clean(text), "team": team.code, "state": of.state.value}
            # Who may not read the team must not learn of it by its whereabouts.
            label_id = team.label_id
        said_at = believed(at, operation, now=now)
    # An id of the device alone could be tried by others; with the officer's it is nobody else's.
    said_id = uuid5(key, viewer.id)
    return say(viewer, operation_id, Saying.CHECK_IN, detail, now=now, at=said_at, said_id=said_id, label_id=label_id)


def note(viewer: Viewer, operation_id: UUID, *, text: str, now: datetime) -> OperationSaying:
    """Write into the log that all who take part read."""
    return say(viewer, operation_id, Saying.NOTE, {"text": said_text(text)}, now=now)


def held_back(operation: JointOperation, standing: Standing) -> tuple[Held, ...]:
    """Everything that holds Go, for the bureau that leads; a context must be open."""
    flags: dict[str, Raised] = {}
    for each in OperationSaying.objects.filter(operation=operation, kind=Saying.FLAG).order_by("received", "id"):
        flags[each.member] = Raised(Flag(each.detail["flag"]), each.version)
    taken = {
        (each.detail["rule"], each.detail["where"], each.detail["detail"])
        for each in OperationSaying.objects.filter(
            operation=operation, kind=Saying.ACCEPTED, version=standing.version, member=operation.member
        )
    }
    broken = checked_again(operation, standing)
    return held(
        flags,
        states=operation.members,
        version=standing.version,
        broken=broken,
        accepted=[each for each in broken if (each.rule.value, each.where, each.detail) in taken],
        aborts=[abort for _said, abort in aborts_of(operation, standing.version)],
    )


def order_in_force(operation: JointOperation, state: str) -> EmergencyOrder | None:
    """The latest emergency order of a State that two persons recorded; a context must be open."""
    sayings = OperationSaying.objects.filter(operation=operation, member=state)
    seconds = {each.detail["order"]: each for each in sayings.filter(kind=Saying.SECOND)}
    for order in sayings.filter(kind=Saying.ORDER).order_by("-received"):
        second = seconds.get(str(order.id))
        if second is not None:
            return EmergencyOrder(state, str(order.by), str(second.by), order.detail["reason"], signed=second.received)
    return None


def aborts_of(operation: JointOperation, version: int) -> tuple[tuple[OperationSaying, Abort], ...]:
    """Every abort, as it was said and as the rules take it for the version that stands; a context must be open.

    One that was said for an earlier version and arrived when this one stood (a device had no line) stops this one too,
    until its State says go for it after that: what its officer wanted stopped must not begin unheard. When it came is
    told by the node, because a device's clock may be wrong.
    """
    sayings = OperationSaying.objects.filter(operation=operation).order_by("at", "received", "id")
    gone: dict[str, datetime] = {}
    for flag in sayings.filter(kind=Saying.FLAG, version=version):
        if flag.detail["flag"] == Flag.GO:
            gone[flag.member] = max(flag.received, gone.get(flag.member, LONG_AGO))

    def stopped(said: OperationSaying) -> int:
        is_late = said.detail.get("stood") == version and said.received > gone.get(said.member, LONG_AGO)
        return version if is_late else said.version

    return tuple(
        (each, Abort(Reach(each.detail["reach"]), each.member, stopped(each), each.detail["where"], each.received))
        for each in sayings.filter(kind=Saying.ABORT)
    )


@transaction.atomic
def say(
    viewer: Viewer,
    operation_id: UUID,
    kind: Saying,
    detail: dict[str, Any],
    *,
    now: datetime,
    at: datetime | None = None,
    said_id: UUID | None = None,
    seen: int | None = None,
    by_leader: bool = False,
    label_id: int | None = None,
    version: int | None = None,
) -> OperationSaying:
    """Say one thing under the own bureau's name: to all who take part, or under a label; with one leaf of the ledger.

    With `seen` it is refused where another version of the plan stands; with `version` it stays about that one.
    """
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if by_leader and operation.member != matter.member:
            raise error_of("only_leader")
        latest = latest_version(operation)
        if seen is not None:
            if not latest:
                raise error_of("plan_missing")
            require_version(operation, seen)
        version = latest if version is None else version
        if label_id is None:
            label_id = label_of(matter, operation.members, now=now)
    with acting(matter, now=now):
        if said_id is not None and (known := OperationSaying.objects.filter(id=said_id).first()):
            return known
        said = OperationSaying(
            id=said_id or uuid4(),
            operation=operation,
            member=matter.member,
            label_id=label_id,
            kind=kind,
            version=version,
            detail=detail,
            by=UUID(matter.id),
            by_name=matter.officer_name,
            at=at or now,
            received=now,
        )
        said.save(force_insert=True)
        log(ledger_events.OPERATION_SAID, matter, operation, now=now, detail={"kind": kind.value, "version": version})
        return said


def believed(at: datetime, operation: JointOperation, *, now: datetime) -> datetime:
    """The time that a device gives, unless its clock says nothing: long before the operation was opened, or later."""
    return at if operation.opened - CLOCKS_DIFFER <= at <= now else now


def _own_entry(matter: Viewer, operation: JointOperation, kind: EntryKind, code: str) -> OperationEntry:
    own = OperationEntry.objects.filter(operation=operation, member=matter.member, kind=kind, code=code, removed=None)
    entry = own.order_by("-added", "id").first()
    if entry is None:
        raise error_of("team_unknown" if kind is EntryKind.TEAM else "target_unknown")
    return entry


def said_text(text: str) -> str:
    """What was typed, no longer than the log takes; without any text it is refused."""
    said = _clean(text)
    if not said:
        raise error_of("text_missing")
    return said


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_TEXT]
