"""Alerts, the directory and the register of capabilities: what is hidden changes no byte of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.noninterference import playing
from tests.noninterference.comparing import NOTHING_HIDDEN, Difference, first_difference, injected
from tests.noninterference.looking import Heard, Looker
from tests.noninterference.playing import LOOKER, World, worker
from tests.noninterference.worlds import OTHERS, PEOPLE, B, Check, Climb, Contribute, Story

from interlace.bureaus.capabilities.actions import Offer, make_offer
from interlace.bureaus.directory.actions import add_contact
from interlace.bureaus.directory.entries import Entry
from interlace.core.handling import HitMode
from interlace.core.procedure.ladder import Urgency
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns
from interlace.desk.shift.ways import add_way
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Officer
from interlace.screening.hits.actions import ask_owner
from interlace.screening.queries import hit_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

SECRET = PEOPLE[3]


@dataclass(frozen=True, slots=True)
class Offering:
    """A bureau offers help to some, or to all."""

    by: str
    kind: str
    members: tuple[str, ...] = ()
    level: int = 0
    post: str = "desk"


@dataclass(frozen=True, slots=True)
class Asking:
    """A bureau asks the looker's about its latest hit while it holds somebody, and waits for the answer."""

    asker: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The looker has the desk, and a mail address; every bureau is in the directory."""


def play(event: Any, *, now: datetime) -> None:
    """Let one thing of the desk happen; whatever else happens, happens as ever."""
    match event:
        case Offering():
            offer = Offer(
                event.kind, "Duty desk", (now + timedelta(days=90)).date(), members=frozenset(event.members),
                level=event.level,
            )  # fmt: skip
            make_offer(worker(event.by, post=event.post), offer, now=now)
        case Asking():
            hit = playing._latest_hit(Climb(event.asker, B), now=now)
            assert hit is not None
            own = [each.id for each in hit_of(worker(event.asker), hit, now=now).own_fields if each.id is not None]
            ask_owner(worker(event.asker), hit, lend=own, urgency=Urgency.HELD, now=now)
        case Ready():
            looker = Officer.objects.select_related("bureau__member").get(username=LOOKER)
            terms = TurnTerms(time(0), time(0), Taker(LOOKER))
            chief, days = worker(B, post="chief"), frozenset(range(7))
            add_turns(chief, looker.bureau, weekdays=days, terms=terms, since=now.date(), now=now)
            add_way(viewer_of(looker), kind="email", address="looker@example.org", now=now)
            for member in (B, *OTHERS):
                entry = Entry("duty_point", "Desk", always_open=True, channels=(("i247", member),))
                add_contact(worker(member), entry, now=now)
        case _:
            _play(event, now=now)


_play = playing.play


class DeskLooker(Looker):
    """Looks at the desk's own pages, lists and commands, before and after the node has looked at its clocks."""

    def look(self) -> list[Heard]:
        self._sign_in()
        self._desk()
        self._jobs()
        self._desk()
        self.call("POST", "/alerts/answer")
        self._desk()
        return self.heard

    def _desk(self) -> None:
        for path in (
            "/alerts",
            "/capabilities",
            "/capabilities?text=tron",
            "/directory",
            "/shift",
            "/drills",
            "/overdue",
        ):
            self.call("GET", path)
        for path, name in (("capabilities", "capabilities"), ("directory", "directory"), ("shift", "shift")):
            self.browse("GET", f"/{path}", f"page.{name}")
        self.browse("GET", "/shift/call", "page.shift.call")
        for words in ("shift alerts", "shift now", "capability find", "directory find"):
            self.type(words)


@contextmanager
def desk_events() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(playing, "play", play)
        yield


def seen_in(story: Story, *, knows: bool = False) -> list[Heard]:
    with desk_events(), injected(story.seed) as given, TemporaryDirectory() as folder:
        world = World(given, story)
        world.build()
        hidden = world.hidden_ids() if knows else NOTHING_HIDDEN
        return DeskLooker(world, hidden, Path(folder)).look()


def shown(found: tuple[Heard, Heard] | None) -> str:
    if found is None:
        return ""
    here, there = found
    return str(Difference(0, "", here.surface, here.request, here.answer, there.answer, ()))


SHARED: tuple[Any, ...] = (
    Ready(),
    Contribute(B, (PEOPLE[0],), members=("TH",)),
    Offering("TH", "tracing_tron"),
    Check("TH", PEOPLE[0]),
    Asking("TH"),
)
STORY = Story(4, "desk", SHARED)
SEEN_BY_CHIEF = Contribute(B, (SECRET,), members=("VN",), post="chief", hit=HitMode.HIT, level=3)


@pytest.mark.parametrize(
    "hidden",
    [
        [(2, Offering("TH", "tracing_tron", members=("VN",)))],
        [(2, Offering("VN", "shelter", members=("SG",))), (3, Offering("SG", "dna", level=3))],
        [(3, Offering(B, "surveillance", level=3, post="chief"))],
        [(1, SEEN_BY_CHIEF), (2, Check("VN", SECRET)), (3, Asking("VN"))],
        [(5, SEEN_BY_CHIEF), (5, Check("VN", SECRET)), (5, Asking("VN"))],
    ],
    ids=["offer to another", "offers of others", "offer of a colleague", "question before", "question after"],
)  # fmt: skip
def test_what_is_hidden_changes_no_alert_and_no_list(hidden: list[tuple[int, Any]]) -> None:
    other = STORY.with_hidden(hidden)
    assert shown(first_difference(seen_in(STORY), seen_in(other, knows=True))) == ""


@pytest.mark.parametrize(
    ("place", "open_one"),
    [(2, Offering("VN", "shelter", members=(B,))), (5, Contribute(B, (SECRET,), members=("VN",)))],
    ids=["an offer", "a question"],
)
def test_the_same_in_the_open_reaches_the_looker(place: int, open_one: Any) -> None:
    """What is hidden above would be noticed if it were not."""
    events: list[Any] = [(place, open_one)]
    if isinstance(open_one, Contribute):
        bare = replace(STORY, shared=SHARED[:1])
        told: tuple[Any, ...] = (SHARED[0], open_one, Check("VN", SECRET), Asking("VN"))
        asked = replace(STORY, shared=told)
        here, there = seen_in(bare), seen_in(asked)
        assert [each.answer for each in here if "data-call" in each.answer] == []
        assert [each.surface for each in there if "data-call" in each.answer] == ["page.shift.call"]
        return
    assert first_difference(seen_in(STORY), seen_in(STORY.with_hidden(events))) is not None
