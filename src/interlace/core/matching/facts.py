"""The comparisons of everything that is not a name: identifiers, dates, countries, places."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from interlace.core.dates import DateRelation, PartialDate, compare_dates
from interlace.core.matching import weights
from interlace.core.matching.descriptions import Description, Tag, Tagged
from interlace.core.matching.reasons import REASONS, Reason
from interlace.core.names import plain_latin, romanise, script_of


def reason(code: str, bits: float, left: Sequence[Tag] = (), right: Sequence[Tag] = (), **params: str) -> Reason:
    """A listed reason; an unlisted one is an error of ours."""
    return Reason(code, REASONS[code].field, round(bits, 2), tuple(left), tuple(right), params)


def either_way(left: tuple[str, Tag], right: tuple[str, Tag]) -> list[tuple[str, str]]:
    """A rank among equals that does not depend on who is left and who is right."""
    return sorted((value, str(tag)) for value, tag in (left, right))


def compare_identifiers(left: Description, right: Description) -> Iterator[Reason]:
    """One reason for every identical key. A kind's further keys add little, and all together are limited."""
    if not (left.identifiers and right.identifiers):
        return
    shared = {item.value for item in left.identifiers} & {item.value for item in right.identifiers}
    remaining = weights.IDENTIFIERS_AT_MOST
    seen: set[str] = set()
    for key in sorted(shared, key=lambda key: (-_weight(key), key)):
        kind = key.partition(":")[0]
        bits = min(_weight(key) * (weights.FURTHER_IDENTIFIER_SHARE if kind in seen else 1.0), remaining)
        remaining -= bits
        seen.add(kind)
        code = f"{kind}_identical" if kind in weights.IDENTIFIERS else "identifier_identical"
        yield reason(code, bits, _tags_of(left.identifiers, key), _tags_of(right.identifiers, key))


def _weight(key: str) -> float:
    return weights.IDENTIFIERS.get(key.partition(":")[0], weights.OTHER_IDENTIFIER)


def _tags_of(items: Sequence[Tagged[str]], value: str) -> tuple[Tag, ...]:
    return tuple(item.tag for item in items if item.value == value)


_DATES: dict[DateRelation, tuple[str, float]] = {
    DateRelation.IDENTICAL: ("birth_date_identical", weights.BIRTH_DATE_IDENTICAL),
    DateRelation.SAME_YEAR_MONTH: ("birth_month_identical", weights.BIRTH_MONTH_IDENTICAL),
    DateRelation.DAY_MONTH_SWAPPED: ("birth_date_day_and_month_swapped", weights.BIRTH_DATE_DAY_AND_MONTH_SWAPPED),
    DateRelation.SAME_YEAR: ("birth_year_identical", weights.BIRTH_YEAR_IDENTICAL),
    DateRelation.ONE_DIGIT_OFF: ("birth_date_one_digit_differs", weights.BIRTH_DATE_ONE_DIGIT_DIFFERS),
    DateRelation.CLOSE_YEAR: ("birth_year_close", weights.BIRTH_YEAR_CLOSE),
    DateRelation.SAME_YEAR_OTHER_DAY: ("birth_date_differs", weights.BIRTH_DATE_DIFFERS),
    DateRelation.DIFFERENT: ("birth_year_differs", weights.BIRTH_YEAR_DIFFERS),
}


def compare_birth_dates(left: Description, right: Description) -> Iterator[Reason]:
    """The best agreement of any two dates; a date on one side alone is said, and weighs nothing."""
    if not (left.birth_dates or right.birth_dates):
        return
    found = [(*_date_finding(a.value, b.value), a, b) for a in left.birth_dates for b in right.birth_dates]
    if not found:
        yield reason("birth_date_not_given", 0.0)
        return
    code, bits, a, b = min(
        found,
        key=lambda one: (-one[1], one[0], either_way((str(one[2].value), one[2].tag), (str(one[3].value), one[3].tag))),
    )
    yield reason(code, bits, (a.tag,), (b.tag,))


def _date_finding(a: PartialDate, b: PartialDate) -> tuple[str, float]:
    relation = compare_dates(a, b)
    if relation is DateRelation.IDENTICAL and a.notation is not b.notation:
        return "birth_date_identical_after_era", weights.BIRTH_DATE_IDENTICAL
    if relation is DateRelation.IDENTICAL and _is_first_of_january(a):
        return "birth_date_identical_first_of_january", weights.BIRTH_DATE_FIRST_OF_JANUARY
    # 1 January stands for "some time in that year" in many registers: it contradicts no other day of the year.
    if a.year == b.year and (_is_first_of_january(a) or _is_first_of_january(b)):
        return _DATES[DateRelation.SAME_YEAR]
    return _DATES[relation]


def _is_first_of_january(value: PartialDate) -> bool:
    return (value.month, value.day) == (1, 1)


def compare_countries(left: Description, right: Description) -> Iterator[Reason]:
    """One country in common is an agreement; silence of one side weighs nothing."""
    yield from _compare_sets(
        left.countries,
        right.countries,
        identical=("nationality_identical", weights.COUNTRY_IDENTICAL),
        differs=("nationality_differs", weights.COUNTRY_DIFFERS),
        absent="nationality_not_given",
    )


def compare_genders(left: Description, right: Description) -> Iterator[Reason]:
    """A shared gender says little, two different ones much."""
    yield from _compare_sets(
        left.genders,
        right.genders,
        identical=("gender_identical", weights.GENDER_IDENTICAL),
        differs=("gender_differs", weights.GENDER_DIFFERS),
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


def compare_addresses(left: Description, right: Description) -> Iterator[Reason]:
    """People move: two different addresses say nothing."""
    yield from _compare_places(
        left.addresses,
        right.addresses,
        identical=("address_identical", weights.ADDRESS_IDENTICAL),
        close=("address_close", weights.ADDRESS_CLOSE),
    )


def compare_birth_places(left: Description, right: Description) -> Iterator[Reason]:
    """A place is written as a village here and as its province there: a difference says nothing."""
    yield from _compare_places(
        left.birth_places,
        right.birth_places,
        identical=("birth_place_identical", weights.BIRTH_PLACE_IDENTICAL),
        close=("birth_place_close", weights.BIRTH_PLACE_CLOSE),
    )


def _compare_places(
    left: Sequence[Tagged[str]],
    right: Sequence[Tagged[str]],
    *,
    identical: tuple[str, float],
    close: tuple[str, float],
) -> Iterator[Reason]:
    found = [
        (*finding, a, b)
        for a in left
        for b in right
        if (finding := _place_finding(_place_words(a.value), _place_words(b.value), identical=identical, close=close))
    ]
    if found:
        code, bits, a, b = min(
            found, key=lambda one: (-one[1], either_way((one[2].value, one[2].tag), (one[3].value, one[3].tag)))
        )
        yield reason(code, bits, (a.tag,), (b.tag,))


def _place_finding(
    a: str, b: str, *, identical: tuple[str, float], close: tuple[str, float]
) -> tuple[str, float] | None:
    if not a or not b:
        return None
    if a == b:
        return identical
    return close if fuzz.token_sort_ratio(a, b) >= weights.PLACE_CLOSE_FROM else None


@lru_cache(maxsize=65536)
def _place_words(place: str) -> str:
    words = "".join(letter if letter.isalnum() or ord(letter) > 0x300 else " " for letter in plain_latin(place)).split()
    return " ".join(
        word if word.isascii() else next(iter(romanise(word, script=script_of(word))), word) for word in words
    )


Comparison = Callable[[Description, Description], Iterator[Reason]]

COMPARISONS: tuple[Comparison, ...] = (
    compare_identifiers,
    compare_birth_dates,
    compare_countries,
    compare_genders,
    compare_birth_places,
    compare_addresses,
)
