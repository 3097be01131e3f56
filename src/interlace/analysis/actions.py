"""Saving a view of a chart, and removing it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.analysis.asking import Asked
from interlace.analysis.charts import LinkChart
from interlace.analysis.ledger_events import VIEW_REMOVED, VIEW_SAVED
from interlace.analysis.models import SavedView
from interlace.analysis.queries import view_of
from interlace.analysis.rules import require_analyst
from interlace.core.charting import Item
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput, Refused

LONGEST_TITLE = 120


@transaction.atomic
def save_view(viewer: Viewer, found: LinkChart, asked: Asked, *, title: str, now: datetime) -> SavedView:
    """Keep where this chart begins and how it has grown. Of what it shows nothing is kept but ids of facts."""
    require_analyst(viewer)
    named = " ".join(title.split())
    if not named or len(named) > LONGEST_TITLE:
        raise InvalidInput(_("A view needs a name of up to {most} characters.").format(most=LONGEST_TITLE))
    items = found.chart.items
    of_start = found.starts if asked.start.things else ()
    steps = [[verb, *_facts_of(found, item)] for verb, item in asked.steps]
    with acting(viewer, now=now):
        view = SavedView.objects.create(
            member=viewer.member,
            officer=UUID(viewer.id),
            officer_name=viewer.officer_name,
            purpose=viewer.purpose,
            reference=viewer.reference,
            title=named,
            starts=[_holding(items[each]) for each in of_start],
            steps=steps,
            case=asked.start.case,
            contribution=asked.start.contribution,
            created=now,
        )
        _record(VIEW_SAVED, viewer, view, now=now)
    return view


@transaction.atomic
def remove_view(viewer: Viewer, view_id: UUID, *, now: datetime) -> None:
    """Take one's own view away."""
    view = view_of(viewer, view_id, now=now)
    if str(view.officer) != viewer.id:
        raise Refused(_("Only who saved a view removes it."), fix=_("Save a view of your own."))
    with acting(viewer, now=now):
        _record(VIEW_REMOVED, viewer, view, now=now)
        view.delete()


def _facts_of(found: LinkChart, item: UUID | None) -> list[str]:
    place = found.chart.places.get(str(item)) if item is not None else None
    return [] if place is None else _holding(found.chart.items[place])


def _holding(item: Item) -> list[str]:
    """The facts that make an item: a number's own; of a person what is no number, for numbers lead to others too."""
    plain = [each.id for each in item.statements if not each.key]
    return sorted(item.facts if item.key or not plain else plain)


def _record(event: Event, viewer: Viewer, view: SavedView, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=view.pk,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
    )
