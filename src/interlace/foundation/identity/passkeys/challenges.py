"""What a device is asked to sign: for one session and one use, once, within two minutes."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from interlace.core.ledger import canonical
from interlace.foundation.identity.models import Officer, PasskeyChallenge
from interlace.foundation.identity.passkeys.verifying import passkey_refusal

LASTS = timedelta(minutes=2)
SIZE = 32
_MARK = "passkey_mark"
_SIGNED_FORM = "interlace-approval-v1"

Use = PasskeyChallenge.Use


def new_challenge(request: HttpRequest, use: Use, *, officer: Officer | None, now: datetime) -> bytes:
    """A random challenge for this session."""
    return _kept(request, use, secrets.token_bytes(SIZE), officer=officer, now=now)


def signature_challenge(request: HttpRequest, digest: str, *, officer: Officer, now: datetime) -> bytes:
    """The challenge that stands for this officer's word on one difference; the nonce makes it good once."""
    nonce = secrets.token_hex(SIZE)
    challenge = statement_of(digest=digest, nonce=nonce, officer=officer.pk)
    return _kept(request, Use.APPROVE, challenge, officer=officer, now=now, digest=digest, nonce=nonce)


def statement_of(*, digest: str, nonce: str, officer: UUID) -> bytes:
    """SHA-256 over difference, nonce and signer: the challenge that a device signs and a proof is held to."""
    said = {"form": _SIGNED_FORM, "difference": digest, "nonce": nonce, "officer": str(officer)}
    return hashlib.sha256(canonical(said).encode()).digest()


def take_challenge(
    request: HttpRequest, challenge: bytes, use: Use, *, officer: Officer | None, now: datetime
) -> PasskeyChallenge:
    """Use a challenge up, or raise `PasskeyRefused`. It stays used when what follows fails: call it outside of that."""
    with transaction.atomic(durable=True):
        asked = PasskeyChallenge.objects.filter(
            challenge=challenge, use=use, session=_mark(request), officer=officer, expires__gt=now
        )
        found = asked.first()
        # Of two answers to one challenge the database takes the first.
        if found is None or not asked.filter(pk=found.pk).delete()[0]:
            raise passkey_refusal()
    return found


def _kept(
    request: HttpRequest,
    use: Use,
    challenge: bytes,
    *,
    officer: Officer | None,
    now: datetime,
    digest: str = "",
    nonce: str = "",
) -> bytes:
    PasskeyChallenge.objects.filter(expires__lte=now).delete()
    PasskeyChallenge.objects.create(
        challenge=challenge,
        use=use,
        session=_mark(request),
        officer=officer,
        digest=digest,
        nonce=nonce,
        expires=now + LASTS,
    )
    return challenge


def _mark(request: HttpRequest) -> str:
    mark = request.session.get(_MARK)
    if not isinstance(mark, str):
        mark = request.session[_MARK] = secrets.token_hex(SIZE)
    return mark
