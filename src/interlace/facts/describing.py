"""From statements to the description that the matcher compares, and from an entity to statements.

The rules are the core's (`core/entities`); here they get the bureaus' own words for the standing of a person, and words
for what cannot be read.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.entities import (
    COUNTRIES,
    NAMES,
    QUALIFIERS,
    REFERENCES,
    NotAnEntity,
    ReadStatement,
    Stated,
    describe,
    entity_of,
    kind_of,
    known_kind,
)
from interlace.core.entities import read_entity as read_values
from interlace.core.matching import Description
from interlace.facts.problems import words_for
from interlace.facts.values import PLAIN_READING, Reading, normalise
from interlace.foundation.errors import FieldProblem, InvalidInput

__all__ = [
    "COUNTRIES",
    "NAMES",
    "QUALIFIERS",
    "REFERENCES",
    "SHAPE_FIX",
    "SHAPE_WORDS",
    "ReadStatement",
    "Stated",
    "describe",
    "describe_entity",
    "entity_of",
    "kind_of",
    "known_kind",
    "read_entity",
    "statements_of_entity",
]

SHAPE_WORDS: Mapping[str, Promise] = {
    "schema_missing": gettext_lazy("The schema is missing."),
    "properties_missing": gettext_lazy("The properties are missing."),
    "property_not_texts": gettext_lazy("A property holds a list of texts."),
}
"""What keeps something from being an entity."""
SHAPE_FIX = gettext_lazy('Write {"schema": "Person", "properties": {"name": ["..."]}}.')


def describe_entity(entity: Mapping[str, Any], reading: Reading = PLAIN_READING) -> Description:
    """A FollowTheMoney entity as the matcher compares it.

    Raises `InvalidInput` that names each property value which cannot be read, by JSON pointer and never by content.
    """
    return describe(statements_of_entity(entity, reading))


def statements_of_entity(entity: Mapping[str, Any], reading: Reading = PLAIN_READING) -> list[ReadStatement]:
    """The values of an entity in normal form; `InvalidInput` names those that cannot be read."""
    statements, problems = read_entity(entity, reading)
    if problems:
        raise InvalidInput(_("A value of the question cannot be read."), problems=problems)
    if not statements:
        raise InvalidInput(_("Nothing was asked."), fix=_("Give at least one name, number or other value."))
    return statements


def read_entity(
    entity: Mapping[str, Any], reading: Reading = PLAIN_READING
) -> tuple[list[ReadStatement], list[FieldProblem]]:
    """The values of an entity in normal form, and what is wrong with those that have none."""
    try:
        statements, unread = read_values(entity, reading, read=normalise)
    except NotAnEntity as found:
        what, fix = str(SHAPE_WORDS[found.code]), str(SHAPE_FIX)
        raise InvalidInput(what, problems=[FieldProblem(found.pointer, "not_an_entity", what, fix)], fix=fix) from None
    problems = []
    for each in unread:
        words = words_for(each.problem)
        problems.append(FieldProblem(each.pointer, each.problem.code, words.what, words.fix))
    return statements, problems
