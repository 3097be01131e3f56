"""A pack as an answer, and generated packs with their truth."""

import json
from datetime import date
from pathlib import Path

import pytest

from interlace.meeting.answering import answer_of, has_refused_rows
from interlace.meeting.linking.links import propose
from interlace.meeting.pack.folders import read_folder

LIST = "Lead no.,Case reference,Type,Value,Source,Grading,Remarks\n"


def folder(root: Path) -> Path:
    for bureau, value in (("KR", "010-0000-8751"), ("MY", "+82 10 0000 8751")):
        (root / bureau).mkdir()
        head = f"Case reference,Subject,Opened,Officer in charge\n{bureau}-1,Fraud,2026-01-02,N. N.\n"
        (root / bureau / "cases.csv").write_text(head, encoding="utf-8")
        rows = f"1,{bureau}-1,telephone,{value},witness,B2,\n2,{bureau}-1,telephone,,witness,B2,\n"
        (root / bureau / "leads.csv").write_text(LIST + rows, encoding="utf-8")
    return root


def test_the_answer_counts_cases_leads_and_exhibits_apart_and_names_file_and_cell(tmp_path: Path) -> None:
    pack, homes = read_folder(folder(tmp_path), today=date(2026, 10, 1))
    answer = answer_of(pack, propose(pack, homes))
    assert (answer["cases"], answer["leads"], answer["leads_to_repair"], answer["exhibits"]) == (2, 4, 2, 0)
    assert [(each["file"], each["cell"], each["reason"]) for each in answer["problems"]] == [
        ("KR/leads.csv", "row 3 column 4", "The value of this row is missing."),
        ("MY/leads.csv", "row 3 column 4", "The value of this row is missing."),
    ]
    (link,) = answer["links"]
    assert (link["case_a"], link["case_b"], link["reason"], link["value"]) == (
        "KR:KR-1",
        "MY:MY-1",
        "phone",
        "+821000008751",
    )
    assert has_refused_rows(pack)


@pytest.mark.parametrize("seed", [2])
def test_a_generated_pack_of_another_seed_is_linked_by_its_truth(tmp_path: Path, seed: int) -> None:
    try:
        import weasyprint  # noqa: F401 - it loads the system's Pango
    except (ImportError, OSError):
        pytest.skip("Pango is not on this machine")
    from interlace.world.meeting_packs.making import make_pack

    make_pack(tmp_path, seed=seed)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    pack, homes = read_folder(tmp_path, today=date(2027, 3, 1))
    assert (len(pack.cases), len(pack.leads), pack.exhibits_brought) == (24, truth["counts"]["leads"], 0)
    ids = {(case["bureau"], case["ref"]): case["id"] for case in truth["cases"]}
    pairs = {tuple(sorted((ids[link.case_a], ids[link.case_b]))) for link in propose(pack, homes)}
    true = {(link["case_a"], link["case_b"]) for link in truth["links"]}
    assert len(pairs & true) / len(pairs) >= 0.95
    assert len(pairs & true) / len(true) >= 0.9  # where Tesseract is missing, what stands in scans alone is not found


def test_a_link_out_of_a_bureaus_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "leads.csv").write_text(LIST + "9,KR-1,telephone,010-0000-9999,witness,B2,\n", encoding="utf-8")
    root = tmp_path / "pack"
    root.mkdir()
    folder(root)
    before, _ = read_folder(root, today=date(2026, 10, 1))
    (root / "KR" / "more.csv").symlink_to(elsewhere / "leads.csv")
    (root / "TH").symlink_to(elsewhere)
    after, homes = read_folder(root, today=date(2026, 10, 1))
    assert (len(after.leads), after.files, sorted(homes)) == (len(before.leads), before.files, ["KR", "MY"])
