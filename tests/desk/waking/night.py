"""A bureau at night: its officers, its rota, and questions of others that wait."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from tests.screening.network import NOW, PURPOSES, contribute, label, make_members, person, viewer

from interlace.core.procedure.escalation import Clock, Pause
from interlace.core.procedure.ladder import Urgency
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns
from interlace.desk.shift.ways import add_way
from interlace.desk.waking.clocks import Hurry, Owed
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits.actions import ask_owner
from interlace.screening.questions import question_about

PHONE = "+82 10 0000 0142"
EVERY_DAY = frozenset(range(7))
MINUTE = timedelta(minutes=1)


def people() -> None:
    """KR and TH with a desk, a second officer and a head each."""
    make_members("KR", "TH")
    for member in ("KR", "TH"):
        Officer.objects.create(
            username=f"{member.lower()}.head",
            display_name=f"head of {member}",
            bureau=Bureau.objects.get(member=member),
            roles=[Role.HEAD],
            level=3,
            purposes=PURPOSES,
            is_profile=True,
        )


def officer(username: str) -> Officer:
    return Officer.objects.get(username=username)


def bureau(member: str) -> Bureau:
    return Bureau.objects.get(member=member)


def planned(member: str, *usernames: str, seat: Seat = Seat.DESK, starts: time = time(0), ends: time = time(0)) -> None:
    """These officers, every day."""
    for username in usernames:
        add_turns(
            viewer(member, post="head"),
            bureau(member),
            weekdays=EVERY_DAY,
            terms=TurnTerms(starts, ends, Taker(username), seat),
            since=NOW.date() - timedelta(days=30),
            now=NOW,
        )


def reached_by(username: str, kind: str, address: str) -> None:
    """Let an officer be alerted by this too."""
    add_way(viewer_of(officer(username)), kind=kind, address=address, now=NOW)


def question(*, urgency: Urgency = Urgency.HELD, level: int = 0, phone: str = PHONE) -> UUID:
    """KR asks TH to confirm a hit; with a level, only officers of TH who have it may know of that."""
    head = viewer("TH", post="head")
    contribute(head, label("TH", seekers=["KR"], level=level), person("ฮัน จีซอบ", phone=phone))
    asker = viewer("KR", post="head")
    result = ask_holders(asker, question_about(entity_asked("phone", phone)), now=NOW)
    hit = next(found.hit for answer in result.answers for found in answer.found)
    ask_owner(asker, hit, urgency=urgency, now=NOW)
    return hit


@dataclass
class Papers:
    """Another thing with a clock, as a room of its own would bring it: who of TH may know of it is said."""

    clock: Clock
    known_to: tuple[str, ...] = ("th.desk", "th.second", "th.head")
    tells_secretariat: bool = False
    hurry: Hurry = Hurry.NORMAL
    item: UUID = field(default_factory=uuid4)
    is_done: bool = False

    def running(self, viewer: Viewer, *, now: datetime) -> list[Owed]:
        knows = viewer.member == "TH" and any(str(officer(name).pk) == viewer.id for name in self.known_to)
        if not knows or self.is_done:
            return []
        owed = Owed("paper.answer", self.item, "KR", self.clock, self.hurry, self.tells_secretariat)
        return [owed]


def hours(count: float, *pauses: Pause) -> Clock:
    return Clock(NOW, NOW + timedelta(hours=count), pauses)
