"""What the pages of shifts show. A view fills these; the templates read nothing else."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownField, Trail


@dataclass(frozen=True, slots=True)
class Line:
    """Something with a label, and perhaps a way to remove it."""

    label: str
    text: str
    remark: str = ""
    state: str = ""
    state_text: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What became of one person in a drill."""

    officer: str
    came: str
    has_come: bool
    attempts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownDrill:
    """The result of a drill."""

    title: str
    state: str
    state_text: str
    gap: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """Who is on duty, whether the night is covered, how one is alerted, and whether it works."""

    summary: str
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    duty: tuple[Line, ...]
    following: str
    gaps: tuple[Line, ...]
    gaps_lead: str
    ways: tuple[Line, ...]
    way_fields: tuple[ShownField, ...]
    alerts: tuple[Line, ...]
    overdue: tuple[Line, ...]
    drill_url: str
    drill: ShownDrill | None
    rota_url: str


@dataclass(frozen=True, slots=True)
class WeekTurn:
    """Who takes a turn on one day of the week, and how that is taken back."""

    who: str
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One turn of the week: from when to when, as what, and who takes it on each of the seven days."""

    hours: str
    seat: str
    remark: str
    days: tuple[tuple[str, tuple[WeekTurn, ...]], ...]
    """Each day of the week by name, Monday first."""


@dataclass(frozen=True, slots=True)
class RotaPage:
    """The week's pattern, single days, and holidays."""

    trail: tuple[Trail, ...]
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    week: tuple[WeekRow, ...]
    days: tuple[Line, ...]
    holidays: tuple[Line, ...]
    may_plan: bool
    weekdays: tuple[tuple[str, str, bool], ...]
    turn_fields: tuple[ShownField, ...]
    day_fields: tuple[ShownField, ...]
    source_field: ShownField
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CallView:
    """What the screen shows to whoever is to come. It names nothing and counts nothing."""

    is_called: bool
    is_drill: bool
    pulse_url: str
    answer_url: str
    next: str
