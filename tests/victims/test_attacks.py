"""Attempts to learn what a person in care said, and to call one a suspect past the rule."""

import pytest
from tests.screening.network import NOW
from tests.victims.receiving import MINUTE, carer, investigator, make_house, opened, received, talked, word_of

from interlace.core.victims.agreeing import Use
from interlace.core.victims.standing import Matter
from interlace.core.victims.triage import Triage
from interlace.foundation.errors import Refused
from interlace.victims.agreeing import Wish, agree
from interlace.victims.queries import person_view, released_to
from interlace.victims.standing import propose_standing, sign_standing

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "He was seen giving orders, and says so."


@pytest.fixture(autouse=True)
def house() -> None:
    make_house("TH", "KR")


def test_no_investigator_signs_last_where_the_file_may_ask_for_a_prosecutor() -> None:
    found = received(opened(), noted=Triage(age_said=15))
    talked(found)
    assert word_of(found.id) == "protected"
    proposal = propose_standing(carer(), found.id, Matter.SUSPECT, reason=WHY, now=NOW + 3 * MINUTE)
    with pytest.raises(Refused) as told:
        sign_standing(investigator(), proposal.id, now=NOW + 4 * MINUTE)
    assert told.value.code == "standing_protection_not_heard"
    with pytest.raises(Refused) as asked:
        sign_standing(carer(post="care2"), proposal.id, now=NOW + 4 * MINUTE)
    assert asked.value.code == "standing_prosecutor_not_heard"


def test_a_child_is_refused_in_the_other_order_too() -> None:
    found = received(opened(), noted=Triage(age_said=15))
    talked(found)
    proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason=WHY, now=NOW + 3 * MINUTE)
    with pytest.raises(Refused) as told:
        sign_standing(carer(), proposal.id, now=NOW + 4 * MINUTE)
    assert told.value.code == "standing_prosecutor_not_heard"


@pytest.mark.parametrize("use", [use for use in Use if use is not Use.INVESTIGATION])
def test_an_answer_agreed_to_for_another_use_is_read_by_no_investigator(use: Use) -> None:
    found = received(opened())
    talked(found, words="My brother Aung lives at 12 Mae Ku road.")
    for recipient in ("TH", "KR"):
        agree(carer(), found.id, Wish("COE02", recipient, use), now=NOW + 3 * MINUTE)
    later = NOW + 4 * MINUTE
    assert person_view(investigator(), found.id, now=later).released == ()
    assert released_to(investigator(), now=later) == []
    assert released_to(investigator("KR"), now=later) == []
    for protects in (carer(), carer("KR")):
        assert [each.release.use for each in released_to(protects, now=later)] == [use]
