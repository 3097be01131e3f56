"""Reading what a device answers. It comes from outside: whatever does not fit is one refusal, without saying why."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import (
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    parse_attestation_object,
    parse_authentication_credential_json,
    parse_authenticator_data,
    parse_client_data_json,
    parse_registration_credential_json,
    verify_signature,
)
from webauthn.helpers.structs import AttestationFormat, AuthenticationCredential, RegistrationCredential
from webauthn.registration.verify_registration_response import VerifiedRegistration

from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Passkey
from interlace.foundation.identity.passkeys.parties import RelyingParty

LONGEST_ANSWER = 16_384
"""Characters of JSON; an answer has about 1,000."""


class PasskeyRefused(Refused):
    """Unknown, revoked, for another session, too late or not as signed: the reasons are one answer."""

    code = "passkey_refused"


class DeviceCopied(PasskeyRefused):
    """The device counts fewer signatures than it had made before: there may be two of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a device says to a challenge, read and not yet believed."""

    credential: AuthenticationCredential
    challenge: bytes

    @property
    def proof(self) -> dict[str, str]:
        """What was signed and the signature, as it is kept."""
        response = self.credential.response
        return {
            "client_data": bytes_to_base64url(response.client_data_json),
            "authenticator_data": bytes_to_base64url(response.authenticator_data),
            "signature": bytes_to_base64url(response.signature),
        }


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device says when it makes a passkey, read and not yet believed."""

    credential: RegistrationCredential
    challenge: bytes


def passkey_refusal() -> PasskeyRefused:
    """The one refusal of everything that does not fit."""
    return PasskeyRefused(
        _("The passkey was not accepted."), fix=_("Try again; after two minutes a new question is needed.")
    )


def read_answer(text: str) -> Answer:
    """The device's answer, or `PasskeyRefused`."""
    with _anything_wrong_refused():
        credential = parse_authentication_credential_json(_bounded(text))
        return Answer(credential, _challenge_in(credential.response.client_data_json))


def read_new_passkey(text: str) -> NewPasskey:
    """The device's new passkey, or `PasskeyRefused`."""
    with _anything_wrong_refused():
        credential = parse_registration_credential_json(_bounded(text))
        return NewPasskey(credential, _challenge_in(credential.response.client_data_json))


def verify_answer(answer: Answer, *, passkey: Passkey, challenge: bytes, party: RelyingParty) -> int:
    """Hold an answer to the key and the challenge, and give the device's count; `DeviceCopied` if it went back."""
    with _anything_wrong_refused():
        verified = verify_authentication_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=bytes(passkey.public_key),
            # Looked at below, once the signature has shown that it is the device that counts.
            credential_current_sign_count=-1,
            require_user_verification=True,
        )
    count = verified.new_sign_count
    if (count or passkey.count) and count <= passkey.count:
        refusal = passkey_refusal()
        raise DeviceCopied(refusal.message, fix=refusal.fix)
    return count


def verify_new_passkey(new: NewPasskey, *, challenge: bytes, party: RelyingParty) -> VerifiedRegistration:
    """Hold a new passkey to the challenge, or raise `PasskeyRefused`. Who built the device is not asked."""
    with _anything_wrong_refused():
        statement = parse_attestation_object(new.credential.response.attestation_object)
        # No certificate is asked for, so none is parsed: only no statement, or one by the new key itself.
        is_own_word = statement.fmt == AttestationFormat.PACKED and not statement.att_stmt.x5c
        if statement.fmt != AttestationFormat.NONE and not is_own_word:
            raise passkey_refusal()
        return verify_registration_response(
            credential=new.credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )


def _bounded(text: str) -> str:
    if len(text) > LONGEST_ANSWER:
        raise passkey_refusal()
    return text


def _challenge_in(client_data: bytes) -> bytes:
    told = parse_client_data_json(client_data)
    # A page of ours inside somebody else's frame is not where an officer signs.
    if told.cross_origin:
        raise passkey_refusal()
    return told.challenge


@contextmanager
def _anything_wrong_refused() -> Iterator[None]:
    try:
        yield
    except PasskeyRefused:
        raise
    # The readers of CBOR, JSON and keys raise whatever they meet; from a stranger's bytes every one means the same.
    except Exception as error:
        raise passkey_refusal() from error


def is_signed_by(
    passkey: Passkey, *, client_data: bytes, authenticator_data: bytes, signature: bytes, challenge: bytes
) -> bool:
    """Whether the device with this passkey signed this challenge with its owner verified, whenever that was."""
    try:
        key = decode_credential_public_key(bytes(passkey.public_key))
        verify_signature(
            public_key=decoded_public_key_to_cryptography(key),
            signature_alg=key.alg,
            signature=signature,
            data=authenticator_data + hashlib.sha256(client_data).digest(),
        )
        told = parse_client_data_json(client_data)
        return told.challenge == challenge and parse_authenticator_data(authenticator_data).flags.uv
    # As above: the proof may have been altered in any way.
    except Exception:
        return False
