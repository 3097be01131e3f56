"""Planted leaks: each is found by the harness, and the node without them passes the same story."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from tests.noninterference import playing
from tests.noninterference.comparing import first_difference, seen_in
from tests.noninterference.worlds import PEOPLE, B, CatchUp, Check, Climb, Contribute, Story

from interlace.core.handling import Action, Answer, HitMode, Label, policy
from interlace.facts import actions as facts_actions
from interlace.facts.drafts import FactDraft
from interlace.facts.models import Fact
from interlace.facts.sharing import Sharing
from interlace.facts.storing import Staging
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure import labels as labels_module
from interlace.foundation.disclosure.labels import Permitted, book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InterlaceError, NotFound, Refused
from interlace.screening import answers, queries, words
from interlace.screening.api import hits as hits_api
from interlace.screening.checks import comparing, scope
from interlace.screening.cli import hits as hits_cli
from interlace.screening.holdings import holdings_for_steward
from interlace.screening.index import PermittedLabels, ScreeningIndex
from interlace.screening.models import HitSide
from interlace.surfaces.api import documented

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

EVERYBODY = (B, "TH", "SG")
HAN, SOMCHAI, LE = PEOPLE[0], PEOPLE[3], PEOPLE[6]
CHECKS, COMMANDS = 2, 1
"""Seeds: what the looker dwells on."""
STORY = Story(
    seed=CHECKS,
    role="desk",
    shared=(
        Contribute("TH", (HAN,), members=(B,)),
        Contribute(B, (HAN, LE), members=("TH",)),
        Check(B, HAN),
        Contribute("SG", (LE,), members=(B,)),
    ),
)
HIDDEN = STORY.with_hidden(
    [
        (1, Contribute("VN", (HAN, SOMCHAI), members=("TH",))),
        (2, Check("TH", SOMCHAI, scope=("VN",))),
        (2, Climb("TH", "VN")),
        (2, Contribute("VN", (SOMCHAI,), members=EVERYBODY, codes=("E",))),
        (2, Contribute("VN", (SOMCHAI,), members=EVERYBODY, codes=("Z",))),
        (2, Contribute("VN", (SOMCHAI,), members=EVERYBODY, hit=HitMode.SILENT)),
        (3, Contribute("VN", (LE, HAN), members=EVERYBODY, level=3)),
        (4, CatchUp()),
    ]
)

Patch = pytest.MonkeyPatch
EVERY_LABEL = np.ones(1_000_000, dtype=np.bool_)


def found_in(turn: int) -> bool:
    here, there = replace(STORY, seed=turn), replace(HIDDEN, seed=turn)
    return first_difference(seen_in(here), seen_in(there, knows=True)) is not None


@pytest.mark.parametrize("turn", [CHECKS, COMMANDS], ids=["checks", "commands"])
def test_without_a_planted_leak_the_two_worlds_are_the_same(turn: int) -> None:
    assert not found_in(turn)


def facts_counted_without_the_label_filter(patch: Patch) -> None:
    real = words.band_word

    def counted(band: str) -> str:
        with steward(Task.CHECK):
            return f"{real(band)} of {Fact.objects.count()}"

    patch.setattr(answers, "band_word", counted)


def eyes_only_is_not_known(patch: Patch) -> None:
    patch.setattr(policy, "_E", "nothing")


def an_unknown_code_is_ignored(patch: Patch) -> None:
    patch.setattr(policy, "KNOWN_CODES", policy.KNOWN_CODES | {"Z"})


def facts_are_read_as_their_owner(patch: Patch) -> None:
    everything = Permitted(labels=(), facts={}, mask=EVERY_LABEL, valid_until=playing.LOOKING)

    def found(_context: Any, candidates: Any) -> Any:
        with steward(Task.CHECK):
            return holdings_for_steward(candidates, everything)

    patch.setattr(scope, "permitted_labels", lambda _permitted: PermittedLabels(EVERY_LABEL))
    patch.setattr(comparing, "holdings_found", found)


def facts_are_stored_first_and_restricted_later(patch: Patch) -> None:
    real_label, real_contribute = Sharing.label, facts_actions.contribute

    def wide(sharing: Sharing, originator: str, **terms: Any) -> Label:
        return replace(real_label(sharing, originator, **terms), level=0, rooms=frozenset(), deny=frozenset())

    def contributed(by: Any, source: Any, sharing: Sharing, **rest: Any) -> Any:
        made = real_contribute(by, source, sharing, **rest)
        with steward(Task.INDEX):
            narrow = intern(real_label(sharing, by.member, purpose=sharing.purpose, by=by.id))
            book.refresh()
            Fact.objects.filter(contribution=made.contribution.id).update(label_id=narrow)
        return made

    patch.setattr(Sharing, "label", wide)
    patch.setattr(playing, "contribute", contributed)


def _instead_of_not_found(patch: Patch, error: Callable[[HitSide], InterlaceError]) -> None:
    real = queries.hit_of

    def told(viewer: Any, hit: UUID, **rest: Any) -> Any:
        try:
            return real(viewer, hit, **rest)
        except NotFound:
            with steward(Task.CHECK):
                side = HitSide.objects.filter(hit=hit).first()
            if side is None:
                raise
            raise error(side) from None

    patch.setattr(hits_api, "hit_of", told)
    patch.setattr(hits_cli, "hit_of", told)


def an_error_echoes_a_hidden_value(patch: Patch) -> None:
    _instead_of_not_found(patch, lambda side: Conflict(f"This is a hit of {side.member}."))


def absent_and_forbidden_have_two_status_codes(patch: Patch) -> None:
    _instead_of_not_found(patch, lambda _side: Refused("Not for you."))


def the_candidate_budget_counts_hidden_records(patch: Patch) -> None:
    real = ScreeningIndex.search

    def search(index: ScreeningIndex, query: Any, permitted: Any, *, limit: int, **within: Any) -> Any:
        known = {each.subject for each in real(index, query, permitted, limit=10_000, **within)}
        found = real(index, query, PermittedLabels(EVERY_LABEL), limit=10_000, **within)
        first = sorted(found, key=lambda each: each.subject in known)[:limit]  # at worst the hidden ones come first
        return [each for each in first if each.subject in known]

    patch.setattr(comparing, "CANDIDATES", 1)
    patch.setattr(ScreeningIndex, "search", search)


def the_tag_is_a_row_version(patch: Patch) -> None:
    def tag_of(content: bytes) -> str:
        with steward(Task.LEDGER):
            version = Leaf.objects.count()
        return f'"{hashlib.sha256(content).hexdigest()[:32]}-{version}"'

    patch.setattr(documented, "tag_of", tag_of)


def a_silent_fact_answers_its_searcher(patch: Patch) -> None:
    real = policy.decide

    def decided(person: Any, action: Action, label: Label, **rest: Any) -> Answer:
        return real(person, action, replace(label, hit=HitMode.HIT) if label.hit is HitMode.SILENT else label, **rest)

    patch.setattr(labels_module, "decide", decided)


def a_fact_may_be_stored_once_whoever_holds_it(patch: Patch) -> None:
    real = Staging.add

    def add(staging: Staging, facts: Iterable[FactDraft]) -> int:
        given = list(facts)
        with steward(Task.INDEX):
            held = set(Fact.objects.values_list("prop", "value"))
        return real(staging, (each for each in given if (each.value.prop, each.value.value) not in held))

    patch.setattr(Staging, "add", add)


MUTANTS: Mapping[Callable[[Patch], None], int] = {
    facts_counted_without_the_label_filter: CHECKS,
    eyes_only_is_not_known: CHECKS,
    an_unknown_code_is_ignored: CHECKS,
    facts_are_read_as_their_owner: CHECKS,
    facts_are_stored_first_and_restricted_later: CHECKS,
    an_error_echoes_a_hidden_value: COMMANDS,
    absent_and_forbidden_have_two_status_codes: COMMANDS,
    the_candidate_budget_counts_hidden_records: CHECKS,
    the_tag_is_a_row_version: CHECKS,
    a_silent_fact_answers_its_searcher: CHECKS,
    a_fact_may_be_stored_once_whoever_holds_it: COMMANDS,
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_planted_leak_is_found(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    mutant(monkeypatch)
    assert found_in(MUTANTS[mutant])
