"""The forms beside a thread: what this side may do now, and what it notes for itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.core.procedure.threads import Move, ThreadUrgency
from interlace.desk.pages.colleagues import colleagues_of
from interlace.desk.pages.presenting import MoveForm
from interlace.desk.threads.messages import FOREIGN, LONGEST_REASON
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.queries import ThreadView
from interlace.desk.threads.words import FOREIGN_WORDS, URGENCIES
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Officer
from interlace.foundation.localize.shown import Choice, ShownField

ONE_HOUR, NEXT_MORNING, THREE_DAYS = "hour", "morning", "days"
MORNING = time(8)


def moves_of(view: ThreadView) -> Iterator[MoveForm]:
    """What both sides will read, the next step first."""
    thread, is_owed = view.side.thread, view.side.is_ours
    if Move.ACKNOWLEDGE in view.moves:
        hint = _("“We have it and are working on it.” The first clock stops.")
        yield _form(thread, Move.ACKNOWLEDGE, _("Acknowledge"), is_main=True)
        own = _optional("acknowledge_reference", _("Own case, if they are to know it"), most=120)
        yield _form(thread, Move.ACKNOWLEDGE, _("Acknowledge and name your case"), fields=(own,), hint=hint)
    written = (
        (Move.ANSWER, _("Answer with an outcome")),
        (Move.ASK, _("Ask back; the clock stands")),
        (Move.SUPPLY, _("Give what was asked for")),
        (Move.WRITE, _("Write a further message")),
    )
    for move, words in written:
        if move in view.moves:
            url = reverse("thread-write", args=[thread])
            is_main = is_owed and move in {Move.ANSWER, Move.SUPPLY} and Move.ACKNOWLEDGE not in view.moves
            yield MoveForm(words, words, url, values=(("move", move.value),), is_main=is_main)
    if Move.RESUME in view.moves:
        yield _reasoned(thread, Move.RESUME, _("It is needed no longer"), _("Let the clock run again"))
    if Move.CHANGE_URGENCY in view.moves:
        yield _reasoned(
            thread, Move.CHANGE_URGENCY, _("Change the urgency"), _("Change it"), fields=(_urgency_field(view.side),)
        )
    if Move.CLOSE in view.moves:
        last = _optional("close_reason", _("A last word"), most=LONGEST_REASON, kind="textarea")
        yield _form(thread, Move.CLOSE, _("Close"), fields=(last,), hint=_("It ends with the outcome that it has."))
    if Move.WITHDRAW in view.moves:
        yield _reasoned(thread, Move.WITHDRAW, _("Withdraw"), _("Take the question back"))


def quoting_of(view: ThreadView) -> MoveForm | None:
    """The message in which an earlier one is quoted: the step that is owed, or a further message."""
    move = next((each for each in (Move.SUPPLY, Move.ANSWER, Move.WRITE) if each in view.moves), None)
    if move is None:
        return None
    url = reverse("thread-write", args=[view.side.thread])
    return MoveForm(_("Quote"), _("Quote it in a message"), url, values=(("move", move.value),))


def own_moves_of(desk: Desk, side: ThreadSide) -> Iterator[MoveForm]:
    """What the other side never sees."""
    thread = side.thread
    colleagues = [each for each in colleagues_of(desk, side) if each.id != side.assignee]
    me, others = desk.officer, [each for each in colleagues if each.id != desk.officer.id]
    if me in colleagues:
        yield MoveForm(
            _("Take it"),
            _("Take it yourself"),
            reverse("thread-assign", args=[thread]),
            values=(("officer", str(me.id)),),
        )
    if others:
        yield MoveForm(
            _("Hand over"),
            _("Hand it over"),
            reverse("thread-hand-over", args=[thread]),
            tuple(_handing_over_fields(others)),
            hint=_("Your colleague finds it in the inbox, with the reason."),
        )
    if side.assignee is not None or others:
        nobody = (Choice("", _("nobody")),) if side.assignee is not None else ()
        choices = (*nobody, *(Choice(str(each.id), each.display_name) for each in others))
        field = ShownField("officer", _("Officer"), kind="select", choices=choices, required=False)
        yield MoveForm(_("Assign"), _("Assign"), reverse("thread-assign", args=[thread]), (field,))
    until = ShownField("until", _("Until"), kind="select", choices=tuple(_snoozes(side)), required=False)
    yield MoveForm(
        _("Put aside"),
        _("Put aside"),
        reverse("thread-snooze", args=[thread]),
        (until,),
        hint=_("Something new brings it back. The clock runs on."),
    )
    note = ShownField("note", _("Note for your own side"), kind="textarea", attributes={"maxlength": "4000"})
    yield MoveForm(_("Write a note"), _("Keep the note"), reverse("thread-note", args=[thread]), (note,))
    numbers = tuple(_number_field(register, side.foreign.get(register, "")) for register in FOREIGN)
    yield MoveForm(_("Numbers elsewhere"), _("Keep the numbers"), reverse("thread-numbers", args=[thread]), numbers)


def snoozed_until(choice: str, desk: Desk) -> datetime | None:
    """The moment behind a choice; none takes the thread up again."""
    if choice == ONE_HOUR:
        return desk.now + timedelta(hours=1)
    days = {NEXT_MORNING: 1, THREE_DAYS: 3}.get(choice)
    if days is None:
        return None
    day = desk.now.astimezone(desk.reader.zone).date() + timedelta(days=days)
    return datetime.combine(day, MORNING, tzinfo=desk.reader.zone)


def _snoozes(side: ThreadSide) -> Iterator[Choice]:
    yield Choice(ONE_HOUR, _("in one hour"))
    yield Choice(NEXT_MORNING, _("tomorrow at 08:00"))
    yield Choice(THREE_DAYS, _("in three days at 08:00"))
    if side.snoozed_until is not None:
        yield Choice("", _("not any more: take it up again"))


def _handing_over_fields(others: Sequence[Officer]) -> Iterator[ShownField]:
    choices = tuple(Choice(str(each.id), each.display_name) for each in others)
    yield ShownField("colleague", _("To"), kind="select", choices=choices)
    yield ShownField("handing_over_reason", _("Reason"), kind="textarea", attributes={"maxlength": "4000"})


def _number_field(register: str, value: str) -> ShownField:
    field = _optional(register, str(FOREIGN_WORDS[register]), most=80, value=value)
    return replace(field, attributes={**field.attributes, "list": f"known-{register}"})


def _form(
    thread: UUID,
    move: Move,
    words: str,
    *,
    fields: tuple[ShownField, ...] = (),
    hint: str = "",
    is_main: bool = False,
) -> MoveForm:
    url = reverse("thread-move", args=[thread, move.value])
    return MoveForm(words, words, url, fields, hint=hint, is_main=is_main)


def _reasoned(thread: UUID, move: Move, title: str, button: str, *, fields: tuple[ShownField, ...] = ()) -> MoveForm:
    reason = ShownField(
        f"{move.value}_reason",
        _("Reason"),
        kind="textarea",
        hint=_("The other side reads it."),
        attributes={"maxlength": str(LONGEST_REASON)},
    )
    return MoveForm(title, button, reverse("thread-move", args=[thread, move.value]), (*fields, reason))


def _urgency_field(side: ThreadSide) -> ShownField:
    others = tuple(Choice(each.value, str(URGENCIES[each])) for each in ThreadUrgency if each != side.urgency)
    return ShownField("urgency", _("Urgency"), kind="select", choices=others)


def _optional(name: str, label: str, *, most: int, value: str = "", kind: str = "text") -> ShownField:
    shape = "textarea" if kind == "textarea" else "text"
    return ShownField(name, label, value=value, kind=shape, required=False, attributes={"maxlength": str(most)})  # type: ignore[arg-type]
