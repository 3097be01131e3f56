"""What a bureau does about being after the same as another: say what it is after, read who to talk to, end it."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interlace.bureaus.models import Contact, ContactKind
from interlace.cases.closing_in import is_closed_in
from interlace.cases.models import Case
from interlace.cases.rules import may_read
from interlace.core.handling import Action
from interlace.core.planning.interests import InterestKind, NotReadable, forms_of
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.vault.keys import derived
from interlace.foundation.vault.node import node_keys
from interlace.operations import ledger_events
from interlace.operations.deconfliction.comparing import bureaus_by_digest
from interlace.operations.deconfliction.models import LONGEST_NAME, Interest
from interlace.operations.rules import error_of, require_bureau_worker
from interlace.screening.checks.budget import Kind, spend
from interlace.screening.rules import require_matter

LONGEST = timedelta(days=90)
"""A bureau says again what it is still after."""
SHORTEST = timedelta(days=7)
"""So long whoever looked is seen by whomever it found: nobody looks and is gone."""
POINTS = (ContactKind.DUTY_POINT, ContactKind.NATIONAL_BUREAU)
"""Who answers for a bureau, the one to try first in front."""


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """What a bureau is after, how it calls it, and for how long."""

    kind: InterestKind
    text: str
    name: str
    until: datetime
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """How another bureau is reached: all that is told."""

    member: str
    name: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """An own interest, and the bureaus that are after the same."""

    interest: Interest
    points: tuple[Point, ...]
    came: datetime | None = None
    """When the latest of them came, where that was after the own bureau had said it."""


@transaction.atomic
def say_interest(viewer: Viewer, terms: InterestTerms, *, now: datetime) -> Met:
    """Say what the bureau is after. Others who are after the same, now or later, learn how to reach it, as it does."""
    require_bureau_worker(viewer)
    require_matter(viewer)
    name = terms.name.strip()[:LONGEST_NAME]
    if not name:
        raise error_of("name_missing")
    if not now + SHORTEST <= terms.until <= now + LONGEST:
        raise error_of("until_wrong")
    try:
        forms = forms_of(terms.kind, terms.text, born=terms.born)
    except NotReadable:
        raise error_of("interest_unreadable") from None
    with acting(viewer, now=now):
        # Whoever asked for every number would find out what others are after.
        spend(viewer, Kind.OFFICER, subjects=[viewer.id, "deconfliction of the bureau"], now=now)
        about = Case.objects.visible_to(viewer).filter(reference=viewer.reference).first()
        if about is not None and is_closed_in(about):
            # Its own officers alone may know what is in it.
            raise error_of("case_closed_in")
        interest = Interest(
            member=viewer.member,
            purpose=viewer.purpose,
            reference=viewer.reference,
            label_id=about.label_id if about is not None else None,
            kind=terms.kind,
            name=name,
            kept=[_digest(each) for each in forms.kept],
            asked=[_digest(each) for each in forms.asked],
            until=terms.until,
            added=now,
            added_by=UUID(viewer.id),
        )
        interest.save(force_insert=True)
        record(
            ledger_events.INTEREST_SAID,
            by=viewer.id,
            member=viewer.member,
            on=interest.id,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"kind": interest.kind},
        )
        (met,) = _met(viewer, [interest], now=now)
        return met


@transaction.atomic
def end_interest(viewer: Viewer, interest_id: UUID, *, now: datetime) -> None:
    """The bureau is not after it any more; it goes, seven days after it was said at the earliest."""
    require_bureau_worker(viewer)
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            found = Interest.objects.visible_to(matter).filter(id=interest_id).first()
            if found is None:
                continue
            record(
                ledger_events.INTEREST_ENDED,
                by=matter.id,
                member=matter.member,
                on=found.id,
                now=now,
                purpose=found.purpose,
                reference=found.reference,
                detail={"kind": found.kind},
            )
            found.until = min(found.until, max(now, found.added + SHORTEST))
            found.save(update_fields=["until"])
            return
    raise NotFound(_("There is no such entry."))


def interests_of(viewer: Viewer, *, now: datetime) -> list[Met]:
    """What the own bureau is after, and who else is, as it stands now."""
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        rows = interests_held(viewer, now=now).order_by("added", "id")
        own = [each for each in rows if each.label_id is None or every.discovers(each.purpose, each.label_id)]
        return _met(viewer, own, now=now) if own else []


def interests_held(viewer: Viewer, *, now: datetime) -> QuerySet[Interest]:
    """What the own bureau is after, as far as any purpose lets it be known of; within a context of every matter."""
    if not may_read(viewer):
        return Interest.objects.none()
    return Interest.objects.in_every_matter(viewer).filter(until__gt=now)


def _met(viewer: Viewer, interests: list[Interest], *, now: datetime) -> list[Met]:
    others = bureaus_by_digest(viewer.member, {digest for each in interests for digest in each.asked}, now=now)
    # The whole directory is read each time: a look-up for those alone who are after the same would take its time.
    points = _points(Contact.objects.filter(kind__in=POINTS).order_by("member", "name"))
    met = []
    for interest in interests:
        since: dict[str, datetime] = {}
        for digest in interest.asked:
            for member, added in others.get(digest, {}).items():
                since[member] = max(added, since.get(member, added))
        came = max((added for added in since.values() if added > interest.added), default=None)
        met.append(Met(interest, tuple(points.get(each, Point(each, "", ())) for each in sorted(since)), came))
    return met


def _points(contacts: Iterable[Contact]) -> dict[str, Point]:
    first: dict[str, Contact] = {}
    for each in sorted(
        contacts, key=lambda contact: (contact.member, POINTS.index(ContactKind(contact.kind)), contact.name)
    ):
        first.setdefault(each.member, each)
    return {
        member: Point(member, each.name, tuple(address for _kind, address in each.channels))
        for member, each in first.items()
    }


def _digest(form: str) -> str:
    """Without the node's key nobody tells from a digest what it is of, however few values there are to try."""
    return hmac.new(derived(node_keys().master, "deconfliction"), form.encode(), sha256).hexdigest()
