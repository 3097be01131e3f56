"""Shapes of the REST API for imports, and the same shapes as the commands print them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from interlace.facts.models import Contribution, RowProblem
from interlace.facts.ordering import ImportOrder, ReadingOrder, codes_in
from interlace.facts.problems import words_for_code
from interlace.facts.registers.loading import Authorisation, RegisterTerms
from interlace.facts.sharing import Sharing, hit_mode


class AuthorisationIn(Schema):
    """Who authorised a copy of an INTERPOL database, for which purpose, and when it must be deleted."""

    by: str = Field(..., min_length=1, max_length=160)
    purpose: str = Field(..., min_length=1, max_length=32)
    delete_by: date


class RegisterIn(Schema):
    """The register that a list becomes a version of."""

    name: str = Field(..., min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")
    title: str = Field("", max_length=160)
    legal_effect: str = Field(..., min_length=1, max_length=2000, description="What an entry allows an officer to do")
    source: str = Field("", max_length=255)
    is_interpol: bool = Field(False, description="Whether the list comes from an INTERPOL database")
    authorisation: AuthorisationIn | None = None


class ReadingIn(Schema):
    """How the file is to be read."""

    map: str = Field("", max_length=64, description="Name of a saved column map")
    country: str = Field("", max_length=2, description="Country of phones and accounts written nationally")
    language: str = Field("", max_length=8)
    day_first: bool | None = Field(None, description="Order of day and month, where the dates do not tell")
    status: str = Field("", max_length=24, description="Status of persons whose row names none")
    grading: str = Field("", max_length=24, description="Grading of rows that have none, with its scheme")
    source: str = Field("", max_length=255)
    encoding: str = Field("", max_length=32)
    sheet: str = Field("", max_length=64)

    def order(self) -> ReadingOrder:
        """As the actions take it."""
        return ReadingOrder(
            map_name=self.map,
            country=self.country,
            language=self.language,
            day_first=self.day_first,
            status=self.status,
            grading=self.grading,
            source=self.source,
            encoding=self.encoding,
            sheet=self.sheet,
        )


class SharingIn(Schema):
    """Who may know or read, for what, until when. With `hit` and `silent` the audience only learns of a hit."""

    audience: list[str] = Field([], max_length=200)
    hit: Literal["none", "silent", "hit", "content"] = "hit"
    purpose: str = Field(..., max_length=32)
    until: datetime
    restrictions: list[Literal["no-proceedings", "no-onward", "no-matching", "conditions", "eyes-only"]] = Field(
        [], max_length=5
    )
    condition: str = Field("", max_length=2000)
    named: list[UUID] = Field([], max_length=200)
    deny: list[str] = Field([], max_length=200)
    level: int = Field(0, ge=0, le=3)
    rooms: list[str] = Field([], max_length=50)
    life: bool = False

    def terms(self) -> Sharing:
        """As the actions take it."""
        return Sharing.with_members(
            codes_in(self.audience),
            hit=hit_mode(self.hit),
            purpose=self.purpose,
            until=self.until,
            restrictions=self.restrictions,
            condition=self.condition,
            named=[str(officer) for officer in self.named],
            deny=codes_in(self.deny),
            level=self.level,
            rooms=self.rooms,
            life=self.life,
        )


class ImportIn(Schema):
    """An uploaded file, how to read it, and on which conditions."""

    upload: UUID
    reference: str = Field("", max_length=80, description="Number of the case or the legal reference")
    sharing: SharingIn
    reading: ReadingIn | None = None
    register_: RegisterIn | None = Field(None, alias="register")
    dry_run: bool = False

    def order(self) -> ImportOrder:
        """As the actions take it."""
        reading = self.reading.order() if self.reading is not None else ReadingOrder()
        return ImportOrder(self.sharing.terms(), reading, register_terms(self.register_))


def register_terms(given: RegisterIn | None) -> RegisterTerms | None:
    """The register as the actions take it."""
    if given is None:
        return None
    allowed = given.authorisation
    return RegisterTerms(
        name=given.name,
        title=given.title or given.name,
        legal_effect=given.legal_effect,
        source=given.source,
        is_interpol=given.is_interpol,
        authorisation=Authorisation(allowed.by, allowed.purpose, allowed.delete_by) if allowed is not None else None,
    )


class RowCounts(Schema):
    """What became of the rows."""

    read: int
    stored: int
    refused: int
    known: int


class ProblemOfRow(Schema):
    """One thing wrong at one cell."""

    row: int
    cell: str
    column: str
    code: str
    what: str
    fix: str
    stored: bool = Field(description="Whether the row was stored all the same, with this value as written")


class ImportOut(Schema):
    """An import of the caller's own bureau."""

    id: UUID
    state: str
    file: str
    format: str
    sha256: str
    purpose: str
    reference: str
    rows: RowCounts
    facts: int
    notes: dict[str, int]
    problem: str = Field(description="Code of what ended an import that failed")
    created: datetime
    finished: datetime | None
    problems: list[ProblemOfRow]
    more_problems: int = Field(description="How many more there are; GET the list of problems")


class StartedOut(Schema):
    """An import under way: its id, and the job that carries it out."""

    id: UUID
    job: UUID


class MendIn(Schema):
    """Other contents for some columns of a refused row; an empty text empties the cell."""

    changes: dict[str, str] = Field(..., min_length=1, max_length=100)


SHOWN_PROBLEMS = 100


def import_out(contribution: Contribution, problems: Iterable[RowProblem]) -> ImportOut:
    """An import with its first problems."""
    given = [problem_out(problem) for problem in problems]
    return ImportOut(
        id=contribution.id,
        state=contribution.state,
        file=contribution.file_name,
        format=contribution.format,
        sha256=contribution.sha256,
        purpose=contribution.purpose,
        reference=contribution.reference,
        rows=RowCounts(
            read=contribution.rows_read,
            stored=contribution.rows_stored,
            refused=contribution.rows_refused,
            known=contribution.rows_known,
        ),
        facts=contribution.facts_stored,
        notes=contribution.notes,
        problem=contribution.problem,
        created=contribution.created,
        finished=contribution.finished,
        problems=given[:SHOWN_PROBLEMS],
        more_problems=max(0, len(given) - SHOWN_PROBLEMS),
    )


def problem_out(problem: RowProblem) -> ProblemOfRow:
    """One problem in the reader's language."""
    words = words_for_code(problem.code, problem.params)
    return ProblemOfRow(
        row=problem.row,
        cell=problem.cell,
        column=problem.column,
        code=problem.code,
        what=words.what,
        fix=words.fix,
        stored=problem.noted,
    )
