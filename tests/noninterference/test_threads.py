"""What others write to each other changes no byte; nor does a fact in a message that the reader may not read."""

from dataclasses import replace

import pytest
from tests.noninterference.comparing import Difference, first_difference, seen_in
from tests.noninterference.looking import Heard
from tests.noninterference.worlds import PEOPLE, B, Clutter, Contribute, Event, Story, Write

from interlace.core.handling import HitMode

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

OPEN = Contribute("TH", (PEOPLE[0],), members=(B,), hit=HitMode.CONTENT)
SECRET = Contribute("TH", (PEOPLE[3],), members=(B,), hit=HitMode.CONTENT, level=3)
SHARED: tuple[Event, ...] = (
    OPEN,
    SECRET,
    Write("TH", B),
    Write(B, "VN", answered=True),
)


def shown(found: tuple[Heard, Heard] | None) -> str:
    if found is None:
        return ""
    here, there = found
    return str(Difference(0, "", here.surface, here.request, here.answer, there.answer, ()))


@pytest.mark.parametrize("role", ["desk", "unit"])
def test_what_two_others_write_to_each_other_changes_no_byte(role: str) -> None:
    story = Story(5, role, SHARED, is_walked_through=True)  # type: ignore[arg-type]
    letters: tuple[Event, ...] = (
        Write("TH", "VN"),
        Write("VN", "TH", answered=True),
        Clutter("TH"),
        Clutter("VN"),
    )
    other = story.with_hidden([(place % 4, letter) for place, letter in enumerate(letters)])
    assert shown(first_difference(seen_in(story), seen_in(other, knows=True))) == ""


def test_what_the_own_bureau_writes_above_the_reader_or_for_another_purpose_changes_no_byte() -> None:
    story = Story(5, "desk", SHARED, is_walked_through=True)
    letters = (
        Write(B, "TH", level=3, post="chief", answered=True),
        Write("TH", B, level=3, to_post="chief"),
        Write(B, "VN", purpose="drugs", post="chief"),
    )
    other = story.with_hidden([(place + 1, letter) for place, letter in enumerate(letters)])
    assert shown(first_difference(seen_in(story), seen_in(other, knows=True))) == ""


def test_a_fact_in_a_message_that_the_reader_may_not_read_changes_no_byte() -> None:
    story = Story(5, "desk", SHARED, is_walked_through=True)
    carrying = replace(story, shared=(OPEN, SECRET, Write("TH", B, carries=3), *SHARED[3:]))
    assert shown(first_difference(seen_in(story), seen_in(carrying))) == ""


def test_the_letters_reach_the_looker() -> None:
    """What is hidden above would be seen if it were not."""
    story = Story(5, "desk", SHARED, is_walked_through=True)
    carrying = replace(story, shared=(OPEN, SECRET, Write("TH", B, carries=0), *SHARED[3:]))
    found = first_difference(seen_in(story), seen_in(carrying))
    assert found is not None
    assert found[0].surface.startswith("thread")
    one_more = replace(story, shared=(*SHARED, Write("VN", B)))
    assert first_difference(seen_in(story), seen_in(one_more)) is not None
