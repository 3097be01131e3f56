"""The node shows the figures that the page of quality states."""

from pathlib import Path

from benchmarks.matching.published import figures_of

from interlace.core.matching import MODEL
from interlace.core.matching.measures import Alarms, Measured, Rate, measures_of

ROOT = Path(__file__).resolve().parents[2]


def test_the_node_shows_the_figures_of_the_published_page() -> None:
    """`python -m benchmarks.matching.published` writes them anew."""
    version, figures = figures_of((ROOT / "docs" / "quality.md").read_text(encoding="utf-8"))
    kept = measures_of(version)
    assert version == MODEL
    assert kept is not None
    assert kept.sets == tuple(Measured(**each) for each in figures["sets"])
    assert kept.alarms == tuple(
        Alarms(each["tradition"], each["persons"], Rate(**each["latin"]), Rate(**each["native"]))
        for each in figures["alarms"]
    )


def test_a_version_that_was_measured_before_figures_were_kept_has_none() -> None:
    assert measures_of("interlace-names-2") is None
