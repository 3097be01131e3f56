"""Interning labels, and the label ids that a viewer is permitted for an action.

Deciding over 20,000 labels takes milliseconds, so the answer is kept per class of viewer. An entry is good until a
label or a consent is added, or until the next moment at which one of those it counted on ends.
"""

import hashlib
import json
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models.expressions import RawSQL
from numpy.typing import NDArray

from interlace.core.handling import Action, Answer, Code, Grant, HitMode, Label, decide
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.models import GrantRow, LabelRow, terms_of

FAR_PAST = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
FAR_FUTURE = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Permitted:
    """What one viewer may use for one action: label ids, and single facts that an originator consented to."""

    labels: tuple[int, ...]
    facts: tuple[UUID, ...]
    mask: NDArray[np.bool_]
    """The same labels as a table indexed by label id."""
    valid_until: datetime
    valid_from: datetime = FAR_PAST
    """A clock that was set back makes things current again."""

    def permits(self, label: int) -> bool:
        """Whether the label is among the permitted ones; one that is newer than the table is not."""
        return label < len(self.mask) and bool(self.mask[label])

    def permits_fact(self, fact: UUID, *, label: int) -> bool:
        """Whether the fact may be used: by its label, or because its originator consented to it alone."""
        return self.permits(label) or fact in self.facts


@dataclass(slots=True)
class _Known:
    """Every label and consent of the node, read incrementally: both only grow."""

    labels: dict[int, Label] = field(default_factory=dict)
    ids: dict[Label, int] = field(default_factory=dict)
    """Labels whose transaction has ended: one that is rolled back must not be handed out again."""
    grants: dict[UUID, GrantRow] = field(default_factory=dict)
    by_label: defaultdict[int, list[Grant]] = field(default_factory=lambda: defaultdict(list))
    by_fact: defaultdict[UUID, list[Grant]] = field(default_factory=lambda: defaultdict(list))
    label_of_fact: dict[UUID, int] = field(default_factory=dict)
    oldest_running: int = 0
    """Rows written by this transaction or a later one may be new to us."""
    has_named: bool = False

    def add_label(self, row: LabelRow, *, oldest_running: int) -> None:
        """Take a label in, and hand out its id from the moment its transaction has ended."""
        label = self.labels.get(row.id)
        if label is None:
            self.labels[row.id] = label = row.as_label()
        if row.written_in < oldest_running:
            self.ids[label] = row.id
        self.has_named = self.has_named or Code.EYES_ONLY in label.codes

    def add_grant(self, row: GrantRow) -> None:
        """Take a consent in, once."""
        if row.id in self.grants:
            return
        self.grants[row.id] = row
        if row.fact is None:
            self.by_label[row.label_id].append(row.as_grant())
        else:
            self.by_fact[row.fact].append(row.as_grant())
            self.label_of_fact[row.fact] = row.label_id


_OWN_TRANSACTION = RawSQL("coalesce((pg_current_xact_id_if_assigned()::text)::bigint, 0)", [])
_ANYTHING_NEW = """
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
           exists (select from disclosure_labelrow where written_in >= %s)
           or exists (select from disclosure_grantrow where written_in >= %s)
"""


class LabelBook:
    """The node's labels in memory, one per process."""

    def __init__(self, *, room: int = 4096) -> None:
        self._lock = threading.Lock()
        self._known = _Known()
        self._answers: OrderedDict[tuple[object, ...], Permitted] = OrderedDict()
        self._room = room

    def forget(self) -> None:
        """Drop everything read so far (another database, or one restored)."""
        with self._lock:
            self._known = _Known()
            self._answers.clear()

    def refresh(self) -> None:
        """Read labels and consents added since the last look; labels of the running transaction too."""
        with connection.cursor() as cursor:
            cursor.execute(_ANYTHING_NEW, [self._known.oldest_running] * 2)
            oldest_running, is_anything_new = cursor.fetchone()
        with self._lock:
            known = self._known
            if not is_anything_new:
                known.oldest_running = oldest_running
                return
            for label in LabelRow.objects.filter(written_in__gte=known.oldest_running):
                known.add_label(label, oldest_running=oldest_running)
            # A consent counts from its commit on: one that is taken back with its transaction must not stay in memory.
            given = GrantRow.objects.filter(written_in__gte=known.oldest_running).exclude(written_in=_OWN_TRANSACTION)
            for grant in given:
                known.add_grant(grant)
            known.oldest_running = oldest_running

    def id_of(self, label: Label) -> int | None:
        """The id of a label that is there to stay, as far as this process knows."""
        return self._known.ids.get(label)

    def label(self, label_id: int) -> Label:
        """The label with this id; `KeyError` when there is none."""
        if label_id not in self._known.labels:
            self.refresh()
        return self._known.labels[label_id]

    def silent(self, person: Person, *, purpose: str, now: datetime) -> Permitted:
        """The labels whose facts this person's search meets without being told; the originator is told instead."""
        known = self._known
        told = {
            label_id: replace(label, hit=HitMode.HIT)
            for label_id, label in known.labels.items()
            if label.hit is HitMode.SILENT and person.member not in label.origins
        }
        mask = np.zeros(max(known.labels, default=0) + 1, dtype=np.bool_)
        for label_id, label in told.items():
            mask[label_id] = decide(person, Action.DISCOVER, label, purpose=purpose, now=now) is Answer.PERMIT
        return Permitted(labels=_ids(mask), facts=(), mask=mask, valid_until=now)

    def held_by(self, member: str) -> Permitted:
        """The labels of which the member is the sole originator, for the steward who matches on its behalf."""
        mask = np.zeros(max(self._known.labels, default=0) + 1, dtype=np.bool_)
        for label_id, label in self._known.labels.items():
            mask[label_id] = label.origins == {member}
        return Permitted(labels=_ids(mask), facts=(), mask=mask, valid_until=FAR_FUTURE)

    def permitted(
        self, person: Person, action: Action, *, purpose: str, now: datetime, to: str | None = None
    ) -> Permitted:
        """What this person may use for this action and purpose, now. Call `refresh` first in a new transaction."""
        known = self._known
        key = (
            len(known.labels),
            len(known.grants),
            person.member,
            person.active,
            person.level,
            person.rooms,
            person.purposes,
            person.ceiling,
            person.id if known.has_named else "",
            action,
            purpose,
            to,
        )
        kept = self._answers.get(key)
        if kept is not None and kept.valid_from <= now < kept.valid_until:
            return kept
        answer = _decide_all(known, person, action, purpose=purpose, now=now, to=to)
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._room:
                self._answers.popitem(last=False)
        return answer


def _decide_all(
    known: _Known, person: Person, action: Action, *, purpose: str, now: datetime, to: str | None
) -> Permitted:
    def permits(label_id: int, grants: Sequence[Grant]) -> bool:
        label = known.labels[label_id]
        return decide(person, action, label, purpose=purpose, now=now, to=to, grants=grants) is Answer.PERMIT

    mask = np.zeros(max(known.labels, default=0) + 1, dtype=np.bool_)
    ends = [FAR_FUTURE]
    for label_id, label in known.labels.items():
        grants = known.by_label.get(label_id, [])
        if permits(label_id, grants):
            mask[label_id] = True
            ends += [label.until, *(grant.expires for grant in grants if now < grant.expires)]
    facts = []
    for fact, grants in known.by_fact.items():
        label_id = known.label_of_fact[fact]
        if not mask[label_id] and permits(label_id, [*grants, *known.by_label.get(label_id, [])]):
            facts.append(fact)
            ends += [known.labels[label_id].until, *(grant.expires for grant in grants if now < grant.expires)]
    return Permitted(labels=_ids(mask), facts=tuple(facts), mask=mask, valid_until=min(ends), valid_from=now)


def _ids(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(label_id) for label_id in np.flatnonzero(mask))


book = LabelBook()


def intern(label: Label) -> int:
    """The id of this label, made if it is new. Equal labels share one id."""
    kept = book.id_of(label)
    if kept is not None:
        return kept
    terms = terms_of(label)
    digest = hashlib.sha256(json.dumps(terms, sort_keys=True, separators=(",", ":")).encode()).digest()
    found = LabelRow.objects.filter(digest=digest).values_list("id", flat=True).first()
    if found is not None:
        return found
    LabelRow.objects.bulk_create([LabelRow(digest=digest, terms=terms)], ignore_conflicts=True)
    return LabelRow.objects.values_list("id", flat=True).get(digest=digest)


def labels_of(label_ids: Sequence[int]) -> list[Label]:
    """The labels with these ids, in order."""
    return [book.label(label_id) for label_id in label_ids]
