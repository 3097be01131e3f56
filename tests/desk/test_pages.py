"""Threads on pages, as forms without script: what both sides read, what one may do, and drafts that lose nothing."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from openpyxl import load_workbook
from tests.desk.threads.letters import letter, question, seen, sent
from tests.screening.network import make_members, viewer

from interlace.core.procedure.threads import Outcome, ThreadStage, ThreadUrgency
from interlace.desk.threads.drafting import drafts_of, message_of, new_draft
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    make_members("KR", "TH", "VN")
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        yield


def browser(profile: str, *, language: str = "en") -> Client:
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": language})
    assert client.post("/sign-in/exercise", {"profile": profile}).status_code == 302
    client.post("/work", {"purpose": "fraud", "reference": f"{profile[:2].upper()}-2026-0117"})
    return client


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0] or answer.text
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def thread_now(*, ago: timedelta = timedelta(), **terms: Any) -> UUID:
    return sent(viewer("KR"), letter(**terms), now=timezone.now() - ago).thread


def begun(client: Client, **form: str) -> str:
    answer = client.post("/threads/new", {"type": "verification", "to": "TH", "language": "en", **form})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


FILLED = {
    "to": "TH",
    "type": "verification",
    "title": "Passport of HAN Ji-seop",
    "text": "Please say whether it was issued.",
    "language": "en",
    "kind_1": "document",
    "what_1": "UT0000142",
    "urgency": "urgent",
}


def test_both_sides_read_the_messages_in_order_with_their_handling_and_the_clock() -> None:
    thread = thread_now(urgency=ThreadUrgency.URGENT, foreign={"i247": "I-247-9"})
    own, other = (words(browser(who).get(f"/threads/{thread}")) for who in ("kr.desk", "th.desk"))
    for page in (own, other):
        assert "Passport of HAN Ji-seop" in page
        assert "1. Sent desk of KR" in page
        assert "Please say whether this passport was issued." in page
        assert "Document: Passport UT0000142, in the name of HAN Ji-seop no answer" in page
        assert "Sent, not acknowledged" in page
        assert "Acknowledge by" in page
        assert "Answer by" in page
    assert "I-247-9" in own
    assert "I-247-9" not in other
    assert "Acknowledge and name your case “We have it" in other
    assert "Take the question back" in own
    assert browser("vn.desk").get(f"/threads/{thread}").status_code == 404


def test_a_thread_goes_from_acknowledgement_over_an_answer_to_its_end() -> None:
    thread = thread_now()
    th, kr = browser("th.desk"), browser("kr.desk")
    where = f"/threads/{thread}"
    assert th.post(f"{where}/move/acknowledge", {"acknowledge_reference": "TH-77"}).status_code == 302
    assert "Case of TH TH-77" in words(kr.get(where))
    answer = str(th.post(f"{where}/write", {"move": "answer"})["Location"])
    form = {"version": "1", "text": "Never issued.", "verdict_1": "not_confirmed", "source_1": "Register"}
    missing = th.post(f"{answer}/send", {**form, "do": "send"})
    assert (missing.status_code, "the source and the day" in words(missing)) == (422, True)
    done = th.post(f"{answer}/send", {**form, "version": "2", "on_1": "2026-07-14", "do": "send"})
    assert (done.status_code, done["Location"]) == (302, where)
    page = words(kr.get(where))
    assert "Outcome Not confirmed" in page
    assert "Item 1 Not confirmed, Register, 14 July 2026" in page
    assert kr.post(f"{where}/move/close", {"close_reason": "Thank you."}).status_code == 302
    assert seen("TH", thread).side.outcome == Outcome.NOT_CONFIRMED
    late = th.post(f"{where}/move/acknowledge")
    assert (late.status_code, "The thread has moved on" in words(late)) == (409, True)
    assert th.post(f"{where}/move/send").status_code == 404


def test_what_is_not_answered_in_time_reads_no_answer() -> None:
    thread = thread_now(urgency=ThreadUrgency.IMMEDIATE, ago=timedelta(hours=3))
    for who in ("kr.desk", "th.desk"):
        assert "Where it stands No answer" in words(browser(who).get(f"/threads/{thread}"))


def test_a_new_message_begins_with_the_wording_of_its_type_and_is_kept_while_it_is_typed() -> None:
    kr = browser("kr.desk")
    where = begun(kr)
    page = kr.get(where)
    assert "Please say of each item below" in page.text
    assert "hx-sync" in page.text
    kept = kr.post(f"{where}/save", {**FILLED, "version": "1"})
    assert 'name="version" value="2"' in kept.text
    assert "Nothing is lost if you leave." in kept.text
    assert "No label keeps it back." in kept.text
    again = kr.post(f"{where}/save", {**FILLED, "version": "2"})
    assert 'name="version" value="2"' in again.text
    gone = kr.post(f"{where}/send", {**FILLED, "version": "2", "do": "send"})
    assert gone.status_code == 302, words(gone)
    assert "Document: UT0000142 no answer" in words(browser("th.desk").get(gone["Location"]))


def test_two_officers_who_type_in_one_draft_lose_nothing() -> None:
    one, two = browser("kr.desk"), browser("kr.second")
    where = begun(one)
    one.post(f"{where}/save", {**FILLED, "version": "1"})
    other = two.post(f"{where}/save", {**FILLED, "text": "Something else.", "version": "1"})
    assert "Nothing is lost: your text was kept beside it." in other.text
    beside = re.search(r'href="(/threads/drafts/[0-9a-f-]{36})"', other.text)
    assert beside is not None
    assert "Something else." in two.get(beside[1]).text
    texts = {message_of(each).text for each in drafts_of(viewer("KR"), now=timezone.now())}
    assert texts == {"Please say whether it was issued.", "Something else."}


def test_another_officer_reads_what_needs_two_before_it_is_sent() -> None:
    draft = new_draft(viewer("KR"), question(), now=timezone.now())
    where = f"/threads/drafts/{draft.id}"
    kr, second = browser("kr.desk"), browser("kr.second")
    assert "Another officer must read this message before it is sent." in words(kr.get(where))
    form = {"version": "1", "text": message_of(draft).text, "title": message_of(draft).title}
    refused = kr.post(f"{where}/send", {**form, "do": "send"})
    assert (refused.status_code, "Lay it before a colleague." in words(refused)) == (403, True)
    assert kr.post(f"{where}/send", {**form, "do": "review"}).status_code == 302
    page = second.get(where).text
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest is not None
    assert "Approve exactly this" not in kr.get(where).text
    approved = second.post(f"{where}/approve", {"digest": digest[1], "code": ""})
    assert approved.status_code == 302, words(approved)
    # The author's form says what was approved, so sending it changes nothing and the approval stands.
    gone = kr.post(f"{where}/send", {**form, "version": "1", "do": "send"})
    assert gone.status_code == 302, words(gone)
    assert seen("TH", UUID(gone["Location"].rpartition("/")[2])).side.state == ThreadStage.SENT


def test_a_draft_is_given_back_with_a_remark_and_thrown_away() -> None:
    draft = new_draft(viewer("KR"), question(), now=timezone.now())
    where = f"/threads/drafts/{draft.id}"
    kr, second = browser("kr.desk"), browser("kr.second")
    kr.post(f"{where}/send", {"do": "review"})
    assert second.post(f"{where}/return", {"remark": "Name the law."}).status_code == 302
    assert "It came back to be changed: Name the law." in words(kr.get(where))
    assert browser("th.desk").get(where).status_code == 404
    assert kr.post(f"{where}/discard").status_code == 302
    assert kr.get(where).status_code == 404


def test_a_file_is_attached_and_handed_over_and_one_of_a_wrong_kind_is_refused_in_words() -> None:
    kr = browser("kr.desk")
    where = begun(kr)
    good = SimpleUploadedFile("note.txt", b"Seen in Seoul.\n", content_type="text/plain")
    assert kr.post(f"{where}/files", {"file": good}).status_code == 302
    (url,) = re.findall(r'href="(/threads/files/[0-9a-f-]{36})"', kr.get(where).text)
    handed = kr.get(url)
    assert (handed.content, handed["Content-Disposition"]) == (b"Seen in Seoul.\n", 'attachment; filename="note.txt"')
    bad = SimpleUploadedFile("photo.png", b"MZ\x00\x00", content_type="image/png")
    refused = kr.post(f"{where}/files", {"file": bad})
    assert refused.status_code == 422
    assert kr.post(f"{where}/files").status_code == 422


def test_a_file_is_taken_off_again_by_its_own_bureau_alone() -> None:
    kr = browser("kr.desk")
    where = begun(kr)
    kr.post(f"{where}/files", {"file": SimpleUploadedFile("note.txt", b"Seen in Seoul.\n")})
    (url,) = re.findall(r'action="(/threads/files/[0-9a-f-]{36}/detach)"', kr.get(where).text)
    assert browser("th.desk").post(url).status_code == 404
    taken = kr.post(url)
    assert (taken.status_code, taken["Location"]) == (302, where)
    assert "No file is attached." in words(kr.get(where))
    assert kr.post(url).status_code == 404


def test_a_thread_that_is_handed_over_stands_in_the_colleague_s_inbox_with_the_reason() -> None:
    thread = thread_now(urgency=ThreadUrgency.URGENT)
    th, second = browser("th.desk"), browser("th.second")
    where = f"/threads/{thread}"
    colleague = viewer("TH", post="second").id
    th.post(f"{where}/snooze", {"until": "hour"})
    silent = th.post(f"{where}/hand-over", {"colleague": colleague, "handing_over_reason": " "})
    assert (silent.status_code, "A reason is missing. Your colleague reads it." in words(silent)) == (422, True)
    nobody = th.post(f"{where}/hand-over", {"colleague": viewer("KR").id, "handing_over_reason": "x"})
    assert (nobody.status_code, "There is no such colleague" in words(nobody)) == (422, True)
    given = th.post(f"{where}/hand-over", {"colleague": colleague, "handing_over_reason": "The register opens at 8."})
    assert given.status_code == 302
    sentence = "Handed over to you by desk of TH: The register opens at 8."
    assert sentence in words(second.get("/inbox"))
    assert sentence in words(second.get(f"/inbox/threads/{thread}"))
    assert "desk of TH handed it over to second of TH" in words(second.get(where))
    for other in (th.get("/inbox"), browser("kr.desk").get(where), browser("kr.desk").get("/inbox")):
        assert "The register opens at 8." not in words(other)


def test_earlier_words_are_quoted_as_they_stand_with_a_marked_translation_beside_them() -> None:
    thread = thread_now()
    th, kr = browser("th.desk"), browser("kr.desk")
    where = str(th.post(f"/threads/{thread}/write", {"move": "ask", "quote": "1"})["Location"])
    assert "Please say whether this passport was issued.</textarea>" in th.get(where).text
    form = {
        "version": "1",
        "text": "Which office?",
        "quote_1": "1",
        "quote_1_words": "this passport",
        "quote_1_translation": "hộ chiếu này",
        "quote_1_language": "vi",
        "quote_1_by": "machine",
    }
    wrong = th.post(f"{where}/send", {**form, "quote_1_words": "that passport", "do": "send"})
    assert (wrong.status_code, "What is quoted does not stand in that message." in words(wrong)) == (422, True)
    assert th.post(f"{where}/send", {**form, "version": "2", "do": "send"}).status_code == 302
    page = words(kr.get(f"/threads/{thread}"))
    assert "From message 1 this passport Translated by a machine: check it before you act on it. hộ chiếu này" in page
    whole = str(kr.post(f"/threads/{thread}/write", {"move": "supply"})["Location"])
    sent_form = {"version": "1", "text": "Seoul.", "quote_1": "2", "do": "send"}
    assert kr.post(f"{whole}/send", sent_form).status_code == 302
    assert "From message 2 Which office?" in words(th.get(f"/threads/{thread}"))


def test_the_secretariat_is_told_of_a_late_answer_only_where_that_is_ticked_and_the_type_allows_it() -> None:
    kr = browser("kr.desk")
    where = begun(kr)
    assert re.search(r'name="tell_secretariat" value="1" checked', kr.get(where).text)
    form = {**FILLED, "version": "1", "secretariat_shown": "1", "do": "send"}
    gone = kr.post(f"{where}/send", form)
    assert seen("KR", UUID(gone["Location"].rpartition("/")[2])).side.tell_secretariat is False
    ticked = kr.post(f"{begun(kr)}/send", {**form, "tell_secretariat": "1"})
    assert seen("KR", UUID(ticked["Location"].rpartition("/")[2])).side.tell_secretariat is True
    assert "tell_secretariat" not in kr.get(begun(kr, type="spontaneous")).text


def test_a_number_that_was_noted_once_is_there_to_be_chosen() -> None:
    thread = thread_now()
    kr = browser("kr.desk")
    kr.post("/work", {"purpose": "fraud", "reference": "KR-2026-0001"})
    kr.post(f"/threads/{thread}/numbers", {"i247": "I-247-9"})
    page = kr.get(begun(kr)).text
    assert re.search(r'name="i247"[^>]* value="I-247-9"', page)
    assert '<datalist id="known-i247"><option value="I-247-9">' in page
    assert "I-247-9" not in browser("th.desk").get(f"/threads/{thread}").text


def test_the_register_book_shows_a_month_and_is_taken_along_with_its_handling() -> None:
    thread = thread_now(title="Passport; of HAN")
    kr, th, vn = (browser(f"{each}.desk") for each in ("kr", "th", "vn"))
    month = f"{timezone.now():%Y-%m}"
    page = kr.get(f"/threads/book?month={month}")
    assert f'href="/threads/{thread}"' in page.text
    assert "1 thread was opened." in words(page)
    assert "Outgoing" in words(page)
    assert "Incoming" in words(th.get("/threads/book"))
    assert "No thread was opened in this month" in words(vn.get("/threads/book"))
    assert kr.get("/threads/book?month=nonsense").status_code == 200
    assert "No thread was opened in this month" in words(kr.get("/threads/book?month=2020-01"))
    text = kr.post("/threads/book/file", {"month": month, "format": "csv"})
    assert text["Content-Disposition"] == f'attachment; filename="register-{month}.csv"'
    handling, recipient, taken, _heading, row = text.content.decode("utf-8-sig").splitlines()
    assert handling == "# Handling: Correspondence of this bureau. For its own register alone."
    assert recipient == '"# Exported for: desk of KR, KR"'
    assert taken.startswith("# Exported at: ")
    assert "Passport; of HAN" in row
    book = kr.post("/threads/book/file", {"month": month, "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert [cell.value for cell in sheet["G"]] == ["Title", "Passport; of HAN"]
    Officer.objects.filter(username="vn.desk").update(roles=[Role.SECRETARIAT])
    assert "Your role does not take files out of the system." in words(vn.get("/threads/book"))
    assert vn.post("/threads/book/file", {"month": month}).status_code == 403


def test_standing_wording_is_not_sent_with_its_places_empty() -> None:
    kr = browser("kr.desk")
    where = begun(kr)
    refused = kr.post(f"{where}/send", {**FILLED, "text": "Reason: {facts}.", "version": "1", "do": "send"})
    assert (refused.status_code, "they stand in braces" in words(refused)) == (422, True)


def test_a_draft_that_was_sent_leads_to_its_thread() -> None:
    kr = browser("kr.desk")
    where = begun(kr)
    gone = kr.post(f"{where}/send", {**FILLED, "version": "1", "do": "send"})
    again = kr.get(where)
    assert (again.status_code, again["Location"]) == (302, gone["Location"])


def test_assigning_notes_numbers_and_putting_aside_are_one_s_own_side_s() -> None:
    thread = thread_now()
    kr = browser("kr.desk")
    where = f"/threads/{thread}"
    kr.post(f"{where}/assign", {"officer": viewer("KR", post="second").id})
    kr.post(f"{where}/notes", {"note": "Call Bangkok first."})
    kr.post(f"{where}/numbers", {"i247": "I-247-9"})
    kr.post(f"{where}/snooze", {"until": "hour"})
    page = words(kr.get(where))
    for said in ("Assigned to second of KR", "Call Bangkok first.", "I-24/7 I-247-9", "Put aside until"):
        assert said in page
    other = words(browser("th.desk").get(where))
    assert "Call Bangkok" not in other
    assert "second of KR" not in other
    assert kr.post(f"{where}/assign", {"officer": viewer("TH").id}).status_code == 422
    assert kr.post(f"{where}/snooze", {"until": ""}).status_code == 302


def test_the_list_shows_own_threads_and_a_search_stands_in_no_address() -> None:
    thread = thread_now()
    kr = browser("kr.desk")
    assert f'href="/threads/{thread}"' in kr.get("/threads").text
    found = kr.post("/threads", {"words": "passport issued"})
    assert f'href="/threads/{thread}#message-1"' in found.text
    assert "Nothing found" in words(kr.post("/threads", {"words": "helicopter"}))
    vn = browser("vn.desk")
    assert str(thread) not in vn.get("/threads").text
    assert "Nothing found" in words(vn.post("/threads", {"words": "passport"}))
    assert kr.get("/threads?before=2020-01-01T00:00:00%2B00:00&thread=" + str(thread)).status_code == 200


def test_threads_stand_in_the_inbox_in_one_order_by_due_time() -> None:
    late = thread_now(urgency=ThreadUrgency.IMMEDIATE, ago=timedelta(hours=3))
    soon = thread_now(urgency=ThreadUrgency.IMMEDIATE, title="Bank account")
    th, kr = browser("th.desk"), browser("kr.desk")
    page = th.get("/inbox")
    order = re.findall(r'class="queue-item" href="/threads/([0-9a-f-]{36})"', page.text)
    assert order == [str(late), str(soon)]
    assert "Verification: no answer. That is neither yes nor no." in words(page)
    assert 'data-key="n"' in page.text
    assert "Thread with KR" in words(page)
    assert "Waiting for others" in words(kr.get("/inbox"))
    assert "Bank account" in th.get(f"/inbox/threads/{soon}").text
    assert browser("vn.desk").get(f"/inbox/threads/{soon}").status_code == 404
    assert str(soon) not in browser("vn.desk").get("/inbox").text
    th.post(f"/threads/{soon}/snooze", {"until": "hour"})
    assert str(soon) not in th.get("/inbox").text


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_the_pages_speak_the_reader_s_language(language: str) -> None:
    thread = thread_now()
    th = browser("th.desk", language=language)
    assert "Where it stands" not in words(th.get(f"/threads/{thread}"))
    assert "Begin to write" not in words(th.get("/threads/new"))
