"""What is asked: a FollowTheMoney entity, read the same way whatever surface it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from interlace.core.dates import PartialDate
from interlace.core.handling import Label
from interlace.core.matching import Description
from interlace.core.names import Kind, name_tokens
from interlace.facts.describing import REFERENCES, describe, describe_entity, entity_of
from interlace.screening.holdings import Statement, as_value
from interlace.screening.index import BirthDate, NameToken, Query


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked about."""

    entity: Mapping[str, Any]
    description: Description
    values: tuple[dict[str, str], ...]
    """What was asked, value by value, as both sides of a hit may come to hold it."""
    subject: UUID | None = None
    """The asker's own subject, when the question came from its holdings."""
    guard: Label | None = None
    """The label of the asker's own facts, when the question came from its holdings."""

    @property
    def query(self) -> Query:
        """What the index is asked; made when it is asked, for not everything that is compared is searched for."""
        return query_of(self.description)

    @property
    def id(self) -> str | None:
        """The asker's own id for the line, echoed in the answer."""
        found = self.entity.get("id")
        return str(found) if found is not None else None


def question_about(entity: Mapping[str, Any]) -> Question:
    """Read an entity (`schema`, `properties`); `InvalidInput` names the property that cannot be read."""
    description = describe_entity(entity)
    return Question(entity=entity, description=description, values=tuple(_values_of(entity)))


def question_about_own(statements: Sequence[Statement], *, subject: UUID, guard: Label | None = None) -> Question:
    """The question about a subject of one's own: its statements are in normal form already."""
    description = describe(statements)
    return Question(
        entity=entity_of(statements),
        description=description,
        values=tuple(as_value(each) for each in statements if each.prop not in REFERENCES),
        subject=subject,
        guard=guard,
    )


def _values_of(entity: Mapping[str, Any]) -> list[dict[str, str]]:
    """The values of an entity one by one, in a settled order; a value alone may stand without a list."""
    schema = str(entity["schema"])
    return [
        {"prop": prop, "schema": schema, "value": value}
        for prop, values in sorted(entity["properties"].items())
        for value in ([values] if isinstance(values, str) else values)
        if value
    ]


def query_of(description: Description) -> Query:
    """What the index is asked for a description."""
    return Query(
        names=tuple(tokens for name in description.names if (tokens := index_tokens(name.value, description.kind))),
        identifiers=tuple(dict.fromkeys(identifier.value for identifier in description.identifiers)),
        birth_dates=tuple(dict.fromkeys(index_date(date.value) for date in description.birth_dates)),
    )


def index_date(date: PartialDate) -> BirthDate:
    """A date as the index knows it."""
    return BirthDate(date.year, date.month or 0, date.day or 0)


def index_tokens(name: str, kind: Kind) -> tuple[NameToken, ...]:
    """A name as the index knows it."""
    return tuple(
        NameToken(token.text, tuple(sorted(token.keys))) for token in name_tokens(name, kind=kind) if not token.is_light
    )
