"""The desk in stories: what other bureaus, or better cleared officers of the own one, do beside facts and letters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Q
from tests.noninterference import playing
from tests.noninterference.playing import LOOKER, Sheet, id_of, sharing_of, worker
from tests.noninterference.worlds import PEOPLE, B, Climb, Contribute

from interlace.bureaus.capabilities.actions import Offer, make_offer
from interlace.bureaus.people.changes import propose_officer, propose_unit
from interlace.bureaus.people.models import Authorisation, Change, Signal
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.core.procedure.ladder import Urgency
from interlace.core.procedure.rota import Seat
from interlace.core.procedure.threads import ThreadType
from interlace.desk.shift.models import RotaDay, RotaTurn, Way
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns, plan_day
from interlace.desk.shift.ways import add_way
from interlace.desk.threads.attachments import attach
from interlace.desk.threads.drafting import new_draft
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Attachment, Draft
from interlace.desk.waking.drills import hold_drill
from interlace.facts.actions import contribute
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import propose_extension
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records
from interlace.oversight.keeping.queue import groups_due
from interlace.oversight.models import (
    Certificate,
    Extension,
    KeptItem,
    OwnerQuestion,
    OwnRule,
    RequestKind,
    RuleChange,
    SubjectRequest,
)
from interlace.oversight.requests import actions as requests
from interlace.screening.handover.actions import write_note
from interlace.screening.handover.models import HandoverNote
from interlace.screening.hits.actions import ask_owner
from interlace.screening.queries import hit_of

DAYS_NEAR = timedelta(days=60)
"""Whatever ends this soon stands in the queue of what is to be decided about."""
LOOKERS_NUMBER = "+82200000142"
PAPER = Paper("ORDER-1", date(2026, 7, 1), "The director")


@dataclass(frozen=True, slots=True)
class Settled:
    """The looker has a post at the desk, a telephone and a mail address; every other bureau has its own rota."""

    seat: Seat = Seat.DESK


@dataclass(frozen=True, slots=True)
class Drafted:
    """An officer writes a message that is not sent, with a file."""

    by: str
    post: str = "desk"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """Records near their end: one is deleted, one held, one proposed to be kept longer, one waits."""

    by: str
    post: str = "desk"
    level: int = 0


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """The node looks for what is near its end, at one bureau."""

    member: str


@dataclass(frozen=True, slots=True)
class Staffed:
    """A head appoints an officer, opens a unit, and is told of an unusual way of searching."""

    by: str
    post: str = "desk"


@dataclass(frozen=True, slots=True)
class Planned:
    """A bureau plans its days, its officer says how it is reached, the desk leaves a note and holds a drill."""

    by: str
    post: str = "desk"
    has_rota: bool = True
    """Whoever else of the own bureau is on duty is woken first: a rota of the own bureau is not hidden."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A bureau offers help to some."""

    by: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questioned:
    """A bureau asks about its latest hit with another one while it holds somebody, and waits for the answer."""

    asker: str
    holder: str = B


@dataclass(frozen=True, slots=True)
class Asked:
    """A person asks a bureau about its own data; the other bureaus are asked where it is put to them."""

    by: str
    is_put: bool = False


@dataclass(frozen=True, slots=True)
class Blocked:
    """An officer hides a record of its own while such a question is open, and may decide about it."""

    by: str
    post: str
    level: int
    is_decided: bool = False


def play(event: Any, *, now: datetime) -> None:
    """Let one thing of the desk happen; whatever else happens, happens as ever."""
    match event:
        case Settled():
            _settle(event.seat, now=now)
        case Drafted():
            _draft(worker(event.by, post=event.post), level=event.level, now=now)
        case Kept():
            _keep(worker(event.by, post=event.post), level=event.level, now=now)
        case LookedThrough():
            find_due(now=now, member=event.member)
        case Staffed():
            _staff(worker(event.by, post=event.post), now=now)
        case Planned():
            _plan(worker(event.by, post=event.post), has_rota=event.has_rota, now=now)
        case Offered():
            offer = Offer("dna", "The laboratory", (now + DAYS_NEAR).date(), members=frozenset(event.members))
            make_offer(worker(event.by), offer, now=now)
        case Questioned():
            _question(event, now=now)
        case Asked():
            _ask(worker(event.by), is_put=event.is_put, now=now)
        case Blocked():
            _block(worker(event.by, post=event.post), event, now=now)
        case _:
            _play(event, now=now)


_play = playing.play


@contextmanager
def desk_events() -> Iterator[None]:
    """Stories may tell of the desk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(playing, "play", play)
        yield


def kept_by_desks(hidden_of: str = B) -> dict[str, Any]:
    """Ids of what others do at their desks, for the steward; the own bureau's above the looker's level too."""
    looker = Officer.objects.get(username=LOOKER)
    drafts = Draft.objects.filter(~Q(member=hidden_of) | Q(content__level__gt=0), event=None)
    sources: dict[str, Any] = {
        "draft": drafts,
        "attachment": Attachment.objects.filter(draft__in=drafts.values("id")),
        "change": Change.objects.exclude(bureau=looker.bureau_id),
        "signal": Signal.objects.exclude(bureau=looker.bureau_id),
        "paper": Authorisation.objects.exclude(member=hidden_of),
        "turn": RotaTurn.objects.exclude(bureau=looker.bureau_id),
        "plan": RotaDay.objects.exclude(bureau=looker.bureau_id),
        "way": Way.objects.exclude(officer=looker.pk),
        "note": HandoverNote.objects.exclude(bureau=looker.bureau.name),
        "record": KeptItem.objects.exclude(member=hidden_of, level=0),
        "extension": Extension.objects.exclude(member=hidden_of),
        "certificate": Certificate.objects.exclude(member=hidden_of, level=0),
        "request": SubjectRequest.objects.exclude(member=hidden_of),
        "rule": OwnRule.objects.exclude(member=hidden_of),
        "rule_change": RuleChange.objects.exclude(member=hidden_of),
        "question": OwnerQuestion.objects.exclude(member=hidden_of),
    }
    return {kind: rows.values_list("id", flat=True) for kind, rows in sources.items()}


def _settle(seat: Seat, *, now: datetime) -> None:
    looker = Officer.objects.select_related("bureau__member").get(username=LOOKER)
    if looker.bureau.kind == Bureau.Kind.DOMESTIC_UNIT:
        Bureau.objects.filter(pk=looker.bureau_id).update(parent=id_of(f"bureau {B}"))
    terms = TurnTerms(time(0), time(0), Taker(LOOKER), seat=seat)
    add_turns(
        worker(B, post="chief"), looker.bureau, weekdays=frozenset(range(7)), terms=terms, since=now.date(), now=now
    )
    with acting(viewer_of(looker), now=now):
        for place, (kind, address) in enumerate((("sms", LOOKERS_NUMBER), ("email", "looker@example.org")), start=1):
            Way.objects.create(member=B, officer=looker.pk, kind=kind, address=address, place=place, added=now)


def _draft(by: Viewer, *, level: int, now: datetime) -> None:
    to = "TH" if by.member != "TH" else B
    message = Message(title="Not sent", text="Secret words.", to=to, type=ThreadType.INFORMATION, level=level)
    draft = new_draft(by, message, now=now)
    with NamedTemporaryFile(suffix=".txt") as file:
        file.write(b"secret")
        file.flush()
        attach(by, draft.id, Path(file.name), file_name="secret.txt", now=now)


def _keep(by: Viewer, *, level: int, now: datetime) -> None:
    people = (PEOPLE[4], PEOPLE[5], PEOPLE[6], PEOPLE[7])
    terms = sharing_of(Contribute(by.member, people, level=level, lasts=DAYS_NEAR), by=by, now=now)
    made = contribute(by, Sheet(people, file_name="kept.csv"), terms, now=now).contribution
    find_due(now=now, member=by.member)
    queued = [each.item for group in groups_due(by, now=now) for each in group.items]
    gone, held, longer, _waits = [item.id for item in queued if item.contribution == made.id]
    delete_records(by, [gone], now=now)
    hold_records(by, [held], reason="The trial goes on.", basis="An order", review=now + DAYS_NEAR, now=now)
    propose_extension(by, [longer], until=now + timedelta(days=200), reason="The trial goes on.", now=now)


def _staff(head: Viewer, *, now: datetime) -> None:
    bureau = Officer.objects.select_related("bureau").get(pk=UUID(head.id)).bureau
    post = OfficerPost(
        username=f"{head.member.lower()}.new",
        name="Somebody new",
        bureau=str(bureau.pk),
        roles=(Role.DUTY_OFFICER.value,),
        purposes=("fraud",),
        trained=date(2026, 1, 1),
        training_ends=date(2027, 1, 1),
    )
    propose_officer(head, post, PAPER, now=now)
    propose_unit(head, UnitRights(f"A unit of {head.member}", "UTC"), PAPER, now=now)
    with acting(head, now=now):
        Signal.objects.create(
            member=head.member,
            bureau=bureau.pk,
            officer=uuid4(),
            rule="night",
            day=now.date(),
            params={"count": 20, "before": 1},
            first=now,
            last=now,
            noticed=now,
        )
        Authorisation.objects.create(
            member=head.member,
            subject=uuid4(),
            document="ORDER-2",
            dated=now.date(),
            signed_by="The director",
            noted=now,
            noted_by=UUID(head.id),
            noted_by_name=head.officer_name,
        )


def _plan(by: Viewer, *, has_rota: bool, now: datetime) -> None:
    bureau = Officer.objects.select_related("bureau__member").get(pk=UUID(by.id)).bureau
    if has_rota:
        terms = TurnTerms(time(8), time(16), Taker(role=Role.DUTY_OFFICER.value))
        add_turns(by, bureau, weekdays=frozenset({1, 2}), terms=terms, since=now.date(), now=now)
        plan_day(by, bureau, now.date(), terms=None, now=now)
    add_way(by, kind="email", address=f"{by.member.lower()}@example.org", now=now)
    write_note(by, text="Whom we still owe an answer.", promised_by="", due=None, now=now)
    hold_drill(by, bureau, now=now)


def _question(event: Questioned, *, now: datetime) -> None:
    asker, hit = worker(event.asker), playing._latest_hit(Climb(event.asker, event.holder), now=now)
    assert hit is not None
    lent = [each.id for each in hit_of(asker, hit, now=now).own_fields if each.id is not None]
    ask_owner(asker, hit, lend=lent, urgency=Urgency.HELD, now=now)


def _ask(by: Viewer, *, is_put: bool, now: datetime) -> None:
    name = PEOPLE[3]["name"]
    request = requests.receive_request(by, kind=RequestKind.ACCESS, name=name, language="en", now=now)
    if is_put:
        requests.check_identity(by, request.id, by_what="Passport", now=now)
        requests.ask_owners(by, request.id, now=now)


def _block(by: Viewer, event: Blocked, *, now: datetime) -> None:
    terms = sharing_of(Contribute(by.member, (PEOPLE[3],), level=event.level), by=by, now=now)
    made = contribute(by, Sheet((PEOPLE[3],), file_name="blocked.csv"), terms, now=now).contribution
    with steward(Task.VERIFY):
        subject = Fact.objects.filter(contribution=made.id).values_list("subject", flat=True)[0]
    question = next(each for each in requests.questions_of(by, now=now) if requests.is_open_for(by, each))
    requests.block(by, question.id, [subject], now=now)
    if event.is_decided:
        decision = OwnerQuestion.Decision.DELETED
        requests.decide(by, question.id, decision, reason="Nobody needs it.", now=now)
