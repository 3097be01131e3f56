"""Compiles the loops of the name search and of the comparison of pairs once, before the tests: `python -m tests.loops`.

Two processes of tests that meet loops not compiled yet would both spend more than a minute on the same work.
"""

import os
import tempfile
from pathlib import Path

from interlace.core.dates import PartialDate
from interlace.core.matching import Description
from interlace.core.names import name_tokens
from interlace.screening.index import (
    BirthDate,
    IndexedBirthDate,
    IndexedName,
    IndexRecord,
    NameToken,
    PermittedLabels,
    Query,
    ScreeningIndex,
)
from interlace.screening.index.compiled import place_of_loops

LOOPS = Path(__file__).resolve().parents[1] / "build/compiled-loops"
"""One cache for all processes of all runs, and for the nodes that the tests start."""

_NAME, _YEAR, _LABEL = "Nobody Invented", 1990, 0


def keep_loops_together() -> None:
    """Let this process and those it starts use that cache, whichever loops they import first."""
    os.environ["INTERLACE_COMPILED_LOOPS"] = str(LOOPS)
    os.environ["NUMBA_CACHE_DIR"] = str(place_of_loops(LOOPS))


def main() -> None:
    """Search for an invented name, and compare two records."""
    keep_loops_together()
    _search()
    _compare()


def _search() -> None:
    tokens = tuple(NameToken(each.text, tuple(sorted(each.keys))) for each in name_tokens(_NAME))
    dates = (IndexedBirthDate(BirthDate(_YEAR), _LABEL),)
    record = IndexRecord(bytes(16), "", names=(IndexedName(tokens, _LABEL),), birth_dates=dates)
    with (
        tempfile.TemporaryDirectory(prefix="interlace-loops-") as folder,
        ScreeningIndex.open(Path(folder), compiled_loops=LOOPS) as index,
    ):
        index.apply_delta([record])
        query = Query(names=(tokens,), birth_dates=(BirthDate(_YEAR),))
        assert index.search(query, PermittedLabels.of([_LABEL]), limit=1)


def _compare() -> None:
    # Late: it loads the compiler, which reads then where its cache is.
    from interlace.core.pairing.finding import pairs_alike

    record = Description.of(
        "Person", names=[_NAME], birth_dates=[PartialDate(_YEAR, 4, 17)], identifiers=["phone:+6620000144"]
    )
    assert len(pairs_alike([record, record], [1, 2], least=0)) == 1


if __name__ == "__main__":
    main()
