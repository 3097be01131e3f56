"""Files in chunks: they go on where they stopped, arrive whole or not at all, and lie hidden."""

import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import Settings
from tests.people import Caller, make_officer

from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.http.models import Upload
from interlace.foundation.http.uploads import (
    CHUNK_LIMIT,
    FinishedUpload,
    UploadLost,
    discard_old_uploads,
    discard_upload,
    finished_upload,
    open_upload,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caller(settings: Settings) -> Caller:
    settings.INTERLACE_REQUESTS_PER_SECOND = 1000
    return Caller(make_officer("TH"))


def begin(caller: Caller, content: bytes, **terms: Any) -> str:
    answer = caller.post("/uploads", {"name": "a.csv", "size": len(content), **terms})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def send(caller: Caller, upload: str, offset: int, content: bytes) -> Any:
    return caller.call("PUT", f"/uploads/{upload}?offset={offset}", content, Content_Type="application/octet-stream")


def taken_over(caller: Caller, upload: str) -> FinishedUpload:
    assert caller.officer is not None
    return finished_upload(viewer=viewer_of(caller.officer), upload_id=UUID(upload))


def whole(upload: FinishedUpload) -> bytes:
    return b"".join(upload.pieces())


def test_a_file_in_chunks_arrives_whole_and_lies_sealed(caller: Caller, node_data: Path) -> None:
    content = bytes(range(256)) * 10
    upload = begin(caller, content, sha256=hashlib.sha256(content).hexdigest())
    assert send(caller, upload, 0, content[:1000]).json()["received"] == 1000
    with pytest.raises(Conflict):
        taken_over(caller, upload)
    assert send(caller, upload, 1000, content[1000:]).json()["finished"] is not None
    taken = taken_over(caller, upload)
    assert (whole(taken), taken.content(at_most=1700), taken.size) == (content, content[:1700], len(content))
    with taken.plain_file() as path:
        assert path.read_bytes() == content
    assert not path.exists()
    folder = node_data / "uploads" / UUID(upload).hex
    chunks = sorted(folder.iterdir())
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder.parent, folder, *chunks)] == [0o700] * 2 + [0o600] * 2
    for number, chunk in enumerate(chunks):
        assert content[number * 1000 : number * 1000 + 32] not in chunk.read_bytes()


@pytest.mark.parametrize("harm", ["altered", "missing", "swapped"])
def test_what_is_no_longer_what_was_sent_is_not_taken_over(caller: Caller, node_data: Path, harm: str) -> None:
    upload = begin(caller, b"0123456789")
    send(caller, upload, 0, b"01234")
    send(caller, upload, 5, b"56789")
    first, second = sorted((node_data / "uploads" / UUID(upload).hex).iterdir())
    sealed = second.read_bytes()
    if harm == "missing":
        second.unlink()
    else:
        second.write_bytes(first.read_bytes() if harm == "swapped" else sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(UploadLost):
        whole(taken_over(caller, upload))


def test_after_a_broken_connection_the_sender_asks_where_to_go_on(caller: Caller) -> None:
    upload = begin(caller, b"0123456789")
    send(caller, upload, 0, b"01234")
    repeated = send(caller, upload, 0, b"01234")
    assert (repeated.status_code, repeated.json()["code"]) == (409, "upload_out_of_step")
    assert caller.get(f"/uploads/{upload}").json()["received"] == 5
    assert send(caller, upload, 5, b"56789").status_code == 200
    assert whole(taken_over(caller, upload)) == b"0123456789"


def test_a_chunk_beyond_the_announced_size_and_a_huge_one_are_refused(caller: Caller) -> None:
    upload = begin(caller, b"0123456789")
    assert send(caller, upload, 0, b"0123456789a").json()["code"] == "chunk_size_wrong"
    assert send(caller, upload, 0, b"x" * (CHUNK_LIMIT + 1)).status_code == 413
    assert caller.call("PUT", f"/uploads/{upload}?offset=0", b"{}").status_code == 415
    assert caller.get(f"/uploads/{upload}").json()["received"] == 0


def test_a_file_that_is_not_the_announced_one_does_not_count_as_arrived(caller: Caller) -> None:
    upload = begin(caller, b"0123456789", sha256=hashlib.sha256(b"0123456789").hexdigest())
    send(caller, upload, 0, b"01234")
    assert send(caller, upload, 5, b"XXXXX").json()["code"] == "upload_digest_differs"
    assert send(caller, upload, 5, b"56789").json()["finished"] is not None


def test_nobody_else_sees_or_touches_an_upload(caller: Caller) -> None:
    upload = begin(caller, b"0123456789")
    other = Caller(make_officer("TH"))
    assert other.get(f"/uploads/{upload}").status_code == 404
    assert send(other, upload, 0, b"0123456789").status_code == 404
    assert other.call("DELETE", f"/uploads/{upload}").status_code == 404
    with pytest.raises(NotFound):
        taken_over(other, upload)
    assert caller.get(f"/uploads/{upload}").json()["received"] == 0


def test_a_discarded_and_an_old_upload_leave_no_file(caller: Caller, node_data: Path) -> None:
    assert caller.officer is not None
    folder = node_data / "uploads"
    thrown = begin(caller, b"0123456789")
    assert caller.call("DELETE", f"/uploads/{thrown}").status_code == 204
    old = open_upload(
        viewer=viewer_of(caller.officer),
        name="a",
        size=1,
        sha256="",
        now=timezone.now() - timedelta(hours=25),
    )
    assert (folder / old.pk.hex).exists()
    assert discard_old_uploads(now=timezone.now()) == 1
    assert not (folder / old.pk.hex).exists()
    assert not (folder / thrown.replace("-", "")).exists()


def test_what_a_killed_process_left_behind_an_act_goes_after_a_day(caller: Caller, node_data: Path) -> None:
    kept, left, fresh = (begin(caller, b"0123456789") for _ in range(3))
    Upload.objects.filter(pk__in=[left, fresh]).delete()  # committed, and killed before the files went
    folders = {each: node_data / "uploads" / UUID(each).hex for each in (kept, left, fresh)}
    long_ago = (timezone.now() - timedelta(hours=25)).timestamp()
    for each in (kept, left):
        os.utime(folders[each], (long_ago, long_ago))
    discard_old_uploads(now=timezone.now())
    assert [each for each, folder in folders.items() if folder.exists()] == [kept, fresh]


def test_an_act_that_fails_at_its_end_leaves_the_whole_upload_to_be_taken_again(caller: Caller) -> None:
    assert caller.officer is not None
    upload = begin(caller, b"0123456789")
    send(caller, upload, 0, b"0123456789")
    viewer = viewer_of(caller.officer)

    @transaction.atomic
    def taken_and_failed() -> None:
        discard_upload(viewer=viewer, upload_id=UUID(upload))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        taken_and_failed()
    assert whole(taken_over(caller, upload)) == b"0123456789"


def test_an_officer_has_at_most_ten_files_under_way(caller: Caller) -> None:
    for _ in range(10):
        begin(caller, b"1")
    assert caller.post("/uploads", {"name": "a", "size": 1}).json()["code"] == "too_many_uploads"
