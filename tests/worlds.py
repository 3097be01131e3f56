"""Labelled facts put straight into the tables, as the steward: worlds for tests of disclosure."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from django.db import connection

from interlace.core.handling import ALL_ACTIONS, Action, Grant, Label
from interlace.core.handling import Viewer as Person
from interlace.facts.models import Fact
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.models import GrantRow, LabelRow, terms_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer

NOW = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
MANY = 1000


def person(member: str, *, purposes: Iterable[str] = ("fraud",), ceiling: Iterable[Action] = ALL_ACTIONS) -> Person:
    """An active officer of this member with the highest level."""
    return Person(
        id=f"{member.lower()}-1",
        member=member,
        active=True,
        level=3,
        rooms=frozenset(),
        purposes=frozenset(purposes),
        ceiling=frozenset(ceiling),
    )


def viewer(who: Person | str, *, purpose: str = "fraud") -> Viewer:
    """Somebody at work on a matter."""
    someone = person(who) if isinstance(who, str) else who
    return Viewer(person=someone, purpose=purpose, reference="REF-1", verbs=frozenset())


def shared(originator: str, *readers: str, codes: Sequence[str] = ()) -> Label:
    """A label for fraud whose readers are these members."""
    return Label.of(originator, audience=readers, purposes=["fraud"], until=LATER, codes=codes)


def fact(label_id: int, *, originator: str = "AA", value: str = "+821000000142") -> Fact:
    """A fact under this label, not yet stored."""
    return Fact(
        id=uuid.uuid4(),
        subject=uuid.uuid4(),
        schema="Person",
        prop="phone",
        value=value,
        original=value,
        key=f"phone:{value}",
        originator=originator,
        label_id=label_id,
        contribution=uuid.uuid4(),
        digest=uuid.uuid4().bytes,
        created=NOW,
    )


def put_facts(labels: Sequence[Label], *, each: int = 1) -> list[Fact]:
    """Store facts under these labels, whoever their originators are; `each` for every label, in order."""
    with steward(Task.INDEX):
        ids = _labels_in_bulk(labels) if len(labels) > MANY else [intern(label) for label in labels]
        facts = [
            fact(label_id, originator=min(label.origins, default="AA"))
            for label_id, label in zip(ids, labels, strict=True)
            for _ in range(each)
        ]
        return Fact.objects.bulk_create(facts)


def put_grant(grant: Grant, *, label_id: int, fact_id: uuid.UUID | None = None) -> None:
    """Store an originator's consent."""
    grant_row(grant, label_id=label_id, fact_id=fact_id).save(force_insert=True)


def _labels_in_bulk(labels: Sequence[Label]) -> list[int]:
    """Labels of a large world, one row each: interning thousands one by one takes longer than the test."""
    rows = [LabelRow(digest=uuid.uuid4().bytes * 2, terms=terms_of(label)) for label in labels]
    return [row.id for row in LabelRow.objects.bulk_create(rows)]


def grant_row(grant: Grant, *, label_id: int, fact_id: uuid.UUID | None = None) -> GrantRow:
    """An originator's consent, not yet stored."""
    return GrantRow(
        origin=grant.origin,
        action=grant.action.value,
        member=grant.member,
        to=grant.to,
        purpose=grant.purpose,
        expires=grant.expires,
        label_id=label_id,
        fact=fact_id,
        by=uuid.uuid4(),
        created=NOW,
    )


def ids_under_row_security() -> set[uuid.UUID]:
    """What the database itself lets the running role read, without any filter of ours."""
    with connection.cursor() as cursor:
        cursor.execute("select id from facts_fact")
        return {row[0] for row in cursor.fetchall()}
