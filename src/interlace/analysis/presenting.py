"""What the chart's pages show (S7). Templates read nothing else."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownField, ShownName, Trail


@dataclass(frozen=True, slots=True)
class Node:
    """An item as it is drawn."""

    id: str
    url: str
    x: str
    y: str
    """Pixels, as an SVG says them in any language."""
    is_round: bool
    is_picked: bool
    icon: str
    kind: str
    name: ShownName
    label_y: str
    romanised_y: str
    owners: tuple[tuple[str, bool, str], ...]
    """Code, whether it is ours, and where its tag stands."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as it is drawn."""

    path: str
    style: str
    is_double: bool
    is_directed: bool
    word: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link in the table."""

    name: ShownName
    url: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link in the table."""

    one: End
    word: str
    other: End
    state: str
    state_text: str
    owners: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A box of the filters."""

    name: str
    value: str
    label: str
    is_ticked: bool
    amount: str = ""
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """The item that is open beside the chart."""

    name: ShownName
    kind: str
    owners: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    why: tuple[LinkRow, ...]
    expand_url: str
    hide_url: str
    start_url: str
    others: ShownField | None
    ways: tuple[tuple[LinkRow, ...], ...]
    no_way: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key player: who, and what falls apart without it."""

    end: End
    effect: str


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart, the same as a table, and what stands beside it."""

    title: str
    trail: tuple[Trail, ...]
    lead: str
    handling: str
    box: str
    width: str
    height: str
    is_wide: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    caption: str
    rows: tuple[LinkRow, ...]
    table_hint: str
    kinds: tuple[Tick, ...]
    owners: tuple[Tick, ...]
    only_confirmed: bool
    keep: tuple[tuple[str, str], ...]
    """Hidden fields of the filters."""
    keep_all: tuple[tuple[str, str], ...]
    keep_for_ways: tuple[tuple[str, str], ...]
    picked: Picked | None
    players: tuple[KeyRow, ...]
    groups: tuple[tuple[str, tuple[End, ...], str], ...]
    more_url: str
    more_label: str
    undo_url: str
    shows_words: bool
    save: ShownField
    export_url: str
    timeline_url: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class StartPage:
    """Where a chart begins, and the views that were saved."""

    title: str
    lead: str
    number: ShownField
    views: tuple[tuple[str, str, str, str], ...]
    """Title, address, who and when, address that takes it away (own ones)."""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What may leave, what may not, and in which form."""

    title: str
    trail: tuple[Trail, ...]
    lead: str
    handling: str
    blocked: tuple[tuple[End, str, tuple[str, ...]], ...]
    """What stays: name, what it is, whose it is."""
    blocked_more: str
    count: str
    forms: tuple[tuple[str, str, str], ...]
    """Code, word, what it is good for."""
    keep: tuple[tuple[str, str], ...]
    question: str = ""
    """What a colleague is to sign, where so much leaves only on the word of two."""
    notices: tuple[Notice, ...] = ()
