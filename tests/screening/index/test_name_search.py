"""Which damaged names still find their person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from tests.screening.index.corpus import by_identifier, by_name, record, subject

from interlace.screening.index import (
    BirthDate,
    IndexedBirthDate,
    IndexedName,
    IndexRecord,
    NameToken,
    PermittedLabels,
    Query,
    ScreeningIndex,
)
from interlace.screening.index.names import LETTERS

EVERYTHING = PermittedLabels.of(range(10))


@pytest.fixture
def register(index: ScreeningIndex) -> ScreeningIndex:
    crowd = [record(100 + number, f"nguyen van {word}") for number, word in enumerate(("anh", "binh", "cuong", "dung"))]
    people = ["somchai jaidee", "kim cheolsu", "wang xiao ming", "sok dara", "j smithson", "galang galang"]
    index.apply_delta([*crowd, *(record(number, name) for number, name in enumerate(people, start=1))])
    return index


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("somchai jaidee", 1),
        ("jaidee somchai", 1),
        ("somchay jaidee", 1),
        ("sonchai jaidee", 1),
        ("smochai jaidee", 1),
        ("somchai", 1),
        ("s jaidee", 1),
        ("kim cheolsu", 2),
        ("kim cheol su", 2),
        ("wang xiaoming", 3),
        ("sok darra", 4),
        ("john smithson", 5),
        ("galang galang", 6),
        ("galang", 6),
    ],
)
def test_the_person_is_the_first_candidate(register: ScreeningIndex, asked: str, number: int) -> None:
    assert register.search(by_name(asked), EVERYTHING, limit=3)[0].subject == subject(number)


def test_a_stranger_finds_nobody(register: ScreeningIndex) -> None:
    assert register.search(by_name("brunhilde oyelowo"), EVERYTHING, limit=3) == []


@pytest.mark.parametrize("asked", ["", "x"])
def test_a_name_that_says_nothing_finds_nobody(register: ScreeningIndex, asked: str) -> None:
    assert register.search(by_name(asked), EVERYTHING, limit=3) == []


def test_the_agreeing_birth_year_comes_first_and_the_other_is_not_vetoed(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "kim minjun", born=[1970]), record(2, "kim minjun", born=[1991])])
    found = index.search(by_name("kim minjun", born=[1991]), EVERYTHING, limit=3)
    assert [candidate.subject for candidate in found] == [subject(2), subject(1)]


def test_one_bureau_alone_can_be_asked(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "kim minjun"), record(2, "kim minjun", holder="TH")])
    found = index.search(by_name("kim minjun"), EVERYTHING, limit=3, holders={"TH"})
    assert [candidate.holder for candidate in found] == ["TH"]


def test_one_register_alone_can_be_asked_and_others_take_no_place_in_its_answer(index: ScreeningIndex) -> None:
    crowd = [record(number, "kim minjun", source="crowd", identifiers=["phone:1"]) for number in range(10, 40)]
    index.apply_delta([*crowd, record(50, "kim minjung", source="list", identifiers=["phone:1"])])
    for query in (by_name("kim minjun"), by_identifier("phone:1")):
        found = index.search(query, EVERYTHING, limit=3, sources={"list"})
        assert [(candidate.subject, candidate.source) for candidate in found] == [(subject(50), "list")]
        assert index.search(query, EVERYTHING, limit=3, sources={"gone"}) == []
        index.merge()
        assert index.search(query, EVERYTHING, limit=3, sources={"list"}) == found


def test_who_was_born_on_the_day_is_found_though_no_word_is_spelt_alike(index: ScreeningIndex) -> None:
    born = (BirthDate(1985, 3, 12),)
    index.apply_delta(
        [
            IndexRecord(
                subject(1), "KR", names=record(1, "kim uyong").names, birth_dates=(IndexedBirthDate(born[0], 1),)
            ),
            *(record(number, "ki hyunwoo") for number in range(10, 50)),
        ]
    )
    asked = (NameToken("kimm"), NameToken("uyosng"))
    swapped = (BirthDate(1985, 12, 3),)
    for dates in (born, swapped):
        found = index.search(Query(names=(asked,), birth_dates=dates), EVERYTHING, limit=3)
        assert found[0].subject == subject(1)


def test_a_spelling_of_one_family_is_found_though_no_letter_is_the_same(index: ScreeningIndex) -> None:
    kept = IndexedName((NameToken("lv", ("liu",)), NameToken("jiejun")), 1)
    index.apply_delta([IndexRecord(subject(1), "KR", names=(kept,)), record(2, "kang jijung")])
    asked = Query(names=((NameToken("ryo", ("liu",)), NameToken("jiejum")),))
    assert [found.subject for found in index.search(asked, EVERYTHING, limit=3)] == [subject(1)]


def test_words_written_together_with_an_error_still_find_the_person(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "wang lai"), *(record(number, "wong lei") for number in range(10, 14))])
    assert index.search(by_name("wangi lai"), EVERYTHING, limit=3)[0].subject == subject(1)


@given(left=st.text("abcd", min_size=1, max_size=8), right=st.text("abcd", min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_the_distance_is_that_of_optimal_string_alignment(left: str, right: str) -> None:
    from interlace.screening.index import letters  # late: it brings the compiler

    places = np.zeros(LETTERS, np.uint64)
    letters.places_of(np.frombuffer(left.encode(), dtype=np.uint8), places)
    counted = letters.distance(len(left), places, np.frombuffer(right.encode(), dtype=np.uint8))
    assert counted == OSA.distance(left, right)
