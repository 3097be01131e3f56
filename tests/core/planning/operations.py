"""A small operation in which nothing is broken, for tests that take one thing away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from interlace.core.planning import (
    Custody,
    Freeze,
    HandOver,
    Interpreter,
    InterpreterPlace,
    Kits,
    Operation,
    Plan,
    Reception,
    Site,
    Span,
    Target,
    Team,
    TeamPlace,
    Work,
)

HOUR = datetime(2026, 7, 15, 22, 0, tzinfo=UTC)
FREE = Span(HOUR - timedelta(hours=6), HOUR + timedelta(hours=6))
SITE = Site("A", "TH", ZoneInfo("Asia/Bangkok"), HOUR - timedelta(days=2), {"my": 12, "zh": 8})
TARGET = Target("T1", "A", "KR", FREE, HandOver.SURRENDER, is_agreed=True)


def team(code: str, work: Work, people: int, state: str = "TH") -> Team:
    return Team(code, state, work, people, FREE, {"A": 30})


TEAMS = {
    Work.ENTRY: team("entry", Work.ENTRY, 6),
    Work.ARREST: team("arrest", Work.ARREST, 2),
    Work.EVIDENCE: team("evidence", Work.EVIDENCE, 2),
    Work.CARE: team("care", Work.CARE, 2),
    Work.MEDICAL: team("medical", Work.MEDICAL, 1),
}
BURMESE = Interpreter("no. 1", frozenset({"my"}), FREE, frozenset({"A"}))
CHINESE = Interpreter("no. 2", frozenset({"zh", "my"}), FREE, frozenset({"A"}))

OPERATION = Operation(
    hours=(HOUR,),
    sites=(SITE,),
    targets=(TARGET,),
    teams=tuple(TEAMS.values()),
    interpreters=(BURMESE, CHINESE),
    receptions=(Reception("school", 20, frozenset({"A"})),),
    custodies=(Custody("station", "TH", 3),),
    freezes=(Freeze("order 1", FREE),),
    kits=(Kits("boxes", 4, frozenset({"A"})),),
)
PLAN = Plan(
    hour=HOUR,
    teams=frozenset(TeamPlace(each.code, "A") for each in TEAMS.values()),
    interpreters=frozenset({InterpreterPlace("no. 1", "A", "my"), InterpreterPlace("no. 2", "A", "zh")}),
    beds={("school", "A"): 20},
    cells={("station", "A"): 1},
)


def with_team(work: Work, changed: Team) -> Operation:
    return replace(OPERATION, teams=tuple({**TEAMS, work: changed}.values()))


def keeping(*, beds: Mapping[tuple[str, str], int]) -> Plan:
    return replace(PLAN, beds=beds)
