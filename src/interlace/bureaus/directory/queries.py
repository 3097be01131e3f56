"""Reads of the directory: every officer of a bureau sees all of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interlace.bureaus.desk_rules import require_reader
from interlace.bureaus.directory.entries import Wanted
from interlace.bureaus.models import Contact
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound

VERIFIED_FOR = timedelta(days=180)
"""After this long somebody of the bureau is asked to look at its entry again."""


def contacts(viewer: Viewer, wanted: Wanted, *, now: datetime, after: tuple[str, str] | None = None) -> list[Contact]:
    """The entries that are looked for, by member and name; `after` is the place that a page before ended at."""
    require_reader(viewer)
    with acting(viewer, Action.READ, now=now):
        rows = _matching(Contact.objects.all(), wanted, now=now)
        if after is not None:
            member, name = after
            rows = rows.filter(Q(member__gt=member) | Q(member=member, name__gt=name))
        return list(rows.order_by("member", "name"))


def contact_of(viewer: Viewer, contact_id: UUID, *, now: datetime) -> Contact:
    """One entry."""
    require_reader(viewer)
    with acting(viewer, Action.READ, now=now):
        found = Contact.objects.filter(id=contact_id).first()
    if found is None:
        raise NotFound(_("There is no such entry."))
    return found


def is_due(contact: Contact, *, now: datetime) -> bool:
    """Whether somebody of the bureau should look at it again."""
    return contact.verified is None or now - contact.verified >= VERIFIED_FOR


def own_due(viewer: Viewer, found: Iterable[Contact], *, now: datetime) -> list[Contact]:
    """Those of the viewer's own bureau that nobody has looked at for long."""
    return [each for each in found if each.member == viewer.member and is_due(each, now=now)]


def _matching(rows: QuerySet[Contact], wanted: Wanted, *, now: datetime) -> QuerySet[Contact]:
    for word in wanted.text.split():
        said = Q(name__icontains=word) | Q(covers__icontains=word) | Q(note__icontains=word) | Q(member__iexact=word)
        rows = rows.filter(said)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.member:
        rows = rows.filter(member=wanted.member.upper())
    if wanted.language:
        rows = rows.filter(languages__contains=[wanted.language.lower()])
    if wanted.only_due:
        rows = rows.filter(Q(verified=None) | Q(verified__lte=now - VERIFIED_FOR))
    return rows
