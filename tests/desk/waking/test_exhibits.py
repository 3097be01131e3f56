"""An exhibit that is no longer what was sealed wakes whoever is on duty, as far as they may see its case."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from tests.cases.filing import opened
from tests.desk.waking.night import MINUTE, people, planned
from tests.evidence.holding import sealed
from tests.screening.network import NOW, viewer

from interlace.cases.actions import CaseTerms, open_case
from interlace.cases.models import Case
from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.models import Alert
from interlace.desk.waking.escalating import watch_clocks
from interlace.evidence.checking import answer_flaw, check_due_exhibits
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

TONIGHT = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def night() -> None:
    """The second officer of TH has the desk, its head leads; its first works on the case."""
    people()
    planned("TH", "th.second")
    planned("TH", "th.head", seat=Seat.LEAD)


def lost(case: Case) -> Exhibit:
    """An exhibit whose file is gone when the node hashes it the next night."""
    exhibit = sealed(case)
    (Path(settings.INTERLACE_DATA) / "evidence" / exhibit.place).unlink()
    assert check_due_exhibits(now=TONIGHT) == (1, 1)
    return exhibit


def woken(now: datetime) -> list[tuple[str, str, str]]:
    with acting(viewer("TH", post="head"), Action.READ, now=now):
        names = dict(Officer.objects.values_list("pk", "username"))
        return [(names[each.officer], each.source, each.step) for each in Alert.objects.order_by("raised", "step")]


def test_it_wakes_the_desk_the_same_night() -> None:
    lost(opened("TH"))
    watch_clocks(now=TONIGHT)
    assert woken(TONIGHT) == [("th.second", "exhibit.flaw", "arrived")]


def test_nobody_is_woken_for_one_that_was_answered_and_its_flaw_stays() -> None:
    exhibit = lost(opened("TH"))
    answered = answer_flaw(viewer("TH", post="second"), exhibit.id, text="The disk failed.", now=TONIGHT)
    assert (answered.flaw, answered.flaw_answer) == ("missing", "The disk failed.")
    assert watch_clocks(now=TONIGHT + MINUTE) == 0
    assert woken(TONIGHT) == []


def test_of_a_case_that_is_closed_in_only_who_is_on_it_is_woken() -> None:
    desk = viewer("TH").working_for(purpose="fraud", reference="TH-9")
    lost(open_case(desk, CaseTerms("Closed in", is_closed_in=True), now=NOW))
    watch_clocks(now=TONIGHT)
    assert woken(TONIGHT) == [("th.desk", "exhibit.flaw", "arrived")]
