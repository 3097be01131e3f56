"""What a client asks about: an entity, of which counts what can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from followthemoney import model

from interlace.core.entities import NAMES
from interlace.facts.describing import read_entity
from interlace.facts.exporting.values import NAMED_BEFORE, RENAMED
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.http.failures import Malformed
from interlace.screening.questions import Question, question_about

_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
"""A name in parts, in the order in which they are put together where no whole name is given."""


class BadQuery(Malformed):
    """This interface answers what it cannot use with 400, as its clients expect."""

    code = "bad_query"


@dataclass(frozen=True, slots=True)
class Example:
    """One query: what was read of it, and the question it makes."""

    entity: Mapping[str, Any]
    """As it is given back: what cannot be read is left out, as the clients are used to."""
    question: Question


def read_example(name: str, given: Mapping[str, Any]) -> Example:
    """Read a query; `BadQuery` says which one cannot be used, and never what stands in it."""
    schema = str(given["schema"])
    if model.get(schema) is None:
        raise _unfit(name, "schema", "unknown_schema", _("This schema is not known."))
    properties = {
        NAMED_BEFORE.get((schema, prop), prop): _texts(values) for prop, values in given["properties"].items()
    }
    try:
        statements, _unread = read_entity({"schema": schema, "properties": properties})
    except InvalidInput as error:
        raise _unfit(name, "properties", "not_an_entity", str(error.message)) from None
    read: dict[str, list[str]] = {}
    for each in statements:
        read.setdefault(each.prop, []).append(each.original)
    if not read:
        raise _unfit(name, "properties", "nothing_asked", _("Nothing of this can be searched for."))
    shown = {RENAMED.get((schema, prop), prop): values for prop, values in read.items()}
    entity = {**({"id": given["id"]} if given.get("id") else {}), "schema": schema, "properties": shown}
    return Example(entity, question_about({"schema": schema, "properties": _with_name(read)}))


def _texts(values: Any) -> list[str]:
    """Texts alone: an entity that was found may be sent back as it came, with others inside."""
    return [each for each in ([values] if isinstance(values, str) else values) if isinstance(each, str)]


def _with_name(properties: Mapping[str, list[str]]) -> dict[str, list[str]]:
    if NAMES & properties.keys():
        return dict(properties)
    parts = [properties[part][0] for part in _PARTS if part in properties]
    return {**properties, **({"name": [" ".join(parts)]} if parts else {})}


def _unfit(name: str, place: str, code: str, what: str) -> BadQuery:
    pointer = f"/queries/{name}/{place}"
    return BadQuery(_("A query cannot be used: {what}").format(what=what), problems=[FieldProblem(pointer, code, what)])
