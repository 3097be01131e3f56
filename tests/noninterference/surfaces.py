"""Every path out of the node as the frameworks know it, with its declaration."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import click
from django.urls import URLPattern, URLResolver, get_resolver

from interlace.foundation.disclosure.surfaces import surface_of
from interlace.surfaces.api.assembly import api
from interlace.surfaces.cli.groups import LazyGroup
from interlace.surfaces.cli.registry import COMMANDS, Entry

OPERATORS = ("admin", "demo", "world", "serve", "doctor")
"""Commands of whoever runs the machine: no bureau's officer reaches them, and they show no bureau's facts."""


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the API."""

    method: str
    path: str
    surface: str

    def example(self, identifier: str) -> Any:
        """A body of the described shape; wherever an id fits, this one."""
        described = _described()["paths"][f"/api/v1{self.path}"][self.method.lower()]
        shapes = described.get("requestBody", {}).get("content", {})
        shape = shapes.get("application/json", {}).get("schema")
        return None if shape is None else _example_of(shape, identifier)

    def matches(self, path: str) -> bool:
        """Whether the address is one of this operation's."""
        return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", self.path), path) is not None


@cache
def _described() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def _example_of(shape: Mapping[str, Any], identifier: str) -> Any:
    if "$ref" in shape:
        return _example_of(_described()["components"]["schemas"][shape["$ref"].rpartition("/")[2]], identifier)
    if "enum" in shape or "const" in shape:
        return shape.get("const", *shape.get("enum", ())[:1])
    for word in ("anyOf", "allOf", "oneOf"):
        if word in shape:
            return _example_of(shape[word][0], identifier)
    match shape.get("type"):
        case "object":
            wanted = shape.get("required", ())
            return {
                name: _example_of(each, identifier)
                for name, each in shape.get("properties", {}).items()
                if name in wanted
            }
        case "array":
            return [_example_of(shape.get("items", {}), identifier)] * max(1, shape.get("minItems", 0))
        case "integer" | "number":
            return shape.get("minimum", 1)
        case "boolean":
            return False
    return _text_of(shape, identifier)


def _text_of(shape: Mapping[str, Any], identifier: str) -> str:
    if shape.get("format") == "date-time":
        return "2026-07-20T00:00:00Z"
    if shape.get("format") == "date":
        return "2026-07-20"
    if "0-9a-f" in shape.get("pattern", ""):
        return "0" * 64
    return identifier if shape.get("format") == "uuid" else "fraud"


def _routes() -> Iterator[Route]:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                found = surface_of(operation.view_func)
                for method in operation.methods:
                    yield Route(method, f"/{path.lstrip('/')}", found.name if found else f"{method} {path}")


ROUTES = sorted(_routes(), key=lambda each: ("{" in each.path, each.path, each.method))


def page_patterns(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """The addresses of the pages, with the names under which they are declared."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        place = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            found = surface_of(entry.callback)
            yield place, found.name if found else place
        elif entry.namespace != "api":
            yield from page_patterns(entry.url_patterns, place)


@cache
def commands() -> tuple[tuple[str, click.Command], ...]:
    """The commands that act as a bureau's officer, by their words."""
    return tuple(_commands({word: entry for word, entry in COMMANDS.items() if word not in OPERATORS}))


def command_named(words: str) -> click.Command:
    """The command behind these words; `check` or `hit show`."""
    found = dict(commands())
    return found[words] if words in found else next(command for name, command in found.items() if name == words)


def _commands(entries: Mapping[str, Entry]) -> Iterator[tuple[str, click.Command]]:
    for word, entry in entries.items():
        if entry.exists():
            yield from _within(getattr(import_module(entry.module), entry.attribute), word)


def _within(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, LazyGroup):
        yield from _commands(command.entries)
    elif isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from _within(inner, f"{words} {word}")
    else:
        yield words, command
