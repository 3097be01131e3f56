"""What somebody tries who wants to know more of links than its labels allow, or a second reviewer of the first."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from tests.people import Caller
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import Action
from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.models import CandidateLink, LinkStatement
from interlace.crossmatch.queries import waiting_links
from interlace.foundation.disclosure.acting import NoViewer, acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Bureau, Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
HAN = person("Han Ji-seop", phone=PHONE, birthDate="1991-04-17")
READS = ("/candidate-links", "/clusters", "/reviewer-agreement")


def shared_by(member: str, *readers: str, **terms: Any) -> list[UUID]:
    return contribute(viewer(member), label(member, readers=readers, **terms), HAN)


def caller(username: str, settings: Any) -> Caller:
    settings.INTERLACE_REQUESTS_PER_SECOND = 100_000
    return Caller(Officer.objects.get(username=username))


def only_link(member: str) -> UUID:
    (waiting,) = waiting_links(viewer(member), now=NOW, most=9)
    return waiting.row.link


def test_no_byte_tells_a_second_reviewer_what_the_first_has_said(settings: Any) -> None:
    make_members("KR", "TH")
    shared_by("KR")
    shared_by("TH", "KR")
    link = only_link("KR")
    second = caller("kr.second", settings)

    def heard() -> list[bytes]:
        return [second.get(path).content for path in (*READS, f"/candidate-links/{link}", f"/clusters/{link}")]

    before = heard()
    judge_link(viewer("KR"), link, judgement=Judgement.SAME, reason="One file.", now=NOW)
    assert heard() == before


def test_a_bureau_learns_neither_that_another_has_judged_their_link_nor_how(settings: Any) -> None:
    make_members("KR", "TH")
    shared_by("KR", "TH")
    shared_by("TH", "KR")
    thai = caller("th.desk", settings)
    link = only_link("KR")
    before = [thai.get(path).content for path in READS]
    for post in ("desk", "second"):
        judge_link(viewer("KR", post=post), link, judgement=Judgement.SAME, now=NOW)
        assert [thai.get(path).content for path in READS] == before


def test_the_link_of_another_bureau_answers_like_one_that_never_was_to_every_verb(settings: Any) -> None:
    make_members("KR", "TH", "VN")
    shared_by("KR")
    shared_by("VN", "KR")
    theirs, thai = only_link("KR"), caller("th.desk", settings)
    for method, path in (
        ("GET", "/candidate-links/{}"),
        ("POST", "/candidate-links/{}/statement"),
        ("DELETE", "/candidate-links/{}/statement"),
        ("GET", "/clusters/{}"),
    ):
        body = {"judgement": "same"} if method == "POST" else None
        seen, never = (thai.call(method, path.format(each), body) for each in (theirs, uuid4()))
        assert (seen.status_code, seen.content) == (404, never.content)


def test_a_word_that_is_none_is_refused_alike_whether_or_not_there_is_a_link(settings: Any) -> None:
    make_members("KR", "TH")
    shared_by("KR")
    shared_by("TH", "KR")
    korean, thai = caller("kr.desk", settings), caller("th.desk", settings)
    link = only_link("KR")
    answers = [each.post(f"/candidate-links/{link}/statement", {"judgement": "maybe"}) for each in (korean, thai)]
    assert [each.status_code for each in answers] == [422, 422]
    assert answers[0].content == answers[1].content


def test_row_security_shows_no_row_to_another_member_and_lets_nobody_speak_for_it() -> None:
    make_members("KR", "TH")
    shared_by("KR")
    shared_by("TH", "KR")
    judge_link(viewer("KR"), only_link("KR"), judgement=Judgement.SAME, now=NOW)
    with steward(Task.VERIFY):
        said = LinkStatement.objects.get()
    with acting(viewer("TH"), Action.MATCH, now=NOW):
        assert (CandidateLink.objects.count(), LinkStatement.objects.count()) == (0, 0)
        said.pk, said.by = uuid4(), uuid4()
        with pytest.raises(ProgrammingError), transaction.atomic():
            said.save(force_insert=True)


def test_links_are_not_read_in_a_context_of_another_action() -> None:
    make_members("KR")
    with acting(viewer("KR"), Action.READ, now=NOW), pytest.raises(NoViewer):
        CandidateLink.objects.visible()


def test_an_officer_of_a_unit_has_no_queue_whatever_its_role_allows() -> None:
    make_members("KR", "TH")
    shared_by("KR")
    shared_by("TH", "KR")
    link = only_link("KR")
    member = Bureau.objects.get(member="KR").member
    unit = Bureau.objects.create(member=member, name="A unit", kind=Bureau.Kind.DOMESTIC_UNIT)
    Officer.objects.filter(username="kr.second").update(bureau=unit)
    assert waiting_links(viewer("KR", post="second"), now=NOW, most=9) == []
    with pytest.raises(NotFound):
        judge_link(viewer("KR", post="second"), link, judgement=Judgement.SAME, now=NOW)


def test_a_label_that_has_ended_hides_what_rests_on_it() -> None:
    make_members("KR", "TH")
    shared_by("KR")
    shared_by("TH", "KR", until=NOW + timedelta(days=300))
    assert len(waiting_links(viewer("KR"), now=NOW, most=9)) == 1
    assert waiting_links(viewer("KR"), now=NOW + timedelta(days=301), most=9) == []


def test_the_work_of_contributing_does_not_grow_with_what_others_hold(settings: Any) -> None:
    settings.INTERLACE_WORKER = True
    statements = []
    for number in (0, 12):
        make_members(f"K{number}", f"T{number}")
        for _ in range(number):
            shared_by(f"T{number}")
        shared_by(f"K{number}")  # whatever the first contribution of a bureau costs
        with CaptureQueriesContext(connection) as done:
            shared_by(f"K{number}")
        statements.append(len(done))
    assert statements[0] == statements[1]
