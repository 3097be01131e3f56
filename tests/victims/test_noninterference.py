"""An investigator of the same bureau: whatever more is said in care, no byte and no statement of a page changes."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.screening.network import NOW
from tests.victims.receiving import MINUTE, carer, make_house, opened, received, talked

from interlace.core.victims.agreeing import Use
from interlace.core.victims.standing import ProtectionMove
from interlace.core.victims.talk import CONDITIONS, Reply
from interlace.core.victims.triage import Need
from interlace.victims.agreeing import Decided, Wish, agree, keep_non_punishment, take_back
from interlace.victims.receiving import arrange
from interlace.victims.talking import begin_talk, note_seen, reply, step

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.INTERLACE_DEMO = True


PASSES = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|<p class="bar-clock">.*?</p>|<p class="print-foot">.*?</p>'
    r'|/news\?since=[^"]*'
)
"""What no two answers have in common: a form's secret, the clock."""


def read_by(post: str, *addresses: str) -> tuple[list[str], list[int]]:
    """What an officer's browser gets, without the clock, and how many statements that took."""
    client = Client(SERVER_NAME="localhost")
    assert client.post("/sign-in/exercise", {"profile": f"th.{post}"}).status_code == 302
    pages, counts = [], []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as statements:
            answer: Any = client.get(address)
        pages.append(PASSES.sub("", answer.content.decode()))
        counts.append(len(statements))
    return pages, counts


def test_what_goes_on_in_care_changes_no_byte_and_no_statement_for_an_investigator() -> None:
    make_house("TH", "KR")
    place = opened()
    heard, resting = received(place), received(place)
    talked(heard, but={"COE02": Reply.YES})
    addresses = ["/care", f"/care/people/{heard.id}", f"/care/people/{resting.id}", f"/care/people/{heard.id}/talk"]
    before = read_by("desk", *addresses)
    assert "Person 001" in before[0][0]
    own = read_by("care", *addresses)

    begin_talk(carer(), resting.id, CONDITIONS, now=NOW)
    reply(carer(), resting.id, "REC01", Reply.YES, words="They took the money.", now=NOW)
    note_seen(carer(), heard.id, {"EXP05"}, now=NOW)
    arrange(carer(), heard.id, frozenset({Need.DOCTOR}), now=NOW)
    step(carer(), heard.id, ProtectionMove.IDENTIFY, reason="Told to Dr Lin.", now=NOW)
    agree(carer(), heard.id, Wish("COE02", "KR", Use.INVESTIGATION), now=NOW)
    agree(carer(), heard.id, Wish("COE01", "TH", Use.INVESTIGATION), now=NOW)
    take_back(carer(), heard.id, Wish("COE01", "TH", Use.INVESTIGATION), now=NOW + MINUTE)
    decided = Decided("Prosecutor 4", "Acts under threat", "Not charged", date(2027, 1, 10))
    keep_non_punishment(carer(), heard.id, decided, now=NOW)

    assert read_by("desk", *addresses) == before
    # The same acts are there to be seen by whom they are for.
    assert read_by("care", *addresses)[0] != own[0]


def test_what_the_person_agrees_to_is_read_by_the_investigator() -> None:
    make_house("TH")
    heard = received(opened())
    talked(heard, but={"COE02": Reply.YES}, words="There was a guard at the gate.")
    before = read_by("desk", f"/care/people/{heard.id}")
    agree(carer(), heard.id, Wish("COE02", "TH", Use.INVESTIGATION), now=NOW)
    after = read_by("desk", f"/care/people/{heard.id}")
    assert before != after
    assert "There was a guard at the gate." in after[0][0]
