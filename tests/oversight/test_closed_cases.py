"""Cases near their end: found, told to who may know of them, kept by two, deleted by one, never while still needed."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from tests.evidence.holding import acquired
from tests.facts.network import NOW
from tests.oversight.network import PURPOSES, item_ids, keeper, make_keepers, queue
from tests.people import make_officer

from interlace.analysis.models import SavedView
from interlace.cases.actions import CaseTerms, add_officer, close_case, open_case, reopen_case
from interlace.cases.holds.actions import HoldTerms, lay_hold, lift_hold
from interlace.cases.leads import LeadTerms, add_lead
from interlace.cases.models import Case, Lead
from interlace.cases.queries import case_view
from interlace.core.handling import HitMode
from interlace.core.procedure.keeping import Stage
from interlace.evidence.actions import ExhibitTerms, begin_exhibit
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.closed_cases import erase_cases
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import approve_extension, propose_extension
from interlace.oversight.keeping.in_force import UnderHold
from interlace.oversight.keeping.queue import titles_of
from interlace.oversight.keeping.sweeping import end_holds
from interlace.oversight.models import Deletion

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
WARNED = NOW.replace(year=NOW.year + 5) - 80 * DAY
DUE = NOW.replace(year=NOW.year + 5) + DAY


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def closed(*, is_closed_in: bool = False, then: datetime | None = NOW) -> Case:
    head = keeper("kr.head")
    case = open_case(head, CaseTerms("Golden Reed", is_closed_in=is_closed_in), now=NOW)
    add_lead(head, case.id, LeadTerms("Ask the driver."), now=NOW)
    if then is not None:
        close_case(head, case.id, reason="Sentenced.", now=then)
    return case


def test_a_closed_case_is_told_before_its_end_to_its_own_keepers_alone() -> None:
    closed()
    assert queue(now=WARNED - 110 * DAY) == []

    (group,) = queue(now=WARNED)
    (found,) = group.items

    assert (group.reason.category, group.reason.rule, group.stage) == ("cases", "cases-5-years", Stage.WITHIN_90)
    assert titles_of(keeper(), [found.item], now=WARNED)[found.item.id][0] == "Golden Reed"
    assert queue(now=WARNED, by="th.privacy") == []
    with pytest.raises(NotFound):
        delete_records(keeper("th.privacy"), [found.item.id], now=WARNED)


def test_one_keeper_ends_it_with_a_certificate_and_the_ledger_of_deletions_ends_it_again() -> None:
    case = closed()
    certificate = delete_records(keeper(), item_ids(queue(now=DUE)), now=DUE)

    with steward(Task.VERIFY):
        left = (Case.objects.count(), Lead.objects.count())
        noted = list(Deletion.objects.values_list("ids", flat=True))
    assert left == (0, 0)
    assert '"cases":1' in certificate.text.replace(" ", "")
    assert {"cases": [str(case.id)]} in noted
    assert erase_cases("KR", [case.id]) == 0
    assert queue(now=DUE) == []


def test_two_persons_keep_it_longer_and_it_is_read_until_then() -> None:
    case, until = closed(), DUE + 300 * DAY
    ids = item_ids(queue(now=WARNED))
    proposed = propose_extension(keeper(), ids, until=until, reason="An appeal is expected.", now=WARNED)
    approve_extension(keeper("kr.head"), proposed.id, digest=proposed.digest, now=WARNED)

    assert queue(now=DUE) == []
    (group,) = queue(now=until - 10 * DAY)
    assert group.items[0].item.subject == case.id
    assert group.due <= until


@pytest.mark.parametrize("is_closed_in", [False, True])
def test_what_two_persons_keep_longer_keeps_what_is_its_own(is_closed_in: bool) -> None:
    head, ends = keeper("kr.head"), NOW.replace(year=NOW.year + 6, month=1, day=1)
    closed_late = ends - timedelta(days=1625)
    case = closed(is_closed_in=is_closed_in, then=closed_late)
    ids = item_ids(queue(now=ends - 20 * DAY, by="kr.head"))
    until = ends + 150 * DAY
    make_officer("KR", username="kr.second", roles=(Role.HEAD,), purposes=PURPOSES, level=3)
    if is_closed_in:
        reopen_case(head, case.id, now=closed_late)
        add_officer(head, case.id, officer=Officer.objects.get(username="kr.second").pk, now=closed_late)
        close_case(head, case.id, reason="Sentenced.", now=closed_late)
        ids = item_ids(queue(now=ends - 20 * DAY, by="kr.head"))
    asked = propose_extension(head, ids, until=until, reason="An appeal.", now=ends - 20 * DAY)
    approve_extension(keeper("kr.second"), asked.id, digest=asked.digest, now=ends - 20 * DAY)

    assert len(case_view(keeper("kr.head"), case.id, now=ends + DAY).leads) == 1
    with pytest.raises(NotFound):
        case_view(keeper("kr.head"), case.id, now=until + DAY)


def test_a_hold_outlives_the_label_of_its_case_and_the_night_keeps_it_on() -> None:
    head, review = keeper("kr.head"), NOW + 9000 * DAY
    case = closed(then=None)
    add_officer(head, case.id, officer=Officer.objects.get(username="kr.desk").pk, now=NOW)
    hold = lay_hold(head, case.id, HoldTerms("Appeal.", "Order 31", review), now=NOW)
    for later in (review + DAY, review + 600 * DAY):
        end_holds(now=later - 30 * DAY)
        assert len(case_view(head, case.id, now=later).leads) == 1
    lift_hold(keeper("kr.desk"), case.id, hold.id, reason="It is decided.", now=review + 600 * DAY)


def test_a_hold_lets_no_other_bureau_read_longer_than_it_was_told() -> None:
    head, review = keeper("kr.head"), NOW + 9000 * DAY
    case = closed(then=None)
    shared = Sharing.with_members(["TH"], hit=HitMode.NONE, purpose=case.purpose, until=NOW + 90 * DAY)
    laid = add_lead(head, case.id, LeadTerms("The van is white.", sharing=shared), now=NOW)
    lay_hold(head, case.id, HoldTerms("Appeal.", "Order 31", review), now=NOW)
    end_holds(now=NOW + DAY)
    with steward(Task.VERIFY):
        assert book.label(Lead.objects.get(pk=laid.pk).label_id).until == NOW + 90 * DAY


def test_saved_charts_of_a_case_go_with_it() -> None:
    case, other = closed(), uuid4()
    with steward(Task.VERIFY):
        for of in (case.id, other):
            SavedView.objects.create(
                member="KR", officer=uuid4(), purpose="fraud", title="Reed", starts=[], case=of, created=NOW
            )
    delete_records(keeper(), item_ids(queue(now=DUE)), now=DUE)
    with steward(Task.VERIFY):
        assert [each.case for each in SavedView.objects.all()] == [other]


def test_what_is_still_needed_is_not_deleted() -> None:
    case = closed(then=None)
    head = keeper("kr.head")
    ends = NOW.replace(year=NOW.year + 6, month=1, day=1)
    ids = item_ids(queue(now=ends))
    with pytest.raises(Conflict, match="still open"):
        delete_records(keeper(), ids, now=ends)

    begin_exhibit(head, case.id, ExhibitTerms("chat.txt", 3, acquired()), now=NOW)
    close_case(head, case.id, reason="Sentenced.", now=NOW)
    with pytest.raises(Conflict) as refused:
        delete_records(keeper(), ids, now=ends)
    assert refused.value.code == "case_has_exhibits"

    lay_hold(head, case.id, HoldTerms("Appeal.", "Order 31", NOW + 9000 * DAY), now=NOW)
    assert [each.stage for group in queue(now=ends) for each in group.items] == [Stage.HELD]
    with pytest.raises(UnderHold):
        delete_records(keeper(), ids, now=ends)


def test_a_closed_in_case_is_no_business_of_a_keeper_who_is_not_on_it() -> None:
    closed(is_closed_in=True)
    assert queue(now=DUE) == []
    assert len(queue(now=DUE, by="kr.head")) == 1
