"""Looking through registers by words: what is found may be read, and who looked is in the ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from followthemoney import model
from followthemoney.types import registry

from interlace.core.handling import Action
from interlace.core.names import Kind
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import ApiKey
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks.granted import granted_to
from interlace.screening.checks.scope import Reach, candidates_within
from interlace.screening.index import Query
from interlace.screening.ledger_events import REGISTERS_SEARCHED
from interlace.screening.opensanctions.datasets import datasets_of, name_of
from interlace.screening.opensanctions.examples import BadQuery
from interlace.screening.opensanctions.matching import Narrowing, spend_questions
from interlace.screening.opensanctions.records import Entry, Shelf
from interlace.screening.questions import index_tokens
from interlace.screening.register_records import place_of
from interlace.screening.rules import require_matter, require_verb

MOST_FOUND = 1_000
"""So many records are looked at for one search, counted among those that the key may read."""
FACETS: dict[str, Promise] = {
    "countries": gettext_lazy("Countries"),
    "topics": gettext_lazy("Topics"),
    "datasets": gettext_lazy("Registers"),
    "schema": gettext_lazy("Kinds"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a client looks for."""

    text: str
    schema: str = "Thing"
    countries: frozenset[str] = frozenset()
    narrowing: Narrowing = field(default_factory=Narrowing)

    def keeps(self, entry: Entry) -> bool:
        """Whether this record is of the kind and the countries that are looked for."""
        if self.countries and not self.countries & countries_of(entry):
            return False
        return entry.schema.is_a(self.schema) and self.narrowing.keeps(entry)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found, all of it, the likest first."""

    entries: tuple[Entry, ...]
    is_all: bool
    """False where more than `MOST_FOUND` records deserved a look: then there may be more."""


def search_registers(viewer: Viewer, key: ApiKey, scope: str, words: Words, *, now: datetime) -> Found:
    """The records in the scope whose names resemble these words."""
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    if model.get(words.schema) is None:
        raise BadQuery(_("This schema is not known."))
    query = Query(names=tuple(dict.fromkeys(index_tokens(words.text, kind) for kind in Kind)))
    if not any(query.names):
        raise BadQuery(_("Say what you look for."), fix=_("Give at least one word of a name in `q`."))
    with acting(viewer, Action.DISCOVER, now=now) as context:
        datasets = datasets_of(context)
        registers = datasets.within(scope, include=words.narrowing.include, exclude=words.narrowing.exclude)
        datasets.refuse_waiting(registers)
        spend_questions(viewer, key, 1, now=now)
        record(
            REGISTERS_SEARCHED,
            by=viewer.id,
            member=viewer.member,
            on=key.pk,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"asked": [each.code for each in registers]},
            now=now,
        )
        if not registers:
            return Found((), is_all=True)
        reach = Reach(frozenset(), tuple(registers))
        candidates = candidates_within(granted_to(context), query, reach, limit=MOST_FOUND)
        shelf = Shelf.of(context)
        found = [entry for each in candidates if (entry := shelf.at(place_of(each.source, each.row))) is not None]
    return Found(tuple(each for each in found if words.keeps(each)), is_all=len(candidates) < MOST_FOUND)


def countries_of(entry: Entry) -> frozenset[str]:
    """Every country that the record names."""
    typed = (
        values
        for prop, values in entry.properties.items()
        if (known := entry.schema.get(prop)) is not None and known.type == registry.country
    )
    return frozenset(country for values in typed for country in values)


def counted(entries: Iterable[Entry], facet: str) -> list[tuple[str, int]]:
    """How many of these records have each value of a facet, the most frequent first."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(_values(entry, facet))
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _values(entry: Entry, facet: str) -> Sequence[str]:
    match facet:
        case "countries":
            return sorted(countries_of(entry))
        case "topics":
            return entry.properties.get("topics", [])
        case "datasets":
            return [name_of(entry.register)]
    return [entry.schema.name]
