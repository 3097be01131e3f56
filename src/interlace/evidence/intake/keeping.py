"""Keeping what was read of a unit: parts and candidates sealed, what is held without a word of it.

What an earlier reading held stays held: where this one does not know it again, nothing of its unit is kept.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F, Max

from interlace.evidence.intake.models import Held, HoldReason, Intake, IntakeCandidate, IntakePart
from interlace.evidence.intake.sealing import CANDIDATE, HELD, PART, REMARKS, place_of_held, remarks_of, sealed
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.vault.envelopes import ObjectKey

_MOST_REMARKS = 200


def keep_unit(viewer: Viewer, intake: Intake, key: ObjectKey, unit: Mapping[str, Any], *, now: datetime) -> None:
    """Keep a page, a message or a piece of a table; the intake is locked and its context open."""
    missed = _held_and_not_known_again(intake, key, unit)
    for at, said in enumerate(unit["parts"]):
        part = _keep_part(viewer, intake, key, int(unit["unit"]), said, is_shut=bool(missed))
        if missed:
            intake.held.filter(pk__in=missed, part=0).update(part=part.number)
        where = {"unit": part.unit, "at": at}
        if said["held"]:
            _hold(intake, key, part, {**where, "place": said["place"]}, HoldReason.PRIVILEGED, now=now)
            continue
        for start, end, rule in said["secrets"]:
            place = {**where, "start": start, "end": end, "rule": rule, "place": _place(said, start)}
            _hold(intake, key, part, place, HoldReason.SECRET, now=now)
        for found in () if missed else said["candidates"]:
            _keep_candidate(intake, key, part, found)
    remarks = [{"unit": unit["unit"], "hindrance": each["hindrance"], "detail": each["detail"][:80]}
               for each in unit["remarks"]]  # fmt: skip
    if remarks:
        kept = [*remarks_of(key, intake), *remarks][:_MOST_REMARKS]
        intake.remarks = sealed(key, REMARKS, kept, of=intake.id)


def _held_and_not_known_again(intake: Intake, key: ObjectKey, unit: Mapping[str, Any]) -> list[UUID]:
    """What was held here and what this reading, in other languages or with other names, would let through."""
    parts, missed = dict(enumerate(unit["parts"])), []
    for row in intake.held.filter(is_whole=False, part=0):  # an earlier reading left them
        place = place_of_held(key, row)
        if place["unit"] != unit["unit"]:
            continue
        said = parts.get(place["at"], {"held": "", "secrets": ()})
        is_known = said["held"] or place.get("start") in {start for start, _end, _rule in said["secrets"]}
        if not is_known:
            missed.append(row.id)
    return missed


def _keep_part(
    viewer: Viewer, intake: Intake, key: ObjectKey, unit: int, said: Mapping[str, Any], *, is_shut: bool
) -> IntakePart:
    highest = intake.parts.aggregate(highest=Max("number"))["highest"]
    part = IntakePart(
        id=uuid4(),
        member=viewer.member,
        case=intake.case,
        intake=intake,
        number=(highest or 0) + 1,
        unit=unit,
        language=str(said.get("language", "und"))[:8],
        language_by=str(said.get("language_by", ""))[:8],
        is_scanned=bool(said.get("scanned")),
    )
    told = {} if said["held"] or is_shut else {name: said[name] for name in ("text", "sender", "spans")}
    part.sealed = sealed(key, PART, told, of=part.id)
    part.save(force_insert=True)
    return part


def _keep_candidate(intake: Intake, key: ObjectKey, part: IntakePart, found: Mapping[str, Any]) -> None:
    mark = key.digest("candidate", f"{found['type']}|{found['normal'] or found['text']}".encode())
    known = IntakeCandidate.objects.filter(intake=intake, mark=mark).first()
    if known is None:
        row = IntakeCandidate(
            id=uuid4(),
            member=intake.member,
            case=intake.case,
            intake=intake,
            part=part.number,
            number=intake.candidates.count() + 1,
            kind=found["type"],
            confidence=found["confidence"],
            mark=mark,
        )
        row.sealed = sealed(key, CANDIDATE, dict(found), of=row.id)
        row.save(force_insert=True)
    elif known.part == 0:  # decided on an earlier reading, and now shown where it stands in this one
        IntakeCandidate.objects.filter(pk=known.pk).update(part=part.number)
    else:
        IntakeCandidate.objects.filter(pk=known.pk).update(more=F("more") + 1)


def _hold(
    intake: Intake, key: ObjectKey, part: IntakePart, where: Mapping[str, Any], reason: HoldReason, *, now: datetime
) -> None:
    mark = key.digest("held", f"{reason}|{where['unit']}|{where['at']}|{where.get('start', '')}".encode())
    row = Held.objects.filter(intake=intake, mark=mark).first()
    if row is None:
        row = Held(
            id=uuid4(), member=intake.member, case=intake.case, intake=intake, mark=mark, reason=reason, held=now
        )
    row.part, row.sealed = part.number, sealed(key, HELD, dict(where), of=row.id)
    row.save()


def _place(said: Mapping[str, Any], start: int) -> str:
    return next((place for begin, end, place, _original in said["spans"] if begin <= start < end), "")
