"""The operation of Golden Reed: planned from the eight ready cases, begun when five countries said go, and its log.

Played through the acts that officers use. The hour is 05:00 on yesterday's clock of Bangkok, 07:00 of Seoul; 142
persons are expected on three sites. An order on assets ends before the hour, which KR takes upon itself by name; a
target may not be planned before its originator's condition is assured.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from interlace.core.planning import HandOver, Rule, Work
from interlace.core.planning.going import Flag
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.meeting.actions import end_action
from interlace.meeting.models import ActionEnding
from interlace.operations.plan.actions import Brought, Compartment, OperationTerms, add_ready, bring, open_operation
from interlace.operations.plan.actions import say_of_target as say_of
from interlace.operations.plan.changing import Change, change_plan
from interlace.operations.plan.day import (
    Whereabouts,
    accept_by_name,
    assure,
    check_in,
    give_go,
    note,
    raise_flag,
)
from interlace.operations.plan.models import EntryKind, OperationEntry, TeamState
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view
from interlace.world.counted import count_results
from interlace.world.meeting import Meeting
from interlace.world.people import same_id

OPERATION = same_id("operation", "Golden Reed")
LEADER, HOST = "KR", "TH"
OTHERS = ("TH", "VN", "SG", "XB")
BANGKOK, SEOUL = "Asia/Bangkok", "Asia/Seoul"
HOUR = 5
"""On the clock of the host."""
OPENED, FLAGGED, GO = timedelta(days=4), timedelta(hours=9), timedelta(minutes=40)
"""Before the hour."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site, and who is expected there by language."""

    code: str
    state: str
    zone: str
    languages: Mapping[str, int]
    arrest: int
    """Officers for arrests."""


PLACES: Sequence[Place] = (
    Place("A", "TH", BANGKOK, {"my": 40, "zh": 30, "vi": 20, "km": 8}, 10),
    Place("B", "TH", BANGKOK, {"zh": 20, "th": 8, "vi": 8}, 4),
    Place("C", "KR", SEOUL, {"ko": 4, "zh": 4}, 6),
)
MINUTES: Mapping[str, Mapping[str, int]] = {
    "TH": {"TH-A": 35, "TH-B": 50},
    "KR": {"KR-C": 25},
}
# Member, code, work, people, and the minutes to each site; what needs no treaty.
GUESTS: Sequence[tuple[str, str, Work, int, Mapping[str, int]]] = (
    ("KR", "with the host", Work.LIAISON, 2, {"TH-A": 90, "TH-B": 110}),
    ("VN", "callers", Work.CARE, 3, {"TH-A": 120, "TH-B": 100}),
    ("SG", "ledgers", Work.LIAISON, 1, {"TH-A": 75}),
    ("XB", "contact", Work.LIAISON, 1, {"TH-B": 140}),
)
AT_B = frozenset({"VN-T2", "XB-T1"})
"""Targets of the second gate; all others of the host's ground are in the halls."""
CONDITION = "VN-T1"
ABORT_WORD = "SEN TRẮNG"
VERSION = 2
"""Of the plan: the first is the solver's, the second an officer's."""
SOLVED = "Looked at again from the road and from above; the new layout lies with the team of the site."
ASSURED = "Note verbale 114 of the ministry of justice"
SAID: Sequence[tuple[str, str, int]] = (
    ("TH", "Both gates are open. Nobody is hurt.", 6),
    ("TH", "Hall 2: more telephones than were expected; a second kit is asked for.", 55),
    ("KR", "The office is sealed, its servers are running.", 20),
    ("TH", "All who were held are at the school hall; the first talks begin after rest.", 260),
)
"""Who writes into the log, what, and how many minutes after the hour."""


def hold_operation(held: Meeting, *, now: datetime) -> UUID:
    """Plan, begin and count the operation of this meeting; its id."""
    hour = hour_of(now)
    opened = hour - OPENED
    _settle(held, now=opened)
    prepare_operation(hour)
    _bring_targets(hour, now=opened + timedelta(hours=3))
    _plan(now=opened + timedelta(days=1))
    _begin(hour)
    count_results(OPERATION, leader=LEADER, begun=hour, now=now)
    return OPERATION


def prepare_operation(hour: datetime) -> None:
    """Open it and bring everything but the targets: sites, people, places, orders, kits and the word to stop."""
    terms = OperationTerms("Golden Reed", frozenset(OTHERS), hour, hour + timedelta(hours=1))
    open_operation(desk(LEADER), terms, now=hour - OPENED, operation_id=OPERATION)
    _bring_sites(hour, now=hour - OPENED)


def desk(member: str) -> Viewer:
    """The desk of a bureau at work on the operation."""
    return viewer_of(officer_of_profile(f"{member.lower()}.desk"), purpose="fraud", reference=f"{member}-2026-0117")


def hour_of(now: datetime) -> datetime:
    """The hour of an operation that was held on the day before."""
    yesterday = now.astimezone(ZoneInfo(BANGKOK)) - timedelta(days=1)
    return yesterday.replace(hour=HOUR, minute=0, second=0, microsecond=0)


def _settle(held: Meeting, *, now: datetime) -> None:
    """What the host owed before the day is done."""
    if held.called is not None:
        end_action(desk(HOST), held.called, held.agreed[HOST], ActionEnding.DONE, outcome=SOLVED, now=now)


def _bring(member: str, kind: EntryKind, code: str, *, now: datetime, to_all: bool = False, **shape: Any) -> None:
    reads = Compartment.ALL if to_all else Compartment.LEADER
    bring(desk(member), OPERATION, Brought(kind, code, shape, reads), now=now)


def _bring_sites(hour: datetime, *, now: datetime) -> None:
    free = {"begins": hour - timedelta(hours=10), "ends": hour + timedelta(hours=14)}
    for place in PLACES:
        site = f"{place.state}-{place.code}"
        _bring(
            place.state, EntryKind.SITE, place.code, now=now, to_all=True,
            zone=place.zone, seen=now - timedelta(hours=5), languages=dict(place.languages),
        )  # fmt: skip
        persons = sum(place.languages.values())
        for work, people in (
            (Work.ENTRY, 8),
            (Work.ARREST, place.arrest),
            (Work.EVIDENCE, 4),
            (Work.DIGITAL, 3),
            (Work.CARE, -(-persons // 10)),
            (Work.MEDICAL, 3),
        ):
            minutes = {site: MINUTES[place.state][site]}
            _bring(
                place.state, EntryKind.TEAM, f"{work.value} {place.code}", now=now,
                work=work, people=people, free=free, minutes_to=minutes,
            )  # fmt: skip
        for language in place.languages:
            code = f"interpreter {language} {place.code}"
            _bring(place.state, EntryKind.INTERPRETER, code, now=now, languages=[language], free=free, sites=[site])
        _bring(place.state, EntryKind.RECEPTION, f"hall {place.code}", now=now, beds=persons + 6, sites=[site])
    for member, code, work, people, minutes_to in GUESTS:
        _bring(member, EntryKind.TEAM, code, now=now, work=work, people=people, free=free, minutes_to=minutes_to)
    for state, cells in ((HOST, 20), (LEADER, 8)):
        _bring(state, EntryKind.CUSTODY, "cells", now=now, cells=cells)
    for place, kits in ((PLACES[0], 8), (PLACES[1], 3), (PLACES[2], 4)):
        code = f"{place.state}-{place.code}"
        _bring(place.state, EntryKind.KIT, f"boxes {place.code}", now=now, kits=kits, sites=[code])
    _bring(LEADER, EntryKind.ABORT_WORD, "all stop", now=now, to_all=True, word=ABORT_WORD)
    _bring(LEADER, EntryKind.FREEZE, "exchange", now=now, valid={"begins": now, "ends": hour + timedelta(days=5)})
    _bring("SG", EntryKind.FREEZE, "nominees", now=now, valid={"begins": now, "ends": hour - timedelta(hours=6)})


def _bring_targets(hour: datetime, *, now: datetime) -> None:
    """Each bureau adds its ready ones, then says where, under which warrant and what follows the arrest."""
    brought: list[OperationEntry] = []
    for member in (LEADER, *OTHERS):
        brought += add_ready(desk(member), OPERATION, site="KR-C" if member == HOST else "TH-A", now=now)
    for number, entry in enumerate(brought):
        paths = (HandOver.SURRENDER, HandOver.PROSECUTION_HERE, HandOver.TRANSFER)
        more: dict[str, Any] = {
            "site": "TH-B" if entry.code in AT_B else entry.shape["site"],
            "warrant": {"begins": hour - timedelta(days=20 + number), "ends": hour + timedelta(days=90)},
            "hand_over": paths[number % len(paths)],
            "needs_assurance": entry.code == CONDITION,
        }
        say_of(desk(entry.member), OPERATION, entry.id, more, now=now)


def _plan(*, now: datetime) -> None:
    """VN assures, the solver proposes, KR sends its liaison too, and takes what is left upon itself by name."""
    assure(desk("VN"), OPERATION, target=CONDITION, document=ASSURED, now=now)
    propose_plan(desk(LEADER), OPERATION, now=now + timedelta(hours=1))
    change = Change(team="KR-with the host", site="TH-A")
    for broken in change_plan(desk(LEADER), OPERATION, change, now=now + timedelta(hours=2)):
        if broken.rule is Rule.FREEZE_NOT_VALID:
            accept_by_name(desk(LEADER), OPERATION, broken, seen=VERSION, now=now + timedelta(hours=3))


def _begin(hour: datetime) -> None:
    for number, member in enumerate((*OTHERS, LEADER)):
        raise_flag(desk(member), OPERATION, Flag.GO, seen=VERSION, now=hour - FLAGGED + timedelta(minutes=20 * number))
    give_go(desk(LEADER), OPERATION, seen=VERSION, now=hour - GO)
    for member in (LEADER, *OTHERS):
        seen = operation_view(desk(member), OPERATION, now=hour)
        assert seen.standing is not None  # proposed above
        own = {each.code for each in seen.entries if each.kind == EntryKind.TEAM and each.member == member}
        sent = sorted(each for each in seen.standing.plan.teams if each.team in own)
        for number, place in enumerate(sent):
            there, done = hour - timedelta(minutes=12 - number % 7), hour + timedelta(minutes=200 + 9 * number)
            for at, state in ((there, TeamState.IN_PLACE), (done, TeamState.DONE)):
                key = uuid5(OPERATION, f"{place.team} {state.value}")
                check_in(desk(member), OPERATION, key=key, at=at, now=at, of=Whereabouts(place.team, state))
    for member, text, minutes in SAID:
        note(desk(member), OPERATION, text=text, now=hour + timedelta(minutes=minutes))
