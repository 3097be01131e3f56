"""Matching subjects with those of other originators, for each view by itself: one batch in one transaction.

Everything here runs as the steward, and each comparison uses only what its view may match. A view is not matched again
by a change that it may not know of: neither what it finds nor when it finds it may tell.
"""

import hashlib
import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from interlace.core.matching import Score
from interlace.crossmatch.comparing import Comparing, Held
from interlace.crossmatch.hubs import (
    Counting,
    Space,
    Unweighed,
    makes_hub,
    values_of,
)
from interlace.crossmatch.models import CandidateLink
from interlace.crossmatch.network import Network
from interlace.crossmatch.rows import Rows
from interlace.crossmatch.views import View, guard_of
from interlace.facts.describing import NAMES, describe
from interlace.foundation.disclosure.labels import intern
from interlace.screening.access import screening_index
from interlace.screening.hits import reasons
from interlace.screening.holdings import STATEMENT_COLUMNS, Statement
from interlace.screening.index import FACTS, Candidate
from interlace.screening.questions import query_of

CANDIDATES = 50
"""How many records one view compares with a subject, counted among those that it may match."""

_COLUMNS = ", ".join(STATEMENT_COLUMNS)
_FACTS = f"""
    select subject, originator, {_COLUMNS} from facts_fact where subject = any(%s) order by prop, value, id
"""  # noqa: S608 - constants
"""Written out: it is asked twice for each record, and putting it together cost more than the answer."""

End = tuple[UUID, UUID | None]
"""A record: the subject, and the register whose entry it is, if it is one."""


def link_of(member: str, purpose: str, left: UUID, right: UUID) -> UUID:
    """The id of a pair for a member and purpose: the same whenever the pair is found."""
    return UUID(bytes=hashlib.sha256(f"link|{member}|{purpose}|{left}|{right}".encode()).digest()[:16])


@dataclass(slots=True)
class Changed:
    """A subject whose facts came or went."""

    labels: set[int] = field(default_factory=set)
    """Of what came or went."""
    register: UUID | None = None
    """The register whose entry it is; nothing for case facts."""
    gone: set[str] = field(default_factory=set)
    """Values that it stated before, and which fewer share now."""


@dataclass(slots=True)
class Round:
    """One batch in one transaction."""

    network: Network
    _held: dict[UUID, Held | None] = field(default_factory=dict)
    _counting: Counting = field(init=False)
    _common: dict[tuple[Space, str], bool] = field(default_factory=dict)
    """Whether too many records of a space bear a name."""
    _comparing: Comparing = field(init=False)
    _rows: Rows = field(default_factory=Rows)
    _weighed: dict[UUID, list[CandidateLink]] = field(default_factory=dict)
    """For each subject that is matched, the links of others that rest on a value of it."""

    def __post_init__(self) -> None:
        self._counting = Counting(self.network.views, self._sources)
        self._comparing = Comparing(self._counting, self._is_common)

    def match(self, changed: Mapping[UUID, Changed]) -> None:
        """Match each of these subjects for every view that may match some of what changed."""
        self._read_facts(subject for subject, each in changed.items() if each.register is None)
        for subject, each in changed.items():
            self._match_one(subject, each)

    @property
    def _sources(self) -> frozenset[str]:
        return frozenset({FACTS}) | self.network.sources

    def _match_one(self, subject: UUID, changed: Changed) -> None:
        held = self._one(subject, changed.register)
        if held is not None and held.originator not in self.network.reachable:
            return
        self._weighed[subject] = self._rows.weighing(subject, values_of(held.statements) if held is not None else ())
        concerned = [view for view in self.network.views if view.labels & changed.labels]
        if held is None:
            for row in self._rows.of(subject):
                self._rows.drop(row)
        else:
            for view in concerned:
                self._match_in(view, held)
            self._sweep(held)
        gone = changed.gone - (values_of(held.statements) if held is not None else frozenset())
        if gone:
            for view in concerned:
                self._match_sharing(view, gone, changed.labels)
        self._rows.write()

    def match_pairs(self, view: View, pairs: Sequence[tuple[End, End]]) -> None:
        """Compare pairs that were found otherwise than by the index, and the links that they had before."""
        self._read_facts({subject for pair in pairs for subject, register in pair if register is None})
        self._rows.read({left for (left, _register), _right in pairs})
        for left, right in pairs:
            one, other = self._one(*left), self._one(*right)
            if one is not None and other is not None and {one.originator, other.originator} <= self.network.reachable:
                self._compare(view, one, other)
            link = link_of(view.member, view.purpose, *sorted((left[0], right[0])))
            bases = self._bases(view.member, view.purpose, one, other)
            for row in self._rows.of(left[0]):
                if row.link == link and tuple(row.rests_on) not in bases:
                    self._rows.drop(row)
        self._rows.write()

    def _match_in(self, view: View, held: Held, *, spreads: bool = True) -> None:
        for partner in self._partners(view, held):
            self._compare(view, held, partner)
        if spreads:
            self._spread(view, held)

    def _is_common(self, name: str, space: Space) -> bool:
        if (space, name) not in self._common:
            self._common[space, name] = makes_hub(len(self._bearing(name, space)))
        return self._common[space, name]

    def _bearing(self, name: str, space: Space) -> list[Held]:
        """The records of the space that bear this name letter by letter."""
        found = self._all(self._counting.bearing(name, space))
        return [
            each
            for each in found
            if any(of.value == name and of.prop in NAMES and of.label in space.labels for of in each.statements)
        ]

    def _spread(self, view: View, held: Held) -> None:
        """Match again what was linked by a value that this record has made a hub."""
        mine = values_of(held.within(view))
        ends: dict[UUID, UUID | None] = {}
        for row in self._weighed[held.subject]:
            if not _is_of(row, view) or not view.labels.issuperset(row.rests_on):
                continue
            space = self._counting.space(view, frozenset(row.rests_on))
            if any(
                self._counting.is_hub(value, space) or self._is_common(value, space) for value in mine & {*row.weighed}
            ):
                ends |= {row.left: row.left_register, row.right: row.right_register}
        self._match_each(view, ends)

    def _match_sharing(self, view: View, gone: Collection[str], labels: Collection[int]) -> None:
        """Match again what shares a value that is not, or not any more, a hub where this record was counted."""
        ends: dict[UUID, UUID | None] = {}
        for space in self._counting.spaces(view):
            if not space.labels & set(labels):
                continue
            for value in gone:
                sharing = self._all(self._counting.sharing(value, space))
                for found in (sharing, self._bearing(value, space)):
                    if not makes_hub(len(found)):
                        ends |= {each.subject: each.register for each in found}
        self._match_each(view, ends)

    def _match_each(self, view: View, ends: Mapping[UUID, UUID | None]) -> None:
        for subject, register in sorted(ends.items(), key=lambda each: each[0]):
            other = self._one(subject, register)
            if other is not None and other.originator in self.network.reachable:
                self._match_in(view, other, spreads=False)

    def _partners(self, view: View, held: Held) -> list[Held]:
        """The subjects of others that the index brings, and those with which there is a link already.

        Registers are not searched for a register's entry: those two are compared by the batch.
        """
        mine = held.within(view)
        space = self._counting.space(view, held.labels_within(view))
        query = query_of(describe(Unweighed(self._counting.hubs(mine, space)).weighed(mine)))
        found: list[Held] = []
        if query.names or query.identifiers:
            candidates = screening_index().search(
                query,
                view.permitted,
                limit=CANDIDATES,
                holders=self.network.reachable - {held.originator},
                sources=self._sources if held.register is None else (FACTS,),
            )
            found = self._all(candidates)
        partners = {each.subject: each for each in found}
        for row in self._rows.of(held.subject):
            # What only a wider view has found is no candidate here: this view might not have come upon it.
            if _is_of(row, view) and view.labels.issuperset(row.rests_on):
                other = self._one(*_other_end(row, held.subject))
                if other is not None:
                    partners[other.subject] = other
        in_order = sorted(partners.values(), key=lambda each: each.subject)
        return [each for each in in_order if each.originator != held.originator and each.within(view)]

    def _compare(self, view: View, held: Held, partner: Held) -> None:
        mine, theirs = held.labels_within(view), partner.labels_within(view)
        if not mine or not theirs:
            return
        labels = mine | theirs
        rests_on = sorted(labels)
        space = self._counting.space(view, labels)
        score, names = self._comparing.score(held, partner, labels, space)
        left, right = sorted((held, partner), key=lambda each: each.subject)
        link = link_of(view.member, view.purpose, left.subject, right.subject)
        rows = [row for row in self._rows.of(held.subject) if row.link == link]
        if score is None and all(row.is_weak or row.rests_on == rests_on for row in rows):
            # Most candidates of an index fall short, and nothing is written of them.
            for row in rows:
                if row.rests_on == rests_on:
                    self._rows.drop(row)
            return
        statements = left.within(view), right.within(view)
        unweighed = Unweighed(self._counting.hubs(itertools.chain(*statements), space), names)
        found = CandidateLink(
            link=link,
            rests_on=rests_on,
            member=view.member,
            purpose=view.purpose,
            left=left.subject,
            right=right.subject,
            left_member=left.originator,
            right_member=right.originator,
            left_register=left.register,
            right_register=right.register,
            label_id=intern(guard_of(view.member, rests_on)),
            width=len(rests_on),
            facts=_compared(view, left, right),
            weighed=sorted(values_of(statements[0]) & values_of(statements[1]) - unweighed.keys - unweighed.names),
            left_out=sorted(each.tag for side in statements for each in side if unweighed.has(each)),
            **_told(score),
        )
        self._rows.put(found)

    def _sweep(self, held: Held) -> None:
        """Remove the rows of a basis that nobody has any more: a fact came to it or left it."""
        subject = held.subject
        bases: dict[tuple[str, str, UUID], set[tuple[int, ...]]] = {}
        for row in self._rows.of(subject):
            other, register = _other_end(row, subject)
            place = row.member, row.purpose, other
            if place not in bases:
                bases[place] = self._bases(row.member, row.purpose, held, self._one(other, register))
            if tuple(row.rests_on) not in bases[place]:
                self._rows.drop(row)

    def _bases(self, member: str, purpose: str, one: Held | None, other: Held | None) -> set[tuple[int, ...]]:
        """The labels on which a link of these two may rest: of both, as far as some view has them."""
        if one is None or other is None:
            return set()
        parts = (
            (one.labels_within(view), other.labels_within(view))
            for view in self.network.views
            if (view.member, view.purpose) == (member, purpose)
        )
        return {tuple(sorted(left | right)) for left, right in parts if left and right}

    def _one(self, subject: UUID, register: UUID | None) -> Held | None:
        if subject not in self._held and register is not None:
            self._held[subject] = self._entry(register, subject)
        self._read_facts([subject])
        return self._held[subject]

    def _all(self, candidates: Iterable[Candidate]) -> list[Held]:
        """What the index found, each subject once, as it is now."""
        in_order = {UUID(bytes=each.subject): each for each in candidates}
        for subject, candidate in in_order.items():
            if candidate.source != FACTS and subject not in self._held:
                entry = self.network.registers.found(candidate)
                self._held[subject] = (
                    None
                    if entry is None
                    else Held(subject, entry.originator, entry.statements, entry.register, entry.content)
                )
        self._read_facts(in_order)
        return [held for subject in in_order if (held := self._held[subject]) is not None]

    def _entry(self, register: UUID, subject: UUID) -> Held | None:
        entry = self.network.registers.entry(register, subject)
        if entry is None:
            return None
        return Held(subject, entry.originator, entry.statements, register, entry.content)

    def _read_facts(self, subjects: Iterable[UUID]) -> None:
        missing = sorted(each for each in subjects if each not in self._held)
        if not missing:
            return
        stated: dict[UUID, list[Statement]] = {}
        originators: dict[UUID, str] = {}
        with connection.cursor() as cursor:
            # Columns, not models: fifty candidates have hundreds of facts.
            cursor.execute(_FACTS, [missing])
            for subject, originator, *columns in cursor.fetchall():
                stated.setdefault(subject, []).append(Statement(*columns))
                originators[subject] = originator
        for subject in missing:
            statements = stated.get(subject)
            self._held[subject] = Held(subject, originators[subject], tuple(statements)) if statements else None


def _is_of(row: CandidateLink, view: View) -> bool:
    return (row.member, row.purpose) == (view.member, view.purpose)


def _other_end(row: CandidateLink, subject: UUID) -> End:
    return (row.right, row.right_register) if row.left == subject else (row.left, row.left_register)


def _compared(view: View, *sides: Held) -> list[UUID]:
    """What a link rests on: facts by their ids, an entry of a register by what it says."""
    of_facts = {each.id for side in sides for each in side.within(view) if each.id is not None}
    return sorted(of_facts | {side.content for side in sides if side.content is not None})


def _told(score: Score | None) -> dict[str, Any]:
    if score is None:
        return {"is_weak": True, "bits": 0.0, "probability": 0.0, "certainty": 0.5, "band": "", "reasons": []}
    return {
        "is_weak": False,
        "bits": round(score.bits, 1),
        "probability": score.probability,
        "certainty": round(abs(score.probability - 0.5), 6),
        "band": score.band,
        "reasons": reasons.full(score.reasons),
        "model": score.model,
    }
