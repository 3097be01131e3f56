"""S18 itself: decisions due, proposals, requests with their clocks, certificates, explained access."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.core.procedure.keeping import Stage
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import day_text, number_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField
from interlace.foundation.localize.words import purpose_name
from interlace.oversight.explaining import explain_access
from interlace.oversight.keeping import extending, queue
from interlace.oversight.keeping.deciding import may_keep, require_keeper
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.models import Certificate, Extension, OwnerQuestion, RequestKind, RequestState, SubjectRequest
from interlace.oversight.presenting import CertificateRow, ClockRow, DueRow, PrivacyPage
from interlace.oversight.requests import actions as requests
from interlace.oversight.words import CATEGORY_WORDS, STAGE_WORDS, access_sentence, cause_sentence

SHOWN = 20
STAGE_STATES = {
    Stage.KEPT: "in_force",
    Stage.WITHIN_180: "waiting",
    Stage.WITHIN_90: "waiting",
    Stage.WITHIN_30: "possible",
    Stage.DUE: "problem",
    Stage.HELD: "sealed",
}


@require_http_methods(["GET", "POST"])
@declare("page.privacy", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def privacy(request: HttpRequest) -> HttpResponse:
    """The whole page; posted, it explains why somebody of the own bureau can or can't see something."""
    desk = desk_of(request)
    if request.method == "GET":
        return render(request, "oversight/privacy.html", {"page": _page(desk)})
    thing, officer = request.POST.get("thing", "").strip(), request.POST.get("officer", "").strip()
    said, notices, status = "", list[Notice](), 200
    try:
        found = explain_access(desk.viewer, _identifier(thing), officer, now=desk.now)
        said = access_sentence(found, language=desk.reader.language)
    except InterlaceError as refused:
        # The same notice whatever stands in the way: the address of the page says no more than the sentence.
        notices, status = [notice_of(refused)], status_of(refused)
    page = _page(desk, notices=notices, explanation=said, thing=thing, officer=officer)
    return render(request, "oversight/privacy.html", {"page": page}, status=status)


@require_POST
@declare("page.privacy.look", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def look_again(request: HttpRequest) -> HttpResponse:
    """Look for what is due now instead of at night."""
    desk = desk_of(request)
    require_keeper(desk.viewer)
    find_due(now=desk.now, member=desk.viewer.member)
    return redirect("privacy")


def _page(
    desk: Desk,
    *,
    notices: Sequence[Notice] = (),
    explanation: str = "",
    thing: str = "",
    officer: str = "",
) -> PrivacyPage:
    explain_fields = (
        ShownField("thing", _("Id of a fact, record, contribution, thread or hit"), value=thing),
        ShownField("officer", _("User name of the officer"), value=officer or desk.officer.username, key="explained"),
    )
    handling = _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member)
    if not may_keep(desk.viewer):
        return PrivacyPage(
            summary="",
            handling=handling,
            notices=notices,
            may_decide=False,
            explain_fields=explain_fields,
            explanation=explanation,
        )
    groups = queue.groups_due(desk.viewer, now=desk.now)
    undecided = sum(len(group.undecided) for group in groups)
    with acting(desk.viewer, now=desk.now):
        proposals = extending.waiting_extensions(desk.viewer)
    return PrivacyPage(
        summary=ngettext("{count} record to decide", "{count} records to decide", undecided).format(
            count=number_text(undecided, language=desk.reader.language)
        ),
        handling=handling,
        notices=notices,
        may_decide=True,
        groups=tuple(_group_row(desk, group) for group in groups),
        proposals=tuple(_proposal_row(desk, each) for each in proposals),
        questions=tuple(question_row(desk, each) for each in requests.questions_of(desk.viewer, now=desk.now)[:SHOWN]),
        requests=tuple(_request_row(desk, each) for each in requests.requests_of(desk.viewer, now=desk.now)[:SHOWN]),
        certificates=tuple(
            _certificate_row(desk, each) for each in queue.certificates_of(desk.viewer, now=desk.now, most=SHOWN)
        ),
        request_fields=request_fields(desk),
        explain_fields=explain_fields,
        explanation=explanation,
    )


def request_fields(desk: Desk) -> tuple[ShownField, ...]:
    """What is asked when a person comes."""
    languages = (("en", "English"), ("fr", "Français"), ("vi", "Tiếng Việt"))
    return (
        ShownField(
            "kind",
            _("What the person asks"),
            kind="select",
            choices=tuple(Choice(kind.value, str(kind.label)) for kind in RequestKind),
        ),
        ShownField("name", _("Name of the person")),
        ShownField("birth_date", _("Date of birth"), kind="date", required=False),
        ShownField("identifiers", _("Numbers by which data may be found"), required=False),
        ShownField(
            "language",
            _("Language of the letter"),
            kind="select",
            choices=tuple(Choice(code, name, code == desk.reader.language) for code, name in languages),
        ),
    )


def question_row(desk: Desk, question: OwnerQuestion) -> ClockRow:
    """A question to us as an owner."""
    is_open = requests.decision_of(question) is None
    clock = desk.clock(question.due, started=question.received) if is_open else None
    return ClockRow(
        url=reverse("privacy-question", args=[question.id]),
        title=_("{number} from {bureau}").format(number=question.number, bureau=question.from_member),
        line=str(RequestKind(question.kind).label),
        clock=clock,
        state="waiting" if is_open else "in_force",
        state_text=decision_text(question),
        escalation=escalation(desk, question) if is_open else "",
    )


def decision_text(question: OwnerQuestion) -> str:
    """How it was decided, as far as the reader knows."""
    known = requests.decision_of(question)
    return str(OwnerQuestion.Decision(known.decision if known else OwnerQuestion.Decision.WAITING).label)


def escalation(desk: Desk, question: OwnerQuestion) -> str:
    """Who has to see to it by now: at half of the time, at four fifths, at its end."""
    spent = (desk.now - question.received) / (question.due - question.received)
    if spent >= 1:
        return _("Overdue: the head of {bureau} and the bureau that asked see it.").format(bureau=question.member)
    if spent >= 0.8:
        return _("Four fifths of the time are over: the head of {bureau} sees it.").format(bureau=question.member)
    if spent >= 0.5:
        return _("Half of the time is over.")
    return ""


def _request_row(desk: Desk, request: SubjectRequest) -> ClockRow:
    is_open = request.state != RequestState.ANSWERED
    return ClockRow(
        url=reverse("privacy-request", args=[request.id]),
        title=request.number,
        line=str(RequestKind(request.kind).label),
        clock=desk.clock(request.due, started=request.received) if is_open else None,
        state="waiting" if is_open else "in_force",
        state_text=str(RequestState(request.state).label),
    )


def _group_row(desk: Desk, group: queue.Group) -> DueRow:
    reason = group.reason
    count = len(group.items)
    return DueRow(
        url=reverse("privacy-group", args=[group.id]),
        title=reason.reference or _("Without a reference"),
        line=_("{what}, {purpose}; due because of {cause}").format(
            what=str(CATEGORY_WORDS[reason.category]),
            purpose=purpose_name(reason.purpose),
            cause=cause_sentence(reason.cause, reason.rule),
        ),
        amount=ngettext("{count} record", "{count} records", count).format(
            count=number_text(count, language=desk.reader.language)
        ),
        due=day_text(group.due.astimezone(desk.reader.zone).date(), language=desk.reader.language),
        state=STAGE_STATES[group.stage] if group.undecided or group.stage is Stage.HELD else "one_of_two",
        state_text=str(STAGE_WORDS[group.stage])
        if group.undecided or group.stage is Stage.HELD
        else _("Waits for a second person"),
    )


def _proposal_row(desk: Desk, extension: Extension) -> DueRow:
    return DueRow(
        url=reverse("privacy-extension", args=[extension.id]),
        title=extension.reference or _("Without a reference"),
        line=_("{officer} proposes: {reason}").format(officer=extension.proposed_by_name, reason=extension.reason),
        amount=ngettext("{count} record", "{count} records", len(extension.items)).format(count=len(extension.items)),
        due=day_text(extension.until.astimezone(desk.reader.zone).date(), language=desk.reader.language),
        state="one_of_two",
        state_text=_("Waits for a second person"),
    )


def _certificate_row(desk: Desk, certificate: Certificate) -> CertificateRow:
    count = ngettext("{count} record", "{count} records", certificate.records).format(count=certificate.records)
    return CertificateRow(
        url=reverse("privacy-certificate", args=[certificate.id]),
        when=desk.when(certificate.at),
        line=", ".join((count, certificate.by_name or _("by the node itself"))),
        state="deleted" if certificate.swept else "waiting",
        state_text=_("Deleted everywhere") if certificate.swept else _("Deleted; the index is being rewritten"),
    )


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("There is nothing here that can be explained to you.")) from None
