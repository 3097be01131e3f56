"""What keeping does when facts leave: a hold stops it, and what goes is noted for good."""

from django.utils.translation import gettext as _

from interlace.facts.events import FactsRecalled
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.foundation.events import listen
from interlace.oversight.keeping.ledger import is_replaying, note_deletion
from interlace.oversight.models import LegalHold


class UnderHold(Refused):
    """A legal hold stands in the way."""

    code = "under_legal_hold"


@listen(FactsRecalled)
def refuse_under_hold(recalled: FactsRecalled) -> None:
    """Facts under a legal hold of their own bureau are deleted by nobody and by no path: the act is taken back."""
    if is_replaying():
        return  # it was deleted when nothing held it
    with steward(Task.RETENTION):
        set_on = LegalHold.objects.filter(member=recalled.member, subject__in=recalled.subjects, lifted=None)
        is_held = any(hold.as_hold().binds(recalled.at) for hold in set_on)
    if is_held:
        raise UnderHold(
            _("These facts are under a legal hold; nothing of them can be deleted."),
            fix=_("Have the hold lifted first, or block the facts for everybody."),
        )


@listen(FactsRecalled)
def remember(recalled: FactsRecalled) -> None:
    """What was taken back must not come back with a backup."""
    ids = {"facts": [str(fact) for fact in recalled.facts]}
    if recalled.register is not None:
        ids["registers"] = [str(recalled.register)]
    note_deletion(recalled.member, ids, now=recalled.at)
