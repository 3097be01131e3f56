"""Pages of requests: what a person asks of us, what we are asked as an owner, and the letter."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.facts.describing import NAMES
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import day_text, moment_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.oversight.models import OwnerAnswer, OwnerQuestion, RequestKind, RequestState, SubjectRequest
from interlace.oversight.pages.keeping import name_of, values_of
from interlace.oversight.pages.overview import decision_text, escalation
from interlace.oversight.presenting import ClockRow, PersonPage, RecordRow
from interlace.oversight.requests import actions as requests
from interlace.oversight.requests.letter import letter_for
from interlace.oversight.requests.telling import OwnerTold, owners_told, ready_at

MOST_CANDIDATES = 50
_ANSWER_STATES = {
    OwnerAnswer.WAITING: "waiting",
    OwnerAnswer.PERMIT: "released",
    OwnerAnswer.NOTHING_MORE: "ended",
    OwnerAnswer.NO_ANSWER: "no_answer",
}


@require_POST
@declare("page.privacy.receive", SurfaceKind.PAGE)
def receive(request: HttpRequest) -> HttpResponse:
    """Take in what a person asks."""
    desk = desk_of(request)
    posted = request.POST
    kind = posted.get("kind", "")
    if kind not in set(RequestKind):
        raise InvalidInput(_("Say what the person asks."))
    made = requests.receive_request(
        desk.viewer,
        kind=RequestKind(kind),
        name=posted.get("name", "")[:255],
        birth_date=posted.get("birth_date", "")[:10],
        identifiers=posted.get("identifiers", "").replace(";", ",").split(","),
        language=posted.get("language", ""),
        now=desk.now,
    )
    return redirect("privacy-request", request_id=made.id)


@require_http_methods(["GET", "POST"])
@declare("page.privacy.request", SurfaceKind.PAGE)
def person_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request; posted, its next step."""
    desk = desk_of(request)
    found = requests.request_of(desk.viewer, request_id, now=desk.now)
    if request.method == "GET":
        return render(request, "oversight/person.html", {"page": _request_page(desk, found)})
    steps: dict[str, Callable[[Viewer, datetime], object]] = {
        "identity": lambda viewer, now: requests.check_identity(
            viewer, found.id, by_what=request.POST.get("by_what", ""), now=now
        ),
        "ask": lambda viewer, now: requests.ask_owners(viewer, found.id, now=now),
        "answer": lambda viewer, now: requests.answer_request(viewer, found.id, now=now),
    }
    try:
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            raise InvalidInput(_("Nothing was decided."))
        step(desk.viewer, desk.now)
    except InterlaceError as refused:
        page = _request_page(desk, found, notices=[notice_of(refused)])
        return render(request, "oversight/person.html", {"page": page}, status=status_of(refused))
    return redirect("privacy-request", request_id=found.id)


@require_GET
@declare("page.privacy.letter", SurfaceKind.EXPORT)
def letter(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The letter to the person, ready to be printed, in the person's language."""
    desk = desk_of(request)
    found = requests.request_of(desk.viewer, request_id, now=desk.now)
    ready = ready_at(found)
    if found.answered is None or ready is None:
        raise NotFound(_("There is no such request."))
    shown = letter_for(
        found,
        owners_told(desk.viewer, [found], now=desk.now)[found.id],
        bureau=desk.officer.bureau.name,
        at=ready,
        zone=desk.reader.zone,
    )
    back = reverse("privacy-request", args=[found.id])
    return render(request, "oversight/letter.html", {"letter": shown, "back": back})


@require_http_methods(["GET", "POST"])
@declare("page.privacy.question", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """What we are asked as an owner; posted, a block or the decision."""
    desk = desk_of(request)
    found = requests.question_of(desk.viewer, question_id, now=desk.now)
    if request.method == "GET":
        return render(request, "oversight/person.html", {"page": _question_page(desk, found)})
    try:
        _act_as_owner(desk, request, found)
    except NotFound:
        raise
    except InterlaceError as refused:
        page = _question_page(desk, found, notices=[notice_of(refused)])
        return render(request, "oversight/person.html", {"page": page}, status=status_of(refused))
    return redirect("privacy-question", question_id=found.id)


def _act_as_owner(desk: Desk, request: HttpRequest, found: OwnerQuestion) -> None:
    if request.POST.get("step") == "block":
        chosen = set(request.POST.getlist("record"))
        subjects = [UUID(row.id) for row in _candidates(desk, found) if row.id in chosen and row.is_open]
        if not subjects:
            raise InvalidInput(_("No record is chosen."), fix=_("Tick the records that the decision is about."))
        requests.block(desk.viewer, found.id, subjects, now=desk.now)
        return
    decision = request.POST.get("decision", "")
    if decision not in set(OwnerQuestion.Decision):
        raise InvalidInput(_("Nothing was decided."))
    requests.decide(
        desk.viewer,
        found.id,
        OwnerQuestion.Decision(decision),
        reason=request.POST.get("reason", ""),
        told=request.POST.get("told", ""),
        now=desk.now,
    )


def _request_page(desk: Desk, found: SubjectRequest, *, notices: Sequence[Notice] = ()) -> PersonPage:
    is_open = found.state != RequestState.ANSWERED
    step, fields, ready = "", list[ShownField](), ready_at(found)
    if found.identity_checked is None:
        step = "identity"
        fields = [ShownField("by_what", _("How the person showed who they are"))]
    elif found.state == RequestState.RECEIVED:
        step = "ask"
    elif is_open and ready is not None and ready <= desk.now:
        step = "answer"
    identity = _("not checked yet")
    if found.identity_checked is not None:
        identity = _("{by_what}, checked by {officer}, {when}").format(
            by_what=found.identity_by_what, officer=found.identity_by_name, when=desk.when(found.identity_checked)
        )
    return PersonPage(
        title=found.number,
        handling=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        trail=_trail(found.number),
        clock=desk.clock(found.due, started=found.received) if is_open else None,
        state="waiting" if is_open else "in_force",
        state_text=str(RequestState(found.state).label),
        pairs=(
            *_about(desk, found),
            (_("Identity"), identity),
            (_("Reviewer"), found.reviewer_name),
            *(((_("Letter ready"), _moment(desk, ready)),) if ready is not None else ()),
        ),
        url=reverse("privacy-request", args=[found.id]),
        step=step,
        fields=fields,
        owners=tuple(_owner_row(desk, each) for each in owners_told(desk.viewer, [found], now=desk.now)[found.id]),
        letter_url="" if is_open else reverse("privacy-letter", args=[found.id]),
        notices=notices,
    )


def _question_page(desk: Desk, found: OwnerQuestion, *, notices: Sequence[Notice] = ()) -> PersonPage:
    known, may_decide = requests.decision_of(found), requests.is_open_for(desk.viewer, found)
    late = escalation(desk, found) if known is None else ""
    said = [Notice(lead=late, tone="warn", mark="waiting")] if late else []
    pairs = [*_about(desk, found), (_("Asked by"), found.from_member)]
    if known is not None:
        pairs += [
            (_("Decided"), f"{OwnerQuestion.Decision(known.decision).label}, {known.decided_by_name}"),
            (_("Reason, which stays here"), known.reason),
            (_("May be told"), known.told or _("Nothing more may be said.")),
        ]
        if may_decide:
            said.append(Notice(lead=_("A colleague has decided this who reads less than you."), tone="warn"))
    return PersonPage(
        title=_("{number} from {bureau}").format(number=found.number, bureau=found.from_member),
        handling=_("{bureau} learns only what the person may be told, and never whether anything is held here.").format(
            bureau=found.from_member
        ),
        trail=_trail(found.number),
        clock=desk.clock(found.due, started=found.received) if known is None else None,
        state="waiting" if known is None else "in_force",
        state_text=decision_text(found),
        pairs=pairs,
        url=reverse("privacy-question", args=[found.id]),
        step="decide" if may_decide else "",
        fields=_decision_fields() if may_decide else (),
        candidates=_candidates(desk, found) if may_decide else (),
        notices=(*said, *notices),
    )


def _decision_fields() -> tuple[ShownField, ...]:
    decided = (OwnerQuestion.Decision.NOTHING, OwnerQuestion.Decision.KEPT, OwnerQuestion.Decision.DELETED)
    return (
        ShownField(
            "decision",
            _("Decision"),
            kind="select",
            choices=tuple(Choice(each.value, str(each.label)) for each in decided),
        ),
        ShownField("reason", _("Reason, which stays here"), kind="textarea"),
        ShownField(
            "told",
            _("What the person may be told"),
            kind="textarea",
            required=False,
            hint=_("Left empty, the letter says what it says to everybody."),
        ),
    )


def _candidates(desk: Desk, found: OwnerQuestion) -> tuple[RecordRow, ...]:
    """Own records that state the name or a number of the person, and those blocked already."""
    blocked = {each.subject for each in found.blocks.all() if each.lifted is None}
    wanted = [each for each in (found.name, *found.identifiers) if each]
    by_subject: dict[UUID, dict[UUID, Fact]] = {}
    for matter in desk.viewer.in_every_matter():
        with acting(matter, now=desk.now):
            own = Fact.objects.visible_to(matter).filter(originator=desk.viewer.member)
            stated = Q(prop__in=NAMES, original__in=wanted) | Q(value__in=wanted) | Q(original__in=found.identifiers)
            subjects = set(own.filter(stated).values_list("subject", flat=True)[:MOST_CANDIDATES]) | blocked
            for fact in own.filter(subject__in=subjects).order_by("subject", "row", "prop", "id"):
                by_subject.setdefault(fact.subject, {})[fact.id] = fact
    rows = []
    for subject, facts in sorted(by_subject.items()):
        stated_facts = list(facts.values())
        is_blocked = subject in blocked
        rows.append(
            RecordRow(
                id=str(subject),
                name=name_of(stated_facts),
                values=values_of(stated_facts),
                amount=ngettext("{count} fact", "{count} facts", len(facts)).format(count=len(facts)),
                due="",
                state="sealed" if is_blocked else "in_force",
                state_text=_("Blocked: only its reviewer reads it") if is_blocked else _("Readable as it was shared"),
                is_open=not is_blocked,
                is_held=False,
            )
        )
    return tuple(rows)


def _about(desk: Desk, found: SubjectRequest | OwnerQuestion) -> tuple[tuple[str, str], ...]:
    received = day_text(found.received.astimezone(desk.reader.zone).date(), language=desk.reader.language)
    return (
        (_("What the person asks"), str(RequestKind(found.kind).label)),
        (_("Name of the person"), found.name),
        (_("Date of birth"), found.birth_date or _("not given")),
        (_("Numbers by which data may be found"), ", ".join(found.identifiers) or _("not given")),
        (_("Received"), received),
    )


def _moment(desk: Desk, at: datetime) -> str:
    return moment_text(at, zone=desk.reader.zone, language=desk.reader.language)


def _owner_row(desk: Desk, told: OwnerTold) -> ClockRow:
    is_open = told.answer is OwnerAnswer.WAITING
    return ClockRow(
        url="",
        title=told.owner,
        line=told.statement,
        clock=desk.clock(told.due, started=told.asked) if is_open else None,
        state=_ANSWER_STATES[told.answer],
        state_text=str(told.answer.label),
    )


def _trail(title: str) -> tuple[Trail, ...]:
    return (Trail(_("Data protection"), reverse("privacy")), Trail(title))
