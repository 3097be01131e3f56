"""Files that no message carries: refused in one sentence with what to do, on pages, by the API and by commands."""

import io
import json
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.desk.threads.letters import letter
from tests.people import Caller
from tests.screening.network import make_members, viewer

from interlace.desk.threads.drafting import drafts_of, new_draft
from interlace.desk.threads.models import Draft
from interlace.foundation.identity.models import Officer
from interlace.surfaces.cli.main import run

pytestmark = pytest.mark.django_db(transaction=True)

GIBIBYTE = 1024**3
WRONG = ("photo.png", "Files of this type are not passed on in messages.", "Send a PDF, PNG, JPEG")
BOMB = ("report.docx", "The packed file is damaged, locked, or unpacks to more than is good.", "Open it, save it anew")
LARGE = ("film.pdf", "The file has 3072 MiB; a message carries files of at most 50 MiB.", "Split it")
NODE_LIMIT = ("film.pdf", "This node takes files of at most 1024 MiB.", "Split the file")
Refusal = tuple[str, str, str]


@pytest.fixture(autouse=True)
def network(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    settings.INTERLACE_REQUESTS_PER_SECOND = 100_000
    make_members("KR", "TH")


@pytest.fixture
def draft() -> Draft:
    return new_draft(viewer("KR"), letter(), now=timezone.now())


@pytest.fixture
def browser(draft: Draft) -> Client:
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "en"})
    assert client.post("/sign-in/exercise", {"profile": "kr.desk"}).status_code == 302
    return client


@pytest.fixture(scope="module")
def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as entry:
        for _ in range(200):
            entry.write(b"\0" * 1024**2)
    return packed.getvalue()


@pytest.fixture
def content(bomb: bytes) -> Callable[[Refusal], bytes]:
    return lambda refusal: bomb if refusal is BOMB else b"MZ\x90\x00" + b"\0" * 64


def told(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize("refusal", [WRONG, BOMB], ids=["wrong type", "bomb"])
def test_the_page_says_what_is_wrong_with_a_file_and_what_to_do(
    browser: Client, draft: Draft, content: Callable[[Refusal], bytes], refusal: Refusal
) -> None:
    name, what, fix = refusal
    answer = browser.post(f"/threads/drafts/{draft.id}/files", {"file": SimpleUploadedFile(name, content(refusal))})
    assert answer.status_code == 422
    assert what in told(answer)
    assert fix in told(answer)
    assert "No file is attached." in told(answer)


def test_the_page_refuses_three_gibibytes_before_it_has_read_them(browser: Client, draft: Draft) -> None:
    class NeverRead(io.BytesIO):
        def read(self, *_size: Any) -> bytes:
            raise AssertionError("the body was read")

    answer = browser.request(
        **{
            "PATH_INFO": f"/threads/drafts/{draft.id}/files",
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": str(3 * GIBIBYTE),
            "wsgi.input": NeverRead(),
        }
    )
    _name, what, fix = LARGE
    assert answer.status_code == 422
    assert what in told(answer)
    assert fix in told(answer)


@pytest.mark.parametrize("refusal", [WRONG, BOMB], ids=["wrong type", "bomb"])
def test_the_api_says_the_same_of_a_finished_upload(
    draft: Draft, content: Callable[[Refusal], bytes], refusal: Refusal
) -> None:
    name, what, fix = refusal
    kr = Caller(Officer.objects.get(username="kr.desk"), language="en")
    data = content(refusal)
    upload = kr.post("/uploads", {"name": name, "size": len(data)}).json()["id"]
    whole = kr.call("PUT", f"/uploads/{upload}?offset=0", data, Content_Type="application/octet-stream")
    assert whole.status_code == 200
    answer = kr.post(f"/thread-drafts/{draft.id}/attachments", {"upload": upload})
    assert answer.status_code == 422
    (problem,) = answer.json()["errors"]
    assert what in json.dumps(problem)
    assert fix in json.dumps(problem)


def test_the_api_refuses_three_gibibytes_when_they_are_announced() -> None:
    _name, what, fix = NODE_LIMIT
    kr = Caller(Officer.objects.get(username="kr.desk"), language="en")
    answer = kr.post("/uploads", {"name": "film.pdf", "size": 3 * GIBIBYTE})
    assert answer.status_code == 422
    assert what in told(answer)
    assert fix in told(answer)


@pytest.fixture
def command_line(node_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLACE_DATA", str(node_data))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "interlace.config.settings")
    Officer.objects.filter(username="kr.second").update(is_profile=False)


@pytest.mark.usefixtures("command_line")
@pytest.mark.parametrize("refusal", [WRONG, BOMB, LARGE], ids=["wrong type", "bomb", "3 GiB"])
def test_the_command_line_says_the_same_and_leaves_no_draft(
    tmp_path: Path,
    content: Callable[[Refusal], bytes],
    refusal: Refusal,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, what, fix = refusal
    path = tmp_path / name
    path.write_bytes(content(refusal))
    if refusal is LARGE:
        with path.open("wb") as file:
            file.truncate(3 * GIBIBYTE)
    words = ["thread", "new", "verification", "--to", "TH", "--title", "Passport", "--text", "Was it issued?"]
    matter = ["--purpose", "fraud", "--ref", "KR-1", "--item", "document:UT1", "--attach", str(path), "--as", "KR"]
    assert run([*words, *matter]) == 5
    said = " ".join(capsys.readouterr().err.split())
    assert what in said
    assert fix in said
    assert drafts_of(viewer("KR"), now=timezone.now()) == []
