"""Threads through the API: the same words, the same refusals, and nothing for a third bureau."""

import csv
import io
from typing import Any
from uuid import uuid4

import pyotp
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from tests.people import Caller
from tests.screening.network import make_members

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

MATTER = {"purpose": "fraud", "reference": "KR-2026-0001"}
ITEMS = [{"kind": "document", "what": "Passport UT0000142"}]
LETTER = {"type": "verification", "to": "TH", "title": "=Passport", "text": "Was it issued?", "items": ITEMS}
PDF = b"%PDF-1.7\n"


@pytest.fixture(autouse=True)
def network(settings: Any) -> None:
    settings.INTERLACE_REQUESTS_PER_SECOND = settings.INTERLACE_SEARCHES_PER_MINUTE = 100_000
    make_members("KR", "TH", "VN")


def caller(member: str, *, post: str = "desk", language: str = "en") -> Caller:
    return Caller(Officer.objects.get(username=f"{member.lower()}.{post}"), language=language)


def with_code(who: Caller) -> dict[str, str]:
    assert who.officer is not None
    secret = pyotp.random_base32()
    set_device(officer=who.officer, secret=secret)
    return {"Interlace_Code": pyotp.TOTP(secret).now()}


def drafted(who: Caller, **terms: Any) -> Any:
    answer = who.post("/thread-drafts", {**MATTER, "message": {**LETTER, **terms}})
    assert answer.status_code == 201, answer.content
    return answer


def send(who: Caller, draft: str) -> Any:
    return who.post(f"/thread-drafts/{draft}/send", If_Match=who.get(f"/thread-drafts/{draft}")["ETag"])


def opened(who: Caller, **terms: Any) -> str:
    answer = send(who, drafted(who, **terms).json()["id"])
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def move(who: Caller, thread: str, verb: str, body: Any = None) -> Any:
    tag = who.get(f"/threads/{thread}")["ETag"]
    return who.post(f"/threads/{thread}/{verb}", {} if body is None else body, If_Match=tag)


def test_a_thread_is_written_acknowledged_answered_closed_and_found() -> None:
    kr, th = caller("KR"), caller("TH")
    thread = opened(kr)
    assert move(th, thread, "acknowledge", {"reference": "TH-77"}).json()["state"] == "ACKNOWLEDGED"
    assert move(th, thread, "ask", {"text": "Which office?"}).json()["clock"]["paused_because"] == "Which office?"
    assert move(kr, thread, "supply", {"text": "Seoul."}).status_code == 200
    verdict = {"outcome": "not_confirmed", "source": "Register", "on": "2026-07-14"}
    answered = move(th, thread, "answer", {"text": "It was never issued.", "verdicts": [verdict]})
    assert answered.json()["standing"] == "Answered: Not confirmed"
    closed = move(kr, thread, "close").json()
    assert (closed["standing"], closed["outcome"], closed["their_reference"]) == (
        "Not confirmed",
        "not_confirmed",
        "TH-77",
    )
    assert [event["text"] for event in closed["events"] if event["text"]] == [
        "Was it issued?",
        "Which office?",
        "Seoul.",
        "It was never issued.",
    ]
    assert [row["id"] for row in th.get("/threads").json()["items"]] == [thread]
    found = th.post("/threads/search", {"text": "never issued"}).json()["items"]
    assert [(row["thread"], row["number"]) for row in found] == [(thread, 5)]


def test_both_sides_read_the_same_words_and_clock() -> None:
    kr, th = caller("KR"), caller("TH")
    thread = opened(kr)
    own, other = (who.get(f"/threads/{thread}").json() for who in (kr, th))
    for field in ("events", "clock", "items", "urgency", "state", "due", "title"):
        assert own[field] == other[field]
    assert (own["number"], other["number"]) == ("KR/2026/fraud/0001", "TH/2026/fraud/0001")


def test_a_third_bureau_gets_the_answer_for_what_never_was() -> None:
    thread, vn = opened(caller("KR")), caller("VN")
    hidden, absent = vn.get(f"/threads/{thread}"), vn.get(f"/threads/{uuid4()}")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert vn.get("/threads").json() == vn.get("/thread-drafts").json() == {"items": [], "next": None}
    for verb in ("acknowledge", "withdraw", "close", "assign", "snooze", "numbers", "notes", "ask"):
        assert vn.post(
            f"/threads/{thread}/{verb}", {"reason": "x", "text": "x", "foreign": {}}, If_Match="*"
        ).status_code in {404, 422}


def test_a_change_says_what_it_changes_and_a_repetition_has_one_outcome() -> None:
    kr, th = caller("KR"), caller("TH")
    thread = opened(kr)
    assert th.post(f"/threads/{thread}/acknowledge", {}).status_code == 428
    assert th.post(f"/threads/{thread}/acknowledge", {}, If_Match='"other"').status_code == 412
    tag = th.get(f"/threads/{thread}")["ETag"]
    for _ in range(2):
        answer = th.post(f"/threads/{thread}/acknowledge", {}, If_Match=tag, Idempotency_Key="one")
        assert (answer.status_code, len(answer.json()["events"])) == (200, 2)
    assert move(kr, thread, "acknowledge").status_code == 403
    assert move(th, thread, "acknowledge").status_code == 409


def test_two_officers_at_one_draft_get_a_conflict_that_keeps_both_texts() -> None:
    kr, second = caller("KR"), caller("KR", post="second")
    draft = drafted(kr).json()
    saved = {**LETTER, "text": "First."}
    assert kr.call("PUT", f"/thread-drafts/{draft['id']}", {"version": 1, "message": saved}).json()["version"] == 2
    late = second.call("PUT", f"/thread-drafts/{draft['id']}", {"version": 1, "message": {**LETTER, "text": "Second."}})
    assert (late.status_code, late.json()["code"]) == (409, "draft_changed")
    drafts = second.get("/thread-drafts").json()["items"]
    assert sorted(each["message"]["text"] for each in drafts) == ["First.", "Second."]
    assert {each["branch_of"] for each in drafts} == {None, draft["id"]}


def test_a_second_officer_approves_with_a_fresh_code_and_the_digest() -> None:
    kr, second = caller("KR"), caller("KR", post="second")
    draft = drafted(kr, type="information", items=[]).json()["id"]
    assert send(kr, draft).json()["code"] == "review_needed"
    assert kr.get(f"/thread-drafts/{draft}/check").json()["review_needed"] is True
    submitted = kr.post(f"/thread-drafts/{draft}/submit", If_Match="*").json()
    body = {"digest": submitted["digest"]}
    assert second.post(f"/thread-drafts/{draft}/approve", body, If_Match="*").status_code == 403
    code = with_code(second)
    approved = second.post(f"/thread-drafts/{draft}/approve", body, If_Match="*", **code)
    assert (approved.status_code, approved.json()["state"]) == (200, "REVIEWED"), approved.content
    assert send(kr, draft).status_code == 201


def test_a_file_is_attached_from_an_upload_and_handed_over_as_a_file() -> None:
    kr, th = caller("KR"), caller("TH")
    upload = kr.post("/uploads", {"name": "warrant.pdf", "size": len(PDF)}).json()["id"]
    kr.call("PUT", f"/uploads/{upload}?offset=0", PDF, Content_Type="application/octet-stream")
    draft = drafted(kr).json()["id"]
    attached = kr.post(f"/thread-drafts/{draft}/attachments", {"upload": upload})
    (file,) = attached.json()["attachments"]
    thread = send(kr, draft).json()
    assert thread["events"][0]["attachments"] == [file]
    opened_file = th.get(f"/thread-attachments/{file['id']}")
    assert (opened_file.status_code, opened_file.content) == (200, PDF)
    assert opened_file["Content-Disposition"] == 'attachment; filename="warrant.pdf"'
    assert caller("VN").get(f"/thread-attachments/{file['id']}").status_code == 404


def test_three_gibibytes_are_refused_with_what_to_do() -> None:
    answer = caller("KR").post("/uploads", {"name": "disk.pdf", "size": 3 * 1024**3})
    (problem,) = answer.json()["errors"]
    assert (answer.status_code, problem["code"], bool(problem["fix"])) == (422, "file_too_large", True)


def test_the_register_book_is_neutral_in_every_cell_and_says_for_whom_it_is() -> None:
    kr = caller("KR")
    opened(kr)
    now = timezone.now()
    month = {"year": now.year, "month": now.month}
    assert kr.post("/register-book", month).status_code == 403
    Officer.objects.filter(username="kr.desk").update(roles=[Role.DUTY_OFFICER])
    book = kr.post("/register-book", month, **with_code(caller("KR")))
    assert book.status_code == 200, book.content
    lines = book.content.decode("utf-8-sig").splitlines()
    assert lines[1] == '"# Exported for: desk of KR, KR"'
    head, row = list(csv.reader(lines))[3:]
    shown = dict(zip(head, row, strict=True))
    assert (shown["Number"], shown["Direction"], shown["Bureau"], shown["Title"]) == (
        f"KR/{now.year}/fraud/0001",
        "Outgoing",
        "TH",
        "'=Passport",
    )
    workbook = kr.post("/register-book", {**month, "format": "xlsx"}, **with_code(caller("KR")))
    sheets = load_workbook(io.BytesIO(workbook.content))
    assert [str(cell.value) for cell in sheets.worksheets[0][2]][6] == "=Passport"
    assert sheets.worksheets[0]["G2"].data_type == "s"
    nobody = caller("VN")
    Officer.objects.filter(username="vn.desk").update(roles=[Role.DUTY_OFFICER])
    empty = nobody.post("/register-book", month, **with_code(nobody)).content.decode("utf-8-sig")
    assert "Passport" not in empty


def test_lists_go_on_behind_their_cursor() -> None:
    kr = caller("KR")
    threads = {opened(kr) for _ in range(3)}
    first = kr.get("/threads?limit=2").json()
    rest = kr.get(f"/threads?limit=2&cursor={first['next']}").json()
    assert {row["id"] for row in first["items"] + rest["items"]} == threads
    assert rest["next"] is None
    page = kr.post("/threads/search", {"text": "issued", "limit": 2}).json()
    more = kr.post("/threads/search", {"text": "issued", "limit": 2, "cursor": page["next"]}).json()
    assert {row["thread"] for row in page["items"] + more["items"]} == threads


def test_standard_wording_is_there_for_every_type_in_three_languages() -> None:
    items = caller("KR").get("/thread-wordings").json()["items"]
    assert len({(each["type"], each["language"]) for each in items}) == 6 * 3
    by_type: dict[str, set[frozenset[str]]] = {}
    for each in items:
        by_type.setdefault(each["type"], set()).add(frozenset(each["places"]))
        assert each["law"]
        assert each["certainty"] in {"policy", "knowledge"}
    assert all(len(places) == 1 for places in by_type.values())
