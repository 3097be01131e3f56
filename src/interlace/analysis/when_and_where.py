"""From a chart to its timeline and map (S8), and what their page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.analysis.asking import Asked
from interlace.analysis.charts import LinkChart
from interlace.analysis.lanes import Lanes, lay_in_lanes
from interlace.analysis.mapping import Map, Placed, draw_map, placed_on
from interlace.analysis.presenting import End
from interlace.analysis.showing import STATES, handling_text, labels_of, name_of, shorten, shown_of
from interlace.analysis.words import CERTAINTY_WORDS, word_of_link
from interlace.core.charting import Moment, moments_of
from interlace.core.dates.partial import PartialDate
from interlace.core.places import Precision
from interlace.facts.field_words import property_name
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import day_text, list_text, month_text
from interlace.foundation.localize.shown import Notice, ShownField, ShownName, Trail
from interlace.foundation.localize.words import country_name

ROWS = 300


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at; both ends may be open."""

    since: date | None = None
    until: date | None = None
    since_typed: str = ""
    until_typed: str = ""

    @classmethod
    def of(cls, since: str, until: str) -> "Window":
        """As typed; what is no day leaves that end open, and the field says so."""
        return cls(_day(since), _day(until), since.strip(), until.strip())

    def holds(self, moment: Moment) -> bool:
        """Whether it may have happened within."""
        return (self.until is None or moment.first <= self.until) and (self.since is None or moment.last >= self.since)

    @property
    def is_open(self) -> bool:
        """Whether it holds every day."""
        return self.since is None and self.until is None


@dataclass(frozen=True, slots=True)
class LaneShown:
    """A lane with its name."""

    name: ShownName
    y: str
    base: str
    marks: tuple[tuple[str, str, str, bool, str], ...]
    """x, y, width, whether a dot, classes."""


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A moment in the table."""

    when: str
    end: End
    what: str
    other: End | None
    state: str
    state_text: str
    owners: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the table."""

    name: str
    how: str
    ends: tuple[End, ...]
    more: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhenAndWherePage:
    """What of a chart is dated, in lanes, and what of it has a place, on a map; both as tables too."""

    title: str
    trail: tuple[Trail, ...]
    lead: str
    handling: str
    lanes: Lanes
    named_lanes: tuple[LaneShown, ...]
    caption: str
    rows: tuple[MomentRow, ...]
    rows_hint: str
    map: Map | None
    labels: tuple[tuple[str, str, str, str, str], ...]
    """x, y, radius, where the label begins, and the label."""
    places: tuple[PlaceRow, ...]
    places_hint: str
    keep: tuple[tuple[str, str], ...]
    since: ShownField
    until: ShownField
    chart_url: str
    all_url: str
    notices: tuple[Notice, ...] = ()


class WhenAndWhere:
    """One chart on its way to this page."""

    def __init__(self, desk: Desk, found: LinkChart, asked: Asked, window: Window) -> None:
        self._desk, self._found, self._asked, self._window = desk, found, asked, window
        self._chart = found.chart
        self._shown = shown_of(found, asked)
        kept = frozenset(self._shown.items)
        self._moments = [
            each
            for each in moments_of(self._chart, found.statements)
            if each.item in kept and (each.other is None or each.other in kept) and window.holds(each)
        ]

    def page(self) -> WhenAndWherePage:
        """Everything that the template reads."""
        language = self._desk.reader.language
        lanes = lay_in_lanes(self._moments, language=language)
        placed = placed_on(self._chart, self._placeable())
        sheet = draw_map(placed)
        chart_url = self._asked.address(reverse("chart"))
        owners = sorted({owner for item in self._shown.items for owner in self._chart.items[item].owners})
        labels = labels_of(self._chart, self._shown).union(*(each.labels for each in self._moments))
        return WhenAndWherePage(
            title=_("Timeline and map"),
            trail=(Trail(_("Chart"), chart_url), Trail(_("Timeline and map"))),
            lead=_("This chart is made of facts of {bureaus}.").format(bureaus=list_text(owners, language=language)),
            handling=handling_text(self._desk, labels),
            lanes=lanes,
            named_lanes=tuple(self._lanes(lanes)),
            caption=self._caption(lanes),
            rows=tuple(map(self._row, self._moments[:ROWS])),
            rows_hint=self._rows_hint(),
            map=sheet,
            labels=tuple(
                (each.x, each.y, each.radius, each.label_x, self._label(placed[each.number]))
                for each in (sheet.circles if sheet else ())
            ),
            places=tuple(map(self._place, placed)),
            places_hint=self._places_hint(placed),
            keep=tuple(self._asked.pairs()),
            since=_field("since", _("From day"), self._window.since_typed, self._window.since),
            until=_field("until", _("To day"), self._window.until_typed, self._window.until),
            chart_url=chart_url,
            all_url="" if self._window.is_open else self._asked.address(reverse("chart-timeline")),
        )

    def _placeable(self) -> Sequence[int]:
        """All that is shown; within a window what is dated in it, with whom it is linked by that."""
        if self._window.is_open:
            return self._shown.items
        within = {place for each in self._moments for place in (each.item, each.other) if place is not None}
        return [place for place in self._shown.items if place in within]

    def _lanes(self, lanes: Lanes) -> Iterable[LaneShown]:
        for lane in lanes.lanes:
            name = name_of(self._chart.items[lane.item])
            marks = tuple(
                (each.x, each.y, each.width, each.is_dot, f"{'is-span' if each.is_span else 'is-within'} {each.style}")
                for each in lane.marks
            )
            yield LaneShown(ShownName(shorten(name.original), "", name.language), lane.y, lane.base, marks)

    def _row(self, moment: Moment) -> MomentRow:
        what = property_name(moment.prop) if not moment.word else word_of_link(moment.word)
        if moment.word and moment.prop != "date" and not moment.is_span:
            what = _("{link}: {what}").format(link=what, what=property_name(moment.prop))
        return MomentRow(
            when=self._when(moment),
            end=self._end(moment.item),
            what=what,
            other=None if moment.other is None else self._end(moment.other),
            state=STATES[moment.certainty],
            state_text=str(CERTAINTY_WORDS[moment.certainty]),
            owners=moment.owners,
            source="; ".join(filter(None, moment.sources)),
        )

    def _when(self, moment: Moment) -> str:
        begin, _slash, end = moment.text.partition("/")
        if not end:
            return self._date(begin)
        return _("{begin} to {end}").format(begin=self._date(begin), end=self._date(end))

    def _date(self, text: str) -> str:
        known, language = PartialDate.from_iso(text), self._desk.reader.language
        if known.day is not None:
            return day_text(known.first_day(), language=language)
        return month_text(known.first_day(), language=language) if known.month is not None else str(known.year)

    def _end(self, place: int) -> End:
        item = self._chart.items[place]
        return End(
            name_of(item), self._asked.looking_at(UUID(item.id)).address(reverse("chart")) + "#picked", bool(item.key)
        )

    def _place(self, placed: Placed) -> PlaceRow:
        ends = tuple(map(self._end, placed.items[:6]))
        more = len(placed.items) - len(ends)
        return PlaceRow(
            name=self._place_name(placed),
            how=self._precision(placed),
            ends=ends,
            more=ngettext("and {count} more", "and {count} more", more).format(count=more) if more > 0 else "",
            owners=tuple(sorted({owner for item in placed.items for owner in self._chart.items[item].owners})),
        )

    def _place_name(self, placed: Placed) -> str:
        spot = placed.spot
        country = country_name(spot.country) if spot.country else ""
        if spot.precision is Precision.COUNTRY:
            return country
        return f"{spot.name}, {country}" if country else spot.name

    def _precision(self, placed: Placed) -> str:
        spot = placed.spot
        if spot.precision is Precision.COUNTRY:
            return _("Somewhere in the country")
        if spot.precision is Precision.TOWN:
            return _("In or near the town, within about {km} km").format(km=f"{spot.radius:.0f}")
        if spot.radius < 1:
            return _("As written, within {metres} m").format(metres=f"{spot.radius * 1000:.0f}")
        return _("As written, within {km} km").format(km=f"{spot.radius:.0f}")

    def _label(self, placed: Placed) -> str:
        count = len(placed.items)
        name = placed.spot.name
        if count == 1:
            name = name_of(self._chart.items[placed.items[0]]).original
        return shorten(name) if count == 1 else _("{place}: {count}").format(place=shorten(name), count=count)

    def _caption(self, lanes: Lanes) -> str:
        if lanes.left_out:
            return _("The {shown} earliest of {all} lanes. The table holds the rest.").format(
                shown=len(lanes.lanes), all=len(lanes.lanes) + lanes.left_out
            )
        return _("A dot is a day. A filled bar lasted; an open bar is somewhere within.")

    def _rows_hint(self) -> str:
        count = len(self._moments)
        if count > ROWS:
            return _("{count} of {all} moments, the earliest first").format(count=ROWS, all=count)
        return ngettext("{count} moment", "{count} moments", count).format(count=count)

    def _places_hint(self, placed: Sequence[Placed]) -> str:
        without = len(self._placeable()) - sum(len(each.items) for each in placed)
        if not without:
            return ""
        return ngettext(
            "{count} item says no place that can be found.", "{count} items say no place that can be found.", without
        ).format(count=without)


def _field(name: str, label: str, typed: str, read: date | None) -> ShownField:
    error = _("This is no day.") if typed and read is None else ""
    return ShownField(name, label, value=typed, kind="date", error=error, required=False)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
