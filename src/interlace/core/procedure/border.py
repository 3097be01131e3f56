"""What a border post is told after a scan: one of a few answers, and never why.

Source, read 2026-11-22: journeys of the product, 300 passengers at a border post. The word "clear" is not among the
answers, for no list can say that; and nothing but a full "no hit" reads like one.
"""

from collections.abc import Collection
from enum import StrEnum


class BorderAnswer(StrEnum):
    """What the first line reads."""

    NO_HIT = "no_hit"  # nothing in the lists that were asked
    SECOND_LINE = "second_line"  # the document stands in a list
    TALK_FIRST = "talk_first"  # somebody whom the lists protect may be this person
    COMPARE = "compare"  # somebody in a list resembles the person
    NOT_ANSWERED = "not_answered"  # not every list has answered
    SCAN_AGAIN = "scan_again"  # the zone does not hold together
    LOCAL_LIST = "local_list"  # the line was down, and nobody could ask again


class Resemblance(StrEnum):
    """What a record that was found has in common with what was scanned."""

    DOCUMENT = "document"
    PROTECTED = "protected"  # a victim, a witness or a missing person, whatever the likeness rests on
    PERSON = "person"


NEEDS_SOMEBODY = frozenset(
    {BorderAnswer.SECOND_LINE, BorderAnswer.TALK_FIRST, BorderAnswer.COMPARE, BorderAnswer.NOT_ANSWERED}
)
"""What the first line does not settle by itself: here it may call its bureau."""


def border_answer(found: Collection[Resemblance], *, has_everybody_answered: bool) -> BorderAnswer:
    """The gravest of what was found; "no hit" only when every list has answered."""
    if Resemblance.DOCUMENT in found:
        return BorderAnswer.SECOND_LINE
    if Resemblance.PROTECTED in found:
        return BorderAnswer.TALK_FIRST
    if found:
        return BorderAnswer.COMPARE
    return BorderAnswer.NO_HIT if has_everybody_answered else BorderAnswer.NOT_ANSWERED
