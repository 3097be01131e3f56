"""The operation room as a page: its user's whole way, what it refuses, and what another bureau finds there."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.cases.walking import browser_of
from tests.operations.plan.joining import FREE, SEEN, agreed_target, all_that_is_needed, brought, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import EntryKind, JointOperation
from interlace.operations.plan.queries import operation_view

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three() -> JointOperation:
    make_members("KR", "TH", "VN", "SG")
    return joined("KR", "TH", "VN")


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.INTERLACE_DEMO = True


def at_desk(member: str, *, post: str = "desk") -> Client:
    """A browser in which this officer has signed in and works for a matter."""
    client = browser_of(f"{member.lower()}.{post}")
    client.post("/work", {"purpose": "fraud", "reference": "KR-2026-1"})
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_an_operation_is_opened_brought_to_planned_and_begun_by_its_pages() -> None:
    make_members("KR", "TH")
    korea, thailand = at_desk("KR"), at_desk("TH")
    opening = {"title": "Golden Reed", "first_hour": "2026-07-16T05:00", "last_hour": "2026-07-16T08:00"}
    refused = korea.post("/operations/new", {**opening, "members": ["QQ"]})
    assert (refused.status_code, "Name at least one other bureau" in refused.content.decode()) == (422, True)
    made = korea.post("/operations/new", {**opening, "members": ["TH"]})
    place = made.headers["Location"]
    assert "Golden Reed" in text_of(thailand, "/operations")

    site = {"kind": "site", "compartment": "all", "code": "A", "zone": "Asia/Bangkok", "seen": "2026-07-14T05:00"}
    wrong = thailand.post(f"{place}/bring", {**site, "languages": "my eight"})
    assert wrong.status_code == 422
    assert "languages/my: this cannot be read." in wrong.content.decode()
    assert thailand.post(f"{place}/bring", {**site, "languages": "my 8"}).status_code == 302
    free = {"begins": "2026-07-14T00:00", "ends": "2026-07-20T00:00"}
    for work, people in {"entry": 6, "arrest": 2, "evidence": 2, "care": 2, "medical": 1}.items():
        team = {"kind": "team", "compartment": "leader", "code": work, "work": work, "people": people, **free}
        assert thailand.post(f"{place}/bring", {**team, "minutes_to": "TH-A 30"}).status_code == 302
    for thing in (
        {"kind": "interpreter", "code": "no. 1", "languages": "my", "sites": "TH-A", **free},
        {"kind": "reception", "code": "school", "beds": "10", "sites": "TH-A"},
        {"kind": "custody", "code": "station", "cells": "2"},
        {"kind": "kit", "code": "seals", "kits": "4", "sites": "TH-A"},
        {"kind": "freeze", "code": "accounts", "begins": "2026-07-14T00:00"},
    ):
        assert thailand.post(f"{place}/bring", {"compartment": "leader", **thing}).status_code == 302, thing

    target = agreed_target("KR", "TH")
    identity = UUID(place.rpartition("/")[2])
    assert "Add the ready ones" in text_of(korea, "/readiness")
    where = {"where": f"{identity}:TH-A"}
    assert "No target is chosen" in korea.post("/operations/ready", where).content.decode()
    assert korea.post("/operations/ready", {**where, "target": str(target)}).status_code == 302
    assert korea.post(f"{place}/plan", {"do": "propose"}).status_code == 302
    shown = text_of(korea, place)
    for sentence in ("KR-T1: no warrant is entered.", "KR-T1: nobody has said what follows the arrest."):
        assert sentence in shown.replace("&#x27;", "'")
    (entry,) = [each for each in operation_view(viewer("KR"), identity, now=NOW).entries if each.member == "KR"]
    said = {"entry": str(entry.id), "site": "TH-A", "hand_over": "surrender", **free}
    assert korea.post(f"{place}/target", said).status_code == 302
    assert "No rule is broken." in text_of(korea, place)

    assert korea.post(f"{place}/go", {"version": 1}).status_code == 403
    for client in (korea, thailand):
        assert "Set our flag to Go" in text_of(client, place)
        assert client.post(f"{place}/flag", {"do": "go", "version": 1}).status_code == 302
        assert "Set our flag to Go" not in text_of(client, place)
        assert "Set our flag to No-go" in text_of(client, place)
    assert "Give Go" in text_of(korea, place)
    assert korea.post(f"{place}/go", {"version": 1}).status_code == 302
    assert "Give Go" not in text_of(korea, place)
    assert text_of(thailand, place).count("May begin") == 5


def test_the_plan_is_changed_by_hand_and_what_it_breaks_then_holds_go(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    korea, place = at_desk("KR"), f"/operations/{three.id}"
    korea.post(f"{place}/plan", {"do": "propose"})
    hour = operation_view(viewer("KR"), three.id, now=NOW).standing.plan.hour  # type: ignore[union-attr]
    change = {"do": "change", "hour": hour.isoformat(), "team": "TH-care", "site": ""}
    assert korea.post(f"{place}/plan", change).status_code == 302
    shown = text_of(korea, place)
    assert "TH-A: 0 of 1 people for care and screening." in shown
    assert "Bring more carers or medical staff." in shown
    assert "Not compliant" in shown
    for wrong in ({"team": "TH-nobody"}, {"hour": "2026-07-16T05:17+07:00"}, {"team": "TH-care", "site": "VN-Z"}):
        assert korea.post(f"{place}/plan", {"do": "change", **wrong}).status_code == 422
    back = {"do": "change", "hour": hour.isoformat(), "team": "TH-care", "site": site}
    korea.post(f"{place}/plan", back)
    assert "No rule is broken." in text_of(korea, place)
    assert at_desk("TH").post(f"{place}/plan", {"do": "propose"}).status_code == 403


def test_what_if_is_answered_on_the_page_and_keeps_nothing(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    korea, place = at_desk("KR"), f"/operations/{three.id}"
    korea.post(f"{place}/plan", {"do": "propose"})
    before = operation_view(viewer("KR"), three.id, now=NOW).sayings
    late = korea.post(f"{place}/what-if", {"do": "delay", "team": "TH-entry", "minutes": "5760"}).content.decode()
    assert "TH-A: 0 of 1 people for entry." in late
    assert "Would be called back" in late
    leak = korea.post(f"{place}/what-if", {"do": "leak", "before": "2030-01-01T00:00"}).content.decode()
    assert "Nothing would change." in leak
    assert korea.post(f"{place}/what-if", {"do": "leak", "before": "2020-01-01T00:00"}).status_code == 422
    assert korea.post(f"{place}/what-if", {"do": "delay", "team": "TH-entry", "minutes": "soon"}).status_code == 422
    assert operation_view(viewer("KR"), three.id, now=NOW).sayings == before


def test_whereabouts_of_a_team_are_read_by_those_alone_who_read_the_team(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    team: dict[str, Any] = {"work": "liaison", "people": 1, "free": FREE, "minutes_to": {site: 30}}
    brought("TH", three.id, EntryKind.TEAM, "quiet", Compartment.OWN, **team)
    thailand, place = at_desk("TH"), f"/operations/{three.id}"
    for code in ("TH-quiet", "TH-entry"):
        answer = thailand.post(f"{place}/check-in", {"team": code, "state": "in_place", "text": "by the river"})
        assert answer.status_code == 302
    assert thailand.post(f"{place}/check-in", {"team": "KR-T1", "state": "in_place"}).status_code == 422
    assert thailand.post(f"{place}/check-in", {"team": "TH-entry", "state": "asleep"}).status_code == 422
    texts = {member: text_of(at_desk(member), place) for member in ("TH", "KR", "VN")}
    assert {member: text.count("by the river") for member, text in texts.items()} == {"TH": 2, "KR": 1, "VN": 0}
    assert {member: "TH-quiet" in text for member, text in texts.items()} == {"TH": True, "KR": False, "VN": False}


def test_an_emergency_order_is_signed_on_the_page_by_a_second_person(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    place = f"/operations/{three.id}"
    at_desk("KR").post(f"{place}/plan", {"do": "propose"})
    first = at_desk("TH")
    first.post(f"{place}/order", {"reason": "Shots inside hall 2."})
    assert "Sign as the second person" not in text_of(first, place)
    second = at_desk("TH", post="second")
    (order,) = [each for each in operation_view(viewer("TH"), three.id, now=NOW).sayings if each.kind == "order"]
    assert "Sign as the second person" in text_of(second, place)
    assert second.post(f"{place}/second", {"order": str(order.id)}).status_code == 302
    assert "May begin" in text_of(second, place)


@pytest.mark.parametrize("part", ["", "/wall"])
def test_who_takes_no_part_finds_page_and_wall_as_if_they_had_never_been(three: JointOperation, part: str) -> None:
    all_that_is_needed(three.id)
    outsider = at_desk("SG")
    answers = [outsider.get(f"/operations/{name}{part}") for name in (three.id, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    known = [answer.content.decode().replace(str(name), "*") for answer, name in zip(answers, ("", ""), strict=True)]
    assert "Golden Reed" not in known[0]
    listed = text_of(outsider, "/operations")
    assert "Your bureau takes part in none." in listed


def test_the_wall_says_what_its_reader_may_see_and_has_nothing_to_press(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    at_desk("KR").post(f"/operations/{three.id}/plan", {"do": "propose"})
    walls = {member: text_of(at_desk(member), f"/operations/{three.id}/wall") for member in ("KR", "VN")}
    assert all(tag not in wall for wall in walls.values() for tag in ("<form", "<button", "<input"))
    assert {member: "TH-entry" in wall for member, wall in walls.items()} == {"KR": True, "VN": False}
    assert {member: "Go is held." in wall for member, wall in walls.items()} == {"KR": True, "VN": False}
    assert SEEN not in walls["VN"]
