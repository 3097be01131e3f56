"""What lies under a legal hold does not leave to another bureau, where the hold would bind nobody."""

from datetime import timedelta

import pytest
from tests.evidence.handing.giving import LATER, case_of_th, offered, ready, taking
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.holds.actions import HoldTerms
from interlace.cases.holds.queries import UnderCaseHold
from interlace.evidence.handing.taking import take_over
from interlace.evidence.holding import hold_exhibit
from interlace.foundation.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)

TERMS = HoldTerms("Appeal", "Order 31", NOW + timedelta(days=90))


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def test_a_held_exhibit_is_not_offered() -> None:
    exhibit = ready()
    hold_exhibit(viewer("KR"), exhibit.id, TERMS, now=NOW)
    with pytest.raises(UnderCaseHold):
        offered(exhibit)


def test_a_hold_laid_after_the_offer_lets_it_fall_and_tells_the_other_bureau_nothing() -> None:
    exhibit = ready()
    case_of_th()
    offer = offered(exhibit)
    hold_exhibit(viewer("KR"), exhibit.id, TERMS, now=LATER)
    with pytest.raises(Conflict) as refused:
        take_over(viewer("TH"), offer.id, taking(), now=LATER)
    assert refused.value.code == "offer_fell"
