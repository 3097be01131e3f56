"""Rights are given by two persons on a paper, and taken by one at once."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bureaus.people.staff import LATER, NOW, PAPER, Staff, make_staff
from tests.people import make_officer

from interlace.bureaus.people.changes import propose_officer, propose_return, propose_unit
from interlace.bureaus.people.deciding import (
    change_of,
    changes_of,
    changes_to_sign,
    refuse_change,
    sign_change,
    state_of,
)
from interlace.bureaus.people.models import Authorisation, Change, ChangeState, HitLevel, OfficerTerms
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import (
    CASE_FACTS,
    OTHERS,
    Grant,
    OfficerPost,
    UnitRights,
    officer_differences,
    unit_differences,
)
from interlace.bureaus.people.queries import papers_of, people_of, person_of, unit_of
from interlace.bureaus.people.suspending import suspend
from interlace.bureaus.people.unit_rights import Place, reach_of
from interlace.core.handling import Action
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role, Verb

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def test_an_officer_is_appointed_by_two_persons_on_a_paper(staff: Staff) -> None:
    proposed = propose_officer(staff.by(staff.head), staff.post(), PAPER, now=NOW).change
    assert not Officer.objects.filter(username="kr.y.seo").exists()
    assert [each.id for each in changes_to_sign(staff.by(staff.second), now=LATER)] == [proposed.id]
    done = sign_change(staff.by(staff.second), proposed.id, digest=proposed.digest, now=LATER)
    officer = Officer.objects.get(username="kr.y.seo")
    assert officer.check_password(done.password)
    assert (officer.roles, officer.purposes, officer.level, officer.totp_sealed) == (
        ["duty_officer"],
        ["fraud"],
        1,
        None,
    )
    assert done.until == officer.set_up_until == LATER + timedelta(hours=24)
    person = person_of(staff.by(staff.head), officer.pk, now=LATER)
    assert person.post == staff.post()
    (paper,) = papers_of(staff.by(staff.head), officer.pk, now=LATER)
    assert (paper.document, paper.dated, paper.signed_by, paper.noted_by) == (
        "KR-ORD-2026-14",
        date(2026, 11, 2),
        "Director Han",
        staff.head.pk,
    )
    with steward(Task.LEDGER):
        told = set(Leaf.objects.filter(member="KR").values_list("event", flat=True))
    assert {"people.change_proposed", "people.change_signed", "identity.officer_added"} <= told


def test_neither_who_proposes_nor_whom_it_is_about_signs(staff: Staff) -> None:
    post = person_of(staff.by(staff.head), staff.second.pk, now=NOW).post
    wider = replace(
        post,
        roles=(Role.INVESTIGATOR, Role.HEAD),
        trained=date(2026, 3, 1),
        training_ends=date(2027, 3, 1),
    )
    change = propose_officer(staff.by(staff.head), wider, PAPER, officer_id=staff.second.pk, now=NOW).change
    for nobody in (staff.head, staff.second):
        with pytest.raises(Refused):
            sign_change(staff.by(nobody), change.id, digest=change.digest, now=LATER)
    sign_change(staff.by(staff.duty), change.id, digest=change.digest, now=LATER)
    assert Officer.objects.get(pk=staff.second.pk).roles == ["head", "investigator"]


def test_a_signature_counts_for_exactly_what_was_proposed(staff: Staff) -> None:
    change = propose_officer(staff.by(staff.head), staff.post(), PAPER, now=NOW).change
    with pytest.raises(Conflict):
        sign_change(staff.by(staff.second), change.id, digest="0" * 64, now=LATER)
    with pytest.raises(Conflict):
        sign_change(staff.by(staff.second), change.id, digest=change.digest, now=NOW + timedelta(hours=24))
    assert state_of(change, now=NOW + timedelta(hours=24)) is Change.State.EXPIRED
    refuse_change(staff.by(staff.second), change.id, now=LATER)
    with pytest.raises(Conflict):
        sign_change(staff.by(staff.second), change.id, digest=change.digest, now=LATER)
    assert not Officer.objects.filter(username="kr.y.seo").exists()


def test_rights_that_changed_meanwhile_are_not_overwritten(staff: Staff) -> None:
    officer, _done = staff.appointed()
    wider = replace(staff.post(), level=2)
    change = propose_officer(staff.by(staff.head), wider, PAPER, officer_id=officer.pk, now=LATER).change
    propose_officer(staff.by(staff.head), replace(staff.post(), level=0), Paper(), officer_id=officer.pk, now=LATER)
    with pytest.raises(Conflict):
        sign_change(staff.by(staff.second), change.id, digest=change.digest, now=LATER)
    assert Officer.objects.get(pk=officer.pk).level == 0


def test_what_narrows_rights_is_in_force_at_once_without_paper_or_second_person(staff: Staff) -> None:
    officer, _done = staff.appointed(purposes=("fraud", "trafficking"), level=2)
    narrower = replace(staff.post(), purposes=("fraud",), level=1)
    change = propose_officer(staff.by(staff.head), narrower, Paper(), officer_id=officer.pk, now=LATER).change
    found = Officer.objects.get(pk=officer.pk)
    assert (change.state, found.purposes, found.level) == (Change.State.DONE, ["fraud"], 1)


def test_a_head_gives_nothing_beyond_the_own_rights(staff: Staff) -> None:
    Officer.objects.filter(pk=staff.head.pk).update(level=1, purposes=["fraud"])
    beyond = staff.post(
        level=2, purposes=("fraud", "drugs"), rooms=("other",), roles=("administrator",), registers=("x",)
    )
    with pytest.raises(InvalidInput) as refused:
        propose_officer(staff.by(staff.head), beyond, PAPER, now=NOW)
    assert [problem.code for problem in refused.value.problems] == [
        "role_unfit",
        "purpose_above_you",
        "level_above_you",
        "room_not_yours",
        "unknown_register",
    ]


def test_wider_rights_need_a_paper_and_a_training(staff: Staff) -> None:
    with pytest.raises(InvalidInput) as refused:
        propose_officer(staff.by(staff.head), staff.post(), Paper(), now=NOW)
    assert {problem.code for problem in refused.value.problems} == {
        "document_missing",
        "document_day",
        "signer_missing",
    }
    with pytest.raises(InvalidInput) as refused:
        propose_officer(staff.by(staff.head), staff.post(trained=None), PAPER, now=NOW)
    assert [problem.code for problem in refused.value.problems] == ["training_missing"]


def test_only_the_head_of_the_own_bureau_proposes(staff: Staff) -> None:
    other = make_staff("TH")
    with pytest.raises(Refused):
        propose_officer(staff.by(staff.duty), staff.post(), PAPER, now=NOW)
    with pytest.raises(NotFound):
        propose_officer(staff.by(other.head), staff.post(), PAPER, now=NOW)
    clerk = make_officer("KR", username="kr.unit", roles=(Role.DOMESTIC_UNIT,), bureau=staff.unit)
    for nobody in (clerk, make_officer("KR", username="kr.analyst", roles=(Role.ANALYST,))):
        with pytest.raises(NotFound):
            people_of(staff.by(nobody), now=NOW)
    with pytest.raises(Refused):
        propose_officer(staff.by(staff.head), staff.post(username="kr.head"), PAPER, officer_id=staff.head.pk, now=NOW)


def test_another_bureau_s_officers_units_and_changes_do_not_exist(staff: Staff) -> None:
    other = make_staff("TH")
    theirs = propose_officer(other.by(other.head), other.post(username="th.new"), PAPER, now=NOW).change
    ours = staff.by(staff.head)
    assert changes_of(ours, now=LATER) == []
    for look in (
        lambda: person_of(ours, other.duty.pk, now=NOW),
        lambda: unit_of(ours, other.unit.pk, now=NOW),
        lambda: change_of(ours, theirs.id, now=NOW),
        lambda: sign_change(ours, theirs.id, digest=theirs.digest, now=NOW),
        lambda: suspend(ours, other.duty.pk, reason="x", now=NOW),
        lambda: person_of(ours, uuid4(), now=NOW),
    ):
        with pytest.raises(NotFound):
            look()
    with acting(ours, now=NOW):
        assert (Change.objects.count(), Authorisation.objects.count()) == (0, 0)


def test_a_unit_is_opened_with_its_rights_by_two_persons(staff: Staff) -> None:
    rights = UnitRights(
        "Border unit",
        "Asia/Seoul",
        (Grant(CASE_FACTS, HitLevel.CONTENT, ("name", "birthDate"), may_contribute=True), Grant(OTHERS, HitLevel.HIT)),
    )
    unit = staff.opened(rights)
    assert (unit.kind, unit.parent_id, unit.ceiling) == (Bureau.Kind.DOMESTIC_UNIT, staff.bureau.pk, ["discover"])
    assert unit_of(staff.by(staff.head), unit.pk, now=LATER)[1].to_json() == rights.to_json()
    assert not Officer.objects.filter(bureau=unit).exists()
    officer, _done = staff.appointed(
        username="kr.border.one", bureau=str(unit.pk), roles=(Role.DOMESTIC_UNIT, Role.UNIT_CONTRIBUTOR)
    )
    assert officer.verbs == {Verb.CHECK, Verb.ASK, Verb.CONTRIBUTE}
    assert {action.value for action in officer.as_viewer().ceiling} == {"discover"}
    none = replace(rights, grants=(Grant(OTHERS, HitLevel.HIT),))
    propose_unit(staff.by(staff.head), none, Paper(), unit_id=unit.pk, now=LATER)
    assert unit_of(staff.by(staff.head), unit.pk, now=LATER)[1] == none


def test_a_unit_that_nobody_granted_anything_has_what_its_ceiling_says_until_a_head_takes_it_away(staff: Staff) -> None:
    head, unit = staff.by(staff.head), staff.unit
    clerk = make_officer("KR", username="kr.clerk", roles=(Role.DOMESTIC_UNIT,), bureau=unit)
    person = staff.by(clerk).person
    places = (Place(is_own=True), Place(is_own=False))

    def reach() -> list[frozenset[Action]]:
        with acting(staff.by(clerk), now=LATER):
            return [reach_of(staff.by(clerk)).person_at(place, person).ceiling for place in places]

    rights = unit_of(head, unit.pk, now=NOW)[1]
    assert {grant.register: grant.level for grant in rights.grants} == {CASE_FACTS: "hit", OTHERS: "hit"}
    assert reach() == [{Action.DISCOVER}, {Action.DISCOVER}]
    done = propose_unit(head, replace(rights, grants=()), Paper(), unit_id=unit.pk, now=NOW)
    assert done.change.state == ChangeState.DONE
    assert unit_of(head, unit.pk, now=LATER)[1].grants == ()
    assert reach() == [frozenset(), frozenset()]


def test_a_unit_opened_with_nothing_finds_nothing(staff: Staff) -> None:
    unit = staff.opened(UnitRights("Archive", "Asia/Seoul"))
    clerk = make_officer("KR", username="kr.clerk", roles=(Role.DOMESTIC_UNIT,), bureau=unit)
    person = staff.by(clerk).person
    with acting(staff.by(clerk), now=LATER):
        reach = reach_of(staff.by(clerk))
    assert [reach.person_at(Place(is_own=own), person).ceiling for own in (True, False)] == [frozenset(), frozenset()]


def test_a_unit_reads_nothing_of_other_bureaus_and_loads_no_register(staff: Staff) -> None:
    rights = UnitRights(
        "Border unit",
        "Asia/Seoul",
        (Grant(OTHERS, HitLevel.CONTENT, ("name",), may_contribute=True), Grant("unknown", HitLevel.HIT, ("name",))),
    )
    with pytest.raises(InvalidInput) as refused:
        propose_unit(staff.by(staff.head), rights, PAPER, now=NOW)
    assert [problem.code for problem in refused.value.problems] == [
        "content_of_others",
        "contribute_to_register",
        "unknown_register",
        "fields_without_content",
    ]


def test_a_suspended_officer_comes_back_by_two_persons_alone(staff: Staff) -> None:
    suspend(staff.by(staff.head), staff.duty.pk, reason="Lost the badge.", now=NOW)
    change = propose_return(staff.by(staff.head), staff.duty.pk, PAPER, now=LATER).change
    assert not Officer.objects.get(pk=staff.duty.pk).is_active
    sign_change(staff.by(staff.second), change.id, digest=change.digest, now=LATER)
    assert Officer.objects.get(pk=staff.duty.pk).is_active


def test_at_night_what_takes_two_persons_waits_for_the_morning_or_for_another_office(staff: Staff) -> None:
    night, morning = NOW.replace(hour=22), NOW.replace(hour=7) + timedelta(days=1)
    Officer.objects.filter(pk__in=[staff.second.pk, staff.duty.pk]).update(is_active=False)
    busan = Bureau.objects.create(member_id="KR", name="NCB Busan")
    far = make_officer("KR", username="kr.far", roles=(Role.INVESTIGATOR,), bureau=busan)
    change = propose_officer(staff.by(staff.head), staff.post(), PAPER, now=night).change
    assert state_of(change, now=morning) is Change.State.PROPOSED
    # With one person who could sign, the bureau has no second one of its own: the other office is asked.
    assert [each.id for each in changes_to_sign(staff.by(far), now=morning)] == [change.id]
    Officer.objects.filter(pk=staff.second.pk).update(is_active=True)
    assert changes_to_sign(staff.by(far), now=morning) == []
    with pytest.raises(NotFound):
        sign_change(staff.by(far), change.id, digest=change.digest, now=morning)
    assert sign_change(staff.by(staff.second), change.id, digest=change.digest, now=morning).password


def test_an_old_list_without_a_register_stands_for_all_of_them(staff: Staff) -> None:
    fill = import_module("interlace.bureaus.migrations.0005_registers_and_signing").FILL
    listed = {staff.duty.pk: ["wallets"], staff.second.pk: [], staff.head.pk: None}
    with steward(Task.VERIFY), connection.cursor() as cursor:
        for officer, registers in listed.items():
            OfficerTerms.objects.create(officer=officer, member="KR", registers=registers)
        cursor.execute(fill)
        kept = dict(OfficerTerms.objects.values_list("officer", "registers"))
    assert kept == {staff.duty.pk: ["wallets"], staff.second.pk: None, staff.head.pk: None}


words = st.frozensets(st.sampled_from(["a", "b", "c"])).map(lambda found: tuple(sorted(found)))
posts = st.builds(
    OfficerPost,
    username=st.just("x"),
    name=st.just("X"),
    bureau=st.just("1"),
    roles=words,
    purposes=words,
    registers=words | st.none(),
    rooms=words,
    level=st.integers(0, 3),
)


@given(posts, posts)
@settings(deadline=None, max_examples=100)
def test_rights_that_hold_anything_new_are_wider(before: OfficerPost, after: OfficerPost) -> None:
    # None stands for every register, later ones too.
    every = ("a", "b", "c", "later")
    had = [set(every if before.registers is None else before.registers)]
    has = [set(every if after.registers is None else after.registers)]
    had += [set(getattr(before, name)) for name in ("roles", "purposes", "rooms")]
    has += [set(getattr(after, name)) for name in ("roles", "purposes", "rooms")]
    is_within = all(new <= old for old, new in zip(had, has, strict=True)) and after.level <= before.level
    assert any(each.widens for each in officer_differences(before, after)) is not is_within
    assert OfficerPost.from_json(after.to_json()) == after


grants = st.builds(
    Grant,
    register=st.sampled_from([CASE_FACTS, OTHERS, "r"]),
    level=st.sampled_from(HitLevel.values),
    fields=words,
    may_contribute=st.booleans(),
)
units = st.builds(
    UnitRights,
    name=st.just("U"),
    grants=st.lists(grants, unique_by=lambda each: each.register).map(lambda found: tuple(sorted(found))),
)


@given(units, units)
@settings(deadline=None, max_examples=100)
def test_a_unit_s_rights_widen_there_or_back(before: UnitRights, after: UnitRights) -> None:
    there = any(each.widens for each in unit_differences(before, after))
    back = any(each.widens for each in unit_differences(after, before))
    is_same = all(before.grant_in(name) == after.grant_in(name) for name in (CASE_FACTS, OTHERS, "r"))
    assert (there or back) is not is_same
