"""What the tests of charts look at: a chart as an officer of a member sees it, by names."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tests.screening.network import NOW, viewer

from interlace.analysis.charts import LinkChart, Start, link_chart


def drawn(member: str, *things: UUID, stages: Sequence[UUID | None] = (), **terms: Any) -> LinkChart:
    """The chart that starts from these things."""
    return link_chart(viewer(member, **terms), Start(things=things), stages=stages, now=NOW)


def items_of(found: LinkChart) -> set[str]:
    """The first name of each item drawn."""
    return {found.chart.items[each].names[0] for each in found.drawing.items}


def links_of(found: LinkChart) -> set[tuple[str, str, str, int]]:
    """Both ends, the word and the certainty of each link."""
    items = found.chart.items
    return {
        (items[each.one].names[0], items[each.other].names[0], each.word, int(each.certainty))
        for each in found.chart.links
    }
