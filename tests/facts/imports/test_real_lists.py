"""Real public lists are read to their end, with counts."""

import os
from collections import Counter
from pathlib import Path

import pytest

from interlace.facts.entities import Weight
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile

DATA = Path(os.environ.get("INTERLACE_TEST_DATA", Path(__file__).parents[3].parent / "shared" / "data"))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the folder of INTERLACE_TEST_DATA is not there"),
]


def counts_of(path: Path) -> dict[str, int]:
    rows = list(ImportedFile.open(path, Defaults()))
    schemata = Counter(entity.schema for row in rows for entity in row.entities)
    return {"rows": len(rows), "refused": sum(row.is_refused for row in rows), **schemata}


def test_the_whole_sanctions_list_is_read_and_nobody_is_lost() -> None:
    assert counts_of(DATA / "ofac_sdn" / "sdn.csv.gz") == {
        "rows": 8976,
        "refused": 0,
        "Organization": 3673,
        "Person": 4620,
        "Vessel": 406,
        "Airplane": 277,
        "CryptoWallet": 95,
    }


def test_few_values_of_the_sanctions_list_cannot_be_compared() -> None:
    rows = ImportedFile.open(DATA / "ofac_sdn" / "sdn.csv.gz", Defaults())
    values = noted = 0
    for row in rows:
        values += sum(len(entity.values) for entity in row.entities)
        noted += sum(finding.weight is Weight.NOTED for finding in row.findings)
    assert values > 95_000
    assert noted < 400


def test_the_consolidated_list_is_read_by_its_own_names() -> None:
    assert counts_of(DATA / "ofac_sdn" / "cons_prim.csv") == {
        "rows": 442,
        "refused": 0,
        "Organization": 363,
        "Person": 79,
    }


def test_every_tagpack_is_read_and_only_false_addresses_are_refused() -> None:
    rows = refused = 0
    for path in sorted((DATA / "crypto_tagpacks" / "packs").glob("*.yaml")):
        for row in ImportedFile.open(path, Defaults()):
            rows += 1
            refused += row.is_refused
    assert (rows, refused) == (15_176, 15)
