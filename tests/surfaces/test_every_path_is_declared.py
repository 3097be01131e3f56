"""Every way out of the node says which actions it performs, under which purpose: one that does not fails the build."""

from collections.abc import Iterator, Mapping
from importlib import import_module

import click
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django import app as jobs

from interlace.foundation.disclosure.surfaces import Surface, SurfaceKind, surface_of
from interlace.surfaces.api.assembly import api
from interlace.surfaces.cli.groups import LazyGroup
from interlace.surfaces.cli.registry import COMMANDS, Entry

API_NAMESPACE = "api"
Found = tuple[str, Surface | None]


def api_operations() -> Iterator[Found]:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{'/'.join(operation.methods)} {path}", surface_of(operation.view_func)


def api_extras() -> Iterator[Found]:
    """What the API answers beside its operations: its description, and addresses that nobody knows."""
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name in {"openapi-json", "unknown"}:
            yield pattern.name, surface_of(pattern.callback)


def pages(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[Found]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        place = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield place, surface_of(entry.callback)
        elif entry.namespace != API_NAMESPACE:
            yield from pages(entry.url_patterns, place)


def tasks() -> Iterator[Found]:
    jobs.perform_import_paths()  # type: ignore[no-untyped-call]
    for name, task in jobs.tasks.items():
        if not name.startswith(("builtin:", "procrastinate.")):
            yield name, surface_of(task)


def commands(entries: Mapping[str, Entry] = COMMANDS, name: str = "interlace") -> Iterator[Found]:
    for word, entry in entries.items():
        if entry.exists():
            yield from _commands_of(getattr(import_module(entry.module), entry.attribute), f"{name} {word}")


def _commands_of(command: click.Command, name: str) -> Iterator[Found]:
    if isinstance(command, LazyGroup):
        yield from commands(command.entries, name)
    elif isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from _commands_of(inner, f"{name} {word}")
    else:
        yield name, surface_of(command)


@pytest.mark.parametrize(
    ("paths", "kinds"),
    [
        (api_operations, {SurfaceKind.ROUTE, SurfaceKind.EXPORT}),
        (api_extras, {SurfaceKind.ROUTE}),
        pytest.param(pages, {SurfaceKind.PAGE, SurfaceKind.EXPORT}),
        pytest.param(tasks, {SurfaceKind.JOB, SurfaceKind.MESSAGE}),
        pytest.param(commands, {SurfaceKind.COMMAND, SurfaceKind.EXPORT}),
    ],
    ids=["api", "beside the api", "pages", "jobs", "commands"],
)
def test_every_path_out_is_declared_as_what_it_is(paths: object, kinds: set[SurfaceKind]) -> None:
    assert callable(paths)
    found = dict(paths())
    assert {place for place, surface in found.items() if surface is None} == set()
    assert {place for place, surface in found.items() if surface is not None and surface.kind not in kinds} == set()
