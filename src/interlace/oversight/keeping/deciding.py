"""Deciding over what is due: delete with a certificate, or put under a legal hold. Extending needs two: `extending`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interlace.core.procedure.keeping import may_be_deleted
from interlace.facts.models import Fact
from interlace.facts.pictures.kinds import PICTURES
from interlace.facts.recalling import recall
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.roles import Verb
from interlace.oversight.keeping.certificates import Gone, certify
from interlace.oversight.keeping.erasing import PERIOD_ENDED, erase_rejects, without_facts
from interlace.oversight.keeping.finding import joined_guard
from interlace.oversight.keeping.ledger import note_deletion
from interlace.oversight.keeping.listeners import UnderHold
from interlace.oversight.ledger_events import HOLD_LIFTED, HOLD_SET
from interlace.oversight.models import Certificate, Extension, ExtensionState, KeptItem, KeptState, LegalHold
from interlace.screening.models import HitBasis

MOST_AT_ONCE = 2_000
SHORTEST_REASON = 3


def delete_records(viewer: Viewer, items: Collection[UUID], *, now: datetime) -> Certificate:
    """Delete records of the queue everywhere on the node, and certify it. Nothing happens if one of them is held."""
    with acting(viewer, now=now):
        rows = open_items(viewer, items)
        _refuse_held(rows, now=now)
        _refuse_proposed(viewer, rows)
        return _delete(viewer, rows, reason=PERIOD_ENDED, now=now)


def hold_records(
    viewer: Viewer,
    items: Collection[UUID],
    *,
    reason: str,
    basis: str,
    now: datetime,
    ends: datetime | None = None,
    review: datetime | None = None,
) -> list[LegalHold]:
    """Put records under a legal hold: nothing of them is deleted until it ends or is lifted."""
    _refuse_bad_hold(reason, basis, now=now, ends=ends, review=review)
    with acting(viewer, now=now):
        rows = open_items(viewer, items)
        held = set(LegalHold.objects.filter(item__in=rows, lifted=None).values_list("item_id", flat=True))
        made = LegalHold.objects.bulk_create(
            LegalHold(
                member=viewer.member,
                item=item,
                subject=item.subject,
                reason=reason.strip(),
                basis=basis.strip(),
                begins=now,
                ends=ends,
                review=review,
                set_by=UUID(viewer.id),
                set_by_name=viewer.officer_name,
            )
            for item in rows
            if item.id not in held
        )
        if not made:
            raise Conflict(_("These records are under a hold already."))
        record(
            HOLD_SET,
            by=viewer.id,
            member=viewer.member,
            on=made[0].id,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"holds": [str(each.id) for each in made], "basis": basis.strip()},
        )
        return made


def lift_holds(viewer: Viewer, items: Collection[UUID], *, now: datetime) -> int:
    """End the holds of these records; they are due again as they were."""
    with acting(viewer, now=now):
        rows = open_items(viewer, items)
        holds = LegalHold.objects.select_for_update().filter(item__in=rows, lifted=None)
        ids = [str(each) for each in holds.values_list("id", flat=True)]
        if not ids:
            raise Conflict(_("No hold is in force for these records."))
        holds.update(lifted=now, lifted_by=UUID(viewer.id))
        record(
            HOLD_LIFTED,
            by=viewer.id,
            member=viewer.member,
            on=ids[0],
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"holds": ids},
        )
        return len(ids)


def open_items(viewer: Viewer, items: Collection[UUID]) -> list[KeptItem]:
    """These records, locked; `NotFound` unless every one is open and this officer may know of it."""
    require_keeper(viewer)
    wanted = set(items)
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise InvalidInput(
            _("Choose at least one record, and at most {count} at once.").format(count=MOST_AT_ONCE),
            code="records_unfit",
        )
    own: QuerySet[KeptItem] = KeptItem.objects.visible_to(viewer).select_for_update()
    rows = list(own.filter(id__in=wanted, state=KeptState.OPEN).order_by("id"))
    if len(rows) != len(wanted):
        raise NotFound(_("There is no such record to decide about."))
    return rows


def require_keeper(viewer: Viewer) -> None:
    """Whoever may take facts back may decide how long they are kept."""
    if not viewer.person.active or Verb.RECALL not in viewer.verbs:
        raise Refused(
            _("Your role does not allow deciding how long records are kept."),
            fix=_("Ask the data-protection officer or the head of your bureau."),
        )


def delete_for_person(viewer: Viewer, facts: Sequence[UUID], *, now: datetime) -> Certificate:
    """Delete facts because the person they are about asked for it; a viewer context of a keeper must be open."""
    with steward(Task.RETENTION):
        labels = Fact.objects.filter(originator=viewer.member, id__in=facts)
        items = list(
            KeptItem.objects.select_for_update().filter(
                member=viewer.member, subject__in=labels.values("subject"), state=KeptState.OPEN
            )
        )
    return _delete_facts(viewer, list(facts), items, reason="person-asked", now=now)


def _delete(viewer: Viewer, rows: Sequence[KeptItem], *, reason: str, now: datetime) -> Certificate:
    pairs = {(item.subject, item.contribution) for item in rows}
    with steward(Task.RETENTION):
        of_subjects = Fact.objects.filter(
            originator=viewer.member,
            subject__in={subject for subject, _contribution in pairs},
            contribution__in={contribution for _subject, contribution in pairs},
        )
        found = of_subjects.order_by("id").values_list("id", "subject", "contribution")
        facts = [fact for fact, subject, contribution in found if (subject, contribution) in pairs]
    return _delete_facts(viewer, facts, rows, reason=reason, now=now)


def _delete_facts(
    viewer: Viewer, facts: list[UUID], rows: Sequence[KeptItem], *, reason: str, now: datetime
) -> Certificate:
    with steward(Task.RETENTION):
        stored = Fact.objects.filter(id__in=facts)
        gone = [
            Gone("facts", fact, bytes(digest).hex())
            for fact, digest in stored.order_by("id").values_list("id", "digest")
        ]
        sources = set(stored.values_list("contribution", flat=True).distinct())
        pictures = stored.filter(prop__in=PICTURES).count()
        subjects = set(stored.values_list("subject", flat=True).distinct())
        hits = HitBasis.objects.filter(fact__in=facts).values("hit").distinct().count()
    if facts:
        recall(viewer, facts, reason=reason, now=now)
    emptied = without_facts(viewer.member, sources)
    # An import's rows that were never stored, and the name of its file, go with the last of its facts.
    rejects = erase_rejects(viewer.member, emptied)
    note_deletion(viewer.member, {"rejects": [str(each) for each in emptied]}, now=now)
    exports = Leaf.objects.filter(
        member=viewer.member, event="facts.exported", object_id__in=[str(each) for each in (*sources, *subjects)]
    ).count()
    certificate = certify(
        viewer.member,
        by=viewer,
        reason=reason,
        records=len(rows) or len(subjects),
        gone=gone,
        counts={
            "subjects": len(subjects),
            "pictures": pictures,
            "hits_withdrawn": hits,
            "rows_of_files": rejects,
            "files_handed_out_before": exports,
        },
        guard=joined_guard(rows),
        now=now,
    )
    KeptItem.objects.filter(id__in=[item.id for item in rows]).update(
        state=KeptState.DELETED, certificate=certificate.id
    )
    return certificate


def _refuse_held(rows: Sequence[KeptItem], *, now: datetime) -> None:
    with steward(Task.RETENTION):
        holds = LegalHold.objects.filter(member=rows[0].member, subject__in={item.subject for item in rows})
        in_force = [hold.as_hold() for hold in holds]
    if not may_be_deleted(in_force, now=now):
        raise UnderHold(
            _("One of these records is under a legal hold; nothing was deleted."),
            fix=_("Leave it out, or have the hold lifted first."),
        )


def _refuse_proposed(viewer: Viewer, rows: Sequence[KeptItem]) -> None:
    chosen = {str(item.id) for item in rows}
    proposed = Extension.objects.filter(member=viewer.member, state=ExtensionState.PROPOSED)
    if any(chosen & set(items) for items in proposed.values_list("items", flat=True)):
        raise Conflict(
            _("A colleague has proposed to keep one of these records longer."), fix=_("Decide that proposal first.")
        )


def _refuse_bad_hold(reason: str, basis: str, *, now: datetime, ends: datetime | None, review: datetime | None) -> None:
    problems = []
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append(FieldProblem("/reason", "reason_missing", _("A hold needs a reason."), _("Say why.")))
    if len(basis.strip()) < SHORTEST_REASON:
        problems.append(
            FieldProblem("/basis", "basis_missing", _("A hold needs a legal basis."), _("Name the law or the order."))
        )
    dates = [each for each in (ends, review) if each is not None]
    if not dates or min(dates) <= now:
        problems.append(
            FieldProblem(
                "/review",
                "date_missing",
                _("A hold has an end, or a day on which it is looked at again."),
                _("Give a later day."),
            )
        )
    if problems:
        raise InvalidInput(_("The hold cannot be set like this."), problems=problems)
