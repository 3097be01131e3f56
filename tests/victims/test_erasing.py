"""A file erased at the person's wish: nobody reads again what was said, and what the law keeps stays."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError
from tests.screening.network import NOW, viewer
from tests.victims.receiving import GUARDIAN, MINUTE, carer, investigator, make_house, opened, received, talked, word_of
from tests.victims.test_noninterference import read_by

from interlace.core.victims.agreeing import Use
from interlace.core.victims.standing import Matter, Protection, ProtectionMove
from interlace.core.victims.talk import Reply
from interlace.core.victims.triage import Triage
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.vault.keys import SealBroken
from interlace.victims.agreeing import Decided, Wish, agree, keep_non_punishment
from interlace.victims.erasing import ask_erasure, decline_erasure, erase_file, withdraw_erasure
from interlace.victims.files import Care, OpenFile
from interlace.victims.guarding import keep_guardian
from interlace.victims.models import (
    CareEntry,
    CareFile,
    ErasureEnding,
    ErasureRequest,
    Found,
    ReleasedAnswer,
    StandingSignature,
)
from interlace.victims.queries import person_view, released_to
from interlace.victims.sealing import CareKey
from interlace.victims.standing import propose_standing, sign_standing
from interlace.victims.talking import begin_talk, step

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + 9 * MINUTE
DECIDED = Decided("Prosecutor 4", "Acts under threat", "Not charged", date(2027, 1, 10))


@pytest.fixture(autouse=True)
def house() -> None:
    make_house("TH", "KR")


def listened_to(noted: Triage | None = None) -> Found:
    found = received(opened(), noted=noted)
    talked(found, but={"COE02": Reply.YES}, words="There was a guard at the gate.")
    return found


def erased(found: Found) -> OpenFile:
    """By two: one says that the person asks for it, the other erases."""
    ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
    return erase_file(carer(post="care2"), found.id, now=LATER)


def care_of(found: Found) -> Care:
    care = person_view(carer(), found.id, now=LATER).care
    assert care is not None
    return care


def test_what_was_said_is_gone_and_what_the_law_keeps_is_sealed_anew() -> None:
    found = listened_to(Triage(age_said=16))
    step(carer(), found.id, ProtectionMove.IDENTIFY, reason="Told to Dr Lin.", now=NOW)
    keep_non_punishment(carer(), found.id, DECIDED, now=NOW)
    keep_guardian(carer(), found.id, GUARDIAN, now=NOW)
    agree(carer(), found.id, Wish("COE02", "KR", Use.INVESTIGATION), now=NOW)
    before, word = care_of(found), word_of(found.id)
    erased(found)
    left = care_of(found)
    assert left == Care(
        erased=LATER, protection=Protection.IDENTIFIED, was_child=True, non_punishment=before.non_punishment
    )
    assert (left.is_child, word_of(found.id)) == (True, word)
    assert released_to(investigator("KR"), now=LATER) == []
    with steward(Task.VERIFY):
        assert not ReleasedAnswer.objects.exists()


def test_the_entries_from_before_open_with_no_key_that_is_left() -> None:
    found = listened_to()
    with steward(Task.VERIFY):
        old = CareFile.objects.get(found=found.id)
        entries = list(CareEntry.objects.filter(file=old).order_by("number"))
    assert CareKey.unwrapped(old.id, bytes(old.key)).opened(bytes(entries[0].sealed), number=0)["kind"] == "triage"
    erased(found)
    with steward(Task.VERIFY):
        row = CareFile.objects.get(found=found.id)
        kept = list(CareEntry.objects.filter(file=row).order_by("number"))
    assert bytes(row.key) != bytes(old.key)
    assert len({len(bytes(each.sealed)) for each in kept}) == 1
    key = CareKey.unwrapped(row.id, bytes(row.key))
    for each in entries:
        with pytest.raises(SealBroken):
            key.opened(bytes(each.sealed), number=each.number)


def test_the_ledger_says_that_a_file_was_erased_and_only_to_protection() -> None:
    found = listened_to()
    erased(found)
    with steward(Task.VERIFY):
        (leaf,) = Leaf.objects.filter(event="care.erased")
        assert "guard" not in str(leaf.entry)
    for reader, readable in ((carer(), 1), (investigator(), 0), (viewer("KR"), 0)):
        with acting(reader, now=LATER):
            assert Leaf.objects.visible_to(reader).filter(event="care.erased").count() == readable
            assert Leaf.objects.filter(event="care.erased").count() == readable


def test_an_erased_file_takes_nothing_in_and_makes_nobody_a_suspect() -> None:
    found = listened_to()
    erased(found)
    acts: Sequence[Callable[[], object]] = (
        lambda: begin_talk(carer(), found.id, (), now=LATER),
        lambda: ask_erasure(carer(), found.id, is_asked_for=True, now=LATER),
        lambda: keep_non_punishment(carer(), found.id, DECIDED, now=LATER),
    )
    for act in acts:
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "file_erased"
    proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason="He led the floor.", now=LATER)
    with pytest.raises(Exception, match="screening is not finished"):
        sign_standing(carer(), proposal.id, now=LATER)


def test_it_needs_the_person_s_wish_and_a_protection_officer_and_no_suspicion_that_rests_on_it() -> None:
    found = listened_to()
    with pytest.raises(InvalidInput) as unasked:
        ask_erasure(carer(), found.id, is_asked_for=False, now=LATER)
    assert unasked.value.code == "not_confirmed"
    for other in (investigator(), carer("KR")):
        with pytest.raises(NotFound):
            ask_erasure(other, found.id, is_asked_for=True, now=LATER)
    free = received(opened())
    talked(free)
    proposal = propose_standing(investigator(), free.id, Matter.SUSPECT, reason="He led the floor.", now=LATER)
    sign_standing(carer(), proposal.id, now=LATER)
    with pytest.raises(Conflict) as kept:
        ask_erasure(carer(), free.id, is_asked_for=True, now=LATER)
    assert kept.value.code == "kept_by_law"
    assert care_of(free).replies


@pytest.mark.parametrize("when", ["before", "after"])
def test_no_two_investigators_make_a_suspect_over_a_file_that_is_erased(when: str) -> None:
    found = received(opened())
    talked(found)
    assert word_of(found.id) == "screened"
    if when == "before":
        proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason="He led the floor.", now=NOW)
        with pytest.raises(Conflict) as kept:
            ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
        assert kept.value.code == "kept_by_law"
    else:
        erased(found)
        proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason="He led the floor.", now=LATER)
    with pytest.raises(Refused) as refused:
        sign_standing(investigator(post="second"), proposal.id, now=LATER)
    assert refused.value.code == "standing_protection_not_heard"
    with acting(investigator(post="second"), now=LATER):
        StandingSignature(
            member="TH",
            label_id=found.label_id,
            care_label_id=found.care_label_id,
            proposal=proposal,
            officer=UUID(investigator(post="second").id),
            officer_name="x",
            office="investigation",
            at=LATER,
        ).save(force_insert=True)
    with pytest.raises(IntegrityError, match="two persons"), acting(investigator(post="second"), now=LATER):
        Found.objects.filter(id=found.id).update(matter="suspect", decided_by=proposal.id)


def test_the_file_of_somebody_arrested_is_the_defence_s_until_two_have_taken_the_person_out_of_the_matter() -> None:
    found = received(opened(), matter=Matter.ARRESTED)
    with pytest.raises(Conflict) as kept:
        ask_erasure(carer(), found.id, is_asked_for=True, now=NOW)
    assert kept.value.code == "kept_by_law"
    proposal = propose_standing(carer(), found.id, Matter.NONE, reason="Held for eight months.", now=NOW)
    sign_standing(carer(post="care2"), proposal.id, now=NOW)
    assert erased(found).care.erased == LATER


def test_an_investigator_reads_the_same_bytes_before_and_after(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    found = listened_to()
    addresses = ("/care", f"/care/people/{found.id}")
    before = read_by("desk", *addresses)
    erased(found)
    assert read_by("desk", *addresses) == before


def test_nobody_erases_alone_and_what_waits_is_ended_by_another_or_taken_back() -> None:
    found = listened_to()
    second = carer(post="care2")
    with pytest.raises(Conflict) as nothing:
        erase_file(second, found.id, now=LATER)
    assert nothing.value.code == "nothing_asked"
    ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
    acts: Sequence[tuple[str, Callable[[], object]]] = (
        ("asked_already", lambda: ask_erasure(second, found.id, is_asked_for=True, now=LATER)),
        ("second_officer_needed", lambda: erase_file(carer(), found.id, now=LATER)),
        ("second_officer_needed", lambda: decline_erasure(carer(), found.id, reason="No.", now=LATER)),
        ("asked_by_another", lambda: withdraw_erasure(second, found.id, now=LATER)),
    )
    for code, act in acts:
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == code
    for other in (investigator(), investigator(post="second"), carer("KR")):
        with pytest.raises(NotFound):
            erase_file(other, found.id, now=LATER)
    with pytest.raises(InvalidInput):
        decline_erasure(second, found.id, reason=" ", now=LATER)
    decline_erasure(second, found.id, reason="She thought better of it.", now=LATER)
    left = care_of(found)
    assert left.declined_erasure is not None
    assert (left.declined_erasure.reason, bool(left.replies)) == ("She thought better of it.", True)
    ask_erasure(second, found.id, is_asked_for=True, now=LATER)
    withdraw_erasure(second, found.id, now=LATER)
    assert erased(found).care.erased == LATER
    with steward(Task.VERIFY):
        assert Counter(ErasureEnding.objects.values_list("ending", flat=True)) == {
            "erased": 1, "declined": 1, "withdrawn": 1
        }  # fmt: skip
        assert Counter(Leaf.objects.filter(event__startswith="care.eras").values_list("event", flat=True)) == {
            "care.erasure_asked": 3, "care.erasure_ended": 2, "care.erased": 1
        }  # fmt: skip


def test_a_wish_of_long_ago_is_asked_anew_before_anything_is_erased() -> None:
    found, second = listened_to(), carer(post="care2")
    ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
    late = LATER + timedelta(days=8)
    with pytest.raises(Conflict) as refused:
        erase_file(second, found.id, now=late)
    assert refused.value.code == "asked_long_ago"
    decline_erasure(second, found.id, reason="Asked more than a week ago.", now=late)
    assert care_of(found).replies
    ask_erasure(carer(), found.id, is_asked_for=True, now=late)
    assert erase_file(second, found.id, now=late + timedelta(days=7)).care.erased == late + timedelta(days=7)


def test_what_is_asked_rests_where_somebody_is_meanwhile_to_become_a_suspect() -> None:
    found = listened_to()
    ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
    propose_standing(investigator(), found.id, Matter.SUSPECT, reason="He led the floor.", now=LATER)
    with pytest.raises(Conflict) as kept:
        erase_file(carer(post="care2"), found.id, now=LATER)
    assert kept.value.code == "kept_by_law"


def test_the_database_replaces_no_key_for_one_officer_and_lets_nobody_ask_or_end_for_another() -> None:
    found = listened_to()
    asked = ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
    terms = {"member": "TH", "label_id": asked.label_id, "officer_name": "x", "at": LATER}
    second = carer(post="care2")
    for by, officer, ending in (
        (carer(), carer(), "erased"),
        (carer(), second, "erased"),
        (second, second, "withdrawn"),
        (investigator(), investigator(), "erased"),
    ):
        with pytest.raises(DatabaseError), acting(by, now=LATER):
            ErasureEnding(request_id=asked.id, ending=ending, officer=UUID(officer.id), **terms).save(force_insert=True)
    for by in (second, investigator()):
        with pytest.raises(DatabaseError), acting(by, now=LATER):
            ErasureRequest(file_id=asked.file_id, officer=UUID(carer().id), **terms).save(force_insert=True)
    with pytest.raises(IntegrityError, match="two officers"), acting(second, now=LATER):
        CareFile.objects.filter(id=asked.file_id).update(key=b"x")
    for by in (investigator(), viewer("KR"), carer("KR")):
        with acting(by, now=LATER):
            assert not ErasureRequest.objects.exists()
            assert not ErasureEnding.objects.exists()


def test_the_inbox_of_both_tells_that_something_waits_and_of_an_investigator_nothing(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    found = listened_to()
    before, counts = read_by("desk", "/inbox")
    ask_erasure(carer(), found.id, is_asked_for=True, now=LATER)
    assert read_by("desk", "/inbox") == (before, counts)
    for post, told in (
        ("care", "It waits for another protection officer"),
        ("care2", "Erase it as the second officer"),
    ):
        [page], _counts = read_by(post, "/inbox")
        assert "A file of care: somebody asks that it be erased" in page
        assert told in page
    erase_file(carer(post="care2"), found.id, now=LATER)
    assert "somebody asks that it be erased" not in read_by("care2", "/inbox")[0][0]
