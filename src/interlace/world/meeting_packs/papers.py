"""The papers of invented bureaus: workbooks, letters, lists, texts, mails, chats, PDF, scans."""

import csv
import html
import io
import json
from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from random import Random

from docx import Document
from openpyxl import Workbook

from interlace.world.meeting_packs.cast import Bureau, Case, Note
from interlace.world.meeting_packs.phrases import HEADINGS, KINDS, SENTENCES, SUMMARIES

_ENCODINGS = {"ko": "cp949", "th": "cp874", "ja": "cp932", "zh": "gb18030", "fr": "cp1252"}
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Table = tuple[str, list[list[str]]]
"""A title and rows, headings first."""


def written_date(day: date | None, language: str, *, year_only: bool = False) -> str:
    """A date as the bureaus of a language write it."""
    if day is None:
        return ""
    if year_only:
        return str(day.year)
    forms = {
        "th": f"{day.day:02}/{day.month:02}/{day.year + 543}",
        "ko": f"{day.year}.{day.month:02}.{day.day:02}",
        **dict.fromkeys(("ja", "zh", "zh-hant"), f"{day.year}年{day.month}月{day.day}日"),
        "vi": f"ngày {day.day} tháng {day.month} năm {day.year}",
        "en": f"{day.day} {_MONTHS[day.month]} {day.year}",
    }
    return forms.get(language, day.isoformat())


class BureauPapers:
    """Writes the files of one bureau."""

    def __init__(self, folder: Path, bureau: Bureau, cases: Sequence[Case], notes: Sequence[Note], rng: Random) -> None:
        self._folder, self._bureau, self._cases, self._notes, self._rng = folder, bureau, cases, notes, rng
        self._words, self._kinds = HEADINGS[bureau.language], KINDS[bureau.language]
        self.leads = 0
        self._standing: dict[int, str] = {}

    def write(self, style: str) -> None:
        """All files: tables in the style of the bureau, narrative and chats beside them."""
        self._folder.mkdir(parents=True)
        for note in self._notes:
            self._standing[id(note)] = self._place_of(note)
        tables = [self._case_table(), self._people(), self._identifiers(), self._lead_list()]
        match style:
            case "sheets" | "stacked" | "beside":
                self._workbook("list.xlsx", tables, style)
                self._letters(self._rng.choice(("docx", "txt", "pdf")))
            case "mail":
                self._mail(tables)
            case "scan":
                self._workbook("list.xlsx", tables, "sheets")
                self._letters("scan" if self._bureau.language in {"en", "fr", "vi", "ms", "id"} else "pdf")
            case _:
                self._csv("leads.csv", tables.pop()[1])
                self._letter_with_tables("file.docx", tables)
                self._letters("txt" if style == "csv" else "docx")
        self._chat()

    def _place_of(self, note: Note) -> str:
        if note.kind == "person":
            return "person" if self._rng.random() < 0.7 or note.person["document"] else "lead"
        if note.kind in {"handle", "domain", "phone"} and self._rng.random() < 0.1:
            return "chat"
        return self._rng.choice(("lead", "ident", "ident", "text"))

    def _of(self, standing: str) -> list[Note]:
        return [note for note in self._notes if self._standing[id(note)] == standing]

    def _case_table(self) -> Table:
        heads = [self._words[field] for field in ("case", "title", "opened", "officer")]
        rows = [
            [case.reference, f"Q-4 {case.id}", written_date(date(2027, 2, 17), self._bureau.language), "N. N."]
            for case in self._cases
        ]
        return self._words["title"], [heads, *rows]

    def _people(self) -> Table:
        heads = [
            self._words[field] for field in ("case", "name", "born", "nation", "role", "passport", "alias", "phone")
        ]
        rows = [
            [
                note.case.reference,
                note.person["name"],
                written_date(note.born, self._bureau.language, year_only=note.person["dated"] == "year"),
                "UTO",
                "",
                note.person["document"],
                "",
                "",
            ]
            for note in self._of("person")
        ]
        return "A", [heads, *rows]

    def _identifiers(self) -> Table:
        heads = [self._words[field] for field in ("case", "type", "value", "note")]
        return "B", [
            heads,
            *([note.case.reference, self._kinds[note.kind], note.raw, note.remark] for note in self._of("ident")),
        ]

    def _lead_list(self) -> Table:
        heads = [self._words[field] for field in ("lead", "case", "type", "value", "source", "grade", "note")]
        rows = []
        for number, note in enumerate(self._of("lead"), start=1):
            remark = written_date(note.born, self._bureau.language) if note.kind == "person" else note.remark
            rows.append([str(number), note.case.reference, self._kinds[note.kind], note.raw, "S", "B2", remark])
        self.leads = len(rows)
        return "C", [heads, *rows]

    def _workbook(self, name: str, tables: Sequence[Table], style: str) -> None:
        (self._folder / name).write_bytes(self._workbook_bytes(tables, style))

    def _workbook_bytes(self, tables: Sequence[Table], style: str) -> bytes:
        workbook = Workbook()
        sheet = workbook.active
        assert sheet is not None
        row, column = 2, 2
        for at, (title, rows) in enumerate(tables):
            if style == "sheets" and at:
                sheet = workbook.create_sheet(f"{at} {title}"[:31])
                row = 2
            sheet.cell(row, column, title)
            for offset, values in enumerate(rows, start=1):
                for shift, value in enumerate(values):
                    sheet.cell(row + offset, column + shift, value or None)
            if style == "stacked":
                row += len(rows) + 3
            elif style == "beside":
                column += len(rows[0]) + 1
        file = io.BytesIO()
        workbook.save(file)
        return file.getvalue()

    def _csv(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        text = io.StringIO()
        csv.writer(text, delimiter=self._rng.choice(",;")).writerows(rows)
        try:
            data = text.getvalue().encode(_ENCODINGS.get(self._bureau.language, "utf-8-sig"))
        except UnicodeEncodeError:
            data = text.getvalue().encode("utf-8-sig")
        (self._folder / name).write_bytes(data)

    def _letter_with_tables(self, name: str, tables: Sequence[Table]) -> None:
        document = Document()
        for title, rows in tables:
            document.add_heading(title, level=2)
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, values in zip(table.rows, rows, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    cell.text = value
        document.save(str(self._folder / name))

    def _letters(self, form: str) -> None:
        for case in self._cases:
            lines = self._narrative(case)
            name = f"letter_{case.id}"
            if form == "docx":
                document = Document()
                document.add_paragraph(f"{self._words['case']}: {case.reference}")
                for line in lines:
                    document.add_paragraph(line)
                document.save(str(self._folder / f"{name}.docx"))
            elif form == "txt":
                text = "\n".join([f"{self._words['case']}: {case.reference}", "", *lines])
                (self._folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
            else:
                (self._folder / f"{name}.pdf").write_bytes(self._pdf(case, lines, is_scan=form == "scan"))

    def _narrative(self, case: Case) -> list[str]:
        filler = SUMMARIES[self._bureau.language].format(
            n=self._rng.randrange(3, 70), sum=f"{self._rng.randrange(10, 99)}0,000"
        )
        lines = [filler]
        for note in self._of("text"):
            if note.case is case:
                remark = f" ({note.remark})" if note.remark else ""
                sentence = self._rng.choice(SENTENCES[self._bureau.language])
                lines.append(sentence.format(kind=self._kinds[note.kind], value=note.raw, remark=remark))
        return lines

    def _pdf(self, case: Case, lines: Sequence[str], *, is_scan: bool) -> bytes:
        import weasyprint

        cells = "".join(f"<td>{html.escape(text)}</td>" for text in (self._words["case"], case.reference))
        head = f"<table style='border-collapse:collapse'><tr>{cells}</tr></table>"
        style = "<style>td{border:1px solid} p{margin:18px 0; font-size:16px}</style>"
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        written: bytes = weasyprint.HTML(string=style + head + body).write_pdf()
        return _photographed(written) if is_scan else written

    def _mail(self, tables: Sequence[Table]) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Date"] = (
            "desk@bureau.example",
            "table@meeting.example",
            "Mon, 1 Mar 2027 09:00:00 +0000",
        )
        mail["Subject"] = f"{self._bureau.code} files"
        case = self._cases[0]
        mail.set_content("\n".join([f"{self._words['case']}: {case.reference}", *self._narrative(case)]))
        mail.add_attachment(
            self._workbook_bytes(tables, "sheets"), maintype="application", subtype="octet-stream", filename="all.xlsx"
        )
        (self._folder / "mail.eml").write_bytes(mail.as_bytes())
        self._rest_of_letters()

    def _rest_of_letters(self) -> None:
        rest, self._cases = self._cases, self._cases[1:]
        self._letters("docx")
        self._cases = rest

    def _chat(self) -> None:
        for case in self._cases:
            said = [note for note in self._of("chat") if note.case is case]
            if said:
                messages = [{"id": at, "from": "u", "from_id": "u1", "text": "ok"} for at in range(1, 4)]
                messages += [
                    {
                        "id": at,
                        "from": "v",
                        "from_id": "u2",
                        "text": f"call {note.raw}" + (f" ({note.remark})" if note.remark else ""),
                    }
                    for at, note in enumerate(said, start=4)
                ]
                (self._folder / f"chat_{case.id}.json").write_text(
                    json.dumps({"name": f"group {case.reference}", "messages": messages}), encoding="utf-8"
                )


def _photographed(pdf: bytes) -> bytes:
    """The same pages as pictures."""
    import pypdfium2

    pictures = [page.render(scale=2.6).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    file = io.BytesIO()
    pictures[0].save(file, "PDF", resolution=187, save_all=True, append_images=pictures[1:])
    return file.getvalue()
