"""Pairs of worlds as stories: a list of events that both share, and events that only the second one has.

The hidden events are such that the viewer may neither discover nor read anything of them; everything else may differ:
more facts about the very same people, more hits between others, drafts, officers, consents, recalls.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any, Literal

from interlace.core.handling import HitMode

B = "KR"
"""The bureau whose officer looks."""
OTHERS = ("TH", "VN", "SG")
PURPOSES = ("fraud", "trafficking")
Role = Literal["desk", "head", "lead", "unit", "converser", "analyst", "partner", "secretariat", "suspended"]
ROLES: Sequence[Role] = ("desk",) * 6 + ("unit",) * 2 + ("analyst", "partner", "secretariat", "suspended")

Person = dict[str, str]
PEOPLE: Sequence[Person] = (
    {"name": "한지섭", "phone": "+82 10 0000 0142", "birthDate": "1991-04-17", "gender": "male", "nationality": "kr"},
    {"name": "ฮัน จีซอบ", "phone": "+82 10 0000 0142", "birthDate": "1991-04-17"},
    {"name": "HAN Ji-seop", "phone": "+66 2 000 0143", "birthDate": "1991-04"},
    {"name": "Somchai Jaidee", "phone": "+66 2 000 0144", "nationality": "th", "birthPlace": "Chiang Mai"},
    {"name": "สมชาย ใจดี", "email": "somchai@example.org", "birthDate": "1985"},
    {"name": "Trần Thị Mỹ Lệ", "email": "my.le@example.org", "phone": "+84 24 0000 0145"},
    {"name": "Tran Thi My Le", "birthDate": "1999-12-01", "address": "12 Phố Huế, Hà Nội"},
    {"name": "Wang Xiaoming", "phone": "+65 6000 0146", "email": "my.le@example.org"},
)
ENDS: Sequence[Literal["stays", "shortened", "shortened and back", "withdrawn"]] = (
    "stays",
    "shortened",
    "shortened and back",
    "withdrawn",
)
"""What becomes of a list."""
LOOKED_FOR = (PEOPLE[0], PEOPLE[3], PEOPLE[6])
"""Whom the looker asks about."""


@dataclass(frozen=True, slots=True)
class Contribute:
    """A bureau shares facts about some people."""

    by: str
    people: tuple[Person, ...]
    members: tuple[str, ...] = ()
    hit: HitMode = HitMode.HIT
    purpose: str = "fraud"
    codes: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    level: int = 0
    rooms: tuple[str, ...] = ()
    lasts: timedelta = timedelta(days=60)
    then: Literal["stays", "undone"] = "stays"
    post: str = "desk"
    """Which of the bureau's officers; the chief of the looker's own bureau sees more than the looker."""


@dataclass(frozen=True, slots=True)
class Load:
    """A bureau loads a list as a register, and perhaps a second version without its first entry."""

    facts: Contribute
    """Who shares what with whom, as with facts that are contributed one by one."""
    name: str
    then: Literal["stays", "shortened", "shortened and back", "withdrawn"] = "stays"


@dataclass(frozen=True, slots=True)
class Check:
    """An officer asks about somebody."""

    by: str
    person: Person
    scope: tuple[str, ...] = ()
    purpose: str = "fraud"


@dataclass(frozen=True, slots=True)
class Climb:
    """The latest hit of one bureau with another is asked about, answered and released by two people."""

    asker: str
    holder: str
    releases: bool = True
    alone: Literal["", "released", "taken back"] = ""
    """Whether a person is held, and one officer of the holder releases a name before anybody has answered."""
    post: str = "desk"
    """Which of the holder's officers answers and releases."""


@dataclass(frozen=True, slots=True)
class Clutter:
    """Whatever else lies around in another bureau: drafts, maps, uploads, jobs, officers, keys, outcomes."""

    by: str


@dataclass(frozen=True, slots=True)
class Consent:
    """An originator consents to a reserved use of its latest facts by another bureau."""

    by: str
    member: str


@dataclass(frozen=True, slots=True)
class Write:
    """A bureau writes to another, which takes it up and asks back, and perhaps answers."""

    by: str
    to: str
    level: int = 0
    purpose: str = "fraud"
    post: str = "desk"
    to_post: str = "desk"
    carries: int | None = None
    """The level of the writer's latest facts, one of which it sends along."""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class GrantUnit:
    """The looker's unit is put under its bureau and gets a level at each place: register, level, fields."""

    levels: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The worker does what waits."""


Event = Contribute | Load | Check | Climb | Clutter | Consent | Write | GrantUnit | CatchUp


@dataclass(frozen=True, slots=True)
class Story:
    """What happens, each with whether the viewer's world knows of it."""

    seed: int
    role: Role
    shared: tuple[Event, ...]
    hidden: tuple[tuple[int, Event], ...] = ()
    """Events of the second world alone, with the number of shared events before them."""
    is_walked_through: bool = False
    """Whether the looker walks every path in this one story; otherwise stories take turns in what it dwells on."""

    def with_hidden(self, events: Sequence[tuple[int, Event]]) -> "Story":
        """The same story in the second world."""
        return replace(self, hidden=tuple(events))


@dataclass(slots=True)
class Teller:
    """Makes stories up."""

    seed: int
    dice: Random = field(init=False)
    letters: Random = field(init=False)
    """For what is written: dice of their own, so that stories with letters stay the stories they were."""
    nights: Random = field(init=False)
    """For what one officer does alone, in the same way."""

    def __post_init__(self) -> None:
        self.dice, self.letters, self.nights = Random(self.seed), Random(~self.seed), Random(self.seed + 2**32)

    def story(self) -> Story:
        """A world that the viewer knows something of."""
        events: list[Event] = [self._known() for _ in range(self.dice.randint(2, 4))]
        events.append(self._own())
        if self.dice.random() < 0.5:
            events.append(
                Load(self._known(), "known list", self.dice.choice(("stays", "shortened", "shortened and back")))
            )
        if self.dice.random() < 0.2:
            events.append(Load(self._own(), "own list", self.dice.choice(("stays", "shortened"))))
        self.dice.shuffle(events)
        if self.dice.random() < 0.7:
            events.append(Check(B, self._person()))
        if self.dice.random() < 0.4:
            events.append(self._climb(B, self.dice.choice(OTHERS)))
        if self.dice.random() < 0.4:
            other = self.dice.choice(OTHERS)
            events += [Check(other, self._person()), self._climb(other, B)]
        if self.dice.random() < 0.5:
            events.append(CatchUp())
        if self.letters.random() < 0.5:
            by, to = self.letters.sample((B, self.letters.choice(OTHERS)), 2)
            events.insert(self.letters.randint(0, len(events)), Write(by, to, answered=self.letters.random() < 0.5))
        return Story(self.seed, self.dice.choice(ROLES), tuple(events))

    def hidden(self, story: Story) -> list[tuple[int, Event]]:
        """What the viewer of this story must not notice."""
        first: list[tuple[int, Event]] = [(0, self._gone()) for _ in range(self.dice.randint(0, 2))]
        if self.dice.random() < 0.3:
            first.append((0, Load(replace(self._gone(), then="stays"), "list that was", "withdrawn")))
        events: list[tuple[int, Event]] = []
        for _ in range(self.dice.randint(2, 5)):
            at = self.dice.randint(0, len(story.shared))
            events += [(at, event) for event in self._unseen()]
        for _ in range(self.letters.randint(0, 2)):
            events.append((self.letters.randint(0, len(story.shared)), self._unread()))
        return sorted([*first, *events], key=lambda each: each[0])

    def _known(self) -> Contribute:
        """Another bureau's facts that the viewer may discover, or read."""
        by = self.dice.choice(OTHERS)
        also = tuple(member for member in OTHERS if member != by and self.dice.random() < 0.3)
        hit = self.dice.choice((HitMode.HIT, HitMode.HIT, HitMode.CONTENT))
        return Contribute(by, self._people(), members=(B, *also), hit=hit)

    def _own(self) -> Contribute:
        """The viewer's own bureau's facts."""
        members = tuple(member for member in OTHERS if self.dice.random() < 0.5)
        hit = self.dice.choice((HitMode.HIT, HitMode.CONTENT, HitMode.SILENT))
        return Contribute(B, self._people(), members=members, hit=hit)

    def _gone(self) -> Contribute:
        """Facts that were there for the viewer before its time: recalled, or expired."""
        by = self.dice.choice(OTHERS)
        hit = self.dice.choice((HitMode.HIT, HitMode.CONTENT))
        if self.dice.random() < 0.5:
            return Contribute(by, self._people(), members=(B,), hit=hit, then="undone")
        return Contribute(by, self._people(), members=(B,), hit=hit, lasts=timedelta(seconds=30))

    def _unseen(self) -> list[Event]:
        by, other = self.dice.sample(OTHERS, 2)
        shared_with_all = tuple(member for member in (B, *OTHERS) if member != by)
        found = self._unseen_of(by, other, shared_with_all)
        if len(found) == 1 and isinstance(found[0], Contribute) and self.dice.random() < 0.25:
            return [Load(found[0], f"list {self.dice.random()}", self.dice.choice(ENDS))]
        return found

    def _unseen_of(self, by: str, other: str, shared_with_all: tuple[str, ...]) -> list[Event]:
        match self.dice.randint(0, 10):
            case 0:
                return [self._facts(by, members=())]
            case 1 | 2:
                return [self._facts(by, members=(other,), hit=self._any_hit())]
            case 3:
                return [self._facts(by, members=shared_with_all, level=3)]
            case 4:
                return [self._facts(by, members=shared_with_all, rooms=("reed",))]
            case 5:
                return [self._facts(by, members=shared_with_all, codes=(self.dice.choice(("E", "Z")),))]
            case 6:
                return [self._facts(by, members=shared_with_all, hit=HitMode.SILENT)]
            case 7:
                return [self._facts(by, members=shared_with_all, deny=(B,))]
            case 8:
                return [self._facts(by, members=shared_with_all, purpose="drugs")]
            case 9:
                return [Clutter(by)]
            case _:
                met = self._person()
                facts = Contribute(by, (met,), members=(other,), codes=("J",))
                climb = self._climb(other, by)
                return [facts, Check(other, met, scope=(by,)), climb, Consent(by, other), CatchUp()]

    def _climb(self, asker: str, holder: str) -> Climb:
        return Climb(asker, holder, alone=self.nights.choice(("", "", "released", "taken back")))

    def _unread(self) -> Write:
        """A letter that the viewer's bureau does not get, or the viewer does not see."""
        by, to = self.letters.sample(OTHERS, 2)
        answered = self.letters.random() < 0.5
        match self.letters.randint(0, 3):
            case 0:
                return Write(by, B, level=3, to_post="chief", answered=answered)
            case 1:
                return Write(B, to, level=3, post="chief", answered=answered)
            case 2:
                return Write(B, to, purpose="drugs", post="chief", to_post="desk", answered=answered)
            case _:
                return Write(by, to, answered=answered)

    def _facts(self, by: str, *, members: tuple[str, ...], **terms: Any) -> Contribute:
        return Contribute(by, self._people(), members=members, **terms)

    def _any_hit(self) -> HitMode:
        return self.dice.choice(tuple(HitMode))

    def _people(self) -> tuple[Person, ...]:
        return tuple(self.dice.sample(PEOPLE, self.dice.randint(1, 2)))

    def _person(self) -> Person:
        return self.dice.choice(PEOPLE)
