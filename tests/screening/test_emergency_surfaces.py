"""The emergency release and its review through the API, on pages and by command."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from tests.people import Caller
from tests.screening.network import contribute, label, make_members, person, viewer
from tests.screening.test_api import caller, codes_of, hit_with_th
from tests.screening.test_cli import Terminal, terminal
from tests.screening.test_pages import browser, fields_in, hit_of_kr, words

from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

__all__ = ["terminal"]

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
THAI = {"phone": PHONE, "birthDate": "17 เม.ย. 2534", "nationality": "kr"}
REASON = "He is to be let go at six."


@pytest.fixture(autouse=True)
def world(node_data: Path, database_url: str | None) -> Iterator[None]:
    """TH lets KR discover one person."""
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(
            INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000, INTERLACE_REQUESTS_PER_SECOND=100_000
        ),
    ):
        patch.setenv("INTERLACE_DATA", str(node_data))
        patch.setenv("DJANGO_SETTINGS_MODULE", "interlace.config.settings")
        make_members("KR", "TH", "SG")
        contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", **THAI))
        yield


def asked(kr: Caller) -> str:
    """KR holds a person and asks TH."""
    hit = hit_with_th(kr)
    tag = kr.get(f"/hits/{hit}")["ETag"]
    assert kr.post(f"/hits/{hit}/ask", {"urgency": "held"}, If_Match=tag).status_code == 200
    return hit


def body_of(th: Caller, hit: str, *props: str) -> dict[str, Any]:
    ours = th.get(f"/hits/{hit}").json()["ours"]
    fields = [each["field"] for each in ours if each["property"] in props]
    return {"fields": fields, "ground": "person_held", "reason": REASON}


def test_through_the_api_one_officer_releases_with_a_fresh_code_and_another_takes_it_back() -> None:
    kr, th, second = caller("KR"), caller("TH"), caller("TH", post="second")
    hit = asked(kr)
    path, tag = f"/hits/{hit}/emergency-releases", th.get(f"/hits/{hit}")["ETag"]
    body = body_of(th, hit, "name", "birthDate")
    device, other = codes_of("TH", post="desk"), codes_of("TH", post="second")
    assert th.post(path, body, If_Match=tag).json()["code"] == "fresh_code_needed"
    beyond = th.post(path, body_of(th, hit, "phone"), If_Match=tag, Interlace_Code=device.now())
    assert (beyond.status_code, beyond.json()["errors"][0]["code"]) == (422, "beyond_minimum")
    device = codes_of("TH", post="desk")
    assert th.post(path, body, If_Match='"old"', Interlace_Code=device.now()).status_code == 412
    device = codes_of("TH", post="desk")

    made = th.post(path, body, If_Match=tag, Interlace_Code=device.now())

    assert made.status_code == 201, made.content
    shown = made.json()
    assert [each["property"] for each in shown["fields"]] == ["birthDate", "name"]
    assert (shown["to"], shown["released_by"], shown["verdict"], shown["is_late"]) == ("KR", "desk of TH", None, False)
    seen = kr.get(f"/hits/{hit}").json()
    assert (seen["released_alone"], len(seen["record"]["fields"])) == (True, 2)
    where = f"/emergency-releases/{shown['id']}"
    assert [each["id"] for each in second.get("/emergency-releases").json()["items"]] == [shown["id"]]
    for stranger in (kr, caller("SG")):
        assert stranger.get(where).status_code == 404
        assert stranger.get("/emergency-releases").json()["items"] == []
        assert stranger.get("/acts-alone").status_code == 404

    tag = second.get(where)["ETag"]
    wrong = {"verdict": "wrong", "reason": "It was another person."}
    taken = second.post(f"{where}/review", wrong, If_Match=tag, Interlace_Code=other.now())

    assert (taken.status_code, taken.json()["verdict"], taken.json()["reviewed_by"]) == (200, "wrong", "second of TH")
    seen = kr.get(f"/hits/{hit}").json()
    assert (seen["record"], seen["released"], seen["taken_back"] is not None) == (None, None, True)
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD])
    (act,) = second.get("/acts-alone").json()["items"]
    assert (act["kind"], act["by"], act["to"], act["verdict"]) == ("emergency_release", "desk of TH", "KR", "wrong")


def test_on_pages_the_exact_difference_is_read_before_it_is_signed_and_the_second_finds_it_in_the_inbox() -> None:
    kr, th, second = browser("kr.desk"), browser("th.desk"), browser("th.second")
    hit = hit_of_kr(kr)
    assert kr.post(f"{hit}/ask", {"urgency": "held", "held_until": ""}).status_code == 302
    assert "Release alone in an emergency" in words(th.get(hit))
    assert kr.get(f"{hit}/emergency").status_code == 404
    form = th.get(f"{hit}/emergency")
    offered = fields_in(form)
    assert sorted(offered) == ["Birth date: 17 เม.ย. 2534", "Name: ฮัน จีซอบ", "Nationality: South Korea"]
    typed = {"fields": [offered["Birth date: 17 เม.ย. 2534"]], "ground": "person_held", "reason": REASON}

    unsaid = th.post(f"{hit}/emergency", typed | {"reason": "ok"})
    assert (unsaid.status_code, "needs a written reason" in words(unsaid)) == (422, True)
    exact = th.post(f"{hit}/emergency", typed)
    said = words(exact)
    assert "Exactly this leaves for KR" in said
    assert ("Birth date: 17 เม.ย. 2534" in said, REASON in said, "may read this" in said) == (True, True, True)
    assert "2534" not in words(kr.get(hit))
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', exact.text)
    assert found is not None
    other = th.post(f"{hit}/emergency", typed | {"digest": "0" * 64})
    assert (other.status_code, "What you saw is not what would be signed." in words(other)) == (409, True)

    done = th.post(f"{hit}/emergency", typed | {"digest": found[1]})

    assert done.status_code == 302
    page = done["Location"]
    assert "It was right" not in words(th.get(page))
    assert "Review: released alone to KR" not in words(th.get("/inbox"))
    assert "Review: released alone to KR" in words(second.get("/inbox"))
    assert "by one officer of TH in an emergency" in words(kr.get(hit))
    assert kr.get(page).status_code == 404
    wrong = {"do": "wrong", "reason": "It was another person."}
    assert second.post(page, {"do": "wrong", "reason": ""}).status_code == 422
    assert second.post(page, {"reason": "It was another person."}).status_code == 422
    assert second.post(page, wrong).status_code == 302
    assert "It was wrong and has been taken back" in words(second.get(page))
    assert "TH took back what it had released" in words(kr.get("/inbox"))
    assert "delete what you have copied of it" in words(kr.get(hit))
    assert "TH took back what it had released" not in words(kr.get("/inbox"))
    assert second.get("/releases/alone").status_code == 404
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD])
    listed = words(second.get("/releases/alone"))
    assert "Release in an emergency KR desk of TH" in listed
    assert "It was wrong and has been taken back" in listed


def test_by_command_it_is_tried_made_reviewed_and_listed(terminal: Terminal) -> None:
    matter = ("--as", "KR", "--purpose", "fraud", "--ref", "KR-2026-0001")
    rows = terminal.json("check", "phone", PHONE, *matter)["answers"]
    (hit,) = [row["possible"][0]["hit"] for row in rows if row["possible"]]
    terminal.json("hit", "ask", hit, "--urgency", "held", "--as", "KR")
    ours = terminal.json("hit", "show", hit, "--as", "TH")["ours"]
    (born,) = [each["field"] for each in ours if each["property"] == "birthDate"]
    release = ("hit", "emergency", "release", hit, "--field", born, "--ground", "person_held", "--reason", REASON)
    terminal.json(*release, "--as", "TH", "--dry-run")
    assert terminal.json("hit", "emergency", "list", "--as", "TH") == []
    assert terminal.run(*release, "--as", "KR")[0] == 4
    made = terminal.json(*release, "--as", "TH")
    review = ("hit", "emergency", "review", made["id"], "--verdict", "right", "--reason", "I looked at the file.")
    assert terminal.run(*review, "--as", "TH")[0] == 3
    assert terminal.run(*review, "--as", "KR")[0] == 4
    assert terminal.json(*review, "--as", "th.second")["verdict"] == "right"
    assert terminal.json("hit", "emergency", "show", made["id"], "--as", "TH")["verdict"] == "right"
    assert terminal.run("hit", "emergency", "acts", "--as", "TH")[0] == 4
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD])
    (act,) = terminal.json("hit", "emergency", "acts", "--as", "th.second")
    assert (act["kind"], act["verdict"]) == ("emergency_release", "right")
