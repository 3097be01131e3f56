"""What was said about links, as far as one officer may know it.

Nobody learns what a colleague said about a pair before it has spoken itself, or enough others have agreed: a second
review is worth something as long as it is blind.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from interlace.core.reviewing import Judgement, Outcome, judged
from interlace.crossmatch.models import LinkStatement
from interlace.foundation.disclosure.viewer import Viewer


def by_link(said: Iterable[LinkStatement]) -> Iterator[list[LinkStatement]]:
    """The statements of each pair, the earliest first."""
    in_order = sorted(said, key=lambda each: (each.link, each.at, each.id))
    for _link, statements in groupby(in_order, key=lambda each: each.link):
        yield list(statements)


def outcome_of(said: Iterable[LinkStatement]) -> Outcome:
    """What stands after the statements of one pair."""
    return judged([Judgement(each.judgement) for each in said])


def own_of(said: Iterable[LinkStatement], viewer: Viewer) -> LinkStatement | None:
    """What the viewer said itself."""
    return next((each for each in said if str(each.by) == viewer.id), None)


def known_to(viewer: Viewer, said: Sequence[LinkStatement]) -> Sequence[LinkStatement]:
    """The statements of one pair, once the viewer has spoken itself or its word is not needed any more."""
    is_known = own_of(said, viewer) is not None or outcome_of(said).judgement is not None
    return said if is_known else ()


def same_for(viewer: Viewer, said: Iterable[LinkStatement]) -> list[LinkStatement]:
    """One statement for each pair that is the same as far as the viewer may know: settled, or by its own word."""
    return [statements[0] for statements in by_link(said) if _stands(viewer, statements) is Judgement.SAME]


def _stands(viewer: Viewer, said: Sequence[LinkStatement]) -> Judgement | None:
    outcome, own = outcome_of(said), own_of(said, viewer)
    if outcome.judgement is not None or outcome.is_disputed or own is None:
        return outcome.judgement
    return Judgement(own.judgement)
