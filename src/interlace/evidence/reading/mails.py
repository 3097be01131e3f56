"""E-mails: the lines of the body, and every attachment as a document of its own."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from interlace.evidence.reading.documents import FileKind, ReadDocument
from interlace.evidence.reading.limits import Refused
from interlace.evidence.reading.texts import blocks_of

MOST_PARTS = 500


def read_mail(data: bytes) -> tuple[ReadDocument, tuple[tuple[str, bytes], ...]]:
    """The body as lines, and the attachments with their names. HTML is not read where a text says the same."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain",))
        text = str(body.get_content()) if body is not None else ""
        attachments = tuple(_attachments(message))
    except (MessageError, LookupError, ValueError, AttributeError, KeyError, RecursionError):
        raise Refused("file_unreadable") from None
    lines = [(f"body line {number}", line) for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1)]
    return ReadDocument(FileKind.MAIL, tuple(blocks_of(lines)), title=str(message.get("Subject", ""))), attachments


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise Refused("archive_too_many_entries")
        name = part.get_filename()
        payload = part.get_payload(decode=True) if name else None
        if name and isinstance(payload, bytes):
            yield name, payload
