"""Pictures lie sealed, are seen by whoever may read the fact that states them, and go with it."""

import io
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.facts.models import Fact, Picture
from interlace.facts.pictures.actions import add_picture, picture_of
from interlace.facts.pictures.jail import preview_of
from interlace.facts.pictures.kinds import PictureKind
from interlace.facts.recalling import recall
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db(transaction=True)


def photograph(*, size: tuple[int, int] = (40, 30), form: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (120, 60, 20)).save(file, form)
    return file.getvalue()


def added(readers: list[str] | None = None) -> tuple[UUID, Fact]:
    make_members("KR", "TH", "SG")
    (subject,) = contribute(viewer("TH"), label("TH", readers=readers or []), person("ฮัน จีซอบ"))
    data = photograph()
    return subject, add_picture(viewer("TH"), subject, PictureKind.PHOTOGRAPH, data, file_name="front.jpg", now=NOW)


def test_a_preview_is_a_fresh_png_without_anything_of_the_file() -> None:
    marked = photograph() + b"hidden after the end"

    png = preview_of(marked)

    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert b"hidden" not in png


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nxx"]
)
def test_what_is_no_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        preview_of(data)


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(InvalidInput):
        preview_of(photograph(size=(9000, 9000), form="PNG"))


def test_who_may_read_the_fact_sees_the_picture_and_nobody_else_learns_of_it() -> None:
    _subject, fact = added(readers=["KR"])

    assert picture_of(viewer("KR"), fact.id, now=NOW).png.startswith(b"\x89PNG")
    with pytest.raises(NotFound):
        picture_of(viewer("SG"), fact.id, now=NOW)


def test_the_same_picture_twice_is_one_fact() -> None:
    subject, fact = added()

    again = add_picture(viewer("TH"), subject, PictureKind.PHOTOGRAPH, photograph(), file_name="b.jpg", now=NOW)

    assert again.id == fact.id


def test_a_picture_is_added_to_a_subject_of_ones_own_alone() -> None:
    subject, _fact = added(readers=["KR"])

    with pytest.raises(NotFound):
        add_picture(viewer("KR"), subject, PictureKind.PHOTOGRAPH, photograph(), file_name="x.jpg", now=NOW)


def test_only_ciphertext_lies_on_disk(node_data: Path) -> None:
    added()

    files = [path.read_bytes() for path in (node_data / "vault").iterdir()]
    assert len(files) >= 2
    # Whole signatures: three letters stand by chance in every sixteen mebibytes of ciphertext.
    signs = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF", photograph()[-64:])
    assert not any(sign in data for data in files for sign in signs)


def test_a_recall_destroys_the_picture(node_data: Path) -> None:
    _subject, fact = added()
    before = len(list((node_data / "vault").iterdir()))

    recall(viewer("TH"), [fact.id], reason="wrong-value", now=NOW)

    assert before - len(list((node_data / "vault").iterdir())) == 2
    with steward(Task.VERIFY):
        assert list(Picture.objects.all()) == []
