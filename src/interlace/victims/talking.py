"""The talk after rest: begun when all that must come first is done, one question at a time, stopped at any time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.victims.indicators import INDICATORS, QUESTIONS, How
from interlace.core.victims.standing import Protection, ProtectionMove
from interlace.core.victims.talk import MOVES, Condition, Reply, TalkMove, TalkState, missing_conditions, next_question
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims.files import Kept, OpenFile, open_file
from interlace.victims.receiving import record_kept, say_word, take_step
from interlace.victims.releases import close_unguarded
from interlace.victims.rules import error_of
from interlace.victims.sealing import LONGEST_WORDS


@transaction.atomic
def begin_talk(
    viewer: Viewer, found_id: UUID, met: Collection[Condition], *, interpreter: str = "", now: datetime
) -> OpenFile:
    """Begin once everything that must come first was done; that the limits were told is kept with it."""
    with open_file(viewer, found_id, now=now) as file:
        if missing_conditions(met):
            raise error_of("conditions_missing")
        _move(file, TalkMove.BEGIN, now=now)
        file.keep(Kept.CONDITIONS, now=now, conditions=sorted(met), interpreter=interpreter.strip()[:120])
        record_kept(file, now=now)
        return file


@transaction.atomic
def reply(viewer: Viewer, found_id: UUID, question: str, said: Reply, *, words: str = "", now: datetime) -> OpenFile:
    """Keep what the person says to one question, in its own words where there are any. A second answer replaces."""
    if question not in QUESTIONS:
        raise error_of("question_unknown")
    if len(words) > LONGEST_WORDS:
        raise error_of("words_too_long")
    with open_file(viewer, found_id, now=now) as file:
        if file.care.talk is not TalkState.UNDER_WAY:
            raise error_of("talk_not_under_way")
        file.keep(Kept.REPLY, now=now, question=question, reply=said.value, words=words.strip())
        record_kept(file, now=now)
        return file


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says to one question."""

    question: str
    reply: Reply
    words: str = ""


@transaction.atomic
def keep_replies(viewer: Viewer, found_id: UUID, said: Iterable[Said], *, now: datetime) -> None:
    """Keep several answers in the order in which they were given: all, or none."""
    for each in said:
        reply(viewer, found_id, each.question, each.reply, words=each.words, now=now)


@transaction.atomic
def move_talk(viewer: Viewer, found_id: UUID, move: TalkMove, *, now: datetime) -> OpenFile:
    """Pause, stop, go on or finish. Only a finished talk in which every question came up is a screening."""
    with open_file(viewer, found_id, now=now) as file:
        if move is TalkMove.BEGIN or (move is TalkMove.FINISH and next_question(file.care.replies) is not None):
            raise error_of("talk_not_now")
        _move(file, move, now=now)
        if move is TalkMove.FINISH and file.care.protection in {Protection.ENCOUNTERED, Protection.PRESUMED}:
            take_step(file, ProtectionMove.SCREEN, reason="", now=now)
        record_kept(file, now=now)
        return file


def take_turn(
    viewer: Viewer, found_id: UUID, move: TalkMove, met: Collection[Condition], *, interpreter: str = "", now: datetime
) -> OpenFile:
    """Begin the talk, or move it on."""
    if move is TalkMove.BEGIN:
        return begin_talk(viewer, found_id, met, interpreter=interpreter, now=now)
    return move_talk(viewer, found_id, move, now=now)


@transaction.atomic
def note_seen(viewer: Viewer, found_id: UUID, codes: Collection[str], *, now: datetime) -> OpenFile:
    """Keep which indicators others saw, or a specialist was told: those that the talk never asks for."""
    known = {code for code, each in INDICATORS.items() if each.how in {How.SEEN, How.SPECIALIST, How.TRIAGE}}
    if not set(codes) <= known:
        raise error_of("question_unknown")
    with open_file(viewer, found_id, now=now) as file:
        file.keep(Kept.SEEN, now=now, seen=sorted(codes))
        close_unguarded(file, now=now)
        say_word(file)
        record_kept(file, now=now)
        return file


@transaction.atomic
def step(viewer: Viewer, found_id: UUID, move: ProtectionMove, *, reason: str, now: datetime) -> OpenFile:
    """A specialist decides: presumed, identified or not, assisted, returned. Screening comes from the talk alone."""
    if not reason.strip():
        raise error_of("reason_missing")
    with open_file(viewer, found_id, now=now) as file:
        if move is ProtectionMove.SCREEN:
            raise error_of("step_not_now")
        take_step(file, move, reason=reason.strip()[:500], now=now)
        record_kept(file, now=now)
        return file


def _move(file: OpenFile, move: TalkMove, *, now: datetime) -> None:
    after = MOVES.get((file.care.talk, move))
    if after is None:
        raise error_of("talk_not_now")
    file.keep(Kept.TALK, now=now, state=after.value)
