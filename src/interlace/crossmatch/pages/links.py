"""One link: two records side by side, and same, different, cannot tell."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link, undo_judgement
from interlace.crossmatch.pages.comparison import comparison, names_of, total
from interlace.crossmatch.presenting import JudgeForm, LinkPage, Said
from interlace.crossmatch.queries import LinkView, link_view, waiting_links
from interlace.crossmatch.schemas import LONGEST_REASON
from interlace.crossmatch.words import judgement_word
from interlace.facts.models import Fact
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, Refused
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.shown import Notice, ShownField, Trail
from interlace.screening.answers import handling_of
from interlace.screening.presenting import Act, Handling
from interlace.screening.words import band_word

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)
_STATES = {Judgement.SAME: "confirmed", Judgement.DIFFERENT: "different", Judgement.CANNOT_TELL: "cannot_tell"}


@require_GET
@declare("page.link", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Two records of different originators, and why a machine sees a likeness."""
    desk = desk_of(request)
    return _page(request, desk, link_view(desk.viewer, link_id, now=desk.now))


@require_POST
@declare("page.link.judge", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def judge(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Say it, and go on to the next one that waits."""
    desk = desk_of(request)
    view = link_view(desk.viewer, link_id, now=desk.now)
    said = request.POST.get("judgement", "")
    if said not in set(Judgement):
        text = _("Say whether they are the same, different, or that you cannot tell.")
        return _page(request, desk, view, notices=(Notice(lead=text, text="", tone="warn", mark="stop"),), status=422)
    reason = request.POST.get("reason", "")[:LONGEST_REASON]
    try:
        judge_link(desk.viewer, link_id, judgement=Judgement(said), reason=reason, now=desk.now)
    except (Conflict, Refused) as error:
        return _page(request, desk, view, notices=(notice_of(error),), status=status_of(error))
    following = waiting_links(desk.viewer, now=desk.now, most=1)
    address = reverse("link", args=[following[0].row.link]) if following else reverse("links")
    return redirect(f"{address}?judged={link_id}")


@require_POST
@declare("page.link.undo", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def undo(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Take one's own word back."""
    desk = desk_of(request)
    view = link_view(desk.viewer, link_id, now=desk.now)
    try:
        undo_judgement(desk.viewer, link_id, now=desk.now)
    except (Conflict, Refused) as error:
        return _page(request, desk, view, notices=(notice_of(error),), status=status_of(error))
    return redirect("link", link_id=link_id)


def judged_notice(request: HttpRequest) -> tuple[Notice, ...]:
    """What was just said can be taken back from the page that follows it."""
    try:
        judged = UUID(request.GET.get("judged", ""))
    except ValueError:
        return ()
    return (
        Notice(
            lead=_("That is noted."),
            text=_("You can take it back."),
            tone="good",
            mark="ok",
            link=_("Show what you judged"),
            url=reverse("link", args=[judged]),
        ),
    )


def _page(
    request: HttpRequest, desk: Desk, view: LinkView, *, notices: tuple[Notice, ...] = (), status: int = 200
) -> HttpResponse:
    row = view.row
    title = _("{one} and {other}").format(one=row.left_member, other=row.right_member)
    name = next((shown_name(each) for each in (*names_of(view.left), *names_of(view.right))), None)
    state, state_text = "possible", _("Not alike any more")
    if not view.has_fallen:
        state_text = _("Possible, {strength}").format(strength=band_word(row.band))
    if view.outcome.judgement is not None:
        state, state_text = _STATES[view.outcome.judgement], judgement_word(view.outcome.judgement)
    page = LinkPage(
        trail=(Trail(_("Links to judge"), reverse("links")), Trail(title)),
        title=title,
        name=name,
        state=state,
        state_text=state_text,
        handling=_handling(desk, view),
        left_code=row.left_member,
        right_code=row.right_member,
        rows=tuple(comparison(view)),
        total=total(view),
        judge=_form(desk, view),
        said=tuple(
            Said(
                each.by_name,
                judgement_word(each.judgement),
                _STATES[Judgement(each.judgement)],
                each.reason,
                desk.when(each.at),
            )
            for each in view.said
        ),
        undo=_undo(desk, view),
        notices=(*judged_notice(request), *_fallen(view), *_of_registers(view), *notices),
        links=(
            *_chart(desk, view),
            *(((_("Cluster"), reverse("cluster", args=[row.left])),) if _follows(view) else ()),
        ),
        hint=_hint(view),
    )
    return render(request, "crossmatch/link.html", {"page": page}, status=status)


def _chart(desk: Desk, view: LinkView) -> tuple[tuple[str, str], ...]:
    """The chart that begins at both records, as far as they are facts that the reader may read for its purpose."""
    if not desk.viewer.purpose:
        return ()
    sides = (view.row.left, view.row.right)
    with acting(desk.viewer, Action.READ, now=desk.now):
        facts = Fact.objects.visible_to(desk.viewer, action=Action.READ).filter(subject__in=sides)
        known = set(facts.values_list("subject", flat=True).distinct())
    asked = [("start", str(each)) for each in sides if each in known]
    return ((_("Chart"), f"{reverse('chart')}?{urlencode(asked)}"),) if asked else ()


def _handling(desk: Desk, view: LinkView) -> Handling:
    statements = (*view.left, *view.right)
    lead = _("A machine sees a likeness, and nothing is merged.")
    if not statements:
        return Handling(lead=lead, text="")
    text = handling_of(statements, member=desk.viewer.member, now=desk.now, language=desk.reader.language)
    return Handling(lead=lead, text=text)


def _fallen(view: LinkView) -> tuple[Notice, ...]:
    """What was judged stays what people said; that a machine sees it no more is told beside it."""
    if not view.has_fallen:
        return ()
    return (
        Notice(
            lead=_("These two are not alike any more."),
            text=_(
                "They were when they were judged: facts have changed since, or what they weigh. What was said stands."
            ),
            tone="warn",
            mark="stop",
        ),
    )


def _of_registers(view: LinkView) -> tuple[Notice, ...]:
    """What an entry is, and what its list allows an officer to do."""
    row = view.row
    ends = ((row.left, row.left_member), (row.right, row.right_member))
    return tuple(
        Notice(
            lead=_("The record of {bureau} is an entry of a register: {register}.").format(
                bureau=member, register=title.title
            ),
            text=title.legal_effect,
        )
        for subject, member in ends
        if (title := view.registers.get(subject)) is not None
    )


def _form(desk: Desk, view: LinkView) -> JudgeForm | None:
    if not view.waits_for_viewer or Verb.CHECK not in desk.viewer.verbs:
        return None
    why = ShownField(
        "reason",
        _("Why"),
        kind="textarea",
        required=False,
        hint=_("Colleagues read it once they have judged too."),
        attributes={"maxlength": str(LONGEST_REASON)},
    )
    question = _("Is this the same person or thing at {one} and at {other}?").format(
        one=view.row.left_member, other=view.row.right_member
    )
    return JudgeForm(question, reverse("link-judge", args=[view.row.link]), why)


def _undo(desk: Desk, view: LinkView) -> Act | None:
    if view.own is None or Verb.CHECK not in desk.viewer.verbs:
        return None
    return Act(_("Take back what I said"), reverse("link-undo", args=[view.row.link]), is_form=True, key="u")


def _hint(view: LinkView) -> str:
    if view.outcome.is_disputed:
        return _("Two officers do not agree. A further one decides, without knowing what they said.")
    if view.own is not None and view.outcome.judgement is None:
        return _("A second officer judges it too, without knowing what you said.")
    return ""


def _follows(view: LinkView) -> bool:
    """Whether a cluster follows from this link for the reader."""
    if view.outcome.judgement is not None or view.outcome.is_disputed or view.own is None:
        return view.outcome.judgement is Judgement.SAME
    return view.own.judgement == Judgement.SAME
