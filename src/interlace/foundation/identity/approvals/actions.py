"""The two signatures of an act. What is signed is written out, digested, and the same for both.

Security-model 5: other person, other office where the bureau sets it, the exact difference, 24 hours. An act keeps its
own proposal under its own label; here stands who signed which digest, and with what.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from webauthn import base64url_to_bytes

from interlace.core.ledger import JsonValue, canonical
from interlace.core.procedure.emergency import REVIEWED_WITHIN
from interlace.foundation.errors import Conflict, IntegrityFailure, InterlaceError, NotFound, Refused
from interlace.foundation.identity.models import Approval, ApprovalSignature, Officer
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.passkeys.challenges import statement_of
from interlace.foundation.identity.passkeys.verifying import is_signed_by

SIGNED_WITHIN = timedelta(hours=24)
"""What nobody signs as the second person lapses."""


EMERGENCY_RELEASE, EMERGENCY_REVIEW = "screening.emergency_release", "screening.emergency_review"
ALONE = frozenset({EMERGENCY_RELEASE, EMERGENCY_REVIEW})
"""Acts that one person's signature carries. Everything else takes two, whoever asks."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Exactly what an act would change: what is shown to each signer, and signed."""

    act: str
    content: JsonValue

    @property
    def text(self) -> str:
        """The one written form."""
        return canonical({"act": self.act, "content": self.content})

    @property
    def digest(self) -> str:
        """SHA-256 of the written form."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class SignatureNeeded(InterlaceError):
    """The act is allowed so far, and waits for this officer's passkey on exactly this difference."""

    code = "signature_needed"

    def __init__(self, difference: Difference) -> None:
        super().__init__(
            _("This act needs your passkey."),
            fix=_("Read the difference on a page of this node, and sign it there; its SHA-256 is {digest}.").format(
                digest=difference.digest
            ),
        )
        self.difference = difference


def open_approval(
    difference: Difference,
    *,
    subject: UUID,
    member: str,
    by: UUID | str,
    signed: Signed | None = None,
    now: datetime,
    within: timedelta = SIGNED_WITHIN,
    within_office: bool = False,
) -> Approval:
    """Sign as the first person. `subject` is the act's own proposal, which the second person will be shown.

    Both work for `member`; it is empty where the act itself says who may sign across members. `within_office`: the act
    is one of colleagues at the same desk, whatever the bureau says of others.
    """
    signer = _signer(by)
    _require_word(signer, difference, signed)
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                act=difference.act,
                subject=str(subject),
                member=member,
                digest=difference.digest,
                needs_other_bureau=signer.bureau.signs_elsewhere and not within_office,
                opened=now,
                until=now + within,
            )
            _sign(approval, signer, signed, now=now)
    except IntegrityError:
        raise Conflict(_("This has been proposed already."), fix=_("Let a second person decide it.")) from None
    return approval


@transaction.atomic
def give_approval(
    difference: Difference, *, subject: UUID, by: UUID | str, signed: Signed | None = None, now: datetime
) -> Approval:
    """Sign as the second person: from here on the act may be carried out, in the same transaction."""
    approval, signer = _open(difference, subject=subject, by=by, now=now)
    if approval.digest != difference.digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))
    if approval.needs_other_bureau and approval.signatures.filter(bureau=signer.bureau).exists():
        raise Refused(
            _("At this bureau the second person works at another office."),
            code="other_office_needed",
            fix=_("Ask a colleague of another office of your member."),
        )
    # Whoever could rewrite the proposal could not rewrite what the first person's device has signed.
    if not all(is_proved(each) for each in approval.signatures.exclude(passkey=None).select_related("passkey")):
        raise IntegrityFailure(_("The first signature does not stand for this difference."))
    _require_word(signer, difference, signed)
    _sign(approval, signer, signed, now=now)
    return _decided(approval, Approval.State.GIVEN, now=now)


@transaction.atomic
def refuse_approval(difference: Difference, *, subject: UUID, by: UUID | str, now: datetime) -> Approval:
    """Decide against it as another person; that takes no passkey, because nothing happens."""
    approval, _signer_of_it = _open(difference, subject=subject, by=by, now=now)
    return _decided(approval, Approval.State.REFUSED, now=now)


@transaction.atomic
def act_alone(
    difference: Difference, *, subject: UUID, member: str, by: UUID | str, signed: Signed | None = None, now: datetime
) -> Approval:
    """Sign alone what otherwise takes two: it happens at once, and another person reviews it by `REVIEWED_WITHIN`.

    Only acts that stand in `ALONE` may; whether this one may now, the act itself has decided.
    """
    state = Approval.State.ALONE
    return _done_by_one(difference, subject=subject, member=member, by=by, signed=signed, state=state, now=now)


@transaction.atomic
def uphold(
    review: Difference, *, of: str, subject: UUID, by: UUID | str, signed: Signed | None = None, now: datetime
) -> Approval:
    """Say as another person that what somebody did alone was right. `of` is the act that is reviewed."""
    return _reviewed(review, of=of, subject=subject, by=by, signed=signed, state=Approval.State.UPHELD, now=now)


@transaction.atomic
def overturn(
    review: Difference, *, of: str, subject: UUID, by: UUID | str, signed: Signed | None = None, now: datetime
) -> Approval:
    """Say as another person that what somebody did alone was wrong; the act undoes what it can."""
    return _reviewed(review, of=of, subject=subject, by=by, signed=signed, state=Approval.State.UNDONE, now=now)


def approval_of(act: str, subject: UUID) -> Approval | None:
    """The approval of an act's own proposal."""
    return Approval.objects.filter(act=act, subject=str(subject)).first()


def is_proved(signature: ApprovalSignature) -> bool:
    """Whether a stored signature is a passkey's word for the stored digest: anybody can ask this again years later."""
    if signature.passkey is None or set(signature.proof) != {"client_data", "authenticator_data", "signature", "nonce"}:
        return False
    return is_signed_by(
        signature.passkey,
        client_data=base64url_to_bytes(signature.proof["client_data"]),
        authenticator_data=base64url_to_bytes(signature.proof["authenticator_data"]),
        signature=base64url_to_bytes(signature.proof["signature"]),
        challenge=statement_of(
            digest=signature.approval.digest, nonce=signature.proof["nonce"], officer=signature.officer_id
        ),
    )


def _done_by_one(
    difference: Difference,
    *,
    subject: UUID,
    member: str,
    by: UUID | str,
    signed: Signed | None,
    state: Approval.State,
    now: datetime,
) -> Approval:
    if difference.act not in ALONE:
        raise ValueError(f"{difference.act} always takes two persons")
    signer = _signer(by)
    if signer.member_code != member:
        raise NotFound(_("There is nothing here for you."))
    _require_word(signer, difference, signed)
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                act=difference.act,
                subject=str(subject),
                member=member,
                digest=difference.digest,
                state=state,
                opened=now,
                until=now + REVIEWED_WITHIN,
            )
            _sign(approval, signer, signed, now=now)
    except IntegrityError:
        raise Conflict(_("This has been done already.")) from None
    return approval


def _reviewed(
    review: Difference,
    *,
    of: str,
    subject: UUID,
    by: UUID | str,
    signed: Signed | None,
    state: Approval.State,
    now: datetime,
) -> Approval:
    """Decide on an act of one person, as another; a review that comes late still counts, and stands as late."""
    approval = Approval.objects.select_for_update().filter(act=of, subject=str(subject)).first()
    if approval is None:
        raise Conflict(_("Nobody has done this alone."))
    if approval.state != Approval.State.ALONE:
        raise Conflict(_("This has been reviewed."))
    if approval.signatures.filter(officer=_signer(by)).exists():
        raise Refused(_("Another person reviews it; you have done it yourself."), code="second_person_needed")
    if not all(is_proved(each) for each in approval.signatures.exclude(passkey=None).select_related("passkey")):
        raise IntegrityFailure(_("The first signature does not stand for this difference."))
    _done_by_one(review, subject=subject, member=approval.member, by=by, signed=signed, state=state, now=now)
    return _decided(approval, state, now=now)


def _open(difference: Difference, *, subject: UUID, by: UUID | str, now: datetime) -> tuple[Approval, Officer]:
    """The approval, locked, if somebody else than its signers may decide it now."""
    approval = Approval.objects.select_for_update().filter(act=difference.act, subject=str(subject)).first()
    if approval is None:
        raise Conflict(_("Nobody has signed this as the first person."), fix=_("Propose it again."))
    signer = _signer(by)
    if approval.member not in {"", signer.member_code}:
        raise NotFound(_("There is nothing here for you."))
    if approval.state != Approval.State.OPEN:
        raise Conflict(_("This has been decided."))
    if approval.signatures.filter(officer=signer).exists():
        raise Refused(_("A second person must sign; you have signed as the first."), code="second_person_needed")
    if not approval.opened <= now < approval.until:
        raise Conflict(_("The first signature is too old, or the clock went back."), fix=_("Propose it again."))
    return approval, signer


def _require_word(signer: Officer, difference: Difference, signed: Signed | None) -> None:
    """The officer's own word for exactly this difference, where the bureau has passkeys."""
    if signed is None:
        if signer.needs_passkey:
            raise SignatureNeeded(difference)
        return
    if signed.officer != signer.pk or signed.digest != difference.digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))


def _sign(approval: Approval, signer: Officer, signed: Signed | None, *, now: datetime) -> None:
    methods = ApprovalSignature.Method
    by_hand = methods.PROFILE if signer.is_profile else methods.CODE
    try:
        with transaction.atomic():
            ApprovalSignature.objects.create(
                approval=approval,
                officer=signer,
                bureau=signer.bureau,
                method=by_hand if signed is None else methods.PASSKEY,
                passkey_id=None if signed is None else signed.passkey,
                proof={} if signed is None else dict(signed.proof),
                at=now,
            )
    except IntegrityError:
        raise Refused(
            _("A second person must sign; you have signed as the first."), code="second_person_needed"
        ) from None


def _decided(approval: Approval, state: Approval.State, *, now: datetime) -> Approval:
    approval.state, approval.decided = state, now
    approval.save(update_fields=["state", "decided"])
    return approval


def _signer(by: UUID | str) -> Officer:
    officer = Officer.objects.in_service().filter(pk=by, is_service=False).first()
    if officer is None:
        raise Refused(_("This account is not active."), fix=_("Ask the head of your bureau."))
    return officer
