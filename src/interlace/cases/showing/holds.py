"""The legal holds of a case as a page, and the form that lays one, which an exhibit's page shows as well."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.cases.holds.actions import LONGEST_AUTHORITY, LONGEST_REASON, HoldTerms
from interlace.cases.holds.models import CaseHold
from interlace.cases.holds.queries import HoldsView
from interlace.cases.showing.said import Said, end_of_day
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.shown import Notice, Trail


def holds_page(desk: Desk, view: HoldsView, said: Said) -> PeoplePage:
    """Every hold on the case and on what is in it, with what this officer may do."""
    case = view.case
    heads = (_("Lies on"), _("Why"), _("Order, request or law"), _("Laid"), _("State"))
    table = Table(heads, tuple(_row(desk, each) for each in view.holds), empty=_("Nothing is under a legal hold."))
    forms = [_lift_form(desk, each, said) for each in view.holds if view.may_hold and _may_lift(view, each)]
    sections = [Section("holds", _("Legal holds"), table=table, forms=tuple(forms))]
    if view.may_hold:
        form = lay_form(reverse("case-hold-lay", args=[case.id]), said, is_folded=False)
        hint = _("Nothing of the case is destroyed, erased or ended by its period while a hold lies on it.")
        sections.append(Section("lay", _("Hold the whole case"), hint=hint, forms=(form,)))
    return PeoplePage(
        title=_("Legal holds of {reference}").format(reference=case.reference),
        lead=_("For the bureau of {bureau} only.").format(bureau=case.member),
        handling=_("One officer lays a hold, another one lifts it."),
        sections=tuple(sections),
        trail=(
            Trail(_("Cases"), reverse("cases")),
            Trail(case.reference, reverse("case", args=[case.id])),
            Trail(_("Legal holds")),
        ),
        notices=() if said.error is None else (notice_of(said.error),),
    )


def lay_form(url: str, said: Said, *, is_folded: bool) -> Form:
    """Why, on whose order, and when it is looked at again."""
    fields = said.at("hold")
    return Form(
        url=url,
        buttons=(Button(_("Lay the hold"), "main"),),
        title=_("Lay a legal hold"),
        hint=_("Another officer lifts it, with a reason."),
        fields=(
            fields.text("reason", _("Why it must be kept"), most=LONGEST_REASON),
            fields.text("authority", _("Order, request or law"), most=LONGEST_AUTHORITY),
            fields.text("review", _("Looked at again on"), kind="date"),
        ),
        is_folded=is_folded and not said.is_wrong("hold"),
    )


def terms_typed(desk: Desk, posted: Mapping[str, str]) -> HoldTerms:
    """A hold as its form sends it."""
    review = end_of_day(desk, posted.get("review", ""), "review")
    return HoldTerms(posted.get("reason", ""), posted.get("authority", ""), review)


def hold_notice(desk: Desk, hold: CaseHold) -> Notice:
    """That something is held, as the page of the case or exhibit tells it at its top."""
    return Notice(
        lead=_("Under a legal hold: {reason}").format(reason=hold.reason),
        text=_("{authority}. {officer} laid it; it is looked at again on {day}.").format(
            authority=hold.authority, officer=hold.laid_by_name, day=_day(desk, hold)
        ),
        tone="warn",
        mark="waiting",
        link=_("Legal holds"),
        url=reverse("case-holds", args=[hold.case_id]),
    )


def _row(desk: Desk, hold: CaseHold) -> Row:
    end = getattr(hold, "end", None)
    laid = Cell(hold.laid_by_name, remark=desk.when(hold.laid))
    if end is not None:
        state = Cell(_("lifted"), remark="; ".join((end.by_name, desk.when(end.at), end.reason)))
    elif hold.review <= desk.now:
        state = Cell(_("to be looked at again"), state="waiting", remark=_day(desk, hold))
    else:
        again = _("looked at again on {day}").format(day=_day(desk, hold))
        state = Cell(_("in force"), state="valid", remark=again)
    return Row((Cell(hold.thing_name or _("the whole case")), Cell(hold.reason), Cell(hold.authority), laid, state))


def _may_lift(view: HoldsView, hold: CaseHold) -> bool:
    return not hasattr(hold, "end") and str(hold.laid_by) != view.officer


def _lift_form(desk: Desk, hold: CaseHold, said: Said) -> Form:
    name = f"lift-{hold.id}"
    return Form(
        url=reverse("case-hold-lift", args=[hold.case_id, hold.id]),
        buttons=(Button(_("Lift the hold"), "stop"),),
        title=_("Lift the hold on {what} of {when}").format(
            what=hold.thing_name or _("the whole case"), when=desk.when(hold.laid)
        ),
        hint=_("Your name stands under the reason. What is due by its period is due again."),
        fields=(said.at(name).text("reason", _("Why it is needed no more"), most=LONGEST_REASON),),
        is_folded=not said.is_wrong(name),
    )


def _day(desk: Desk, hold: CaseHold) -> str:
    return day_text(hold.review.astimezone(desk.reader.zone).date(), language=desk.reader.language)
