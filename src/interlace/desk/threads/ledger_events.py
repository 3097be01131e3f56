"""What the message desk writes to the ledger. Ids, codes and digests; never words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from interlace.core.procedure.threads import Move
from interlace.foundation.audit.events import Event, Sight, declare

MOVED: Mapping[Move, Event] = {
    Move.SEND: declare("thread.sent", seen_by=Sight.OFFICERS, meaning=_("A thread with another bureau was opened.")),
    Move.ACKNOWLEDGE: declare(
        "thread.acknowledged", seen_by=Sight.OFFICERS, meaning=_("The other side is working on a thread.")
    ),
    Move.ASK: declare(
        "thread.asked", seen_by=Sight.OFFICERS, meaning=_("Information was asked for; the clock of a thread stands.")
    ),
    Move.SUPPLY: declare(
        "thread.supplied", seen_by=Sight.OFFICERS, meaning=_("Information was given; the clock of a thread runs again.")
    ),
    Move.RESUME: declare(
        "thread.resumed",
        seen_by=Sight.OFFICERS,
        meaning=_("Information is needed no longer; the clock of a thread runs again."),
    ),
    Move.ANSWER: declare("thread.answered", seen_by=Sight.OFFICERS, meaning=_("A thread was answered.")),
    Move.WRITE: declare("thread.written", seen_by=Sight.OFFICERS, meaning=_("A further message was sent in a thread.")),
    Move.CHANGE_URGENCY: declare(
        "thread.urgency_changed", seen_by=Sight.OFFICERS, meaning=_("The urgency of a thread was changed.")
    ),
    Move.WITHDRAW: declare("thread.withdrawn", seen_by=Sight.OFFICERS, meaning=_("A thread was withdrawn.")),
    Move.CLOSE: declare("thread.closed", seen_by=Sight.OFFICERS, meaning=_("A thread was closed with its outcome.")),
}

REVIEW_ASKED = declare(
    "thread.review_asked", seen_by=Sight.OFFICERS, meaning=_("A message was laid before another officer.")
)
REVIEWED = declare("thread.reviewed", seen_by=Sight.OFFICERS, meaning=_("A second officer approved a message."))
RETURNED = declare("thread.returned", seen_by=Sight.OFFICERS, meaning=_("A second officer returned a message."))
DISCARDED = declare("thread.draft_discarded", seen_by=Sight.OFFICERS, meaning=_("A draft was thrown away."))
PASSED_ON = declare(
    "thread.fact_passed_on",
    seen_by=Sight.OFFICERS,
    meaning=_("A fact was passed on in a message, by its owner's leave."),
)
ATTACHED = declare("thread.attached", seen_by=Sight.OFFICERS, meaning=_("A file was attached to a draft."))
DETACHED = declare("thread.detached", seen_by=Sight.OFFICERS, meaning=_("A file was taken from a draft."))
FILE_READ = declare("thread.file_read", seen_by=Sight.OFFICERS, meaning=_("An attached file was opened."))
ASSIGNED = declare("thread.assigned", seen_by=Sight.OFFICERS, meaning=_("A thread was given to an officer."))
HANDED_OVER = declare(
    "thread.handed_over",
    seen_by=Sight.OFFICERS,
    meaning=_("A thread was handed over to a colleague, with the reason."),
)
SNOOZED = declare("thread.snoozed", seen_by=Sight.OFFICERS, meaning=_("A thread was put aside until later."))
NOTED = declare("thread.noted", seen_by=Sight.OFFICERS, meaning=_("A note of the own bureau was added to a thread."))
NUMBERED = declare(
    "thread.numbered", seen_by=Sight.OFFICERS, meaning=_("A number of another register was noted for a thread.")
)
BOOK_EXPORTED = declare(
    "thread.book_exported",
    seen_by=Sight.OFFICERS,
    meaning=_("The register of correspondence of a month left the system."),
)
