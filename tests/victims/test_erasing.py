"""A file erased at the person's wish: nobody reads again what was said, and what the law keeps stays."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError
from tests.screening.network import NOW, viewer
from tests.victims.receiving import MINUTE, carer, investigator, make_house, opened, received, talked, word_of
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
from interlace.victims.erasing import erase_file
from interlace.victims.files import Care
from interlace.victims.models import CareEntry, CareFile, Found, ReleasedAnswer, StandingSignature
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


def care_of(found: Found) -> Care:
    care = person_view(carer(), found.id, now=LATER).care
    assert care is not None
    return care


def test_what_was_said_is_gone_and_what_the_law_keeps_is_sealed_anew() -> None:
    found = listened_to(Triage(age_said=16))
    step(carer(), found.id, ProtectionMove.IDENTIFY, reason="Told to Dr Lin.", now=NOW)
    keep_non_punishment(carer(), found.id, DECIDED, now=NOW)
    agree(carer(), found.id, Wish("COE02", "KR", Use.INVESTIGATION), now=NOW)
    before, word = care_of(found), word_of(found.id)
    erase_file(carer(), found.id, is_asked_for=True, now=LATER)
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
    erase_file(carer(), found.id, is_asked_for=True, now=LATER)
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
    erase_file(carer(), found.id, is_asked_for=True, now=LATER)
    with steward(Task.VERIFY):
        (leaf,) = Leaf.objects.filter(event="care.erased")
        assert "guard" not in str(leaf.entry)
    for reader, readable in ((carer(), 1), (investigator(), 0), (viewer("KR"), 0)):
        with acting(reader, now=LATER):
            assert Leaf.objects.visible_to(reader).filter(event="care.erased").count() == readable
            assert Leaf.objects.filter(event="care.erased").count() == readable


def test_an_erased_file_takes_nothing_in_and_makes_nobody_a_suspect() -> None:
    found = listened_to()
    erase_file(carer(), found.id, is_asked_for=True, now=LATER)
    acts: Sequence[Callable[[], object]] = (
        lambda: begin_talk(carer(), found.id, (), now=LATER),
        lambda: erase_file(carer(), found.id, is_asked_for=True, now=LATER),
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
        erase_file(carer(), found.id, is_asked_for=False, now=LATER)
    assert unasked.value.code == "not_confirmed"
    for other in (investigator(), carer("KR")):
        with pytest.raises(NotFound):
            erase_file(other, found.id, is_asked_for=True, now=LATER)
    free = received(opened())
    talked(free)
    proposal = propose_standing(investigator(), free.id, Matter.SUSPECT, reason="He led the floor.", now=LATER)
    sign_standing(carer(), proposal.id, now=LATER)
    with pytest.raises(Conflict) as kept:
        erase_file(carer(), free.id, is_asked_for=True, now=LATER)
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
            erase_file(carer(), found.id, is_asked_for=True, now=LATER)
        assert kept.value.code == "kept_by_law"
    else:
        erase_file(carer(), found.id, is_asked_for=True, now=LATER)
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
        erase_file(carer(), found.id, is_asked_for=True, now=NOW)
    assert kept.value.code == "kept_by_law"
    proposal = propose_standing(carer(), found.id, Matter.NONE, reason="Held for eight months.", now=NOW)
    sign_standing(carer(post="care2"), proposal.id, now=NOW)
    assert erase_file(carer(), found.id, is_asked_for=True, now=LATER).care.erased == LATER


def test_an_investigator_reads_the_same_bytes_before_and_after(settings: object) -> None:
    settings.INTERLACE_DEMO = True  # type: ignore[attr-defined]
    found = listened_to()
    addresses = ("/care", f"/care/people/{found.id}")
    before = read_by("desk", *addresses)
    erase_file(carer(), found.id, is_asked_for=True, now=LATER)
    assert read_by("desk", *addresses) == before
