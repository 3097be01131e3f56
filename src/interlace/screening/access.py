"""The node's screening index, opened once per process."""

from pathlib import Path
from threading import Lock

from django.conf import settings

from interlace.foundation.disclosure.labels import Permitted
from interlace.screening.index import PermittedLabels, ScreeningIndex

_lock = Lock()
_open: dict[Path, ScreeningIndex] = {}


def screening_index() -> ScreeningIndex:
    """The index of this node's data folder; readers follow writers of other processes by themselves."""
    folder = index_folder()
    with _lock:
        if folder not in _open:
            _open[folder] = ScreeningIndex.open(folder)
        return _open[folder]


def index_folder() -> Path:
    """Where this node keeps its index."""
    return Path(settings.INTERLACE_DATA) / "index"


def close_index() -> None:
    """Let go of the files (before a restore, at the end of a process)."""
    with _lock:
        for index in _open.values():
            index.close()
        _open.clear()


def permitted_labels(permitted: Permitted) -> PermittedLabels:
    """What a viewer may discover, as the index takes it."""
    return PermittedLabels(permitted.mask)
