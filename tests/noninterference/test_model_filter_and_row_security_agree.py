"""I1: the rule, the filter in SQL and row-level security give the same answer on every decision of random worlds."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.worlds import LATER, MANY, NOW, grant_row, ids_under_row_security, put_facts, put_grant, viewer

from interlace.core.handling import LIFE, Action, Answer, Grant, HitMode, Label, decide, join
from interlace.core.handling import Viewer as Person
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.models import GrantRow
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = ("AA", "BB", "CC")
PURPOSES = ("fraud", "drugs", LIFE)
ACTIONS = tuple(Action)
# Few labels before many viewers, and many labels (each with its consents a small world of its own) before few.
SIZES = {"many viewers": (160, 600, 30), "many labels": (20_000, 10_000, 2)}


@dataclass(frozen=True)
class World:
    """What lies in the database, and every consent for each fact."""

    label_of: dict[UUID, Label]
    grants_of: dict[UUID, list[Grant]]


@dataclass(frozen=True)
class Matter:
    """One question to the rule."""

    someone: Person
    action: Action
    purpose: str
    now: datetime
    to: str | None

    def permits(self, world: World, fact: UUID, *, consents: bool = True) -> bool:
        """What the rule says about this fact, with or without its originators' consents."""
        answer = decide(
            self.someone,
            self.action,
            world.label_of[fact],
            purpose=self.purpose,
            now=self.now,
            to=self.to,
            grants=world.grants_of[fact] if consents else (),
        )
        return answer is Answer.PERMIT


def some(dice: random.Random, values: tuple[str, ...], chance: float) -> list[str]:
    return [value for value in values if dice.random() < chance]


def random_label(dice: random.Random) -> Label:
    label = Label.of(
        dice.choice(MEMBERS),
        audience=some(dice, MEMBERS, 0.85),
        seekers=some(dice, MEMBERS, 0.4),
        deny=some(dice, MEMBERS, 0.03),
        purposes=some(dice, PURPOSES[:2], 0.95) or ["fraud"],
        until=dice.choice([NOW, NOW + timedelta(hours=1), *[LATER] * 14]),
        level=dice.choice([0] * 9 + [1, 2, 3]),
        rooms=some(dice, ("reed",), 0.05),
        codes=some(dice, ("J", "F", "M", "C"), 0.12) + some(dice, ("E", "Z9"), 0.03),
        named=[f"{member.lower()}-{number}" for member in MEMBERS for number in (1, 2) if dice.random() < 0.5],
        hit=dice.choice([HitMode.HIT, HitMode.HIT, HitMode.CONTENT, HitMode.SILENT, HitMode.NONE]),
        live=dice.random() < 0.98,
        life=dice.random() < 0.2,
    )
    return join(label, random_label(dice)) if dice.random() < 0.12 else label


def random_person(dice: random.Random) -> Person:
    member = dice.choice((*MEMBERS * 4, "XX"))
    return Person(
        id=f"{member.lower()}-{dice.choice((1, 2))}",
        member=member,
        active=dice.random() < 0.98,
        level=dice.choice([1, 2, 3, 3, 3]),
        rooms=frozenset(some(dice, ("reed",), 0.5)),
        purposes=frozenset(some(dice, PURPOSES, 0.95)),
        ceiling=dice.choice([frozenset(Action)] * 9 + [frozenset({Action.DISCOVER})]),
    )


def random_grant(dice: random.Random, label: Label) -> Grant:
    action = dice.choice([Action.MATCH, Action.DERIVE, Action.ACT, Action.CITE, Action.FORWARD, Action.EXPORT])
    return Grant(
        origin=dice.choice(sorted(label.origins)),
        action=action,
        member=dice.choice(MEMBERS),
        purpose=dice.choice(PURPOSES[:2]),
        expires=dice.choice([NOW, NOW + timedelta(hours=1), LATER]),
        to=dice.choice((*MEMBERS, "XX")) if action is Action.FORWARD else None,
    )


def build_world(dice: random.Random, *, label_count: int, grant_count: int) -> World:
    labels = [random_label(dice) for _ in range(label_count)]
    each = 2 if label_count < MANY else 1
    facts = put_facts(labels, each=each)
    label_of = {fact.pk: labels[number // each] for number, fact in enumerate(facts)}
    grants_of: dict[UUID, list[Grant]] = {fact.pk: [] for fact in facts}
    siblings: dict[int, list[UUID]] = {}
    for fact in facts:
        siblings.setdefault(fact.label_id, []).append(fact.pk)
    rows: list[GrantRow] = []
    reserved = [fact for fact in facts if label_of[fact.pk].codes]
    for _ in range(grant_count):
        fact = dice.choice(reserved)
        grant = random_grant(dice, label_of[fact.pk])
        is_for_one = dice.random() < 0.5
        rows.append(grant_row(grant, label_id=fact.label_id, fact_id=fact.pk if is_for_one else None))
        for covered in [fact.pk] if is_for_one else siblings[fact.label_id]:
            grants_of[covered].append(grant)
    GrantRow.objects.bulk_create(rows)
    return World(label_of, grants_of)


@pytest.mark.parametrize(("seed", "size"), [(20260714, "many viewers"), (20260715, "many viewers"), (7, "many labels")])
def test_rule_filter_and_row_security_agree_on_every_decision(seed: int, size: str) -> None:
    dice = random.Random(seed)
    label_count, grant_count, viewer_count = SIZES[size]
    world = build_world(dice, label_count=label_count, grant_count=grant_count)
    decisions = permits = only_by_consent = 0
    for _ in range(viewer_count):
        someone = random_person(dice)
        for action in ACTIONS:
            purpose = dice.choice((*["fraud"] * 4, *["drugs"] * 4, LIFE))
            now = dice.choice((NOW, NOW + timedelta(hours=1)))
            to = dice.choice((*MEMBERS, "XX")) if action is Action.FORWARD else None
            matter = Matter(someone, action, purpose, now, to)
            expected = {fact for fact in world.label_of if matter.permits(world, fact)}
            asking = viewer(someone, purpose=purpose)
            with acting(asking, action, to=to, now=now):
                assert ids_under_row_security() == expected, f"row security, seed {seed}: {someone} {action} {purpose}"
                with steward(Task.VERIFY):
                    # Without row security in the way: the filter alone.
                    filtered = set(Fact.objects.visible_to(asking, action=action).values_list("id", flat=True))
                assert filtered == expected, f"filter, seed {seed}: {someone} {action} {purpose}"
            decisions += len(world.label_of)
            permits += len(expected)
            only_by_consent += sum(not matter.permits(world, fact, consents=False) for fact in expected)
    assert decisions >= 20_000
    assert permits >= decisions / 4
    assert only_by_consent >= 50


def test_a_new_label_or_consent_counts_at_once_and_an_old_one_ends_on_time() -> None:
    asking = viewer("BB")
    reserved = Label.of("AA", audience=["BB"], purposes=["fraud"], until=LATER, codes=["F"])
    first, second = put_facts([reserved], each=2)

    def exportable(*, now: datetime = NOW) -> set[UUID]:
        with acting(asking, Action.EXPORT, now=now):
            return ids_under_row_security()

    assert exportable() == set()
    consent = Grant(origin="AA", action=Action.EXPORT, member="BB", purpose="fraud", expires=NOW + timedelta(hours=1))
    put_grant(consent, label_id=first.label_id, fact_id=first.pk)
    assert exportable() == {first.pk}
    put_grant(replace(consent, expires=NOW + timedelta(hours=2)), label_id=first.label_id)
    assert exportable() == {first.pk, second.pk}
    assert exportable(now=NOW + timedelta(hours=1)) == {first.pk, second.pk}
    assert exportable(now=NOW + timedelta(hours=2)) == set()
    (third,) = put_facts([Label.of("AA", audience=["BB"], purposes=["fraud"], until=NOW + timedelta(minutes=5))])
    assert exportable(now=NOW) == {first.pk, second.pk, third.pk}
    assert exportable(now=NOW + timedelta(minutes=5)) == {first.pk, second.pk}
