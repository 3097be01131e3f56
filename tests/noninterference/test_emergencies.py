"""What one officer releases alone is nobody's business who may not know of the hit, in the own bureau too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.noninterference.comparing import Difference, first_difference, seen_in
from tests.noninterference.worlds import PEOPLE, B, Check, Climb, Contribute, Event, Story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

SECRET = PEOPLE[3]
SHARED: tuple[Event, ...] = (
    Contribute("TH", (PEOPLE[0],), members=(B,)),
    Contribute(B, (PEOPLE[6],), members=("TH",)),
    Check(B, PEOPLE[0]),
)
ROUTES = 3
"""Number of a story in which the looker dwells on the routes of hits and releases."""
KEPT = Contribute(B, (SECRET,), members=("TH",), post="chief", level=3, lasts=timedelta(days=400))
NIGHT: tuple[Event, ...] = (
    Check("TH", SECRET),
    Climb("TH", B, releases=False, alone="released", post="chief"),
)
"""TH asks about somebody whom the chief alone keeps, says that it holds him, and the chief lets a name go."""


def found(*events: Event) -> str:
    """The first difference that these events make for the looker, in words; empty where there is none."""
    story = Story(ROUTES, "desk", SHARED)
    other = story.with_hidden([(2, event) for event in events])
    pair = first_difference(seen_in(story), seen_in(other, knows=True))
    if pair is None:
        return ""
    here, there = pair
    return str(Difference(0, "", here.surface, here.request, here.answer, there.answer, ()))


def test_a_release_alone_above_a_colleague_s_level_changes_no_byte() -> None:
    assert found(KEPT, *NIGHT) == ""


def test_it_would_be_seen_if_it_were_not_above() -> None:
    assert found(replace(KEPT, level=0), *NIGHT) != ""
