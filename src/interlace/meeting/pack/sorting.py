"""A bureau's documents sorted into cases, leads, mentions and rows with a problem."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from interlace.core.dates import Ambiguous, parse_date
from interlace.core.problems import Problem
from interlace.evidence.reading.documents import Cell, Grid, Message, Passage, ReadDocument
from interlace.meeting.pack.narrative import values_in
from interlace.meeting.pack.records import (
    HeldAtHome,
    Individual,
    Mention,
    NotRead,
    Outcome,
    Pack,
    PackCase,
    PackLead,
    PackProblem,
    RowProblem,
    Source,
    Standing,
    ThingKind,
)
from interlace.meeting.pack.tables import Row, Table, TableKind, key_and_value, understand
from interlace.meeting.pack.values import Home, calling_code_in, is_one_slip_away, read_value
from interlace.meeting.pack.vocabulary import is_total, kind_of

_NEARLY = 85  # of 100: one letter of nine may be read wrong
_ALIKE = 60  # of 100: a reference from a scan is the bureau's own that is so much like it
_NO_AMOUNT = re.compile(r"[^\d.,\s'+\-()A-Za-z$€£¥₩฿₫₱៛₭]")
_AMOUNT = re.compile(r"[+\-(]?\s*(?:[A-Z]{3}|[$€£¥₩฿₫₱៛₭])?\s*\d[\d.,'\s]*\s*(?:[A-Z]{3}|[$€£¥₩฿₫₱៛₭])?\)?")
_FREE_TEXT = ("holder", "remarks", "title", "value")
_PARTED_HANDLE = re.compile(r"(@[A-Za-z0-9_.]{3,}) (\d{2,}(?!\w))")
_SEVERAL = re.compile(r"[\s]*[;,，、][\s]*")

Read = tuple[str, ReadDocument]
"""The path of a file within the folder, and one document of it."""


class Sorter:
    """Reads the documents of one bureau into a pack. First the cases of all its documents, then what hangs on them."""

    def __init__(self, pack: Pack, bureau: str, home: Home, *, form_texts: frozenset[str], today: date) -> None:
        self._pack = pack
        self._bureau = bureau
        self._home = home
        self._form_texts = form_texts
        self._today = today
        self._cases: dict[str, PackCase] = {}
        self._is_scan = False

    def sort(self, documents: Sequence[Read]) -> None:
        """Everything of one bureau."""
        understood = [(path, document, _tables(document)) for path, document in documents]
        # What a scan says of a reference is read last: letters may be wrong in it.
        for path, document, tables in sorted(understood, key=lambda entry: entry[1].kind == "scan"):
            self._take_cases(path, document, tables)
        self._pack.cases += self._cases.values()
        for path, document, tables in understood:
            self._take_remarks(path, document)
            own = self._case_of_document(document, tables)
            self._take_document(path, document, tables, own)

    def _take_remarks(self, path: str, document: ReadDocument) -> None:
        self._pack.not_read += (
            NotRead(self._bureau, Source(path, remark.place), remark.hindrance, remark.detail)
            for remark in document.remarks
        )

    # Cases

    def _take_cases(self, path: str, document: ReadDocument, tables: Sequence[Table | None]) -> None:
        for table in tables:
            if table is not None and table.kind in {TableKind.CASES, TableKind.KEYS}:
                for row in table.rows:
                    self._take_case(path, row, is_scan=document.kind == "scan")
        if (head := _head_of(document.blocks)) is not None:
            self._take_case(path, head, is_scan=document.kind == "scan")

    def _take_case(self, path: str, row: Row, *, is_scan: bool) -> None:
        reference = row.text("case_ref")
        if not reference or not (row.text("title") or row.text("opened") or row.text("officer")):
            return
        if is_scan:
            reference = self._nearest(reference) or reference
        source = Source(path, row.fields["case_ref"].place)
        known = self._cases.get(reference)
        if known is None:
            self._cases[reference] = PackCase(
                self._bureau, reference, source, row.text("title"), row.text("opened"), row.text("officer")
            )

    def _nearest(self, reference: str) -> str | None:
        """The own case that a badly read reference names: nearly the same digits, and alike as a whole."""
        alike = [
            each for each in self._cases if _has_digits_of(reference, each) and fuzz.ratio(reference, each) >= _ALIKE
        ]
        return max(alike, key=lambda each: fuzz.ratio(reference, each)) if alike else None

    def _known(self, reference: str, *, is_scan: bool = False) -> str | None:
        wanted = " ".join(reference.split())
        for known in self._cases:
            if wanted == " ".join(known.split()):
                return known
        return self._nearest(reference) if is_scan else None

    def _case_of_document(self, document: ReadDocument, tables: Sequence[Table | None]) -> str:
        is_scan = document.kind == "scan"
        references = [
            row.text("case_ref") for table in tables if table is not None and table.kind is TableKind.KEYS
            for row in table.rows
        ]  # fmt: skip
        if (head := _head_of(document.blocks)) is not None:
            references.append(head.text("case_ref"))
        for reference in references:
            if reference and (known := self._known(reference, is_scan=is_scan)):
                return known
        named = [known for known in self._cases if known in document.title]
        if len(named) == 1:
            return named[0]
        texts = [block.text for block in document.blocks if not isinstance(block, Grid)]
        cited = {known for known in self._cases if any(known in text for text in texts)}
        if len(cited) == 1:
            return cited.pop()
        if is_scan and (nearly := self._nearly_cited(texts)):
            return nearly
        return next(iter(self._cases)) if len(self._cases) == 1 else ""

    def _nearly_cited(self, texts: Sequence[str]) -> str:
        """The one case whose reference a scanned page names but for a letter."""
        best = {known: max((fuzz.partial_ratio(known, text) for text in texts), default=0.0) for known in self._cases}
        close = sorted(best, key=lambda known: -best[known])
        is_clear = len(close) == 1 or (len(close) > 1 and best[close[0]] > best[close[1]])
        return close[0] if close and is_clear and best[close[0]] >= _NEARLY else ""

    # Everything else

    def _take_document(self, path: str, document: ReadDocument, tables: Sequence[Table | None], own: str) -> None:
        grids = iter(tables)
        self._is_scan = document.kind == "scan"
        for block in document.blocks:
            if isinstance(block, Grid):
                if (table := next(grids)) is not None:
                    self._take_table(path, table, own, tables)
            elif isinstance(block, Message):
                self._take_text(path, block.place, block.text, own, Standing.CHAT)
            elif not block.is_heading and _normal(block.text) not in self._form_texts:
                self._take_text(path, block.place, block.text, own, Standing.TEXT)

    def _take_text(self, path: str, place: str, text: str, case: str, standing: Standing) -> None:
        if not case or key_and_value(Cell(place, text)) is not None:
            return
        # A line beneath a handle is read as a space.
        read = _PARTED_HANDLE.sub(r"\1_\2", text) if self._is_scan else text
        for found in values_in(read, country=self._home.country):
            self._mention(case, found.kind, found.raw, Source(path, place), standing, remark=found.remark)

    def _take_table(self, path: str, table: Table, own: str, tables: Sequence[Table | None]) -> None:
        seen: set[tuple[str, ...]] = set()
        bank = next((row.text("bank") for other in tables if other is not None and other.kind is TableKind.KEYS
                     for row in other.rows if row.text("bank")), "")  # fmt: skip
        for row in table.rows:
            if self._is_no_row(path, row, table, seen):
                continue
            case = self._case_of_row(row, own)
            match table.kind:
                case TableKind.CASES:
                    self._take_summary(path, row, case)
                case TableKind.PEOPLE:
                    self._take_individual(path, row, case)
                case TableKind.IDENTIFIERS:
                    self._take_identifier(path, row, case)
                case TableKind.LEADS:
                    self._take_lead(path, row, case)
                case TableKind.STATEMENT:
                    self._take_booking(path, table, row, case, bank)
                case TableKind.EXHIBITS:
                    self._take_exhibit(path, row, case)
                case TableKind.KEYS:
                    pass

    def _case_of_row(self, row: Row, own: str) -> str:
        written = row.text("case_ref")
        return (self._known(written) or "") if written else own

    def _is_no_row(self, path: str, row: Row, table: Table, seen: set[tuple[str, ...]]) -> bool:
        """Totals and rows that stand there twice are told, and counted as nothing."""
        if table.kind is TableKind.KEYS:
            return False
        first = next(cell for cell in row.cells if cell.text)
        if is_total(first.text):
            self._problem(path, first.place, PackProblem.TOTAL_ROW, Outcome.IGNORE)
            return True
        same = tuple(cell.text for cell in row.cells)
        if same in seen and table.kind is not TableKind.STATEMENT:
            at = row.fields.get("value") or row.fields.get("name") or first
            self._problem(path, at.place, PackProblem.DUPLICATE_ROW, Outcome.IGNORE)
            return True
        seen.add(same)
        return False

    def _take_summary(self, path: str, row: Row, case: str) -> None:
        if summary := row.fields.get("summary"):
            self._take_text(path, summary.place, summary.text, case, Standing.TEXT)

    def _take_individual(self, path: str, row: Row, case: str) -> None:
        name = row.fields.get("name")
        if name is None or not name.text or not case:
            return
        individual = Individual(
            name.text,
            self._birth_date(path, row.fields.get("birth_date")),
            row.text("nationality"),
            row.text("document"),
            row.text("alias"),
            row.text("phone"),
            row.text("role"),
        )
        source = Source(path, name.place)
        self._pack.mentions.append(
            Mention(self._bureau, case, ThingKind.PERSON, name.text, source, Standing.PERSON, individual=individual)
        )
        for kind, field in ((ThingKind.DOCUMENT, "document"), (ThingKind.PHONE, "phone")):
            cell = row.fields.get(field)
            if cell is not None and cell.text and self._is_sound(path, kind, cell):
                self._pack.mentions.append(
                    Mention(
                        self._bureau,
                        case,
                        kind,
                        cell.text,
                        Source(path, cell.place),
                        Standing.PERSON,
                        individual=individual,
                    )
                )

    def _birth_date(self, path: str, cell: Cell | None) -> str:
        """The date as written. One that cannot be is told and left out; one with two readings is asked about."""
        if cell is None or not cell.text:
            return ""
        found = parse_date(cell.text)
        if isinstance(found, Problem):
            self._problem(path, cell.place, found.code, Outcome.REPAIR, found)
            return ""
        if isinstance(found, Ambiguous):
            self._problem(path, cell.place, PackProblem.AMBIGUOUS_DATE, Outcome.ASK)
            found = found.day_first
        if found.year > self._today.year:
            self._problem(path, cell.place, PackProblem.FUTURE_DATE, Outcome.REPAIR)
            return ""
        return cell.text

    def _take_identifier(self, path: str, row: Row, case: str) -> None:
        value, kind = row.fields.get("value"), kind_of(row.text("type"))
        if value is None or kind is None or not case:
            return
        if not value.text:
            self._problem(path, value.place, PackProblem.EMPTY_VALUE, Outcome.REPAIR)
        elif self._is_sound(path, kind, value):
            self._mention(
                case, kind, value.text, Source(path, value.place), Standing.IDENTIFIER, remark=row.text("remarks")
            )

    def _take_lead(self, path: str, row: Row, case: str) -> None:
        value = row.fields.get("value")
        if value is None:
            return
        kind = kind_of(row.text("type"))
        source = Source(path, value.place)
        reference = row.fields.get("case_ref")
        is_sound = True
        if reference is not None and reference.text and not case:
            self._problem(path, reference.place, PackProblem.UNKNOWN_CASE, Outcome.REPAIR)
            is_sound = False
        if not value.text:
            self._problem(path, value.place, PackProblem.EMPTY_VALUE, Outcome.REPAIR)
            is_sound = False
        elif kind is None:
            self._problem(path, row.fields.get("type", value).place, PackProblem.UNKNOWN_TYPE, Outcome.REPAIR)
            is_sound = False
        elif kind is not ThingKind.PERSON:
            is_sound = self._is_sound(path, kind, value) and is_sound
        number = row.text("lead_no")
        self._pack.leads.append(
            PackLead(
                self._bureau,
                number,
                case,
                kind,
                value.text,
                source,
                row.text("remarks"),
                row.text("grading"),
                row.text("source"),
                needs_repair=not is_sound,
            )
        )
        if not is_sound or kind is None:
            return
        if kind is ThingKind.PERSON:
            born = next((part for part in _SEVERAL.split(row.text("remarks")) if _is_date(part)), "")
            individual = Individual(value.text, born)
            self._pack.mentions.append(
                Mention(
                    self._bureau, case, kind, value.text, source, Standing.LEAD, row.text("remarks"), individual, number
                )
            )
        else:
            self._mention(case, kind, value.text, source, Standing.LEAD, remark=row.text("remarks"), lead=number)

    def _take_booking(self, path: str, table: Table, row: Row, case: str, bank: str) -> None:
        extra = len(row.cells) - len(table.columns)
        if _is_shifted(row) or (extra > 0 and any(cell.text for cell in row.cells[len(table.columns) :])):
            column = next((table.columns.index(field) for field in _FREE_TEXT if field in table.columns), 0)
            self._problem(path, row.cells[column].place, PackProblem.COLUMNS_SHIFTED, Outcome.REPAIR)
            return
        amount = row.fields.get("amount")
        if amount is not None and amount.text and not _is_amount(amount.text):
            self._problem(path, amount.place, PackProblem.AMOUNT, Outcome.REPAIR)
        account = row.fields.get("account")
        if account is None or not account.text or not case or not any(map(str.isdigit, account.text)):
            return
        remark = "; ".join(part for part in (row.text("remarks") or bank, row.text("holder")) if part)
        if self._is_sound(path, ThingKind.ACCOUNT, account):
            self._mention(
                case, ThingKind.ACCOUNT, account.text, Source(path, account.place), Standing.STATEMENT, remark=remark
            )

    def _take_exhibit(self, path: str, row: Row, case: str) -> None:
        number = row.fields.get("exhibit_no")
        if number is not None and number.text:
            self._pack.held_at_home.append(HeldAtHome(self._bureau, number.text, case, Source(path, number.place)))

    def _is_sound(self, path: str, kind: ThingKind, cell: Cell) -> bool:
        """Whether a value can be what it is said to be; else its row is told with the reason."""
        found = read_value(kind, cell.text, self._home)
        if found.problem is None or found.is_mended:
            return True
        self._problem(path, cell.place, found.problem.code, Outcome.REPAIR, found.problem)
        return False

    def _mention(
        self,
        case: str,
        kind: ThingKind,
        raw: str,
        source: Source,
        standing: Standing,
        *,
        remark: str = "",
        lead: str = "",
    ) -> None:
        self._pack.mentions.append(
            Mention(self._bureau, case, kind, raw, source, standing, remark, lead=lead, is_scanned=self._is_scan)
        )

    def _problem(self, path: str, place: str, code: str, outcome: Outcome, problem: Problem | None = None) -> None:
        params = dict(problem.params) if problem is not None else {}
        self._pack.problems.append(RowProblem(self._bureau, Source(path, place), str(code), outcome, params))


def _tables(document: ReadDocument) -> list[Table | None]:
    found: list[Table | None] = []
    before: Table | None = None
    for block in document.blocks:
        if isinstance(block, Grid):
            table = understand(block, before=before)
            found.append(table)
            before = table or before
    return found


def _head_of(blocks: Iterable[object]) -> Row | None:
    """`Key: value` lines of a text, as the head of a case file."""
    fields: dict[str, Cell] = {}
    for block in blocks:
        if isinstance(block, Passage) and (pair := key_and_value(Cell(block.place, block.text))) is not None:
            fields.setdefault(*pair)
    return Row(fields, tuple(fields.values())) if "case_ref" in fields else None


def _has_digits_of(reference: str, known: str) -> bool:
    ours, theirs = re.sub(r"\D", "", reference), re.sub(r"\D", "", known)
    return ours == theirs or is_one_slip_away(ours, theirs)


def _normal(text: str) -> str:
    return " ".join(text.split()).casefold()


def form_texts_of(documents: Iterable[tuple[str, ReadDocument]]) -> frozenset[str]:
    """Longer passages that stand word for word in the papers of three bureaus: a form's, not a case's."""
    bureaus: dict[str, set[str]] = {}
    for bureau, document in documents:
        for block in document.blocks:
            if isinstance(block, Passage) and len(block.text) >= _LONG:
                bureaus.setdefault(_normal(block.text), set()).add(bureau)
    return frozenset(text for text, found in bureaus.items() if len(found) >= _BUREAUS_OF_A_FORM)


_LONG = 60
_BUREAUS_OF_A_FORM = 3


def _is_date(text: str) -> bool:
    return any(map(str.isdigit, text)) and not isinstance(parse_date(text), Problem)


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text.strip()) is not None


def _is_shifted(row: Row) -> bool:
    """Whether the account column holds words while a later column holds the rest of a text cut at its commas."""
    account = row.fields.get("account")
    return (
        account is not None
        and bool(account.text)
        and not any(map(str.isdigit, account.text))
        and (len(account.text.split()) > 1)
    )


def calling_code_of(mentions: Iterable[Mention]) -> str:
    """The calling code that a bureau's own people have, where no numbering plan knows it."""
    own = Counter(
        code for mention in mentions
        if mention.kind is ThingKind.PHONE and mention.standing is Standing.PERSON
        and (code := calling_code_in(mention.raw))
    )  # fmt: skip
    return own.most_common(1)[0][0] if own else ""


def with_home(home: Home, code: str) -> Home:
    """The same bureau, with the calling code that its papers show."""
    return replace(home, calling_code=code)
