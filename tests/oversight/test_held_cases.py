"""What a held case stands on is not deleted when its period ends, whoever decides about it."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.oversight.network import NEAR_END, contributed, item_ids, keeper, make_keepers, queue

from interlace.cases.actions import CaseTerms, add_officer, open_case
from interlace.cases.entries import attach_subjects
from interlace.cases.holds.actions import HoldTerms, lay_hold, lift_hold
from interlace.core.procedure.keeping import Stage
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.in_force import UnderHold
from interlace.oversight.schemas import KeptRecordOut

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_held_case_stands_on_waits_until_the_hold_is_lifted(tmp_path: Path) -> None:
    make_keepers()
    contributed(tmp_path, 2)
    first, *others = (each for group in queue() for each in group.items)
    head = keeper("kr.head")
    case = open_case(head, CaseTerms("Golden Reed"), now=NEAR_END)
    attach_subjects(head, case.id, [first.item.subject], now=NEAR_END)
    add_officer(head, case.id, officer=Officer.objects.get(username="kr.desk").pk, now=NEAR_END)
    terms = HoldTerms("The appeal is pending.", "Order 31", NEAR_END + timedelta(days=90))
    hold = lay_hold(head, case.id, terms, now=NEAR_END)

    held, free, *_rest = sorted((each for group in queue() for each in group.items), key=lambda each: not each.is_held)
    with pytest.raises(UnderHold):
        delete_records(keeper(), [held.item.id, free.item.id], now=NEAR_END)
    delete_records(keeper(), [free.item.id], now=NEAR_END)

    assert (held.item.id, held.stage) == (first.item.id, Stage.HELD)
    assert free.item.id in {each.item.id for each in others}
    assert (held.hold_basis, held.hold_reason) == ("A legal hold on a case", "")
    assert KeptRecordOut.of(held).held
    lift_hold(keeper("kr.desk"), case.id, hold.id, reason="It is decided.", now=NEAR_END)
    delete_records(keeper(), [held.item.id], now=NEAR_END)
    assert held.item.id not in item_ids(queue())
