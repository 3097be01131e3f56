"""What the page of a link shows. Nothing here may hold what the viewer may not see: a template has no rights."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownField, ShownName, Trail
from interlace.screening.presenting import Act, Handling, ReasonRow, Total


@dataclass(frozen=True, slots=True)
class JudgeForm:
    """Same, different, cannot tell."""

    question: str
    url: str
    why: ShownField


@dataclass(frozen=True, slots=True)
class Said:
    """What one officer said."""

    officer: str
    word: str
    state: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Two records of different originators, side by side."""

    trail: tuple[Trail, ...]
    title: str
    name: ShownName | None
    state: str
    state_text: str
    handling: Handling
    left_code: str
    right_code: str
    rows: tuple[ReasonRow, ...]
    total: Total
    judge: JudgeForm | None
    said: tuple[Said, ...]
    undo: Act | None
    notices: tuple[Notice, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    hint: str = ""
