"""Answers in the shapes of the interface."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from interlace.core.matching import Reason
from interlace.screening.opensanctions.examples import Example
from interlace.screening.opensanctions.matching import Scored
from interlace.screening.opensanctions.searching import FACETS, Found, counted
from interlace.screening.words import reason_word


def scored_out(found: Scored, example: Example, *, threshold: float) -> dict[str, Any]:
    """A record with its score, and what the score is made of."""
    return {
        **found.entry.as_entity(),
        "score": found.score.probability,
        "match": found.score.probability >= threshold,
        "explanations": _explained(found.score.reasons, example.question.entity["properties"]),
    }


def total_out(value: int, *, is_all: bool) -> dict[str, Any]:
    """How many there are."""
    return {"value": value, "relation": "eq" if is_all else "gte"}


def facet_out(found: Found, facet: str) -> dict[str, Any]:
    """The values of a facet among the records found, all of which the key may read."""
    values = [{"name": name, "label": name, "count": count} for name, count in counted(found.entries, facet)]
    return {"label": str(FACETS[facet]), "values": values}


def _explained(reasons: tuple[Reason, ...], asked: Mapping[str, list[str]]) -> dict[str, Any]:
    by_field: defaultdict[str, list[Reason]] = defaultdict(list)
    for reason in reasons:
        by_field[reason.field.value].append(reason)
    return {
        field: {
            "score": round(sum(each.bits for each in there), 2),
            "detail": "; ".join(reason_word({"code": each.code, "params": each.params}) for each in there),
            "query": next((value for each in there if (value := _asked(each, asked))), None),
            "candidate": next((value for each in there if (value := _held(each))), None),
        }
        for field, there in by_field.items()
    }


def _asked(reason: Reason, asked: Mapping[str, list[str]]) -> str | None:
    """The client's own value that the reason rests on; its tag is `property/place`."""
    for tag in reason.left_tags:
        prop, _slash, place = str(tag).rpartition("/")
        if prop in asked and place.isdigit() and int(place) < len(asked[prop]):
            return asked[prop][int(place)]
    return None


def _held(reason: Reason) -> str | None:
    """The record's value that the reason rests on; its tag is `property=value`."""
    return next((str(tag).partition("=")[2] for tag in reason.right_tags if "=" in str(tag)), None)
