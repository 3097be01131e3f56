"""Asking a time-stamping service, and checking what it answers.

Source: RFC 3161. Only a digest of the root goes out. An answer counts when it speaks about that root, carries the
number that was sent along, and is signed under a certificate that the operator trusts.
"""

import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

PATIENCE_SECONDS: Final = 15
_LARGEST: Final = 256 * 1024


class StampMissing(Exception):
    """There is no stamp yet; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Service:
    """Where to ask, and whose signatures count."""

    url: str
    roots: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The answer as it came, and the time that it names."""

    answer: bytes
    at: datetime


def trusted(path: Path) -> tuple[Certificate, ...]:
    """The certificates of a PEM file; `ValueError` or `OSError` where there are none."""
    return tuple(load_pem_x509_certificates(path.read_bytes()))


def ask_for_stamp(service: Service, root: bytes) -> Stamp:
    """A stamp on this root, checked before it is kept; `StampMissing` where none came."""
    request = TimestampRequestBuilder(data=root, hash_algorithm=HashAlgorithm.SHA256).build()
    answer = _sent(service.url, request.as_bytes())
    return _checked(VerifierBuilder.from_request(request), answer, root, service.roots)


def check_stamp(answer: bytes, root: bytes, *, roots: tuple[Certificate, ...]) -> datetime:
    """The time that a kept stamp names, once its signature, its certificates and what it speaks about are checked."""
    return _checked(VerifierBuilder(), answer, root, roots).at


def _checked(builder: VerifierBuilder, answer: bytes, root: bytes, roots: tuple[Certificate, ...]) -> Stamp:
    for each in dict.fromkeys(roots):
        builder = builder.add_root_certificate(each)
    try:
        found = decode_timestamp_response(answer)
        builder.build().verify_message(found, root)
    except (VerificationError, ValueError):
        raise StampMissing("stamp_not_valid") from None
    return Stamp(answer, found.tst_info.gen_time)


def _sent(url: str, query: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    request = urllib.request.Request(url, query, headers)  # noqa: S310 - the operator's own
    try:
        with _opener.open(request, timeout=PATIENCE_SECONDS) as answered:
            content: bytes = answered.read(_LARGEST + 1)
    except urllib.error.HTTPError as answered:
        answered.close()
        raise StampMissing("stamp_service_refused") from None
    except (OSError, HTTPException, ValueError):
        raise StampMissing("stamp_service_down") from None
    if len(content) > _LARGEST:
        raise StampMissing("stamp_not_valid")
    return content


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The service is where the operator says."""

    def redirect_request(self, *_given: Any, **_named: Any) -> None:
        return None


# Built without proxies of the environment: a root goes to the service and nowhere else.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
