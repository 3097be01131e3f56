"""Grounds of refusal, as a table: which exist, which conventions forbid."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground on which an answer may be refused."""

    code: str
    is_valid: bool
    """False where conventions say that it may not be invoked: it is listed, so that it can be answered."""
    law: str
    remedy: str


def table(name: str) -> list[dict[str, str]]:
    """The rows of one table of the desk, by column name; remarks stand before them."""
    text = (files("interlace.desk.threads.data") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


GROUNDS: Mapping[str, Ground] = {
    row["code"]: Ground(row["code"], row["valid"] == "yes", row["law"], row["remedy"])
    for row in table("refusal_grounds.csv")
}
