"""Custody of exhibits: signed by the node, by both at a hand-over, and flagged where the story does not fit."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from tests.cases.filing import opened
from tests.evidence.holding import acquired, sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.core.custody import Defect, Finding, Step
from interlace.evidence.custody import StepTerms, Story, offer_exhibit, record_step, story_of, take_exhibit
from interlace.evidence.models import CustodyRow, Exhibit
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def held() -> Exhibit:
    """An exhibit of a case that both officers of KR work on."""
    case = opened()
    add_officer(viewer("KR"), case.id, officer=Officer.objects.get(username="kr.second").pk, now=NOW)
    return sealed(case)


def story(exhibit: Exhibit) -> Story:
    return story_of(viewer("KR"), exhibit.case_id, exhibit.name, now=NOW)


def step(step: Step, *, minutes: int, **others: str) -> StepTerms:
    return StepTerms(step, NOW + timedelta(minutes=minutes), "Seoul", "analysis", **others)


def test_a_hand_over_bears_both_names_and_leaves_no_defect() -> None:
    exhibit = held()
    offer_exhibit(viewer("KR"), exhibit.id, taker="kr.second", place="Seoul", purpose="analysis", now=NOW)
    before = story(exhibit)

    entry = take_exhibit(viewer("KR", post="second"), exhibit.id, now=NOW + timedelta(minutes=4))

    assert (before.holder, before.offered_to) == ("desk of KR", "second of KR")
    assert (entry.giver, entry.taker, entry.signers) == ("desk of KR", "second of KR", ("desk of KR",))
    after = story(exhibit)
    assert (after.holder, after.findings, after.broken, after.offered_to) == ("second of KR", (), None, "")


def test_only_the_one_to_whom_it_was_offered_takes_it() -> None:
    exhibit = held()
    with pytest.raises(Conflict):
        take_exhibit(viewer("KR", post="second"), exhibit.id, now=NOW)
    with pytest.raises(NotFound):
        offer_exhibit(viewer("KR"), exhibit.id, taker="th.desk", place="x", purpose="x", now=NOW)


def test_who_works_on_it_without_holding_it_leaves_a_gap() -> None:
    exhibit = held()

    record_step(viewer("KR", post="second"), exhibit.id, step(Step.ANALYSED, minutes=5), now=NOW + timedelta(hours=1))

    assert story(exhibit).findings == (Finding(Defect.HOLDER_GAP, (1, 2), "desk of KR", "second of KR"),)


def test_who_acquired_it_and_who_took_it_in_are_both_named() -> None:
    exhibit = sealed(acquired=acquired(operator="forensic unit 3"))

    told = story(exhibit)

    assert (told.entries[0].carrier, told.holder, told.findings) == ("forensic unit 3", "desk of KR", ())


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_entry_that_was_altered_behind_the_back_of_the_node_is_named() -> None:
    exhibit = held()
    record_step(viewer("KR"), exhibit.id, step(Step.OPENED, minutes=5), now=NOW + timedelta(hours=1))
    record_step(viewer("KR"), exhibit.id, step(Step.COPIED, minutes=6), now=NOW + timedelta(hours=1))
    with connections["owner"].cursor() as cursor:
        cursor.execute("alter table evidence_custodyrow disable row level security")
        cursor.execute("update evidence_custodyrow set written = replace(written, 'Seoul', 'Busan') where number = 2")
        cursor.execute("alter table evidence_custodyrow enable row level security")

    assert story(exhibit).broken in {2, 3}


def test_no_role_of_the_running_node_changes_an_entry() -> None:
    exhibit = held()

    for change in ({"written": "{}"}, {"number": 9}):
        with acting(viewer("KR"), now=NOW), pytest.raises(DatabaseError), transaction.atomic():
            CustodyRow.objects.filter(exhibit=exhibit).update(**change)


def test_another_bureau_learns_nothing_of_the_story() -> None:
    exhibit = held()

    for act in (
        lambda: story_of(viewer("TH"), exhibit.case_id, "E1", now=NOW),
        lambda: record_step(viewer("TH"), exhibit.id, step(Step.COPIED, minutes=1), now=NOW),
        lambda: offer_exhibit(viewer("TH"), exhibit.id, taker="kr.desk", place="x", purpose="x", now=NOW),
        lambda: take_exhibit(viewer("TH"), exhibit.id, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
