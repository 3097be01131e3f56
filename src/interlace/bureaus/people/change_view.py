"""The page of one change of rights."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people import deciding
from interlace.bureaus.people.models import Change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Seat, Section, Table
from interlace.bureaus.people.rules import bureau_of, bureaus_under
from interlace.bureaus.people.shown_parts import Handed, for_own_bureau, handed_over, trail_to
from interlace.bureaus.people.signed_rights import differences_of, name_of
from interlace.bureaus.people.words import (
    value_text,
    what_changes,
)
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_field, notice_of
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.foundation.identity.models import Bureau
from interlace.foundation.localize.formats import day_text


def change_page(
    request: HttpRequest,
    desk: Desk,
    change: Change,
    *,
    error: InterlaceError | None = None,
    made: Handed | None = None,
) -> PeoplePage:
    """One change of rights: exactly what changes, on which paper, signed by whom."""
    state = deciding.state_of(change, now=desk.now)
    name = name_of(change)
    title = _("Rights of {name}").format(name=name)
    bureau = Bureau.objects.get(pk=change.bureau)
    language, registers = desk.reader.language, dict(registers_of(desk.viewer))
    offices = {str(each.pk): each.name for each in bureaus_under(bureau)}
    heads = (_("What"), _("So far"), _("From now on"), _("Effect"))
    rows = tuple(
        Row(
            (
                Cell(what_changes(each, registers)),
                Cell(value_text(each.what, each.before, language=language, offices=offices)),
                Cell(value_text(each.what, each.after, language=language, offices=offices)),
                Cell(_("wider") if each.widens else _("not wider")),
            )
        )
        for each in differences_of(change)
    )
    paper = Paper.from_json(change.paper)
    pairs = [(_("State"), str(state.label))]
    if paper.dated is not None:
        pairs += [
            (_("Written authorisation"), paper.document),
            (_("Dated"), day_text(paper.dated, language=language)),
            (_("Signed by"), paper.signed_by),
        ]
    may_sign = state is Change.State.PROPOSED and deciding.may_decide(desk.viewer, change)
    is_elsewhere = deciding.must_be_signed_elsewhere(change)
    may_sign = may_sign and not (is_elsewhere and bureau == bureau_of(desk.viewer))
    forms = _signing(request, change) if may_sign else ()
    hint = {
        Change.State.PROPOSED: _("It lapses {when} if nobody signs it.").format(
            when=desk.when(change.proposed + SIGNED_WITHIN)
        ),
        Change.State.EXPIRED: _("Nobody signed it in time. Nothing was changed."),
        Change.State.REFUSED: _("Nothing was changed."),
        Change.State.DONE: _("It is in force."),
    }[state]
    links = ((name, _address_of(change)),) if state is Change.State.DONE and bureau == bureau_of(desk.viewer) else ()
    return PeoplePage(
        title=title,
        lead=for_own_bureau(desk),
        handling=_("What widens rights is in force once a second person has signed exactly this."),
        trail=trail_to(title),
        notices=() if error is None else (notice_of(error),),
        sections=(
            *handed_over(desk, made),
            Section("what", _("What changes"), pairs=tuple(pairs), table=Table(heads, rows), links=links),
            Section(
                "signatures", _("Signatures"), hint, seats=_seats(desk, change, is_elsewhere=is_elsewhere), forms=forms
            ),
        ),
    )


def _signing(request: HttpRequest, change: Change) -> tuple[Form, ...]:
    sign = Form(
        url=reverse("people-change-sign", args=[change.id]),
        buttons=(Button(_("Sign these rights"), "two"),),
        values=(("digest", change.digest),),
        code=code_field(request),
    )
    refuse = Form(url=reverse("people-change-refuse", args=[change.id]), buttons=(Button(_("Refuse them")),))
    return (sign, refuse)


def _seats(desk: Desk, change: Change, *, is_elsewhere: bool) -> tuple[Seat, ...]:
    first = Seat(
        change.proposed_by_name, (_("proposes, {when}").format(when=desk.when(change.proposed)),), is_signed=True
    )
    if not change.widens:
        return (first,)
    if change.decided is not None:
        is_signed = change.state == Change.State.DONE
        words = _("signed, {when}") if is_signed else _("refused, {when}")
        return (
            first,
            Seat(change.decided_by_name, (words.format(when=desk.when(change.decided)),), is_signed=is_signed),
        )
    lines = [_("not signed"), _("neither who proposes nor whom it is about")]
    if is_elsewhere:
        lines.append(_("works at another office of your member"))
    return (first, Seat(_("A second person"), tuple(lines), is_signed=False))


def _address_of(change: Change) -> str:
    match change.kind:
        case Change.Kind.UNIT:
            return reverse("people-unit", args=[change.subject])
        case Change.Kind.SIGNING:
            return reverse("people")
    return reverse("people-officer", args=[change.subject])
