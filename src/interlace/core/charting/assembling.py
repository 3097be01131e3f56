"""From statements to a chart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from interlace.core.charting.grammar import (
    DETAILS,
    UNDIRECTED,
    Kind,
    is_its_number,
    kind_of_key,
    kind_of_schema,
    link_ends,
)
from interlace.core.charting.model import Certainty, Chart, Item, Likeness, Link, Source, Statement, Word
from interlace.core.entities import NAMES, REFERENCES

_NAME_ORDER = ("name", "previousName", "alias", "weakAlias")
_HELD = frozenset({Kind.WALLET, Kind.ACCOUNT, Kind.DOCUMENT, Kind.VEHICLE})


def assemble(statements: Iterable[Statement], likenesses: Iterable[Likeness] = ()) -> Chart:
    """The chart of these statements and of nothing else, whatever their order.

    A subject that is nothing but its number becomes that number, so that a phone which two bureaus state is one phone
    with two owners. A subject that joins two others becomes a link where both are known, and an item otherwise.
    """
    by_subject: defaultdict[str, list[Statement]] = defaultdict(list)
    for each in sorted(set(statements)):
        by_subject[each.subject].append(each)
    draft = _Draft(by_subject)
    for subject, stated in by_subject.items():
        draft.add_subject(subject, stated)
    for likeness in likenesses:
        draft.add_likeness(likeness)
    return draft.chart()


@dataclass
class _Draft:
    """A chart while it is put together. An item is named by its subject, or by its number's key."""

    by_subject: Mapping[str, Sequence[Statement]]
    names: dict[str, str] = field(init=False)
    """Subject → the name of its item; without those that are links."""
    links: dict[tuple[str, str, str, str], list[Source]] = field(default_factory=lambda: defaultdict(list))
    settled: set[tuple[str, str, str, str]] = field(default_factory=set)
    weights: dict[tuple[str, str, str, str], float] = field(default_factory=dict)
    numbers: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.names = {}
        for subject, stated in self.by_subject.items():
            if not self._is_link(stated):
                self.names[subject] = _name_of(subject, stated)

    def _is_link(self, stated: Sequence[Statement]) -> bool:
        ends = link_ends(stated[0].schema)
        return ends is not None and all(self._ends(stated, prop) for prop in ends)

    def _ends(self, stated: Sequence[Statement], prop: str) -> list[Statement]:
        return [each for each in stated if each.prop == prop and each.value in self.by_subject]

    def add_subject(self, subject: str, stated: Sequence[Statement]) -> None:
        """Its numbers, and what it points at."""
        if subject not in self.names:
            self._add_link(stated)
            return
        name = self.names[subject]
        for each in stated:
            if each.key:
                self.numbers[each.key].append(each)
                if each.key != name:
                    word = Word.HOLDS if kind_of_key(each.key) in _HELD else Word.USES
                    self._join(name, each.key, word, "", [each])
            elif each.prop in REFERENCES and (other := self.names.get(each.value)) is not None:
                # A wallet names its holder: the arrow runs from who has to what is had.
                self._join(other, name, each.prop, "", [each])

    def _add_link(self, stated: Sequence[Statement]) -> None:
        schema = stated[0].schema
        source, target = link_ends(schema) or ("", "")
        said = defaultdict(list)
        for each in stated:
            said[each.prop].append(each.original or each.value)
        detail = " ".join(word for prop in DETAILS for word in said[prop])
        for one, other in product(self._ends(stated, source), self._ends(stated, target)):
            near, far = self.names.get(one.value), self.names.get(other.value)
            if near is not None and far is not None:
                self._join(near, far, schema, detail, [one, other])

    def add_likeness(self, likeness: Likeness) -> None:
        """Two records that are alike; nothing where one of them is not on the chart."""
        near, far = self.names.get(likeness.left), self.names.get(likeness.right)
        if near is None or far is None or near == far:
            return
        certainty = Certainty.CONFIRMED if likeness.is_said else Certainty.TENTATIVE
        word = Word.SAME if likeness.is_said else Word.ALIKE
        near, far = sorted((near, far))
        key = (near, far, word, "")
        self.links[key] += [Source(likeness.id, owner, "", "", likeness.labels, certainty) for owner in likeness.owners]
        self.weights[key] = likeness.probability
        if likeness.is_settled:
            self.settled.add(key)

    def _join(self, near: str, far: str, word: str, detail: str, stated: Sequence[Statement]) -> None:
        if near == far:
            return
        if word in UNDIRECTED:
            near, far = sorted((near, far))
        # What two ends state together is as certain as the less certain of them.
        certainty = min(each.certainty for each in stated)
        labels = tuple(sorted({each.label for each in stated}))
        first = stated[0]
        source = Source(first.id, first.originator, first.grading, first.source, labels, certainty)
        if source not in self.links[near, far, word, detail]:
            self.links[near, far, word, detail].append(source)

    def chart(self) -> Chart:
        """Items by kind, name and id; links by their ends."""
        made = sorted((self._item(name, subjects) for name, subjects in self._subjects().items()), key=_order)
        place = {item.key or item.id: at for at, item in enumerate(made)}
        links = [self._link(key, place) for key in self.links]
        return Chart(tuple(made), tuple(sorted(links, key=lambda each: (each.one, each.other, each.word, each.id))))

    def _subjects(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {key: [] for key in self.numbers}
        for subject, name in self.names.items():
            found.setdefault(name, []).append(subject)
        return found

    def _item(self, name: str, subjects: Sequence[str]) -> Item:
        stated = [each for subject in subjects for each in self.by_subject[subject]]
        is_number = name in self.numbers
        if is_number:
            stated = sorted({*stated, *self.numbers[name]})
        return Item(
            id=min(each.id for each in self.numbers[name]) if is_number else name,
            kind=_kind_of(name, stated) if is_number else kind_of_schema(stated[0].schema),
            names=(_number_of(self.numbers[name]),) if is_number else tuple(_names(stated)),
            key=name if is_number else "",
            owners=tuple(sorted({each.originator for each in stated})),
            statements=tuple(stated),
            subjects=frozenset(subjects),
        )

    def _link(self, key: tuple[str, str, str, str], place: Mapping[str, int]) -> Link:
        near, far, word, detail = key
        sources = tuple(sorted(self.links[key]))
        certainty = max(each.certainty for each in sources)
        owners = len({each.originator for each in sources})
        return Link(
            id=sources[0].id,
            one=place[near],
            other=place[far],
            word=word,
            detail=detail,
            is_directed=word not in UNDIRECTED and word not in {Word.SAME, Word.ALIKE, Word.USES, Word.HOLDS},
            certainty=certainty,
            is_settled=key in self.settled,
            sources=sources,
            # A machine's candidate weighs less than any word of a person; bureaus that agree weigh more than one.
            strength=self.weights[key]
            if certainty is Certainty.TENTATIVE and key in self.weights
            else certainty + owners - 1,
        )


def _name_of(subject: str, stated: Sequence[Statement]) -> str:
    keys = frozenset(each.key for each in stated if each.key)
    is_named = any(each.prop in NAMES for each in stated)
    return next(iter(keys)) if is_its_number(stated[0].schema, keys, is_named=is_named) else subject


def _kind_of(key: str, stated: Sequence[Statement]) -> Kind:
    """A wallet is one whatever its number looks like."""
    kind = kind_of_key(key)
    return kind if kind is not Kind.THING else kind_of_schema(stated[0].schema)


def _number_of(stated: Sequence[Statement]) -> str:
    return min(each.value for each in stated)


def _names(stated: Sequence[Statement]) -> Iterator[str]:
    named = [each for each in stated if each.prop in _NAME_ORDER]
    in_order = sorted(named, key=lambda each: (_NAME_ORDER.index(each.prop), each.value, each.original, each.id))
    yield from dict.fromkeys(each.original or each.value for each in in_order)


def _order(item: Item) -> tuple[str, tuple[str, ...], str]:
    return item.kind, item.names, item.id
