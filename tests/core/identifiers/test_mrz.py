"""A machine readable zone is believed only where every check digit holds, and a failing field is named."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import PartialDate
from interlace.core.identifiers import MachineReadableZone, MrzFormat, Problem, RejectedZone, canonical_key, parse_mrz
from interlace.core.identifiers.mrz import check_digit

TODAY = date(2026, 11, 22)
SPECIMEN = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
DEMO = ("P<UTOHAN<<JI<SEOP<<<<<<<<<<<<<<<<<<<<<<<<<<<", "UT00001428UTO9104174M3106305<<<<<<<<<<<<<<08")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def read(*lines: str, today: date = TODAY) -> MachineReadableZone:
    found = parse_mrz(lines, today=today)
    assert isinstance(found, MachineReadableZone), found
    return found


def problems(*lines: str) -> tuple[Problem, ...]:
    found = parse_mrz(lines, today=TODAY)
    assert isinstance(found, RejectedZone)
    return found.problems


def test_demo_passport_is_read_in_full() -> None:
    zone = read(*DEMO)
    assert (zone.format, zone.issuer, zone.surname, zone.given_names) == (MrzFormat.TD3, "UTO", "HAN", "JI SEOP")
    assert (zone.nationality, zone.sex, zone.warnings) == ("UTO", "male", ())
    assert (zone.birth_date, zone.expiry_date) == (PartialDate(1991, 4, 17), PartialDate(2031, 6, 30))
    assert canonical_key(zone.document) == "document:UTO:UT0000142"


def test_specimen_parses_and_shows_expired() -> None:
    zone = read(*SPECIMEN)
    assert zone.warnings == (Problem("mrz_expired"),)
    assert zone.optional == ("ZE184226B",)
    assert read(*SPECIMEN, today=date(2012, 4, 15)).warnings == ()


def test_card_of_three_lines_is_read() -> None:
    zone = read(*CARD)
    assert (zone.format, zone.document.normal, zone.surname) == (MrzFormat.TD1, "UTO:D23145890", "ERIKSSON")


@pytest.mark.parametrize(
    "written", ["\n".join(DEMO), "".join(DEMO), "\r\n".join(DEMO).lower(), " " + "\n\n".join(DEMO)]
)
def test_line_breaks_and_case_do_not_matter(written: str) -> None:
    assert parse_mrz(written, today=TODAY) == read(*DEMO)


def test_empty_optional_field_may_carry_zero_or_filler() -> None:
    filler = DEMO[1][:42] + "<" + DEMO[1][43]
    assert read(DEMO[0], filler) == read(*DEMO)


@pytest.mark.parametrize(
    ("position", "character", "fields"),
    [
        (3, "1", ["number", "composite"]),
        (14, "2", ["birth_date", "composite"]),
        (22, "2", ["expiry_date", "composite"]),
        (30, "B", ["optional", "composite"]),
        (43, "9", ["composite"]),
    ],
)
def test_failing_field_is_named_and_nothing_else(position: int, character: str, fields: list[str]) -> None:
    damaged = DEMO[1][:position] + character + DEMO[1][position + 1 :]
    assert problems(DEMO[0], damaged) == tuple(Problem("mrz_check_digit_wrong", {"field": name}) for name in fields)


def test_long_document_number_goes_on_in_the_optional_field() -> None:
    # Doc 9303-5, appendix: a number of twelve characters, its check digit after the rest.
    number = "D23145890734"
    first = f"I<UTO{number[:9]}<{number[9:]}{check_digit(number)}".ljust(30, "<")
    second = "7408122F1204159UTO<<<<<<<<<<<"
    composite = check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    assert read(first, second + composite, CARD[2]).document.normal == f"UTO:{number}"
    wrong = first[:18] + str((int(first[18]) + 1) % 10) + first[19:]
    assert Problem("mrz_check_digit_wrong", {"field": "number"}) in problems(wrong, second + composite, CARD[2])


def test_visa_has_no_composite_check_digit() -> None:
    zone = read("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
    assert (zone.format, zone.nationality, zone.birth_date) == (MrzFormat.MRV_A, "XXX", PartialDate(1940, 9, 7))
    small = read("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")
    assert (small.format, small.expiry_date) == (MrzFormat.MRV_B, PartialDate(1996, 12, 10))


def test_names_that_fill_the_field_may_be_cut() -> None:
    zone = read("P<UTO" + "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRASUANG"[:39], DEMO[1])
    assert (zone.given_names, zone.warnings) == ("CHAYAPA DEJTHAMRONG K", (Problem("mrz_names_may_be_cut"),))


def test_single_name_leaves_the_other_empty() -> None:
    zone = read("P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", DEMO[1])
    assert (zone.surname, zone.given_names) == ("ARKFREITH", "")


@pytest.mark.parametrize(
    ("written", "expected"), [("75<<<<", PartialDate(1975)), ("7508<<", PartialDate(1975, 8)), ("<<<<<<", None)]
)
def test_unknown_parts_of_a_birth_date_stay_unknown(written: str, expected: PartialDate | None) -> None:
    body = DEMO[1][:13] + written + check_digit(written) + DEMO[1][20:43]
    composite = check_digit(body[0:10] + body[13:20] + body[21:43])
    assert read(DEMO[0], body + composite).birth_date == expected


def test_birth_lies_in_the_past_and_expiry_near_today() -> None:
    assert read(*DEMO, today=date(1995, 1, 1)).birth_date == PartialDate(1991, 4, 17)
    assert read(*DEMO, today=date(2101, 1, 1)).birth_date == PartialDate(2091, 4, 17)
    assert read(*DEMO, today=date(2101, 1, 1)).expiry_date == PartialDate(2131, 6, 30)


def test_wrong_shape_says_where() -> None:
    assert problems(DEMO[0], DEMO[1][:-1]) == (
        Problem("mrz_length_wrong", {"line": 2, "characters": 43, "expected": 44}),
    )
    assert problems(DEMO[0], "É" + DEMO[1][1:]) == (Problem("mrz_character_wrong", {"line": 2, "position": 1}),)
    assert problems("P<UTO") == (Problem("mrz_lines_wrong"),)
    assert problems() == (Problem("mrz_empty"),)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 43), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"))
def test_no_changed_digit_of_a_checked_field_passes(position: int, character: str) -> None:
    if position in {10, 11, 12, 20, 42}:  # nationality and sex carry no check digit, and 42 may be 0 or a filler
        return
    damaged = DEMO[1][:position] + character + DEMO[1][position + 1 :]
    if check_digit(character) == check_digit(DEMO[1][position]):
        return  # characters whose values differ by ten share a check digit (Doc 9303-3, 4.9)
    assert isinstance(parse_mrz([DEMO[0], damaged], today=TODAY), RejectedZone)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=100))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(parse_mrz(text, today=TODAY), MachineReadableZone | RejectedZone)
