"""PDF of a page of HTML, by WeasyPrint, with no letter missing and nothing fetched."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from interlace.foundation.errors import Conflict
from interlace.foundation.printing.fonts import style_for

_SHIFT_AT_END = re.compile(rb"(\[.*>) ?(-?\d+(?:\.\d+)?)\] TJ", re.DOTALL)
_POINT = re.compile(r"\(U\+([0-9A-F]{4,6})\)")


class PrinterMissing(Conflict):
    """The libraries that write PDF are not installed. Every other form works."""

    code = "printer_missing"


def pdf_of(html: str) -> bytes:
    """The page as PDF. A letter that no font of this machine draws is written as its number, `[U+0B95]`."""
    content, undrawn = _print(html)
    if undrawn:
        content, _undrawn = _print(html.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in undrawn}))
    return content


def _print(html: str) -> tuple[bytes, set[str]]:
    page, fetcher = _printer()
    styled = _with_style(html, style_for(html))
    ear, logger = _Listening(), logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        content: bytes = page(string=styled, url_fetcher=fetcher(allowed_protocols=("data",))).write_pdf(
            finisher=_finish
        )
    finally:
        logger.removeHandler(ear)
    return content, ear.letters


def _finish(_document: object, pdf: Any) -> None:
    """Marks above marks where they belong, also as browsers draw them (PDFium loses a shift that ends a run)."""
    for part in pdf.objects:
        if isinstance(operators := getattr(part, "stream", None), list):
            part.stream = list(with_shifts_in_front(operators))


def with_shifts_in_front(operators: Iterable[Any]) -> Iterator[Any]:
    """A shift behind the last letters of a run, put in front of the next run: to a reader of PDF the same.

    ISO 32000-1, 9.4.3. Only the rise of the text may stand between the two.
    """
    shift = b""
    for given in operators:
        operator = given
        if not isinstance(operator, bytes):
            yield operator
            continue
        if shift and operator.endswith(b" TJ"):
            operator, shift = b"[" + shift + b" " + operator.removeprefix(b"["), b""
        elif not operator.endswith(b" Ts"):
            shift = b""
        if (found := _SHIFT_AT_END.fullmatch(operator)) is not None:
            operator, shift = found[1] + b"] TJ", found[2]
        yield operator


class _Listening(logging.Handler):
    """Hears from the printer of every letter that no font draws: a box in its place would be a hole in the paper."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.letters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Of its warnings, those about letters end with the code point."""
        message = record.getMessage()
        if ".notdef" in message and (point := _POINT.search(message)):
            self.letters.add(chr(int(point[1], 16)))


def _with_style(html: str, style: str) -> str:
    """The page's own rules come after these, and win."""
    head, found, rest = html.partition("<head>")
    return f"{head}{found}<style>{style}</style>{rest}" if found else f"<style>{style}</style>{html}"


def _printer() -> tuple[Any, Any]:
    """WeasyPrint; it is loaded when something is printed, because it wants libraries of the system."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise PrinterMissing(
            _("This machine cannot write PDF: libraries of the system are missing."),
            fix=_("Install Pango (on Debian and Ubuntu the package libpango-1.0-0), or take another form."),
        ) from missing
    return HTML, URLFetcher
