"""Passwords of the database roles: random, made once, kept in DATA/keys with mode 0600."""

import fcntl
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from interlace.foundation.database.failures import DatabaseUnusable
from interlace.foundation.database.folders import make_private_folder, replace_file

FILE = "database.json"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What this node's processes sign in to the database with."""

    node: str
    """Random name of this node; it marks roles on a shared server as this node's."""
    superuser: str = field(repr=False)
    """For the embedded database alone; on an external server the URL brings its own."""
    owner: str = field(repr=False)
    app: str = field(repr=False)

    @classmethod
    def random(cls) -> "Credentials":
        """Fresh ones, 192 bits each."""
        return cls(
            secrets.token_hex(8), secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        )


def read_credentials(data: Path) -> Credentials | None:
    """The credentials of an existing node, or None where none have been made yet."""
    path = data / "keys" / FILE
    try:
        return Credentials(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except PermissionError:
        raise DatabaseUnusable(
            f"The database passwords cannot be read: {path}.",
            code="credentials_unreadable",
            fix="Run the command as the user who owns the data folder.",
        ) from None
    except (ValueError, TypeError):
        raise DatabaseUnusable(
            f"The database passwords are damaged: {path}.",
            code="credentials_damaged",
            fix="Restore the data folder from the last backup.",
        ) from None


def write_credentials(data: Path, credentials: Credentials) -> None:
    """Put them in place as a whole."""
    make_private_folder(data)
    folder = make_private_folder(data / "keys")
    replace_file(folder / FILE, json.dumps(asdict(credentials), indent=1).encode() + b"\n")


def ensure_credentials(data: Path) -> Credentials:
    """Read them, or make them if this is the first process that needs them."""
    make_private_folder(data)
    folder = make_private_folder(data / "keys")
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        found = read_credentials(data)
        if found is None:
            found = Credentials.random()
            write_credentials(data, found)
        return found
    finally:
        os.close(descriptor)
