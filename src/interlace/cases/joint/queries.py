"""Reads of joint cases: which there are for one's bureau, and one of them as this officer may see it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.cases.finding import matter_of_case
from interlace.cases.joint.accepting import accepting
from interlace.cases.joint.finding import at_work_jointly, side_to_change
from interlace.cases.joint.models import JointEvent, JointItem, JointSide, RoomStay
from interlace.cases.joint.telling import past_their_end
from interlace.cases.models import Case
from interlace.cases.queries import Subject
from interlace.cases.rules import may_read
from interlace.core.procedure.cases import JointState
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.queries import Place, behind, newest


@dataclass(frozen=True, slots=True)
class LeadLaid:
    """A lead in a joint case, as its bureau laid it there."""

    id: UUID
    member: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JointView:
    """One joint case as this officer may see it: what of others it may not read, it is not counted either."""

    side: JointSide
    case: Case | None
    """The own compartment, where this officer may see it."""
    parties: Mapping[str, JointState]
    past_end: frozenset[str]
    """Those of them whose own end has come: they read nothing that is laid there, and nothing of theirs is read."""
    events: tuple[JointEvent, ...]
    terms: str
    """Those that were stated last."""
    terms_digest: str
    own_terms: str
    """Those that the own bureau is under: others than the last, where it has not accepted these."""
    accepted: frozenset[str]
    """Bureaus that are known to have accepted the last ones."""
    new_until: datetime | None
    """The end under the last ones, where that is another than the own bureau's."""
    subjects: tuple[Subject, ...]
    leads: tuple[LeadLaid, ...]
    stays: tuple[RoomStay, ...]
    """Officers of the own bureau in the task force."""

    @property
    def has_new_terms(self) -> bool:
        """Whether the own bureau takes part under other terms than the last."""
        return self.side.takes_part and self.side.member not in self.accepted


def joint_view(viewer: Viewer, joint: UUID, *, now: datetime) -> JointView:
    """One joint case; `NotFound` where the viewer's bureau has no side in it."""
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = side_to_change(matter, joint)
        events = tuple(JointEvent.objects.visible_to(matter).filter(joint=joint).order_by("number"))
        stated = [event for event in events if event.terms]
        laid = JointItem.objects.visible_to(matter).filter(joint=joint).order_by("at", "id")
        # An end by the terms needs nobody to declare it: neither the own one, nor that of who laid something here.
        over = past_their_end(joint, now=now)
        items = [] if matter.member in over else [item for item in laid if item.member not in over]
        under, parties = accepting(events), _parties(events)
        last = stated[-1] if stated else None
        own = under.get(matter.member)
        stays = RoomStay.objects.filter(side=side, ended=None, until__gt=now)
        return JointView(
            side=side,
            case=Case.objects.visible_to(matter).filter(id=side.case).first() if side.case else None,
            parties=parties,
            past_end=over.intersection(parties),
            events=events,
            terms=last.terms if last is not None else "",
            terms_digest=last.terms_digest if last is not None else "",
            own_terms=own.terms if own is not None else "",
            accepted=frozenset(
                member for member, each in under.items() if last is not None and each.terms_digest == last.terms_digest
            ),
            new_until=last.until if last is not None and last.until != side.until else None,
            subjects=_subjects(matter, [item for item in items if item.kind == "subject"]),
            leads=tuple(LeadLaid(item.thing, item.member, item.words) for item in items if item.kind == "lead"),
            stays=tuple(stays.order_by("until", "officer_name", "id")),
        )


def joint_page(viewer: Viewer, *, now: datetime, most: int, after: Place | None = None) -> list[JointSide]:
    """The joint cases of one's bureau, the one asked last first; those that it declined or left among them."""
    if not may_read(viewer):
        return []
    found: list[JointSide] = []
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            sides = JointSide.objects.visible_to(matter)
            found += behind(sides, after, by="joint", most=most, time="asked")
    return newest(found, lambda side: (side.asked, side.joint))[:most]


def joint_cases_of(viewer: Viewer, case_id: UUID, *, now: datetime) -> list[JointSide]:
    """The joint cases of which this case is the own compartment."""
    matter, case = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        return list(JointSide.objects.visible_to(matter).filter(case=case.id).order_by("-asked", "id"))


def _parties(events: Iterable[JointEvent]) -> Mapping[str, JointState]:
    """Where each bureau stands, of acts in their order: an act that tells of its own bureau alone leaves the others."""
    known: dict[str, JointState] = {}
    for event in events:
        told = {member: JointState(state) for member, state in event.parties.items()}
        known = {**known, **told} if told.keys() == {event.member} else told
    return known


def _subjects(viewer: Viewer, items: list[JointItem]) -> tuple[Subject, ...]:
    facts: defaultdict[UUID, list[Fact]] = defaultdict(list)
    readable = Fact.objects.visible_to(viewer).filter(subject__in={item.thing for item in items})
    for fact in readable.order_by("subject", "prop", "created", "id"):
        facts[fact.subject].append(fact)
    roles = {item.thing: item.role for item in items}
    return tuple(
        Subject(
            id=subject,
            role=roles[subject],
            lanes=frozenset(),
            owners=tuple(sorted({fact.originator for fact in facts[subject]})),
            facts=tuple(facts[subject]),
        )
        for subject in dict.fromkeys(item.thing for item in items)
        if facts[subject]
    )
