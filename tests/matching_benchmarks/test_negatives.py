"""Who is laid beside whom, on invented names."""

from benchmarks.matching.negatives import Query, others
from benchmarks.matching.pairs import Pair, Part, Subject, Truth, part_of, sampled

WRITTEN = ("Ana Belar", "Ana Belor", "Bela Anar", "Carla Dohn", "Ana Belar Dohn", "Esti Farro")
CANDIDATES = [Subject(str(place), "Person", name) for place, name in enumerate(WRITTEN)]


def beside(query: Query, *, hard: int, chance: int) -> list[Pair]:
    return list(others([query], CANDIDATES, hard=hard, chance=chance))


def test_the_most_alike_by_words_and_by_letters_are_chosen_and_never_the_entity_itself() -> None:
    query = Query(CANDIDATES[0], "Ana Belar")
    assert beside(query, hard=2, chance=0) == [
        Pair(query.subject, CANDIDATES[4], Truth.HARD),
        Pair(query.subject, CANDIDATES[1], Truth.HARD),
    ]


def test_what_the_record_may_also_be_is_no_negative() -> None:
    query = Query(CANDIDATES[0], "Ana Belar", frozenset({"1", "4"}))
    assert {pair.right.entity for pair in beside(query, hard=6, chance=6)} == {"2", "3", "5"}


def test_chance_brings_others_than_the_hardest_and_the_same_in_every_run() -> None:
    query = Query(CANDIDATES[0], "Ana Belar")
    found = beside(query, hard=2, chance=2)
    assert found == beside(query, hard=2, chance=2)
    assert len({pair.right.entity for pair in found}) == 4
    assert [pair.truth for pair in found] == [Truth.HARD] * 2 + [Truth.RANDOM] * 2


def test_an_entity_is_in_one_half_and_the_halves_are_about_equal() -> None:
    halves = [part_of(str(number)) for number in range(2000)]
    assert halves == [part_of(str(number)) for number in range(2000)]
    assert 900 < halves.count(Part.TEST) < 1100


def test_a_sample_does_not_depend_on_the_order() -> None:
    texts = [str(number) for number in range(100)]
    assert sorted(sampled(texts, 10)) == sorted(sampled(texts[::-1], 10))
    assert len(sampled(texts, 10)) == 10
