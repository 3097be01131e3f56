"""The published test vectors get the published verdict, and public lists are read with known exceptions."""

import csv
import json
import os
from datetime import date
from pathlib import Path

import pytest

from interlace.core.identifiers import Identifier, MachineReadableZone, Problem, parse_iban, parse_mrz, parse_wallet

DATA = Path(os.environ.get("INTERLACE_TEST_DATA") or Path(__file__).parents[3].parent / "shared" / "data")
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="INTERLACE_TEST_DATA names no folder with the public data"),
]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / "test_vectors" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_iban_gets_its_verdict() -> None:
    verdicts = {row["iban"]: isinstance(parse_iban(row["iban"]), Identifier) for row in rows("iban.csv")}
    assert verdicts == {row["iban"]: row["expected"] == "valid" for row in rows("iban.csv")}


def test_every_crypto_address_gets_its_verdict_and_network() -> None:
    for row in rows("crypto_addresses.csv"):
        found = parse_wallet(row["address"])
        assert isinstance(found, Identifier) == (row["expected"] == "valid"), row
        if isinstance(found, Identifier):
            assert (found.detail["network"] == "test") == ("testnet" in row["chain"]), row


def test_every_machine_readable_zone_gets_its_verdict_and_fields() -> None:
    for vector in json.loads((DATA / "test_vectors" / "mrz.json").read_text(encoding="utf-8")):
        zone = parse_mrz(vector["lines"], today=date(2026, 11, 22))
        assert isinstance(zone, MachineReadableZone) == vector["valid"], vector["id"]
        if isinstance(zone, MachineReadableZone) and (fields := vector.get("fields")):
            assert (zone.surname, zone.given_names) == (fields["surname"], fields["given_names"])
            assert zone.document.detail["number"] == fields["document_number"]
            assert zone.birth_date is not None
            assert zone.birth_date.isoformat()[2:].replace("-", "") == fields["birth_date"]


def test_sanctioned_addresses_are_all_read_but_one_that_is_none() -> None:
    folder = DATA / "ofac_crypto"
    found = [
        parse_wallet(line.strip(), ledger=path.stem.rsplit("_", 1)[1])
        for path in sorted(folder.glob("sanctioned_addresses_*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    # One "Monero address" of the list is sixty-four hexadecimal digits: a payment id.
    assert len(found) > 600
    assert [answer for answer in found if isinstance(answer, Problem)] == [Problem("wallet_not_an_address")]
