"""Making a hit known: one row per side, each with only what that side may know."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any, Self
from uuid import UUID

from interlace.core.handling import Action, Code, HitMode, Label, can, join
from interlace.core.handling import Viewer as Person
from interlace.core.matching import Band, Description, Score
from interlace.core.procedure.ladder import Party, State, Urgency
from interlace.facts.describing import describe_entity
from interlace.foundation.database.writing import insert_together
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.hits import reasons
from interlace.screening.holdings import Holding, Statement
from interlace.screening.models import HitBasis, HitSide


@dataclass(frozen=True, slots=True)
class Matter:
    """Who asked, for what, with which values."""

    asker: str
    purpose: str
    reference: str
    urgency: Urgency
    question: Sequence[dict[str, str]]
    """The asker's values: property, value, original, and the fact they come from where there is one."""
    lent: bool
    """Whether asking has put these values before the holder; a hit found by itself lends nothing yet."""
    check: UUID | None = None
    own_subject: UUID | None = None
    guard: Label | None = None
    """The label of the asker's own facts: what the holder needs, to be told of a hit that nobody has asked about."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A holding that resembles what was asked."""

    holding: Holding
    score: Score
    band: Band
    readable: bool
    """Whether the asker may read what it resembles; then nothing is withheld."""
    granted: Holding | None = None
    """What else a unit reads of its own bureau's record: the fields that it was granted."""

    @property
    def told(self) -> Holding | None:
        """The record as far as the asker may read it."""
        return self.holding if self.readable else self.granted


Found = Sequence[tuple[Matter, Sequence[Likeness]]]
"""Questions with what resembles them."""


def guard_of(statements: Sequence[Statement]) -> Label:
    """The label of a product of these statements: whoever may discover it may discover every one of them."""
    return reduce(join, [book.label(label) for label in sorted({statement.label for statement in statements})])


def make_known(
    matter: Matter, likenesses: Sequence[Likeness], *, now: datetime, tell_asker: bool = True
) -> list[HitSide]:
    """Write both sides of each hit, or find those of the same question asked before; give the asker's sides in order.

    A holder is told when the values were put before it, or when the asker's own facts let it discover them. Without
    `tell_asker` (silent facts) the holder alone is told, and the asker's sides are returned unsaved.
    """
    return make_each_known([(matter, likenesses)], now=now, tell_asker=tell_asker)[0]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for several questions."""

    sides: list[list[HitSide]]
    """The asker's sides of each question in order: those of hits that were known before, too."""
    new: list[HitSide]
    """The rows that are new, of either side."""


def make_each_known(found: Found, *, now: datetime, tell_asker: bool = True) -> list[list[HitSide]]:
    """The same for several questions in their order, written together."""
    return write_sides(found, now=now, tell_asker=tell_asker).sides


def write_sides(found: Found, *, now: datetime, tell_asker: bool = True) -> Written:
    """The same, with what is new of it."""
    written, basis = Written([], []), list[HitBasis]()
    if not any(likenesses for _matter, likenesses in found):
        return Written([[] for _ in found], [])
    with steward(Task.CHECK):
        known, guards = _KnownBefore.of(found), _Guards()
        for matter, likenesses in found:
            written.sides.append([])
            for likeness in likenesses:
                guard = guards.of(likeness.holding.statements)
                whole = _whole_guard(matter, guard)
                side = known.side(matter, likeness)
                if side is None or not _is_as_open(book.label(side.label_id), whole):
                    side = _asker_side(
                        matter, likeness, label=guards.id_of(whole), holders=guards.id_of(guard), now=now
                    )
                    if tell_asker:
                        written.new.append(side)
                        known.add(side)
                    written.new.extend(
                        _holder_sides(side, matter, likeness, guard, guards, now=now, silent=not tell_asker)
                    )
                    basis += _basis(side.hit, matter, likeness)
                written.sides[-1].append(side)
        insert_together(written.new)
        insert_together(basis)
    return written


def _holder_sides(
    asker: HitSide,
    matter: Matter,
    likeness: Likeness,
    guard: Label,
    guards: "_Guards",
    *,
    now: datetime,
    silent: bool,
) -> list[HitSide]:
    """The holder's side, where the holder is to be told: none or one."""
    if matter.lent:
        return [_holder_side(asker, matter, likeness, label=guards.id_of(guard), now=now, silent=silent)]
    if matter.guard is None:
        return []
    # Nobody has asked yet: the holder must be able to discover both ends. Its own silence is none towards itself.
    both = join(replace(guard, hit=HitMode.HIT) if silent else guard, matter.guard)
    # A side that none of the holder's officers may know of would still stand in the holder's log.
    if not _somebody_may_discover(both, member=likeness.holding.holder, purpose=matter.purpose, now=now):
        return []
    return [_holder_side(asker, matter, likeness, label=guards.id_of(both), now=now, silent=silent)]


def _somebody_may_discover(label: Label, *, member: str, purpose: str, now: datetime) -> bool:
    """Whether the best-cleared officer of this member might learn that something under this label exists."""
    best = Person(
        id=min(label.named, default=""),
        member=member,
        active=True,
        level=label.level,
        rooms=label.rooms,
        purposes=frozenset({purpose}),
    )
    return can(best, Action.DISCOVER, label, purpose=purpose, now=now)


def within_guard(statements: Sequence[Statement], guard: Label, *, purpose: str, now: datetime) -> list[Statement]:
    """The holder's statements that every officer who may know of the hit may read.

    The waterfall is stored once for the holder's whole bureau: what only some of its officers may read (a higher level,
    an operation, named persons) must not weigh in it.
    """
    clearance = Person(
        id=min(guard.named, default=""),
        member=min(guard.origins),
        active=True,
        level=guard.level,
        rooms=guard.rooms,
        purposes=frozenset({purpose}),
    )
    return [
        each
        for each in statements
        if guard.named <= book.label(each.label).named or Code.EYES_ONLY not in book.label(each.label).codes
        if can(clearance, Action.READ, book.label(each.label), purpose=purpose, now=now)
    ]


class _KnownBefore:
    """The asker's sides of hits that the same questions have met before, those of this round too."""

    def __init__(self, sides: Iterable[HitSide]) -> None:
        self._by_matter: defaultdict[tuple[object, ...], list[HitSide]] = defaultdict(list)
        for side in sides:
            self.add(side)

    @classmethod
    def of(cls, found: Found) -> Self:
        """All that may be met by one of these questions."""
        same = HitSide.objects.filter(
            member__in={matter.asker for matter, _likenesses in found},
            party=Party.ASKER,
            their_subject__in={each.holding.subject for _matter, likenesses in found for each in likenesses},
            purpose__in={matter.purpose for matter, _likenesses in found},
            reference__in={matter.reference for matter, _likenesses in found},
        ).exclude(state=State.WITHDRAWN)
        return cls(same.order_by("created", "hit"))

    def add(self, side: HitSide) -> None:
        """A side that was made just now."""
        self._same_matter(side.member, side.purpose, side.reference, side.their_subject).append(side)

    def side(self, matter: Matter, likeness: Likeness) -> HitSide | None:
        """The latest side of the same question about the same holding."""
        # A subject of one's own is the question, whatever values it has by now; of typed values every one counts.
        question, subject = list(matter.question), likeness.holding.subject
        same = [
            side
            for side in self._same_matter(matter.asker, matter.purpose, matter.reference, subject)
            if side.own_subject == matter.own_subject and (matter.own_subject is not None or side.question == question)
        ]
        return same[-1] if same else None

    def _same_matter(self, *key: object) -> list[HitSide]:
        return self._by_matter[key]


class _Guards:
    """Labels of products, each put together once."""

    def __init__(self) -> None:
        self._of: dict[frozenset[int], Label] = {}
        self._ids: dict[Label, int] = {}

    def of(self, statements: Sequence[Statement]) -> Label:
        """As `guard_of`."""
        labels = frozenset(statement.label for statement in statements)
        if labels not in self._of:
            self._of[labels] = guard_of(statements)
        return self._of[labels]

    def id_of(self, label: Label) -> int:
        """As `intern`, which asks the database about a label of this transaction every time."""
        if label not in self._ids:
            self._ids[label] = intern(label)
        return self._ids[label]


def _whole_guard(matter: Matter, holders: Label) -> Label:
    """Guards the asker's side: its own values stand in it, and a colleague who may not read them must not meet them."""
    if matter.guard is None:
        return holders
    # How the asker's facts answer the searches of others is nothing towards itself.
    return join(holders, replace(matter.guard, hit=HitMode.CONTENT))


def _is_as_open(kept: Label, wanted: Label) -> bool:
    """Whether everybody who may know of a hit under `wanted` may know of one under `kept`: it can be handed out."""
    return join(kept, wanted) == wanted


def _asker_side(matter: Matter, likeness: Likeness, label: int, holders: int, *, now: datetime) -> HitSide:
    readable = likeness.readable
    told: list[dict[str, Any]] = (
        reasons.full(likeness.score.reasons) if readable else reasons.before_release(likeness.score.reasons)
    )
    return HitSide(
        hit=uuid.uuid4(),
        member=matter.asker,
        party=Party.ASKER,
        counterpart=likeness.holding.holder,
        label_id=label,
        holders_label_id=holders,
        purpose=matter.purpose,
        reference=matter.reference,
        check_asked=matter.check,
        own_subject=matter.own_subject,
        their_subject=likeness.holding.subject,
        their_register=likeness.holding.register,
        question=list(matter.question),
        band=likeness.band,
        reasons=told,
        withheld=not readable,
        bits=round(likeness.score.bits, 1) if readable else None,
        model=likeness.score.model,
        urgency=matter.urgency,
        created=now,
        changed=now,
    )


def _holder_side(
    asker: HitSide, matter: Matter, likeness: Likeness, *, label: int, now: datetime, silent: bool
) -> HitSide:
    told = reasons.full(likeness.score.reasons) if matter.lent else []
    return HitSide(
        hit=asker.hit,
        member=likeness.holding.holder,
        party=Party.HOLDER,
        counterpart=matter.asker,
        label_id=label,
        holders_label_id=asker.holders_label_id,
        purpose=matter.purpose,
        # "They learn that KR asked, not why": the reference travels when the asker asks to confirm.
        reference="",
        own_subject=likeness.holding.subject,
        own_register=likeness.holding.register,
        question=list(matter.question) if matter.lent else [],
        band=likeness.band,
        reasons=told,
        bits=round(likeness.score.bits, 1) if matter.lent else None,
        model=likeness.score.model,
        silent=silent,
        urgency=matter.urgency,
        created=now,
        changed=now,
    )


def _basis(hit: UUID, matter: Matter, likeness: Likeness) -> list[HitBasis]:
    """The facts a recall of which takes the hit back: those that weigh in it, and the asker's values."""
    weighing = {tag for reason in likeness.score.reasons if reason.bits for tag in reason.right_tags}
    statements = likeness.holding.statements
    resting = [each for each in statements if each.tag in weighing] or list(statements)
    lent = [UUID(value["fact"]) for value in matter.question if value.get("fact")]
    return [
        *(HitBasis(hit=hit, fact=each.id, party=Party.HOLDER) for each in resting if each.id is not None),
        *(HitBasis(hit=hit, fact=fact, party=Party.ASKER) for fact in lent),
    ]


def description_of_question(question: Sequence[dict[str, str]]) -> Description:
    """The asker's values, or those it lent, as the matcher reads them."""
    properties: dict[str, list[str]] = {}
    for value in question:
        properties.setdefault(value["prop"], []).append(value["value"])
    schema = next((value["schema"] for value in question if value.get("schema")), "Thing")
    return describe_entity({"schema": schema, "properties": properties})
