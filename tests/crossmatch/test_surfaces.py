"""API, pages and commands of cross-match: the same three verbs, and nothing of what is not for the caller."""

import re
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.people import Caller
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.crossmatch.cli import link as commands
from interlace.crossmatch.queries import waiting_links
from interlace.foundation.console import Format, Options
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"


@pytest.fixture
def link(settings: Any) -> str:
    """A link between KR and TH that both may match."""
    settings.INTERLACE_REQUESTS_PER_SECOND = 100_000
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "SG")
    contribute(
        viewer("KR"), label("KR", readers=["TH"]), person("한지섭", phone=PHONE, birthDate="1991-04-17", gender="male")
    )
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534"))
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    return str(waiting.row.link)


def caller(username: str) -> Caller:
    return Caller(Officer.objects.get(username=username))


def browser(username: str) -> Client:
    found = Client(SERVER_NAME="127.0.0.1")
    assert found.post("/sign-in/exercise", {"profile": username}).status_code == 302
    found.post("/work", {"purpose": "fraud", "reference": "KR-1"})
    return found


def test_a_link_is_listed_shown_judged_and_taken_back(link: str) -> None:
    kr = caller("kr.desk")
    listed = kr.get("/candidate-links").json()
    shown = kr.get(f"/candidate-links/{link}").json()
    judged = kr.post(f"/candidate-links/{link}/statement", {"judgement": "same", "reason": "One file."})
    clusters = kr.get("/clusters").json()["items"]
    one = kr.get(f"/clusters/{clusters[0]['id']}").json()
    undone = kr.call("DELETE", f"/candidate-links/{link}/statement").json()

    assert [(each["id"], sorted(each["members"]), each["band"]) for each in listed["items"]] == [
        (link, ["KR", "TH"], "very_strong")
    ]
    assert {each["value"] for end in ("left", "right") for each in shown[end]["fields"]} >= {"한지섭", "ฮัน จีซอบ"}
    assert round(sum(each["bits"] for each in shown["reasons"]), 1) == pytest.approx(shown["bits"], abs=0.3)
    assert (judged.status_code, [each["judgement"] for each in judged.json()["said"]]) == (201, ["same"])
    assert clusters == [one]
    assert [each["member"] for each in one["members"]] == [
        each["member"] for each in sorted(one["members"], key=lambda each: each["subject"])
    ]
    assert (undone["said"], undone["waits"], kr.get("/clusters").json()["items"]) == ([], True, [])


def test_pages_of_the_queue_follow_each_other(link: str) -> None:
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("HAN Ji-seop", phone=PHONE))
    kr = caller("kr.desk")
    first = kr.get("/candidate-links?limit=1").json()
    second = kr.get(f"/candidate-links?limit=1&cursor={first['next']}").json()
    whole = kr.get("/candidate-links").json()
    assert ([*first["items"], *second["items"]], second["next"]) == (whole["items"], None)
    assert link in {each["id"] for each in whole["items"]}


def test_a_link_of_others_is_no_link_on_every_way(link: str) -> None:
    sg = caller("sg.desk")
    for path in (f"/candidate-links/{link}", f"/clusters/{link}"):
        seen, never = sg.get(path), sg.get(path.replace(link, str(uuid4())))
        assert (seen.status_code, seen.content) == (404, never.content)
    answer = sg.post(f"/candidate-links/{link}/statement", {"judgement": "same"})
    never = sg.post(f"/candidate-links/{uuid4()}/statement", {"judgement": "same"})
    assert (answer.status_code, answer.content) == (404, never.content)
    assert sg.get("/candidate-links").json() == {"items": [], "next": None}
    assert browser("sg.desk").get(f"/links/{link}").status_code == 404


def test_the_pages_lead_from_the_queue_over_a_link_to_its_cluster(link: str) -> None:
    kr = browser("kr.desk")
    queue = kr.get("/links").content.decode()
    page = kr.get(f"/links/{link}").content.decode()
    after = kr.post(f"/links/{link}/judge", {"judgement": "same", "reason": "One file."})
    shown = kr.get(f"/links/{link}").content.decode()
    cluster = re.search(r'href="(/links/clusters/[0-9a-f-]{36})"', shown)

    assert f"/links/{link}" in queue
    assert ('data-key="y"' in page, 'data-key="n"' in page, 'data-key="u"' in page) == (True, True, True)
    assert (after.status_code, after["Location"]) == (302, f"/links?judged={link}")
    assert "One file." in shown
    assert cluster is not None
    assert "ฮัน จีซอบ" in kr.get(cluster[1]).content.decode()
    assert kr.get("/links/clusters").status_code == kr.get("/links/agreement").status_code == 200
    assert kr.post(f"/links/{link}/undo")["Location"] == f"/links/{link}"
    assert 'data-key="y"' in kr.get(f"/links/{link}").content.decode()


def test_nothing_chosen_is_said_on_the_page(link: str) -> None:
    answer = browser("kr.desk").post(f"/links/{link}/judge", {})
    assert answer.status_code == 422


def test_the_commands_say_the_same_as_the_api(link: str, node_data: Any) -> None:
    def run(*words: str) -> Any:
        options = Options(node_data, "kr.desk", None, None, Format.JSON, False)
        return CliRunner().invoke(commands, list(words), obj=options, catch_exceptions=False)

    kr = caller("kr.desk")
    queue, shown = kr.get("/candidate-links").json()["items"], kr.get(f"/candidate-links/{link}").json()
    assert link in run("queue").output
    assert str(queue[0]["informativeness"]) in run("queue").output
    assert str(shown["bits"]) in run("show", link).output
    assert '"same"' in run("judge", link, "same", "--dry-run").output
    assert kr.get(f"/candidate-links/{link}").json() == shown
    run("judge", link, "same")
    assert link in run("clusters").output
    assert run("agreement").output.strip() == "[]"
    assert '"said": []' in run("undo", link).output
