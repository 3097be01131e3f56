"""Rows that are stored together are those that are read again."""

import uuid
from datetime import UTC, datetime

import pytest

from interlace.core.handling import Label
from interlace.facts.models import Fact
from interlace.foundation.database.writing import insert_together
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Member

AT = datetime(2026, 7, 14, 5, 22, 1, 234567, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_every_value_is_read_again_as_it_was_given() -> None:
    Member.objects.create(code="KR", name="Korea")
    with steward(Task.INDEX):
        label = intern(Label.of("KR", purposes=["fraud"], until=AT))
        rows = [
            Fact(
                subject=uuid.uuid4(),
                schema="Person",
                prop="name",
                value=value,
                original="%s %% ' \" \\ {",
                originator="KR",
                label_id=label,
                contribution=uuid.uuid4(),
                row=number,
                digest=bytes([number, *range(255)]),
                created=AT,
            )
            for number, value in enumerate(["한지섭", "\\x00 \u0001\n", ""])
        ]
        insert_together(rows)

        stored = {row.pk: row for row in Fact.objects.filter(pk__in=[row.pk for row in rows])}

    assert [_values(row) for row in rows] == [_values(stored[row.pk]) for row in rows]
    assert not any(row._state.adding for row in rows)


def _values(row: Fact) -> list[object]:
    values = [field.value_from_object(row) for field in row._meta.concrete_fields]
    return [bytes(value) if isinstance(value, memoryview) else value for value in values]
