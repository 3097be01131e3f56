"""OFAC's lists in their legacy CSV form: entries, aliases, addresses and what did not fit into the remarks.

The main file comes without a header, has twelve columns and writes `-0-` for nothing. Its companions lie beside it:
`sdn.csv` with `alt.csv`, `add.csv`, `sdn_comments.csv`; `cons_prim.csv` with `cons_alt.csv` and so on; each may be
packed.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from interlace.core.dates import DateRange, parse_dates
from interlace.core.problems import Problem
from interlace.facts.entities import Entity, Finding, Link, ParsedRow, RowTerms, Value, Weight
from interlace.facts.imports.detecting import SAMPLE, encoding_of
from interlace.facts.imports.limits import bounded_lines
from interlace.facts.imports.ofac_remarks import WALLET, Statement, statements
from interlace.facts.imports.parts import Part, parts_of
from interlace.facts.imports.reader import Column, Defaults, Format, UnreadableFile
from interlace.facts.values import UNCOMPARED, Normal, ValueKind, cleaned, normalise

NOTHING = "-0-"
_COLUMNS = 12
_END_OF_FILE = "\x1a"  # DOS
_SCHEMAS: Mapping[str, str] = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
_ALIASES: Mapping[str, str] = {"aka": "alias", "fka": "previousName", "nka": "alias"}
_STATUS = "sanctioned"
_WIDEST_RANGE = 10  # years

# Column of the main file, for what is not a name, type or remark: property by schema.
_VESSEL_COLUMNS: Mapping[int, str] = {5: "callSign", 6: "type", 7: "tonnage", 8: "grossRegisteredTonnage", 9: "flag"}


class OfacRows:
    """A list with its companions. The aliases and addresses are held in memory: some ten thousand lines."""

    format = Format.OFAC
    columns: tuple[Column, ...] = ()

    def __init__(self, path: Path, defaults: Defaults) -> None:
        self.path = path
        self._defaults = defaults
        self.parts = parts_of(path)
        if "alt" not in self.parts and "add" not in self.parts:
            raise UnreadableFile("companion_missing", names="alt.csv, add.csv")

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every entry of the list."""
        aliases = self._grouped("alt")
        addresses = self._grouped("add")
        comments = {key: lines[0][1] for key, lines in self._grouped("comments").items() if len(lines[0]) > 1}
        for number, line in enumerate(_lines(self.parts["main"]), start=1):
            if len(line) < _COLUMNS:
                yield ParsedRow(number, (), findings=(Finding(Problem("entry_unreadable"), cell=f"line {number}"),))
                continue
            key = line[0]
            # The comments continue the remarks where they were cut, in the middle of a word.
            remarks = line[11] + comments.get(key, "") if line[11] != NOTHING else ""
            yield _Entry(
                number,
                line,
                aliases=aliases.get(key, []),
                addresses=addresses.get(key, []),
                remarks=remarks,
                defaults=self._defaults,
            ).row()

    def _grouped(self, name: str) -> Mapping[str, list[list[str]]]:
        groups: defaultdict[str, list[list[str]]] = defaultdict(list)
        if name in self.parts:
            for line in _lines(self.parts[name]):
                groups[line[0]].append(line)
        return groups


def list_files(path: Path) -> list[Path]:
    """The files of a list on disk, the main one first."""
    return list(dict.fromkeys(part.path for _, part in sorted(parts_of(path).items(), key=_main_first)))


def _main_first(item: tuple[str, Part]) -> tuple[bool, str]:
    return (item[0] != "main", item[0])


def _lines(part: Part) -> Iterator[list[str]]:
    with part.open() as file:
        encoding = encoding_of(file.read(SAMPLE))
    with part.open() as raw, io.TextIOWrapper(raw, encoding, errors="surrogateescape", newline="") as text:
        try:
            for line in csv.reader(bounded_lines(text)):
                if line and line[0] != _END_OF_FILE:
                    yield [cell.strip() for cell in line]
        except (csv.Error, UnicodeError):
            raise UnreadableFile("file_unreadable") from None


class _Entry:
    """One entry on its way to entities. A part that cannot be read is kept as written; the entry itself stays."""

    def __init__(
        self,
        number: int,
        line: list[str],
        *,
        aliases: list[list[str]],
        addresses: list[list[str]],
        remarks: str,
        defaults: Defaults,
    ) -> None:
        self._number = number
        self._line = line
        self._aliases = aliases
        self._addresses = addresses
        self._remarks = remarks
        self._defaults = defaults
        self._schema = _SCHEMAS.get(line[2], "Organization")
        self._values: list[Value] = []
        self._wallets: list[Entity] = []
        self._findings: list[Finding] = []
        self._reference = f"ofac-{line[0]}"

    def row(self) -> ParsedRow:
        """The entry and the wallets it lists."""
        self._add_name(self._line[1])
        for alias in self._aliases:
            if len(alias) > 3:
                self._add(_ALIASES.get(alias[2], "alias"), ValueKind.NAME, self._in_reading_order(alias[3]), alias[3])
        self._add_columns()
        for address in self._addresses:
            self._add_address(address)
        for statement in statements(self._remarks):
            self._add_statement(statement)
        if self._schema == "Person":
            self._values.append(Value("status", self._defaults.status or _STATUS, self._line[3]))
        party = Entity(self._schema, tuple(dict.fromkeys(self._values)), reference=self._reference)
        terms = RowTerms(source=self._defaults.source, grading=self._defaults.grading)
        return ParsedRow(self._number, (party, *self._wallets), terms, tuple(self._findings))

    def _add_name(self, written: str) -> None:
        self._add("name", ValueKind.NAME, self._in_reading_order(written), written)
        if self._schema == "Person" and ", " in written:
            last, first = written.split(", ", 1)
            self._add("lastName", ValueKind.NAME, last)
            self._add("firstName", ValueKind.NAME, first)

    def _in_reading_order(self, written: str) -> str:
        """`NORIEGA, Manuel Antonio` is Manuel Antonio NORIEGA."""
        if self._schema != "Person" or ", " not in written:
            return written
        last, first = written.split(", ", 1)
        return f"{first} {last}"

    def _add_columns(self) -> None:
        self._add_if_given("program", self._line[3])
        if self._schema == "Person":
            self._add_if_given("position", self._line[4])
        if self._schema == "Vessel":
            for index, prop in _VESSEL_COLUMNS.items():
                kind = ValueKind.COUNTRY if prop == "flag" else ValueKind.TEXT
                if self._line[index] not in {NOTHING, ""}:
                    self._add(prop, kind, self._line[index])

    def _add_if_given(self, prop: str, text: str) -> None:
        if text not in {NOTHING, ""}:
            self._add(prop, ValueKind.TEXT, text)

    def _add_address(self, line: list[str]) -> None:
        parts = [part for part in line[2:5] if part not in {NOTHING, ""}]
        if len(parts) > 1 or (parts and line[4] != parts[-1]):
            self._add("address", ValueKind.TEXT, ", ".join(parts))
        if len(line) > 4 and line[4] not in {NOTHING, ""}:
            self._add("country", ValueKind.COUNTRY, line[4])

    def _add_statement(self, said: Statement) -> None:
        if said.prop == WALLET:
            self._add_wallet(said)
        else:
            self._add(said.prop, said.kind, said.text, qualifier=said.qualifier)

    def _add_wallet(self, said: Statement) -> None:
        found = normalise(ValueKind.WALLET, said.text, qualifier=said.qualifier)
        if isinstance(found, Problem):
            self._note(found, "remarks")
            self._values.append(Value("notes", f"{said.qualifier} {said.text}", said.text))
            return
        self._remark(found)
        values = (
            Value("publicKey", found.value, said.text, found.key),
            Value("currencySymbol", said.qualifier, said.qualifier),
        )
        reference = f"{self._reference}-{found.key}"
        self._wallets.append(Entity("CryptoWallet", values, links=(Link("holder", entity=0),), reference=reference))

    def _add(self, prop: str, kind: ValueKind, text: str, original: str = "", *, qualifier: str = "") -> None:
        if kind is ValueKind.DATE and (years := _years_of_range(text)):
            self._values += [Value(prop, year, original or text) for year in years]
            return
        issuer = _country_code(qualifier) if kind is ValueKind.DOCUMENT else qualifier
        found = normalise(kind, text, self._defaults.reading, qualifier=issuer)
        if isinstance(found, Problem):
            self._note(found, prop)
            if kept := cleaned(text):
                self._values.append(Value("notes" if kind in UNCOMPARED else prop, kept, original or text))
            return
        self._remark(found)
        value = Value(prop, found.value, original or text, found.key, found.language, found.script)
        self._values.append(value)

    def _note(self, problem: Problem, prop: str) -> None:
        self._findings.append(Finding(problem, Weight.NOTED, prop, f"line {self._number}"))

    def _remark(self, found: Normal) -> None:
        self._findings += [Finding(remark, Weight.REMARK, cell=f"line {self._number}") for remark in found.remarks]


def _country_code(name: str) -> str:
    found = normalise(ValueKind.COUNTRY, name) if name else None
    return found.value if isinstance(found, Normal) else ""


def _years_of_range(text: str) -> list[str]:
    """`1960 to 1962` as the years it may be, each approximate; nothing when it is no range or too wide to mean much."""
    found = parse_dates(text)
    if len(found) != 1 or not isinstance(found[0], DateRange):
        return []
    years = range(found[0].first.year, found[0].last.year + 1)
    return [f"{year}~" for year in years] if len(years) <= _WIDEST_RANGE else []
