"""Climbing the ladder: asked, answered, released by two people, taken back, recalled."""

from base64 import b64decode
from datetime import timedelta
from uuid import UUID

import pytest
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer

from interlace.core.procedure.ladder import Move, State, Urgency
from interlace.facts.events import FactsRecalled
from interlace.facts.models import Fact
from interlace.facts.pictures.actions import add_picture, picture_of
from interlace.facts.pictures.kinds import PictureKind
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.events import announce
from interlace.foundation.identity.models import Officer
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits import actions, releases
from interlace.screening.models import HitSide
from interlace.screening.queries import HitView, hit_of, hits_of, reads_no_answer, releases_to_sign
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
PHOTOGRAPH = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
THAI = {"phone": PHONE, "birthDate": "17 เม.ย. 2534", "nationality": "kr"}


def found_hit(*, asked: str = "phone", value: str = PHONE) -> UUID:
    """KR has checked a value that TH holds and lets KR discover."""
    make_members("KR", "TH", "SG")
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", **THAI))
    result = ask_holders(viewer("KR"), question_about(entity_asked(asked, value)), now=NOW)
    return next(found.hit for answer in result.answers for found in answer.found)


def view(member: str, hit: UUID, *, post: str = "desk") -> HitView:
    return hit_of(viewer(member, post=post), hit, now=NOW)


def reasons(side: HitSide) -> list[str]:
    return [str(reason["code"]) for reason in side.reasons]


def test_before_release_the_asker_knows_the_band_and_that_its_own_value_is_the_same() -> None:
    hit = found_hit()

    side = view("KR", hit).side

    assert (side.state, side.band, reasons(side), side.bits, side.withheld) == (
        State.MATCHED,
        "strong",
        ["phone_identical"],
        None,
        True,
    )
    assert all("bits" not in reason for reason in side.reasons)
    assert view("KR", hit).released == ()


def test_a_third_bureau_knows_nothing_of_the_hit() -> None:
    hit = found_hit()

    with pytest.raises(NotFound):
        view("SG", hit)
    assert hits_of(viewer("SG"), now=NOW) == []


def test_the_owner_is_asked_answers_and_two_people_release_fields() -> None:
    hit = found_hit()
    actions.ask_owner(viewer("KR"), hit, now=NOW)
    owner = view("TH", hit)
    assert (owner.side.state, owner.side.reference) == (State.CONFIRMATION_REQUESTED, "KR-2026-0001")
    assert [each.prop for each in owner.own_fields] == ["birthDate", "name", "nationality", "phone"]

    actions.answer(viewer("TH"), hit, verdict=Move.CONFIRM, reason="", now=NOW)
    chosen = [each.tag for each in owner.own_fields if each.prop in {"name", "birthDate"}]
    proposed = releases.propose_release(viewer("TH"), hit, fields=chosen, until=UNTIL, now=NOW)

    assert view("KR", hit).released == ()
    with pytest.raises(Refused):
        releases.approve_release(viewer("TH"), proposed.id, digest=proposed.digest, now=NOW)
    with pytest.raises(Conflict):
        releases.approve_release(viewer("TH", post="second"), proposed.id, digest="another", now=NOW)
    assert [each.id for each in releases_to_sign(viewer("TH", post="second"), now=NOW)] == [proposed.id]
    assert releases_to_sign(viewer("TH"), now=NOW) == []

    releases.approve_release(viewer("TH", post="second"), proposed.id, digest=proposed.digest, now=NOW)

    seen = view("KR", hit)
    assert [(each.prop, each.value) for each in seen.released] == [("birthDate", "1991-04-17"), ("name", "ฮัน จีซอบ")]
    assert seen.side.state == State.CONFIRMED
    assert reasons(seen.side)[-1] == "phone_identical"
    assert seen.side.last_event == view("TH", hit).side.last_event
    with pytest.raises(NotFound):
        view("SG", hit)


def test_a_confirmation_without_a_deciding_identifier_needs_a_written_reason() -> None:
    hit = found_hit(asked="person", value="Han Chi-sop")
    actions.ask_owner(viewer("KR"), hit, now=NOW)

    with pytest.raises(InvalidInput):
        actions.answer(viewer("TH"), hit, verdict=Move.CONFIRM, reason=" ", now=NOW)

    side = actions.answer(viewer("TH"), hit, verdict=Move.CONFIRM, reason="Photograph compared.", now=NOW)
    assert side.state == State.CONFIRMED


def test_an_answer_is_taken_back_and_the_question_is_open_again() -> None:
    hit = found_hit()
    actions.ask_owner(viewer("KR"), hit, now=NOW)
    actions.answer(viewer("TH"), hit, verdict=Move.DENY, reason="Another person.", now=NOW)

    actions.undo_answer(viewer("TH"), hit, now=NOW)

    side = view("KR", hit).side
    assert (side.state, side.answer_reason) == (State.CONFIRMATION_REQUESTED, "")


def test_each_side_has_its_own_moves() -> None:
    hit = found_hit()

    with pytest.raises(Refused):
        actions.ask_owner(viewer("TH"), hit, now=NOW)
    with pytest.raises(Conflict):
        actions.answer(viewer("TH"), hit, verdict=Move.CONFIRM, reason="", now=NOW)
    actions.ask_owner(viewer("KR"), hit, now=NOW)
    with pytest.raises(Refused):
        actions.answer(viewer("KR"), hit, verdict=Move.CONFIRM, reason="", now=NOW)


def test_the_clock_of_a_held_person_never_runs_past_the_detention_limit_and_then_reads_no_answer() -> None:
    hit = found_hit()
    limit = NOW + timedelta(hours=3)

    actions.ask_owner(viewer("KR"), hit, urgency=Urgency.HELD, held_until=limit, now=NOW)

    side = view("TH", hit).side
    assert (side.first_answer_due, side.confirmation_due) == (NOW + timedelta(hours=2), limit)
    assert not reads_no_answer(side, now=limit - timedelta(minutes=1))
    assert reads_no_answer(side, now=limit)


def test_a_recall_takes_the_hit_and_what_was_released_away_from_the_asker() -> None:
    hit = found_hit()
    actions.ask_owner(viewer("KR"), hit, now=NOW)
    chosen = [each.tag for each in view("TH", hit).own_fields if each.prop == "birthDate"]
    proposed = releases.propose_release(viewer("TH"), hit, fields=chosen, until=UNTIL, now=NOW)
    releases.approve_release(viewer("TH", post="second"), proposed.id, digest=proposed.digest, now=NOW)

    recall_everything_of("TH")

    seen = view("KR", hit)
    assert (seen.side.state, seen.side.band, seen.side.reasons, seen.released) == (State.WITHDRAWN, "", [], ())
    again = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=NOW)
    assert [answer.state for answer in again.answers] == ["no_hit", "no_hit"]


def recall_everything_of(member: str) -> None:
    with steward(Task.RECALL):
        facts = list(Fact.objects.filter(originator=member))
        Fact.objects.filter(originator=member).delete()
        announce(
            FactsRecalled(
                member=member,
                officer=UUID(viewer(member).id),
                facts=tuple(fact.id for fact in facts),
                subjects=tuple({fact.subject for fact in facts}),
                reason="wrong-attribution",
                at=NOW,
            )
        )


def test_two_photographs_side_by_side_carry_a_confirmation_without_words() -> None:
    make_members("KR", "TH", "SG")
    (korean,) = contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", birthDate="1991-04-17"))
    (thai,) = contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", birthDate="17 เม.ย. 2534"))
    for member, subject in (("KR", korean), ("TH", thai)):
        add_picture(viewer(member), subject, PictureKind.PHOTOGRAPH, PHOTOGRAPH, file_name="front.png", now=NOW)
    hit = hits_of(viewer("KR"), now=NOW)[0].hit
    photograph = next(each for each in view("KR", hit).own_fields if each.prop == "photograph")
    assert photograph.id is not None

    asked = actions.ask_owner(viewer("KR"), hit, lend=[photograph.id], now=NOW)
    lent = UUID(view("TH", hit).side.question[0]["fact"])

    assert asked.state == State.CONFIRMATION_REQUESTED
    assert picture_of(viewer("TH"), lent, now=NOW).png.startswith(b"\x89PNG")
    for stranger in ("SG",):
        with pytest.raises(NotFound):
            picture_of(viewer(stranger), lent, now=NOW)
    assert actions.answer(viewer("TH"), hit, verdict=Move.CONFIRM, reason="", now=NOW).state == State.CONFIRMED


def test_what_only_some_officers_of_the_owner_may_read_weighs_in_no_reason_that_all_of_them_see() -> None:
    make_members("KR", "TH")
    (subject,) = contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=PHONE))
    with steward(Task.VERIFY):
        Officer.objects.filter(username="th.second").update(level=3)
    contribute(viewer("TH", post="second"), label("TH", level=3), person("x", birthDate="1991-04-17"), subject=subject)
    result = ask_holders(
        viewer("KR"), question_about(entity_asked("person", "Han Chi-sop", born="1991-04-17")), now=NOW
    )
    hit = next(found.hit for answer in result.answers for found in answer.found)

    actions.ask_owner(viewer("KR"), hit, now=NOW)

    assert "birth_date_identical" not in reasons(view("TH", hit).side)
    assert "birth_date_identical" not in reasons(view("TH", hit, post="second").side)
    assert "birthDate" in [each.prop for each in view("TH", hit, post="second").own_fields]
    assert "birthDate" not in [each.prop for each in view("TH", hit).own_fields]
