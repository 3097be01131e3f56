"""Ten kinds of damage."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import PartialDate, parse_date
from interlace.world.criminal.damage import Damage, Written, harm
from interlace.world.criminal.naming import TRADITIONS, Gender, Name, Part, make_name

NAM = Name((Part("Nguyễn", ("Nguyen",)), Part("Văn", ("Van",)), Part("Nam", ("Nam", "Nahm"))), 0)


def nam(bureau: str = "TH") -> Written:
    return Written(["Nguyen", "Van", "Nam"], NAM, date(1991, 4, 7), "1991-04-07", False, bureau)


@pytest.mark.parametrize(
    ("kind", "text", "birth"),
    [
        (Damage.TRANSLITERATION, "Nguyen Van Nahm", "1991-04-07"),
        (Damage.ORDER, "Van Nam Nguyen", "1991-04-07"),
        (Damage.MISSING_PART, "Nguyen Nam", "1991-04-07"),
        (Damage.DATE_SWAP, "Nguyen Van Nam", "1991-07-04"),
        (Damage.ERA_YEAR, "Nguyen Van Nam", "07/04/2534"),
    ],
)
def test_damage_does_what_it_says(kind: Damage, text: str, birth: str) -> None:
    written = nam()
    assert harm(kind, written, Random(1))
    assert (written.text, written.birth) == (text, birth)


@pytest.mark.parametrize("bureau", ["TH", "JP"])
def test_an_era_year_still_says_the_same_day(bureau: str) -> None:
    written = nam(bureau)
    harm(Damage.ERA_YEAR, written, Random(1))
    assert parse_date(written.birth) == PartialDate(1991, 4, 7)


@given(
    kind=st.sampled_from(Damage),
    tradition=st.sampled_from(TRADITIONS),
    seed=st.integers(0, 10_000),
    is_native=st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_damage_changes_something_or_says_that_it_cannot(
    kind: Damage, tradition: str, seed: int, is_native: bool
) -> None:
    rng = Random(seed)
    name = make_name(tradition, rng.choice(list(Gender)), rng)
    words = [part.native if is_native else part.spellings[0] for part in name.parts]
    written = Written([word for word in words if word], name, date(1980, 5, 6), "1980-05-06", is_native, "KR")
    if is_native and "" in words:
        return
    before = written.text, written.birth
    assert harm(kind, written, rng) == ((written.text, written.birth) != before)
    assert any(map(str.isalpha, written.text))
