"""The words for codes of shifts and alerts."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.procedure.rota import Seat, Why
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.localize.formats import weekday_text

SEAT_WORDS: Mapping[Seat, Promise] = {Seat.DESK: _("Desk"), Seat.LEAD: _("Shift lead")}

WHY_WORDS: Mapping[str, Promise] = {
    Why.NO_ROTA: _("No rota has been written."),
    Why.HOLIDAY: _("A holiday without a rota."),
    Why.CLOSED: _("The rota says that nobody is there."),
    Why.UNCOVERED: _("No turn covers this time."),
    "nobody_in_service": _("Whoever the rota names is not in service."),
}

CODE_WORDS: Mapping[str, Promise] = {
    "mail_not_set_up": _("this node has no mail server"),
    "sms_not_set_up": _("this node has no gateway for text messages"),
    "address_refused": _("the mail server knows no such address"),
    "address_busy": _("the mailbox takes nothing at the moment"),
    "mail_refused": _("the mail server refused the mail"),
    "mail_server_busy": _("the mail server is busy"),
    "mail_server_down": _("the mail server cannot be reached"),
    "gateway_refused": _("the gateway refused the text message"),
    "gateway_down": _("the gateway cannot be reached"),
    "bounced": _("the mail came back"),
    "not_needed": _("somebody had come already"),
}

DUTY_WORDS: Mapping[str, Promise] = {
    "hit.first_answer": _("First answer to a hit"),
    "hit.confirmation": _("Confirmation of a hit"),
    "release.review": _("Review of a release by one person"),
    "thread.acknowledgement": _("Acknowledgement of a message"),
    "thread.answer": _("Answer to a message"),
    "border.call": _("Call from the border"),
    "exhibit.flaw": _("Exhibit that is no longer what was sealed"),
    "request.question": _("Answer about a person's own data"),
}


def word(words: Mapping[str, Promise], code: str) -> str:
    """The words for a code; one of a later version is shown as it is."""
    return str(words.get(code, code))


def who(names: Mapping[str, str], *, officer: object, role: str) -> str:
    """Who takes a turn: the officer's name, or the role."""
    if officer:
        return names.get(str(officer), "") or str(_("somebody who has left"))
    return str(ROLES[Role(role)].name) if role in set(Role) else role


def names_of(member: str) -> dict[str, str]:
    """The officers of a member, by id."""
    found = Officer.objects.filter(bureau__member=member, is_service=False)
    return {str(key): name for key, name in found.values_list("pk", "display_name")}


def weekday_name(weekday: int, *, language: str) -> str:
    """The name of a day of the week; 0 is Monday."""
    return weekday_text(date(2026, 6, 1) + timedelta(days=weekday), language=language)
