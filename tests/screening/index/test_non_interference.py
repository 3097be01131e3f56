"""What a viewer may not discover leaves no trace: no candidate, no score, no order, no place in any list."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.screening.index import corpus
from tests.screening.index.corpus import World, build, by_name, record

from interlace.screening.index import Budget, Candidate, IndexRecord, PermittedLabels, Query, ScreeningIndex
from interlace.screening.index.records import Within

TIGHT = Budget(neighbours=3, postings=6)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_search_equals_search_in_an_index_of_permitted_entries_only(seed: int, compiled_loops: Path) -> None:
    world = corpus.drawn_world(seed)
    with TemporaryDirectory() as folder:
        whole, narrow = Path(folder) / "whole", Path(folder) / "narrow"
        build(whole, world.built)
        build(narrow, corpus.only_permitted(world.standing(), world.permitted))
        with (
            ScreeningIndex.open(whole, compiled_loops=compiled_loops, budget=world.budget) as in_whole,
            ScreeningIndex.open(narrow, compiled_loops=compiled_loops, budget=world.budget) as in_narrow,
        ):
            world.play(in_whole)
            expected = answers(in_narrow, world)
            assert answers(in_whole, world) == expected
            in_whole.merge()
            assert answers(in_whole, world) == expected


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_a_narrowed_search_equals_a_search_where_nothing_else_is(seed: int, compiled_loops: Path) -> None:
    world = corpus.drawn_world(seed)
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        build(whole, world.built)
        with ScreeningIndex.open(whole, compiled_loops=compiled_loops, budget=world.budget) as in_whole:
            world.play(in_whole)
            for holders, sources in (({"TH"}, None), (None, {"list"}), ({"KR", "XB"}, {"facts"})):
                narrow = Path(folder) / f"{holders} {sources}"
                build(narrow, [each for each in world.standing() if lies_within(each, holders, sources)])
                with ScreeningIndex.open(narrow, compiled_loops=compiled_loops, budget=world.budget) as in_narrow:
                    for query in world.asked:
                        limit, permitted = world.limit, world.permitted
                        expected = in_narrow.search(query, permitted, limit=limit)
                        found = in_whole.search(query, permitted, limit=limit, holders=holders, sources=sources)
                        assert found == expected


def lies_within(each: IndexRecord, holders: set[str] | None, sources: set[str] | None) -> bool:
    return (holders is None or each.holder in holders) and (sources is None or each.source in sources)


def test_a_register_that_is_not_searched_does_not_say_how_rare_a_word_is(index: ScreeningIndex) -> None:
    ours = [record(1, "sok dara", source="ours"), record(2, "sok phala", source="ours")]
    index.apply_delta(ours)
    before = index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5, sources={"ours"})
    # The viewer may discover all of it: only that it does not search there keeps it out.
    index.apply_delta([record(number, "sok dara", source="other") for number in range(100, 160)])
    index.apply_delta([record(number, "sok visal", source="ours", holder="TH", label=2) for number in range(200, 230)])
    assert len(before) == 2
    assert index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5, sources={"ours"}) == before
    index.merge()
    assert index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5, sources={"ours"}) == before
    assert index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5) != before


def answers(index: ScreeningIndex, world: World) -> list[list[Candidate]]:
    """Every question put to all holders, then to one, then to one source."""
    return [
        index.search(query, world.permitted, limit=world.limit, holders=holders, sources=sources)
        for query in world.asked
        for holders, sources in ((None, None), ({"TH"}, None), (None, {"list"}))
    ]


def test_hidden_lookalikes_do_not_push_a_visible_one_out_of_the_list(tmp_path: Path, compiled_loops: Path) -> None:
    hidden = [record(number, f"jeon {letter}aeseong", label=2) for number, letter in enumerate("bcdfghkl", start=10)]
    visible = [record(1, "jeon jaesung", label=1)]
    build(tmp_path, [*hidden, *visible])
    with ScreeningIndex.open(tmp_path, compiled_loops=compiled_loops, budget=TIGHT) as index:
        found = index.search(by_name("jeon jaeseong"), PermittedLabels.of([1]), limit=3)
    assert [candidate.subject for candidate in found] == [corpus.subject(1)]


def test_hidden_bearers_of_a_name_do_not_change_its_weight(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "sok dara"), record(2, "sok phala")])
    before = index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5)
    index.apply_delta([record(number, "sok dara", label=2) for number in range(100, 160)])
    assert index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5) == before
    index.merge()
    assert index.search(by_name("sok dara"), PermittedLabels.of([1]), limit=5) == before


def test_a_hidden_birth_year_does_not_weigh(index: ScreeningIndex) -> None:
    open_name = record(1, "wang xiaoming")
    with_year = IndexRecord(
        subject=open_name.subject,
        holder="KR",
        row=1,
        names=open_name.names,
        birth_dates=record(1, label=2, born=[1985]).birth_dates,
    )
    index.apply_delta([open_name])
    before = index.search(by_name("wang xiaoming", born=[1985]), PermittedLabels.of([1]), limit=5)
    index.apply_delta([with_year])
    assert index.search(by_name("wang xiaoming", born=[1985]), PermittedLabels.of([1]), limit=5) == before
    assert index.search(by_name("wang xiaoming", born=[1985]), PermittedLabels.of([1, 2]), limit=5) != before


def test_twenty_thousand_labels_and_a_viewer_of_one_in_a_hundred(index: ScreeningIndex) -> None:
    everything = [
        record(number, f"nguyen {'van' if number % 3 else 'thi'} anh", label=number, identifiers=["phone:+84900000042"])
        for number in range(20_000)
    ]
    permitted = PermittedLabels.of(range(0, 20_000, 100))
    index.apply_delta(everything)
    by_phone = index.search(corpus.by_identifier("phone:+84900000042"), permitted, limit=1000)
    by_words = index.search(by_name("nguyen thi anh"), permitted, limit=1000)
    wanted = {corpus.subject(number) for number in range(0, 20_000, 100)}
    assert {candidate.subject for candidate in by_phone} == wanted
    assert {candidate.subject for candidate in by_words} == wanted


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_a_hidden_record_is_no_work_either(seed: int, compiled_loops: Path) -> None:
    world = corpus.drawn_world(seed)
    records = [corpus.under_one_label(each) for each in {each.key: each for each in world.built}.values()]
    with TemporaryDirectory() as folder:
        whole, narrow = Path(folder) / "whole", Path(folder) / "narrow"
        build(whole, records)
        build(narrow, corpus.only_permitted(records, world.permitted))
        with (
            ScreeningIndex.open(whole, compiled_loops=compiled_loops) as in_whole,
            ScreeningIndex.open(narrow, compiled_loops=compiled_loops) as in_narrow,
        ):
            for query in world.asked:
                assert names_scored(in_whole, world, query) == names_scored(in_narrow, world, query)


def names_scored(index: ScreeningIndex, world: World, query: Query) -> int:
    index.search(query, world.permitted, limit=world.limit)  # the loops have their place now
    from interlace.screening.index.name_search import NameSearch  # late: it brings the compiler

    search = NameSearch(
        index._current().parts,
        world.permitted,
        birth_dates=query.birth_dates,
        limit=world.limit,
        within=Within(),
        budget=world.budget,
    )
    search.find(query.names)
    return search.names_scored


def test_an_unknown_label_is_not_permitted(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "sok dara", label=7, identifiers=["email:sok@example.org"])])
    for permitted in (PermittedLabels.of([]), PermittedLabels.of([1, 2, 3]), PermittedLabels.of([6, 8])):
        query = Query(names=(corpus.name("sok dara"),), identifiers=("email:sok@example.org",))
        assert index.search(query, permitted, limit=5) == []
