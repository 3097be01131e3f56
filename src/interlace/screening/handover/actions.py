"""Notes for the next shift, and the two signatures of a handover. A note stays until it is done, whoever is on duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.audit.actions import Detail, record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import Difference, give_approval, open_approval
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.roles import Verb
from interlace.screening.handover.models import Handover, HandoverNote
from interlace.screening.ledger_events import NOTE_DONE, NOTE_WRITTEN, SHIFT_GIVEN, SHIFT_TAKEN
from interlace.screening.rules import require_verb

TAKEN_WITHIN = timedelta(hours=12)
"""A handover that nobody takes lapses with the shift."""

LONGEST_NOTE, LONGEST_NAME = 500, 120


@dataclass(frozen=True, slots=True)
class Shift:
    """What the desk of one bureau sees of its handover."""

    notes: tuple[HandoverNote, ...]
    digest: str
    """Of the notes as they are now: what is signed is what was read."""
    waiting: Handover | None
    """Given, and not taken over yet."""
    latest: Handover | None
    """The last one that two have signed."""


def shift_of(viewer: Viewer, *, now: datetime) -> Shift | None:
    """The handover of the viewer's own desk; nothing for who does not sit there."""
    if Verb.ANSWER not in viewer.verbs:
        return None
    with acting_in_every_matter(viewer, Action.READ, now=now):
        notes = _open_notes(viewer)
        ours = Handover.objects.filter(member=viewer.member, bureau=viewer.bureau).order_by("-given")
        waiting = ours.filter(taken=None, given__gt=now - TAKEN_WITHIN)[:1]
        ends = list(waiting.union(ours.exclude(taken=None)[:1], all=True))
    return Shift(
        notes=tuple(notes),
        digest=_difference(viewer, _as_signed(notes)).digest,
        waiting=next((each for each in ends if each.taken is None), None),
        latest=next((each for each in ends if each.taken is not None), None),
    )


def note_of(viewer: Viewer, note_id: UUID, *, now: datetime) -> HandoverNote:
    """A note of the viewer's own desk."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.DISCOVER, now=now):
        found = HandoverNote.objects.filter(id=note_id, member=viewer.member, bureau=viewer.bureau).first()
    if found is None:
        raise NotFound(_("There is no such note."))
    return found


@transaction.atomic
def write_note(viewer: Viewer, *, text: str, promised_by: str, due: datetime | None, now: datetime) -> HandoverNote:
    """Leave a note for the next shift."""
    require_verb(viewer, Verb.ANSWER)
    if not text.strip():
        what = _("The note is empty.")
        raise InvalidInput(what, problems=[FieldProblem("/text", "note_empty", what)])
    if len(text.strip()) > LONGEST_NOTE or len(promised_by.strip()) > LONGEST_NAME:
        what = _("The text is too long.")
        raise InvalidInput(what, problems=[FieldProblem("/text", "note_too_long", what)])
    with acting(viewer, Action.DISCOVER, now=now):
        note = HandoverNote.objects.create(
            member=viewer.member,
            bureau=viewer.bureau,
            text=text.strip(),
            promised_by=promised_by.strip(),
            due=due,
            by=UUID(viewer.id),
            by_name=viewer.officer_name,
            at=now,
        )
        _log(NOTE_WRITTEN, viewer, note.id, now=now, detail={})
        return note


@transaction.atomic
def finish_note(viewer: Viewer, note_id: UUID, *, now: datetime) -> None:
    """Say that what a note asks for is done: it leaves the list."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.DISCOVER, now=now):
        mine = HandoverNote.objects.filter(id=note_id, member=viewer.member, bureau=viewer.bureau)
        if not mine.exists():
            raise NotFound(_("There is no such note."))
        if mine.filter(done=None).update(done=now, done_by=UUID(viewer.id)):
            _log(NOTE_DONE, viewer, note_id, now=now, detail={})


@transaction.atomic
def give_shift(viewer: Viewer, *, digest: str, now: datetime, signed: Signed | None = None) -> Handover:
    """Sign the open notes as the one who leaves."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.DISCOVER, now=now):
        notes = _as_signed(_open_notes(viewer))
        difference = _difference(viewer, notes)
        if difference.digest != digest:
            raise Conflict(_("The notes have changed since you read them."), fix=_("Read them again and sign."))
        waiting = Handover.objects.filter(
            member=viewer.member, bureau=viewer.bureau, taken=None, given__gt=now - TAKEN_WITHIN
        )
        # Signed again after a further note, the later signature counts.
        waiting.delete()
        handover = Handover.objects.create(
            member=viewer.member,
            bureau=viewer.bureau,
            notes=notes,
            digest=digest,
            given_by=UUID(viewer.id),
            given_by_name=viewer.officer_name,
            given=now,
        )
        open_approval(
            difference,
            subject=handover.id,
            member=viewer.member,
            by=viewer.id,
            signed=signed,
            now=now,
            within=TAKEN_WITHIN,
            within_office=True,
        )
        _log(SHIFT_GIVEN, viewer, handover.id, now=now, detail={"digest": digest, "notes": len(notes)})
        return handover


@transaction.atomic
def take_shift(
    viewer: Viewer, handover_id: UUID, *, digest: str, now: datetime, signed: Signed | None = None
) -> Handover:
    """Sign the same notes as the one who comes: from here on they are one's own."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.DISCOVER, now=now):
        found = (
            Handover.objects.select_for_update()
            .filter(id=handover_id, member=viewer.member, bureau=viewer.bureau)
            .first()
        )
        if found is None:
            raise NotFound(_("There is no such handover."))
        if str(found.given_by) == viewer.id:
            raise Refused(_("A second person takes over; you have signed as the one who leaves."))
        if found.taken is not None or now >= found.given + TAKEN_WITHIN:
            raise Conflict(_("This shift has been taken over, or nobody took it in time."))
        difference = _difference(viewer, _as_signed(_open_notes(viewer)))
        if not found.digest == digest == difference.digest:
            raise Conflict(_("The notes have changed since you read them."), fix=_("Read them again and sign."))
        give_approval(difference, subject=found.id, by=viewer.id, signed=signed, now=now)
        found.taken, found.taken_by, found.taken_by_name = now, UUID(viewer.id), viewer.officer_name
        found.save()
        _log(SHIFT_TAKEN, viewer, found.id, now=now, detail={"digest": digest, "notes": len(found.notes)})
        return found


def _open_notes(viewer: Viewer) -> list[HandoverNote]:
    notes = HandoverNote.objects.filter(member=viewer.member, bureau=viewer.bureau, done=None)
    return sorted(notes, key=lambda note: (note.due is None, note.due or note.at, note.at, str(note.id)))


def _as_signed(notes: Sequence[HandoverNote]) -> list[dict[str, str]]:
    return [
        {
            "id": str(note.id),
            "text": note.text,
            "promised_by": note.promised_by,
            "due": note.due.isoformat() if note.due else "",
        }
        for note in notes
    ]


def _difference(viewer: Viewer, notes: Sequence[dict[str, str]]) -> Difference:
    return Difference("screening.handover", {"bureau": viewer.bureau, "notes": list(notes)})


def _log(event: Event, viewer: Viewer, on: UUID, *, now: datetime, detail: Detail) -> None:
    record(event, by=viewer.id, member=viewer.member, on=on, detail=detail, now=now)
