"""A scan is read behind the walls by the program of the system, and its numbers become candidates with their page."""

import io
import shutil

import pytest
from PIL import Image, ImageDraw
from tests.evidence.intake.dropping import dropped, found, texts
from tests.screening.network import make_members

from interlace.evidence.intake.jailed import read_slice
from interlace.evidence.intake.models import IntakePart, IntakeState
from interlace.evidence.intake.working import bounds
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.jail import Bounds, Json
from interlace.foundation.jail.running import FileRefused, read_in_jail

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not on this machine"),
]
ARGUMENTS: Json = {"name": "scan.png", "region": "KR", "languages": ["en"], "lawyers": [], "first": 0, "total": None,
             "held_all": False, "seconds": 0.0}  # fmt: skip


def scan() -> bytes:
    """A drawn page, in no way text."""
    page = Image.new("RGB", (1400, 600), "white")
    draw = ImageDraw.Draw(page)
    draw.text((80, 80), "Call +66 81 234 5678 today", fill="black", font_size=52)
    draw.text((80, 220), "Mail desk@golden-reed.example", fill="black", font_size=52)
    target = io.BytesIO()
    page.save(target, "PNG")
    return target.getvalue()


def test_a_scan_of_an_exhibit_is_read_in_the_jail_and_marked_as_a_scan() -> None:
    make_members("KR")
    intake = dropped(scan(), "scan.png", languages=("en",))
    assert (intake.state, intake.problem) == (IntakeState.READ, "")
    assert ("PHONE", "+66 81 234 5678") in found(intake)
    assert "today" in "".join(texts(intake))
    with steward(Task.VERIFY):
        assert set(IntakePart.objects.filter(intake=intake).values_list("is_scanned", flat=True)) == {True}


def test_a_jail_that_was_not_told_of_the_program_starts_none() -> None:
    with pytest.raises(FileRefused):
        read_in_jail(read_slice, scan(), ARGUMENTS, bounds=Bounds(clock=bounds().clock))
