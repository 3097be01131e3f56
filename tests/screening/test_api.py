"""Checks, hits, releases and open questions through the API."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid4

import pyotp
import pytest
from django.utils import timezone
from tests.people import Caller
from tests.screening import test_registers as registers
from tests.screening.network import contribute, label, make_members, person, viewer

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import KINDS
from interlace.screening.checks import budget
from interlace.screening.schemas import Kind

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534", nationality="kr")
ASKED = {"kind": "phone", "value": PHONE, "purpose": "fraud", "reference": "KR-2026-0001"}


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.INTERLACE_REQUESTS_PER_SECOND = settings.INTERLACE_SEARCHES_PER_MINUTE = 100_000


def caller(member: str, *, post: str = "desk", language: str = "en") -> Caller:
    return Caller(Officer.objects.get(username=f"{member.lower()}.{post}"), language=language)


def codes_of(member: str, *, post: str) -> pyotp.TOTP:
    secret = pyotp.random_base32()
    set_device(officer=Officer.objects.get(username=f"{member.lower()}.{post}"), secret=secret)
    return pyotp.TOTP(secret)


def world() -> None:
    """TH lets KR discover one person; SG holds nothing; XA cannot be reached."""
    make_members("KR", "TH", "SG", "XA")
    Member.objects.filter(code="XA").update(reachable=False)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)


def hit_with_th(kr: Caller) -> str:
    (hit,) = [row["possible"][0]["hit"] for row in kr.post("/checks", ASKED).json()["answers"] if row["possible"]]
    return str(hit)


def move(who: Caller, hit: str, verb: str, body: Any = None) -> Any:
    tag = who.get(f"/hits/{hit}")["ETag"]
    return who.post(f"/hits/{hit}/{verb}", body, If_Match=tag)


def test_every_kind_of_the_command_is_a_kind_of_the_api() -> None:
    assert set(get_args(Kind)) == set(KINDS)


def test_each_bureau_answers_possible_no_hit_or_waiting_and_nothing_more() -> None:
    world()
    answer = caller("KR").post("/checks", ASKED)
    assert answer.status_code == 201, answer.content
    rows = {row["bureau"]: row for row in answer.json()["answers"]}
    assert {code: (row["answer"], row["words"]) for code, row in rows.items()} == {
        "TH": ("possible", "strong"),
        "SG": ("no_hit", ""),
        "XA": ("waiting", ""),
    }
    assert rows["TH"]["known"] == "Phone identical. Other comparisons are not released."
    (possible,) = rows["TH"]["possible"]
    assert (possible["state"], possible["record"]) == ("MATCHED", None)
    assert possible["reasons"] == [
        {"field": "phone", "code": "phone_identical", "words": "Phone: Identical", "bits": None}
    ]
    assert "1991" not in answer.text


def test_no_hit_and_not_for_you_are_the_same_bytes() -> None:
    world()
    sg = caller("SG")
    hidden = sg.post("/checks", {**ASKED, "reference": "SG-1"})
    absent = sg.post("/checks", {**ASKED, "value": "+82 10 0000 0199", "reference": "SG-1"})
    for answer in (hidden, absent):
        assert answer.status_code == 201

    def told(answer: Any) -> Any:
        body = {name: value for name, value in answer.json().items() if name not in {"check", "asked"}}
        return json.loads(json.dumps(body).replace(answer.json()["asked"], ""))

    assert [{**row, "answered": None} for row in told(hidden)["answers"]] == [
        {**row, "answered": None} for row in told(absent)["answers"]
    ]
    assert len(hidden.content) == len(absent.content)


def test_the_same_request_again_has_the_same_outcome_under_todays_rights() -> None:
    world()
    kr = caller("KR")
    first = kr.post("/checks", ASKED, Idempotency_Key="one")
    again = kr.post("/checks", ASKED, Idempotency_Key="one")
    assert again.json() == first.json()
    assert kr.post("/checks", {**ASKED, "value": "x"}, Idempotency_Key="one").status_code == 422
    shown = kr.get(f"/checks/{first.json()['check']}")
    assert shown.json() == first.json()
    assert kr.get("/checks").json() == {"items": [first.json()], "next": None}

    Officer.objects.filter(username="kr.desk").update(purposes=["trafficking"])
    assert kr.post("/checks", ASKED, Idempotency_Key="one").status_code == 403
    assert kr.get(f"/checks/{first.json()['check']}").status_code == 404
    assert kr.get("/checks").json() == {"items": [], "next": None}


def test_who_may_read_the_record_gets_it_with_its_handling() -> None:
    make_members("KR", "TH")
    (subject,) = contribute(viewer("TH"), label("TH", readers=["KR"]), THAI)
    (row,) = caller("KR").post("/checks", ASKED).json()["answers"]
    record = row["possible"][0]["record"]
    assert (record["id"], record["schema"]) == (str(subject), "Person")
    assert {"property": "birthDate", "value": "1991-04-17", "original": "17 เม.ย. 2534"} in record["fields"]
    assert record["handling"].startswith("Member KR may read this, for fraud")


def test_a_unit_that_may_only_discover_learns_that_its_bureau_has_a_record_and_not_what_stands_in_it() -> None:
    world()
    officer = Officer.objects.get(username="th.desk")
    officer.roles = [Role.DOMESTIC_UNIT]
    officer.save()
    answer = caller("TH").post("/checks", {**ASKED, "reference": "TH-1"})
    assert answer.status_code == 201
    assert answer.json()["ours"] == [{"band": "strong", "record": None}]
    assert "1991" not in answer.text


@pytest.mark.parametrize(
    ("change", "status", "pointer"),
    [
        ({"kind": None}, 422, "/entity"),
        ({"kind": None, "value": None, "entity": {"schema": "Person"}}, 422, "/entity/properties"),
        ({"value": "12"}, 422, "/value"),
        ({"scope": ["ZZ"]}, 422, "/scope"),
        ({"surprise": 1}, 422, ""),
        ({"reference": ""}, 422, "/reference"),
        ({"purpose": "drugs"}, 403, None),
    ],
)
def test_wrong_input_names_its_place_and_repeats_nothing(
    change: dict[str, Any], status: int, pointer: str | None
) -> None:
    make_members("KR", "TH")
    answer = caller("KR").post("/checks", {**ASKED, **change})
    assert answer.status_code == status
    assert [each["pointer"] for each in answer.json()["errors"]] == ([] if pointer is None else [pointer])
    assert PHONE not in answer.text


def test_a_check_may_be_limited_to_registers_that_its_caller_may_read(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")
    registers.load(tmp_path, "KR")
    kr, th = caller("KR"), caller("TH")
    listed = [{"code": "SG/wallets", "bureau": "SG", "title": registers.TERMS.title}]
    assert kr.get("/checks/registers?purpose=fraud").json() == {"items": listed, "next": None}
    assert th.get("/checks/registers?purpose=fraud").json() == {"items": [], "next": None}
    assert kr.get("/checks/registers").status_code == 422

    asked = ASKED | {"kind": "wallet", "value": registers.WALLET, "scope": ["SG/wallets"]}
    (row,) = kr.post("/checks", asked).json()["answers"]
    assert (row["bureau"], row["possible"][0]["record"]["register_title"]) == ("SG", registers.TERMS.title)
    refused = th.post("/checks", asked | {"reference": "TH-1"})
    assert (refused.status_code, refused.json()["errors"]) == (
        422,
        [
            {
                "pointer": "/scope",
                "code": "unknown_register",
                "what": "There is no such register for you.",
                "fix": "Choose from the list of registers that you may read for this purpose.",
            }
        ],
    )
    line = json.dumps({"schema": "CryptoWallet", "properties": {"publicKey": [registers.WALLET]}}).encode()
    where = "/checks/bulk?purpose=fraud&reference=KR-1&scope=SG/wallets"
    (answer,) = read(kr.call("POST", where, line, Content_Type="application/x-ndjson"))
    assert [each["answer"] for each in answer["answers"]] == ["possible"]


def test_a_used_up_budget_says_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    world()
    monkeypatch.setitem(
        budget.LIMITS,
        budget.Kind.OFFICER,
        budget.Limit(1, timedelta(days=1)),
    )
    kr = caller("KR")
    assert kr.post("/checks", ASKED).status_code == 201
    refused = kr.post("/checks", ASKED)
    assert (refused.status_code, refused.json()["code"]) == (429, "budget_exhausted")
    assert 0 < int(refused["Retry-After"]) <= 24 * 3600 + 1


def bulk(who: Caller, *lines: Any, **headers: str) -> Any:
    body = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return who.call(
        "POST",
        "/checks/bulk?purpose=fraud&reference=KR-1",
        body,
        Content_Type="application/x-ndjson",
        **headers,
    )


def read(answer: Any) -> list[Any]:
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_a_list_has_one_answer_per_line_in_order_and_is_one_act() -> None:
    world()
    kr = caller("KR")
    lines = [
        {"id": "a", "schema": "UserAccount", "properties": {"number": [PHONE]}},
        b"{not json",
        {"id": "c", "schema": "UserAccount", "properties": {"number": ["12"]}},
        b'{"schema":"Person","properties":{"name":["\\u0000"]}}',
        {"id": "e", "schema": "UserAccount", "properties": {"number": ["+82 10 0000 0199"]}},
    ]
    answer = bulk(kr, *lines, Idempotency_Key="list")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/x-ndjson")
    told = read(answer)
    assert [line["line"] for line in told] == [1, 2, 3, 4, 5]
    assert [line["id"] for line in told] == ["a", None, "c", None, "e"]
    assert [[row["answer"] for row in line.get("answers", [])] for line in told] == [
        ["no_hit", "possible", "waiting"],
        [],
        [],
        [],
        ["no_hit", "no_hit", "waiting"],
    ]
    assert told[2]["problem"]["errors"][0]["pointer"] == "/properties/number/0"
    assert read(bulk(kr, *lines, Idempotency_Key="list")) == told
    assert kr.get("/checks").json()["items"] == []


def test_a_list_that_is_too_dear_is_refused_before_its_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    world()
    monkeypatch.setitem(
        budget.LIMITS,
        budget.Kind.BATCH,
        budget.Limit(1, timedelta(days=1)),
    )
    line = {"schema": "UserAccount", "properties": {"number": [PHONE]}}
    assert bulk(caller("KR"), line, line).status_code == 429
    assert read(bulk(caller("KR"), line))[0]["line"] == 1


def test_a_hit_climbs_from_possible_to_released_fields() -> None:
    world()
    kr, th, second = caller("KR"), caller("TH"), caller("TH", post="second")
    hit = hit_with_th(kr)
    assert th.get(f"/hits/{hit}").json()["reference"] == ""

    asked = move(kr, hit, "ask", {"urgency": "held", "held_until": (timezone.now() + timedelta(hours=4)).isoformat()})
    assert (asked.status_code, asked.json()["state"]) == (200, "CONFIRMATION_REQUESTED")
    assert move(th, hit, "first-answer").json()["first_answered"] is not None
    owner = th.get(f"/hits/{hit}").json()
    assert (owner["reference"], owner["bits"]) == ("KR-2026-0001", pytest.approx(11.2, abs=3))
    fields = [each["field"] for each in owner["ours"] if each["property"] in {"name", "birthDate"}]

    answered = move(th, hit, "answer", {"verdict": "same", "reason": "The same phone."})
    assert answered.json()["state"] == "CONFIRMED"
    until = (timezone.now() + timedelta(days=90)).isoformat()
    tag = th.get(f"/hits/{hit}")["ETag"]
    needs_code = th.post(f"/hits/{hit}/releases", {"fields": fields, "until": until}, If_Match=tag)
    assert (needs_code.status_code, needs_code.json()["code"]) == (403, "fresh_code_needed")
    code = codes_of("TH", post="desk").now()
    proposed = th.post(
        f"/hits/{hit}/releases", {"fields": fields, "until": until}, If_Match=tag, Interlace_Code=code
    ).json()
    assert [each["property"] for each in proposed["fields"]] == ["birthDate", "name"]
    assert proposed["codes"] == ["F", "J"]
    assert kr.get("/releases").json()["items"] == []
    before = kr.get(f"/hits/{hit}").json()
    assert (before["record"], before["event"]) == (None, th.get(f"/hits/{hit}").json()["event"])

    shown = second.get(f"/releases/{proposed['id']}")
    assert shown.json() == proposed
    signed = second.post(
        f"/releases/{proposed['id']}/sign",
        {"digest": proposed["digest"]},
        If_Match=shown["ETag"],
        Interlace_Code=codes_of("TH", post="second").now(),
    )
    assert (signed.status_code, signed.json()["state"]) == (200, "approved")

    seen, kept = kr.get(f"/hits/{hit}").json(), th.get(f"/hits/{hit}").json()
    assert [(each["property"], each["value"]) for each in seen["record"]["fields"]] == [
        ("birthDate", "1991-04-17"),
        ("name", "ฮัน จีซอบ"),
    ]
    assert (seen["answer_reason"], seen["event"]) == ("The same phone.", kept["event"])
    assert move(th, hit, "undo").json()["state"] == "CONFIRMATION_REQUESTED"


def test_a_change_names_the_state_it_changes() -> None:
    world()
    kr = caller("KR")
    hit = hit_with_th(kr)
    seen = kr.get(f"/hits/{hit}")["ETag"]
    assert kr.post(f"/hits/{hit}/ask", {}).status_code == 428
    assert kr.post(f"/hits/{hit}/hold", {}, If_Match=seen).json()["state"] == "PERSON_OR_OBJECT_HELD"
    assert kr.post(f"/hits/{hit}/ask", {}, If_Match=seen).status_code == 412
    fresh = kr.get(f"/hits/{hit}")["ETag"]
    asked = kr.post(f"/hits/{hit}/ask", {}, If_Match=fresh, Idempotency_Key="ask")
    again = kr.post(f"/hits/{hit}/ask", {}, If_Match=fresh, Idempotency_Key="ask")
    assert asked.json() == again.json()
    assert asked.json()["urgency"] == "held"


@pytest.mark.parametrize("verb", ["hold", "ask", "first-answer", "answer", "undo", "releases"])
def test_a_third_bureau_meets_a_hit_like_one_that_never_was(verb: str) -> None:
    world()
    hit = hit_with_th(caller("KR"))
    sg = caller("SG")
    codes = codes_of("SG", post="desk")
    body = {
        "answer": {"verdict": "same"},
        "releases": {"fields": ["x"], "until": "2027-01-01T00:00:00Z"},
    }.get(verb, {})
    now = timezone.now()
    answers = [
        sg.post(
            f"/hits/{each}/{verb}",
            body,
            If_Match="*",
            Interlace_Code=codes.at(now + timedelta(seconds=30 * number)),
        )
        for number, each in enumerate((hit, NOWHERE))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert sg.get(f"/hits/{hit}").content == sg.get(f"/hits/{NOWHERE}").content
    assert sg.get("/hits").json() == {"items": [], "next": None}


def test_hits_are_listed_page_by_page_and_filtered() -> None:
    make_members("KR", "TH", "SG")
    for number in range(3):
        contribute(
            viewer("TH"), label("TH", seekers=["KR"]), person(f"Case {number}", phone=f"+82 10 0000 014{number}")
        )
    kr, th = caller("KR"), caller("TH")
    for number in range(3):
        kr.post("/checks", {**ASKED, "value": f"+82 10 0000 014{number}"})
    whole = kr.get("/hits").json()["items"]
    assert len(whole) == 3
    first = kr.get("/hits?limit=2").json()
    rest = kr.get(f"/hits?limit=2&cursor={first['next']}").json()
    assert first["items"] + rest["items"] == whole
    assert rest["next"] is None
    assert th.get(f"/hits?limit=2&cursor={first['next']}").status_code == 400
    assert kr.get("/hits?party=holder").json()["items"] == []
    assert len(kr.get("/hits?party=asker&state=MATCHED&counterpart=TH").json()["items"]) == 3
    assert kr.get("/hits?counterpart=SG").json()["items"] == []
    assert [each["party"] for each in th.get("/hits").json()["items"]] == ["holder"] * 3


def test_a_question_about_an_own_subject_stays_open_and_meets_a_later_fact() -> None:
    make_members("KR", "TH")
    (subject,) = contribute(viewer("KR"), label("KR"), person("한지섭", phone=PHONE))
    kr, th = caller("KR"), caller("TH")
    (given,) = kr.get("/standing-checks").json()["items"]
    assert kr.call("DELETE", f"/standing-checks/{given['id']}").status_code == 204
    until = (timezone.now() + timedelta(days=30)).isoformat()
    body = {"subject": str(subject), "until": until, "purpose": "fraud", "reference": "KR-2026-0117"}
    made = kr.post("/standing-checks", body)
    assert made.status_code == 201, made.content
    assert kr.get("/standing-checks").json() == {"items": [made.json()], "next": None}

    foreign = th.post("/standing-checks", {**body, "reference": "TH-1"})
    absent = th.post("/standing-checks", {**body, "reference": "TH-1", "subject": str(uuid4())})
    assert (foreign.status_code, foreign.content) == (404, absent.content)
    assert th.call("DELETE", f"/standing-checks/{made.json()['id']}").status_code == 404

    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
    (raised,) = kr.get("/hits").json()["items"]
    assert (raised["counterpart"], raised["reference"]) == ("TH", "KR-2026-0117")


def test_answers_are_in_the_callers_language() -> None:
    world()
    answer = caller("KR", language="fr").post("/checks", {**ASKED, "scope": ["ZZ"]})
    assert answer.json()["errors"][0]["what"] != "This bureau is not on the network."


def test_a_list_above_the_budget_goes_out_after_a_supervisor_has_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    world()
    Officer.objects.filter(username="kr.second").update(roles=[Role.HEAD])
    monkeypatch.setitem(budget.LIMITS, budget.Kind.BATCH, budget.Limit(1, timedelta(days=1)))
    kr, head = caller("KR"), caller("KR", post="second")
    line = b'{"id":"1","schema":"UserAccount","properties":{"number":["%s"]}}\n' % PHONE.encode()
    matter = {"purpose": "fraud", "reference": "KR-2026-0001"}

    def send() -> Any:
        where = "/checks/bulk?purpose=fraud&reference=KR-2026-0001"
        return kr.post(where, line * 2, Content_Type="application/x-ndjson")

    assert send().status_code == 429
    wanted = {**matter, "lines": 2, "list_digest": hashlib.sha256(line * 2).hexdigest()}
    assert kr.post("/batch-permits", wanted).json()["code"] == "fresh_code_needed"
    device = codes_of("KR", post="desk")
    asked = kr.post("/batch-permits", wanted, Interlace_Code=device.now())
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    where = f"/batch-permits/{asked.json()['id']}"
    assert caller("TH").get(where).status_code == 404
    assert caller("TH").get("/batch-permits").json()["items"] == []

    shown = head.get(where)
    assert head.get("/batch-permits").json()["items"] == [shown.json()]
    signature = {"digest": shown.json()["digest"]}
    assert head.post(f"{where}/sign", signature, If_Match=shown["ETag"]).status_code == 403
    code = codes_of("KR", post="second").now()
    signed = head.post(f"{where}/sign", signature, If_Match=shown["ETag"], Interlace_Code=code)
    assert (signed.status_code, signed.json()["state"]) == (200, "signed")
    assert [json.loads(each)["line"] for each in send().getvalue().splitlines()] == [1, 2]
    assert head.post(f"{where}/refuse", If_Match=head.get(where)["ETag"]).status_code == 409
