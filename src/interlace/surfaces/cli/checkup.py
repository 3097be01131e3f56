"""What `interlace doctor` looks at. Every check answers with findings, and every finding says how to mend it."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg.conninfo import make_conninfo

from interlace.foundation.database import database_open
from interlace.foundation.database.account import program_version
from interlace.foundation.database.connections import role_parameters
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.database.folders import is_private
from interlace.foundation.database.roles import APP
from interlace.foundation.errors import InterlaceError
from interlace.foundation.printing.fonts import FAMILIES
from interlace.foundation.vault.keys import load_keys
from interlace.surfaces.cli.serving import Address, PortTaken, refuse_taken_port, serving_node


class State(StrEnum):
    """How a thing stands."""

    GOOD = "good"
    WARNING = "warning"  # the node runs, something is missing
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: State
    what: str
    fix: str = ""


class DiskUsage(Protocol):
    """Bytes of a disk."""

    @property
    def total(self) -> int:
        """All there are."""

    @property
    def free(self) -> int:
        """Those to be had."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The node that is looked at, and what of the machine belongs to it."""

    data: Path
    url: str | None
    address: Address
    fonts: Path
    """Folder of the fonts that the pages use."""
    recogniser: str | None
    """The program that reads scanned pages."""
    disk_usage: Callable[[Path], "DiskUsage"] = shutil.disk_usage


Check = Callable[[Examined], Iterator[Finding]]

# Shares of the disk from which on evidence, and then everything but the urgent, is refused.
_DISK_WARNING, _DISK_BROKEN = 0.90, 0.95
_FONTS = {
    "thai": "Thai",
    "lao": "Lao",
    "khmer": "Khmer",
    "myanmar": "Burmese",
    "vietnamese": "Vietnamese",
    "korean": "Korean",
    "chinese": "Chinese",
}
_PAPER_FILE = re.compile(r'url\("fonts/([\w.-]+)"\)')
# Tesseract's names of the languages that papers of the region are written in.
_LANGUAGES = ("eng", "fra", "vie", "tha", "kor", "chi_sim", "ind", "msa", "khm", "lao", "mya")


def examine(node: Examined) -> list[Finding]:
    """Look at everything."""
    return [finding for check in CHECKS for finding in check(node)]


def check_folder(node: Examined) -> Iterator[Finding]:
    """The data folder is there, ours, and closed to others."""
    if not node.data.exists():
        fix = "Make one with `interlace serve` or `interlace demo`, or name another with --data."
        yield Finding("data folder", State.WARNING, f"There is no node in {node.data} yet.", fix)
        return
    if not os.access(node.data, os.R_OK | os.W_OK | os.X_OK):
        fix = "Run the command as the user who owns it."
        yield Finding("data folder", State.BROKEN, f"{node.data} cannot be read and written.", fix)
        return
    open_ones = [path for path in (node.data, *sorted(node.data.glob("*"))) if path.is_dir() and not is_private(path)]
    for path in open_ones:
        mode = stat.S_IMODE(path.stat().st_mode)
        what = f"Other users of this machine can reach {path} (mode {mode:04o})."
        yield Finding("data folder", State.BROKEN, what, f"Run: chmod 700 '{path}'")
    if not open_ones:
        yield Finding("data folder", State.GOOD, f"{node.data} is closed to other users.")


def check_index_parts(node: Examined) -> Iterator[Finding]:
    """Every part of an index on several machines answers."""
    address = os.environ.get("INTERLACE_RAY_ADDRESS")
    if not address:
        return
    # Late: only a node with such an index has Ray.
    from interlace.screening.shards.remote import ray_shards
    from interlace.screening.shards.sharded import ShardedIndex

    count = int(os.environ.get("INTERLACE_INDEX_SHARDS", "1"))
    try:
        missing = ShardedIndex(ray_shards(address, folder=node.data / "index", count=count)).missing()
    except InterlaceError as error:
        yield _broken("index", error)
        return
    for number in missing:
        fix = "Start Ray on its machine, with the shard among its resources, or build the index again."
        yield Finding("index", State.BROKEN, f"Part {number + 1} of {count} does not answer.", fix)
    if not missing:
        yield Finding("index", State.GOOD, f"All {count} parts answer.")


def check_keys(node: Examined) -> Iterator[Finding]:
    """The node's keys are there and nobody else can read them."""
    if not (node.data / "keys").exists():
        return
    try:
        load_keys(node.data)
        ensure_credentials(node.data)
    except InterlaceError as error:
        yield _broken("keys", error)
    else:
        yield Finding("keys", State.GOOD, "The node's keys can be read by it alone.")


def check_disk(node: Examined) -> Iterator[Finding]:
    """There is room for what comes."""
    place = next(path for path in (node.data, *node.data.parents) if path.exists())
    usage = node.disk_usage(place)
    share = 1 - usage.free / usage.total
    state = State.BROKEN if share >= _DISK_BROKEN else State.WARNING if share >= _DISK_WARNING else State.GOOD
    what = f"The disk is {share:.0%} full; {usage.free // 2**20} MiB are free."
    fix = "" if state is State.GOOD else "Free space, or move the data folder to a larger disk."
    yield Finding("disk", state, what, fix)


def check_port(node: Examined) -> Iterator[Finding]:
    """The address is free, or this node serves there."""
    serving = serving_node(node.data)
    if serving is not None:
        yield Finding("port", State.GOOD, f"The node is serving {serving.url or '(just starting)'}.")
        return
    try:
        refuse_taken_port(node.address)
    except PortTaken as error:
        yield _broken("port", error)
    else:
        yield Finding("port", State.GOOD, f"Port {node.address.port} is free.")


def check_version(node: Examined) -> Iterator[Finding]:
    """The data folder was made by the PostgreSQL of this release."""
    file = node.data / "pg" / "cluster" / "PG_VERSION"
    if node.url is not None or not file.exists():
        return
    found, ours = int(file.read_text().split(".")[0]), program_version()
    if found == ours:
        yield Finding("database version", State.GOOD, f"The data folder and this release both have PostgreSQL {ours}.")
        return
    what = f"The data folder was made by PostgreSQL {found}; this release brings {ours}."
    fix = "Back it up with the release that made it (`interlace admin backup`), then restore it with this one."
    yield Finding("database version", State.BROKEN, what, fix)


def check_database(node: Examined) -> Iterator[Finding]:
    """The database starts or answers, knows the letters of every language, and is at this release's state."""
    if not (node.data / "keys").exists():
        return
    try:
        with database_open(node.data, node.url):
            yield Finding("database", State.GOOD, "PostgreSQL answers.")
            yield from letters(node)
            yield from _migrations(node)
    except InterlaceError as error:
        yield _broken("database", error)
    except OSError as error:
        what = f"PostgreSQL cannot be started: {error.strerror}."
        yield Finding("database", State.BROKEN, what, "Check the modes and the owner of the data folder.")


def letters(node: Examined) -> Iterator[Finding]:
    """The database knows upper and lower case beyond English; it has to be open."""
    parameters = role_parameters(node.data, node.url, role=APP, password=ensure_credentials(node.data).app)
    with psycopg.connect(make_conninfo(**parameters)) as server:
        found = server.execute(
            "select lower('ĐẶNG'), pg_encoding_to_char(encoding), datctype from pg_database"
            " where datname = current_database()"
        ).fetchone()
    if found is not None and found[:2] == ("đặng", "UTF8"):
        yield Finding("locale", State.GOOD, f"The database knows the letters of every language ({found[2]}).")
        return
    what = "The database was made for English letters alone, so names in other scripts are not found."
    yield Finding(
        "locale", State.BROKEN, what, "Restore a backup into a new data folder or database: it will be C.UTF-8."
    )


def _migrations(node: Examined) -> Iterator[Finding]:
    # Late: everything before this is told even where Django cannot be set up.
    from interlace.foundation.database.migrating import pending_migrations
    from interlace.surfaces.cli.node import close_connections, set_up_django

    set_up_django(node.data)
    pending = pending_migrations()
    close_connections()
    if pending:
        what = f"The database lacks {pending} migrations of this release."
        yield Finding("migrations", State.BROKEN, what, "Run: interlace admin migrate")
    else:
        yield Finding("migrations", State.GOOD, "The database is at the state of this release.")


def check_fonts(node: Examined) -> Iterator[Finding]:
    """The fonts for names in the region's scripts have been built in."""
    names = " ".join(path.name for path in node.fonts.rglob("*.woff2"))
    missing = [language for script, language in _FONTS.items() if script not in names]
    if missing:
        what = f"Fonts are missing: {', '.join(missing)}. Pages use those of the reader's machine."
        yield Finding("fonts", State.WARNING, what, "Run: python -m interlace.surfaces.web.assets")
    else:
        yield Finding("fonts", State.GOOD, "The fonts of every script are built in.")


def check_paper_fonts(node: Examined) -> Iterator[Finding]:
    """The fonts of printed papers have been built in: without them a paper shows boxes for some names."""
    sheet = node.fonts / "paper.css"
    written = sheet.read_text(encoding="utf-8") if sheet.is_file() else ""
    families = [family for family in FAMILIES if f"font-family: '{family}'" not in written]
    lost = [name for name in _PAPER_FILE.findall(written) if not (node.fonts / "fonts" / name).is_file()]
    if families or lost:
        named = ", ".join(families) or f"{len(lost)} of their files"
        what = f"Fonts of printed papers are missing: {named}. Papers use those of this machine."
        yield Finding("paper fonts", State.WARNING, what, "Run: python -m interlace.surfaces.web.assets")
    else:
        yield Finding("paper fonts", State.GOOD, "The fonts of printed papers are built in.")


def check_recognition(node: Examined) -> Iterator[Finding]:
    """Scanned pages can be read in the region's languages."""
    if node.recogniser is None:
        what = "Scanned pages cannot be read: Tesseract is not installed."
        yield Finding("text recognition", State.WARNING, what, f"Install tesseract-ocr and {_packages(_LANGUAGES)}.")
        return
    said = subprocess.run([node.recogniser, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    missing = [language for language in _LANGUAGES if language not in said.stdout.split()]
    if missing:
        what = f"Scanned pages cannot be read in: {', '.join(missing)}."
        yield Finding("text recognition", State.WARNING, what, f"Install {_packages(missing)}.")
    else:
        yield Finding("text recognition", State.GOOD, "Scanned pages can be read in every language of the region.")


def _packages(languages: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in languages)


def _broken(check: str, error: InterlaceError) -> Finding:
    return Finding(check, State.BROKEN, str(error.message), str(error.fix))


CHECKS: tuple[Check, ...] = (
    check_folder,
    check_keys,
    check_disk,
    check_port,
    check_version,
    check_database,
    check_index_parts,
    check_fonts,
    check_paper_fonts,
    check_recognition,
)
