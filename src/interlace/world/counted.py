"""What came of the demo's operation: each bureau reports its own, two report one arrest, and a sheet is published.

Sizes from the journey of the meeting: 16 arrests of which 2 are reclassified, 3 targets not found, 142 persons seen and
screened, 41 referred, 2 of them children.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from interlace.core.results import Figure, ResultKind
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.operations.plan.actions import Compartment
from interlace.results.actions import Reported, report
from interlace.results.publishing import publish_sheet
from interlace.results.queries import result_sheet

ON_SITE, REFERRED, CHILDREN, DEVICES = 142, 41, 2, 218
ON_OTHER_GROUND = 8
"""Of those on site, how many are met on the ground of KR."""
ARRESTED = {"TH": 12, "KR": 4}
"""Among them are five of the eight who were planned for; the others were found at it."""
NOT_FOUND = {"TH": ("VN-T2", "XB-T1"), "KR": ("TH-T2",)}
HELD_KRW, ACCOUNTS = 2_589_000_000, 5


def count_results(operation: UUID, *, leader: str, begun: datetime, now: datetime) -> dict[str, int]:
    """Report what the bureaus found and publish the sheet; the totals as the leading bureau counts them."""
    arrested = {state: [f"{state}; D{number:07d}" for number in range(count)] for state, count in ARRESTED.items()}
    for state, people in arrested.items():
        _tell(state, operation, ResultKind.ARREST, people, at=begun, now=now)
    # Vietnam knows one of those arrested in Thailand by the same passport, and reports it too.
    _tell("VN", operation, ResultKind.ARREST, arrested["TH"][:1], at=begun + timedelta(hours=2), now=now)
    reclassified = arrested["TH"][:2]
    here = [*reclassified, *(f"TH; W{number:07d}" for number in range(ON_SITE - ON_OTHER_GROUND - len(reclassified)))]
    there = [f"KR; W{number:07d}" for number in range(ON_OTHER_GROUND)]
    _tell("TH", operation, ResultKind.RECLASSIFIED, reclassified, at=begun + timedelta(hours=9), now=now)
    for state, codes in NOT_FOUND.items():
        _tell(state, operation, ResultKind.NOT_FOUND, codes, at=begun + timedelta(hours=3), now=now)
    for state, on_site in (("TH", here), ("KR", there)):
        _tell(state, operation, ResultKind.TRIAGED, on_site, at=begun + timedelta(hours=1), now=now)
        _tell(state, operation, ResultKind.SCREENED, on_site, at=begun + timedelta(hours=14), now=now)
    referred = here[:REFERRED]
    _tell("TH", operation, ResultKind.REFERRED, referred[:-CHILDREN], at=begun + timedelta(hours=16), now=now)
    _tell(
        "TH",
        operation,
        ResultKind.REFERRED,
        referred[-CHILDREN:],
        at=begun + timedelta(hours=16),
        now=now,
        is_child=True,
    )
    devices = [f"EX-{number:03d}" for number in range(DEVICES)]
    _tell("TH", operation, ResultKind.EXHIBIT, devices, at=begun + timedelta(hours=5), now=now)
    for number in range(ACCOUNTS):
        held = Reported(
            ResultKind.MONEY_HELD,
            (f"KR; 110-000-{117 + number:04d}",),
            begun,
            "answer of the bank",
            Compartment.ALL,
            is_public=True,
            amount=Decimal(HELD_KRW) / ACCOUNTS,
            currency="KRW",
        )
        report(_desk("KR"), operation, held, now=now)
    publish_sheet(_desk(leader), operation, now=now)
    totals = result_sheet(_desk(leader), operation, now=now).results.totals
    return {figure.value: totals[figure] for figure in Figure}


def _tell(
    member: str,
    operation: UUID,
    kind: ResultKind,
    named: Sequence[str],
    *,
    at: datetime,
    now: datetime,
    is_child: bool = False,
) -> None:
    told = Reported(kind, tuple(named), at, "duty log", Compartment.ALL, is_child=is_child, is_public=True)
    report(_desk(member), operation, told, now=now)


def _desk(member: str) -> Viewer:
    return viewer_of(officer_of_profile(f"{member.lower()}.desk"), purpose="fraud", reference=f"{member}-2026-0117")
