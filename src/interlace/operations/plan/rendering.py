"""Operations as they leave the node."""

from zoneinfo import ZoneInfo

from interlace.core.planning import Broken, InterpreterPlace, TeamPlace, is_compliant
from interlace.core.planning.what_if import Answer
from interlace.operations.plan.models import EntryKind, JointOperation
from interlace.operations.plan.queries import OperationView
from interlace.operations.plan.schemas import (
    OperationBrokenOut,
    OperationEntryOut,
    OperationHeldOut,
    OperationMoveOut,
    OperationOut,
    OperationPlaceOut,
    OperationRowOut,
    OperationSayingOut,
    OperationWhatIfOut,
)


def operation_row(operation: JointOperation) -> OperationRowOut:
    """One line of the list."""
    return OperationRowOut(
        id=operation.id,
        title=operation.title,
        leader=operation.member,
        members=list(operation.members),
        first_hour=operation.first_hour,
        last_hour=operation.last_hour,
    )


def operation_out(seen: OperationView) -> OperationOut:
    """One operation as its reader's bureau reads it."""
    standing = seen.standing
    hour = standing.plan.hour if standing is not None else None
    zones = {entry.code: entry.shape["zone"] for entry in seen.entries if entry.kind == EntryKind.SITE}
    return OperationOut(
        **operation_row(seen.operation).model_dump(),
        version=standing.version if standing is not None else 0,
        hour=hour,
        local_hours={
            code: hour.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
            for code, zone in zones.items()
            if hour is not None
        },
        entries=[
            OperationEntryOut(id=each.id, member=each.member, kind=each.kind, code=each.code, shape=each.shape)
            for each in seen.entries
        ],
        places=_places(seen),
        broken=[_broken(each) for each in seen.broken],
        compliant=is_compliant(seen.broken) if standing is not None and seen.may_say_compliant else None,
        held=[OperationHeldOut(why=each.why, where=each.where) for each in seen.held],
        log=[
            OperationSayingOut(
                id=each.id,
                member=each.member,
                kind=each.kind,
                version=each.version,
                detail=each.detail,
                by=each.by_name,
                at=each.at,
                received=each.received,
            )
            for each in seen.sayings
        ],
    )


def what_if_out(found: Answer) -> OperationWhatIfOut:
    """What would become of the plan."""
    changes = found.changes
    return OperationWhatIfOut(
        hour=found.proposal.plan.hour,
        sent=[_move(each) for each in sorted(changes.sent, key=repr)],
        called_back=[_move(each) for each in sorted(changes.called_back, key=repr)],
        newly_broken=[_broken(each) for each in sorted(changes.newly_broken)],
        mended=[_broken(each) for each in sorted(changes.healed)],
    )


def _move(place: TeamPlace | InterpreterPlace) -> OperationMoveOut:
    return OperationMoveOut(who=place.team if isinstance(place, TeamPlace) else place.interpreter, site=place.site)


def _broken(broken: Broken) -> OperationBrokenOut:
    return OperationBrokenOut(
        rule=broken.rule,
        where=broken.where,
        detail=broken.detail,
        has=broken.has,
        needs=broken.needs,
        remedy=broken.remedy,
    )


def _places(seen: OperationView) -> list[OperationPlaceOut]:
    if seen.standing is None:
        return []
    plan = seen.standing.plan
    return [
        *(
            OperationPlaceOut(who=each.team, site=each.site, may_begin=each in seen.released)
            for each in sorted(plan.teams)
        ),
        *(
            OperationPlaceOut(who=each.interpreter, site=each.site, language=each.language)
            for each in sorted(plan.interpreters)
        ),
    ]
