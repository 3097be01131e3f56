"""The commands of a bureau that imports, mends, undoes and recalls."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.facts import sheets
from tests.facts.network import facts_of, make_network

from interlace.facts.cli import import_, share
from interlace.foundation.console.options import take_options
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

SHARING = ["--audience", "TH,VN", "--hit", "hit", "--purpose", "fraud", "--until", "2099-06-30", "--status", "suspect"]


@pytest.fixture(autouse=True)
def network() -> None:
    """KR, TH, VN and SG, whose desks are profiles of the operator."""
    make_network()
    Officer.objects.update(is_profile=True)


def run(command: Any, *words: str, profile: str = "KR", output: str = "json") -> Result:
    chosen, rest = take_options(["--as", profile, "-o", output, *words], environment={})
    return CliRunner().invoke(command, rest, obj=chosen, standalone_mode=False)


def answer(result: Result) -> Any:
    if result.exception is not None:
        raise result.exception
    return json.loads(result.stdout)


def korean_sheet(folder: Path) -> str:
    return str(sheets.write_xlsx(folder / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS))


def test_an_import_answers_every_refused_row_and_ends_with_5(tmp_path: Path) -> None:
    result = run(import_, korean_sheet(tmp_path), *SHARING)
    said = answer(result)
    assert (result.return_value, said["rows"], said["state"]) == (
        5,
        {"read": 10, "stored": 9, "refused": 1, "known": 0},
        "done",
    )
    assert said["problems"] == [
        {
            "row": 6,
            "cell": "C7",
            "column": "전화번호",
            "code": "phone_too_short",
            "what": "Phone too short: 9 digits, 10–11 expected.",
            "fix": "Add the missing digits, or leave the row out.",
            "stored": False,
        }
    ]


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    said = answer(run(import_, korean_sheet(tmp_path), *SHARING, "--dry-run"))
    assert (said["rows"]["stored"], facts_of("KR")) == (9, [])


def test_a_row_is_mended_and_the_import_undone(tmp_path: Path) -> None:
    done = answer(run(import_, korean_sheet(tmp_path), *SHARING))
    mended = run(import_, "mend", done["id"], "6", "--set", "전화번호=010 0000 0142")
    assert (mended.return_value, answer(mended)["rows"]["stored"]) == (0, 10)
    assert answer(run(import_, "problems", done["id"])) == []
    assert answer(run(import_, "undo", done["id"]))["state"] == "undone"
    assert facts_of("KR") == []


def test_the_sheet_comes_back_with_its_problems(tmp_path: Path) -> None:
    target = tmp_path / "result.csv"
    run(import_, korean_sheet(tmp_path), *SHARING, "--result", str(target))
    text = target.read_text(encoding="utf-8-sig")
    assert "C7 전화번호: Phone too short: 9 digits, 10–11 expected." in text
    assert text.startswith('"# Handling: TH and VN may know that a possible hit exists')


def test_a_saved_map_reads_a_senders_columns(tmp_path: Path) -> None:
    columns = ["--column", "Who=name", "--column", "Ring=phone"]
    answer(run(import_, "map", "save", "odd", *columns, "--country", "KR", "--status", "suspect"))
    assert [each["name"] for each in answer(run(import_, "map", "list"))] == ["odd"]
    path = sheets.write_csv(tmp_path / "a.csv", [["Han", "010 0000 0142"]], headers=["Who", "Ring"])
    said = answer(run(import_, str(path), *SHARING[:-2], "--map", "odd"))
    assert (said["rows"]["stored"], said["notes"]) == (1, {"exercise_range": 1})


def test_a_register_is_loaded_and_undone(tmp_path: Path) -> None:
    rows = [[f"P-{number}", *sheets.sound_row(number)] for number in range(1, 6)]
    path = sheets.write_csv(tmp_path / "list.csv", rows, headers=["Record id", *sheets.HEADERS])
    effect = ["--register", "wanted", "--legal-effect", "An entry permits no arrest."]
    done = answer(run(import_, str(path), *SHARING, *effect))
    assert done["rows"] == {"read": 5, "stored": 5, "refused": 0, "known": 0}
    assert facts_of("KR") == []
    assert answer(run(import_, "undo", done["id"]))["state"] == "undone"


def test_what_is_shared_is_said_in_a_sentence_and_can_be_recalled(tmp_path: Path) -> None:
    answer(run(import_, korean_sheet(tmp_path), *SHARING))
    (shared,) = answer(run(share, "list"))
    assert "TH" in shared["handling"]
    phone = next(fact for fact in facts_of("KR") if fact.prop == "phone")
    assert answer(run(share, "recall", str(phone.id), "--reason", "wrong-attribution"))["recalled"] == 1
    assert phone.id not in {fact.id for fact in facts_of("KR")}


def test_a_template_names_its_columns_in_the_language_asked_for() -> None:
    assert run(import_, "templates", "--language", "ko").stdout.startswith("이름,별명,생년월일,")
