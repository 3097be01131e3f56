"""Every version of the model that was ever shipped can be asked for and scores as it did."""

import json
from pathlib import Path

import pytest

from interlace.core.dates import PartialDate
from interlace.core.matching import CURRENT, MODEL, Band, Description, compare, model, versions

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent / "golden"
PAIRS = [line.split("\t") for line in (GOLDEN / "pairs.tsv").read_text(encoding="utf-8").splitlines()]


def description(schema: str, name: str, birth_date: str) -> Description:
    return Description.of(
        schema,
        names=[name] if name else [],
        birth_dates=[PartialDate.from_iso(birth_date)] if birth_date else [],
    )


@pytest.mark.parametrize("version", versions())
def test_version_scores_as_when_it_was_shipped(version: str) -> None:
    """A new version gets a file of its own: `python -m benchmarks.matching.golden VERSION`."""
    kept = json.loads((GOLDEN / f"{version}.json").read_text(encoding="utf-8"))
    scored = [
        compare(description(schema, left, born), description(schema, right, other), model=model(version))
        for schema, left, born, right, other in PAIRS
    ]
    assert [score.bits for score in scored] == kept
    assert {score.model.partition("/")[0] for score in scored} == {version}


def test_newest_version_scores_where_none_is_asked_for() -> None:
    assert (versions()[-1], model(MODEL)) == (MODEL, CURRENT)
    score = compare(Description.of("Person", names=["Thong Dee"]), Description.of("Person", names=["Thong Dee"]))
    assert score.model.partition("/")[0] == MODEL


def test_common_names_are_those_of_the_version() -> None:
    same = Description.of("Person", names=["Carlos Quintanar"])
    asked = [compare(same, same, model=model(version)) for version in versions()]
    assert [score.model for score in asked] == [f"{version}/{model(version).frequencies}" for version in versions()]


def test_published_quality_is_that_of_the_model_in_force() -> None:
    """`python -m benchmarks.matching.quality` writes it anew."""
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert f"Model: `{MODEL}` of {CURRENT.date}, common names of\n`{CURRENT.frequencies}`" in page
    told = [
        line.split("|")[1:3]
        for line in page.splitlines()
        if line.startswith(("| very", "| strong", "| fair", "| weak"))
    ]
    assert [(band.strip().replace(" ", "_"), float(bits)) for band, bits in told] == [
        (band.value, bits) for bits, band in CURRENT.thresholds
    ]


def test_false_alarms_of_a_stronger_band_are_never_more() -> None:
    counts = [CURRENT.false_alarms[band] for _, band in CURRENT.thresholds]
    assert counts == sorted(counts)
    assert CURRENT.false_alarms_from


def test_version_that_was_never_shipped_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no such model: interlace-names-0"):
        model("interlace-names-0")


@pytest.mark.parametrize("version", versions())
def test_bands_of_a_version_stand_from_the_strongest_down(version: str) -> None:
    bits, bands = zip(*model(version).thresholds, strict=True)
    assert list(bits) == sorted(bits, reverse=True)
    assert bands == (Band.VERY_STRONG, Band.STRONG, Band.FAIR, Band.WEAK)
