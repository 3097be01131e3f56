"""Results for tests: what bureaus report of the operation of three."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.operations.plan.joining import joined
from tests.screening.network import NOW, make_members, viewer

from interlace.core.results import Figure, ResultKind
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import JointOperation
from interlace.results.actions import Reported, report
from interlace.results.models import ResultLine
from interlace.results.queries import ResultSheet, result_sheet

HOUR = timedelta(hours=1)


def three_bureaus() -> JointOperation:
    """Korea leads Thailand and Vietnam; Singapore takes no part."""
    make_members("KR", "TH", "VN", "SG")
    return joined("KR", "TH", "VN")


def reported(
    by: str,
    operation: JointOperation,
    kind: ResultKind,
    *named: str,
    compartment: Compartment = Compartment.LEADER,
    now: datetime = NOW,
    **more: Any,
) -> list[ResultLine]:
    """What a bureau reports."""
    told = Reported(kind, named, more.pop("at", now), "the duty log", compartment, **more)
    return report(viewer(by), operation.id, told, now=now)


def money(by: str, operation: JointOperation, account: str, amount: int, **more: Any) -> list[ResultLine]:
    """Money held on an account."""
    return reported(by, operation, ResultKind.MONEY_HELD, account, amount=Decimal(amount), currency="KRW", **more)


def people(number: int, *, prefix: str = "P") -> list[str]:
    """Some persons, by invented documents."""
    return [f"KR; {prefix}{each:06d}" for each in range(number)]


def sheet(by: str, operation: JointOperation, *, now: datetime = NOW, **more: Any) -> ResultSheet:
    """The sheet as a bureau counts it."""
    return result_sheet(viewer(by), operation.id, now=now, **more)


def total(by: str, operation: JointOperation, figure: Figure, *, now: datetime = NOW) -> int:
    """One figure of it."""
    return sheet(by, operation, now=now).results.totals[figure]
