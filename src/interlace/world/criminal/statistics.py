"""What a made world looks like in figures, kept while it streams by and no larger for a larger world."""

from collections import Counter, defaultdict
from math import log10
from typing import Any

from interlace.world.criminal.population import RING_SIZE, TODAY, Person
from interlace.world.criminal.rings import Ring
from interlace.world.criminal.views import Truth

_MOST_NAMES = 40  # parts of names told for each nationality and gender


class Statistics:
    """Counts over everything that was made."""

    def __init__(self) -> None:
        self.persons = 0
        self.records: Counter[str] = Counter()
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._ages: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._schemata: Counter[str] = Counter()
        self._damage: Counter[str] = Counter()
        self._of_one_person: Counter[int] = Counter()
        self._links: Counter[str] = Counter()
        self._degrees: Counter[int] = Counter()
        self._amounts: Counter[str] = Counter()
        self._raids = 0

    def add_ring(self, ring: Ring) -> None:
        """Count what truly is."""
        self._raids += ring.raided is not None
        degrees: Counter[str] = Counter()
        for thing in ring.things:
            if thing.person is not None and thing.person.number // RING_SIZE == ring.number:
                self._add_person(thing.person)
        for link in ring.links:
            self._links[link.kind] += 1
            degrees.update(link.ends.values())
            if link.kind == "paid":
                whole = int(log10(max(1.0, float(link.properties["amount"][0]))))
                self._amounts[f"{10**whole} to {10 ** (whole + 1)} USD"] += 1
        self._degrees.update(degrees.values())

    def _add_person(self, person: Person) -> None:
        self.persons += 1
        group = f"{person.nationality} {person.gender}"
        self._names[group].update(part.spellings[0] for part in person.name.parts)
        years = (TODAY - person.born).days // 3653 * 10
        self._ages[str(person.role)][f"{years} to {years + 9}"] += 1

    def add_truth(self, truth: Truth) -> None:
        """Count what bureaus have of it."""
        if truth.facts.get("schema") == "Person":
            self._of_one_person[len(truth.records)] += 1
        for record in truth.records:
            self.records[record.bureau] += 1
            self._schemata[record.entity["schema"]] += 1
            self._damage.update(str(each) for each in record.damage)

    def table(self) -> dict[str, Any]:
        """As it is written beside the world."""
        return {
            "source": "Counted while this world was made; the tables it is made from say their own source and date.",
            "persons": self.persons,
            "records": dict(sorted(self.records.items())),
            "records by schema": dict(sorted(self._schemata.items())),
            "records of one person": _by_number(self._of_one_person),
            "damage": dict(sorted(self._damage.items())),
            "parts of names by nationality and gender": {
                group: dict(counts.most_common(_MOST_NAMES)) for group, counts in sorted(self._names.items())
            },
            "ages by role": {role: dict(sorted(counts.items())) for role, counts in sorted(self._ages.items())},
            "true and believed links by kind": dict(sorted(self._links.items())),
            "links of one thing": _by_number(self._degrees),
            "payments by amount": dict(sorted(self._amounts.items(), key=lambda each: len(each[0]))),
            "raids": self._raids,
        }


def _by_number(counts: Counter[int]) -> dict[str, int]:
    return {str(number): count for number, count in sorted(counts.items())}
