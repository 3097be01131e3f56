"""The tour exists on a demo node alone, and each stop opens its page as the officer who works there."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interlace.foundation.identity.models import Officer
from interlace.screening.access import close_index
from interlace.surfaces.web.tour import STOPS
from interlace.world import golden_reed
from interlace.world.counted import hold_operation
from interlace.world.meeting import hold_meeting

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
    hold_meeting(story.suspects, now=timezone.now())
    hold_operation(now=timezone.now())
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
    readiness = client.get("/readiness").content.decode()
    assert readiness.count("KR-2026-") >= 5
    last = client.get(STOPS[-1].url).content.decode()
    sheet = client.get(re.findall(r'href="(/operations/[^"]+/results)"', last)[0]).content.decode()
    assert "Persons screened" in sheet
    assert client.post("/tour/11").status_code == 404
    close_index()
