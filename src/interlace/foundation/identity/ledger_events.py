"""What the ledger says about accounts."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

SIGNED_IN = declare("identity.signed_in", seen_by=Sight.AUDITORS, meaning=_("An officer signed in."))
DEVICE_SET = declare("identity.device_set", seen_by=Sight.AUDITORS, meaning=_("An officer set up a device for codes."))
KEY_MADE = declare("identity.key_made", seen_by=Sight.AUDITORS, meaning=_("A key for programs was made."))
KEY_REVOKED = declare("identity.key_revoked", seen_by=Sight.AUDITORS, meaning=_("A key for programs was revoked."))
OFFICER_ADDED = declare("identity.officer_added", seen_by=Sight.AUDITORS, meaning=_("An account was made."))
OFFICER_SUSPENDED = declare(
    "identity.officer_suspended",
    seen_by=Sight.AUDITORS,
    meaning=_("An account was suspended; its sessions and keys ended."),
)
SHEET_CHECKED = declare(
    "identity.sheet_checked", seen_by=Sight.AUDITORS, meaning=_("An officer asked whether this node printed a sheet.")
)
OFFICER_RESET = declare(
    "identity.officer_reset",
    seen_by=Sight.AUDITORS,
    meaning=_("An account began anew after a reset: password and device were taken, its sessions and keys ended."),
)
OFFICER_RESTORED = declare(
    "identity.officer_restored", seen_by=Sight.AUDITORS, meaning=_("A suspended account was restored.")
)
PASSKEY_MADE = declare("identity.passkey_made", seen_by=Sight.AUDITORS, meaning=_("An officer registered a passkey."))
PASSKEY_REVOKED = declare(
    "identity.passkey_revoked",
    seen_by=Sight.AUDITORS,
    meaning=_("A passkey was revoked; the sessions that it had opened ended."),
)
PASSKEYS_BIND = declare(
    "identity.passkeys_bind",
    seen_by=Sight.AUDITORS,
    meaning=_("Two people of a bureau have passkeys: codes no longer carry its acts of two persons."),
)
DEVICE_DOUBTED = declare(
    "identity.device_doubted",
    seen_by=Sight.AUDITORS,
    meaning=_("A passkey was refused because its device counted backwards: there may be two of it."),
)
RESET_PROPOSED = declare(
    "identity.reset_proposed",
    seen_by=Sight.AUDITORS,
    meaning=_("A reset of an account was signed by the first person."),
)
RESET_REFUSED = declare(
    "identity.reset_refused",
    seen_by=Sight.AUDITORS,
    meaning=_("A second person refused a reset of an account and said why: nothing was taken."),
)
