"""Leave to check a list above the budget, as a page: what is asked, and the signature of a supervisor."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import list_text, number_text
from interlace.foundation.localize.shown import Notice, ShownField, Trail
from interlace.screening.checks import budget, permits
from interlace.screening.models import BatchPermit
from interlace.screening.presenting import Act, Handling, Pair, PermitPage, Seat, TwoPersons
from interlace.screening.words import permit_word

_STATES = {"asked": "waiting", "signed": "confirmed", "refused": "different", "expired": "no_answer"}


@require_GET
@declare("page.permit", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def permit(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    """One question of the own bureau for a larger list."""
    desk = desk_of(request)
    return _page(request, desk, permits.permit_of(desk.viewer, permit_id, now=desk.now))


@sensitive_post_parameters("code")
@require_POST
@declare("page.permit.sign", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def sign(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    """Give leave, as the second of two persons."""

    def decide(viewer: Viewer, now: datetime) -> BatchPermit:
        signed = take_word(request)
        digest = request.POST.get("digest", "")
        return permits.sign_permit(viewer, permit_id, digest=digest, now=now, signed=signed)

    return _decided(request, permit_id, decide)


@require_POST
@declare("page.permit.refuse", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def refuse(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    """Decide against it."""
    return _decided(request, permit_id, lambda viewer, now: permits.refuse_permit(viewer, permit_id, now=now))


def _decided(request: HttpRequest, permit_id: UUID, decide: Callable[[Viewer, datetime], BatchPermit]) -> HttpResponse:
    desk = desk_of(request)
    found = permits.permit_of(desk.viewer, permit_id, now=desk.now)
    try:
        decide(desk.viewer, desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        fresh = permits.permit_of(desk.viewer, found.id, now=desk.now)
        return _page(request, desk, fresh, notices=(notice_of(error),), status=status_of(error))
    return redirect("batch-permit", permit_id=permit_id)


def _page(
    request: HttpRequest,
    desk: Desk,
    found: BatchPermit,
    *,
    notices: tuple[Notice, ...] = (),
    status: int = 200,
) -> HttpResponse:
    title = _("A list above the budget")
    state = permits.state_of(found, now=desk.now)
    page = PermitPage(
        trail=(Trail(_("Inbox"), reverse("inbox")), Trail(title)),
        title=title,
        state=_STATES[state],
        state_text=permit_word(state),
        handling=Handling(
            lead=_("For the bureau of {bureau} only.").format(bureau=found.member),
            text=_("The bureaus that would be asked learn nothing of this question."),
        ),
        notices=notices,
        pairs=tuple(_pairs(desk, found)),
        two_persons=_two_persons(desk, found, state, code_field(request)),
    )
    return render(request, "screening/permit.html", {"page": page}, status=status)


def _pairs(desk: Desk, found: BatchPermit) -> list[Pair]:
    with acting(desk.viewer, Action.DISCOVER, now=desk.now):
        spent = budget.used(desk.viewer, budget.Kind.BATCH, subject=desk.viewer.member, now=desk.now)
    usual = budget.LIMITS[budget.Kind.BATCH].most
    language = desk.reader.language
    lines = ngettext("{count} line", "{count} lines", found.lines).format(
        count=number_text(found.lines, language=language)
    )
    pairs = [
        Pair(_("List"), text=lines),
        Pair(_("Purpose"), text=desk.matter_text(found.purpose, found.reference)),
        Pair(_("Bureaus that would be asked"), text=list_text(found.scope, language=language)),
        Pair(
            _("Checked today"),
            text=_("{spent} of {usual} lines that {bureau} may check in a day").format(
                spent=number_text(spent, language=language),
                usual=number_text(usual, language=language),
                bureau=found.member,
            ),
        ),
        Pair(_("SHA-256 of the list"), text=found.list_digest, is_code=True),
    ]
    if found.used is not None:
        pairs.append(Pair(_("Checked"), text=desk.when(found.used)))
    return pairs


def _two_persons(desk: Desk, found: BatchPermit, state: BatchPermit.State, code: ShownField | None) -> TwoPersons:
    is_own = str(found.asked_by) == desk.viewer.id
    may_sign = state == BatchPermit.State.ASKED and not is_own and Verb.SUPERVISE in desk.viewer.verbs
    asks = (_("asks, {when}").format(when=desk.when(found.asked)), *((_("that is you"),) if is_own else ()))
    if found.decided is not None:
        second = Seat(
            found.decided_by_name,
            (_("{decision}, {when}").format(decision=permit_word(found.state), when=desk.when(found.decided)),),
            is_signed=found.state == BatchPermit.State.SIGNED,
        )
    else:
        second = Seat(
            _("A supervisor"),
            (_("not signed"), _("may not be {officer}").format(officer=found.asked_by_name)),
            is_signed=False,
        )
    return TwoPersons(
        title=_("A list above the budget needs two persons of {owner}").format(owner=found.member),
        seats=(Seat(found.asked_by_name, asks, is_signed=True), second),
        hint=_hint(desk, found, state),
        act=Act(
            _("Sign for this list"),
            reverse("batch-permit-sign", args=[found.id]),
            needs_two=True,
            values=(("digest", found.digest),),
        )
        if may_sign
        else None,
        refuse=Act(_("Refuse it"), reverse("batch-permit-refuse", args=[found.id]), is_form=True) if may_sign else None,
        code=code if may_sign else None,
    )


def _hint(desk: Desk, found: BatchPermit, state: BatchPermit.State) -> str:
    until = desk.when(permits.lapses(found))
    match state:
        case BatchPermit.State.ASKED:
            return _("It lapses {when} if nobody signs it.").format(when=until)
        case BatchPermit.State.SIGNED:
            return _("{officer} may check exactly this list, once, until {when}.").format(
                officer=found.asked_by_name, when=until
            )
        case BatchPermit.State.REFUSED:
            return _("Nothing of this list was asked.")
        case BatchPermit.State.EXPIRED:
            return _("Its day is over. Ask again if the list is still to be checked.")
