"""Time-based codes (RFC 6238) and the secrets behind them, which lie sealed in the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

import pyotp
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.limits.actions import Limit, take
from interlace.foundation.vault.node import node_keys

CODE_TRIES = Limit("code", times=5, period=timedelta(minutes=15))
STEP_SECONDS = 30
# A device's clock may be off by one step either way.
DRIFT_STEPS = (0, -1, 1)
_PURPOSE = "totp"


class CodeRefused(Refused):
    """The code is wrong, too old, or was used before: the three are one answer."""

    code = "code_refused"


@dataclass(frozen=True, slots=True)
class TotpSetup:
    """What the officer's device must learn, before it has proved that it did."""

    secret: str
    address: str
    """`otpauth://` address, to be shown as a square code."""

    @classmethod
    def of(cls, officer: Officer, secret: str) -> Self:
        """The set-up of this officer's device with this secret."""
        return cls(secret, pyotp.TOTP(secret).provisioning_uri(name=officer.username, issuer_name="Interlace"))


def new_setup(officer: Officer) -> TotpSetup:
    """A fresh secret, not yet the officer's."""
    return TotpSetup.of(officer, pyotp.random_base32())


def seal_secret(officer: UUID, secret: str) -> bytes:
    """The secret as the database keeps it: bound to this node and this officer."""
    return node_keys().seal(_PURPOSE, secret.encode(), officer.bytes)


def step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """The time step that the code belongs to, or None."""
    totp = pyotp.TOTP(secret)
    step = int(now.timestamp()) // STEP_SECONDS
    digits = code.strip().replace(" ", "")
    # Every step is compared, so that the time taken does not tell which one fitted.
    fitting = [
        step + drift for drift in DRIFT_STEPS if pyotp.utils.strings_equal(digits, totp.generate_otp(step + drift))
    ]
    return fitting[0] if fitting else None


def use_code(officer: Officer, code: str, *, now: datetime) -> None:
    """Accept a code once, or raise `CodeRefused`; five tries in a quarter of an hour."""
    take(CODE_TRIES, user=str(officer.pk))
    refusal = CodeRefused(
        _("The code was not accepted."), fix=_("Wait for the next code on your device and enter that.")
    )
    if officer.totp_sealed is None:
        raise refusal
    secret = node_keys().open(_PURPOSE, bytes(officer.totp_sealed), officer.pk.bytes).decode()
    step = step_of(secret, code, now=now)
    if step is None:
        raise refusal
    # The database decides which of two requests with the same code came first.
    if not Officer.objects.filter(pk=officer.pk, totp_last_step__lt=step).update(totp_last_step=step):
        raise refusal
