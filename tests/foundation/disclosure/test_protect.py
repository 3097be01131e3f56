"""Row-level security as migrations write it, on tables made for the test."""

from collections.abc import Callable, Iterator

import pytest
from django.db import ProgrammingError, connection
from django.db.migrations import RunSQL
from tests.worlds import LATER, NOW, put_facts, shared, viewer

from interlace.core.handling import Action, Label
from interlace.foundation.database.roles import STEWARD
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.protect import (
    protect_behind,
    protect_facts,
    protect_from_viewers,
    protect_member,
    protect_sides,
)
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "trial_rows"
COLUMNS = "id uuid primary key default gen_random_uuid(), member text, originator text, label_id int, note text"


def run(statement: str, *values: str | int | None) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall() if cursor.description else []


def apply(operation: RunSQL) -> None:
    for statement in operation.sql:
        run(str(statement))


@pytest.fixture
def table() -> Iterator[None]:
    # Owned by the role under test: forced security holds for an owner, too.
    run(f"create temp table {TABLE} ({COLUMNS})")
    run(f'grant all on {TABLE} to "{STEWARD}"')
    yield
    run(f"drop table {TABLE}")


def notes() -> set[str]:
    return {note for (note,) in run(f"select note from {TABLE}")}


def add(member: str, label_id: int | None, note: str) -> None:
    run(
        f"insert into {TABLE} (member, originator, label_id, note) values (%s, %s, %s, %s)",
        member,
        member,
        label_id,
        note,
    )


def test_a_member_sees_and_writes_its_own_rows_alone(table: None) -> None:
    apply(protect_member(TABLE))
    with steward(Task.CHECK):
        add("TH", None, "thai")
        add("KR", None, "korean")
    assert notes() == set()
    with acting(viewer("TH"), Action.READ, now=NOW):
        assert notes() == {"thai"}
        run(f"update {TABLE} set note = 'mine'")
        add("TH", None, "new")
    with pytest.raises(ProgrammingError, match="row-level security"), acting(viewer("TH"), Action.READ, now=NOW):
        add("KR", None, "forged")
    with steward(Task.CHECK):
        assert notes() == {"mine", "new", "korean"}


def test_a_side_is_seen_by_its_member_while_it_may_discover_what_it_rests_on(table: None) -> None:
    apply(protect_sides(TABLE))
    seekable, hidden = put_facts(
        [
            Label.of("TH", seekers=["KR"], purposes=["fraud"], until=LATER),
            Label.of("TH", purposes=["fraud"], until=LATER),
        ]
    )
    with steward(Task.CHECK):
        add("KR", seekable.label_id, "possible")
        add("KR", hidden.label_id, "withdrawn")
        add("VN", seekable.label_id, "of another")
    assert notes() == set()
    with acting(viewer("KR"), Action.READ, now=NOW):
        assert notes() == {"possible"}


def test_what_is_kept_from_viewers_is_the_stewards_alone(table: None) -> None:
    apply(protect_from_viewers(TABLE))
    with steward(Task.CHECK):
        add("TH", None, "queue")
        assert notes() == {"queue"}
    with acting(viewer("TH"), Action.READ, now=NOW):
        assert notes() == set()


def test_a_note_is_added_behind_a_row_that_its_writer_sees_and_changed_by_the_steward_alone(table: None) -> None:
    seen, other = "0a000000-0000-0000-0000-000000000001", "0a000000-0000-0000-0000-000000000002"
    apply(protect_member(TABLE))
    run("create temp table trial_notes (about uuid)")
    run(f'grant all on trial_notes to "{STEWARD}"')
    apply(protect_behind("trial_notes", "about", of=TABLE))
    with steward(Task.CHECK):
        run(f"insert into {TABLE} (id, member) values (%s, 'TH'), (%s, 'KR')", seen, other)
    with acting(viewer("TH"), Action.READ, now=NOW):
        run("insert into trial_notes values (%s)", seen)
        run("delete from trial_notes")
        assert len(run("select * from trial_notes")) == 1
    with pytest.raises(ProgrammingError, match="row-level security"), acting(viewer("TH"), Action.READ, now=NOW):
        run("insert into trial_notes values (%s)", other)
    with acting(viewer("KR"), Action.READ, now=NOW):
        assert run("select * from trial_notes") == []
    with steward(Task.CHECK):
        run("delete from trial_notes")
        assert run("select * from trial_notes") == []
    run("drop table trial_notes")


@pytest.mark.parametrize("protect", [protect_facts, protect_member, protect_sides, protect_from_viewers])
def test_protection_can_be_taken_back_by_its_migration(protect: Callable[[str], RunSQL], table: None) -> None:
    operation = protect(TABLE)
    apply(operation)
    for statement in operation.reverse_sql or ():
        run(str(statement))
    add("TH", put_facts([shared("TH")])[0].label_id, "open")
    assert notes() == {"open"}
