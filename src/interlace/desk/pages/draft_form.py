"""The form of a message: its fields, and the message that was typed into them. What no field shows stays as it was."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.core.procedure.threads import (
    TYPES,
    Item,
    ItemKind,
    Move,
    Outcome,
    ThreadType,
    ThreadUrgency,
    Verdict,
)
from interlace.desk.pages.language_form import language_field, maker_field, maker_of
from interlace.desk.pages.presenting import ShownItem
from interlace.desk.pages.quote_form import quotes_from
from interlace.desk.threads.grounds import GROUNDS
from interlace.desk.threads.messages import FOREIGN, LONGEST_TEXT, LONGEST_TITLE, Message, Translation
from interlace.desk.threads.models import Draft, ThreadSide
from interlace.desk.threads.words import FOREIGN_WORDS, GROUND_WORDS, ITEMS, OUTCOMES, URGENCIES
from interlace.desk.threads.words import TYPES as TYPE_WORDS
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.moments import HourLeftOut, moment_typed
from interlace.foundation.localize.shown import Choice, ShownField

Posted = Mapping[str, Any]
ROWS_FREE = 3
"""Empty rows for further items."""
MOST_ROWS = 40
ITEM_VERDICTS = (Outcome.CONFIRMED, Outcome.NOT_CONFIRMED, Outcome.IN_PART, Outcome.UNABLE)


class Unreadable(InvalidInput):
    """Some fields of the form cannot be read. Whatever else was typed can, and is not lost by it."""

    def __init__(self, problems: list[FieldProblem], *, rest: Message) -> None:
        super().__init__(problems[0].what, problems=problems)
        self.rest = rest
        """The message with those fields as they were."""


def message_from(posted: Posted, kept: Message, *, draft: Draft, desk: Desk, before: Mapping[int, str]) -> Message:
    """The message as it stands in the form; `Unreadable` names the fields that cannot be read, and holds the rest.

    `before`: what was written before in the thread, by number, as it may be quoted.
    """
    problems: list[FieldProblem] = []
    message = replace(
        kept,
        text=_text(posted, "text", LONGEST_TEXT, kept.text),
        language=_text(posted, "language", 8, kept.language),
        translation=_translation(posted, kept),
        quotes=quotes_from(posted, kept, before),
        facts=_facts(posted, kept, problems),
    )
    message = _of_the_move(message, posted, kept, draft=draft, desk=desk, problems=problems)
    if problems:
        raise Unreadable(problems, rest=message)
    return message


def _of_the_move(
    message: Message, posted: Posted, kept: Message, *, draft: Draft, desk: Desk, problems: list[FieldProblem]
) -> Message:
    """With what only the opening of a thread says, or only an answer."""
    if draft.move == Move.SEND:
        kind = _choice(ThreadType, posted, "type", kept.type)
        return replace(
            message,
            title=_text(posted, "title", LONGEST_TITLE, kept.title),
            type=kind,
            to=_text(posted, "to", 16, kept.to).upper(),
            urgency=_choice(ThreadUrgency, posted, "urgency", kept.urgency),
            answer_by=_answer_by(posted, kept, desk, problems),
            items=_items(posted, kept),
            foreign=_foreign(posted, kept),
            tell_secretariat=_tells(posted, kept, kind),
        )
    if draft.move == Move.ANSWER:
        return replace(
            message,
            outcome=_choice(Outcome, posted, "outcome", kept.outcome),
            ground=_text(posted, "ground", 32, kept.ground),
            verdicts=_verdicts(posted, kept, problems),
        )
    return message


def fields_of(
    message: Message, *, draft: Draft, side: ThreadSide | None, said: Mapping[str, str]
) -> tuple[ShownField, ...]:
    """The fields before the text."""
    if draft.move == Move.SEND:
        return tuple(_opening_fields(message, draft, said))
    if draft.move == Move.ANSWER and side is not None:
        return tuple(_answer_fields(message, ThreadType(side.type), said))
    return ()


def text_field(message: Message, said: Mapping[str, str]) -> ShownField:
    """The words themselves."""
    return ShownField("text", _("Text"), value=message.text, error=said.get("/text", ""), required=False)


def translation_fields(message: Message, said: Mapping[str, str]) -> tuple[ShownField, ...]:
    """A translation, which stands beside the text and never in its place."""
    translation = message.translation
    return (
        ShownField(
            "translation",
            _("Translation, beside the text"),
            value=translation.text if translation else "",
            kind="textarea",
            required=False,
            attributes={"maxlength": str(LONGEST_TEXT)},
        ),
        language_field(
            "translation_language",
            _("Language of the translation"),
            translation.language if translation else "",
            said=said.get("/translation/language", ""),
        ),
        maker_field("translated_by", translation),
    )


def more_fields(message: Message, *, draft: Draft, desk: Desk, said: Mapping[str, str]) -> tuple[ShownField, ...]:
    """What a message may carry beside its words."""
    return tuple(_more_fields(message, draft, desk, said))


def item_rows(message: Message, *, draft: Draft, asked: tuple[Item, ...]) -> tuple[ShownItem, ...]:
    """The things to verify, to be named by the asker and answered by the other side."""
    if draft.move == Move.SEND and message.type is not None and TYPES[message.type].by_item:
        items = [*message.items, *[None] * ROWS_FREE][:MOST_ROWS]
        return tuple(_item_row(number, item) for number, item in enumerate(items, 1))
    if draft.move == Move.ANSWER and asked:
        verdicts = [*message.verdicts, *[None] * len(asked)]
        return tuple(
            _verdict_row(number, item, verdict)
            for number, (item, verdict) in enumerate(zip(asked, verdicts, strict=False), 1)
        )
    return ()


def type_field(chosen: ThreadType | None, *, said: str = "") -> ShownField:
    """Of what type a message is."""
    types = tuple(Choice(kind.value, str(TYPE_WORDS[kind]), kind is chosen) for kind in ThreadType)
    return ShownField("type", _("Type"), kind="select", choices=types, error=said)


def recipient_field(member: str, chosen: str, *, said: str = "") -> ShownField:
    """To which bureau a message goes."""
    others = ((code, name) for code, name in members_by_code().items() if code != member or code == chosen)
    choices = tuple(
        Choice(code, _("{code}, {name}").format(code=code, name=name), code == chosen) for code, name in others
    )
    return ShownField("to", _("To"), kind="select", choices=(Choice("", _("choose"), not chosen), *choices), error=said)


def _opening_fields(message: Message, draft: Draft, said: Mapping[str, str]) -> Iterator[ShownField]:
    yield recipient_field(draft.member, message.to, said=said.get("/to", ""))
    yield type_field(message.type, said=said.get("/type", ""))
    yield ShownField(
        "title",
        _("Title"),
        value=message.title,
        error=said.get("/title", ""),
        attributes={"maxlength": str(LONGEST_TITLE)},
    )
    usual = Choice("", _("the usual one of this type"), message.urgency is None)
    urgencies = (Choice(each.value, str(URGENCIES[each]), each is message.urgency) for each in ThreadUrgency)
    yield ShownField("urgency", _("Urgency"), kind="select", choices=(usual, *urgencies), required=False)


def _answer_fields(message: Message, kind: ThreadType, said: Mapping[str, str]) -> Iterator[ShownField]:
    terms = TYPES[kind]
    first = _("follows from the items") if terms.by_item else _("choose")
    outcomes = (
        Choice(each.value, str(OUTCOMES[each]), each is message.outcome) for each in Outcome if each in terms.answers
    )
    yield ShownField(
        "outcome",
        _("Outcome"),
        kind="select",
        choices=(Choice("", first, message.outcome is None), *outcomes),
        required=False,
        error=said.get("/outcome", ""),
    )
    if Outcome.REFUSED in terms.answers:
        grounds = (
            Choice(code, str(GROUND_WORDS[code]), code == message.ground)
            for code, ground in GROUNDS.items()
            if ground.is_valid
        )
        yield ShownField(
            "ground",
            _("Ground, if it is refused"),
            kind="select",
            choices=(Choice("", _("not refused"), not message.ground), *grounds),
            required=False,
            error=said.get("/ground", ""),
        )


def _more_fields(message: Message, draft: Draft, desk: Desk, said: Mapping[str, str]) -> Iterator[ShownField]:
    if draft.move == Move.SEND:
        local = message.answer_by.astimezone(desk.reader.zone) if message.answer_by else None
        yield ShownField(
            "answer_by",
            _("Answer needed by, whatever happens"),
            value=f"{local:%Y-%m-%d %H:%M}" if local else "",
            hint=_("In your time zone, as 2026-07-14 14:30."),
            required=False,
            error=said.get("/answer_by", ""),
        )
        for register in FOREIGN:
            label = _("Number in {register}").format(register=FOREIGN_WORDS[register])
            field = _short(register, label, message.foreign.get(register, ""), most=80)
            yield replace(field, attributes={**field.attributes, "list": f"known-{register}"})
    yield ShownField(
        "fact",
        _("Add a fact by its number"),
        required=False,
        hint=_("It stays a fact with its own handling."),
        error=said.get("/facts", ""),
    )


def _short(name: str, label: str, value: str, *, most: int, said: str = "") -> ShownField:
    return ShownField(name, label, value=value, required=False, error=said, attributes={"maxlength": str(most)})


def _item_row(number: int, item: Item | None) -> ShownItem:
    kinds = tuple(Choice(kind.value, str(ITEMS[kind]), item is not None and item.kind is kind) for kind in ItemKind)
    return ShownItem(
        _("Item {number}").format(number=number),
        (
            ShownField(f"kind_{number}", _("Kind"), kind="select", choices=kinds, required=False),
            _short(f"what_{number}", _("What"), item.what if item else "", most=500),
        ),
    )


def _verdict_row(number: int, item: Item, verdict: Verdict | None) -> ShownItem:
    outcomes = tuple(
        Choice(each.value, str(OUTCOMES[each]), verdict is not None and verdict.outcome is each)
        for each in ITEM_VERDICTS
    )
    choices = (Choice("", _("no answer yet"), verdict is None), *outcomes)
    day = verdict.on.isoformat() if verdict is not None and verdict.on else ""
    return ShownItem(
        _("{kind}: {what}").format(kind=ITEMS[item.kind], what=item.what),
        (
            ShownField(f"verdict_{number}", _("Answer"), kind="select", choices=choices, required=False),
            replace(
                _short(f"source_{number}", _("Source"), verdict.source if verdict else "", most=200), required=True
            ),
            ShownField(f"on_{number}", _("Looked at on"), value=day, kind="date"),
            _short(f"remark_{number}", _("Remark"), verdict.remark if verdict else "", most=1000),
        ),
    )


def _text(posted: Posted, name: str, most: int, kept: str) -> str:
    """What was typed; a field that the form does not show stays as it was."""
    if name not in posted:
        return kept
    return str(posted[name]).replace("\x00", "").replace("\r\n", "\n").strip()[: most + 1]


def _choice(kind: Any, posted: Posted, name: str, kept: Any) -> Any:
    if name not in posted:
        return kept
    return kind(posted[name]) if posted[name] in set(kind) else None


def _translation(posted: Posted, kept: Message) -> Translation | None:
    if "translation" not in posted:
        return kept.translation
    text = _text(posted, "translation", LONGEST_TEXT, "")
    language, by = _text(posted, "translation_language", 8, ""), maker_of(posted, "translated_by")
    return Translation(text, language, by) if text else None


def _facts(posted: Posted, kept: Message, problems: list[FieldProblem]) -> tuple[UUID, ...]:
    """Those that stay ticked, and the one that was added."""
    if "facts_shown" not in posted:
        return kept.facts
    ticked = {name.removeprefix("fact_") for name in posted if name.startswith("fact_")}
    facts = [fact for fact in kept.facts if str(fact) in ticked]
    added = _text(posted, "fact", 40, "")
    if added:
        try:
            facts.append(UUID(added))
        except ValueError:
            problems.append(FieldProblem("/facts", "fact_unreadable", _("This is not the number of a fact.")))
    return tuple(dict.fromkeys(facts))


def _tells(posted: Posted, kept: Message, kind: ThreadType | None) -> bool:
    """Whether the secretariat is to be told that the answer is overdue, of the types for which it may be."""
    wanted = "tell_secretariat" in posted if "secretariat_shown" in posted else kept.tell_secretariat
    return wanted and kind is not None and TYPES[kind].tells_secretariat


def _answer_by(posted: Posted, kept: Message, desk: Desk, problems: list[FieldProblem]) -> datetime | None:
    text = _text(posted, "answer_by", 40, "")
    if "answer_by" not in posted:
        return kept.answer_by
    if not text:
        return None
    try:
        return moment_typed(text, zone=desk.reader.zone)
    except HourLeftOut:
        what = _("The clock is put forward over this hour. Name the hour before or after it.")
        problems.append(FieldProblem("/answer_by", "hour_left_out", what))
    except (ValueError, OverflowError):
        problems.append(FieldProblem("/answer_by", "moment_unreadable", _("This is not a day with a time.")))
    return kept.answer_by


def _items(posted: Posted, kept: Message) -> tuple[Item, ...]:
    if "what_1" not in posted:
        return kept.items
    rows = ((posted.get(f"kind_{row}", ""), _text(posted, f"what_{row}", 500, "")) for row in range(1, MOST_ROWS + 1))
    return tuple(Item(ItemKind(kind), what) for kind, what in rows if what and kind in set(ItemKind))


def _verdicts(posted: Posted, kept: Message, problems: list[FieldProblem]) -> tuple[Verdict, ...]:
    """The answers in their order, as far as they were given without a gap."""
    if "verdict_1" not in posted:
        return kept.verdicts
    verdicts = []
    for row in range(1, MOST_ROWS + 1):
        if posted.get(f"verdict_{row}", "") not in set(ITEM_VERDICTS):
            break
        verdicts.append(
            Verdict(
                Outcome(posted[f"verdict_{row}"]),
                _text(posted, f"source_{row}", 200, ""),
                _day(_text(posted, f"on_{row}", 10, ""), problems),
                _text(posted, f"remark_{row}", 1000, ""),
            )
        )
    return tuple(verdicts)


def _day(text: str, problems: list[FieldProblem]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(FieldProblem("/verdicts", "day_unreadable", _("This is not a day.")))
        return None


def _foreign(posted: Posted, kept: Message) -> dict[str, str]:
    numbers = {register: _text(posted, register, 80, kept.foreign.get(register, "")) for register in FOREIGN}
    return {register: number for register, number in numbers.items() if number}
