"""Make an invented pack with its truth: the same seed gives the same papers."""

import json
from pathlib import Path

from interlace.world.criminal.chance import chance
from interlace.world.meeting_packs.cast import BUREAUS, Plot
from interlace.world.meeting_packs.papers import BureauPapers
from interlace.world.meeting_packs.plot import LEVELS, Plotter

STYLES = ("sheets", "stacked", "beside", "mail", "scan", "csv", "letters")


def make_pack(folder: Path, *, seed: int) -> Plot:
    """Write one folder for each bureau, and `truth.json` beside them in the form that scorers of packs read."""
    rng = chance("meeting pack", seed)
    plot = Plotter(rng).draw()
    folder.mkdir(parents=True, exist_ok=True)
    leads = 0
    for at, bureau in enumerate(rng.sample(BUREAUS, len(BUREAUS))):
        cases = [case for case in plot.cases if case.bureau is bureau]
        notes = [note for note in plot.notes if note.case.bureau is bureau]
        papers = BureauPapers(folder / bureau.code, bureau, cases, notes, rng)
        papers.write(STYLES[at % len(STYLES)])
        leads += papers.leads
    truth = {
        "pack": seed,
        "cases": [{"id": case.id, "bureau": case.bureau.code, "ref": case.reference} for case in plot.cases],
        "counts": {"cases": len(plot.cases), "leads": leads, "exhibits": 0},
        "links": [
            {
                "case_a": a,
                "case_b": b,
                "difficulty": min((reason["difficulty"] for reason in reasons), key=LEVELS.index),
                "reasons": reasons,
                "needs_ocr": False,
            }
            for (a, b), reasons in sorted(plot.links.items())
        ],
        "traps": plot.traps,
    }
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return plot
