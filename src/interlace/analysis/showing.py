"""From a chart to its page."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.analysis.asking import EXPAND, HIDE, MORE, Asked
from interlace.analysis.charts import LinkChart, Start
from interlace.analysis.drawing import Sheet, lay_on_sheet
from interlace.analysis.presenting import ChartPage, Edge, End, KeyRow, LinkRow, Node, Picked, Tick
from interlace.analysis.words import CERTAINTY_WORDS, icon_of, kind_word, link_word
from interlace.bureaus.queries import members_by_code
from interlace.core.charting import Certainty, Chart, Item, Link, groups, key_items, ways_between
from interlace.core.charting.choosing import AT_ONCE
from interlace.core.handling import join
from interlace.facts.field_words import property_name
from interlace.facts.import_rows import shown_value
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.labels import book
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import list_text
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import Choice, Notice, ShownField, ShownName, Trail

ROWS = 300
_WORDS_UP_TO = 90
"""Links that carry their word on the sheet; of more the table says it."""
_ONE_SCREEN = 900.0
_LONGEST = 26
STATES = {
    Certainty.CONFIRMED: "confirmed",
    Certainty.UNCONFIRMED: "possible",
    Certainty.TENTATIVE: "waiting",
}
_GROUPS, _GROUP_NAMES = 5, 6
_POINTERS = frozenset({"owner", "holder", "asset"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a drawing stands on the sheet after hiding and filtering."""

    items: tuple[int, ...]
    links: tuple[int, ...]
    """The strongest first."""


def shown_of(found: LinkChart, asked: Asked) -> Shown:
    """The items that are neither hidden nor filtered away, and the links between them. Nothing moves by it."""
    chart = found.chart
    hidden = {chart.places[str(each)] for each in asked.hidden if str(each) in chart.places}
    items = [each for each in found.drawing.items if each not in hidden and _passes(chart.items[each], asked)]
    kept = frozenset(items)
    links = [
        number
        for number, link in enumerate(chart.links)
        if link.one in kept
        and link.other in kept
        and (not asked.only_confirmed or link.certainty is Certainty.CONFIRMED)
    ]
    links.sort(key=lambda number: (-chart.links[number].strength, number))
    return Shown(tuple(items), tuple(links))


def _passes(item: Item, asked: Asked) -> bool:
    return not asked.is_filtered or (item.kind in asked.kinds and not asked.owners.isdisjoint(item.owners))


def sheet_of(found: LinkChart, shown: Shown) -> Sheet:
    """The places of what is shown: those of the whole drawing."""
    places = dict(zip(found.drawing.items, found.drawing.places, strict=True))
    return lay_on_sheet(found.chart, {item: places[item] for item in shown.items}, list(shown.links))


def name_of(item: Item) -> ShownName:
    """A name as every page shows it; a number as it is; what has neither says what it is."""
    if not item.names:
        return ShownName(kind_word(item.kind))
    return ShownName(item.names[0]) if item.key else shown_name(item.names[0])


def handling_text(desk: Desk, labels: Collection[int]) -> str:
    """The handling sentence over everything under these labels."""
    if not labels:
        return ""
    return handling_sentence(
        reduce(join, map(book.label, sorted(labels))),
        language=desk.reader.language,
        member_names=members_by_code(),
        viewer_member=desk.viewer.member,
        now=desk.now,
    )


def labels_of(chart: Chart, shown: Shown) -> frozenset[int]:
    """Of what is shown."""
    items = {each.label for item in shown.items for each in chart.items[item].statements}
    return frozenset(items.union(*(each.labels for link in shown.links for each in chart.links[link].sources)))


class Showing:
    """One chart on its way to the page."""

    def __init__(self, desk: Desk, found: LinkChart, asked: Asked) -> None:
        self._desk, self._found, self._asked = desk, found, asked
        self._chart = found.chart
        self._base = reverse("chart")
        self.shown = shown_of(found, asked)

    def page(self, *, notices: tuple[Notice, ...] = ()) -> ChartPage:
        """Everything that the template reads."""
        asked, chart = self._asked, self._chart
        sheet = sheet_of(self._found, self.shown)
        waiting = self._found.drawing.waiting
        owners = sorted({owner for item in self.shown.items for owner in chart.items[item].owners})
        title = self._found.title or self._first_name()
        return ChartPage(
            title=_("{name}: chart").format(name=title),
            trail=(Trail(_("Chart"), self._base), Trail(title)),
            lead=_("This chart is made of facts of {bureaus}.").format(
                bureaus=list_text(owners, language=self._desk.reader.language)
            ),
            handling=handling_text(self._desk, labels_of(chart, self.shown)),
            box=sheet.box,
            width=f"{sheet.width:g}",
            height=f"{sheet.height:g}",
            is_wide=sheet.width > _ONE_SCREEN,
            nodes=tuple(self._nodes(sheet)),
            edges=tuple(self._edges(sheet)),
            caption=self._caption(),
            rows=tuple(map(self._row, self.shown.links[:ROWS])),
            table_hint=self._table_hint(),
            kinds=tuple(self._kinds()),
            owners=tuple(self._owners()),
            only_confirmed=asked.only_confirmed,
            keep=tuple(asked.pairs(without=("f", "kind", "owner", "sure"))),
            keep_all=tuple(asked.pairs()),
            keep_for_ways=tuple(asked.pairs(without=("to",))),
            picked=self._picked(),
            players=tuple(self._players()),
            groups=tuple(self._groups()),
            more_url=asked.then(MORE).address(self._base) if waiting > 0 else "",
            more_label=_("Next {count} by strength").format(count=min(AT_ONCE, max(waiting, 0))),
            undo_url=asked.before().address(self._base) if asked.steps else "",
            shows_words=len(self.shown.links) <= _WORDS_UP_TO,
            save=ShownField("title", _("Name of the view"), attributes={"maxlength": "120"}),
            export_url=asked.address(reverse("chart-export")),
            timeline_url=asked.address(reverse("chart-timeline")),
            notices=notices,
        )

    def _first_name(self) -> str:
        starts = [self._chart.items[each] for each in self._found.starts[:1]]
        return name_of(starts[0]).original if starts else _("Chart")

    def _end(self, item: int) -> End:
        of = self._chart.items[item]
        return End(name_of(of), self._asked.looking_at(UUID(of.id)).address(self._base) + "#picked", bool(of.key))

    def _row(self, number: int) -> LinkRow:
        link = self._chart.links[number]
        certainty = _("Same, two officers") if link.is_settled else str(CERTAINTY_WORDS[link.certainty])
        return LinkRow(
            one=self._end(link.one),
            word=link_word(link),
            other=self._end(link.other),
            state=STATES[link.certainty],
            state_text=certainty,
            owners=link.owners,
            source=_source_text(link),
        )

    def _nodes(self, sheet: Sheet) -> Iterable[Node]:
        for shape in sheet.shapes:
            item = self._chart.items[shape.item]
            name = name_of(item)
            yield Node(
                id=item.id,
                url=self._asked.looking_at(UUID(item.id)).address(self._base) + "#picked",
                x=f"{shape.x:g}",
                y=f"{shape.y:g}",
                is_round=shape.is_round,
                is_picked=self._asked.at is not None and self._chart.places.get(str(self._asked.at)) == shape.item,
                icon=icon_of(item.kind),
                kind=kind_word(item.kind),
                name=ShownName(shorten(name.original), shorten(name.romanised), name.language),
                label_y=f"{shape.size + 17:g}",
                romanised_y=f"{shape.size + 33:g}",
                owners=tuple(
                    (code, code == self._desk.viewer.member, f"{shape.size * 0.7 + 22 * at:g}")
                    for at, code in enumerate(item.owners[:3])
                ),
            )

    def _edges(self, sheet: Sheet) -> Iterable[Edge]:
        for line in sheet.lines:
            word = link_word(self._chart.links[line.link])
            yield Edge(line.path, line.style, line.is_double, line.is_directed, word, f"{line.x:g}", f"{line.y:g}")

    def _caption(self) -> str:
        items, links = len(self.shown.items), len(self.shown.links)
        left = self._found.drawing.waiting
        if left > 0:
            return _("The {items} strongest of {all} items, and {links} links between them.").format(
                items=items, all=len(self._found.drawing.items) + left, links=links
            )
        things = ngettext("{count} item", "{count} items", items).format(count=items)
        joined = ngettext("{count} link", "{count} links", links).format(count=links)
        return _("{items} and {links}. The table below holds the same.").format(items=things, links=joined)

    def _table_hint(self) -> str:
        all_of_them = len(self.shown.links)
        if all_of_them > ROWS:
            return _("{count} of {all} links, the strongest first").format(count=ROWS, all=all_of_them)
        return ngettext("{count} link, the strongest first", "{count} links, the strongest first", all_of_them).format(
            count=all_of_them
        )

    def _kinds(self) -> Iterable[Tick]:
        counts = Counter(self._chart.items[each].kind for each in self._found.drawing.items)
        for kind in sorted(counts):
            is_ticked = not self._asked.is_filtered or kind in self._asked.kinds
            yield Tick("kind", kind, kind_word(kind), is_ticked, str(counts[kind]))

    def _owners(self) -> Iterable[Tick]:
        for code in sorted({owner for each in self._found.drawing.items for owner in self._chart.items[each].owners}):
            is_ticked = not self._asked.is_filtered or code in self._asked.owners
            yield Tick("owner", code, code, is_ticked, is_owner=True)

    def _picked(self) -> Picked | None:
        place = self._chart.places.get(str(self._asked.at)) if self._asked.at else None
        if place is None or place not in self.shown.items:
            return None
        item = self._chart.items[place]
        at = UUID(item.id)
        touching = [
            each for each in self.shown.links if place in {self._chart.links[each].one, self._chart.links[each].other}
        ]
        ways = self._ways(place)
        return Picked(
            name=name_of(item),
            kind=kind_word(item.kind),
            owners=item.owners,
            facts=tuple(_facts_of(item)),
            why=tuple(map(self._row, touching[:12])),
            expand_url=self._asked.then(EXPAND, at).address(self._base),
            hide_url=self._asked.then(HIDE, at).address(self._base),
            start_url=Asked(Start(things=(at,))).address(self._base),
            others=self._others(place),
            ways=tuple(tuple(map(self._row, way)) for way in ways),
            no_way=self._asked.to is not None and not ways,
        )

    def _others(self, place: int) -> ShownField | None:
        choices = tuple(
            Choice(self._chart.items[each].id, shorten(name_of(self._chart.items[each]).original), self._is_to(each))
            for each in self.shown.items
            if each != place
        )
        if not choices:
            return None
        return ShownField("to", _("Why connected with"), kind="select", choices=choices)

    def _is_to(self, item: int) -> bool:
        return self._asked.to is not None and self._chart.places.get(str(self._asked.to)) == item

    def _ways(self, place: int) -> list[list[int]]:
        other = self._chart.places.get(str(self._asked.to)) if self._asked.to else None
        if other is None:
            return []
        return [[step.link for step in way] for way in ways_between(self._chart, place, other)]

    def _players(self) -> Iterable[KeyRow]:
        for each in key_items(self._chart, self.shown.items):
            effect = ngettext(
                "Without it {count} pair falls apart.", "Without it {count} pairs fall apart.", each.pairs_lost
            ).format(count=each.pairs_lost)
            yield KeyRow(self._end(each.item), effect)

    def _groups(self) -> Iterable[tuple[str, tuple[End, ...], str]]:
        for number, group in enumerate(groups(self._chart, self.shown.items)[:_GROUPS], start=1):
            strongest = sorted(group.items, key=lambda item: (-self._chart.strengths[item], item))
            named = tuple(map(self._end, strongest[:_GROUP_NAMES]))
            more = len(group.items) - len(named)
            said = ngettext("and {count} more", "and {count} more", more).format(count=more) if more > 0 else ""
            yield _("Group {number}").format(number=number), named, said


def _facts_of(item: Item) -> Iterable[tuple[str, str]]:
    told: Mapping[tuple[str, str], None] = dict.fromkeys(
        (property_name(each.prop), shown_value(each.prop, each.value))
        for each in item.statements
        if each.prop not in _POINTERS
    )
    return told.keys()


def _source_text(link: Link) -> str:
    said = (", ".join(filter(None, (each.grading, each.source))) for each in link.sources)
    return "; ".join(dict.fromkeys(filter(None, said)))


def shorten(text: str) -> str:
    """What of a name fits beside a shape."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
