"""A chart leaves with what its owners allow to leave, under its handling sentence, in six forms."""

import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pypdfium2
import pytest
from django.test import Client
from PIL import Image
from tests.analysis.charting import THAI, Net, make_net
from tests.screening.network import contribute, label, person, viewer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def net(settings: Any) -> Net:
    """What every test looks at."""
    settings.INTERLACE_DEMO = True
    return make_net()


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/exercise", {"profile": username})
    client.post("/work", {"purpose": "fraud", "reference": "KR-2026-0117"})
    return client


def taken(net: Net, form: str) -> Any:
    return signed_in("kr.desk").post("/chart/export/file", {"start": str(net.han), "form": form})


@pytest.mark.parametrize("form", ["csv", "graphml", "anx", "svg"])
def test_a_file_holds_what_may_leave_and_its_handling_and_nothing_of_what_stays(net: Net, form: str) -> None:
    answer = taken(net, form)
    text = answer.content.decode()
    assert answer.status_code == 200, text
    assert "Han Ji-seop" in text
    assert "Reed Trading" in text
    assert "may read this, for fraud investigation" in " ".join(text.split())
    assert "desk of KR, KR" in text
    assert THAI not in text
    assert "TH" not in text.replace("THE", "")


def test_network_tools_read_the_graph(net: Net) -> None:
    graph = nx.read_graphml(io.BytesIO(taken(net, "graphml").content))
    assert sorted(told["label"] for _node, told in graph.nodes(data=True)) == [
        "+821000000142",
        "Han Ji-seop",
        "Reed Trading",
    ]
    assert sorted(told["certainty"] for _one, _other, told in graph.edges(data=True)) == ["unconfirmed"] * 2


def test_an_anx_chart_names_each_end_of_its_links_and_the_strength_of_each_line(net: Net) -> None:
    root = ET.fromstring(taken(net, "anx").content)
    entities = {each.attrib["EntityId"] for each in root.iter("Entity")}
    assert len(entities) == 3
    ends = {each.attrib[name] for each in root.iter("Link") for name in ("End1Id", "End2Id")}
    assert ends <= entities
    assert {each.attrib["Strength"] for each in root.iter("LinkStyle")} == {"Unconfirmed"}
    assert {each.attrib["DotStyle"] for each in root.iter("Strength")} == {
        "DotStyleSolid",
        "DotStyleDashed",
        "DotStyleDotted",
    }


def test_a_printed_chart_says_its_names_and_its_handling_and_its_picture_is_not_empty(net: Net, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(taken(net, "pdf").content)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Han Ji-seop" in words
    assert "fraud investigation" in words
    picture = Image.open(io.BytesIO(taken(net, "png").content))
    assert min(picture.size) > 400
    assert len(picture.convert("L").getcolors() or []) > 2


def test_what_stays_is_listed_and_what_left_stands_in_the_ledger(net: Net) -> None:
    client = signed_in("kr.desk")
    page = client.get(f"/chart/export?start={net.han}").content.decode()
    assert THAI in page
    assert "What stays here" in page
    client.post("/chart/export/file", {"start": str(net.han), "form": "csv"})
    with steward(Task.VERIFY):
        assert Leaf.objects.filter(event="facts.exported", member="KR").count() == 1


def test_much_leaves_on_the_word_of_two(net: Net) -> None:
    for number in range(60):
        contribute(viewer("KR"), label("KR"), person(f"Guest {number}", phone="+82 10 0000 0142", birthDate="1980"))
    answer = taken(net, "csv")
    assert answer.status_code == 403
    assert "What your colleague signs" in answer.content.decode()
