"""The places where those found are received, and who is there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.victims.standing import Matter, WordForInvestigators
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name
from interlace.victims.presenting import CarePage, NoticeRow, PersonRow, ReceptionCard
from interlace.victims.queries import Received, ReceptionView, receptions
from interlace.victims.receiving import LONGEST_TITLE, ReceptionTerms, open_reception, receive
from interlace.victims.reunion import Notice as Told
from interlace.victims.reunion import notices_to
from interlace.victims.rules import CARE_PURPOSE, may_care
from interlace.victims.words import FOUND_WORDS, MATTER_WORDS, MESSAGE_WORDS, NEED_WORDS, TALK_WORDS, URGENCY_WORDS

READS = (Action.READ,)
TONES = {
    WordForInvestigators.IN_CARE: "waiting",
    WordForInvestigators.SCREENED: "",
    WordForInvestigators.PROTECTED: "good",
}


@never_cache
@require_GET
@declare("page.care", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def care(request: HttpRequest) -> HttpResponse:
    """All of them."""
    return _page(request, desk_of(request))


@sensitive_post_parameters()
@require_POST
@declare("page.care.open", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def open_place(request: HttpRequest) -> HttpResponse:
    """A place more."""
    desk = desk_of(request)
    typed = {name: request.POST.get(name, "").replace("\x00", "") for name in ("title", "matter", "purpose")}
    try:
        open_reception(desk.viewer, ReceptionTerms(**typed), now=desk.now)
    except (Conflict, InvalidInput) as error:
        return _page(request, desk, error=error)
    return redirect("care")


@sensitive_post_parameters()
@require_POST
@declare("page.care.receive", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def receive_person(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    """Somebody more; the first minutes follow at once."""
    desk = desk_of(request)
    arrested = request.POST.get("matter") == Matter.ARRESTED
    try:
        found = receive(desk.viewer, reception_id, matter=Matter.ARRESTED if arrested else Matter.NONE, now=desk.now)
    except (Conflict, InvalidInput) as error:
        return _page(request, desk, error=error)
    return redirect("care-triage", found_id=found.id)


def name_of(number: int) -> str:
    """How a person is called on every page."""
    return _("Person {number}").format(number=f"{number:03d}")


def _page(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    places = receptions(desk.viewer, now=desk.now)
    cares = may_care(desk.viewer)
    page = CarePage(
        lead=_("Private.") if cares else _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Kept apart from the case with its own key. Nothing said here is used against whoever says it.")
        if cares
        else _("Of each person you read one word. What is said in care stays with victim protection."),
        places=tuple(_card(desk, each) for each in places),
        is_carer=cares,
        fields=_fields(request, desk) if cares else (),
        sought=tuple(_sought(desk, each) for each in notices_to(desk.viewer, now=desk.now)),
        notices=() if error is None else (notice_of(error),),
    )
    return render(request, "victims/care.html", {"page": page}, status=200 if error is None else status_of(error))


def _card(desk: Desk, view: ReceptionView) -> ReceptionCard:
    count = len(view.people)
    counts = [
        ngettext("{count} person", "{count} people", count).format(count=count),
        *(f"{FOUND_WORDS[word]} {view.count(word)}" for word in WordForInvestigators if view.count(word)),
    ]
    return ReceptionCard(
        id=str(view.reception.id),
        title=view.reception.title,
        matter=view.reception.matter,
        counts=" · ".join(counts),
        people=tuple(_row(desk, each) for each in view.people),
        receive_url=reverse("care-receive", args=[view.reception.id]),
    )


def _sought(desk: Desk, each: Told) -> NoticeRow:
    return NoticeRow(
        name=each.name,
        bureau=each.row.member,
        contact=each.contact,
        messages=tuple(str(MESSAGE_WORDS[message]) for message in sorted(each.messages)),
        day=day_text(each.row.at.astimezone(desk.reader.zone).date(), language=desk.reader.language),
    )


def _row(desk: Desk, each: Received) -> PersonRow:
    found, kept = each.found, each.care
    word = WordForInvestigators(found.word)
    needs = [str(NEED_WORDS[need]) for need in NEED_WORDS if kept is not None and need in kept.arranged]
    return PersonRow(
        url=reverse("care-person", args=[found.id]),
        name=name_of(found.number),
        word=str(FOUND_WORDS[word]),
        tone=TONES[word],
        matter=str(MATTER_WORDS[Matter(found.matter)]),
        urgency=str(URGENCY_WORDS[each.urgency]) if kept is not None and kept.triage is not None else "",
        talk=str(TALK_WORDS[kept.talk]) if kept is not None else "",
        needs=list_text(needs, language=desk.reader.language) if needs else "",
    )


def _fields(request: HttpRequest, desk: Desk) -> tuple[ShownField, ...]:
    typed = request.POST
    purposes = [each for each in desk.officer.purposes if each != CARE_PURPOSE] or [CARE_PURPOSE]
    most = {"maxlength": str(LONGEST_TITLE)}
    return (
        ShownField("title", _("Place"), value=typed.get("title", ""), required=True, attributes=most),
        ShownField("matter", _("Operation or case"), value=typed.get("matter", ""), required=True, attributes=most),
        ShownField(
            "purpose",
            _("Purpose of the criminal case"),
            kind="select",
            hint=_("Under it investigators of your bureau read number, word and standing."),
            key="criminal-purpose",
            choices=tuple(Choice(code, purpose_name(code), code == typed.get("purpose")) for code in purposes),
        ),
    )
