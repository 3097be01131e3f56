"""Registers that are searched, and their records by the place the index knows them by (`register/version:row`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from uuid import UUID

import numpy as np

from interlace.facts.models import Register, RegisterVersion
from interlace.facts.registers import RegisterRecord, open_register
from interlace.facts.registers.finding import row_of
from interlace.facts.registers.loading import Authorisation
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.index import FACTS, Candidate

TITLES_KEPT = VERSIONS_KEPT = 256


@dataclass(frozen=True, slots=True)
class RegisterTitle:
    """What a register is called, and in words what an entry allows an officer to do."""

    title: str
    legal_effect: str


@dataclass(frozen=True, slots=True)
class SearchedRegister:
    """A register of which a version is searched. Who may know of it is decided by whoever asks for the list."""

    id: UUID
    member: str
    name: str
    title: str
    folder: str
    """Of the version that is searched."""
    loaded: datetime
    """When that version was loaded."""

    @property
    def code(self) -> str:
        """How a check names it: `SG/ofac-sdn`."""
        return f"{self.member}/{self.name}"


def searched_registers() -> list[SearchedRegister]:
    """Every register that is searched now, by member and name."""
    with steward(Task.CHECK):
        versions = RegisterVersion.objects.filter(current=True).select_related("register")
        return [
            SearchedRegister(
                each.register_id,
                each.register.member,
                each.register.name,
                each.register.title,
                each.folder,
                each.created,
            )
            for each in versions.order_by("register__member", "register__name")
        ]


def searched_now(candidates: Sequence[Candidate]) -> list[Candidate]:
    """What the index found, as the versions that are searched have it; what they do not have any more is left out.

    The index takes a new version a moment after it is loaded, and later where a part of it does not answer. Until then
    it brings entries that were taken off the list, or that lie under a narrower label now.
    """
    registers = {UUID(each.source.partition("/")[0]) for each in candidates if each.source != FACTS}
    if not registers:
        return list(candidates)
    with steward(Task.CHECK):
        versions = RegisterVersion.objects.filter(register__in=registers, current=True)
        folders = {str(register): folder for register, folder in versions.values_list("register", "folder")}
    found = (_searched_now(each, folders) for each in candidates)
    return [each for each in found if each is not None]


def _searched_now(candidate: Candidate, folders: Mapping[str, str]) -> Candidate | None:
    if candidate.source == FACTS:
        return candidate
    folder = folders.get(candidate.source.partition("/")[0])
    if folder == candidate.source:
        return candidate
    row = None if folder is None else row_of(folder, UUID(bytes=candidate.subject))
    return None if folder is None or row is None else replace(candidate, source=folder, row=row)


def folders_of(registers: Collection[UUID]) -> frozenset[str]:
    """Under which sources the index may know these registers: it takes a new version in a moment after it is loaded."""
    with steward(Task.CHECK):
        versions = RegisterVersion.objects.filter(register__in=registers)
        return frozenset(versions.values_list("folder", flat=True))


def copies_end(registers: Collection[UUID]) -> list[datetime]:
    """When those of the registers have to be gone that are copies kept under an authorisation."""
    with steward(Task.CHECK):
        found = Register.objects.filter(pk__in=registers).values_list("authorisation", flat=True)
        days = [Authorisation.from_json(each).delete_by for each in found if each]
    return [datetime.combine(day, time(), tzinfo=UTC) for day in days]


@lru_cache(maxsize=VERSIONS_KEPT)
def labels_in(folder: str) -> tuple[int, ...]:
    """The labels of a version's records, each once. A version never changes, so one look serves everybody."""
    return tuple(int(label) for label in np.unique(open_register(folder).labels))


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
