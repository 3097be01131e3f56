"""Words of earlier messages in a form: quoted as they stand, with a translation that says who made it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from interlace.desk.pages.language_form import language_field, maker_field, maker_of
from interlace.desk.pages.presenting import ShownItem
from interlace.desk.threads.messages import Message, Quote, Translation
from interlace.desk.threads.queries import ThreadView
from interlace.foundation.localize.shown import Choice, ShownField

MOST_QUOTES = 10
BEGINNING = 70
"""Letters by which an earlier message is told from the others."""


def words_before(view: ThreadView | None) -> Mapping[int, str]:
    """What was written before in the thread, by the number of the message."""
    if view is None:
        return {}
    return {event.row.number: text for event in view.events if (text := str(event.body.get("text", "")))}


def quotes_from(posted: Mapping[str, Any], kept: Message, before: Mapping[int, str]) -> tuple[Quote, ...]:
    """The quotations that stand in the form; where no words are given, the whole message is quoted."""
    if "quote_1" not in posted:
        return kept.quotes
    return tuple(_quotes(posted, before))


def quote_rows(message: Message, before: Mapping[int, str]) -> tuple[ShownItem, ...]:
    """One row for each quotation and one for the next."""
    if not before:
        return ()
    rows = [*message.quotes, None][:MOST_QUOTES]
    return tuple(_row(number, quote, before) for number, quote in enumerate(rows, 1))


def _quotes(posted: Mapping[str, Any], before: Mapping[int, str]) -> Iterator[Quote]:
    for row in range(1, MOST_QUOTES + 1):
        chosen = str(posted.get(f"quote_{row}", ""))
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0
        if number not in before:
            continue
        translated = _typed(posted, f"quote_{row}_translation")
        translation = None
        if translated:
            language = _typed(posted, f"quote_{row}_language")[:8]
            translation = Translation(translated, language, maker_of(posted, f"quote_{row}_by"))
        yield Quote(number, _typed(posted, f"quote_{row}_words") or before[number], translation)


def _row(row: int, quote: Quote | None, before: Mapping[int, str]) -> ShownItem:
    beginnings = (
        (number, _("{number}. {beginning}").format(number=number, beginning=_beginning(text)))
        for number, text in before.items()
    )
    messages = tuple(
        Choice(str(number), words, quote is not None and quote.event == number) for number, words in beginnings
    )
    name = f"quote_{row}"
    translation = quote.translation if quote is not None else None
    return ShownItem(
        _("Quotation {number}").format(number=row),
        (
            ShownField(
                name,
                _("Message"),
                kind="select",
                choices=(Choice("", _("none"), quote is None), *messages),
                required=False,
            ),
            ShownField(
                f"{name}_words",
                _("Words, as they stand there"),
                value=quote.text if quote is not None else "",
                kind="textarea",
                hint=_("Leave it empty to quote the whole message."),
                required=False,
            ),
            ShownField(
                f"{name}_translation",
                _("Translation of these words"),
                value=translation.text if translation is not None else "",
                kind="textarea",
                required=False,
            ),
            language_field(
                f"{name}_language",
                _("Language of this translation"),
                translation.language if translation is not None else "",
            ),
            maker_field(f"{name}_by", translation),
        ),
    )


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= BEGINNING else f"{words[:BEGINNING]}…"


def _typed(posted: Mapping[str, Any], name: str) -> str:
    return str(posted.get(name, "")).replace("\x00", "").replace("\r\n", "\n").strip()
