"""The written form of events, the smallest set of consents, and what happens before sending."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.ledger import canonical
from interlace.core.procedure.threads import (
    DraftMove,
    Event,
    Item,
    ItemKind,
    Move,
    Outcome,
    ThreadParty,
    ThreadStage,
    ThreadType,
    ThreadUrgency,
    Verdict,
    Written,
    digest_of,
    draft_problem,
    event_of,
    is_unbroken,
    needs_review,
    smallest_consents,
    terms_of,
)

NOW = datetime(2026, 7, 14, 5, 22, 3, 17, tzinfo=UTC)
LAWS = settings(max_examples=120, deadline=None)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def events() -> st.SearchStrategy[Event]:
    items = st.builds(Item, st.sampled_from(ItemKind), TEXTS)
    verdicts = st.builds(Verdict, st.sampled_from(Outcome), TEXTS, st.none() | st.dates(), TEXTS)
    moments = st.integers(0, 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds))
    return st.builds(
        Event,
        st.sampled_from(Move),
        st.sampled_from(ThreadParty),
        moments,
        type=st.none() | st.sampled_from(ThreadType),
        urgency=st.none() | st.sampled_from(ThreadUrgency),
        answer_by=st.none() | moments,
        items=st.lists(items, max_size=3).map(tuple),
        verdicts=st.lists(verdicts, max_size=3).map(tuple),
        outcome=st.none() | st.sampled_from(Outcome),
        ground=TEXTS,
        reason=TEXTS,
    )


def written(number: int, event: Event, previous: str) -> Written:
    return Written(
        thread="t",
        number=number,
        event=event,
        member="KR",
        unit="",
        officer="Kim",
        body={},
        label={},
        previous=previous,
    )


def entries(given_events: list[Event]) -> list[str]:
    found: list[str] = []
    for number, event in enumerate(given_events, start=1):
        found.append(written(number, event, digest_of(found[-1]) if found else "").entry())
    return found


@given(events())
@LAWS
def test_what_is_written_is_read_back_as_it_was(event: Event) -> None:
    kept = json.loads(canonical(terms_of(event)))
    assert event_of(event.move, event.party, event.at, kept) == event


@given(st.lists(events(), min_size=1, max_size=5))
@LAWS
def test_a_chain_is_unbroken_until_one_letter_is_changed_or_one_event_is_missing(given_events: list[Event]) -> None:
    texts = entries(given_events)
    assert is_unbroken([(json.loads(text), text) for text in texts])
    for place in range(len(texts) - 1):
        missing = texts[:place] + texts[place + 1 :]
        assert not is_unbroken([(json.loads(text), text) for text in missing])
        changed = [*texts]
        changed[place] = changed[place].replace("Kim", "Lee")
        assert not is_unbroken([(json.loads(text), text) for text in changed])


def test_an_event_is_written_in_one_form_alone() -> None:
    event = Event(
        Move.ANSWER,
        ThreadParty.ADDRESSEE,
        NOW,
        outcome=Outcome.CONFIRMED,
        verdicts=(Verdict(Outcome.CONFIRMED, "Register", date(2026, 7, 1)),),
    )
    assert written(2, event, "ab").entry() == (
        '{"at":"2026-07-14T05:22:03.000017+00:00","body":{},"format":"interlace-thread-1","kind":"answer","label":{},'
        '"member":"KR","number":2,"officer":"Kim","party":"addressee","previous":"ab","terms":{"outcome":"confirmed",'
        '"verdicts":[{"on":"2026-07-01","outcome":"confirmed","remark":"","source":"Register"}]},"thread":"t","unit":""}'
    )


# --- consents --------------------------------------------------------------------------------------------------------

ORIGINS = st.frozensets(st.sampled_from("ABCDE"), max_size=3)
THINGS = st.lists(st.lists(ORIGINS, min_size=1, max_size=3), max_size=5)


@given(THINGS)
@LAWS
def test_the_smallest_set_of_consents_lets_everything_go_and_no_smaller_one_does(
    things: list[list[frozenset[str]]],
) -> None:
    def lets_go(asked: frozenset[str]) -> bool:
        return all(any(way <= asked for way in ways) for ways in things)

    found = smallest_consents(things)
    assert found is not None
    assert lets_go(found)
    everybody = sorted({origin for ways in things for way in ways for origin in way})
    smaller = chain.from_iterable(combinations(everybody, size) for size in range(len(found)))
    assert not any(lets_go(frozenset(each)) for each in smaller)


def test_of_two_sets_of_one_size_the_first_by_name_is_asked() -> None:
    th, vn, sg = (frozenset({code}) for code in ("TH", "VN", "SG"))
    assert smallest_consents([[th, vn]]) == th
    assert smallest_consents([[th, vn], [vn, sg]]) == vn
    assert smallest_consents([[th], [th, vn], [th | sg, vn]]) == th | sg


def test_what_may_never_go_is_unlocked_by_nobody() -> None:
    assert smallest_consents([[frozenset({"TH"})], []]) is None
    assert smallest_consents([]) == frozenset()
    assert smallest_consents([[frozenset()]]) == frozenset()


# --- before sending --------------------------------------------------------------------------------------------------


def test_a_question_is_read_by_another_officer_unless_it_cannot_wait() -> None:
    def needed(kind: ThreadType, urgency: ThreadUrgency, *, widens: bool = False, move: Move = Move.SEND) -> bool:
        return needs_review(kind, move, urgency, widens=widens)

    assert needed(ThreadType.INFORMATION, ThreadUrgency.ROUTINE)
    assert needed(ThreadType.INFORMATION, ThreadUrgency.URGENT, move=Move.ANSWER)
    assert not needed(ThreadType.INFORMATION, ThreadUrgency.IMMEDIATE)
    assert not needed(ThreadType.INFORMATION, ThreadUrgency.ROUTINE, move=Move.ASK)
    assert not needed(ThreadType.STOP_PAYMENT, ThreadUrgency.IMMEDIATE)
    assert needed(ThreadType.STOP_PAYMENT, ThreadUrgency.IMMEDIATE, widens=True)


def test_nobody_reviews_what_is_one_s_own_and_an_edit_undoes_the_review() -> None:
    def problem(state: ThreadStage, move: DraftMove, by: str = "b", *, needed: bool = True) -> str:
        found = draft_problem(state, move, author="a", by=by, review_needed=needed)
        return found.code if found else ""

    assert problem(ThreadStage.IN_REVIEW, DraftMove.APPROVE) == ""
    assert problem(ThreadStage.IN_REVIEW, DraftMove.APPROVE, "a") == "review_by_author"
    assert problem(ThreadStage.IN_REVIEW, DraftMove.RETURN, "a") == "review_by_author"
    assert problem(ThreadStage.DRAFT, DraftMove.APPROVE) == "draft_not_now"
    assert problem(ThreadStage.DRAFT, DraftMove.TRANSMIT) == "review_needed"
    assert problem(ThreadStage.DRAFT, DraftMove.TRANSMIT, needed=False) == ""
    assert problem(ThreadStage.REVIEWED, DraftMove.TRANSMIT) == ""
    assert problem(ThreadStage.SENT, DraftMove.EDIT) == "draft_not_now"
