"""Checks of a domestic unit, as far as its bureau grants it each register."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from interlace.bureaus.people.unit_rights import grants_of, may_learn
from interlace.facts.models import RegisterVersion
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.errors import Refused
from interlace.screening.holdings import Holding


def require_others_granted(context: Acting, holders: Sequence[str]) -> None:
    """Refuse a question to other bureaus that the unit was not granted: an empty answer would read "no hit"."""
    if holders and not may_learn(grants_of(context.viewer), is_own=False, register=""):
        raise Refused(
            _("Your bureau has not granted your unit to ask other bureaus."),
            code="others_not_granted",
            fix=_("Ask your bureau to check for you."),
        )


def granted_holdings(context: Acting, holdings: Iterable[Holding]) -> Iterator[Holding]:
    """The holdings of which the viewer's unit may learn; all of them, for who works for a bureau itself."""
    grants = grants_of(context.viewer)
    if grants is None:
        yield from holdings
        return
    member = context.viewer.member
    names = dict(RegisterVersion.objects.filter(member=member).values_list("folder", "register__name"))
    for holding in holdings:
        register = names.get(holding.register.rpartition(":")[0], "") if holding.register else ""
        if may_learn(grants, is_own=holding.holder == member, register=register):
            yield holding
