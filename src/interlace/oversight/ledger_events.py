"""What oversight writes to the ledger: ids, counts and digests, never content."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

DELETED = declare("keeping.deleted", seen_by=Sight.AUDITORS, meaning=_("Records were deleted, with a certificate."))
EXTENSION_PROPOSED = declare(
    "keeping.extension_proposed", seen_by=Sight.AUDITORS, meaning=_("Keeping records longer was proposed.")
)
EXTENDED = declare("keeping.extended", seen_by=Sight.AUDITORS, meaning=_("A second person let records be kept longer."))
EXTENSION_REFUSED = declare(
    "keeping.extension_refused", seen_by=Sight.AUDITORS, meaning=_("A second person refused to keep records longer.")
)
HOLD_SET = declare("keeping.hold_set", seen_by=Sight.AUDITORS, meaning=_("Records were put under a legal hold."))
HOLD_LIFTED = declare("keeping.hold_lifted", seen_by=Sight.AUDITORS, meaning=_("A legal hold was lifted."))
SEALED_READ = declare(
    "keeping.sealed_read", seen_by=Sight.AUDITORS, meaning=_("Facts sealed under a legal hold were read by its keeper.")
)
RULE_PROPOSED = declare(
    "keeping.rule_proposed", seen_by=Sight.AUDITORS, meaning=_("A change of the bureau's own periods was proposed.")
)
RULE_REFUSED = declare(
    "keeping.rule_refused",
    seen_by=Sight.AUDITORS,
    meaning=_("A second person refused a change of the bureau's own periods."),
)
RULE_ENDED = declare("keeping.rule_ended", seen_by=Sight.AUDITORS, meaning=_("A retention period was ended."))
RULE_ADDED = declare("keeping.rule_added", seen_by=Sight.AUDITORS, meaning=_("A retention period was added."))
REPLAYED = declare(
    "keeping.replayed", seen_by=Sight.AUDITORS, meaning=_("Earlier deletions were repeated after a restore.")
)
REQUEST_RECEIVED = declare(
    "privacy.request_received", seen_by=Sight.AUDITORS, meaning=_("A person asked about their own data.")
)
IDENTITY_CHECKED = declare(
    "privacy.identity_checked", seen_by=Sight.AUDITORS, meaning=_("The identity of a person who asked was checked.")
)
OWNERS_ASKED = declare(
    "privacy.owners_asked", seen_by=Sight.AUDITORS, meaning=_("Bureaus were asked about a person's request.")
)
SUBJECT_BLOCKED = declare(
    "privacy.blocked", seen_by=Sight.AUDITORS, meaning=_("Facts were blocked while a request is reviewed.")
)
BLOCK_LIFTED = declare("privacy.block_lifted", seen_by=Sight.AUDITORS, meaning=_("Blocked facts were opened again."))
QUESTION_DECIDED = declare(
    "privacy.decided", seen_by=Sight.AUDITORS, meaning=_("A bureau decided about a person's request.")
)
REQUEST_ANSWERED = declare(
    "privacy.answered", seen_by=Sight.AUDITORS, meaning=_("A person was answered about their own data.")
)
ACCESS_EXPLAINED = declare(
    "privacy.access_explained", seen_by=Sight.AUDITORS, meaning=_("Why an officer may see something was explained.")
)
