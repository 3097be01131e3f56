"""A pack stored for real: the own bureau's cases, leads, people and things; twice the same pack, killed midway."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.cases.filing import numbered
from tests.meeting.test_importing import LIST, folder
from tests.screening.killing import killed_once
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import CaseTerms, open_case
from interlace.cases.models import Case, CaseEntry, Lead
from interlace.cases.queries import case_view
from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.meeting.importing import Stored, store_own
from interlace.meeting.pack.folders import read_folder
from interlace.meeting.pack.opening import GivenFile, open_files
from interlace.meeting.words import words_of_part

TODAY = date(2026, 10, 1)
PEOPLE = "Case reference,Name,Date of birth,Nationality,Role\n"
THINGS = "Case reference,Type,Value,Remarks\n"


def pack_of(root: Path, *, leads: int = 2) -> Path:
    """Two bureaus with a case each; a person and a phone of ours, and a row that has to be mended."""
    folder(root)
    rows = "".join(f"{10 + at},KR-1,telephone,010-0000-{8800 + at},witness,B2,\n" for at in range(leads))
    (root / "KR" / "more.csv").write_text(LIST + rows, encoding="utf-8")
    (root / "KR" / "people.csv").write_text(PEOPLE + "KR-1,HAN Ji-seop,1985-03-02,KR,suspect\n", encoding="utf-8")
    (root / "KR" / "things.csv").write_text(THINGS + "KR-1,telephone,010-0000-0142,his own\n", encoding="utf-8")
    return root


def stored(root: Path) -> Stored:
    pack, homes = read_folder(root, today=TODAY)
    return store_own(viewer("KR"), pack, homes, scheme="ADMIRALTY", now=NOW)


def everything() -> tuple[int, int, int, int, int]:
    with steward(Task.VERIFY):
        return tuple(model.objects.count() for model in (Case, Lead, CaseEntry, Fact, Contribution))  # type: ignore[return-value]


@pytest.mark.django_db
def test_own_cases_leads_people_and_things_are_stored_and_those_of_others_are_not(tmp_path: Path) -> None:
    make_members("KR", "MY")
    done = stored(pack_of(tmp_path))
    assert (done.cases, done.leads, done.subjects, done.untouched) == (1, 3, 2, ())
    seen = case_view(viewer("KR"), "KR-1", now=NOW)
    assert (seen.case.title, seen.counts.leads, seen.counts.exhibits) == ("Fraud", 3, 0)
    assert {each.text for each in seen.leads} >= {"phone: 010-0000-8751"}
    assert {each.grading for each in seen.leads} == {"ADMIRALTY:B2"}
    assert {each.place for each in seen.leads} >= {"KR/leads.csv: row 2 column 4"}
    assert sorted(each.schema for each in seen.subjects) == ["Person", "UserAccount"]
    assert {fact.source for each in seen.subjects for fact in each.facts} == {
        "KR/people.csv: row 2 column 2",
        "KR/things.csv: row 2 column 3",
    }
    with steward(Task.VERIFY):
        assert set(Case.objects.values_list("member", flat=True)) == {"KR"}
        assert set(Fact.objects.values_list("originator", flat=True)) == {"KR"}


@pytest.mark.django_db
def test_the_same_pack_twice_stores_nothing_twice(tmp_path: Path) -> None:
    make_members("KR", "MY")
    stored(pack_of(tmp_path))
    before = everything()
    again = stored(tmp_path)
    assert everything() == before
    assert (again.cases, again.leads, again.subjects) == (0, 0, 0)
    assert (again.cases_known, again.subjects_known) == (1, 2)


@pytest.mark.django_db
def test_a_case_that_the_officer_may_not_work_on_is_told_and_the_others_are_stored(tmp_path: Path) -> None:
    make_members("KR", "MY")
    pack_of(tmp_path)
    head = "Case reference,Subject,Opened,Officer in charge\nKR-1,Fraud,2026-01-02,N. N.\nKR-2,Theft,2026-01-02,N. N.\n"
    (tmp_path / "KR" / "cases.csv").write_text(head, encoding="utf-8")
    open_case(numbered(viewer("KR", post="second"), "KR-1"), CaseTerms("Another one"), now=NOW)
    done = stored(tmp_path)
    assert [(each.reference, each.reason) for each in done.untouched] == [("KR-1", "You are not on this case.")]
    assert case_view(viewer("KR"), "KR-2", now=NOW).case.title == "Theft"


@pytest.mark.django_db(transaction=True)
@pytest.mark.process
def test_an_import_that_is_killed_midway_goes_on_where_it_was(tmp_path: Path) -> None:
    make_members("KR", "MY")
    pack, homes = read_folder(pack_of(tmp_path, leads=120), today=TODAY)

    def is_under_way() -> bool:
        with steward(Task.VERIFY):
            return Lead.objects.count() > 5

    killed_once(is_under_way, lambda: store_own(viewer("KR"), pack, homes, scheme="", now=NOW))
    with steward(Task.VERIFY):
        left = Lead.objects.count()
    assert 0 < left < 121
    done = store_own(viewer("KR"), pack, homes, scheme="", now=NOW.replace(minute=NOW.minute + 1))
    assert (done.cases, done.leads_known, done.leads_known + done.leads) == (0, left, 121)
    with steward(Task.VERIFY):
        assert (Case.objects.count(), Lead.objects.count(), CaseEntry.objects.count()) == (1, 121, 2)


def test_a_hostile_workbook_is_told_as_a_problem_and_the_rest_of_the_pack_is_read(tmp_path: Path) -> None:
    pack_of(tmp_path)
    with zipfile.ZipFile(tmp_path / "KR" / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    pack, _ = read_folder(tmp_path, today=TODAY)
    (refused,) = pack.not_read
    assert refused.source.file == "KR/bomb.xlsx"
    assert words_of_part(refused).startswith("This file was refused as unsafe or damaged")
    assert (len(pack.cases), len(pack.leads)) == (2, 6)


def test_files_that_bring_their_reader_down_leave_the_others_readable() -> None:
    page = b"%PDF-1.4\n" + b"[" * 4_000_000
    sound = LIST.encode() + b"1,KR-1,telephone,010-0000-8751,witness,B2,\n"
    files = [GivenFile("KR/bad.pdf", page), GivenFile("KR/leads.csv", sound)]
    read = {file.path: documents for file, documents in open_files(files, country="KR", languages=("ko",))}
    assert len(read["KR/leads.csv"][0].blocks) == 1
    assert read["KR/bad.pdf"][0].remarks


@pytest.mark.django_db
def test_what_is_imported_into_a_closed_in_case_is_read_by_who_is_on_it_alone(tmp_path: Path) -> None:
    make_members("KR", "MY")
    open_case(numbered("KR", "KR-1"), CaseTerms(title="Fraud", is_closed_in=True), now=NOW)
    root = pack_of(tmp_path)

    done, again = stored(root), stored(root)

    assert (done.subjects, again.subjects, again.subjects_known, again.untouched) == (2, 0, 2, ())
    read = {}
    for post in ("desk", "second"):
        who = viewer("KR", post=post)
        with acting(who, now=NOW):
            read[post] = Fact.objects.visible_to(who).values("subject").distinct().count()
    assert read == {"desk": 2, "second": 0}
