"""Cases and joint cases tell nothing of what stands beyond sight: not by a list, a count, an order, a time or an id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from tests.noninterference import playing
from tests.noninterference.comparing import first_difference, seen_in, told
from tests.noninterference.filing_cases import file_case, go_on, take_part
from tests.noninterference.playing import worker
from tests.noninterference.worlds import B, Clutter, Story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

HITS = 3
"""A seed with which the looker dwells on hits, links and cases."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A bureau files a case, and lays a lead of it before its partners."""

    by: str
    partners: tuple[str, ...] = ()
    level: int = 0
    post: str = "desk"
    reference: str = ""
    takes_part: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneOn:
    """A joint case goes on among those who are left in it: a lead more, another bureau asked, its end."""

    by: str
    asks: str


_play = playing.play


def play(event: Any, *, now: datetime) -> None:
    if isinstance(event, GoneOn):
        go_on(worker(event.by), event.asks, now=now)
        return
    if not isinstance(event, Filed):
        _play(event, now=now)
        return
    by = worker(event.by, post=event.post)
    made = file_case(by, *event.partners, now=now, level=event.level, reference=event.reference)
    for member in event.takes_part:
        take_part(worker(member), made, now=now, leaves=member in event.leaves)


@pytest.fixture(autouse=True)
def with_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playing, "play", play)


SHARED: tuple[Any, ...] = (Filed(B, ("TH",), reference="KR-OWN", takes_part=("TH",)), Filed("TH", (B, "VN")))
STORY = Story(HITS, "desk", SHARED)
LEFT: Any = Filed("VN", ("SG", B), reference="VN-LEFT", takes_part=("SG", B), leaves=(B,))
OF_OTHERS: list[Any] = [
    (0, Filed("TH")),
    (0, Filed("TH", ("VN",), reference="KR-CASE-1", takes_part=("VN",))),
    (1, Filed(B, level=3, post="chief", reference="KR-CASE-1")),
    (1, Filed(B, level=3, post="chief", reference="KR-2026-9")),
    (1, Clutter("VN")),
]
ASKED: list[Any] = [(1, Filed("SG", (B,)))]


def test_hidden_cases_change_no_byte_and_one_that_the_bureau_is_asked_to_does() -> None:
    plain = seen_in(STORY)
    assert "KR-OWN" in "".join(each.answer for each in plain if each.surface == "cases.list")
    assert "Ask the driver." in "".join(each.answer for each in plain if each.surface == "joint.show")
    assert told(first_difference(plain, seen_in(STORY.with_hidden(OF_OTHERS), knows=True))) == ""
    assert told(first_difference(plain, seen_in(STORY.with_hidden(ASKED), knows=True))) != ""


def test_a_bureau_that_left_learns_nothing_of_what_follows() -> None:
    left = Story(HITS, "desk", (LEFT,))
    plain = seen_in(left)
    assert "withdrawn" in "".join(each.answer for each in plain if each.surface == "joint.list")
    later: list[Any] = [(1, Filed("VN", ("SG",), takes_part=("SG",))), (1, GoneOn("VN", "TH"))]
    assert told(first_difference(plain, seen_in(left.with_hidden(later), knows=True))) == ""
