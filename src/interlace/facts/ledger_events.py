"""What facts write to the ledger. Ids, codes and counts; never content.

A leaf has no label. Of facts that not every officer of the bureau may read, only those who audit read in the ledger:
the reference at which they were contributed may be that of a case that nobody else may know of. So it is with every
export, and with rows that wait: whose matter they belong to is nobody else's business either.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Code
from interlace.foundation.audit.events import Event, Sight, declare
from interlace.foundation.disclosure.labels import book

FACTS_CONTRIBUTED = declare("facts.contributed", seen_by=Sight.OFFICERS, meaning=_("Facts were contributed."))
FACTS_CONTRIBUTED_APART = declare(
    "facts.contributed_apart",
    seen_by=Sight.AUDITORS,
    meaning=_("Facts that not every officer of the bureau may read were contributed."),
)
FACTS_WAITING = declare(
    "facts.waiting",
    seen_by=Sight.AUDITORS,
    meaning=_("Rows of a domestic unit wait for its bureau's check."),
)
FACTS_DECLINED = declare(
    "facts.declined", seen_by=Sight.AUDITORS, meaning=_("Rows of a domestic unit were not taken over by its bureau.")
)
CONTRIBUTION_UNDONE = declare("facts.undone", seen_by=Sight.OFFICERS, meaning=_("A contribution was undone."))
CONTRIBUTION_UNDONE_APART = declare(
    "facts.undone_apart",
    seen_by=Sight.AUDITORS,
    meaning=_("A contribution of facts that not every officer of the bureau may read was undone."),
)
FACTS_RECALLED = declare("facts.recalled", seen_by=Sight.OFFICERS, meaning=_("Facts were recalled."))
FACTS_RECALLED_APART = declare(
    "facts.recalled_apart",
    seen_by=Sight.AUDITORS,
    meaning=_("Facts that not every officer of the bureau may read were recalled."),
)
REGISTER_LOADED = declare("register.loaded", seen_by=Sight.OFFICERS, meaning=_("A version of a register was loaded."))
VIEWER_TESTED = declare(
    "facts.viewer_tested",
    seen_by=Sight.OFFICERS,
    meaning=_("Somebody looked at the bureau's own facts as another would."),
)
REGISTER_LOADED_APART = declare(
    "register.loaded_apart",
    seen_by=Sight.AUDITORS,
    meaning=_("A version of a register that not every officer of the bureau may read was loaded."),
)
EXPORTED = declare("facts.exported", seen_by=Sight.AUDITORS, meaning=_("A file with facts left the system."))
PICTURE_ADDED = declare("facts.picture", seen_by=Sight.OFFICERS, meaning=_("A picture was added to a record."))

_APART = {
    FACTS_CONTRIBUTED.name: FACTS_CONTRIBUTED_APART,
    CONTRIBUTION_UNDONE.name: CONTRIBUTION_UNDONE_APART,
    FACTS_RECALLED.name: FACTS_RECALLED_APART,
    REGISTER_LOADED.name: REGISTER_LOADED_APART,
}


def told_of(event: Event, label_ids: Iterable[int | None]) -> Event:
    """The event as it is told of facts under these labels: apart, where one asks for a level, a room or a name."""
    labels = [book.label(each) for each in label_ids if each is not None]
    is_apart = any(label.level or label.rooms or Code.EYES_ONLY in label.codes for label in labels)
    return _APART[event.name] if is_apart else event
