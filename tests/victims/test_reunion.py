"""Missing and rescued: proposals for a protection officer, and word to one bureau as far as the person agrees."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from tests.screening.network import NOW, label, viewer
from tests.screening.network import contribute as store
from tests.victims.receiving import carer, investigator, make_house, opened, received
from tests.victims.seeking import PERSON, missing, seek_for_protection
from tests.victims.test_api_and_cli import Caller

from interlace.core.victims.reunion import Answer, Message
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.screening.access import close_index
from interlace.screening.models import Check, HitSide
from interlace.victims.files import Care, Named
from interlace.victims.models import Found, SeekerNotice
from interlace.victims.queries import person_view
from interlace.victims.reunion import Telling, name_person, notices_to, seekers_of, take_back_notice, tell_seeker

pytestmark = pytest.mark.django_db(transaction=True)
AGREED = Answer(is_agreed=True, messages=frozenset({Message.SAFE}))


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    close_index()
    make_house("TH", "VN", "KR")
    seek_for_protection("TH", "VN", "KR")
    yield
    close_index()


def in_care(*, named: Named | None = PERSON) -> Found:
    found = received(opened())
    if named is not None:
        name_person(carer(), found.id, named, now=NOW)
    return found


def told(found: Found, subject: UUID, answer: Answer = AGREED) -> None:
    tell_seeker(carer(), found.id, Telling(str(subject), "R. Intharat, +66 2 000 0000", answer), now=NOW)


def care_of(found: Found) -> Care:
    care = person_view(carer(), found.id, now=NOW).care
    assert care is not None
    return care


def test_a_record_that_seeks_the_person_is_proposed_with_its_reasons_and_nobody_learns_of_it() -> None:
    subject = missing("VN")
    missing("VN", name="Nguyễn Văn Hùng", born="1970-01-01")
    found = in_care()
    (proposed,) = seekers_of(carer(), found.id, now=NOW)
    assert (proposed.record, proposed.holding.holder, proposed.name) == (str(subject), "VN", PERSON.name)
    assert {str(each.field) for each in proposed.score.reasons if each.bits > 0} >= {"name", "birth_date"}
    with steward(Task.VERIFY):
        assert (Check.objects.count(), HitSide.objects.count(), Leaf.objects.filter(member="VN").count()) == (0, 0, 0)
    assert notices_to(carer("VN"), now=NOW) == ()


@pytest.mark.parametrize("status", ["suspect", "convicted", "victim"])
def test_whoever_is_not_sought_to_be_helped_is_not_proposed(status: str) -> None:
    missing("VN", status=status)
    assert seekers_of(carer(), in_care().id, now=NOW) == []


def test_a_record_that_the_bureau_may_not_read_is_not_proposed() -> None:
    missing("VN", told=("KR",))
    terms = label("VN", seekers=("TH",), purposes=["protection"])
    known = {"name": [PERSON.name], "birthDate": [PERSON.birth_date], "status": ["missing"]}
    store(viewer("VN", purpose="protection"), terms, {"schema": "Person", "properties": known})
    found = in_care()
    assert seekers_of(carer(), found.id, now=NOW) == []
    missing("VN")
    assert len(seekers_of(carer(), found.id, now=NOW)) == 1


def test_the_bureau_reads_its_own_record_whom_to_call_and_what_the_person_said_and_nothing_more() -> None:
    found, subject = in_care(), missing("VN")
    told(found, subject)
    (notice,) = notices_to(carer("VN"), now=NOW)
    assert (notice.name, notice.contact) == (PERSON.name, "R. Intharat, +66 2 000 0000")
    assert notice.messages == {Message.SAFE}
    assert (notice.row.member, notice.row.recipient) == ("TH", "VN")
    stored = {field.name: getattr(notice.row, field.name) for field in SeekerNotice._meta.fields}
    assert str(found.id) not in str(stored)
    for other in (investigator(), investigator("VN"), viewer("VN", purpose="protection"), carer("KR"), viewer("TH")):
        assert notices_to(other, now=NOW) == ()
        with acting(other, now=NOW):
            assert not SeekerNotice.objects.exists()


def test_nothing_is_told_before_the_person_agrees_nor_of_a_record_that_was_not_proposed() -> None:
    found, subject = in_care(), missing("VN")
    for wanted, answer, code in (
        (subject, Answer(is_agreed=False), "not_agreed"),
        (uuid4(), AGREED, "seeker_unknown"),
        (missing("KR", name="Han Jisub", born="1991-04-17"), AGREED, "seeker_unknown"),
    ):
        with pytest.raises(InvalidInput) as refused:
            told(found, wanted, answer)
        assert refused.value.code == code
    with steward(Task.VERIFY):
        assert not SeekerNotice.objects.exists()
    told(found, subject)
    with pytest.raises(InvalidInput) as again:
        told(found, subject)
    assert again.value.code == "told_already"


def test_taken_back_the_word_is_gone_with_its_key() -> None:
    found, subject = in_care(), missing("VN")
    told(found, subject)
    (one,) = care_of(found).told_seekers
    with pytest.raises(InvalidInput):
        take_back_notice(carer(), found.id, uuid4(), now=NOW)
    take_back_notice(carer(), found.id, one.notice, now=NOW)
    assert care_of(found).told_seekers == ()
    assert notices_to(carer("VN"), now=NOW) == ()
    with steward(Task.VERIFY):
        assert not SeekerNotice.objects.exists()


def test_a_name_or_date_that_cannot_be_read_is_told_by_its_field_and_not_kept() -> None:
    found = in_care(named=None)
    with pytest.raises(InvalidInput) as unread:
        name_person(carer(), found.id, Named("Phạm Thị", "the year of the horse"), now=NOW)
    assert "horse" not in f"{unread.value} {unread.value.problems}"
    with pytest.raises(InvalidInput):
        name_person(carer(), found.id, Named("  "), now=NOW)
    assert care_of(found).named is None
    with pytest.raises(InvalidInput) as unnamed:
        seekers_of(carer(), found.id, now=NOW)
    assert unnamed.value.code == "not_named"


@pytest.mark.parametrize("member", ["TH", "VN"])
def test_for_everybody_else_there_is_no_such_person(member: str) -> None:
    found, subject = in_care(), missing("VN")
    other = investigator(member) if member == "TH" else carer("VN")
    acts: Sequence[Callable[[], object]] = (
        lambda: seekers_of(other, found.id, now=NOW),
        lambda: name_person(other, found.id, PERSON, now=NOW),
        lambda: tell_seeker(other, found.id, Telling(str(subject), "x", AGREED), now=NOW),
        lambda: take_back_notice(other, found.id, uuid4(), now=NOW),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_one_look_and_one_telling_is_what_telling_a_seeker_costs(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    record, by = str(missing("VN")), Caller("th.care")
    place = f"/care/people/{in_care().id}/family"
    telling = {"record": record, "contact": "N. N., +66 2 000 0100", "is_agreed": True, "messages": ["safe"]}
    answer = by.post(f"{place}/notices", telling)
    assert (answer.status_code, answer.json()["bureau"], answer.json()["messages"]) == (201, "VN", ["safe"])
    with steward(Task.LEDGER):
        assert Leaf.objects.filter(event="care.looked").count() == 1
    assert [each["id"] for each in by.get(place).json()["told"]] == [answer.json()["id"]]


def test_a_name_lies_in_no_column_of_the_database() -> None:
    found, subject = in_care(), missing("VN")
    told(found, subject)
    with steward(Task.VERIFY), connection.cursor() as cursor:
        for table in ("victims_careentry", "victims_carefile", "victims_seekernotice", "victims_found", "audit_leaf"):
            cursor.execute(f'select * from "{table}"')
            for row in cursor.fetchall():
                told_of = b" ".join(bytes(v) if isinstance(v, memoryview) else str(v).encode() for v in row)
                assert "Sương".encode() not in told_of, table
                assert b"Intharat" not in told_of, table
