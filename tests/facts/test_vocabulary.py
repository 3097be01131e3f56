"""The catalogues: purposes, standings of persons, gradings and handling codes, each read with its scheme."""

import re
from pathlib import Path

import pytest

from interlace.core.handling import KNOWN_CODES
from interlace.core.problems import Problem
from interlace.facts import problems
from interlace.facts.grading import UNGRADED, Grading, credibility, parse_grading, reliability
from interlace.facts.markings import Bound, Marking, codes_of, parse_markings, tightest
from interlace.facts.problem_words import FILE_WORDS, ROW_WORDS, VALUE_WORDS
from interlace.facts.vocabulary import (
    CONDITIONS,
    PERSON_STATUSES,
    PURPOSES,
    condition_text,
    purpose_from_words,
    status_from_words,
)
from interlace.foundation.localize.words import PURPOSE_WORDS, STATUS_WORDS

SOURCE = Path(problems.__file__).parents[1]


def test_every_purpose_and_standing_has_its_word() -> None:
    assert (PURPOSES.keys(), PERSON_STATUSES.keys()) == (PURPOSE_WORDS.keys(), STATUS_WORDS.keys())


def test_the_catalogues_hold_what_every_bureau_needs() -> None:
    assert {"suspect", "accused", "convicted", "sanctioned", "witness", "victim", "missing", "deceased"} <= set(
        PERSON_STATUSES
    )
    assert {"unidentified", "possible_threat"} <= set(PERSON_STATUSES)
    assert {"fraud", "trafficking", "drugs", "laundering", "embezzlement", "terrorism", "cybercrime"} <= set(PURPOSES)
    assert {status for status, terms in PERSON_STATUSES.items() if terms.never_silent} == {
        "missing",
        "possible_threat",
    }


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Suspect", "suspect"),
        ("피의자", "suspect"),
        ("ผู้เสียหาย", "victim"),
        ("nghi phạm", "suspect"),
        ("DISPARU", "missing"),
        ("证人", "witness"),
        ("អ្នកបាត់ខ្លួន", "missing"),
        ("un-sanctioned", "sanctioned"),
        ("neighbour", None),
    ],
)
def test_a_standing_is_read_in_the_senders_language(words: str, status: str | None) -> None:
    assert status_from_words(words) == status


def test_a_purpose_is_read_by_its_code_or_name() -> None:
    assert [purpose_from_words(words) for words in ("FRAUD", "Money laundering", "revenge")] == [
        "fraud",
        "laundering",
        None,
    ]


def test_one_standard_condition_speaks_of_the_death_penalty_and_torture() -> None:
    assert "ask the originator first" in condition_text("death_penalty_or_torture")
    assert condition_text("Ask before any arrest") == "Ask before any arrest"
    assert all(str(text) for text in CONDITIONS.values())


@pytest.mark.parametrize(
    ("written", "grading"),
    [
        ("ADMIRALTY:B2", Grading("ADMIRALTY", "B", "2")),
        ("admiralty: b2", Grading("ADMIRALTY", "B", "2")),
        ("EUROPOL_4x4:A1", Grading("EUROPOL_4x4", "A", "1")),
        ("5x5x5:B21", Grading("5x5x5", "B", "2", "5x5x5:1")),
        ("3x5x2:1A", Grading("3x5x2", "1", "A")),
        ("3x5x2:1AC", Grading("3x5x2", "1", "A", "3x5x2:C")),
        ("", UNGRADED),
        ("B2", Problem("grading_without_scheme")),
        ("NATO:B2", Problem("grading_scheme_unknown")),
        ("5x5x5:2B", Problem("grading_code_unknown", {"scheme": "5x5x5"})),
        ("3x5x2:B2", Problem("grading_code_unknown", {"scheme": "3x5x2"})),
        ("ADMIRALTY:G9", Problem("grading_code_unknown", {"scheme": "ADMIRALTY"})),
    ],
)
def test_a_grading_is_read_with_its_scheme_and_never_without(written: str, grading: Grading | Problem) -> None:
    assert parse_grading(written) == grading


def test_grades_of_two_schemes_are_ranked_by_what_they_mean() -> None:
    untested, reliable = Grading("3x5x2", "2", "A"), Grading("5x5x5", "A", "1")
    assert [(reliability(each), credibility(each)) for each in (untested, reliable, UNGRADED)] == [
        ("R0", "C1"),
        ("R1", "C1"),
        ("R0", "C0"),
    ]


@pytest.mark.parametrize(
    ("written", "codes", "bound"),
    [
        ("EUROPOL_H:H0", "", Bound.AS_GIVEN),
        ("EUROPOL_H:H1", "J", Bound.AS_GIVEN),
        ("EUROPOL_H:H2", "FJ", Bound.AS_GIVEN),
        ("EUROPOL_H:H3", "C", Bound.AS_GIVEN),
        ("TLP:RED", "E", Bound.NAMED),
        ("TLP:AMBER+STRICT", "F", Bound.ORIGINATOR),
        ("PAP:RED", "C", Bound.AS_GIVEN),
        ("PAP:AMBER", "C", Bound.AS_GIVEN),
        ("5x5x5:4", "FJ", Bound.ORIGINATOR),
    ],
)
def test_a_partners_code_is_mapped_as_the_security_model_says(written: str, codes: str, bound: Bound) -> None:
    markings = parse_markings(written)
    assert isinstance(markings, tuple)
    assert (codes_of(markings), tightest(markings), markings[0].written) == (frozenset(codes), bound, written)


def test_combined_codes_are_read_one_by_one() -> None:
    markings = parse_markings("EUROPOL_H:H1+H3; TLP:GREEN")
    assert isinstance(markings, tuple)
    assert [marking.written for marking in markings] == ["EUROPOL_H:H1", "EUROPOL_H:H3", "TLP:GREEN"]


@pytest.mark.parametrize("written", ["EUROPOL_H:H4", "INTERPOL_RPD:RESTRICTED", "TLP:PURPLE", "X:Y"])
def test_an_unmapped_code_is_kept_verbatim_and_known_to_nobody(written: str) -> None:
    assert parse_markings(written) == (Marking(written, frozenset({written}), Bound.ORIGINATOR),)
    assert not codes_of([Marking(written, frozenset({written}))]) <= KNOWN_CODES


@pytest.mark.parametrize("written", ["C", "J", "F H1", "RED"])
def test_a_bare_code_is_never_read(written: str) -> None:
    assert parse_markings(written) == Problem("handling_code_without_scheme")


def test_every_problem_that_can_come_up_has_words_for_what_and_how_to_mend_it() -> None:
    rooms = ("core/identifiers", "core/dates", "facts")
    paths = [path for room in rooms for path in (SOURCE / room).rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    codes = set(re.findall(r'(?:Problem|UnreadableFile|_wrong_length)\(\s*"([a-z_0-9]+)"', text))
    codes |= {"phone_too_short", "phone_too_long"}
    assert sorted(code for code in codes if code not in problems.WORDS) == []


def test_no_code_is_worded_twice_and_every_place_is_filled() -> None:
    tables = (VALUE_WORDS, ROW_WORDS, FILE_WORDS)
    assert sum(map(len, tables)) == len(problems.WORDS)
    said = problems.words_for(Problem("phone_too_short", {"digits": 9, "expected": "10–11"}))
    assert (said.what, said.fix) == (
        "Phone too short: 9 digits, 10–11 expected.",
        "Add the missing digits, or leave the row out.",
    )
    for code in problems.WORDS:
        words = problems.words_for_code(code, {})
        assert words.what
        assert words.fix
