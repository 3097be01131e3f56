"""A border page without a line: what its list holds and never holds, and that no scan made meanwhile is lost."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client, override_settings
from django.utils import timezone
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.test_border import HAN, LOST, NOBODY, TODAY, load, zone_of
from tests.screening.test_pages import browser, words

from interlace.bureaus.people.models import OfficerTerms
from interlace.core.handling import Code, HitMode
from interlace.core.procedure.border import BorderAnswer
from interlace.core.procedure.border_list import DeviceList, may_stand_in
from interlace.facts.models import Register
from interlace.facts.registers.loading import Authorisation
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.vault.node import node_keys
from interlace.screening.border.actions import shift_count
from interlace.screening.border.device_lists import DOMAIN, SignedList, take_list
from interlace.screening.border.late import LateScan, record_late
from interlace.screening.models import Check

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def world() -> Any:
    make_members("KR", "SG", "TH")
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        yield


def as_if_opened_by_code(client: Client, *, minutes_ago: int) -> None:
    """A session that a code opened so long ago."""
    kept = client.session
    kept["factor"], kept["fresh_by"] = "code", "code"
    kept["fresh"] = (timezone.now() - timedelta(minutes=minutes_ago)).timestamp()
    kept.save()


def stands_in(taken: SignedList, *documents: str) -> list[bool]:
    """As the device reads the list."""
    terms = json.loads(taken.text)
    listed = DeviceList(base64.b64decode(terms["salt"]), terms["bits"], base64.b64decode(terms["digests"]))
    return [may_stand_in(listed, each) for each in documents]


def test_a_list_holds_the_documents_that_a_scan_would_find_and_is_signed_and_dated(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}\nOther Person,1970-01-02,JP:M70689100", "KR")
    contribute(viewer("KR"), label("KR"), person("한지섭", passportNumber="KR:K12345678"))
    taken = take_list(viewer("KR"), now=NOW)
    Ed25519PublicKey.from_public_bytes(node_keys().public_signing_key()).verify(
        taken.signature, DOMAIN + taken.text.encode()
    )
    assert stands_in(taken, f"-:{LOST}", "JP:M70689100", "-:M70689100", "KR:K12345678") == [True, True, False, True]
    terms = json.loads(taken.text)
    assert {name: terms[name] for name in ("member", "purpose", "made", "old", "ends", "lists")} == {
        "member": "KR",
        "purpose": "fraud",
        "made": NOW.isoformat(),
        "old": (NOW + timedelta(hours=1)).isoformat(),
        "ends": (NOW + timedelta(hours=24)).isoformat(),
        "lists": 2,
    }
    assert not any(each in taken.text for each in (LOST, "K12345678", "Somebody", "한지섭"))


def test_what_may_not_be_found_read_compared_and_taken_out_lies_on_no_device(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    load(tmp_path, "Han Ji-seop,,K12345678", "TH", name="others")
    load(tmp_path, "Han Ji-seop,,K12345678", "KR", name="hits", hit=HitMode.HIT)
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("Malee", passportNumber="TH:AA1234567"))
    contribute(
        viewer("SG"), label("SG", readers=["KR"], codes=[Code.NO_ONWARD]), person("X", passportNumber="SG:E1234567")
    )
    contribute(
        viewer("KR", purpose="trafficking"),
        label("KR", purposes=["trafficking"]),
        person("Y", passportNumber="KR:M1111111"),
    )
    taken = take_list(viewer("KR"), now=NOW)
    assert taken.count == 1
    assert stands_in(taken, f"-:{LOST}") == [True]


def test_a_list_ends_with_the_first_label_in_it(tmp_path: Path) -> None:
    until = NOW + timedelta(hours=3)
    contribute(viewer("KR"), label("KR", until=until), person("한지섭", passportNumber="KR:K12345678"))
    assert json.loads(take_list(viewer("KR"), now=NOW).text)["ends"] == until.isoformat()
    with pytest.raises(Refused):
        take_list(viewer("KR"), now=until)


@pytest.mark.parametrize("role", [Role.DOMESTIC_UNIT, Role.SECRETARIAT])
def test_who_may_take_nothing_out_gets_no_list(tmp_path: Path, role: Role) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    Officer.objects.filter(username="kr.desk").update(roles=[role])
    answer = browser("kr.desk").post("/border/list")
    assert (answer.status_code, sorted(answer.json())) == (403, ["said"])
    with steward(Task.LEDGER):
        assert not Leaf.objects.filter(event="border.list_taken").exists()


def test_an_officer_with_a_list_of_registers_takes_none(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr = viewer("KR")
    with acting(kr, now=NOW):
        OfficerTerms.objects.create(officer=kr.id, member="KR", registers=[])
    with pytest.raises(Refused):
        take_list(kr, now=NOW)


def test_lists_laid_beside_each_other_say_no_more_than_one(tmp_path: Path) -> None:
    """With a salt of its own for each list, three of them would name every listed number and no other."""
    load(tmp_path, "\n".join(f"Name {number},,M{7_068_900 + number}" for number in range(40)), "KR")
    lists = [take_list(viewer("KR"), now=NOW + timedelta(minutes=10 * later)) for later in range(3)]
    assert len({json.loads(each.text)["digests"] for each in lists}) == 1
    by_another = take_list(viewer("KR", post="second"), now=NOW)
    assert [json.loads(each.text)[part] for each in (lists[0], by_another) for part in ("salt", "bits")] == [
        json.loads(lists[0].text)[part] for part in ("salt", "bits")
    ] * 2


def test_of_a_copy_that_has_to_be_gone_by_a_day_no_list_outlives_that_day(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    tomorrow = (NOW + timedelta(days=1)).date()
    with steward(Task.RETENTION):
        Register.objects.update(authorisation=Authorisation("NCB", "fraud", tomorrow).to_json())
    late = NOW.replace(hour=23, minute=50)
    assert json.loads(take_list(viewer("KR"), now=late).text)["ends"] == f"{tomorrow}T00:00:00+00:00"


def test_the_first_list_of_a_session_leaves_on_a_fresh_code_and_the_next_by_itself(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr = browser("kr.desk")
    as_if_opened_by_code(kr, minutes_ago=10)
    assert kr.post("/border/list").status_code == 403
    assert 'id="keep-code"' in kr.get("/border").text
    as_if_opened_by_code(kr, minutes_ago=1)
    assert kr.post("/border/list").status_code == 200
    as_if_opened_by_code(kr, minutes_ago=10)
    assert kr.post("/border/list").status_code == 200
    assert 'id="keep-code"' not in kr.get("/border").text


def test_whoever_is_signed_out_is_refused_in_a_way_that_ends_the_list(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr = browser("kr.desk")
    assert kr.post("/border/list").status_code == 200
    kr.logout()
    assert kr.post("/border/list", headers={"HX-Request": "true"}).status_code in {401, 403}


def test_each_scan_that_is_asked_again_is_a_search_of_the_minute_and_the_rest_waits(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    at = timezone.now().isoformat()
    sent = [{"id": str(number), "at": at, "zone": NOBODY} for number in range(4)]
    kr = browser("kr.desk")
    with override_settings(INTERLACE_SEARCHES_PER_MINUTE=2):
        told = kr.post("/border/late", {"scans": json.dumps(sent)})
        assert 'data-taken="0 1"' in told.text
        assert kr.post("/border/late", {"scans": json.dumps(sent[2:])}).status_code == 429
    assert shift_count(viewer("KR"), now=timezone.now()).scanned == 2


def test_a_list_that_is_taken_stands_in_the_ledger(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    answer = browser("kr.desk").post("/border/list")
    assert sorted(answer.json()) == ["signature", "signed"]
    with steward(Task.LEDGER):
        entry = json.loads(Leaf.objects.get(event="border.list_taken").entry)
    assert entry["detail"]["documents"] == 1


def test_scans_without_a_line_are_recorded_once_and_asked_again_where_their_zone_was_kept(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    scans = [
        LateScan("a", NOW, zone_of("TESTER", "ANNA", number=LOST)),
        LateScan("b", NOW, NOBODY),
        LateScan("c", NOW - timedelta(days=3)),
    ]
    asked = [record_late(viewer("KR"), scans, today=TODAY, now=NOW) for _again in range(2)]
    assert [len(each) for each in asked] == [2, 0]
    count = shift_count(viewer("KR"), now=NOW - timedelta(seconds=1))
    assert {answer: many for answer, many in count.by_answer.items() if many} == {
        BorderAnswer.NO_HIT: 1,
        BorderAnswer.SECOND_LINE: 1,
        BorderAnswer.LOCAL_LIST: 1,
    }
    with steward(Task.LEDGER):
        assert Leaf.objects.filter(event="border.late").count() == 3
    with steward(Task.VERIFY):
        assert {each.purpose for each in Check.objects.all()} == {"fraud"}


def test_what_needs_somebody_is_said_when_the_line_is_back(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr, at = browser("kr.desk"), timezone.now().isoformat()
    sent = [{"id": "1", "at": at, "zone": zone_of("TESTER", "ANNA", number=LOST)}, {"id": "2", "at": at, "zone": HAN}]
    told = words(kr.post("/border/late", {"scans": json.dumps(sent)}))
    assert "The line is back: what was scanned without it is recorded." in told
    assert told.count("without a line:") == 1
    assert "Document •••• 9098, scanned at" in told
    assert "SECOND LINE Call the bureau of KR" in told


@pytest.mark.parametrize(
    "sent",
    ["", "{}", "[1]", '[{"id":"1"}]', '[{"id":"1","at":"yesterday"}]', '[{"id":"","at":"2026-07-14T05:22:00Z"}]'],
)
def test_what_no_device_sends_is_refused(sent: str) -> None:
    assert browser("kr.desk").post("/border/late", {"scans": sent}).status_code == 422
    assert shift_count(viewer("KR"), now=timezone.now()).scanned == 0
