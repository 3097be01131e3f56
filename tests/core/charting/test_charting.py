"""Charts are made of statements and of nothing else, and draw alike whatever the order in which they came."""

from random import Random

import pytest
from followthemoney import model
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.charting import (
    Certainty,
    Chart,
    Kind,
    Likeness,
    Statement,
    assemble,
    choose,
    groups,
    key_items,
    reached_from,
    ways_between,
)
from interlace.core.charting.grammar import LINK_ENDS, UNDIRECTED

PHONE = "phone:+821000000142"


def said(
    number: int,
    subject: str,
    prop: str,
    value: str,
    *,
    schema: str = "Person",
    key: str = "",
    by: str = "KR",
    certainty: Certainty = Certainty.UNCONFIRMED,
) -> Statement:
    """One fact."""
    return Statement(f"f{number:03}", subject, schema, prop, value, value, key, by, certainty, "", "", 1)


def named(chart: Chart) -> set[tuple[str, str, str, Certainty]]:
    """The links by the names of their ends."""
    name = [item.names[0] for item in chart.items]
    return {(name[each.one], name[each.other], each.word, each.certainty) for each in chart.links}


TWO_WITH_ONE_PHONE = [
    said(1, "han", "name", "Han"),
    said(2, "han", "phone", "+821000000142", key=PHONE),
    said(3, "sim", "name", "Sim", by="TH"),
    said(4, "sim", "phone", "+821000000142", key=PHONE, by="TH", certainty=Certainty.CONFIRMED),
]


def test_a_number_that_two_bureaus_state_is_one_item_with_two_owners() -> None:
    chart = assemble(TWO_WITH_ONE_PHONE)
    assert [(item.kind, item.names, item.owners) for item in chart.items] == [
        (Kind.PERSON, ("Han",), ("KR",)),
        (Kind.PERSON, ("Sim",), ("TH",)),
        (Kind.PHONE, ("+821000000142",), ("KR", "TH")),
    ]
    assert named(chart) == {
        ("Han", "+821000000142", "uses", Certainty.UNCONFIRMED),
        ("Sim", "+821000000142", "uses", Certainty.CONFIRMED),
    }


def test_an_account_that_is_its_number_hangs_on_its_holder() -> None:
    wallet = "wallet:tron:T1"
    chart = assemble(
        [
            said(1, "han", "name", "Han"),
            said(2, "w", "publicKey", "T1", schema="CryptoWallet", key=wallet),
            said(3, "w", "holder", "han", schema="CryptoWallet"),
            said(4, "w2", "publicKey", "T1", schema="CryptoWallet", key=wallet, by="VN"),
        ]
    )
    assert [(item.kind, item.owners, item.subjects) for item in chart.items] == [
        (Kind.PERSON, ("KR",), frozenset({"han"})),
        (Kind.WALLET, ("KR", "VN"), frozenset({"w", "w2"})),
    ]
    assert named(chart) == {("Han", "T1", "holder", Certainty.UNCONFIRMED)}


def test_a_link_subject_becomes_a_link_as_certain_as_its_less_certain_end_with_what_it_says_of_itself() -> None:
    chart = assemble(
        [
            said(1, "han", "name", "Han"),
            said(2, "co", "name", "Reed Co", schema="Company"),
            said(3, "own", "owner", "han", schema="Ownership", certainty=Certainty.CONFIRMED),
            said(4, "own", "asset", "co", schema="Ownership", certainty=Certainty.CONFIRMED),
            said(5, "own", "role", "nominee", schema="Ownership"),
        ]
    )
    assert [item.names for item in chart.items] == [("Reed Co",), ("Han",)]
    (link,) = chart.links
    assert (link.word, link.detail, link.is_directed, link.certainty) == ("Ownership", "nominee", True, 3)


def test_a_link_whose_other_end_is_not_for_the_viewer_is_no_link() -> None:
    chart = assemble(
        [said(1, "han", "name", "Han"), said(3, "own", "owner", "han", schema="Ownership")],
    )
    assert {item.kind for item in chart.items} == {Kind.PERSON, Kind.THING}
    assert [link.word for link in chart.links] == ["owner"]


@pytest.mark.parametrize(("is_said", "is_settled"), [(False, False), (True, False), (True, True)])
def test_a_likeness_is_dotted_until_an_officer_says_so(is_said: bool, is_settled: bool) -> None:
    like = Likeness("l", "han", "sim", is_said, is_settled, 0.9, ("KR", "TH"), (1, 2))
    chart = assemble(TWO_WITH_ONE_PHONE, [like])
    (link,) = [each for each in chart.links if each.word in {"same", "alike"}]
    assert (link.certainty is Certainty.CONFIRMED, link.is_settled, link.owners) == (is_said, is_settled, ("KR", "TH"))
    # The machine's word is the weakest on the chart.
    assert (link.strength == min(each.strength for each in chart.links)) is not is_said


def test_a_likeness_to_something_that_is_not_there_is_left_out() -> None:
    like = Likeness("l", "han", "gone", False, False, 0.9, ("KR", "TH"), (1,))
    assert assemble(TWO_WITH_ONE_PHONE, [like]) == assemble(TWO_WITH_ONE_PHONE)


def _star(*, arms: int) -> list[Statement]:
    """A boss with a phone that everybody calls from: each other person has one more phone."""
    found = [said(0, "boss", "name", "Boss"), said(1, "boss", "phone", "+1", key="phone:+1")]
    for arm in range(arms):
        found += [
            said(10 + 3 * arm, f"p{arm:02}", "name", f"Person {arm:02}"),
            said(11 + 3 * arm, f"p{arm:02}", "phone", "+1", key="phone:+1"),
            said(12 + 3 * arm, f"p{arm:02}", "email", f"{arm}@x.org", key=f"email:{arm}@x.org"),
        ]
    return found


def test_who_shares_a_number_is_one_step_away_and_its_other_numbers_are_not() -> None:
    chart = assemble(_star(arms=2))
    reached = {chart.items[each].names[0] for each in reached_from(chart, [chart.places["boss"]])}
    assert reached == {"Boss", "+1", "Person 00", "Person 01"}


def test_a_drawing_grows_by_stages_and_what_has_a_place_keeps_it() -> None:
    chart = assemble(_star(arms=9))
    boss, other = chart.places["boss"], chart.places["p00"]
    first = choose(chart, [boss], at_once=4)
    assert (len(first.items), first.waiting, chart.items[first.items[0]].names) == (4, 7, ("Boss",))
    second = choose(chart, [boss], [None], at_once=4)
    third = choose(chart, [boss], [None, other], at_once=4)
    assert (len(second.items), second.waiting) == (8, 3)
    assert second.items[:4] == first.items
    assert second.places[:4] == first.places
    assert third.items[:8] == second.items
    assert third.places[:8] == second.places
    assert "0@x.org" in {chart.items[each].names[0] for each in third.items}


def test_ways_name_each_link_and_key_items_what_falls_apart() -> None:
    chart = assemble(_star(arms=3))
    (way,) = ways_between(chart, chart.places["p00"], chart.places["p01"])
    assert [chart.items[step.other].names[0] for step in way] == ["+1", "Person 01"]
    assert [chart.links[step.link].word for step in way] == ["uses", "uses"]
    first, *_rest = key_items(chart, range(len(chart.items)))
    assert (chart.items[first.item].names, first.pairs_lost) == (("+1",), 18)
    assert sorted(item for group in groups(chart, range(len(chart.items))) for item in group.items) == list(range(8))


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_chart_does_not_depend_on_the_order_in_which_facts_came(seed: int, arms: int) -> None:
    facts = _star(arms=arms)
    shuffled = [*facts]
    Random(seed).shuffle(shuffled)
    chart, again = assemble(facts), assemble([*shuffled, shuffled[0]])
    assert chart == again
    assert choose(chart, [0], at_once=5) == choose(again, [0], at_once=5)


def test_the_ends_of_links_are_those_of_follow_the_money() -> None:
    edges = {each.name: (each.edge_source, each.edge_target) for each in model.schemata.values() if each.edge}
    assert {name: ends for name, ends in LINK_ENDS.items() if name in edges} == edges
    assert LINK_ENDS.keys() == edges.keys()
    assert {each.name for each in model.schemata.values() if each.edge and not each.edge_directed} == UNDIRECTED
