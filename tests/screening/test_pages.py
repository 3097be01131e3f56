"""S1 inbox, S2 check and S3 comparison as forms without script: who sees what, and what an act does."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pyotp
import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from tests.screening import test_registers as registers
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.test_ladder import PHOTOGRAPH, recall_everything_of

from interlace.facts.pictures.actions import add_picture
from interlace.facts.pictures.kinds import PictureKind
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.checks import budget
from interlace.screening.checks.permits import ask_for_permit

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
THAI = {"phone": PHONE, "birthDate": "17 เม.ย. 2534", "nationality": "kr"}
FORM = {"value": PHONE, "kind": "", "purpose": "fraud", "reference": "KR-2026-0117", "scope": ""}


@pytest.fixture(autouse=True)
def exercise_node() -> Iterator[None]:
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        yield


@pytest.fixture(autouse=True)
def world() -> None:
    """TH lets KR discover one person; SG holds nothing; XA cannot be reached."""
    make_members("KR", "TH", "SG", "XA")
    Member.objects.filter(code="XA").update(reachable=False, last_contact=timezone.now() - timedelta(hours=29))
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", **THAI))


def browser(profile: str, *, language: str = "en") -> Client:
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": language})
    assert client.post("/sign-in/exercise", {"profile": profile}).status_code == 302
    client.post("/work", {"purpose": "fraud", "reference": f"{profile[:2].upper()}-2026-0117"})
    return client


def words(answer: Any) -> str:
    """The page as it reads, without its marks."""
    main = answer.text.partition("<main")[2].partition("</main>")[0] or answer.text
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def ask_about(client: Client, **form: str) -> str:
    answer = client.post("/check", {**FORM, **form})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def hit_of_kr(client: Client) -> str:
    page = client.get(ask_about(client)).text
    (hit,) = set(re.findall(r'href="(/hit/[0-9a-f-]{36})"', page))
    return str(hit)


def fields_in(answer: Any) -> dict[str, str]:
    """Label and value of every box that can be ticked."""
    return {
        " ".join(re.sub(r"<[^>]*>", " ", said).split()): value
        for value, said in re.findall(
            r'<input type="checkbox" name="fields" value="([^"]*)"[^>]*>(.*?)</label>', answer.text
        )
    }


def until() -> str:
    return (timezone.now() + timedelta(days=90)).date().isoformat()


def test_every_bureau_answers_in_a_row_of_its_own_and_no_value_stands_in_an_address() -> None:
    kr = browser("kr.desk")
    where = ask_about(kr)
    assert re.fullmatch(r"/check/[0-9a-f-]{36}", where)
    page = words(kr.get(where))
    assert "1 possible hit, 1 no hit, 1 still waiting" in page
    assert "TH Member TH Possible strong Phone identical. Other comparisons are not released. Ask to confirm" in page
    assert "SG Member SG No hit Nothing that SG lets KR discover." in page
    assert "XA Member XA Waiting Not answered. Last contact 1 d 5 h ago." in page
    assert "XA has not answered. That is not “no hit”." in page
    assert "Read as a phone of South Korea, 12 digits." in page
    assert "1991" not in page
    assert "1 possible" in words(kr.get("/check")).partition("Checked before")[2]


def test_own_records_come_first_and_a_name_with_a_birth_date_is_read_as_both() -> None:
    contribute(viewer("KR"), label("KR"), person("한지섭", phone=PHONE))
    kr = browser("kr.desk")
    assert "KR our records Ours strong 한지섭" in words(kr.get(ask_about(kr)))
    page = words(kr.get(ask_about(kr, value="Han Chi-sop 1991-04-17", scope="TH")))
    assert "Read as a name and the birth date 17 April 1991." in page
    assert "TH Member TH Possible" in page
    assert "SG Member" not in page.partition("How to read this")[0].partition("Answer Strength")[2]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"value": "12", "kind": "phone"}, 422, "Phone too short"),
        ({"reference": " "}, 422, "A case or legal reference is missing."),
        ({"scope": "ZZ"}, 422, "This bureau is not on the network."),
        ({"value": " "}, 422, "Nothing was asked."),
        ({"purpose": "drugs"}, 403, "You are not authorised for this purpose."),
    ],
)
def test_wrong_input_is_said_at_its_field_and_stays_typed(change: dict[str, str], status: int, said: str) -> None:
    answer = browser("kr.desk").post("/check", {**FORM, **change})
    assert answer.status_code == status
    assert said in words(answer)
    if status == 422:
        assert 'aria-invalid="true"' in answer.text
    if "value" not in change:
        assert f'value="{PHONE}"' in answer.text


def test_registers_that_one_may_read_are_offered_and_those_that_are_ticked_alone_are_asked(tmp_path: Path) -> None:
    registers.load(tmp_path, "KR")
    assert "Ask single registers" not in words(browser("th.desk").get("/check"))
    kr = browser("kr.desk")
    assert "Wallets of victims' reports SG/wallets (" in unescape(words(kr.get("/check")))

    where = ask_about(kr, value=registers.WALLET, registers="SG/wallets")
    page = kr.get(where)
    assert re.search(r'name="registers" value="SG/wallets" checked', page.text)
    answer = words(page).partition("Answer Strength")[2].partition("How to read this")[0]
    assert (registers.WALLET in answer, "SG Member SG Possible" in answer, "TH Member" in answer) == (True, True, False)

    refused = kr.post("/check", {**FORM, "registers": ["SG/other"]})
    assert refused.status_code == 422
    assert "There is no such register for you. Choose from the list of registers" in words(refused)


def test_a_used_up_budget_keeps_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        budget.LIMITS,
        budget.Kind.OFFICER,
        budget.Limit(0, timedelta(days=1)),
    )
    answer = browser("kr.desk").post("/check", FORM)
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert "The number of checks allowed for now is used up." in words(answer)
    assert f'value="{PHONE}"' in answer.text


def test_the_reading_follows_the_typing_and_suggests_without_correcting() -> None:
    kr = browser("kr.desk")

    def reading(value: str, kind: str = "") -> str:
        return words(kr.post("/check/reading", {"value": value, "kind": kind}))

    assert reading(PHONE).startswith("Read as a phone of South Korea, 12 digits. The number lies in a range")
    assert reading("TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG") == "Read as a wallet address of Tron."
    assert "checksum of the wallet address does not fit" in reading("TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqH")
    assert reading("문경호 1979-11-02") == "Read as a name and the birth date 2 November 1979."
    assert reading("ฮัน จีซอบ") == "Read as a name."


def test_a_hit_climbs_on_pages_alone() -> None:
    kr, th, second = browser("kr.desk"), browser("th.desk"), browser("th.second")
    hit = hit_of_kr(kr)

    before = words(kr.get(hit))
    assert "Possible, strong" in before
    assert "Phone +82 10 0000 0142 Identical" in before
    assert "Everything else Not released not released" in before
    assert not re.search(r"[+−]\d+\.\d", before)
    assert "ฮัน" not in before
    assert "KR has asked about something that we hold" in words(th.get("/inbox"))

    held_until = (timezone.now() + timedelta(hours=5)).strftime("%Y-%m-%d %H:%M")
    assert kr.post(f"{hit}/ask", {"urgency": "held", "held_until": held_until}).status_code == 302
    assert "TH is asked to confirm: phone" in words(kr.get("/inbox"))
    inbox = th.get("/inbox")
    assert "First answer to KR about a held person" in words(inbox)
    assert "1 h 59 min" in words(inbox)
    assert "KR holds a person and asks TH to confirm the identity." in words(inbox)
    assert th.post(f"{hit}/first-answer").status_code == 302
    assert "Confirm or reject: phone" in words(th.get("/inbox"))

    owner = th.get(hit)
    shown = words(owner)
    assert "TH is the owner and sees everything of its entry. KR lent 1 field for this question only" in shown
    assert re.search(r"Phone \+82 10 0000 0142 Identical \+\d+\.\d \+82 10 0000 0142", shown)
    assert "Birth date 17 เม.ย. 2534 = 1991-04-17" in shown
    assert "A person is held by KR." in shown
    assert th.post(f"{hit}/answer", {"answer": "same", "why": "Same phone."}).status_code == 302
    assert "TH has confirmed" in words(kr.get("/inbox"))
    answered = words(kr.get(hit))
    assert "TH has confirmed: the same. Same phone." in answered
    assert "TH has confirmed" not in words(kr.get("/inbox"))

    fields = fields_in(th.get(hit))
    (born,) = [value for said, value in fields.items() if said.startswith("Birth date")]
    assert th.post(f"{hit}/release", {"fields": [born], "until": until()}).status_code == 302
    own = words(th.get(hit))
    assert "Release needs two persons of TH" in own
    assert "that is you" in own
    assert "Sign this release" not in own
    assert "Release" not in words(kr.get(hit)).partition("Release approved")[0]
    assert "Second person: release 1 field to KR" in words(second.get("/inbox"))
    assert "Second person: release" not in words(th.get("/inbox"))

    page = second.get(hit)
    assert "Birth date 17 เม.ย. 2534" in words(page).partition("Release needs two persons")[2]
    (address,) = re.findall(r'action="(/hit/[^"]*/sign)"', page.text)
    (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', page.text)
    refused = th.post(address, {"digest": digest})
    assert (refused.status_code, "you proposed this release yourself" in words(refused)) == (403, True)
    assert second.post(address, {"digest": "0" * 64}).status_code == 409
    assert second.post(address, {"digest": digest}).status_code == 302
    after = words(kr.get(hit))
    assert "What TH has released: Member KR may read this" in after
    assert "Birth date Not given on one side 0.0 17 เม.ย. 2534 = 1991-04-17" in after
    assert th.post(f"{hit}/undo").status_code == 302
    assert "Your answer" in words(th.get(hit))


def test_a_confirmation_without_a_deciding_identifier_says_at_its_field_that_it_needs_a_reason() -> None:
    kr, th = browser("kr.desk"), browser("th.desk")
    page = kr.get(ask_about(kr, value="Han Chi-sop")).text
    (hit,) = set(re.findall(r'href="(/hit/[0-9a-f-]{36})"', page))
    kr.post(f"{hit}/ask", {"urgency": "normal"})
    refused = th.post(f"{hit}/answer", {"answer": "same", "why": " "})
    assert refused.status_code == 422
    assert 'aria-describedby="why-said"' in refused.text
    assert "a confirmation needs a written reason" in words(refused)
    assert th.post(f"{hit}/answer", {"answer": "different"}).status_code == 302
    late = th.post(f"{hit}/answer", {"answer": "same", "why": "Photograph."})
    assert (late.status_code, "The hit has moved on since you read it." in words(late)) == (409, True)


def test_of_a_hit_found_by_itself_only_the_chosen_own_fields_are_lent() -> None:
    contribute(viewer("KR"), label("KR"), person("한지섭", phone=PHONE, birthDate="1991-04-17"))
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("Han Chi-sop", phone=PHONE))
    kr, th = browser("kr.desk"), browser("th.desk")
    inbox = kr.get("/inbox")
    assert "Possible hit with TH" in words(inbox)
    hit = next(iter(re.findall(r'href="(/hit/[0-9a-f-]{36})"', inbox.text)))
    page = kr.get(hit)
    fields = fields_in(page)
    assert {said.partition(":")[0] for said in fields} == {"Birth date", "Name", "Phone"}
    nothing = kr.post(f"{hit}/ask", {"urgency": "normal"})
    assert (nothing.status_code, "Choose one or more." in words(nothing)) == (422, True)
    (phone,) = [value for said, value in fields.items() if said.startswith("Phone")]
    assert kr.post(f"{hit}/ask", {"urgency": "normal", "fields": [phone]}).status_code == 302
    shown = words(th.get(hit))
    assert "KR lent 1 field for this question only" in shown
    assert "한지섭" not in shown


def test_a_released_number_is_compared_on_the_askers_side_too() -> None:
    kr, th, second = browser("kr.desk"), browser("th.desk"), browser("th.second")
    hit = hit_of_kr(kr)
    kr.post(f"{hit}/ask", {"urgency": "normal"})
    (phone,) = [value for said, value in fields_in(th.get(hit)).items() if said.startswith("Phone")]
    th.post(f"{hit}/release", {"fields": [phone], "until": until()})
    page = second.get(hit).text
    (address,) = re.findall(r'action="(/hit/[^"]*/sign)"', page)
    (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', page)
    second.post(address, {"digest": digest})
    assert "Phone +82 10 0000 0142 Identical +11.2 +82 10 0000 0142" in words(kr.get(hit))


def test_pictures_lie_side_by_side_once_they_are_lent_and_only_for_who_may_see_them() -> None:
    (korean,) = contribute(viewer("KR"), label("KR"), person("한지섭", phone="+82 10 0000 0178"))
    (thai,) = contribute(viewer("TH"), label("TH", seekers=["KR"]), person("Han Chi-sop", phone="+82 10 0000 0178"))
    for member, subject in (("KR", korean), ("TH", thai)):
        add_picture(viewer(member), subject, PictureKind.PHOTOGRAPH, PHOTOGRAPH, file_name="a.png", now=NOW)
    kr, th = browser("kr.desk"), browser("th.desk")
    hit = next(
        found
        for found in re.findall(r'href="(/hit/[0-9a-f-]{36})"', kr.get("/inbox").text)
        if "Phone +82 10 0000 0178 Identical" in words(kr.get(found))
    )
    before = kr.get(hit)
    (own,) = re.findall(r'src="(/picture/[^"]*)"', before.text)
    assert "Photograph: none, or not released" in words(before)
    assert th.get(own).status_code == 404
    asked = kr.post(f"{hit}/ask", {"urgency": "normal", "fields": list(fields_in(before).values())})
    assert asked.status_code == 302
    shown = re.findall(r'src="(/picture/[^"]*)"', th.get(hit).text)
    assert [th.get(each)["Content-Type"] for each in shown] == ["image/png", "image/png"]
    assert [browser("sg.desk").get(each).status_code for each in shown] == [404, 404]


def test_new_items_wait_outside_the_list_and_are_counted() -> None:
    kr, th = browser("kr.desk"), browser("th.desk")
    (news,) = re.findall(r'hx-get="(/inbox/news[^"]*)"', th.get("/inbox").text)
    assert "wait" not in words(th.get(news))
    hit_of_kr(kr)
    assert "1 new item waits outside the list." in words(th.get(news))
    assert words(browser("sg.desk").get(news)) == ""


def test_an_open_page_loses_what_was_withdrawn_and_says_when_the_hit_has_moved_on() -> None:
    kr, th = browser("kr.desk"), browser("th.desk")
    hit = hit_of_kr(kr)

    def pulse(client: Client) -> str:
        (found,) = re.findall(rf'hx-get="({hit}/pulse[^"]*)"', client.get(hit).text)
        return str(found)

    ours, theirs = pulse(kr), pulse(th)
    assert kr.get(ours).status_code == 204
    kr.post(f"{hit}/ask", {"urgency": "normal"})
    assert "This hit has moved on." in words(th.get(theirs))
    recall_everything_of("TH")
    assert kr.get(ours)["HX-Refresh"] == "true"
    assert "What this hit rested on was withdrawn." in words(kr.get(hit))


def test_a_third_bureau_meets_a_page_like_one_that_never_was() -> None:
    hit = hit_of_kr(browser("kr.desk"))
    sg = browser("sg.desk")
    absent = f"/hit/{uuid4()}"
    for ending, post in (("", {}), ("/ask", {"urgency": "normal"}), ("/answer", {"answer": "same"}), ("/undo", {})):
        answers = [sg.post(f"{each}{ending}", post) if ending else sg.get(each) for each in (hit, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert words(answers[0]) == words(answers[1])
    assert "Nothing due" in words(sg.get("/inbox"))
    assert sg.get(f"/inbox/preview/{hit.removeprefix('/hit/')}").status_code == 404


def test_a_release_takes_a_fresh_code_where_the_officer_has_a_device() -> None:
    kr, th = browser("kr.desk"), browser("th.desk")
    hit = hit_of_kr(kr)
    kr.post(f"{hit}/ask", {"urgency": "normal"})
    secret = pyotp.random_base32()
    set_device(officer=Officer.objects.get(username="th.desk"), secret=secret)
    session = th.session
    session["factor"], session["fresh"] = "code", (timezone.now() - timedelta(minutes=6)).timestamp()
    session.save()
    page = th.get(hit)
    assert 'id="code"' in page.text
    form = {"fields": list(fields_in(page).values())[:1], "until": until()}
    refused = th.post(f"{hit}/release", form)
    assert (refused.status_code, "This act needs a fresh code." in words(refused)) == (403, True)
    assert th.post(f"{hit}/release", {**form, "code": "000000"}).status_code == 403
    assert th.post(f"{hit}/release", {**form, "code": pyotp.TOTP(secret).now()}).status_code == 302


def test_nobody_reads_a_page_without_signing_in() -> None:
    for path in ("/inbox", "/check", f"/hit/{UUID(int=1)}"):
        answer = Client(SERVER_NAME="127.0.0.1").get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in")


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_pages_carry_nothing_inline_and_read_in_every_language(language: str) -> None:
    kr = browser("kr.desk", language=language)
    hit = hit_of_kr(kr)
    english = {path: words(browser("kr.desk").get(path)) for path in ("/inbox", "/check", hit)}
    for path, text in english.items():
        page = kr.get(path)
        assert " style=" not in page.text
        assert not re.search(r"<script(?![^>]*src=)", page.text)
        assert (words(page) == text) is (language == "en")


def test_a_form_of_another_site_changes_nothing() -> None:
    hit = hit_of_kr(browser("kr.desk"))
    strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    strict.cookies = browser("kr.desk").cookies
    assert strict.post(f"{hit}/ask", {"urgency": "normal"}).status_code == 403
    assert "Ask TH to confirm" in words(browser("kr.desk").get(hit))


def test_a_list_above_the_budget_stands_in_a_supervisors_inbox_until_it_is_decided() -> None:
    Officer.objects.filter(username="kr.second").update(roles=[Role.HEAD])
    terms: dict[str, Any] = {"lines": 12_000, "scope": [], "now": timezone.now()}
    first = ask_for_permit(viewer("KR"), list_digest="a" * 64, **terms)
    second = ask_for_permit(viewer("KR"), list_digest="b" * 64, **terms)
    kr, head = browser("kr.desk"), browser("kr.second")
    assert "Second person" not in words(kr.get("/inbox"))
    inbox = head.get("/inbox")
    assert words(inbox).count("Second person: check a list of 12,000 lines") == 2
    assert f"/batch/{first.id}" in inbox.text
    shown = words(head.get(f"/batch/{first.id}"))
    assert "12,000 lines" in shown
    assert "0 of 10,000 lines that KR may check in a day" in shown
    assert "asks" in words(kr.get(f"/batch/{first.id}"))
    assert "Sign for this list" not in words(kr.get(f"/batch/{first.id}"))
    assert browser("th.desk").get(f"/batch/{first.id}").status_code == 404

    wrong = head.post(f"/batch/{first.id}/sign", {"digest": "0" * 64})
    assert (wrong.status_code, "Read the difference again" in words(wrong)) == (409, True)
    assert kr.post(f"/batch/{first.id}/sign", {"digest": first.digest}).status_code == 403
    assert head.post(f"/batch/{first.id}/sign", {"digest": first.digest}).status_code == 302
    assert "may check exactly this list, once" in words(kr.get(f"/batch/{first.id}"))
    assert head.post(f"/batch/{second.id}/refuse").status_code == 302
    assert "Nothing of this list was asked." in words(kr.get(f"/batch/{second.id}"))
    assert "Second person" not in words(head.get("/inbox"))


def test_the_owner_chooses_what_a_release_reserves_and_reads_the_sentence_first() -> None:
    kr, th, second = browser("kr.desk"), browser("th.desk"), browser("th.second")
    hit = hit_of_kr(kr)
    kr.post(f"{hit}/ask", {"urgency": "normal"})
    page = th.get(hit)
    assert "What KR may do only after asking us use it in court" in words(page)
    assert re.search(r"Without asking .*TH, this may not be used in court", words(page))
    assert "/sharing?member=KR&amp;test_purpose=fraud#test" in page.text
    look = th.get("/sharing?member=KR&test_purpose=fraud").text
    assert re.search(r'<option value="KR"[^>]* selected', look)

    form = {"fields": list(fields_in(page).values())[:1], "codes": ["C"], "until": until()}
    said = th.post(f"{hit}/release/sentence", form)
    assert "Every use beyond reading needs the consent of Member TH first." in words(said)
    assert kr.post(f"{hit}/release/sentence", form).status_code == 404
    kept = th.post(f"{hit}/release", form | {"until": "x"})
    assert (kept.status_code, re.findall(r'name="codes" value="(.)" checked', kept.text)) == (422, ["C"])
    assert th.post(f"{hit}/release", form).status_code == 302
    assert "Every use beyond reading needs the consent of Member TH first." in words(second.get(hit))


def test_a_question_that_waits_or_stays_open_is_stopped_and_taken_up_again_on_its_page() -> None:
    kr = browser("kr.desk")
    where = ask_about(kr)
    assert "Stop asking" in words(kr.get(f"{where}/answers"))
    assert kr.post(f"{where}/stop").status_code == 302
    page = words(kr.get(where))
    assert "1 possible hit, 1 no hit, 1 no longer asked" in page
    assert "XA Member XA No longer asked" in page
    assert browser("th.desk").post(f"{where}/resume").status_code == 404
    kr.post(f"{where}/resume")
    assert "1 still waiting" in words(kr.get(where))

    assert "No question stays open" in words(kr.get("/open"))
    contribute(viewer("KR"), label("KR"), person("한지섭", phone=PHONE))
    listed = kr.get("/open")
    assert "1 question stays open" in words(listed)
    assert "한지섭" in words(listed)
    (stop,) = re.findall(r'action="(/open/[^"]*/stop)"', listed.text)
    assert browser("th.desk").post(stop).status_code == 404
    assert kr.post(stop).status_code == 302
    assert "0 questions stay open" in words(kr.get("/open"))
    assert kr.post(stop.replace("/stop", "/resume")).status_code == 302
    assert kr.post(stop.replace("/stop", "/resume")).status_code == 409


def test_a_shift_is_handed_over_with_two_signatures_under_the_same_notes() -> None:
    kr, second = browser("kr.desk"), browser("kr.second")
    assert "Nothing is noted for the next shift." in words(kr.get("/inbox"))
    empty = kr.post("/handover/note", {"text": " ", "due": ""})
    assert (empty.status_code, "The note is empty." in words(empty)) == (422, True)
    wrong = kr.post("/handover/note", {"text": "Call XA.", "due": "soon"})
    assert (wrong.status_code, "Call XA." in wrong.text) == (422, True)
    note = {"text": "XA does not answer; try the voice line.", "promised_by": "Y. Seo", "due": "2027-01-02 16:00"}
    assert kr.post("/handover/note", note).status_code == 302
    page = kr.get("/inbox")
    assert "try the voice line." in words(page)
    assert "Promised by Y. Seo. Written by desk of KR" in words(page)
    assert "voice line" not in browser("th.desk").get("/inbox").text

    (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', page.text)
    stale = kr.post("/handover/give", {"digest": "0" * 64})
    assert (stale.status_code, "The notes have changed" in words(stale)) == (409, True)
    assert kr.post("/handover/give", {"digest": digest}).status_code == 302
    assert "Hand over" not in words(kr.get("/inbox")).partition("a second person takes over")[2]
    (take,) = re.findall(r'action="(/handover/[^"]*/take)"', second.get("/inbox").text)
    assert kr.post(take, {"digest": digest}).status_code == 403
    assert browser("th.desk").post(take, {"digest": digest}).status_code == 404
    assert second.post(take, {"digest": digest}).status_code == 302
    assert "second of KR took over from desk of KR" in words(kr.get("/inbox"))
    assert second.post(take, {"digest": digest}).status_code == 409
    (done,) = re.findall(r'action="(/handover/note/[^"]*/done)"', second.get("/inbox").text)
    assert second.post(done).status_code == 302
    assert "voice line" not in second.get("/inbox").text
    with acting(viewer("KR")):
        logged = set(entries_of(viewer("KR")).values_list("event", flat=True))
    assert {"handover.note", "handover.given", "handover.taken", "handover.note_done"} <= logged


def test_a_signature_under_notes_that_changed_is_given_again() -> None:
    kr, second = browser("kr.desk"), browser("kr.second")
    kr.post("/handover/give", {"digest": re.findall(r'name="digest" value="(\w+)"', kr.get("/inbox").text)[0]})
    (take,) = re.findall(r'action="(/handover/[^"]*/take)"', second.get("/inbox").text)
    (digest,) = re.findall(r'name="digest" value="(\w+)"', second.get("/inbox").text)
    kr.post("/handover/note", {"text": "One thing more."})
    assert second.post(take, {"digest": digest}).status_code == 409
    assert "the notes have changed since" in words(second.get("/inbox"))
