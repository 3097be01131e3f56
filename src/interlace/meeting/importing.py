"""What a bureau brought, stored as its own cases and leads. Of other bureaus' folders nothing is stored here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from interlace.cases.actions import CaseTerms, open_case
from interlace.cases.leads import LeadTerms, add_lead
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict
from interlace.meeting.pack.records import Pack, PackLead

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored, and what was there already: the same pack may come twice."""

    cases: int
    leads: int
    cases_known: int


def store_own(viewer: Viewer, pack: Pack, *, scheme: str, now: datetime) -> Stored:
    """Open the cases of the viewer's bureau and put its sound leads into them. Each verb is a transaction of its own.

    `scheme` is the scheme of the grades in the lists: a bare B2 says nothing (`facts/grading.py`); without, leads are
    stored without grades.
    """
    leads: defaultdict[str, list[PackLead]] = defaultdict(list)
    for lead in pack.leads:
        if lead.bureau == viewer.member and not lead.needs_repair:
            leads[lead.case].append(lead)
    opened = known = put_in = 0
    for case in pack.cases:
        if case.bureau != viewer.member:
            continue
        matter = viewer.working_for(purpose=viewer.purpose, reference=case.reference)
        try:
            open_case(matter, CaseTerms(title=case.title[:LONGEST_TITLE] or case.reference), now=now)
            opened += 1
        except Conflict:
            known += 1  # opened before: its leads are looked at again, and those that are there stay as they are
        for lead in leads[case.reference]:
            add_lead(matter, case.reference, _terms(lead, scheme), now=now)
            put_in += 1
    return Stored(opened, put_in, known)


def _terms(lead: PackLead, scheme: str) -> LeadTerms:
    kind = lead.kind.value if lead.kind is not None else ""
    text = f"{kind}: {lead.raw}" + (f" ({lead.remark})" if lead.remark else "")
    return LeadTerms(
        text=text,
        number=lead.number,
        grading=f"{scheme}:{lead.grading}" if scheme and lead.grading else "",
        source=lead.origin,
        place=f"{lead.source.file}: {lead.source.place}",
    )
