"""S2 Quick check: one box, and the answers of every bureau as they come."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.bureaus.queries import holders_to_ask
from interlace.core.handling import Action
from interlace.facts.describing import NAMES
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import BudgetExhausted, Conflict, InterlaceError, InvalidInput, Refused
from interlace.foundation.http.callers import count_search
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.localize.formats import list_text
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.scope import SEPARATOR, registers_to_name
from interlace.screening.checks.stopping import stop_waiting, wait_again
from interlace.screening.forms import AUTOMATIC, EVERYBODY, CheckForm
from interlace.screening.pages.check_answers import answers_of, counts_of
from interlace.screening.pages.reading import reading_sentence, reading_warnings
from interlace.screening.presenting import CheckPage, EarlierCheck, Handling
from interlace.screening.queries import CheckView, check_of, checks_page
from interlace.screening.words import KIND_WORDS

EXAMPLES = (
    "+82 10 0000 0142",
    "TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG",
    "ฮัน จีซอบ",
    "문경호 1979-11-02",
    "@golden_reed",
    "golden-reed.example",
)
EARLIER = 6

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)


@sensitive_post_parameters("value")
@require_http_methods(["GET", "POST"])
@declare("page.check", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.REQUIRED)
def check(request: HttpRequest) -> HttpResponse:
    """The box; sent, the question goes out and the answers have an address of their own, without the value in it."""
    desk = desk_of(request)
    if request.method == "GET":
        form = CheckForm(purpose=desk.matter.purpose, reference=desk.matter.reference)
        return _page(request, desk, form)
    form = CheckForm.of(request.POST)
    viewer = desk.viewer.working_for(purpose=form.purpose, reference=form.reference)
    try:
        count_search(desk.officer)
        result = ask_holders(viewer, form.question(), scope=form.named(), now=timezone.now())
    except InvalidInput as error:
        return _page(request, desk, form, error=error, status=422)
    except Refused as error:
        answer = _page(request, desk, form, error=error, status=429 if isinstance(error, BudgetExhausted) else 403)
        if isinstance(error, BudgetExhausted):
            answer["Retry-After"] = str(error.retry_after)
        return answer
    return redirect("check-asked", check_id=result.check.id)


@sensitive_post_parameters("value")
@require_POST
@declare("page.check.reading", SurfaceKind.PAGE)
def reading(request: HttpRequest) -> HttpResponse:
    """How the value is understood, while it is typed. Nobody is asked."""
    desk_of(request)
    form = CheckForm.of(request.POST)
    page = {
        "reading": reading_sentence(form.value, kind=form.kind),
        "warnings": reading_warnings(form.value, kind=form.kind),
    }
    return render(request, "screening/_reading.html", {"page": page})


@require_GET
@declare("page.check.asked", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def asked(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """A check with its answers as they stand now."""
    desk = desk_of(request)
    view = check_of(desk.viewer, check_id, now=desk.now)
    bureaus = [each for each in view.check.scope if SEPARATOR not in each]
    form = CheckForm(
        value=title_of(view.check.question),
        purpose=view.check.purpose,
        reference=view.check.reference,
        scope=bureaus[0] if len(bureaus) == 1 else "",
        registers=tuple(each for each in view.check.scope if SEPARATOR in each),
    )
    return _page(request, desk, form, view=view)


@require_GET
@declare("page.check.answers", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def answers(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """The answers alone, for a page that waits for somebody."""
    desk = desk_of(request)
    view = check_of(desk.viewer, check_id, now=desk.now)
    return render(request, "screening/_answers.html", {"answers": answers_of(desk, view)})


@require_POST
@declare("page.check.stop", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def stop(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """Ask nobody any more who has not answered yet."""
    desk = desk_of(request)
    with suppress(Conflict):
        # Whoever answered in between is seen on the page.
        stop_waiting(desk.viewer, check_id, now=desk.now)
    return redirect("check-asked", check_id=check_id)


@require_POST
@declare("page.check.resume", SurfaceKind.PAGE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def resume(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """Undo that."""
    desk = desk_of(request)
    with suppress(Conflict):
        wait_again(desk.viewer, check_id, now=desk.now)
    return redirect("check-asked", check_id=check_id)


def title_of(question: Mapping[str, object]) -> str:
    """What was asked about, in one line: as it would be typed into the box."""
    properties = question.get("properties")
    given = properties if isinstance(properties, Mapping) else {}
    values = [value if isinstance(value, str) else next(iter(value), "") for value in given.values()]
    first = next((each for prop, each in zip(given, values, strict=True) if prop in NAMES), "")
    born = given.get("birthDate", "")
    born = born if isinstance(born, str) else next(iter(born), "")
    return f"{first} {born}".strip() if first else next(iter(values), "")


def _page(
    request: HttpRequest,
    desk: Desk,
    form: CheckForm,
    *,
    view: CheckView | None = None,
    error: InterlaceError | None = None,
    status: int = 200,
) -> HttpResponse:
    problems = {each.pointer: f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())}
    # A birth date is typed into the one box too.
    at_value = problems.get("/value") or problems.get("/born", "")
    warnings = reading_warnings(form.value, kind=form.kind) if form.value and not at_value else ()
    if error is not None and not problems:
        warnings = (notice_of(error), *warnings)
    page = CheckPage(
        handling=_handling(desk),
        value=ShownField(
            "value", _("Phone, account, wallet, document, domain or person"), value=form.value, error=at_value
        ),
        kind=_kind_field(form),
        purpose=ShownField(
            "purpose",
            _("Purpose"),
            kind="select",
            choices=tuple(Choice(code, purpose_name(code), code == form.purpose) for code in desk.officer.purposes),
            key="check-purpose",
        ),
        reference=ShownField(
            "reference",
            _("Case or legal reference"),
            value=form.reference,
            error=problems.get("/reference", ""),
            attributes={"maxlength": "120"},
            key="check-reference",
        ),
        scope=_scope_field(desk, form, problems.get("/scope", "")),
        url=reverse("check"),
        reading_url=reverse("check-reading"),
        reading=reading_sentence(form.value, kind=form.kind) if form.value else "",
        warnings=warnings,
        examples=EXAMPLES if view is None else (),
        answers=answers_of(desk, view) if view is not None else None,
        earlier=tuple(_earlier(desk, leave_out=view.check.id if view is not None else None)),
        import_url=_import_url(),
        open_url=reverse("open-questions"),
        registers=tuple(_register_choices(desk, form)),
    )
    return render(request, "screening/check.html", {"page": page}, status=status)


def _handling(desk: Desk) -> Handling:
    text = _("One that holds something like it learns that {bureau} asked, and for which purpose; not in which case.")
    return Handling(
        lead=_("The value you type goes to the bureaus listed under “Ask”."),
        text=text.format(bureau=desk.viewer.member),
    )


def _kind_field(form: CheckForm) -> ShownField:
    kinds = tuple(Choice(kind, str(word), kind == form.kind) for kind, word in KIND_WORDS.items())
    return ShownField(
        "kind",
        _("Read it as"),
        kind="select",
        choices=(Choice(AUTOMATIC, _("What it looks like"), not form.kind), *kinds),
    )


def _scope_field(desk: Desk, form: CheckForm, error: str) -> ShownField:
    holders = holders_to_ask(desk.viewer.member)
    everybody = ngettext("The {count} other bureau", "All {count} other bureaus", len(holders)).format(
        count=len(holders)
    )
    single = tuple(
        Choice(holder.code, f"{holder.code}, {holder.name}", holder.code == form.scope) for holder in holders
    )
    return ShownField(
        "scope",
        _("Ask"),
        kind="select",
        choices=(Choice(EVERYBODY, everybody, not form.scope), *single),
        error=error,
    )


def _register_choices(desk: Desk, form: CheckForm) -> Iterator[tuple[str, str, bool, str]]:
    """The registers that the reader may read, for whichever of its purposes: which one it is, the form says."""
    titles: dict[str, str] = {}
    purposes: defaultdict[str, list[str]] = defaultdict(list)
    for matter in desk.viewer.in_every_matter():
        for register in registers_to_name(matter, now=desk.now):
            titles[register.code] = register.title
            purposes[register.code].append(purpose_name(matter.purpose))
    for code, title in sorted(titles.items()):
        for_purposes = list_text(purposes[code], language=desk.reader.language)
        yield code, title, code in form.registers, f"{code} ({for_purposes})"


def _earlier(desk: Desk, *, leave_out: UUID | None) -> list[EarlierCheck]:
    views = [view for view in checks_page(desk.viewer, now=desk.now, most=EARLIER) if view.check.id != leave_out]
    return [_earlier_check(view) for view in views[: EARLIER - 1]]


def _earlier_check(view: CheckView) -> EarlierCheck:
    possible, nothing, waiting, stopped = counts_of(view)
    if possible:
        state, outcome = "possible", _("{count} possible").format(count=possible)
    elif waiting:
        state, outcome = "waiting", _("{count} waiting").format(count=waiting)
    elif stopped:
        state, outcome = "stopped", _("{count} no longer asked").format(count=stopped)
    else:
        places = {"count": nothing, "all": len(view.answers)}
        state, outcome = "no_hit", _("no hit, {count} of {all}").format(**places)
    is_name = view.check.question.get("schema") in {"Person", "Company"}
    title = title_of(view.check.question)
    return EarlierCheck(
        label=shown_name(title).original if is_name else title,
        url=reverse("check-asked", args=[view.check.id]),
        state=state,
        outcome=outcome,
        is_code=not is_name,
    )


def _import_url() -> str:
    try:
        return reverse("import")
    except NoReverseMatch:
        return ""
