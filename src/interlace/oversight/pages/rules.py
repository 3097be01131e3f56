"""Pages of periods: what binds a bureau, what its own law adds, and who decided that."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.core.procedure.keeping import Category, Certainty, Period
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.approvals.actions import SignatureNeeded
from interlace.foundation.identity.sessions import FreshPasskeyNeeded
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.oversight.keeping import rule_changes
from interlace.oversight.keeping.rules import RULES
from interlace.oversight.models import OwnRule, RuleChange, RuleChangeKind, RuleChangeState
from interlace.oversight.presenting import ChangeRow, ProposalPage, RuleEndPage, RuleRow, RulesPage, SeatShown
from interlace.oversight.words import CATEGORY_WORDS, CERTAINTY_WORDS, RULE_WORDS, period_text

_STATES = {
    RuleChangeState.PROPOSED: "one_of_two",
    RuleChangeState.APPROVED: "in_force",
    RuleChangeState.REFUSED: "ended",
}


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.privacy.rules", SurfaceKind.PAGE)
def rules(request: HttpRequest) -> HttpResponse:
    """The periods; posted, a proposal to add one."""
    desk = desk_of(request)
    if request.method == "GET":
        return render(request, "oversight/rules.html", {"page": _rules_page(request, desk)})
    try:
        change = _propose(desk, request)
    except (NotFound, SignatureNeeded, FreshPasskeyNeeded):
        raise
    except InterlaceError as refused:
        notices = [notice_of(refused), *_problems_of(refused)]
        page = _rules_page(request, desk, said=request.POST, notices=notices)
        return render(request, "oversight/rules.html", {"page": page}, status=status_of(refused))
    return redirect("privacy-rule-change", rule_change_id=change.id)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.privacy.rule_end", SurfaceKind.PAGE)
def end_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """The form to end one of our own periods; posted, the proposal."""
    desk = desk_of(request)
    found = rule_changes.own_rule(desk.viewer, rule_id, now=desk.now)
    notices, status = list[Notice](), 200
    if request.method == "POST":
        try:
            reason, word = request.POST.get("reason", ""), take_word(request)
            change = rule_changes.propose_end(desk.viewer, rule_id, reason=reason, signed=word, now=desk.now)
        except (SignatureNeeded, FreshPasskeyNeeded):
            raise
        except InterlaceError as refused:
            notices, status = [notice_of(refused), *_problems_of(refused)], status_of(refused)
        else:
            return redirect("privacy-rule-change", rule_change_id=change.id)
    page = _end_page(request, desk, found, notices=notices)
    return render(request, "oversight/rule_end.html", {"page": page}, status=status)


@require_GET
@declare("page.privacy.rule_change", SurfaceKind.PAGE)
def change(request: HttpRequest, rule_change_id: UUID) -> HttpResponse:
    """One proposal."""
    return render(
        request, "oversight/rule_change.html", {"page": _change_page(request, desk_of(request), rule_change_id)}
    )


@sensitive_post_parameters("code")
@require_POST
@declare("page.privacy.rule_change.decide", SurfaceKind.PAGE)
def decide_change(request: HttpRequest, rule_change_id: UUID) -> HttpResponse:
    """Sign it as the second person, or decide against it."""
    desk = desk_of(request)
    rule_changes.change_of(desk.viewer, rule_change_id, now=desk.now)
    try:
        if request.POST.get("decision") == "refuse":
            rule_changes.refuse_change(desk.viewer, rule_change_id, now=desk.now)
        else:
            word, digest = take_word(request), request.POST.get("digest", "")
            rule_changes.approve_change(desk.viewer, rule_change_id, digest=digest, signed=word, now=desk.now)
    except (SignatureNeeded, FreshPasskeyNeeded):
        raise
    except InterlaceError as refused:
        page = _change_page(request, desk, rule_change_id, notices=[notice_of(refused)])
        return render(request, "oversight/rule_change.html", {"page": page}, status=status_of(refused))
    return redirect("privacy-rule-change", rule_change_id=rule_change_id)


def _propose(desk: Desk, request: HttpRequest) -> RuleChange:
    terms = _terms(request.POST)
    reason, word = request.POST.get("reason", ""), take_word(request)
    return rule_changes.propose_rule(desk.viewer, terms, reason=reason, signed=word, now=desk.now)


def _terms(posted: QueryDict) -> rule_changes.RuleTerms:
    category, certainty = posted.get("category", ""), posted.get("certainty", "")
    if category not in set(Category) or certainty not in set(Certainty):
        raise InvalidInput(_("Say what the period is about, and how sure you are of it."))
    return rule_changes.RuleTerms(
        category=Category(category),
        period=Period(*(_number(posted.get(name, "")) for name in ("years", "months", "days"))),
        basis=posted.get("basis", "")[:255],
        source=posted.get("source", "")[:255],
        as_of=_day(posted.get("as_of", "")),
        certainty=Certainty(certainty),
    )


def _rules_page(
    request: HttpRequest, desk: Desk, *, said: QueryDict | None = None, notices: Sequence[Notice] = ()
) -> RulesPage:
    given = said if said is not None else QueryDict()
    own = rule_changes.own_rules_of(desk.viewer, now=desk.now)
    changes = rule_changes.changes_of(desk.viewer, now=desk.now)
    return RulesPage(
        handling=_for_us(desk),
        trail=(Trail(_("Data protection"), reverse("privacy")), Trail(_("How long records are kept"))),
        own=tuple(_own_row(desk, each) for each in own),
        everybodys=tuple(
            RuleRow(
                what=str(CATEGORY_WORDS[rule.category]),
                period=str(RULE_WORDS[rule.code]),
                basis=_(rule.basis),
                source=_source(desk, _(rule.source), rule.as_of),
                certainty=str(CERTAINTY_WORDS[rule.certainty]),
            )
            for rule in RULES
        ),
        changes=tuple(_change_row(desk, each) for each in changes),
        fields=_fields(given),
        code=code_field(request),
        notices=notices,
    )


def _fields(said: QueryDict) -> tuple[ShownField, ...]:
    of_ours = (Certainty.SOURCE_READ, Certainty.TO_BE_VERIFIED)
    return (
        ShownField(
            "category",
            _("What it is about"),
            kind="select",
            choices=tuple(
                Choice(each.value, str(CATEGORY_WORDS[each]), each.value == said.get("category"))
                for each in rule_changes.OF_ONES_OWN
            ),
        ),
        _count("years", _("Years"), said),
        _count("months", _("Months"), said),
        _count("days", _("Days"), said),
        ShownField("basis", _("Law and article"), value=said.get("basis", "")),
        ShownField("source", _("Where the text was read"), value=said.get("source", "")),
        ShownField("as_of", _("As of"), value=said.get("as_of", ""), kind="date"),
        ShownField(
            "certainty",
            _("How sure you are"),
            kind="select",
            choices=tuple(
                Choice(each.value, str(CERTAINTY_WORDS[each]), each.value == said.get("certainty")) for each in of_ours
            ),
        ),
        ShownField("reason", _("Why it is needed"), value=said.get("reason", "")),
    )


def _count(name: str, label: str, said: QueryDict) -> ShownField:
    digits = {"inputmode": "numeric", "maxlength": "5"}
    return ShownField(name, label, value=said.get(name, ""), required=False, attributes=digits)


def _change_page(
    request: HttpRequest, desk: Desk, rule_change_id: UUID, *, notices: Sequence[Notice] = ()
) -> ProposalPage:
    found = rule_changes.change_of(desk.viewer, rule_change_id, now=desk.now)
    terms = rule_changes.RuleTerms.of_change(found)
    is_own, is_open = str(found.proposed_by) == desk.viewer.id, rule_changes.waits(found, now=desk.now)
    title = str(RuleChangeKind(found.kind).label)
    first = (_("proposes, {when}").format(when=desk.when(found.proposed)), *((_("that is you"),) if is_own else ()))
    url = reverse("privacy-rule-change-decide", args=[found.id]) if is_open and not is_own else ""
    return ProposalPage(
        title=title,
        handling=_for_us(desk),
        trail=_trail(title),
        pairs=(
            (_("What it is about"), str(CATEGORY_WORDS[terms.category])),
            (_("Period"), period_text(terms.period)),
            (_("Law and article"), terms.basis),
            (_("Where the text was read"), terms.source),
            (_("As of"), day_text(terms.as_of, language=desk.reader.language)),
            (_("How sure you are"), str(CERTAINTY_WORDS[terms.certainty])),
            (_("Reason"), found.reason),
            (_("Digest to sign"), found.digest),
        ),
        seats=(SeatShown(found.proposed_by_name, first, is_signed=True), _second_seat(desk, found, is_open=is_open)),
        digest=found.digest,
        sign_url=url,
        refuse_url=url,
        code=code_field(request) if url else None,
        notices=notices,
    )


def _second_seat(desk: Desk, found: RuleChange, *, is_open: bool) -> SeatShown:
    if found.decided is None:
        said = _("not signed") if is_open else _("nobody signed within a day; it has lapsed")
        return SeatShown(_("A second person"), (said,), is_signed=False)
    state = RuleChangeState(found.state)
    lines = (f"{state.label}, {desk.when(found.decided)}",)
    return SeatShown(found.decided_by_name, lines, is_signed=state is RuleChangeState.APPROVED)


def _own_row(desk: Desk, rule: OwnRule) -> RuleRow:
    return RuleRow(
        what=str(CATEGORY_WORDS[rule.category]),
        period=period_text(Period(rule.years, rule.months, rule.days)),
        basis=rule.basis,
        source=_source(desk, rule.source, rule.as_of),
        certainty=str(CERTAINTY_WORDS[Certainty(rule.certainty)]),
        end_url=reverse("privacy-rule-end", args=[rule.id]),
    )


def _change_row(desk: Desk, found: RuleChange) -> ChangeRow:
    terms, state = rule_changes.RuleTerms.of_change(found), RuleChangeState(found.state)
    has_lapsed = state is RuleChangeState.PROPOSED and not rule_changes.waits(found, now=desk.now)
    who = " · ".join(each for each in (found.proposed_by_name, found.decided_by_name) if each)
    return ChangeRow(
        url=reverse("privacy-rule-change", args=[found.id]),
        title=str(RuleChangeKind(found.kind).label),
        line=f"{CATEGORY_WORDS[terms.category]}, {period_text(terms.period)}: {terms.basis}",
        when=f"{desk.when(found.proposed)} · {who}",
        state="ended" if has_lapsed else _STATES[state],
        state_text=_("Lapsed") if has_lapsed else str(state.label),
    )


def _end_page(request: HttpRequest, desk: Desk, found: OwnRule, *, notices: Sequence[Notice]) -> RuleEndPage:
    row, code = _own_row(desk, found), code_field(request)
    reason = ShownField("reason", _("Why it ends"), value=request.POST.get("reason", ""))
    return RuleEndPage(
        handling=_for_us(desk),
        trail=_trail(_("End a period")),
        pairs=(
            (_("What it is about"), row.what),
            (_("Period"), row.period),
            (_("Law and article"), row.basis),
            (_("Where the text was read"), row.source),
        ),
        fields=(reason, *((code,) if code is not None else ())),
        notices=notices,
    )


def _trail(title: str) -> tuple[Trail, ...]:
    return (
        Trail(_("Data protection"), reverse("privacy")),
        Trail(_("How long records are kept"), reverse("privacy-rules")),
        Trail(title),
    )


def _source(desk: Desk, source: str, as_of: date) -> str:
    return f"{source} ({day_text(as_of, language=desk.reader.language)})"


def _problems_of(refused: InterlaceError) -> list[Notice]:
    problems = refused.problems if isinstance(refused, InvalidInput) else ()
    return [Notice(lead=str(each.what), text=str(each.fix), tone="warn") for each in problems]


def _for_us(desk: Desk) -> str:
    return _("For the bureau of {bureau} only.").format(bureau=desk.viewer.member)


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) <= 5 else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(_("The day of the source is missing."), fix=_("Choose a day.")) from None
