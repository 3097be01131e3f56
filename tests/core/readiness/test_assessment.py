"""How ready a target is: gates, points, gaps and a band."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.readiness import (
    CRITERIA,
    Band,
    Cell,
    Counted,
    Dimension,
    Doubt,
    Finding,
    Level,
    MissingLevel,
    MissingPoints,
    RedFlag,
    Support,
    assess,
    case_band,
    cells,
)
from interlace.world.ready_cases import ready_cases

PROVEN = frozenset({Support.EXHIBIT, Support.DOCUMENT})
FULL = {code: Finding(Level.FULL, PROVEN) for code in CRITERIA}
AT_THE_GATES = {code: Finding(each.gate or Level.NONE, PROVEN) for code, each in CRITERIA.items()}

FINDINGS = st.fixed_dictionaries(
    {},
    optional={
        code: st.builds(Finding, st.sampled_from(Level), st.frozensets(st.sampled_from(Support))) for code in CRITERIA
    },
)
FLAGS = st.frozensets(st.sampled_from(RedFlag))


def with_level(code: str, level: int) -> dict[str, Finding]:
    return {**FULL, code: Finding(Level(level), PROVEN)}


def test_there_are_sixteen_criteria_of_a_hundred_points_and_ten_gates() -> None:
    assert len(CRITERIA) == 16
    assert sum(each.weight for each in CRITERIA.values()) == 100
    assert {code: int(each.gate) for code, each in CRITERIA.items() if each.gate is not None} == {
        **dict.fromkeys(["ID1", "LO1", "OF1", "OF2", "EV1", "EV2", "VI2", "LE2", "RS1"], 2),
        "LE1": 3,
    }


def test_everything_shown_meets_the_criteria() -> None:
    found = assess(FULL)
    assert (found.points, found.gaps, found.band) == (Fraction(100), (), Band.CRITERIA_MET)


def test_nothing_looked_at_is_nothing_shown() -> None:
    found = assess({})
    assert found.points == 0
    assert found.band is Band.NOT_READY
    assert {each.criterion for each in found.gaps if isinstance(each, MissingLevel)} == {
        code for code, each in CRITERIA.items() if each.gate is not None
    }


def test_one_gate_short_is_named_with_what_it_has_and_needs() -> None:
    found = assess(with_level("LE1", 2))
    assert found.gaps == (MissingLevel("LE1", has=Level.ENOUGH, needs=Level.FULL),)
    assert found.band is Band.ONE_GAP


def test_every_gate_passed_with_few_points_is_not_ready_and_says_how_few() -> None:
    found = assess(AT_THE_GATES)
    assert found.gaps == (MissingPoints(Fraction(50), needs=75),)
    assert found.band is Band.NOT_READY


def test_every_gate_passed_near_the_threshold_is_one_gap() -> None:
    found = assess({**AT_THE_GATES, **{code: FULL[code] for code in ("ID2", "ID3")}})
    assert found.gaps == (MissingPoints(Fraction(62), needs=75),)
    assert found.band is Band.ONE_GAP


def test_a_gate_whose_closing_would_not_bring_the_points_is_two_gaps() -> None:
    found = assess(
        {**AT_THE_GATES, **{code: FULL[code] for code in ("ID2", "ID3")}, "RS1": Finding(Level.SOME, PROVEN)}
    )
    assert found.gaps == (
        MissingLevel("RS1", has=Level.SOME, needs=Level.ENOUGH),
        MissingPoints(Fraction(62), needs=75),
    )
    assert found.band is Band.NOT_READY


def test_the_threshold_is_compared_exactly() -> None:
    none = dict.fromkeys(["LO2", "RS2", "AS1", "ID2", "ID3"], Finding(Level.NONE, PROVEN))
    found = assess({**FULL, **none, "EV2": Finding(Level.ENOUGH, PROVEN)})
    assert round(found.points) == 75
    assert found.gaps == (MissingPoints(Fraction(224, 3), needs=75),)


@pytest.mark.parametrize("flag", RedFlag)
def test_a_red_flag_blocks_whatever_the_points(flag: RedFlag) -> None:
    found = assess(FULL, flags=[flag])
    assert (found.gaps, found.band) == ((flag,), Band.ONE_GAP)


def test_a_level_that_rests_on_nothing_does_not_count() -> None:
    found = assess({**FULL, "LO1": Finding(Level.FULL, frozenset())})
    assert found.counted["LO1"] == Counted(Level.NONE, Doubt.UNSUPPORTED)
    assert found.band is Band.ONE_GAP


@pytest.mark.parametrize("code", ["EV1", "OF1"])
def test_leads_alone_are_not_evidence(code: str) -> None:
    found = assess({**FULL, code: Finding(Level.FULL, frozenset({Support.LEAD}))})
    assert found.counted[code] == Counted(Level.SOME, Doubt.LEADS_ARE_NOT_EXHIBITS)
    assert found.gaps == (MissingLevel(code, has=Level.SOME, needs=Level.ENOUGH),)


def test_a_cell_shows_the_weakest_gate_of_its_dimension() -> None:
    found = cells(assess({**with_level("LE1", 2), "OF2": Finding(Level.ENOUGH, PROVEN), "AS1": FULL["AS1"]}))
    assert found[Dimension.LEGAL] == Cell("LE1", Level.ENOUGH, is_gap=True)
    assert found[Dimension.OFFENCE] == Cell("OF2", Level.ENOUGH, is_gap=False)
    assert found[Dimension.ASSETS] == Cell("AS1", Level.FULL, is_gap=False)
    # Warrants are asked for in full: just met is weaker than a lawyer's check that is more than met.
    assert cells(assess(FULL))[Dimension.LEGAL].criterion == "LE1"


def test_a_case_is_as_ready_as_its_least_ready_target() -> None:
    assert case_band([assess(FULL), assess(with_level("LE1", 2))]) is Band.ONE_GAP
    assert case_band([assess(FULL)]) is Band.CRITERIA_MET
    assert case_band([]) is Band.NOT_READY


@given(FINDINGS, FLAGS)
def test_a_failed_gate_is_never_ready(findings: Mapping[str, Finding], flags: frozenset[RedFlag]) -> None:
    found = assess(findings, flags=flags)
    passes = all(
        each.gate is None or (code in findings and findings[code].level >= each.gate) for code, each in CRITERIA.items()
    )
    if not passes or flags:
        assert found.band is not Band.CRITERIA_MET


@given(FINDINGS, FLAGS, st.sampled_from(sorted(CRITERIA)), st.sampled_from(Level), st.sampled_from(Support))
def test_more_evidence_never_lowers(
    findings: Mapping[str, Finding], flags: frozenset[RedFlag], code: str, level: Level, support: Support
) -> None:
    before = findings.get(code, Finding(Level.NONE, frozenset()))
    more = Finding(max(before.level, level), before.support | {support})
    worse, better = assess(findings, flags=flags), assess({**findings, code: more}, flags=flags)
    assert better.points >= worse.points
    assert better.band >= worse.band
    assert len(better.gaps) <= len(worse.gaps)


@given(FINDINGS, FLAGS)
def test_closing_the_one_gap_meets_the_criteria(findings: Mapping[str, Finding], flags: frozenset[RedFlag]) -> None:
    found = assess(findings, flags=flags)
    if found.band is not Band.ONE_GAP:
        return
    match found.gaps[0]:
        case MissingLevel(criterion=code, needs=needs):
            assert assess({**findings, code: Finding(needs, PROVEN)}, flags=flags).band is Band.CRITERIA_MET
        case RedFlag():
            assert assess(findings).band is Band.CRITERIA_MET
        case MissingPoints(has=has):
            assert 60 <= has < 75


@pytest.mark.parametrize("seed", range(40))
def test_planted_cases_are_told_apart(seed: int) -> None:
    cases = ready_cases(seed)
    assert {case.reference: assess(case.findings).band for case in cases} == {
        case.reference: case.truth for case in cases
    }
    assert Counter(assess(case.findings).band for case in cases) == {
        Band.CRITERIA_MET: 8,
        Band.ONE_GAP: 9,
        Band.NOT_READY: 7,
    }
