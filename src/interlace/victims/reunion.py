"""Missing and rescued: the word to a bureau that seeks somebody in care.

The machine proposes records that may seek the person (`seeking`). A protection officer compares, the person agrees, and
only then the protection officers of one bureau are told about a record of its own whom to call.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from interlace.cases.labels import kept_until
from interlace.core.handling import Code, HitMode, Label, join
from interlace.core.victims.reunion import Answer, Message, hindrance_to_telling
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting, refresh
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.roles import CARE_ROOM
from interlace.screening.holdings import Holding
from interlace.screening.questions import question_about
from interlace.victims import ledger_events
from interlace.victims.files import Kept, Named, OpenFile, ToldSeeker, open_file
from interlace.victims.models import SeekerNotice
from interlace.victims.receiving import record_kept
from interlace.victims.rules import CARE_PURPOSE, at_care, error_of, may_care
from interlace.victims.sealing import CareKey
from interlace.victims.seeking import Seeker, seekers_for

LONGEST_NAME = 120
LONGEST_CONTACT = 120


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


@transaction.atomic
def seekers_of(viewer: Viewer, found_id: UUID, *, now: datetime) -> Sequence[Seeker]:
    """The records that may seek this person, the most alike first. Nobody is asked, and of a record nothing is kept."""
    with open_file(viewer, found_id, now=now) as file:
        return _seekers(file, now=now)


@transaction.atomic
def stop_looking(viewer: Viewer, found_id: UUID, *, now: datetime) -> OpenFile:
    """The person no longer wants to be looked for: the name counts no more, and every word to a bureau is gone."""
    with open_file(viewer, found_id, now=now) as file:
        if file.care.named is None:
            raise error_of("not_named")
        for told in file.care.told_seekers:
            _take_back(file, told.notice, now=now)
        file.keep(Kept.NAMED, now=now, name="", birth_date="", country="")
        record_kept(file, now=now)
        return file


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
        # Others' records are read in a context of their own, within this one; the file stays locked.
        proposed = {each.record: each for each in _seekers(file, now=now)}
        if (seeker := proposed.get(telling.record)) is None:
            raise error_of("seeker_unknown")
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
        _take_back(file, notice_id, now=now)
        return file


def take_back_all(told: Iterable[ToldSeeker]) -> None:
    """Delete these notices with their keys; a context of a protection officer must be open."""
    SeekerNotice.objects.filter(id__in=[each.notice for each in told]).delete()


def notices_to(viewer: Viewer, *, now: datetime) -> Sequence[Notice]:
    """What other protection officers let those of the viewer's bureau know about people sought, the latest first."""
    if not may_care(viewer) or CARE_PURPOSE not in viewer.person.purposes:
        return ()
    with acting(at_care(viewer), now=now):
        rows = list(SeekerNotice.objects.filter(recipient=viewer.member).order_by("-at", "id"))
        return tuple(_opened(row) for row in rows)


def notices_told(viewer: Viewer) -> QuerySet[SeekerNotice]:
    """The same unopened, within a context of every matter, for an inbox."""
    return SeekerNotice.objects.filter(recipient=viewer.member) if may_care(viewer) else SeekerNotice.objects.none()


def messages_of(said: Iterable[str]) -> frozenset[Message]:
    """What the person lets a bureau know, by the words of the form; none of them is dropped in silence."""
    try:
        return frozenset(Message(each) for each in said)
    except ValueError:
        raise error_of("message_unknown") from None


def _require_readable(named: Named) -> None:
    """What cannot be read is told by its own words, before anything is kept."""
    try:
        question_about(named.entity)
    except InvalidInput as error:
        first = error.problems[0]
        raise InvalidInput(first.what, code=first.code, problems=error.problems, fix=first.fix) from None


def _seekers(file: OpenFile, *, now: datetime) -> Sequence[Seeker]:
    if file.care.named is None:
        raise error_of("not_named")
    return seekers_for(file.viewer, file.care.named, file=file.row.id, now=now)


def _take_back(file: OpenFile, notice_id: UUID, *, now: datetime) -> None:
    SeekerNotice.objects.filter(id=notice_id).delete()
    file.keep(Kept.SEEKER_TAKEN_BACK, now=now, notice=str(notice_id))
    _record(ledger_events.ANSWER_TAKEN_BACK, file.viewer, notice_id, now=now)


def _label(member: str, holding: Holding, *, now: datetime) -> Label:
    """Who reads a word: protection officers of the bureau whose record it is, as far as the record itself lets them.

    A reunion is no matter of the criminal case: whoever works on one does not learn that somebody is in care.
    """
    terms = reduce(join, (book.label(each.label) for each in holding.statements))
    return Label.of(
        member,
        audience={holding.holder},
        purposes={CARE_PURPOSE},
        until=kept_until(now),
        level=terms.level,
        rooms=terms.rooms | {CARE_ROOM},
        codes=terms.codes & {Code.EYES_ONLY},
        named=terms.named,
        hit=HitMode.NONE,
    )


def _notice(file: OpenFile, seeker: Seeker, telling: Telling, *, now: datetime) -> SeekerNotice:
    row = SeekerNotice(
        id=uuid4(),
        member=file.row.member,
        label_id=intern(_label(file.row.member, seeker.holding, now=now)),
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
