"""The result sheet by page, REST, command and as a file: entered, told apart, published, taken out."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from click.testing import CliRunner
from django.urls import reverse
from docx import Document
from tests.cases.walking import browser_of
from tests.operations.test_board import client_of
from tests.results.reporting import money, people, reported, three_bureaus
from tests.screening.network import NOW, viewer

from interlace.core.results import ResultKind
from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import JointOperation
from interlace.results.cli import results as commands
from interlace.results.publishing import publish_sheet

pytestmark = pytest.mark.django_db(transaction=True)

JSON = "application/json"
ARREST = {
    "kind": "arrest",
    "named": ["KR; M12345678"],
    "at": NOW.isoformat(),
    "source": "the duty log",
    "compartment": "all",
}


@pytest.fixture
def three(settings: Any) -> JointOperation:
    settings.INTERLACE_DEMO = True
    return three_bureaus()


def run(member: str, *words: str) -> Any:
    """One command as this member's desk, as JSON."""
    options = Options(
        data=Path(),
        profile=f"{member.lower()}.desk",
        language=None,
        time_zone=None,
        format=Format.JSON,
        is_coloured=False,
    )
    done = CliRunner().invoke(commands, list(words), obj=options, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout) if done.stdout else None


def figure(answer: dict[str, Any], name: str) -> int:
    return int(next(each["total"] for each in answer["figures"] if each["figure"] == name))


def test_two_bureaus_report_one_arrest_correct_it_and_a_third_reads_nothing_by_api(three: JointOperation) -> None:
    korea, thailand, singapore = client_of("KR"), client_of("TH"), client_of("SG")
    place = f"/api/v1/operations/{three.id}/results"
    first = korea.post(place, ARREST, content_type=JSON)
    assert first.status_code == 201, first.content
    second = thailand.post(place, {**ARREST, "named": ["kr;m 1234 5678", "TH; 99887766"]}, content_type=JSON).json()
    assert figure(second, "arrests_made") == 2
    assert sorted((each["member"], each["counted"]) for each in second["lines"]).count(("TH", "here")) == 1
    assert "M12345678" not in json.dumps(second)
    own = next(each["id"] for each in second["lines"] if each["member"] == "TH" and each["counted"] == "here")
    gone = {"line": own, "source": "released at once", "withdrawn": True}
    mended = thailand.post(f"{place}/corrections", gone, content_type=JSON).json()
    assert (figure(mended, "arrests_made"), mended["corrected"]) == (1, 2)
    answers = [singapore.get(f"/api/v1/operations/{each}/results") for each in (three.id, uuid4())]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    wrong = korea.post(place, {**ARREST, "named": ["K"]}, content_type=JSON)
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/named"


def test_the_same_by_command_and_the_published_sheet_is_counted_again(three: JointOperation, tmp_path: Path) -> None:
    listed = tmp_path / "labels.txt"
    listed.write_text("\n".join(f"EX-{number}" for number in range(7)) + "\n", encoding="utf-8")
    told = ("exhibit", "--from", str(listed), "--source", "seizure list", "--public", "--compartment", "all")
    assert figure(run("TH", "show", "Golden Reed"), "exhibits") == 0
    assert figure(run("TH", "report", "Golden Reed", *told), "exhibits") == 7
    assert run("KR", "publish", "Golden Reed")["version"] == 1
    assert run("KR", "rebuild", "Golden Reed", "--check") == {"reproduced": True}
    target = tmp_path / "sheet.csv"
    run("TH", "print", "Golden Reed", str(target), "--public", "1", "--second", "fr")
    assert "Pièces saisies" in target.read_text(encoding="utf-8-sig")
    with pytest.raises(InvalidInput, match="writes over nothing"):
        run("TH", "print", "Golden Reed", str(target))
    with pytest.raises(InvalidInput, match="no form"):
        run("TH", "print", "Golden Reed", str(tmp_path / "sheet.xlsx"))
    for name in ("Golden Reed", str(three.id), str(uuid4())):
        with pytest.raises(NotFound, match="no such operation"):
            run("SG", "show", name)


def test_a_sheet_leaves_as_pdf_docx_and_csv_in_two_languages(three: JointOperation) -> None:
    reported("TH", three, ResultKind.ARREST, *people(16), compartment=Compartment.ALL)
    money("KR", three, "110-234-567890", 2589000000)
    korea, files = client_of("KR"), {}
    for form in ("pdf", "docx", "csv"):
        body = {"form": form, "second": "vi"}
        answer = korea.post(f"/api/v1/operations/{three.id}/results/file", body, content_type=JSON)
        assert answer.status_code == 200, answer.content
        files[form] = answer.content
    pages = pypdfium2.PdfDocument(files["pdf"])
    printed = "\n".join(page.get_textpage().get_text_range() for page in pages)
    document = Document(io.BytesIO(files["docx"]))
    written = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    for text in (printed, written, "\n".join(cell for row in rows for cell in row)):
        assert "Arrests made" in text
        assert "Số vụ bắt giữ" in text
        assert "16" in text
    assert next(row[:2] for row in rows if row[0] == "Arrests made") == ["Arrests made", "Số vụ bắt giữ"]
    assert next(row[-1] for row in rows if row[0] == "Money held KRW") == "2589000000"
    assert "Golden Reed" in printed
    [vietnamese] = [each.text for each in document.paragraphs if "tính đến" in each.text]
    assert not re.search("Mon|Tue|Wed|Thu|Fri|Sat|Sun", vietnamese), "its moment is in its own words"


def test_the_sheet_is_two_clicks_from_the_list_and_is_worked_on_there(three: JointOperation) -> None:
    korea = browser_of("kr.desk")
    place = reverse("results", args=[three.id])
    assert place in korea.get(reverse("results-list")).content.decode()
    page = korea.get(place).content.decode()
    assert reverse("results-file", args=[three.id]) in page
    report = {
        "kind": "arrest",
        "named": "\n".join(people(9)),
        "source": "duty log",
        "day": "2026-07-14",
        "time": "05:10",
        "compartment": "all",
        "also": ["public"],
    }
    assert korea.post(reverse("results-report", args=[three.id]), report).status_code == 302
    page = browser_of("th.desk").get(place).content.decode()
    assert "Arrests made" in page
    assert "P000001" not in page
    refused = korea.post(reverse("results-report", args=[three.id]), {**report, "day": "2026-13-40"})
    assert (refused.status_code, "This is no time." in refused.content.decode()) == (422, True)
    assert korea.post(reverse("results-publish", args=[three.id])).status_code == 302
    again = korea.post(reverse("results-publish", args=[three.id]))
    assert (again.status_code, "changed by five" in again.content.decode()) == (409, True)
    public = browser_of("vn.desk").get(reverse("results-public", args=[three.id, 1]))
    assert "Results for the public: Golden Reed" in public.content.decode()
    taken = browser_of("vn.desk").post(reverse("results-public-file", args=[three.id, 1]), {"do": "csv"})
    assert taken["Content-Type"].startswith("text/csv")
    assert browser_of("sg.desk").get(place).status_code == 404
    assert browser_of("sg.desk").get(reverse("results-public", args=[three.id, 1])).status_code == 404
    assert korea.get(reverse("results-public", args=[three.id, 2])).status_code == 404


def test_lines_are_corrected_paired_and_taken_over_on_the_page(three: JointOperation) -> None:
    [one] = reported("KR", three, ResultKind.ARREST, "KR; M1234567")
    [other] = reported("TH", three, ResultKind.ARREST, "HAN Ji-seop; 1990-02-01")
    korea = browser_of("kr.desk")
    told = {"one": str(one.id), "other": str(other.id), "reason": "same scar", "do": "same"}
    assert korea.post(reverse("results-pair", args=[three.id]), told).status_code == 302
    assert "Counted already" in korea.get(reverse("results", args=[three.id])).content.decode()
    told = {"line": str(one.id), "source": "it was another night", "do": "withdraw"}
    assert korea.post(reverse("results-correct", args=[three.id]), told).status_code == 302
    refused = korea.post(reverse("results-correct", args=[three.id]), {**told, "line": str(other.id)})
    assert (refused.status_code, "The bureau that reported" in refused.content.decode()) == (403, False)
    for wrong in ({"of": "case:-"}, {"of": ""}, {"of": f"case:{uuid4()}"}):
        assert korea.post(reverse("results-take-over", args=[three.id]), wrong).status_code in {404, 422}


def test_a_published_version_stands_as_it_was_whatever_is_reported_after(three: JointOperation) -> None:
    reported("KR", three, ResultKind.ARREST, *people(9), is_public=True)
    publish_sheet(viewer("KR"), three.id, now=NOW)
    before = client_of("KR").get(f"/api/v1/operations/{three.id}/results").json()["public"]
    reported("KR", three, ResultKind.ARREST, "KR; X0000001", is_public=True)
    assert client_of("KR").get(f"/api/v1/operations/{three.id}/results").json()["public"] == before
