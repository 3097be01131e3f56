"""The files of a list that comes in several: beside each other in a folder, or together in one archive."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from interlace.facts.imports.files import UnreadableFile
from interlace.facts.imports.limits import LARGEST_UNPACKED, open_bytes, refuse_unfit_archive

MAIN_PARTS = ("sdn.csv", "cons_prim.csv")
"""OFAC's two lists by the file that holds their entries."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a list."""

    path: Path
    name: str = ""
    """Its name within the archive at `path`; empty for a file of its own."""

    def open(self) -> IO[bytes]:
        """Its bytes. An archive is judged before, so what comes out of it is bounded."""
        if not self.name:
            return open_bytes(self.path)
        return zipfile.ZipFile(self.path).open(self.name)


def main_part_of(path: Path) -> str:
    """The name of the list's main file within an archive; empty when the file is no archive of a list."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {PurePosixPath(name).name.lower(): name for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile("archive_broken") from None
    return next((names[part] for part in MAIN_PARTS if part in names), "")


def parts_of(path: Path) -> Mapping[str, Part]:
    """The parts of a list by what they hold: `main`, and `alt`, `add`, `comments` where they are there."""
    if zipfile.is_zipfile(path):
        return _parts_of_archive(path)
    base = path.name.removesuffix(".gz").removesuffix(".csv")
    found = {"main": Part(path)}
    for part, name in _companions(base).items():
        for candidate in (path.with_name(name), path.with_name(f"{name}.gz")):
            if candidate.is_file():
                found.setdefault(part, Part(candidate))
    return found


def _parts_of_archive(path: Path) -> Mapping[str, Part]:
    refuse_unfit_archive(path, most=LARGEST_UNPACKED)
    main = PurePosixPath(main_part_of(path))
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    found = {"main": Part(path, str(main))}
    for part, name in _companions(main.name.lower().removesuffix(".csv")).items():
        inside = str(main.with_name(name))
        if inside in names:
            found[part] = Part(path, inside)
    return found


def _companions(base: str) -> Mapping[str, str]:
    prefix = base.removesuffix("prim") if base.endswith("prim") else ""
    comments = f"{prefix}comments.csv" if prefix else f"{base}_comments.csv"
    return {"alt": f"{prefix}alt.csv", "add": f"{prefix}add.csv", "comments": comments}
