"""Values in the form in which FollowTheMoney writes them."""

from followthemoney import model
from followthemoney.schema import Schema
from followthemoney.types import registry


def schema_named(name: str) -> Schema:
    """The schema of this name; `Thing` for one that this version of FollowTheMoney does not know."""
    return model.get(name) or model.schemata["Thing"]


def written(schema: Schema, prop: str, value: str) -> str | None:
    """A value of ours as FollowTheMoney writes it; nothing where it has no such property.

    Both keep dates, phones and numbers in one form. Countries are capitals here and small letters there.
    """
    known = schema.get(prop)
    if known is None or known.stub:
        return None
    return value.lower() if known.type == registry.country else value
