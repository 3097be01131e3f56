"""Blind deconfliction: who is after the same learns of it on both sides, and nobody learns anything else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cases.filing import opened
from tests.cases.walking import browser_of, read
from tests.operations.test_board import client_of
from tests.screening.network import NOW, make_members, viewer

from interlace.bureaus.models import Contact, ContactKind
from interlace.core.planning.interests import InterestKind
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import BudgetExhausted, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.operations.deconfliction.actions import (
    InterestTerms,
    end_interest,
    interests_of,
    say_interest,
)
from interlace.operations.deconfliction.comparing import delete_ended
from interlace.operations.deconfliction.models import Interest
from interlace.screening.checks import budget

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = InterestTerms(InterestKind.PHONE, "+66 2 000 0144", "the number of the crossing", NOW + timedelta(days=30))
PERSON = replace(PHONE, kind=InterestKind.PERSON, text="Han Jisub", born=date(1991, 4, 17))
SITE = replace(PHONE, kind=InterestKind.SITE, text="16.6912, 98.5101")


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH", "VN")
    with steward(Task.VERIFY):
        for member in ("KR", "TH", "VN"):
            Contact.objects.create(
                member=member,
                kind=ContactKind.DUTY_POINT,
                name=f"Duty point {member}",
                channels=[["phone", f"+000 {member}"]],
                changed=NOW,
                changed_by=viewer(member).id,
            )


def told(member: str) -> list[tuple[str, tuple[str, ...]]]:
    """What a bureau reads: how it calls each thing, and whom to talk to."""
    found = interests_of(viewer(member), now=NOW)
    return [(met.interest.name, tuple(point.name for point in met.points)) for met in found]


@pytest.mark.parametrize(
    ("first", "same"),
    [
        (PHONE, replace(PHONE, text="+66-2-000-0144")),
        (PERSON, replace(PERSON, text="JISUB  han")),
        (PERSON, replace(PERSON, text="한지섭")),
        (SITE, replace(SITE, text="16.6949, 98.5149")),
    ],
)
def test_both_sides_learn_whom_to_talk_to_whoever_said_it_first(first: InterestTerms, same: InterestTerms) -> None:
    assert say_interest(viewer("KR"), first, now=NOW).points == ()
    met = say_interest(viewer("TH"), replace(same, name="ours"), now=NOW)
    assert [(point.member, point.name, point.channels) for point in met.points] == [
        ("KR", "Duty point KR", ("+000 KR",))
    ]
    assert told("KR") == [("the number of the crossing", ("Duty point TH",))]
    assert told("TH") == [("ours", ("Duty point KR",))]
    assert told("VN") == []


@pytest.mark.parametrize(
    "other",
    [
        replace(PHONE, text="+66 2 000 0145"),
        replace(PERSON, born=date(1991, 4, 18)),
        replace(SITE, text="16.7112, 98.5101"),
    ],
)
def test_who_is_after_something_else_learns_nothing(other: InterestTerms) -> None:
    for terms in (PHONE, PERSON, SITE):
        say_interest(viewer("KR"), terms, now=NOW)
    assert say_interest(viewer("TH"), other, now=NOW).points == ()
    assert all(points == () for _name, points in told("KR"))


def test_the_value_is_kept_nowhere_and_no_other_bureau_reads_the_row() -> None:
    said = say_interest(viewer("KR"), PERSON, now=NOW).interest
    say_interest(viewer("TH"), PERSON, now=NOW)
    with steward(Task.VERIFY):
        rows = [repr(list(Interest.objects.values())), *(leaf.entry for leaf in Leaf.objects.all())]
    assert not any(part in row.casefold() for row in rows for part in ("jisub", "1991-04-17"))
    for reader in (viewer("TH"), viewer("VN")):
        with acting(reader, now=NOW):
            assert [each.member for each in Interest.objects.all()] == (
                [reader.member] if reader.member == "TH" else []
            )
        with pytest.raises(NotFound):
            end_interest(reader, said.id, now=NOW)


def test_a_hit_and_a_miss_are_the_same_work() -> None:
    say_interest(viewer("KR"), PHONE, now=NOW)
    asked: list[list[str]] = []
    for text in ("+66 2 000 0144", "+66 2 000 0155"):
        with CaptureQueriesContext(
            connection,
        ) as done:
            say_interest(viewer("TH"), replace(PHONE, text=text), now=NOW)
        asked.append([_shape(each["sql"]) for each in done.captured_queries])
    assert asked[0] == asked[1]


def _shape(sql: str) -> str:
    """A statement without its values."""
    return " ".join(word for word in sql.split() if not any(sign in word for sign in "'0123456789"))


def test_it_is_asked_with_a_purpose_within_a_budget_and_stands_in_the_own_ledger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nameless = viewer("KR").working_for(purpose="", reference="")
    with pytest.raises((Refused, InvalidInput)):
        say_interest(nameless, PHONE, now=NOW)
    say_interest(viewer("KR"), PHONE, now=NOW)
    with steward(Task.LEDGER):
        leaves = Leaf.objects.filter(event__startswith="deconfliction.")
        assert [(leaf.member, leaf.event) for leaf in leaves] == [("KR", "deconfliction.said")]
    monkeypatch.setitem(budget.LIMITS, budget.Kind.OFFICER, replace(budget.LIMITS[budget.Kind.OFFICER], most=1))
    with pytest.raises(BudgetExhausted):
        say_interest(viewer("KR"), PERSON, now=NOW)


def test_whoever_looks_is_seen_for_a_week_and_then_tells_nobody_any_more() -> None:
    said = say_interest(viewer("KR"), PHONE, now=NOW).interest
    say_interest(viewer("VN"), replace(PHONE, until=NOW + timedelta(days=7)), now=NOW)
    end_interest(viewer("KR"), said.id, now=NOW)
    soon, later = NOW + timedelta(days=6), NOW + timedelta(days=8)
    [met] = interests_of(viewer("VN"), now=soon)
    assert [each.member for each in met.points] == ["KR"], "Korea looked, and went"
    assert say_interest(viewer("TH"), replace(PHONE, until=NOW + timedelta(days=20)), now=later).points == ()
    assert interests_of(viewer("KR"), now=later) == []
    assert delete_ended(now=later) == 2
    with steward(Task.OPERATION):
        assert [each.member for each in Interest.objects.all()] == ["TH"]


def test_what_a_closed_in_case_is_after_is_not_said() -> None:
    opened("KR", reference="KR-2026-0900", is_closed_in=True)
    asker = viewer("KR").working_for(purpose="fraud", reference="KR-2026-0900")
    with pytest.raises(InterlaceError) as refused:
        say_interest(asker, PHONE, now=NOW)
    assert refused.value.code == "case_closed_in"


def test_a_colleague_below_the_level_of_the_case_does_not_read_its_interest() -> None:
    Officer.objects.filter(username__endswith=".second").update(level=0)
    opened("KR", reference="KR-2026-0901", level=1)
    asker = viewer("KR").working_for(purpose="fraud", reference="KR-2026-0901")
    say_interest(asker, PHONE, now=NOW)
    low = viewer("KR", post="second")
    assert [len(interests_of(each, now=NOW)) for each in (viewer("KR"), low)] == [1, 0]
    with acting(low, now=NOW):
        assert not Interest.objects.exists(), "nor by asking the table"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        (replace(PHONE, text="0144"), "/text"),
        (replace(PERSON, born=None), "/text"),
        (replace(SITE, text="98.5, 16.7, 3"), "/text"),
        (replace(SITE, text="91, 0"), "/text"),
        (replace(PHONE, until=NOW + timedelta(days=6)), "/until"),
        (replace(PHONE, until=NOW + timedelta(days=91)), "/until"),
        (replace(PHONE, name=" "), "/name"),
    ],
)
def test_what_cannot_be_read_is_named(wrong: InterestTerms, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        say_interest(viewer("KR"), wrong, now=NOW)
    assert [each.pointer for each in refused.value.problems] == [pointer]


def test_by_api_and_by_page_both_learn_of_each_other_and_the_third_of_nothing(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    until = timezone.now() + timedelta(days=30)
    body = {"kind": "phone", "text": "+66 2 000 0144", "name": "crossing", "until": until.isoformat()}
    matter = {"purpose": "fraud", "reference": "KR-2026-1"}
    korea = client_of("KR")
    made = korea.post("/api/v1/deconfliction", {**body, **matter}, content_type="application/json")
    assert (made.status_code, made.json()["points"]) == (201, [])

    thailand = browser_of("th.desk")
    thailand.post("/work", matter)
    typed = {"kind": "phone", "value": "+66 2 000 0144", "name": "our number", "until": until.date().isoformat()}
    refused = thailand.post("/operations/deconfliction/say", {**typed, "value": "0144"})
    assert (refused.status_code, "degrees as 16.69" in refused.content.decode()) == (422, True)
    assert thailand.post("/operations/deconfliction/say", typed).status_code == 302
    assert "KR Duty point KR" in read(thailand, "/operations/deconfliction")

    (seen,) = korea.get("/api/v1/deconfliction").json()["items"]
    assert [point["name"] for point in seen["points"]] == ["Duty point TH"]
    vietnam = client_of("VN")
    assert vietnam.get("/api/v1/deconfliction").json()["items"] == []
    assert vietnam.delete(f"/api/v1/deconfliction/{seen['id']}").status_code == 404
    assert korea.delete(f"/api/v1/deconfliction/{seen['id']}").status_code == 204
    # Whoever looked is seen for seven days, ended or not.
    assert "KR Duty point KR" in read(thailand, "/operations/deconfliction")


def test_whoever_asked_before_finds_it_in_the_inbox_and_whoever_came_later_or_met_nobody_does_not(
    settings: Any,
) -> None:
    settings.INTERLACE_DEMO = True
    now = timezone.now()
    phone = replace(PHONE, until=now + timedelta(days=30))
    say_interest(viewer("KR"), replace(phone, name="the crossing"), now=now - timedelta(days=2))
    say_interest(viewer("VN"), replace(phone, text="+66 2 000 0166", name="the pier"), now=now - timedelta(days=2))
    said = "Another bureau is after the same"
    assert said not in read(browser_of("kr.desk"), "/inbox")
    later = say_interest(viewer("TH"), replace(phone, name="the van"), now=now - timedelta(days=1))
    assert [point.member for point in later.points] == ["KR"]
    told_now = {member: read(browser_of(f"{member.lower()}.desk"), "/inbox") for member in ("KR", "TH", "VN")}
    assert f"{said}: the crossing" in told_now["KR"]
    assert "the van" not in told_now["KR"]
    assert said not in told_now["TH"] + told_now["VN"]


def test_the_inbox_tells_it_for_a_fortnight(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    now = timezone.now()
    phone = replace(PHONE, until=now + timedelta(days=30))
    say_interest(viewer("KR"), phone, now=now - timedelta(days=30))
    say_interest(viewer("TH"), phone, now=now - timedelta(days=15))
    assert "Another bureau is after the same" not in read(browser_of("kr.desk"), "/inbox")
    assert told_at("KR", now) == ["TH"]


def told_at(member: str, now: Any) -> list[str]:
    (met,) = interests_of(viewer(member), now=now)
    return [point.member for point in met.points]
