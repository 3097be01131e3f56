"""A certificate is proved offline by the exported log, and every alteration is found."""

from pathlib import Path

import pytest
from tests.oversight.network import NEAR_END, contributed, item_ids, keeper, make_keepers, queue

from interlace.foundation.audit.actions import checkpoint
from interlace.foundation.audit.queries import export_log_of_member
from interlace.foundation.vault.node import node_keys
from interlace.oversight.keeping.certificates import Finding, verify_certificate
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def certified(folder: Path) -> Certificate:
    contributed(folder)
    return delete_records(keeper(), item_ids(queue()), now=NEAR_END)


def log_of(member: str, folder: Path) -> list[str]:
    path = folder / f"{member}.ndjson"
    export_log_of_member(path, member=member)
    return path.read_text().splitlines(keepends=True)


def test_text_and_log_together_prove_the_deletion(tmp_path: Path) -> None:
    text = certified(tmp_path).text
    assert verify_certificate(text, log_of("KR", tmp_path)) is Finding.NOT_COVERED
    checkpoint(now=NEAR_END)
    (tmp_path / "KR.ndjson").unlink()
    log, key = log_of("KR", tmp_path), node_keys().public_signing_key().hex()
    assert verify_certificate(text, log, key=key) is Finding.PROVED
    assert verify_certificate(text, log, key="0" * 64) is Finding.LOG_BROKEN


def test_another_members_log_says_nothing_of_it(tmp_path: Path) -> None:
    text = certified(tmp_path).text
    checkpoint(now=NEAR_END)
    assert verify_certificate(text, log_of("TH", tmp_path)) is Finding.NO_LEAF


def test_every_alteration_is_found(tmp_path: Path) -> None:
    text = certified(tmp_path).text
    checkpoint(now=NEAR_END)
    log = log_of("KR", tmp_path)
    altered = [
        text.replace('"records":', '"records":1', 1),
        text.replace('"member":"KR"', '"member":"TH"'),
        text.replace('"reason":"period-ended"', '"reason":"other"'),
        text[:-2],
        "{}",
        "nothing",
    ]
    assert {verify_certificate(each, log) for each in altered} == {Finding.ALTERED}
    broken = [line.replace(text[60:90], "x") if '"checkpoint"' not in line else line[:-9] + "\n" for line in log]
    assert verify_certificate(text, broken) is Finding.LOG_BROKEN
