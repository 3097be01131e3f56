"""From a file in the intake to what its page shows."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.core.extraction import CandidateType
from interlace.evidence.intake.deciding import THINGS
from interlace.evidence.intake.models import CandidateState, Held, HoldReason, HoldState, IntakeState, RejectionReason
from interlace.evidence.intake.presenting import CandidateRow, FilePage, FileRow, HeldRow, Judged, Piece, Progress
from interlace.evidence.intake.queries import IntakeView, Row, SeenCandidate, SeenPart
from interlace.evidence.intake.words import CONFIDENCES, HINDRANCES, KINDS
from interlace.foundation.http.desk import Desk
from interlace.foundation.jail import Reason
from interlace.foundation.jail.running import WORDS
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail

_LISTED = 300
FLAGS = (HoldReason.PRIVILEGED, HoldReason.ABUSE)
"""What an officer says of a whole file; secrets are found."""


def file_row(desk: Desk, row: Row) -> FileRow:
    """A file in the list."""
    intake = row.intake
    return FileRow(
        name=f"{intake.exhibit.name} {intake.exhibit.file_name}",
        url=reverse("intake-file", args=[intake.id]),
        case=intake.case.reference,
        state=str(IntakeState(intake.state).label),
        waiting=str(row.open),
        held=str(row.held),
        when=desk.when(intake.begun),
    )


def file_page(desk: Desk, view: IntakeView, *, notices: tuple[Notice, ...] = ()) -> FilePage:
    """A file with the candidate that is judged now."""
    intake = view.intake
    name = f"{intake.exhibit.name} {intake.exhibit.file_name}"
    is_running = intake.state in {IntakeState.WAITING, IntakeState.READING}
    may_read = view.may_decide and not is_running and intake.state != IntakeState.HELD
    return FilePage(
        title=_("Intake: {name}").format(name=name),
        sub=_("{state}, case {case}").format(state=IntakeState(intake.state).label, case=intake.case.reference),
        lead=_(
            "Your bureau alone. A machine proposes; nothing is searched or shared before an officer has accepted it."
        ),
        trail=(Trail(_("Intake"), reverse("intake")), Trail(name)),
        notices=(*notices, *_notices(view)),
        progress=progress_of(view) if is_running else None,
        part_title="" if view.part is None else _("Part {number}").format(number=view.part.row.number),
        part_said="" if view.part is None else _part_said(view.part),
        language="" if view.part is None or view.part.row.language == "und" else view.part.row.language,
        pieces=tuple(_pieces(view)),
        original=_original(view),
        picture_url=_picture_url(view),
        picture_said=_picture_said(view),
        current=None if view.current is None else _judged(desk, view.current, may_decide=view.may_decide),
        counts=tuple(_counts(view)),
        rows=tuple(_row(view, each) for each in view.candidates[:_LISTED]),
        held=tuple(_held_row(each) for each in view.held),
        hits=tuple(
            (_("Possible hit {number}").format(number=number), reverse("hit", args=[hit]))
            for number, hit in enumerate(view.hits, start=1)
        ),
        go_on_url=reverse("intake-go-on", args=[intake.id])
        if may_read and intake.state in {IntakeState.STOPPED, IntakeState.REFUSED}
        else "",
        again_url=reverse("intake-again", args=[intake.id]) if may_read and intake.state == IntakeState.READ else "",
        again_fields=reading_fields(intake.languages),
        hold_url=reverse("intake-hold", args=[intake.id])
        if view.may_decide and intake.state != IntakeState.HELD
        else "",
        hold_field=hold_field(),
    )


def progress_of(view: IntakeView) -> Progress:
    """How far the reading is, in words; a bar where the end is known."""
    intake = view.intake
    read = ngettext("{count} part read", "{count} parts read", intake.units_read).format(count=intake.units_read)
    of = "" if intake.units is None else _("of {count}").format(count=intake.units)
    return Progress(
        said=f"{read} {of}".strip(),
        done=intake.units_read,
        total=intake.units or 0,
        poll_url=reverse("intake-progress", args=[intake.id]),
        reload_url=reverse("intake-file", args=[intake.id]),
        stop_url=reverse("intake-stop", args=[intake.id]) if view.may_decide else "",
    )


def reading_fields(languages: str = "") -> tuple[ShownField, ...]:
    """How a file is to be read."""
    hint = _("Codes like ko, th or vi, with commas. Left empty, the script on the page decides.")
    return (
        ShownField("languages", _("Languages of scans"), value=languages.replace(",", ", "), hint=hint, required=False),
    )


def hold_field(*, may_be_none: bool = False) -> ShownField:
    """Why a whole file goes into quarantine."""
    none = (Choice("", _("No: read it"), chosen=True),) if may_be_none else ()
    choices = (*none, *(Choice(each.value, str(each.label), chosen=False) for each in FLAGS))
    return ShownField("hold", _("Quarantine"), kind="select", choices=choices, required=False)


def held_words(held: Held) -> str:
    """What is closed, and why."""
    why = str(HoldReason(held.reason).label)
    if held.is_whole:
        return _("The whole file: {why}").format(why=why)
    return _("Part {number}: {why}").format(number=held.part, why=why)


def _notices(view: IntakeView) -> Iterator[Notice]:
    intake = view.intake
    if intake.state == IntakeState.REFUSED:
        reason = intake.problem.removeprefix("file_")
        text = str(WORDS[Reason(reason)]) if reason in set(Reason) else ""
        yield Notice(
            lead=_("This file was not opened. It lies sealed as an exhibit."),
            text=text,
            tone="warn",
            mark="stop",
            code=intake.problem,
        )
    if intake.state == IntakeState.HELD:
        yield Notice(
            lead=_("This file is in quarantine: nobody has read it, and no machine reads it."),
            text=_("Two persons on the case can let it be read."),
            tone="warn",
            mark="stop",
        )
    for (hindrance, detail), count in Counter((each["hindrance"], each["detail"]) for each in view.remarks).items():
        words = str(HINDRANCES.get(hindrance, hindrance))
        yield Notice(lead=words, text=f"{detail} ({count})" if detail else f"({count})", tone="warn")


def _part_said(part: SeenPart) -> str:
    row = part.row
    by = {"script": _("told by its script"), "model": _("told by its letters")}.get(row.language_by, "")
    language = _("language unknown") if row.language == "und" else _("language {code}").format(code=row.language)
    scanned = _("read from a picture") if row.is_scanned else ""
    return ", ".join(filter(None, (str(part.told.get("sender", "")), language, by, scanned)))


def _pieces(view: IntakeView) -> Iterator[Piece]:
    if view.part is None or view.current is None:
        return
    text, words = str(view.part.told.get("text", "")), view.current.words
    start, end = int(words["start"]), int(words["end"])
    if text[start:end] != words["text"]:  # read in another way since
        yield Piece(text)
        return
    yield Piece(text[:start])
    yield Piece(text[start:end], is_marked=True)
    yield Piece(text[end:])


def _original(view: IntakeView) -> str:
    """The same part as it was typed, where it was put into another writing."""
    spans = [] if view.part is None else view.part.told.get("spans", [])
    return "\n".join(original for _start, _end, _place, original in spans if original)


def _picture_url(view: IntakeView) -> str:
    if view.picture_page is None or view.current is None or not view.may_decide:
        return ""
    return reverse("intake-picture", args=[view.current.row.id])


def _picture_said(view: IntakeView) -> str:
    if view.picture_page is None or view.part is None:
        return ""
    if view.part.row.is_scanned:
        return _("Page {number} as it was scanned; the place is not framed on a scan.").format(
            number=view.picture_page + 1
        )
    return _("Page {number}. The place is framed where its letters are found.").format(number=view.picture_page + 1)


def _judged(desk: Desk, seen: SeenCandidate, *, may_decide: bool) -> Judged:
    row, words = seen.row, seen.words
    kind = CandidateType(row.kind)
    said = ""
    if row.state != CandidateState.OPEN and row.decided is not None:
        reason = f" ({RejectionReason(row.reason).label})" if row.reason else ""
        said = _("{state} by {officer}, {when}").format(
            state=f"{CandidateState(row.state).label}{reason}", officer=row.decided_by_name, when=desk.when(row.decided)
        )
    return Judged(
        kind=str(KINDS[kind]),
        text=words["text"],
        normal=words["normal"] if words["normal"] != words["text"] else "",
        place=words["place"],
        confidence=str(CONFIDENCES[row.confidence]),
        beside=words["beside"],
        more=ngettext("{count} time more in this file", "{count} times more in this file", row.more).format(
            count=row.more
        )
        if row.more
        else "",
        becomes=_("Accepted, it becomes a fact of your bureau in this case, and is compared at once.")
        if kind in THINGS
        else _("Accepted, it stays a mark in this file: by itself it states nothing about anybody."),
        url=reverse("intake-candidate", args=[row.id]),
        edit=ShownField(
            "edited",
            _("Accept as"),
            value=seen.edited or words["text"],
            hint=_("What stands in the file is kept beside it."),
            attributes={"data-key": "e", "maxlength": "500"},
        ),
        reasons=ShownField(
            "reason",
            _("Reason to reject"),
            kind="select",
            choices=tuple(
                Choice(each.value, str(each.label), chosen=each is RejectionReason.NOT_THIS) for each in RejectionReason
            ),
        ),
        is_open=may_decide and row.state == CandidateState.OPEN,
        said=said,
    )


def _counts(view: IntakeView) -> Iterator[tuple[str, str]]:
    states = Counter(each.row.state for each in view.candidates)
    for state in CandidateState:
        yield str(state.label), str(states[state])
    if view.languages:
        yield _("Languages"), ", ".join(f"{code} {count}" for code, count in view.languages.items())


def _row(view: IntakeView, seen: SeenCandidate) -> CandidateRow:
    row = seen.row
    is_current = view.current is not None and view.current.row.id == row.id
    return CandidateRow(
        kind=str(KINDS[row.kind]),
        text=seen.edited or seen.words["text"],
        place=seen.words["place"],
        state=str(CandidateState(row.state).label),
        url=f"{reverse('intake-file', args=[row.intake_id])}?candidate={row.id}#judge",
        is_current=is_current,
    )


def _held_row(held: Held) -> HeldRow:
    return HeldRow(
        what=held_words(held), state=str(HoldState(held.state).label), url=reverse("intake-held", args=[held.id])
    )
