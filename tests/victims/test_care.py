"""Those found are received, listened to and decided on, and nobody outside protection reads what they say."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.screening.network import NOW
from tests.victims.receiving import (
    MINUTE,
    carer,
    investigator,
    make_house,
    opened,
    received,
    talked,
    word_of,
)

from interlace.core.victims.agreeing import Use
from interlace.core.victims.indicators import QUESTIONS
from interlace.core.victims.presumption import Because, Presumed
from interlace.core.victims.standing import Matter, Protection, ProtectionMove
from interlace.core.victims.talk import CONDITIONS, Condition, Reply, TalkMove, TalkState
from interlace.core.victims.triage import Need, Triage
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import CARE_ROOM, Role
from interlace.victims.agreeing import Decided, Wish, agree, keep_non_punishment, slip_of, take_back
from interlace.victims.models import CareEntry, CareFile, Found, StandingProposal, StandingSignature
from interlace.victims.queries import person_view, receptions, released_to
from interlace.victims.receiving import receive, triage
from interlace.victims.standing import propose_standing, sign_standing
from interlace.victims.talking import begin_talk, move_talk, note_seen, reply, step

pytestmark = pytest.mark.django_db(transaction=True)

LEFT = Wish("COE02", "TH", Use.INVESTIGATION)
WHY = "He was seen giving orders, and says so."


@pytest.fixture(autouse=True)
def house() -> None:
    make_house("TH", "KR")


def test_a_child_is_presumed_from_the_first_minutes_on_and_gets_a_guardian() -> None:
    found = received(opened(), noted=Triage(age_said=17, is_hurt_or_ill=True))
    care = person_view(carer(), found.id, now=NOW).care
    assert care is not None
    assert (care.protection, care.presumption.because) == (Protection.PRESUMED, Because.CHILD)
    assert care.arranged == {Need.DOCTOR, Need.GUARDIAN}


def test_the_talk_waits_for_all_that_comes_first_goes_one_by_one_and_ends_at_any_time() -> None:
    found = received(opened())
    with pytest.raises(InvalidInput):
        begin_talk(carer(), found.id, CONDITIONS - {Condition.LIMITS_TOLD}, now=NOW)
    begin_talk(carer(), found.id, CONDITIONS, now=NOW)
    reply(carer(), found.id, QUESTIONS[0], Reply.YES, words="တံခါးမှာ အစောင့်ရှိတယ်။", now=NOW)
    with pytest.raises(Conflict):
        move_talk(carer(), found.id, TalkMove.FINISH, now=NOW)
    stopped = move_talk(carer(), found.id, TalkMove.STOP, now=NOW).care
    assert (stopped.talk, stopped.replies) == (TalkState.STOPPED, {QUESTIONS[0]: Reply.YES})
    with pytest.raises(Conflict):
        reply(carer(), found.id, QUESTIONS[1], Reply.YES, now=NOW)
    again = move_talk(carer(post="care2"), found.id, TalkMove.GO_ON, now=NOW).care
    assert again.words == {QUESTIONS[0]: "တံခါးမှာ အစောင့်ရှိတယ်။"}


def test_investigators_read_one_word_and_nothing_that_the_file_says() -> None:
    found = received(opened())
    silent = received(opened())
    assert word_of(found.id) == "in_care"
    talked(found, but={"COE02": Reply.YES}, words="There was a guard at the gate.")
    seen = person_view(investigator(), found.id, now=NOW)
    assert (seen.found.word, seen.care, seen.released) == ("protected", None, ())
    with acting(investigator(), now=NOW):
        assert (CareFile.objects.count(), CareEntry.objects.count()) == (0, 0)
    assert person_view(investigator(), silent.id, now=NOW).found.word == "in_care"
    acts: tuple[Callable[[], object], ...] = (
        lambda: begin_talk(investigator(), silent.id, CONDITIONS, now=NOW),
        lambda: triage(investigator(), silent.id, Triage(), now=NOW),
        lambda: agree(investigator(), found.id, LEFT, now=NOW),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_another_bureau_finds_nobody() -> None:
    found = received(opened())
    for viewer in (carer("KR"), investigator("KR")):
        assert receptions(viewer, now=NOW) == []
        with pytest.raises(NotFound):
            person_view(viewer, found.id, now=NOW)


def test_who_also_works_on_the_case_is_no_protection_officer_and_nobody_is_put_into_the_room() -> None:
    received(opened())
    both = Officer.objects.get(username="th.care2")
    both.roles = [Role.PROTECTION_OFFICER, Role.INVESTIGATOR]
    assert CARE_ROOM not in both.as_viewer().rooms
    put_in = Officer.objects.get(username="th.desk")
    put_in.rooms = [CARE_ROOM]
    put_in.purposes = [*put_in.purposes, "protection"]
    put_in.save()
    both.save()
    for post in ("care2", "desk"):
        for purpose in (carer(post=post), investigator(post=post)):
            with acting(purpose, now=NOW):
                assert CareFile.objects.count() == 0


def test_what_is_kept_is_ciphertext_of_one_size_and_the_ledger_tells_no_answer() -> None:
    place = opened()
    loud, quiet = received(place), received(place)
    talked(loud, words="There was a guard at the gate.", answer=Reply.YES)
    talked(quiet, answer=Reply.SKIPPED)
    with steward(Task.VERIFY):
        sealed = [bytes(each.sealed) for each in CareEntry.objects.all()]
        leaves = {
            each.found: [
                (leaf.event, leaf.at) for leaf in Leaf.objects.filter(object_id=str(each.id)).order_by("at", "event")
            ]
            for each in CareFile.objects.all()
        }
        details = set(Leaf.objects.filter(event__startswith="care.").values_list("event", flat=True))
    assert len({len(each) for each in sealed}) == 1
    assert not any(b"guard" in each or b"COE02" in each or b"yes" in each for each in sealed)
    assert leaves[loud.id] == leaves[quiet.id]
    assert "care.kept" in details


def test_an_answer_is_read_by_whom_the_person_agreed_to_and_by_nobody_once_it_is_taken_back() -> None:
    found = received(opened())
    talked(found, but={"COE02": Reply.YES}, words="There was a guard at the gate.")
    agree(carer(), found.id, LEFT, now=NOW + MINUTE)
    (read,) = person_view(investigator(), found.id, now=NOW + MINUTE).released
    assert (read.question, read.reply, read.words) == ("COE02", Reply.YES, "There was a guard at the gate.")
    assert released_to(investigator("KR"), now=NOW + MINUTE) == []
    agree(carer(), found.id, Wish("COE01", "KR", Use.INVESTIGATION), now=NOW + MINUTE)
    assert [each.question for each in released_to(investigator("KR"), now=NOW + MINUTE)] == ["COE01"]
    assert [each.question for each in released_to(investigator(), now=NOW + MINUTE)] == ["COE02"]
    take_back(carer(), found.id, LEFT, now=NOW + 2 * MINUTE)
    assert released_to(investigator(), now=NOW + 2 * MINUTE) == []
    with pytest.raises(InvalidInput):
        take_back(carer(), found.id, LEFT, now=NOW + 2 * MINUTE)


def test_what_was_skipped_is_never_released() -> None:
    found = received(opened())
    talked(found, answer=Reply.SKIPPED)
    with pytest.raises(InvalidInput):
        agree(carer(), found.id, LEFT, now=NOW)


def test_a_presumed_victim_becomes_a_suspect_neither_before_the_form_nor_by_one_nor_without_protection() -> None:
    found = received(opened(), matter=Matter.ARRESTED)
    with pytest.raises(Refused, match="not finished"):
        propose_standing(investigator(), found.id, Matter.SUSPECT, reason=WHY, now=NOW)
    talked(found, but={"COE02": Reply.YES})
    proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason=WHY, now=NOW)
    with pytest.raises(Conflict, match="second person"):
        sign_standing(investigator(), proposal.id, now=NOW)
    with pytest.raises(Refused, match="a protection officer signs last"):
        sign_standing(investigator(post="second"), proposal.id, now=NOW)
    assert sign_standing(carer(), proposal.id, now=NOW).matter == Matter.SUSPECT


def test_a_child_is_called_a_suspect_only_after_a_prosecutor_was_heard_and_no_investigator_learns_why() -> None:
    child = received(opened(), matter=Matter.ARRESTED, noted=Triage(age_said=16))
    grown = received(opened(), matter=Matter.ARRESTED)
    heard = []
    for found in (child, grown):
        talked(found, but={"COE02": Reply.YES})
        proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason=WHY, now=NOW)
        with pytest.raises(Refused) as told:
            sign_standing(investigator(post="second"), proposal.id, now=NOW)
        heard.append((str(told.value.message), str(told.value.fix), told.value.code))
    assert heard[0] == heard[1]
    about_child = person_view(carer(), child.id, now=NOW).proposals[0].proposal.id
    with pytest.raises(Refused, match="prosecutor"):
        sign_standing(carer(), about_child, now=NOW)
    decided = Decided("Prosecutor 4, Tak", "Acts under threat", "Charges are examined", date(2027, 1, 10))
    keep_non_punishment(carer(), child.id, decided, now=NOW)
    assert sign_standing(carer(), about_child, now=NOW).matter == Matter.SUSPECT


def test_two_persons_take_an_arrested_victim_out_of_the_matter() -> None:
    found = received(opened(), matter=Matter.ARRESTED)
    proposal = propose_standing(carer(), found.id, Matter.NONE, reason="Held for eight months.", now=NOW)
    with pytest.raises(Conflict):
        sign_standing(carer(), proposal.id, now=NOW)
    assert sign_standing(carer(post="care2"), proposal.id, now=NOW).matter == Matter.NONE
    with pytest.raises(Conflict):
        sign_standing(investigator(), proposal.id, now=NOW)


def test_the_database_itself_lets_nobody_be_called_a_suspect_by_one_or_before_the_form() -> None:
    found = received(opened(), matter=Matter.ARRESTED)
    early = received(opened(), matter=Matter.ARRESTED)
    talked(found)
    proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason=WHY, now=NOW)
    for target, by in ((found, investigator()), (early, investigator()), (found, carer())):
        with pytest.raises(IntegrityError), acting(by, now=NOW):
            Found.objects.filter(id=target.id).update(matter="suspect", decided_by=proposal.id)
    with pytest.raises(IntegrityError), acting(investigator(), now=NOW):
        Found.objects.filter(id=early.id).update(word="screened")
    with pytest.raises(IntegrityError), steward(Task.VERIFY):
        Found.objects.filter(id=found.id).update(matter="suspect", decided_by=proposal.id)
    false = StandingSignature(
        member="TH",
        label_id=found.label_id,
        care_label_id=found.care_label_id,
        proposal=proposal,
        officer=UUID(investigator(post="second").id),
        officer_name="x",
        office="protection",
        at=NOW,
    )
    with pytest.raises(ProgrammingError, match="row-level security"), acting(investigator(post="second"), now=NOW):
        false.save(force_insert=True)


def test_nobody_is_received_as_a_suspect() -> None:
    place = opened()
    with pytest.raises(Conflict):
        receive(carer(), place.id, matter=Matter.SUSPECT, now=NOW)


def test_a_specialist_decides_with_a_reason_and_what_was_seen_counts() -> None:
    found = received(opened())
    talked(found)
    before = person_view(carer(), found.id, now=NOW)
    assert before.care is not None
    assert (before.care.presumption.presumed, before.found.word) == (Presumed.NOT_PRESUMED, "screened")
    note_seen(carer(), found.id, {"EXP05"}, now=NOW)
    assert word_of(found.id) == "protected"
    with pytest.raises(InvalidInput):
        step(carer(), found.id, ProtectionMove.IDENTIFY, reason=" ", now=NOW)
    assert step(carer(), found.id, ProtectionMove.IDENTIFY, reason="Told to Dr Lin.", now=NOW).care.protection == (
        Protection.IDENTIFIED
    )
    with pytest.raises(Conflict):
        step(carer(), found.id, ProtectionMove.SCREEN, reason="x", now=NOW)


def test_a_slip_tells_a_shelter_what_it_needs_and_no_story() -> None:
    found = received(opened(), noted=Triage(age_said=17, needs_interpreter=True))
    talked(found, but={"COE02": Reply.YES}, words="There was a guard at the gate.")
    care = person_view(carer(), found.id, now=NOW).care
    assert care is not None
    slip = slip_of(care, number=found.number, contact="S. Chaiyo, +66 2 000 0142")
    assert (slip.reference, slip.language, slip.is_child) == ("P001", "Burmese", True)
    assert set(slip.needs) == {Need.INTERPRETER, Need.GUARDIAN}
    assert "guard at" not in repr(slip)


def test_proposals_and_signatures_stay_as_they_were_written() -> None:
    found = received(opened(), matter=Matter.ARRESTED)
    propose_standing(carer(), found.id, Matter.NONE, reason="Held for eight months.", now=NOW)
    for table in (StandingProposal, StandingSignature, CareEntry):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting(carer(), now=NOW),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f'delete from "{table._meta.db_table}"')
