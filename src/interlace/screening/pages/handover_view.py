"""The handover of a shift as S1 shows it, beside the queue."""

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_field
from interlace.foundation.localize.shown import ShownField
from interlace.screening.handover.actions import Shift, shift_of
from interlace.screening.handover.models import HandoverNote
from interlace.screening.inbox_shown import HandoverView, NoteFormView, ShownNote
from interlace.screening.presenting import Act

NOTE_FIELDS = ("text", "promised_by", "due")
_FIELDS = frozenset({"/text", "/due"})


def handover_view(request: HttpRequest, desk: Desk, *, error: InterlaceError | None) -> HandoverView | None:
    """What is open for the next shift, and the signature that is due; nothing for who does not sit at the desk."""
    shift = shift_of(desk.viewer, now=desk.now)
    if shift is None:
        return None
    problems = problems_of(error)
    act = _act(desk, shift)
    return HandoverView(
        remark=_remark(desk, shift),
        notes=tuple(_shown(desk, note) for note in shift.notes),
        form=note_form(desk, request.POST if problems else {}, problems),
        act=act,
        code=code_field(request) if act is not None else None,
    )


def note_form(desk: Desk, typed: Mapping[str, str], problems: Mapping[str, str]) -> NoteFormView:
    """The form of a note, with what was typed into it."""
    return NoteFormView(
        write_url=reverse("handover-note"),
        keep_url=reverse("handover-unsent"),
        fields=_fields(desk, typed, problems),
        is_typed=bool(problems or typed),
    )


def problems_of(error: InterlaceError | None) -> dict[str, str]:
    """What is wrong with a note that was typed, by its field."""
    return {
        each.pointer: f"{each.what} {each.fix}".strip()
        for each in getattr(error, "problems", ())
        if each.pointer in _FIELDS
    }


def _act(desk: Desk, shift: Shift) -> Act | None:
    waiting = shift.waiting
    if waiting is not None and waiting.digest != shift.digest:
        # What would be taken over is not what stands here: it is signed again first.
        waiting = None
    if waiting is not None and str(waiting.given_by) != desk.viewer.id:
        url = reverse("handover-take", args=[waiting.id])
        return Act(_("Take over"), url, is_form=True, needs_two=True, values=(("digest", waiting.digest),))
    if waiting is not None:
        return None
    values = (("digest", shift.digest),)
    return Act(_("Hand over, two sign"), reverse("handover-give"), is_form=True, needs_two=True, values=values)


def _remark(desk: Desk, shift: Shift) -> str:
    if shift.waiting is not None and shift.waiting.digest != shift.digest:
        return _("{officer} signed {when}; the notes have changed since.").format(
            officer=shift.waiting.given_by_name, when=desk.when(shift.waiting.given)
        )
    if shift.waiting is not None:
        return _("{officer} signed {when}; a second person takes over.").format(
            officer=shift.waiting.given_by_name, when=desk.when(shift.waiting.given)
        )
    if shift.latest is not None and shift.latest.taken is not None:
        return _("{officer} took over from {other}, {when}.").format(
            officer=shift.latest.taken_by_name, other=shift.latest.given_by_name, when=desk.when(shift.latest.taken)
        )
    return ""


def _shown(desk: Desk, note: HandoverNote) -> ShownNote:
    written = _("Written by {officer}, {when}.").format(officer=note.by_name, when=desk.when(note.at))
    promised = _("Promised by {officer}.").format(officer=note.promised_by) if note.promised_by else ""
    return ShownNote(
        text=note.text,
        line=" ".join(filter(None, (promised, written))),
        clock=desk.clock(note.due, started=note.at) if note.due is not None else None,
        done_url=reverse("handover-done", args=[note.id]),
    )


def _fields(desk: Desk, typed: Mapping[str, str], problems: Mapping[str, str]) -> tuple[ShownField, ...]:
    example = (desk.now + timedelta(hours=2)).astimezone(desk.reader.zone).strftime("%Y-%m-%d %H:00")
    return (
        ShownField(
            "text",
            _("What the next shift must know"),
            kind="textarea",
            value=typed.get("text", ""),
            hint=_("Name the item, not the person: what others own stays in its item."),
            error=problems.get("/text", ""),
            attributes={"maxlength": "500"},
        ),
        ShownField(
            "promised_by",
            _("Promised by"),
            value=typed.get("promised_by", ""),
            required=False,
            attributes={"maxlength": "120"},
        ),
        ShownField(
            "due",
            _("Due"),
            value=typed.get("due", ""),
            required=False,
            hint=_("Day and time in your zone, for example {example}.").format(example=example),
            error=problems.get("/due", ""),
        ),
    )
