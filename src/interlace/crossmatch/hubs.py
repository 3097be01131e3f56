"""Values that so many records share that they say nothing about any two of them: a hotel's phone, an exchange's wallet.

For two records they are counted over what everybody may match who may match both. So neither a link that is missing nor
one that is there tells of a record beyond the sight of anybody who might have it before them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interlace.core.names import Kind
from interlace.crossmatch.views import View
from interlace.facts.describing import NAMES
from interlace.screening.access import screening_index
from interlace.screening.holdings import Statement
from interlace.screening.index import Candidate, PermittedLabels, Query
from interlace.screening.questions import index_tokens

HUB_ABOVE = 20
"""Records that may share one value before it is a hub. A ring of suspects shares a phone; a reception desk's phone is
shared by its guests. Set by judgement, 2026-11: no public data says how many suspects share one."""
BEARERS_SOUGHT = 50
"""How many records are looked at that may bear a name letter by letter."""

Values = frozenset[str]


@dataclass(frozen=True, slots=True)
class Space:
    """Labels over whose records values are counted."""

    labels: frozenset[int]
    permitted: PermittedLabels = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unweighed:
    """The values that do not count between two records."""

    keys: Values = frozenset()
    names: Values = frozenset()

    def weighed(self, statements: Iterable[Statement]) -> list[Statement]:
        """The statements that count."""
        return [each for each in statements if not self.has(each)]

    def has(self, statement: Statement) -> bool:
        """Whether this is the value of a hub."""
        return statement.key in self.keys or (statement.prop in NAMES and statement.value in self.names)


class Counting:
    """Counts, for one round, how many records share a value. What it has counted it does not count again."""

    def __init__(self, views: Sequence[View], sources: Collection[str]) -> None:
        self._views = views
        self._sources = sources
        self._spaces: dict[tuple[str, str, frozenset[int]], Space] = {}
        self._hubs: dict[tuple[Space, str], bool] = {}

    def space(self, view: View, labels: frozenset[int]) -> Space:
        """Over what values are counted between records under these labels: what all may match who may match those."""
        place = view.member, view.purpose, labels
        if place not in self._spaces:
            of_all = [each.labels for each in self._of(view) if each.labels >= labels]
            common = frozenset.intersection(*of_all) if of_all else view.labels
            self._spaces[place] = _space_of(view, common)
        return self._spaces[place]

    def spaces(self, view: View) -> list[Space]:
        """Everything over which values of this view's records may be counted: what its officers and others share."""
        found = {view.labels}
        for each in self._of(view):
            found |= {each.labels & known for known in found}
        return [_space_of(view, labels) for labels in sorted(found, key=lambda each: (len(each), sorted(each)))]

    def is_hub(self, key: str, space: Space) -> bool:
        """Whether too many records of the space share this identifier."""
        place = space, key
        if place not in self._hubs:
            self._hubs[place] = makes_hub(len(self.sharing(key, space)))
        return self._hubs[place]

    def hubs(self, statements: Iterable[Statement], space: Space) -> Values:
        """The identifiers among these that too many records of the space share."""
        return frozenset(key for key in {each.key for each in statements if each.key} if self.is_hub(key, space))

    def sharing(self, key: str, space: Space) -> list[Candidate]:
        """The records of the space that share this identifier: one more of them than makes a hub, at most."""
        return screening_index().search(
            Query(identifiers=(key,)), _counted(space), limit=HUB_ABOVE + 1, sources=self._sources
        )

    def bearing(self, name: str, space: Space) -> list[Candidate]:
        """Records of the space that may bear this name letter by letter; which do, their statements say."""
        read = dict.fromkeys(index_tokens(name, kind) for kind in Kind)
        query = Query(names=tuple(filter(None, read)))
        if not query.names:
            return []
        return screening_index().search(query, _counted(space), limit=BEARERS_SOUGHT, sources=self._sources)

    def _of(self, view: View) -> Iterator[View]:
        return (each for each in self._views if (each.member, each.purpose) == (view.member, view.purpose))


def makes_hub(count: int) -> bool:
    """Whether so many records make a value that they share a hub."""
    return count > HUB_ABOVE


def values_of(statements: Iterable[Statement]) -> Values:
    """What of these statements may be the value of a hub."""
    return frozenset(value for each in statements if (value := value_of(each)))


def value_of(statement: Statement) -> str:
    """The identifier in its canonical form, or a name as it is kept; nothing of anything else."""
    return statement.key or (statement.value if statement.prop in NAMES else "")


def _space_of(view: View, labels: frozenset[int]) -> Space:
    if labels == view.labels:
        return Space(view.labels, view.permitted)
    return Space(labels, PermittedLabels.of(labels))


def _counted(space: Space) -> PermittedLabels:
    """Over which labels records are counted."""
    return space.permitted
