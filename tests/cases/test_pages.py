"""The pages of cases: a case is opened, filled, judged and closed by plain forms, and refuses in words at the field."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.cases.walking import HAN, LEAD, browser_of, opened, posted, read, text_of
from tests.screening.network import make_members

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")


@pytest.fixture
def desk() -> Client:
    return browser_of("kr.desk")


def first_link(client: Client, path: str, words: str) -> str:
    """The address behind the first link of a page that begins so."""
    found = re.search(rf'href="([^"]+)"[^>]*><bdi[^>]*>{words}', client.get(path).content.decode())
    assert found is not None, (path, words)
    return found[1]


def test_a_case_is_opened_and_found_in_the_list(desk: Client) -> None:
    case = opened(desk)
    assert "Golden Reed KR-2026-0117 Fraud investigation Open" in read(desk, "/cases")
    page = read(desk, case)
    assert "Investment fraud run from a compound near crossing K-7." in page
    assert "Neutral: no political, military, religious or racial matter" in page
    assert "For every other bureau this case does not exist." in page


def test_the_same_reference_again_is_refused_in_words_with_everything_that_was_typed(desk: Client) -> None:
    opened(desk)
    again = desk.post("/cases", {"title": "White van", "purpose": "fraud", "reference": "KR-2026-0117"})
    assert again.status_code == 409
    assert "There is a case with this reference already." in text_of(again)
    assert 'value="White van"' in again.content.decode()


def test_people_and_leads_are_put_in_and_counted_apart_from_exhibits(desk: Client) -> None:
    case = opened(desk)
    posted(desk, f"{case}/things", **HAN)
    posted(desk, f"{case}/leads", text=LEAD, grading="ADMIRALTY:B2")
    page = read(desk, case)
    assert "People and things 1 Leads 1 Exhibits 0 Tasks 0" in page
    assert "한지섭 HAN" in page
    assert "ADMIRALTY:B2" in read(desk, f"{case}?part=leads")


def test_an_unreadable_grading_is_told_at_its_field(desk: Client) -> None:
    case = opened(desk)
    answer = desk.post(f"{case}/leads", {"text": LEAD, "grading": "B2"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="lead-grading"[^>]*value="B2"[^>]*aria-invalid="true"', body)
    assert LEAD in body


def test_a_number_that_cannot_be_read_is_told_at_its_field(desk: Client) -> None:
    case = opened(desk)
    answer = desk.post(f"{case}/things", {"kind": "wallet", "name": "TBCPQf7zJJq7gVtqVvFbFQ1cEmGWesmWM"})
    assert answer.status_code == 422
    assert re.search(r'id="thing-name"[^>]*aria-invalid="true"', answer.content.decode())


def test_what_is_no_evidence_is_stamped_until_its_authority_has_released_it(desk: Client) -> None:
    case = opened(desk)
    posted(desk, f"{case}/things", **HAN)
    thing = first_link(desk, case, "한지섭")
    assert "NOT FOR COURT" in read(desk, case)
    assert "For evidence, KR asks for a decision of: Central authority." in read(desk, thing)
    asked = {"to": "evidence", "authority": "police", "reason": "For the trial.", "decided": "2026-07-01"}
    refused = desk.post(f"{thing}/lane", {**asked, "authority_name": "NPA", "document": "1"})
    assert refused.status_code == 403
    assert "Its originator names another authority for releasing it for court." in text_of(refused)
    decision = {"authority": "central_authority", "authority_name": "Ministry of Justice", "document": "MOJ 2026/88"}
    posted(desk, f"{thing}/lane", **{**asked, **decision})
    page = read(desk, thing)
    assert "Information to Evidence Central authority Ministry of Justice MOJ 2026/88" in page
    assert "NOT FOR COURT" not in read(desk, case)


def test_a_lead_is_followed_and_a_task_set_given_and_done(desk: Client) -> None:
    case = opened(desk)
    posted(desk, f"{case}/leads", text=LEAD)
    lead = first_link(desk, f"{case}?part=leads", "Ask the driver")
    posted(desk, f"{lead}/follow", state="followed", outcome="He had sold it.")
    assert "He had sold it." in read(desk, f"{case}?part=leads")
    owner = re.search(r'<option value="([0-9a-f-]{36})"', desk.get(f"{case}?part=tasks").content.decode())
    assert owner is not None
    posted(desk, f"{case}/tasks", text="Ask the landlord.", owner=owner[1], due="2030-01-31")
    page = desk.get(f"{case}?part=tasks").content.decode()
    task = re.search(r'<select[^>]*name="task"[^>]*><option value="([0-9a-f-]{36})"', page)
    assert task is not None
    posted(desk, f"{case}/tasks/done", task=task[1])
    assert "Ask the landlord." in read(desk, f"{case}?part=timeline")
    assert "Tasks 0" in read(desk, case)


def test_a_note_is_kept_version_by_version_and_two_writers_are_told_of_each_other(desk: Client) -> None:
    case = opened(desk)
    note = posted(desk, f"{case}/notes", text="Seen.", version="0")
    kept = {"note": note.rpartition("/")[2], "version": "1"}
    first = desk.post(f"{case}/notes", {**kept, "text": "Seen at K-7."}, headers={"HX-Request": "true"})
    assert 'name="version" value="2"' in first.content.decode()
    other = desk.post(f"{case}/notes", {**kept, "text": "At noon."}, headers={"HX-Request": "true"})
    assert "Somebody else wrote in this note meanwhile." in text_of(other)
    page = read(desk, note)
    assert [words in page for words in ("Seen at K-7.", "At noon.", "Written beside the one before it.")] == [True] * 3


def test_who_is_not_on_the_case_reads_it_and_finds_no_form(desk: Client) -> None:
    case = opened(desk)
    posted(desk, f"{case}/leads", text=LEAD)
    colleague = browser_of("kr.second")
    page = colleague.get(f"{case}?part=leads")
    assert LEAD in text_of(page)
    assert "You read this case; those who are on it change it." in text_of(page)
    assert f'action="{case}/leads"' not in page.content.decode()
    assert colleague.post(f"{case}/leads", {"text": "Mine."}).status_code == 403


def test_a_closed_case_says_why_and_is_opened_again(desk: Client) -> None:
    case = opened(desk)
    assert desk.post(f"{case}/close", {"reason": " "}).status_code == 422
    posted(desk, f"{case}/close", reason="The trial is over.")
    assert "Closed: The trial is over." in read(desk, case)
    assert desk.post(f"{case}/leads", {"text": LEAD}).status_code == 409
    posted(desk, f"{case}/reopen")
    posted(desk, f"{case}/leads", text=LEAD)


def test_a_case_that_is_not_checked_says_so_and_is_checked_on_its_page(desk: Client) -> None:
    case = opened(desk, neutrality="unanswered")
    assert "Nobody has said yet whether this case is neutral." in read(desk, case)
    assert desk.post(f"{case}/things", {**HAN, "readers": "TH"}).status_code == 403
    posted(desk, f"{case}/check", neutrality="neutral", minors="none_known", asylum="yes")
    posted(desk, f"{case}/things", **HAN, readers="TH")
    posted(desk, f"{case}/leads", text=LEAD, readers="TH")
    seen = read(desk, case)
    assert "Reads 1 of the people and things." in seen
    assert "Reads 1 of the leads once they are laid in a joint case." in seen


def test_a_colleague_is_put_on_a_closed_in_case_and_taken_off_again(desk: Client) -> None:
    case = opened(desk, closed_in="1")
    colleague = browser_of("kr.second")
    assert colleague.get(case).status_code == 404
    assert "Golden Reed" not in read(colleague, "/cases")
    choices = desk.get(f"{case}?part=case").content.decode()
    offered = re.search(r'id="officer-officer".*?</select>', choices, re.DOTALL)
    assert offered is not None
    for officer in re.findall(r'value="([0-9a-f-]{36})"', offered[0]):
        posted(desk, f"{case}/officers", officer=officer)
    assert colleague.get(case).status_code == 200
    own = re.search(
        r'id="off-officer".*?value="([0-9a-f-]{36})"', desk.get(f"{case}?part=case").content.decode(), re.DOTALL
    )
    assert own is not None
    assert posted(desk, f"{case}/officers/remove", officer=own[1]) == "/cases"
    assert desk.get(case).status_code == 404
