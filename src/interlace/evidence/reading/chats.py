"""Chats as their programs export them: Telegram (JSON), WhatsApp and LINE (text)."""

import json
import re
from collections.abc import Iterator

from interlace.evidence.reading.delimited import decoded
from interlace.evidence.reading.documents import FileKind, Message, ReadDocument
from interlace.evidence.reading.limits import Refused

MOST_MESSAGES = 500_000
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
# WhatsApp: `[02/06/2026, 22:08:05] name: text` (iOS) or `02/06/2026, 22:08 - name: text` (Android).
_WHATSAPP = re.compile(rf"\u200e?\[?{_DAY},?\s{_CLOCK}\]?(?:\s-)?\s(?P<sender>[^:]{{1,80}}):\s(?P<text>.*)")
# LINE: `22:08<tab>name<tab>text` below a line with the day.
_LINE_MESSAGE = re.compile(rf"{_CLOCK}\t(?P<sender>[^\t]{{1,80}})\t(?P<text>.*)")
_ENOUGH = 3  # messages of one form among the first lines make a chat


def is_telegram(text: str) -> bool:
    """Whether a JSON text is an export of Telegram."""
    head = text[:4096]
    return head.lstrip().startswith("{") and '"messages"' in text and ('"from_id"' in text or '"text_entities"' in text)


def read_telegram(data: bytes) -> ReadDocument:
    """The messages of one chat, counted by their own numbers."""
    try:
        export = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused("file_unreadable") from None
    listed = export.get("messages") if isinstance(export, dict) else None
    if not isinstance(listed, list):
        raise Refused("file_unreadable")
    if len(listed) > MOST_MESSAGES:
        raise Refused("file_too_large")
    return ReadDocument(FileKind.CHAT, tuple(_telegram(listed)), title=str(export.get("name") or ""))


def _telegram(listed: list[object]) -> Iterator[Message]:
    for number, message in enumerate(listed, start=1):
        if isinstance(message, dict) and (text := _plain(message.get("text"))):
            yield Message(f"message {message.get('id', number)}", text, str(message.get("from") or ""))


def _plain(text: object) -> str:
    """A message is a text, or a list of texts and marked pieces."""
    if isinstance(text, list):
        return "".join(piece if isinstance(piece, str) else str(piece.get("text", "")) for piece in text
                       if isinstance(piece, (str, dict)))  # fmt: skip
    return text if isinstance(text, str) else ""


def is_chat_text(text: str) -> bool:
    """Whether a text has the lines of an exported chat."""
    lines = text.split("\n")[:60]
    return any(sum(form.match(line) is not None for line in lines) >= _ENOUGH for form in (_WHATSAPP, _LINE_MESSAGE))


def read_chat_text(data: bytes, *, country: str | None) -> ReadDocument:
    """The messages in their order; a line without a clock goes on with the message before it."""
    text, encoding = decoded(data, country=country)
    lines = text.split("\n")
    form = max((_WHATSAPP, _LINE_MESSAGE), key=lambda form: sum(form.match(line) is not None for line in lines))
    messages: list[tuple[str, list[str]]] = []
    for line in lines:
        if found := form.match(line):
            messages.append((found["sender"], [found["text"]]))
        elif messages and line.strip() and not re.match(_DAY, line):
            messages[-1][1].append(line)
    return ReadDocument(
        FileKind.CHAT,
        tuple(
            Message(f"message {number}", "\n".join(said), sender)
            for number, (sender, said) in enumerate(messages, start=1)
        ),
        encoding=encoding,
        title=lines[0].strip() if form is _LINE_MESSAGE else "",
    )
