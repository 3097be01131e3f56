"""Values that name one person or thing by themselves, in one normal form each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interlace.core.problems import Problem


class IdentifierKind(StrEnum):
    """What an identifier names."""

    PHONE = "phone"
    IBAN = "iban"
    ACCOUNT = "account"  # a local account number: a bank and a number
    CARD = "card"
    WALLET = "wallet"
    DOCUMENT = "document"
    FINGERPRINT = "fingerprint"  # the number under which a register files a person's prints
    EMAIL = "email"
    DOMAIN = "domain"
    URL = "url"
    IP = "ip"
    HANDLE = "handle"
    PLATE = "plate"
    IMEI = "imei"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value that can be what it claims to be. Equal things have equal normal forms."""

    kind: IdentifierKind
    normal: str
    display: str
    detail: Mapping[str, str] = field(default_factory=dict, hash=False)
    warnings: tuple[Problem, ...] = ()


Parsed = Identifier | Problem


def canonical_key(identifier: Identifier) -> str:
    """The one key under which everybody finds the same thing: `phone:+821000000142`."""
    return f"{identifier.kind.value}:{identifier.normal}"
