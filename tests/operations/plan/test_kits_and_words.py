"""Exhibit kits, abort words and chosen targets: brought by page, REST and command, refused, and seen by who may."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.operations.plan.joining import agreed_target, all_that_is_needed, joined
from tests.operations.plan.test_api import JSON
from tests.operations.plan.test_cli import run
from tests.operations.plan.test_room import at_desk, text_of
from tests.operations.test_board import client_of
from tests.screening.network import NOW, make_members, viewer

from interlace.core.planning.going import Hold
from interlace.foundation.errors import InvalidInput
from interlace.operations.plan.actions import add_ready, take_back
from interlace.operations.plan.models import EntryKind, JointOperation
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "SEN TRẮNG"


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.INTERLACE_DEMO = True


@pytest.fixture
def three() -> JointOperation:
    make_members("KR", "TH", "VN", "SG")
    operation = joined("KR", "TH", "VN")
    all_that_is_needed(operation.id)
    return operation


def test_a_word_for_all_and_kits_for_the_leader_are_brought_by_the_page(three: JointOperation) -> None:
    korea, thailand, place = at_desk("KR"), at_desk("TH"), f"/operations/{three.id}"
    word = {"kind": "abort_word", "code": "stop", "word": WORD, "compartment": "all"}
    kits = {"kind": "kit", "code": "boxes", "kits": "12", "sites": "TH-A", "compartment": "leader"}
    assert korea.post(f"{place}/bring", {**word, "word": "x"}).status_code == 422
    assert korea.post(f"{place}/bring", {**word, "sites": "TH-nowhere"}).status_code == 422
    assert thailand.post(f"{place}/bring", {**kits, "kits": "a dozen"}).status_code == 422
    for client, thing in ((korea, word), (thailand, kits)):
        assert client.post(f"{place}/bring", thing).status_code == 302

    shown = {member: text_of(at_desk(member), place) for member in ("KR", "TH", "VN")}
    assert {member: WORD in text for member, text in shown.items()} == {"KR": True, "TH": True, "VN": True}
    assert {member: "12 kits for TH-A" in text for member, text in shown.items()} == {
        "KR": True, "TH": True, "VN": False,
    }  # fmt: skip
    # Not even that there are kits: neither tile nor code.
    assert ("TH-boxes" in shown["VN"], "Exhibit kits</p>" in shown["VN"]) == (False, False)
    assert WORD in text_of(korea, f"{place}/wall")
    propose_plan(viewer("KR"), three.id, now=NOW)
    assert "No rule is broken." in text_of(korea, place)


def test_a_site_without_kits_is_named_with_what_mends_it_to_whom_it_concerns(three: JointOperation) -> None:
    place = f"/operations/{three.id}"
    there = operation_view(viewer("TH"), three.id, now=NOW).entries
    take_back(viewer("TH"), three.id, next(each.id for each in there if each.kind == EntryKind.KIT), now=NOW)
    propose_plan(viewer("KR"), three.id, now=NOW)
    for member, is_told in {"KR": True, "TH": True, "VN": False}.items():
        text = text_of(at_desk(member), place)
        assert ("TH-A: no exhibit kit is brought for it." in text) == is_told
        assert ("Bring exhibit kits for this site" in text) == is_told
        told = client_of(member).get(f"/api/v1{place}").json()["broken"]
        assert [each["rule"] for each in told] == (["kits_missing"] if is_told else [])
    # Officers may go without: the bureau that leads takes it upon itself by name.
    accepted = {"version": "1", "broken": "kits_missing|TH-A|"}
    assert at_desk("KR").post(f"{place}/accept", accepted).status_code == 302
    held = operation_view(viewer("KR"), three.id, now=NOW).held
    assert {each.why for each in held} == {Hold.NOT_SET}


def test_the_same_by_rest_and_by_command(three: JointOperation) -> None:
    place = f"/api/v1/operations/{three.id}/entries"
    word = {"kind": "abort_word", "code": "stop", "compartment": "all", "shape": {"word": WORD, "sites": ["TH-A"]}}
    made = client_of("KR").post(place, word, content_type=JSON)
    words = [each["shape"]["word"] for each in made.json()["entries"] if each["kind"] == "abort_word"]
    assert (made.status_code, words) == (201, [WORD])
    wrong = client_of("KR").post(place, {**word, "code": "two", "shape": {"word": ""}}, content_type=JSON)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/shape/word")
    hidden, absent = (
        client_of("SG").post(f"/api/v1/operations/{name}/entries", word, content_type=JSON)
        for name in (three.id, uuid4())
    )
    assert (hidden.status_code, hidden.content) == (404, absent.content)

    kits = json.dumps({"kits": 12, "sites": ["TH-A"]})
    assert run("TH", "bring", three.title, "kit", "boxes", kits, "--dry-run")["entries"]
    run("TH", "bring", three.title, "kit", "boxes", kits)
    kits_read = [each["code"] for each in run("KR", "show", three.title)["entries"] if each["kind"] == "kit"]
    assert kits_read == ["TH-boxes", "TH-seals"]
    assert [each for each in run("VN", "show", three.title)["entries"] if each["kind"] == "kit"] == []
    for fields in ("12", "no json", json.dumps({"kits": -1, "sites": []})):
        with pytest.raises(InvalidInput, match="cannot be read"):
            run("TH", "bring", three.title, "kit", "more", fields)


def test_of_the_ready_ones_those_are_added_that_were_chosen(three: JointOperation) -> None:
    first, second = (agreed_target("KR", "TH", name=name) for name in ("Moon", "Oh"))
    page = at_desk("KR").get("/readiness").content.decode()
    for target in (first, second):
        assert f'name="target" value="{target}" checked' in page

    def there() -> set[str]:
        entries = operation_view(viewer("KR"), three.id, now=NOW).entries
        return {each.shape["ready_target"] for each in entries if each.kind == EntryKind.TARGET}

    before = there()
    add_ready(viewer("KR"), three.id, site="TH-A", chosen=frozenset({first}), now=NOW)
    assert there() - before == {str(first)}
    place = f"/api/v1/operations/{three.id}/ready"
    for wrong in ([], [str(uuid4())], [str(second), str(_others_target())]):
        answer = client_of("KR").post(place, {"site": "TH-A", "targets": wrong}, content_type=JSON)
        assert answer.status_code == 422
    run("KR", "ready", three.title, "TH-A", "--target", str(second))
    assert there() - before == {str(first), str(second)}


def _others_target() -> UUID:
    """A target that another bureau laid open before a third."""
    return agreed_target("VN", "TH", name="Lê")
