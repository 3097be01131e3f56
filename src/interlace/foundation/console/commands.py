"""Commands whose help starts with an example that can be copied."""

from typing import Any

import click


class ExampleCommand(click.Command):
    """A command with an example: `@click.command(cls=ExampleCommand, example="interlace doctor -o json")`."""

    def __init__(self, *arguments: Any, example: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.example = example

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example first, then click's own page."""
        write_example(self.example, formatter)
        super().format_help(ctx, formatter)


class ExampleGroup(click.Group):
    """A group of commands with an example."""

    command_class = ExampleCommand

    def __init__(self, *arguments: Any, example: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.example = example

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example first, then click's own page."""
        write_example(self.example, formatter)
        super().format_help(ctx, formatter)


class GroupWithDefault(ExampleGroup):
    """A group of which one command needs no word: `interlace import FILE` is short for `interlace import file FILE`."""

    def __init__(self, *arguments: Any, default: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read everything that is no word of the group as what its default command is given."""
        if args and args[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


def write_example(example: str, formatter: click.HelpFormatter) -> None:
    """Write the lines as they are, each after a prompt."""
    if not example:
        return
    formatter.write("Example:\n")
    for line in example.strip().splitlines():
        formatter.write(f"  $ {line.strip()}\n")
    formatter.write("\n")
