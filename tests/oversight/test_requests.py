"""A person asks about their own data: owners decide, a block hides from all, and the letter tells nothing of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from tests.facts.network import NOW, facts_of
from tests.oversight.network import PURPOSES, contributed, everything, keeper, make_keepers
from tests.people import make_member, make_officer

from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern, labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.queue import certificates_of
from interlace.oversight.models import (
    Block,
    OwnerAnswer,
    OwnerDecision,
    OwnerQuestion,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from interlace.oversight.requests import actions
from interlace.oversight.requests.clocks import QuestionClocks
from interlace.oversight.requests.letter import Letter, letter_for
from interlace.oversight.requests.schemas import QuestionOut, RequestOut
from interlace.oversight.requests.telling import OwnerTold, owners_told, ready_at
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.models import HitSide

pytestmark = pytest.mark.django_db(transaction=True)

Decision = OwnerQuestion.Decision


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()
    make_member("SG")


def ask(by: str = "th.privacy", *, language: str = "en") -> SubjectRequest:
    """A person asks TH, shows a passport, and every owner is asked."""
    who = keeper(by)
    request = actions.receive_request(
        who, kind=RequestKind.DELETION, name="Han Ji-seop", birth_date="1991-04-17", language=language, now=NOW
    )
    actions.check_identity(who, request.id, by_what="Passport, shown in person", now=NOW)
    actions.ask_owners(who, request.id, now=NOW)
    return actions.request_of(who, request.id, now=NOW)


def question(member: str = "kr") -> OwnerQuestion:
    return actions.questions_of(keeper(f"{member}.privacy"), now=NOW)[0]


def some_subject() -> UUID:
    with steward(Task.VERIFY):
        return Fact.objects.filter(prop="phone").order_by("row").values_list("subject", flat=True)[0]


def readable_by_desk(member: str) -> set[UUID]:
    return {fact.id for fact in facts_of(member)}


READY = actions.OWNER_ANSWERS_WITHIN.after(NOW)
"""When the letter is ready, whatever owners do."""


def told_of(request: SubjectRequest, *, now: datetime = READY, by: str = "th.privacy") -> tuple[OwnerTold, ...]:
    who = keeper(by)
    return owners_told(who, [actions.request_of(who, request.id, now=now)], now=now)[request.id]


def letter_of(request: SubjectRequest) -> Letter:
    found = actions.request_of(keeper("th.privacy"), request.id, now=READY)
    return letter_for(found, told_of(request), bureau="NCB TH", at=READY, zone=ZoneInfo("UTC"))


def test_owners_are_asked_after_the_identity_was_checked_and_all_of_them() -> None:
    who = keeper("th.privacy")
    request = actions.receive_request(who, kind=RequestKind.ACCESS, name="Han Ji-seop", language="fr", now=NOW)
    with pytest.raises(Conflict, match="who asks"):
        actions.ask_owners(who, request.id, now=NOW)
    with pytest.raises(InvalidInput):
        actions.check_identity(who, request.id, by_what=" ", now=NOW)
    actions.check_identity(who, request.id, by_what="Passport", now=NOW)
    assert [each.owner for each in actions.ask_owners(who, request.id, now=NOW)] == ["KR", "TH"]
    assert (request.due.month, request.due.year) == (11, 2026)


def test_a_request_is_nobody_elses() -> None:
    request = ask()
    answers = []
    for each in (request.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            actions.request_of(keeper("kr.privacy"), each, now=NOW)
        answers.append((str(refused.value.message), refused.value.code))
    assert answers[0] == answers[1]


def test_a_block_hides_from_everybody_but_the_reviewer(tmp_path: Path) -> None:
    contributed(tmp_path)
    ask()
    subject = some_subject()
    with steward(Task.VERIFY):
        hidden = set(Fact.objects.filter(subject=subject).values_list("id", flat=True))
    assert hidden <= readable_by_desk("TH")
    before_kr, before_th = readable_by_desk("KR"), readable_by_desk("TH")
    actions.block(keeper(), question().id, [subject], now=NOW)
    assert readable_by_desk("TH") == before_th - hidden
    assert readable_by_desk("KR") == before_kr - hidden
    with acting(keeper(), now=NOW):
        assert hidden <= set(Fact.objects.visible_to(keeper()).values_list("id", flat=True))
    actions.decide(keeper(), question().id, Decision.KEPT, reason="Needed for the trial.", now=NOW)
    assert (readable_by_desk("KR"), readable_by_desk("TH")) == (before_kr, before_th)


def test_a_block_hides_hits_and_searches_until_it_is_lifted(tmp_path: Path) -> None:
    contributed(tmp_path)
    ask()
    subject = some_subject()
    with steward(Task.VERIFY):
        phone = Fact.objects.get(subject=subject, prop="phone").value
    asked = keeper("th.head")
    ask_holders(asked, question_typed("phone", phone), now=NOW)

    def seen() -> int:
        with acting(asked, Action.DISCOVER, now=NOW):
            return HitSide.objects.visible().filter(member="TH").count()

    before = seen()
    assert before > 0
    actions.block(keeper(), question().id, [subject], now=NOW)
    assert seen() == 0
    ask_holders(asked, question_typed("phone", phone), now=NOW + timedelta(minutes=1))
    assert seen() == 0
    actions.decide(keeper(), question().id, Decision.KEPT, reason="Needed for the trial.", now=NOW)
    assert seen() == before


def test_an_owner_deletes_what_the_person_asked_to_be_deleted(tmp_path: Path) -> None:
    contributed(tmp_path)
    ask()
    subject = some_subject()
    actions.block(keeper(), question().id, [subject], now=NOW)
    actions.decide(keeper(), question().id, Decision.DELETED, reason="No longer needed.", now=NOW)
    with steward(Task.VERIFY):
        assert not Fact.objects.filter(subject=subject).exists()
    assert everything() != []


def test_only_the_reviewer_decides_and_not_without_a_reason(tmp_path: Path) -> None:
    contributed(tmp_path)
    ask()
    actions.block(keeper(), question().id, [some_subject()], now=NOW)
    with pytest.raises(Conflict):
        actions.decide(keeper("kr.head"), question().id, Decision.KEPT, reason="Needed.", now=NOW)
    with pytest.raises(InvalidInput):
        actions.decide(keeper(), question().id, Decision.KEPT, reason=" ", now=NOW)
    with pytest.raises(Conflict):
        actions.decide(keeper(), question().id, Decision.NOTHING, reason="Nothing.", now=NOW)


def test_what_is_not_there_and_what_may_not_be_read_cannot_be_blocked_alike(tmp_path: Path) -> None:
    contributed(tmp_path)
    ask()
    answers = []
    for subject in (some_subject(), uuid4()):
        with pytest.raises(NotFound) as refused:
            actions.block(keeper("th.privacy"), question("th").id, [subject], now=NOW)
        answers.append((str(refused.value.message), refused.value.code))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_the_letter_is_the_same_whether_or_not_data_existed(language: str, tmp_path: Path) -> None:
    """And so is all that comes before it: what one side looks up and deletes, the other side cannot time."""
    worlds = []
    for has_data in (False, True):
        request = ask(language=language)
        if has_data:
            contributed(tmp_path)
            actions.block(keeper(), question().id, [some_subject()], now=NOW)
        decision = Decision.DELETED if has_data else Decision.NOTHING
        decided = NOW + timedelta(days=29) if has_data else NOW + timedelta(minutes=1)
        actions.decide(keeper(), question().id, decision, reason="Looked at.", now=decided)
        seen = seen_over_time(request)
        worlds.append([text.replace(request.number, "number").replace(str(request.id), "id") for text in seen])
        close_questions()
    assert worlds[0] == worlds[1]
    assert [text[:7] for text in worlds[0]] == ["waiting"] * 4 + ["ready, "] * 2


MOMENTS = (
    NOW + timedelta(minutes=2),
    NOW + timedelta(days=1),
    READY - timedelta(days=1),
    READY - timedelta(minutes=1),
    READY,
    READY + timedelta(days=3),
)


def seen_over_time(request: SubjectRequest) -> list[str]:
    """All that the bureau that asked reads of it, at each of these moments, and the letter from when it is there."""
    who, seen = keeper("th.privacy"), []
    for now in MOMENTS:
        found = actions.request_of(who, request.id, now=now)
        shown = RequestOut.of(found, owners_told(who, [found], now=now)[request.id]).model_dump_json()
        try:
            actions.answer_request(who, request.id, now=now)
        except Conflict as refused:
            state = "ready" if found.answered is not None else f"waiting: {refused.message} {refused.fix}"
        else:
            state = "ready"
        letter = f"{letter_of(request)}" if state == "ready" else ""
        seen.append(f"{state}, {shown} {letter}")
    return seen


def close_questions() -> None:
    """The next world begins with none."""
    with steward(Task.RETENTION):
        OwnerDecision.objects.all().delete()
        Block.objects.all().delete()
        OwnerQuestion.objects.all().delete()


def test_an_owner_may_let_more_be_told_and_its_reason_stays_with_it() -> None:
    request = ask()
    told = "No data concerning you are held."
    actions.decide(keeper(), question().id, Decision.NOTHING, reason="A secret reason.", told=told, now=NOW)
    assert {each.answer for each in told_of(request, now=READY - timedelta(seconds=1))} == {OwnerAnswer.WAITING}
    letter = letter_of(request)
    assert letter.statements == (("KR", told),)
    assert "A secret reason." not in repr(letter)
    with acting(keeper("th.privacy"), now=NOW):
        assert not OwnerQuestion.objects.filter(member="KR").exists()
        assert not OwnerDecision.objects.filter(member="KR").exists()


def test_the_letter_waits_for_the_clock_and_for_nobody() -> None:
    request = ask()
    for member in ("kr", "th"):
        who = keeper(f"{member}.privacy")
        actions.decide(who, question(member).id, Decision.NOTHING, reason="Looked at.", now=NOW)
    with pytest.raises(Conflict, match="not ready"):
        actions.answer_request(keeper("th.privacy"), request.id, now=READY - timedelta(seconds=1))
    answered = actions.answer_request(keeper("th.privacy"), request.id, now=READY)
    assert (answered.state, answered.answered) == (RequestState.ANSWERED, READY)


def test_an_owner_that_says_nothing_in_time_is_named_by_the_clock_and_a_late_word_changes_nothing() -> None:
    request = ask()
    actions.decide(keeper("th.privacy"), question("th").id, Decision.NOTHING, reason="Looked at.", now=NOW)
    late = READY + timedelta(days=1)
    expected = [("KR", OwnerAnswer.NO_ANSWER, None), ("TH", OwnerAnswer.NOTHING_MORE, READY)]
    assert [(each.owner, each.answer, each.answered) for each in told_of(request)] == expected
    actions.decide(keeper(), question().id, Decision.NOTHING, reason="Late.", told="Late words.", now=late)
    assert [(each.owner, each.answer, each.answered) for each in told_of(request, now=late)] == expected
    assert letter_of(request).statements == ()


def test_the_letter_is_ready_by_the_end_of_the_law_s_period_where_the_owners_were_asked_late() -> None:
    who, late = keeper("th.privacy"), NOW + timedelta(days=110)
    request = actions.receive_request(who, kind=RequestKind.ACCESS, name="Han Ji-seop", language="en", now=NOW)
    actions.check_identity(who, request.id, by_what="Passport", now=late)
    actions.ask_owners(who, request.id, now=late)
    assert ready_at(actions.request_of(who, request.id, now=late)) == request.due


@pytest.fixture
def apprentice() -> Viewer:
    """A keeper of KR who reads nothing above the lowest level."""
    make_officer("KR", username="kr.apprentice", roles=(Role.DATA_PROTECTION,), purposes=PURPOSES, level=0)
    return keeper("kr.apprentice")


def test_what_a_better_cleared_colleague_blocked_and_decided_is_not_told(apprentice: Viewer, tmp_path: Path) -> None:
    ask()
    before = seen_of_question(apprentice)
    contributed(tmp_path)
    actions.block(keeper(), question().id, [some_subject()], now=NOW)
    assert seen_of_question(apprentice) == before
    actions.decide(keeper(), question().id, Decision.DELETED, reason="No longer needed.", now=NOW)
    assert seen_of_question(apprentice) == before
    assert (question_seen().decision, question_seen("kr.head").decision) == (Decision.DELETED, Decision.DELETED)


def test_who_reads_less_decides_for_itself_and_who_reads_more_decides_further(
    apprentice: Viewer, tmp_path: Path
) -> None:
    contributed(tmp_path)
    ask()
    subject = some_subject()
    actions.block(keeper(), question().id, [subject], now=NOW)
    actions.decide(apprentice, question().id, Decision.NOTHING, reason="Nothing that I read.", now=NOW)
    assert (question_seen().decision, question_seen().may_decide) == (Decision.NOTHING, True)
    actions.decide(keeper(), question().id, Decision.KEPT, reason="Needed for the trial.", now=NOW)
    assert (question_seen().decision, question_seen().may_decide) == (Decision.KEPT, False)
    mine = actions.question_of(apprentice, question().id, now=NOW)
    assert QuestionOut.of(mine, by=apprentice).reason == "Nothing that I read."
    with pytest.raises(Conflict, match="has been decided"):
        actions.decide(keeper("kr.head"), question().id, Decision.NOTHING, reason="Again.", now=NOW)


def test_nobody_speaks_to_the_person_for_a_bureau_of_which_it_reads_only_a_part(apprentice: Viewer) -> None:
    ask()
    with pytest.raises(Refused, match="not yours to say"):
        actions.decide(apprentice, question().id, Decision.NOTHING, reason="x", told="Nothing is held.", now=NOW)


def test_a_colleague_learns_from_the_own_bureau_s_request_no_more_than_from_its_question(apprentice: Viewer) -> None:
    request = ask("kr.privacy")
    actions.decide(keeper(), question().id, Decision.NOTHING, reason="Looked at.", now=NOW)
    told = [told_of(request, by=name)[0].answer for name in ("kr.privacy", "kr.apprentice")]
    assert told == [OwnerAnswer.NOTHING_MORE, OwnerAnswer.NO_ANSWER]


def test_a_certificate_of_what_a_person_asked_for_is_as_secret_as_what_it_was(
    apprentice: Viewer, tmp_path: Path
) -> None:
    contributed(tmp_path)
    with steward(Task.VERIFY):
        labels = labels_of(list(Fact.objects.values_list("label_id", flat=True).distinct()))
        Fact.objects.update(label=intern(replace(labels[0], level=2)))
    ask()
    actions.block(keeper(), question().id, [some_subject()], now=NOW)
    actions.decide(keeper(), question().id, Decision.DELETED, reason="Asked for.", now=NOW)
    seen = [certificates_of(who, now=NOW, most=9) for who in (keeper(), apprentice)]
    assert ([each.purposes for each in seen[0]], seen[1]) == ([["fraud"]], [])


OLD_QUESTION = """
create temporary table old_question on commit drop as
select id, member, 'kept'::text as decision, 'Needed.'::text as reason, 'Some words.'::text as told,
       received as decided, %s::uuid as decided_by, 'Somebody'::text as decided_by_name
  from oversight_ownerquestion where member = 'KR'
"""
"""The table as it was when it held decisions."""


@pytest.mark.parametrize(
    ("by", "level"), [("kr.apprentice", 0), ("", 3)], ids=["of a known officer", "of one who left"]
)
def test_decisions_of_old_are_for_who_reads_as_much_as_their_officer(apprentice: Viewer, by: str, level: int) -> None:
    ask()
    fill = import_module("interlace.oversight.migrations.0004_decisions_purposes").DECISIONS
    with connection.cursor() as cursor, transaction.atomic(), steward(Task.VERIFY):
        cursor.execute(OLD_QUESTION, [keeper(by).id if by else str(uuid4())])
        cursor.execute(fill.replace("from oversight_ownerquestion", "from old_question"))
        (made,) = OwnerDecision.objects.values_list("decision", "reason", "told", "decided_by_name", "level", "rooms")
    assert made == ("kept", "Needed.", "Some words.", "Somebody", level, [])


def question_seen(by: str = "kr.privacy") -> QuestionOut:
    who = keeper(by)
    return QuestionOut.of(actions.question_of(who, question().id, now=NOW), by=who)


def seen_of_question(who: Viewer) -> tuple[str, int]:
    """The question as the API shows it, and how many clocks run for this officer."""
    found = actions.question_of(who, question().id, now=NOW)
    return QuestionOut.of(found, by=who).model_dump_json(), len(list(QuestionClocks().running(who, now=NOW)))
