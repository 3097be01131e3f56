"""Putting many facts into the protected table at once.

COPY into a table under row-level security is refused, and one INSERT per fact is thirty times slower: the facts are
copied into a temporary table of this transaction and moved from there, under the same policies as any other insert.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from interlace.facts.drafts import FactDraft
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer

_COLUMNS = (
    "subject, schema, prop, value, original, language, script, key, source, grading_scheme, grading_source,"
    " grading_information, markings, condition, label_id, row, digest"
)
_MAKE = """
create temporary table facts_staging (
    place bigint generated always as identity,
    subject uuid, schema text, prop text, value text, original text, language text, script text, key text, source text,
    grading_scheme text, grading_source text, grading_information text, markings text, condition text,
    label_id integer, row integer, digest bytea
) on commit drop;
create temporary table facts_new (id uuid, subject uuid, row integer, digest bytea) on commit drop;
"""
_MOVE = f"""
with moved as (
    insert into facts_fact (id, originator, contribution, created, {_COLUMNS})
    select gen_random_uuid(), %(originator)s, %(contribution)s, %(created)s, {_COLUMNS}
    from pg_temp.facts_staging where label_id = any(%(labels)s) order by place
    on conflict do nothing
    returning id, subject, row, digest
)
insert into pg_temp.facts_new select id, subject, row, digest from moved
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Stored:
    """What was new, and what the table held already."""

    facts: int
    rows: frozenset[int]
    """Rows with at least one new fact."""
    subjects: tuple[UUID, ...]
    digests: tuple[bytes, ...] = field(repr=False)
    """Of the new facts, sorted: the batch whose root goes into the ledger."""


class Staging:
    """The temporary table of one contribution, open for facts until it is moved."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_MAKE)

    def add(self, facts: Iterable[FactDraft]) -> int:
        """Copy facts in, in order; returns how many."""
        count = 0
        with connection.cursor() as cursor, cursor.copy(f"copy pg_temp.facts_staging ({_COLUMNS}) from stdin") as copy:
            for fact in facts:
                copy.write_row(_row(fact))
                count += 1
        return count

    def move(self, viewer: Viewer, *, contribution: UUID, labels: dict[str, list[int]], now: datetime) -> Stored:
        """Move everything into the facts, purpose by purpose: a row of another purpose is stored as that purpose."""
        for purpose, label_ids in labels.items():
            named: dict[str, Any] = {
                "originator": viewer.member,
                "contribution": contribution,
                "created": now,
                "labels": label_ids,
            }
            contributor = viewer.working_for(purpose=purpose, reference=viewer.reference)
            with acting(contributor, now=now), connection.cursor() as cursor:
                cursor.execute("analyze pg_temp.facts_staging")
                cursor.execute(_MOVE, named)
        return _stored()


@contextmanager
def staging() -> Iterator[Staging]:
    """A staging table, gone at the end even when the transaction goes on."""
    yield Staging()
    with connection.cursor() as cursor:
        cursor.execute("drop table pg_temp.facts_staging, pg_temp.facts_new")


def _stored() -> Stored:
    with connection.cursor() as cursor:
        cursor.execute("select digest from pg_temp.facts_new order by digest")
        digests = tuple(bytes(digest) for (digest,) in cursor.fetchall())
        cursor.execute("select distinct row from pg_temp.facts_new")
        rows = frozenset(row for (row,) in cursor.fetchall())
        cursor.execute("select distinct subject from pg_temp.facts_new order by subject")
        subjects = tuple(subject for (subject,) in cursor.fetchall())
    return Stored(len(digests), rows, subjects, digests)


def _row(fact: FactDraft) -> Sequence[object]:
    value, terms = fact.value, fact.terms
    return (
        fact.subject,
        fact.schema,
        value.prop,
        value.value,
        value.original,
        value.language,
        value.script,
        value.key,
        terms.source[:255],
        terms.grading.scheme,
        terms.grading.source,
        terms.grading.information,
        " ".join(marking.written for marking in terms.markings)[:255],
        fact.condition,
        fact.label.id,
        fact.row,
        fact.digest,
    )
