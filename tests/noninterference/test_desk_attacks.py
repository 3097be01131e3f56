"""Attacks on the desk by whoever has an account: each of them told something once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bureaus.people.staff import PAPER, make_staff
from tests.noninterference.attacked import KOREAN, PHONE, THAI, chief_of, facts_read_by, shared_with
from tests.noninterference.playing import Sheet
from tests.people import Caller, make_officer
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.bureaus.people.changes import propose_officer
from interlace.bureaus.people.ports import hand_over_items, items_of
from interlace.bureaus.people.posts import UnitRights
from interlace.core.procedure.emergency import EmergencyGround
from interlace.core.procedure.ladder import Urgency
from interlace.core.procedure.threads import Item, ItemKind, ThreadType
from interlace.desk.threads.actions import note_numbers
from interlace.desk.threads.attachments import attach
from interlace.desk.threads.drafting import (
    Typed,
    approve_draft,
    draft_of,
    drafts_of,
    new_draft,
    save_draft,
    submit_draft,
)
from interlace.desk.threads.due import facts_withdrawn
from interlace.desk.threads.foreign_numbers import numbers_known, numbers_of_matter
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import FactReference, Withdrawal
from interlace.desk.threads.numbering import series_of
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.sending import send_draft
from interlace.facts.actions import contribute as store
from interlace.facts.queries import register_named, registers_of
from interlace.facts.recalling import recall
from interlace.facts.registers.loading import RegisterTerms, load_register, try_register
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.foundation.identity.enrolling import bureau_named
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits.actions import ask_owner
from interlace.screening.hits.emergency_releases import Emergency, release_alone
from interlace.screening.hits.releases import approve_release, propose_release
from interlace.screening.queries import hit_of
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = st.sampled_from(["", "reed", "fraud", "L2", "a/b", "a-b", "@reed", "~", "heron"])


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


def test_a_draft_is_not_for_who_may_not_know_of_a_fact_or_a_hit_in_it() -> None:
    """What was chosen stands in a draft by its number, and is told as "no longer yours to read"."""
    make_members("KR", "TH")
    for member in ("KR", "TH"):
        chief_of(member)
    chief, desk = viewer("KR", post="second"), viewer("KR")
    contribute(chief, label("KR", level=3), KOREAN)
    contribute(viewer("TH", post="second"), label("TH", seekers=["KR"], level=3), THAI)
    asked = ask_holders(chief, question_about(KOREAN), now=NOW)
    (hit,) = [each.hit for answer in asked.answers for each in answer.found]
    letter = Message(title="A man", text="Is he known?", type=ThreadType.INFORMATION, to="TH")
    secret = facts_read_by(chief)["phone"]

    drafts = {
        what: new_draft(chief, message, now=NOW).id
        for what, message in {
            "nothing": letter,
            "nobody's": replace(letter, facts=(uuid4(),)),
            "a fact": replace(letter, facts=(secret,)),
            "a hit": replace(letter, type=ThreadType.HIT_FOLLOW_UP, hit=hit),
        }.items()
    }

    assert {each.id for each in drafts_of(chief, now=NOW)} == set(drafts.values())
    assert {each.id for each in drafts_of(desk, now=NOW)} == {drafts["nothing"], drafts["nobody's"]}
    caller = Caller(Officer.objects.get(username="kr.desk"))
    for what in ("a fact", "a hit"):
        for path in ("", "/check"):
            assert caller.get(f"/thread-drafts/{drafts[what]}{path}").status_code == 404
    save_draft(chief, drafts["a fact"], Typed(letter, version=1), now=NOW)
    assert drafts["a fact"] in {each.id for each in drafts_of(desk, now=NOW)}


def test_a_new_message_begins_with_no_number_of_a_thread_above_it() -> None:
    make_members("KR", "TH")
    chief_of("KR")
    chief = viewer("KR", post="second")
    for level, number in ((0, "I-24/7 1"), (3, "I-24/7 9")):
        items = (Item(ItemKind.DOCUMENT, "UT0000142"),)
        message = Message(title="x", text="y", type=ThreadType.VERIFICATION, to="TH", items=items, level=level)
        at = NOW + timedelta(minutes=level)
        side = send_draft(chief, new_draft(chief, message, now=at).id, now=at)
        note_numbers(chief, side.thread, foreign={"i247": number}, now=at)

    later = NOW + timedelta(hours=1)
    assert numbers_of_matter(chief, now=later) == {"i247": "I-24/7 1"}
    assert numbers_known(chief, now=later)["i247"] == ("I-24/7 9", "I-24/7 1")


@pytest.fixture
def hit_with_more_behind_it() -> UUID:
    """KR holds somebody whom TH lets it discover; TH's better cleared officers know his birth date too."""
    make_members("KR", "TH")
    for member in ("KR", "TH"):
        chief_of(member)
    (subject,) = contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=PHONE))
    birth = {"schema": "Person", "properties": {"birthDate": ["1991-04-17"]}}
    contribute(viewer("TH", post="second"), label("TH", seekers=["KR"], level=3), birth, subject=subject)
    entity = person("한지섭", phone=PHONE, birthDate="1991-04-17")
    asked = ask_holders(viewer("KR"), question_about(entity), now=NOW)
    (hit,) = [each.hit for answer in asked.answers for each in answer.found]
    ask_owner(viewer("KR"), hit, urgency=Urgency.HELD, now=NOW)
    return hit


def field_above(hit: UUID) -> str:
    fields = hit_of(viewer("TH", post="second"), hit, now=NOW).own_fields
    return next(each.tag for each in fields if each.prop == "birthDate")


def told_of(hit: UUID, *usernames: str) -> list[bytes]:
    """Every byte that these officers get of the hit."""
    callers = [Caller(Officer.objects.get(username=each)) for each in usernames]
    return [caller.get(path).content for caller in callers for path in (f"/hits/{hit}", "/hits", "/releases")]


def test_one_officer_alone_releases_nothing_that_stands_above_the_hit(hit_with_more_behind_it: UUID) -> None:
    """The asker's side holds its reasons for the whole bureau: they would tell the desk of a date above it."""
    hit, others = hit_with_more_behind_it, ("kr.desk", "th.desk")
    before = told_of(hit, *others)
    asked = Emergency((field_above(hit),), EmergencyGround.PERSON_HELD, "He is to be let go at six.")

    with pytest.raises(Refused) as refused:
        release_alone(viewer("TH", post="second"), hit, asked, now=NOW)

    assert refused.value.code == "label_forbids"
    assert told_of(hit, *others) == before


def test_a_release_of_what_stands_above_a_colleague_changes_no_byte_for_the_colleague(
    hit_with_more_behind_it: UUID,
) -> None:
    """The copy would stand where a colleague reads it, on either side: with the very value."""
    hit, chief, others = hit_with_more_behind_it, viewer("TH", post="second"), ("kr.desk", "th.desk")
    before = told_of(hit, *others), [(facts_read_by(viewer(each)), shared_with(viewer(each))) for each in ("KR", "TH")]

    made = propose_release(chief, hit, fields=[field_above(hit)], until=NOW + timedelta(days=300), now=NOW)
    approve_release(viewer("TH", post="chief"), made.id, digest=made.digest, now=NOW)

    after = told_of(hit, *others), [(facts_read_by(viewer(each)), shared_with(viewer(each))) for each in ("KR", "TH")]
    assert after == before
    cleared = {member: hit_of(viewer(member, post="second"), hit, now=NOW) for member in ("KR", "TH")}
    assert {member: view.side.released for member, view in cleared.items()} == {"KR": NOW, "TH": NOW}
    assert [each.prop for each in cleared["KR"].released] == ["birthDate"]


def test_what_lies_with_an_officer_counts_no_question_that_its_head_may_not_know_of() -> None:
    make_members("KR", "TH")
    chief_of("KR")
    bureau, chief = Bureau.objects.get(member="KR"), viewer("KR", post="second")
    make_officer("KR", username="kr.head", roles=(Role.HEAD,), bureau=bureau, purposes=("fraud",))
    officer = UUID(chief.id)
    shared = {"seekers": ["TH"]}
    contribute(chief, label("KR", **shared), KOREAN)
    assert len(items_of(viewer("KR", post="head"), officer, now=NOW)) == 1

    contribute(chief, label("KR", level=3, **shared), THAI)
    other = viewer("KR", post="second", purpose="trafficking")
    contribute(other, label("KR", purposes=["trafficking"], **shared), THAI)

    assert len(items_of(chief, officer, now=NOW)) == 3
    assert len(items_of(viewer("KR", post="head"), officer, now=NOW)) == 1
    colleague = Officer.objects.select_related("bureau__member").get(username="kr.chief")
    assert hand_over_items(viewer("KR", post="head"), officer, colleague, now=NOW) == 1
    assert len(items_of(viewer("KR", post="chief"), colleague.pk, now=NOW)) == 3


def test_an_import_for_a_purpose_that_is_not_one_s_own_is_not_listed() -> None:
    """Rows that were refused stand there with their values, and the name of a file may name a person."""
    make_members("KR")
    bureau = Bureau.objects.get(member="KR")
    make_officer("KR", username="kr.fraud", roles=(Role.DUTY_OFFICER,), bureau=bureau, level=3, purposes=("fraud",))
    other = viewer("KR", purpose="trafficking")
    terms = Sharing(purpose="trafficking", until=NOW + timedelta(days=90))
    done = store(
        other, Sheet(({"name": "Somchai", "phone": PHONE}, {"refused": "12 abc"})), terms, now=NOW
    ).contribution
    caller = Caller(Officer.objects.get(username="kr.fraud"))

    assert caller.get("/imports").json()["items"] == []
    for path in ("", "/problems"):
        answers = [caller.get(f"/imports/{each}{path}") for each in (done.id, uuid4())]
        assert {(each.status_code, each.content) for each in answers} == {(404, answers[0].content)}
    assert len(Caller(Officer.objects.get(username="kr.desk")).get("/imports").json()["items"]) == 1


def test_who_loads_a_register_is_told_nothing_of_one_of_the_same_name_that_is_above_it() -> None:
    """The next version would have said how many entries it takes away, and would have taken them away."""
    make_members("KR")
    chief_of("KR")
    Officer.objects.filter(username="kr.desk").update(level=0)
    chief, desk = viewer("KR", post="second"), viewer("KR")
    terms = RegisterTerms("reed", title="Heron", legal_effect="To be watched.")
    entries = Sheet(({"name": "Somchai Jaidee"}, {"name": "Tran Thi My Le"}))
    load_register(chief, entries, Sharing(purpose="fraud", until=NOW + timedelta(days=90), level=3), terms, now=NOW)
    own = Sharing(purpose="fraud", until=NOW + timedelta(days=90))
    other = RegisterTerms("reed", title="Mine", legal_effect="A lead.")

    for attempt in (try_register, load_register):
        with pytest.raises(Refused) as refused:
            attempt(desk, Sheet(({"name": "Nobody"},)), own, other, now=NOW)
        assert "Heron" not in f"{refused.value.message} {refused.value.fix}"

    assert register_named(desk, "reed") is None
    assert [(each.register.title, each.records) for each in registers_of(chief)] == [("Heron", 2)]


def test_what_goes_along_with_a_letter_stands_no_lower_than_the_letter() -> None:
    """A copy of a low fact would tell everybody on both sides that something left, for whom, and when."""
    make_members("KR", "TH")
    for member in ("KR", "TH"):
        chief_of(member)
    contribute(viewer("KR"), label("KR"), KOREAN)
    chief = viewer("KR", post="second")
    letter = Message(
        title="A man",
        text="Is he known?",
        type=ThreadType.VERIFICATION,
        to="TH",
        items=(Item(ItemKind.IDENTITY, "Han"),),
        facts=(facts_read_by(chief)["phone"],),
        level=3,
    )
    before = {each: shared_with(viewer(each)) for each in ("KR", "TH")}
    draft = new_draft(chief, letter, now=NOW)
    submit_draft(chief, draft.id, now=NOW)
    approve_draft(viewer("KR", post="chief"), draft.id, digest=draft_of(chief, draft.id, now=NOW).digest, now=NOW)

    thread = send_draft(chief, draft.id, now=NOW).thread

    assert {each: shared_with(viewer(each)) for each in ("KR", "TH")} == before
    told = thread_of(viewer("TH", post="second"), thread, now=NOW).events[0].facts
    assert [each.fact.value for each in told if each.fact is not None] == ["+821000000142"]


def test_what_was_withdrawn_above_the_reader_takes_no_place_in_its_inbox() -> None:
    make_members("KR", "TH")
    chief_of("TH")
    contribute(viewer("KR"), label("KR", readers=["TH"]), KOREAN)
    items = (Item(ItemKind.IDENTITY, "Han"),)
    letter = Message(title="x", text="y", type=ThreadType.VERIFICATION, to="KR", items=items, level=3)
    secret = send_draft(
        viewer("TH", post="second"), new_draft(viewer("TH", post="second"), letter, now=NOW).id, now=NOW
    )
    facts = (facts_read_by(viewer("KR"))["phone"],)
    known = Message(title="x", text="y", type=ThreadType.VERIFICATION, to="TH", items=items, facts=facts)
    thread = send_draft(viewer("KR"), new_draft(viewer("KR"), known, now=NOW).id, now=NOW).thread
    recall(viewer("KR"), facts, reason="outdated", now=NOW)
    with steward(Task.VERIFY):
        row = Withdrawal.objects.get()
        reference = FactReference.objects.get()
        for number in range(250):
            later = NOW + timedelta(minutes=number)
            other = FactReference.objects.create(
                event=uuid4(),
                position=0,
                fact=reference.fact,
                label_id=reference.label_id,
                originator="KR",
                recalled=NOW,
            )
            Withdrawal.objects.create(
                reference=other,
                member="TH",
                purpose="fraud",
                thread=secret.thread,
                fact=row.fact,
                originator="KR",
                label_id=row.label_id,
                at=later,
            )

    assert [each.side.thread for each in facts_withdrawn(viewer("TH"), now=NOW)] == [thread]
