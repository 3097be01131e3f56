"""`interlace world`: the synthetic criminal world and long registers out of it, as files. No node is needed."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from interlace.foundation.console import ExampleCommand, ExampleGroup, say
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import InvalidInput

EXAMPLE = """
interlace world make --size 100000 --seed 7 --out build/world
interlace world make --register --size 1000000 --seed 7 --out build/register
"""
_SECONDS_BETWEEN = 2.0  # of two lines that tell how far it has come


@click.group(cls=ExampleGroup, example=EXAMPLE)
def world() -> None:
    """Make an invented world with ground truth, for demos, tests and benchmarks."""


@world.command(cls=ExampleCommand, example=EXAMPLE)
@click.option("--size", required=True, type=click.IntRange(100), help="Persons of the world, or records of a register.")
@click.option("--seed", required=True, type=int, help="The same seed gives the same files.")
@click.option(
    "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files."
)
@click.option("--register", "is_register", is_flag=True, help="One long list of persons, some of them twice.")
@declare("world.make", SurfaceKind.COMMAND)
def make(size: int, seed: int, folder: Path, is_register: bool) -> None:
    """Write one file of entities for each bureau, the truth and the statistics. Everything in them is invented."""
    started = time.monotonic()
    try:
        made = _register(folder, size, seed) if is_register else _world(folder, size, seed)
    except OSError as error:
        raise InvalidInput(
            f"The files cannot be written: {error.strerror}.",
            fix="Give a folder that may be written, with enough room.",
        ) from error
    seconds = time.monotonic() - started
    told = {
        "folder": str(folder),
        **made,
        "seconds": round(seconds, 3),
        "records_a_second": round(made["records"] / seconds),
    }
    click.echo(json.dumps(told, ensure_ascii=False))


def _world(folder: Path, size: int, seed: int) -> dict[str, Any]:
    from interlace.world.criminal.making import make_world  # late: help needs none of its tables

    statistics = make_world(folder, size=size, seed=seed, told=_progress(size))
    return {"persons": statistics.persons, "records": statistics.records.total(), "bureaus": len(statistics.records)}


def _register(folder: Path, size: int, seed: int) -> dict[str, Any]:
    from interlace.world.criminal.register import make_register  # late, as above

    return {"records": size, "persons_again": make_register(folder, size=size, seed=seed, told=_progress(size))}


def _progress(size: int) -> Callable[[int], None]:
    """Tell on a terminal how far it has come, now and then."""
    last = time.monotonic()

    def tell(done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if sys.stderr.isatty() and now - last >= _SECONDS_BETWEEN:
            say(f"{done} of {size} made")
            last = now

    return tell
