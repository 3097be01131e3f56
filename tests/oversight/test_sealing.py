"""A recall under a legal hold: gone for every reader, sealed for the hold's keeper, destroyed when the hold ends."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.facts.network import facts_of
from tests.oversight.network import NEAR_END, contributed, everything, item_ids, keeper, make_keepers, queue

from interlace.facts.models import Fact
from interlace.facts.recalling import recall, undo_contribution
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.deleting import delete_for_person
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records, lift_holds
from interlace.oversight.keeping.ledger import deletions_file
from interlace.oversight.keeping.queue import certificates_of, groups_due
from interlace.oversight.keeping.replaying import replay_deletions
from interlace.oversight.keeping.sealing import sealed_of
from interlace.oversight.keeping.sweeping import end_holds
from interlace.oversight.models import Deletion, KeptItem, KeptState, LegalHold, SealedFact

pytestmark = pytest.mark.django_db(transaction=True)

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLACE_DELETIONS", str(tmp_path / "elsewhere" / "deletions.ndjson"))
    make_keepers()


def held(folder: Path, *, ends: bool = False) -> tuple[LegalHold, list[UUID], list[UUID]]:
    """A hold on one of two records, the facts under it, and the others."""
    contributed(folder)
    (item, *_rest) = item_ids(queue())
    end = {"ends": NEAR_END + WEEK} if ends else {"review": NEAR_END + WEEK}
    (hold,) = hold_records(keeper(), [item], reason="A court.", basis="Act 1", now=NEAR_END, **end)
    with steward(Task.VERIFY):
        under = list(Fact.objects.filter(subject=hold.subject).order_by("id").values_list("id", flat=True))
    return hold, under, [fact for fact in everything() if fact not in under]


def sealed(hold: LegalHold, *, by: str = "kr.privacy") -> Sequence[UUID]:
    return [each.fact for each in sealed_of(keeper(by), hold.id, now=NEAR_END)]


def test_what_is_recalled_under_a_hold_is_gone_for_every_reader_and_sealed_for_its_keeper(tmp_path: Path) -> None:
    hold, under, others = held(tmp_path)
    with steward(Task.VERIFY):
        originals = {fact.id: fact.original for fact in Fact.objects.filter(id__in=under)}
    recall(keeper(), [*under, *others], reason="wrong-attribution", now=NEAR_END)
    assert (everything(), facts_of("TH"), facts_of("KR")) == ([], [], [])
    opened = sealed_of(keeper(), hold.id, now=NEAR_END)
    assert {each.fact: each.original for each in opened} == originals


def test_an_import_that_is_undone_under_a_hold_is_sealed_too(tmp_path: Path) -> None:
    hold, under, _others = held(tmp_path)
    with steward(Task.VERIFY):
        contribution = Fact.objects.get(id=under[0]).contribution
    undo_contribution(keeper("kr.head"), contribution, now=NEAR_END)
    assert (everything(), sorted(sealed(hold))) == ([], sorted(under))


def test_nobody_but_the_keeper_of_the_hold_opens_it_and_learns_that_it_is_there(tmp_path: Path) -> None:
    hold, under, _others = held(tmp_path)
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    answers = []
    for by, name in (("kr.head", hold.id), ("th.privacy", hold.id), ("kr.privacy", uuid4())):
        with pytest.raises(NotFound) as refused:
            sealed_of(keeper(by), name, now=NEAR_END)
        answers.append((str(refused.value.message), refused.value.code))
    assert len(set(answers)) == 1


def test_the_head_takes_over_from_a_keeper_who_has_left(tmp_path: Path) -> None:
    hold, under, _others = held(tmp_path)
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    Officer.objects.filter(username="kr.privacy").update(is_active=False)
    assert sorted(sealed(hold, by="kr.head")) == sorted(under)


def test_a_sealed_row_holds_no_readable_content(tmp_path: Path) -> None:
    hold, under, _others = held(tmp_path)
    with steward(Task.VERIFY):
        values = [value for value in Fact.objects.filter(id__in=under).values_list("original", flat=True) if value]
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    with steward(Task.VERIFY):
        kept = b"".join(bytes(row.content) for row in SealedFact.objects.filter(hold=hold))
    assert not any(value.encode() in kept for value in values)


def test_the_record_stays_in_the_queue_as_held_and_is_not_deleted_before_the_hold_is_lifted(tmp_path: Path) -> None:
    hold, under, _others = held(tmp_path)
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    find_due(now=NEAR_END)
    with steward(Task.VERIFY):
        assert KeptItem.objects.get(id=hold.item_id).state == KeptState.SEALED
    queued = [each for group in groups_due(keeper(), now=NEAR_END) for each in group.items if each.opens_sealed]
    assert [each.item.id for each in queued] == [hold.item_id]
    assert not any(each.opens_sealed for group in groups_due(keeper("kr.head"), now=NEAR_END) for each in group.items)


def test_lifting_the_hold_destroys_what_was_sealed_with_a_certificate(tmp_path: Path) -> None:
    hold, under, _others = held(tmp_path)
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    find_due(now=NEAR_END)
    lift_holds(keeper("kr.head"), [hold.item_id], now=NEAR_END)
    with steward(Task.VERIFY):
        assert SealedFact.objects.count() == 0
        assert KeptItem.objects.get(id=hold.item_id).state == KeptState.DELETED
    (certificate,) = certificates_of(keeper("kr.head"), now=NEAR_END, most=9)
    assert (certificate.reason, f'"sealed":{len(under)}' in certificate.text) == ("hold-ended", True)


def test_a_hold_that_ends_by_its_day_destroys_it_by_itself(tmp_path: Path) -> None:
    _hold, under, _others = held(tmp_path, ends=True)
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    assert end_holds(now=NEAR_END + WEEK - timedelta(hours=1)) == 0
    assert end_holds(now=NEAR_END + WEEK) == len(under)
    with steward(Task.VERIFY):
        assert SealedFact.objects.count() == 0


def test_a_person_s_request_deletes_nothing_under_a_hold(tmp_path: Path) -> None:
    _hold, under, _others = held(tmp_path)
    with pytest.raises(Refused, match="legal hold"), acting(keeper(), now=NEAR_END):
        delete_for_person(keeper(), under, now=NEAR_END)
    assert set(under) <= set(everything())


def test_after_a_restore_what_was_recalled_is_sealed_again_and_what_was_destroyed_stays_destroyed(
    tmp_path: Path,
) -> None:
    hold, under, _others = held(tmp_path)
    with steward(Task.VERIFY):
        kept = [dict(each) for each in Fact.objects.order_by("id").values()]
    recall(keeper(), under, reason="outdated", now=NEAR_END)
    restore(kept, hold)
    replay_deletions(deletions_file(), now=NEAR_END + WEEK)
    assert (set(everything()) & set(under), sorted(sealed(hold))) == (set(), sorted(under))
    lift_holds(keeper("kr.head"), [hold.item_id], now=NEAR_END)
    restore(kept, hold)
    replay_deletions(deletions_file(), now=NEAR_END + WEEK)
    with steward(Task.VERIFY):
        assert (SealedFact.objects.count(), Fact.objects.filter(id__in=under).count()) == (0, 0)


def restore(facts: list[dict[str, object]], hold: LegalHold) -> None:
    """The database as a backup holds it that was made after the hold and before the recall."""
    with steward(Task.VERIFY):
        Fact.objects.bulk_create([Fact(**each) for each in facts], ignore_conflicts=True)
        SealedFact.objects.all().delete()
        Deletion.objects.all().delete()
        KeptItem.objects.update(state=KeptState.OPEN)
        LegalHold.objects.filter(id=hold.id).update(lifted=None, lifted_by=None)
