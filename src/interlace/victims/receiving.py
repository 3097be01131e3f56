"""Receiving those found: a place is opened, a person gets a number, and the first minutes say who needs what."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from interlace.cases.labels import kept_until
from interlace.core.handling import HitMode, Label
from interlace.core.victims.standing import MOVES, Matter, Protection, ProtectionMove, word_for_investigators
from interlace.core.victims.triage import Need, Triage, is_treated_as_child, needs
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import CARE_ROOM
from interlace.victims import ledger_events
from interlace.victims.files import Kept, OpenFile, open_file
from interlace.victims.models import CareFile, Found, Reception
from interlace.victims.releases import close_unguarded
from interlace.victims.rules import CARE_PURPOSE, at_care, error_of, no_such_person, require_carer
from interlace.victims.sealing import CareKey

LONGEST_TITLE = 120
LIKELY_AGES = range(120)


@dataclass(frozen=True, slots=True)
class ReceptionTerms:
    """Where people are received, and under which purpose investigators of the bureau read number and word."""

    title: str
    matter: str
    purpose: str


@transaction.atomic
def open_reception(viewer: Viewer, terms: ReceptionTerms, *, now: datetime) -> Reception:
    """Open a place where those found are received."""
    require_carer(viewer)
    carer = at_care(viewer)
    title, matter = terms.title.strip()[:LONGEST_TITLE], terms.matter.strip()[:LONGEST_TITLE]
    if not title:
        raise error_of("title_missing")
    if not matter:
        raise error_of("matter_missing")
    if terms.purpose not in carer.person.purposes:
        raise error_of("purpose_unknown")
    with acting(carer, now=now):
        seen = intern(_label(carer.member, {terms.purpose, CARE_PURPOSE}, now=now))
        care = intern(_label(carer.member, {CARE_PURPOSE}, now=now, is_private=True))
    # The labels may be new: only a context that begins after them knows of them.
    with acting(carer, now=now):
        reception = Reception(
            member=carer.member,
            label_id=seen,
            care_label_id=care,
            title=title,
            matter=matter,
            purpose=terms.purpose,
            opened=now,
            opened_by=UUID(carer.id),
        )
        reception.save(force_insert=True)
        _record(ledger_events.RECEPTION_OPENED, carer, reception.id, now=now)
        return reception


@transaction.atomic
def receive(viewer: Viewer, reception_id: UUID, *, matter: Matter = Matter.NONE, now: datetime) -> Found:
    """Give somebody found a number and a file with a key of its own. Nobody is received as a suspect."""
    require_carer(viewer)
    carer = at_care(viewer)
    if matter is Matter.SUSPECT:
        raise error_of("standing_not_now")
    with acting(carer, now=now):
        place = Reception.objects.visible_to(carer).filter(id=reception_id).select_for_update(of=("self",)).first()
        if place is None:
            raise no_such_person()
        last = Found.objects.visible_to(carer).filter(reception=place).aggregate(last=Max("number"))["last"] or 0
        found = Found(
            member=carer.member,
            label_id=place.label_id,
            care_label_id=place.care_label_id,
            reception=place,
            number=last + 1,
            matter=matter,
            received=now,
        )
        found.save(force_insert=True)
        row = CareFile(member=carer.member, label_id=place.care_label_id, found=found.id)
        row.key = CareKey.made(row.id).wrapped()
        row.save(force_insert=True)
        _record(ledger_events.PERSON_RECEIVED, carer, found.id, now=now)
        return found


@dataclass(frozen=True, slots=True)
class FirstMinutes:
    """Somebody received, with what was noted in the first minutes."""

    noted: Triage
    language: str = ""
    matter: Matter = Matter.NONE


@transaction.atomic
def receive_at_once(viewer: Viewer, reception_id: UUID, first: FirstMinutes, *, now: datetime) -> Found:
    """Receive somebody and keep the first minutes in one act: a file without them says nothing of who needs what."""
    found = receive(viewer, reception_id, matter=first.matter, now=now)
    triage(viewer, found.id, first.noted, language=first.language, now=now)
    return found


@transaction.atomic
def triage(viewer: Viewer, found_id: UUID, noted: Triage, *, language: str = "", now: datetime) -> OpenFile:
    """Keep what the first minutes showed. Whoever is treated as a child is presumed a victim from then on."""
    if noted.age_said is not None and noted.age_said not in LIKELY_AGES:
        raise error_of("age_unlikely")
    with open_file(viewer, found_id, now=now) as file:
        said = {**asdict(noted), "wants": sorted(noted.wants)}
        file.keep(Kept.TRIAGE, now=now, triage=said, language=language.strip()[:64])
        file.keep(Kept.ARRANGED, now=now, needs=sorted(needs(noted)))
        if is_treated_as_child(noted) and file.care.protection is Protection.ENCOUNTERED:
            take_step(file, ProtectionMove.PRESUME, reason="", now=now)
        close_unguarded(file, now=now)
        record_kept(file, now=now)
        return file


@transaction.atomic
def arrange(viewer: Viewer, found_id: UUID, needed: frozenset[Need], *, now: datetime) -> OpenFile:
    """Say what the person needs now."""
    with open_file(viewer, found_id, now=now) as file:
        file.keep(Kept.ARRANGED, now=now, needs=sorted(needed))
        record_kept(file, now=now)
        return file


def take_step(file: OpenFile, move: ProtectionMove, *, reason: str, now: datetime) -> None:
    """One step of the care, and the word that investigators read after it."""
    after = MOVES.get((file.care.protection, move))
    if after is None:
        raise error_of("step_not_now")
    file.keep(Kept.STEP, now=now, protection=after.value, reason=reason)
    say_word(file)


def say_word(file: OpenFile) -> None:
    """Let investigators read the one word that follows from the file now."""
    word = word_for_investigators(file.care.person)
    if word != file.found.word:
        file.found.word = word
        file.found.save(update_fields=["word"])


def record_kept(file: OpenFile, *, now: datetime) -> None:
    """One entry of the ledger that tells nothing but that a protection officer was at work."""
    _record(ledger_events.CARE_KEPT, file.viewer, file.row.id, now=now)


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


def _label(member: str, purposes: set[str], *, now: datetime, is_private: bool = False) -> Label:
    return Label.of(
        member,
        purposes=purposes,
        until=kept_until(now),
        rooms={CARE_ROOM} if is_private else (),
        hit=HitMode.NONE,
    )
