"""A guardian's word for a child: who says it, in what capacity, what shows that, and why it is best for the child.

All of it is sealed under the key of the file. The evidence is named here, with who issued it and where it lies; the
paper itself stays with those who care.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims.files import Guardian, Kept, OpenFile, open_file
from interlace.victims.receiving import record_kept
from interlace.victims.releases import close_unguarded
from interlace.victims.rules import error_of

LONGEST_NAME = 100
LONGEST_EVIDENCE = 200
LONGEST_INTEREST = 280
"""Together within one entry of a file, whatever the script."""


@transaction.atomic
def keep_guardian(viewer: Viewer, found_id: UUID, said: Guardian, *, now: datetime) -> OpenFile:
    """Keep who speaks for a child. What the child agrees to opens to investigators and courts only then."""
    named = Guardian(
        name=said.name.strip()[:LONGEST_NAME],
        capacity=said.capacity,
        evidence=said.evidence.strip()[:LONGEST_EVIDENCE],
        best_interest=said.best_interest.strip()[:LONGEST_INTEREST],
    )
    parts = {
        "guardian_name_missing": named.name,
        "evidence_missing": named.evidence,
        "interest_missing": named.best_interest,
    }
    for code, text in parts.items():
        if not text:
            raise error_of(code)
    with open_file(viewer, found_id, now=now) as file:
        if not file.care.is_child:
            raise error_of("not_a_child")
        file.keep(
            Kept.GUARDIAN,
            now=now,
            name=named.name,
            capacity=named.capacity.value,
            evidence=named.evidence,
            best_interest=named.best_interest,
        )
        record_kept(file, now=now)
        return file


@transaction.atomic
def end_guardian(viewer: Viewer, found_id: UUID, *, now: datetime) -> OpenFile:
    """Nobody speaks for the child any more: what was open to investigators and courts is taken from them."""
    with open_file(viewer, found_id, now=now) as file:
        if file.care.guardian is None:
            raise error_of("no_guardian")
        file.keep(Kept.GUARDIAN_ENDED, now=now)
        close_unguarded(file, now=now)
        record_kept(file, now=now)
        return file
