"""Later facts meet open questions: through the index of what the askers hold, not by asking every question again.

The subjects of one round are read, searched for and compared together, so that a round costs a few statements whatever
it holds. Each comparison uses only what the officer whose question it is may discover and read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from interlace.screening.access import permitted_labels, screening_index
from interlace.screening.checks.comparing import CANDIDATES, Pair, likenesses_of
from interlace.screening.hits.sides import Likeness
from interlace.screening.holdings import Held, held_by_subject, holdings_of
from interlace.screening.index import FACTS, Candidate
from interlace.screening.models import StandingCheck
from interlace.screening.questions import Question, question_about_own
from interlace.screening.standing.rounds import Matter, Round

HeldBy = Mapping[UUID, Held]


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question with what is asked: what its officer may read of its subject."""

    standing: StandingCheck
    question: Question


@dataclass(frozen=True, slots=True)
class Met:
    """An open question, and everything that it has met."""

    asked: Asked
    likenesses: tuple[Likeness, ...]


def met_by_newcomers(subjects: Collection[UUID], this_round: Round) -> list[Met]:
    """What subjects that have just come into the index mean for open questions, subject by subject.

    Each puts its own open question to the others, and may be what the open questions of the others have waited for.
    """
    # A newcomer that cannot be reached holds its facts elsewhere for now.
    newcomers = {
        subject: held for subject, held in held_by_subject(subjects).items() if this_round.is_reachable(held.holder)
    }
    own = [
        each
        for standing in open_about(newcomers, this_round)
        for each in asked_by(standing, newcomers[standing.subject], this_round)
    ]
    found = [(each, candidates_for(each, this_round)) for each in own]
    likely = {subject: _likely_askers(subject, held, this_round) for subject, held in newcomers.items()}
    waiting = {
        each.subject: each for each in open_about({one for found in likely.values() for one in found}, this_round)
    }
    holdings = held_by_subject(waiting)
    for subject, newcomer in newcomers.items():
        candidate = Candidate(subject=subject.bytes, holder=newcomer.holder, source=FACTS, row=0)
        asking = [
            waiting[each]
            for each, matters in likely[subject].items()
            if each in waiting and (waiting[each].officer, waiting[each].purpose) in matters
        ]
        for standing in sorted(asking, key=lambda each: (each.member, each.id)):
            found += [(each, [candidate]) for each in asked_by(standing, holdings.get(standing.subject), this_round)]
    return met_among(found, this_round, known={**holdings, **newcomers})


def asked_by(standing: StandingCheck, held: Held | None, this_round: Round) -> list[Asked]:
    """The question that stays open about what is held, put as its own officer could: none or one."""
    if held is None or held.holder != standing.member or not this_round.has_asker(standing):
        return []
    readable = this_round.readable_by(standing)
    mine = [each for each in held.statements if readable.permits(each.label)]
    if not mine:
        return []
    return [Asked(standing, question_about_own(mine, subject=standing.subject, guard=this_round.guard_of(mine)))]


def candidates_for(
    asked: Asked, this_round: Round, *, holders: Sequence[str] | None = None, source: str = ""
) -> list[Candidate]:
    """What an open question may meet at the other members that can be reached, or at these holders.

    `source` limits it to one register's version.
    """
    permitted = permitted_labels(this_round.discoverable_by(asked.standing))
    at = this_round.reachable_others(asked.standing.member) if holders is None else holders
    found = screening_index().search(asked.question.query, permitted, limit=CANDIDATES, holders=at)
    return [candidate for candidate in found if not source or candidate.source == source]


def met_among(
    found: Sequence[tuple[Asked, Sequence[Candidate]]], this_round: Round, *, known: HeldBy | None = None
) -> list[Met]:
    """What open questions really meet among their candidates, in their order; `known` holds what has been read."""
    there = dict(known or {})
    there |= held_by_subject(_subjects_of(candidates for _asked, candidates in found) - there.keys())
    pairs = [
        (number, Pair(asked.standing.member, asked.question, holding, this_round.readable_by(asked.standing)))
        for number, (asked, candidates) in enumerate(found)
        for holding in holdings_of(candidates, there, this_round.discoverable_by(asked.standing))
    ]
    met: list[list[Likeness]] = [[] for _ in found]
    likenesses = likenesses_of([pair for _number, pair in pairs], now=this_round.now)
    for (number, _pair), likeness in zip(pairs, likenesses, strict=True):
        if likeness is not None:
            met[number].append(likeness)
    return [Met(asked, tuple(each)) for (asked, _candidates), each in zip(found, met, strict=True) if each]


def open_about(subjects: Collection[UUID], this_round: Round) -> list[StandingCheck]:
    """The questions about these subjects that are open."""
    return list(StandingCheck.objects.filter(subject__in=subjects, until__gt=this_round.now))


def _likely_askers(subject: UUID, newcomer: Held, this_round: Round) -> dict[UUID, set[Matter]]:
    """The subjects of other members that a newcomer resembles, and for whose questions; found one view at a time.

    Each view searches what it reads of its own facts, by what it may discover of the newcomer: whatever else the
    newcomer says, or a colleague or another member holds, takes no place among the candidates of this view.
    """
    index = screening_index()
    found: defaultdict[UUID, set[Matter]] = defaultdict(set)
    for view in this_round.views_but(newcomer.holder):
        told = [
            each
            for each in newcomer.statements
            if each.id is not None and view.discoverable.permits_fact(each.id, label=each.label)
        ]
        if not told:
            continue
        query, own = question_about_own(told, subject=subject).query, permitted_labels(view.readable)
        for candidate in index.search(query, own, limit=CANDIDATES, holders=[view.member], sources=[FACTS]):
            found[UUID(bytes=candidate.subject)] |= view.matters
    return found


def _subjects_of(found: Iterable[Iterable[Candidate]]) -> set[UUID]:
    return {UUID(bytes=each.subject) for candidates in found for each in candidates if each.source == FACTS}
