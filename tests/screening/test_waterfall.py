"""How a score adds up on S3: words first, every step on one scale, and a chance only where the whole sum is known."""

from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.matching import Band, band_of, model
from interlace.core.procedure.ladder import Party, State
from interlace.screening.models import HitSide
from interlace.screening.pages.waterfall import (
    chance_of,
    chance_text,
    explanation,
    least_of,
    model_of,
    scale_of,
    ticks_of,
    weight_text,
)

PHONE = {"code": "phone_identical", "field": "phone", "bits": 11.2, "params": {}}
BORN = {"code": "birth_date_identical", "field": "birth_date", "bits": 8.3, "params": {}}
NAME = {"code": "name_close_after_romanising", "field": "name", "bits": 4.1, "params": {}}
COMMON = {"code": "surname_common", "field": "surname", "bits": -0.4, "params": {"country": "KR"}}
MISSING = {"code": "nationality_not_given", "field": "nationality", "bits": 0.0, "params": {}}
OWN = model("interlace-names-2")
"""The version that weighed the hits here; whichever is in force makes no difference to them."""
WHOLE = [PHONE, BORN, NAME, COMMON, MISSING]


def side(*reasons: dict[str, Any], party: Party = Party.HOLDER, withheld: bool = False, **rest: Any) -> HitSide:
    bits = round(sum(float(each["bits"]) for each in reasons), 2) if all("bits" in each for each in reasons) else None
    given = {
        "bits": bits,
        "band": band_of(bits or 0.0, model=OWN),
        "model": f"{OWN.version}/{OWN.frequencies}",
        "state": State.MATCHED,
        **rest,
    }
    return HitSide(party=party, reasons=list(reasons), withheld=withheld, **given)


def test_a_sentence_says_what_speaks_for_it_and_what_against_it() -> None:
    said = "For it: phone (identical), birth date (identical) and name (close after romanising)."
    assert explanation(side(*WHOLE)) == f"{said} Against it: surname (common in KR). Together: very strong."
    with override("fr"):
        assert explanation(side(PHONE)).startswith("Pour\xa0: téléphone (identique)")


def test_an_asker_reads_only_what_was_let_out() -> None:
    told = {"code": "phone_identical", "field": "phone", "params": {}}
    before = side(told, party=Party.ASKER, withheld=True, band=Band.STRONG)
    assert explanation(before) == "Phone identical. Other comparisons are not released. Together: strong."
    after = side(PHONE, party=Party.ASKER, withheld=True, band=Band.STRONG)
    assert explanation(after) == ("For it: phone (identical). Other comparisons are not released. Together: strong.")


@pytest.mark.parametrize(
    "known",
    [
        side(PHONE, party=Party.ASKER, withheld=True),
        side(PHONE, model="interlace-names-0/2026-10"),
        side(party=Party.HOLDER, withheld=True, bits=None),
    ],
    ids=["a part", "a model that was never shipped", "no reasons"],
)
def test_there_is_no_chance_for_a_part_of_a_sum_or_for_an_unknown_model(known: HitSide) -> None:
    assert model_of(known) is None


def test_nothing_is_said_of_what_was_withdrawn_or_to_who_may_not_read_it() -> None:
    assert explanation(side(*WHOLE, state=State.WITHDRAWN)) == ""
    assert explanation(side(party=Party.HOLDER, withheld=True, band=Band.STRONG)) == ""


def test_the_sum_leads_to_a_chance_with_the_start_taken_away() -> None:
    known = side(*WHOLE)
    assert model_of(known) is OWN
    chance = chance_of(known, OWN)
    assert (chance.weight, chance.bits) == ("−8.0", "15.2")
    assert (chance.after, chance.said) == ("more than 99.9%", "Running total from 23.2 to 15.2")


def test_chances_and_weights_are_written_as_the_reader_writes_numbers() -> None:
    assert [chance_text(each) for each in (0.0004, 0.25, 0.87654, 0.9999)] == [
        "less than 0.1%",
        "25%",
        "87.7%",
        "more than 99.9%",
    ]
    with override("fr"):
        assert (weight_text(-0.4), chance_text(0.877)) == ("−0,4", "87,7\xa0%")
    with override("vi"):
        assert weight_text(11.25) == "+11,2"


def test_a_band_says_where_it_begins() -> None:
    assert [least_of(band, OWN) for band in (Band.VERY_STRONG, Band.STRONG, Band.NONE)] == ["16.0", "10.0", ""]
    places = ticks_of(scale_of(side(*WHOLE)), OWN)
    assert all(one < other for one, other in pairwise(places))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-12, 14).map(lambda bits: round(bits, 2)), max_size=8))
def test_every_step_begins_where_the_last_one_ended_and_stays_on_the_scale(weights: list[float]) -> None:
    known = side(*({"code": "phone_identical", "field": "phone", "bits": bits, "params": {}} for bits in weights))
    scale, total = scale_of(known), 0.0
    for bits in weights:
        start, size = scale.stretch(total, total + bits)
        assert -0.01 <= start <= start + size <= 100.01
        assert scale.place(total) == pytest.approx(start if bits >= 0 else start + size)
        total += bits
