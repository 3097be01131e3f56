"""Duplicates within a list."""

from itertools import combinations
from typing import Any

import interlace
from interlace.matching.deduplicating import dedupe


def person(key: str, **properties: str) -> dict[str, Any]:
    return {"id": key, "schema": "Person", "properties": {prop: [value] for prop, value in properties.items()}}


PEOPLE = [
    person("1", name="Somchai Jaidee", birthDate="1991-04-17", gender="male"),
    person("2", name="สมชาย ใจดี", birthDate="17/4/2534"),
    person("3", name="Jaidee Somchai", birthDate="1991-04-17"),
    person("4", name="Wilhelmina Oberhuber", birthDate="1950-01-02"),
    person("5", name="Oberhuber, W.", birthDate="1950-02-01"),
    person("6", name="Kim Cheol-su", birthDate="1980-10-10"),
]


def test_records_of_one_person_make_one_cluster() -> None:
    found = dedupe(PEOPLE)

    assert found.clusters == (("1", "2", "3"), ("4", "5"))
    assert {(link.a, link.b) for link in found.links} == {*combinations("123", 2), ("4", "5")}
    assert (found.records, found.problems, found.set_apart, found.pairs_left_out) == (6, (), (), 0)


def test_the_order_of_the_list_changes_nothing() -> None:
    turned = dedupe(reversed(PEOPLE))

    assert {frozenset(members) for members in turned.clusters} == {frozenset("123"), frozenset("45")}
    assert sorted(link.score.bits for link in turned.links) == sorted(link.score.bits for link in dedupe(PEOPLE).links)


def test_a_third_record_does_not_join_two_that_contradict_each_other() -> None:
    found = dedupe(
        [
            person("old", name="Han Ji-seop", birthDate="1951-04-17", passportNumber="M12345678", gender="male"),
            person("nameless", passportNumber="M12345678", phone="+82 10 0000 0142"),
            person("young", name="Mina Oberhuber", birthDate="1990-11-02", phone="+82 10 0000 0142", gender="female"),
        ]
    )

    assert found.clusters == (("old", "nameless"),)
    assert [(each.a, each.b, each.contradicting) for each in found.set_apart] == [
        ("nameless", "young", ("old", "young"))
    ]


def test_a_record_that_cannot_be_read_is_named_and_the_others_are_compared() -> None:
    found = dedupe([None, {"id": "x", "schema": "Person"}, *PEOPLE])

    assert [(each.key, each.found.problem.code, each.is_left_out) for each in found.problems] == [
        ("1", "json_unreadable", True),
        ("x", "properties_missing", True),
    ]
    assert len(found.clusters) == 2


def test_the_least_probability_decides_what_is_a_link() -> None:
    assert dedupe(PEOPLE, least=0.999999).links == ()
    assert len(dedupe(PEOPLE, least=0.01).links) >= len(dedupe(PEOPLE).links)


def test_nothing_is_the_same_as_itself_alone() -> None:
    assert dedupe([]).clusters == ()
    assert dedupe(PEOPLE[:1]).pairs_compared == 0


def test_other_programs_import_it_from_the_top() -> None:
    assert interlace.dedupe is dedupe


def test_days_before_1800_are_compared() -> None:
    found = dedupe(
        [
            person("1", name="Agnes Beaumont", birthDate="1652-03-14"),
            person("2", name="Agnes Beaumont", birthDate="1652-03-14"),
            person("3", name="Agnes Beaumont", birthDate="1752-99-14"),
        ]
    )

    assert found.links[0].score.reasons[-1].code == "birth_date_identical"
    assert [each.found.problem.code for each in found.problems] == ["date_year_out_of_range"]
