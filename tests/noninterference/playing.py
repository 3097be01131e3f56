"""Builds a world: members, officers, and the events of a story, through the product's own actions."""

import hashlib
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import TransactionTestCase
from tests.noninterference.filing_cases import cases_of_others, file_case, partner_of
from tests.noninterference.injected import Injected
from tests.noninterference.letters import exchange, kept_by_others, leave_unsent
from tests.noninterference.linking import judge_one, links_of_others
from tests.noninterference.people_kept import keep_people
from tests.noninterference.worlds import (
    OTHERS,
    PURPOSES,
    B,
    CatchUp,
    Check,
    Climb,
    Clutter,
    Consent,
    Contribute,
    Event,
    GrantUnit,
    Load,
    Person,
    Role,
    Story,
    Write,
)

from interlace.bureaus.people.models import Change, UnitGrant
from interlace.core.handling import Action, HitMode, Label
from interlace.core.problems import Problem
from interlace.core.procedure.emergency import EmergencyGround, EmergencyVerdict
from interlace.core.procedure.ladder import Move, Party, State, Urgency
from interlace.facts.actions import contribute
from interlace.facts.describing import statements_of_entity
from interlace.facts.entities import Entity, Finding, ParsedRow, Value
from interlace.facts.models import ColumnMap, Contribution, Fact
from interlace.facts.recalling import undo_contribution
from interlace.facts.registers import open_register
from interlace.facts.registers.files import registers_folder
from interlace.facts.registers.finding import order_of
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.registers.mentions import mentions_in
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import ConsentTerms, give_consent
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.http.models import Outcome, Upload
from interlace.foundation.identity.actions import create_api_key
from interlace.foundation.identity.key_matters import KeyMatter
from interlace.foundation.identity.models import Bureau, Member, Officer, ResetProposal
from interlace.foundation.identity.roles import Role as Post
from interlace.foundation.jobs.models import Job
from interlace.screening.access import close_index, index_folder
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits import actions, releases
from interlace.screening.hits.emergency_releases import Emergency, release_alone
from interlace.screening.hits.release_reviews import review_release
from interlace.screening.models import Check as AskedCheck
from interlace.screening.models import EmergencyRelease, HitSide, Release, StandingCheck
from interlace.screening.queries import hit_of
from interlace.screening.register_records import SearchedRegister, labels_in, searched_registers, title_of
from interlace.screening.upkeep import catch_up

START = datetime(2026, 7, 14, 5, 0, tzinfo=UTC)
STEP = timedelta(minutes=1)
LOOKING = START + timedelta(hours=1)
LOOKER = "kr.looker"
EVERY_PURPOSE = [*PURPOSES, "drugs"]

_POSTS: dict[Role, tuple[Post, Bureau.Kind, list[str]]] = {
    "desk": (Post.DUTY_OFFICER, Bureau.Kind.NATIONAL, [action.value for action in Action]),
    "head": (Post.HEAD, Bureau.Kind.NATIONAL, [action.value for action in Action]),
    "lead": (Post.DUTY_OFFICER, Bureau.Kind.NATIONAL, [action.value for action in Action]),
    "unit": (Post.DOMESTIC_UNIT, Bureau.Kind.DOMESTIC_UNIT, ["discover"]),
    "converser": (Post.DOMESTIC_UNIT, Bureau.Kind.DOMESTIC_UNIT, ["discover"]),
    "analyst": (Post.ANALYST, Bureau.Kind.NATIONAL, [action.value for action in Action]),
    "partner": (Post.PARTNER, Bureau.Kind.PARTNER, [action.value for action in Action]),
    "secretariat": (Post.SECRETARIAT, Bureau.Kind.SECRETARIAT, [action.value for action in Action]),
    "suspended": (Post.DUTY_OFFICER, Bureau.Kind.NATIONAL, [action.value for action in Action]),
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """Ids of things that exist in the second world alone, by what they are ids of."""

    ids: dict[str, list[UUID]]
    _sent: set[str] = field(default_factory=set)

    def one(self, kind: str) -> UUID:
        """A hidden thing of this kind, or an id of nothing."""
        found = self.ids.get(kind)
        one = found[0] if found else UUID(bytes=hashlib.sha256(f"no {kind}".encode()).digest()[:16])
        self._sent.add(str(one))
        return one

    def is_sent(self, text: str) -> bool:
        """Whether this is an id that stands for a hidden thing here, and for another one or nothing elsewhere."""
        return text in self._sent


@dataclass(slots=True)
class World:
    """A node with the events of a story behind it."""

    injected: Injected
    story: Story
    looker: Officer = field(init=False)
    key: str = field(init=False)
    screening_key: str = field(init=False)
    """One that carries its own matter, for the clients of the OpenSanctions interface."""

    def build(self) -> None:
        """Empty the node and let the story happen."""
        TransactionTestCase._fixture_teardown(None)  # type: ignore[attr-defined]  # as the tests' own conftest.py sets it
        _empty_folders()
        self.injected.step("people", START)
        self._people()
        hidden = iter(enumerate(self.story.hidden))
        waiting = next(hidden, None)
        for place, event in enumerate(self.story.shared):
            while waiting is not None and waiting[1][0] <= place:
                self._unnoticed(*waiting)
                waiting = next(hidden, None)
            self.injected.step(f"shared {place}", START + place * STEP)
            play(event, now=self.injected.moment)
        while waiting is not None:
            self._unnoticed(*waiting)
            waiting = next(hidden, None)
        self.injected.step("doors", LOOKING - STEP)
        if self.story.role == "suspended":
            Member.objects.filter(code=B).update(status=Member.Status.SUSPENDED)

    def _unnoticed(self, number: int, each: tuple[int, Event]) -> None:
        place, event = each
        # Between two shared events; what expires in half a minute has expired at the next one.
        moment = START + place * STEP - STEP + timedelta(milliseconds=100 * number)
        self.injected.step(f"hidden {number}", moment)
        play(event, now=moment)

    def _people(self) -> None:
        for code in (B, *OTHERS):
            member = Member.objects.create(code=code, name=f"Member {code}")
            bureau = Bureau.objects.create(id=id_of(f"bureau {code}"), member=member, name=f"NCB {code}")
            level, rooms = (1, []) if code == B else (3, ["reed"])
            for name, posts in (("desk", [Post.DUTY_OFFICER, Post.HEAD]), ("second", [Post.HEAD])):
                _officer(f"{code.lower()}.{name}", bureau, posts, level=level, rooms=rooms)
        bureau = Bureau.objects.get(pk=id_of(f"bureau {B}"))
        _officer("kr.chief", bureau, [Post.HEAD], level=3, rooms=["reed"])
        post, kind, ceiling = _POSTS[self.story.role]
        unit = Bureau.objects.create(
            id=id_of("unit"),
            member_id=B,
            name="Where the looker works",
            kind=kind,
            ceiling=ceiling,
            converses=self.story.role == "converser",
        )
        self.looker = _officer(LOOKER, unit, [post], level=1, purposes=list(PURPOSES), is_profile=True)
        expires = START + timedelta(days=30)
        self.key = create_api_key(officer=self.looker, name="of the harness", now=START, expires=expires).text
        matter = KeyMatter("fraud", "KR-2026-7")
        self.screening_key = create_api_key(
            officer=self.looker, name="for screening", now=START, expires=expires, matter=matter
        ).text

    def hidden_ids(self) -> Hidden:
        """What others have, beyond the looker's sight."""
        looker = viewer_of(self.looker, purpose="fraud", reference=f"{B}-2026-0001")
        with acting(looker, now=self.injected.moment):
            # What was released to the looker exists in the other world too.
            released = set(Fact.objects.visible_to(looker).values_list("subject", flat=True))
        with steward(Task.VERIFY):
            visible = set(HitSide.objects.filter(member=B).values_list("hit", flat=True))
            sources: dict[str, Any] = {
                "hit": HitSide.objects.exclude(hit__in=visible).values_list("hit", flat=True),
                "check": AskedCheck.objects.exclude(member=B).values_list("id", flat=True),
                "emergency": EmergencyRelease.objects.exclude(member=B)
                .exclude(hit__in=visible)
                .values_list("id", flat=True),
                "release": Release.objects.exclude(member=B).exclude(hit__in=visible).values_list("id", flat=True),
                "standing": StandingCheck.objects.exclude(member=B).values_list("id", flat=True),
                "contribution": Contribution.objects.exclude(member=B).values_list("id", flat=True),
                "subject": Fact.objects.exclude(originator=B)
                .exclude(subject__in=released)
                .values_list("subject", flat=True),
                **links_of_others(),
                **cases_of_others(),
                "fact": Fact.objects.exclude(originator=B).values_list("id", flat=True),
                "upload": Upload.objects.exclude(member=B).values_list("id", flat=True),
                "job": Job.objects.exclude(member=B).values_list("id", flat=True),
                "officer": Officer.objects.exclude(bureau__member=B).values_list("id", flat=True),
                "unit": Bureau.objects.exclude(member=B).values_list("id", flat=True),
                "change": Change.objects.exclude(member=B).values_list("id", flat=True),
                "reset": ResetProposal.objects.values_list("id", flat=True),
                "entity": entries_in(each for each in searched_registers() if each.name not in KNOWN),
                **kept_by_others(),
            }
            return Hidden({kind: sorted(set(ids)) for kind, ids in sources.items()})


KNOWN = frozenset({"known list", "own list"})
"""The registers that the looker may know of, by whoever."""


def entries_in(registers: Iterable[SearchedRegister]) -> list[UUID]:
    """The ids of their entries."""
    return [UUID(bytes=row.tobytes()) for each in registers for row in open_register(each.folder).subjects]


def play(event: Event, *, now: datetime) -> None:
    """Let one thing happen."""
    match event:
        case Contribute():
            _contribute(event, now=now)
        case Load():
            _load(event, now=now)
        case Check():
            question = question_typed(*_typed(event.person))
            ask_holders(worker(event.by, purpose=event.purpose), question, scope=event.scope, now=now)
            catch_up()
        case Climb():
            _climb(event, now=now)
        case Clutter():
            _clutter(event.by, now=now)
        case Consent():
            _consent(event, now=now)
        case Write():
            by = worker(event.by, post=event.post, purpose=event.purpose)
            to = worker(event.to, post=event.to_post, purpose=event.purpose)
            exchange(event, by=by, to=to, now=now)
        case GrantUnit():
            grant_levels(event.levels)
        case CatchUp():
            catch_up()


def worker(member: str, *, post: str = "desk", purpose: str = "fraud") -> Viewer:
    """An officer of this member at work."""
    officer = Officer.objects.select_related("bureau__member").get(username=f"{member.lower()}.{post}")
    return viewer_of(officer, purpose=purpose, reference=f"{member}-2026-0001")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as an import would have read them."""

    people: tuple[Person, ...]
    file_name: str = "people.csv"
    sha256: str = "0" * 64
    format: str = "csv"
    options: dict[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[ParsedRow]:
        for number, person in enumerate(self.people, start=1):
            if "refused" in person:
                finding = Finding(Problem("phone_has_letters"), column="phone", cell=f"C{number}")
                yield ParsedRow(number, (), findings=(finding,), values={"phone": person["refused"]})
                continue
            yield ParsedRow(number, (Entity("Person", (*_values(person), Value("status", "suspect", "suspect"))),))


def sharing_of(event: Contribute, *, by: Viewer, now: datetime) -> Sharing:
    """The contributor's choice."""
    seeks = event.hit in {HitMode.HIT, HitMode.SILENT}
    return Sharing(
        purpose=event.purpose,
        until=now + event.lasts,
        hit=event.hit,
        audience=frozenset() if seeks else frozenset(event.members),
        seekers=frozenset(event.members) if seeks else frozenset(),
        deny=frozenset(event.deny),
        codes=frozenset(event.codes),
        named=frozenset({by.id}) if "E" in event.codes else frozenset(),
        level=event.level,
        rooms=frozenset(event.rooms),
    )


def _contribute(event: Contribute, *, now: datetime) -> None:
    by = worker(event.by, post=event.post, purpose=event.purpose)
    made = contribute(by, Sheet(event.people), sharing_of(event, by=by, now=now), now=now)
    if event.then == "undone":
        undo_contribution(by, made.contribution.id, now=now)


def _load(event: Load, *, now: datetime) -> None:
    by = worker(event.facts.by, post=event.facts.post, purpose=event.facts.purpose)
    sharing = sharing_of(event.facts, by=by, now=now)
    terms = RegisterTerms(event.name, title=f"The {event.name}", legal_effect="A lead to verify, nothing more.")
    made = load_register(by, Sheet(event.facts.people), sharing, terms, now=now)
    if event.then.startswith("shortened"):
        made = load_register(by, Sheet(event.facts.people[1:]), sharing, terms, now=now)
    if event.then in {"shortened and back", "withdrawn"}:
        withdraw_version(by, made.contribution.id, now=now)
    catch_up()


def _climb(event: Climb, *, now: datetime) -> None:
    hit = _latest_hit(event, now=now)
    if hit is None:
        return
    asker, owner = worker(event.asker), worker(event.holder, post=event.post)
    view = hit_of(asker, hit, now=now)
    if view.side.state != State.MATCHED:
        return
    lend = [each.id for each in view.own_fields if each.id is not None]
    urgency = Urgency.HELD if event.alone else Urgency.NORMAL
    actions.ask_owner(asker, hit, lend=lend, urgency=urgency, now=now)
    if event.alone:
        _release_alone(event, hit, now=now)
    actions.answer(owner, hit, verdict=Move.CONFIRM, reason="Seen in the file.", now=now)
    fields = [each.tag for each in hit_of(owner, hit, now=now).own_fields][:2]
    if event.releases and fields:
        proposed = releases.propose_release(owner, hit, fields=fields, until=now + timedelta(days=9), now=now)
        second = worker(event.holder, post="second")
        releases.approve_release(second, proposed.id, digest=proposed.digest, now=now)


def _release_alone(event: Climb, hit: UUID, *, now: datetime) -> None:
    owner = worker(event.holder, post=event.post)
    names = [each.tag for each in hit_of(owner, hit, now=now).own_fields if each.prop == "name"]
    asked = Emergency(tuple(names[:1]), EmergencyGround.PERSON_HELD, "He is to be let go at six.")
    made = release_alone(owner, hit, asked, now=now)
    if event.alone == "taken back":
        second = worker(event.holder, post="second")
        reason = "It was another person."
        review_release(second, made.id, verdict=EmergencyVerdict.WRONG, reason=reason, now=now)


def _latest_hit(event: Climb, *, now: datetime) -> UUID | None:
    with acting(worker(event.asker), Action.DISCOVER, now=now):
        sides = HitSide.objects.visible().filter(party=Party.ASKER, counterpart=event.holder, purpose="fraud")
        # Of a check that was typed: the owner was told of it at once, whatever else the asker holds.
        found = sides.exclude(check_asked=None).order_by("-created", "hit").first()
        return found.hit if found is not None else None


def grant_levels(levels: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
    """What the looker's unit may at each place, as its bureau has signed it."""
    unit = id_of("unit")
    Bureau.objects.filter(pk=unit).update(parent=id_of(f"bureau {B}"))
    with acting(worker(B)):
        UnitGrant.objects.all().delete()
        for place, level, fields in levels:
            UnitGrant.objects.create(member=B, unit=unit, register=place, level=level, fields=list(fields))


@transaction.atomic
def _clutter(by: str, *, now: datetime) -> None:
    desk = worker(by)
    with acting(desk, now=now):
        Contribution.objects.create(
            member=by, officer=UUID(desk.id), purpose="fraud", file_name="draft.csv", created=now
        )
        ColumnMap.objects.update_or_create(member=by, name="senders", defaults={"columns": {}, "created": now})
    Upload.objects.create(officer=UUID(desk.id), member=by, name="secret.csv", size=9, created=now)
    Job.objects.create(member=by, officer=UUID(desk.id), kind="import", created=now)
    Outcome.objects.create(
        officer=UUID(desk.id),
        key_digest=uuid.uuid4().bytes,
        body_digest=uuid.uuid4().bytes,
        status=201,
        object_id=str(uuid.uuid4()),
        created=now,
    )
    leave_unsent(desk, now=now)
    judge_one(desk, now=now)
    file_case(desk, *([] if by == B else [partner_of(by)]), now=now)
    bureau = Bureau.objects.get(pk=id_of(f"bureau {by}"))
    officer = _officer(f"{by.lower()}.{uuid.uuid4().hex[:8]}", bureau, [Post.INVESTIGATOR], level=1)
    create_api_key(officer=officer, name="another", now=now)
    keep_people(desk, bureau=bureau, now=now)


def _consent(event: Consent, *, now: datetime) -> None:
    with acting(worker(event.by), now=now) as context:
        book.refresh()
        own = [at for at in context.permitted.labels if _is_for(book.label(at), event)]
    if own:
        terms = ConsentTerms(Action.CITE, event.member, "fraud", now + timedelta(days=1))
        give_consent(worker(event.by), terms, label_id=own[-1], now=now)


def _is_for(label: Label, event: Consent) -> bool:
    return label.origins == {event.by} and event.member in label.audience and "J" in label.codes


def _officer(
    username: str, bureau: Bureau, posts: list[Post], *, purposes: list[str] | None = None, **terms: Any
) -> Officer:
    return Officer.objects.create(
        id=id_of(username),
        username=username,
        display_name=f"Officer {username}",
        password="!",
        bureau=bureau,
        roles=[post.value for post in posts],
        purposes=EVERY_PURPOSE if purposes is None else purposes,
        **terms,
    )


def _typed(person: Person) -> tuple[str, str]:
    kind = next((kind for kind in ("phone", "email") if kind in person), "name")
    return ("person" if kind == "name" else kind), person[kind]


def _values(person: Person) -> Iterator[Value]:
    for each in statements_of_entity(
        {"schema": "Person", "properties": {name: [value] for name, value in person.items()}}
    ):
        yield Value(each.prop, each.value, each.original, key=each.key)


def id_of(name: str) -> UUID:
    """The id of whatever bears this name."""
    return UUID(bytes=hashlib.sha256(name.encode()).digest()[:16])


def _empty_folders() -> None:
    for kept in ("uploads", "evidence"):
        shutil.rmtree(Path(settings.INTERLACE_DATA) / kept, ignore_errors=True)
    shutil.rmtree(registers_folder(), ignore_errors=True)
    # The next world's registers have the same names and other contents.
    open_register.cache_clear()
    title_of.cache_clear()
    labels_in.cache_clear()
    mentions_in.cache_clear()
    order_of.cache_clear()
    close_index()
    for path in index_folder().glob("*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
