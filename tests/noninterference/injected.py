"""Time and chance as the harness gives them, the same in both worlds.

Every id, salt and token of a node comes from the system's random bytes. Here those bytes are a digest of the step of
the story, of the place in our code that asks, and of the ids that place works on: what happens to one thing draws the
same bytes in both worlds, however much else happens beside it.
"""

import dataclasses
import hashlib
import os
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from datetime import timezone as datetime_timezone
from types import FrameType, SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from interlace.facts import storing
from interlace.screening import listeners

_OURS = f"{os.sep}interlace{os.sep}"
_FRAMES = 4
_FORM_TOKENS = os.path.join("django", "middleware", "csrf.py")
_CHANCE = "gen_random_uuid()"
_NAMES = frozenset(
    {"member", "asker", "holder", "counterpart", "originator", "subject", "own_subject", "their_subject", "hit", "act"}
    | {"by", "on", "check", "check_asked", "contribution", "holding", "likeness", "matter", "event", "prop"}
)


class Injected:
    """The clock and the dice of a world."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drawn: Counter[bytes] = Counter()
        self._step = "start"
        self.moment = datetime.min

    def step(self, name: str, moment: datetime) -> None:
        """From here on the story is at this step and moment."""
        self._step, self.moment = name, moment
        self._drawn.clear()

    def advance(self, by: timedelta) -> None:
        """Let time pass within a step."""
        self.moment += by

    def now(self) -> datetime:
        """The moment of the story."""
        return self.moment

    def timestamp(self) -> float:
        """The same moment, as seconds."""
        return self.moment.timestamp()

    def bytes(self, size: int) -> bytes:
        """As many bytes as asked for."""
        place = hashlib.sha256(f"{self._seed}|{self._step}|{_place_of(sys._getframe(1))}".encode()).digest()
        self._drawn[place] += 1
        return hashlib.shake_256(place + self._drawn[place].to_bytes(8)).digest(size)

    def _packed(self, _path: Any, name: str, **_strict: bool) -> zipfile.ZipInfo:
        """A file on its way into an archive, without the moment at which it was put on disk."""
        year, month, day, hour, minute, second = self.moment.timetuple()[:6]
        return zipfile.ZipInfo(name, (year, month, day, hour, minute, second))

    def installed(self, patch: pytest.MonkeyPatch) -> None:
        """Let the whole process draw from here."""
        patch.setattr(os, "urandom", self.bytes)
        patch.setattr(random, "_urandom", self.bytes)
        patch.setattr(timezone, "now", self.now)
        patch.setattr(time, "time", self.timestamp)
        # A workbook is stamped with the moment it was written.
        stamps = SimpleNamespace(datetime=SimpleNamespace(now=lambda tz=None: self.moment), timezone=datetime_timezone)
        patch.setattr("openpyxl.writer.excel.datetime", stamps)
        patch.setattr("openpyxl.packaging.core.datetime", stamps)
        patch.setattr(zipfile.ZipInfo, "from_file", self._packed)
        # The two places where the database makes ids that somebody sees: of facts and of open questions.
        patch.setattr(storing, "_MOVE", storing._MOVE.replace(_CHANCE, "md5(encode(digest, 'hex'))::uuid"))
        asked = listeners._ASK_STANDING.replace(_CHANCE, "md5(concat('open', subject))::uuid")
        patch.setattr(listeners, "_ASK_STANDING", asked)


def _place_of(frame: FrameType | None) -> str:
    words: list[str] = []
    while frame is not None and len(words) < _FRAMES:
        code = frame.f_code
        if code.co_filename.endswith(_FORM_TOKENS):
            # A form's token belongs to the page that is shown, whichever id the looker typed into its address.
            return "form"
        if _OURS in code.co_filename:
            words.append(f"{code.co_filename}:{code.co_name}:{','.join(_ids_of(frame.f_locals))}")
        frame = frame.f_back
    return "|".join(words)


def _ids_of(values: dict[str, Any], *, depth: int = 2) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, UUID) or (name in _NAMES and isinstance(value, str)):
            yield f"{name}={value}"
        elif depth and name in _NAMES and (dataclasses.is_dataclass(value) or hasattr(value, "_meta")):
            yield from _ids_of(_fields_of(value), depth=depth - 1)


def _fields_of(value: Any) -> dict[str, Any]:
    if hasattr(value, "_meta"):
        return {name: inner for name, inner in vars(value).items() if not name.startswith("_")}
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
