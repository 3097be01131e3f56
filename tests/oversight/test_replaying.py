"""After a restore nothing that was deleted lives again: the ledger of deletions is repeated before the node opens."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.facts.network import NOW
from tests.oversight.network import NEAR_END, contributed, everything, item_ids, keeper, make_keepers, queue

from interlace.facts.models import Fact, RowProblem
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.keeping import replaying
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.erasing import erase_facts_again
from interlace.oversight.keeping.holding import hold_records
from interlace.oversight.keeping.ledger import DeletionsBroken, deletions_file, read_lines, write_waiting
from interlace.oversight.keeping.replaying import replay_deletions
from interlace.oversight.models import Deletion, KeptItem, KeptState, LegalHold

pytestmark = pytest.mark.django_db(transaction=True)

Revive = Callable[[], None]


@pytest.fixture(autouse=True)
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLACE_DELETIONS", str(tmp_path / "elsewhere" / "deletions.ndjson"))
    make_keepers()


def facts_as_backed_up() -> list[dict[str, Any]]:
    """Every column of every fact, as a backup would hold it."""
    with steward(Task.VERIFY):
        return [dict(each) for each in Fact.objects.order_by("id").values()]


def restore(facts: list[dict[str, Any]]) -> None:
    """Put the facts back and forget what was deleted since, as a database set back to an earlier day does."""
    with steward(Task.VERIFY):
        Fact.objects.bulk_create(Fact(**each) for each in facts)
        Deletion.objects.all().delete()
        KeptItem.objects.update(state=KeptState.OPEN)


def test_what_was_deleted_after_the_backup_stays_dead(tmp_path: Path) -> None:
    contributed(tmp_path)
    kept = facts_as_backed_up()
    delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    restore(kept)
    assert len(everything()) == len(kept)
    assert replay_deletions(deletions_file(), now=NEAR_END + timedelta(days=1)) > 0
    assert everything() == []
    assert replay_deletions(deletions_file(), now=NEAR_END + timedelta(days=1)) == 0


def test_a_replay_that_was_killed_midway_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contributed(tmp_path / "one", 3)
    kept = facts_as_backed_up()
    first, *others = item_ids(queue())
    for item in (first, *others):
        delete_records(keeper(), [item], now=NEAR_END)
    restore(kept)
    done: list[str] = []

    def killed_at_the_second(*arguments: Any, **words: Any) -> int:
        if done:
            raise KeyboardInterrupt
        done.append("one")
        return erase_facts_again(*arguments, **words)

    with monkeypatch.context() as killing:
        killing.setattr(replaying, "erase_facts_again", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            replay_deletions(deletions_file(), now=NEAR_END)
    assert 0 < len(everything()) < len(kept)
    replay_deletions(deletions_file(), now=NEAR_END)
    assert everything() == []


def test_a_hold_of_the_backup_does_not_revive_what_was_deleted_after_it_was_lifted(tmp_path: Path) -> None:
    contributed(tmp_path)
    kept = facts_as_backed_up()
    ids = item_ids(queue())
    delete_records(keeper(), ids, now=NEAR_END)
    restore(kept)
    hold_records(keeper(), ids, reason="Needed.", basis="Act 1", review=NEAR_END + timedelta(days=9), now=NOW)
    replay_deletions(deletions_file(), now=NEAR_END)
    assert everything() == []
    with steward(Task.VERIFY):
        assert LegalHold.objects.count() == len(ids)


def test_the_file_holds_ids_alone_in_a_chain(tmp_path: Path) -> None:
    contributed(tmp_path)
    facts = everything()
    delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    lines = list(read_lines(deletions_file()))
    assert sorted(each for line in lines for each in line.ids.get("facts", ())) == sorted(map(str, facts))
    assert {key for line in deletions_file().read_text().splitlines() for key in json.loads(line)} == {
        "id",
        "member",
        "at",
        "ids",
        "before",
    }


def test_a_ledger_that_was_altered_is_refused(tmp_path: Path) -> None:
    contributed(tmp_path)
    for item in item_ids(queue()):
        delete_records(keeper(), [item], now=NEAR_END)
    content = deletions_file().read_bytes()
    deletions_file().write_bytes(content.replace(b'"member":"KR"', b'"member":"TH"', 1))
    with pytest.raises(DeletionsBroken):
        list(read_lines(deletions_file()))


def test_a_line_that_was_cut_off_is_written_again(tmp_path: Path) -> None:
    contributed(tmp_path)
    delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    whole = list(read_lines(deletions_file()))
    content = deletions_file().read_bytes()
    deletions_file().write_bytes(content[:-20])
    with steward(Task.VERIFY):
        Deletion.objects.filter(id=whole[-1].id).update(written=False)
    assert len(list(read_lines(deletions_file()))) == len(whole) - 1
    write_waiting()
    assert list(read_lines(deletions_file())) == whole


def test_rows_that_were_never_stored_go_with_the_last_fact_of_their_file(tmp_path: Path) -> None:
    done = contributed(tmp_path)
    with steward(Task.VERIFY):
        RowProblem.objects.create(member="KR", contribution=done, row=9, column="phone", code="x", values={"a": "b"})
    delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    with steward(Task.VERIFY):
        assert RowProblem.objects.count() == 0
