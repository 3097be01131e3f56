"""What the pages of the intake show (S6). Templates read nothing else."""

from dataclasses import dataclass, field

from interlace.foundation.localize.shown import Notice, ShownField, Trail


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list."""

    name: str
    url: str
    case: str
    state: str
    waiting: str
    held: str
    when: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """Drop files, or go on with one."""

    title: str
    lead: str
    fields: tuple[ShownField, ...]
    more_fields: tuple[ShownField, ...]
    rows: tuple[FileRow, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text before the reader."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidate before the reader, or one that was decided."""

    kind: str
    text: str
    normal: str
    place: str
    confidence: str
    beside: str
    more: str
    becomes: str
    url: str
    edit: ShownField
    reasons: ShownField
    is_open: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate in the table."""

    kind: str
    text: str
    place: str
    state: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Something in quarantine, in the list."""

    what: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is."""

    said: str
    done: int
    total: int
    poll_url: str
    reload_url: str
    stop_url: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file of the intake."""

    title: str
    sub: str
    lead: str
    trail: tuple[Trail, ...]
    notices: tuple[Notice, ...] = ()
    progress: Progress | None = None
    part_title: str = ""
    part_said: str = ""
    language: str = ""
    pieces: tuple[Piece, ...] = ()
    original: str = ""
    picture_url: str = ""
    picture_said: str = ""
    current: Judged | None = None
    counts: tuple[tuple[str, str], ...] = ()
    rows: tuple[CandidateRow, ...] = ()
    held: tuple[HeldRow, ...] = ()
    hits: tuple[tuple[str, str], ...] = ()
    go_on_url: str = ""
    again_url: str = ""
    again_fields: tuple[ShownField, ...] = field(default=())
    hold_url: str = ""
    hold_field: ShownField | None = None


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Something in quarantine."""

    title: str
    lead: str
    trail: tuple[Trail, ...]
    pairs: tuple[tuple[str, str], ...]
    url: str
    notices: tuple[Notice, ...] = ()
    cause: ShownField | None = None
    may_sign: bool = False
    code: ShownField | None = None
    text_url: str = ""
    text: str = ""
