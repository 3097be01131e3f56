"""The pages of the intake: dropped, judged, held and opened, and for nobody beside the bureau."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cases.filing import opened
from tests.evidence.intake.dropping import SEED, chat, dropped, found
from tests.evidence.intake.test_quarantine import held_in
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.evidence.intake.models import CandidateState, HoldReason
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

SAID = {
    "case": "KR-2026-0117",
    "source": "phone of the suspect",
    "place": "Incheon",
    "at": "2026-03-02 05:10",
    "authority": "warrant 2026-55",
    "languages": "ko, th",
    "lawyers": "",
    "hold": "",
}


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")


def browser_of(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/exercise", {"profile": username})
    client.post("/work", {"purpose": "fraud", "reference": "KR-2026-0117"})
    return client


def test_a_file_is_dropped_on_the_page_and_shown_with_a_candidate_marked_in_its_text() -> None:
    opened()
    client = browser_of("kr.desk")
    answer = client.post("/intake", {**SAID, "files": SimpleUploadedFile("result.json", chat())}, follow=True)
    page = answer.content.decode()
    assert "Intake: E1 result.json" in page
    assert re.search(r'<mark id="marked">[^<]+</mark>', page)
    assert SEED not in page
    assert "E1 result.json" in client.get("/intake").content.decode()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept() -> None:
    opened()
    client = browser_of("kr.desk")
    file = SimpleUploadedFile("result.json", chat())
    answer = client.post("/intake", {**SAID, "authority": "", "at": "yesterday", "files": file})
    assert answer.status_code == 422
    assert "Say the day and the time at which it was taken." in answer.content.decode()
    assert client.post("/intake", SAID).status_code == 422
    assert "No file has been dropped yet." in client.get("/intake").content.decode()


def test_a_candidate_is_accepted_edited_or_rejected_on_the_page() -> None:
    intake = dropped()
    rows = found(intake)
    client = browser_of("kr.desk")
    one, two, three = sorted(rows.values(), key=lambda row: row.number)[:3]
    accepted = client.post(f"/intake/candidates/{one.id}", {"decision": "accept"}, follow=True)
    client.post(f"/intake/candidates/{two.id}", {"decision": "reject", "reason": "misread"})
    client.post(f"/intake/candidates/{three.id}", {"decision": "edit", "edited": "Somebody Else"})
    assert "Accepted" in accepted.content.decode()
    states = [row.state for row in sorted(found(intake).values(), key=lambda row: row.number)[:3]]
    assert states == [CandidateState.ACCEPTED, CandidateState.REJECTED, CandidateState.EDITED]
    again = client.post(f"/intake/candidates/{one.id}", {"decision": "accept"})
    assert "This has been decided already." in again.content.decode()


def test_a_secret_is_shown_to_the_two_who_opened_it() -> None:
    intake = dropped()
    second = Officer.objects.get(username="kr.second")
    add_officer(viewer("KR"), intake.case_id, officer=second.pk, now=NOW)
    address = f"/intake/quarantine/{held_in(intake, HoldReason.SECRET).id}"
    first, other = browser_of("kr.desk"), browser_of("kr.second")
    first.post(address, {"decision": "ask", "cause": "The court ordered it."})
    assert first.post(f"{address}/text").status_code == 404
    other.post(address, {"decision": "open"})
    assert SEED not in other.get(address).content.decode()
    assert SEED in other.post(f"{address}/text").content.decode()


def test_another_bureau_is_answered_as_if_there_were_nothing() -> None:
    intake = dropped()
    row = next(iter(found(intake).values()))
    held = held_in(intake, HoldReason.SECRET)
    client = browser_of("th.desk")
    assert "result.json" not in client.get("/intake").content.decode()
    for kind, known in (("", intake.id), ("candidates/", row.id), ("quarantine/", held.id)):
        answers = []
        for identifier in (known, uuid4()):
            address = f"/intake/{kind}{identifier}"
            answer = client.get(address) if kind != "candidates/" else client.post(address, {"decision": "reject"})
            answers.append((answer.status_code, answer.content.decode().replace(str(identifier), "")))
        first, other = ((status, re.sub(r"(token|nonce)[^>]*|code [A-Z0-9-]+", "", text)) for status, text in answers)
        assert first == other
        assert first[0] == 404
