"""Pages of S17: who sees what, test a viewer, recall."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.facts.correcting import correct
from interlace.facts.forms import RecallForm, ViewerForm
from interlace.facts.models import Contribution, Fact
from interlace.facts.presenting import RecallPage
from interlace.facts.recalling import REASONS, UNDONE, recall
from interlace.facts.rules import may_recall
from interlace.facts.sharing_view import REASON_WORDS, sharing_page
from interlace.facts.things_view import sentence_for, things_of
from interlace.facts.viewing_as import ViewerTerms, own_facts, see_as
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail

SHOWN_FACTS = 1_000
MOST_AT_ONCE = 200


@require_http_methods(["GET", "POST"])
@declare("sharing", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def sharing(request: HttpRequest) -> HttpResponse:
    """What we share with whom; posted, a test of what somebody else would see of it."""
    desk = desk_of(request)
    if request.method == "GET":
        # A link from another page names whom to try, and the officer presses the button: the test itself is logged.
        asked = ViewerForm.of(request.GET) if "member" in request.GET else None
        return render(request, "facts/sharing.html", {"page": sharing_page(desk, form=asked)})
    form = ViewerForm.of(request.POST)
    try:
        terms = ViewerTerms(form.member, form.role, form.level, form.purpose)
        seen = see_as(desk.viewer, terms, now=desk.reader.now, what=form.what)
    except InvalidInput as refused:
        page = sharing_page(desk, form=form, notices=[notice_of(refused)])
        return render(request, "facts/sharing.html", {"page": page}, status=422)
    return render(request, "facts/sharing.html", {"page": sharing_page(desk, form=form, seen=seen)})


@require_GET
@declare("sharing.facts", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def sharing_facts(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The facts of one contribution or release, to choose those that are taken back."""
    desk = desk_of(request)
    facts = own_facts(desk.viewer, now=desk.reader.now, what=source_id, most=SHOWN_FACTS + 1)
    if not facts:
        raise NotFound(_("There is no such fact, or it is not yours."))
    return render(request, "facts/recall.html", {"page": _choice(desk, source_id, facts)})


@require_POST
@declare("sharing.recall", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def sharing_recall(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Ask once more for the reason, then take the chosen facts back."""
    desk = desk_of(request)
    form = RecallForm.of(request.POST)
    of_source = own_facts(desk.viewer, now=desk.reader.now, what=source_id)
    chosen = [fact for fact in of_source if fact.id in set(form.facts)]
    if not of_source or len(chosen) != len(form.facts):
        raise NotFound(_("There is no such fact, or it is not yours."))
    problem: InterlaceError | None = None
    if not chosen or len(chosen) > MOST_AT_ONCE:
        said = _("Choose at least one fact, and at most {count} at once.").format(count=MOST_AT_ONCE)
        page = _choice(desk, source_id, of_source, notices=[Notice(lead=said, tone="bad", mark="stop")])
        return render(request, "facts/recall.html", {"page": page}, status=422)
    if form.is_confirmed:
        try:
            _take_back(desk, form, chosen, correction=request.POST.get("correction", "").strip())
        except InterlaceError as refused:
            problem = refused
        else:
            return redirect(f"{reverse('sharing')}#recalled")
    page = _confirmation(desk, source_id, form, chosen, problem=problem)
    return render(request, "facts/recall.html", {"page": page}, status=422 if problem else 200)


def _take_back(desk: Desk, form: RecallForm, chosen: list[Fact], *, correction: str) -> None:
    if not form.reason:
        raise InvalidInput(_("The reason is missing."), fix=_("Choose why the facts are taken back."))
    if correction and len(chosen) == 1:
        purpose = min(book.label(chosen[0].label_id).purposes & desk.viewer.person.purposes, default="")
        matter = desk.viewer.working_for(purpose=purpose, reference=desk.viewer.reference)
        correct(matter, chosen[0].id, correction, reason=form.reason, now=desk.reader.now)
        return
    recall(desk.viewer, [fact.id for fact in chosen], reason=form.reason, now=desk.reader.now)


def _choice(desk: Desk, source_id: UUID, facts: list[Fact], *, notices: list[Notice] | None = None) -> RecallPage:
    things, further = things_of(facts[:SHOWN_FACTS], most=SHOWN_FACTS)
    verdict = may_recall(desk.viewer)
    said = [] if verdict.allowed else [Notice(lead=str(verdict.reason), text=str(verdict.fix))]
    is_cut = further or len(facts) > SHOWN_FACTS
    return RecallPage(
        title=_title(desk, source_id),
        handling=_sentences(desk, facts),
        things=things,
        url=reverse("sharing-recall", args=[source_id]),
        back_url=reverse("sharing"),
        trail=_trail(_title(desk, source_id)),
        notices=(*said, *(notices or ())),
        more=_("The first {count} facts are shown.").format(count=SHOWN_FACTS) if is_cut else "",
        may_recall=verdict.allowed,
    )


def _confirmation(
    desk: Desk, source_id: UUID, form: RecallForm, chosen: list[Fact], *, problem: InterlaceError | None
) -> RecallPage:
    things, _further = things_of(chosen, most=MOST_AT_ONCE)
    choices = [Choice("", _("choose a reason"), not form.reason)]
    choices += [
        Choice(code, str(REASON_WORDS[code]), code == form.reason)
        for code in REASON_WORDS
        if code in REASONS - {UNDONE}
    ]
    title = ngettext("Recall {count} fact", "Recall {count} facts", len(chosen)).format(count=len(chosen))
    correction = ShownField(
        "correction",
        _("The right value, if you know it"),
        hint=_("It is stored under the same sentence. It does not go into the recall."),
        required=False,
    )
    return RecallPage(
        title=title,
        handling=_sentences(desk, chosen),
        things=things,
        url=reverse("sharing-recall", args=[source_id]),
        back_url=reverse("sharing-facts", args=[source_id]),
        trail=_trail(title),
        reason=ShownField("reason", _("Reason"), kind="select", choices=tuple(choices)),
        correction=correction if len(chosen) == 1 else None,
        notices=() if problem is None else (notice_of(problem),),
    )


def _title(desk: Desk, source_id: UUID) -> str:
    with acting(desk.viewer, now=desk.reader.now):
        shown = Contribution.objects.visible_to(desk.viewer)
        named = shown.filter(pk=source_id).values_list("file_name", flat=True).first()
    return named or _("Released fields")


def _sentences(desk: Desk, facts: list[Fact]) -> str:
    labels = [book.label(label_id) for label_id in sorted({fact.label_id for fact in facts})]
    return " ".join(dict.fromkeys(sentence_for(desk, label) for label in labels[:3]))


def _trail(title: str) -> tuple[Trail, ...]:
    return (Trail(_("Sharing"), reverse("sharing")), Trail(title))


urlpatterns = [
    path("sharing", sharing, name="sharing"),
    path("sharing/<uuid:source_id>", sharing_facts, name="sharing-facts"),
    path("sharing/<uuid:source_id>/recall", sharing_recall, name="sharing-recall"),
]
