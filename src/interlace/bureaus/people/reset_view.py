"""The pages on which two persons let an officer begin anew."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Seat, Section, Table
from interlace.bureaus.people.resets import resets_known_to
from interlace.bureaus.people.shown_parts import Handed, handed_over, reason_field
from interlace.bureaus.people.words import STATES
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_field, notice_of
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.foundation.identity.models import ResetProposal, ResetState
from interlace.foundation.identity.resetting import state_of
from interlace.foundation.localize.shown import Trail


def resets_page(desk: Desk) -> PeoplePage:
    """Every reset that the reader may sign, and what became of those that it proposed or refused."""
    known = resets_known_to(desk.officer, now=desk.now)
    waiting = [each for each in known if state_of(each, now=desk.now) is ResetState.PROPOSED]
    over = [each for each in known if each not in waiting]
    sections = [_table(desk, "resets", _("Waiting for a second person"), waiting)]
    if over:
        sections.append(_table(desk, "over", _("Refused or lapsed in the last days"), over))
    return PeoplePage(
        title=_("Lost passwords and devices"),
        lead=_("An officer begins anew on the word of two persons."),
        handling=_("Talk to the officer in person, or by a telephone number that you know."),
        sections=tuple(sections),
    )


def _table(desk: Desk, key: str, title: str, resets: Sequence[ResetProposal]) -> Section:
    heads = (_("Officer"), _("Office"), _("Proposed by"), _("Proposed"), _("State"))
    rows = []
    for each in resets:
        state = state_of(each, now=desk.now)
        rows.append(
            Row(
                (
                    Cell(
                        each.officer.display_name,
                        reverse("people-reset", args=[each.pk]),
                        remark=each.officer.username,
                    ),
                    Cell(each.officer.bureau.name),
                    Cell(each.by.display_name, remark=each.by.bureau.name),
                    Cell(desk.when(each.at)),
                    Cell(str(state.label), state=STATES[state]),
                )
            )
        )
    return Section(key, title, table=Table(heads, tuple(rows), _("Nothing waits.")))


def reset_page(
    request: HttpRequest,
    desk: Desk,
    reset: ResetProposal,
    *,
    error: InterlaceError | None = None,
    made: Handed | None = None,
) -> PeoplePage:
    """One reset: whose, what it takes, who has signed."""
    title = _("A new beginning for {name}").format(name=reset.officer.display_name)
    taken = _("Password, device, passkeys, sessions and keys end. A new password is shown once.")
    pairs = (
        (_("Officer"), reset.officer.display_name),
        (_("User name"), reset.officer.username),
        (_("Office"), reset.officer.bureau.name),
        (_("What it takes"), taken),
    )
    state = ResetState.DONE if made is not None else state_of(reset, now=desk.now)
    first = Seat(reset.by.display_name, (_("proposes, {when}").format(when=desk.when(reset.at)),), is_signed=True)
    is_ours_to_decide = state is ResetState.PROPOSED and reset.by_id != desk.officer.pk
    hint = {
        ResetState.PROPOSED: _("It lapses {when} if nobody signs it.").format(when=desk.when(reset.at + SIGNED_WITHIN)),
        ResetState.EXPIRED: _("Nobody signed it in time. Nothing was changed."),
        ResetState.REFUSED: _("Nothing was changed."),
        ResetState.DONE: "",
    }[state]
    return PeoplePage(
        title=title,
        lead=_("An officer begins anew on the word of two persons."),
        handling=_("Talk to the officer in person, or by a telephone number that you know."),
        trail=(Trail(_("Lost passwords and devices"), reverse("people-resets")), Trail(title)),
        notices=() if error is None else (notice_of(error),),
        sections=(
            *handed_over(desk, made),
            Section("what", _("What happens"), pairs=pairs),
            Section(
                "signatures",
                _("Signatures"),
                hint,
                seats=(first, _second_seat(desk, reset, state)),
                forms=_deciding(request, reset) if is_ours_to_decide else (),
            ),
        ),
    )


def _second_seat(desk: Desk, reset: ResetProposal, state: ResetState) -> Seat:
    if state is ResetState.DONE:
        signed = _("signed, {when}").format(when=desk.when(desk.now))
        return Seat(desk.officer.display_name, (signed,), is_signed=True)
    if reset.refused is not None and reset.refused_by is not None:
        lines = (_("refused, {when}").format(when=desk.when(reset.refused)), reset.reason)
        return Seat(reset.refused_by.display_name, lines, is_signed=False)
    return Seat(_("A second person"), (_("not signed"), _("a head, or an administrator")), is_signed=False)


def _deciding(request: HttpRequest, reset: ResetProposal) -> tuple[Form, ...]:
    sign = Form(
        url=reverse("people-reset-sign", args=[reset.pk]),
        buttons=(Button(_("Let the officer begin anew"), "two"),),
        code=code_field(request),
    )
    refuse = Form(
        url=reverse("people-reset-refuse", args=[reset.pk]),
        buttons=(Button(_("Refuse it")),),
        title=_("Refuse it"),
        is_folded=True,
        hint=_("Nothing is taken. Who proposed it reads the reason."),
        fields=(reason_field(),),
    )
    return (sign, refuse)
