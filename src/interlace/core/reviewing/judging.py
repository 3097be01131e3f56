"""What several officers said about one pair, taken together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SEATS = 2
"""Officers who must say the same, each without knowing of the other, before a link is settled."""


class Judgement(StrEnum):
    """What an officer says about two subjects."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands after all that was said."""

    judgement: Judgement | None
    """What enough officers agree on; nothing while they do not."""
    is_disputed: bool
    """Enough officers have spoken and do not agree: a further one decides."""


def judged(said: Sequence[Judgement]) -> Outcome:
    """The outcome of what different officers said, one each, in any order."""
    counts = Counter(said).most_common()
    if counts and counts[0][1] >= SEATS and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        return Outcome(counts[0][0], is_disputed=False)
    return Outcome(None, is_disputed=len(said) >= SEATS)
