"""The pages of meetings as officers of three bureaus get them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.cases.walking import browser_of
from tests.meeting.holding import called, laid
from tests.screening.network import NOW, make_members, viewer

from interlace.meeting.queries import meeting_view

pytestmark = pytest.mark.django_db(transaction=True)


def client_of(member: str) -> Client:
    """The desk of this member, at work."""
    client = browser_of(f"{member.lower()}.desk")
    client.post("/work", {"purpose": "fraud", "reference": f"{member}-1"})
    return client


def test_a_link_has_a_page_for_its_two_bureaus_and_none_for_a_third(tmp_path: Path, settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "MY", "TH")
    meeting = called()
    laid(meeting, tmp_path)
    link = meeting_view(viewer("KR"), meeting.id, now=NOW).links[0].link
    address = f"/meetings/{meeting.id}"
    assert "Golden Reed" in client_of("TH").get("/meetings").content.decode()
    own = client_of("MY").get(address).content.decode()
    assert "KR KR-1 and MY MY-1" in own
    third = client_of("TH").get(address).content.decode()
    assert "KR-1" not in third
    assert "Rows to look at" not in third
    page = client_of("MY").get(f"{address}/links/{link.id}").content.decode()
    assert "+82 10 0000 8751" in page
    assert "010-0000-8751" not in page
    assert client_of("TH").get(f"{address}/links/{link.id}").status_code == 404
