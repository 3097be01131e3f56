"""What is in quarantine is opened by two persons, for a while, and by nobody else."""

from datetime import timedelta

import pytest
from tests.evidence.intake.dropping import LAWYER_SAID, SEED, dropped, found, fresh, texts
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.evidence.intake.actions import IntakeTerms, read_again
from interlace.evidence.intake.models import Held, HoldReason, Intake, IntakeState
from interlace.evidence.intake.quarantine import ask_to_open, keep_closed, open_held, text_of_held
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, NotFound, Refused
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")
    desk = Officer.objects.get(username="kr.desk")
    Officer.objects.create(
        username="kr.third",
        display_name="third of KR",
        bureau=desk.bureau,
        roles=desk.roles,
        level=1,
        purposes=desk.purposes,
        is_profile=True,
    )


def shared(intake: Intake) -> Intake:
    """Two more officers of the bureau are on the case."""
    for post in ("second", "third"):
        officer = Officer.objects.get(username=f"kr.{post}")
        add_officer(viewer("KR"), intake.case_id, officer=officer.pk, now=NOW)
    return intake


def held_in(intake: Intake, reason: HoldReason) -> Held:
    with acting(viewer("KR"), now=NOW):
        return Held.objects.get(intake=intake, reason=reason)


def test_two_persons_open_a_seed_phrase_and_it_is_stored_nowhere() -> None:
    held = held_in(shared(dropped()), HoldReason.SECRET)
    with pytest.raises(NotFound):
        text_of_held(viewer("KR"), held.id, now=NOW)
    ask_to_open(viewer("KR"), held.id, cause="The court ordered that the wallet be emptied.", now=NOW)
    with pytest.raises(Refused):
        open_held(viewer("KR"), held.id, now=NOW)
    open_held(viewer("KR", post="second"), held.id, now=NOW)
    assert text_of_held(viewer("KR"), held.id, now=NOW) == SEED
    assert text_of_held(viewer("KR", post="second"), held.id, now=NOW) == SEED
    for by, moment in ((viewer("KR", post="third"), NOW), (viewer("KR"), NOW + timedelta(minutes=31))):
        with pytest.raises(NotFound):
            text_of_held(by, held.id, now=moment)
    with steward(Task.VERIFY):
        events = [leaf.event for leaf in Leaf.objects.filter(member="KR").order_by("at", "number", "id")]
        assert "abandon" not in "".join(str(leaf.__dict__) for leaf in Leaf.objects.all())
    assert sorted(each for each in events if each in {"intake.opening_asked", "intake.opened", "intake.seen"}) == [
        "intake.opened",
        "intake.opening_asked",
        "intake.seen",
        "intake.seen",
    ]


def test_a_lawyers_message_is_shown_as_it_stands_in_the_file() -> None:
    held = held_in(shared(dropped()), HoldReason.PRIVILEGED)
    ask_to_open(viewer("KR"), held.id, cause="The court allowed it.", now=NOW)
    open_held(viewer("KR", post="second"), held.id, now=NOW)
    assert text_of_held(viewer("KR"), held.id, now=NOW) == LAWYER_SAID


def test_what_the_second_person_refuses_stays_closed() -> None:
    held = held_in(shared(dropped()), HoldReason.SECRET)
    ask_to_open(viewer("KR"), held.id, cause="I would like to see it.", now=NOW)
    keep_closed(viewer("KR", post="second"), held.id, now=NOW)
    with pytest.raises(Conflict):
        open_held(viewer("KR", post="second"), held.id, now=NOW)


def test_a_file_that_two_persons_let_go_is_read() -> None:
    intake = shared(dropped(hold=HoldReason.ABUSE))
    held = held_in(intake, HoldReason.ABUSE)
    ask_to_open(viewer("KR"), held.id, cause="It was flagged in error.", now=NOW)
    open_held(viewer("KR", post="second"), held.id, now=NOW)
    assert fresh(intake).state == IntakeState.READ
    assert ("PERSON", "Somchai Jaidee") in found(intake)


def test_one_officer_frees_nothing_by_reading_again_with_other_names_of_lawyers() -> None:
    intake = dropped(lawyers=("Boss",))
    with acting(viewer("KR"), now=NOW):
        before = set(Held.objects.filter(intake=intake).values_list("id", flat=True))
    assert not any("Somchai" in text for text in texts(intake))
    read_again(viewer("KR"), intake.id, IntakeTerms(lawyers=("Nobody Known",)), now=NOW)
    with acting(viewer("KR"), now=NOW):
        rows = dict(Held.objects.filter(intake=intake).values_list("id", "part"))
    assert before <= set(rows)
    assert all(rows.values())
    assert not any("Somchai" in text for text in texts(intake))
    assert any("Mae Sot" in text for text in texts(intake))


def test_another_bureau_asks_for_nothing() -> None:
    held = held_in(dropped(), HoldReason.SECRET)
    with pytest.raises(NotFound):
        ask_to_open(viewer("TH"), held.id, cause="Curiosity.", now=NOW)
