"""The score of two descriptions: laws, examples, reasons."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import Notation, PartialDate
from interlace.core.identifiers import IdentifierKind
from interlace.core.matching import (
    CURRENT,
    MODEL,
    REASONS,
    THRESHOLDS,
    Band,
    Description,
    Score,
    Tagged,
    band_of,
    compare,
    compare_from,
)

WORDS = st.sampled_from(
    [
        "Kim",
        "Cheol-su",
        "김철수",
        "이영희",
        "Somchai",
        "สมชาย",
        "ใจดี",
        "王小明",
        "Wang",
        "Li",
        "Wu",
        "Nguyễn",
        "Văn",
        "Hùng",
        "Владимир",
        "محمد",
        "Aung",
        "J.",
        "bin",
        "Ma",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
DATES = st.builds(
    PartialDate,
    st.integers(1960, 1963),
    st.integers(1, 3),
    st.one_of(st.none(), st.integers(1, 12)),
    notation=st.sampled_from(Notation),
)
KEYS = st.sampled_from(["phone:+821000000142", "phone:+66800000000", "wallet:abc", "document:KR:M1", "odd:1"])
DESCRIPTIONS = st.builds(
    Description.of,
    st.sampled_from(["Person", "LegalEntity", "Company"]),
    names=st.lists(NAMES, max_size=2),
    birth_dates=st.lists(DATES, max_size=2),
    identifiers=st.lists(KEYS, max_size=3),
    countries=st.lists(st.sampled_from(["kr", "th", "vn"]), max_size=2),
    genders=st.lists(st.sampled_from(["male", "female"]), max_size=1),
    addresses=st.lists(st.sampled_from(["12 Soi Ari, Bangkok", "12 Soi Ari Bangkok", "Hanoi"]), max_size=1),
)


def person(*names: str) -> Description:
    return Description.of("Person", names=names)


def with_tags(description: Description, side: str) -> Description:
    """The same description with another tag on every value."""
    return replace(
        description,
        names=tuple(Tagged(name.value, f"{side} {place}") for place, name in enumerate(description.names)),
        birth_dates=tuple(Tagged(day.value, f"{side} {place}") for place, day in enumerate(description.birth_dates)),
    )


def name_bits(left: str, right: str) -> float:
    return compare(person(left), person(right)).bits


@given(DESCRIPTIONS, DESCRIPTIONS)
@settings(max_examples=150, deadline=None)
def test_score_does_not_depend_on_who_asks(a: Description, b: Description) -> None:
    a, b = with_tags(a, "ours"), with_tags(b, "theirs")
    there, back = compare(a, b), compare(b, a)
    assert replace(there, reasons=tuple(reason.mirrored() for reason in there.reasons)) == back


@given(DESCRIPTIONS, DESCRIPTIONS)
@settings(max_examples=150, deadline=None)
def test_reasons_are_listed_and_add_up(a: Description, b: Description) -> None:
    score = compare(a, b)
    assert {reason.code for reason in score.reasons} <= REASONS.keys()
    assert score.bits == round(sum(reason.bits for reason in score.reasons), 2)
    for reason in score.reasons:
        assert (reason.field, tuple(sorted(reason.params))) == (REASONS[reason.code].field, REASONS[reason.code].params)


@given(DESCRIPTIONS, DESCRIPTIONS, KEYS)
@settings(max_examples=100, deadline=None)
def test_shared_identifier_never_lowers_the_score(a: Description, b: Description, key: str) -> None:
    more_a = replace(a, identifiers=(*a.identifiers, Tagged(key)))
    more_b = replace(b, identifiers=(*b.identifiers, Tagged(key)))
    assert compare(more_a, more_b).bits >= compare(a, b).bits


@given(DESCRIPTIONS, DESCRIPTIONS, NAMES)
@settings(max_examples=100, deadline=None)
def test_further_alias_never_lowers_the_score(a: Description, b: Description, alias: str) -> None:
    if a.names and b.names:
        more = replace(a, names=(*a.names, Tagged(alias)))
        assert compare(more, b).bits >= compare(a, b).bits


@given(DESCRIPTIONS, DESCRIPTIONS, st.sampled_from([-20.0, 0.0, 2.0, 5.0, 10.0, 16.0]))
@settings(max_examples=300, deadline=None)
def test_score_from_a_threshold_on_is_the_whole_score_or_nothing(a: Description, b: Description, least: float) -> None:
    a, b = with_tags(a, "ours"), with_tags(b, "theirs")
    whole = compare(a, b)
    assert compare_from(least, a, b) == (whole if whole.bits >= least else None)


@given(DESCRIPTIONS, DESCRIPTIONS)
@settings(max_examples=60, deadline=None)
def test_tags_never_change_the_score(a: Description, b: Description) -> None:
    assert compare(with_tags(a, "ours"), b).bits == compare(a, b).bits


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Somchai Jaidee", "สมชาย ใจดี"),
        ("Kim Cheol-su", "김철수"),
        ("Wang Xiaoming", "王小明"),
        ("Sok Dara", "សុខ ដារ៉ា"),
        ("HAN Ji-seop", "한지섭"),
        ("ฮัน จีซอบ", "한지섭"),
        ("HAN Ji-seop", "ฮัน จีซอบ"),
        ("Chung Min-ho", "정민호"),
        ("Than Shwe", "သန်းရွှေ"),
        ("LO Wai-kwok", "盧偉國"),
        ("Nguyen Van Hung", "Nguyễn Văn Hùng"),
        ("Muhammad bin Ismail", "محمد إسماعيل"),
    ],
)
def test_one_name_in_two_scripts_is_at_least_fair(left: str, right: str) -> None:
    assert compare(person(left), person(right)).band in {Band.FAIR, Band.STRONG}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Li Wu", "Lu Wu"),
        ("王小明", "王小红"),
        ("Ahmed Hassan", "Mahmoud Hassan"),
        ("Nguyen Thi Lan", "Nguyen Thi Mai"),
        ("김철수", "김영희"),
        ("Aung Aung", "Ko Ko"),
    ],
)
def test_two_names_that_share_a_part_are_not_a_hit_on_the_name_alone(left: str, right: str) -> None:
    assert compare(person(left), person(right)).band is Band.NONE


def test_one_letter_makes_a_name_weaker_than_an_identical_one() -> None:
    assert name_bits("Li Wu", "Lu Wu") < name_bits("Li Wu", "Li Wu")
    assert name_bits("Aleksey Petrov", "Alexei Petrov") < name_bits("Aleksey Petrov", "Aleksey Petrov")


def test_swapped_first_and_last_name_is_slightly_weaker() -> None:
    straight, swapped = name_bits("Somchai Jaidee", "Somchai Jaidee"), name_bits("Somchai Jaidee", "Jaidee Somchai")
    assert straight - 0.5 <= swapped < straight


def test_missing_middle_name_and_initial_cost_little() -> None:
    whole = name_bits("Juan Carlos Mendoza", "Juan Carlos Mendoza")
    assert whole > name_bits("Juan Carlos Mendoza", "Juan C. Mendoza") > 5.0
    assert whole > name_bits("Juan Carlos Mendoza", "Juan Mendoza") > 5.0


def test_rare_surname_says_more_than_a_common_one() -> None:
    assert name_bits("Kim Jiseop", "Kim Jiseop") < name_bits("Maeng Jiseop", "Maeng Jiseop")


def test_phone_date_and_name_make_a_very_strong_hit_with_every_reason_named() -> None:
    ours = Description.of(
        "Person",
        names=[Tagged("ฮัน จีซอบ", 1), Tagged("Han Chi-sop", 2)],
        birth_dates=[Tagged(PartialDate(1991, 4, 17, notation=Notation.BUDDHIST), 3)],
        identifiers=[Tagged("phone:+821000000142", 4)],
        countries=[Tagged("kr", 5)],
    )
    theirs = Description.of(
        "Person",
        names=[Tagged("한지섭", "a"), Tagged("HAN Ji-seop", "b")],
        birth_dates=[Tagged(PartialDate(1991, 4, 17), "c")],
        identifiers=[Tagged("phone:+821000000142", "d")],
    )
    score = compare(ours, theirs)
    assert score.band is Band.VERY_STRONG
    assert [(reason.code, reason.bits, reason.left_tags, reason.right_tags) for reason in score.reasons[1:]] == [
        ("surname_common", -0.4, (1,), ("b",)),
        ("phone_identical", 11.2, (4,), ("d",)),
        ("birth_date_identical_after_era", 8.3, (3,), ("c",)),
        ("nationality_not_given", 0.0, (5,), ()),
    ]
    assert score.reasons[0].code in {"name_close", "name_close_after_romanising"}


def test_phone_alone_is_strong() -> None:
    asked = Description.of("Person", identifiers=["phone:+821000000142"])
    held = Description.of("Person", names=["한지섭"], identifiers=["phone:+821000000142"])
    score = compare(asked, held)
    assert (score.bits, score.band, [reason.code for reason in score.reasons]) == (
        11.2,
        Band.STRONG,
        ["name_not_given", "phone_identical"],
    )


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        (PartialDate(1985, 3, 2), PartialDate(1985, 3, 2), "birth_date_identical"),
        (PartialDate(1985), PartialDate(1985, 3, 2), "birth_year_identical"),
        (PartialDate(1985, 3), PartialDate(1985, 3, 2), "birth_month_identical"),
        (PartialDate(1985, 3, 2), PartialDate(1985, 2, 3), "birth_date_day_and_month_swapped"),
        (PartialDate(1985, 1, 1), PartialDate(1985, 3, 2), "birth_year_identical"),
        (PartialDate(1985, 1, 1), PartialDate(1985, 1, 1), "birth_date_identical_first_of_january"),
        (PartialDate(1985, 3, 2), PartialDate(1985, 7, 19), "birth_date_differs"),
        (PartialDate(1985, 3, 2), PartialDate(1962, 7, 19), "birth_year_differs"),
    ],
)
def test_dates_agree_as_far_as_they_are_known(a: PartialDate, b: PartialDate, code: str) -> None:
    score = compare(Description.of("Person", birth_dates=[a]), Description.of("Person", birth_dates=[b]))
    assert [reason.code for reason in score.reasons] == [code]


def test_other_birth_year_weighs_against_an_identical_name() -> None:
    a = Description.of("Person", names=["Somchai Jaidee"], birth_dates=[PartialDate(1985, 3, 2)])
    b = Description.of("Person", names=["Somchai Jaidee"], birth_dates=[PartialDate(1962, 7, 19)])
    assert compare(a, b).bits < name_bits("Somchai Jaidee", "Somchai Jaidee") - 5


def test_company_and_person_of_one_name_are_told_apart() -> None:
    company = Description.of("Company", names=["Thong Dee Co., Ltd."])
    score = compare(company, Description.of("Person", names=["Thong Dee"]))
    assert score.reasons[0].code == "schema_differs"
    assert compare(company, Description.of("LegalEntity", names=["ทองดี"])).band is Band.FAIR


def test_every_kind_of_identifier_has_a_weight() -> None:
    assert {kind.value for kind in IdentifierKind} <= CURRENT.facts.identifiers.keys()


def test_bands_follow_the_published_thresholds() -> None:
    assert [(band_of(least), band_of(least - 0.01)) for least, _ in THRESHOLDS] == [
        (Band.VERY_STRONG, Band.STRONG),
        (Band.STRONG, Band.FAIR),
        (Band.FAIR, Band.WEAK),
        (Band.WEAK, Band.NONE),
    ]


def test_nothing_in_common_is_no_evidence() -> None:
    assert compare(Description("Person"), Description("Person")) == Score(
        0.0, 0.003891, Band.NONE, (), f"{MODEL}/{CURRENT.frequencies}"
    )


def test_reason_parameters_hold_no_value_of_either_side() -> None:
    score = compare(person("Kim Cheol-su"), person("김철수"))
    assert [dict(reason.params) for reason in score.reasons] == [{}, {"country": "KR"}]
