"""Facts and questions in the matcher's words."""

import pytest

from interlace.core.matching import compare
from interlace.facts.describing import describe_entity, entity_of, kind_of, statements_of_entity
from interlace.facts.imports.ftm import kind_of_property
from interlace.facts.values import ValueKind
from interlace.foundation.errors import InvalidInput


def test_a_reason_says_that_the_calendar_was_converted() -> None:
    thai = describe_entity({"schema": "Person", "properties": {"birthDate": ["17 เม.ย. 2534"]}})
    korean = describe_entity({"schema": "Person", "properties": {"birthDate": ["1991-04-17"]}})

    assert [reason.code for reason in compare(korean, thai).reasons] == ["birth_date_identical_after_era"]


def test_an_entity_read_and_written_again_is_in_normal_form() -> None:
    asked = {"schema": "Person", "properties": {"phone": ["+82 10-0000-0142"], "name": ["한지섭"]}}

    assert entity_of(statements_of_entity(asked)) == {
        "schema": "Person",
        "properties": {"name": ["한지섭"], "phone": ["+821000000142"]},
    }


def test_a_value_that_cannot_be_read_is_named_by_place_and_never_by_content() -> None:
    with pytest.raises(InvalidInput) as refused:
        describe_entity({"schema": "Person", "properties": {"phone": ["+82 10 0000 0142", "12"]}})

    (problem,) = refused.value.problems
    assert problem.pointer == "/properties/phone/1"
    assert "12" not in f"{problem.what}{problem.fix}{refused.value}"


def test_a_question_and_a_list_of_entities_read_a_property_alike() -> None:
    for schema, prop, kind in (
        ("UserAccount", "number", ValueKind.PHONE),
        ("UserAccount", "username", ValueKind.HANDLE),
        ("Passport", "number", ValueKind.DOCUMENT),
        ("Vehicle", "registrationNumber", ValueKind.PLATE),
        ("Company", "registrationNumber", ValueKind.DOCUMENT),
        ("Person", "status", ValueKind.STATUS),
        ("Company", "status", ValueKind.TEXT),
    ):
        assert (kind_of(schema, prop), kind_of_property(schema, prop)) == (kind, kind)
