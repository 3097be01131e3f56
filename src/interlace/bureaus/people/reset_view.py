"""The pages on which two persons let an officer begin anew."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Seat, Section, Table
from interlace.bureaus.people.resets import resets_known_to
from interlace.bureaus.people.shown_parts import Handed, handed_over
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, code_field, notice_of
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.foundation.identity.models import ResetProposal
from interlace.foundation.localize.shown import Trail


def resets_page(desk: Desk) -> PeoplePage:
    """Every reset that the reader has proposed or may sign."""
    heads = (_("Officer"), _("Office"), _("Proposed by"), _("Proposed"))
    rows = tuple(
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
            )
        )
        for each in resets_known_to(desk.officer, now=desk.now)
    )
    return PeoplePage(
        title=_("Lost passwords and devices"),
        lead=_("An officer begins anew on the word of two persons."),
        handling=_("Talk to the officer in person, or by a telephone number that you know."),
        sections=(Section("resets", _("Waiting for a second person"), table=Table(heads, rows, _("Nothing waits."))),),
    )


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
    first = Seat(reset.by.display_name, (_("proposes, {when}").format(when=desk.when(reset.at)),), is_signed=True)
    second = Seat(_("A second person"), (_("not signed"), _("a head, or an administrator")), is_signed=False)
    if made is not None:
        signed = _("signed, {when}").format(when=desk.when(desk.now))
        second = Seat(desk.officer.display_name, (signed,), is_signed=True)
    sign = Form(
        url=reverse("people-reset-sign", args=[reset.pk]),
        buttons=(Button(_("Let the officer begin anew"), "two"),),
        code=code_field(request),
    )
    waits = made is None and reset.by_id != desk.officer.pk
    lapses = _("It lapses {when} if nobody signs it.").format(when=desk.when(reset.at + SIGNED_WITHIN))
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
                "" if made else lapses,
                seats=(first, second),
                forms=(sign,) if waits else (),
            ),
        ),
    )
