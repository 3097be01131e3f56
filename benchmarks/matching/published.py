"""Write the figures of `docs/quality.md` where the node reads them, for its page of match quality.

    python -m benchmarks.matching.published

Run it after `python -m benchmarks.matching.quality`; a test compares the two.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = _ROOT / "docs" / "quality.md"
_FOLDER = _ROOT / "src" / "interlace" / "core" / "matching" / "measured"
_SETS, _ALARMS = "| Set |", "| Tradition |"


def main() -> None:
    """Read the page, and write the file of its model."""
    version, figures = figures_of(_PAGE.read_text(encoding="utf-8"))
    file = _FOLDER / f"{version}.json"
    file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"written: {file.name}")


def figures_of(page: str) -> tuple[str, dict[str, Any]]:
    """The model that the page tells of, and its two tables by script and by tradition."""
    found = re.search(r"Model: `([^`]+)`", page)
    if found is None:
        raise ValueError("the page names no model")
    return found[1], {
        "sets": [_measured(*cells) for cells in _rows_under(page, _SETS)],
        "alarms": [_alarms(*cells) for cells in _rows_under(page, _ALARMS)],
    }


def _rows_under(page: str, head: str) -> Iterator[list[str]]:
    lines = iter(page.splitlines())
    for line in lines:
        if line.startswith(head):
            break
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def _measured(name: str, pairs: str, *shares: str) -> dict[str, Any]:
    precision, recall, missed, false = map(float, shares)
    return {
        "name": name.rstrip("*"),
        "pairs": int(pairs.replace(",", "")),
        "precision": precision,
        "recall": recall,
        "missed": missed,
        "false": false,
    }


def _alarms(tradition: str, persons: str, latin: str, native: str) -> dict[str, Any]:
    return {"tradition": tradition, "persons": int(persons), "latin": _rate(latin), "native": _rate(native)}


def _rate(cell: str) -> dict[str, Any]:
    below = re.fullmatch(r"none met \(below ([\d,]+)\)", cell)
    return {"checks": float((below[1] if below else cell).replace(",", "")), "is_below": below is not None}


if __name__ == "__main__":
    main()
