"""Attempts to read what was accepted in a case that is closed in: as a colleague off it, and as one taken off it."""

import pytest
from tests.cases.filing import opened
from tests.evidence.intake.dropping import dropped, found
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer, remove_officer
from interlace.evidence.intake.deciding import accept_candidate
from interlace.facts.models import Fact
from interlace.facts.queries import contributions_of
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = ("PHONE", "+66 81 234 5678")


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def test_what_is_accepted_in_a_closed_in_case_is_told_to_no_colleague() -> None:
    case = opened(is_closed_in=True, reference="KR-HIDDEN-9")
    accept_candidate(viewer("KR"), found(dropped(case=case))[PHONE].id, now=NOW)

    who = viewer("KR", post="second")
    with acting(who, now=NOW):
        facts = list(Fact.objects.visible_to(who))
        told = [leaf.entry for leaf in entries_of(who) if "KR-HIDDEN-9" in leaf.entry]
    assert (facts, told, list(contributions_of(who))) == ([], [], [])


def test_who_was_taken_off_a_closed_in_case_reads_no_more_what_was_accepted_in_it() -> None:
    case = opened(is_closed_in=True, reference="KR-HIDDEN-9")
    intake, second = dropped(case=case), Officer.objects.get(username="kr.second")
    add_officer(viewer("KR"), case.id, officer=second.pk, now=NOW)
    accept_candidate(viewer("KR"), found(intake)[PHONE].id, now=NOW)
    assert len(_read()) == 1

    remove_officer(viewer("KR"), case.id, officer=second.pk, now=NOW)

    assert _read() == []


def _read() -> list[str]:
    who = viewer("KR", post="second")
    with acting(who, now=NOW):
        return [fact.original for fact in Fact.objects.visible_to(who)]
