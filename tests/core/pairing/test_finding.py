"""All against all by numbers gives what the reference says of every pair."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import PartialDate
from interlace.core.matching import Description, compare
from interlace.core.pairing.finding import pairs_alike

NAMES = ("Somchai Jaidee", "สมชาย ใจดี", "Han Ji-seop", "한지섭", "Trần Thị Mỹ Lệ", "Tran My Le", "Li Wu", "Lu Wu")
LEAST = 300

described = st.builds(
    lambda name, year, phone: Description.of(
        "Person",
        names=[name],
        birth_dates=[PartialDate(year, 4, 17)] if year else [],
        identifiers=[f"phone:+66{phone}"] if phone else [],
    ),
    st.sampled_from(NAMES),
    st.sampled_from([None, 1991, 1992]),
    st.sampled_from([None, 1, 2]),
)


@given(st.lists(st.tuples(described, st.integers(0, 2)), max_size=12))
@settings(max_examples=30, deadline=None)
def test_every_pair_that_is_found_is_alike_and_every_like_pair_that_shares_a_word_a_day_or_a_number_is_found(
    held: list[tuple[Description, int]],
) -> None:
    records, holders = [each for each, _ in held], [holder for _, holder in held]
    found = pairs_alike(records, holders, least=LEAST)
    alike = {
        (one, other)
        for one, other in itertools.combinations(range(len(records)), 2)
        if holders[one] != holders[other] and round(compare(records[one], records[other]).bits * 100) >= LEAST
    }
    assert set(zip(found.left.tolist(), found.right.tolist(), strict=True)) == alike


def test_what_too_many_share_brings_nobody_together() -> None:
    crowd = [Description.of("Person", identifiers=["phone:+66800000000"])] * 120
    assert len(pairs_alike(crowd, range(120), least=LEAST)) == 0
    assert len(pairs_alike(crowd[:3], range(3), least=LEAST)) == 3
