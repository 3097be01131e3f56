"""What screening writes to the ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

CHECK_ASKED = declare(
    "check.asked", seen_by=Sight.OFFICERS, meaning=_("Holders were asked about somebody or something.")
)
BATCH_ASKED = declare("check.batch", seen_by=Sight.OFFICERS, meaning=_("A list was checked as one act."))
REGISTERS_SEARCHED = declare(
    "register.searched", seen_by=Sight.OFFICERS, meaning=_("Registers that one may read were searched by words.")
)
REGISTER_READ = declare(
    "register.read", seen_by=Sight.OFFICERS, meaning=_("An entry of a register that one may read was fetched.")
)
PERMIT_ASKED = declare(
    "check.batch_permit_asked", seen_by=Sight.OFFICERS, meaning=_("Leave was asked for a list above the budget.")
)
PERMIT_SIGNED = declare(
    "check.batch_permit_signed",
    seen_by=Sight.OFFICERS,
    meaning=_("A second person gave leave for a list above the budget."),
)
PERMIT_REFUSED = declare(
    "check.batch_permit_refused",
    seen_by=Sight.OFFICERS,
    meaning=_("A second person refused leave for a list above the budget."),
)
STANDING_SET = declare("check.standing", seen_by=Sight.OFFICERS, meaning=_("A check was left open for later facts."))
CHECK_STOPPED = declare(
    "check.stopped", seen_by=Sight.OFFICERS, meaning=_("A question that waited for a bureau was taken back.")
)
CHECK_RESUMED = declare(
    "check.resumed", seen_by=Sight.OFFICERS, meaning=_("A question that had been taken back was put again.")
)
STANDING_RESUMED = declare(
    "check.standing_resumed", seen_by=Sight.OFFICERS, meaning=_("A closed check was opened again.")
)
BORDER_LIST_TAKEN = declare(
    "border.list_taken", seen_by=Sight.OFFICERS, meaning=_("A list of documents was taken to a device at the border.")
)
BORDER_LATE = declare(
    "border.late", seen_by=Sight.OFFICERS, meaning=_("A scan that was made without a line was recorded.")
)
BORDER_CALLED = declare(
    "border.called", seen_by=Sight.OFFICERS, meaning=_("An officer at the border called the bureau about a scan.")
)
BORDER_CALL_TAKEN = declare(
    "border.call_taken", seen_by=Sight.OFFICERS, meaning=_("The bureau took a call from the border.")
)
NOTE_WRITTEN = declare("handover.note", seen_by=Sight.OFFICERS, meaning=_("A note was written for the next shift."))
NOTE_DONE = declare("handover.note_done", seen_by=Sight.OFFICERS, meaning=_("A note for the next shift is done."))
SHIFT_GIVEN = declare("handover.given", seen_by=Sight.OFFICERS, meaning=_("A shift was handed over."))
SHIFT_TAKEN = declare("handover.taken", seen_by=Sight.OFFICERS, meaning=_("A shift was taken over."))
STANDING_ENDED = declare("check.standing_ended", seen_by=Sight.OFFICERS, meaning=_("An open check was closed."))
HIT_FOUND = declare("hit.found", seen_by=Sight.OFFICERS, meaning=_("A later fact met an open check."))
HIT_HELD = declare("hit.held", seen_by=Sight.OFFICERS, meaning=_("The person or object of a hit is held."))
HIT_ASKED = declare("hit.asked", seen_by=Sight.OFFICERS, meaning=_("The owner of a hit was asked to confirm it."))
HIT_FIRST_ANSWER = declare("hit.first_answer", seen_by=Sight.OFFICERS, meaning=_("The owner is working on a hit."))
HIT_ANSWERED = declare("hit.answered", seen_by=Sight.OFFICERS, meaning=_("The owner answered a hit."))
HIT_ANSWER_UNDONE = declare("hit.answer_undone", seen_by=Sight.OFFICERS, meaning=_("The owner took its answer back."))
HIT_WITHDRAWN = declare("hit.withdrawn", seen_by=Sight.OFFICERS, meaning=_("What a hit rests on was recalled."))
RELEASE_PROPOSED = declare("release.proposed", seen_by=Sight.OFFICERS, meaning=_("A release of fields was proposed."))
RELEASE_APPROVED = declare("release.approved", seen_by=Sight.OFFICERS, meaning=_("A second person released fields."))
RELEASE_REFUSED = declare("release.refused", seen_by=Sight.OFFICERS, meaning=_("A second person refused a release."))
EMERGENCY_RELEASED = declare(
    "release.alone", seen_by=Sight.OFFICERS, meaning=_("One officer released fields alone in an emergency.")
)
EMERGENCY_EXPLAINED = declare(
    "release.alone_ground",
    seen_by=Sight.OFFICERS,
    meaning=_("The ground of a release by one officer was written down."),
)
EMERGENCY_REVIEWED = declare(
    "release.alone_reviewed",
    seen_by=Sight.OFFICERS,
    meaning=_("Another person reviewed a release that one officer had made alone."),
)
RELEASE_TAKEN_BACK = declare(
    "release.taken_back", seen_by=Sight.OFFICERS, meaning=_("A release was taken back; the other side is to delete it.")
)
