"""What a version of the model gives the pairs of the golden file, written beside the tests when it is shipped.

    python -m benchmarks.matching.golden VERSION

The pairs are invented. A file that stands is never written again: old versions keep their scores.
"""

import argparse
import json
import sys
from pathlib import Path

from interlace.core.dates import PartialDate
from interlace.core.matching import Description, compare, model, versions

_FOLDER = Path(__file__).resolve().parents[2] / "tests" / "core" / "matching" / "golden"


def main() -> None:
    """Score and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", choices=versions())
    version = parser.parse_args().version
    path = _FOLDER / f"{version}.json"
    if path.exists():
        sys.exit(f"{path.name} stands already: a version keeps its scores.")
    pairs = [line.split("\t") for line in (_FOLDER / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
    bits = [
        compare(_description(schema, left, born), _description(schema, right, other), model=model(version)).bits
        for schema, left, born, right, other in pairs
    ]
    path.write_text(json.dumps(bits) + "\n", encoding="utf-8")
    print(f"{len(bits)} scores in {path.name}")


def _description(schema: str, name: str, birth_date: str) -> Description:
    dates = [PartialDate.from_iso(birth_date)] if birth_date else []
    return Description.of(schema, names=[name], birth_dates=dates)


if __name__ == "__main__":
    main()
