"""What a package says of its exhibits for other tools conforms to CASE and UCO, as their own validator sees it."""

import json
import zipfile
from pathlib import Path

import pytest
from case_utils.case_validate import validate
from tests.cases.filing import opened
from tests.evidence.holding import sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.core.custody import Step
from interlace.evidence.custody import StepTerms, record_step
from interlace.evidence.exporting import export_bundle

# Slow, because the validator reads the whole ontology for each document.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the validator's own, of its parser
]
CASE_VERSION = "case-1.4.0"


def conforms(document: bytes, folder: Path) -> bool:
    """By the shapes that case-utils brings along; infos are advice (hash names outside the vocabulary)."""
    path = folder / "provenance.jsonld"
    path.write_bytes(document)
    return bool(validate(str(path), case_version=CASE_VERSION, allow_infos=True, inference="none").conforms)


def test_the_provenance_of_a_package_conforms_and_one_with_a_wrong_time_does_not(tmp_path: Path) -> None:
    make_members("KR")
    case = opened()
    first = sealed(case, title="한지섭의 전화")
    sealed(case)
    step = StepTerms(step=Step.ANALYSED, at=NOW, place="Incheon", purpose="read out", authority="warrant 2026-55")
    record_step(viewer("KR"), first.id, step, now=NOW)
    export_bundle(viewer("KR"), case.id, tmp_path / "package.zip", now=NOW)
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        document = package.read("provenance.jsonld")

    assert conforms(document, tmp_path)
    said = json.loads(document)
    action = next(each for each in said["@graph"] if each["@type"].endswith(":InvestigativeAction"))
    action["uco-action:startTime"] = "yesterday"
    assert not conforms(json.dumps(said).encode(), tmp_path)
