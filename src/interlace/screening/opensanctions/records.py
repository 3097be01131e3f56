"""A register's records as the entities of the interface: their links in both directions, as far as one may read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from followthemoney.schema import Schema as FtmSchema

from interlace.facts.exporting.values import schema_named, written
from interlace.facts.naming import subject_of_entry
from interlace.facts.registers import RegisterRecord, open_register
from interlace.facts.registers.finding import row_of
from interlace.facts.registers.mentions import mentions_in
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.disclosure.labels import Permitted
from interlace.screening.checks.granted import granted_to
from interlace.screening.opensanctions.datasets import Datasets, datasets_of, name_of
from interlace.screening.register_records import SearchedRegister

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that the viewer may read, and its register."""

    register: SearchedRegister
    record: RegisterRecord

    @property
    def id(self) -> str:
        """How the interface knows it: the same through all versions of the register."""
        return str(self.record.subject)

    @property
    def schema(self) -> FtmSchema:
        """Its schema in FollowTheMoney; a record of one that is not there was never stored."""
        return schema_named(self.record.schema)

    @property
    def properties(self) -> dict[str, list[str]]:
        """Its values by property, each once and in order, of those that FollowTheMoney knows."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for each in self.record.values:
            if (said := written(self.schema, each.prop, each.value)) is not None:
                found[said[0]].add(said[1])
        return {prop: sorted(found[prop]) for prop in sorted(found)}

    def as_entity(self) -> Entity:
        """The record by itself: what it points at is given by id."""
        properties = self.properties
        captions = [values[0] for prop in self.schema.caption if (values := properties.get(prop))]
        return {
            "id": self.id,
            "caption": captions[0] if captions else self.schema.label,
            "schema": self.schema.name,
            "properties": properties,
            "datasets": [name_of(self.register)],
            "referents": [self.record.reference],
            "target": self.schema.matchable,
            "first_seen": None,
            "last_seen": None,
            "last_change": None,
        }


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every record that one viewer may read now, found by id."""

    context: Acting
    datasets: Datasets
    readable: Permitted

    @classmethod
    def of(cls, context: Acting) -> Self:
        """What the context's viewer may read."""
        return cls(context, datasets_of(context), granted_to(context).whole())

    def entry(self, subject: UUID) -> Entry | None:
        """The record with this id; nothing where there is none, or none for this viewer."""
        # Every register is looked through, wherever it is found: how long it takes tells nothing of where it lies.
        found = [self.within(each, subject) for each in self.datasets.by_name.values()]
        return next((each for each in found if each is not None), None)

    def within(self, register: SearchedRegister, subject: UUID) -> Entry | None:
        """The record of this register with this id."""
        row = row_of(register.folder, subject)
        return self._at(register, register.folder, row) if row is not None else None

    def at(self, place: str) -> Entry | None:
        """The record that lies at this place, as the version that is searched has it; nothing where it has none."""
        folder, _colon, row = place.rpartition(":")
        of = UUID(folder.partition("/")[0])
        register = next((each for each in self.datasets.by_name.values() if each.id == of), None)
        if register is None:
            return None
        if register.folder != folder:
            # The index takes a new version a moment after it is loaded.
            return self.within(register, UUID(bytes=open_register(folder).subjects[int(row)].tobytes()))
        return self._at(register, folder, int(row))

    def named(self, reference: str) -> Entry | None:
        """The record that its own list knows by this id, in the first register that has one."""
        found = [self.within(each, subject_of_entry(each.id, reference)) for each in self.datasets.by_name.values()]
        return next((each for each in found if each is not None), None)

    def pointing_at(self, entry: Entry) -> Iterator[Entry]:
        """The records of the same register that point at this one, by id."""
        rows = mentions_in(entry.register.folder).rows_with(entry.record.subject)
        found = (self._at(entry.register, entry.register.folder, row) for row in rows)
        yield from sorted((each for each in found if each is not None), key=lambda each: each.id)

    def _at(self, register: SearchedRegister, folder: str, row: int) -> Entry | None:
        file = open_register(folder)
        label = int(file.labels[row])
        if not (self.readable.permits(label) and self.context.permitted.permits(label)):
            return None
        return Entry(register, file.record(row))


def nested(shelf: Shelf, entry: Entry) -> Entity:
    """The record with what it points at and what points at it inside, and the other ends of those."""
    entity = entry.as_entity()
    properties: dict[str, list[Any]] = dict(entity["properties"])
    for prop, values in links_of(shelf, entry).items():
        beside = [value for value in properties.get(prop, ()) if value not in {each.id for each in values}]
        properties[prop] = [*beside, *(_with_ends(shelf, each, without=entry) for each in values)]
    return {**entity, "properties": properties}


def links_of(shelf: Shelf, entry: Entry) -> Mapping[str, list[Entry]]:
    """What the record points at and what points at it, by the property's name on its side."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for prop, subject in _pointers(entry):
        if (target := shelf.within(entry.register, subject)) is not None:
            found[prop].append(target)
    for other in shelf.pointing_at(entry):
        for prop, subject in _pointers(other):
            pointer = other.schema.get(prop)
            if subject == entry.record.subject and pointer is not None and pointer.reverse is not None:
                found[pointer.reverse.name].append(other)
    return {prop: found[prop] for prop in sorted(found)}


def _with_ends(shelf: Shelf, entry: Entry, *, without: Entry) -> Entity:
    """A record one step away: of what it points at again, all but where one came from."""
    entity = entry.as_entity()
    ends = {
        value: target.as_entity()
        for _prop, subject in _pointers(entry)
        if subject != without.record.subject and (target := shelf.within(entry.register, subject)) is not None
        for value in (str(subject),)
    }
    properties = {prop: [ends.get(value, value) for value in values] for prop, values in entity["properties"].items()}
    return {**entity, "properties": properties}


def _pointers(entry: Entry) -> Iterator[tuple[str, UUID]]:
    """The properties whose value is the id of another record."""
    for prop, values in entry.properties.items():
        known = entry.schema.get(prop)
        if known is None or known.type.name != "entity":
            continue
        for value in values:
            try:
                yield prop, UUID(value)
            except ValueError:
                continue  # a list may write a name where an id belongs
