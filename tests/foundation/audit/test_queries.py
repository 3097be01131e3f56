"""Whatever is done to the ledger behind the node's back is found, and nobody reads another member's acts."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from tests.foundation.audit.conftest import Tamper

from interlace.core.handling import Viewer as Person
from interlace.core.ledger import Break, Flaw, Verdict
from interlace.core.ledger import verify as verifier
from interlace.foundation.audit.actions import SYSTEM, checkpoint, record, sequence
from interlace.foundation.audit.events import Event, Sight, declare
from interlace.foundation.audit.models import Leaf
from interlace.foundation.audit.queries import entries_of, export_log, export_log_of_member, verify_log
from interlace.foundation.audit.sequencer import BLOCK, LogBroken
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.vault.node import node_keys

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SEEN_BY_OFFICERS = declare("test.seen_by_officers", seen_by=Sight.OFFICERS, meaning="An act of the tests.")
SEEN_BY_AUDITORS = declare("test.seen_by_auditors", seen_by=Sight.AUDITORS, meaning="An act of the tests.")


def do_acts(members: Sequence[str], event: Event = SEEN_BY_OFFICERS) -> None:
    for place, member in enumerate(members):
        with transaction.atomic():
            record(event, by=SYSTEM, member=member, on=f"object {place}", now=NOW + timedelta(seconds=place))


def numbers() -> list[int]:
    """The places of the acts in the log, the lowest first."""
    with steward(Task.LEDGER):
        return [leaf.number for leaf in Leaf.objects.exclude(number=None).order_by("number") if leaf.number is not None]


@pytest.fixture
def places() -> list[int]:
    """A log of three checkpoints; where its 24 acts stand."""
    for interval in range(3):
        do_acts(["KR", "TH"] * 4)
        checkpoint(now=NOW + timedelta(hours=interval))
    assert verify_log().verdict is Verdict.VALID
    return numbers()


@pytest.mark.parametrize("which", [0, 9, 23])
@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ("entry = replace(entry, 'object', 'subject')", Flaw.ALTERED),
        ("salt = decode(repeat('00', 32), 'hex')", Flaw.ALTERED),
        ("member = 'XX'", Flaw.ALTERED),
        ("at = at + interval '1 second'", Flaw.ALTERED),
        ("entry = 'nonsense'", Flaw.ALTERED),
        ("number = null", Flaw.MISSING),
        ("number = 1000000", Flaw.MISSING),
        ("number = -1", None),
    ],
)
def test_an_altered_row_is_named(tamper: Tamper, places: list[int], which: int, change: str, flaw: Flaw | None) -> None:
    tamper(f"update audit_leaf set {change} where number = %s", places[which])
    broken = verify_log().broken
    if flaw is None:  # a row moved before all others breaks the log where it now stands
        assert broken is not None
        assert broken.leaf <= places[which]
    else:
        assert broken == Break(places[which], flaw)


def test_a_dropped_row_is_named(tamper: Tamper, places: list[int]) -> None:
    tamper("delete from audit_leaf where number >= %s", places[10])
    assert verify_log().broken == Break(places[10], Flaw.MISSING)


def test_of_two_swapped_rows_the_first_is_named(tamper: Tamper, places: list[int]) -> None:
    one, other = places[3], places[17]
    tamper("update audit_leaf set number = -1 where number = %s", one)
    tamper("update audit_leaf set number = %s where number = %s", one, other)
    tamper("update audit_leaf set number = %s where number = -1", other)
    assert verify_log().broken == Break(one, Flaw.ALTERED)


def test_an_act_put_in_the_place_of_padding_is_named(tamper: Tamper, places: list[int]) -> None:
    free = next(number for number in range(BLOCK) if number not in places)
    do_acts(["KR"])
    tamper("update audit_leaf set number = %s where number is null", free)
    assert verify_log().broken == Break(free, Flaw.ALTERED)


@pytest.mark.parametrize("change", ["root = decode(repeat('00', 32), 'hex')", "signature = ''", "at = now()"])
def test_a_forged_checkpoint_names_its_first_leaf(tamper: Tamper, places: list[int], change: str) -> None:
    tamper(f"update audit_checkpoint set {change} where size = %s", 2 * BLOCK)
    assert verify_log().broken == Break(BLOCK, Flaw.CHECKPOINT_NOT_SIGNED)


def test_a_checkpoint_signed_with_another_key_is_found(tamper: Tamper, places: list[int]) -> None:
    foreign = bytes(64)
    tamper("update audit_checkpoint set signature = %s where size = %s", foreign, 3 * BLOCK)
    assert verify_log().broken == Break(2 * BLOCK, Flaw.CHECKPOINT_NOT_SIGNED)
    do_acts(["KR"])
    with pytest.raises(LogBroken):
        checkpoint(now=NOW + timedelta(days=1))


def test_nothing_is_signed_on_a_tree_whose_frontier_was_altered(tamper: Tamper, places: list[int]) -> None:
    tamper("update audit_checkpoint set peaks = decode(repeat('00', 64), 'hex') where size = %s", 3 * BLOCK)
    do_acts(["KR"])
    with pytest.raises(LogBroken):
        sequence(now=NOW + timedelta(days=1))


def test_a_log_set_back_to_an_earlier_day_is_found(tamper: Tamper, places: list[int]) -> None:
    tamper("delete from audit_checkpoint where size > %s", 2 * BLOCK)
    tamper("delete from audit_leaf where number >= %s", 2 * BLOCK)
    assert verify_log().broken == Break(2 * BLOCK, Flaw.CUT)


def test_nothing_is_signed_on_a_log_set_back_to_an_earlier_day(tamper: Tamper, places: list[int]) -> None:
    tamper("delete from audit_checkpoint where size > %s", 2 * BLOCK)
    do_acts(["KR"])
    with pytest.raises(LogBroken):
        checkpoint(now=NOW + timedelta(days=1))


def test_an_emptied_log_is_found(tamper: Tamper, places: list[int]) -> None:
    tamper("delete from audit_checkpoint")
    tamper("delete from audit_leaf")
    assert verify_log().broken == Break(0, Flaw.CUT)


def test_acts_since_the_last_checkpoint_are_not_covered(places: list[int]) -> None:
    do_acts(["KR", "TH"])
    report = verify_log()
    assert (report.verdict, report.valid, report.not_covered) == (Verdict.NOT_COVERED, 3 * BLOCK, 2)


def offline(path: Path, *options: str) -> int:
    command = [sys.executable, "-I", verifier.__file__, str(path), *options]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_an_exported_log_is_checked_offline(tmp_path: Path, places: list[int]) -> None:
    path = tmp_path / "log.ndjson"
    lines = export_log(path)
    key = node_keys().public_signing_key().hex()
    assert lines == 1 + 3 + 3 * BLOCK
    assert path.stat().st_mode & 0o777 == 0o600
    assert offline(path, "--key", key) == 0
    path.write_text(path.read_text(encoding="utf-8").replace("object 3", "object 4", 1), encoding="utf-8")
    assert offline(path, "--key", key) == 9


def test_an_export_for_one_member_opens_its_leaves_alone(tmp_path: Path, places: list[int]) -> None:
    path = tmp_path / "log.ndjson"
    do_acts(["KR", "TH"])
    export_log_of_member(path, member="TH")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    opened = [json.loads(record["entry"]) for record in records if "entry" in record]
    closed = [record for record in records if "commitment" in record]
    assert {entry["member"] for entry in opened} == {"TH"}
    assert (len(opened), len(closed)) == (13, 3 * BLOCK - 12)
    assert "KR" not in path.read_text(encoding="utf-8")
    assert offline(path) == 7  # valid, but for the one act that waits


def test_an_export_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        export_log(tmp_path / "log")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "mine"


def viewer(member: str, *verbs: Verb, active: bool = True) -> Viewer:
    person = Person(
        id="officer", member=member, active=active, level=0, rooms=frozenset(), purposes=frozenset({"fraud"})
    )
    return Viewer(person=person, purpose="fraud", reference="R-1", verbs=frozenset(verbs))


def seen(who: Viewer) -> set[tuple[str, str]]:
    with acting(who):
        return {(leaf.member, leaf.event) for leaf in entries_of(who)}


def test_each_member_sees_its_own_acts_and_auditors_see_more_of_them() -> None:
    do_acts(["KR", "TH", ""], SEEN_BY_OFFICERS)
    do_acts(["KR", "TH", ""], SEEN_BY_AUDITORS)
    assert {
        "officer of KR": seen(viewer("KR", Verb.CHECK)),
        "auditor of TH": seen(viewer("TH", Verb.AUDIT)),
        "auditor of VN": seen(viewer("VN", Verb.AUDIT)),
        "suspended": seen(viewer("KR", Verb.AUDIT, active=False)),
        "nobody's": seen(viewer("", Verb.AUDIT)),
    } == {
        "officer of KR": {("KR", "test.seen_by_officers")},
        "auditor of TH": {("TH", "test.seen_by_officers"), ("TH", "test.seen_by_auditors")},
        "auditor of VN": set(),
        "suspended": set(),
        "nobody's": set(),
    }


def test_entries_come_latest_first() -> None:
    do_acts(["KR", "KR", "KR"])
    who = viewer("KR")
    with acting(who):
        assert [leaf.object_id for leaf in entries_of(who)] == ["object 2", "object 1", "object 0"]
