"""What the bureaus' room writes to the ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

MEMBER_REACHABLE = declare("member.reachable", seen_by=Sight.OFFICERS, meaning=_("A member answers again."))
MEMBER_SILENT = declare("member.silent", seen_by=Sight.OFFICERS, meaning=_("A member does not answer."))
MEMBER_ADDED = declare("member.added", seen_by=Sight.OFFICERS, meaning=_("A member joined this node's network."))
BUREAU_ADDED = declare("bureau.added", seen_by=Sight.OFFICERS, meaning=_("A bureau of the member was opened."))
