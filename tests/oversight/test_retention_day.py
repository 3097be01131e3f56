"""A bureau's retention day over things that another one may not know of changes no byte that the other one sees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.noninterference import playing
from tests.noninterference.comparing import first_difference, seen_in
from tests.noninterference.playing import worker
from tests.noninterference.worlds import PEOPLE, Contribute, Event, Teller

from interlace.core.handling import HitMode
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import approve_extension, propose_extension
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records
from interlace.oversight.keeping.queue import groups_due
from interlace.oversight.keeping.sweeping import finish_certificates, sweep
from interlace.oversight.models import RequestKind
from interlace.oversight.requests.actions import check_identity, receive_request

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@dataclass(frozen=True, slots=True)
class RetentionDay:
    """A bureau decides over all that is due: one record is held, one kept longer, the others deleted."""

    by: str


def keep_lawfully(day: RetentionDay, *, now: datetime) -> None:
    desk, second = worker(day.by), worker(day.by, post="second")
    find_due(now=now)
    ids = [each.item.id for group in groups_due(desk, now=now) for each in group.items]
    assert len(ids) > 3
    hold_records(desk, ids[:1], reason="A court.", basis="Act 1", review=now + timedelta(days=30), now=now)
    longer = propose_extension(desk, ids[1:2], until=now + timedelta(days=200), reason="A trial.", now=now)
    approve_extension(second, longer.id, digest=longer.digest, now=now)
    delete_records(desk, ids[2:], now=now)
    sweep(now=now)
    finish_certificates(now=now)
    asked = receive_request(desk, kind=RequestKind.ACCESS, name="Somchai Jaidee", language="en", now=now)
    check_identity(desk, asked.id, by_what="Passport", now=now)


@pytest.fixture(autouse=True)
def days_can_be_played(monkeypatch: pytest.MonkeyPatch) -> None:
    known: Callable[..., None] = playing.play

    def play(event: Any, *, now: datetime) -> None:
        if isinstance(event, RetentionDay):
            keep_lawfully(event, now=now)
        else:
            known(event, now=now)

    monkeypatch.setattr(playing, "play", play)


@pytest.mark.parametrize("seed", [11])
def test_a_retention_day_is_noticed_by_nobody_who_may_not_know_of_its_records(seed: int) -> None:
    teller = Teller(seed)
    story = teller.story()
    unseen = Contribute("SG", tuple(PEOPLE[:4]), members=("VN",), hit=HitMode.CONTENT)
    more = Contribute("SG", tuple(PEOPLE[2:6]), members=("TH", "VN"))
    # SG has nothing here that the looker knows of: whatever its day takes away, the looker never had.
    shared = tuple(each for each in story.shared if "SG" not in {getattr(each, "by", ""), getattr(each, "holder", "")})
    story = type(story)(story.seed, "desk", shared)
    hidden: list[tuple[int, Event | RetentionDay]] = [(0, unseen), (0, more), (len(shared), RetentionDay("SG"))]
    other = story.with_hidden(hidden)  # type: ignore[arg-type]
    found = first_difference(seen_in(story), seen_in(other, knows=True))
    assert found is None, found
