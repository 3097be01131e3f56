"""Officers of the staff with the devices of their own: codes, and passkeys before pages."""

import json
from typing import Any

import pyotp
from django.test import Client
from django.utils import timezone
from tests.foundation.identity.devices import Device
from tests.foundation.identity.test_passkeys import registered
from tests.people import Caller

from interlace.foundation.identity.codes import seal_secret
from interlace.foundation.identity.models import Officer

LOCAL: Any = {"HTTP_HOST": "localhost:8000"}


class WithCodes:
    """An officer who calls the API with a key and a device for codes: a new device for every act."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self.caller = Caller(officer)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """A write with a fresh code."""
        secret = pyotp.random_base32()
        sealed = seal_secret(self.officer.pk, secret)
        Officer.objects.filter(pk=self.officer.pk).update(totp_sealed=sealed, totp_last_step=0)
        return self.caller.post(path, body, Interlace_Code=pyotp.TOTP(secret).now(), **headers)

    def get(self, path: str) -> Any:
        """A read."""
        return self.caller.get(path)


class WithPasskey:
    """An officer before a page of this node, with a passkey on the device."""

    def __init__(self, officer: Officer) -> None:
        self.device: Device = registered(officer, now=timezone.now())
        self.client = Client()

    def sign_in(self) -> None:
        """Open a session."""
        typed = {"passkey": self.device.sign(self._asked(use="sign_in"))}
        assert self.client.post("/sign-in/passkey", typed, **LOCAL).status_code == 302

    def get(self, path: str) -> Any:
        """A page."""
        return self.client.get(path, **LOCAL)

    def post(self, path: str, typed: dict[str, Any]) -> Any:
        """A form, without a signature."""
        return self.client.post(path, typed, **LOCAL)

    def sign(self, path: str, typed: dict[str, Any], *, digest: str) -> Any:
        """The same form with the signature on this difference."""
        answer = self.device.sign(self._asked(use="approve", digest_to_sign=digest))
        return self.client.post(path, {**typed, "passkey": answer}, **LOCAL)

    def _asked(self, **values: str) -> str:
        answer = self.client.post("/passkeys/question", values, **LOCAL)
        assert answer.status_code == 200, answer.content
        return json.dumps(answer.json())
