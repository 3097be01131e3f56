"""A pack from its drop to its links: read as a job, stopped and resumed, killed midway, stored, laid on a table."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as node
from django.db import connection
from django.utils import timezone
from tests.cases.walking import browser_of, read, text_of
from tests.meeting.holding import called
from tests.meeting.test_importing import LIST, folder
from tests.meeting.test_pages import client_of
from tests.screening.killing import killed_once
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.models import Case, Lead
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.foundation.jobs.actions import ask_to_stop
from interlace.foundation.jobs.models import Job, JobState
from interlace.meeting.bringing import actions, keeping
from interlace.meeting.bringing.keeping import BroughtPack, content_of, pack_of
from interlace.meeting.bringing.working import run_pack_work
from interlace.meeting.pack.opening import entries_of
from interlace.meeting.queries import meeting_view

pytestmark = pytest.mark.django_db(transaction=True)
BUREAUS = ("KR", "MY")


@pytest.fixture(autouse=True)
def world(settings: Any, tmp_path: Path) -> None:
    settings.INTERLACE_DEMO = True
    settings.INTERLACE_WORKER = False
    make_members("KR", "MY", "TH")
    folder(tmp_path)


def zipped(root: Path, *, within: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """The folders of the bureaus as one ZIP."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(each for each in root.rglob("*.csv")):
            archive.writestr(within + file.relative_to(root).as_posix(), file.read_bytes())
        for name, data in (more or {}).items():
            archive.writestr(within + name, data)
    return content.getvalue()


def bomb() -> bytes:
    """A workbook that unpacks to far more than it is."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    return content.getvalue()


def handed_in(root: Path, **given: Any) -> BroughtPack:
    by = viewer("KR")
    # A job has a clock of its own, by which a pack of last year would have been thrown away.
    made = actions.hand_in_pack(by, zipped(root, **given), file_name="pack.zip", now=timezone.now())
    return pack_of(by, made.id, now=made.made)


def waiting(monkeypatch: pytest.MonkeyPatch, root: Path, **given: Any) -> tuple[BroughtPack, UUID]:
    """A pack whose job waits, as where a worker runs beside the page."""
    monkeypatch.setattr(actions, "_defer_to_commit", lambda **_ids: None)
    pack = handed_in(root, **given)
    assert pack.job is not None
    return pack, pack.job


def test_from_the_drop_to_the_links_and_into_the_own_cases(tmp_path: Path) -> None:
    client = client_of("KR")
    file = io.BytesIO(zipped(tmp_path, within="meeting/", more={"KR/bomb.xlsx": bomb()}))
    file.name = "pack.zip"
    dropped = client.post("/packs", {"file": file})
    assert dropped.status_code == 302, text_of(dropped)
    address = dropped["Location"]
    page = read(client, address)
    for said in ("Cases 2", "Leads 4", "Leads to mend 2", "Exhibits brought 0", "KR:KR-1 and MY:MY-1", "+821000008751"):
        assert said in page, said
    assert "KR/leads.csv: row 3 column 4 The value of this row is missing. Ask the bureau for the value." in page
    assert "KR/bomb.xlsx: file This file was refused as unsafe or damaged" in page

    stored = client.post(address, {"do": "store", "scheme": "ADMIRALTY"})
    assert stored.status_code == 302
    assert "Cases opened 1 Cases that were there 0 Leads 1" in read(client, address)
    with steward(Task.VERIFY):
        assert list(Case.objects.values_list("member", "reference")) == [("KR", "KR-1")]
        assert list(Lead.objects.values_list("grading_scheme", flat=True)) == ["ADMIRALTY"]
    client.post(address, {"do": "store"})
    assert "Cases opened 0 Cases that were there 1 Leads 0 Leads that were there 1" in read(client, address)
    with steward(Task.VERIFY):
        assert (Case.objects.count(), Lead.objects.count()) == (1, 1)

    assert client.post(address, {"do": "discard"}).status_code == 302
    assert client.get(address).status_code == 404


def test_the_host_lays_it_on_the_table_and_nobody_else_does(tmp_path: Path) -> None:
    meeting = called("KR", "MY", "TH")
    pack = handed_in(tmp_path)
    assert meeting_view(viewer("MY"), meeting.id, now=NOW).links == ()
    client = client_of("KR")
    assert client.post(f"/packs/{pack.id}", {"do": "lay", "meeting": str(meeting.id)}).status_code == 302
    (link,) = meeting_view(viewer("MY"), meeting.id, now=NOW).links
    assert (link.link.case_a, link.link.case_b) == ("KR-1", "MY-1")
    refused = client.post(f"/packs/{pack.id}", {"do": "lay", "meeting": str(uuid4())})
    assert refused.status_code == 404
    theirs = called("MY", "KR")
    refused = client.post(f"/packs/{pack.id}", {"do": "lay", "meeting": str(theirs.id)})
    assert (refused.status_code, "Only the bureau that holds the meeting" in text_of(refused)) == (403, True)


def test_a_pack_is_its_officer_s_alone_and_lies_sealed(tmp_path: Path) -> None:
    pack = handed_in(tmp_path)
    for officer in ("kr.second", "my.desk"):
        client = browser_of(officer)
        assert "No pack has been handed in." in read(client, "/packs")
        for act in ("discard", "go-on", "store"):
            assert client.post(f"/packs/{pack.id}", {"do": act}).status_code == 404
        assert client.get(f"/packs/{pack.id}").status_code == 404
        assert client.get(f"/packs/{pack.id}/progress").status_code == 404
    with pytest.raises(NotFound):
        pack_of(viewer("KR"), pack.id, now=pack.ends)
    lying = b"".join(each.read_bytes() for each in pack.folder.iterdir())
    assert all(word not in lying for word in (b"KR-1", b"8751", b"pack.zip", b"leads.csv"))


def test_what_is_no_pack_is_refused_at_once_and_not_kept(tmp_path: Path) -> None:
    by, client = viewer("KR"), client_of("KR")
    many = {f"KR/{number}.txt": b"." for number in range(1001)}
    for archive, code in (
        (b"no archive", "pack_not_opened"),
        (zipped(tmp_path / "nothing"), "pack_without_bureaus"),
        (zipped(tmp_path / "nothing", more=many), "pack_not_opened"),
        (zipped(tmp_path / "nothing", more={"../KR/leads.csv": b".", "leads.csv": b"."}), "pack_without_bureaus"),
    ):
        with pytest.raises(InvalidInput) as refused:
            actions.hand_in_pack(by, archive, file_name="pack.zip", now=timezone.now())
        assert refused.value.code == code
        file = io.BytesIO(archive)
        file.name = "pack.zip"
        answer = client.post("/packs", {"file": file})
        assert (answer.status_code, str(refused.value.message) in text_of(answer)) == (422, True)
    assert client.post("/packs", {}).status_code == 422
    assert keeping.packs_of(by, now=timezone.now()) == []


def test_it_is_stopped_between_files_and_goes_on_where_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, job = waiting(monkeypatch, tmp_path)
    by, client = viewer("KR"), client_of("KR")
    with pytest.raises(Conflict):
        actions.store_pack(by, pack.id, now=pack.made)
    assert "0 of" not in read(client, f"/packs/{pack.id}")
    assert "It waits for its turn." in text_of(client.get(f"/packs/{pack.id}/progress"))
    keep = keeping.keep_part

    def stopped_after_one(of: BroughtPack, number: int, said: Any) -> None:
        keep(of, number, said)
        ask_to_stop(viewer=by, job_id=job, now=NOW)

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "keep_part", stopped_after_one)
        run_pack_work(job_id=job, pack_id=pack.id)
    assert Job.objects.get(pk=job).state == JobState.CANCELLED
    left = pack.files_read
    assert 0 < left < 4
    assert f"Stopped. {left} of 4 files are read. Go on where it stood." in read(client, f"/packs/{pack.id}")

    again = actions.go_on_with_pack(by, pack.id, now=pack.made)
    read_again: list[int] = []

    def counted(of: BroughtPack, number: int, said: Any) -> None:
        read_again.append(number)
        keep(of, number, said)

    monkeypatch.setattr(keeping, "keep_part", counted)
    assert again.job is not None
    run_pack_work(job_id=again.job, pack_id=pack.id)
    assert len(read_again) == 4 - left
    content = content_of(pack)
    assert (len(content.pack.cases), len(content.pack.leads), len(content.links)) == (2, 4, 1)


def test_two_who_go_on_at_once_begin_one_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack, job = waiting(monkeypatch, tmp_path)
    by = viewer("KR")
    ask_to_stop(viewer=by, job_id=job, now=NOW)
    both = Barrier(2)

    def go_on(_turn: int) -> str:
        both.wait()
        try:
            actions.go_on_with_pack(by, pack.id, now=pack.made)
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(go_on, range(2))) == ["begun", "pack_under_way"]
    assert Job.objects.filter(kind=actions.READING).count() == 2


def test_what_is_thrown_away_is_in_the_ledger_and_gone(tmp_path: Path) -> None:
    pack = handed_in(tmp_path)
    actions.discard_pack(viewer("KR"), pack.id, now=pack.made)
    with steward(Task.VERIFY):
        assert Leaf.objects.filter(event="meeting.pack_discarded", object_id=pack.id).count() == 1
    assert not pack.folder.exists()


@pytest.mark.process
def test_it_is_killed_midway_goes_on_and_comes_to_the_same_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = content_of(handed_in(tmp_path, more={"TH/leads.csv": LIST.encode()}))
    pack, job = waiting(monkeypatch, tmp_path, more={"TH/leads.csv": LIST.encode()})
    killed_once(lambda: pack.files_read > 0, lambda: run_pack_work(job_id=job, pack_id=pack.id))
    assert (0 < pack.files_read < 5, pack.is_read) == (True, False)
    assert Job.objects.get(pk=job).state == JobState.RUNNING
    run_pack_work(job_id=job, pack_id=pack.id)  # as the keeping of jobs takes it up again
    assert Job.objects.get(pk=job).state == JobState.DONE
    assert content_of(pack) == whole
    run_pack_work(job_id=job, pack_id=pack.id)
    assert content_of(pack) == whole


def test_a_file_that_breaks_its_reader_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    pack = handed_in(tmp_path, more={"KR/bad.pdf": b"%PDF-1.4\n" + b"[" * 4_000_000})
    content = content_of(pack)
    assert [each.source.file for each in content.pack.not_read] == ["KR/bad.pdf"]
    assert len(content.pack.leads) == 4


def test_the_jail_lists_an_archive_and_nothing_leads_out_of_it(tmp_path: Path) -> None:
    archive = zipped(tmp_path, within="pack/", more={"__MACOSX/KR/x.csv": b".", "KR/.hidden": b"."})
    assert [each.path for each in entries_of(archive)] == [
        f"{bureau}/{name}.csv" for bureau in BUREAUS for name in ("cases", "leads")
    ]
    assert not (Path(node.INTERLACE_DATA) / "KR").exists()
