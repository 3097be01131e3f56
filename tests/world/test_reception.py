"""Those in care in the demo: the protection officer looks after them, and the desk reads one word of each."""

import pytest
from tests.screening.network import NOW
from tests.victims.receiving import carer, investigator, make_house

from interlace.core.victims.presumption import Presumed
from interlace.core.victims.standing import WordForInvestigators
from interlace.foundation.identity.roles import Role
from interlace.victims.queries import receptions
from interlace.world.people import OFFICES
from interlace.world.reception import GUESTS, OFFICER, receive_those_found

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_protection_officer_of_the_demo_has_no_other_role() -> None:
    (found,) = [each for office in OFFICES for each in office.people if each.username == OFFICER]
    assert found.roles == (Role.PROTECTION_OFFICER,)


def test_the_officer_reads_files_and_the_desk_one_word_of_each() -> None:
    make_house("TH")
    receive_those_found(now=NOW)
    (ours,) = receptions(carer(), now=NOW)
    assert len(ours.people) == len(GUESTS)
    talked = [each.care.presumption.presumed for each in ours.people if each.care and each.care.replies]
    assert talked == [Presumed.PRESUMED, Presumed.PRESUMED]
    (desk,) = receptions(investigator(), now=NOW)
    assert {each.care for each in desk.people} == {None}
    assert desk.count(WordForInvestigators.PROTECTED) == len(talked)
