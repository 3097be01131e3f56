"""The results of an operation tell nothing of another bureau's compartment: by no total, line or refusal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from tests.noninterference import playing
from tests.noninterference.comparing import first_difference, seen_in, told
from tests.noninterference.filing_cases import file_case, take_part
from tests.noninterference.playing import worker
from tests.noninterference.readying import count_in
from tests.noninterference.worlds import B, Story

from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.queries import operations_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

READINESS = 3
"""A seed with which the looker dwells on cases, targets and operations."""
OTHER_PERSON = "TH; AA7654321"


@dataclass(frozen=True, slots=True)
class Filed:
    """A bureau files a case and opens an operation with the looker's bureau, with one arrest in it."""

    by: str
    partner: str


@dataclass(frozen=True, slots=True)
class Arrested:
    """It reports arrests in that operation, for those of a compartment."""

    by: str
    compartment: Compartment
    named: tuple[str, ...]


_play = playing.play


def play(event: Any, *, now: datetime) -> None:
    if isinstance(event, Filed):
        made = file_case(worker(event.by), event.partner, now=now, reference=f"{event.by}-COUNT")
        take_part(worker(event.partner), made, now=now, leaves=False)
    elif isinstance(event, Arrested):
        by = worker(event.by)
        [operation] = [each for each in operations_of(by, now=now) if each.member == event.by]
        count_in(by, operation.id, *event.named, compartment=event.compartment, now=now)
    else:
        _play(event, now=now)


@pytest.fixture(autouse=True)
def with_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playing, "play", play)


STORY = Story(READINESS, "desk", (Filed("TH", B),))  # type: ignore[arg-type]
HIDDEN: list[Any] = [
    # The very person whom the looker reports itself, and another one.
    (1, Arrested("TH", Compartment.OWN, ("KR; M1234567", OTHER_PERSON))),
]
SHOWN: list[Any] = [(1, Arrested("TH", Compartment.ALL, (OTHER_PERSON,)))]


def test_an_arrest_in_another_bureau_s_compartment_changes_no_byte_and_a_shared_one_does() -> None:
    plain = seen_in(STORY)
    assert "arrests_made" in "".join(each.answer for each in plain if each.surface == "results.show")
    assert told(first_difference(plain, seen_in(STORY.with_hidden(HIDDEN), knows=True))) == ""
    assert told(first_difference(plain, seen_in(STORY.with_hidden(SHOWN), knows=True))) != ""
