"""The talk: conditions first, one question after the other, and an end at any time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.victims import QUESTIONS, Reply, TalkMove, TalkState, Turn, is_complete, next_question
from interlace.core.victims.talk import CONDITIONS, MOVES, Condition, missing_conditions


def test_nobody_is_asked_before_everything_is_right() -> None:
    assert missing_conditions(CONDITIONS) == ()
    assert missing_conditions(CONDITIONS - {Condition.RESTED, Condition.LIMITS_TOLD}) == (
        Condition.RESTED,
        Condition.LIMITS_TOLD,
    )


def test_a_question_that_was_skipped_does_not_come_back_by_itself() -> None:
    assert next_question({}) == Turn("REC01", number=1, of=24)
    assert next_question({"REC01": Reply.SKIPPED}) == Turn("REC02", number=2, of=24)
    assert next_question(dict.fromkeys(QUESTIONS, Reply.SKIPPED)) is None


@given(st.frozensets(st.sampled_from(QUESTIONS)))
def test_every_question_comes_once(asked: frozenset[str]) -> None:
    replies = dict.fromkeys(asked, Reply.NO)
    seen: list[str] = []
    while turn := next_question(replies):
        seen.append(turn.question)
        replies[turn.question] = Reply.RATHER_NOT_SAY
    assert seen == [each for each in QUESTIONS if each not in asked]


@pytest.mark.parametrize("state", [TalkState.UNDER_WAY, TalkState.PAUSED])
def test_it_can_be_stopped_at_any_time_and_taken_up_again(state: TalkState) -> None:
    assert MOVES[state, TalkMove.STOP] is TalkState.STOPPED
    assert MOVES[TalkState.STOPPED, TalkMove.GO_ON] is TalkState.UNDER_WAY


def test_a_talk_that_was_stopped_is_no_form() -> None:
    replies = dict.fromkeys(QUESTIONS, Reply.NO)
    assert is_complete(TalkState.FINISHED, replies)
    assert not is_complete(TalkState.STOPPED, replies)
    assert not is_complete(TalkState.FINISHED, {"REC01": Reply.NO})
