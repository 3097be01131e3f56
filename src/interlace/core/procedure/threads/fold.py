"""A thread as its events make it: `fold` gives the same state to both sides, whoever asks and whenever."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from interlace.core.problems import Problem
from interlace.core.procedure.threads.clock import Clock
from interlace.core.procedure.threads.types import (
    CLOCKS,
    TYPES,
    VERDICTS,
    ItemKind,
    Move,
    Outcome,
    ThreadParty,
    ThreadStage,
    ThreadType,
    ThreadUrgency,
    allowed,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a verification asks to verify."""

    kind: ItemKind
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one item, with the source that was looked at and when."""

    outcome: Outcome
    source: str = ""
    on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What one side did, as far as it moves the thread. Which fields count depends on the move."""

    move: Move
    party: ThreadParty
    at: datetime
    type: ThreadType | None = None
    urgency: ThreadUrgency | None = None
    answer_by: datetime | None = None
    items: tuple[Item, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    outcome: Outcome | None = None
    ground: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ThreadState:
    """Where a thread stands."""

    type: ThreadType
    state: ThreadStage
    urgency: ThreadUrgency
    clock: Clock
    opened: datetime
    last: datetime
    items: tuple[Item, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    acknowledged: datetime | None = None
    answered: datetime | None = None
    closed: datetime | None = None
    outcome: Outcome | None = None
    ground: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state is not ThreadStage.CLOSED

    @property
    def owed_by(self) -> ThreadParty | None:
        """Whose turn it is."""
        if self.state is ThreadStage.SENT:
            return ThreadParty.ADDRESSEE
        if self.state is ThreadStage.ACKNOWLEDGED:
            return ThreadParty.ADDRESSEE if self.clock.answer_owed else ThreadParty.OPENER
        return ThreadParty.OPENER if self.is_open else None

    @property
    def due(self) -> datetime | None:
        """When the next step of whoever's turn it is is due; none while the clock stands or nothing is owed."""
        match self.state:
            case ThreadStage.SENT:
                return self.clock.acknowledgement_due
            case ThreadStage.ACKNOWLEDGED:
                return self.clock.answer_due
        return None

    def reads_no_answer(self, at: datetime) -> bool:
        """Unanswered when it was due: neither yes nor no."""
        return self.answered is None and self.is_open and self.clock.is_late(at)


MOVES: Mapping[tuple[ThreadStage, Move], ThreadStage] = {
    (ThreadStage.SENT, Move.ACKNOWLEDGE): ThreadStage.ACKNOWLEDGED,
    (ThreadStage.SENT, Move.ASK): ThreadStage.CLARIFICATION,
    (ThreadStage.SENT, Move.ANSWER): ThreadStage.ANSWERED,
    (ThreadStage.SENT, Move.WRITE): ThreadStage.SENT,
    (ThreadStage.SENT, Move.CHANGE_URGENCY): ThreadStage.SENT,
    (ThreadStage.SENT, Move.WITHDRAW): ThreadStage.CLOSED,
    (ThreadStage.SENT, Move.CLOSE): ThreadStage.CLOSED,  # unanswered when due
    (ThreadStage.ACKNOWLEDGED, Move.ASK): ThreadStage.CLARIFICATION,
    (ThreadStage.ACKNOWLEDGED, Move.ANSWER): ThreadStage.ANSWERED,
    (ThreadStage.ACKNOWLEDGED, Move.WRITE): ThreadStage.ACKNOWLEDGED,
    (ThreadStage.ACKNOWLEDGED, Move.CHANGE_URGENCY): ThreadStage.ACKNOWLEDGED,
    (ThreadStage.ACKNOWLEDGED, Move.WITHDRAW): ThreadStage.CLOSED,
    (ThreadStage.ACKNOWLEDGED, Move.CLOSE): ThreadStage.CLOSED,  # unanswered when due, or nothing was owed
    (ThreadStage.CLARIFICATION, Move.SUPPLY): ThreadStage.ACKNOWLEDGED,
    (ThreadStage.CLARIFICATION, Move.RESUME): ThreadStage.ACKNOWLEDGED,
    (ThreadStage.CLARIFICATION, Move.ANSWER): ThreadStage.ANSWERED,
    (ThreadStage.CLARIFICATION, Move.WRITE): ThreadStage.CLARIFICATION,
    (ThreadStage.CLARIFICATION, Move.CHANGE_URGENCY): ThreadStage.CLARIFICATION,
    (ThreadStage.CLARIFICATION, Move.WITHDRAW): ThreadStage.CLOSED,
    (ThreadStage.ANSWERED, Move.ANSWER): ThreadStage.ANSWERED,  # a better answer; the last one counts
    (ThreadStage.ANSWERED, Move.WRITE): ThreadStage.ANSWERED,
    (ThreadStage.ANSWERED, Move.CLOSE): ThreadStage.CLOSED,
    (ThreadStage.CLOSED, Move.ANSWER): ThreadStage.ANSWERED,  # late, where it had ended without an answer
}

MOVES_OF: Mapping[ThreadParty, frozenset[Move]] = {
    ThreadParty.OPENER: frozenset({Move.SEND, Move.SUPPLY, Move.WRITE, Move.CHANGE_URGENCY, Move.WITHDRAW, Move.CLOSE}),
    ThreadParty.ADDRESSEE: frozenset({Move.ACKNOWLEDGE, Move.ASK, Move.RESUME, Move.ANSWER, Move.WRITE}),
}

REASONED = frozenset({Move.ASK, Move.RESUME, Move.CHANGE_URGENCY, Move.WITHDRAW})
"""Moves that stop or move the other side's clock or expectation, and say why."""


class NotPossible(ValueError):
    """An event that cannot follow what came before."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def fold(events: Iterable[Event]) -> ThreadState | None:
    """Where the events lead, in their order; nothing where there is none. Raises `NotPossible` where one cannot be."""
    state: ThreadState | None = None
    for event in events:
        state = follow(state, event)
    return state


def follow(state: ThreadState | None, event: Event) -> ThreadState:
    """The state after one more event."""
    problem = problem_of(state, event)
    if problem is not None:
        raise NotPossible(problem)
    if state is None:
        return _opened(event)
    # Two sides may have two clocks: time never runs back within a thread.
    at = max(event.at, state.last)
    after = replace(state, state=MOVES[state.state, event.move], last=at)
    return _FOLLOWED[event.move](after, event, at) if event.move in _FOLLOWED else after


def moves_open_to(state: ThreadState, party: ThreadParty, *, at: datetime) -> frozenset[Move]:
    """What this side may do now, its words apart."""
    own = (move for (where, move) in MOVES if where is state.state and move in MOVES_OF[party])
    return frozenset(move for move in own if _moment_problem(state, move, max(at, state.last)) is None)


def problem_of(state: ThreadState | None, event: Event) -> Problem | None:
    """Why this event cannot follow, if it cannot: the side's right first, then the moment, then what is missing."""
    if event.move not in MOVES_OF[event.party]:
        return Problem("not_your_move", {"move": event.move})
    if state is None:
        return _problem_of_opening(event)
    if (state.state, event.move) not in MOVES:
        return Problem("not_now", {"move": event.move, "state": state.state})
    return _moment_problem(state, event.move, max(event.at, state.last)) or _words_problem(state, event)


def outcome_of(verdicts: Iterable[Verdict]) -> Outcome:
    """What the verdicts on all items say together."""
    said = {verdict.outcome for verdict in verdicts}
    return said.pop() if len(said) == 1 else Outcome.IN_PART


def _problem_of_opening(event: Event) -> Problem | None:
    if event.move is not Move.SEND:
        return Problem("not_opened")
    if event.type is None:
        return Problem("type_missing")
    if event.answer_by is not None and event.answer_by <= event.at:
        return Problem("answer_by_over")
    if TYPES[event.type].by_item and not event.items:
        return Problem("items_missing")
    if event.items and not TYPES[event.type].by_item:
        return Problem("items_not_of_type", {"type": event.type})
    return None


def _moment_problem(state: ThreadState, move: Move, at: datetime) -> Problem | None:
    if move is Move.CLOSE and state.state is not ThreadStage.ANSWERED and state.clock.answer_owed:
        return None if state.clock.is_late(at) else Problem("not_late_yet")
    if move is Move.CLOSE and state.state is ThreadStage.SENT:
        return Problem("not_acknowledged_yet")
    if move in {Move.ASK, Move.CHANGE_URGENCY} and not state.clock.answer_owed:
        return Problem("no_answer_owed")
    if state.state is ThreadStage.CLOSED and state.outcome is not Outcome.NO_ANSWER:
        return Problem("not_now", {"move": move, "state": state.state})
    return None


def _words_problem(state: ThreadState, event: Event) -> Problem | None:
    if event.move in REASONED and not event.reason.strip():
        return Problem("reason_missing")
    if event.move is Move.CHANGE_URGENCY:
        if event.urgency is None:
            return Problem("urgency_missing")
        return Problem("urgency_same") if event.urgency is state.urgency else None
    return _answer_problem(state, event) if event.move is Move.ANSWER else None


def _answer_problem(state: ThreadState, event: Event) -> Problem | None:
    terms = TYPES[state.type]
    if event.outcome is None:
        return Problem("outcome_missing")
    if event.outcome not in terms.answers:
        return Problem("outcome_not_of_type", {"outcome": event.outcome, "type": state.type})
    if event.outcome is Outcome.REFUSED:
        return None if event.ground else Problem("ground_missing")
    if not terms.by_item:
        return Problem("items_not_of_type", {"type": state.type}) if event.verdicts else None
    return _verdicts_problem(state, event)


def _verdicts_problem(state: ThreadState, event: Event) -> Problem | None:
    if len(event.verdicts) != len(state.items):
        return Problem("verdicts_missing", {"count": len(state.items)})
    for number, verdict in enumerate(event.verdicts, start=1):
        if verdict.outcome not in VERDICTS:
            return Problem("verdict_unknown", {"number": number})
        if verdict.outcome is not Outcome.UNABLE and not (verdict.source.strip() and verdict.on):
            return Problem("verdict_without_source", {"number": number})
    if event.outcome is not outcome_of(event.verdicts):
        return Problem("outcome_not_of_items", {"outcome": outcome_of(event.verdicts)})
    return None


def _opened(event: Event) -> ThreadState:
    assert event.type is not None
    terms = TYPES[event.type]
    urgency = event.urgency or terms.urgency
    return ThreadState(
        type=event.type,
        state=ThreadStage.SENT,
        urgency=urgency,
        clock=Clock(
            started=event.at,
            allowed=allowed(event.type, urgency),
            answer_owed=terms.answer_owed,
            answer_by=event.answer_by,
        ),
        opened=event.at,
        last=event.at,
        items=event.items,
    )


def _acknowledged(state: ThreadState, _event: Event, at: datetime) -> ThreadState:
    return replace(state, acknowledged=at)


def _asked(state: ThreadState, event: Event, at: datetime) -> ThreadState:
    paused = state.clock.paused(at, reason=event.reason)
    return replace(state, clock=paused, acknowledged=state.acknowledged or at)


def _runs_again(state: ThreadState, _event: Event, at: datetime) -> ThreadState:
    return replace(state, clock=state.clock.resumed(at))


def _answered(state: ThreadState, event: Event, at: datetime) -> ThreadState:
    return replace(
        state,
        clock=state.clock.halted(at),
        acknowledged=state.acknowledged or at,
        answered=at,
        closed=None,
        outcome=event.outcome,
        ground=event.ground,
        verdicts=event.verdicts,
    )


def _urgency_changed(state: ThreadState, event: Event, at: datetime) -> ThreadState:
    assert event.urgency is not None
    times = allowed(state.type, event.urgency)
    is_more_urgent = CLOCKS[event.urgency].answer < CLOCKS[state.urgency].answer
    clock = state.clock.hurried(at, times) if is_more_urgent else state.clock.relaxed(times)
    return replace(state, urgency=event.urgency, clock=clock)


def _withdrawn(state: ThreadState, _event: Event, at: datetime) -> ThreadState:
    return replace(state, clock=state.clock.halted(at), closed=at, outcome=Outcome.WITHDRAWN)


def _closed(state: ThreadState, _event: Event, at: datetime) -> ThreadState:
    without_answer = Outcome.NO_ANSWER if state.clock.answer_owed else Outcome.NOTED
    return replace(state, clock=state.clock.halted(at), closed=at, outcome=state.outcome or without_answer)


_FOLLOWED = {
    Move.ACKNOWLEDGE: _acknowledged,
    Move.ASK: _asked,
    Move.SUPPLY: _runs_again,
    Move.RESUME: _runs_again,
    Move.ANSWER: _answered,
    Move.CHANGE_URGENCY: _urgency_changed,
    Move.WITHDRAW: _withdrawn,
    Move.CLOSE: _closed,
}
