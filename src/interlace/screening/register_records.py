"""Records of registers by the place the index knows them by (`register/version:row`)."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from interlace.facts.models import Register
from interlace.facts.registers import RegisterRecord, open_register
from interlace.foundation.disclosure.steward import Task, steward

TITLES_KEPT = 256


@dataclass(frozen=True, slots=True)
class RegisterTitle:
    """What a register is called, and in words what an entry allows an officer to do."""

    title: str
    legal_effect: str


def record_at(place: str) -> RegisterRecord:
    """The record at this place."""
    folder, _, row = place.rpartition(":")
    return open_register(folder).record(int(row))


def place_of(folder: str, row: int) -> str:
    """Where a record lies."""
    return f"{folder}:{row}"


@lru_cache(maxsize=TITLES_KEPT)
def title_of(folder: str) -> RegisterTitle:
    """The register of a version, for somebody who may read one of its records."""
    with steward(Task.CHECK):
        register = Register.objects.get(pk=UUID(folder.partition("/")[0]))
    return RegisterTitle(register.title, register.legal_effect)
