"""Matching a changed subject with those of all other originators, for each view by itself.

All of it runs after the act that caused it, as the steward, and each comparison uses only what its view may match. A
view is not matched again by a change that it may not know of: neither what it finds nor when it finds it may tell.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from interlace.core.matching import Score, compare_from
from interlace.crossmatch.hubs import Hubs, hub_keys, hub_names
from interlace.crossmatch.models import CandidateLink, PendingMatch
from interlace.crossmatch.views import View, guard_of, views_now
from interlace.facts.describing import describe
from interlace.facts.models import Fact
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Member
from interlace.screening.access import screening_index
from interlace.screening.checks.bands import POSSIBLE_FROM
from interlace.screening.hits import reasons
from interlace.screening.holdings import STATEMENT_COLUMNS, Statement
from interlace.screening.index import FACTS
from interlace.screening.questions import query_of

_ONE_AT_A_TIME = 0x1A7E0003
TAKEN_AT_ONCE = 10
"""Subjects in one transaction: what comes alone during a long list waits for no more than these."""
CANDIDATES = 50
"""How many records one view compares with a subject, counted among those that it may match."""


def match_pending(*, now: datetime) -> int:
    """Match every changed subject. Returns how many there were."""
    matched = 0
    while subjects := _match_batch(now):
        matched += subjects
    return matched


def link_of(member: str, purpose: str, left: UUID, right: UUID) -> UUID:
    """The id of a pair for a member and purpose: the same whenever the pair is found."""
    return UUID(bytes=hashlib.sha256(f"link|{member}|{purpose}|{left}|{right}".encode()).digest()[:16])


def _match_batch(now: datetime) -> int:
    with steward(Task.MATCH), connection.cursor() as cursor:
        # Two workers on the two subjects of a pair would each write the row of the same link.
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        pending = list(PendingMatch.objects.order_by("together", "id")[:TAKEN_AT_ONCE])
        if not pending:
            return 0
        book.refresh()
        this_round = _Round(views_now(now), _reachable())
        for subject, labels in _together(pending).items():
            this_round.match(subject, labels)
        PendingMatch.objects.filter(id__in=[row.id for row in pending]).delete()
        return len(pending)


def _together(pending: Iterable[PendingMatch]) -> dict[UUID, set[int]]:
    changed: dict[UUID, set[int]] = {}
    for row in pending:
        changed.setdefault(row.subject, set()).update(row.labels)
    return changed


def _reachable() -> frozenset[str]:
    """The members whose facts can be matched now: those of any other one lie elsewhere."""
    return frozenset(Member.objects.filter(reachable=True).values_list("code", flat=True))


@dataclass(frozen=True, slots=True)
class _Held:
    """One subject with all that its originator states."""

    subject: UUID
    originator: str
    statements: tuple[Statement, ...]

    def within(self, view: View) -> list[Statement]:
        """What of it the view may match."""
        return [each for each in self.statements if each.label in view.labels]

    def labels_within(self, view: View) -> frozenset[int]:
        """Under which labels that is."""
        return frozenset(each.label for each in self.statements if each.label in view.labels)


@dataclass(slots=True)
class _Round:
    """One batch in one transaction."""

    views: Sequence[View]
    reachable: frozenset[str]
    _held: dict[UUID, _Held] = field(default_factory=dict)

    def match(self, subject: UUID, changed: set[int]) -> None:
        """Match a subject for every view that may match some of what changed."""
        held = self._one(subject)
        if held is None:
            CandidateLink.objects.filter(Q(left=subject) | Q(right=subject)).delete()
            return
        if held.originator not in self.reachable:
            return
        for view in self.views:
            if view.labels & changed:
                self._match_in(view, held)
        self._sweep(held)

    def _match_in(self, view: View, held: _Held, *, spreads: bool = True) -> None:
        mine, known = held.within(view), _known(view, held)
        hubs = hub_keys(view, mine)
        partners = self._partners(view, held, hubs, known)
        names = hub_names([mine, *(partner.within(view) for partner in partners)])
        hubs = Hubs(hubs.keys, names, hubs.crossed)
        for partner in partners:
            self._compare(view, held, partner, hubs, known)
        if spreads:
            for subject in sorted(hubs.crossed - {held.subject}):
                other = self._one(subject)
                if other is not None:
                    self._match_in(view, other, spreads=False)

    def _partners(self, view: View, held: _Held, hubs: Hubs, known: "_Known") -> list[_Held]:
        """The subjects of others that the index brings, and those with which there is a link already."""
        query = query_of(describe(hubs.weighed(held.within(view))))
        found: set[UUID] = set()
        if query.names or query.identifiers:
            others = self.reachable - {held.originator}
            candidates = screening_index().search(
                query, view.permitted, limit=CANDIDATES, holders=others, sources=(FACTS,)
            )
            found = {UUID(bytes=each.subject) for each in candidates}
        for rows in known.values():
            # What only a wider view has found is no candidate here: this view might not have come upon it.
            if any(view.labels.issuperset(row.rests_on) for row in rows):
                found.add(rows[0].right if rows[0].left == held.subject else rows[0].left)
        partners = self._all(sorted(found))
        return [each for each in partners if each.originator != held.originator and each.within(view)]

    def _compare(self, view: View, held: _Held, partner: _Held, hubs: Hubs, known: "_Known") -> None:
        left, right = sorted((held, partner), key=lambda each: each.subject)
        statements = left.within(view), right.within(view)
        if not all(statements):
            return
        rests_on = sorted(left.labels_within(view) | right.labels_within(view))
        link = link_of(view.member, view.purpose, left.subject, right.subject)
        score = compare_from(POSSIBLE_FROM, *(describe(hubs.weighed(each)) for each in statements))
        rows = known.get(link, [])
        if score is None and all(row.is_weak or row.rests_on == rests_on for row in rows):
            # Most candidates of an index fall short, and nothing is written of them.
            if any(row.rests_on == rests_on for row in rows):
                CandidateLink.objects.filter(link=link, rests_on=rests_on).delete()
            return
        terms = {
            "member": view.member,
            "purpose": view.purpose,
            "left": left.subject,
            "right": right.subject,
            "left_member": left.originator,
            "right_member": right.originator,
            "label_id": intern(guard_of(view.member, rests_on)),
            "width": len(rests_on),
            "facts": sorted(each.id for side in statements for each in side if each.id is not None),
            "left_out": sorted(str(each.id) for side in statements for each in side if hubs.has(each)),
            **_told(score),
        }
        CandidateLink.objects.update_or_create(link=link, rests_on=rests_on, defaults=terms)

    def _sweep(self, held: _Held) -> None:
        """Remove the rows of a basis that nobody has any more: a fact came to it or left it."""
        subject = held.subject
        bases: dict[tuple[str, str, UUID], set[tuple[int, ...]]] = {}
        for row in CandidateLink.objects.filter(Q(left=subject) | Q(right=subject)):
            other = row.right if row.left == subject else row.left
            place = row.member, row.purpose, other
            if place not in bases:
                bases[place] = self._bases(place, held)
            if tuple(row.rests_on) not in bases[place]:
                row.delete()

    def _bases(self, place: tuple[str, str, UUID], held: _Held) -> set[tuple[int, ...]]:
        member, purpose, other = place
        partner = self._one(other)
        if partner is None:
            return set()
        return {
            tuple(sorted(held.labels_within(view) | partner.labels_within(view)))
            for view in self.views
            if (view.member, view.purpose) == (member, purpose)
        }

    def _one(self, subject: UUID) -> _Held | None:
        return next(iter(self._all([subject])), None)

    def _all(self, subjects: Sequence[UUID]) -> list[_Held]:
        missing = [each for each in subjects if each not in self._held]
        stated: dict[UUID, list[Statement]] = {}
        originators: dict[UUID, str] = {}
        if missing:
            facts = Fact.objects.filter(subject__in=missing).order_by("prop", "value", "id")
            # Columns, not models: fifty candidates have hundreds of facts.
            for subject, originator, *columns in facts.values_list("subject", "originator", *STATEMENT_COLUMNS):
                stated.setdefault(subject, []).append(Statement(*columns))
                originators[subject] = originator
        for subject, statements in stated.items():
            self._held[subject] = _Held(subject, originators[subject], tuple(statements))
        return [self._held[each] for each in subjects if each in self._held]


_Known = Mapping[UUID, Sequence[CandidateLink]]
"""The rows of each link that a subject has for one member and purpose."""


def _known(view: View, held: _Held) -> _Known:
    found: dict[UUID, list[CandidateLink]] = {}
    touching = CandidateLink.objects.filter(Q(left=held.subject) | Q(right=held.subject))
    for row in touching.filter(member=view.member, purpose=view.purpose):
        found.setdefault(row.link, []).append(row)
    return found


def _told(score: Score | None) -> Mapping[str, object]:
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
