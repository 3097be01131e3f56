"""Missing and rescued: which records seek somebody in care, and the word to a bureau that seeks.

The machine proposes by the identity engine, from what the bureau may read of others anyway; nobody is asked, so nobody
learns that somebody was looked up. Of a record nothing is kept. A protection officer compares, the person agrees, and
only then one bureau is told about a record of its own whom to call.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from interlace.cases.labels import kept_until
from interlace.core.handling import Action, HitMode, Label
from interlace.core.matching import Band, Score, compare_from
from interlace.core.victims.reunion import Answer, Message, hindrance_to_telling, is_sought_for_help
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting, refresh
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.screening.access import permitted_labels, screening_index
from interlace.screening.checks.bands import BITS_OF
from interlace.screening.holdings import Holding, holdings_found
from interlace.screening.questions import question_about
from interlace.victims import ledger_events
from interlace.victims.files import Care, Kept, Named, OpenFile, ToldSeeker, cares_of, open_file
from interlace.victims.finding import found_for
from interlace.victims.models import SeekerNotice
from interlace.victims.receiving import record_kept
from interlace.victims.rules import CARE_PURPOSE, at_care, error_of, may_look, require_carer
from interlace.victims.sealing import CareKey

LONGEST_NAME = 120
LONGEST_CONTACT = 120
CANDIDATES = 50
"""How many records one name is compared with, counted among those that the bureau may read."""
SHOWN_FROM = Band.FAIR


@dataclass(frozen=True, slots=True)
class Seeker:
    """A record of a bureau that may seek the person, with how alike the two are and by what."""

    holding: Holding
    score: Score

    @property
    def record(self) -> str:
        """By which the proposal is named: the id of the record's subject."""
        return str(self.holding.subject)

    @property
    def name(self) -> str:
        """The first name in the record."""
        return next((each.original for each in self.holding.statements if each.prop == "name"), "")

    @property
    def birth_date(self) -> str:
        """The birth date in the record."""
        return next((each.original for each in self.holding.statements if each.prop == "birthDate"), "")


@dataclass(frozen=True, slots=True)
class Telling:
    """Which proposal is told, whom its bureau shall call, and what the person lets it know besides."""

    record: str
    contact: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bureau that seeks reads: its own record, whom to call, and what the person said."""

    row: SeekerNotice
    name: str
    contact: str
    messages: frozenset[Message]


@transaction.atomic
def name_person(viewer: Viewer, found_id: UUID, said: Named, *, now: datetime) -> OpenFile:
    """Keep who the person says to be, who agrees to be looked for in what bureaus seek."""
    named = Named(said.name.strip()[:LONGEST_NAME], said.birth_date.strip()[:32], said.country.strip()[:32])
    if not named.name:
        raise error_of("name_missing")
    _require_readable(named)
    with open_file(viewer, found_id, now=now) as file:
        file.keep(Kept.NAMED, now=now, name=named.name, birth_date=named.birth_date, country=named.country)
        record_kept(file, now=now)
        return file


def seekers_of(viewer: Viewer, found_id: UUID, *, now: datetime) -> Sequence[Seeker]:
    """The records that may seek this person, the most alike first. Nobody is asked and nothing is stored."""
    require_carer(viewer)
    with found_for(viewer, found_id, now=now) as (matter, found):
        care = cares_of(matter, [found]).get(found.id, Care())
    return _seekers(viewer, care, now=now)


@transaction.atomic
def tell_seeker(viewer: Viewer, found_id: UUID, telling: Telling, *, now: datetime) -> OpenFile:
    """Let the bureau of one proposal know whom to call, as far as the person agrees."""
    if not telling.contact.strip():
        raise error_of("contact_missing")
    if (hindrance := hindrance_to_telling(telling.answer)) is not None:
        raise error_of(hindrance.value)
    with open_file(viewer, found_id, now=now) as file:
        if any(each.record == telling.record for each in file.care.told_seekers):
            raise error_of("told_already")
        care = file.care
    # The file stays locked until the transaction ends; the records of others are read in a context of their own.
    proposed = {each.record: each for each in _seekers(viewer, care, now=now)}
    if (seeker := proposed.get(telling.record)) is None:
        raise error_of("seeker_unknown")
    with open_file(viewer, found_id, now=now) as file:
        notice = _notice(file, seeker, telling, now=now)
        file.keep(
            Kept.SEEKER_TOLD,
            now=now,
            notice=str(notice.id),
            recipient=notice.recipient,
            record=seeker.record,
            messages=sorted(telling.answer.messages),
        )
        _record(ledger_events.ANSWER_RELEASED, file.viewer, notice.id, now=now)
        return file


@transaction.atomic
def take_back_notice(viewer: Viewer, found_id: UUID, notice_id: UUID, *, now: datetime) -> OpenFile:
    """The person agrees no longer: the word to the bureau and its key are gone."""
    with open_file(viewer, found_id, now=now) as file:
        if not any(each.notice == notice_id for each in file.care.told_seekers):
            raise error_of("nothing_agreed")
        SeekerNotice.objects.filter(id=notice_id).delete()
        file.keep(Kept.SEEKER_TAKEN_BACK, now=now, notice=str(notice_id))
        _record(ledger_events.ANSWER_TAKEN_BACK, file.viewer, notice_id, now=now)
        return file


def take_back_all(told: Iterable[ToldSeeker]) -> None:
    """Delete these notices with their keys; a context of a protection officer must be open."""
    SeekerNotice.objects.filter(id__in=[each.notice for each in told]).delete()


def notices_to(viewer: Viewer, *, now: datetime) -> Sequence[Notice]:
    """What other protection officers let the viewer's bureau know about people whom it seeks, the latest first."""
    if not may_look(viewer) or CARE_PURPOSE not in viewer.person.purposes:
        return ()
    with acting(at_care(viewer), now=now):
        rows = list(SeekerNotice.objects.filter(recipient=viewer.member).order_by("-at", "id"))
        return tuple(_opened(row) for row in rows)


def _require_readable(named: Named) -> None:
    """What cannot be read is told by its own words, before anything is kept."""
    try:
        question_about(named.entity)
    except InvalidInput as error:
        first = error.problems[0]
        raise InvalidInput(first.what, code=first.code, problems=error.problems, fix=first.fix) from None


def _seekers(viewer: Viewer, care: Care, *, now: datetime) -> Sequence[Seeker]:
    if care.named is None:
        raise error_of("not_named")
    asked = question_about(care.named.entity)
    # Under what may be read alone: a record that one may only know of is not looked into, and takes nobody's place.
    with acting(at_care(viewer), Action.READ, now=now) as context:
        index = screening_index()
        candidates = index.find(asked.query, permitted_labels(context.permitted), limit=CANDIDATES).candidates
        holdings = holdings_found(context, list(candidates))
    least = BITS_OF[SHOWN_FROM]
    scores = ((each, compare_from(least, asked.description, each.description)) for each in holdings if _seeks(each))
    alike = [Seeker(holding, score) for holding, score in scores if score is not None]
    return sorted(alike, key=lambda each: (-each.score.bits, each.holding.holder, each.record))


def _seeks(holding: Holding) -> bool:
    return is_sought_for_help([each.value for each in holding.statements if each.prop == "status"])


def _notice(file: OpenFile, seeker: Seeker, telling: Telling, *, now: datetime) -> SeekerNotice:
    """A word under a label that only the bureau whose record it is reads, and its clearance for that record."""
    level = max((book.label(each.label).level for each in seeker.holding.statements), default=0)
    label = Label.of(
        file.row.member,
        audience={seeker.holding.holder},
        purposes={CARE_PURPOSE},
        until=kept_until(now),
        level=level,
        hit=HitMode.NONE,
    )
    row = SeekerNotice(
        id=uuid4(),
        member=file.row.member,
        label_id=intern(label),
        care_label_id=file.row.label_id,
        recipient=seeker.holding.holder,
        at=now,
    )
    refresh()
    key = CareKey.made(row.id)
    row.key = key.wrapped()
    said = {
        "name": seeker.name,
        "contact": telling.contact.strip()[:LONGEST_CONTACT],
        "messages": sorted(telling.answer.messages),
    }
    row.sealed = key.sealed(said, number=0)
    row.save(force_insert=True)
    return row


def _opened(row: SeekerNotice) -> Notice:
    said = CareKey.unwrapped(row.id, bytes(row.key)).opened(bytes(row.sealed), number=0)
    return Notice(row, said["name"], said["contact"], frozenset(Message(each) for each in said["messages"]))


def _record(event: Event, viewer: Viewer, on: UUID, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=on,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail={},
    )
