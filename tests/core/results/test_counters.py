"""Figures counted from the log: each person once, whoever reports, however often, in whatever order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interlace.core.results import PARTS, Figure, Line, Log, Money, ResultKind, person_key, results

DAWN = datetime(2026, 7, 15, 22, 0, tzinfo=UTC)
SECRET = b"of one operation"


def line(number: int, kind: ResultKind, key: str, *, state: str = "TH", minutes: int = 0) -> Line:
    at = DAWN + timedelta(minutes=minutes)
    return Line(f"line {number}", kind, key, state, at, at)


def journey() -> Log:
    """The action day of the journey: 19 targets, 142 persons, 41 referred with 2 children and 2 of the arrested."""
    persons = [f"person {number}" for number in range(142)]
    lines = [
        *(line(number, ResultKind.ARREST, key) for number, key in enumerate(persons[:16])),
        *(line(100 + number, ResultKind.NOT_FOUND, f"target {number}") for number in range(3)),
        *(line(200 + number, ResultKind.TRIAGED, key) for number, key in enumerate(persons)),
        *(line(400 + number, ResultKind.SCREENED, key) for number, key in enumerate(persons)),
        *(
            replace(line(600 + number, ResultKind.REFERRED, key), is_child=number >= 39)
            for number, key in enumerate(persons[14:55])
        ),
        *(line(700 + number, ResultKind.RECLASSIFIED, key) for number, key in enumerate(persons[14:16])),
        *(line(800 + number, ResultKind.EXHIBIT, f"device {number}") for number in range(218)),
    ]
    return Log(tuple(lines))


def test_the_figures_of_the_journey() -> None:
    assert results(journey()).totals == {
        Figure.ARRESTS_MADE: 16,
        Figure.ARRESTS_RECLASSIFIED: 2,
        Figure.ARRESTS_REMAINING: 14,
        Figure.TARGETS_NOT_FOUND: 3,
        Figure.PERSONS_TRIAGED: 142,
        Figure.PERSONS_SCREENED: 142,
        Figure.PERSONS_REFERRED: 41,
        Figure.CHILDREN_REFERRED: 2,
        Figure.ADULTS_REFERRED: 39,
        Figure.EXHIBITS: 218,
        Figure.LEADS: 0,
        Figure.ACCOUNTS_BLOCKED: 0,
    }


def test_an_arrest_that_two_states_report_is_one_and_the_first_reports_it() -> None:
    both = Log((line(1, ResultKind.ARREST, "p", state="KR", minutes=9), line(2, ResultKind.ARREST, "p", state="TH")))
    found = results(both)
    assert found.totals[Figure.ARRESTS_MADE] == 1
    assert {state: row[Figure.ARRESTS_MADE] for state, row in found.by_state.items()} == {"TH": 1}


def test_two_keys_that_officers_find_to_be_one_person_are_counted_once() -> None:
    lines = (
        line(1, ResultKind.ARREST, "by passport"),
        line(2, ResultKind.ARREST, "by name"),
        line(3, ResultKind.ARREST, "alias"),
    )
    linked = Log(lines, same=(("by passport", "by name"), ("alias", "by name")))
    assert results(Log(lines)).totals[Figure.ARRESTS_MADE] == 3
    assert results(linked).totals[Figure.ARRESTS_MADE] == 1


def test_a_correction_takes_the_place_of_a_line_and_a_withdrawal_removes_it() -> None:
    first = line(1, ResultKind.ARREST, "p")
    other = replace(line(2, ResultKind.NOT_FOUND, "p"), corrects="line 1")
    gone = replace(line(3, ResultKind.ARREST, "p"), corrects="line 1", is_withdrawal=True)
    assert results(Log((first, other))).totals[Figure.ARRESTS_MADE] == 0
    assert results(Log((first, other))).totals[Figure.TARGETS_NOT_FOUND] == 1
    assert results(Log((first, gone))).totals[Figure.ARRESTS_MADE] == 0


def test_a_target_that_is_arrested_later_is_found() -> None:
    log = Log((line(1, ResultKind.NOT_FOUND, "p"), line(2, ResultKind.ARREST, "p", minutes=50)))
    assert results(log).totals[Figure.TARGETS_NOT_FOUND] == 0


def test_amounts_stay_in_their_currency_and_an_order_reported_twice_is_one() -> None:
    def held(number: int, key: str, amount: str, currency: str) -> Line:
        return replace(line(number, ResultKind.MONEY_HELD, key), money=Money(Decimal(amount), currency))

    log = Log(
        (
            held(1, "a", "0.10", "THB"),
            held(2, "b", "0.20", "THB"),
            held(3, "c", "7", "KRW"),
            held(4, "a", "0.10", "THB"),
        )
    )
    assert results(log).money == {"KRW": Decimal(7), "THB": Decimal("0.30")}


def test_a_person_key_says_nothing_without_the_secret_and_keeps_its_parts_apart() -> None:
    assert person_key(SECRET, "M1234567", "VN") == person_key(SECRET, "M1234567", "VN")
    assert person_key(SECRET, "M1234567", "VN") != person_key(b"of another", "M1234567", "VN")
    assert person_key(SECRET, "ab", "c") != person_key(SECRET, "a", "bc")


KEYS = st.sampled_from(["p", "q", "r", "s"])
LINES = st.lists(
    st.builds(
        Line,
        id=st.uuids().map(str),
        kind=st.sampled_from(ResultKind),
        key=KEYS,
        state=st.sampled_from(["KR", "TH", "VN"]),
        at=st.datetimes(DAWN.replace(tzinfo=None), datetime(2026, 7, 20)).map(lambda at: at.replace(tzinfo=UTC)),
        reported=st.datetimes(DAWN.replace(tzinfo=None), datetime(2026, 7, 20)).map(lambda at: at.replace(tzinfo=UTC)),
        is_child=st.booleans(),
    ),
    max_size=20,
)
SAME = st.lists(st.tuples(KEYS, KEYS), max_size=3)


@given(LINES, SAME, st.randoms())
def test_order_and_repetition_change_nothing(lines: list[Line], same: list[tuple[str, str]], chance: object) -> None:
    shuffled = [*lines, *lines[:5]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert results(Log(tuple(shuffled), tuple(same))) == results(Log(tuple(lines), tuple(same)))


@given(LINES, SAME)
def test_the_states_and_the_parts_add_up(lines: list[Line], same: list[tuple[str, str]]) -> None:
    found = results(Log(tuple(lines), tuple(same)))
    assert found.totals == {figure: sum(row[figure] for row in found.by_state.values()) for figure in Figure}
    for row in (found.totals, *found.by_state.values()):
        for figure, parts in PARTS.items():
            assert row[figure] == sum(row[part] for part in parts)
