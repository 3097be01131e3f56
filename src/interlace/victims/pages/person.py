"""One person found: for protection officers the file, for investigators one word and what the person let them read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from interlace.core.victims.agreeing import Use
from interlace.core.victims.indicators import INDICATORS, QUESTIONS, How
from interlace.core.victims.standing import MOVES, Matter, ProtectionMove, WordForInvestigators
from interlace.core.victims.talk import TOLD
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.models import Member
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Choice, ShownField, Trail
from interlace.victims.agreeing import slip_of
from interlace.victims.files import Care
from interlace.victims.models import Found
from interlace.victims.pages.care import READS, TONES, name_of
from interlace.victims.presenting import AnswerRow, ErasureShown, GuardianShown, PersonPage, SlipPage, StandingRow, Tick
from interlace.victims.queries import PersonView, Released, person_view
from interlace.victims.rules import may_care, may_decide, require_carer, require_looker
from interlace.victims.words import (
    BECAUSE_WORDS,
    CAPACITY_WORDS,
    FOUND_WORDS,
    INDICATOR_WORDS,
    MATTER_WORDS,
    MOVE_WORDS,
    NEED_WORDS,
    PRESUMED_WORDS,
    PROTECTION_WORDS,
    QUESTION_WORDS,
    REPLY_WORDS,
    TALK_WORDS,
    USE_WORDS,
)

_ACTS = (
    "triage",
    "talk",
    "needs",
    "seen",
    "step",
    "agree",
    "take-back",
    "prosecutor",
    "standing",
    "slip",
    "family",
    "guardian",
    "guardian-end",
    "erase",
    "erase-sign",
    "erase-decline",
    "erase-withdraw",
)


@never_cache
@require_GET
@declare("page.care.person", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def person(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """One person."""
    return show(request, desk_of(request), found_id)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@declare("page.care.slip", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def slip(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What a shelter needs to receive the person: no story, no name."""
    desk = desk_of(request)
    require_carer(desk.viewer)
    view = person_view(desk.viewer, found_id, now=desk.now)
    contact = request.POST.get("contact", "").replace("\x00", "") or desk.officer.display_name
    error: InterlaceError | None = None
    rows: tuple[tuple[str, str], ...] = ()
    try:
        made = slip_of(view.care or Care(), number=view.found.number, contact=contact)
        needs = [str(NEED_WORDS[need]) for need in made.needs]
        rows = (
            (_("Person"), made.reference),
            (_("Speaks"), made.language or _("not known")),
            (_("Child"), _("yes") if made.is_child else _("no")),
            (_("Needs now"), list_text(needs, language=desk.reader.language) if needs else _("nothing that is known")),
            (_("Call"), made.contact),
        )
    except InvalidInput as problem:
        error = problem
    page = SlipPage(
        trail=(*_trail(), Trail(name_of(view.found.number), reverse("care-person", args=[found_id]))),
        lead=_("For the shelter. No story, no name, no place."),
        rows=rows,
        contact=ShownField("contact", _("Whom the shelter calls"), value=contact, attributes={"maxlength": "120"}),
        notices=() if error is None else (notice_of(error),),
    )
    return render(request, "victims/slip.html", {"page": page}, status=200 if error is None else status_of(error))


def show(request: HttpRequest, desk: Desk, found_id: UUID, *, error: InterlaceError | None = None) -> HttpResponse:
    """The page of a person, with what went wrong where something did."""
    require_looker(desk.viewer)
    view = person_view(desk.viewer, found_id, now=desk.now)
    page = _page(desk, view, error)
    return render(request, "victims/person.html", {"page": page}, status=200 if error is None else status_of(error))


def _page(desk: Desk, view: PersonView, error: InterlaceError | None) -> PersonPage:
    found, care = view.found, view.care or Care()
    cares = may_care(desk.viewer)
    presumption = care.presumption
    word = WordForInvestigators(found.word)
    return PersonPage(
        id=str(found.id),
        title=name_of(found.number),
        trail=_trail(),
        lead=_("Private.") if cares else _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Only victim-protection officers read this file. Investigators read one word: {word}.").format(
            word=FOUND_WORDS[word]
        )
        if cares
        else _("Of each person you read one word. What is said in care stays with victim protection."),
        word=str(FOUND_WORDS[word]),
        tone=TONES[word],
        facts=_facts(desk, found, care, is_carer=cares),
        is_carer=cares,
        presumption=str(PRESUMED_WORDS[presumption.presumed]),
        because=str(BECAUSE_WORDS[presumption.because]),
        indicators=tuple(str(INDICATOR_WORDS[code]) for code in presumption.indicators if code in INDICATOR_WORDS),
        corroborate=tuple(str(INDICATOR_WORDS[code]) for code in presumption.to_corroborate),
        needs=tuple(Tick("needs", need.value, str(NEED_WORDS[need]), need in care.arranged) for need in NEED_WORDS),
        seen=tuple(
            Tick("seen", code, str(INDICATOR_WORDS[code]), code in care.seen)
            for code, each in INDICATORS.items()
            if each.how in {How.SEEN, How.SPECIALIST} or code == "VUL02"
        ),
        steps=tuple(
            Choice(move.value, str(MOVE_WORDS[move]), chosen=False)
            for move in ProtectionMove
            if move is not ProtectionMove.SCREEN and (care.protection, move) in MOVES
        ),
        answers=_answers(desk, care) if cares else (),
        agreements=_agreements(desk, care),
        uses=tuple(Choice(use.value, str(USE_WORDS[use]), chosen=False) for use in Use),
        recipients=tuple(
            Choice(code, f"{code} {name}", code == desk.viewer.member)
            for code, name in Member.objects.filter(status=Member.Status.ACTIVE)
            .order_by("code")
            .values_list("code", "name")
        ),
        prosecutor=tuple(
            _("{authority}: {outcome} ({test}); looked at again on {day}").format(
                authority=each.authority, outcome=each.outcome, test=each.test, day=each.review
            )
            for each in care.non_punishment
        ),
        released=() if cares else tuple(_released(each) for each in view.released),
        standings=_standings(desk, view),
        proposals=_proposals(found) if may_decide(desk.viewer) else (),
        is_erased=care.erased is not None,
        guardian=_guardian(care),
        erasure=_erasure(desk, view, care),
        urls={name.replace("-", "_"): reverse(f"care-{name}", args=[found.id]) for name in _ACTS},
        notices=() if error is None else (notice_of(error),),
    )


def _facts(desk: Desk, found: Found, care: Care, *, is_carer: bool) -> tuple[tuple[str, str], ...]:
    shared = (
        (_("Found at"), found.reception.title),
        (_("Operation or case"), found.reception.matter),
        (_("In the criminal matter"), str(MATTER_WORDS[Matter(found.matter)])),
    )
    if not is_carer:
        return shared
    age = _("Treated as a child.") if care.is_child else ""
    own = (
        (_("Received"), desk.when(found.received)),
        (_("Speaks"), care.language),
        (_("Age"), age),
        (_("Talk"), str(TALK_WORDS[care.talk])),
        (_("Protection"), str(PROTECTION_WORDS[care.protection])),
        (_("Erased at the person's wish"), desk.when(care.erased) if care.erased is not None else ""),
    )
    return (*shared, *((label, text) for label, text in own if text))


def _guardian(care: Care) -> GuardianShown | None:
    if not care.is_child or care.erased is not None:
        return None
    named = care.guardian
    return GuardianShown(
        facts=(
            (_("Guardian"), named.name),
            (_("Capacity"), str(CAPACITY_WORDS[named.capacity])),
            (_("Shown by"), named.evidence),
            (_("Best for the child because"), named.best_interest),
        )
        if named is not None
        else (),
        capacities=tuple(Choice(each.value, str(words), chosen=False) for each, words in CAPACITY_WORDS.items()),
    )


def _erasure(desk: Desk, view: PersonView, care: Care) -> ErasureShown:
    declined = care.declined_erasure
    said = (
        _("{officer} declined to erase it: {reason}").format(officer=declined.by, reason=declined.reason)
        if declined
        else ""
    )
    if view.erasure is None:
        return ErasureShown(declined=said)
    return ErasureShown(
        text=_("{officer} says that the person asks for it, since {day}. It waits for a second officer.").format(
            officer=view.erasure.officer_name, day=desk.when(view.erasure.at)
        ),
        is_mine=str(view.erasure.officer) == desk.viewer.id,
        declined=said,
    )


def _answers(desk: Desk, care: Care) -> tuple[AnswerRow, ...]:
    rows = []
    for code in QUESTIONS:
        if code not in care.replies:
            continue
        to = [each.recipient for each in care.agreements if each.question == code and each.holds_at(desk.now)]
        rows.append(
            AnswerRow(
                question=str(QUESTION_WORDS[code]),
                reply=str(REPLY_WORDS[care.replies[code]]),
                words=care.words.get(code, ""),
                code=code,
                is_released=list_text(to, language=desk.reader.language) if to else "",
                can_release=care.replies[code] in TOLD,
            )
        )
    return tuple(rows)


def _agreements(desk: Desk, care: Care) -> tuple[tuple[str, str, str, str, str], ...]:
    return tuple(
        (
            _("{bureau} reads “{question}” for: {use}.").format(
                bureau=each.recipient, question=QUESTION_WORDS[each.question], use=USE_WORDS[each.use]
            ),
            each.question,
            each.recipient,
            each.use.value,
            day_text(each.given.astimezone(desk.reader.zone).date(), language=desk.reader.language),
        )
        for each in care.agreements
        if each.holds_at(desk.now)
    )


def _released(each: Released) -> AnswerRow:
    return AnswerRow(
        question=str(QUESTION_WORDS[each.question]),
        reply=str(REPLY_WORDS[each.reply]),
        words=each.words,
        code=each.question,
        is_released=str(USE_WORDS[Use(each.release.use)]),
        can_release=False,
    )


def _standings(desk: Desk, view: PersonView) -> tuple[StandingRow, ...]:
    rows = []
    for each in view.proposals:
        signed = [one.officer_name for one in each.signed]
        is_mine = any(str(one.officer) == desk.viewer.id for one in each.signed)
        may_sign = each.is_open and not is_mine and may_decide(desk.viewer)
        rows.append(
            StandingRow(
                text=str(MATTER_WORDS[Matter(each.proposal.to)]),
                reason=each.proposal.reason,
                signed=_("Signed by {people}; waits for a second person.").format(people=signed[0])
                if each.is_open
                else _("Proposed by {people}, and taken back.").format(people=signed[0])
                if each.is_withdrawn
                else _("Signed by {people}.").format(people=list_text(signed, language=desk.reader.language)),
                sign_url=reverse("care-sign", args=[each.proposal.id]) if may_sign else "",
                withdraw_url=reverse("care-withdraw", args=[each.proposal.id])
                if each.is_open and each.is_by(desk.viewer.id)
                else "",
            )
        )
    return tuple(rows)


def _proposals(found: Found) -> tuple[Choice, ...]:
    now = Matter(found.matter)
    to = [Matter.SUSPECT] if now is not Matter.SUSPECT else []
    if now in {Matter.ARRESTED, Matter.SUSPECT}:
        to.append(Matter.NONE)
    return tuple(Choice(each.value, str(MATTER_WORDS[each]), chosen=False) for each in to)


def _trail() -> tuple[Trail, ...]:
    return (Trail(_("Care"), reverse("care")),)
