"""S17: what we share with whom, what another viewer would see of it, and taking it back."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.facts import sheets
from tests.facts.browsing import browser_of
from tests.facts.network import SUSPECTS, facts_of, make_network
from tests.people import make_officer

from interlace.core.handling import Action, Answer, HitMode
from interlace.facts.actions import contribute
from interlace.facts.correcting import correct
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Contribution, Fact
from interlace.facts.presenting import SharingPage
from interlace.facts.sharing import Sharing
from interlace.facts.viewer_test_view import what_they_see
from interlace.facts.viewing_as import Seen, ViewerTerms, own_facts, see_as
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import ConsentTerms, give_consent
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.http.desk import Desk
from interlace.foundation.http.matter import Matter
from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.localize.reader import reader_of

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now().replace(microsecond=0)
UNTIL = datetime(NOW.year + 1, 7, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def network() -> None:
    make_network()


@pytest.fixture
def kr() -> Client:
    return browser_of("kr.desk")


def at_work(username: str, *, purpose: str = "fraud") -> Viewer:
    officer = Officer.objects.select_related("bureau__member").get(username=username)
    return viewer_of(officer, purpose=purpose, reference="KR-2026-0117")


def shared(
    folder: Path, *members: str, hit: HitMode = HitMode.HIT, by: str = "kr.desk", row: int = 1, **terms: Any
) -> Contribution:
    """One person with phone and wallet, shared in this way."""
    path = sheets.write_csv(folder / f"{by}-{row}.csv", [sheets.sound_row(row)])
    sharing = Sharing.with_members(members, hit=hit, purpose=terms.pop("purpose", "fraud"), until=UNTIL, **terms)
    viewer = at_work(by, purpose=sharing.purpose)
    return contribute(viewer, ImportedFile.open(path, SUSPECTS), sharing, now=NOW).contribution


def seen_as(
    member: str, *, role: Role = Role.INVESTIGATOR, level: int = 0, purpose: str = "fraud", **more: Any
) -> Seen:
    return see_as(at_work("kr.desk"), ViewerTerms(member, role, level, purpose), now=NOW, **more)


def answers(seen: Seen) -> dict[Action, tuple[Answer, str]]:
    return {each.action: (each.answer, each.reason) for each in seen.answers}


def page_of(answer: Any) -> SharingPage:
    page = answer.context["page"]
    assert isinstance(page, SharingPage)
    return page


def test_each_sentence_stands_with_what_it_covers(kr: Client, tmp_path: Path) -> None:
    shared(tmp_path, "TH", "VN")
    shared(tmp_path, "SG", hit=HitMode.CONTENT, row=2, restrictions=["no-proceedings"])
    page = page_of(kr.get("/sharing"))
    assert [(row.what, row.amount, row.until, row.state) for row in page.rows] == [
        ("kr.desk-1.csv", "6 facts", f"30 June {UNTIL.year}", "in_force"),
        ("kr.desk-2.csv", "6 facts", f"30 June {UNTIL.year}", "in_force"),
    ]
    assert page.rows[0].sentence.startswith("TH and VN may know that a possible hit exists, for fraud investigation")
    assert page.rows[1].sentence.startswith("SG may read this, for fraud investigation")
    assert page.summary == "12 facts under 2 sentences"


def test_what_others_let_us_read_stands_apart_and_what_they_let_us_only_find_does_not(
    kr: Client, tmp_path: Path
) -> None:
    shared(tmp_path, "KR", hit=HitMode.CONTENT, by="th.desk")
    shared(tmp_path, "KR", by="th.desk", row=2)
    page = page_of(kr.get("/sharing"))
    assert [(row.owner, row.amount) for row in page.received] == [("TH", "6 facts")]
    assert page.rows == ()
    assert "Nothing shared" in kr.get("/sharing").text


def test_a_seeker_would_find_and_not_read(tmp_path: Path) -> None:
    shared(tmp_path, "TH")
    seen = seen_as("TH")
    assert (len(seen.readable), len(seen.discoverable)) == (0, 6)
    assert answers(seen) == {
        Action.DISCOVER: (Answer.PERMIT, ""),
        **dict.fromkeys(set(Action) - {Action.DISCOVER}, (Answer.DENY, "hit_only")),
    }


def test_a_reader_would_read_and_asks_for_what_is_reserved(tmp_path: Path) -> None:
    shared(tmp_path, "TH", hit=HitMode.CONTENT, restrictions=["no-proceedings"])
    seen = seen_as("TH")
    assert (len(seen.readable), len(seen.discoverable)) == (6, 0)
    assert {action: answer for action, (answer, _reason) in answers(seen).items() if answer is not Answer.PERMIT} == {
        Action.CITE: Answer.ASK,
        Action.FORWARD: Answer.ASK,
    }


def test_a_consent_shows_in_the_test(tmp_path: Path) -> None:
    shared(tmp_path, "TH", hit=HitMode.CONTENT, restrictions=["no-proceedings"])
    head = viewer_of(make_officer("KR", roles=(Role.HEAD,), purposes=("fraud",)), purpose="fraud")
    facts = own_facts(head, now=NOW)
    terms = ConsentTerms(Action.CITE, "TH", "fraud", NOW + timedelta(days=30))
    give_consent(head, terms, label_id=facts[0].label_id, fact=facts[0].id, now=NOW)
    cite = next(each for each in seen_as("TH").answers if each.action is Action.CITE)
    assert (cite.permitted, cite.asked, cite.total) == (1, 5, 6)


@pytest.mark.parametrize(
    ("terms", "sharing", "reason"),
    [
        ({"member": "SG"}, {}, "not_named"),
        ({"purpose": "trafficking"}, {"hit": HitMode.CONTENT}, "purpose"),
        ({"role": Role.DOMESTIC_UNIT}, {"hit": HitMode.CONTENT}, "role"),
        ({}, {"hit": HitMode.CONTENT, "deny": ["TH"]}, "denied"),
        ({"member": "SG", "purpose": "trafficking"}, {}, "several"),
    ],
)
def test_a_refusal_says_which_condition_is_not_met(
    tmp_path: Path, terms: dict[str, Any], sharing: dict[str, Any], reason: str
) -> None:
    shared(tmp_path, "TH", **sharing)
    assert answers(seen_as(**({"member": "TH"} | terms)))[Action.READ] == (Answer.DENY, reason)


def test_silent_facts_would_never_be_found(tmp_path: Path) -> None:
    shared(tmp_path, "TH", hit=HitMode.SILENT)
    seen = seen_as("TH")
    assert (seen.readable, seen.discoverable, answers(seen)[Action.DISCOVER]) == ((), (), (Answer.DENY, "not_searched"))


@pytest.mark.parametrize("hit", [HitMode.HIT, HitMode.CONTENT, HitMode.NONE, HitMode.SILENT])
def test_the_test_says_what_the_bureau_really_gets(tmp_path: Path, hit: HitMode) -> None:
    shared(tmp_path, "TH", hit=hit)
    seen = seen_as("TH")
    viewer = at_work("th.desk")
    for action, expected in ((Action.READ, seen.readable), (Action.DISCOVER, (*seen.readable, *seen.discoverable))):
        with acting(viewer, action, now=NOW):
            really = set(Fact.objects.visible_to(viewer, action=action).values_list("id", flat=True))
        told = next(each for each in seen.answers if each.action is action)
        assert len(really) == told.permitted
        assert really <= {fact.id for fact in expected}


def test_nothing_of_other_bureaus_enters_a_test(tmp_path: Path) -> None:
    shared(tmp_path, "TH", "KR", hit=HitMode.CONTENT, by="th.desk")
    seen = seen_as("TH")
    assert (seen.readable, seen.discoverable, seen.labels, {each.total for each in seen.answers}) == ((), (), (), {0})


def test_nothing_shows_that_the_tester_may_not_read(tmp_path: Path) -> None:
    shared(tmp_path, "TH", hit=HitMode.CONTENT)
    make_officer("KR", username="kr.other", purposes=("trafficking",))
    terms = ViewerTerms("TH", Role.INVESTIGATOR, 0, "fraud")
    seen = see_as(at_work("kr.other", purpose="trafficking"), terms, now=NOW)
    assert (seen.readable, {each.total for each in seen.answers}) == ((), {0})


def test_a_suspended_bureau_would_see_nothing(tmp_path: Path) -> None:
    shared(tmp_path, "TH", hit=HitMode.CONTENT)
    Member.objects.filter(code="TH").update(status=Member.Status.SUSPENDED)
    assert seen_as("TH").readable == ()


def test_a_bureau_that_does_not_exist_cannot_be_tested() -> None:
    with pytest.raises(InvalidInput):
        seen_as("ZZ")


def test_a_test_is_logged_without_content(tmp_path: Path) -> None:
    done = shared(tmp_path, "TH", hit=HitMode.CONTENT)
    seen_as("TH", what=done.id)
    with acting(at_work("kr.desk"), now=NOW):
        (leaf,) = Leaf.objects.filter(event="facts.viewer_tested")
    assert (leaf.object_id, "Kim" in leaf.entry) == (str(done.id), False)


def test_the_page_shows_the_test_in_words(kr: Client, tmp_path: Path) -> None:
    done = shared(tmp_path, "TH", hit=HitMode.CONTENT, restrictions=["no-proceedings"])
    form = {"member": "TH", "role": "investigator", "level": "0", "test_purpose": "fraud", "what": str(done.id)}
    tested = page_of(kr.post("/sharing", form)).tested
    assert tested is not None
    assert tested.title == "TH, Investigator, level 0, for fraud investigation"
    assert tested.sentence.startswith("TH may read this, for fraud investigation")
    assert {row.act: row.answer for row in tested.answers if row.answer != "permit"} == {
        "Use in court": "ask",
        "Pass on to a bureau that is not named": "ask",
    }
    assert [thing.thing for thing in tested.reads] == ["Person", "Wallet"]
    assert tested.finds == ()
    refused = kr.post("/sharing", form | {"member": "ZZ"})
    assert (refused.status_code, page_of(refused).tested) == (422, None)


def test_a_test_that_could_not_look_at_everything_says_so(tmp_path: Path) -> None:
    shared(tmp_path, "TH")
    officer = Officer.objects.select_related("bureau__member").get(username="kr.desk")
    desk = Desk(officer, at_work("kr.desk"), Matter("fraud", "KR-2026-0117"), reader_of(officer))
    whole, cut = seen_as("TH"), replace(seen_as("TH"), is_cut=True)
    assert [what_they_see(desk, seen).more for seen in (whole, cut)] == [
        "",
        "The test looked at our first 5,000 facts; choose one import to see it whole.",
    ]


def ids_in(text: str) -> list[str]:
    return re.findall(r'name="fact" value="([0-9a-f-]{36})"', text)


def test_a_fact_is_recalled_in_two_steps_with_a_reason(kr: Client, tmp_path: Path) -> None:
    done = shared(tmp_path, "TH", hit=HitMode.CONTENT)
    phone = next(fact for fact in facts_of("KR") if fact.prop == "phone")
    assert str(phone.id) in ids_in(kr.get(f"/sharing/{done.id}").text)
    url = f"/sharing/{done.id}/recall"
    asked = kr.post(url, {"fact": [str(phone.id)]})
    assert (asked.status_code, ids_in(asked.text), len(facts_of("TH"))) == (200, [str(phone.id)], 6)
    without = kr.post(url, {"fact": [str(phone.id)], "confirm": "yes"})
    assert (without.status_code, "The reason is missing." in without.text, len(facts_of("TH"))) == (422, True, 6)
    kr.post(url, {"fact": [str(phone.id)], "confirm": "yes", "reason": "wrong-attribution"})
    assert phone.id not in {fact.id for fact in (*facts_of("TH"), *facts_of("KR"))}
    ((title, receipts),) = page_of(kr.get("/sharing")).recalls
    assert title.startswith("1 fact, ")
    assert title.endswith(": it belongs to somebody else")
    assert [(receipt.owner, receipt.state) for receipt in receipts] == [
        ("Facts", "deleted"),
        ("Search index", "deleted"),
        ("Hits", "deleted"),
    ]


def test_the_right_value_takes_the_place_of_the_wrong_one_under_the_same_sentence(kr: Client, tmp_path: Path) -> None:
    done = shared(tmp_path, "TH", hit=HitMode.CONTENT)
    phone = next(fact for fact in facts_of("KR") if fact.prop == "phone")
    form = {"fact": [str(phone.id)], "confirm": "yes", "reason": "wrong-value", "correction": "010 2000 9999"}
    kr.post(f"/sharing/{done.id}/recall", form)
    (right,) = (fact for fact in facts_of("TH") if fact.prop == "phone")
    assert (right.value, right.key, right.subject, right.label_id) == (
        "+821020009999",
        "phone:+821020009999",
        phone.subject,
        phone.label_id,
    )


@pytest.mark.parametrize("text", ["no phone at all", "010-2000-0001", ""])
def test_a_correction_that_cannot_be_used_recalls_nothing(tmp_path: Path, text: str) -> None:
    shared(tmp_path, "TH", hit=HitMode.CONTENT)
    phone = next(fact for fact in facts_of("KR") if fact.prop == "phone")
    with pytest.raises(InvalidInput):
        correct(at_work("kr.desk"), phone.id, text, reason="wrong-value", now=NOW)
    assert phone.id in {fact.id for fact in facts_of("TH")}


def test_another_bureaus_facts_and_absent_ones_are_one_answer_to_a_recall(tmp_path: Path) -> None:
    done = shared(tmp_path, "TH", hit=HitMode.CONTENT)
    fact = facts_of("KR")[0]
    th = browser_of("th.desk")
    for source in (done.id, uuid4()):
        assert th.get(f"/sharing/{source}").status_code == 404
        answer = th.post(f"/sharing/{source}/recall", {"fact": [str(fact.id)], "confirm": "yes", "reason": "other"})
        assert answer.status_code == 404
    with pytest.raises(NotFound):
        correct(at_work("th.desk"), fact.id, "Somebody Else", reason="wrong-value", now=NOW)
    assert len(facts_of("KR")) == 6


def test_a_fact_is_not_recalled_through_another_import_or_by_a_role_that_may_not(kr: Client, tmp_path: Path) -> None:
    done = shared(tmp_path, "TH")
    other = shared(tmp_path, "TH", row=2)
    fact = facts_of("KR")[0]
    wrong = other.id if fact.contribution == done.id else done.id
    assert kr.post(f"/sharing/{wrong}/recall", {"fact": [str(fact.id)]}).status_code == 404
    make_officer("KR", username="kr.analyst", roles=(Role.ANALYST,), purposes=("fraud",))
    analyst = browser_of("kr.analyst")
    assert "Your role does not allow recalling facts." in analyst.get(f"/sharing/{done.id}").text
    form = {"fact": [str(fact.id)], "confirm": "yes", "reason": "other"}
    assert analyst.post(f"/sharing/{fact.contribution}/recall", form).status_code == 422
    assert len(facts_of("KR")) == 12


def test_nothing_chosen_is_said_on_the_page(kr: Client, tmp_path: Path) -> None:
    done = shared(tmp_path, "TH")
    answer = kr.post(f"/sharing/{done.id}/recall", {})
    assert (answer.status_code, "Choose at least one fact" in answer.text) == (422, True)


def test_consents_in_force_are_listed(kr: Client, tmp_path: Path) -> None:
    shared(tmp_path, "TH", hit=HitMode.CONTENT, restrictions=["no-proceedings"])
    head = viewer_of(make_officer("KR", roles=(Role.HEAD,), purposes=("fraud",)), purpose="fraud")
    label = own_facts(head, now=NOW)[0].label_id
    give_consent(head, ConsentTerms(Action.CITE, "TH", "fraud", NOW + timedelta(days=30)), label_id=label, now=NOW)
    rows = page_of(kr.get("/sharing")).consents
    assert [(row.member, row.act, row.purpose) for row in rows] == [("TH", "Use in court", "fraud investigation")]


def test_the_pages_name_no_inline_style_or_script(kr: Client, tmp_path: Path) -> None:
    done = shared(tmp_path, "TH")
    for url in ("/sharing", f"/sharing/{done.id}"):
        text = kr.get(url).text
        assert " style=" not in text
        assert "onclick" not in text
