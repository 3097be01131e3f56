"""Contributing: sound rows become facts under the contributor's conditions, the others are answered at their cells."""

from pathlib import Path

import pytest
from tests.facts import sheets
from tests.facts.network import NOW, counts, facts_of, import_file, make_network, sharing, viewer

from interlace.core.handling import Action, HitMode
from interlace.facts.actions import try_contribution
from interlace.facts.events import FactsStored
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Contribution, Fact, RowProblem
from interlace.facts.values import Reading
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import InvalidInput, Refused
from interlace.foundation.events import listen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    """KR, TH, VN and SG."""
    make_network()


def test_of_a_thousand_rows_with_37_errors_963_are_stored_and_37_answered_at_their_cells(tmp_path: Path) -> None:
    rows, expected = sheets.planted(1000, 37)
    outcome = import_file(sheets.write_csv(tmp_path / "suspects.csv", rows))
    assert counts(outcome) == {"read": 1000, "stored": 963, "refused": 37, "known": 0}
    assert {problem.row: (problem.column, problem.code) for problem in outcome.problems} == expected
    letters = dict(zip(sheets.HEADERS, "ABCDEF", strict=True))
    assert {problem.row: problem.cell for problem in outcome.problems} == {
        row: f"{letters[column]}{row + 1}" for row, (column, _code) in expected.items()
    }


def test_the_repaired_sheet_stores_the_37_and_nothing_twice(tmp_path: Path) -> None:
    rows, _expected = sheets.planted(1000, 37)
    import_file(sheets.write_csv(tmp_path / "suspects.csv", rows))
    before = len(facts_of("KR"))
    repaired = [sheets.sound_row(number) for number in range(1, 1001)]
    outcome = import_file(sheets.write_xlsx(tmp_path / "repaired.xlsx", repaired))
    assert counts(outcome) == {"read": 1000, "stored": 37, "refused": 0, "known": 963}
    facts = facts_of("KR")
    assert len(facts) == before + outcome.contribution.facts_stored
    assert len({(fact.subject, fact.prop, fact.original) for fact in facts}) == len(facts)


def test_the_same_row_twice_is_one_fact(tmp_path: Path) -> None:
    row = sheets.sound_row(7)
    outcome = import_file(sheets.write_csv(tmp_path / "twice.csv", [row, row]))
    assert counts(outcome) == {"read": 2, "stored": 1, "refused": 0, "known": 1}


def test_named_bureaus_learn_of_a_hit_and_read_nothing(tmp_path: Path) -> None:
    import_file(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)]), terms=sharing("TH"))
    assert facts_of("TH", action=Action.READ) == []
    assert {fact.prop for fact in facts_of("TH", action=Action.DISCOVER)} == {
        "name",
        "birthDate",
        "phone",
        "status",
        "publicKey",
        "holder",
    }


def test_content_is_read_by_the_named_bureau_and_by_nobody_else(tmp_path: Path) -> None:
    terms = sharing("TH", hit=HitMode.CONTENT)
    import_file(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)]), terms=terms)
    (name,) = (fact for fact in facts_of("TH") if fact.prop == "name")
    assert (name.value, name.originator, name.grading_scheme, name.grading_source, name.grading_information) == (
        "Lee Ben-0ho",
        "KR",
        "ADMIRALTY",
        "B",
        "2",
    )
    assert facts_of("TH", purpose="trafficking") == []


def test_the_korean_sheet_gives_persons_their_phones_and_wallets(tmp_path: Path) -> None:
    path = sheets.write_xlsx(tmp_path / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS)
    outcome = import_file(path)
    assert counts(outcome) == {"read": 10, "stored": 9, "refused": 1, "known": 0}
    (problem,) = outcome.problems
    assert (problem.row, problem.cell, problem.column, problem.code, dict(problem.params)) == (
        6,
        "C7",
        "전화번호",
        "phone_too_short",
        {"digits": 9, "expected": "10–11"},
    )
    facts = facts_of("KR")
    han = next(fact.subject for fact in facts if fact.value == "한지섭")
    assert [(fact.prop, fact.value, fact.row) for fact in facts if fact.subject == han] == [
        ("birthDate", "1991-04-17", 1),
        ("name", "한지섭", 1),
        ("status", "suspect", 1),
        ("phone", "+821000000142", 4),
        ("phone", "+821000000178", 5),
    ]
    holders = {fact.value for fact in facts if fact.prop == "holder"}
    assert holders == {str(fact.subject) for fact in facts if fact.value in {"오태림", "문경호"}}
    assert outcome.contribution.notes == {"exercise_range": 4}


def test_one_ledger_leaf_holds_the_root_of_the_batch(tmp_path: Path) -> None:
    outcome = import_file(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)]))
    with acting(viewer("KR"), now=NOW):
        leaves = list(Leaf.objects.filter(event="facts.contributed"))
    assert [leaf.object_id for leaf in leaves] == [str(outcome.contribution.id)]
    assert f'"root":"{outcome.contribution.batch_root}"' in leaves[0].entry


def test_whoever_listens_learns_of_new_facts_in_the_same_transaction(tmp_path: Path) -> None:
    heard: list[FactsStored] = []
    listen(FactsStored)(heard.append)
    outcome = import_file(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)]))
    (event,) = [event for event in heard if event.contribution == outcome.contribution.id]
    assert (event.member, event.facts) == ("KR", outcome.contribution.facts_stored)
    assert set(event.subjects) == {fact.subject for fact in facts_of("KR")}


def test_a_trial_says_what_would_happen_and_leaves_nothing(tmp_path: Path) -> None:
    rows, _expected = sheets.planted(50, 3)
    source = ImportedFile.open(sheets.write_csv(tmp_path / "try.csv", rows), Defaults(reading=Reading("KR")))
    outcome = try_contribution(viewer("KR"), source, sharing("TH"), now=NOW)
    assert counts(outcome) == {"read": 50, "stored": 47, "refused": 3, "known": 0}
    with acting(viewer("KR"), now=NOW):
        left = (Fact.objects.count(), Contribution.objects.count(), RowProblem.objects.count(), Leaf.objects.count())
    assert left == (0, 0, 0, 0)


def test_a_person_without_status_is_refused_with_the_fix(tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "a.csv", [["Han Ji-seop"]], headers=["Name"])
    outcome = import_file(path, defaults=Defaults())
    assert [problem.code for problem in outcome.problems] == ["status_missing"]


def test_a_row_of_another_purpose_is_stored_under_that_purpose(tmp_path: Path) -> None:
    headers = ("Name", "Status", "Purpose")
    rows = [["Han Ji-seop", "suspect", "fraud"], ["Nguyen Van An", "victim", "trafficking"]]
    terms = sharing("TH", hit=HitMode.CONTENT)
    import_file(sheets.write_csv(tmp_path / "a.csv", rows, headers=headers), terms=terms)
    names = {
        purpose: [fact.value for fact in facts_of("TH", purpose=purpose) if fact.prop == "name"]
        for purpose in ("fraud", "trafficking")
    }
    assert names == {"fraud": ["Han Ji-seop"], "trafficking": ["Nguyen Van An"]}


def test_a_purpose_that_is_not_the_officers_refuses_the_row(tmp_path: Path) -> None:
    path = sheets.write_csv(
        tmp_path / "a.csv", [["Han Ji-seop", "suspect", "terrorism"]], headers=("Name", "Status", "Purpose")
    )
    assert [problem.code for problem in import_file(path).problems] == ["purpose_not_yours"]


def test_a_missing_person_may_not_be_silent(tmp_path: Path) -> None:
    rows = [["Han Ji-seop", "suspect"], ["Nguyen Van An", "missing"]]
    path = sheets.write_csv(tmp_path / "a.csv", rows, headers=("Name", "Status"))
    outcome = import_file(path, terms=sharing("TH", hit=HitMode.SILENT))
    assert [(problem.row, problem.code) for problem in outcome.problems] == [(2, "status_never_silent")]


def test_a_handling_code_narrows_its_row_and_is_kept_as_written(tmp_path: Path) -> None:
    headers = ("Name", "Status", "Handling", "Conditions")
    rows = [
        ["Open Person", "suspect", "EUROPOL_H:H0", ""],
        ["Conditioned Person", "suspect", "EUROPOL_H:H1+H3", "Ask before any arrest"],
        ["Reserved Person", "suspect", "EUROPOL_H:H4", ""],
        ["Own Person", "suspect", "TLP:AMBER+STRICT", ""],
        ["Bare Person", "suspect", "C", ""],
        ["Textless Person", "suspect", "3x5x2:C", ""],
    ]
    outcome = import_file(
        sheets.write_csv(tmp_path / "a.csv", rows, headers=headers), terms=sharing("TH", hit=HitMode.CONTENT)
    )
    assert [(problem.row, problem.code) for problem in outcome.problems] == [
        (5, "handling_code_without_scheme"),
        (6, "handling_text_missing"),
    ]
    seen = {
        fact.value: (fact.markings, fact.condition, sorted(fact.label.as_label().codes))
        for fact in facts_of("TH")
        if fact.prop == "name"
    }
    assert seen == {
        "Open Person": ("EUROPOL_H:H0", "", []),
        "Conditioned Person": ("EUROPOL_H:H1 EUROPOL_H:H3", "Ask before any arrest", ["C", "J"]),
    }
    assert len([fact for fact in facts_of("KR") if fact.prop == "name"]) == 4


def test_an_officer_without_the_role_contributes_nothing(tmp_path: Path) -> None:
    from dataclasses import replace

    source = ImportedFile.open(sheets.write_csv(tmp_path / "a.csv", [sheets.sound_row(1)]), Defaults())
    with pytest.raises(Refused):
        try_contribution(replace(viewer("KR"), verbs=frozenset()), source, sharing("TH"), now=NOW)


def test_an_unknown_bureau_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        import_file(sheets.write_csv(tmp_path / "a.csv", [sheets.sound_row(1)]), terms=sharing("TH", "QQ"))
