"""The tour exists on a demo node alone, and each stop opens its page as the officer who works there."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interlace.foundation.identity.models import Officer
from interlace.screening.access import close_index
from interlace.surfaces.web.tour import STOPS
from interlace.world import golden_reed
from interlace.world.meeting import HELD_BEFORE, hold_meeting
from interlace.world.operation import hold_operation

SHOWN = {
    "meetings": ["Golden Reed"],
    "readiness": ["KR-2026-0117", "KR-2026-0137"],
    "operation": ["KR-T1", "TH-A", "Go was given.", "Both gates are open."],
    "results": ["Persons screened", "142"],
}
"""What stands on the pages of the meeting, of who is ready, of the plan and of what came of it."""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def visitor() -> Client:
    return Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "en"})


def test_there_is_no_tour_where_no_log_ins_are_offered(settings: Any) -> None:
    settings.INTERLACE_DEMO = False
    assert visitor().get("/tour").status_code == 404
    assert visitor().post("/tour/1").status_code == 404


def test_each_of_ten_stops_opens_its_page_as_its_officer(tmp_path: Path, settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    close_index()
    story = golden_reed.build(tmp_path, now=timezone.now())
    held = hold_meeting(story.suspects, now=timezone.now() - HELD_BEFORE)
    hold_operation(held, now=timezone.now())
    client = visitor()
    listed = client.get("/tour").content.decode()
    assert len(STOPS) == 10
    for number, stop in enumerate(STOPS, start=1):
        assert str(stop.title) in listed
        answer = client.post(f"/tour/{number}")
        assert (answer.status_code, answer["Location"]) == (302, stop.url)
        page = client.get(stop.url)
        assert page.status_code == 200, stop.url
        officer = Officer.objects.get(username=stop.profile)
        assert officer.display_name in page.content.decode()
    # The officer of the last stop reads what the stops before it are about.
    for name, words in SHOWN.items():
        read = client.get(next(stop.url for stop in STOPS if stop.page == name)).content.decode()
        assert [each for each in words if each not in read] == [], name
    assert client.post("/tour/11").status_code == 404
    close_index()
