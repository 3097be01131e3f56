"""What a bureau lays before the others of a joint case: its own people, things and leads, as far as labels let them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases import ledger_events
from interlace.cases.joint.finding import at_work_jointly, side_to_change
from interlace.cases.joint.models import JointItem, JointSide
from interlace.cases.models import Case, Lead
from interlace.cases.rules import error_of, may_work, require_crossing, require_on
from interlace.core.problems import Problem
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound, Refused


@transaction.atomic
def lay_subject(viewer: Viewer, joint: UUID, subject: UUID, *, role: str = "", now: datetime) -> list[JointItem]:
    """Lay a person or thing before the others: of the own facts about it, those that somebody else may read."""
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = _laying(matter, joint, now=now)
        readable = Fact.objects.visible_to(matter).filter(subject=subject)
        facts = list(readable.order_by("label", "id").distinct("label"))
        if not facts:
            raise error_of(Problem("subject_unknown"))
        own = [fact for fact in facts if fact.originator == matter.member]
        if not own:
            raise error_of(Problem("not_your_own"))
        shared = [fact for fact in own if _reaches(fact.label_id, matter.member)]
        if not shared:
            raise error_of(Problem("reaches_nobody"))
        for fact in shared:
            item = _item(matter, side, subject, fact.label_id, kind="subject", role=role, now=now)
            item.fact = fact.id
            _keep(item)
        _log(ledger_events.ITEM_LAID, matter, side, now=now, detail={"subject": str(subject)})
        return list(JointItem.objects.visible_to(matter).filter(joint=joint, thing=subject, member=matter.member))


@transaction.atomic
def lay_lead(viewer: Viewer, joint: UUID, lead_id: UUID, *, now: datetime) -> JointItem:
    """Lay an own lead before the others, as it stands now and under its own label."""
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = _laying(matter, joint, now=now)
        cases = Case.objects.visible_to(matter)
        lead = Lead.objects.visible_to(matter).filter(id=lead_id, case__in=cases).select_related("case").first()
        if lead is None:
            raise error_of(Problem("subject_unknown"))
        require_on(matter.working_for(purpose=lead.case.purpose, reference=lead.case.reference), lead.case)
        require_crossing(lead.case)
        if not _reaches(lead.label_id, matter.member):
            raise error_of(Problem("reaches_nobody"))
        item = _item(matter, side, lead.id, lead.label_id, kind="lead", role="", now=now)
        item.words = {
            "number": lead.number,
            "text": lead.text,
            "grading": lead.grading,
            "markings": lead.markings,
            "condition": lead.condition,
            "lane": lead.lane,
        }
        _keep(item)
        _log(ledger_events.ITEM_LAID, matter, side, now=now, detail={"lead": str(lead.id)})
        return JointItem.objects.visible_to(matter).get(joint=joint, thing=lead.id, label=lead.label_id)


@transaction.atomic
def take_back(viewer: Viewer, joint: UUID, thing: UUID, *, now: datetime) -> None:
    """Take back what the own bureau laid before the others; its facts and leads stay where they are."""
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = _party(matter, joint)
        own = JointItem.objects.visible_to(matter).filter(joint=joint, thing=thing, member=matter.member)
        removed, _by_model = own.delete()
        if not removed:
            raise NotFound(_("There is no such person, thing or lead in this joint case."))
        _log(ledger_events.ITEM_TAKEN_BACK, matter, side, now=now, detail={"thing": str(thing)})


def _party(viewer: Viewer, joint: UUID) -> JointSide:
    if not may_work(viewer):
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))
    side = side_to_change(viewer, joint)
    if not side.takes_part:
        raise error_of(Problem("not_a_party"))
    return side


def _laying(viewer: Viewer, joint: UUID, *, now: datetime) -> JointSide:
    """The side of a party that may still lay something: before the end, of a compartment that is still neutral."""
    side = _party(viewer, joint)
    if now >= side.until:
        raise error_of(Problem("joint_not_now"))
    compartment = Case.objects.visible_to(viewer).filter(id=side.case).first() if side.case else None
    if compartment is not None:
        require_crossing(compartment)
    return side


def _reaches(label_id: int, member: str) -> bool:
    """Whether the label names another bureau at all; who of them takes part, their own rights decide."""
    return bool(book.label(label_id).audience - {member})


def _item(
    viewer: Viewer, side: JointSide, thing: UUID, label_id: int, *, kind: str, role: str, now: datetime
) -> JointItem:
    return JointItem(
        joint=side.joint,
        member=viewer.member,
        kind=kind,
        thing=thing,
        originator=viewer.member,
        label_id=label_id,
        role=role[:24],
        at=now,
        by=UUID(viewer.id),
    )


def _keep(item: JointItem) -> None:
    JointItem.objects.bulk_create([item], ignore_conflicts=True)


def _log(event: Event, viewer: Viewer, side: JointSide, *, now: datetime, detail: dict[str, str]) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=side.joint,
        now=now,
        purpose=side.purpose,
        reference=viewer.reference,
        detail=dict(detail),
    )
