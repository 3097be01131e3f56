"""Interning labels, and the label ids that a viewer is permitted for an action.

Deciding over 20,000 labels takes milliseconds, so the answer is kept per class of viewer. It is extended by the labels
and consents that were added since and concern the viewer's member, and shortened when one of those it counts on ends:
a viewer's work does not grow with what others share among themselves.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Self, TypeVar
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from interlace.core.handling import Action, Answer, HitMode, Label, decide
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.known import Known
from interlace.foundation.disclosure.models import GrantRow, LabelRow, terms_of

_Row = TypeVar("_Row", LabelRow, GrantRow)

FAR_PAST = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
FAR_FUTURE = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Permitted:
    """What one viewer may use for one action: label ids, and single facts that an originator consented to."""

    labels: tuple[int, ...]
    facts: Mapping[UUID, int]
    """Each with its label."""
    mask: NDArray[np.bool_]
    """The same labels as a table indexed by label id."""
    valid_until: datetime
    valid_from: datetime = FAR_PAST
    """A clock that was set back makes things current again."""

    @classmethod
    def of(
        cls,
        labels: Iterable[int],
        *,
        facts: Mapping[UUID, int] = MappingProxyType({}),
        valid_until: datetime,
        valid_from: datetime = FAR_PAST,
    ) -> Self:
        """These labels and facts, in order."""
        ids = tuple(sorted(labels))
        mask = np.zeros(ids[-1] + 1 if ids else 1, dtype=np.bool_)
        mask[list(ids)] = True
        return cls(labels=ids, facts=facts, mask=mask, valid_until=valid_until, valid_from=valid_from)

    def permits(self, label: int) -> bool:
        """Whether the label is among the permitted ones; one that is newer than the table is not."""
        return label < len(self.mask) and bool(self.mask[label])

    def permits_fact(self, fact: UUID, *, label: int) -> bool:
        """Whether the fact may be used: by its label, or because its originator consented to it alone."""
        return self.permits(label) or fact in self.facts


# One statement whether something is new or not: how many a request takes must not tell that others have just shared. A
# consent counts from its commit on: one that is taken back with its transaction must not stay in memory.
_NEWS = """
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
           (select json_agg(json_build_object('id', id, 'terms', terms, 'written_in', written_in) order by id)
              from disclosure_labelrow
             where written_in >= %(since)s),
           (select json_agg(to_json(given))
              from disclosure_grantrow as given
             where written_in >= %(since)s
               and written_in <> coalesce((pg_current_xact_id_if_assigned()::text)::bigint, 0))
"""


class LabelBook:
    """The node's labels in memory, one per process."""

    def __init__(self, *, room: int = 4096) -> None:
        self._lock = threading.Lock()
        self._known = Known()
        self._answers: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
        self._room = room

    def forget(self) -> None:
        """Drop everything read so far (another database, or one restored)."""
        with self._lock:
            self._known = Known()
            self._answers.clear()

    def refresh(self) -> None:
        """Read labels and consents added since the last look; labels of the running transaction too."""
        known = self._known
        with connection.cursor() as cursor:
            cursor.execute(_NEWS, {"since": known.oldest_running})
            oldest_running, labels, grants = cursor.fetchone()
        with self._lock:
            # A book that was forgotten meanwhile is read from its beginning, and not from here on.
            if known is not self._known:
                return
            for label in _read(LabelRow, labels):
                known.add_label(label, oldest_running=oldest_running)
            for grant in _read(GrantRow, grants):
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

    @property
    def named(self) -> Set[str]:
        """The persons whom some label for their eyes only names: nobody else's answers are one's own."""
        return self._known.named

    def silent(self, person: Person, *, purpose: str, now: datetime) -> Permitted:
        """The labels whose facts this person's search meets without being told; the originator is told instead."""
        known = self._known
        met = [
            label_id
            for label_id in known.concerning(person.member)
            if (label := known.labels[label_id]).hit is HitMode.SILENT
            and person.member not in label.origins
            and decide(person, Action.DISCOVER, replace(label, hit=HitMode.HIT), purpose=purpose, now=now)
            is Answer.PERMIT
        ]
        return Permitted.of(met, valid_until=now)

    def held_by(self, member: str) -> Permitted:
        """The labels of which the member is the sole originator, for the steward who matches on its behalf."""
        known = self._known
        held = [label_id for label_id in known.concerning(member) if known.labels[label_id].origins == {member}]
        return Permitted.of(held, valid_until=FAR_FUTURE)

    def permitted(
        self, person: Person, action: Action, *, purpose: str, now: datetime, to: str | None = None
    ) -> Permitted:
        """What this person may use for this action and purpose, now. Call `refresh` first in a new transaction."""
        known = self._known
        key = (
            person.member,
            person.active,
            person.level,
            person.rooms,
            person.purposes,
            person.ceiling,
            person.id if person.id in known.named else "",
            action,
            purpose,
            to,
        )
        kept = self._answers.get(key)
        rule = _Rule(known, person, action, purpose=purpose, now=now, to=to)
        answer = rule.all() if kept is None or now < kept.permitted.valid_from else rule.extended(kept)
        if answer is not kept:
            with self._lock:
                # What was decided on a book that has been forgotten since must not come back.
                if known is self._known:
                    self._answers[key] = answer
                while len(self._answers) > self._room:
                    self._answers.popitem(last=False)
        return answer.permitted


def _read(model: type[_Row], told: list[dict[str, Any]] | None) -> Iterator[_Row]:
    """The rows that the statement told as JSON, if any."""
    fields = {each.attname: each for each in model._meta.concrete_fields}
    for row in told or ():
        yield model(**{name: fields[name].to_python(value) for name, value in row.items()})


@dataclass(frozen=True, slots=True)
class _Kept:
    """A decided answer, and how many of the labels and consents that concern the member it was decided on."""

    permitted: Permitted
    labels: int
    grants: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """One question put to many labels."""

    known: Known
    person: Person
    action: Action
    purpose: str = field(kw_only=True)
    now: datetime = field(kw_only=True)
    to: str | None = field(kw_only=True)

    def all(self) -> _Kept:
        """Decide on every label that concerns the member."""
        nothing = Permitted.of((), valid_until=FAR_FUTURE)
        return self.extended(_Kept(nothing, labels=0, grants=0))

    def extended(self, kept: _Kept) -> _Kept:
        """Decide on what is new since, and on what may have ended: time takes away and never gives."""
        before = kept.permitted
        labels, grants = self.known.concerning(self.person.member), self.known.given_to(self.person.member)
        seen = _Kept(before, labels=len(labels), grants=len(grants))  # more may be added meanwhile
        again = set(labels[kept.labels : seen.labels])
        again |= {grant.label_id for grant in grants[kept.grants : seen.grants]}
        if now_over := self.now >= before.valid_until:
            again |= {*before.labels, *before.facts.values()}
        if not again:
            return kept
        chosen = {label_id for label_id in again if self._permits(label_id)}
        facts = {
            fact: label_id
            for label_id in sorted(again - chosen)
            for fact in self.known.facts_under(label_id)
            if self._permits(label_id, fact)
        }
        current = chosen.union(facts.values())
        over, running = before.valid_from, FAR_FUTURE if now_over else before.valid_until
        for label_id in again:
            for end in self._ends(label_id):
                if end <= self.now:
                    over = max(over, end)
                elif label_id in current:
                    running = min(running, end)
        permitted = Permitted.of(
            chosen.union(label_id for label_id in before.labels if label_id not in again),
            facts={fact: label_id for fact, label_id in before.facts.items() if label_id not in again} | facts,
            valid_from=over,
            valid_until=running,
        )
        return replace(seen, permitted=permitted)

    def _permits(self, label_id: int, fact: UUID | None = None) -> bool:
        grants = self.known.grants_of(label_id, member=self.person.member, fact=fact)
        label = self.known.labels[label_id]
        answer = decide(self.person, self.action, label, purpose=self.purpose, now=self.now, to=self.to, grants=grants)
        return answer is Answer.PERMIT

    def _ends(self, label_id: int) -> Iterable[datetime]:
        """The moments at which the answers under this label may change."""
        ends = [self.known.labels[label_id].until]
        for fact in (None, *self.known.facts_under(label_id)):
            ends += [each.expires for each in self.known.grants_of(label_id, member=self.person.member, fact=fact)]
        return ends


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
