"""What holders hold about a subject, as far as one asker may know it.

Case facts come from their table, register records from their files. A register lies outside the tables, so each of its
rows is checked against its label here, before it leaves this room.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from interlace.core.matching import Description
from interlace.facts.describing import describe
from interlace.facts.models import Fact
from interlace.facts.registers import RegisterRecord
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.disclosure.labels import Permitted
from interlace.screening.index import FACTS, Candidate
from interlace.screening.register_records import place_of, record_at, searched_now, title_of


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact of a holding: a row of the facts table, or one property value of a register's record."""

    id: UUID | None
    """The fact's id; a register's values have none."""
    schema: str
    prop: str
    value: str
    original: str
    language: str
    script: str
    key: str
    label: int

    @property
    def tag(self) -> str:
        """What a reason of the matcher points at."""
        return str(self.id) if self.id is not None else f"{self.prop}={self.value}"


STATEMENT_COLUMNS = ("id", "schema", "prop", "value", "original", "language", "script", "key", "label_id")
"""The columns of the facts table that make a `Statement`, in its order."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One subject of one holder, reduced to permitted statements."""

    subject: UUID
    holder: str
    register: str
    """`folder:row` of a register's record, empty for case facts."""
    record_id: str
    """The record's own id in its list (for who may read it)."""
    statements: tuple[Statement, ...]
    description: Description
    register_title: str = ""
    legal_effect: str = ""


def holdings_found(context: Acting, candidates: Sequence[Candidate]) -> list[Holding]:
    """The candidates as this context's viewer may know them, in the candidates' order."""
    subjects = [UUID(bytes=candidate.subject) for candidate in candidates if candidate.source == FACTS]
    facts = Fact.objects.visible_to(context.viewer, action=context.action).filter(subject__in=subjects)
    by_subject = statements_by_subject(facts)
    return _assemble(candidates, by_subject, context.permitted)


def holdings_for_steward(candidates: Sequence[Candidate], permitted: Permitted) -> list[Holding]:
    """The same for a viewer who is not there: the steward reads, the viewer's permitted labels decide."""
    subjects = [UUID(bytes=candidate.subject) for candidate in candidates if candidate.source == FACTS]
    by_subject = statements_by_subject(
        fact
        for fact in Fact.objects.filter(subject__in=subjects)
        if permitted.permits_fact(fact.id, label=fact.label_id)
    )
    return _assemble(candidates, by_subject, permitted)


@dataclass(frozen=True, slots=True)
class Held:
    """All case facts about one subject, and whose they are. For the steward, who chooses from them for others."""

    holder: str
    statements: tuple[Statement, ...]


def held_by_subject(subjects: Collection[UUID]) -> dict[UUID, Held]:
    """What is held about each of these subjects, in one statement."""
    if not subjects:
        return {}
    grouped: defaultdict[tuple[UUID, str], list[Statement]] = defaultdict(list)
    facts = Fact.objects.filter(subject__in=list(subjects))
    for subject, originator, *columns in facts.values_list("subject", "originator", *STATEMENT_COLUMNS):
        grouped[subject, originator].append(Statement(*columns))
    return {
        subject: Held(holder, tuple(sorted(statements, key=lambda each: (each.prop, each.value, str(each.id)))))
        for (subject, holder), statements in grouped.items()
    }


def holdings_of(candidates: Iterable[Candidate], held: Mapping[UUID, Held], permitted: Permitted) -> list[Holding]:
    """The candidates as somebody with these labels may know them, from facts that the steward has read."""
    found = list(candidates)
    subjects = [UUID(bytes=candidate.subject) for candidate in found if candidate.source == FACTS]
    by_subject = {
        subject: [
            each
            for each in held[subject].statements
            if each.id is not None and permitted.permits_fact(each.id, label=each.label)
        ]
        for subject in subjects
        if subject in held
    }
    return _assemble(found, by_subject, permitted)


def statements_of(context: Acting, subject: UUID) -> list[Statement]:
    """The case facts of one subject that the context's viewer may use for the context's action."""
    facts = Fact.objects.visible_to(context.viewer, action=context.action).filter(subject=subject)
    return statements_by_subject(facts).get(subject, [])


def holder_statements(subject: UUID | None, register: str) -> list[Statement]:
    """Everything the holder itself holds about a subject. For the steward, to explain a hit to its holder."""
    if register:
        return statements_of_record(record_at(register))
    return statements_by_subject(Fact.objects.filter(subject=subject)).get(subject, []) if subject else []


def register_holding(place: str, permitted: Permitted) -> Holding | None:
    """The register record at `folder:row`, or nothing when its label is not permitted."""
    record = record_at(place)
    if not permitted.permits(record.label):
        return None
    statements = statements_of_record(record)
    about = title_of(place.rpartition(":")[0])
    return Holding(
        subject=record.subject,
        holder=record.originator,
        register=place,
        record_id=record.reference,
        statements=tuple(statements),
        description=describe(statements),
        register_title=about.title,
        legal_effect=about.legal_effect,
    )


def _assemble(
    candidates: Sequence[Candidate], by_subject: Mapping[UUID, list[Statement]], permitted: Permitted
) -> list[Holding]:
    found = []
    for candidate in searched_now(candidates):
        if candidate.source != FACTS:
            holding = register_holding(place_of(candidate.source, candidate.row), permitted)
            found += [holding] if holding is not None else []
            continue
        subject = UUID(bytes=candidate.subject)
        if statements := by_subject.get(subject, []):
            found.append(
                Holding(
                    subject=subject,
                    holder=candidate.holder,
                    register="",
                    record_id=str(subject),
                    statements=tuple(statements),
                    description=describe(statements),
                )
            )
    return found


def statements_by_subject(facts: Iterable[Fact]) -> dict[UUID, list[Statement]]:
    """The facts as statements, by subject."""
    # In one order for every viewer and every plan the database may choose.
    grouped: defaultdict[UUID, list[Statement]] = defaultdict(list)
    for fact in sorted(facts, key=lambda each: (each.prop, each.value, str(each.id))):
        grouped[fact.subject].append(statement_of(fact))
    return grouped


def as_value(statement: Statement, *, fact: UUID | None = None) -> dict[str, str]:
    """A statement as a value of a question or a release; `fact` is the copy that the other side may read."""
    return {
        "fact": str(fact or statement.id or ""),
        "prop": statement.prop,
        "schema": statement.schema,
        "value": statement.value,
        "original": statement.original,
        "language": statement.language,
    }


def statement_of(fact: Fact) -> Statement:
    """The fact as a statement."""
    return Statement(
        id=fact.id,
        schema=fact.schema,
        prop=fact.prop,
        value=fact.value,
        original=fact.original,
        language=fact.language,
        script=fact.script,
        key=fact.key,
        label=fact.label_id,
    )


def statements_of_record(record: RegisterRecord) -> list[Statement]:
    """The values of a register's record as statements, all under the record's one label."""
    return [
        Statement(
            id=None,
            schema=record.schema,
            prop=each.prop,
            value=each.value,
            original=each.original,
            language=each.language,
            script=each.script,
            key=each.key,
            label=record.label,
        )
        for each in sorted(record.values, key=lambda each: (each.prop, each.value))
    ]
