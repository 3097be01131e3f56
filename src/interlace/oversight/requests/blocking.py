"""Blocking: while a request is reviewed, nobody but the reviewer reads the facts it may concern.

The facts move under labels that name the reviewer alone, and hits that rest on them under labels that nobody may
discover: every wall that obeys labels then hides them, and nothing else has to know of blocks. Lifting moves them back.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from interlace.core.handling import Code, HitMode, Label
from interlace.facts.models import Fact
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern, labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.oversight.keeping.deciding import require_keeper
from interlace.oversight.keeping.items import guard_of
from interlace.oversight.ledger_events import BLOCK_LIFTED, SUBJECT_BLOCKED
from interlace.oversight.models import Block, BlockedSide, OwnerQuestion
from interlace.oversight.recording import log_act
from interlace.screening.models import HitBasis, HitSide, Release
from interlace.screening.pending import note_changed
from interlace.screening.upkeep import catch_up_soon


def block_subject(viewer: Viewer, question: OwnerQuestion, subject: UUID, *, now: datetime) -> Block:
    """Hide one own subject from everybody but this reviewer; `NotFound` unless the reviewer may read it."""
    require_keeper(viewer)
    _refuse_unreadable(viewer, subject, now=now)
    with acting(viewer, now=now):
        if Block.objects.filter(member=viewer.member, subject=subject, lifted=None).exists():
            raise Conflict(_("This record is blocked already."))
        block = Block.objects.create(
            member=viewer.member,
            question=question,
            subject=subject,
            reviewer=UUID(viewer.id),
            set=now,
            **clearance_of(viewer),
        )
        with steward(Task.RETENTION):
            block.facts, touched = _hide(block, viewer)
            named = guard_of(labels_of(sorted(set(block.facts.values()))))["named"]
            # The reviewer always knows of its own.
            block.named = sorted({viewer.id, *named}) if named is not None else None
            block.save(update_fields=["facts", "named"])
            note_changed(touched)
        _log(viewer, block, SUBJECT_BLOCKED, now=now)
        transaction.on_commit(lambda: catch_up_soon(subjects=1), robust=True)
        return block


def clearance_of(viewer: Viewer) -> dict[str, Any]:
    """Who may know of what this officer blocks or decides: whoever reads as much."""
    return {"level": viewer.person.level, "rooms": sorted(viewer.person.rooms)}


def lift_block(viewer: Viewer, block: Block, *, now: datetime) -> list[UUID]:
    """Give facts and hits back the labels they had; returns the facts. A viewer context must be open."""
    with steward(Task.RETENTION):
        facts, touched = _show(block)
        note_changed(touched)
    Block.objects.filter(id=block.id).update(lifted=now)
    _log(viewer, block, BLOCK_LIFTED, now=now)
    transaction.on_commit(lambda: catch_up_soon(subjects=1), robust=True)
    return facts


def _refuse_unreadable(viewer: Viewer, subject: UUID, *, now: datetime) -> None:
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            if Fact.objects.visible_to(matter).filter(subject=subject, originator=viewer.member).exists():
                return
    raise NotFound(_("There is no such record, or it is not yours."))


def _hide(block: Block, viewer: Viewer) -> tuple[dict[str, int], list[UUID]]:
    """Move everything that states or rests on the subject; what each fact had, and the subjects touched."""
    of_subject = Fact.objects.filter(originator=viewer.member, subject=block.subject)
    hits = set(HitBasis.objects.filter(fact__in=of_subject.values("id")).values_list("hit", flat=True))
    releases = Release.objects.filter(hit__in=hits, member=viewer.member).values_list("id", flat=True)
    copies = Q(contribution__in=[*hits, *releases])
    moved = Fact.objects.filter(Q(subject=block.subject) | copies, originator=viewer.member)
    before = {str(fact): label for fact, label in moved.values_list("id", "label_id")}
    touched = sorted(set(moved.values_list("subject", flat=True)))
    for label_id, facts in _by_label(before).items():
        (label,) = labels_of([label_id])
        Fact.objects.filter(id__in=facts).update(label=intern(reviewers_label(label, viewer.id, was=label_id)))
    for side in HitSide.objects.select_for_update().filter(hit__in=hits).order_by("id"):
        BlockedSide.objects.create(
            block=block.id, side=side.id, label=side.label_id, holders_label=side.holders_label_id
        )
        guards = labels_of([side.label_id, side.holders_label_id])
        side.label_id, side.holders_label_id = (intern(replace(label, live=False)) for label in guards)
        side.save(update_fields=["label", "holders_label"])
    return before, touched


def reviewers_label(label: Label, reviewer: str, *, was: int) -> Label:
    """The same label for the reviewer's eyes only: tighter in every field, wider in none.

    `was` keeps labels apart that differed before: the same statement may stand under two of them.
    """
    may_read = Code.EYES_ONLY not in label.codes or reviewer in label.named
    return replace(
        label,
        audience=label.origins,
        seekers=label.origins,
        codes=label.codes | {Code.EYES_ONLY.value},
        named=frozenset({f"was-{was}"} | ({reviewer} if may_read else set())),
        hit=HitMode.NONE,
        life=False,
    )


def _show(block: Block) -> tuple[list[UUID], list[UUID]]:
    for label_id, facts in _by_label(block.facts).items():
        # Contributed again meanwhile: the same statement stands there already.
        same = Fact.objects.filter(label=label_id, digest=OuterRef("digest"))
        Fact.objects.filter(Exists(same), id__in=facts).exclude(label=label_id).delete()
        Fact.objects.filter(id__in=facts).update(label=label_id)
    for kept in BlockedSide.objects.filter(block=block.id):
        HitSide.objects.filter(id=kept.side).update(label=kept.label, holders_label=kept.holders_label)
    BlockedSide.objects.filter(block=block.id).delete()
    left = Fact.objects.filter(id__in=[UUID(fact) for fact in block.facts])
    of_subject = list(left.filter(subject=block.subject).order_by("id").values_list("id", flat=True))
    return of_subject, sorted({block.subject, *left.values_list("subject", flat=True)})


def _by_label(facts: "dict[str, int]") -> dict[int, Sequence[UUID]]:
    found: defaultdict[int, list[UUID]] = defaultdict(list)
    for fact, label in facts.items():
        found[label].append(UUID(fact))
    return dict(found)


def _log(viewer: Viewer, block: Block, event: Event, *, now: datetime) -> None:
    log_act(viewer, event, on=block.subject, now=now, detail={"block": str(block.id), "facts": len(block.facts)})
