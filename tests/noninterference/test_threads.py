"""What others write to each other changes no byte; nor does a fact in a message that the reader may not read."""

from dataclasses import replace

import pytest
from tests.noninterference.comparing import told_apart
from tests.noninterference.worlds import PEOPLE, B, Clutter, Contribute, Event, Story, Write

from interlace.core.handling import HitMode

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

OPEN = Contribute("TH", (PEOPLE[0],), members=(B,), hit=HitMode.CONTENT)
SECRET = Contribute("TH", (PEOPLE[3],), members=(B,), hit=HitMode.CONTENT, level=3)
SHARED: tuple[Event, ...] = (
    OPEN,
    SECRET,
    Write("TH", B),
    Write(B, "VN", answered=True),
)


def letters_between_others() -> list[tuple[int, Event]]:
    letters: tuple[Event, ...] = (
        Write("TH", "VN"),
        Write("VN", "TH", answered=True),
        Clutter("TH"),
        Clutter("VN"),
    )
    return [(place % 4, letter) for place, letter in enumerate(letters)]


def test_what_is_written_to_others_or_above_the_reader_changes_no_byte() -> None:
    """Nor does a fact in a message that the reader may not read; what the reader may read does."""
    story = Story(5, "desk", SHARED, is_walked_through=True)
    above = (
        Write(B, "TH", level=3, post="chief", answered=True),
        Write("TH", B, level=3, to_post="chief"),
        Write(B, "VN", purpose="drugs", post="chief"),
    )
    found = told_apart(
        story,
        {
            "between others": story.with_hidden(letters_between_others()),
            "above the reader": story.with_hidden([(place + 1, letter) for place, letter in enumerate(above)]),
            "a fact above": replace(story, shared=(OPEN, SECRET, Write("TH", B, carries=3), *SHARED[3:])),
            "an open fact": replace(story, shared=(OPEN, SECRET, Write("TH", B, carries=0), *SHARED[3:])),
            "one more": replace(story, shared=(*SHARED, Write("VN", B))),
        },
    )
    assert [*found] == ["an open fact", "one more"], "\n\n".join(found.values())
    assert found["an open fact"].startswith("seed 0, : thread")


def test_what_two_others_write_changes_no_byte_for_a_unit() -> None:
    story = Story(5, "unit", SHARED, is_walked_through=True)
    assert told_apart(story, {"between others": story.with_hidden(letters_between_others())}) == {}
