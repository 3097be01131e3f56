"""Interning labels, and what the book of labels answers from memory."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from tests.worlds import LATER, NOW, person, put_facts, put_grant, shared

from interlace.core.handling import Action, Code, Grant, HitMode, Label, decide, join
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure import labels
from interlace.foundation.disclosure.labels import LabelBook, book, intern, labels_of
from interlace.foundation.disclosure.models import LabelRow

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = Label.of(
    "TH",
    audience=["KR"],
    seekers=["VN"],
    deny=["XA"],
    purposes=["fraud", "drugs"],
    until=LATER,
    level=2,
    rooms=["reed"],
    codes=[Code.EYES_ONLY, "Z9"],
    named=["kr-1"],
    hit=HitMode.SILENT,
    live=False,
    life=True,
)


def test_a_label_comes_back_as_it_was_with_every_field() -> None:
    assert labels_of([intern(EVERYTHING)]) == [EVERYTHING]


def test_equal_labels_share_one_id_whatever_the_offset_of_their_end() -> None:
    first = intern(shared("TH", "KR"))
    elsewhere = replace(shared("TH", "KR"), until=LATER.astimezone(None))
    assert intern(elsewhere) == first
    assert intern(shared("TH", "VN")) != first


def test_a_label_that_was_read_keeps_its_id_and_one_that_was_rolled_back_does_not() -> None:
    kept = intern(shared("TH"))
    with transaction.atomic():
        intern(shared("VN"))
        book.refresh()
        transaction.set_rollback(True)
    book.refresh()
    assert intern(shared("TH")) == kept
    assert LabelRow.objects.filter(pk=intern(shared("VN"))).exists()


def test_a_label_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        book.label(999_999_999)


def test_connections_that_intern_the_same_label_at_once_get_one_id() -> None:
    def make(_: int) -> int:
        try:
            return intern(EVERYTHING)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(8)))) == 1


def test_a_label_whose_transaction_ended_late_is_not_missed() -> None:
    """Numbers become visible out of order: the earlier one here after the later one was read."""
    early: list[int] = []

    def later_one() -> int:
        try:
            label_id = intern(shared("KR"))
            book.refresh()
            return label_id
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            early.append(intern(shared("TH")))
            late = pool.submit(later_one).result()
        assert early[0] < late
    assert labels_of([early[0], late]) == [shared("TH"), shared("KR")]


def test_a_label_and_a_consent_read_twice_count_once() -> None:
    fresh = LabelBook()
    with transaction.atomic():
        (fact,) = put_facts([shared("TH", "KR", codes=["F"])])
        put_grant(Grant("TH", Action.EXPORT, "KR", "fraud", LATER), label_id=fact.label_id)
        # What the running transaction wrote is read at every look; a consent counts from its commit on.
        fresh.refresh()
        fresh.refresh()
        assert fresh.permitted(person("KR"), Action.EXPORT, purpose="fraud", now=NOW).labels == ()
    fresh.refresh()
    fresh.refresh()
    found = fresh.permitted(person("KR"), Action.EXPORT, purpose="fraud", now=NOW)
    assert (found.labels, found.facts) == ((fact.label_id,), {})


def test_answers_are_kept_until_the_next_end_and_only_so_many() -> None:
    put_facts([shared("TH", "KR")])
    small = LabelBook(room=2)
    small.refresh()
    korean = person("KR")
    first = small.permitted(korean, Action.READ, purpose="fraud", now=NOW)
    assert small.permitted(korean, Action.READ, purpose="fraud", now=NOW + timedelta(hours=1)) is first
    assert small.permitted(korean, Action.READ, purpose="fraud", now=LATER).labels == ()
    small.permitted(korean, Action.CITE, purpose="fraud", now=NOW)
    small.permitted(korean, Action.ACT, purpose="fraud", now=NOW)
    again = small.permitted(korean, Action.READ, purpose="fraud", now=NOW)
    assert again is not first
    assert again.labels == first.labels


def test_a_clock_set_back_does_not_show_what_a_later_moment_decided() -> None:
    (fact,) = put_facts([shared("TH", "KR")])
    book.refresh()
    assert book.permitted(person("KR"), Action.READ, purpose="fraud", now=LATER).labels == ()
    assert book.permitted(person("KR"), Action.READ, purpose="fraud", now=NOW).labels == (fact.label_id,)


def test_two_people_of_one_member_share_answers_unless_somebody_is_named() -> None:
    put_facts([shared("TH", "KR")])
    book.refresh()
    first, second = person("KR"), replace(person("KR"), id="kr-2")
    read = book.permitted(first, Action.READ, purpose="fraud", now=NOW)
    assert book.permitted(second, Action.READ, purpose="fraud", now=NOW) is read
    (secret,) = put_facts(
        [Label.of("TH", audience=["KR"], purposes=["fraud"], until=LATER, codes=["E"], named=["kr-2"])]
    )
    book.refresh()
    assert secret.label_id not in book.permitted(first, Action.READ, purpose="fraud", now=NOW).labels
    assert secret.label_id in book.permitted(second, Action.READ, purpose="fraud", now=NOW).labels


def test_silent_labels_are_those_that_a_search_would_meet_if_they_spoke() -> None:
    silent = Label.of("TH", seekers=["KR"], purposes=["fraud"], until=LATER, hit=HitMode.SILENT)
    met, _for_others, _other_purpose, _speaking = put_facts(
        [
            silent,
            replace(silent, seekers=frozenset({"TH", "VN"})),
            replace(silent, purposes=frozenset({"drugs"})),
            replace(silent, hit=HitMode.HIT),
        ]
    )
    book.refresh()
    found = book.silent(person("KR"), purpose="fraud", now=NOW)
    assert found.labels == (met.label_id,)
    assert found.mask[met.label_id]
    assert book.silent(person("TH"), purpose="fraud", now=NOW).labels == ()


def test_a_member_holds_the_labels_of_which_it_is_the_sole_originator() -> None:
    mine, _foreign = put_facts([shared("TH", "KR"), shared("KR", "TH")])
    put_facts([replace(shared("TH", "KR"), origins=frozenset({"TH", "KR"}))])
    book.refresh()
    assert book.held_by("TH").labels == (mine.label_id,)


def test_a_forgotten_book_reads_again() -> None:
    label_id = intern(shared("TH"))
    book.refresh()
    book.forget()
    assert book.label(label_id) == shared("TH")


def test_a_book_that_is_forgotten_while_it_reads_is_read_from_its_beginning() -> None:
    def forgotten_meanwhile(execute: Any, *statement: Any) -> Any:
        """The moment at which another thread forgets: the news are read and not yet written down."""
        answer = execute(*statement)
        fresh.forget()
        return answer

    label_id = intern(shared("TH"))
    fresh = LabelBook()
    with connection.execute_wrapper(forgotten_meanwhile):
        fresh.refresh()
    assert fresh.id_of(shared("TH")) is None
    assert fresh.label(label_id) == shared("TH")


def test_no_label_means_nothing_permitted() -> None:
    assert not LabelRow.objects.exists()
    found = LabelBook().permitted(person("KR"), Action.READ, purpose="fraud", now=NOW)
    assert (found.labels, found.facts, found.mask.tolist()) == ((), {}, [False])


@pytest.fixture
def decisions(monkeypatch: pytest.MonkeyPatch) -> list[Label]:
    """The labels decided on, one entry for each decision."""
    made: list[Label] = []

    def counted(person: Person, action: Action, label: Label, **rest: Any) -> Any:
        made.append(label)
        return decide(person, action, label, **rest)

    monkeypatch.setattr(labels, "decide", counted)
    return made


def test_labels_of_others_cost_a_viewer_no_decision_and_a_label_for_it_costs_one(decisions: list[Label]) -> None:
    def decided() -> int:
        decisions.clear()
        book.refresh()
        book.permitted(person("KR"), Action.READ, purpose="fraud", now=NOW)
        return len(decisions)

    put_facts([replace(shared("TH", "KR"), level=level) for level in range(3)])
    assert decided() == 3
    put_facts([replace(shared("TH", "VN"), rooms=frozenset({f"room {number}"})) for number in range(50)])
    assert decided() == 0
    put_facts([shared("VN", "KR")])
    assert decided() == 1


def test_what_ends_for_others_costs_a_viewer_no_decision(decisions: list[Label]) -> None:
    put_facts([shared("TH", "KR"), replace(shared("TH", "VN"), until=NOW + timedelta(hours=1))])
    book.refresh()
    book.permitted(person("KR"), Action.READ, purpose="fraud", now=NOW)
    decisions.clear()
    book.permitted(person("KR"), Action.READ, purpose="fraud", now=NOW + timedelta(hours=2))
    assert decisions == []


@pytest.mark.parametrize("seed", range(12))
def test_an_answer_that_grew_step_by_step_is_what_a_new_book_decides(seed: int) -> None:
    dice = random.Random(seed)
    purposes, members = ("fraud", "drugs"), ("TH", "KR", "VN")
    grown, now = LabelBook(), NOW
    for _ in range(25):
        terms = Label.of(
            dice.choice(members),
            audience=[member for member in members if dice.random() < 0.6],
            seekers=[member for member in members if dice.random() < 0.3],
            purposes=[purpose for purpose in purposes if dice.random() < 0.7],
            until=NOW + timedelta(hours=dice.randint(1, 40)),
            codes=[code for code in ("F", "J", "C", "E") if dice.random() < 0.2],
            named=["kr-1"] if dice.random() < 0.5 else ["kr-2"],
            hit=dice.choice(list(HitMode)),
            live=dice.random() < 0.9,
        )
        if dice.random() < 0.2:
            terms = join(terms, replace(terms, origins=frozenset(members[:2])))
        facts = put_facts([terms], each=2)
        for origin in sorted(terms.origins):
            action = dice.choice([Action.EXPORT, Action.CITE])
            expires = NOW + timedelta(hours=dice.randint(1, 40))
            grant = Grant(origin, action, dice.choice(members), "fraud", expires)
            which = dice.choice([None, facts[0].id])
            if dice.random() < 0.6:
                put_grant(grant, label_id=facts[0].label_id, fact_id=which)
        now += timedelta(hours=dice.choice([-2, 0, 0, 1, 3]))
        grown.refresh()
        fresh = LabelBook()
        fresh.refresh()
        for member in ("KR", "VN"):
            for action in (Action.READ, Action.DISCOVER, Action.EXPORT, Action.CITE):
                one, other = (
                    each.permitted(person(member), action, purpose="fraud", now=now) for each in (grown, fresh)
                )
                assert (one.labels, one.facts, one.mask.tolist()) == (other.labels, other.facts, other.mask.tolist())
        assert grown.permitted(replace(person("KR"), id="kr-2"), Action.READ, purpose="fraud", now=now).labels == (
            fresh.permitted(replace(person("KR"), id="kr-2"), Action.READ, purpose="fraud", now=now).labels
        )
