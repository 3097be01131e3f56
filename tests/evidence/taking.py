"""Callers who take packages out, and the check of what they took."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.people import Caller

from interlace.core.ledger.verify import verify_bundle
from interlace.foundation.identity.models import Officer
from interlace.foundation.vault.node import node_keys


def caller(name: str) -> Caller:
    """Whoever has this account."""
    return Caller(Officer.objects.get(username=name))


def with_any_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any six digits pass for the code of the officer's device."""
    monkeypatch.setattr("interlace.foundation.http.callers.use_code", lambda *_who, **_when: None)


def checked_package(answer: Any, folder: Path) -> tuple[str, int, list[Any]]:
    """Root, files and faults of a package as `verify.py` finds them with the node's key."""
    path = folder / "taken.zip"
    path.write_bytes(answer.content)
    report = verify_bundle(path, key=node_keys().public_signing_key().hex())
    with zipfile.ZipFile(path) as package:
        root = json.loads(package.read("statement.json"))["root"]
    return root, report.files, list(report.broken)
