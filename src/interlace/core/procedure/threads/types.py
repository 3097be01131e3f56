"""What bureaus write to each other about: types of thread, who answers what, how urgent it is, and how it can end.

State names follow the generic machine of the workflow table where they coincide (`GENERIC`). Types and default clocks:
request_types.csv (police information request, hit confirmation, spontaneous information, preservation, stop payment);
urgency and its times: procedures 3.8 [policy]; 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class ThreadType(StrEnum):
    """What a thread is for."""

    INFORMATION = "information"
    VERIFICATION = "verification"
    SPONTANEOUS = "spontaneous"  # information nobody has asked for
    HIT_FOLLOW_UP = "hit_follow_up"
    PRESERVATION = "preservation"
    STOP_PAYMENT = "stop_payment"


class ThreadParty(StrEnum):
    """Which side of a thread somebody stands on."""

    OPENER = "opener"
    ADDRESSEE = "addressee"

    @property
    def other(self) -> "ThreadParty":
        """The other side."""
        return ThreadParty.ADDRESSEE if self is ThreadParty.OPENER else ThreadParty.OPENER


class ThreadStage(StrEnum):
    """How far a thread has come. The first three are the sender's own: the other side learns of it when it is sent."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    REVIEWED = "REVIEWED"
    SENT = "SENT"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    CLARIFICATION = "CLARIFICATION"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


GENERIC: Mapping[ThreadStage, str] = {
    ThreadStage.DRAFT: "DRAFT",
    ThreadStage.IN_REVIEW: "INTERNAL_REVIEW",
    ThreadStage.REVIEWED: "APPROVED",
    ThreadStage.SENT: "TRANSMITTED",
    ThreadStage.ACKNOWLEDGED: "RECEIVED",
    ThreadStage.CLARIFICATION: "INFO_REQUESTED",
    ThreadStage.ANSWERED: "EXECUTED",
    ThreadStage.CLOSED: "CLOSED",
}
"""The same states in the generic machine of the workflow table.

Its REFUSED, WITHDRAWN, EXPIRED and PARTIALLY_EXECUTED are outcomes here (refused, withdrawn, no answer, in part).
Acceptance, execution and postponement belong to requests.
"""


class Move(StrEnum):
    """What a side does in a thread: the kinds of events."""

    SEND = "send"  # opener: the first event
    ACKNOWLEDGE = "acknowledge"  # addressee: we have it and are working on it
    ASK = "ask"  # addressee: needs information first; the clock stands
    SUPPLY = "supply"  # opener: gives it; the clock runs again
    RESUME = "resume"  # addressee: needs it no longer; the clock runs again
    ANSWER = "answer"  # addressee
    WRITE = "write"  # either side: a further message that changes no state
    CHANGE_URGENCY = "change_urgency"  # opener
    WITHDRAW = "withdraw"  # opener
    CLOSE = "close"  # opener


class Outcome(StrEnum):
    """How a thread ends, or what an answer says. Nothing just ends."""

    INFORMATION_GIVEN = "information_given"
    LOCATED = "located"
    NO_RECORD = "no_record"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    IN_PART = "in_part"
    UNABLE = "unable"
    REFUSED = "refused"  # with a ground
    PRESERVED = "preserved"
    HELD = "held"  # the payment; it is not "recovered"
    MOVED_ON = "moved_on"  # the money had left
    NOTED = "noted"
    OF_USE = "of_use"
    NOT_OF_USE = "not_of_use"
    NO_ANSWER = "no_answer"  # never yes or no
    WITHDRAWN = "withdrawn"


class ThreadUrgency(StrEnum):
    """How long an answer may take, from the most urgent."""

    IMMEDIATE = "immediate"  # life, a person held, a payment moving
    URGENT = "urgent"  # flight, loss of data
    PRIORITY = "priority"  # an operation or a day in court
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True)
class Allowed:
    """How much running time an acknowledgement and an answer may take."""

    acknowledge: timedelta
    answer: timedelta


CLOCKS: Mapping[ThreadUrgency, Allowed] = {
    ThreadUrgency.IMMEDIATE: Allowed(acknowledge=timedelta(minutes=15), answer=timedelta(hours=2)),
    ThreadUrgency.URGENT: Allowed(acknowledge=timedelta(hours=1), answer=timedelta(hours=24)),
    ThreadUrgency.PRIORITY: Allowed(acknowledge=timedelta(hours=4), answer=timedelta(days=5)),
    ThreadUrgency.ROUTINE: Allowed(acknowledge=timedelta(days=1), answer=timedelta(days=10)),
}


class ItemKind(StrEnum):
    """What a verification asks to verify."""

    IDENTITY = "identity"
    DOCUMENT = "document"
    COMPANY = "company"
    RECORD = "record"
    RESIDENCE = "residence"


VERDICTS = frozenset({Outcome.CONFIRMED, Outcome.NOT_CONFIRMED, Outcome.IN_PART, Outcome.UNABLE})
"""What one item of a verification is answered with."""


@dataclass(frozen=True, slots=True)
class TypeTerms:
    """What one type of thread asks of its two sides."""

    urgency: ThreadUrgency
    """Where the sender chooses none."""
    answers: frozenset[Outcome]
    """What the addressee may answer."""
    answer_owed: bool = True
    by_item: bool = False
    """Answered item by item, each with source and date."""
    reviewed: bool = False
    """Another officer than the author reads a message of this type before it is sent."""
    routine: timedelta | None = None
    """The policy of request_types.csv for a routine answer, where it is shorter than that of procedures 3.8."""
    tells_secretariat: bool = False
    """Whether a regional secretariat may be told that an answer is late, if the sender wants it."""


TYPES: Mapping[ThreadType, TypeTerms] = {
    ThreadType.INFORMATION: TypeTerms(
        ThreadUrgency.ROUTINE,
        frozenset(
            {
                Outcome.INFORMATION_GIVEN,
                Outcome.LOCATED,
                Outcome.NO_RECORD,
                Outcome.IN_PART,
                Outcome.UNABLE,
                Outcome.REFUSED,
            }
        ),
        reviewed=True,
        tells_secretariat=True,
    ),
    ThreadType.VERIFICATION: TypeTerms(
        ThreadUrgency.ROUTINE, VERDICTS | {Outcome.REFUSED}, by_item=True, tells_secretariat=True
    ),
    ThreadType.SPONTANEOUS: TypeTerms(
        ThreadUrgency.ROUTINE,
        frozenset({Outcome.NOTED, Outcome.OF_USE, Outcome.NOT_OF_USE}),
        answer_owed=False,
        reviewed=True,
    ),
    ThreadType.HIT_FOLLOW_UP: TypeTerms(
        ThreadUrgency.URGENT,
        VERDICTS | {Outcome.INFORMATION_GIVEN, Outcome.LOCATED, Outcome.REFUSED},
        routine=timedelta(hours=12),
        tells_secretariat=True,
    ),
    ThreadType.PRESERVATION: TypeTerms(
        ThreadUrgency.URGENT,
        frozenset({Outcome.PRESERVED, Outcome.IN_PART, Outcome.NO_RECORD, Outcome.UNABLE, Outcome.REFUSED}),
        routine=timedelta(days=1),
        tells_secretariat=True,
    ),
    ThreadType.STOP_PAYMENT: TypeTerms(
        ThreadUrgency.IMMEDIATE,
        frozenset(
            {Outcome.HELD, Outcome.IN_PART, Outcome.MOVED_ON, Outcome.NO_RECORD, Outcome.UNABLE, Outcome.REFUSED}
        ),
        routine=timedelta(hours=2, minutes=24),
        tells_secretariat=True,
    ),
}


def allowed(kind: ThreadType, urgency: ThreadUrgency) -> Allowed:
    """How long the addressee has. A type's own policy shortens the routine answer and never lengthens it."""
    general, policy = CLOCKS[urgency], TYPES[kind].routine
    if urgency is not ThreadUrgency.ROUTINE or policy is None:
        return general
    answer = min(general.answer, policy)
    return Allowed(acknowledge=min(general.acknowledge, answer), answer=answer)
