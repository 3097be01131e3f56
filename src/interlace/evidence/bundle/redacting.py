"""A copy of a bundle with parts closed. Root and signature stay the original's; everything shown still checks.

What repeats closed statements is left out with them: the description for other tools always, and the acts in the log,
which are signed as one, where the case's reference, an exhibit or something that the log digests is closed.
"""

import json
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from interlace.core.custody import ClosedField, OpenedField, SealedField, closed
from interlace.core.ledger.verify import BundleReport, verify_bundle
from interlace.evidence.bundle.packing import Package
from interlace.evidence.bundle.writing import field_line
from interlace.foundation.errors import IntegrityFailure, InvalidInput

_PART = 1 << 20
PROVENANCE, LOG = "provenance.jsonld", "log.ndjson"


TOLD_BY_THE_LOG = ("case/reference", "exhibits/*/id", "exhibits/*/custody/*", "members/files/*")
"""Each act names the case, an exhibit and its digests, or the digest of an entry that says little enough to guess."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown: whole exhibits by number, and statements by pattern (`exhibits/*/acquired/operator`)."""

    exhibits: frozenset[int] = frozenset()
    patterns: frozenset[str] = frozenset()

    def hides(self, pointer: str) -> bool:
        """Whether this statement is closed."""
        for number in self.exhibits:
            if pointer.startswith((f"exhibits/{number}/", f"members/files/{number:04}/")):
                return True
        if pointer.startswith(f"members/{PROVENANCE}/"):
            return True
        return any(fnmatchcase(pointer, pattern) for pattern in self.patterns)


def redact_bundle(source: Path, target: IO[bytes], hidden: Hidden) -> BundleReport:
    """Write the copy; a source that does not check is refused, and so is a pattern that closes nothing."""
    report = verify_bundle(source)
    if report.broken:
        raise IntegrityFailure(
            _("The package does not check, so no copy is made of it."),
            code="bundle_broken",
            fix=_("Run `interlace evidence verify` on it, and take a whole copy."),
        )
    with zipfile.ZipFile(source) as original:
        fields = [_field(line) for line in original.read("fields.ndjson").removesuffix(b"\n").split(b"\n")]
        _require_used(hidden, fields)
        hidden = _with_the_log(hidden, fields)
        shown = closed(fields, shown=lambda pointer: not hidden.hides(pointer))
        package = Package(target)
        for name in original.namelist():
            if name == "fields.ndjson":
                package.add(name, (field_line(field) for field in shown))
            elif name in {"statement.json", "statement.sig"} or not hidden.hides(f"members/{name}/sha256"):
                package.add(name, _parts(original, name))
        package.close()
    return report


def _with_the_log(hidden: Hidden, fields: Collection[SealedField]) -> Hidden:
    """The same, and the log where it would tell of what is closed."""
    pointers = [field.pointer for field in fields if isinstance(field, OpenedField) and hidden.hides(field.pointer)]
    is_told = any(fnmatchcase(pointer, pattern) for pointer in pointers for pattern in TOLD_BY_THE_LOG)
    return replace(hidden, patterns=hidden.patterns | {f"members/{LOG}/*"}) if is_told else hidden


def _parts(original: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with original.open(name) as member:
        while part := member.read(_PART):
            yield part


def _field(line: bytes) -> SealedField:
    record: dict[str, Any] = json.loads(line)
    if "commitment" in record:
        return ClosedField(bytes.fromhex(record["commitment"]))
    return OpenedField(record["pointer"], record["value"], bytes.fromhex(record["salt"]))


def _require_used(hidden: Hidden, fields: Collection[SealedField]) -> None:
    pointers = [field.pointer for field in fields if isinstance(field, OpenedField)]
    for number in sorted(hidden.exhibits):
        if not any(pointer.startswith(f"exhibits/{number}/") for pointer in pointers):
            raise InvalidInput(
                _("The package has no exhibit {number}, or it is closed already.").format(number=number),
                code="nothing_to_close",
                fix=_("Take the number from `fields.ndjson`."),
            )
    for pattern in sorted(hidden.patterns):
        if not any(fnmatchcase(pointer, pattern) for pointer in pointers):
            raise InvalidInput(
                _("No statement of the package is called {pattern}.").format(pattern=pattern),
                code="nothing_to_close",
                fix=_("Take the names from `fields.ndjson`."),
            )
