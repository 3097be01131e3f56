"""`interlace match`: pairs and duplicates in files, without a node, a database or a data folder."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import click

from interlace.foundation.console import ExampleGroup, options, say, show
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.matching import LEAST
from interlace.matching.answers import Row
from interlace.matching.lines import json_lines
from interlace.matching.running import Progress, all_or_nothing, answers_into, most_megabytes
from interlace.matching.spreading import answered

_SCORE = {"probability": "Probability", "bits": "Bits", "band": "Band", "reasons": "Reasons", "problem": "Problem"}
PAIR_COLUMNS = {"id": "Pair", **_SCORE}
LIST_COLUMNS = {"type": "What", "records": "Records", **_SCORE}
EXAMPLE = """
interlace match pairs pairs.ndjson
interlace match dedupe people.csv --columns dob=birth_date --key unique_id --out duplicates.ndjson
"""


@click.group(cls=ExampleGroup, example=EXAMPLE)
def match() -> None:
    """Score pairs and find duplicates in files of your own. No node is asked, and none has to exist."""


_OUT = click.option(
    "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File that takes the whole answer."
)
_PROGRESS = click.option(
    "--progress/--no-progress", default=None, help="Tell how far it has come (default: on a terminal)."
)


@match.command("pairs", example="interlace match pairs pairs.ndjson --out answers.ndjson")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@_OUT
@_PROGRESS
@declare("match.pairs", SurfaceKind.COMMAND)
def pairs(file: str, out: Path | None, progress: bool | None) -> int:
    """Score the pairs in FILE (`-`: standard input), one answer a line, in order.

    A line is {"id": …, "a": {entity}, "b": {entity}} with FollowTheMoney entities. A line that cannot be read is
    answered in its place with what is wrong, and the run ends with 7.
    """
    # Who writes pairs to us one by one may wait for each answer.
    processes = 1 if file == "-" else len(os.sched_getaffinity(0))
    count = refused = 0
    run = Progress(progress)

    def rows(opened: IO[bytes]) -> Iterator[Row]:
        nonlocal count, refused
        for row in answered((said for _line, said in json_lines(opened)), processes=processes):
            count += 1
            refused += "problem" in row
            yield row
        if not count:
            # Late: files are rarely empty, and Django's translations take long to load.
            from interlace.matching.words import no_rows, prepare_words

            prepare_words(options().language)
            raise no_rows(file)

    with all_or_nothing(out), click.open_file(file, "rb") as opened, answers_into(out):
        show(run.counted(rows(opened), "{:,} pairs answered".format), columns=PAIR_COLUMNS)
    return Exit.DONE_IN_PART if refused else Exit.DONE


@match.command("dedupe", example="interlace match dedupe people.csv --columns dob=birth_date,city= --key unique_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--columns", "mapped", metavar="MAP", default="", help="What columns mean: header=field,… or a JSON file."
)
@click.option(
    "--key", metavar="ID", help="Column that names a record (default: id, or a reference, or the row's place)."
)
@click.option(
    "--least",
    metavar="P",
    default=LEAST,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Probability from which two records are linked.",
)
@_OUT
@_PROGRESS
@declare("match.dedupe", SurfaceKind.COMMAND)
def find_duplicates(  # noqa: PLR0917 - click passes every option by name
    file: Path, mapped: str, key: str | None, least: float, out: Path | None, progress: bool | None
) -> int:
    """Find the records in FILE (CSV, XLSX, NDJSON or Parquet) that are one subject: clusters, then scored links.

    `-` reads standard input, NDJSON or CSV. Links that would join contradicting records are listed and not followed; a
    summary ends the answer.
    """
    # Late: scoring pairs needs no arrays, no tables and no words.
    from interlace.matching.deduplicating import dedupe
    from interlace.matching.list_answers import list_rows
    from interlace.matching.tables import entities_in
    from interlace.matching.words import no_record_read, no_rows, prepare_words, read_as

    prepare_words(options().language)
    run = Progress(progress)
    entities = entities_in(file, columns=_columns(mapped), key=key, tell=lambda named: say(read_as(str(file), named)))
    with all_or_nothing(out):
        found = dedupe(run.counted(entities, "{:,} records read".format), least=least)
        run.tell(f"{found.pairs_compared:,} pairs compared, {most_megabytes():,} MB of memory at most")
        if not found.records:
            left_out = found.problems
            raise no_record_read(str(file), left_out[0], len(left_out)) if left_out else no_rows(str(file))
        with answers_into(out):
            show(run.counted(list_rows(found, least), "{:,} rows answered".format), columns=LIST_COLUMNS)
    return Exit.DONE_IN_PART if any(each.is_left_out for each in found.problems) else Exit.DONE


def _columns(mapped: str) -> Mapping[str, str]:
    from interlace.matching.tables import fields, is_field  # late: as above

    if mapped.endswith(".json"):
        try:
            given = json.loads(Path(mapped).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise click.UsageError(f"{mapped} is not a JSON file with headers and fields.") from None
    else:
        given = dict(part.partition("=")[::2] for part in mapped.split(",") if part)
    if not isinstance(given, dict):
        raise click.UsageError(f"{mapped} is not a JSON object of headers and fields.")
    columns = {str(header).strip(): str(field or "").strip() for header, field in given.items()}
    for field in columns.values():
        if not is_field(field):
            raise click.UsageError(f"There is no field {field}. A column is one of: {', '.join(fields())}.")
    return columns
