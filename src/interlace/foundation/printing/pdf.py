"""PDF of a page of HTML, by WeasyPrint, with no letter missing and nothing fetched."""

import logging
import re
from typing import Any

from django.utils.translation import gettext as _

from interlace.foundation.errors import Conflict
from interlace.foundation.printing.fonts import style_for

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
        content: bytes = page(string=styled, url_fetcher=fetcher(allowed_protocols=("data",))).write_pdf()
    finally:
        logger.removeHandler(ear)
    return content, ear.letters


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
