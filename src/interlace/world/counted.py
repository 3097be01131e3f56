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
from interlace.operations.plan.actions import Compartment, OperationTerms, open_operation
from interlace.results.actions import Reported, report
from interlace.results.publishing import publish_sheet
from interlace.results.queries import result_sheet

ON_SITE, REFERRED, CHILDREN, DEVICES = 142, 41, 2, 218
ARRESTED = {"TH": 11, "VN": 5}
NOT_FOUND = 3
LEADER = "KR"
HELD_KRW, ACCOUNTS = 2_589_000_000, 5


def hold_operation(*, now: datetime) -> UUID:
    """Open the operation of the meeting, on the day before, of which everything is counted; its id."""
    terms = OperationTerms("Golden Reed", frozenset(ARRESTED), now - timedelta(hours=21), now - timedelta(hours=20))
    operation = open_operation(_desk(LEADER), terms, now=now)
    count_results(operation.id, leader=LEADER, now=now)
    return operation.id


def count_results(operation: UUID, *, leader: str, now: datetime) -> dict[str, int]:
    """Report what the bureaus found and publish the sheet; the totals as the leading bureau counts them."""
    begun = now - timedelta(hours=20)
    arrested = {state: [f"{state}; D{number:07d}" for number in range(count)] for state, count in ARRESTED.items()}
    for state, people in arrested.items():
        _tell(state, operation, ResultKind.ARREST, people, at=begun, now=now)
    # Vietnam knows one of those arrested in Thailand by the same passport, and reports it too.
    _tell("VN", operation, ResultKind.ARREST, arrested["TH"][:1], at=begun + timedelta(hours=2), now=now)
    reclassified = arrested["TH"][:2]
    on_site = [*reclassified, *(f"TH; W{number:07d}" for number in range(ON_SITE - len(reclassified)))]
    _tell("TH", operation, ResultKind.RECLASSIFIED, reclassified, at=begun + timedelta(hours=9), now=now)
    _tell("TH", operation, ResultKind.NOT_FOUND, [f"T{17 + number}" for number in range(NOT_FOUND)], at=begun, now=now)
    _tell("TH", operation, ResultKind.TRIAGED, on_site, at=begun + timedelta(hours=1), now=now)
    _tell("TH", operation, ResultKind.SCREENED, on_site, at=begun + timedelta(hours=14), now=now)
    referred = on_site[:REFERRED]
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
