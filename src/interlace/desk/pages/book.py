"""The register book on a page: a month, its first rows, and the file that is taken along."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.procedure.threads import ThreadType
from interlace.desk.pages.presenting import BookPage, BookRow
from interlace.desk.pages.showing import tone_of
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.register_book import CSV, XLSX, Month, direction_of, export_book, opened_in
from interlace.desk.threads.words import TYPES, standing_word
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_code
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import day_and_month_text, month_text
from interlace.foundation.localize.shown import Choice, ShownField, Trail

MONTHS = 36
"""How far back the page goes; the API and the command line go on."""
FIRST_ROWS = 20
TAKES = (Action.DISCOVER, Action.EXPORT)


@require_GET
@declare("page.threads.book", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def book(request: HttpRequest) -> HttpResponse:
    """The register of correspondence of one month, as far as this officer may know of it."""
    desk = desk_of(request)
    return _page(request, desk, _month(desk, request.GET.get("month", "")))


@sensitive_post_parameters("code")
@require_POST
@declare("page.threads.book.file", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.OBJECT)
def book_file(request: HttpRequest) -> HttpResponse:
    """Take the register of a month along, as CSV or XLSX, with handling, recipient and time on it."""
    desk = desk_of(request)
    month, as_workbook = _month(desk, request.POST.get("month", "")), request.POST.get("format") == "xlsx"
    try:
        take_code(request)
        content = export_book(desk.viewer, month, as_workbook=as_workbook, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _page(request, desk, month, error=error)
    name = f"register-{month.name}.{'xlsx' if as_workbook else 'csv'}"
    return HttpResponse(
        content,
        content_type=XLSX if as_workbook else CSV,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-store",
        },
    )


def _page(request: HttpRequest, desk: Desk, month: Month, *, error: InterlaceError | None = None) -> HttpResponse:
    sides = opened_in(desk.viewer, month, now=desk.now)
    page = BookPage(
        trail=(Trail(_("Threads"), reverse("threads")), Trail(_("Register book"))),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("It holds the threads that you may know of, and nothing of what is written in them."),
        notices=() if error is None else (notice_of(error),),
        sub=ngettext("{count} thread was opened.", "{count} threads were opened.", len(sides)).format(count=len(sides)),
        month=ShownField("month", _("Month"), kind="select", choices=tuple(_choices(desk, month))),
        rows=tuple(_row(desk, side) for side in sides[:FIRST_ROWS]),
        more=_("The first {count} are shown; the file holds them all.").format(count=FIRST_ROWS)
        if len(sides) > FIRST_ROWS
        else "",
        may_take=Verb.EXPORT in desk.viewer.verbs,
        code=code_field(request),
        chosen=month.name,
        url=reverse("threads-book"),
        file_url=reverse("threads-book-file"),
    )
    return render(request, "desk/book.html", {"page": page}, status=200 if error is None else status_of(error))


def _row(desk: Desk, side: ThreadSide) -> BookRow:
    return BookRow(
        number=side.number,
        url=reverse("thread", args=[side.thread]),
        opened=day_and_month_text(side.opened.astimezone(desk.reader.zone).date(), language=desk.reader.language),
        direction=direction_of(side),
        owner=side.counterpart,
        type=str(TYPES[ThreadType(side.type)]),
        title=side.title,
        reference=side.reference,
        standing=standing_word(side, now=desk.now),
        tone=tone_of(side, desk),
    )


def _month(desk: Desk, text: str) -> Month:
    """The month that was chosen; the running one where none was, or none that can be read."""
    today = desk.now.astimezone(desk.reader.zone).date()
    try:
        first = date.fromisoformat(f"{text}-01") if len(text) == len("2026-07") else today
    except ValueError:
        first = today
    return Month(first.year, first.month, desk.reader.zone)


def _choices(desk: Desk, chosen: Month) -> Iterator[Choice]:
    """The running month and those before it; another one that was asked for stands among them."""
    today = desk.now.astimezone(desk.reader.zone).date()
    latest = today.year * 12 + today.month - 1
    asked = chosen.year * 12 + chosen.month - 1
    for count in sorted({asked, *range(latest - MONTHS + 1, latest + 1)}, reverse=True):
        month = Month(count // 12, count % 12 + 1, desk.reader.zone)
        words = month_text(month.begin.date(), language=desk.reader.language)
        yield Choice(month.name, words, count == asked)
