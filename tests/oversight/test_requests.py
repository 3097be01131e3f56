"""A person asks about their own data: owners decide, a block hides from all, and the letter tells nothing of it."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from tests.facts.network import NOW, facts_of
from tests.oversight.network import contributed, everything, keeper, make_keepers
from tests.people import make_member

from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.oversight.models import OwnerAsked, OwnerQuestion, RequestKind, RequestState, SubjectRequest
from interlace.oversight.requests import actions
from interlace.oversight.requests.letter import Letter, letter_for
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


def letter_of(request: SubjectRequest) -> Letter:
    found = actions.request_of(keeper("th.privacy"), request.id, now=NOW)
    return letter_for(found, list(found.owners.all()), bureau="NCB TH", at=NOW, zone=ZoneInfo("UTC"))


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
    letters, sides = [], []
    for has_data in (False, True):
        request = ask(language=language)
        if has_data:
            contributed(tmp_path)
            actions.block(keeper(), question().id, [some_subject()], now=NOW)
        decision = Decision.DELETED if has_data else Decision.NOTHING
        actions.decide(keeper(), question().id, decision, reason="Looked at.", now=NOW)
        actions.decide(keeper("th.privacy"), question("th").id, Decision.NOTHING, reason="Looked at.", now=NOW)
        actions.answer_request(keeper("th.privacy"), request.id, now=NOW)
        letter = letter_of(request)
        letters.append(repr(letter).replace(request.number, "number"))
        with acting(keeper("th.privacy"), now=NOW):
            rows = OwnerAsked.objects.filter(request=request).order_by("owner")
            sides.append(list(rows.values_list("owner", "answer", "statement", "answered")))
    assert letters[0] == letters[1]
    assert sides[0] == sides[1]


def test_an_owner_may_let_more_be_told_and_its_reason_stays_with_it(tmp_path: Path) -> None:
    request = ask()
    told = "No data concerning you are held."
    actions.decide(keeper(), question().id, Decision.NOTHING, reason="A secret reason.", told=told, now=NOW)
    letter = letter_of(request)
    assert letter.statements == (("KR", told),)
    assert "A secret reason." not in repr(letter)
    with acting(keeper("th.privacy"), now=NOW):
        assert "secret" not in repr(list(OwnerAsked.objects.values()))
        assert not OwnerQuestion.objects.filter(member="KR").exists()


def test_the_person_is_answered_when_every_owner_has_spoken_or_its_time_is_over() -> None:
    request = ask()
    with pytest.raises(Conflict, match="still have time"):
        actions.answer_request(keeper("th.privacy"), request.id, now=NOW)
    answered = actions.answer_request(keeper("th.privacy"), request.id, now=NOW + timedelta(days=31))
    assert answered.state == RequestState.ANSWERED
