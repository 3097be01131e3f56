"""Facts are taken back by their own bureau: nothing but a tombstone is left, and whoever built on them is told."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from tests.facts import sheets
from tests.facts.network import NOW, counts, facts_of, import_file, make_network, sharing, viewer
from tests.people import make_officer

from interlace.core.handling import HitMode
from interlace.facts.events import FactsRecalled
from interlace.facts.models import Contribution, Tombstone
from interlace.facts.recalling import recall, undo_contribution
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, NotFound, Refused
from interlace.foundation.events import listen

pytestmark = pytest.mark.django_db(transaction=True)

heard: list[FactsRecalled] = []
listen(FactsRecalled)(heard.append)


@pytest.fixture(autouse=True)
def network() -> None:
    """KR, TH, VN and SG."""
    make_network()
    heard.clear()


def two_persons(folder: Path) -> Path:
    return sheets.write_csv(folder / "two.csv", [sheets.sound_row(1), sheets.sound_row(2)])


def tombstones(member: str) -> list[Tombstone]:
    with acting(viewer(member), now=NOW):
        return list(Tombstone.objects.all())


def test_one_act_undoes_a_wrong_import(tmp_path: Path) -> None:
    done = import_file(two_persons(tmp_path)).contribution
    facts = facts_of("KR")
    undone = undo_contribution(viewer("KR"), done.id, now=NOW)
    assert (undone.state, facts_of("KR")) == (Contribution.State.UNDONE, [])
    assert {stone.fact: stone.reason for stone in tombstones("KR")} == {fact.id: "undone" for fact in facts}
    (event,) = heard
    assert (set(event.facts), set(event.subjects), event.member) == (
        {fact.id for fact in facts},
        {fact.subject for fact in facts},
        "KR",
    )


def test_an_undone_import_can_be_imported_again(tmp_path: Path) -> None:
    done = import_file(two_persons(tmp_path)).contribution
    undo_contribution(viewer("KR"), done.id, now=NOW)
    assert counts(import_file(two_persons(tmp_path)))["stored"] == 2


def test_undoing_leaves_what_another_import_had_stored_before(tmp_path: Path) -> None:
    import_file(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)]))
    before = {fact.id for fact in facts_of("KR")}
    second = import_file(two_persons(tmp_path)).contribution
    undo_contribution(viewer("KR"), second.id, now=NOW)
    assert {fact.id for fact in facts_of("KR")} == before


def test_an_import_is_undone_once(tmp_path: Path) -> None:
    done = import_file(two_persons(tmp_path)).contribution
    undo_contribution(viewer("KR"), done.id, now=NOW)
    with pytest.raises(Conflict):
        undo_contribution(viewer("KR"), done.id, now=NOW)


def test_another_bureaus_import_and_an_absent_one_are_the_same_answer(tmp_path: Path) -> None:
    done = import_file(two_persons(tmp_path), terms=sharing("TH", hit=HitMode.CONTENT)).contribution
    answers = []
    for contribution in (done.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            undo_contribution(viewer("TH"), contribution, now=NOW)
        answers.append((str(refused.value.message), refused.value.code))
    assert answers[0] == answers[1]
    assert len(facts_of("KR")) > 0


def test_a_colleague_who_may_not_recall_cannot_undo_ones_import(tmp_path: Path) -> None:
    done = import_file(two_persons(tmp_path)).contribution
    make_officer("KR", username="kr.other")
    colleague = viewer("KR")
    person = replace(colleague.person, id=str(uuid4()))
    with pytest.raises(Refused):
        undo_contribution(replace(colleague, person=person, verbs=frozenset()), done.id, now=NOW)


def test_a_recalled_fact_is_gone_for_its_readers_and_leaves_a_tombstone(tmp_path: Path) -> None:
    import_file(two_persons(tmp_path), terms=sharing("TH", hit=HitMode.CONTENT))
    fact = next(fact for fact in facts_of("TH") if fact.prop == "phone")
    recall(viewer("KR"), [fact.id], reason="wrong-attribution", now=NOW)
    assert fact.id not in {each.id for each in facts_of("TH")}
    (stone,) = tombstones("KR")
    assert (stone.fact, stone.subject, bytes(stone.digest), stone.reason) == (
        fact.id,
        fact.subject,
        bytes(fact.digest),
        "wrong-attribution",
    )
    assert tombstones("TH") == []
    (event,) = heard
    assert (event.facts, event.subjects, event.reason) == ((fact.id,), (fact.subject,), "wrong-attribution")


def test_the_ledger_keeps_ids_of_what_was_recalled_and_no_content(tmp_path: Path) -> None:
    import_file(two_persons(tmp_path))
    fact = next(fact for fact in facts_of("KR") if fact.prop == "phone")
    recall(viewer("KR"), [fact.id], reason="wrong-value", now=NOW)
    with acting(viewer("KR"), now=NOW):
        (leaf,) = Leaf.objects.filter(event="facts.recalled")
    assert (str(fact.id) in leaf.entry, fact.value in leaf.entry) == (True, False)


def test_another_bureaus_fact_cannot_be_recalled_even_by_a_reader(tmp_path: Path) -> None:
    import_file(two_persons(tmp_path), terms=sharing("TH", hit=HitMode.CONTENT))
    fact = facts_of("TH")[0]
    with pytest.raises(NotFound):
        recall(viewer("TH"), [fact.id], reason="wrong-value", now=NOW)
    assert fact.id in {each.id for each in facts_of("KR")}


def test_with_one_unknown_id_nothing_is_recalled(tmp_path: Path) -> None:
    import_file(two_persons(tmp_path))
    fact = facts_of("KR")[0]
    with pytest.raises(NotFound):
        recall(viewer("KR"), [fact.id, uuid4()], reason="wrong-value", now=NOW)
    assert (len(tombstones("KR")), fact.id in {each.id for each in facts_of("KR")}) == (0, True)
