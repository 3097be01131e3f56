"""A chart on its way out: what of it may leave, with what every file says of itself."""

from dataclasses import dataclass
from functools import cached_property

from interlace.analysis.drawing import Sheet, lay_on_sheet
from interlace.core.charting import Chart, Item, Link
from interlace.core.network import Place
from interlace.facts.exports import ExportHeading


@dataclass(frozen=True)
class Outgoing:
    """Items, links and places; how it may be handled, who took it, and when."""

    chart: Chart
    places: tuple[Place, ...]
    heading: ExportHeading

    @cached_property
    def sheet(self) -> Sheet:
        """The same as lines and shapes."""
        return lay_on_sheet(self.chart, dict(enumerate(self.places)), list(range(len(self.chart.links))))

    def ends(self, link: Link) -> tuple[Item, Item]:
        """What a link joins."""
        return self.chart.items[link.one], self.chart.items[link.other]
