"""Packs by REST and by `interlace pack`, from the hand-in to what is stored."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as node
from django.utils import timezone
from tests.meeting.bringing.test_packs import zipped
from tests.meeting.holding import called
from tests.meeting.test_importing import folder
from tests.meeting.test_pages import client_of
from tests.screening.network import make_members

from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.jobs import discard_uploads
from interlace.foundation.http.models import Upload
from interlace.foundation.http.uploads import KEPT
from interlace.meeting.pack_cli import pack as commands

pytestmark = pytest.mark.django_db(transaction=True)
JSON, OCTETS = "application/json", "application/octet-stream"
MATTER = {"purpose": "fraud", "reference": "KR-2026-0001"}


@pytest.fixture(autouse=True)
def world(settings: Any, tmp_path: Path) -> None:
    settings.INTERLACE_DEMO = True
    settings.INTERLACE_WORKER = False
    make_members("KR", "MY", "TH")
    (tmp_path / "brought").mkdir()
    folder(tmp_path / "brought")


def test_an_upload_is_read_stored_laid_and_thrown_away_by_rest(tmp_path: Path) -> None:
    korea, malaysia = client_of("KR"), client_of("MY")
    content = zipped(tmp_path / "brought")
    upload = korea.post("/api/v1/uploads", {"name": "pack.zip", "size": len(content)}, content_type=JSON).json()["id"]
    assert korea.post("/api/v1/packs", {"upload": upload}, content_type=JSON).status_code == 409
    korea.put(f"/api/v1/uploads/{upload}?offset=0", content, content_type=OCTETS)
    assert malaysia.post("/api/v1/packs", {"upload": upload}, content_type=JSON).status_code == 404
    made = korea.post("/api/v1/packs", {"upload": upload}, content_type=JSON)
    assert made.status_code == 201, made.content
    address = f"/api/v1/packs/{made.json()['id']}"

    found = korea.get(address).json()
    assert (found["work"]["state"], found["is_read"], found["is_stored"]) == ("done", True, False)
    assert {name: found["holds"][name] for name in ("cases", "leads", "leads_to_repair", "exhibits")} == {
        "cases": 2,
        "leads": 4,
        "leads_to_repair": 2,
        "exhibits": 0,
    }
    assert [(each["file"], each["cell"]) for each in found["holds"]["problems"]] == [
        ("KR/leads.csv", "row 3 column 4"),
        ("MY/leads.csv", "row 3 column 4"),
    ]
    assert [each["value"] for each in found["holds"]["links"]] == ["+821000008751"]
    assert korea.post(f"{address}/stop").json()["code"] == "nothing_under_way"
    assert korea.post(f"{address}/go-on").json()["code"] == "nothing_left_to_do"

    stored = korea.post(f"{address}/store", MATTER, content_type=JSON).json()
    assert (stored["stored"]["cases"], stored["stored"]["leads"], stored["stored"]["untouched"]) == (1, 1, [])
    meeting = str(called().id)
    laid = korea.post(f"{address}/lay", {"meeting": meeting, **MATTER}, content_type=JSON).json()
    assert laid["meetings"] == [meeting]
    assert len(malaysia.get(f"/api/v1/meetings/{meeting}").json()["links"]) == 1
    assert malaysia.get(address).status_code == 404
    assert korea.delete(address).status_code == 204
    assert korea.get("/api/v1/packs").json() == {"items": []}


def test_a_file_that_is_no_pack_does_not_stay_as_it_came() -> None:
    korea = client_of("KR")
    folder = Path(node.INTERLACE_DATA) / "uploads"
    before = set(folder.iterdir()) if folder.exists() else set()
    upload = korea.post("/api/v1/uploads", {"name": "pack.zip", "size": 10}, content_type=JSON).json()["id"]
    korea.put(f"/api/v1/uploads/{upload}?offset=0", b"no archive", content_type=OCTETS)
    assert set(folder.iterdir()) - before
    refused = korea.post("/api/v1/packs", {"upload": upload}, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (422, "pack_not_opened")
    assert korea.get(f"/api/v1/uploads/{upload}").status_code == 404
    assert not set(folder.iterdir()) - before


def test_what_nobody_takes_over_goes_within_a_day_whoever_uploads_next() -> None:
    korea = client_of("KR")
    upload = korea.post("/api/v1/uploads", {"name": "pack.zip", "size": 10}, content_type=JSON).json()["id"]
    discard_uploads(timestamp=0)
    assert korea.get(f"/api/v1/uploads/{upload}").status_code == 200
    Upload.objects.update(created=timezone.now() - KEPT - timedelta(minutes=1))
    discard_uploads(timestamp=0)
    assert korea.get(f"/api/v1/uploads/{upload}").status_code == 404


def test_a_folder_is_read_and_stored_by_command(tmp_path: Path) -> None:
    def run(profile: str, *words: str) -> tuple[int, Any]:
        options = Options(
            data=tmp_path, profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
        )
        found = CliRunner().invoke(commands, list(words), obj=options, catch_exceptions=False, standalone_mode=False)
        return found.return_value or 0, json.loads(found.stdout) if found.stdout.strip() else None

    code, made = run("kr.desk", "read", str(tmp_path / "brought"))
    assert (code, made["holds"]["cases"], made["holds"]["exhibits"]) == (5, 2, 0)
    name = made["id"]
    assert [each["id"] for each in run("kr.desk", "list")[1]["items"]] == [name]
    assert run("kr.desk", "store", name, "--purpose", "fraud", "--reference", "1")[1]["stored"]["cases"] == 1
    meeting = str(called().id)
    assert run("kr.desk", "lay", name, meeting)[1]["meetings"] == [meeting]
    with pytest.raises(NotFound):
        run("my.desk", "show", name)
    for words in (("stop", name), ("go-on", name), ("read", str(tmp_path / "none"))):
        with pytest.raises(InterlaceError):
            run("kr.desk", *words)
    assert run("kr.desk", "discard", name) == (0, None)
    assert run("kr.desk", "list")[1] == {"items": []}
