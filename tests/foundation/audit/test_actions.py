"""Acts and their leaves live and die together, and the sequencer signs what is committed."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from tests.foundation.audit.conftest import Tamper

from interlace.core.ledger import NotWritable, Verdict
from interlace.foundation.audit.actions import (
    SYSTEM,
    LeafId,
    OutsideTransaction,
    checkpoint,
    record,
    sequence,
)
from interlace.foundation.audit.events import Event, Sight, UnknownEvent, declare
from interlace.foundation.audit.models import Checkpoint, Leaf
from interlace.foundation.audit.queries import verify_log
from interlace.foundation.audit.sequencer import BLOCK, CADENCE
from interlace.foundation.database.roles import STEWARD
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TEST_ACT = declare("test.act", seen_by=Sight.OFFICERS, meaning="An act of the tests.")


def do_act(*, member: str = "KR", now: datetime = NOW, detail: Mapping[str, Any] | None = None) -> LeafId:
    with transaction.atomic():
        return record(TEST_ACT, by="officer", member=member, on="object", now=now, detail=detail)


def leaves() -> list[Leaf]:
    with steward(Task.LEDGER):
        return list(Leaf.objects.order_by("at", "id"))


def sizes() -> list[int]:
    with steward(Task.LEDGER):
        return list(Checkpoint.objects.order_by("size").values_list("size", flat=True))


def run_as(role: str, statement: str) -> None:
    alias = "owner" if role == "owner" else "default"
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        if role == "steward":
            cursor.execute(f'set local role "{STEWARD}"')
        cursor.execute(statement)


def test_a_leaf_holds_who_did_what_on_what_for_what() -> None:
    act = uuid4()
    with transaction.atomic():
        leaf_id = record(
            TEST_ACT,
            by=UUID(int=7),
            member="KR",
            on=UUID(int=9),
            now=NOW,
            purpose="fraud",
            reference="KR-2026-0001",
            detail={"count": 3, "ids": ["a"]},
            act=act,
        )
    [leaf] = leaves()
    assert json.loads(leaf.entry) == {
        "id": str(leaf_id),
        "act": str(act),
        "event": "test.act",
        "member": "KR",
        "on": str(UUID(int=9)),
        "at": "2026-11-22T08:00:00.000000+00:00",
        "by": str(UUID(int=7)),
        "purpose": "fraud",
        "reference": "KR-2026-0001",
        "detail": {"count": 3, "ids": ["a"]},
    }
    assert (leaf.id, leaf.act, leaf.member, leaf.number, len(leaf.salt)) == (leaf_id, act, "KR", None, 32)


def test_without_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(OutsideTransaction):
        record(TEST_ACT, by=SYSTEM, member="", on="x", now=NOW)
    assert leaves() == []


def test_an_act_rolled_back_takes_its_leaf_along() -> None:
    with transaction.atomic():
        record(TEST_ACT, by=SYSTEM, member="KR", on="x", now=NOW)
        transaction.set_rollback(True)
    assert leaves() == []


def test_an_undeclared_event_is_refused() -> None:
    with pytest.raises(UnknownEvent), transaction.atomic():
        record(Event("test.unknown", Sight.OFFICERS, ""), by=SYSTEM, member="", on="x", now=NOW)
    with pytest.raises(UnknownEvent), transaction.atomic():
        record(Event("test.act", Sight.AUDITORS, ""), by=SYSTEM, member="", on="x", now=NOW)


def test_what_cannot_be_written_down_exactly_is_refused() -> None:
    with pytest.raises(NotWritable):
        do_act(detail={"score": 0.5})
    assert leaves() == []


def test_an_act_of_two_members_has_one_id_and_each_side_its_own_words() -> None:
    act = uuid4()
    with transaction.atomic():
        for member, detail in {"KR": {"asked": "TH"}, "TH": {"asked_by": "KR"}}.items():
            record(TEST_ACT, by="o", member=member, on="hit", now=NOW, detail=detail, act=act)
    found = {leaf.member: (leaf.act, json.loads(leaf.entry)["detail"]) for leaf in leaves()}
    assert found == {"KR": (act, {"asked": "TH"}), "TH": (act, {"asked_by": "KR"})}


def test_waiting_leaves_are_numbered_and_signed_once() -> None:
    ids = {do_act(now=NOW + timedelta(seconds=n)) for n in range(5)}
    signed = sequence(now=NOW)
    numbers = [leaf.number for leaf in leaves()]
    assert signed is not None
    assert signed.checkpoint.size == BLOCK
    assert {leaf.id for leaf in leaves()} == ids
    assert len(set(numbers)) == 5
    assert all(number is not None and 0 <= number < BLOCK for number in numbers)
    assert verify_log().verdict is Verdict.VALID
    assert sequence(now=NOW + CADENCE - timedelta(seconds=1)) is None


def test_the_log_grows_alike_whether_the_node_is_idle_or_busy() -> None:
    grown = []
    for place, acts in enumerate([0, 1, BLOCK - 1, BLOCK, 0]):
        for _ in range(acts):
            do_act()
        sequence(now=NOW + place * CADENCE)
        grown.append(sizes()[-1])
    assert grown == [BLOCK, 2 * BLOCK, 3 * BLOCK, 4 * BLOCK, 5 * BLOCK]
    assert verify_log().valid == 5 * BLOCK


def test_a_burst_above_the_block_grows_the_log_by_whole_blocks() -> None:
    for _ in range(BLOCK + 1):
        do_act()
    sequence(now=NOW)
    assert sizes() == [2 * BLOCK]


def test_a_long_queue_is_worked_off_in_several_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlace.foundation.audit.sequencer.LARGEST_INTERVAL", BLOCK)
    for _ in range(2 * BLOCK + 3):
        do_act()
    sequence(now=NOW)
    assert sizes() == [BLOCK, 2 * BLOCK, 3 * BLOCK]
    assert verify_log().verdict is Verdict.VALID


def test_a_checkpoint_by_hand_signs_what_waits_and_is_not_repeated_without_need() -> None:
    assert checkpoint(now=NOW) is None
    do_act()
    first = checkpoint(now=NOW)
    assert first is not None
    assert checkpoint(now=NOW + timedelta(hours=1)) == first
    assert sizes() == [BLOCK]


def test_a_clock_set_back_does_not_set_the_log_back() -> None:
    do_act()
    checkpoint(now=NOW)
    do_act()
    checkpoint(now=NOW - timedelta(days=1))
    assert verify_log().verdict is Verdict.VALID


def test_an_act_still_running_is_left_for_the_next_checkpoint() -> None:
    with transaction.atomic():
        record(TEST_ACT, by=SYSTEM, member="KR", on="x", now=NOW)
        # Another connection, as another process has it: it sees only what is committed.
        apart = connection.copy()
        try:
            with apart.cursor() as cursor:
                cursor.execute("select count(*) from audit_leaf")
                assert cursor.fetchone() == (0,)
        finally:
            apart.close()
    sequence(now=NOW)
    assert [leaf.number is None for leaf in leaves()] == [False]


FORBIDDEN: list[LiteralString] = [
    "update audit_leaf set entry = '{}'",
    "update audit_leaf set salt = ''",
    "update audit_leaf set member = 'TH'",
    "update audit_leaf set number = number + 1",
    "update audit_leaf set number = null",
    "update audit_leaf set number = 500000, entry = '{}' where number is null",
    "delete from audit_leaf",
    "truncate audit_leaf",
    "insert into audit_leaf select gen_random_uuid(), act, event, member, object_id, at, salt, entry, 9999"
    " from audit_leaf limit 1",
    "update audit_checkpoint set root = ''",
    "delete from audit_checkpoint",
    "truncate audit_checkpoint",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("role", ["app", "steward", "owner"])
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_no_role_alters_or_removes_what_is_recorded(statement: LiteralString, role: str) -> None:
    do_act()
    checkpoint(now=NOW)
    do_act()
    before = leaves_and_checkpoints()
    with suppress(DatabaseError):  # refused, or nothing is there for this role
        run_as(role, statement)
    assert leaves_and_checkpoints() == before


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_even_a_superuser_is_refused_while_the_triggers_stand(statement: LiteralString, administer: Tamper) -> None:
    do_act()
    checkpoint(now=NOW)
    do_act()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        administer(statement)


def leaves_and_checkpoints() -> tuple[list[object], list[object]]:
    with steward(Task.LEDGER):
        return list(Leaf.objects.order_by("id").values()), list(Checkpoint.objects.order_by("size").values())
