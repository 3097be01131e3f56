"""The facts of a chart, read round by round: what it starts from, then what surrounds it.

Only what the viewer may read, under the purpose it works for, and of links between originators only what it may match.
Every query is ordered and cut by what it returns to this viewer, so nothing hidden moves a boundary.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid5

from django.db.models import Q

from interlace.core.charting import Certainty, Likeness, Statement, link_ends
from interlace.core.entities import REFERENCES
from interlace.core.handling import Action
from interlace.core.reviewing import Judgement
from interlace.crossmatch.entries import Entry, readable_entries
from interlace.crossmatch.models import CandidateLink, LinkStatement
from interlace.crossmatch.statements import by_link, known_to, outcome_of, own_of
from interlace.facts.grading import Grading, credibility
from interlace.facts.models import Fact, FactQuerySet
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.register_records import title_of

T = TypeVar("T")

MOST_NEAR = 20_000
"""Facts that one round brings by what they share: the guests of a hotel's phone are not drawn one by one."""
_AT_ONCE = 5_000
_COLUMNS = (
    *("id", "subject", "schema", "prop", "value", "original", "key", "originator"),
    *("grading_scheme", "grading_source", "grading_information", "source", "label_id"),
)
_OF_CREDIBILITY = {"C1": Certainty.CONFIRMED, "C4": Certainty.TENTATIVE, "C5": Certainty.TENTATIVE}


class Loading:
    """What has been read for one chart so far."""

    def __init__(self, viewer: Viewer, *, now: datetime) -> None:
        self._viewer, self._now = viewer, now
        self.statements: dict[str, Statement] = {}
        self.likenesses: dict[str, Likeness] = {}
        self._subjects: set[UUID] = set()
        self._entries: dict[UUID, UUID] = {}

    def subjects_of(self, things: Iterable[UUID]) -> list[UUID]:
        """What these ids stand for: subjects, or a fact that states a number, with all who state it."""
        asked = list(things)
        with acting(self._viewer, Action.READ, now=self._now):
            facts = self._facts()
            keys = list(facts.filter(id__in=asked).exclude(key="").values_list("key", flat=True))
            found = Q(subject__in=asked) | Q(id__in=asked) | Q(key__in=keys)
            return list(facts.filter(found).order_by("subject").values_list("subject", flat=True).distinct())

    def subjects_with(self, keys: Collection[str]) -> list[UUID]:
        """Who states one of these numbers."""
        with acting(self._viewer, Action.READ, now=self._now):
            found = self._facts().filter(key__in=keys).exclude(key="")
            return list(found.order_by("subject").values_list("subject", flat=True).distinct()[:_AT_ONCE])

    def add(self, subjects: Collection[UUID]) -> None:
        """These subjects and what surrounds them."""
        self._match(subjects)
        with acting(self._viewer, Action.READ, now=self._now) as context:
            self._read(subjects)
            for entry in readable_entries(context, self._entries).values():
                self.statements |= {each.id: each for each in _of_entry(entry)}
            near = self._beside(subjects)
            self._read(near)
            # What is a link leads on to its other end.
            self._read(_pointed_at(each for each in self._of(near) if link_ends(each.schema)))

    def _facts(self) -> FactQuerySet:
        return Fact.objects.visible_to(self._viewer, action=Action.READ)

    def _of(self, subjects: Collection[UUID]) -> Iterator[Statement]:
        wanted = set(map(str, subjects))
        return (each for each in self.statements.values() if each.subject in wanted)

    def _read(self, subjects: Iterable[UUID]) -> None:
        fresh = sorted(set(subjects) - self._subjects)
        self._subjects.update(fresh)
        for some in _in_parts(fresh):
            rows = self._facts().filter(subject__in=some).order_by("id")
            self.statements |= {each.id: each for each in map(_statement, rows.values_list(*_COLUMNS))}

    def _beside(self, subjects: Collection[UUID]) -> list[UUID]:
        """What these point at, what points at them, what shares a number with them, and what is like them."""
        of_these = list(self._of(subjects))
        found = set(_pointed_at(of_these))
        keys = sorted({each.key for each in of_these if each.key})
        for some in _in_parts(keys):
            sharing = self._facts().filter(key__in=some).order_by("key", "subject", "id")
            found.update(sharing.values_list("subject", flat=True)[:MOST_NEAR])
        for texts in _in_parts(sorted(map(str, subjects))):
            pointing = self._facts().filter(value__in=texts, prop__in=sorted(REFERENCES)).order_by("subject", "id")
            found.update(pointing.values_list("subject", flat=True)[:MOST_NEAR])
        wanted = set(map(str, subjects))
        for each in self.likenesses.values():
            if wanted & {each.left, each.right}:
                found |= {UUID(each.left), UUID(each.right)}
        return sorted(found)

    def _match(self, subjects: Collection[UUID]) -> None:
        with acting(self._viewer, Action.MATCH, now=self._now):
            for some in _in_parts(sorted(subjects)):
                about = Q(left__in=some) | Q(right__in=some)
                said = {each[0].link: each for each in by_link(LinkStatement.objects.standing().filter(about))}
                rows = {each.link: each for each in CandidateLink.objects.proposed().filter(about).order_by("link")}
                for link in sorted(rows.keys() | said.keys()):
                    self._weigh(rows.get(link), said.get(link, []))

    def _weigh(self, row: CandidateLink | None, said: Sequence[LinkStatement]) -> None:
        """Keep a likeness as this viewer may know it; what it knows to be different is none."""
        known = known_to(self._viewer, said)
        outcome, own = outcome_of(known), own_of(known, self._viewer)
        is_settled = outcome.judgement is not None or outcome.is_disputed
        judgement = outcome.judgement if is_settled else Judgement(own.judgement) if own else None
        of = row if row is not None else known[-1] if known else None
        if of is None or judgement is Judgement.DIFFERENT or (row is None and judgement is not Judgement.SAME):
            return
        self._entries |= of.entries
        self.likenesses[str(of.link)] = Likeness(
            id=str(of.link),
            left=str(of.left),
            right=str(of.right),
            is_said=judgement is Judgement.SAME,
            is_settled=outcome.judgement is Judgement.SAME,
            probability=round(row.probability, 6) if row is not None else 1.0,
            owners=tuple(sorted({of.left_member, of.right_member})),
            labels=tuple(of.rests_on),
        )


def _in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _pointed_at(statements: Iterable[Statement]) -> Iterator[UUID]:
    for each in statements:
        if each.prop in REFERENCES and not each.key:
            try:
                yield UUID(each.value)
            except ValueError:
                continue  # a reference as a sender wrote it, to something that it did not send


def _statement(row: tuple[object, ...]) -> Statement:
    fact, subject, schema, prop, value, original, key, originator, scheme, source, information, origin, label = row
    grading = Grading(str(scheme), str(source), str(information))
    return Statement(
        id=str(fact),
        subject=str(subject),
        schema=str(schema),
        prop=str(prop),
        value=str(value),
        original=str(original),
        key=str(key),
        originator=str(originator),
        certainty=_OF_CREDIBILITY.get(credibility(grading), Certainty.UNCONFIRMED),
        grading=f"{source}{information}",
        source=str(origin),
        label=int(str(label)),
    )


def _of_entry(entry: Entry) -> Iterator[Statement]:
    """What an entry of a register says. Its values have no ids; theirs follow from what they say."""
    title = title_of(str(entry.register))
    for each in entry.statements:
        yield Statement(
            id=str(uuid5(entry.subject, f"{each.prop}={each.value}")),
            subject=str(entry.subject),
            schema=each.schema,
            prop=each.prop,
            value=each.value,
            original=each.original,
            key=each.key,
            originator=entry.originator,
            certainty=Certainty.UNCONFIRMED,
            grading="",
            source=title.title,
            label=each.label,
        )
