"""Changing the rights of officers and units: a head proposes; what widens them, a second person signs.

What narrows rights is in force at once, because waiting for a signature would leave them open meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.people import in_force
from interlace.bureaus.people.deciding import Decided, decide, log
from interlace.bureaus.people.ledger_events import CHANGE_PROPOSED, RIGHTS_NARROWED
from interlace.bureaus.people.limits import officer_problems, unit_problems
from interlace.bureaus.people.models import Change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.bureaus.people.rules import (
    bureau_of,
    bureaus_under,
    could_sign_elsewhere,
    officer_under,
    require_head,
    unit_under,
)
from interlace.bureaus.people.signed_rights import difference_to_sign, differences_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import open_approval
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.passkeys.actions import Signed


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What is to become the case, of whom, and on which paper."""

    kind: Change.Kind
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    paper: Paper
    subject: UUID | None = None
    """None for what does not exist yet."""


@transaction.atomic
def propose_officer(
    viewer: Viewer,
    post: OfficerPost,
    paper: Paper,
    *,
    officer_id: UUID | None = None,
    signed: Signed | None = None,
    now: datetime,
) -> Decided:
    """Give an officer rights, new or changed, on a written authorisation."""
    require_head(viewer)
    before = None
    if officer_id is not None:
        officer = officer_under(viewer, officer_id, is_locked=True)
        _refuse_oneself(viewer, officer)
        before = in_force.post_of(viewer, officer, now=now)
        if before.username != post.username:
            raise InvalidInput(_("A user name stays."), fix=_("Let the officer leave, and appoint the person anew."))
    bureau = _place_of(viewer, post.bureau)
    problems = officer_problems(viewer, post, bureau, is_new=before is None)
    _refuse(_("The officer cannot be appointed like this."), problems)
    had = before.to_json() if before else {}
    proposal = _Proposal(Change.Kind.OFFICER, had, post.to_json(), paper, subject=officer_id)
    return _propose(viewer, proposal, signed=signed, now=now)


@transaction.atomic
def propose_unit(
    viewer: Viewer,
    rights: UnitRights,
    paper: Paper,
    *,
    unit_id: UUID | None = None,
    signed: Signed | None = None,
    now: datetime,
) -> Decided:
    """Give a domestic unit of the own bureau rights, new or changed, on a written authorisation."""
    require_head(viewer)
    before = None if unit_id is None else in_force.rights_of(viewer, unit_under(viewer, unit_id), now=now)
    _refuse(_("The unit cannot be given rights like this."), unit_problems(viewer, rights, unit_id=unit_id))
    had = before.to_json() if before else {}
    proposal = _Proposal(Change.Kind.UNIT, had, rights.to_json(), paper, subject=unit_id)
    return _propose(viewer, proposal, signed=signed, now=now)


@transaction.atomic
def propose_return(
    viewer: Viewer, officer_id: UUID, paper: Paper, *, signed: Signed | None = None, now: datetime
) -> Decided:
    """Let a suspended officer back in, on a written authorisation and with a second person."""
    require_head(viewer)
    officer = officer_under(viewer, officer_id, is_locked=True)
    _refuse_oneself(viewer, officer)
    if officer.is_active:
        raise Conflict(_("This officer is in service."))
    known = {"username": officer.username, "name": officer.display_name}
    before, after = ({**known, "active": is_active} for is_active in (False, True))
    proposal = _Proposal(Change.Kind.RESTORE, before, after, paper, subject=officer.pk)
    return _propose(viewer, proposal, signed=signed, now=now)


@transaction.atomic
def propose_signing(
    viewer: Viewer, paper: Paper, *, elsewhere: bool, signed: Signed | None = None, now: datetime
) -> Decided:
    """Say whether the second person of an act works at another office of the member; to give that up takes two."""
    require_head(viewer)
    bureau = bureau_of(viewer)
    if elsewhere and not could_sign_elsewhere(bureau):
        raise Conflict(
            _("Nobody at another office of your member could sign as the second person."),
            code="nobody_elsewhere",
            fix=_("Let an officer who may sign be appointed there first."),
        )
    before, after = ({"name": bureau.name, "elsewhere": each} for each in (bureau.signs_elsewhere, elsewhere))
    proposal = _Proposal(Change.Kind.SIGNING, before, after, paper, subject=bureau.pk)
    return _propose(viewer, proposal, signed=signed, now=now)


def _propose(viewer: Viewer, proposal: _Proposal, *, signed: Signed | None, now: datetime) -> Decided:
    bureau = bureau_of(viewer)
    change = Change(
        member=viewer.member,
        bureau=bureau.pk,
        kind=proposal.kind,
        subject=proposal.subject or uuid4(),
        is_new=proposal.subject is None,
        before=proposal.before,
        after=proposal.after,
        paper=proposal.paper.to_json(),
        proposed_by=UUID(viewer.id),
        proposed_by_name=viewer.officer_name,
        proposed=now,
    )
    differences = differences_of(change)
    if proposal.before == proposal.after or not differences:
        raise InvalidInput(_("Nothing is changed."), fix=_("Change something, or leave it."))
    change.widens = change.is_new or any(each.widens for each in differences)
    if change.widens:
        _refuse(_("The authorisation is missing."), proposal.paper.problems(today=now.date()))
    difference = difference_to_sign(change)
    change.digest = difference.digest
    with acting(viewer, now=now):
        change.save(force_insert=True)
        if change.widens:
            open_approval(
                difference,
                subject=change.id,
                member=viewer.member,
                by=viewer.id,
                signed=signed,
                now=now,
                # Where nobody is left elsewhere, the own office has to be able to give the other one up.
                within_office=change.kind == Change.Kind.SIGNING and not could_sign_elsewhere(bureau),
            )
            log(viewer, change, CHANGE_PROPOSED, now=now)
            return Decided(change)
        in_force.put_into_force(viewer, change, now=now)
        decide(viewer, change, Change.State.DONE, RIGHTS_NARROWED, now=now)
    return Decided(change)


def _place_of(viewer: Viewer, bureau_id: str) -> Bureau:
    found = bureaus_under(bureau_of(viewer))
    place = next((each for each in found if str(each.pk) == bureau_id), None)
    if place is None:
        raise NotFound(_("There is no such unit of your bureau."))
    return place


def _refuse_oneself(viewer: Viewer, officer: Officer) -> None:
    if str(officer.pk) == viewer.id:
        raise Refused(_("Nobody changes their own rights."), fix=_("Ask another head or your administrator."))


def _refuse(what: str, problems: Iterable[FieldProblem]) -> None:
    found: Sequence[FieldProblem] = list(problems)
    if found:
        raise InvalidInput(what, problems=found)
