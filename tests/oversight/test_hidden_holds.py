"""A hold on a case reaches what the case stands on, and tells nobody of the case who may not know of it."""

from pathlib import Path
from uuid import UUID

import pytest
from tests.oversight.network import NEAR_END, contributed, item_ids, keeper, make_keepers, queue

from interlace.cases.actions import CaseTerms, add_officer, open_case
from interlace.cases.entries import attach_subjects
from interlace.cases.holds.actions import HoldTerms, lay_hold, lift_hold
from interlace.cases.holds.models import CaseHold
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.deleting import delete_for_person
from interlace.oversight.keeping.queue import QueuedItem, certificates_of
from interlace.oversight.keeping.sealing import sealed_of
from interlace.oversight.keeping.sweeping import end_holds
from interlace.oversight.models import SealedFact
from interlace.oversight.schemas import KeptRecordOut

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLACE_DELETIONS", str(tmp_path / "elsewhere" / "deletions.ndjson"))
    make_keepers()
    contributed(tmp_path, 2)


def first() -> QueuedItem:
    return next(each for group in queue() for each in group.items)


def held(subject: UUID, *, is_closed_in: bool = False) -> CaseHold:
    head = keeper("kr.head")
    case = open_case(head, CaseTerms("Golden Reed", is_closed_in=is_closed_in), now=NEAR_END)
    attach_subjects(head, case.id, [subject], now=NEAR_END)
    add_officer(head, case.id, officer=Officer.objects.get(username="kr.desk").pk, now=NEAR_END)
    terms = HoldTerms("Bribery of an officer", "Order 31", NEAR_END.replace(year=NEAR_END.year + 1))
    return lay_hold(head, case.id, terms, now=NEAR_END)


def facts_about(subject: UUID) -> list[UUID]:
    with steward(Task.VERIFY):
        return list(Fact.objects.filter(subject=subject).order_by("id").values_list("id", flat=True))


@pytest.mark.parametrize("is_held", [True, False])
@pytest.mark.parametrize("way", ["period", "person"])
def test_a_keeper_finds_and_deletes_the_same_with_and_without_a_hold_on_a_case_that_is_not_for_it(
    way: str, is_held: bool
) -> None:
    before = KeptRecordOut.of(first())
    item = first().item
    facts = facts_about(item.subject)
    hold = held(item.subject, is_closed_in=True) if is_held else None

    assert KeptRecordOut.of(first()) == before
    if way == "period":
        certificate = delete_records(keeper(), [item.id], now=NEAR_END)
    else:
        with acting(keeper(), now=NEAR_END):
            certificate = delete_for_person(keeper(), facts, now=NEAR_END)

    assert (item.id in item_ids(queue()), facts_about(item.subject)) == (False, [])
    assert certificate.records == 1
    assert [each.id for each in certificates_of(keeper(), now=NEAR_END, most=9)] == [certificate.id]
    if hold is not None:
        opened = sealed_of(keeper("kr.head"), hold.id, now=NEAR_END)
        assert sorted(each.fact for each in opened) == facts
        for username in ("kr.privacy", "kr.desk", "th.head"):
            with pytest.raises(NotFound):
                sealed_of(keeper(username), hold.id, now=NEAR_END)


def test_what_a_held_case_stands_on_is_sealed_when_recalled_until_the_hold_is_lifted() -> None:
    subject = first().item.subject
    facts, hold = facts_about(subject), held(subject, is_closed_in=True)

    recall(keeper("kr.head"), facts, reason="other", now=NEAR_END)
    with steward(Task.VERIFY):
        assert (Fact.objects.filter(id__in=facts).count(), SealedFact.objects.count()) == (0, len(facts))
    assert end_holds(now=NEAR_END) == 0

    lift_hold(keeper("kr.desk"), hold.case_id, hold.id, reason="It is decided.", now=NEAR_END)
    assert end_holds(now=NEAR_END) == len(facts)
    with steward(Task.VERIFY):
        assert not SealedFact.objects.exists()
    assert certificates_of(keeper(), now=NEAR_END, most=9) == []
