"""A case is its bureau's own: what is done in it, who may, and who learns nothing of it."""

from dataclasses import replace

import pytest
from tests.cases.filing import DAY, MINUTE, checked, numbered, opened, put_lead, put_person, shared_with
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import (
    CaseTerms,
    Checked,
    add_officer,
    check_case,
    close_case,
    describe_case,
    open_case,
    remove_officer,
    reopen_case,
)
from interlace.cases.entries import attach_subjects, detach_subject
from interlace.cases.leads import LeadState, LeadTerms, add_lead, follow_lead
from interlace.cases.models import Case, CaseEntry, CaseOfficer, CaseTask, LaneChange, Lead, NoteVersion
from interlace.cases.notes import Typed, keep_note, versions_of
from interlace.cases.queries import case_view, cases_page, tasks_of
from interlace.cases.tasks import add_task, finish_task
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = (Case, CaseOfficer, CaseEntry, Lead, CaseTask, NoteVersion, LaneChange)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def second(member: str = "KR") -> Officer:
    return Officer.objects.get(username=f"{member.lower()}.second")


def test_a_case_is_seen_by_its_bureau_with_what_it_holds_counted_apart() -> None:
    case = opened(summary="Investment fraud near K-7.")
    put_person(case)
    put_lead(case)
    put_lead(case, "Ask the landlord.", grading="EUROPOL_4x4:B2")
    add_task(viewer("KR"), case.id, text="Ask the family for the passport.", due=NOW + DAY, now=NOW)

    seen = case_view(viewer("KR", post="second"), "KR-2026-0117", now=NOW)

    assert (seen.case.title, seen.case.reference, seen.is_on_it) == ("Golden Reed", "KR-2026-0117", False)
    assert (seen.counts.subjects, seen.counts.leads, seen.counts.exhibits, seen.counts.tasks) == (1, 2, 0, 1)
    assert {lead.grading for lead in seen.leads} == {"", "EUROPOL_4x4:B2"}
    assert seen.subjects[0].values("name") == ["HAN Ji-seop"]


def test_another_bureau_finds_no_case_no_part_and_no_row_even_of_what_it_may_read() -> None:
    case = checked(opened())
    put_person(case, "TH")
    put_lead(case)
    keep_note(viewer("KR"), case.id, Typed("He was seen at the crossing."), now=NOW)
    add_task(viewer("KR"), case.id, text="Ask the family.", now=NOW)
    thai = viewer("TH")

    assert cases_page(thai, now=NOW, most=50) == []
    for name in (case.id, "KR-2026-0117"):
        with pytest.raises(NotFound) as absent:
            case_view(thai, name, now=NOW)
        with pytest.raises(NotFound) as never_there:
            case_view(thai, "KR-2026-9999", now=NOW)
        assert str(absent.value) == str(never_there.value)
    with acting(thai, now=NOW):
        assert Fact.objects.visible_to(thai).exists()
        assert {table.__name__: table.objects.count() for table in TABLES if table.objects.exists()} == {}


def test_the_same_reference_is_free_for_another_bureau_and_for_a_case_one_may_not_know_of() -> None:
    Officer.objects.filter(username="kr.second").update(level=3)
    opened(viewer("KR", post="second"), level=3)

    assert opened("KR").reference == opened("TH").reference
    with pytest.raises(Conflict):
        opened("KR")


def test_who_is_not_on_a_case_changes_nothing_in_it() -> None:
    case = opened()
    colleague = viewer("KR", post="second")
    acts = (
        lambda: describe_case(colleague, case.id, title="Other", summary="", legal_basis="", now=NOW),
        lambda: add_lead(colleague, case.id, LeadTerms("Ask the driver."), now=NOW),
        lambda: add_task(colleague, case.id, text="Ask the family.", now=NOW),
        lambda: keep_note(colleague, case.id, Typed("A note."), now=NOW),
        lambda: close_case(colleague, case.id, reason="It is done.", now=NOW),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()
    add_officer(viewer("KR"), case.id, officer=second().pk, now=NOW)
    assert add_task(colleague, case.id, text="Ask the family.", now=NOW).text == "Ask the family."


def test_a_closed_case_changes_no_more_until_it_is_opened_again() -> None:
    case = opened()
    with pytest.raises(InvalidInput):
        close_case(viewer("KR"), case.id, reason=" ", now=NOW)
    close_case(viewer("KR"), case.id, reason="The court has decided.", now=NOW)

    with pytest.raises(Conflict):
        put_lead(case)
    with pytest.raises(Conflict):
        close_case(viewer("KR"), case.id, reason="Again.", now=NOW)
    reopen_case(viewer("KR"), case.id, now=NOW)
    assert put_lead(case).case == case


def test_the_neutrality_answer_bears_a_name_and_an_answer_that_is_not_neutral_says_why() -> None:
    case = checked(opened())
    assert (case.neutrality, case.neutrality_by_name, case.neutrality_at) == ("neutral", "desk of KR", NOW)
    answers = Checked(NeutralityGround.POLITICAL, Flag.NOT_ASKED, Flag.YES)
    with pytest.raises(InvalidInput):
        check_case(viewer("KR"), case.id, answers, now=NOW)
    again = check_case(viewer("KR"), case.id, replace(answers, reason="He is a candidate."), now=NOW)
    assert (again.neutrality, again.asylum) == ("political", "yes")


def test_a_case_that_is_closed_in_exists_for_those_on_it_alone() -> None:
    case = opened(is_closed_in=True)
    colleague = viewer("KR", post="second")
    with pytest.raises(NotFound):
        case_view(colleague, case.id, now=NOW)
    with pytest.raises(InvalidInput):
        remove_officer(viewer("KR"), case.id, officer=Officer.objects.get(username="kr.desk").pk, now=NOW)

    add_officer(viewer("KR"), case.id, officer=second().pk, now=NOW)
    assert case_view(colleague, case.id, now=NOW).is_on_it
    remove_officer(viewer("KR"), case.id, officer=Officer.objects.get(username="kr.desk").pk, now=NOW)
    with pytest.raises(NotFound):
        case_view(viewer("KR"), case.id, now=NOW)
    assert [each.name for each in case_view(colleague, case.id, now=NOW).officers] == ["second of KR"]


def test_a_colleague_below_the_level_of_a_fact_finds_no_trace_of_it_in_the_case() -> None:
    case = opened()
    Officer.objects.filter(username="kr.desk").update(level=3)
    subject = put_person(case, level=3)
    put_lead(case, sharing=None)
    add_lead(viewer("KR"), case.id, LeadTerms("The informant's name.", sharing=shared_with(level=3)), now=NOW)

    low = case_view(viewer("KR", post="second"), case.id, now=NOW)
    high = case_view(viewer("KR"), case.id, now=NOW)

    assert (low.counts.subjects, low.counts.leads) == (0, 1)
    assert (high.counts.subjects, high.counts.leads) == (1, 2)
    add_officer(viewer("KR"), case.id, officer=second().pk, now=NOW)
    with pytest.raises(NotFound):
        detach_subject(viewer("KR", post="second"), case.id, subject, now=NOW)


def test_a_subject_of_which_nothing_may_be_read_is_answered_like_one_that_never_was() -> None:
    hidden = put_person(opened("TH", "TH-1"))
    case = opened()
    answers = []
    for subject in (hidden, case.id):
        with pytest.raises(InvalidInput) as refused:
            attach_subjects(viewer("KR"), case.id, [subject], now=NOW)
        answers.append(str(refused.value))
    assert answers[0] == answers[1]


def test_another_bureaus_facts_leave_the_case_when_they_are_recalled() -> None:
    subject = put_person(opened("TH", "TH-1"), "KR")
    case = opened()
    attach_subjects(viewer("KR"), case.id, [subject], role="suspect", now=NOW)
    assert [each.role for each in case_view(viewer("KR"), case.id, now=NOW).subjects] == ["suspect"]

    with acting(viewer("TH"), now=NOW):
        facts = list(Fact.objects.visible_to(viewer("TH")).values_list("id", flat=True))
    recall(viewer("TH"), facts, reason="wrong-attribution", now=NOW)

    assert case_view(viewer("KR"), case.id, now=NOW).counts.subjects == 0


def test_a_lead_is_graded_with_its_scheme_kept_once_and_followed() -> None:
    case = opened()
    with pytest.raises(InvalidInput) as refused:
        put_lead(case, grading="B2")
    assert refused.value.problems[0].pointer == "/grading"
    first = put_lead(case, number="L-7", grading="ADMIRALTY:B2", markings="EUROPOL_H:H1")
    assert put_lead(case, number="L-7", grading="ADMIRALTY:B2", markings="EUROPOL_H:H1").id == first.id
    assert (first.grading, first.markings) == ("ADMIRALTY:B2", "EUROPOL_H:H1")
    followed = follow_lead(
        viewer("KR"), case.id, first.id, state=LeadState.FOLLOWED, outcome="The van is his.", now=NOW
    )
    assert (followed.state, followed.outcome) == ("followed", "The van is his.")


def test_two_pages_that_write_one_note_lose_no_word() -> None:
    case = opened()
    first = keep_note(viewer("KR"), case.id, Typed("Seen.", seat="a"), now=NOW).version
    one = keep_note(viewer("KR"), case.id, Typed("Seen at K-7.", version=1, seat="a"), now=NOW, note=first.note)
    other = keep_note(viewer("KR"), case.id, Typed("Seen at noon.", version=1, seat="b"), now=NOW, note=first.note)
    again = keep_note(viewer("KR"), case.id, Typed("Seen at noon.", version=3), now=NOW + MINUTE, note=first.note)

    assert one.beside is None
    assert other.beside == one.version
    assert again.version.number == other.version.number == 3
    kept = versions_of(viewer("KR"), case.id, first.note, now=NOW)
    assert [(each.number, each.based_on, each.text) for each in kept] == [
        (3, 1, "Seen at noon."),
        (2, 1, "Seen at K-7."),
        (1, 0, "Seen."),
    ]


def test_a_version_of_a_note_is_changed_by_nobody() -> None:
    case = opened()
    version = keep_note(viewer("KR"), case.id, Typed("Seen."), now=NOW).version
    with pytest.raises(Exception, match="permission denied"), acting(viewer("KR"), now=NOW):
        NoteVersion.objects.filter(pk=version.pk).update(text="Not seen.")
    with pytest.raises(Exception, match="permission denied"), steward(Task.RETENTION):
        NoteVersion.objects.filter(pk=version.pk).update(text="Not seen.")


def test_tasks_are_listed_for_their_owner_and_done_once() -> None:
    case = opened()
    desk = Officer.objects.get(username="kr.desk")
    late = add_task(viewer("KR"), case.id, text="Later.", owner=desk.pk, due=NOW + 2 * DAY, now=NOW)
    soon = add_task(viewer("KR"), case.id, text="Soon.", owner=desk.pk, due=NOW + DAY, about="readiness:ID1", now=NOW)
    with pytest.raises(InvalidInput):
        add_task(viewer("KR"), case.id, text="Not ours.", owner=second("TH").pk, now=NOW)

    assert [task.id for task in tasks_of(viewer("KR"), now=NOW, officer=desk.pk)] == [soon.id, late.id]
    finish_task(viewer("KR"), case.id, soon.id, now=NOW)
    with pytest.raises(Conflict):
        finish_task(viewer("KR"), case.id, soon.id, now=NOW)
    assert [task.id for task in tasks_of(viewer("KR"), now=NOW, officer=desk.pk)] == [late.id]
    assert tasks_of(viewer("TH"), now=NOW, officer=desk.pk) == []


def test_a_role_without_cases_opens_none_and_finds_none() -> None:
    opened()
    Officer.objects.filter(username="kr.second").update(roles=[Role.DOMESTIC_UNIT])
    unit = viewer("KR", post="second")
    assert cases_page(unit, now=NOW, most=9) == []
    with pytest.raises(NotFound):
        case_view(unit, "KR-2026-0117", now=NOW)
    with pytest.raises(Refused):
        open_case(numbered(unit, "KR-2"), CaseTerms("Another"), now=NOW)


def test_every_act_leaves_one_leaf_of_its_bureau() -> None:
    case = opened()
    put_lead(case)
    close_case(viewer("KR"), case.id, reason="Done.", now=NOW)
    with acting(viewer("KR"), now=NOW):
        leaves = Leaf.objects.filter(object_id=str(case.id)).order_by("at", "event")
        assert sorted(leaves.values_list("event", "member")) == [
            ("case.closed", "KR"),
            ("case.lead_added", "KR"),
            ("case.opened", "KR"),
        ]
