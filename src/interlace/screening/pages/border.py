"""S19 Border: a document is scanned, one word answers, and the field is ready for the next traveller."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.core.identifiers import Problem
from interlace.core.procedure.border import NEEDS_SOMEBODY, BorderAnswer
from interlace.facts.problems import words_for
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import BudgetExhausted, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.callers import count_search
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import duration_text, list_text, number_text, time_text
from interlace.foundation.localize.words import purpose_phrase
from interlace.screening.border.actions import SHIFT, Scanned, scan, shift_count
from interlace.screening.border.calling import call_bureau, duty_point, own_calls
from interlace.screening.border.lists import Lists, lists_of
from interlace.screening.border.models import BorderCall
from interlace.screening.border.presenting import Band, BorderPage
from interlace.screening.pages.border_device import LONG, LONGEST_ZONE, SHORT, own_list
from interlace.screening.presenting import Act, Handling, Pair
from interlace.screening.words import BORDER, BORDER_COUNTS

_LOOKS: Mapping[BorderAnswer, tuple[str, str, int]] = {
    BorderAnswer.NO_HIT: ("good", "nohit", SHORT),
    BorderAnswer.SECOND_LINE: ("bad", "stop", LONG),
    BorderAnswer.TALK_FIRST: ("warn", "info", LONG),
    BorderAnswer.COMPARE: ("warn", "possible", LONG),
    BorderAnswer.NOT_ANSWERED: ("warn", "waiting", LONG),
    BorderAnswer.SCAN_AGAIN: ("warn", "unsure", SHORT),
    BorderAnswer.LOCAL_LIST: ("warn", "waiting", LONG),
}
"""Tone, mark and seconds. Only "no hit" is green."""

_BY_VOICE = ("duty_phone", "phone")
"""Channels of the directory, the one that is always answered first."""

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)


@sensitive_post_parameters("zone")
@require_http_methods(["GET", "POST"])
@declare("page.border", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.REQUIRED)
def border(request: HttpRequest) -> HttpResponse:
    """The field; a scan that was sent is answered at the same address, and only what changes is sent back."""
    desk = desk_of(request)
    if Verb.CHECK not in desk.viewer.verbs:
        raise NotFound(_("There is nothing here for you."))
    if request.method == "GET":
        return _page(request, desk, ready())
    try:
        count_search(desk.officer)
        zone = request.POST.get("zone", "")[:LONGEST_ZONE]
        scanned = scan(desk.viewer, zone, today=desk.now.astimezone(desk.reader.zone).date(), now=timezone.now())
    except (InvalidInput, Refused) as error:
        answer = _page(request, desk, not_asked(error), status=status_of(error))
        if isinstance(error, BudgetExhausted):
            answer["Retry-After"] = str(error.retry_after)
        return answer
    return _page(request, desk, band_of(scanned, desk), scanned=scanned)


@require_POST
@declare("page.border.ring", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.REQUIRED)
def call(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """Call the own bureau about a scan, with one press."""
    desk = desk_of(request)
    try:
        made = call_bureau(desk.viewer, scan_id, now=timezone.now())
    except (InvalidInput, Refused) as error:
        return _page(request, desk, not_asked(error), status=status_of(error))
    if "HX-Request" in request.headers:
        return render(request, "screening/_called.html", {"called": _called(desk, made), "point": _point(desk)})
    return _page(request, desk, ready())


def _page(
    request: HttpRequest, desk: Desk, band: Band, *, scanned: Scanned | None = None, status: int = 200
) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    count = shift_count(desk.viewer, now=timezone.now())
    # A part shows the lists nowhere: on a slow line every byte counts.
    lists = None if is_part else lists_of(desk.viewer, now=desk.now)
    page = BorderPage(
        handling=_handling(desk),
        url=reverse("border"),
        band=band,
        ready=ready(),
        no_line=no_line(),
        counts=tuple(_counts(desk, count.scanned, count.by_answer)),
        lists=tuple(_ages(desk, lists)) if lists is not None else (),
        since=_since(desk, count.since),
        last=_last(scanned) if scanned is not None else "",
        remarks=tuple(_remarks(scanned.remarks)) if scanned is not None else (),
        call=_call(desk, scanned) if scanned is not None and scanned.answer in NEEDS_SOMEBODY else None,
        calls=tuple(_called(desk, each) for each in own_calls(desk.viewer, now=timezone.now())) if not is_part else (),
        point="" if is_part else _point(desk),
        own_list=None if is_part else own_list(request),
    )
    template = "screening/_band.html" if is_part else "screening/border.html"
    return render(request, template, {"page": page}, status=status)


def band_of(scanned: Scanned, desk: Desk) -> Band:
    """The answer as the first line reads it."""
    tone, mark, seconds = _LOOKS[scanned.answer]
    word, text = (str(each) for each in BORDER[scanned.answer])
    if scanned.answer is BorderAnswer.NO_HIT:
        text = _asked_text(desk, scanned.lists)
    elif scanned.answer is BorderAnswer.SCAN_AGAIN:
        text = _what_to_scan(scanned.problems)
    return Band(scanned.answer, tone, mark, word, text, clears=seconds)  # type: ignore[arg-type]


def ready() -> Band:
    """Before a scan, and after its answer has left."""
    return Band("ready", "idle", "todo", _("READY"), _("Scan the document."))


def no_line() -> Band:
    """What the page shows by itself when the node does not answer."""
    text = _("The node does not answer. Scan again when the line is back; decide nothing on this.")
    return Band("no_line", "warn", "waiting", _("NO LINE"), text)


def not_asked(error: InterlaceError) -> Band:
    """Why no list was asked: that is never a “no hit”."""
    return Band("not_asked", "warn", "info", _("NOT ASKED"), f"{error.message} {error.fix}".strip(), clears=LONG)


def _asked_text(desk: Desk, lists: Lists) -> str:
    said = [
        ngettext("{count} list asked.", "{count} lists asked.", lists.count).format(
            count=number_text(lists.count, language=desk.reader.language)
        )
    ]
    if lists.oldest is not None:
        said.append(_("The oldest is of {age} ago.").format(age=duration_text(desk.now - lists.oldest)))
    if lists.is_own_limited:
        said.append(_("Of your bureau’s records, only what you were granted was compared."))
    return " ".join(said)


def _what_to_scan(problems: Sequence[Problem]) -> str:
    """Which field does not fit, once each; the zone as a whole is named only where nothing else is."""
    single = [each for each in problems if each.params.get("field") != "composite"] or list(problems)
    words = [words_for(each) for each in single]
    return " ".join(dict.fromkeys([*(each.what for each in words), *(each.fix for each in words[:1])]))


def _remarks(problems: Sequence[Problem]) -> Iterator[str]:
    for words in map(words_for, problems):
        yield f"{words.what} {words.fix}"


def _last(scanned: Scanned) -> str:
    if not scanned.ending:
        return ""
    return _("Last document: •••• {ending}, every check digit fits").format(ending=scanned.ending)


def _call(desk: Desk, scanned: Scanned) -> Act:
    bureau = _("Call the bureau of {bureau}").format(bureau=desk.viewer.member)
    return Act(bureau, reverse("border-call", args=[scanned.id]), is_form=True)


def _called(desk: Desk, made: BorderCall) -> str:
    """What the first line may know of a call: which scan, when, and who has it."""
    when = time_text(made.at, zone=desk.reader.zone)
    if made.taken is None:
        return _("Called at {time} about scan {code}. Say this code.").format(time=when, code=made.code)
    return _("Called at {time} about scan {code}: {officer} has it.").format(
        time=when, code=made.code, officer=made.taken_by_name
    )


def _point(desk: Desk) -> str:
    """How the bureau is reached by voice, as its directory says."""
    found = duty_point(desk.viewer, now=desk.now)
    if found is None:
        return ""
    by_voice = sorted(
        (each for each in found.channels if each[0] in _BY_VOICE), key=lambda each: _BY_VOICE.index(each[0])
    )
    addresses = [address for _kind, address in by_voice]
    return _("{name}: {addresses}").format(
        name=found.name, addresses=list_text(addresses, language=desk.reader.language) or found.hours
    )


def _handling(desk: Desk) -> Handling:
    if not desk.viewer.purpose or not desk.viewer.reference.strip():
        return Handling(
            lead=_("Choose what you work for at the top, with the post as the reference."),
            text=_("Every scan is logged with both."),
        )
    text = _("Each scan asks the lists below for {purpose}, {reference}, and is logged. The screen never says why.")
    return Handling(
        lead=_("For officers of this post only."),
        text=text.format(purpose=purpose_phrase(desk.viewer.purpose), reference=desk.viewer.reference),
    )


def _counts(desk: Desk, scanned: int, by_answer: Mapping[BorderAnswer, int]) -> Iterator[Pair]:
    yield Pair(_("Scanned"), number_text(scanned, language=desk.reader.language))
    for answer, count in by_answer.items():
        if answer is BorderAnswer.LOCAL_LIST and not count:
            continue  # only a post that has lost its line knows of it
        yield Pair(str(BORDER_COUNTS[answer]), number_text(count, language=desk.reader.language))


def _since(desk: Desk, first: datetime | None) -> str:
    if first is None:
        return _("in the last {hours}").format(hours=duration_text(SHIFT))
    return _("since {time}").format(time=time_text(first, zone=desk.reader.zone))


def _ages(desk: Desk, lists: Lists) -> Iterator[str]:
    """Each list with its age: how old an answer of it is."""
    if lists.asks_own:
        yield _("records of {bureau}, as they are now").format(bureau=desk.viewer.member)
    for each in lists.registers:
        yield _("{title}, {age} old").format(title=each.title, age=duration_text(desk.now - each.loaded))
