"""The client of the OpenSanctions matcher, unmodified from its package, against a served node."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browsing import served
from tests.screening.network import make_members
from tests.screening.opensanctions.keyed import PEOPLE, key_of, load_list
from yente_client import AsyncClient, Client, Company, Person
from yente_client.exceptions import (
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    RateLimitError,
    ServerError,
)
from yente_client.models import MatchError

from interlace.core.matching import MODEL
from interlace.foundation.identity.models import Member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PATIENCE = 240.0
"""Seconds: the first search of a process may have to wait for the compiler, on a machine that does other things."""
SOMCHAI = Person(name="Somchai Jaidee", birthDate="1991-04-17", nationality="th")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    make_members("KR", "SG", "TH")
    load_list(tmp_path, "wanted")
    load_list(tmp_path, "ofac-sdn", PEOPLE[1], by="TH")
    load_list(tmp_path, "hidden", readers=("TH",))
    with served() as node:
        yield f"{node}/api/v1/opensanctions"


def client(address: str, **terms: Any) -> Client:
    return Client(base_url=address, api_key=key_of("kr.desk", **terms), app_name="tests", timeout=PATIENCE)


def test_every_call_of_the_client_is_answered_as_it_expects(address: str) -> None:
    with client(address) as opened:
        assert (opened.healthz().status, opened.readyz().status) == ("ok", "ok")
        assert (opened.algorithms().best, [each.name for each in opened.algorithms().algorithms]) == (MODEL, [MODEL])
        catalogue = opened.datasets()
        assert [each.name for each in catalogue.datasets] == ["default", "SG:wanted", "TH:ofac-sdn"]
        assert opened.datasets() == catalogue  # which the client asks for with the tag that it was given
        assert catalogue.datasets[0].children == ["SG:wanted", "TH:ofac-sdn"]

        matched = opened.match(SOMCHAI, datasets=["SG:wanted"], threshold=0.8, algorithm="best")
        assert matched.top is not None
        assert (matched.top.caption, matched.top.match, matched.total.value) == ("Somchai Jaidee", True, 1)
        assert matched.top.contributing_explanations["name"].candidate == "Somchai Jaidee"
        company = Company(name="Golden Jaidee Holdings", jurisdiction="kh")
        assert [each.schema_ for each in opened.match(company, cutoff=0.0).results] == ["Company"]
        assert opened.match(Person(name="Malee Jaidee"), datasets=["SG:wanted", "TH:ofac-sdn"], cutoff=0.0).total.value

        found = opened.search("jaidee", limit=2, schema="Person", facets=["countries"])
        assert (len(found.results), found.total.value, list(found.facets)) == (2, 3, ["countries"])
        entity = opened.fetch("w-1")
        assert (entity.id, entity.datasets) == (matched.top.id, ["SG:wanted"])
        (ownership,) = entity.properties["ownershipOwner"]
        assert not isinstance(ownership, str)
        assert ownership.schema_ == "Ownership"
        adjacent = opened.adjacent(entity.id)
        assert adjacent.adjacent["ownershipOwner"].total.value == 1
        assert len(opened.adjacent(entity.id, prop="ownershipOwner", limit=5).results) == 1


def test_a_whole_list_is_screened_by_several_calls_at_once(address: str) -> None:
    people = [(str(at), Person(name=f"Somchai Jaidee{'x' * at}")) for at in range(8)]
    with client(address) as opened:
        answers = dict(opened.match_iter(people, workers=4, on_error="collect"))
    assert sorted(answers) == [key for key, _ in people]
    assert [each for each in answers.values() if isinstance(each, MatchError)] == []

    key = key_of("kr.desk")

    async def ask() -> str:
        async with AsyncClient(base_url=address, api_key=key, timeout=PATIENCE) as opened:
            top = (await opened.match(SOMCHAI)).top
            return top.caption if top is not None else ""

    assert asyncio.run(ask()) == "Somchai Jaidee"


def test_every_refusal_is_one_that_the_client_knows(address: str) -> None:
    with client(address, questions=1) as opened:
        with pytest.raises(NotFoundError) as hidden:
            opened.match(SOMCHAI, datasets=["SG:hidden"])
        with pytest.raises(NotFoundError) as absent:
            opened.search("jaidee", datasets=["SG:never"])
        assert hidden.value.detail == absent.value.detail
        with pytest.raises(NotFoundError):
            opened.statements(entity_id="w-1")
        with pytest.raises(BadRequestError):
            opened.match(SOMCHAI, algorithm="logic-v2")
        opened.match(SOMCHAI)
        with pytest.raises(RateLimitError) as limited:
            opened.match(SOMCHAI)
        assert limited.value.retry_after is not None
    with Client(base_url=address, api_key="il_nobody") as stranger, pytest.raises(AuthenticationError):
        stranger.datasets()
    Member.objects.filter(code="TH").update(reachable=False)
    with client(address) as opened, pytest.raises(ServerError) as waiting:
        opened.match(SOMCHAI)
    assert "TH" in waiting.value.detail
