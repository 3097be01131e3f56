"""Reasons of the matcher as each side of a hit may know them."""

from collections.abc import Iterable, Mapping
from typing import Any

from interlace.core.matching import Reason
from interlace.screening.checks.bands import is_identifier


def full(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Every reason with its weight in bits and the facts it points at: for the holder, and for released fields."""
    return [
        {
            "code": reason.code,
            "field": reason.field,
            "deciding": is_identifier(reason),
            "bits": round(reason.bits, 1),
            "params": dict(reason.params),
            "left": list(reason.left_tags),
            "right": list(reason.right_tags),
        }
        for reason in reasons
    ]


def before_release(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """What an asker may know before a release: that an identifier it supplied is the same, and nothing weighed.

    A weight can give a value away.
    """
    return [{"code": reason.code, "field": reason.field, "params": {}} for reason in reasons if is_identifier(reason)]


def widened(known: Iterable[Mapping[str, Any]], released: Iterable[Reason]) -> list[dict[str, Any]]:
    """The reasons after a release: those of the released fields, and what the asker knew before and they do not say."""
    told = full(released)
    said = {each["code"] for each in told}
    return [*told, *(dict(each) for each in known if each["code"] not in said)]


def is_deciding(reasons: Iterable[Mapping[str, Any]]) -> bool:
    """Whether an identifier that decides is among the stored reasons."""
    return any(reason.get("deciding") for reason in reasons)
