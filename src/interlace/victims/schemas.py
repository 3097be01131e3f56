"""Shapes of the REST API of care: how far it has come, and never what somebody answered."""

from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.victims.presumption import Presumed
from interlace.core.victims.standing import Matter, Protection, WordForInvestigators
from interlace.core.victims.talk import Condition, Reply, TalkMove, TalkState
from interlace.core.victims.triage import Need, Triage
from interlace.victims.receiving import LIKELY_AGES, LONGEST_TITLE
from interlace.victims.sealing import LONGEST_WORDS

LONGEST_LANGUAGE = 64
LONGEST_INTERPRETER = 120
MOST_REPLIES = 100


class _Strict(Schema):
    """An unknown field is refused: a misspelt need must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class CarePlaceIn(_Strict):
    """Where people are received; under `purpose` investigators of the bureau read number, word and standing."""

    title: str = Field(..., min_length=1, max_length=LONGEST_TITLE)
    matter: str = Field(..., min_length=1, max_length=LONGEST_TITLE)
    purpose: str = Field(..., min_length=1, max_length=32)


class CareReceivedIn(_Strict):
    """What the first minutes showed; nobody is received as a suspect."""

    arrested: bool = False
    language: str = Field("", max_length=LONGEST_LANGUAGE)
    age_said: int | None = Field(None, ge=LIKELY_AGES.start, lt=LIKELY_AGES.stop)
    looks_under_age: bool = False
    is_hurt_or_ill: bool = False
    is_afraid_of_somebody_here: bool = False
    needs_interpreter: bool = False
    wants: list[Need] = Field(default_factory=list, max_length=len(Need))

    @property
    def stands(self) -> Matter:
        """Where the person stands in the criminal matter."""
        return Matter.ARRESTED if self.arrested else Matter.NONE

    def noted(self) -> Triage:
        """The same as the first minutes are kept."""
        return Triage(
            is_hurt_or_ill=self.is_hurt_or_ill,
            is_afraid_of_somebody_here=self.is_afraid_of_somebody_here,
            age_said=self.age_said,
            looks_under_age=self.looks_under_age,
            needs_interpreter=self.needs_interpreter,
            wants=frozenset(self.wants),
        )


class CareTalkIn(_Strict):
    """A move of the talk; to begin it, all that was done before."""

    move: TalkMove
    conditions: list[Condition] = Field(default_factory=list, max_length=len(Condition))
    interpreter: str = Field("", max_length=LONGEST_INTERPRETER)


class CareReplyIn(_Strict):
    """What the person says to one question, in its own words where there are any."""

    question: str = Field(..., min_length=1, max_length=16)
    reply: Reply
    words: str = Field("", max_length=LONGEST_WORDS)


class CareRepliesIn(_Strict):
    """Answers in the order in which they were given: all are kept, or none."""

    replies: list[CareReplyIn] = Field(..., min_length=1, max_length=MOST_REPLIES)


class CarePersonOut(Schema):
    """How far the care of one person has come."""

    id: UUID
    number: int
    word: WordForInvestigators
    matter: Matter
    urgency: int = Field(description="Who is looked after first: 1 now, 2 soon, 3 then")
    needs: list[Need]
    is_child: bool
    has_guardian: bool = Field(False, description="Somebody speaks for the child")
    protection: Protection
    presumed: Presumed
    talk: TalkState
    next_question: str = Field(description="Empty when every question came up")
    erasure_asked_by: str = Field("", description="The officer who asked that the file be erased, while that waits")
    is_erased: bool


class CarePlaceOut(Schema):
    """A place with those received there, the most urgent first."""

    id: UUID
    title: str
    matter: str
    purpose: str
    people: list[CarePersonOut]


class CarePlacesOut(Schema):
    """Places of the own bureau, the latest first."""

    items: list[CarePlaceOut]
