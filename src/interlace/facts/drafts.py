"""From parsed rows to facts under labels: the part of a contribution that needs no database but for the labels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from interlace.core.problems import Problem
from interlace.facts.entities import Entity, Finding, Link, ParsedRow, RowTerms, Value
from interlace.facts.naming import Naming, content_of
from interlace.facts.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Interned:
    """A label as the facts need it."""

    id: int
    digest: bytes
    purpose: str


@dataclass(frozen=True, slots=True)
class FactDraft:
    """One fact on its way to the table."""

    subject: UUID
    schema: str
    value: Value
    label: Interned
    row: int
    digest: bytes
    terms: RowTerms
    condition: str


@dataclass(slots=True)
class Drafting:
    """Makes facts of rows, one after the other, and remembers what later rows may refer to."""

    naming: Naming
    sharing: Sharing
    purposes: frozenset[str]
    label_for: Callable[[str, RowTerms], Interned]
    of_rows: dict[int, tuple[UUID, str, int]] = field(default_factory=dict)
    """Row → subject, schema and label id of its first thing."""
    refused_rows: set[int] = field(default_factory=set)
    references: dict[str, UUID] = field(default_factory=dict)
    """The sender's own ids → subjects, for links within the file."""
    waiting: list[tuple[int, UUID, str, Link, Interned, RowTerms]] = field(default_factory=list)

    def facts_of(self, row: ParsedRow) -> list[FactDraft] | Finding:
        """The facts of one row, or why it is refused after all."""
        if refusal := self._refusal(row):
            self.refused_rows.add(row.number)
            return refusal
        purpose = row.terms.purpose or self.sharing.purpose
        label = self.label_for(purpose, row.terms)
        subjects: list[UUID] = []
        facts: list[FactDraft] = []
        for entity in row.entities:
            subject, schema = self._place(entity, subjects, label)
            subjects.append(subject)
            facts += [
                self._draft(subject, schema, value, label=label, row=row.number, terms=row.terms)
                for value in entity.values
            ]
            for link in entity.links:
                facts += self._linked(link, subject, schema, subjects=subjects, label=label, row=row)
            if entity.reference:
                self.references.setdefault(entity.reference, subject)
        if row.entities and row.entities[0].of_row is None:
            self.of_rows[row.number] = (subjects[0], row.entities[0].schema, label.id)
        return facts

    def links_within_the_file(self) -> Iterator[FactDraft | tuple[int, Finding]]:
        """The links by the sender's own ids, once every row has been seen; what they point at may come later."""
        for row, subject, schema, link, label, terms in self.waiting:
            target = self.references.get(link.reference)
            if target is None:
                yield row, Finding(Problem("link_target_missing"), column=link.prop)
            else:
                value = Value(link.prop, str(target), link.reference)
                yield self._draft(subject, schema, value, label=label, row=row, terms=terms)

    def _refusal(self, row: ParsedRow) -> Finding | None:
        purpose = row.terms.purpose
        if purpose and purpose not in self.purposes:
            return Finding(Problem("purpose_not_yours"))
        for entity in row.entities:
            status = entity.first("status") if entity.schema == "Person" else ""
            if status and (problem := self.sharing.refuses_status(status)):
                return Finding(problem)
            for number in _rows_referred_to(entity):
                if problem := self._unusable(number, row):
                    return Finding(problem)
        return None

    def _unusable(self, number: int, row: ParsedRow) -> Problem | None:
        if number in self.refused_rows:
            return Problem("row_reference_refused", {"row": number})
        if number not in self.of_rows:
            return Problem("row_reference_without_thing", {"row": number})
        label = self.label_for(row.terms.purpose or self.sharing.purpose, row.terms)
        if self.of_rows[number][2] != label.id:
            return Problem("row_reference_other_handling", {"row": number})
        return None

    def _place(self, entity: Entity, earlier: list[UUID], label: Interned) -> tuple[UUID, str]:
        """Which subject the entity's values belong to."""
        if entity.of_row is not None:
            subject, schema, _ = self.of_rows[entity.of_row]
            return subject, schema
        if entity.reference and entity.reference in self.references:
            return self.references[entity.reference], entity.schema
        ends = [(link.prop, self._target(link, earlier)) for link in entity.links if not link.reference]
        content = content_of(entity, [(prop, target) for prop, target in ends if target is not None])
        return self.naming.subject(label.digest, content), entity.schema

    def _target(self, link: Link, subjects: list[UUID]) -> UUID | None:
        if link.entity is not None:
            return subjects[link.entity]
        return self.of_rows[link.row][0] if link.row is not None else None

    def _linked(
        self, link: Link, subject: UUID, schema: str, *, subjects: list[UUID], label: Interned, row: ParsedRow
    ) -> list[FactDraft]:
        target = self._target(link, subjects)
        if target is None:
            self.waiting.append((row.number, subject, schema, link, label, row.terms))
            return []
        value = Value(link.prop, str(target), str(target))
        return [self._draft(subject, schema, value, label=label, row=row.number, terms=row.terms)]

    def _draft(
        self, subject: UUID, schema: str, value: Value, *, label: Interned, row: int, terms: RowTerms
    ) -> FactDraft:
        digest = self.naming.digest(subject, value.prop, value.original)
        condition = "; ".join(filter(None, (self.sharing.condition, terms.condition)))
        return FactDraft(subject, schema, value, label, row, digest, terms, condition)


def _rows_referred_to(entity: Entity) -> set[int]:
    links = {link.row for link in entity.links if link.row is not None}
    return links | ({entity.of_row} if entity.of_row is not None else set())
