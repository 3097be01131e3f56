"""`interlace admin audit`: three verdicts side by side, and an error whose code a script can rely on."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import transaction
from tests.foundation.audit.conftest import Tamper
from tests.people import make_officer

from interlace.core.ledger import Flaw, Signed, Verdict, verify_lines
from interlace.foundation.audit.actions import SYSTEM, checkpoint, record
from interlace.foundation.audit.cli import FLAWS, audit
from interlace.foundation.audit.events import LOG_EXPORTED, Sight, declare
from interlace.foundation.audit.models import Leaf
from interlace.foundation.audit.sequencer import BLOCK
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, DoneInPart, IntegrityFailure, InvalidInput, NotFound
from interlace.foundation.vault.node import node_keys

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TEST_ACT = declare("test.act_for_commands", seen_by=Sight.OFFICERS, meaning="An act of the tests.")


def do_act() -> None:
    with transaction.atomic():
        record(TEST_ACT, by=SYSTEM, member="KR", on="object", now=NOW)


def run(*words: str, profile: str = "") -> Result:
    return CliRunner(env={"INTERLACE_PROFILE": profile or None}).invoke(audit, list(words))


def answer(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_verify_signs_what_waits_and_finds_everything_valid() -> None:
    do_act()
    result = run("verify")
    assert result.exception is None
    assert answer(result) | {"until": ""} == {
        "valid": BLOCK,
        "checkpoints": 1,
        "until": "",
        "broken": None,
        "not_covered": 0,
        "key": node_keys().public_signing_key().hex(),
    }


def test_verify_as_it_is_writes_nothing_and_says_what_is_not_covered() -> None:
    do_act()
    result = run("verify", "--as-it-is")
    assert isinstance(result.exception, DoneInPart)
    assert (answer(result)["valid"], answer(result)["not_covered"]) == (0, 1)


def test_verify_names_the_first_broken_leaf(tamper: Tamper) -> None:
    do_act()
    checkpoint(now=NOW)
    with steward(Task.LEDGER):
        number = Leaf.objects.get().number
    tamper("update audit_leaf set entry = '{}'")
    result = run("verify")
    assert isinstance(result.exception, IntegrityFailure)
    assert str(result.exception.message) == f"The ledger is broken at leaf {number}: its content or salt was altered."
    assert answer(result)["broken"] == number


def test_verify_says_where_even_when_nothing_can_be_signed_any_more(tamper: Tamper) -> None:
    do_act()
    checkpoint(now=NOW)
    do_act()
    tamper("update audit_checkpoint set signature = ''")
    result = run("verify")
    assert isinstance(result.exception, IntegrityFailure)
    assert answer(result)["broken"] == 0


def test_export_writes_a_log_that_verifies_and_records_that_it_did(tmp_path: Path) -> None:
    do_act()
    checkpoint(now=NOW)
    path = tmp_path / "ledger.ndjson"
    result = run("export", str(path))
    report = verify_lines(path.read_text(encoding="utf-8").splitlines(keepends=True))
    with steward(Task.LEDGER):
        leaf = Leaf.objects.get(event=LOG_EXPORTED.name)
    assert answer(result) == {"file": str(path), "lines": BLOCK + 2}
    assert report.verdict is Verdict.VALID
    assert json.loads(leaf.entry)["detail"] == {
        "account": account_of_process(),
        "lines": BLOCK + 2,
        "member": "",
    }


def test_export_says_what_is_in_its_way(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert isinstance(run("export", str(tmp_path / "mine")).exception, Conflict)
    assert isinstance(run("export", str(tmp_path / "absent" / "log")).exception, NotFound)


def test_a_printed_checkpoint_shows_later_that_nothing_was_lost(tmp_path: Path) -> None:
    do_act()
    kept = Signed.read(answer(run("checkpoint")))
    do_act()
    checkpoint(now=NOW)
    run("export", str(tmp_path / "log"))
    lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines(keepends=True)
    assert verify_lines(lines, since=kept).verdict is Verdict.VALID


def test_an_empty_ledger_has_no_checkpoint() -> None:
    result = run("checkpoint")
    assert (result.stdout, result.stderr) == ("", "The ledger is empty; there is nothing to sign.\n")


def test_every_flaw_has_words_that_can_be_translated() -> None:
    assert set(FLAWS) == set(Flaw)


def test_show_tells_a_member_of_its_own_acts_on_one_object_and_of_no_others() -> None:
    make_officer("KR", username="kr.desk", is_profile=True)
    make_officer("TH", username="th.desk", is_profile=True)
    do_act()
    with transaction.atomic():
        record(TEST_ACT, by=SYSTEM, member="KR", on="another object", now=NOW)
    shown = answer(run("show", "--of", "object", profile="KR"))
    assert shown == shown | {"event": TEST_ACT.name, "meaning": TEST_ACT.meaning, "on": "object", "member": "KR"}
    assert len(run("show", profile="KR").stdout.splitlines()) == 2
    assert run("show", "--of", "object", profile="TH").stdout == ""
    assert isinstance(run("show").exception, InvalidInput)
