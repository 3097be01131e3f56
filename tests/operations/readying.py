"""The cases of a meeting laid open for tests: twenty-four targets with planted truth about how ready they are."""

from collections.abc import Iterable

from tests.cases.filing import checked, opened
from tests.screening.network import NOW, make_members, viewer

from interlace.core.readiness import CRITERIA, Level, Support
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding
from interlace.operations.models import ReadyTarget
from interlace.world.ready_cases import BUREAUS, ReadyCase, ready_cases

PROVEN = frozenset({Support.EXHIBIT})
NAMES = ("한지섭", "ธนากร แก้วมณี", "Đặng Quốc Thịnh", "林伟豪", "ကျော်မင်းထွန်း", "Bayu Hartanto", "سالم الحربي", "សុខ វិសាល")


def target_of(case: ReadyCase, *, name: str, requested: str) -> ReadyTarget:
    """One target with what has been shown of it."""
    by = viewer(case.bureau)
    filed = checked(opened(case.bureau, reference=case.reference))
    terms = TargetTerms(name, requested, reference=f"{case.reference}/T1")
    target = lay_target_open(by, filed.id, terms, now=NOW)
    for code, finding in case.findings.items():
        set_finding(by, target.id, Shown(code, finding.level, finding.support), now=NOW)
    return target


def meeting(seed: int, cases: Iterable[ReadyCase] = ()) -> list[ReadyTarget]:
    """All of a meeting laid before Thailand, and its own before Korea: Thailand sees every one of them."""
    make_members(*BUREAUS)
    return [
        target_of(
            case,
            name=f"{NAMES[number % len(NAMES)]} {number + 1}",
            requested="KR" if case.bureau == "TH" else "TH",
        )
        for number, case in enumerate(cases or ready_cases(seed))
    ]


def laid_open(name: str = "HAN Ji-seop", *, reference: str = "KR-2026-0117", requested: str = "TH") -> ReadyTarget:
    """One target of Korea, of which nothing is shown yet."""
    case = checked(opened(reference=reference))
    return lay_target_open(viewer("KR"), case.id, TargetTerms(name, requested, reference=f"{reference}/T1"), now=NOW)


def fully_shown(target: ReadyTarget, **but: int) -> None:
    """Everything of it is shown in full, but for this."""
    for code in CRITERIA:
        level = Level(but.get(code, Level.FULL))
        set_finding(viewer("KR"), target.id, Shown(code, level, PROVEN), now=NOW)
