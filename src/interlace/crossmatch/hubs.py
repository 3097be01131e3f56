"""Values that so many records share that they say nothing about any two of them: a hotel's phone, an exchange's wallet.

They are counted over what the view may match and over nothing else, so that neither a link that is missing nor one that
is there tells of a record beyond it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from interlace.crossmatch.views import View
from interlace.facts.describing import NAMES
from interlace.screening.access import screening_index
from interlace.screening.holdings import Statement
from interlace.screening.index import FACTS, PermittedLabels, Query

HUB_ABOVE = 20
"""Records that may share one value before it is a hub. A ring of suspects shares a phone; a reception desk's phone is
shared by its guests. Set by judgement, 2026-11: no public data says how many suspects share one."""


@dataclass(frozen=True, slots=True)
class Hubs:
    """What is not weighed, and what has only now become so."""

    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    crossed: frozenset[UUID] = frozenset()
    """Records that share a key which became a hub with the record at hand: their links rested on it until now."""

    def weighed(self, statements: Iterable[Statement]) -> list[Statement]:
        """The statements that count."""
        return [each for each in statements if not self.has(each)]

    def has(self, statement: Statement) -> bool:
        """Whether this is the value of a hub."""
        return statement.key in self.keys or (statement.prop in NAMES and statement.value in self.names)


def hub_keys(view: View, statements: Sequence[Statement]) -> Hubs:
    """The identifiers among these that too many records of the view share."""
    keys: set[str] = set()
    crossed: set[UUID] = set()
    for key in dict.fromkeys(each.key for each in statements if each.key):
        found = screening_index().search(
            Query(identifiers=(key,)), _counted(view), limit=HUB_ABOVE + 2, sources=(FACTS,)
        )
        if len(found) > HUB_ABOVE:
            keys.add(key)
        if len(found) == HUB_ABOVE + 1:
            crossed |= {UUID(bytes=each.subject) for each in found}
    return Hubs(keys=frozenset(keys), crossed=frozenset(crossed))


def hub_names(subjects: Collection[Sequence[Statement]]) -> frozenset[str]:
    """The names that too many of these records bear letter by letter: "unknown", "John Doe"."""
    borne = Counter(
        name for statements in subjects for name in {each.value for each in statements if each.prop in NAMES}
    )
    return frozenset(name for name, count in borne.items() if count > HUB_ABOVE)


def _counted(view: View) -> PermittedLabels:
    """Over which labels records are counted."""
    return view.permitted
