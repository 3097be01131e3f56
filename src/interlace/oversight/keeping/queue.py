"""The review queue: what is near its end, grouped by case and reason, and how near."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.core.procedure.keeping import Hold, Stage, stage_of
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting, running
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.roles import Verb
from interlace.oversight.keeping import letters, versions
from interlace.oversight.keeping.closed_cases import titles_of_cases
from interlace.oversight.keeping.deciding import require_keeper
from interlace.oversight.keeping.in_force import held_with_cases
from interlace.oversight.keeping.sealing import holds_kept_by, holds_with_sealed
from interlace.oversight.models import Certificate, Extension, KeptItem, KeptState, LegalHold


@dataclass(frozen=True, slots=True)
class Reason:
    """What a group has in common: the case, and why its records are due."""

    category: str
    purpose: str
    reference: str
    cause: str
    rule: str

    @classmethod
    def of(cls, item: KeptItem) -> "Reason":
        """Of one record."""
        return cls(item.category, item.purpose, item.reference, item.cause, item.rule)


@dataclass(frozen=True, slots=True)
class QueuedItem:
    """One record of the queue with how near its end is."""

    item: KeptItem
    stage: Stage
    hold: LegalHold | None = None
    is_held_with_case: bool = False
    """Whether it is held because a case that stands on it is. Which one, the case's own page says to who may see it."""
    waits_for_second: bool = False
    keeps_hold: bool = False
    """Whether the reader is the keeper of its hold: others read that it stands, and on which law."""
    opens_sealed: bool = False
    """Whether something recalled is sealed under its hold, and the reader is the hold's keeper."""

    @property
    def is_held(self) -> bool:
        """Whether nothing of it may be deleted now."""
        return self.hold is not None or self.is_held_with_case

    @property
    def hold_basis(self) -> str:
        """On which law it is held, as everybody who sees the record may read."""
        if self.hold is not None:
            return self.hold.basis
        return _("A legal hold on a case") if self.is_held_with_case else ""

    @property
    def hold_reason(self) -> str:
        """Why it is held, as far as the reader may know: a hold on one record is told with all of its subject."""
        return self.hold.reason if self.hold is not None and self.keeps_hold else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Records that are decided together: one case, one reason."""

    reason: Reason
    items: tuple[QueuedItem, ...]

    @property
    def id(self) -> UUID:
        """The first record's, by which the group is found again."""
        return self.items[0].item.id

    @property
    def due(self) -> datetime:
        """Of the record that is due first."""
        return min(each.item.due for each in self.items)

    @property
    def undecided(self) -> tuple[QueuedItem, ...]:
        """What still waits for somebody: neither held nor with a second person."""
        return tuple(each for each in self.items if not each.is_held and not each.waits_for_second)

    @property
    def stage(self) -> Stage:
        """The nearest stage of what is undecided; held where everything is."""
        stages = {each.stage for each in self.undecided} or {each.stage for each in self.items}
        return next(stage for stage in (*reversed(_BY_NEARNESS), Stage.HELD) if stage in stages)


_BY_NEARNESS = (Stage.KEPT, Stage.WITHIN_180, Stage.WITHIN_90, Stage.WITHIN_30, Stage.DUE)


def groups_due(viewer: Viewer, *, now: datetime) -> list[Group]:
    """The queue of the viewer's own bureau, what is due first on top, as far as 180 days ahead."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = KeptItem.objects.visible_to(viewer).exclude(state=KeptState.DELETED).order_by("due", "id")
        items = list(rows)
        held = holds_on(items, now=now)
        with_case = held_with_cases(viewer, {item.subject for item in items})
        kept = holds_kept_by(viewer, held.values())
        sealed = holds_with_sealed(kept)
        waiting = _waiting_for_second(viewer)
    grouped: defaultdict[Reason, list[QueuedItem]] = defaultdict(list)
    for item in items:
        hold = held.get(item.subject)
        stage = stage_of(item.due, now=now, holds=[] if hold is None else [hold.as_hold()])
        if item.subject in with_case:
            stage = Stage.HELD
        if stage is not Stage.KEPT:
            grouped[Reason.of(item)].append(
                QueuedItem(
                    item,
                    stage,
                    hold,
                    is_held_with_case=item.subject in with_case,
                    waits_for_second=str(item.id) in waiting,
                    keeps_hold=hold is not None and hold.id in kept,
                    opens_sealed=hold is not None and hold.id in sealed,
                )
            )
    groups = [Group(reason, tuple(found)) for reason, found in grouped.items()]
    return sorted(groups, key=lambda group: (not group.undecided, group.due, group.id))


def group_of(viewer: Viewer, item: UUID, *, now: datetime) -> Group:
    """The group that a record belongs to."""
    for group in groups_due(viewer, now=now):
        if any(each.item.id == item for each in group.items):
            return group
    raise NotFound(_("There is no such record to decide about."))


def titles_of(viewer: Viewer, items: Collection[KeptItem], *, now: datetime) -> Mapping[UUID, tuple[str, ...]]:
    """By what this officer knows letters, registers and cases again, as far as it may read them, by item."""
    return {
        **letters.titles_of(viewer, items, now=now),
        **versions.names_of(viewer, items, now=now),
        **titles_of_cases(viewer, items, now=now),
    }


def readable_facts(viewer: Viewer, items: Collection[KeptItem], *, now: datetime) -> Mapping[UUID, list[Fact]]:
    """What this officer may read of the records, by record: nothing of those whose end has passed."""
    by_pair = {(item.subject, item.contribution): item.id for item in items}
    found: defaultdict[UUID, dict[UUID, Fact]] = defaultdict(dict)
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            facts = Fact.objects.visible_to(matter).filter(
                originator=viewer.member, subject__in=[item.subject for item in items]
            )
            for fact in facts.order_by("row", "prop", "id"):
                if (fact.subject, fact.contribution) in by_pair:
                    found[by_pair[fact.subject, fact.contribution]][fact.id] = fact
    return {item: list(facts.values()) for item, facts in found.items()}


def certificates_of(viewer: Viewer, *, now: datetime, most: int) -> list[Certificate]:
    """The latest certificates of the viewer's own bureau; those of the node itself for its auditors."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = Certificate.objects.visible_to(viewer)
        if Verb.AUDIT not in viewer.verbs:
            rows = rows.exclude(by_name="")
        return list(rows.order_by("-at", "id")[:most])


def certificate_of(viewer: Viewer, certificate: UUID, *, now: datetime) -> Certificate:
    """One certificate."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        found = Certificate.objects.visible_to(viewer).filter(id=certificate).first()
    if found is None or (not found.by_name and Verb.AUDIT not in viewer.verbs):
        raise NotFound(_("There is no such certificate."))
    return found


def holds_on(items: Collection[KeptItem], *, now: datetime) -> Mapping[UUID, LegalHold]:
    """The holds in force for these records, by subject."""
    found: dict[UUID, LegalHold] = {}
    rows = LegalHold.objects.filter(subject__in={item.subject for item in items}, lifted=None)
    hold: LegalHold
    for hold in rows.order_by("begins", "id"):
        if Hold.binds(hold.as_hold(), now):
            found[hold.subject] = hold
    return found


def _waiting_for_second(viewer: Viewer) -> frozenset[str]:
    waiting = Extension.objects.waiting(viewer.member, now=running().now)
    return frozenset(item for items in waiting.values_list("items", flat=True) for item in items)
