"""Values and names of properties in the form in which FollowTheMoney writes them today.

Our facts are said in the words of its version 3.8 (decision 1); whoever reads them has version 4, and vice versa.
Source of the differences: the two libraries, 3.8.2 and 4.11.2, compared property by property, 2026-11-22.
"""

from collections.abc import Mapping

from followthemoney import model
from followthemoney.schema import Schema
from followthemoney.types import registry

RENAMED: Mapping[tuple[str, str], str] = {
    ("UserAccount", "number"): "phone",
    ("CryptoWallet", "mangingExchange"): "managingExchange",
}
"""Properties that have another name in version 4."""
NAMED_BEFORE: Mapping[tuple[str, str], str] = {(schema, new): old for (schema, old), new in RENAMED.items()}
GONE = frozenset({"Assessment", "Post"})
"""Schemata that version 4 does not have."""


def schema_named(name: str) -> Schema:
    """The schema of this name; `Thing` for one that this version of FollowTheMoney does not know."""
    return model.get(name) or model.schemata["Thing"]


def written(schema: Schema, prop: str, value: str) -> tuple[str, str] | None:
    """Property and value as FollowTheMoney writes them; nothing where it has no such property.

    Both keep dates, phones and numbers in one form. Countries are capitals here and small letters there.
    """
    known = schema.get(prop)
    if known is None or known.stub or schema.name in GONE:
        return None
    text = value.lower() if known.type == registry.country else value
    return RENAMED.get((schema.name, prop), prop), text
