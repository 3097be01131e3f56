"""What is put into a case: people and things, leads, tasks. One page for each person, thing and lead, with its lane."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.cases.entries import Described, add_described, detach_subject
from interlace.cases.finding import at_work
from interlace.cases.lanes import change_lane, required_authorities
from interlace.cases.leads import LeadState, LeadTerms, add_lead, follow_lead
from interlace.cases.models import Case
from interlace.cases.pages.shared import CITES, SEES, done_in_case, said_in, shown_case
from interlace.cases.queries import case_view
from interlace.cases.showing.forms import KINDS
from interlace.cases.showing.said import Said, day_typed, end_of_day, id_typed
from interlace.cases.showing.thing import lead_page, thing_page
from interlace.cases.tasks import add_task, finish_task
from interlace.core.handling import HitMode
from interlace.core.procedure.cases import Authority, Conversion, Lane
from interlace.facts.ordering import codes_in
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of

_YEAR = timedelta(days=365)
_READERS = "readers"
_FIELDS = {"birthDate": "birth_date", "phone": "phone", "passportNumber": "document"}
"""Where the properties of a person stand in the form; what it is known by stands in the first."""


@sensitive_post_parameters()
@require_POST
@declare("page.case.thing.add", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def add_thing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put in a person or thing as it is typed."""

    def act(desk: Desk) -> object:
        case = case_view(desk.viewer, case_id, now=desk.now).case
        sharing = _sharing(desk, case, request.POST, HitMode.CONTENT)
        described = _described(request.POST)
        try:
            return add_described(desk.viewer, case_id, described, sharing, now=desk.now)
        except InvalidInput as error:
            raise _at_its_field(error) from None

    return done_in_case(request, case_id, act, form="thing", part="things", boxes=_READERS)


@require_GET
@declare("page.case.thing", SurfaceKind.PAGE, actions=CITES, purpose=PurposeFrom.OBJECT)
def thing(request: HttpRequest, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """One person or thing of a case: every fact about it that the reader may read, and its lane."""
    return _thing(request, desk_of(request), case_id, subject_id, Said())


@sensitive_post_parameters()
@require_POST
@declare("page.case.thing.lane", SurfaceKind.PAGE, actions=CITES, purpose=PurposeFrom.OBJECT)
def move_thing(request: HttpRequest, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Move it into another lane, by the decision that allows it."""
    return _moved(request, case_id, subject_id, again=_thing, to="case-thing")


@require_POST
@declare("page.case.thing.remove", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def remove_thing(request: HttpRequest, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Take it out of the case; its facts stay."""

    def act(desk: Desk) -> object:
        return detach_subject(desk.viewer, case_id, subject_id, now=desk.now)

    return done_in_case(request, case_id, act, form="remove", part="things")


@sensitive_post_parameters()
@require_POST
@declare("page.case.lead.add", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def put_lead(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put in a lead."""
    posted = request.POST

    def act(desk: Desk) -> object:
        case = case_view(desk.viewer, case_id, now=desk.now).case
        shared = posted.getlist(_READERS)
        terms = LeadTerms(
            text=posted.get("text", ""),
            number=posted.get("number", ""),
            grading=posted.get("grading", "").strip(),
            markings=posted.get("markings", "").strip(),
            condition=posted.get("condition", "").strip()[:2000],
            source=posted.get("source", ""),
            sharing=_sharing(desk, case, posted, HitMode.NONE) if shared else None,
        )
        return add_lead(desk.viewer, case_id, terms, now=desk.now)

    return done_in_case(request, case_id, act, form="lead", part="leads", boxes=_READERS)


@require_GET
@declare("page.case.lead", SurfaceKind.PAGE, actions=CITES, purpose=PurposeFrom.OBJECT)
def lead(request: HttpRequest, case_id: UUID, lead_id: UUID) -> HttpResponse:
    """One lead: what it says, what became of it, its lane."""
    return _lead(request, desk_of(request), case_id, lead_id, Said())


@sensitive_post_parameters()
@require_POST
@declare("page.case.lead.follow", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def follow(request: HttpRequest, case_id: UUID, lead_id: UUID) -> HttpResponse:
    """Say what became of it."""
    desk, state = desk_of(request), request.POST.get("state", "")
    try:
        if state not in set(LeadState):
            raise InvalidInput(_("Say what became of the lead."))
        outcome = request.POST.get("outcome", "")
        follow_lead(desk.viewer, case_id, lead_id, state=LeadState(state), outcome=outcome, now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        return _lead(request, desk, case_id, lead_id, said_in(request, "follow", error), status=status_of(error))
    return redirect("case-lead", case_id=case_id, lead_id=lead_id)


@sensitive_post_parameters()
@require_POST
@declare("page.case.lead.lane", SurfaceKind.PAGE, actions=CITES, purpose=PurposeFrom.OBJECT)
def move_lead(request: HttpRequest, case_id: UUID, lead_id: UUID) -> HttpResponse:
    """Move it into another lane, by the decision that allows it."""
    return _moved(request, case_id, lead_id, again=_lead, to="case-lead")


@sensitive_post_parameters()
@require_POST
@declare("page.case.task.add", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def set_task(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Set a task."""
    posted = request.POST

    def act(desk: Desk) -> object:
        owner, due = id_typed(posted.get("owner", ""), "owner"), end_of_day(desk, posted.get("due", ""), "due")
        return add_task(desk.viewer, case_id, text=posted.get("text", ""), owner=owner, due=due, now=desk.now)

    return done_in_case(request, case_id, act, form="task", part="tasks")


@require_POST
@declare("page.case.task.done", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def task_done(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that a task has been done."""

    def act(desk: Desk) -> object:
        task = id_typed(request.POST.get("task", ""), "task")
        if task is None:
            raise NotFound(_("There is no such task."))
        return finish_task(desk.viewer, case_id, task, now=desk.now)

    return done_in_case(request, case_id, act, form="done", part="tasks")


def _thing(
    request: HttpRequest, desk: Desk, case_id: UUID, subject_id: UUID, said: Said, *, status: int = 200
) -> HttpResponse:
    shown = shown_case(desk, case_id, said=said)
    subject = next((each for each in shown.view.subjects if each.id == subject_id), None)
    if subject is None:
        raise NotFound(_("There is no such person or thing in this case."))
    with at_work(desk.viewer, case_id, now=desk.now):
        asked = required_authorities(subject.owners)
    page = thing_page(shown, subject, asked)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _lead(
    request: HttpRequest, desk: Desk, case_id: UUID, lead_id: UUID, said: Said, *, status: int = 200
) -> HttpResponse:
    shown = shown_case(desk, case_id, said=said)
    found = next((each for each in shown.view.leads if each.id == lead_id), None)
    if found is None:
        raise NotFound(_("There is no such lead in this case."))
    with at_work(desk.viewer, case_id, now=desk.now):
        asked = required_authorities([found.member])
    page = lead_page(shown, found, asked)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _moved(
    request: HttpRequest, case_id: UUID, thing_id: UUID, *, again: Callable[..., HttpResponse], to: str
) -> HttpResponse:
    desk = desk_of(request)
    try:
        change_lane(desk.viewer, case_id, thing_id, _conversion(request.POST), now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        return again(request, desk, case_id, thing_id, said_in(request, "lane", error), status=status_of(error))
    return redirect(to, case_id, thing_id)


def _conversion(posted: QueryDict) -> Conversion:
    lane, authority = posted.get("to", ""), posted.get("authority", "")
    if lane not in set(Lane) or authority not in set(Authority):
        raise InvalidInput(_("Say into which lane, and by whose decision."))
    return Conversion(
        to=Lane(lane),
        authority=Authority(authority),
        authority_name=posted.get("authority_name", ""),
        document=posted.get("document", ""),
        decided=day_typed(posted.get("decided", ""), "decided"),
        reason=posted.get("reason", ""),
    )


def _described(posted: QueryDict) -> Described:
    kind = posted.get("kind", "")
    if kind not in KINDS:
        raise InvalidInput(_("Say what it is."))
    schema, known_by = KINDS[kind]
    typed = {known_by: posted.get("name", ""), **{prop: posted.get(name, "") for prop, name in _FIELDS.items()}}
    properties = {name: [text.strip()] for name, text in typed.items() if text.strip()}
    return Described(
        schema,
        properties,
        grading=posted.get("grading", "").strip(),
        source=posted.get("source", "").strip()[:255],
        role=posted.get("role", "").strip(),
    )


def _at_its_field(error: InvalidInput) -> InvalidInput:
    """The same with each problem at the field of the form: the entity's own place says nothing to an officer."""
    problems = [replace(each, pointer=f"/{_field_of(each.pointer)}") for each in error.problems]
    return InvalidInput(error.message, code=error.code, problems=problems, fix=error.fix)


def _field_of(pointer: str) -> str:
    _root, _properties, prop, *_index = [*pointer.split("/"), "", ""]
    return _FIELDS.get(prop, "name" if prop else pointer.lstrip("/"))


def _sharing(desk: Desk, case: Case, posted: QueryDict, hit: HitMode) -> Sharing:
    """For the bureaus that are ticked; for the own one alone where none is. Level and operations are the case's."""
    readers = posted.getlist(_READERS)
    until = end_of_day(desk, posted.get("until", ""), "until") or desk.now + _YEAR
    return Sharing.with_members(
        codes_in(readers),
        hit=hit if readers else HitMode.NONE,
        purpose=case.purpose,
        until=until,
        level=case.level,
        rooms=case.rooms,
    )
