"""The readiness board on paper: A4 landscape, as a file that leaves the system."""

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.printing.pdf import pdf_of
from interlace.operations import ledger_events
from interlace.operations.presenting import groups_of, heads
from interlace.operations.queries import board
from interlace.screening.rules import require_verb


@declare("readiness.file", SurfaceKind.EXPORT, actions=(Action.EXPORT,), purpose=PurposeFrom.OBJECT)
def print_board(viewer: Viewer, *, moment: str, now: datetime) -> bytes:
    """The targets that may leave, as PDF, with handling, reader and time on each sheet, and a leaf in the ledger."""
    require_verb(viewer, Verb.EXPORT)
    with transaction.atomic():
        found = board(viewer, action=Action.EXPORT, now=now)
        html = render_to_string(
            "operations/board_print.html",
            {
                "language": get_language() or "en",
                "heads": heads(),
                "groups": groups_of(found),
                "foot": _("Read by {officer}, {member}, {moment}").format(
                    officer=viewer.officer_name, member=viewer.member, moment=moment
                ),
            },
        )
        with acting(viewer, Action.EXPORT, now=now):
            record(
                ledger_events.BOARD_PRINTED,
                by=viewer.id,
                member=viewer.member,
                on=f"{now:%Y-%m-%d}",
                now=now,
                purpose=viewer.purpose,
                reference=viewer.reference,
                detail={"targets": len(found.rows)},
            )
        return pdf_of(html)
