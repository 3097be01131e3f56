"""Putting entities to the registers that a key may read: each query is a check like any other."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from followthemoney import model

from interlace.core.handling import Action
from interlace.core.ledger import canonical
from interlace.core.matching import Score
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import AnswersMissing
from interlace.foundation.identity.models import ApiKey
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks import budget
from interlace.screening.checks.actions import CheckResult, Posed, ask_holders_together
from interlace.screening.checks.batches import open_batch
from interlace.screening.checks.granted import LeftOut
from interlace.screening.hits.sides import Likeness
from interlace.screening.opensanctions.datasets import datasets_of
from interlace.screening.opensanctions.examples import Example
from interlace.screening.opensanctions.records import Entry, Shelf
from interlace.screening.rules import require_matter, require_verb


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a scope a client wants: registers by name, schemata, topics, and entities it has decided about."""

    include: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    exclude_schemata: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    exclude_entities: frozenset[str] = frozenset()

    def keeps(self, entry: Entry) -> bool:
        """Whether this record is wanted."""
        if self.topics and not self.topics.intersection(entry.properties.get("topics", ())):
            return False
        if self.exclude_entities & {entry.id, entry.record.reference}:
            return False
        return not any(entry.schema.is_a(each) for each in self.exclude_schemata if model.get(each) is not None)


@dataclass(frozen=True, slots=True)
class Scored:
    """A record that resembles a query, and how strongly."""

    entry: Entry
    score: Score


def match_examples(
    viewer: Viewer, key: ApiKey, scope: str, examples: Mapping[str, Example], narrowing: Narrowing, *, now: datetime
) -> dict[str, list[Scored]]:
    """What resembles each query among the records that the key may read, the strongest first.

    `NotFound` where the scope is none for this key, `BudgetExhausted` where the key has asked enough today, and
    `AnswersMissing` where a bureau in the scope has not answered.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        datasets = datasets_of(context)
        registers = datasets.within(scope, include=narrowing.include, exclude=narrowing.exclude)
        datasets.refuse_waiting(registers)
        spend_questions(viewer, key, len(examples), now=now)
    if not registers:
        return {name: [] for name in examples}
    asked = [each.code for each in registers]
    batch = open_batch(viewer, lines=len(examples), digest=_digest(examples), scope=asked, now=now)
    return _answered(viewer, batch, asked, examples, narrowing, now=now)


def spend_questions(viewer: Viewer, key: ApiKey, questions: int, *, now: datetime) -> None:
    """Count what a key asks against the number that it carries; a context must be open."""
    most = key.daily_questions or 0
    budget.spend(viewer, budget.Kind.KEY, subjects=[str(key.pk)], amount=questions, now=now, most=most)


def refuse_partial(result: CheckResult) -> None:
    """Raise where not all that was asked has answered: what is missing must not read as nothing."""
    left_out = set(result.own.left_out) - {LeftOut.OWN_NOT_GRANTED}
    if left_out or any(answer.answered is None for answer in result.answers):
        raise AnswersMissing(_("A part of what was asked does not answer."), fix=_("Ask again later."))


@transaction.atomic
def _answered(
    viewer: Viewer,
    batch: UUID,
    asked: Sequence[str],
    examples: Mapping[str, Example],
    narrowing: Narrowing,
    *,
    now: datetime,
) -> dict[str, list[Scored]]:
    """The answers to one call, stored together: a call for which something does not answer leaves nothing behind."""
    posed = [Posed(example.question, uuid4()) for example in examples.values()]
    results = ask_holders_together(viewer, posed, batch=batch, scope=asked, now=now)
    for result in results:
        refuse_partial(result)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        shelf = Shelf.of(context)
        return {name: _scored(shelf, result, narrowing) for name, result in zip(examples, results, strict=True)}


def _scored(shelf: Shelf, result: CheckResult, narrowing: Narrowing) -> list[Scored]:
    likenesses = [*result.ours, *(found.likeness for answer in result.answers for found in answer.found)]
    kept = [each for each in _read(shelf, likenesses) if narrowing.keeps(each.entry)]
    return sorted(kept, key=lambda each: (-each.score.bits, each.entry.id))


def _read(shelf: Shelf, likenesses: Collection[Likeness]) -> list[Scored]:
    """The records behind likenesses; of one that may not be read, nothing is told here."""
    entries = ((shelf.at(each.holding.register), each.score) for each in likenesses if each.readable)
    return [Scored(entry, score) for entry, score in entries if entry is not None]


def _digest(examples: Mapping[str, Example]) -> str:
    content: dict[str, Any] = {name: dict(example.entity) for name, example in examples.items()}
    return hashlib.sha256(canonical(content).encode()).hexdigest()
