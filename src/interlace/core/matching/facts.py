"""The comparisons of everything that is not a name: identifiers, dates, countries, places."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from interlace.core.dates import DateRelation, PartialDate, compare_dates
from interlace.core.matching.descriptions import Description, Tag, Tagged
from interlace.core.matching.reasons import REASONS, Reason
from interlace.core.matching.weights import FactWeights
from interlace.core.names import plain_latin, romanise, script_of


def reason(code: str, bits: float, left: Sequence[Tag] = (), right: Sequence[Tag] = (), **params: str) -> Reason:
    """A listed reason; an unlisted one is an error of ours."""
    return Reason(code, REASONS[code].field, round(bits, 2), tuple(left), tuple(right), params)


def either_way(left: tuple[str, Tag], right: tuple[str, Tag]) -> list[tuple[str, str]]:
    """A rank among equals that does not depend on who is left and who is right."""
    return sorted((value, str(tag)) for value, tag in (left, right))


def compare_identifiers(left: Description, right: Description, weights: FactWeights) -> Iterator[Reason]:
    """One reason for every identical key. A kind's further keys add little, and all together are limited."""
    if not (left.identifiers and right.identifiers):
        return
    shared = {item.value for item in left.identifiers} & {item.value for item in right.identifiers}
    remaining = weights.identifiers_at_most
    seen: set[str] = set()
    for key in sorted(shared, key=lambda key: (-_weight(key, weights), key)):
        kind = key.partition(":")[0]
        bits = min(_weight(key, weights) * (weights.further_identifier_share if kind in seen else 1.0), remaining)
        remaining -= bits
        seen.add(kind)
        code = f"{kind}_identical" if kind in weights.identifiers else "identifier_identical"
        yield reason(code, bits, _tags_of(left.identifiers, key), _tags_of(right.identifiers, key))


def _weight(key: str, weights: FactWeights) -> float:
    return weights.identifiers.get(key.partition(":")[0], weights.other_identifier)


def _tags_of(items: Sequence[Tagged[str]], value: str) -> tuple[Tag, ...]:
    return tuple(item.tag for item in items if item.value == value)


@lru_cache(maxsize=8)
def _dates(weights: FactWeights) -> dict[DateRelation, tuple[str, float]]:
    return {
        DateRelation.IDENTICAL: ("birth_date_identical", weights.birth_date_identical),
        DateRelation.SAME_YEAR_MONTH: ("birth_month_identical", weights.birth_month_identical),
        DateRelation.DAY_MONTH_SWAPPED: ("birth_date_day_and_month_swapped", weights.birth_date_day_and_month_swapped),
        DateRelation.SAME_YEAR: ("birth_year_identical", weights.birth_year_identical),
        DateRelation.ONE_DIGIT_OFF: ("birth_date_one_digit_differs", weights.birth_date_one_digit_differs),
        DateRelation.CLOSE_YEAR: ("birth_year_close", weights.birth_year_close),
        DateRelation.SAME_YEAR_OTHER_DAY: ("birth_date_differs", weights.birth_date_differs),
        DateRelation.DIFFERENT: ("birth_year_differs", weights.birth_year_differs),
    }


def compare_birth_dates(left: Description, right: Description, weights: FactWeights) -> Iterator[Reason]:
    """The best agreement of any two dates; a date on one side alone is said, and weighs nothing."""
    if not (left.birth_dates or right.birth_dates):
        return
    found = [(*_date_finding(a.value, b.value, weights), a, b) for a in left.birth_dates for b in right.birth_dates]
    if not found:
        yield reason("birth_date_not_given", 0.0)
        return
    code, bits, a, b = min(
        found,
        key=lambda one: (-one[1], one[0], either_way((str(one[2].value), one[2].tag), (str(one[3].value), one[3].tag))),
    )
    yield reason(code, bits, (a.tag,), (b.tag,))


def _date_finding(a: PartialDate, b: PartialDate, weights: FactWeights) -> tuple[str, float]:
    relation = compare_dates(a, b)
    if relation is DateRelation.IDENTICAL and a.notation is not b.notation:
        return "birth_date_identical_after_era", weights.birth_date_identical
    if relation is DateRelation.IDENTICAL and _is_first_of_january(a):
        return "birth_date_identical_first_of_january", weights.birth_date_first_of_january
    # 1 January stands for "some time in that year" in many registers: it contradicts no other day of the year.
    if a.year == b.year and (_is_first_of_january(a) or _is_first_of_january(b)):
        return _dates(weights)[DateRelation.SAME_YEAR]
    return _dates(weights)[relation]


def _is_first_of_january(value: PartialDate) -> bool:
    return (value.month, value.day) == (1, 1)


def compare_countries(left: Description, right: Description, weights: FactWeights) -> Iterator[Reason]:
    """One country in common is an agreement; silence of one side weighs nothing."""
    yield from _compare_sets(
        left.countries,
        right.countries,
        identical=("nationality_identical", weights.country_identical),
        differs=("nationality_differs", weights.country_differs),
        absent="nationality_not_given",
    )


def compare_genders(left: Description, right: Description, weights: FactWeights) -> Iterator[Reason]:
    """A shared gender says little, two different ones much."""
    yield from _compare_sets(
        left.genders,
        right.genders,
        identical=("gender_identical", weights.gender_identical),
        differs=("gender_differs", weights.gender_differs),
        absent=None,
    )


def _compare_sets(
    left: Sequence[Tagged[str]],
    right: Sequence[Tagged[str]],
    *,
    identical: tuple[str, float],
    differs: tuple[str, float],
    absent: str | None,
) -> Iterator[Reason]:
    if not left and not right:
        return
    if not left or not right:
        if absent is not None:
            yield reason(absent, 0.0, [item.tag for item in left], [item.tag for item in right])
        return
    shared = {item.value.casefold() for item in left} & {item.value.casefold() for item in right}
    code, bits = identical if shared else differs
    chosen = shared or {item.value.casefold() for item in (*left, *right)}
    yield reason(
        code,
        bits,
        [item.tag for item in left if item.value.casefold() in chosen],
        [item.tag for item in right if item.value.casefold() in chosen],
    )


def compare_addresses(left: Description, right: Description, weights: FactWeights) -> Iterator[Reason]:
    """People move: two different addresses say nothing."""
    yield from _compare_places(
        left.addresses,
        right.addresses,
        identical=("address_identical", weights.address_identical),
        close=("address_close", weights.address_close),
        close_from=weights.place_close_from,
    )


def compare_birth_places(left: Description, right: Description, weights: FactWeights) -> Iterator[Reason]:
    """A place is written as a village here and as its province there: a difference says nothing."""
    yield from _compare_places(
        left.birth_places,
        right.birth_places,
        identical=("birth_place_identical", weights.birth_place_identical),
        close=("birth_place_close", weights.birth_place_close),
        close_from=weights.place_close_from,
    )


def _compare_places(
    left: Sequence[Tagged[str]],
    right: Sequence[Tagged[str]],
    *,
    identical: tuple[str, float],
    close: tuple[str, float],
    close_from: float,
) -> Iterator[Reason]:
    found = [
        (*finding, a, b)
        for a in left
        for b in right
        if (finding := _place_finding(a.value, b.value, identical=identical, close=close, close_from=close_from))
    ]
    if found:
        code, bits, a, b = min(
            found, key=lambda one: (-one[1], either_way((one[2].value, one[2].tag), (one[3].value, one[3].tag)))
        )
        yield reason(code, bits, (a.tag,), (b.tag,))


def _place_finding(
    a: str, b: str, *, identical: tuple[str, float], close: tuple[str, float], close_from: float
) -> tuple[str, float] | None:
    ours, theirs = place_words(a), place_words(b)
    if not ours or not theirs:
        return None
    if ours == theirs:
        return identical
    return close if fuzz.token_sort_ratio(ours, theirs) >= close_from else None


@lru_cache(maxsize=65536)
def place_words(place: str) -> str:
    """The words of a place in Latin letters, as they are compared."""
    words = "".join(letter if letter.isalnum() or ord(letter) > 0x300 else " " for letter in plain_latin(place)).split()
    return " ".join(
        word if word.isascii() else next(iter(romanise(word, script=script_of(word))), word) for word in words
    )


Comparison = Callable[[Description, Description, FactWeights], Iterator[Reason]]

COMPARISONS: tuple[Comparison, ...] = (
    compare_identifiers,
    compare_birth_dates,
    compare_countries,
    compare_genders,
    compare_birth_places,
    compare_addresses,
)
