"""Records of registers by the place the index knows them by (`folder:row`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """One record of a register's version."""

    subject: UUID
    originator: str
    label: int
    entity: Mapping[str, Any]
    title: str
    legal_effect: str


def record_at(place: str) -> RegisterRecord:
    """The record at `folder:row`."""
    raise NotImplementedError(place)
