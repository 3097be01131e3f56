"""A call from the border wakes whoever is on duty, as far as they may know of what the scan met."""

import pytest
from tests.desk.waking.night import MINUTE, officer, people, planned
from tests.screening.network import NOW, contribute, label, person, viewer
from tests.screening.test_border import HAN, zone_of

from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.models import Alert
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer
from interlace.screening.border.actions import scan
from interlace.screening.border.calling import call_bureau, take_call
from interlace.screening.border.models import BorderCall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def night() -> None:
    """The second officer of TH has the desk, its head leads; its first stands at the post."""
    people()
    planned("TH", "th.second")
    planned("TH", "th.head", seat=Seat.LEAD)


def called(*, level: int = 0) -> BorderCall:
    """A scan at TH's post meets a person whom TH itself looks for, and the officer there calls."""
    head = viewer("TH", post="head")
    looked_for = person("한지섭", birthDate="1991-04-17", passportNumber="K12345678")
    contribute(head, label("TH", level=level), looked_for)
    met = scan(viewer("TH"), HAN, today=NOW.date(), now=NOW)
    return call_bureau(viewer("TH"), met.id, now=NOW)


def woken() -> list[tuple[str, str, str]]:
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        names = dict(Officer.objects.values_list("pk", "username"))
        return [(names[each.officer], each.source, each.step) for each in Alert.objects.order_by("raised", "step")]


def test_it_wakes_the_desk_at_once_then_the_lead_and_never_the_caller() -> None:
    called()
    watch_clocks(now=NOW)
    assert woken() == [("th.second", "border.call", "arrived")]
    watch_clocks(now=NOW + 6 * MINUTE)
    assert woken()[1:] == [("th.head", "border.call", "arrived")]
    watch_clocks(now=NOW + 8 * MINUTE)
    assert woken()[2:] == [("th.head", "border.call", "half")]
    assert "th.desk" not in {name for name, _source, _step in woken()}


def test_nobody_is_woken_for_a_call_that_a_colleague_has_taken() -> None:
    call = called()
    take_call(viewer("TH", post="second"), call.id, now=NOW)
    assert watch_clocks(now=NOW + MINUTE) == 0
    assert woken() == []


def test_nobody_is_woken_who_may_not_know_of_what_the_scan_met() -> None:
    Officer.objects.filter(pk=officer("th.second").pk).update(level=0)
    called(level=1)
    watch_clocks(now=NOW)
    assert woken() == [("th.head", "border.call", "arrived")]


def test_a_scan_wakes_nobody_before_somebody_calls() -> None:
    scan(viewer("TH"), zone_of("TESTER", "ANNA"), today=NOW.date(), now=NOW)
    assert watch_clocks(now=NOW) == 0
