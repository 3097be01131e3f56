"""Groups of commands that load a command when it is called, and give it the node it needs."""

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from interlace.foundation.console import ExampleGroup, options
from interlace.surfaces.cli.registry import Entry, Needs

_HELP_ONLY = "interlace.help_only"


class LazyGroup(ExampleGroup):
    """A group whose help needs none of its commands."""

    def __init__(self, *arguments: Any, entries: Mapping[str, Entry], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.entries = entries

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Note whether only help is wanted: then no node has to stand."""
        is_help = any(flag in args for flag in self.get_help_option_names(click.Context(self)))
        context = super().make_context(info_name, args, parent=parent, **extra)
        context.meta[_HELP_ONLY] = is_help
        return context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click calls it so)
        """Those that this release has."""
        return [name for name, entry in self.entries.items() if entry.exists()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load it, with Django set up where it needs a node."""
        entry = self.entries.get(cmd_name)
        if entry is None or not entry.exists():
            return None
        if entry.needs is Needs.NODE:
            from interlace.surfaces.cli.node import prepare  # late: it takes longer than all of `--help`

            prepare(options(), for_help_only=ctx.meta[_HELP_ONLY])
        command: click.Command = getattr(import_module(entry.module), entry.attribute)
        command.name = cmd_name
        return command if entry.needs is Needs.NOTHING else _WithNode(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line each, from the registry."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.entries[name].help) for name in self.list_commands(ctx)])


class _WithNode(click.Command):
    """A command around which the node's database is held open."""

    def __init__(self, inner: click.Command) -> None:
        super().__init__(inner.name)
        self.inner = inner

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Words are read by the command itself, before anything starts."""
        context = self.inner.make_context(info_name, args, parent=parent, **extra)
        if not context.meta[_HELP_ONLY]:
            from interlace.surfaces.cli.node import existing_node

            context.with_resource(existing_node(options().data, os.environ.get("DATABASE_URL")))
        return context
