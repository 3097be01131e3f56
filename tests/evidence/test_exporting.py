"""A package out of the vault: whole, checked offline, and refused where its giver closed it to courts."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.cases.filing import opened
from tests.evidence.holding import CONTENT, sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.exporting import export_bundle
from interlace.foundation.errors import Conflict, NotFound, Refused
from interlace.foundation.vault.node import node_keys

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def test_a_package_of_the_vault_checks_with_the_nodes_key_and_its_log(tmp_path: Path) -> None:
    case = opened()
    one, _other = sealed(case), sealed(case)
    path = tmp_path / "package.zip"

    export_bundle(viewer("KR"), case.id, path, now=NOW)

    report = verify_bundle(path, key=node_keys().public_signing_key().hex())
    assert (report.files, report.broken, report.proofs) == (2, (), 4)
    with zipfile.ZipFile(path) as package:
        assert package.read("files/0001") == CONTENT
        graph = json.loads(package.read("provenance.jsonld"))["@graph"]
    records = [each for each in graph if each["@type"] == "case-investigation:ProvenanceRecord"]
    assert [each["case-investigation:exhibitNumber"] for each in records] == ["E1", "E2"]
    assert f"kb:record-{one.id}" == records[0]["@id"]


def test_an_exhibit_closed_to_courts_needs_its_givers_consent(tmp_path: Path) -> None:
    case = opened()
    sealed(case, markings="EUROPOL_H:H1")
    path = tmp_path / "package.zip"
    with pytest.raises(Refused):
        export_bundle(viewer("KR"), case.id, path, now=NOW)
    assert list(tmp_path.iterdir()) == []

    export_bundle(viewer("KR"), case.id, path, now=NOW, consent="TH 2026/11 of 1 July 2026")

    assert verify_bundle(path).files == 1


def test_nothing_is_written_over_and_nothing_of_others_is_taken_out(tmp_path: Path) -> None:
    case = opened()
    path = tmp_path / "package.zip"
    with pytest.raises(Conflict):  # nothing is sealed yet
        export_bundle(viewer("KR"), case.id, path, now=NOW)
    sealed(case)
    path.write_text("kept")
    with pytest.raises(Conflict):
        export_bundle(viewer("KR"), case.id, path, now=NOW)
    with pytest.raises(NotFound):
        export_bundle(viewer("TH"), case.id, tmp_path / "theirs.zip", now=NOW)
    assert [each.name for each in tmp_path.iterdir()] == ["package.zip"]
    assert path.read_text() == "kept"
