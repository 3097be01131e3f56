"""The laws of a thread: whose move it is, what the clock does, how it ends, and that both sides see the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.threads import (
    CLOCKS,
    GENERIC,
    MOVES,
    MOVES_OF,
    TYPES,
    VERDICTS,
    Event,
    Item,
    ItemKind,
    Move,
    NotPossible,
    Outcome,
    ThreadParty,
    ThreadStage,
    ThreadState,
    ThreadType,
    ThreadUrgency,
    Verdict,
    allowed,
    fold,
    follow,
    moves_open_to,
    outcome_of,
    problem_of,
)

NOW = datetime(2026, 7, 14, 5, 22, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OPENER, ADDRESSEE = ThreadParty.OPENER, ThreadParty.ADDRESSEE
LAWS = settings(max_examples=150, deadline=None)
PASSPORT = Item(ItemKind.DOCUMENT, "Passport UT0000142")
NAME = Item(ItemKind.IDENTITY, "HAN Ji-seop, born 1991-04-17")


def sent(kind: ThreadType = ThreadType.INFORMATION, *, at: datetime = NOW, **terms: object) -> Event:
    items = (NAME, PASSPORT) if TYPES[kind].by_item else ()
    return replace(Event(Move.SEND, OPENER, at, type=kind, items=items), **terms)  # type: ignore[arg-type]


def did(move: Move, *, after: timedelta, **terms: object) -> Event:
    party = next(party for party in ThreadParty if move in MOVES_OF[party])
    return replace(Event(move, party, NOW + after), **terms)  # type: ignore[arg-type]


def state_of(*events: Event) -> ThreadState:
    state = fold(events)
    assert state is not None
    return state


def problem(*events: Event) -> str:
    found = problem_of(fold(events[:-1]), events[-1])
    return found.code if found else ""


# --- the road of one thread ------------------------------------------------------------------------------------------


def test_a_question_is_acknowledged_clarified_answered_and_closed_with_what_was_answered() -> None:
    events = [
        sent(),
        did(Move.ACKNOWLEDGE, after=HOUR),
        did(Move.ASK, after=2 * HOUR, reason="Which account?"),
        did(Move.SUPPLY, after=5 * HOUR),
        did(Move.ANSWER, after=6 * HOUR, outcome=Outcome.LOCATED),
        did(Move.CLOSE, after=7 * HOUR),
    ]
    states = [state_of(*events[:count]).state for count in range(1, 7)]
    assert states == [
        ThreadStage.SENT,
        ThreadStage.ACKNOWLEDGED,
        ThreadStage.CLARIFICATION,
        ThreadStage.ACKNOWLEDGED,
        ThreadStage.ANSWERED,
        ThreadStage.CLOSED,
    ]
    end = state_of(*events)
    assert (end.outcome, end.closed, end.clock.used(NOW + 9 * HOUR)) == (Outcome.LOCATED, NOW + 7 * HOUR, 3 * HOUR)
    assert end.owed_by is None


@pytest.mark.parametrize("state", [*ThreadStage])
@pytest.mark.parametrize("move", [*Move])
def test_every_cell_of_the_table_leads_where_it_says_or_nowhere(state: ThreadStage, move: Move) -> None:
    leads = MOVES.get((state, move))
    before_sending = state in {ThreadStage.DRAFT, ThreadStage.IN_REVIEW, ThreadStage.REVIEWED}
    assert leads is None or not (before_sending or move is Move.SEND)
    if state is ThreadStage.CLOSED:
        assert leads is (ThreadStage.ANSWERED if move is Move.ANSWER else None)


def test_states_have_names_in_the_generic_machine() -> None:
    assert GENERIC.keys() == set(ThreadStage)
    assert len(set(GENERIC.values())) == len(ThreadStage)


# --- rights ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("move", [*Move])
@pytest.mark.parametrize("party", [*ThreadParty])
def test_no_side_makes_a_move_that_is_the_other_s(move: Move, party: ThreadParty) -> None:
    event = Event(move, party, NOW + HOUR, reason="x", outcome=Outcome.LOCATED, urgency=ThreadUrgency.URGENT)
    if move not in MOVES_OF[party]:
        assert problem(sent(), event) == "not_your_move"
        with pytest.raises(NotPossible):
            follow(fold([sent()]), event)


def test_a_thread_begins_with_what_its_type_needs() -> None:
    assert problem(did(Move.ACKNOWLEDGE, after=HOUR)) == "not_opened"
    assert problem(Event(Move.SEND, OPENER, NOW)) == "type_missing"
    assert problem(sent(ThreadType.VERIFICATION, items=())) == "items_missing"
    assert problem(sent(items=(NAME,))) == "items_not_of_type"
    assert problem(sent(answer_by=NOW)) == "answer_by_over"
    assert problem(sent(), sent(at=NOW + HOUR)) == "not_now"


# --- the clock -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("urgency", [*ThreadUrgency])
def test_due_times_follow_the_table_of_urgency(urgency: ThreadUrgency) -> None:
    state = state_of(sent(urgency=urgency))
    assert state.clock.acknowledgement_due == NOW + CLOCKS[urgency].acknowledge
    assert state.clock.answer_due == NOW + CLOCKS[urgency].answer
    assert state.due == state.clock.acknowledgement_due


def test_a_policy_of_the_type_shortens_the_routine_answer_and_no_other() -> None:
    assert allowed(ThreadType.PRESERVATION, ThreadUrgency.ROUTINE).answer == timedelta(days=1)
    assert allowed(ThreadType.PRESERVATION, ThreadUrgency.PRIORITY) == CLOCKS[ThreadUrgency.PRIORITY]
    assert all(allowed(kind, each).answer <= CLOCKS[each].answer for kind in ThreadType for each in ThreadUrgency)
    assert all(
        allowed(kind, each).acknowledge <= allowed(kind, each).answer for kind in ThreadType for each in ThreadUrgency
    )


def test_the_clock_stands_while_the_addressee_needs_something_and_says_why() -> None:
    asked = state_of(sent(urgency=ThreadUrgency.URGENT), did(Move.ASK, after=HOUR, reason="Which account?"))
    assert (asked.clock.is_paused, asked.due, asked.clock.answer_due, asked.owed_by) == (True, None, None, OPENER)
    assert asked.clock.pauses[-1].reason == "Which account?"
    assert asked.clock.used(NOW + 1000 * HOUR) == HOUR
    assert not asked.reads_no_answer(NOW + 1000 * HOUR)
    runs = follow(asked, did(Move.SUPPLY, after=11 * HOUR))
    assert runs.due == NOW + 34 * HOUR


def test_a_pause_needs_its_reason_and_is_the_addressee_s_alone() -> None:
    assert problem(sent(), did(Move.ASK, after=HOUR, reason=" ")) == "reason_missing"
    assert problem(sent(), Event(Move.ASK, OPENER, NOW + HOUR, reason="x")) == "not_your_move"


def test_the_addressee_may_say_that_it_needs_the_information_no_longer() -> None:
    paused = [sent(), did(Move.ASK, after=HOUR, reason="Which account?")]
    resumed = state_of(*paused, did(Move.RESUME, after=2 * HOUR, reason="Found it."))
    assert (resumed.state, resumed.clock.is_paused) == (ThreadStage.ACKNOWLEDGED, False)


def test_a_moment_that_does_not_move_ends_the_clock_in_spite_of_pauses() -> None:
    held = sent(urgency=ThreadUrgency.URGENT, answer_by=NOW + 6 * HOUR)
    assert state_of(held).clock.answer_due == NOW + 6 * HOUR
    paused = [held, did(Move.ASK, after=HOUR, reason="Which?"), did(Move.SUPPLY, after=3 * HOUR)]
    assert state_of(*paused).clock.answer_due == NOW + 6 * HOUR


def test_more_urgent_counts_from_now_and_less_urgent_gives_time() -> None:
    raised = did(Move.CHANGE_URGENCY, after=48 * HOUR, urgency=ThreadUrgency.IMMEDIATE, reason="He is held now.")
    state = state_of(sent(), did(Move.ACKNOWLEDGE, after=HOUR), raised)
    assert (state.urgency, state.due) == (ThreadUrgency.IMMEDIATE, NOW + 50 * HOUR)
    lowered = did(Move.CHANGE_URGENCY, after=49 * HOUR, urgency=ThreadUrgency.ROUTINE, reason="He was let go.")
    assert follow(state, lowered).due == NOW + timedelta(days=10)
    assert problem(sent(), did(Move.CHANGE_URGENCY, after=HOUR, urgency=ThreadUrgency.URGENT)) == "reason_missing"
    same = did(Move.CHANGE_URGENCY, after=HOUR, urgency=ThreadUrgency.ROUTINE, reason="x")
    assert problem(sent(), same) == "urgency_same"


def test_raising_the_urgency_lengthens_nothing() -> None:
    late = did(Move.CHANGE_URGENCY, after=239 * HOUR, urgency=ThreadUrgency.URGENT, reason="x")
    assert state_of(sent(), did(Move.ACKNOWLEDGE, after=HOUR), late).due == NOW + 240 * HOUR


def test_half_eighty_and_the_whole_of_the_time_can_be_told() -> None:
    clock = state_of(sent(urgency=ThreadUrgency.IMMEDIATE)).clock
    assert [clock.share_used(NOW + share * MINUTE) for share in (0, 60, 96, 120, 500)] == [0.0, 0.5, 0.8, 1.0, 1.0]
    short = state_of(sent(urgency=ThreadUrgency.IMMEDIATE, answer_by=NOW + HOUR)).clock
    assert short.share_used(NOW + 30 * MINUTE) == 0.5


# --- how it ends -----------------------------------------------------------------------------------------------------


def test_unanswered_when_due_reads_no_answer_and_only_then_can_be_closed_so() -> None:
    state = state_of(sent(), did(Move.ACKNOWLEDGE, after=HOUR))
    due = NOW + timedelta(days=10)
    assert [state.reads_no_answer(at) for at in (due - MINUTE, due)] == [False, True]
    early, late = (Event(Move.CLOSE, OPENER, at) for at in (due - MINUTE, due))
    assert problem_of(state, early) is not None
    closed = follow(state, late)
    assert (closed.outcome, closed.answered) == (Outcome.NO_ANSWER, None)


def test_a_late_answer_opens_what_was_closed_without_one_and_no_other_end() -> None:
    no_answer = [sent(), Event(Move.CLOSE, OPENER, NOW + timedelta(days=11))]
    answer = did(Move.ANSWER, after=timedelta(days=12), outcome=Outcome.NO_RECORD)
    late = state_of(*no_answer, answer)
    assert (late.state, late.outcome, late.closed) == (ThreadStage.ANSWERED, Outcome.NO_RECORD, None)
    withdrawn = did(Move.WITHDRAW, after=HOUR, reason="Found by ourselves.")
    assert state_of(sent(), withdrawn).outcome is Outcome.WITHDRAWN
    assert problem(sent(), withdrawn, answer) == "not_now"


def test_an_answer_says_one_of_the_outcomes_of_its_type_and_a_refusal_its_ground() -> None:
    assert problem(sent(), did(Move.ANSWER, after=HOUR)) == "outcome_missing"
    assert problem(sent(), did(Move.ANSWER, after=HOUR, outcome=Outcome.CONFIRMED)) == "outcome_not_of_type"
    assert problem(sent(), did(Move.ANSWER, after=HOUR, outcome=Outcome.NO_ANSWER)) == "outcome_not_of_type"
    assert problem(sent(), did(Move.ANSWER, after=HOUR, outcome=Outcome.REFUSED)) == "ground_missing"
    refused = did(Move.ANSWER, after=HOUR, outcome=Outcome.REFUSED, ground="CONTRARY_TO_LAW")
    assert state_of(sent(), refused).ground == "CONTRARY_TO_LAW"


def test_a_verification_is_answered_item_by_item_with_source_and_date() -> None:
    looked = Verdict(Outcome.NOT_CONFIRMED, source="Register of passports", on=date(2026, 7, 14))
    unable = Verdict(Outcome.UNABLE)

    def answered(outcome: Outcome, *verdicts: Verdict) -> str:
        answer = did(Move.ANSWER, after=HOUR, outcome=outcome, verdicts=verdicts)
        return problem(sent(ThreadType.VERIFICATION), answer)

    assert answered(Outcome.NOT_CONFIRMED, looked) == "verdicts_missing"
    assert answered(Outcome.NOT_CONFIRMED, looked, replace(looked, source="")) == "verdict_without_source"
    assert answered(Outcome.NOT_CONFIRMED, looked, replace(looked, on=None)) == "verdict_without_source"
    assert answered(Outcome.CONFIRMED, looked, looked) == "outcome_not_of_items"
    assert answered(Outcome.NOT_CONFIRMED, looked, replace(looked, outcome=Outcome.LOCATED)) == "verdict_unknown"
    assert answered(Outcome.NOT_CONFIRMED, looked, looked) == ""
    assert answered(Outcome.IN_PART, looked, unable) == ""
    assert answered(Outcome.UNABLE, unable, unable) == ""


@given(st.lists(st.sampled_from(sorted(VERDICTS)), min_size=1, max_size=6))
@LAWS
def test_items_together_say_what_they_all_say_or_in_part(said: list[Outcome]) -> None:
    expected = said[0] if len(set(said)) == 1 else Outcome.IN_PART
    assert outcome_of(Verdict(each) for each in said) is expected


def test_spontaneous_information_owes_no_answer_and_ends_noted() -> None:
    told = sent(ThreadType.SPONTANEOUS)
    state = state_of(told, did(Move.ACKNOWLEDGE, after=HOUR))
    assert (state.due, state.owed_by, state.reads_no_answer(NOW + 1000 * HOUR)) == (None, OPENER, False)
    assert follow(state, did(Move.CLOSE, after=2 * HOUR)).outcome is Outcome.NOTED
    assert problem(told, did(Move.ASK, after=HOUR, reason="x")) == "no_answer_owed"
    assert problem(told, did(Move.CLOSE, after=HOUR)) == "not_acknowledged_yet"
    used = did(Move.ANSWER, after=HOUR, outcome=Outcome.OF_USE)
    assert state_of(told, used, did(Move.CLOSE, after=2 * HOUR)).outcome is Outcome.OF_USE


# --- laws over all threads -------------------------------------------------------------------------------------------


@st.composite
def threads(draw: st.DrawFn) -> tuple[Event, ...]:
    """The events of some thread: whatever was possible, one after the other, at growing moments."""
    kind = draw(st.sampled_from(ThreadType))
    limit = draw(st.none() | st.integers(1, 400))
    events = [
        sent(kind, urgency=draw(st.sampled_from(ThreadUrgency)), answer_by=NOW + limit * HOUR if limit else None),
    ]
    for _ in range(draw(st.integers(0, 9))):
        state = state_of(*events)
        at = state.last + draw(st.integers(0, 100)) * HOUR
        party = draw(st.sampled_from(ThreadParty))
        open_ones = sorted(moves_open_to(state, party, at=at))
        if open_ones:
            events.append(_words_for(state, draw(st.sampled_from(open_ones)), party, at, draw))
    return tuple(events)


def _words_for(state: ThreadState, move: Move, party: ThreadParty, at: datetime, draw: st.DrawFn) -> Event:
    event = Event(move, party, at, reason="Because.")
    if move is Move.CHANGE_URGENCY:
        others = [each for each in ThreadUrgency if each is not state.urgency]
        return replace(event, urgency=draw(st.sampled_from(others)))
    if move is not Move.ANSWER:
        return event
    if not TYPES[state.type].by_item:
        outcome = draw(st.sampled_from(sorted(TYPES[state.type].answers)))
        return replace(event, outcome=outcome, ground="COST" if outcome is Outcome.REFUSED else "")
    verdict = st.sampled_from(sorted(VERDICTS)).map(lambda each: Verdict(each, "Register", date(2026, 7, 1)))
    verdicts = tuple(draw(verdict) for _ in state.items)
    return replace(event, outcome=outcome_of(verdicts), verdicts=verdicts)


def states_of(events: Sequence[Event]) -> list[ThreadState]:
    return [state_of(*events[:count]) for count in range(1, len(events) + 1)]


@given(threads())
@LAWS
def test_the_same_events_give_the_same_state_however_often_they_are_folded(events: tuple[Event, ...]) -> None:
    one = fold(events)
    step: ThreadState | None = None
    for event in events:
        step = follow(step, event)
    assert one == step == fold(list(events))


@given(threads(), st.integers(0, 2000))
@LAWS
def test_the_clock_never_runs_while_it_is_paused_and_never_backwards(events: tuple[Event, ...], later: int) -> None:
    clock = state_of(*events).clock
    last = state_of(*events).last
    assert clock.used(last) <= clock.used(last + later * HOUR)
    if clock.is_paused or clock.stopped is not None:
        assert clock.used(last) == clock.used(last + later * HOUR)
        assert not clock.is_late(last + later * HOUR)
    elif clock.answer_owed:
        assert clock.used(last + later * HOUR) == clock.used(last) + later * HOUR


@given(threads())
@LAWS
def test_a_closed_thread_has_an_outcome_and_an_open_one_somebody_whose_turn_it_is(events: tuple[Event, ...]) -> None:
    for state in states_of(events):
        assert state.is_open == (state.owed_by is not None) == (state.closed is None)
        if not state.is_open:
            assert state.outcome is not None
        if state.outcome in {Outcome.NO_ANSWER, Outcome.WITHDRAWN, None}:
            assert state.answered is None or state.outcome is Outcome.WITHDRAWN


@given(threads(), st.sampled_from(Move), st.sampled_from(ThreadParty), st.integers(0, 500))
@LAWS
def test_what_is_offered_is_what_is_possible(
    events: tuple[Event, ...], move: Move, party: ThreadParty, later: int
) -> None:
    state = state_of(*events)
    at = state.last + later * HOUR
    found = problem_of(state, Event(move, party, at))
    offered = move in moves_open_to(state, party, at=at)
    lacks_words = {
        "reason_missing",
        "urgency_missing",
        "outcome_missing",
    }
    assert offered == (found is None or found.code in lacks_words)


@given(threads(), st.integers(-5000, -1))
@LAWS
def test_a_side_whose_clock_is_behind_turns_no_time_back(events: tuple[Event, ...], behind: int) -> None:
    state = state_of(*events)
    for party in ThreadParty:
        for move in moves_open_to(state, party, at=state.last) & {Move.WRITE, Move.ACKNOWLEDGE, Move.SUPPLY}:
            after = follow(state, Event(move, party, state.last + behind * HOUR))
            assert after.last == state.last
            assert after.clock.used(state.last) == state.clock.used(state.last)
