"""Meetings by REST, as officers of three bureaus call it; the minutes by page too."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.meeting.holding import SECOND, called, laid
from tests.meeting.test_pages import client_of
from tests.screening.network import make_members

from interlace.foundation.disclosure.steward import Task, steward
from interlace.meeting.models import Meeting

pytestmark = pytest.mark.django_db(transaction=True)

JSON = "application/json"
TERMS = {"title": "Golden Reed", "held_on": "2026-10-05", "bureaus": ["my", "th"], "purpose": "fraud", "reference": "1"}


def posted(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type=JSON)


def test_a_meeting_from_its_call_to_its_minutes(tmp_path: Path, settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "MY", "TH", "VN")
    korea, malaysia, thailand, vietnam = (client_of(each) for each in ("KR", "MY", "TH", "VN"))
    made = posted(korea, "/api/v1/meetings", TERMS)
    assert made.status_code == 201, made.content
    place = f"/api/v1/meetings/{made.json()['id']}"
    with steward(Task.VERIFY):
        meeting = Meeting.objects.get(id=made.json()["id"])
    laid(meeting, tmp_path)

    (link,) = malaysia.get(place).json()["links"]
    assert [each["bureau"] for each in link["words"]] == ["MY"]
    verdicts = f"{place}/links/{link['id']}/verdicts"
    assert posted(malaysia, verdicts, {"finding": "do_not_meet"}).json()["code"] == "reason_missing"
    judged = posted(malaysia, verdicts, {"finding": "meet"})
    assert (judged.status_code, judged.json()["links"][0]["verdicts"][0]["finding"]) == (201, "meet")
    assert thailand.get(place).json()["links"] == []

    action = {"text": "Ask the bank.", "owner": "TH", "due": "2026-12-01"}
    assert posted(korea, f"{place}/actions", {**action, "owner": "VN"}).json()["code"] == "owner_not_invited"
    (agreed,) = posted(korea, f"{place}/actions", action).json()["actions"]
    ended = posted(thailand, f"{place}/actions/{agreed['id']}/end", {"ending": "done"}).json()["actions"]
    assert [each["ending"] for each in ended] == ["done"]

    paper = posted(malaysia, f"{place}/minutes", {"form": "docx", "languages": ["en", "fr"]})
    assert (paper.status_code, paper.content[:2]) == (200, b"PK")
    assert posted(malaysia, f"{place}/minutes", {"form": "docx", "languages": ["tlh"]}).status_code == 422
    page = malaysia.post(f"/meetings/{meeting.id}/minutes", {"do": "docx", "second": "vi"})
    assert all("no-store" in each["Cache-Control"] for each in (page, paper))
    assert (page["Content-Disposition"], page.content[:2]) == ('attachment; filename="minutes.docx"', b"PK")

    assert vietnam.get("/api/v1/meetings").json() == {"items": []}
    for way, body in (("actions", action), ("minutes", {"form": "docx"})):
        answers = [posted(vietnam, f"/api/v1/meetings/{name}/{way}", body) for name in (meeting.id, uuid4())]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_who_comes_to_a_later_meeting_alone_learns_of_no_earlier_one(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "MY", "TH", "VN")
    first = called()
    followed = called("KR", "VN", held_on=SECOND, after=first.id)
    alone = called("KR", "VN", held_on=SECOND)
    rows = {each["id"]: each for each in client_of("VN").get("/api/v1/meetings").json()["items"]}
    assert rows.keys() == {str(followed.id), str(alone.id)}
    assert {**rows[str(followed.id)], "id": ""} == {**rows[str(alone.id)], "id": ""}
