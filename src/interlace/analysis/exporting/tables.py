"""A chart's links as a table, one a row."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.words import CERTAINTY_WORDS, kind_word, link_word
from interlace.core.charting import Item
from interlace.facts.exports import csv_text


def csv_of(going: Outgoing) -> bytes:
    """Neutral in every cell; the handling sentence stands before the table."""
    return "".join(csv_text(rows_of(going), going.heading)).encode("utf-8-sig")


def rows_of(going: Outgoing) -> Iterator[list[str]]:
    """Head and rows; items without a link come last, with nothing on the other side."""
    yield [_("From"), _("Kind"), _("Link"), _("To"), _("Kind"), _("Certainty"), _("Owner"), _("Source")]
    joined = set()
    for link in going.chart.links:
        one, other = going.ends(link)
        joined |= {one.id, other.id}
        sources = dict.fromkeys(", ".join(filter(None, (each.grading, each.source))) for each in link.sources)
        certainty = str(CERTAINTY_WORDS[link.certainty])
        owners = " ".join(link.owners)
        ends = [*_cells(one), link_word(link), *_cells(other)]
        yield [*ends, certainty, owners, "; ".join(filter(None, sources))]
    for item in going.chart.items:
        if item.id not in joined:
            yield [*_cells(item), "", "", "", "", " ".join(item.owners), ""]


def title_of(item: Item) -> str:
    """The first name of an item; what it is where it has none."""
    return item.names[0] if item.names else kind_word(item.kind)


def _cells(item: Item) -> list[str]:
    return [title_of(item), kind_word(item.kind)]
