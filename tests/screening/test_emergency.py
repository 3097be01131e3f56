"""One officer releases alone: a minimum identity, under the same label, signed, reviewed by another, taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.foundation.identity.test_approvals import word_of
from tests.foundation.identity.test_passkeys import registered
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.test_ladder import PHONE, PHOTOGRAPH, recall_everything_of

from interlace.core.handling import Label
from interlace.core.procedure.emergency import EmergencyGround, EmergencyVerdict, part_of
from interlace.core.procedure.ladder import Move, State, Urgency
from interlace.facts.models import Fact
from interlace.facts.pictures.actions import add_picture, picture_of
from interlace.facts.pictures.kinds import PictureKind
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import EMERGENCY_RELEASE, SignatureNeeded, approval_of, is_proved
from interlace.foundation.identity.models import Approval, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.acts_alone import ActAlone, acts_alone
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.handover.actions import TAKEN_WITHIN, give_shift, shift_of
from interlace.screening.hits import actions, releases
from interlace.screening.hits.emergency_releases import Emergency, draw_up, release_alone
from interlace.screening.hits.release_reviews import (
    is_late,
    made_alone,
    made_alone_of,
    note_taken_back_read,
    review_release,
    taken_back_from,
    to_review,
)
from interlace.screening.models import EmergencyRelease, HitSide, Release
from interlace.screening.queries import HitView, hit_of
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "He is to be let go at six."
WRONG = "It was another person."
BEYOND = {"phone": PHONE, "address": "12 Rama IV Road"}
IDENTITY = {"birthDate": "17 เม.ย. 2534", "nationality": "kr", "passportNumber": "M12345678"}


def asked_hit(*, urgency: Urgency = Urgency.HELD, **terms: Any) -> UUID:
    """KR holds a person, and asks TH about somebody whom TH lets KR discover."""
    make_members("KR", "TH", "SG")
    contribute(viewer("TH"), label("TH", seekers=["KR"], **terms), person("ฮัน จีซอบ", **IDENTITY, **BEYOND))
    result = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=NOW)
    hit = next(found.hit for answer in result.answers for found in answer.found)
    actions.ask_owner(viewer("KR"), hit, urgency=urgency, now=NOW)
    return hit


def view(member: str, hit: UUID, *, post: str = "desk") -> HitView:
    return hit_of(viewer(member, post=post), hit, now=NOW)


def tags(hit: UUID, props: Iterable[str]) -> tuple[str, ...]:
    return tuple(each.tag for each in view("TH", hit).own_fields if each.prop in set(props))


def emergency(hit: UUID, *props: str, ground: EmergencyGround = EmergencyGround.PERSON_HELD) -> Emergency:
    return Emergency(fields=tags(hit, props or ("name", "birthDate")), ground=ground, reason=REASON)


def released(hit: UUID, *props: str, by: Viewer | None = None) -> EmergencyRelease:
    return release_alone(by or viewer("TH"), hit, emergency(hit, *props), now=NOW)


def reviewed(hit: UUID, verdict: EmergencyVerdict, *, later: timedelta = timedelta(hours=1)) -> EmergencyRelease:
    made = released(hit)
    return review_release(viewer("TH", post="second"), made.id, verdict=verdict, reason=WRONG, now=NOW + later)


def read_by_asker(hit: UUID) -> list[tuple[str, str]]:
    return [(each.prop, each.value) for each in view("KR", hit).released]


def test_one_officer_lets_a_minimum_identity_go_at_once_for_a_week_under_the_usual_reservations() -> None:
    hit = asked_hit()

    made = released(hit, "name", "birthDate", "nationality", "passportNumber")

    assert read_by_asker(hit) == [
        ("birthDate", "1991-04-17"),
        ("name", "ฮัน จีซอบ"),
        ("nationality", "KR"),
        ("passportNumber", "M12345678"),
    ]
    with steward(Task.VERIFY):
        copies = Fact.objects.filter(contribution=made.id)
        terms = {book.label(each.label_id) for each in copies}
    asker_reads = Label.of(
        "TH",
        audience=["KR"],
        purposes=["fraud"],
        codes={"J", "F"},
        until=NOW + timedelta(days=7),
        hit=next(iter(terms)).hit,
    )
    assert terms == {asker_reads}
    side = view("KR", hit).side
    assert (side.state, side.released, side.released_alone) == (State.CONFIRMATION_REQUESTED, NOW, True)
    with pytest.raises(NotFound):
        view("SG", hit)


def test_both_ledgers_hold_the_act_and_only_the_owner_s_the_ground() -> None:
    hit = asked_hit()
    made = released(hit)

    def events(member: str) -> list[str]:
        with acting(viewer(member), now=NOW):
            return list(entries_of(viewer(member)).filter(object_id=str(hit)).values_list("event", flat=True))

    assert {each for each in events("TH") if each.startswith("release.")} == {"release.alone", "release.alone_ground"}
    assert {each for each in events("KR") if each.startswith("release.")} == {"release.alone"}
    approval = approval_of(EMERGENCY_RELEASE, made.id)
    assert approval is not None
    assert (approval.state, approval.signatures.count()) == (Approval.State.ALONE, 1)


@pytest.mark.parametrize("prop", ["phone", "address"])
def test_what_is_more_than_an_identity_never_leaves_alone(prop: str) -> None:
    hit = asked_hit()
    with pytest.raises(InvalidInput) as refused:
        released(hit, "name", prop)
    assert [each.code for each in refused.value.problems] == ["beyond_minimum"]
    assert read_by_asker(hit) == []


def test_one_photograph_or_one_number_leaves_and_never_both_also_not_one_after_the_other() -> None:
    hit = asked_hit()
    subject = view("TH", hit).side.own_subject
    assert subject is not None
    add_picture(viewer("TH"), subject, PictureKind.PHOTOGRAPH, PHOTOGRAPH, file_name="front.png", now=NOW)
    with pytest.raises(InvalidInput):
        released(hit, "photograph", "passportNumber")

    released(hit, "photograph")

    (copy,) = view("KR", hit).released
    assert copy.id is not None
    assert picture_of(viewer("KR"), copy.id, now=NOW).png.startswith(b"\x89PNG")
    with pytest.raises(InvalidInput):
        released(hit, "passportNumber")
    released(hit, "name")
    assert [prop for prop, _value in read_by_asker(hit)] == ["name", "photograph"]


def test_a_second_hit_about_the_same_person_opens_no_second_minimum() -> None:
    hit = asked_hit()
    released(hit, "passportNumber")
    reviewed_of = made_alone(viewer("TH"), now=NOW)[0].emergency
    review_release(viewer("TH", post="second"), reviewed_of.id, verdict=EmergencyVerdict.WRONG, reason=WRONG, now=NOW)
    subject = view("TH", hit).side.own_subject
    assert subject is not None
    add_picture(viewer("TH"), subject, PictureKind.PHOTOGRAPH, PHOTOGRAPH, file_name="front.png", now=NOW)
    question = question_about(entity_asked("phone", PHONE))
    result = ask_holders(replace(viewer("KR"), reference="KR-2026-0002"), question, now=NOW)
    other = next(found.hit for answer in result.answers for found in answer.found)
    assert other != hit
    actions.ask_owner(replace(viewer("KR"), reference="KR-2026-0002"), other, urgency=Urgency.HELD, now=NOW)
    with pytest.raises(InvalidInput):
        released(other, "photograph")


@pytest.mark.parametrize("urgency", [Urgency.NORMAL])
def test_without_a_held_person_or_an_urgent_clock_two_persons_release(urgency: Urgency) -> None:
    hit = asked_hit(urgency=urgency)
    with pytest.raises(Conflict):
        released(hit)


def test_it_is_for_an_open_question_or_one_answered_same_within_its_time() -> None:
    hit = asked_hit()
    later = NOW + timedelta(hours=5)
    actions.answer(viewer("TH"), hit, verdict=Move.CONFIRM, reason="", now=NOW)
    draw_up(viewer("TH"), hit, emergency(hit), now=later)
    with pytest.raises(Conflict):
        draw_up(viewer("TH"), hit, emergency(hit), now=later + timedelta(hours=1))
    actions.undo_answer(viewer("TH"), hit, now=NOW)
    draw_up(viewer("TH"), hit, emergency(hit), now=NOW + timedelta(days=2))
    with pytest.raises(Conflict):
        draw_up(viewer("TH"), hit, emergency(hit), now=NOW + timedelta(days=7))
    actions.answer(viewer("TH"), hit, verdict=Move.DENY, reason="Another.", now=NOW)
    with pytest.raises(Conflict):
        draw_up(viewer("TH"), hit, emergency(hit), now=NOW)


def test_a_ground_that_is_not_true_and_a_reason_that_says_nothing_are_refused() -> None:
    hit = asked_hit(urgency=Urgency.URGENT)
    said = emergency(hit, ground=EmergencyGround.PERSON_HELD)
    with pytest.raises(InvalidInput) as refused:
        release_alone(viewer("TH"), hit, replace(said, reason=" ok "), now=NOW)
    assert [each.pointer for each in refused.value.problems] == ["/reason", "/ground"]
    release_alone(viewer("TH"), hit, replace(said, ground=EmergencyGround.CHILD), now=NOW)


def test_only_who_may_answer_for_the_owner_releases_and_the_asker_meets_no_such_hit() -> None:
    hit = asked_hit()
    said = emergency(hit)
    with pytest.raises(NotFound):
        release_alone(viewer("KR"), hit, said, now=NOW)
    with pytest.raises(NotFound):
        release_alone(viewer("SG"), hit, said, now=NOW)
    Officer.objects.filter(username="th.desk").update(roles=[Role.ANALYST])
    with pytest.raises(Refused):
        release_alone(viewer("TH"), hit, said, now=NOW)


@pytest.mark.parametrize("denied", [{"deny": ["KR"]}, {"codes": ["E"], "named": True}, {"origins": "VN"}])
def test_the_handling_of_a_field_stands_above_the_emergency(denied: dict[str, Any]) -> None:
    hit = asked_hit()
    subject = view("TH", hit).side.own_subject
    assert subject is not None
    terms = dict(denied)
    if "named" in terms:
        terms["named"] = [viewer("TH").id]
    if "origins" in terms:
        contribute(viewer("TH"), label("TH"), person("x", citizenship="vn"), subject=subject)
        with steward(Task.VERIFY):
            (foreign,) = Fact.objects.filter(subject=subject, prop="citizenship")
            Fact.objects.filter(id=foreign.id).update(label=intern(label("VN", readers=["TH"])), originator="VN")
    else:
        contribute(viewer("TH"), label("TH", **terms), person("x", citizenship="vn"), subject=subject)
    field = next(each for each in view("TH", hit).own_fields if each.prop == "citizenship")
    with pytest.raises(Refused) as refused:
        release_alone(viewer("TH"), hit, replace(emergency(hit), fields=(field.tag,)), now=NOW)
    assert refused.value.code == "label_forbids"
    assert read_by_asker(hit) == []


def test_level_and_operations_of_the_originals_stay_on_what_leaves() -> None:
    hit = asked_hit(level=1)
    made = released(hit, "nationality", "birthDate")
    assert [prop for prop, _value in read_by_asker(hit)] == ["birthDate", "nationality"]
    with steward(Task.VERIFY):
        copies = Fact.objects.filter(contribution=made.id)
        assert {book.label(each.label_id).level for each in copies} == {1}


def test_what_stands_above_the_hit_is_not_released_by_one_officer() -> None:
    """The hit tells everybody who knows of it that something was released, and how it compares."""
    hit = asked_hit()
    subject = view("TH", hit).side.own_subject
    contribute(viewer("TH"), label("TH", level=1), person("x", citizenship="vn"), subject=subject)
    with pytest.raises(Refused) as refused:
        released(hit, "citizenship", "birthDate")
    assert refused.value.code == "label_forbids"
    released(hit, "birthDate")
    assert [prop for prop, _value in read_by_asker(hit)] == ["birthDate"]


CITIZENSHIPS = st.fixed_dictionaries(
    {
        "level": st.integers(0, 2),
        "deny": st.sampled_from([[], ["KR"], ["SG"]]),
        "codes": st.sampled_from([[], ["J"], ["C"], ["F", "M"], ["E"], ["future"]]),
        "purposes": st.sampled_from([["fraud"], ["trafficking"], ["fraud", "trafficking"]]),
        "until": st.sampled_from([NOW + timedelta(days=2), NOW + timedelta(days=30)]),
    }
)
PROPERTIES = sorted(["name", *IDENTITY, *BEYOND, "citizenship"])


def test_whatever_one_officer_tries_nothing_beyond_the_minimum_or_the_label_ever_leaves() -> None:
    hit = asked_hit()
    subject = view("TH", hit).side.own_subject
    assert subject is not None
    with steward(Task.VERIFY):
        first = Fact.objects.filter(subject=subject)[0].contribution
        Officer.objects.filter(username="th.second").update(level=3)

    @given(st.lists(CITIZENSHIPS, max_size=2), st.sets(st.sampled_from(PROPERTIES), min_size=1), st.data())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def attempt(terms: list[dict[str, Any]], props: set[str], data: st.DataObject) -> None:
        with steward(Task.VERIFY):
            Fact.objects.filter(subject=subject, schema="Person").exclude(contribution=first).delete()
            EmergencyRelease.objects.all().delete()
        for each, country in zip(terms, ("vn", "la"), strict=False):
            by = viewer("TH", post="second", purpose=each["purposes"][0])
            contribute(by, label("TH", named=[by.id], **each), person(country, citizenship=country), subject=subject)
        fields = [each for each in view("TH", hit).own_fields if each.prop in props]
        originals = {each.tag: (each.schema, each.prop, book.label(each.label)) for each in fields}
        said = Emergency(tuple(originals), EmergencyGround.PERSON_HELD, REASON)
        try:
            made = release_alone(viewer("TH"), hit, said, now=NOW)
        except InterlaceError:
            return
        with steward(Task.VERIFY):
            copies = list(Fact.objects.filter(contribution=made.id))
            left = {book.label(each.label_id) for each in copies}
        assert len(copies) == len(originals)
        (given_,) = left
        assert given_.audience == {"TH", "KR"}
        for schema, prop, own in originals.values():
            assert part_of(schema, prop) is not None
            assert own.origins == {"TH"}
            assert "KR" not in own.deny
            assert "E" not in own.codes
            assert "fraud" in own.purposes
            assert given_.level >= own.level
            assert given_.rooms >= own.rooms
            assert given_.codes >= own.codes
            assert given_.deny >= own.deny
            assert given_.purposes <= own.purposes
            assert given_.until <= min(own.until, NOW + timedelta(days=7))

    attempt()


def test_where_the_bureau_has_passkeys_the_exact_difference_is_signed() -> None:
    hit = asked_hit()
    Officer.objects.update(is_profile=False)
    devices = [registered(Officer.objects.get(username=f"th.{post}"), now=NOW) for post in ("desk", "second")]
    said = emergency(hit)
    with pytest.raises(SignatureNeeded) as needed:
        release_alone(viewer("TH"), hit, said, now=NOW)
    difference = needed.value.difference
    assert difference == draw_up(viewer("TH"), hit, said, now=NOW + timedelta(minutes=2)).difference
    assert read_by_asker(hit) == []
    word = word_of(devices[0], difference, now=NOW)
    with pytest.raises(Conflict):
        release_alone(viewer("TH"), hit, replace(said, reason="Another reason."), now=NOW, signed=word)

    made = release_alone(viewer("TH"), hit, said, now=NOW, signed=word)

    approval = approval_of(EMERGENCY_RELEASE, made.id)
    assert approval is not None
    assert is_proved(approval.signatures.get())
    second = viewer("TH", post="second")
    with pytest.raises(SignatureNeeded) as review_needed:
        review_release(second, made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW)
    signed = word_of(devices[1], review_needed.value.difference, now=NOW)
    with pytest.raises(Conflict):
        review_release(second, made.id, verdict=EmergencyVerdict.WRONG, reason=WRONG, now=NOW, signed=signed)
    review_release(second, made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW, signed=signed)
    approval.refresh_from_db()
    assert approval.state == Approval.State.UPHELD


def test_another_person_reviews_it_once_and_never_the_one_who_released() -> None:
    hit = asked_hit()
    made = released(hit)
    assert [each.emergency.id for each in to_review(viewer("TH", post="second"), now=NOW)] == [made.id]
    assert to_review(viewer("TH"), now=NOW) == []
    with pytest.raises(Refused):
        review_release(viewer("TH"), made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW)
    with pytest.raises(InvalidInput):
        review_release(viewer("TH", post="second"), made.id, verdict=EmergencyVerdict.RIGHT, reason=" ", now=NOW)
    for stranger in (viewer("KR"), viewer("SG")):
        with pytest.raises(NotFound):
            review_release(stranger, made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW)
    review_release(viewer("TH", post="second"), made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW)
    with pytest.raises(Conflict):
        review_release(viewer("TH", post="second"), made.id, verdict=EmergencyVerdict.WRONG, reason=WRONG, now=NOW)
    assert len(read_by_asker(hit)) == 2


def test_a_wrong_one_is_taken_back_the_hit_stays_and_the_receiver_is_told_to_delete() -> None:
    hit = asked_hit()
    before = view("KR", hit).side

    made = reviewed(hit, EmergencyVerdict.WRONG)

    later = NOW + timedelta(hours=1)
    seen = view("KR", hit).side
    assert read_by_asker(hit) == []
    assert (seen.state, seen.reasons, seen.bits, seen.released) == (before.state, before.reasons, None, None)
    assert (seen.taken_back, seen.released_alone) == (later, False)
    assert made.verdict == EmergencyVerdict.WRONG
    assert [side.hit for side in taken_back_from(viewer("KR"), now=NOW)] == [hit]
    assert taken_back_from(viewer("TH"), now=NOW) == []
    note_taken_back_read(viewer("KR"), hit, now=later)
    assert taken_back_from(viewer("KR"), now=NOW) == []
    with steward(Task.VERIFY):
        assert not Fact.objects.filter(contribution=made.id).exists()
        assert Release.objects.get(id=made.id).state == Release.State.TAKEN_BACK


def test_a_review_of_what_was_recalled_meanwhile_brings_nothing_back() -> None:
    hit = asked_hit()
    made = released(hit)
    recall_everything_of("TH")
    review_release(viewer("TH", post="second"), made.id, verdict=EmergencyVerdict.WRONG, reason=WRONG, now=NOW)
    with steward(Task.VERIFY):
        sides = list(HitSide.objects.filter(hit=hit).values_list("state", "reasons", "bits"))
    assert sides == [(State.WITHDRAWN.value, [], None)] * 2


def test_what_two_persons_released_stays_when_what_one_released_is_taken_back() -> None:
    hit = asked_hit()
    proposed = releases.propose_release(
        viewer("TH"), hit, fields=tags(hit, ["nationality"]), until=NOW + timedelta(days=30), now=NOW
    )
    releases.approve_release(viewer("TH", post="second"), proposed.id, digest=proposed.digest, now=NOW)
    before = view("KR", hit).side
    reviewed(hit, EmergencyVerdict.WRONG)
    seen = view("KR", hit).side
    assert read_by_asker(hit) == [("nationality", "KR")]
    assert (seen.released, seen.reasons, seen.bits) == (NOW, before.reasons, before.bits)


def test_a_review_after_24_hours_still_counts_and_stands_as_late() -> None:
    hit = asked_hit()
    made = reviewed(hit, EmergencyVerdict.RIGHT, later=timedelta(hours=25))
    assert is_late(made, now=NOW + timedelta(days=9))


def test_an_officer_who_may_not_know_of_the_hit_meets_no_release_of_it() -> None:
    hit = asked_hit(level=1)
    made = released(hit)
    Officer.objects.filter(username="th.second").update(level=0)
    second = viewer("TH", post="second")
    assert made_alone(second, now=NOW) == []
    with pytest.raises(NotFound):
        made_alone_of(second, made.id, now=NOW)
    with pytest.raises(NotFound):
        review_release(second, made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW)


def test_the_head_sees_every_act_of_one_person_and_nobody_else_does() -> None:
    hit = asked_hit()
    made = released(hit)
    shift = shift_of(viewer("TH"), now=NOW)
    assert shift is not None
    given_shift = give_shift(viewer("TH"), digest=shift.digest, now=NOW)
    with pytest.raises(NotFound):
        acts_alone(viewer("TH", post="second"), now=NOW)
    Officer.objects.filter(username__in=["th.second", "kr.second"]).update(roles=[Role.HEAD])
    head, later = viewer("TH", post="second"), NOW + TAKEN_WITHIN
    assert [(each.kind, each.id, each.by) for each in acts_alone(head, now=NOW)] == [
        ("emergency_release", made.id, "desk of TH")
    ]
    review_release(head, made.id, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=later)
    found = acts_alone(head, now=later)
    assert {each.id: (each.verdict, each.reviewed_by) for each in found} == {
        made.id: ("right", "second of TH"),
        given_shift.id: ("", ""),
    }
    assert all(isinstance(each, ActAlone) for each in found)
    assert acts_alone(viewer("KR", post="second"), now=later) == []


def test_a_recall_of_the_original_takes_what_was_released_alone_with_it() -> None:
    hit = asked_hit()
    released(hit)
    recall_everything_of("TH")
    with steward(Task.VERIFY):
        assert not Fact.objects.filter(originator="TH").exists()
        states = set(HitSide.objects.filter(hit=hit).values_list("state", flat=True))
    assert states == {State.WITHDRAWN}
