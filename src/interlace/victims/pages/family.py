"""Who seeks a person in care: what the person says to be, records that may seek that person, and whom one told."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.core.victims.reunion import Answer
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import BudgetExhausted, Conflict, InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import ShownField, Trail
from interlace.screening.words import band_word, field_word, reason_word
from interlace.victims.files import Care, Named
from interlace.victims.pages.care import READS, name_of
from interlace.victims.presenting import FamilyPage, SeekerRow, Tick, ToldRow
from interlace.victims.queries import person_view
from interlace.victims.reunion import (
    LONGEST_CONTACT,
    LONGEST_NAME,
    Telling,
    messages_of,
    name_person,
    seekers_of,
    stop_looking,
    take_back_notice,
    tell_seeker,
)
from interlace.victims.rules import error_of, require_carer
from interlace.victims.seeking import Seeker
from interlace.victims.words import MESSAGE_WORDS


@never_cache
@require_GET
@declare("page.care.family", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def family(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What is known of who seeks the person."""
    return _show(request, desk_of(request), found_id)


@sensitive_post_parameters()
@require_POST
@declare("page.care.family.name", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def name(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Who the person says to be."""
    said = Named(_typed(request, "name"), _typed(request, "birth_date"), _typed(request, "country"))
    return _done(request, found_id, lambda desk: name_person(desk.viewer, found_id, said, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.family.stop", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def stop(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The person no longer wants to be looked for."""
    return _done(request, found_id, lambda desk: stop_looking(desk.viewer, found_id, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.family.tell", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def tell(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """One bureau is told whom to call."""

    def act(desk: Desk) -> object:
        answer = Answer(is_agreed="agreed" in request.POST, messages=messages_of(request.POST.getlist("messages")))
        telling = Telling(_typed(request, "record"), _typed(request, "contact"), answer)
        return tell_seeker(desk.viewer, found_id, telling, now=desk.now)

    return _done(request, found_id, act)


@sensitive_post_parameters()
@require_POST
@declare("page.care.family.take-back", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def take_back(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The person agrees no longer."""

    def act(desk: Desk) -> object:
        try:
            notice = UUID(_typed(request, "notice"))
        except ValueError:
            raise error_of("nothing_agreed") from None
        return take_back_notice(desk.viewer, found_id, notice, now=desk.now)

    return _done(request, found_id, act)


def _done(request: HttpRequest, found_id: UUID, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    require_carer(desk.viewer)
    try:
        act(desk)
    except NotFound:
        raise
    except (BudgetExhausted, Conflict, InvalidInput) as error:
        return _show(request, desk, found_id, error=error)
    return redirect("care-family", found_id=found_id)


def _show(request: HttpRequest, desk: Desk, found_id: UUID, *, error: InterlaceError | None = None) -> HttpResponse:
    require_carer(desk.viewer)
    view = person_view(desk.viewer, found_id, now=desk.now)
    care = view.care or Care()
    seekers: Sequence[Seeker] = ()
    if care.named is not None and not isinstance(error, BudgetExhausted):
        try:
            seekers = seekers_of(desk.viewer, found_id, now=desk.now)
        except BudgetExhausted as exhausted:
            error = exhausted
    person = name_of(view.found.number)
    page = FamilyPage(
        title=_("{person}: who seeks the person").format(person=person),
        trail=(Trail(_("Care"), reverse("care")), Trail(person, reverse("care-person", args=[found_id]))),
        handling=_("Looking asks nobody, and nobody learns of it. A bureau is told only what the person agrees to."),
        fields=_fields(request, care.named or Named("")),
        is_named=care.named is not None,
        has_looked=care.named is not None and not isinstance(error, BudgetExhausted),
        seekers=tuple(_row(desk, care, each) for each in seekers),
        messages=tuple(Tick("messages", each.value, str(words)) for each, words in MESSAGE_WORDS.items()),
        told=tuple(
            ToldRow(
                id=str(each.notice),
                text=_("{bureau} was told whom to call on {day}.").format(
                    bureau=each.recipient,
                    day=day_text(each.at.astimezone(desk.reader.zone).date(), language=desk.reader.language),
                ),
                messages=tuple(str(MESSAGE_WORDS[message]) for message in sorted(each.messages)),
            )
            for each in care.told_seekers
        ),
        contact=desk.officer.display_name,
        longest=LONGEST_CONTACT,
        urls={
            "name": reverse("care-family-name", args=[found_id]),
            "tell": reverse("care-family-tell", args=[found_id]),
            "stop": reverse("care-family-stop", args=[found_id]),
            "take_back": reverse("care-family-take-back", args=[found_id]),
        },
        notices=() if error is None else (notice_of(error),),
    )
    answer = render(request, "victims/family.html", {"page": page}, status=200 if error is None else status_of(error))
    if isinstance(error, BudgetExhausted):
        answer["Retry-After"] = str(error.retry_after)
    return answer


def _row(desk: Desk, care: Care, seeker: Seeker) -> SeekerRow:
    reasons = [
        f"{field_word(str(each.field))}: {reason_word({'code': each.code, 'params': each.params})}"
        for each in seeker.score.reasons
    ]
    return SeekerRow(
        record=seeker.record,
        bureau=seeker.holding.holder,
        name=seeker.name,
        birth_date=seeker.birth_date,
        band=band_word(seeker.score.band),
        reasons=list_text(reasons, language=desk.reader.language) if reasons else "",
        effect=seeker.holding.legal_effect,
        is_told=any(each.record == seeker.record for each in care.told_seekers),
    )


def _fields(request: HttpRequest, named: Named) -> tuple[ShownField, ...]:
    typed = request.POST if request.POST.get("name") is not None else {}
    most = {"maxlength": str(LONGEST_NAME)}
    return (
        ShownField("name", _("Name, as the person says it"), value=typed.get("name", named.name), attributes=most),
        ShownField(
            "birth_date",
            _("Birth date"),
            value=typed.get("birth_date", named.birth_date),
            required=False,
            attributes={"maxlength": "32"},
        ),
        ShownField(
            "country",
            _("Nationality"),
            value=typed.get("country", named.country),
            required=False,
            attributes={"maxlength": "32"},
        ),
    )


def _typed(request: HttpRequest, field: str) -> str:
    return request.POST.get(field, "").replace("\x00", "").strip()[:240]
