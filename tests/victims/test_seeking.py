"""What is compared with a person in care, who is proposed, who reads the word, and how often it may be looked."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.screening.network import NOW, contribute, label, person, viewer
from tests.victims.receiving import MINUTE, carer, investigator, make_house, opened, received
from tests.victims.seeking import PERSON, missing, seek_for_protection

from interlace.core.handling import Code, HitMode
from interlace.core.victims.reunion import Answer, Message
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import BudgetExhausted, InvalidInput, NotFound
from interlace.foundation.identity.models import Member, Officer
from interlace.screening.access import close_index
from interlace.screening.models import Budget
from interlace.screening.upkeep import catch_up
from interlace.victims.files import Named
from interlace.victims.models import Found, SeekerNotice
from interlace.victims.queries import person_view
from interlace.victims.reunion import (
    Telling,
    messages_of,
    name_person,
    notices_to,
    seekers_of,
    stop_looking,
    tell_seeker,
)

pytestmark = pytest.mark.django_db(transaction=True)
AGREED = Answer(is_agreed=True, messages=frozenset({Message.SAFE}))
LATER = NOW + 9 * MINUTE


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    close_index()
    make_house("TH", "VN", "KR")
    seek_for_protection("TH", "VN", "KR")
    yield
    close_index()


def in_care() -> Found:
    found = received(opened())
    name_person(carer(), found.id, PERSON, now=NOW)
    return found


def told(found: Found, subject: UUID) -> None:
    tell_seeker(carer(), found.id, Telling(str(subject), "R. Intharat", AGREED), now=NOW)


def sought(status: str = "missing", **terms: Any) -> UUID:
    """A record of VN that seeks the person, under these terms; its subject."""
    given = {"readers": ("TH",), "purposes": ["protection"], **terms}
    described = person(PERSON.name, birthDate=PERSON.birth_date, nationality="vn", status=status)
    (subject,) = contribute(viewer("VN", purpose="protection"), label("VN", **given), described)
    catch_up()
    return subject


@pytest.mark.parametrize("seeking", ["TH", "VN"])
def test_no_investigator_of_the_own_bureau_or_of_the_one_that_seeks_reads_that_somebody_is_in_care(
    seeking: str,
) -> None:
    found = in_care()
    told(found, missing(seeking, told=("TH",) if seeking != "TH" else ()))
    assert [each.name for each in notices_to(carer(seeking), now=NOW)] == [PERSON.name]
    for member in ("TH", "VN", "KR"):
        for other in (viewer(member, purpose="protection"), investigator(member)):
            assert notices_to(other, now=NOW) == ()
            with acting(other, now=NOW):
                assert not SeekerNotice.objects.exists()


def test_row_security_keeps_a_word_in_care_whatever_its_label_says() -> None:
    found = in_care()
    told(found, sought())
    with steward(Task.VERIFY):
        (row,) = SeekerNotice.objects.all()
    # As a word was laid before: the purpose alone, no room.
    open_label = label("TH", readers=("VN",), purposes=["protection"])
    with acting(viewer("VN", purpose="protection"), now=NOW) as before:
        assert not before.permitted.permits(row.label_id)
    with acting(carer(), now=NOW):
        fake = SeekerNotice(
            member="TH",
            label_id=intern(open_label),
            care_label_id=row.care_label_id,
            recipient="VN",
            key=row.key,
            sealed=row.sealed,
            at=NOW,
        )
        fake.save(force_insert=True)
    with acting(viewer("VN", purpose="protection"), now=LATER) as after:
        assert after.permitted.permits(fake.label_id)
        assert not SeekerNotice.objects.exists()
    with acting(carer("VN"), now=LATER):
        assert SeekerNotice.objects.filter(id=fake.id).exists()


@pytest.mark.parametrize(
    "terms",
    [{"codes": {Code.NO_MATCHING}}, {"codes": {Code.CONDITIONS}}, {"hit": HitMode.NONE}, {"hit": HitMode.SILENT}],
    ids=str,
)
def test_what_no_machine_may_match_and_no_search_find_is_not_proposed(terms: dict[str, Any]) -> None:
    found = in_care()
    sought(**terms)
    assert seekers_of(carer(), found.id, now=NOW) == []
    sought()
    assert len(seekers_of(carer(), found.id, now=NOW)) == 1


@pytest.mark.parametrize("adverse", [{}, {"hit": HitMode.CONTENT}], ids=str)
def test_a_bureau_that_also_seeks_to_hold_the_person_is_not_proposed_and_another_still_is(
    adverse: dict[str, Any],
) -> None:
    found = in_care()
    sought("suspect", **adverse)
    sought()
    missing("KR")
    assert [each.holding.holder for each in seekers_of(carer(), found.id, now=NOW)] == ["KR"]


@pytest.mark.parametrize("status", [Member.Status.SUSPENDED, Member.Status.EXPELLED])
def test_a_member_that_is_no_longer_active_is_neither_proposed_nor_told(status: str) -> None:
    found, subject = in_care(), sought()
    Member.objects.filter(code="VN").update(status=status)
    assert seekers_of(carer(), found.id, now=NOW) == []
    with pytest.raises(InvalidInput) as refused:
        told(found, subject)
    assert refused.value.code == "seeker_unknown"


def test_a_record_for_named_eyes_is_matched_by_no_machine_although_the_carer_is_named() -> None:
    found = in_care()
    sought(codes={Code.EYES_ONLY}, named={viewer("VN", purpose="protection").id, carer().id, carer("VN").id})
    assert seekers_of(carer(), found.id, now=NOW) == []


def test_the_level_of_the_record_counts_for_its_word() -> None:
    Officer.objects.filter(username__in=["th.care", "vn.desk"]).update(level=2)
    found = in_care()
    told(found, sought(level=2))
    assert notices_to(carer("VN"), now=NOW) == ()
    Officer.objects.filter(username="vn.care").update(level=2)
    assert len(notices_to(carer("VN"), now=NOW)) == 1


def test_each_look_leaves_a_line_for_protection_alone_and_says_nothing() -> None:
    found = in_care()
    sought()
    for _each in range(2):
        seekers_of(carer(), found.id, now=NOW)
    with steward(Task.VERIFY):
        lines = list(Leaf.objects.filter(event="care.looked"))
    assert [line.member for line in lines] == ["TH", "TH"]
    assert all(str(found.id) not in str(line.entry) for line in lines)
    for reader, count in ((carer(), 2), (investigator(), 0), (carer("VN"), 0)):
        with acting(reader, now=NOW):
            assert Leaf.objects.filter(event="care.looked").count() == count


def test_the_thirty_first_look_within_an_hour_is_refused_and_an_investigator_counts_none() -> None:
    found = in_care()
    for _each in range(30):
        seekers_of(carer(), found.id, now=NOW)
    with pytest.raises(BudgetExhausted):
        seekers_of(carer(), found.id, now=NOW)
    assert seekers_of(carer(post="care2"), found.id, now=NOW) == []
    with acting(investigator(), now=NOW):
        assert not Budget.objects.filter(scope__startswith="care:").exists()
    with acting(carer(), now=NOW):
        assert Budget.objects.filter(scope__startswith="care:").count() == 2


def test_who_no_longer_wants_to_be_looked_for_is_not_and_every_word_is_gone() -> None:
    found = in_care()
    with pytest.raises(NotFound):
        stop_looking(investigator(), found.id, now=LATER)
    told(found, sought())
    stop_looking(carer(), found.id, now=LATER)
    care = person_view(carer(), found.id, now=LATER).care
    assert care is not None
    assert (care.named, care.told_seekers) == (None, ())
    assert notices_to(carer("VN"), now=LATER) == ()
    with steward(Task.VERIFY):
        assert not SeekerNotice.objects.exists()
    for act in (seekers_of, stop_looking):
        with pytest.raises(InvalidInput) as unnamed:
            act(carer(), found.id, now=LATER)
        assert unnamed.value.code == "not_named"
    name_person(carer(), found.id, Named(PERSON.name), now=LATER)
    assert seekers_of(carer(), found.id, now=LATER)


def test_a_word_that_is_mistyped_is_refused_and_not_dropped(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    assert messages_of(["safe", "no_call"]) == {Message.SAFE, Message.NO_CALL}
    found, subject = in_care(), sought()
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/exercise", {"profile": "th.care"})
    client.post("/work", {"purpose": "protection", "reference": "Golden Reed"})
    form = {"record": str(subject), "contact": "R. Intharat", "agreed": "yes", "messages": ["safe", "no-call"]}
    refused = client.post(f"/care/people/{found.id}/family/tell", form)
    assert (refused.status_code, "There is no such word to a bureau." in refused.content.decode()) == (422, True)
    with steward(Task.VERIFY):
        assert not SeekerNotice.objects.exists()
    assert client.post(f"/care/people/{uuid4()}/family/stop").status_code == 404
    assert client.post(f"/care/people/{found.id}/family/stop").status_code == 302
    assert client.post(f"/care/people/{found.id}/family/stop").status_code == 422
