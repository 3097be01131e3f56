"""The meeting of Golden Reed: 24 cases of five bureaus, 75 leads, a target of each laid open, and what a panel said.

Played through the acts that officers use. How ready each target is was planted by `ready_cases`; TH, where the compound
stands, would be asked for all arrests but its own, so that its board holds the whole meeting.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from interlace.cases.actions import CaseTerms, Checked, add_officer, check_case, open_case
from interlace.cases.entries import attach_subjects
from interlace.cases.joint.actions import JointTerms, accept_terms, propose_joint_case, terms_digest
from interlace.cases.leads import LeadTerms, add_lead
from interlace.cases.models import Case, Lead
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.core.readiness import Band
from interlace.core.readiness.panel import Vote
from interlace.evidence.acquiring import Acquisition
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.meeting.actions import ActionTerms, MeetingTerms, agree_on_action, call_meeting
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding
from interlace.operations.gaps import set_tasks_for_gaps
from interlace.operations.models import ReadyTarget
from interlace.operations.panel import give_opinion
from interlace.operations.queries import readiness_of
from interlace.world.people import same_id
from interlace.world.ready_cases import ReadyCase, ready_cases

SEED = 2026
LEADS = 75
HOST, HOSTS_OWN = "TH", "KR"
"""Who would be asked for the arrests; and of whom TH itself would ask."""
HELD_BEFORE = timedelta(days=9)
"""How long before the demo is looked at the meeting was held: what came of it happened since."""
SOLVED = (
    gettext_noop("The layout of hall 2 is a year old; the team of the site looks again before the day."),
    gettext_noop("Charges can be laid from these exhibits."),
)
TERMS = (
    "Golden Reed: KR leads. Each bureau keeps what it brings. Evidence goes by the central authorities. "
    "Victims are met before anybody is questioned. The terms end with the year."
)

# Title, and the name released for planning. Nobody here exists.
SUBJECTS: Sequence[tuple[str, str]] = (
    ("Golden Reed, the office of the crossing", "Han Jisub"),
    ("Golden Reed, who rents the halls", "Khun Ares"),
    ("Job offers by message", "Trần Thị Mỹ Lệ"),
    ("Shell companies of the harbour", "Lim Hui Fen"),
    ("Wallets of the evening shift", "Rolo Varga"),
    ("Drivers to the river", "Moon Kyung Ho"),
    ("The guards of hall 2", "Somphon Rueangsaeng"),
    ("Romance profiles, first list", "Lê Văn Đạt"),
    ("Accounts of students", "Wei Kang Ong"),
    ("Cards bought in bulk", "Ilir Denev"),
    ("Investment calls to pensioners", "Bae Do-yun"),
    ("The second gate", "Kanya Thepwong"),
    ("Recruiter of the lake towns", "Phạm Quốc Bình"),
    ("Nominee directors", "Nurul Iskand"),
    ("Exchange without a counter", "Petra Solano"),
    ("The call script", "Seok Min-ah"),
    ("Boats at night", "Anan Phromsiri"),
    ("Debts that grow", "Đỗ Thị Hạnh"),
    ("Payment agents", "Chua Boon Teck"),
    ("Sites that change their name", "Marek Olin"),
    ("The money of the winter", "Gil Tae-hwan"),
    ("Who sells telephones", "Wichai Saelim"),
    ("Papers kept in a safe", "Vũ Minh Khôi"),
    ("Freight that weighs nothing", "Aisha Rahmat"),
)
AGREED: Sequence[tuple[str, str, int]] = (
    ("TH", "Look at hall 2 again: its layout is a year old.", 10),
    ("SG", "Ask the exchange who opened the wallet of the evening shift.", 21),
)
# A chat export as a telephone gives it; sender, number and place are invented.
_WRITTEN = (("Boss", "All at the gate by ten."), ("Driver", "I wait at the crossing."))
CHAT = json.dumps(
    {
        "name": "Reed, evening",
        "type": "private_group",
        "messages": [
            {"id": number, "type": "message", "date": f"2026-10-01T21:0{number}:00", "from": sender, "text": text}
            for number, (sender, text) in enumerate(_WRITTEN, start=4)
        ],
    }
).encode()
SAID: Sequence[str] = (
    "A driver names the same gate and the same hour.",
    "Two callers used this number in one week.",
    "A returned worker drew the floor of the hall.",
    "The wallet was paid on the day of the transfer.",
    "A guard is called by this first name.",
)


@dataclass(slots=True)
class Meeting:
    """What was brought and said."""

    cases: list[UUID] = field(default_factory=list)
    leads: int = 0
    joint: UUID | None = None
    bands: Counter[Band] = field(default_factory=Counter)
    planned: list[UUID] = field(default_factory=list)
    """Targets of which both sides said that they may be planned for."""
    called: UUID | None = None
    """The meeting itself."""
    agreed: dict[str, UUID] = field(default_factory=dict)
    """What each bureau owes the table."""


def hold_meeting(suspects: Sequence[UUID] = (), *, now: datetime) -> Meeting:
    """Open the cases, bring the leads, lay a target of each open, measure it and let both sides speak.

    `suspects` are subjects that the first bureau's first case is about.
    """
    meeting = Meeting()
    brought = ready_cases(SEED)
    for number, (each, subject) in enumerate(zip(brought, SUBJECTS, strict=True)):
        by = _desk(each.bureau, each.reference)
        case = _opened(by, subject[0], now=now)
        meeting.cases.append(case.id)
        if number == 0 and suspects:
            attach_subjects(by, case.id, suspects, now=now)
        for lead in range(number, LEADS, len(brought)):
            said = SAID[lead % len(SAID)]
            add_lead(by, case.id, LeadTerms(said, number=f"L{lead + 1:02d}", grading="ADMIRALTY:C3"), now=now)
            meeting.leads += 1
        _measured(meeting, by, case, each, subject[1], now=now)
    meeting.joint = _joined(brought, meeting.cases, now=now)
    _exhibit(brought[0], meeting.cases[0], now=now)
    _table(meeting, brought[0].reference, now=now)
    return meeting


def told_of_meeting() -> dict[str, int]:
    """How many cases, leads and targets the bureaus brought together: for the builder's report, never for a viewer."""
    with steward(Task.VERIFY):
        targets = list(ReadyTarget.objects.all())
        bands = Counter(readiness_of(each).band for each in targets)
        return {
            "cases": Case.objects.count(),
            "leads": Lead.objects.count(),
            "targets": len(targets),
            **{each.name.lower(): bands[each] for each in Band},
        }


def _desk(member: str, reference: str, *, post: str = "desk") -> Viewer:
    return viewer_of(officer_of_profile(f"{member.lower()}.{post}"), purpose="fraud", reference=reference)


def _opened(by: Viewer, title: str, *, now: datetime) -> Case:
    case = open_case(by, CaseTerms(title), now=now, case_id=same_id("case", by.reference))
    return check_case(by, case.id, Checked(NeutralityGround.NEUTRAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN), now=now)


def _measured(meeting: Meeting, by: Viewer, case: Case, brought: ReadyCase, name: str, *, now: datetime) -> None:
    asked = HOSTS_OWN if brought.bureau == HOST else HOST
    target = lay_target_open(by, case.id, TargetTerms(name, asked, reference=f"{brought.reference}/T1"), now=now)
    for criterion, finding in brought.findings.items():
        set_finding(by, target.id, Shown(criterion, finding.level, frozenset(finding.support)), now=now)
    meeting.bands[brought.truth] += 1
    if brought.truth is Band.ONE_GAP:
        set_tasks_for_gaps(by, target.id, owner=UUID(by.id), due=now + timedelta(days=14), now=now)
    if brought.truth is not Band.CRITERIA_MET:
        return
    give_opinion(by, target.id, Vote.PLAN, now=now)
    give_opinion(_desk(asked, brought.reference), target.id, Vote.PLAN, reason=SOLVED[1], now=now)
    if not meeting.planned:
        give_opinion(_desk(asked, brought.reference, post="second"), target.id, Vote.DISSENT, reason=SOLVED[0], now=now)
    meeting.planned.append(target.id)


def _exhibit(brought: ReadyCase, case: UUID, *, now: datetime) -> None:
    """A chat of the first case, sealed as it came."""
    by = _desk(brought.bureau, brought.reference)
    taken = Acquisition(by.officer_name, now - timedelta(days=2), "Incheon", "a suspect's telephone", "warrant 2026-55")
    exhibit = begin_exhibit(by, case, ExhibitTerms("chat.json", len(CHAT), taken), now=now)
    put_chunk(by, exhibit.id, 0, CHAT, now=now)
    seal_exhibit(by, exhibit.id, now=now)


def _table(meeting: Meeting, reference: str, *, now: datetime) -> None:
    """The meeting itself: KR asks the others, and two things are agreed on."""
    kr, day = _desk("KR", reference), now.date()
    called = call_meeting(kr, MeetingTerms("Golden Reed", day, frozenset({"TH", "VN", "SG", "XB"}), "Seoul"), now=now)
    meeting.called = called.id
    for owner, text, days in AGREED:
        terms = ActionTerms(text=text, owner=owner, due=day + timedelta(days=days))
        meeting.agreed[owner] = agree_on_action(kr, called.id, terms, now=now).id


def _joined(brought: Sequence[ReadyCase], cases: Sequence[UUID], *, now: datetime) -> UUID:
    """The first case of KR becomes a joint case; TH and VN accept with their first."""
    first: Mapping[str, tuple[str, UUID]] = {
        each.bureau: (each.reference, case) for each, case in reversed(list(zip(brought, cases, strict=True)))
    }
    for member, (reference, case) in first.items():
        if member in {"KR", "TH", "VN"}:
            head = UUID(_desk(member, reference, post="head").id)
            add_officer(_desk(member, reference), case, officer=head, now=now)
    reference, case = first["KR"]
    terms = JointTerms("Golden Reed", TERMS, frozenset({"TH", "VN"}), now + timedelta(days=200))
    joint = propose_joint_case(_desk("KR", reference, post="head"), case, terms, now=now).joint
    for member in ("TH", "VN"):
        own, compartment = first[member]
        accept_terms(_desk(member, own, post="head"), joint, digest=terms_digest(TERMS), case_id=compartment, now=now)
    return joint
