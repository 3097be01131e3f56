"""Attempts to learn from packages what was not put into them, and to take one out without being allowed to."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.cases.filing import opened
from tests.evidence.holding import sealed
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.actions import add_officer
from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.bundle.redacting import Hidden, redact_bundle
from interlace.evidence.exporting import export_bundle
from interlace.evidence.models import Exhibit
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR")


def told_of(exhibit: Exhibit, package: bytes) -> list[str]:
    """The members of a package in which the id or a digest of this exhibit stands."""
    signs = [str(exhibit.id), exhibit.sha256, exhibit.sha3_512]
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        texts = {name: members.read(name).decode(errors="replace") for name in members.namelist()}
    return sorted(name for name, text in texts.items() if any(sign in text for sign in signs))


def test_a_package_of_one_exhibit_tells_nothing_of_the_others(tmp_path: Path) -> None:
    case = opened()
    one, other = sealed(case, b"what the court gets"), sealed(case, b"what it does not get", markings="EUROPOL_H:H1")
    path = tmp_path / "package.zip"

    export_bundle(viewer("KR"), case.id, path, now=NOW, names=[one.name])

    assert told_of(one, path.read_bytes()) == ["fields.ndjson", "log.ndjson", "provenance.jsonld"]
    assert told_of(other, path.read_bytes()) == []
    assert (verify_bundle(path).broken, verify_bundle(path).proofs) == ((), 2)


def test_a_copy_with_an_exhibit_closed_tells_nothing_of_it(tmp_path: Path) -> None:
    case = opened()
    shown, closed = sealed(case, b"what all may see"), sealed(case, b"what is closed")
    path, copy = tmp_path / "package.zip", tmp_path / "copy.zip"
    export_bundle(viewer("KR"), case.id, path, now=NOW)

    with copy.open("xb") as target:
        redact_bundle(path, target, Hidden(frozenset({2})))

    assert told_of(closed, copy.read_bytes()) == []
    assert "fields.ndjson" in told_of(shown, copy.read_bytes())
    assert verify_bundle(copy).broken == ()


def test_a_closed_entry_of_custody_is_not_told_by_its_digest(tmp_path: Path) -> None:
    case = opened()
    exhibit = sealed(case)
    path, copy = tmp_path / "package.zip", tmp_path / "copy.zip"
    export_bundle(viewer("KR"), case.id, path, now=NOW)
    with zipfile.ZipFile(path) as whole:
        entries = [json.loads(json.loads(line)["entry"]) for line in whole.read("log.ndjson").splitlines()]
    [digest] = [entry["detail"]["digest"] for entry in entries if entry["event"] == "evidence.custody"]

    with copy.open("xb") as target:
        redact_bundle(path, target, Hidden(patterns=frozenset({"exhibits/1/custody/1"})))

    assert digest.encode() not in copy.read_bytes()
    assert exhibit.sha256.encode() in copy.read_bytes()


def test_who_may_not_export_takes_no_package_out(tmp_path: Path) -> None:
    case = opened()
    sealed(case)
    clerk = Officer.objects.get(username="kr.second")
    add_officer(viewer("KR"), case.id, officer=clerk.pk, now=NOW)
    Officer.objects.filter(pk=clerk.pk).update(roles=[Role.SECRETARIAT])

    with pytest.raises(Refused):
        export_bundle(viewer("KR", post="second"), case.id, tmp_path / "package.zip", now=NOW)

    assert list(tmp_path.iterdir()) == []
