"""Entities read without a framework."""

import pytest

from interlace.core.dates import PartialDate
from interlace.core.entities import NotAnEntity, Unread, describe, read_entity
from interlace.core.matching import Description, Tagged
from interlace.core.problems import Problem


def test_an_entity_becomes_what_the_comparison_takes() -> None:
    entity = {
        "schema": "Person",
        "properties": {"name": ["Han  Ji-seop"], "birthDate": ["17 Apr 1991", "once"], "passportNumber": "M1234567"},
    }
    statements, unread = read_entity(entity)

    assert describe(statements) == Description(
        "Person",
        names=(Tagged("Han Ji-seop", "name/0"),),
        birth_dates=(Tagged(PartialDate(1991, 4, 17), "birthDate/0"),),
        identifiers=(Tagged("document:-:M1234567", "passportNumber/0"),),
    )
    assert unread == [Unread("/properties/birthDate/1", Problem("date_unreadable"))]


@pytest.mark.parametrize(
    ("entity", "pointer", "code"),
    [
        ({"properties": {}}, "/schema", "schema_missing"),
        ({"schema": "Person", "properties": []}, "/properties", "properties_missing"),
        ({"schema": "Person", "properties": {"name": [1]}}, "/properties/name", "property_not_texts"),
    ],
)
def test_what_has_another_shape_is_refused_by_its_place(entity: dict[str, object], pointer: str, code: str) -> None:
    with pytest.raises(NotAnEntity) as refused:
        read_entity(entity)
    assert (refused.value.pointer, refused.value.code) == (pointer, code)
