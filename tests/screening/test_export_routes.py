"""The route of the export: the content of the command, whole or not at all, and by two from a hundred values on."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from tests.people import Caller
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.opensanctions.keyed import load_list
from tests.screening.test_pages import browser

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.screening import exporting
from interlace.screening.exporting import export_everything

pytestmark = pytest.mark.django_db(transaction=True)

MATTER = {"purpose": "fraud", "reference": "KR-2026-0001"}


@pytest.fixture(autouse=True)
def world(tmp_path: Path) -> Any:
    make_members("KR", "SG", "TH")
    contribute(viewer("KR"), label("KR"), person("Han Ji-seop", birthDate="1991-04-17"))
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("Malee Jaidee"))
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("Only a hit"))
    load_list(tmp_path, "wanted")
    with override_settings(INTERLACE_DEMO=True):
        yield


def post(client: Client, path: str = "ftm", body: Any = None) -> Any:
    return client.post(f"/api/v1/exports/{path}", body or MATTER, content_type="application/json")


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def unstamped(text: bytes) -> list[dict[str, Any]]:
    """The entities without the moment at which they left."""
    return [{**json.loads(line), "exported_at": ""} for line in text.splitlines()]


def test_the_route_hands_out_what_the_command_writes_and_says_how_long_and_which(tmp_path: Path) -> None:
    answer = post(browser("kr.desk"))
    body = content(answer)
    taken = export_everything(viewer("KR"), tmp_path / "out.json", now=NOW)
    assert unstamped(body) == unstamped((tmp_path / "out.json").read_bytes())
    assert {name: answer[name] for name in ("Content-Length", "Repr-Digest", "Content-Type")} == {
        "Content-Length": str(len(body)),
        "Repr-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:",
        "Content-Type": "application/x-ndjson",
    }
    assert [answer[f"Interlace-{each}"] for each in ("Entities", "Values", "Values-Left-Out", "Content-SHA256")] == [
        str(taken.entities),
        str(taken.values),
        str(taken.left_out),
        taken.sha256,
    ]
    with steward(Task.LEDGER):
        first, _second = Leaf.objects.filter(event="facts.exported").order_by("pk")
    assert json.loads(first.entry)["detail"]["sha256"] == taken.sha256


def test_so_much_that_it_takes_two_is_answered_with_what_a_colleague_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "ALONE_BELOW", 3)
    asker, colleague = browser("kr.desk"), browser("kr.second")
    asked = post(asker)
    assert (asked.status_code, asked.json()["act"], "Jaidee" in asked.text) == (202, "facts.export", False)
    assert post(asker, "ftm/sign", asked.json()).status_code == 403
    altered = {**asked.json(), "content": {**asked.json()["content"], "values": 1}}
    assert post(colleague, "ftm/sign", altered).status_code in {404, 409}
    assert post(colleague, "ftm/sign", {"act": "roster.change", "content": {}}).status_code == 422
    assert post(asker).status_code == 202
    signed = post(colleague, "ftm/sign", asked.json())
    assert (signed.status_code, signed.json()) == (200, {"sha256": asked.json()["content"]["sha256"]})
    given = post(asker)
    assert given.status_code == 200
    assert unstamped(content(given))
    assert post(colleague).status_code == 202


def test_a_key_without_a_fresh_code_and_a_role_that_may_not_take_out_get_nothing() -> None:
    assert Caller(Officer.objects.get(username="kr.desk")).post("/exports/ftm", MATTER).status_code == 403
    Officer.objects.filter(username="kr.desk").update(roles=[Role.SECRETARIAT])
    assert post(browser("kr.desk")).status_code == 403
    with steward(Task.LEDGER):
        assert not Leaf.objects.filter(event="facts.exported").exists()
