"""What of a chart may leave: each fact that its viewer may both read and take out, and nothing of the others."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.analysis.charts import LinkChart
from interlace.analysis.exporting.forms import FORMS
from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.showing import Shown, handling_text
from interlace.core.charting import Chart, Item, assemble
from interlace.core.handling import Action
from interlace.core.network import Place
from interlace.facts.exports import ExportHeading
from interlace.facts.ledger_events import EXPORTED
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.roles import Verb
from interlace.screening.exporting import Taken, require_second_person
from interlace.screening.rules import require_matter, require_verb


@dataclass(frozen=True, slots=True)
class Audience:
    """The part of a chart that may leave, and the items of which something stays."""

    viewer: Viewer
    chart: Chart
    places: tuple[Place, ...]
    blocked: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TakenChart:
    """A file, and what it is."""

    content: bytes
    media_type: str
    ending: str


def audience_of(found: LinkChart, shown: Shown, *, now: datetime) -> Audience:
    """What stands on the sheet and may leave. A link leaves when all that it rests on may."""
    with acting(found.viewer, Action.EXPORT, now=now) as context:
        permitted = context.permitted
    statements = {each for each in found.statements if permitted.permits_fact(UUID(each.id), label=each.label)}
    likenesses = [each for each in found.likenesses if all(map(permitted.permits, each.labels))]
    whole = assemble(statements, likenesses)
    drawn = dict(zip(found.drawing.items, found.drawing.places, strict=True))
    kept: dict[int, Place] = {}
    blocked = []
    for number in shown.items:
        item = found.chart.items[number]
        leaving = [each for each in item.statements if each in statements]
        if len(leaving) < len(item.statements):
            blocked.append(item)
        if leaving:
            kept[_same_item(whole, item, leaving[0].id)] = drawn[number]
    return Audience(found.viewer, *_cut(found.chart, shown, whole, kept), tuple(blocked))


def take_chart(desk: Desk, audience: Audience, *, form: str) -> TakenChart:
    """Write the chart in this form, and note in the ledger that it left, and for whom."""
    viewer = audience.viewer
    require_verb(viewer, Verb.EXPORT)
    require_matter(viewer)
    chosen = FORMS.get(form)
    if chosen is None:
        raise InvalidInput(_("There is no such form."), fix=_("Choose one of the list."))
    heading = ExportHeading(
        handling=handling_text(desk, audience.chart.labels()),
        recipient=f"{viewer.officer_name}, {viewer.member}",
        at=desk.now.astimezone(desk.reader.zone),
    )
    with transaction.atomic():
        taken = _taken(audience.chart)
        require_second_person(viewer, taken, now=desk.now)
        content = chosen.write(Outgoing(audience.chart, audience.places, heading))
        with acting(viewer, Action.EXPORT, now=desk.now):
            record(
                EXPORTED,
                by=viewer.id,
                member=viewer.member,
                on=uuid5(NAMESPACE_OID, taken.sha256),
                now=desk.now,
                purpose=viewer.purpose,
                reference=viewer.reference,
                detail={
                    "recipient": heading.recipient,
                    "form": chosen.code,
                    "entities": taken.entities,
                    "values": taken.values,
                    "sha256": taken.sha256,
                },
            )
    return TakenChart(content, chosen.media_type, chosen.ending)


def _same_item(whole: Chart, item: Item, fact: str) -> int:
    """The item in what may leave. A number is known by its key: the person who states it has the same fact."""
    if item.key:
        return next(number for number, each in enumerate(whole.items) if each.key == item.key)
    subject = next(each.subject for each in item.statements if each.id == fact)
    return whole.places[subject]


def _cut(before: Chart, shown: Shown, whole: Chart, kept: dict[int, Place]) -> tuple[Chart, tuple[Place, ...]]:
    """Of what may leave, what stands on the sheet: its items, and of its links those that were shown."""
    sources = {each.id for link in shown.links for each in before.links[link].sources}
    order = sorted(kept)
    at = {number: place for place, number in enumerate(order)}
    links = tuple(
        replace(link, one=at[link.one], other=at[link.other])
        for link in whole.links
        if link.one in at and link.other in at and any(each.id in sources for each in link.sources)
    )
    return Chart(tuple(whole.items[each] for each in order), links), tuple(kept[each] for each in order)


def _taken(chart: Chart) -> Taken:
    """The content as it is signed: the same whatever its form and whenever it is written."""
    content = [
        [[each.id, each.kind, each.names, each.facts] for each in chart.items],
        [[each.one, each.other, each.word, each.detail, each.certainty] for each in chart.links],
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    values = len({fact for each in chart.items for fact in each.facts})
    return Taken(len(chart.items), values, 0, digest.hexdigest())
