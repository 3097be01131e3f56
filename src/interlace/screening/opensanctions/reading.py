"""Fetching one record by its id, with what it is linked to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import ApiKey
from interlace.foundation.identity.roles import Verb
from interlace.screening.ledger_events import REGISTER_READ
from interlace.screening.opensanctions.matching import spend_questions
from interlace.screening.opensanctions.records import Entity, Entry, Shelf, links_of, nested
from interlace.screening.rules import require_matter, require_verb


@dataclass(frozen=True, slots=True)
class Fetched:
    """A record that was asked for by its id, or by the id that its own list gives it."""

    entry: Entry
    is_by_id: bool
    whole: Entity
    """With what it points at and what points at it inside."""
    links: dict[str, list[Entity]]
    """The same by property, each by itself."""


def fetch_entry(viewer: Viewer, key: ApiKey, identifier: str, *, now: datetime) -> Fetched:
    """The record that is known by this id; `NotFound` where there is none, or none for this key.

    It counts as one question of the key's day, and stands in the ledger.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        shelf, subject = Shelf.of(context), _subject(identifier)
        by_id = shelf.entry(subject) if subject is not None else None
        entry = by_id or shelf.named(identifier)
        if entry is None:
            raise NotFound(_("There is no such entry for you."))
        spend_questions(viewer, key, 1, now=now)
        record(
            REGISTER_READ,
            by=viewer.id,
            member=viewer.member,
            on=entry.record.subject,
            purpose=viewer.purpose,
            reference=viewer.reference,
            now=now,
        )
        links = {prop: [each.as_entity() for each in there] for prop, there in links_of(shelf, entry).items()}
        return Fetched(entry, by_id is not None, nested(shelf, entry), links)


def _subject(identifier: str) -> UUID | None:
    try:
        return UUID(identifier)
    except ValueError:
        return None
