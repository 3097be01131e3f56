"""Case facts as FollowTheMoney entities: one for each subject, out of what may leave."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.schema import Schema

from interlace.core.handling import Action
from interlace.facts.exporting.values import schema_named, written
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.disclosure.labels import book

AT_ONCE = 2_000
"""Rows that the database hands over at a time."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that may leave, under its label."""

    schema: str
    prop: str
    value: str
    label: int


@dataclass(frozen=True, slots=True)
class Exported:
    """One entity, and what it is made of."""

    entity: dict[str, Any]
    labels: frozenset[int]
    values: int
    left_out: int
    """Values that FollowTheMoney has no place for."""


def exported_facts(context: Acting) -> Iterator[Exported]:
    """What the context's viewer may both read and take out, subject by subject. The context is one of `EXPORT`."""
    viewer, permitted = context.viewer, context.permitted
    read = book.permitted(viewer.person, Action.READ, purpose=viewer.purpose, now=context.now)
    rows = Fact.objects.visible_to(viewer, action=Action.EXPORT).order_by("subject", "prop", "value", "id")
    columns = ("id", "subject", "schema", "prop", "value", "label_id", "originator")
    found = (
        row
        for row in rows.values_list(*columns).iterator(chunk_size=AT_ONCE)
        if permitted.permits_fact(row[0], label=row[5]) and read.permits_fact(row[0], label=row[5])
    )
    for subject, facts in groupby(found, key=lambda row: UUID(str(row[1]))):
        given = list(facts)
        stated = [Stated(schema, prop, value, label) for _id, _of, schema, prop, value, label, _by in given]
        yield as_exported(str(subject), stated, datasets=sorted({row[6] for row in given}))


def as_exported(identifier: str, stated: Sequence[Stated], *, datasets: Sequence[str]) -> Exported:
    """The values of one subject as one entity."""
    schema = _schema_of({each.schema for each in stated})
    properties: defaultdict[str, set[str]] = defaultdict(set)
    left_out = 0
    for each in stated:
        said = written(schema, each.prop, each.value)
        if said is None:
            left_out += 1
            continue
        properties[said[0]].add(said[1])
    entity = {
        "id": identifier,
        "schema": schema.name,
        "properties": {prop: sorted(properties[prop]) for prop in sorted(properties)},
        "datasets": list(datasets),
    }
    return Exported(entity, frozenset(each.label for each in stated), len(stated) - left_out, left_out)


def _schema_of(names: Iterable[str]) -> Schema:
    """The narrowest schema that all the facts of a subject agree with."""
    first, *rest = sorted(names)
    schema = schema_named(first)
    for name in rest:
        try:
            schema = model.common_schema(schema, schema_named(name))
        except InvalidData:
            continue  # two sorts of things in one subject: what fits neither is counted as left out
    return schema
