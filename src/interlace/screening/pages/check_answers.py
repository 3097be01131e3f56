"""What came back to a check, as S2 shows it: the own records first, then each bureau."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.core.procedure.ladder import State
from interlace.facts.describing import NAMES
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import duration_text, time_text
from interlace.foundation.localize.shown import Notice
from interlace.screening.hits.sides import Likeness
from interlace.screening.holdings import Holding
from interlace.screening.models import CheckAnswer
from interlace.screening.pages.desk import label_of, state_of
from interlace.screening.presenting import Act, AnswerRow, Answers
from interlace.screening.queries import AnswerView, CheckView, FoundView
from interlace.screening.words import LEFT_OUT, band_word, known_sentence


def answers_of(desk: Desk, view: CheckView) -> Answers:
    """What came back so far: our own records first, then each bureau."""
    contacts = Member.objects.in_bulk([each.answer.holder for each in view.answers])
    rows: list[AnswerRow] = [_own_row(desk, likeness) for likeness in view.own.ours]
    key = "r"
    waiting, stopped = [], []
    for answer in view.answers:
        member = contacts[answer.answer.holder]
        if answer.state == CheckAnswer.State.WAITING:
            waiting.append(member)
        elif answer.state == CheckAnswer.State.STOPPED:
            stopped.append(member)
        for row in _rows_of(desk, answer, member, key=key):
            key = "" if row.acts else key
            rows.append(row)
    return Answers(
        summary=_counted(view),
        asked=_("Asked {time}").format(time=time_text(view.check.created, zone=desk.reader.zone)),
        rows=tuple(rows),
        notices=(*_left_out(view), *(_not_answered(member) for member in waiting)),
        poll_url=reverse("check-answers", args=[view.check.id]),
        acts=tuple(_stopping(desk, view, is_waited_for=bool(waiting), is_stopped=bool(stopped))),
    )


def _stopping(desk: Desk, view: CheckView, *, is_waited_for: bool, is_stopped: bool) -> Iterator[Act]:
    """Taking the question back from those that have not answered, and putting it again."""
    if Verb.CHECK not in desk.viewer.verbs:
        return
    if is_waited_for:
        yield Act(_("Stop asking"), reverse("check-stop", args=[view.check.id]), is_form=True)
    if is_stopped:
        yield Act(_("Ask again"), reverse("check-resume", args=[view.check.id]), is_form=True)


def _rows_of(desk: Desk, view: AnswerView, holder: Member, *, key: str) -> list[AnswerRow]:
    if view.state == CheckAnswer.State.WAITING:
        return [AnswerRow(holder.code, holder.name, "waiting", _waits_since(desk, holder))]
    if view.state == CheckAnswer.State.STOPPED:
        taken_back = _("Not answered. You took the question back, and {owner} learnt nothing of it.")
        return [AnswerRow(holder.code, holder.name, "stopped", taken_back.format(owner=holder.code))]
    if not view.found:
        nothing = _("Nothing that {owner} lets {bureau} discover.").format(owner=holder.code, bureau=desk.viewer.member)
        return [AnswerRow(holder.code, holder.name, "no_hit", nothing)]
    return [_hit_row(desk, found, holder, key=key if number == 0 else "") for number, found in enumerate(view.found)]


def _hit_row(desk: Desk, found: FoundView, holder: Member, *, key: str) -> AnswerRow:
    side = found.side
    state, _words = state_of(side, now=desk.now)
    url = reverse("hit", args=[side.hit])
    acts: tuple[Act, ...] = (Act(_("Open"), url, key=key),)
    if side.state in {State.MATCHED, State.PERSON_OR_OBJECT_HELD} and not found.record:
        acts = (Act(_("Ask to confirm"), url, key=key),)
    known = known_sentence(side.reasons, withheld=side.withheld and side.released is None)
    if side.state == State.WITHDRAWN:
        acts, known = (), _("{owner} has withdrawn what this rested on. Do not use it.").format(owner=holder.code)
    elif side.state == State.CONFIRMATION_REQUESTED:
        known = " ".join([known, _("{owner} is asked to confirm.").format(owner=holder.code)]).strip()
    elif found.record is not None:
        known = _record_line(found.record.statements)
    return AnswerRow(
        holder.code,
        holder.name,
        state if state != "no_answer" else "possible",  # type: ignore[arg-type]
        known,
        band=band_word(side.band),
        acts=acts,
    )


def _own_row(desk: Desk, likeness: Likeness) -> AnswerRow:
    known = _("In the records of your bureau.")
    if likeness.readable:
        known = _record_line(likeness.holding.statements)
    elif likeness.granted is not None:
        known = _granted_line(likeness.granted)
    return AnswerRow(desk.viewer.member, _("our records"), "ours", known, band=band_word(likeness.band))


def _granted_line(holding: Holding) -> str:
    """What a unit was granted to read, field by field."""
    told = [
        _("{field}: {value}").format(field=label_of(each.schema, each.prop), value=each.original or each.value)
        for each in holding.statements
    ]
    return "; ".join([holding.register_title or _("In the records of your bureau."), *told])


def _record_line(statements: Sequence[object]) -> str:
    """A record in one line: its name, else its first value."""
    named = [each for each in statements if getattr(each, "prop", "") in NAMES]
    first = (named or list(statements))[0]
    return str(getattr(first, "original", "") or getattr(first, "value", ""))


def _waits_since(desk: Desk, holder: Member) -> str:
    if holder.last_contact is None:
        return _("Not answered. The question stays open and is asked again by itself.")
    return _("Not answered. Last contact {time} ago. The question stays open and is asked again by itself.").format(
        time=duration_text(desk.now - holder.last_contact)
    )


def _left_out(view: CheckView) -> Iterator[Notice]:
    """What was not compared: that nothing of it is listed is no answer."""
    for part in view.own.left_out:
        lead, text = LEFT_OUT[part]
        yield Notice(lead=str(lead), text=str(text), mark="info")


def _not_answered(holder: Member) -> Notice:
    return Notice(
        lead=_("{bureau} has not answered.").format(bureau=holder.code),
        text=_("That is not “no hit”. You get an item in the inbox when it has something."),
        tone="waiting",
        mark="waiting",
    )


def _counted(view: CheckView) -> str:
    """The answers in one line, in the order of what matters."""
    possible, nothing, waiting, stopped = counts_of(view)
    parts = []
    if possible:
        parts.append(ngettext("{count} possible hit", "{count} possible hits", possible).format(count=possible))
    if nothing:
        parts.append(ngettext("{count} no hit", "{count} no hit", nothing).format(count=nothing))
    if waiting:
        parts.append(ngettext("{count} still waiting", "{count} still waiting", waiting).format(count=waiting))
    if stopped:
        parts.append(ngettext("{count} no longer asked", "{count} no longer asked", stopped).format(count=stopped))
    return ", ".join(parts) or _("Nobody was asked")


def counts_of(view: CheckView) -> tuple[int, int, int, int]:
    """How many possible hits, and how many bureaus with nothing, still waited for, and no longer asked."""
    possible = sum(len(answer.standing) for answer in view.answers)
    nothing = sum(answer.state == CheckAnswer.State.NO_HIT for answer in view.answers)
    waiting = sum(answer.state == CheckAnswer.State.WAITING for answer in view.answers)
    stopped = sum(answer.state == CheckAnswer.State.STOPPED for answer in view.answers)
    return possible, nothing, waiting, stopped
