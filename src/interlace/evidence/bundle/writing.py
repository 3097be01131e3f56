"""Putting a bundle together: files, what is said of them field by field, one root over all fields, one signature."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import IO, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from interlace.core.custody import Entry, OpenedField, SealedField, root_of_fields, sealed_fields
from interlace.core.custody.entries import entry_record
from interlace.core.ledger import JsonValue, canonical, written_time
from interlace.evidence.bundle.packing import Digests, Package
from interlace.foundation.errors import IntegrityFailure

FORMAT: Final = "interlace-bundle-1"
README: Final = """This package holds exhibits with the story of their custody.

  files/          the exhibits, byte for byte, under neutral numbers
  fields.ndjson   what is said of them, one salted statement a line: names, digests, acquisition, custody, handling
  statement.json  the root over all statements, signed in statement.sig (Ed25519)
  provenance.jsonld   the same story for other tools (CASE 1.4, UCO 1.4)
  log.ndjson      the acts in the log of the node that kept the exhibits, with their proofs
  timestamps/     tokens of a time-stamping service (RFC 3161), where one is used

Check it without a network:  python verify.py PACKAGE.zip --key KEY
Take verify.py and the key from a place you trust, not from this package. A redacted copy checks in the same way.
"""


class ExhibitAltered(IntegrityFailure):
    """What came out of the vault is not what went in."""

    code = "exhibit_altered"


@dataclass(frozen=True, slots=True)
class BundledExhibit:
    """One exhibit as it goes to court."""

    fields: Mapping[str, JsonValue]
    custody: Sequence[Entry]
    signatures: Sequence[str]
    """Of the custody entries, in hex."""
    content: Iterable[bytes]
    sha256: str
    """As it was at acquisition; what comes out of the vault must still be that."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that is said in one bundle."""

    id: str
    made: datetime
    about: Mapping[str, JsonValue]
    exhibits: Sequence[BundledExhibit]
    documents: Mapping[str, bytes]
    stamps: Mapping[str, bytes]
    """By day: the root that was stamped; its token is the document `timestamps/DAY.tsr`."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was signed."""

    root: str
    fields: int
    files: int
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Of a package of a whole case: the exhibits that are not in it, each with the reason."""


def write_bundle(target: IO[bytes], contents: Contents, *, signer: Ed25519PrivateKey, secret: bytes) -> Written:
    """Write a whole bundle; `secret` makes the salts and is forgotten afterwards."""
    package = Package(target)
    record: dict[str, JsonValue] = {f"case/{name}": value for name, value in contents.about.items()}
    documents = {"README.txt": README.encode(), "verify.py": verifier(), **contents.documents}
    for name, document in documents.items():
        record |= _member_fields(name, package.add(name, [document]))
    for number, exhibit in enumerate(contents.exhibits, 1):
        name = f"files/{number:04}"
        digests = package.add(name, exhibit.content)
        if digests.sha256 != exhibit.sha256:
            raise ExhibitAltered(
                _("Exhibit {number} is not what was sealed; no package was made.").format(number=number),
                fix=_("Run `interlace evidence verify` on the case, and restore the exhibit from a backup."),
            )
        record |= _member_fields(name, digests) | dict(_exhibit_fields(number, exhibit))
    record |= {f"stamps/{day}": root.hex() for day, root in contents.stamps.items()}
    fields = sealed_fields(record, salt_of=lambda pointer: hmac.digest(secret, pointer.encode(), hashlib.sha256))
    root = root_of_fields(fields).hex()
    add_statement(package, fields, statement=_statement(contents, root, len(fields), signer), signer=signer)
    package.close()
    return Written(root, len(fields), len(contents.exhibits))


def add_statement(
    package: Package, fields: Iterable[SealedField], *, statement: bytes, signer: Ed25519PrivateKey
) -> None:
    """Write the fields, the statement over them and its signature."""
    package.add("fields.ndjson", (field_line(field) for field in fields))
    package.add("statement.json", [statement])
    signature = signer.sign(f"{FORMAT}\0".encode() + statement)
    package.add("statement.sig", [f"{signature.hex()}\n".encode()])


def field_line(field: SealedField) -> bytes:
    """A statement as it is written down, shown or closed."""
    if isinstance(field, OpenedField):
        line: JsonValue = {"pointer": field.pointer, "salt": field.salt.hex(), "value": field.value}
    else:
        line = {"commitment": field.digest.hex()}
    return f"{canonical(line)}\n".encode()


def verifier() -> bytes:
    """The one-file program that checks logs and bundles."""
    return files("interlace.core.ledger").joinpath("verify.py").read_bytes()


def _statement(contents: Contents, root: str, count: int, signer: Ed25519PrivateKey) -> bytes:
    terms: JsonValue = {
        "format": FORMAT,
        "bundle": contents.id,
        "made": written_time(contents.made),
        "key": signer.public_key().public_bytes_raw().hex(),
        "fields": count,
        "root": root,
    }
    return f"{canonical(terms)}\n".encode()


def _member_fields(name: str, digests: Digests) -> dict[str, JsonValue]:
    return {
        f"members/{name}/bytes": digests.size,
        f"members/{name}/sha256": digests.sha256,
        f"members/{name}/sha3_512": digests.sha3_512,
    }


def _exhibit_fields(number: int, exhibit: BundledExhibit) -> Iterator[tuple[str, JsonValue]]:
    for name, value in exhibit.fields.items():
        yield f"exhibits/{number}/{name}", value
    for entry, signature in zip(exhibit.custody, exhibit.signatures, strict=True):
        yield f"exhibits/{number}/custody/{entry.number}", entry_record(entry)
        yield f"exhibits/{number}/custody/{entry.number}/signature", signature
