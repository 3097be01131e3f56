"""What a chart's address asks for: where it starts, how it has grown, what is hidden, looked at and filtered.

The whole state stands in the address, so that a chart works as a plain page, and undo is the address before. An address
holds ids and never a number or a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from interlace.analysis.charts import Start
from interlace.core.charting import Kind

MOST_STEPS = 60
EXPAND, HIDE, MORE = "x", "h", "more"


@dataclass(frozen=True, slots=True)
class Asked:
    """A chart as it is asked for."""

    start: Start = field(default_factory=Start)
    steps: tuple[tuple[str, UUID | None], ...] = ()
    """What was done, in order: expanded, hidden, the next by strength."""
    at: UUID | None = None
    to: UUID | None = None
    is_filtered: bool = False
    kinds: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    only_confirmed: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """From an address; what is not an id there is passed over."""
        start = Start(
            things=tuple(_ids(query.getlist("start")[:MOST_STEPS])),
            contribution=next(_ids(query.getlist("import")), None),
            case=next(_ids(query.getlist("case")), None),
        )
        return cls(
            start=start,
            steps=tuple(_steps(query.getlist("do")[:MOST_STEPS])),
            at=next(_ids(query.getlist("at")), None),
            to=next(_ids(query.getlist("to")), None),
            is_filtered="f" in query,
            kinds=frozenset(query.getlist("kind")) & frozenset(Kind),
            owners=frozenset(query.getlist("owner")),
            only_confirmed=query.get("sure") == "confirmed",
        )

    @property
    def stages(self) -> list[UUID | None]:
        """The steps by which it grows."""
        return [item for verb, item in self.steps if verb in {EXPAND, MORE}]

    @property
    def hidden(self) -> frozenset[UUID]:
        """What was taken off the sheet."""
        return frozenset(item for verb, item in self.steps if verb == HIDE and item is not None)

    def then(self, verb: str, item: UUID | None = None) -> Self:
        """The same after one more step."""
        at = None if verb == HIDE else self.at
        return replace(self, steps=(*self.steps, (verb, item)), at=at, to=None)

    def before(self) -> Self:
        """The same without its last step."""
        return replace(self, steps=self.steps[:-1])

    def looking_at(self, item: UUID) -> Self:
        """The same with this item open beside it."""
        return replace(self, at=item, to=None)

    def pairs(self, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
        """As names and values, for an address or the hidden fields of a form."""
        said: list[tuple[str, object]] = [("start", each) for each in self.start.things]
        said += [("import", self.start.contribution), ("case", self.start.case)]
        said += [("do", verb if item is None else f"{verb}:{item}") for verb, item in self.steps]
        said += [("at", self.at), ("to", self.to)]
        if self.is_filtered:
            said += [("f", "1"), *(("kind", each) for each in sorted(self.kinds))]
            said += [("owner", each) for each in sorted(self.owners)]
            said += [("sure", "confirmed" if self.only_confirmed else None)]
        return [(name, str(value)) for name, value in said if value is not None and name not in set(without)]

    def address(self, base: str) -> str:
        """The address that asks for this."""
        return f"{base}?{urlencode(self.pairs())}"


def _ids(texts: Iterable[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _steps(texts: Iterable[str]) -> Iterator[tuple[str, UUID | None]]:
    for text in texts:
        verb, _colon, item = text.partition(":")
        if verb == MORE:
            yield MORE, None
        elif verb in {EXPAND, HIDE}:
            yield from ((verb, each) for each in _ids([item]))
