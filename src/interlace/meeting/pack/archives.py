"""A pack handed in as one ZIP: the folder of each bureau with its files, unpacked within limits and never to disk."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.meeting.pack.opening import GivenFile

MEBIBYTE = 1024 * 1024
MOST_FILES = 1000
MOST_UNPACKED = 256 * MEBIBYTE


def files_in(archive: bytes) -> Mapping[str, Sequence[GivenFile]]:
    """Bureau → its files. Around the bureaus there may be one folder more, as archives are often made."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            found = list(_unpacked(opened))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _unfit(_("This is no ZIP archive that can be opened.")) from None
    paths = [path for path, _data in found]
    if len({path.parts[0] for path in paths}) == 1 and all(len(path.parts) > 2 for path in paths):
        found = [(path.relative_to(path.parts[0]), data) for path, data in found]
    files: defaultdict[str, list[GivenFile]] = defaultdict(list)
    for path, data in sorted(found, key=lambda each: each[0]):
        if len(path.parts) > 1:
            files[path.parts[0]].append(GivenFile(path.as_posix(), data))
    if not files:
        raise _unfit(_("There is no folder of a bureau in this archive."))
    return files


def _unpacked(archive: zipfile.ZipFile) -> Iterable[tuple[PurePosixPath, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise _unfit(_("The archive holds too many files."))
    left = MOST_UNPACKED
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or any(part.startswith((".", "__MACOSX")) for part in path.parts):
            continue
        with archive.open(entry) as content:
            # What an entry says of its own size is not believed.
            data = content.read(left + 1)
        left -= len(data)
        if left < 0:
            raise _unfit(_("The archive unpacks to more than 256 MiB."))
        yield path, data


def _unfit(what: str) -> InvalidInput:
    fix = _("Put the folders of the bureaus, each named by its code, into one ZIP.")
    return InvalidInput(what, problems=[FieldProblem("/file", "pack_archive_unfit", what, fix)], fix=fix)
