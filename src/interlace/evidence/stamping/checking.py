"""Checking the time stamps of a package in full, offline: who signed them, on what, and which time they name."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate
from django.utils.translation import gettext as _

from interlace.evidence.stamping.service import StampMissing, check_stamp, trusted
from interlace.foundation.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class CheckedStamp:
    """One stamp of a package."""

    day: str
    root: str
    at: datetime | None
    """The time that it names; nothing where it is not what the trusted certificates vouch for."""

    @property
    def text(self) -> str:
        """For a table."""
        return f"{self.day}: {self.at.isoformat(timespec='seconds')}" if self.at else f"{self.day}: -"


def trusted_certificates(path: Path) -> tuple[Certificate, ...]:
    """The certificates that the one who checks trusts."""
    try:
        return trusted(path)
    except (OSError, ValueError):
        raise InvalidInput(
            _("This file holds no certificates."), code="stamp_roots_unreadable", fix=_("Give a file in PEM.")
        ) from None


def checked_stamps(package: Path, roots: tuple[Certificate, ...]) -> list[CheckedStamp]:
    """Every stamp of a package, by day. What of the package itself is altered, the package's own check names."""
    with zipfile.ZipFile(package) as members:
        names = set(members.namelist())
        return [
            CheckedStamp(day, root, _time_of(members, f"timestamps/{day}.tsr", root, roots))
            for day, root in _roots(members)
            if f"timestamps/{day}.tsr" in names
        ]


def _time_of(members: zipfile.ZipFile, name: str, root: str, roots: tuple[Certificate, ...]) -> datetime | None:
    try:
        return check_stamp(members.read(name), bytes.fromhex(root), roots=roots)
    except (StampMissing, ValueError, zipfile.BadZipFile):
        return None


def _roots(members: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for line in members.read("fields.ndjson").splitlines():
        field = json.loads(line)
        if str(field.get("pointer", "")).startswith("stamps/"):
            yield field["pointer"].removeprefix("stamps/"), str(field["value"])
