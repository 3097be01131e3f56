"""What is typed or scanned into the one box, and what it is taken for."""

from datetime import date

import pytest

from interlace.facts.describing import describe_entity
from interlace.foundation.errors import InvalidInput
from interlace.screening.asking import entity_asked, entity_of_zone, readings_of

TODAY = date(2026, 7, 14)
VIETNAMESE = "P<VNMNGUYEN<<THI<MINH<KHAI<<<<<<<<<<<<<<<<<<\nC1234567<0VNM9004126F3004113<<<<<<<<<<<<<<02"
UTOPIAN = "P<UTOHAN<<JI<SEOP<<<<<<<<<<<<<<<<<<<<<<<<<<<\nUT00001428UTO9104174M3106305<<<<<<<<<<<<<<08"


def test_a_scanned_zone_asks_about_its_holder_and_document() -> None:
    (reading,) = readings_of(VIETNAMESE)
    description = describe_entity(entity_asked(reading.kind, VIETNAMESE, today=TODAY))

    assert [name.value for name in description.names] == ["THI MINH KHAI NGUYEN"]
    assert [item.value for item in description.identifiers] == ["document:VN:C1234567"]
    assert [born.value.isoformat() for born in description.birth_dates] == ["1990-04-12"]
    assert [country.value for country in description.countries] == ["VN"]


def test_a_zone_of_a_country_that_is_none_still_asks_about_its_holder() -> None:
    description = describe_entity(entity_of_zone(UTOPIAN, today=TODAY))

    assert [name.value for name in description.names] == ["JI SEOP HAN"]
    assert description.countries == ()


def test_a_wrong_check_digit_names_the_field_and_mends_nothing() -> None:
    with pytest.raises(InvalidInput) as refused:
        entity_of_zone(VIETNAMESE.replace("C1234567", "C1204567"), today=TODAY)

    assert {(problem.pointer, problem.code) for problem in refused.value.problems} == {
        ("/value", "mrz_check_digit_wrong")
    }


def test_a_document_number_is_no_zone() -> None:
    assert "document" in {reading.kind for reading in readings_of("M12345678")}
