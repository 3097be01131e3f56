"""Attacks on the desk by whoever has an account: each of them told something once."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bureaus.people.staff import PAPER, make_staff
from tests.people import Caller, make_officer
from tests.screening.network import NOW, PURPOSES, contribute, label, make_members, person, viewer

from interlace.bureaus.people.changes import propose_officer
from interlace.bureaus.people.posts import UnitRights
from interlace.core.handling import HitMode
from interlace.core.procedure.threads import Item, ItemKind, ThreadType
from interlace.desk.threads.attachments import attach
from interlace.desk.threads.drafting import Typed, draft_of, drafts_of, new_draft, save_draft
from interlace.desk.threads.messages import Message
from interlace.desk.threads.numbering import series_of
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.sending import send_draft
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.facts.receipts import recalls_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.identity.enrolling import bureau_named
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import propose_extension, waiting_extensions
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.queue import groups_due
from interlace.oversight.models import RequestKind
from interlace.oversight.requests import actions as requests
from interlace.screening.checks.actions import ask_holders
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="1991-04-17")
NEAR_END = NOW + timedelta(days=300)
PARTS = st.sampled_from(["", "reed", "fraud", "L2", "a/b", "a-b", "@reed", "~", "heron"])


def hits_certified(member: str = "KR") -> int:
    """What a certificate says of hits when the member deletes all that it has."""
    find_due(now=NEAR_END, member=member)
    items = [each.item.id for group in groups_due(viewer(member), now=NEAR_END) for each in group.items]
    text = json.loads(delete_records(viewer(member), items, now=NEAR_END).text)
    return int(text["counts"]["hits_withdrawn"])


@pytest.mark.parametrize(
    ("terms", "count"),
    [({}, 2), ({"hit": HitMode.SILENT}, 0), ({"hit": HitMode.NONE}, 0), ({"deny": ["KR"]}, 0), ({"level": 3}, 0)],
    ids=["open", "silent", "none", "denied", "above the certificate"],
)
def test_a_certificate_counts_no_hit_that_its_readers_may_not_know_of(terms: dict[str, Any], count: int) -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username="th.desk").update(level=3)
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"], **terms), THAI)

    assert hits_certified() == count


def test_the_number_of_a_request_counts_no_others() -> None:
    make_members("KR", "TH")
    numbers = []
    for _ in range(3):
        request = requests.receive_request(viewer("TH"), kind=RequestKind.ACCESS, name="Han", language="en", now=NOW)
        numbers.append(request.number)
    assert len(set(numbers)) == 3
    assert {number.rpartition("-")[0] for number in numbers} == {"TH-P-2026"}
    assert not any(number.rpartition("-")[2].isdigit() for number in numbers)


def test_what_a_colleague_blocked_is_not_numbered_to_others() -> None:
    make_members("KR", "TH")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=Bureau.objects.get(member="KR"), level=3)
    (secret,) = contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN)
    asker = viewer("TH")
    request = requests.receive_request(asker, kind=RequestKind.ACCESS, name="Han", language="en", now=NOW)
    requests.check_identity(asker, request.id, by_what="Passport", now=NOW)
    requests.ask_owners(asker, request.id, now=NOW)
    question = requests.questions_of(viewer("KR"), now=NOW)[0]

    requests.block(viewer("KR", post="chief"), question.id, [secret], now=NOW)

    told = {
        name: [
            each.subject for each in requests.question_of(viewer("KR", post=name), question.id, now=NOW).blocks.all()
        ]
        for name in ("chief", "desk")
    }
    assert told == {"chief": [secret], "desk": []}
    shown = Caller(Officer.objects.get(username="kr.desk")).get(f"/privacy-questions/{question.id}")
    assert str(secret) not in shown.content.decode()


@given(
    *(st.tuples(PARTS.filter(bool), st.integers(0, 2), st.sets(PARTS.filter(bool), max_size=2), PARTS) for _ in "ab")
)
@settings(max_examples=300, deadline=None)
def test_two_series_never_count_together(one: Any, other: Any) -> None:
    names = [
        series_of(purpose, level=level, rooms=sorted(rooms), unit_name=unit)
        for purpose, level, rooms, unit in (one, other)
    ]
    assert (names[0] == names[1]) == (one == other)
    assert max(map(len, names)) <= 100


def test_long_names_share_no_series() -> None:
    names = {series_of("fraud", level=0, rooms=[], unit_name="x" * 110 + end) for end in "ab"}
    assert len(names) == 2
    assert max(map(len, names)) <= 100


def test_a_secret_file_hides_the_draft_from_who_may_not_read_the_file(tmp_path: Path) -> None:
    """A reviewer who cannot see the file would find by the digest that there is one, and send without it."""
    make_members("KR", "TH")
    Officer.objects.filter(username="kr.desk").update(level=3)
    desk, second = viewer("KR"), viewer("KR", post="second")
    message = Message(
        title="A passport",
        text="Was it issued?",
        type=ThreadType.VERIFICATION,
        to="TH",
        items=(Item(ItemKind.DOCUMENT, "UT0000142"),),
    )
    draft = new_draft(desk, message, now=NOW)
    assert [each.id for each in drafts_of(second, now=NOW)] == [draft.id]
    (tmp_path / "a.txt").write_text("secret")

    attach(desk, draft.id, tmp_path / "a.txt", file_name="a.txt", level=2, now=NOW)
    attach(desk, draft.id, tmp_path / "a.txt", file_name="b.txt", now=NOW)
    save_draft(desk, draft.id, Typed(message, version=1), now=NOW)

    assert drafts_of(second, now=NOW) == []
    with pytest.raises(NotFound):
        draft_of(second, draft.id, now=NOW)
    sent = send_draft(desk, draft.id, now=NOW)
    assert (sent.level, sent.state) == (0, "SENT")
    Officer.objects.filter(username="th.second").update(level=3)
    seen = [_files_of("th.desk", sent.thread), _files_of("th.second", sent.thread)]
    assert seen == [["b.txt"], ["a.txt", "b.txt"]]


def _files_of(username: str, thread: Any) -> list[str]:
    shown = Caller(Officer.objects.get(username=username)).get(f"/threads/{thread}").json()
    return sorted(file["name"] for event in shown["events"] for file in event["attachments"])


def test_a_thread_names_no_hit_that_its_reader_may_not_know_of() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username__in=["kr.desk", "th.second"]).update(level=3)
    contribute(viewer("TH", post="second"), label("TH", seekers=["KR"], level=3), THAI)
    found = ask_holders(viewer("KR"), question_about(KOREAN), now=NOW)
    (hit,) = [each.hit for answer in found.answers for each in answer.found]
    message = Message(title="The hit", text="Is it he?", type=ThreadType.HIT_FOLLOW_UP, to="TH", hit=hit)

    thread = send_draft(viewer("KR"), new_draft(viewer("KR"), message, now=NOW).id, now=NOW).thread

    told = {post: thread_of(viewer("TH", post=post), thread, now=NOW).side.hit for post in ("desk", "second")}
    assert told == {"desk": None, "second": hit}


def test_a_receipt_of_a_recall_is_for_who_recalled() -> None:
    """How much a colleague has taken back, and when, may be above the reader."""
    make_members("KR")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=Bureau.objects.get(member="KR"), level=3)
    contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN)
    with steward(Task.VERIFY):
        secret = list(Fact.objects.values_list("id", flat=True))

    recall(viewer("KR", post="chief"), secret, reason="other", now=NOW)

    told = {post: [each.facts for each in recalls_of(viewer("KR", post=post), now=NOW)] for post in ("chief", "desk")}
    assert told == {"chief": [len(secret)], "desk": []}


def test_how_many_proposals_there_are_costs_no_statement() -> None:
    make_members("KR")
    bureau = Bureau.objects.get(member="KR")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=bureau, level=3, purposes=tuple(PURPOSES))
    contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN, THAI)
    find_due(now=NEAR_END, member="KR")
    items = [each.item.id for group in groups_due(viewer("KR", post="chief"), now=NEAR_END) for each in group.items]
    statements = []
    for item in items:
        with acting(viewer("KR"), now=NEAR_END), CaptureQueriesContext(connection) as done:
            assert waiting_extensions(viewer("KR")) == []
        statements.append(len(done))
        until = NEAR_END + timedelta(days=200)
        propose_extension(viewer("KR", post="chief"), [item], until=until, reason="The trial.", now=NEAR_END)
    assert statements == [statements[0]] * len(items)


def test_who_works_elsewhere_is_not_told_by_a_name_that_is_taken() -> None:
    kr, th = make_staff("KR"), make_staff("TH")
    make_officer("TH", username="night.watch")
    answers = []
    for name in (th.duty.username, "th.nobody", "night.watch", "day.watch"):
        with pytest.raises(InvalidInput) as refused:
            propose_officer(kr.by(kr.head), kr.post(username=name), PAPER, now=NOW)
        answers.append([(each.pointer, each.code, str(each.what), str(each.fix)) for each in refused.value.problems])
    assert [answers[0]] * 4 == answers
    assert answers[0][0][1] == "username_elsewhere"

    opened = kr.opened(UnitRights(th.unit.name, "UTC"))

    assert (opened.name, opened.member_id) == (th.unit.name, "KR")
    assert [bureau_named(f"{code}/{opened.name}").member_id for code in ("KR", "TH")] == ["KR", "TH"]


def test_the_queue_of_what_is_near_its_end_shows_no_purpose_that_its_reader_does_not_work_for() -> None:
    make_members("KR")
    bureau = Bureau.objects.get(member="KR")
    make_officer("KR", username="kr.narcotics", roles=(Role.HEAD,), bureau=bureau, purposes=("drugs",))
    contribute(viewer("KR", post="narcotics", purpose="drugs"), label("KR", purposes=["drugs"]), KOREAN)
    find_due(now=NEAR_END, member="KR")

    told = {post: len(groups_due(viewer("KR", post=post), now=NEAR_END)) for post in ("narcotics", "desk")}

    assert told == {"narcotics": 1, "desk": 0}
