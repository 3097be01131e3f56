"""An invented joint operation: three sites in two zones, nineteen targets, what sixteen bureaus can send.

Sizes from the journey of the meeting (142 persons on site). Everything is scarce on purpose and still enough: the truth
is that nothing has to be broken at one of the hours, and a test takes single things away.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from interlace.core.planning import (
    Custody,
    Freeze,
    HandOver,
    Interpreter,
    Kits,
    Operation,
    Reception,
    Site,
    Span,
    Target,
    Team,
    Work,
)
from interlace.world.criminal.chance import chance

TERRITORY = ("TH", "TH", "KH")
ZONES = {"TH": ZoneInfo("Asia/Bangkok"), "KH": ZoneInfo("Asia/Phnom_Penh"), "MM": ZoneInfo("Asia/Yangon")}
BUREAUS = ("TH", "KH", "KR", "VN", "SG", "LA", "MM", "MY", "ID", "PH", "CN", "JP", "IN", "TL", "BN", "AU")
LANGUAGES = ("my", "zh", "vi", "km", "th", "ko", "id", "hi")
PERSONS_ON_SITE = 142
STEP = timedelta(minutes=30)


def joint_operation(
    seed: int,
    *,
    day: datetime,
    targets: int = 19,
    territory: Sequence[str] = TERRITORY,
    bureaus: Sequence[str] = BUREAUS,
    days: int = 3,
) -> Operation:
    """An operation that can be planned without a broken rule before the sunrise of the second day."""
    rng = chance("joint operation", seed)
    hours = tuple(day + STEP * number for number in range(days * 48))
    best = day + timedelta(
        days=1, hours=22
    )  # 05:00 at a site seven hours ahead of UTC, when the day begins at midnight
    sites = _sites(rng, territory, best)
    aimed_at = _targets(rng, targets, sites, bureaus, best)
    return Operation(
        hours=hours,
        sites=sites,
        targets=aimed_at,
        teams=tuple(_teams(rng, sites, aimed_at, bureaus, best)),
        interpreters=tuple(_interpreters(rng, sites, best)),
        receptions=tuple(
            Reception(f"reception {site.code}", site.persons + rng.randint(0, 6), frozenset({site.code}))
            for site in sites
        ),
        custodies=tuple(Custody(f"cells {state}", state, targets + 2) for state in dict.fromkeys(territory)),
        kits=(Kits("kits", 12, frozenset(each.code for each in sites)),),
        freezes=tuple(
            Freeze(f"freeze {number + 1}", Span(best - timedelta(hours=rng.randint(2, 30)), best + timedelta(hours=6)))
            for number in range(4)
        ),
    )


def _sites(rng: Random, territory: Sequence[str], best: datetime) -> tuple[Site, ...]:
    letters = [chr(ord("A") + number) for number in range(len(territory))]
    shares = [PERSONS_ON_SITE // len(letters)] * len(letters)
    shares[0] += PERSONS_ON_SITE - sum(shares)
    return tuple(
        Site(letter, state, ZONES[state], best - timedelta(days=rng.randint(2, 5)), _languages(rng, share))
        for letter, state, share in zip(letters, territory, shares, strict=True)
    )


def _languages(rng: Random, persons: int) -> dict[str, int]:
    spoken = rng.sample(LANGUAGES, 4)
    counts = dict.fromkeys(spoken, 1)
    for _ in range(persons - len(spoken)):
        counts[rng.choice(spoken)] += 1
    return counts


def _targets(
    rng: Random, number: int, sites: Sequence[Site], bureaus: Sequence[str], best: datetime
) -> tuple[Target, ...]:
    return tuple(
        Target(
            code=f"T{each + 1:02d}",
            site=sites[each % len(sites)].code,
            bureau=rng.choice(bureaus),
            warrant=Span(best - timedelta(days=rng.randint(3, 90)), best + timedelta(hours=rng.randint(3, 2000))),
            hand_over=rng.choice(list(HandOver)),
            is_agreed=True,
        )
        for each in range(number)
    )


def _teams(
    rng: Random, sites: Sequence[Site], targets: Sequence[Target], bureaus: Sequence[str], best: datetime
) -> list[Team]:
    teams: list[Team] = []
    for site in sites:
        here = [each.code for each in sites if each.state == site.state]
        arrests = 2 * sum(each.site == site.code for each in targets)
        sizes = {Work.ENTRY: 8, Work.ARREST: arrests, Work.EVIDENCE: 4, Work.DIGITAL: 2, Work.MEDICAL: 3}
        care = -(-site.persons // 10)
        wanted = [*sizes.items(), (Work.CARE, -(-care // 2)), (Work.CARE, care - care // 2)]
        for number, (work, people) in enumerate(wanted):
            minutes = {code: rng.randint(15, 90) for code in here}
            free = Span(best - timedelta(hours=rng.randint(4, 12)), best + timedelta(hours=rng.randint(8, 24)))
            teams.append(Team(f"{site.code}{number + 1}", site.state, work, people, free, minutes))
    for number, bureau in enumerate(bureaus):
        minutes = {each.code: rng.randint(60, 240) for each in sites}
        work = rng.choice([Work.LIAISON, Work.ARREST, Work.DIGITAL, Work.CARE])
        free = Span(best - timedelta(hours=rng.randint(6, 48)), best + timedelta(hours=12))
        teams.append(Team(f"{bureau}{number + 1}", bureau, work, rng.randint(1, 4), free, minutes))
    return teams


def _interpreters(rng: Random, sites: Sequence[Site], best: datetime) -> list[Interpreter]:
    people: list[Interpreter] = []
    for site in sites:
        for language in site.languages:
            also = frozenset(rng.sample(LANGUAGES, 1))
            free = Span(best - timedelta(hours=rng.randint(1, 10)), best + timedelta(hours=10))
            near = frozenset({site.code, rng.choice(sites).code})
            people.append(Interpreter(f"interpreter {len(people) + 1}", also | {language}, free, near))
    return people
