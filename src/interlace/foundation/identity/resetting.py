"""A lost device or a forgotten password: two persons let an officer begin anew.

Whoever resets an account could take it over, so neither of the two may act alone and one of them comes from the
officer's own member. A new data folder has no two persons yet: there one is enough, and the ledger says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.actions import Detail, record
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import (
    SIGNED_WITHIN,
    Difference,
    give_approval,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.codes import use_code
from interlace.foundation.identity.enrolling import SET_UP_WITHIN, end_everything_of, officer_named
from interlace.foundation.identity.keepers import Keeper
from interlace.foundation.identity.ledger_events import OFFICER_RESET, RESET_PROPOSED, RESET_REFUSED
from interlace.foundation.identity.models import Officer, Passkey, ResetProposal, ResetState
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.passwords import new_password
from interlace.foundation.identity.roles import Role

PERSONS = 2
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Signature:
    """A person who stands for a reset, with the code that their device shows now."""

    username: str
    code: str


@dataclass(frozen=True, slots=True)
class Reset:
    """An account that begins anew: the only moment at which its password can be read."""

    officer: Officer
    password: str
    until: datetime


def reset_officer(*, username: str, signatures: Sequence[Signature], now: datetime) -> Reset:
    """Take the device and the password from an account, on the word of two persons with fresh codes.

    Sessions and keys end, and the officer sets up a device and a password of their own at the next sign-in. A suspended
    account stays suspended.
    """
    officer = _person_named(username)
    signers = [_signer(signature.username, officer) for signature in signatures]
    if any(signer.needs_passkey for signer in signers):
        raise Refused(
            _("At this bureau a code is no longer enough."),
            code="passkeys_sign_resets",
            fix=_("Let each of the two sign with a passkey, on a page of the node."),
        )
    if len({signer.pk for signer in signers}) != PERSONS:
        raise Refused(
            _("A reset takes two persons."), code="two_persons", fix=_("Name two administrators or heads, each once.")
        )
    _require_own_member(officer, signers)
    for signer, signature in zip(signers, signatures, strict=True):
        use_code(signer, signature.code, now=now)
    keeper = Keeper(officer=signers[0].pk, account=account_of_process())
    with transaction.atomic():
        first, second = signers
        proposal = ResetProposal.objects.create(officer=officer, by=first, at=now, done=now)
        difference = _difference(officer)
        open_approval(difference, subject=proposal.id, member="", by=first.pk, now=now, within_office=True)
        give_approval(difference, subject=proposal.id, by=second.pk, now=now)
        return _begin_anew(username, by=keeper, detail={"with": str(second.pk)}, now=now)


@transaction.atomic
def propose_reset(*, username: str, by: Officer, signed: Signed | None, now: datetime) -> ResetProposal:
    """Sign a reset as the first person, on a page of one's own; nothing is taken before a second one has signed."""
    officer = _person_named(username)
    signer = _signer(by.username, officer)
    proposal = ResetProposal.objects.create(officer=officer, by=signer, at=now)
    open_approval(
        _difference(officer), subject=proposal.id, member="", by=signer.pk, signed=signed, now=now, within_office=True
    )
    record(RESET_PROPOSED, by=signer.pk, member=officer.member_code, on=officer.pk, now=now)
    return proposal


@transaction.atomic
def sign_reset(proposal_id: UUID, *, by: Officer, signed: Signed | None, now: datetime) -> Reset:
    """Sign it as the second person: password, device, passkeys, sessions and keys of the officer are taken."""
    proposal = _undecided(proposal_id)
    officer = officer_named(proposal.officer.username)
    signer = _signer(by.username, officer)
    _require_own_member(officer, [proposal.by, signer])
    give_approval(_difference(officer), subject=proposal.id, by=signer.pk, signed=signed, now=now)
    proposal.done = now
    proposal.save(update_fields=["done"])
    detail: Detail = {"with": str(signer.pk)}
    return _begin_anew(officer.username, by=Keeper(officer=proposal.by_id), detail=detail, now=now)


@transaction.atomic
def refuse_reset(proposal_id: UUID, *, by: Officer, reason: str, now: datetime) -> ResetProposal:
    """Decide against it as the second person, with the reason that the first one reads.

    Nothing is taken by that, so it needs no device: an operator's profile can refuse what it could never sign.
    """
    proposal = _undecided(proposal_id)
    officer = proposal.officer
    if by.pk == officer.pk or not _stands_for(by, officer):
        raise NotFound(_("There is nothing here for you."))
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        what = _("Say why, in at most 500 characters.")
        raise InvalidInput(
            _("To refuse a reset needs its reason."), problems=[FieldProblem("/reason", "reason_missing", what)]
        )
    refuse_approval(_difference(officer), subject=proposal.id, by=by.pk, now=now)
    proposal.refused, proposal.refused_by, proposal.reason = now, by, said
    proposal.save(update_fields=["refused", "refused_by", "reason"])
    detail: Detail = {"proposed_by": str(proposal.by_id), "reason": said}
    record(RESET_REFUSED, by=by.pk, member=officer.member_code, on=officer.pk, now=now, detail=detail)
    return proposal


def state_of(proposal: ResetProposal, *, now: datetime) -> ResetState:
    """What became of it; what nobody decided in time has expired."""
    if proposal.done is not None:
        return ResetState.DONE
    if proposal.refused is not None:
        return ResetState.REFUSED
    return ResetState.PROPOSED if now < proposal.at + SIGNED_WITHIN else ResetState.EXPIRED


def resets_to_sign(signer: Officer, *, now: datetime) -> list[ResetProposal]:
    """Resets that this person may sign as the second one, the oldest first."""
    waiting = ResetProposal.objects.filter(done=None, refused=None, at__gt=now - SIGNED_WITHIN).exclude(by=signer)
    found = waiting.select_related("officer__bureau__member", "by__bureau").order_by("at", "id")
    return [each for each in found if each.officer_id != signer.pk and _stands_for(signer, each.officer)]


def reset_officer_alone(*, username: str, reason: str, by: Keeper, now: datetime) -> Reset:
    """The same on one person's word, while the node has no two persons who could sign: the ledger keeps the reason."""
    officer = _person_named(username)
    if not reason.strip():
        raise InvalidInput(
            _("A reset by one person needs its reason."),
            problems=[FieldProblem("/reason", "reason_missing", _("The reason is missing."), _("Say why."))],
        )
    # Those who are suspended count, or one person could suspend two others and be alone.
    able = [each for each in Officer.objects.exclude(pk=officer.pk) if _has_device(each) and _stands_for(each, officer)]
    if len(able) >= PERSONS:
        raise Refused(
            _("This node has two persons who can sign a reset."),
            code="not_alone",
            fix=_("Name them with --by and --with; a suspended one can be restored."),
        )
    return _begin_anew(username, by=by, detail={"alone": True, "reason": reason.strip()}, now=now)


@transaction.atomic
def _begin_anew(username: str, *, by: Keeper, detail: Detail, now: datetime) -> Reset:
    officer = officer_named(username, is_locked=True)
    password = new_password()
    officer.set_password(password)
    officer.totp_sealed, officer.set_up_until = None, now + SET_UP_WITHIN
    officer.save(update_fields=["password", "totp_sealed", "set_up_until"])
    passkeys = Passkey.objects.filter(officer=officer, revoked=None).update(revoked=now)
    told = by.noting({**detail, **end_everything_of(officer, now=now), "passkeys": passkeys})
    record(OFFICER_RESET, by=by.by, member=officer.member_code, on=officer.pk, now=now, detail=told)
    return Reset(officer, password, officer.set_up_until)


def _undecided(proposal_id: UUID) -> ResetProposal:
    """A reset that nobody has decided on, locked until the transaction ends."""
    found = ResetProposal.objects.select_for_update().filter(pk=proposal_id, done=None, refused=None).first()
    if found is None:
        raise NotFound(_("There is nothing here for you."))
    return found


def _difference(officer: Officer) -> Difference:
    taken = ["password", "device", "passkeys", "sessions", "keys"]
    return Difference("identity.reset", {"officer": str(officer.pk), "username": officer.username, "taken": taken})


def _require_own_member(officer: Officer, signers: Sequence[Officer]) -> None:
    if all(signer.member_code != officer.member_code for signer in signers):
        raise Refused(
            _("One of the two works for the same member as the officer."),
            code="own_member_needed",
            fix=_("Ask an administrator or the head of the officer's own member."),
        )


def _person_named(username: str) -> Officer:
    officer = officer_named(username)
    if officer.is_service or officer.is_profile:
        raise Refused(
            _("A system or a profile has neither password nor device."),
            code="nothing_to_reset",
            fix=_("Suspend it, or revoke its keys."),
        )
    return officer


def _signer(username: str, officer: Officer) -> Officer:
    """The person of this name, if they are in service and may stand for this officer's reset."""
    found = Officer.objects.in_service().filter(username=username.lower()).exclude(pk=officer.pk).first()
    if found is None or not _has_device(found) or not _stands_for(found, officer):
        raise NotFound(
            _("There is nobody of this user name who can sign this reset."),
            fix=_("Name an administrator, or the head of the officer's own member; nobody signs for themselves."),
        )
    return found


def _has_device(person: Officer) -> bool:
    has_one = person.totp_sealed is not None or Passkey.objects.filter(officer=person, revoked=None).exists()
    return has_one and not person.is_service and not person.is_profile


def _stands_for(person: Officer, officer: Officer) -> bool:
    is_head = Role.HEAD in person.roles and person.member_code == officer.member_code
    return is_head or Role.ADMINISTRATOR in person.roles
