"""The pages of the intake (S6): drop files, judge what they may say, open by two what is in quarantine."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from interlace.cases.rules import may_work
from interlace.core.handling import Action
from interlace.evidence.acquiring import Acquisition
from interlace.evidence.intake import actions, deciding, quarantine
from interlace.evidence.intake.actions import IntakeTerms
from interlace.evidence.intake.dropping import drop_file
from interlace.evidence.intake.held_view import held_page, held_view
from interlace.evidence.intake.models import HoldReason, IntakeState, RejectionReason
from interlace.evidence.intake.presenting import StartPage
from interlace.evidence.intake.queries import intake_view, intakes_of
from interlace.evidence.intake.showing import file_page, file_row, hold_field, progress_of, reading_fields
from interlace.evidence.looking import marked_picture_of
from interlace.evidence.reading.limits import LARGEST_FILE, MEBIBYTE
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, FieldProblem, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.reader import zone_of
from interlace.foundation.localize.shown import Notice, ShownField

USES: dict[str, Any] = {"actions": (Action.DISCOVER, Action.READ), "purpose": PurposeFrom.OBJECT}
_LISTED = 100
_AROUND = MEBIBYTE
_TOLD = ("case", "source", "place", "at", "authority")


class _InMemory(MemoryFileUploadHandler):
    """Evidence lies nowhere plain on the disk, not while it is being sent either."""

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:  # noqa: ARG002 - as the framework calls it
        self.activated = True


@csrf_exempt  # the way in which files are taken is set before the body is read; the rest is checked below
@require_http_methods(["GET", "POST"])
@declare("page.intake", SurfaceKind.PAGE, **USES)
def start(request: HttpRequest) -> HttpResponse:
    """Drop files into a case, or go on with one."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > LARGEST_FILE + _AROUND:
        what = _("Files of at most {count} MiB together are taken on this page.").format(count=LARGEST_FILE // MEBIBYTE)
        too_large = InvalidInput(what, code="file_too_large", fix=_("Use the command `interlace evidence intake`."))
        return _start(request, desk_of(request), error=too_large, status=413)
    request.upload_handlers = [_InMemory(request)]
    answer: HttpResponse = csrf_protect(_take_in)(request)
    return answer


def _take_in(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    if not may_work(desk.viewer):
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))
    if request.method == "GET":
        return _start(request, desk)
    try:
        made = _dropped(request, desk)
    except InterlaceError as error:
        return _start(request, desk, error=error, status=status_of(error))
    return redirect("intake-file", made[0]) if len(made) == 1 else redirect("intake")


def _dropped(request: HttpRequest, desk: Desk) -> list[UUID]:
    files = [each for each in request.FILES.getlist("files") if each.name]
    if not files:
        raise InvalidInput(_("No file was chosen."), fix=_("Choose a file, or drop one on the page."))
    said = {name: request.POST.get(name, "").strip() for name in _TOLD}
    acquired = Acquisition(
        operator=desk.viewer.officer_name,
        at=_moment(desk, said["at"]),
        place=said["place"],
        source=said["source"],
        authority=said["authority"],
    )
    hold = request.POST.get("hold", "")
    terms = IntakeTerms(
        languages=_listed(request.POST.get("languages", "").replace(",", "\n")),
        lawyers=_listed(request.POST.get("lawyers", "")),
        hold=HoldReason(hold) if hold in {HoldReason.PRIVILEGED, HoldReason.ABUSE} else None,
    )
    made = []
    for file in files:
        content = BytesIO(file.read())
        intake = drop_file(
            desk.viewer,
            said["case"],
            content,
            file_name=str(file.name),
            acquired=acquired,
            terms=terms,
            clock=timezone.now,
        )
        made.append(intake.id)
    return made


def _moment(desk: Desk, typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=zone_of(desk.officer))
    except ValueError:
        what = _("Say the day and the time at which it was taken.")
        raise InvalidInput(what, problems=[FieldProblem("/acquired/at", "moment_unreadable", what)]) from None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _start(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None, status: int = 200) -> HttpResponse:
    typed = request.POST if status not in {200, 413} else {}
    wrong = {
        each.pointer.rpartition("/")[2]: str(each.what)
        for each in (error.problems if isinstance(error, InvalidInput) else ())
    }
    page = StartPage(
        title=_("Intake"),
        lead=_("A file is sealed as an exhibit before anything reads it. It is read behind walls, without a network."),
        fields=(
            _field("case", _("Case"), typed, wrong, hint=_("Its reference. You must be on the case.")),
            _field("source", _("Taken from"), typed, wrong, hint=_("The person, device, account or body.")),
            _field("place", _("Where"), typed, wrong),
            ShownField(
                "at",
                _("When"),
                value=typed.get("at", ""),
                error=wrong.get("at", ""),
                hint=_("Day and time by your own clock, for example 2026-03-02 05:10."),
            ),
            _field(
                "authority", _("On which authority"), typed, wrong, hint=_("The warrant, order, request or consent.")
            ),
        ),
        more_fields=(
            *reading_fields(typed.get("languages", "")),
            ShownField(
                "lawyers",
                _("Lawyers, one in a line"),
                value=typed.get("lawyers", ""),
                hint=_("Names, numbers or addresses. What is theirs is held unread."),
                kind="textarea",
                required=False,
            ),
            hold_field(may_be_none=True),
        ),
        rows=tuple(file_row(desk, each) for each in intakes_of(desk.viewer, now=desk.now, most=_LISTED)),
        notices=() if error is None else (notice_of(error),),
    )
    return render(request, "intake/start.html", {"page": page}, status=status)


def _field(name: str, label: str, typed: Any, wrong: dict[str, str], *, hint: str = "") -> ShownField:
    return ShownField(name, label, value=typed.get(name, ""), error=wrong.get(name, ""), hint=hint)


@require_GET
@declare("page.intake.file", SurfaceKind.PAGE, **USES)
def file(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """A file: how far it is read, and the candidate that is judged now."""
    desk = desk_of(request)
    view = intake_view(desk.viewer, intake_id, now=desk.now, candidate=_identifier(request.GET.get("candidate", "")))
    return render(request, "intake/file.html", {"page": file_page(desk, view, notices=_done(request))})


@require_GET
@declare("page.intake.progress", SurfaceKind.PAGE, **USES)
def progress(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """How far the reading is; the page asks again by itself."""
    desk = desk_of(request)
    view = intake_view(desk.viewer, intake_id, now=desk.now)
    if view.intake.state not in {IntakeState.WAITING, IntakeState.READING}:
        return HttpResponseClientRefresh()
    return render(request, "intake/_progress.html", {"progress": progress_of(view)})


@require_POST
@declare("page.intake.candidate", SurfaceKind.PAGE, **USES)
def candidate(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Accept, edit or reject; the next candidate that waits follows."""
    desk, decision = desk_of(request), request.POST.get("decision", "")
    if decision == "reject":
        reason = request.POST.get("reason", "")
        chosen = RejectionReason(reason) if reason in set(RejectionReason) else RejectionReason.NOT_THIS
        row = deciding.reject_candidate(desk.viewer, candidate_id, chosen, now=desk.now)
        return redirect(f"{reverse('intake-file', args=[row.intake_id])}?done=rejected#judge")
    edited = request.POST.get("edited", "") if decision == "edit" else ""
    try:
        done = deciding.accept_candidate(desk.viewer, candidate_id, edited=edited, now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        return _at_candidate(request, desk, candidate_id, error)
    what = "known" if done.was_known else "accepted" if done.subject else "marked"
    return redirect(f"{reverse('intake-file', args=[done.candidate.intake_id])}?done={what}#judge")


def _at_candidate(request: HttpRequest, desk: Desk, candidate_id: UUID, error: InterlaceError) -> HttpResponse:
    intake_id = deciding.intake_of_candidate(desk.viewer, candidate_id, now=desk.now)
    view = intake_view(desk.viewer, intake_id, now=desk.now, candidate=candidate_id)
    page = file_page(desk, view, notices=(notice_of(error),))
    return render(request, "intake/file.html", {"page": page}, status=status_of(error))


@require_GET
@declare("page.intake.picture", SurfaceKind.PAGE, **USES)
def picture(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """The page on which a candidate stands, drawn in the jail with a frame around its place. The ledger notes it."""
    desk = desk_of(request)
    intake_id = deciding.intake_of_candidate(desk.viewer, candidate_id, now=desk.now)
    view = intake_view(desk.viewer, intake_id, now=desk.now, candidate=candidate_id)
    if view.picture_page is None or view.current is None or view.current.row.id != candidate_id:
        raise NotFound(_("There is no picture of this page."))
    drawn = marked_picture_of(
        desk.viewer,
        view.intake.exhibit_id,
        page=view.picture_page,
        text=str(view.current.words["text"]),
        now=desk.now,
    )
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_POST
@declare("page.intake.stop", SurfaceKind.PAGE, **USES)
def stop(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Stop one's own reading; what was read stays."""
    return _acted(request, intake_id, lambda desk: actions.stop_reading(desk.viewer, intake_id, now=desk.now))


@require_POST
@declare("page.intake.go_on", SurfaceKind.PAGE, **USES)
def go_on(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Go on reading where it stood."""
    return _acted(request, intake_id, lambda desk: actions.go_on_reading(desk.viewer, intake_id, now=desk.now))


@require_POST
@declare("page.intake.again", SurfaceKind.PAGE, **USES)
def again(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Read a file from its beginning, in other languages."""
    terms = IntakeTerms(languages=_listed(request.POST.get("languages", "").replace(",", "\n")))
    return _acted(request, intake_id, lambda desk: actions.read_again(desk.viewer, intake_id, terms, now=desk.now))


@require_POST
@declare("page.intake.hold", SurfaceKind.PAGE, **USES)
def hold(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Put a file into quarantine."""
    typed = request.POST.get("hold", "")
    reason = HoldReason.ABUSE if typed == HoldReason.ABUSE else HoldReason.PRIVILEGED
    return _acted(request, intake_id, lambda desk: actions.hold_file(desk.viewer, intake_id, reason, now=desk.now))


def _acted(request: HttpRequest, intake_id: UUID, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except InterlaceError as error:
        page = file_page(desk, intake_view(desk.viewer, intake_id, now=desk.now), notices=(notice_of(error),))
        return render(request, "intake/file.html", {"page": page}, status=status_of(error))
    return redirect("intake-file", intake_id)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.intake.held", SurfaceKind.PAGE, **USES)
def held(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Something in quarantine: ask to open it, sign as the second person, or leave it closed."""
    desk = desk_of(request)
    view = held_view(desk.viewer, held_id, now=desk.now)
    if request.method == "GET":
        return render(request, "intake/held.html", {"page": held_page(desk, view, code=code_field(request))})
    decision = request.POST.get("decision", "")
    try:
        if decision == "refuse":
            quarantine.keep_closed(desk.viewer, held_id, now=desk.now)
        elif decision == "open":
            quarantine.open_held(desk.viewer, held_id, signed=take_word(request), now=desk.now)
        else:
            cause = request.POST.get("cause", "")
            quarantine.ask_to_open(desk.viewer, held_id, cause=cause, signed=take_word(request), now=desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        page = held_page(desk, view, code=code_field(request), error=error)
        return render(request, "intake/held.html", {"page": page}, status=status_of(error))
    return redirect("intake-held", held_id)


@require_POST
@declare("page.intake.text", SurfaceKind.PAGE, **USES)
def text(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Show the two what they have opened; each look is in the ledger."""
    desk = desk_of(request)
    said = quarantine.text_of_held(desk.viewer, held_id, now=desk.now)
    view = held_view(desk.viewer, held_id, now=desk.now)
    return render(request, "intake/held.html", {"page": held_page(desk, view, code=None, text=said)})


def _identifier(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _done(request: HttpRequest) -> tuple[Notice, ...]:
    words = {
        "accepted": _("Accepted: it is a fact of the case now, and is being compared."),
        "known": _("Accepted: your bureau held it already; it is in the case now."),
        "marked": _("Accepted as a mark in this file."),
        "rejected": _("Rejected. Another reading will not propose it again."),
    }
    said = words.get(request.GET.get("done", ""))
    return () if said is None else (Notice(lead=said, tone="good", mark="ok"),)


urlpatterns = [
    path("intake", start, name="intake"),
    path("intake/<uuid:intake_id>", file, name="intake-file"),
    path("intake/<uuid:intake_id>/progress", progress, name="intake-progress"),
    path("intake/<uuid:intake_id>/stop", stop, name="intake-stop"),
    path("intake/<uuid:intake_id>/go-on", go_on, name="intake-go-on"),
    path("intake/<uuid:intake_id>/again", again, name="intake-again"),
    path("intake/<uuid:intake_id>/hold", hold, name="intake-hold"),
    path("intake/candidates/<uuid:candidate_id>", candidate, name="intake-candidate"),
    path("intake/candidates/<uuid:candidate_id>/picture", picture, name="intake-picture"),
    path("intake/quarantine/<uuid:held_id>", held, name="intake-held"),
    path("intake/quarantine/<uuid:held_id>/text", text, name="intake-text"),
]
