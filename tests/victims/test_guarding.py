"""A guardian's word for a child: without it what the child agrees to opens to no investigator and no court."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.screening.network import NOW
from tests.victims.receiving import GUARDIAN, MINUTE, carer, investigator, opened, received, talked
from tests.victims.test_api_and_cli import Caller, answered, house, typed
from tests.victims.test_noninterference import read_by
from tests.victims.test_person_by_programs import sent

from interlace.core.victims.agreeing import Use
from interlace.core.victims.talk import Reply
from interlace.core.victims.triage import Triage
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.victims.agreeing import Wish, agree
from interlace.victims.erasing import ask_erasure, erase_file
from interlace.victims.files import Care
from interlace.victims.guarding import end_guardian, keep_guardian
from interlace.victims.models import CareEntry, Found, ReleasedAnswer
from interlace.victims.queries import person_view, released_to
from interlace.victims.receiving import triage
from interlace.victims.talking import note_seen

pytestmark = pytest.mark.django_db(transaction=True)
WISH = Wish("COE02", "TH", Use.INVESTIGATION)
BODY = {"name": "Daw Khin", "capacity": "appointed", "evidence": "Order 44, at the shelter", "best_interest": "Safe."}

__all__ = ["house"]


def child(age: int = 16) -> Found:
    found = received(opened(), noted=Triage(age_said=age))
    talked(found, but={"COE02": Reply.YES}, words="There was a guard at the gate.")
    return found


def care_of(found: Found) -> Care:
    care = person_view(carer(), found.id, now=NOW + 9 * MINUTE).care
    assert care is not None
    return care


@pytest.mark.parametrize("use", Use)
def test_a_child_s_agreement_alone_opens_nothing_to_investigators_and_courts_and_all_else_at_once(use: Use) -> None:
    found, wish = child(), replace(WISH, use=use)
    if use in {Use.CARE, Use.REUNION}:
        agree(carer(), found.id, wish, now=NOW + MINUTE)
        return
    with pytest.raises(Conflict) as refused:
        agree(carer(), found.id, wish, now=NOW + MINUTE)
    assert refused.value.code == "guardian_missing"
    with steward(Task.VERIFY):
        assert not ReleasedAnswer.objects.exists()
    keep_guardian(carer(), found.id, GUARDIAN, now=NOW + MINUTE)
    assert care_of(found).guardian == GUARDIAN
    agree(carer(), found.id, wish, now=NOW + MINUTE)
    assert [each.agreed for each in _released()] == [NOW + MINUTE]


def _released() -> list[ReleasedAnswer]:
    with steward(Task.VERIFY):
        return list(ReleasedAnswer.objects.all())


def test_when_the_guardian_speaks_no_longer_the_copies_are_gone_and_care_is_not() -> None:
    found = child()
    keep_guardian(carer(), found.id, GUARDIAN, now=NOW + MINUTE)
    for use in Use:
        agree(carer(), found.id, replace(WISH, use=use), now=NOW + MINUTE)
    assert released_to(investigator(), now=NOW + 2 * MINUTE) != []
    end_guardian(carer(post="care2"), found.id, now=NOW + 3 * MINUTE)
    assert {each.use for each in _released()} == {Use.CARE, Use.REUNION}
    assert released_to(investigator(), now=NOW + 4 * MINUTE) == []
    with pytest.raises(Conflict) as nobody:
        end_guardian(carer(), found.id, now=NOW + 4 * MINUTE)
    assert nobody.value.code == "no_guardian"


@pytest.mark.parametrize("how", ["age", "seen"])
def test_who_turns_out_to_be_a_child_is_read_by_no_investigator_until_a_guardian_has_spoken(how: str) -> None:
    found = child(age=24)
    agree(carer(), found.id, WISH, now=NOW + MINUTE)
    with pytest.raises(Conflict) as adult:
        keep_guardian(carer(), found.id, GUARDIAN, now=NOW + MINUTE)
    assert adult.value.code == "not_a_child"
    if how == "age":
        triage(carer(), found.id, Triage(age_said=17), now=NOW + 2 * MINUTE)
    else:
        note_seen(carer(), found.id, {"CHI01"}, now=NOW + 2 * MINUTE)
    assert care_of(found).is_child
    assert _released() == []
    assert not [each for each in care_of(found).agreements if each.holds_at(NOW + 9 * MINUTE)]


def test_each_part_is_needed_is_sealed_and_goes_with_the_file() -> None:
    found = child()
    lacking = {
        "name": replace(GUARDIAN, name=" "),
        "evidence": replace(GUARDIAN, evidence=" "),
        "best_interest": replace(GUARDIAN, best_interest=" "),
    }
    for part, said in lacking.items():
        with pytest.raises(InvalidInput) as missing:
            keep_guardian(carer(), found.id, said, now=NOW)
        assert missing.value.problems[0].pointer == f"/{part}"
    longest = replace(GUARDIAN, name="\x01" * 500, evidence="မ" * 500, best_interest="\x01" * 500)
    keep_guardian(carer(), found.id, longest, now=NOW)
    keep_guardian(carer(), found.id, GUARDIAN, now=NOW + MINUTE)
    with steward(Task.VERIFY):
        sealed = [bytes(each.sealed) for each in CareEntry.objects.all()]
    assert len({len(each) for each in sealed}) == 1
    assert not any(b"Khin" in each for each in sealed)
    ask_erasure(carer(), found.id, is_asked_for=True, now=NOW + MINUTE)
    erase_file(carer(post="care2"), found.id, now=NOW + MINUTE)
    assert care_of(found).guardian is None


def test_nobody_else_keeps_or_ends_it_and_an_investigator_reads_the_same_bytes(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    found = child()
    before = read_by("desk", f"/care/people/{found.id}")
    for other in (investigator(), carer("KR")):
        for wanted in (found.id, uuid4()):
            with pytest.raises(NotFound):
                keep_guardian(other, wanted, GUARDIAN, now=NOW)
            with pytest.raises(NotFound):
                end_guardian(other, wanted, now=NOW)
    keep_guardian(carer(), found.id, GUARDIAN, now=NOW)
    assert read_by("desk", f"/care/people/{found.id}") == before
    assert "Daw Khin" in read_by("care", f"/care/people/{found.id}")[0][0]


def test_by_rest_and_by_command(tmp_path: Path) -> None:
    found = child()
    by, place = Caller("th.care"), f"/care/people/{found.id}"
    wish = {"question": "COE02", "recipient": "TH", "use": "court"}
    assert sent(by, "post", f"{place}/agreements", wish).json()["code"] == "guardian_missing"
    assert sent(by, "put", f"{place}/guardian", {**BODY, "capacity": "friend"}).status_code == 422
    kept = sent(by, "put", f"{place}/guardian", BODY)
    assert (kept.json()["has_guardian"], "Khin" in kept.content.decode()) == (True, False)
    assert sent(by, "post", f"{place}/agreements", wish).status_code == 201
    assert sent(by, "delete", f"{place}/guardian").status_code == 204
    assert by.get(f"{place}/agreements").json() == {"items": []}
    name = str(found.id)
    assert answered(tmp_path, "guardian", name, "-", stdin=json.dumps(BODY))["has_guardian"] is True
    assert answered(tmp_path, "guardian-end", name)["has_guardian"] is False
    refused = typed(tmp_path, "guardian", name, "-", stdin=json.dumps({**BODY, "capacity": "Daw Khin"}))
    assert isinstance(refused.exception, InvalidInput)
    assert "Khin" not in f"{refused.output}{refused.exception.problems}"


def test_the_page_keeps_it_and_says_what_is_missing(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    found = child()
    client = Client(SERVER_NAME="localhost")
    assert client.post("/sign-in/exercise", {"profile": "th.care"}).status_code == 302
    client.post("/work", {"purpose": "protection", "reference": "Golden Reed"})
    place = f"/care/people/{found.id}"
    refused: Any = client.post(f"{place}/guardian", {**BODY, "capacity": "friend"})
    assert "in what capacity the guardian speaks" in refused.content.decode()
    assert client.post(f"{place}/guardian", BODY).status_code == 302
    assert "Daw Khin" in client.get(place).content.decode()
    assert client.post(f"{place}/guardian/end").status_code == 302
    assert "Daw Khin" not in client.get(place).content.decode()
