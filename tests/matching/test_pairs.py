"""Pairs of entities of other programs, scored without a node."""

from typing import Any

import interlace
from interlace.core.entities import Unread
from interlace.core.matching import compare
from interlace.core.problems import Problem
from interlace.matching.pairs import PairProblem, PairScore, match_pairs
from interlace.matching.reading import ReadEntity, read


def person(**properties: str) -> dict[str, Any]:
    return {"schema": "Person", "properties": {prop: [value] for prop, value in properties.items()}}


def test_every_pair_is_answered_in_its_place_and_a_bad_one_stops_nothing() -> None:
    han = person(name="Han Ji-seop", birthDate="1991-04-17")
    answers = list(
        match_pairs(
            [
                {"id": "first", "a": han, "b": person(name="한지섭", birthDate="1991-04-17")},
                "not a pair",
                {"id": 3, "a": han},
                {"id": 4, "a": han, "b": {"schema": "Person"}},
                {"id": "last", "a": han, "b": person(name="Wilhelmina Oberhuber", birthDate="1950-01-02")},
            ]
        )
    )

    assert answers[1:4] == [
        PairProblem(None, Unread("", Problem("json_unreadable"))),
        PairProblem(3, Unread("/b", Problem("entity_missing"))),
        PairProblem(4, Unread("/b/properties", Problem("properties_missing"))),
    ]
    first, last = answers[0], answers[4]
    assert isinstance(first, PairScore)
    assert isinstance(last, PairScore)
    assert (first.id, last.id) == ("first", "last")
    assert first.score.bits > 10 > 0 > last.score.bits


def test_the_score_is_that_of_the_comparison() -> None:
    pair = {"id": 1, "a": person(name="Nguyễn Văn Nam"), "b": person(name="Nguyen Van Nam", gender="male")}
    left, right = read(pair["a"]), read(pair["b"])
    assert isinstance(left, ReadEntity)
    assert isinstance(right, ReadEntity)

    assert list(match_pairs([pair])) == [PairScore(1, compare(left.description, right.description))]


def test_a_value_that_cannot_be_read_is_named_and_the_others_are_compared() -> None:
    pair = {"id": 1, "a": person(name="Han Ji-seop", birthDate="once"), "b": person(name="Han Ji-seop")}
    (answer,) = match_pairs([pair])

    assert isinstance(answer, PairScore)
    assert [(each.pointer, each.problem.code) for each in answer.unread] == [
        ("/a/properties/birthDate/0", "date_unreadable")
    ]
    assert [reason.code for reason in answer.score.reasons][:1] == ["name_identical"]


def test_first_and_last_name_stand_for_a_name_that_is_not_given() -> None:
    together, apart = person(name="Somchai Jaidee"), person(firstName="Somchai", lastName="Jaidee")
    (answer,) = match_pairs([{"id": 1, "a": together, "b": apart}])

    assert isinstance(answer, PairScore)
    assert [reason.code for reason in answer.score.reasons][:1] == ["name_identical"]


def test_other_programs_import_it_from_the_top() -> None:
    assert interlace.match_pairs is match_pairs
