"""Planning a rota: the head writes it, the desk reads it, another bureau knows nothing of it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from tests.desk.waking.night import bureau, people, planned
from tests.screening.network import NOW, viewer

from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat, Why, on_duty, order_of_waking
from interlace.desk.shift.holidays import BYTES_AT_MOST, Closed, read, take_in_holidays
from interlace.desk.shift.models import RotaTurn
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns, plan_day, remove_day, remove_turn
from interlace.desk.shift.rotas import days_of, holidays_of, people_behind, rota_of, turns_of
from interlace.desk.shift.ways import WAYS_AT_MOST, add_way, remove_way, ways_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer

pytestmark = pytest.mark.django_db(transaction=True)

ALL_DAY = TurnTerms(time(0), time(0), Taker("th.desk"))
CALENDAR = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260925\r
DTEND;VALUE=DATE:20260928\r
SUMMARY:Chuseok\\, the har\r
 vest feast\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261009\r
SUMMARY:Hangul Day\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(autouse=True)
def world() -> None:
    people()
    Bureau.objects.filter(member="TH").update(time_zone="Asia/Bangkok")


def head() -> Any:
    return viewer("TH", post="head")


def duty_at(text: str) -> list[str]:
    """Who is on duty at this time of Bangkok."""
    moment = datetime.fromisoformat(f"{text}+07:00")
    rota = rota_of(viewer("TH"), bureau("TH"), now=NOW)
    officers = list(Officer.objects.all())
    posts = [shift.post for shift in on_duty(rota, moment).shifts]
    return [each.username for each in people_behind(posts, officers, bureau("TH"))]


def test_a_week_holds_on_the_bureau_s_own_clock() -> None:
    planned("TH", "th.desk", starts=time(7), ends=time(19))
    planned("TH", "th.second", starts=time(19), ends=time(7))
    assert (duty_at("2026-07-15T06:59"), duty_at("2026-07-15T07:00")) == (["th.second"], ["th.desk"])


def test_a_role_stands_for_everybody_of_the_bureau_who_holds_it() -> None:
    add_turns(
        head(),
        bureau("TH"),
        weekdays=frozenset({1}),
        terms=TurnTerms(time(0), time(0), Taker(role="investigator"), Seat.DESK),
        since=NOW.date() - timedelta(days=30),
        now=NOW,
    )
    assert duty_at("2026-07-14T12:00") == ["th.desk", "th.second"]


def test_a_day_s_own_plan_replaces_the_week_until_it_is_removed() -> None:
    planned("TH", "th.desk")
    day = date(2026, 7, 20)
    closed = plan_day(head(), bureau("TH"), day, terms=None, now=NOW)
    assert duty_at("2026-07-20T12:00") == []
    plan_day(head(), bureau("TH"), day, terms=TurnTerms(time(8), time(20), Taker("th.second")), now=NOW)
    assert duty_at("2026-07-20T12:00") == ["th.second"]
    (plan,) = days_of(head(), bureau("TH"), now=NOW)
    assert plan.id != closed.id
    remove_day(head(), bureau("TH"), plan.id, now=NOW)
    assert duty_at("2026-07-20T12:00") == ["th.desk"]


def test_only_the_head_plans_and_no_other_bureau_sees_it() -> None:
    planned("TH", "th.desk")
    with pytest.raises(Refused):
        add_turns(viewer("TH"), bureau("TH"), weekdays=frozenset({0}), terms=ALL_DAY, since=NOW.date(), now=NOW)
    (turn, *_rest) = turns_of(viewer("TH"), bureau("TH"), now=NOW)
    with pytest.raises(NotFound):
        remove_turn(viewer("KR", post="head"), bureau("TH"), turn.id, now=NOW)
    with acting(viewer("KR", post="head"), Action.READ, now=NOW):
        assert list(RotaTurn.objects.all()) == []
    remove_turn(head(), bureau("TH"), turn.id, now=NOW)
    assert len(turns_of(viewer("TH"), bureau("TH"), now=NOW)) == 6


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"weekdays": frozenset()}, "/weekdays"),
        ({"weekdays": frozenset({7})}, "/weekdays"),
        ({"until": date(2026, 1, 1)}, "/until"),
        ({"terms": TurnTerms(time(0), time(0), Taker("kr.desk"))}, "/officer"),
        ({"terms": TurnTerms(time(0), time(0), Taker())}, "/officer"),
        ({"terms": TurnTerms(time(0), time(0), Taker(role="king"))}, "/role"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changed: dict[str, Any], pointer: str) -> None:
    terms: dict[str, Any] = {"weekdays": frozenset({0}), "terms": ALL_DAY, "since": NOW.date(), "now": NOW} | changed
    with pytest.raises(InvalidInput) as refused:
        add_turns(head(), bureau("TH"), **terms)
    assert [each.pointer for each in refused.value.problems] == [pointer]


def test_a_day_that_is_over_cannot_be_planned() -> None:
    with pytest.raises(InvalidInput):
        plan_day(head(), bureau("TH"), NOW.date() - timedelta(days=1), terms=None, now=NOW)


def test_holidays_come_from_a_calendar_or_a_sheet_and_leave_a_gap_that_says_so() -> None:
    planned("TH", "th.desk")
    assert take_in_holidays(head(), CALENDAR.encode(), source="Gazette 12/2026", now=NOW) == 4
    assert take_in_holidays(head(), b"day,name\n2026-10-09,Letters Day\n", source="Gazette 13/2026", now=NOW) == 1
    known = [(each.day.isoformat(), each.name, each.source) for each in holidays_of(viewer("TH"), now=NOW)]
    assert known == [
        ("2026-09-25", "Chuseok, the harvest feast", "Gazette 12/2026"),
        ("2026-09-26", "Chuseok, the harvest feast", "Gazette 12/2026"),
        ("2026-09-27", "Chuseok, the harvest feast", "Gazette 12/2026"),
        ("2026-10-09", "Letters Day", "Gazette 13/2026"),
    ]
    assert holidays_of(viewer("KR"), now=NOW) == []
    feast = datetime(2026, 9, 25, 5, tzinfo=UTC)
    rota = rota_of(viewer("TH"), bureau("TH"), now=NOW)
    assert on_duty(rota, feast).why is Why.HOLIDAY
    # Somebody is still found to be woken: whoever comes next.
    assert len(order_of_waking(rota, feast)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"day,name\n2026-13-01,Never\n",
        b"day,name\n2026-01-01,\n",
        b"date;name\n2026-01-01;x\n",
        CALENDAR.replace("SUMMARY:Hangul Day", "SUMMARY:x\r\nRRULE:FREQ=YEARLY").encode(),
        CALENDAR.replace("VALUE=DATE:20261009", "VALUE=DATE-TIME:20261009T090000").encode(),
        CALENDAR.replace("20260928", "20300928").encode(),
        b"BEGIN:VCALENDAR\nEND:VCALENDAR",
        b"x" * (BYTES_AT_MOST + 1),
    ],
)
def test_a_file_that_is_not_understood_is_refused_whole(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        take_in_holidays(head(), content, source="Gazette", now=NOW)
    assert holidays_of(head(), now=NOW) == []


def test_where_holidays_are_known_from_must_be_said() -> None:
    with pytest.raises(InvalidInput):
        take_in_holidays(head(), b"day,name\n2026-10-09,x\n", source=" ", now=NOW)
    assert read(b"\xef\xbb\xbfday,name\r\n20261009,x\r\n") == [Closed(date(2026, 10, 9), "x")]


def test_an_officer_keeps_its_own_ways_and_sees_nobody_else_s() -> None:
    desk = viewer("TH")
    add_way(desk, kind="sms", address="+66 2 000-0143", now=NOW)
    add_way(desk, kind="email", address="desk@example.org", now=NOW)
    assert [(each.kind, each.address) for each in ways_of(desk, now=NOW)] == [
        ("sms", "+6620000143"),
        ("email", "desk@example.org"),
    ]
    assert ways_of(viewer("TH", post="second"), now=NOW) == []
    with pytest.raises(NotFound):
        remove_way(viewer("TH", post="second"), ways_of(desk, now=NOW)[0].id, now=NOW)
    with pytest.raises(Conflict):
        add_way(desk, kind="sms", address="+6620000143", now=NOW)
    for number in range(WAYS_AT_MOST - 2):
        add_way(desk, kind="email", address=f"desk{number}@example.org", now=NOW)
    with pytest.raises(Conflict):
        add_way(desk, kind="email", address="more@example.org", now=NOW)


@pytest.mark.parametrize(
    ("kind", "address"),
    [("sms", "0143"), ("sms", "call me"), ("email", "desk"), ("email", "a@b\r\nBcc: x@y.org"), ("desktop", "x")],
)
def test_an_address_that_cannot_be_one_is_refused(kind: str, address: str) -> None:
    with pytest.raises(InvalidInput):
        add_way(viewer("TH"), kind=kind, address=address, now=NOW)
