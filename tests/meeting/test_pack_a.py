"""The pack of 24 cases and 75 leads with its truth: counters, problems at their places, links."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from interlace.meeting.linking.links import ProposedLink, propose
from interlace.meeting.pack.folders import read_folder
from interlace.meeting.pack.records import Pack

DATA = Path(os.environ.get("INTERLACE_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
PACK = DATA / "meeting_pack_a"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not PACK.is_dir(), reason="the folder of INTERLACE_TEST_DATA is not there"),
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not on this machine"),
]


@pytest.fixture(scope="module")
def truth() -> Any:
    return json.loads((PACK / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> tuple[Pack, list[ProposedLink]]:
    pack, homes = read_folder(PACK, today=date(2026, 10, 1))
    return pack, propose(pack, homes)


def test_the_counters_say_24_cases_75_leads_and_no_exhibit(found: tuple[Pack, list[ProposedLink]], truth: Any) -> None:
    pack, _ = found
    assert (len(pack.cases), len(pack.leads), pack.exhibits_brought) == (24, 75, 0)
    assert {case.key for case in pack.cases} == {(case["bureau"], case["ref"]) for case in truth["cases"]}
    assert sum(not lead.needs_repair for lead in pack.leads) == 68
    assert len(pack.held_at_home) == 40


def test_every_lead_stands_at_its_place(found: tuple[Pack, list[ProposedLink]], truth: Any) -> None:
    pack, _ = found
    assert {(lead.source.file, lead.source.place) for lead in pack.leads} == {
        (lead["file"], lead["where"]) for lead in truth["leads"]
    }


def test_every_planted_problem_is_told_at_its_place(found: tuple[Pack, list[ProposedLink]], truth: Any) -> None:
    pack, _ = found
    told = {(problem.source.file, problem.source.place): problem.outcome.value for problem in pack.problems}
    planted = {(problem["file"], problem["where"]): problem["outcome"] for problem in truth["problems"]}
    assert {place: told.get(place) for place in planted} == planted


def test_links_are_found_and_traps_are_not(found: tuple[Pack, list[ProposedLink]], truth: Any) -> None:
    _, proposed = found
    ids = {(case["bureau"], case["ref"]): case["id"] for case in truth["cases"]}
    pairs = {tuple(sorted((ids[link.case_a], ids[link.case_b]))) for link in proposed}
    true = {(link["case_a"], link["case_b"]) for link in truth["links"]}
    assert len(pairs & true) / len(true) >= 0.98
    assert len(pairs & true) / len(pairs) >= 0.95
