"""A bundle checks offline; whatever is altered in it is named; a redacted copy checks against the same root."""

import io
import random
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.evidence.bundle.packages import KEY, content_of, laid, package

from interlace.core.ledger.verify import BundleFlaw, BundleReport, Verdict, verify_bundle
from interlace.evidence.bundle.packing import Package
from interlace.evidence.bundle.redacting import Hidden, redact_bundle
from interlace.evidence.bundle.writing import verifier
from interlace.foundation.errors import IntegrityFailure, InvalidInput

WHOLE = package(6)
ALTERATIONS = 1000


def test_a_whole_package_checks_with_the_key_of_its_node(tmp_path: Path) -> None:
    assert verify_bundle(laid(tmp_path, WHOLE), key=KEY) == BundleReport(files=6, proofs=5, key=KEY)


def test_of_214_files_with_one_altered_213_are_ok_and_one_is_named(tmp_path: Path) -> None:
    data = bytearray(package(214))
    data[data.index(b"exhibit 97: ") + 3] ^= 1

    report = verify_bundle(laid(tmp_path, bytes(data)), key=KEY)

    assert (report.files, report.broken) == (213, (("files/0097", BundleFlaw.ALTERED),))


def test_every_one_of_a_thousand_random_alterations_is_named(tmp_path: Path) -> None:
    chance = random.Random(20260302)
    path = tmp_path / "package.zip"
    for _ in range(ALTERATIONS):
        data = bytearray(WHOLE)
        place = chance.randrange(len(data))
        data[place] ^= chance.randrange(1, 256)
        path.write_bytes(data)

        report = verify_bundle(path, key=KEY)

        assert report.verdict is Verdict.BROKEN, place
        assert all(name for name, _flaw in report.broken)


def test_the_part_that_is_named_is_the_part_that_was_altered(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as original:
        members = original.infolist()
    for member in members:
        (name_length,) = struct.unpack_from("<H", WHOLE, member.header_offset + 26)
        data = bytearray(WHOLE)
        data[member.header_offset + 30 + name_length + member.file_size // 2] ^= 0x20

        report = verify_bundle(laid(tmp_path, bytes(data)))

        # A signature and what it signs stand or fall together.
        part = "statement.json" if member.filename == "statement.sig" else member.filename
        assert any(name.startswith(part) for name, _flaw in report.broken)


@pytest.mark.parametrize("lost", ["files/0003", "log.ndjson", "verify.py", "statement.sig", "fields.ndjson"])
def test_a_part_left_out_or_put_in_is_named(tmp_path: Path, lost: str) -> None:
    without = repacked(WHOLE, leave_out=lost)
    with_more = repacked(WHOLE, add=("files/9999", b"planted"))

    assert verify_bundle(laid(tmp_path, without)).broken
    assert verify_bundle(laid(tmp_path, with_more)).broken == (("files/9999", BundleFlaw.ADDED),)


def test_another_key_is_told(tmp_path: Path) -> None:
    report = verify_bundle(laid(tmp_path, WHOLE), key="00" * 32)

    assert report.broken == (("statement.json", BundleFlaw.OTHER_KEY),)


def test_a_redacted_copy_checks_under_the_same_signature_and_hides_what_is_closed(tmp_path: Path) -> None:
    original = laid(tmp_path, WHOLE)
    target = io.BytesIO()

    redact_bundle(original, target, Hidden(frozenset({2, 5}), frozenset({"exhibits/*/acquired/operator"})))

    copy = target.getvalue()
    report = verify_bundle(laid(tmp_path, copy), key=KEY)
    # The log is signed as one and would name the closed exhibits, so it is closed with them.
    assert (report.files, report.broken, report.proofs) == (4, (), 0)
    assert report.closed > 0
    for hidden in (content_of(2), content_of(5), b"officer 3", "báo cáo 2".encode()):
        assert hidden in WHOLE
        assert hidden not in copy
    assert content_of(3) in copy
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as one, zipfile.ZipFile(io.BytesIO(copy)) as other:
        assert one.read("statement.json") == other.read("statement.json")
        assert one.read("statement.sig") == other.read("statement.sig")
        assert "provenance.jsonld" not in other.namelist()


def test_an_altered_redacted_copy_is_named_too(tmp_path: Path) -> None:
    target = io.BytesIO()
    redact_bundle(laid(tmp_path, WHOLE), target, Hidden(frozenset({2})))
    data = bytearray(target.getvalue())
    data[data.index(b'{"commitment":"') + 20] ^= 1

    assert ("fields.ndjson", BundleFlaw.FIELDS) in verify_bundle(laid(tmp_path, bytes(data))).broken


def test_no_copy_is_made_of_a_broken_package_or_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        redact_bundle(laid(tmp_path, WHOLE), io.BytesIO(), Hidden(frozenset({77})))
    data = bytearray(WHOLE)
    data[WHOLE.index(content_of(1))] ^= 1
    with pytest.raises(IntegrityFailure):
        redact_bundle(laid(tmp_path, bytes(data)), io.BytesIO(), Hidden(frozenset({1})))


@pytest.mark.process
def test_the_one_file_verifier_needs_nothing_of_the_product(tmp_path: Path) -> None:
    (tmp_path / "verify.py").write_bytes(verifier())
    laid(tmp_path, WHOLE)

    words = [sys.executable, "-I", "verify.py", "package.zip", "--key", KEY]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "ok: 6 files, 5 acts shown by the log\n")


def test_any_tool_opens_the_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as opened:
        assert opened.testzip() is None
        assert opened.read("files/0004") == content_of(4)


def repacked(data: bytes, *, leave_out: str = "", add: tuple[str, bytes] | None = None) -> bytes:
    """The package with a member less or more, in a container that is right in itself."""
    target = io.BytesIO()
    made = Package(target)
    with zipfile.ZipFile(io.BytesIO(data)) as original:
        for name in original.namelist():
            if name != leave_out:
                made.add(name, [original.read(name)])
    if add is not None:
        made.add(add[0], [add[1]])
    made.close()
    return target.getvalue()
