"""Those found on site: triage, the talk after rest, presumption, standing, and who may read what they say."""

from interlace.core.victims.indicators import INDICATORS, QUESTIONS, Element, How, Indicator, Strength
from interlace.core.victims.presumption import Because, Presumed, Presumption, presume
from interlace.core.victims.talk import Condition, Reply, TalkMove, TalkState, Turn, is_complete, next_question
from interlace.core.victims.triage import Need, Triage, is_treated_as_child

__all__ = [
    "INDICATORS",
    "QUESTIONS",
    "Because",
    "Condition",
    "Element",
    "How",
    "Indicator",
    "Need",
    "Presumed",
    "Presumption",
    "Reply",
    "Strength",
    "TalkMove",
    "TalkState",
    "Triage",
    "Turn",
    "is_complete",
    "is_treated_as_child",
    "next_question",
    "presume",
]
