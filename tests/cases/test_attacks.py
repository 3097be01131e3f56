"""Attempts to learn of cases what is not for the asker: by the ledger, by rooms that outlive their end, by leads."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.cases.filing import (
    DAY,
    HAN,
    accepted,
    checked,
    numbered,
    opened,
    proposed,
    put_lead,
    put_person,
    shared_with,
)
from tests.cases.walking import HAN as PERSON
from tests.cases.walking import browser_of, posted, read, text_of
from tests.cases.walking import opened as page_opened
from tests.screening.network import NOW, make_members, viewer

from interlace.bureaus.people.limits import officer_problems
from interlace.bureaus.people.posts import OfficerPost
from interlace.cases.actions import Checked, add_officer, check_case, remove_officer
from interlace.cases.entries import add_described
from interlace.cases.holds.actions import HoldTerms, lay_hold
from interlace.cases.joint.items import lay_lead
from interlace.cases.joint.queries import joint_view
from interlace.cases.joint.rooms import join_task_force
from interlace.cases.notes import Typed, keep_note
from interlace.cases.pages import urlpatterns
from interlace.cases.queries import case_view
from interlace.core.handling import HitMode
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.facts.correcting import correct
from interlace.facts.models import Fact
from interlace.facts.queries import contributions_of
from interlace.facts.recalling import undo_contribution
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH", "VN")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


def test_the_ledger_tells_no_colleague_of_a_case_that_is_closed_in() -> None:
    Officer.objects.filter(username="kr.second").update(roles=[Role.ANALYST])
    case = opened(is_closed_in=True)
    put_lead(case)
    checked(case)

    for each in (viewer("KR", post="second"), viewer("TH")):
        with acting(each, now=NOW):
            told = [leaf.entry for leaf in entries_of(each)]
        assert [entry for entry in told if str(case.id) in entry or case.reference in entry] == []


def test_a_head_makes_nobody_a_lasting_member_of_a_task_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlace.foundation.identity.models.timezone.now", lambda: NOW)
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    room = joint_view(viewer("KR"), joint, now=NOW).side.room
    chief = Officer.objects.get(username="th.second")
    join_task_force(viewer("TH", post="second"), joint, officer=chief.pk, until=NOW + DAY, now=NOW)
    head = viewer("TH", post="second")
    assert room in head.person.rooms

    post = OfficerPost("th.desk", "Desk", str(chief.bureau_id), ("investigator",), ("fraud",), (), rooms=(room,))

    found = officer_problems(head, post, chief.bureau, is_new=False)
    assert "room_not_yours" in {problem.code for problem in found}


def test_a_lead_of_a_case_that_is_not_neutral_is_not_laid_before_others() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    unchecked, political = opened(reference="KR-2"), checked(opened(reference="KR-3"))
    leads = [put_lead(case, sharing=shared_with("TH")) for case in (unchecked, political)]
    answers = Checked(NeutralityGround.POLITICAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "An election.")
    check_case(viewer("KR"), political.id, answers, now=NOW)

    for lead in leads:
        with pytest.raises(Refused):
            lay_lead(viewer("KR"), joint, lead.id, now=NOW)

    assert joint_view(viewer("TH"), joint, now=NOW).leads == ()


def test_a_lead_is_laid_before_others_by_an_officer_on_its_case() -> None:
    joint = accepted(proposed(checked(opened()), "TH"), "TH")
    lead = put_lead(checked(opened(reference="KR-2")), sharing=shared_with("TH"))

    with pytest.raises(Refused):
        lay_lead(viewer("KR", post="second"), joint, lead.id, now=NOW)


def test_after_its_end_nothing_lies_before_the_parties_any_more() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    lead = put_lead(case, sharing=shared_with("TH"))
    lay_lead(viewer("KR"), joint, lead.id, now=NOW)
    assert len(joint_view(viewer("TH"), joint, now=NOW + 299 * DAY).leads) == 1

    over = NOW + 300 * DAY

    assert joint_view(viewer("TH"), joint, now=over).leads == ()
    with pytest.raises((Conflict, Refused)):
        lay_lead(viewer("KR"), joint, put_lead(case, "Later.", sharing=shared_with("TH")).id, now=over)


def test_nothing_of_a_case_that_nobody_checked_is_told_to_others_as_it_is_typed_in() -> None:
    case = opened()
    with pytest.raises(Refused):
        add_described(viewer("KR"), case.id, HAN, shared_with("TH"), now=NOW)
    add_described(viewer("KR"), case.id, HAN, shared_with(), now=NOW)
    with acting(viewer("TH"), now=NOW):
        assert list(Fact.objects.visible_to(viewer("TH"))) == []


def test_a_person_put_into_a_closed_in_case_is_read_by_no_colleague_off_it(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    desk, second = browser_of("kr.desk"), browser_of("kr.second")
    case = page_opened(desk, closed_in="1", reference="KR-HIDDEN-9")
    assert second.get(case).status_code == 404

    posted(desk, f"{case}/things", **PERSON, source="Informant of the white van")

    assert facts_read_by("KR", "second") == []
    assert len(facts_read_by("KR", "desk")) == 3
    assert [each.reference for each in contributions_of(viewer("KR", post="second"))] == []
    for path in ("/import", "/imports", "/search?q=한지섭", "/"):
        answer = second.get(path)
        assert [words in text_of(answer) for words in ("KR-HIDDEN-9", "Informant")] == [False, False], path


def test_out_of_a_closed_in_case_no_other_bureau_learns() -> None:
    case = checked(opened(is_closed_in=True))
    for sharing in (shared_with("TH"), shared_with(hit=HitMode.HIT, audience=frozenset(), seekers=frozenset({"TH"}))):
        with pytest.raises(Refused) as refused:
            add_described(viewer("KR"), case.id, HAN, sharing, now=NOW)
        assert refused.value.code == "case_closed_in"
    with pytest.raises(Refused):
        add_described(viewer("KR"), case.id, HAN, shared_with(life=True), now=NOW)
    assert facts_read_by("KR", "desk") == []


def test_who_is_put_on_a_closed_in_case_reads_what_is_in_it_until_taken_off() -> None:
    case, second = opened(is_closed_in=True), Officer.objects.get(username="kr.second")
    other = opened(is_closed_in=True, reference="KR-2026-0118")
    put_person(case)
    put_person(other, described=replace(HAN, properties={"name": ["SEO Mi-ran"]}))

    add_officer(viewer("KR"), case.id, officer=second.pk, now=NOW)
    assert facts_read_by("KR", "second") == ["+82 10 0000 0142", "HAN Ji-seop"]
    assert len(case_view(viewer("KR", post="second"), case.id, now=NOW).subjects) == 1

    remove_officer(viewer("KR"), case.id, officer=second.pk, now=NOW)
    assert facts_read_by("KR", "second") == []
    assert len(facts_read_by("KR", "desk")) == 3
    second.refresh_from_db()
    assert second.timed_rooms == {}


@pytest.mark.parametrize("hidden", [{"is_closed_in": True}, {"level": 2}])
def test_the_ledger_tells_no_colleague_what_is_put_into_a_case_that_is_hidden(hidden: dict[str, Any]) -> None:
    Officer.objects.filter(username="kr.second").update(roles=[Role.ANALYST])
    Officer.objects.filter(username="kr.desk").update(level=2, roles=[Role.HEAD])
    case = opened(reference="KR-HIDDEN-9", **hidden)
    put_person(case, level=case.level)
    with acting(viewer("KR"), now=NOW):
        facts = list(Fact.objects.visible_to(viewer("KR")).order_by("prop"))
    desk = numbered("KR", "KR-HIDDEN-9")
    correct(desk, facts[0].id, "HAN Ji-sub", reason="wrong-value", now=NOW)
    undo_contribution(desk, facts[1].contribution, now=NOW)

    told = {post: entries_told("KR", post) for post in ("desk", "second")}

    assert [entry for entry in told["second"] if "facts." in entry or "KR-HIDDEN-9" in entry] == []
    for event in ("facts.contributed_apart", "facts.recalled_apart", "facts.undone_apart"):
        assert any(event in entry for entry in told["desk"]), event


def facts_read_by(member: str, post: str) -> list[str]:
    who = viewer(member, post=post)
    with acting(who, now=NOW):
        return sorted(Fact.objects.visible_to(who).values_list("original", flat=True))


def entries_told(member: str, post: str) -> list[str]:
    who = viewer(member, post=post)
    with acting(who, now=NOW):
        return [leaf.entry for leaf in entries_of(who)]


ANY_ID = "00000000-0000-4000-8000-000000000000"


def test_every_page_answers_another_bureau_about_a_case_as_about_one_that_never_was(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    case = opened()
    subject, lead = put_person(case), put_lead(case)
    note = keep_note(viewer("KR"), case.id, Typed("Seen."), now=NOW).version.note
    joint = proposed(checked(case), "VN")
    thai, korean = browser_of("th.desk"), browser_of("kr.desk")
    hold = lay_hold(viewer("KR"), case.id, HoldTerms("An appeal.", "Order 7", NOW + timedelta(days=90)), now=NOW)
    real = {
        "case_id": case.id,
        "subject_id": subject,
        "lead_id": lead.id,
        "note_id": note,
        "joint_id": joint,
        "case_hold_id": hold.id,
    }
    asked = [each for each in urlpatterns if "<" in str(each.pattern)]
    assert len(asked) > 20
    for pattern in asked:
        tried = re.findall(r"<uuid:(\w+)>", str(pattern.pattern))
        theirs = reverse(pattern.name, kwargs={name: real[name] for name in tried})
        nobodys = reverse(pattern.name, kwargs=dict.fromkeys(tried, ANY_ID))
        for method in ("get", "post"):
            answers = [_bytes(getattr(thai, method)(address), address) for address in (theirs, nobodys)]
            assert answers[0] == answers[1], (pattern.name, method)
            assert answers[0][0] in {404, 405}, (pattern.name, method)
    for address in (f"/cases/{case.id}", f"/cases/{case.id}/leads/{lead.id}", f"/joint-cases/{joint}"):
        assert korean.get(address).status_code == 200
    assert [words in read(thai, "/cases") for words in (case.reference, case.title)] == [False, False]
    assert "Golden Reed" not in read(thai, "/joint-cases")


def test_a_page_of_a_case_tells_a_colleague_of_nothing_above_its_level(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    Officer.objects.filter(username="kr.desk").update(level=2)
    case = opened()
    put_lead(case, "Ask the driver.")
    low = browser_of("kr.second")
    before = {part: _without_time(low.get(f"/cases/{case.id}?part={part}")) for part in PARTS}

    put_person(case, level=2)
    put_lead(case, "Listen to the line.", sharing=shared_with(level=2))

    # Who wrote how much, and when, a colleague is not told either: nothing of the pages changed.
    assert {part: _without_time(low.get(f"/cases/{case.id}?part={part}")) for part in PARTS} == before
    assert "Listen to the line." in read(browser_of("kr.desk"), f"/cases/{case.id}?part=leads")


def test_a_party_of_a_joint_case_reads_on_its_page_only_what_is_laid_before_it(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    laid, kept = put_lead(case, "The van is white.", sharing=shared_with("TH")), put_lead(case, "He has a sister.")
    lay_lead(viewer("KR"), joint, laid.id, now=NOW)
    page = read(browser_of("th.desk"), f"/joint-cases/{joint}")
    assert [words in page for words in (laid.text, kept.text, case.reference)] == [True, False, False]


PARTS = ("overview", "things", "leads", "tasks", "notes", "timeline", "joint", "case")


def _bytes(answer: Any, address: str) -> tuple[int, str]:
    """An answer without the address that it repeats, and what a digest of that address makes of it."""
    text = answer.content.decode().replace(address, "*")
    return answer.status_code, re.sub(r"code [0-9A-Z-]{14}|value=\"[\w-]{64}\"|\d\d:\d\d", "*", text)


def _without_time(answer: Any) -> tuple[int, str]:
    return _bytes(answer, "nowhere")
