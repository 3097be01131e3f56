"""What officers do with passkeys: make and revoke them, sign in, show again that it is they, sign a difference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from webauthn import generate_authentication_options, generate_registration_options, options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from interlace.foundation.audit.actions import record
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused, SignInNeeded
from interlace.foundation.identity.keepers import Keeper
from interlace.foundation.identity.ledger_events import (
    DEVICE_DOUBTED,
    PASSKEY_MADE,
    PASSKEY_REVOKED,
    PASSKEYS_BIND,
    SIGNED_IN,
)
from interlace.foundation.identity.models import Bureau, Officer, Passkey
from interlace.foundation.identity.passkeys.challenges import LASTS, Use, new_challenge, signature_challenge
from interlace.foundation.identity.passkeys.challenges import take_challenge as take_once
from interlace.foundation.identity.passkeys.parties import NODE_NAME, RelyingParty, relying_party
from interlace.foundation.identity.passkeys.verifying import (
    Answer,
    DeviceCopied,
    passkey_refusal,
    read_answer,
    read_new_passkey,
    verify_answer,
    verify_new_passkey,
)
from interlace.foundation.identity.sessions import (
    Factor,
    end_sessions_opened_with,
    mark_fresh,
    open_session,
    require_fresh_passkey,
    require_fresh_proof,
    state_of,
)
from interlace.foundation.limits.actions import Limit, take

PASSKEYS_PER_OFFICER = 10
BINDING_PERSONS = 2
"""With fewer, four eyes could not be met by passkeys at all."""
QUESTIONS = Limit("passkey", times=60, period=timedelta(minutes=1))
"""Questions to devices that an address may have put before anybody has signed in."""
_TIMEOUT = int(LASTS.total_seconds() * 1000)
_TRANSPORTS = frozenset({"ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"})


@dataclass(frozen=True, slots=True)
class Signed:
    """One officer's word for one difference, checked: only `take_signature` makes it."""

    officer: UUID
    digest: str
    passkey: UUID
    proof: Mapping[str, str] = field(repr=False)


def begin_registration(request: HttpRequest, *, now: datetime) -> str:
    """What the browser must ask the officer's device to make, as JSON. It takes a fresh proof of who asks."""
    officer = _signed_in_person(request, now=now)
    party = relying_party(request)
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=NODE_NAME,
        user_id=officer.pk.bytes,
        user_name=officer.username,
        user_display_name=officer.display_name,
        challenge=new_challenge(request, Use.REGISTER, officer=officer, now=now),
        timeout=_TIMEOUT,
        # Kept on the device under its own account, so that nobody types a name to sign in.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(officer),
    )
    return options_to_json(options)


def register_passkey(request: HttpRequest, *, answer: str, name: str, now: datetime) -> Passkey:
    """Keep the passkey that the officer's device has made, under a name by which the officer knows the device."""
    officer = _signed_in_person(request, now=now)
    if not 0 < len(name.strip()) <= 80:
        what, fix = _("A passkey needs a name of 1 to 80 characters."), _("Say which device it lies on.")
        raise InvalidInput(what, problems=[FieldProblem("/name", "name_length", what, fix)])
    new = read_new_passkey(answer)
    taken = take_once(request, new.challenge, Use.REGISTER, officer=officer, now=now)
    made = verify_new_passkey(new, challenge=bytes(taken.challenge), party=relying_party(request))
    transports = {str(each.value) for each in new.credential.response.transports or ()}
    with transaction.atomic():
        Officer.objects.select_for_update().get(pk=officer.pk)
        if passkeys_of(officer).count() >= PASSKEYS_PER_OFFICER:
            raise Refused(
                _("You have {count} passkeys already.").format(count=PASSKEYS_PER_OFFICER),
                code="too_many_passkeys",
                fix=_("Revoke one that you no longer use."),
            )
        passkey = Passkey(
            officer=officer,
            name=name.strip(),
            credential=made.credential_id,
            public_key=made.credential_public_key,
            count=made.sign_count,
            transports=sorted(transports & _TRANSPORTS),
            is_synced=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            created=now,
        )
        try:
            with transaction.atomic():
                passkey.save(force_insert=True)
        except IntegrityError:
            raise Conflict(_("This device has a passkey here already."), fix=_("Use it, or take another.")) from None
        record(PASSKEY_MADE, by=officer.pk, member=officer.member_code, on=passkey.pk, now=now)
        _bind_bureau(officer, now=now)
    return passkey


def passkeys_of(officer: Officer) -> QuerySet[Passkey]:
    """The officer's passkeys in use, the oldest first."""
    return Passkey.objects.filter(officer=officer, revoked=None).order_by("created", "id")


@transaction.atomic
def revoke_passkey(*, officer: Officer, passkey_id: UUID, now: datetime) -> Passkey:
    """Make one's own passkey useless at once, and end what it has opened; revoking it again changes nothing."""
    passkey = Passkey.objects.select_for_update().filter(officer=officer, pk=passkey_id).first()
    if passkey is None:
        raise NotFound(_("There is nothing here for you."))
    if passkey.revoked is None:
        passkey.revoked = now
        passkey.save(update_fields=["revoked"])
        sessions = end_sessions_opened_with(passkey.pk, now=now)
        maker = Keeper(officer=officer.pk)
        detail = maker.noting({"sessions": sessions})
        record(PASSKEY_REVOKED, by=maker.by, member=officer.member_code, on=passkey.pk, now=now, detail=detail)
    return passkey


def begin_sign_in(request: HttpRequest, *, now: datetime) -> str:
    """What the browser must ask any device to sign so that its owner is signed in, as JSON: it names nobody."""
    take(QUESTIONS, user=str(request.META.get("REMOTE_ADDR", "")))
    challenge = new_challenge(request, Use.SIGN_IN, officer=None, now=now)
    return _question(relying_party(request), challenge)


def sign_in_with_passkey(request: HttpRequest, *, answer: str, now: datetime) -> Officer:
    """Open a session for the officer whose device answers, with its owner verified."""
    told = read_answer(answer)
    take_once(request, told.challenge, Use.SIGN_IN, officer=None, now=now)
    passkey = _passkey_of(told)
    if told.credential.response.user_handle not in {None, passkey.officer_id.bytes}:
        raise passkey_refusal()
    _believe(request, told, passkey, now=now)
    officer = passkey.officer
    with transaction.atomic():
        open_session(request, officer, factor=Factor.PASSKEY, now=now, passkey=passkey.pk)
        detail = {"factor": Factor.PASSKEY.value, "passkey": str(passkey.pk)}
        record(SIGNED_IN, by=officer.pk, member=officer.member_code, on=officer.pk, now=now, detail=detail)
    return officer


def begin_confirmation(request: HttpRequest, *, now: datetime) -> str:
    """What the browser must ask for so that the signed-in officer shows again that it is they, as JSON."""
    officer = _officer_of(request)
    challenge = new_challenge(request, Use.CONFIRM, officer=officer, now=now)
    return _question(relying_party(request), challenge, officer=officer)


def confirm_with_passkey(request: HttpRequest, *, answer: str, now: datetime) -> None:
    """Accept a passkey of the signed-in officer: for five minutes, acts that need a fresh proof are open."""
    officer, told = _officer_of(request), read_answer(answer)
    take_once(request, told.challenge, Use.CONFIRM, officer=officer, now=now)
    _believe(request, told, _passkey_of(told, officer=officer), now=now)
    mark_fresh(request, factor=Factor.PASSKEY, now=now)


def begin_signature(request: HttpRequest, *, digest: str, now: datetime) -> str:
    """What the browser must ask for so that the signed-in officer signs this difference, as JSON."""
    officer = _officer_of(request)
    challenge = signature_challenge(request, digest, officer=officer, now=now)
    return _question(relying_party(request), challenge, officer=officer)


def take_signature(request: HttpRequest, *, answer: str, now: datetime) -> Signed:
    """The signed-in officer's word for the difference that was asked about, used up. Call it outside transactions."""
    officer, told = _officer_of(request), read_answer(answer)
    asked = take_once(request, told.challenge, Use.APPROVE, officer=officer, now=now)
    passkey = _passkey_of(told, officer=officer)
    _believe(request, told, passkey, now=now)
    proof = {**told.proof, "nonce": asked.nonce}
    return Signed(officer=officer.pk, digest=asked.digest, passkey=passkey.pk, proof=proof)


def _question(party: RelyingParty, challenge: bytes, *, officer: Officer | None = None) -> str:
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=_TIMEOUT,
        allow_credentials=None if officer is None else _descriptors(officer),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def _descriptors(officer: Officer) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=bytes(each.credential)) for each in passkeys_of(officer)]


def _passkey_of(told: Answer, *, officer: Officer | None = None) -> Passkey:
    """The passkey that answers, if it is in use and of an officer in service, and of this one where one is named."""
    found = (
        Passkey.objects.select_related("officer__bureau__member")
        .filter(credential=told.credential.raw_id, revoked=None, officer__in=Officer.objects.in_service())
        .first()
    )
    if found is None or (officer is not None and found.officer_id != officer.pk):
        raise passkey_refusal()
    return found


def _believe(request: HttpRequest, told: Answer, passkey: Passkey, *, now: datetime) -> None:
    """Hold the answer to the passkey, and count it. A device that counts backwards goes to the ledger."""
    officer = passkey.officer
    try:
        count = verify_answer(told, passkey=passkey, challenge=told.challenge, party=relying_party(request))
        # The same count twice at once is one device too many: the database lets the first through.
        fitting = Passkey.objects.filter(pk=passkey.pk, revoked=None)
        if not (fitting.filter(count__lt=count) if count else fitting.filter(count=0)).update(count=count, used=now):
            refusal = passkey_refusal()
            raise DeviceCopied(refusal.message, fix=refusal.fix)
    except DeviceCopied:
        with transaction.atomic():
            record(DEVICE_DOUBTED, by=officer.pk, member=officer.member_code, on=passkey.pk, now=now)
        raise


def _officer_of(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise SignInNeeded(_("Sign in first."))
    return request.user


def _signed_in_person(request: HttpRequest, *, now: datetime) -> Officer:
    """Whoever may get a passkey: a person who has just shown the strongest proof that they have."""
    officer, state = _officer_of(request), state_of(request)
    if officer.is_profile or officer.is_service or state is None or state.factor is Factor.PROFILE:
        raise Refused(
            _("A log-in of the exercise has no passkeys of its own."),
            code="no_person",
            fix=_("Sign in with an account of your own."),
        )
    if passkeys_of(officer).exists():
        require_fresh_passkey(request, now=now)
    else:
        # The first one rests on a code even where codes carry nothing else any more: there is no other way in.
        require_fresh_proof(request, now=now)
    return officer


def _bind_bureau(officer: Officer, *, now: datetime) -> None:
    """From its second person with a passkey on, codes no longer carry an act of two persons at this bureau."""
    bureau = Bureau.objects.select_for_update().get(pk=officer.bureau_id)
    persons = Passkey.objects.filter(
        revoked=None, officer__bureau=bureau, officer__in=Officer.objects.in_service()
    ).values("officer")
    if bureau.passkeys_since is None and persons.distinct().count() >= BINDING_PERSONS:
        bureau.passkeys_since = now
        bureau.save(update_fields=["passkeys_since"])
        record(PASSKEYS_BIND, by=officer.pk, member=officer.member_code, on=bureau.pk, now=now)
