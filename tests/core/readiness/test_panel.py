"""A panel of both sides decides, and dissent stays beside the decision."""

import pytest

from interlace.core.readiness.panel import Decision, Opinion, Vote, decided, dissent, has_reason

KR_PLAN = Opinion("officer-1", "KR", Vote.PLAN)
TH_PLAN = Opinion("officer-2", "TH", Vote.PLAN)
TH_WAIT = Opinion("officer-2", "TH", Vote.WAIT, "the layout of hall 2 is a year old")
TH_AGAINST = Opinion("officer-3", "TH", Vote.DISSENT, "the driver was sold to the site in May")


@pytest.mark.parametrize(
    ("opinions", "decision"),
    [
        ([], Decision.OPEN),
        ([KR_PLAN], Decision.OPEN),
        ([KR_PLAN, TH_PLAN], Decision.PLAN),
        ([KR_PLAN, TH_WAIT], Decision.WAIT),
        ([KR_PLAN, TH_AGAINST], Decision.WAIT),
        ([KR_PLAN, TH_PLAN, TH_AGAINST], Decision.PLAN),
        ([KR_PLAN, TH_WAIT, TH_PLAN], Decision.PLAN),
        ([KR_PLAN, TH_PLAN, TH_WAIT], Decision.WAIT),
        ([KR_PLAN, Opinion("officer-9", "SG", Vote.PLAN)], Decision.OPEN),
    ],
)
def test_both_sides_have_to_say_it(opinions: list[Opinion], decision: Decision) -> None:
    assert decided(opinions, requesting="KR", requested="TH") is decision


def test_dissent_is_kept_whatever_is_decided() -> None:
    assert dissent([KR_PLAN, TH_PLAN, TH_AGAINST]) == (TH_AGAINST,)


def test_a_vote_against_the_band_or_the_others_needs_a_written_reason() -> None:
    assert has_reason(KR_PLAN, is_met=True)
    assert not has_reason(KR_PLAN, is_met=False)
    assert not has_reason(Opinion("officer-3", "TH", Vote.DISSENT, "no"), is_met=True)
    assert has_reason(TH_WAIT, is_met=True)
