"""A chart is offered where something of its start may be read: on the page of a hit and of a link."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.cases.walking import browser_of
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.crossmatch.queries import waiting_links
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits.actions import ask_owner
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "+82 10 0000 0142"


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN")


def at_work(name: str) -> Client:
    client = browser_of(name)
    client.post("/work", {"purpose": "fraud", "reference": "REF-1"})
    return client


def charts_on(client: Client, path: str) -> list[str]:
    """Where the page offers a chart."""
    page = client.get(path)
    assert page.status_code == 200, path
    return re.findall(r'href="(/chart\?start=[^"]*)"', page.content.decode())


def test_the_holder_of_a_hit_is_offered_the_chart_of_its_record_and_the_asker_without_one_is_not() -> None:
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=PHONE))
    result = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=NOW)
    hit = next(found.hit for answer in result.answers for found in answer.found)
    ask_owner(viewer("KR"), hit, now=NOW)
    holder = at_work("th.desk")
    (chart,) = charts_on(holder, f"/hit/{hit}")
    assert "ฮัน จีซอบ" in holder.get(chart).content.decode()
    assert charts_on(browser_of("th.desk"), f"/hit/{hit}") == []  # no purpose chosen: no chart is drawn
    assert charts_on(at_work("kr.desk"), f"/hit/{hit}") == []


def test_a_link_offers_the_chart_of_both_records() -> None:
    contribute(viewer("KR"), label("KR", readers=["TH"]), person("한지섭", phone=PHONE, birthDate="1991-04-17"))
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("ฮัน จีซอบ", phone=PHONE, birthDate="1991-04-17"))
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    client = at_work("kr.desk")
    (chart,) = charts_on(client, f"/links/{waiting.row.link}")
    drawn = client.get(chart.replace("&amp;", "&")).content.decode()
    assert "한지섭" in drawn
    assert "ฮัน จีซอบ" in drawn
    assert charts_on(browser_of("kr.desk"), f"/links/{waiting.row.link}") == []
