"""Changing the rights of officers and units: a head proposes; what widens them, a second person signs.

What narrows rights is in force at once, because waiting for a signature would leave them open meanwhile.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.desk_rules import is_zone
from interlace.bureaus.people import in_force
from interlace.bureaus.people.ledger_events import CHANGE_PROPOSED, CHANGE_REFUSED, CHANGE_SIGNED, RIGHTS_NARROWED
from interlace.bureaus.people.models import Change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import (
    Difference,
    OfficerPost,
    UnitRights,
    officer_differences,
    unit_differences,
)
from interlace.bureaus.people.rules import (
    ROLES_OF,
    bureau_of,
    bureaus_under,
    officer_under,
    require_head,
    require_signer,
    unit_under,
)
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer

SIGNED_WITHIN = timedelta(hours=24)
"""A proposal that nobody signs lapses."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A change that was proposed or signed, and what to hand over to a new officer."""

    change: Change
    password: str = ""
    """Of an account just made: the only moment at which it can be read."""
    until: datetime | None = None


@transaction.atomic
def propose_officer(
    viewer: Viewer, post: OfficerPost, paper: Paper, *, officer_id: UUID | None = None, now: datetime
) -> Decided:
    """Give an officer rights, new or changed, on a written authorisation."""
    require_head(viewer)
    bureau = _place_of(viewer, post.bureau)
    before = None
    if officer_id is not None:
        officer = officer_under(viewer, officer_id, is_locked=True)
        _refuse_oneself(viewer, officer)
        before = in_force.post_of(viewer, officer, now=now)
        if before.username != post.username:
            raise InvalidInput(_("A user name stays."), fix=_("Let the officer leave, and appoint the person anew."))
    differences = list(officer_differences(before, post))
    _refuse(_("The officer cannot be appointed like this."), _officer_problems(viewer, post, bureau, is_new=not before))
    return _proposed(
        viewer,
        kind=Change.Kind.OFFICER,
        subject=officer_id,
        before=before.to_json() if before else {},
        after=post.to_json(),
        differences=differences,
        paper=paper,
        now=now,
    )


@transaction.atomic
def propose_unit(
    viewer: Viewer, rights: UnitRights, paper: Paper, *, unit_id: UUID | None = None, now: datetime
) -> Decided:
    """Give a domestic unit of the own bureau rights, new or changed, on a written authorisation."""
    require_head(viewer)
    before = None if unit_id is None else in_force.rights_of(viewer, unit_under(viewer, unit_id), now=now)
    problems = list(rights.problems([name for name, _title in registers_of(viewer)]))
    taken = Bureau.objects.filter(name__iexact=rights.name.strip()).values_list("pk", flat=True)
    if set(taken) - {unit_id}:
        problems.append(
            FieldProblem("/name", "name_taken", _("There is an office with this name already."), _("Choose another."))
        )
    if not is_zone(rights.time_zone):
        problems.append(
            FieldProblem("/time_zone", "time_zone", _("This is not a time zone."), _("Write it like Asia/Ho_Chi_Minh."))
        )
    _refuse(_("The unit cannot be given rights like this."), problems)
    return _proposed(
        viewer,
        kind=Change.Kind.UNIT,
        subject=unit_id,
        before=before.to_json() if before else {},
        after=rights.to_json(),
        differences=list(unit_differences(before, rights)),
        paper=paper,
        now=now,
    )


@transaction.atomic
def propose_return(viewer: Viewer, officer_id: UUID, paper: Paper, *, now: datetime) -> Decided:
    """Let a suspended officer back in, on a written authorisation and with a second person."""
    require_head(viewer)
    officer = officer_under(viewer, officer_id, is_locked=True)
    _refuse_oneself(viewer, officer)
    if officer.is_active:
        raise Conflict(_("This officer is in service."))
    return _proposed(
        viewer,
        kind=Change.Kind.RESTORE,
        subject=officer.pk,
        before={"active": False},
        after={"active": True},
        differences=[Difference("active", False, True, widens=True)],
        paper=paper,
        now=now,
    )


@transaction.atomic
def sign_change(viewer: Viewer, change_id: UUID, *, digest: str, now: datetime) -> Decided:
    """Put wider rights into force as the second person, exactly as they were proposed."""
    change = _open_change(viewer, change_id, now=now)
    if change.digest != digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))
    made = in_force.put_into_force(viewer, change, now=now)
    _decide(viewer, change, Change.State.DONE, CHANGE_SIGNED, now=now)
    return Decided(change, made.password, made.until)


@transaction.atomic
def refuse_change(viewer: Viewer, change_id: UUID, *, now: datetime) -> Change:
    """Decide against it as the second person; nothing changes."""
    change = _open_change(viewer, change_id, now=now)
    _decide(viewer, change, Change.State.REFUSED, CHANGE_REFUSED, now=now)
    return change


def change_of(viewer: Viewer, change_id: UUID, *, now: datetime) -> Change:
    """One change of the viewer's own bureau; `NotFound` otherwise."""
    require_signer(viewer)
    with acting(viewer, now=now):
        found = Change.objects.filter(pk=change_id, bureau=bureau_of(viewer).pk).first()
    if found is None:
        raise NotFound(_("There is no such change of rights."))
    return found


def changes_of(viewer: Viewer, *, now: datetime, most: int = 50) -> list[Change]:
    """The latest changes of rights in the viewer's own bureau."""
    require_signer(viewer)
    with acting(viewer, now=now):
        return list(Change.objects.filter(bureau=bureau_of(viewer).pk).order_by("-proposed", "id")[:most])


def changes_to_sign(viewer: Viewer, *, now: datetime) -> list[Change]:
    """Those that wait for this officer's signature, the oldest first."""
    return [
        each
        for each in reversed(changes_of(viewer, now=now, most=200))
        if state_of(each, now=now) is Change.State.PROPOSED and _may_decide(viewer, each)
    ]


def state_of(change: Change, *, now: datetime) -> Change.State:
    """What became of it; a proposal that nobody signed in time has expired."""
    state = Change.State(change.state)
    is_over = state is Change.State.PROPOSED and now >= change.proposed + SIGNED_WITHIN
    return Change.State.EXPIRED if is_over else state


def differences_of(change: Change) -> list[Difference]:
    """What it changes, in order."""
    match change.kind:
        case Change.Kind.OFFICER:
            before = OfficerPost.from_json(change.before) if change.before else None
            return list(officer_differences(before, OfficerPost.from_json(change.after)))
        case Change.Kind.UNIT:
            had = UnitRights.from_json(change.before) if change.before else None
            return list(unit_differences(had, UnitRights.from_json(change.after)))
    return [Difference("active", False, True, widens=True)]


def _proposed(
    viewer: Viewer,
    *,
    kind: Change.Kind,
    subject: UUID | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    differences: Sequence[Difference],
    paper: Paper,
    now: datetime,
) -> Decided:
    if not differences:
        raise InvalidInput(_("Nothing is changed."), fix=_("Change something, or leave it."))
    widens = subject is None or any(each.widens for each in differences)
    if widens:
        _refuse(_("The authorisation is missing."), list(paper.problems(today=now.date())))
    change = Change(
        member=viewer.member,
        bureau=bureau_of(viewer).pk,
        kind=kind,
        subject=subject or uuid4(),
        is_new=subject is None,
        before=before,
        after=after,
        paper=paper.to_json(),
        widens=widens,
        proposed_by=UUID(viewer.id),
        proposed_by_name=viewer.officer_name,
        proposed=now,
    )
    change.digest = _digest_of(change)
    with acting(viewer, now=now):
        change.save(force_insert=True)
        if widens:
            _log(viewer, change, CHANGE_PROPOSED, now=now)
            return Decided(change)
        in_force.put_into_force(viewer, change, now=now)
        _decide(viewer, change, Change.State.DONE, RIGHTS_NARROWED, now=now)
    return Decided(change)


def _open_change(viewer: Viewer, change_id: UUID, *, now: datetime) -> Change:
    require_signer(viewer)
    with acting(viewer, now=now):
        own = Change.objects.select_for_update().filter(bureau=bureau_of(viewer).pk)
        change = own.filter(pk=change_id).first()
    if change is None:
        raise NotFound(_("There is no such change of rights."))
    if change.state != Change.State.PROPOSED:
        raise Conflict(_("This change has been decided."))
    if state_of(change, now=now) is Change.State.EXPIRED:
        raise Conflict(_("This proposal is older than a day."), fix=_("Let your head propose it again."))
    if not _may_decide(viewer, change):
        raise Refused(
            _("A second person must sign: neither the one who proposes nor the one it is about."),
            code="second_person",
        )
    return change


def _may_decide(viewer: Viewer, change: Change) -> bool:
    return viewer.id not in {str(change.proposed_by), str(change.subject)}


def _decide(viewer: Viewer, change: Change, state: Change.State, event: Event, *, now: datetime) -> None:
    change.state, change.decided = state, now
    change.decided_by, change.decided_by_name = UUID(viewer.id), viewer.officer_name
    with acting(viewer, now=now):
        change.save()
        _log(viewer, change, event, now=now)


def _place_of(viewer: Viewer, bureau_id: str) -> Bureau:
    found = bureaus_under(bureau_of(viewer))
    place = next((each for each in found if str(each.pk) == bureau_id), None)
    if place is None:
        raise NotFound(_("There is no such unit of your bureau."))
    return place


def _refuse_oneself(viewer: Viewer, officer: Officer) -> None:
    if str(officer.pk) == viewer.id:
        raise Refused(_("Nobody changes their own rights."), fix=_("Ask another head or your administrator."))


def _refuse(what: str, problems: Sequence[FieldProblem]) -> None:
    if problems:
        raise InvalidInput(what, problems=list(problems))


def _officer_problems(viewer: Viewer, post: OfficerPost, bureau: Bureau, *, is_new: bool) -> list[FieldProblem]:
    """What is wrong with the rights, or goes beyond what the head who gives them has."""
    found = list(post.problems())
    allowed = {role.value for role in ROLES_OF[Bureau.Kind(bureau.kind)]}
    known = {name for name, _title in registers_of(viewer)}
    place = _("Choose among those offered.")
    if set(post.roles) - allowed:
        found.append(FieldProblem("/roles", "role_unfit", _("This office has no such role."), place))
    if set(post.purposes) - viewer.person.purposes:
        found.append(
            FieldProblem("/purposes", "purpose_above_you", _("You do not work for this purpose yourself."), place)
        )
    if post.level > viewer.person.level:
        found.append(FieldProblem("/level", "level_above_you", _("This level is above your own."), place))
    if set(post.rooms) - viewer.person.rooms:
        found.append(FieldProblem("/rooms", "room_not_yours", _("You have not joined this operation."), place))
    if set(post.registers) - known:
        found.append(FieldProblem("/registers", "unknown_register", _("Your bureau has no such register."), place))
    if is_new and Officer.objects.filter(username=post.username).exists():
        found.append(FieldProblem("/username", "username_taken", _("This user name is taken."), _("Choose another.")))
    return found


def _digest_of(change: Change) -> str:
    """SHA-256 over what the second person signs: for other rights, another officer or paper it says nothing."""
    signed = [
        str(change.id),
        change.kind,
        str(change.subject),
        change.before,
        change.after,
        change.paper,
        str(change.proposed_by),
    ]
    text = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _log(viewer: Viewer, change: Change, event: Event, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=change.subject,
        now=now,
        detail={
            "change": str(change.id),
            "kind": change.kind,
            "digest": change.digest,
            "what": [each.what for each in differences_of(change)],
            "document": change.paper.get("document", ""),
        },
    )
