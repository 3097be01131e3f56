"""The register of every path out of the node: which actions it performs, and where its purpose comes from.

A route, page, job, export, message or command that does not declare itself fails the build. The non-interference
harness walks the same register.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from interlace.core.handling import Action

F = TypeVar("F", bound=Callable[..., Any])

_MARK = "__interlace_surface__"


class SurfaceKind(StrEnum):
    """What a path out is made of."""

    ROUTE = "route"
    PAGE = "page"
    JOB = "job"
    EXPORT = "export"
    MESSAGE = "message"
    COMMAND = "command"


class PurposeFrom(StrEnum):
    """Where the purpose comes from under which facts are used."""

    REQUIRED = "required"  # the caller names it
    OBJECT = "from-object"  # the object it concerns carries it
    NONE = "none"  # no fact is used


@dataclass(frozen=True, slots=True)
class Surface:
    """One declared path out."""

    name: str
    kind: SurfaceKind
    actions: frozenset[Action]
    purpose: PurposeFrom
    place: str
    """Module and name of the function."""


_declared: dict[str, Surface] = {}


def declare(
    name: str,
    kind: SurfaceKind,
    *,
    actions: Iterable[Action] = (),
    purpose: PurposeFrom = PurposeFrom.NONE,
) -> Callable[[F], F]:
    """Register the decorated function as a path out. It stands closest to the function, below every other decorator."""

    def register(function: F) -> F:
        surface = Surface(name, kind, frozenset(actions), purpose, f"{function.__module__}.{function.__qualname__}")
        if surface.actions and purpose is PurposeFrom.NONE:
            raise ValueError(f"{name} uses facts and says no purpose")
        if _declared.setdefault(name, surface) != surface:
            raise ValueError(f"{name} is declared twice")
        setattr(function, _MARK, surface)
        return function

    return register


def declared() -> Mapping[str, Surface]:
    """Every surface of the rooms imported so far, by name."""
    return MappingProxyType(_declared)


def surface_of(entry: object) -> Surface | None:
    """The declaration of a view, task or command, through the wrappers that frameworks put around a function."""
    seen: set[int] = set()
    while entry is not None and id(entry) not in seen:
        seen.add(id(entry))
        found = getattr(entry, _MARK, None)
        if isinstance(found, Surface):
            return found
        entry = _within(entry)
    return None


def _within(entry: object) -> object:
    if isinstance(entry, functools.partial):
        return entry.func
    # Django and functools; procrastinate's Task; click's Command.
    for name in ("__wrapped__", "func", "callback"):
        inner = getattr(entry, name, None)
        if callable(inner):
            return inner
    return None
