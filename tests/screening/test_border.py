"""Border mode: each scan gets one answer, whatever stands behind it, and whoever met nothing is forgotten."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer
from tests.screening.test_pages import browser, words

from interlace.core.handling import HitMode
from interlace.core.identifiers import Problem
from interlace.core.identifiers.mrz import check_digit
from interlace.core.matching import Band
from interlace.core.procedure.border import BorderAnswer
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.sharing import Sharing
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, Refused
from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.sweeping import forget_scans
from interlace.screening.asking import entity_of_zone
from interlace.screening.border.actions import Scanned, scan, shift_count
from interlace.screening.border.calling import call_bureau
from interlace.screening.border.erasing import KEPT, erase_travellers
from interlace.screening.border.models import BorderCall, BorderScan
from interlace.screening.checks.actions import ask_holders
from interlace.screening.models import Budget, Check, HitSide, PendingSilence
from interlace.screening.questions import question_about
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = NOW.date()
LOST = "M70689098"
"""A passport that stands in SG's list."""


def zone_of(surname: str, given: str, *, number: str = "UT0000142", born: str = "910417", country: str = "UTO") -> str:
    """The two lines of a passport whose check digits fit."""
    first = f"P<{country}{surname}<<{given.replace(' ', '<')}".ljust(44, "<")
    document, birth, expiry = (f"{each}{check_digit(each)}" for each in (number.ljust(9, "<"), born, "310630"))
    optional = "<" * 14 + "0"
    whole = check_digit(document + birth + expiry + optional)
    return f"{first}\n{document}{country}{birth}M{expiry}{optional}{whole}"


NOBODY = zone_of("TESTER", "ANNA")
HAN = zone_of("HAN", "JI SEOP", number="K12345678", country="KOR")


@pytest.fixture(autouse=True)
def world(tmp_path: Path) -> Iterator[None]:
    make_members("KR", "SG", "TH")
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        yield


def load(
    folder: Path,
    rows: str,
    *told: str,
    name: str = "lost",
    hit: HitMode = HitMode.CONTENT,
    status: str = "suspect",
    by: str = "SG",
    level: int = 0,
) -> None:
    """A member, SG, loads a list of lost passports or wanted persons."""
    path = folder / f"{name}.csv"
    lines = [f"{row},{status}" for row in rows.split("\n")]
    path.write_text("\n".join(["Name,Date of birth,Passport number,Status", *lines, ""]))
    sharing = Sharing.with_members(told, hit=hit, purpose="fraud", until=UNTIL, level=level)
    terms = RegisterTerms(name=name, title=f"List {name}", legal_effect="A lead to verify.")
    load_register(viewer(by), ImportedFile.open(path, Defaults()), sharing, terms, now=NOW)


def scanned(zone: str, *, member: str = "KR") -> Scanned:
    return scan(viewer(member), zone, today=TODAY, now=NOW)


def test_a_document_in_a_list_goes_to_the_second_line_and_a_person_is_compared(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}\nHan Ji-seop,1991-04-17,", "KR")
    answers = [
        scanned(each).answer for each in (NOBODY, zone_of("TESTER", "ANNA", number=LOST), zone_of("HAN", "JI SEOP"))
    ]
    assert answers == [BorderAnswer.NO_HIT, BorderAnswer.SECOND_LINE, BorderAnswer.COMPARE]


def test_a_listed_document_is_found_whoever_carries_it_and_whether_or_not_the_list_names_its_issuer(
    tmp_path: Path,
) -> None:
    load(tmp_path, "Other Person,1970-01-02,M70689099\nOther Person,1970-01-02,JP:M70689100", "KR")
    carried = [zone_of("TESTER", "ANNA", number=f"M706890{end}", country="KOR") for end in ("99", "00")]
    carried.append(zone_of("TESTER", "ANNA", number="M70689100", country="KOR"))
    assert [scanned(each).answer for each in carried] == [
        BorderAnswer.SECOND_LINE,
        BorderAnswer.NO_HIT,
        BorderAnswer.NO_HIT,
    ]


def test_the_records_of_the_own_bureau_are_asked_too() -> None:
    contribute(viewer("KR"), label("KR"), person("한지섭", birthDate="1991-04-17", passportNumber="K12345678"))
    assert scanned(HAN).answer is BorderAnswer.SECOND_LINE


def test_a_list_that_one_may_not_read_is_not_asked_and_not_counted(tmp_path: Path) -> None:
    before = scanned(HAN)
    load(tmp_path, "Han Ji-seop,1991-04-17,K12345678", "TH")
    load(tmp_path, "Han Ji-seop,1991-04-17,K12345678", "KR", name="hits", hit=HitMode.HIT)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("Han Ji-seop", passportNumber="K12345678"))
    after = scanned(HAN)
    assert (after, after.lists.count) == (before, 1)


def test_a_list_whose_bureau_cannot_be_reached_makes_no_no_hit(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    Member.objects.filter(code="SG").update(reachable=False)
    assert scanned(NOBODY).answer is BorderAnswer.NOT_ANSWERED


def test_a_zone_that_was_misread_asks_nobody_and_names_the_field() -> None:
    first, second = NOBODY.split("\n")
    wrong = scanned(f"{first}\n{second.replace('UT0000142', 'UT0000143', 1)}")
    assert wrong.answer is BorderAnswer.SCAN_AGAIN
    assert wrong.problems[0] == Problem("mrz_check_digit_wrong", {"field": "number"})
    with steward(Task.VERIFY):
        assert Check.objects.count() == 0
    assert shift_count(viewer("KR"), now=NOW).by_answer[BorderAnswer.SCAN_AGAIN] == 1


@pytest.mark.parametrize("change", [{"purpose": "drugs"}, {"reference": " "}, {"purpose": ""}])
def test_nothing_is_asked_without_a_purpose_of_one_s_own_and_a_reference(change: dict[str, str]) -> None:
    matter = {"purpose": "fraud", "reference": "Post K-7", **change}
    with pytest.raises((Refused, InvalidInput)):
        scan(viewer("KR").working_for(**matter), NOBODY, today=TODAY, now=NOW)


def test_a_scan_is_a_check_in_the_ledger_that_costs_nothing_and_holds_no_value_there(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    scanned(NOBODY)
    with steward(Task.VERIFY):
        checks = list(Check.objects.order_by("id"))
        assert list(Budget.objects.all()) == []
    assert [(each.purpose, each.reference, each.scope) for each in checks] == [
        ("fraud", "KR-2026-0001", ["KR", "SG/lost"])
    ] * 2
    assert len({each.batch for each in checks}) == 1
    with acting(viewer("KR"), now=NOW):
        written = [each for each in entries_of(viewer("KR")) if each.event == "check.asked"]
    assert {each.object_id for each in written} == {str(each.id) for each in checks}
    assert not any("TESTER" in each.entry for each in written)


def test_whoever_met_nothing_is_forgotten_within_a_day_and_counted_for_good(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    scanned(NOBODY)
    scanned(zone_of("TESTER", "ANNA", number=LOST))
    assert erase_travellers(now=NOW + KEPT) == 0  # not yet compared with silent facts
    catch_up()
    assert erase_travellers(now=NOW + timedelta(hours=20)) == 0
    assert erase_travellers(now=NOW + KEPT) == 1
    assert erase_travellers(now=NOW + KEPT) == 0
    with steward(Task.VERIFY):
        (left,) = Check.objects.all()
        assert left.question["properties"]["number"] == [LOST]
        assert BorderScan.objects.count() == 2
        assert PendingSilence.objects.count() == 0
    assert shift_count(viewer("KR"), now=NOW).scanned == 2


def test_numbers_and_calls_of_the_border_are_kept_as_long_as_questions_are(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    met = scanned(zone_of("TESTER", "ANNA", number=LOST))
    call_bureau(viewer("KR"), met.id, now=NOW)
    assert forget_scans(now=NOW + timedelta(days=364)) == 0
    assert forget_scans(now=NOW + timedelta(days=366)) == 2
    assert shift_count(viewer("KR"), now=NOW).scanned == 0


def test_the_numbers_of_a_shift_are_the_officer_s_own() -> None:
    scanned(NOBODY)
    assert shift_count(viewer("KR"), now=NOW).scanned == 1
    assert shift_count(viewer("KR", post="second"), now=NOW).scanned == 0
    assert shift_count(viewer("KR"), now=NOW + timedelta(hours=13)).scanned == 0


# --- calling the bureau -----------------------------------------------------------------------------------------------


def test_somebody_whom_a_list_protects_is_talked_to_first_whatever_the_likeness_rests_on(tmp_path: Path) -> None:
    load(tmp_path, "Han Ji-seop,1991-04-17,K12345678", "KR", name="missing", status="missing")
    assert scanned(HAN).answer is BorderAnswer.TALK_FIRST
    assert scanned(zone_of("HAN", "JI SEOP")).answer is BorderAnswer.TALK_FIRST
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    assert scanned(zone_of("HAN", "JI SEOP", number=LOST)).answer is BorderAnswer.SECOND_LINE


def test_one_press_rings_in_the_bureau_which_sees_what_the_scan_met_and_the_first_line_never_does(
    tmp_path: Path,
) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    post_k7, bureau = browser("kr.desk"), browser("kr.second")
    page = post(post_k7, zone_of("TESTER", "ANNA", number=LOST))
    (address,) = re.findall(r'action="(/border/scans/[^"]*/call)"', page.text)
    told = post_k7.post(address, headers={"HX-Request": "true"})
    said = re.fullmatch(r"Called at .* about scan (\w{4} \w{4})\. Say this code\.", words(told))
    assert said is not None
    post_k7.post(address)
    with acting(viewer("KR"), now=NOW):
        assert BorderCall.objects.count() == 1
    inbox = bureau.get("/inbox")
    assert f"The border calls about scan {said[1]}" in words(inbox)
    assert "Read at the post SECOND LINE" in words(inbox)
    assert "The border calls" not in words(post_k7.get("/inbox"))
    (take,) = re.findall(r'action="(/border/calls/[^"]*/take)"', inbox.text)
    check = bureau.post(take, follow=True)
    assert "Somebody Else" in words(check)
    assert "The border calls" not in words(bureau.get("/inbox"))
    here = words(post_k7.get("/border"))
    assert f"about scan {said[1]}: second of KR has it." in here
    assert "Somebody Else" not in here


def test_nobody_is_called_about_a_scan_that_met_nothing_or_is_somebody_else_s(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr = browser("kr.desk")
    assert "/border/scans/" not in post(kr, NOBODY).text
    nothing = scanned(NOBODY)
    met = scanned(zone_of("TESTER", "ANNA", number=LOST))
    assert [kr.post(f"/border/scans/{each}/call").status_code for each in (nothing.id, met.id)] == [404, 404]
    assert browser("kr.second").post(f"/border/scans/{met.id}/call").status_code == 404
    call = call_bureau(viewer("KR"), met.id, now=NOW)
    for stranger in ("kr.desk", "th.desk"):
        assert browser(stranger).post(f"/border/calls/{call.id}/take").status_code == 404


def test_a_call_rests_with_those_who_may_know_of_what_the_scan_met(tmp_path: Path) -> None:
    """What a colleague of a lower level may not discover makes no call for it: with it and without it is the same."""
    Officer.objects.filter(username__in=["kr.desk", "sg.desk"]).update(level=1)
    contribute(
        viewer("KR"), label("KR", level=1), person("한지섭", birthDate="1991-04-17", passportNumber="KR:K12345678")
    )
    met = scan(viewer("KR"), HAN, today=TODAY, now=timezone.now())
    assert met.answer is BorderAnswer.SECOND_LINE
    call = call_bureau(viewer("KR"), met.id, now=timezone.now())
    assert "The border calls" in words(browser("kr.second").get("/inbox"))
    Officer.objects.filter(username="kr.second").update(level=0)
    low = browser("kr.second")
    assert "The border calls" not in words(low.get("/inbox"))
    assert [low.get(f"/border/calls/{call.id}").status_code, low.post(f"/border/calls/{call.id}/take").status_code] == [
        404,
        404,
    ]


@pytest.mark.parametrize("lister", ["SG", "KR"])
@pytest.mark.parametrize("called", ["before", "after"])
def test_a_call_follows_its_list_to_a_higher_level(tmp_path: Path, lister: str, called: str) -> None:
    """Another bureau's list or an own one, called before its level rises or after: a colleague below it learns of
    no call, and a list that goes down again opens nothing that was closed."""
    Officer.objects.filter(username__in=["kr.desk", "sg.desk"]).update(level=3)
    named = "KR" if lister == "SG" else "SG"
    load(tmp_path, f"Somebody Else,,{LOST}", named, by=lister)
    met = scan(viewer("KR"), zone_of("TESTER", "ANNA", number=LOST), today=TODAY, now=timezone.now())
    assert met.answer is BorderAnswer.SECOND_LINE
    if called == "before":
        call_bureau(viewer("KR"), met.id, now=timezone.now())
        assert "The border calls" in words(browser("kr.second").get("/inbox"))

    load(tmp_path, f"Somebody Else,,{LOST}", named, by=lister, level=3)
    call = call_bureau(viewer("KR"), met.id, now=timezone.now())

    low = browser("kr.second")
    assert "The border calls" not in words(low.get("/inbox"))
    assert low.post(f"/border/calls/{call.id}/take").status_code == 404
    load(tmp_path, f"Somebody Else,,{LOST}", named, by=lister)
    assert "The border calls" not in words(browser("kr.second").get("/inbox"))
    Officer.objects.filter(username="kr.second").update(level=3)
    assert "The border calls" in words(browser("kr.second").get("/inbox"))


# --- the page ---------------------------------------------------------------------------------------------------------


def post(client: Client, zone: str, *, part: bool = False) -> Any:
    return client.post("/border", {"zone": zone}, headers={"HX-Request": "true"} if part else {})


def band(answer: Any) -> tuple[str, str, str]:
    """Code, tone and words of the band."""
    found = re.search(r'<div class="band is-(\w+)" data-band="(\w+)"[^>]*>(.*?)</div>', answer.text, re.DOTALL)
    assert found is not None, answer.text
    return found[2], found[1], " ".join(re.sub(r"<[^>]*>", " ", found[3]).split())


def test_the_page_answers_with_one_word_and_an_empty_field() -> None:
    kr = browser("kr.desk")
    assert band(kr.get("/border")) == ("ready", "idle", "READY Scan the document.")
    answer = post(kr, NOBODY)
    assert band(answer) == ("no_hit", "good", "NO HIT 1 list asked.")
    assert re.search(r"<textarea[^>]* autofocus[^>]*></textarea>", answer.text)
    assert "TESTER" not in answer.text
    assert "Last document: •••• 0142, every check digit fits" in words(answer)
    assert "Scanned 1 No hit 1" in words(answer)
    assert 'http-equiv="refresh" content="20; url=/border"' in answer.text
    assert "UTO" not in words(kr.get("/check"))


def test_a_part_of_the_page_is_small_enough_for_a_slow_line() -> None:
    answer = post(browser("kr.desk"), NOBODY, part=True)
    assert "<html" not in answer.text
    assert len(answer.content) <= 2048


def test_a_misread_zone_says_which_field_and_what_to_do() -> None:
    first, second = NOBODY.split("\n")
    kr = browser("kr.desk")
    wrong = post(kr, f"{first}\n{second.replace('UT0000142', 'UT0000143', 1)}")
    said = (
        "Machine readable zone: the check digit of the document number does not fit. Clean the document and scan again."
    )
    assert band(wrong) == ("scan_again", "warn", f"SCAN AGAIN {said}")
    assert band(post(kr, ""))[2] == "SCAN AGAIN The machine readable zone is empty. Scan the document."
    assert band(post(kr, "P<UTO"))[2].startswith("SCAN AGAIN The zone does not have the lines of a travel document.")


def test_the_screen_never_says_why(tmp_path: Path) -> None:
    """Three records that met for three reasons: what the first line reads is the same to the byte."""
    load(tmp_path, f"Somebody Else,,{LOST}\nOther Person,1970-01-02,M70689099\nHan Ji-seop,1991-04-17,K12345678", "KR")
    kr = browser("kr.desk")
    zones = (
        zone_of("TESTER", "ANNA", number=LOST),
        zone_of("TESTER", "ANNA", number="M70689099"),
        HAN,
    )
    bands = {band(post(kr, each)) for each in zones}
    assert bands == {
        ("second_line", "bad", "SECOND LINE Keep the document. Ask the traveller to wait. Call the second line.")
    }
    # The token of a form is made of chance letters.
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", post(kr, HAN, part=True).text)
    assert not re.search(r"Han|Ji-seop|wanted|identical|strong|SG|List lost|clear\b", page)


def test_an_answer_that_is_not_no_hit_is_never_green(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr = browser("kr.desk")
    Member.objects.filter(code="SG").update(reachable=False)
    assert band(post(kr, NOBODY))[:2] == ("not_answered", "warn")
    kr.post("/work", {"purpose": "fraud", "reference": " "})
    refused = post(kr, NOBODY)
    assert refused.status_code != 200
    assert band(refused)[:2] == ("not_asked", "warn")


def test_the_lists_are_named_with_their_age(tmp_path: Path) -> None:
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    page = words(browser("kr.desk").get("/border"))
    assert "records of KR, as they are now" in page
    assert re.search(r"List lost, \d+ d( \d+ h)? old", page)
    assert "List lost" not in words(browser("th.desk").get("/border"))


def test_who_may_not_check_finds_no_such_page() -> None:
    Officer.objects.filter(username="kr.desk").update(roles=[Role.ADMINISTRATOR])
    kr = browser("kr.desk")
    assert (kr.get("/border").status_code, post(kr, NOBODY).status_code) == (404, 404)


def test_a_unit_that_reads_nothing_asks_its_bureau_alone(tmp_path: Path) -> None:
    load(tmp_path, "Han Ji-seop,1991-04-17,K12345678", "KR")
    contribute(viewer("KR"), label("KR"), person("Han Ji-seop", birthDate="1991-04-17"))
    Officer.objects.filter(username="kr.desk").update(roles=[Role.DOMESTIC_UNIT])
    found = scanned(HAN)
    assert (found.answer, found.lists.registers) == (BorderAnswer.COMPARE, ())


# --- attacks ----------------------------------------------------------------------------------------------------------


def test_what_is_hidden_changes_neither_a_byte_nor_the_work_that_is_done(tmp_path: Path) -> None:
    """Timing class: as many statements, word for word, with the hidden records as without them."""
    load(tmp_path, f"Somebody Else,,{LOST}", "KR")
    kr = browser("kr.desk")
    kr.get("/border")

    def seen() -> tuple[str, list[str]]:
        with CaptureQueriesContext(connection) as asked:
            text = post(kr, HAN, part=True).text
        return re.sub(r"since [^<]*", "", re.sub(r">\d+<", "", text)), [_shape(each["sql"]) for each in asked]

    seen()
    plain = seen()
    load(tmp_path, "Han Ji-seop,1991-04-17,K12345678", "TH", name="hidden")
    contribute(viewer("TH"), label("TH"), person("Han Ji-seop", birthDate="1991-04-17", passportNumber="K12345678"))
    contribute(viewer("SG"), label("SG", seekers=["TH"]), person("Han Ji-seop", passportNumber="K12345678"))
    Officer.objects.filter(username="kr.second").update(level=2)
    cleared = viewer("KR", post="second")
    contribute(cleared, label("KR", level=2), person("Han Ji-seop", birthDate="1991-04-17", passportNumber="K12345678"))
    assert scan(cleared, HAN, today=TODAY, now=NOW).answer is BorderAnswer.SECOND_LINE
    seen()
    hidden = seen()
    assert plain == hidden


def _shape(statement: str) -> str:
    """A statement without its values."""
    return re.sub(r"'[^']*'|\b\d+\b|\{[^}]*\}|s\d+_x\d+", "?", statement)[:120]


def test_more_scans_than_a_minute_allows_wait_and_say_so() -> None:
    kr = browser("kr.desk")
    with override_settings(INTERLACE_SEARCHES_PER_MINUTE=1):
        post(kr, NOBODY)
        refused = post(kr, NOBODY)
    assert (refused.status_code, int(refused["Retry-After"]) > 0) == (429, True)
    assert band(refused)[:2] == ("not_asked", "warn")
    assert shift_count(viewer("KR"), now=timezone.now()).scanned == 1


def test_a_common_name_without_a_date_in_the_list_stops_nobody_and_tells_nobody(tmp_path: Path) -> None:
    load(tmp_path, "Nguyen Van Nam,,", "KR")
    zone = zone_of("NGUYEN", "VAN NAM", country="VNM")
    asked_at_the_desk = ask_holders(viewer("KR"), question_about(entity_of_zone(zone, today=TODAY)), now=NOW)
    assert [answer.band for answer in asked_at_the_desk.answers if answer.found] == [Band.FAIR]
    before = sides()

    assert scanned(zone).answer is BorderAnswer.NO_HIT
    assert sides() == before


def sides() -> int:
    with steward(Task.VERIFY):
        return HitSide.objects.count()
