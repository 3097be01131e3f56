"""Keeping the directory: every bureau writes, verifies and removes its own entries."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interlace.bureaus.desk_rules import require_keeper
from interlace.bureaus.directory.entries import Entry
from interlace.bureaus.ledger_events import CONTACT_KEPT, CONTACT_REMOVED, CONTACT_VERIFIED
from interlace.bureaus.models import Contact
from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound


@transaction.atomic
def add_contact(viewer: Viewer, entry: Entry, *, now: datetime) -> Contact:
    """Write an entry of the own bureau; whoever writes it down has verified it."""
    require_keeper(viewer)
    _require_sound(entry)
    with acting(viewer, Action.READ, now=now):
        return _kept(viewer, Contact(member=viewer.member), entry, now=now)


@transaction.atomic
def change_contact(viewer: Viewer, contact_id: UUID, entry: Entry, *, now: datetime) -> Contact:
    """Write an entry of the own bureau anew."""
    require_keeper(viewer)
    _require_sound(entry)
    with acting(viewer, Action.READ, now=now):
        return _kept(viewer, _own(viewer, contact_id), entry, now=now)


@transaction.atomic
def verify_contact(viewer: Viewer, contact_id: UUID, *, now: datetime) -> Contact:
    """Say that everything of an entry is still true."""
    require_keeper(viewer)
    with acting(viewer, Action.READ, now=now):
        contact = _own(viewer, contact_id)
        contact.verified, contact.verified_by_name = now, viewer.officer_name
        contact.save(update_fields=["verified", "verified_by_name"])
        _log(CONTACT_VERIFIED, viewer, contact.id, now=now)
        return contact


@transaction.atomic
def remove_contact(viewer: Viewer, contact_id: UUID, *, now: datetime) -> None:
    """Take an entry of the own bureau out."""
    require_keeper(viewer)
    with acting(viewer, Action.READ, now=now):
        _own(viewer, contact_id).delete()
        _log(CONTACT_REMOVED, viewer, contact_id, now=now)


@transaction.atomic
def take_in_contacts(viewer: Viewer, entries: Sequence[Entry], *, now: datetime) -> int:
    """Take in a whole file of the own bureau's entries: all of it, or nothing and what is wrong with every row.

    An entry of the same name is written anew; what the file does not name stays.
    """
    require_keeper(viewer)
    problems = [
        replace(problem, pointer=f"/{number}{problem.pointer}")
        for number, entry in enumerate(entries)
        for problem in entry.problems()
    ]
    if problems:
        raise InvalidInput(_("Nothing was taken in: some rows cannot be used as they are."), problems=problems)
    with acting(viewer, Action.READ, now=now):
        kept = {contact.name: contact for contact in Contact.objects.filter(member=viewer.member)}
        for entry in entries:
            kept[entry.name] = _kept(viewer, kept.get(entry.name, Contact(member=viewer.member)), entry, now=now)
    return len(entries)


def _require_sound(entry: Entry) -> None:
    problems = list(entry.problems())
    if problems:
        raise InvalidInput(_("The entry cannot be used as it is."), problems=problems)


def _own(viewer: Viewer, contact_id: UUID) -> Contact:
    found = Contact.objects.select_for_update().filter(id=contact_id, member=viewer.member).first()
    if found is None:
        raise NotFound(_("There is no such entry of your bureau."))
    return found


def _kept(viewer: Viewer, contact: Contact, entry: Entry, *, now: datetime) -> Contact:
    for name in Entry.__slots__:
        setattr(contact, name, getattr(entry, name))
    contact.languages, contact.channels = list(entry.languages), [list(each) for each in entry.channels]
    contact.verified, contact.verified_by_name = now, viewer.officer_name
    contact.changed, contact.changed_by = now, UUID(viewer.id)
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError:
        what = _("Your bureau has an entry of this name already.")
        raise Conflict(what, fix=_("Change that one, or choose another name.")) from None
    _log(CONTACT_KEPT, viewer, contact.id, now=now)
    return contact


def _log(event: Event, viewer: Viewer, on: UUID, *, now: datetime) -> None:
    record(event, by=viewer.id, member=viewer.member, on=on, now=now)


def unknown_columns(problems: Sequence[str]) -> InvalidInput:
    """The refusal of a file whose columns are not those of the directory."""
    found = [
        FieldProblem(f"/{name}", "unknown_field", _("There is a field here that is not known.")) for name in problems
    ]
    return InvalidInput(_("This file is not a directory."), problems=found, fix=_("Download one and fill it in."))
