"""The interface of the OpenSanctions matcher, address by address, without its client."""

from pathlib import Path
from typing import Any

import pytest
from tests.people import Caller
from tests.screening.network import make_members, viewer
from tests.screening.opensanctions.keyed import ROOT, Screener, load_list

from interlace.core.handling import Action, HitMode
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Member, Officer
from interlace.screening.models import Budget, Check

pytestmark = pytest.mark.django_db(transaction=True)

SOMCHAI = {"name": "Somchai Jaidee", "birthDate": "1991-04-17"}
MALEE = {"id": "m-1", "schema": "Person", "properties": {"name": ["Malee Jaidee"], "nationality": ["la"]}}


@pytest.fixture(autouse=True)
def world() -> None:
    make_members("KR", "SG", "TH")


def found(answer: Any) -> list[tuple[str, bool]]:
    assert answer.status_code == 200, answer.content
    return [(each["caption"], each["match"]) for each in answer.json()["responses"]["q"]["results"]]


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [each["caption"] for each in answer.json()["results"]]


def test_a_record_that_resembles_the_query_is_given_with_its_score_and_why(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    answer = Screener().match("SG:wanted", **SOMCHAI).json()
    result = answer["responses"]["q"]
    (one,) = result["results"]
    explained = one.pop("explanations")
    assert (one.pop("score") > 0.9, one.pop("match"), len(one.pop("id"))) == (True, True, 36)
    assert one == {
        "caption": "Somchai Jaidee",
        "schema": "Person",
        "properties": {
            "alias": ["สมชาย ใจดี"],
            "birthDate": ["1991-04-17"],
            "name": ["Somchai Jaidee"],
            "nationality": ["th"],
            "status": ["suspect"],
            "topics": ["crime.fraud"],
        },
        "datasets": ["SG:wanted"],
        "referents": ["w-1"],
        "target": True,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }
    name = explained["name"]
    assert (name["query"], name["candidate"], name["score"] > 0) == ("Somchai Jaidee", "Somchai Jaidee", True)
    assert {name: result[name] for name in ("status", "total")} == {
        "status": 200,
        "total": {"value": 1, "relation": "eq"},
    }
    assert result["query"]["properties"] == {"name": ["Somchai Jaidee"], "birthDate": ["1991-04-17"]}
    assert answer["limit"] == 5


def test_a_query_is_a_check_like_any_other_and_stands_in_the_ledger(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    Screener().match(**SOMCHAI)
    with acting(viewer("KR"), Action.DISCOVER):
        (check,) = Check.objects.all()
    assert (check.purpose, check.reference, check.scope) == ("fraud", "KR-2026-7", ["SG/wanted"])
    with steward(Task.LEDGER):
        recorded = list(Leaf.objects.filter(event__in=["check.asked", "check.batch"]).values_list("event", flat=True))
    assert sorted(recorded) == ["check.asked", "check.batch"]


def test_what_a_key_may_not_read_is_absent_from_every_address(tmp_path: Path) -> None:
    load_list(tmp_path, "readable", MALEE)
    load_list(tmp_path, "for others", readers=("TH",))
    load_list(tmp_path, "discoverable", hit=HitMode.HIT)
    load_list(tmp_path, "for another purpose", purpose="trafficking")
    korean, thai = Screener(), Screener("th.desk")
    hidden = thai.match(**SOMCHAI).json()["responses"]["q"]["results"][0]["id"]

    assert [each["name"] for each in korean.get("/catalog").json()["datasets"]] == ["default", "SG:readable"]
    assert found(korean.match(**SOMCHAI)) == []
    assert names(korean.get("/search/default?q=somchai")) == []
    nowhere = korean.get("/entities/00000000-0000-4000-8000-000000000000")
    for path in (f"/entities/{hidden}", f"/entities/{hidden}/adjacent", f"/entities/{hidden}/adjacent/sanctions"):
        answer = korean.get(path)
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    for scope in ("SG:for others", "SG:discoverable", "SG:for another purpose", "SG:never", "KR"):
        for answer in (korean.match(scope, **SOMCHAI), korean.get(f"/search/{scope}?q=somchai")):
            assert (answer.status_code, answer.content) == (404, nowhere.content)


def test_a_key_asks_as_much_as_it_carries_and_no_more(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    screener = Screener(questions=3)
    assert found(screener.match(**SOMCHAI))
    entity = {"schema": "Person", "properties": {"name": ["Somchai"]}}
    too_many = screener.post("/match/default", {"queries": {str(at): entity for at in range(3)}})
    assert (too_many.status_code, int(too_many["Retry-After"]) > 0) == (429, True)
    assert names(screener.get("/search/default?q=somchai")) == ["Somchai Jaidee"]
    assert screener.get("/entities/w-9").status_code == 404
    assert screener.get("/entities/w-1").status_code == 308
    assert screener.get("/search/default?q=somchai").status_code == 429
    assert screener.get("/catalog").status_code == 200
    with acting(viewer("KR"), Action.DISCOVER):
        (scope,) = Budget.objects.values_list("scope", flat=True)
    assert scope.startswith("key:")


def test_only_a_key_with_a_matter_opens_these_addresses(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    plain = Caller(Officer.objects.get(username="kr.desk"))
    refused = plain.get(f"{ROOT}/catalog")
    assert (refused.status_code, refused.json()["code"]) == (403, "key_without_matter")
    assert Caller(None).get(f"{ROOT}/catalog").status_code == 401
    assert [Caller(None).get(f"{ROOT}/{each}").json() for each in ("healthz", "readyz")] == [{"status": "ok"}] * 2
    screener = Screener()
    Officer.objects.filter(username="kr.desk").update(purposes=["trafficking"])
    assert screener.match(**SOMCHAI).json()["code"] == "purpose_not_yours"
    Officer.objects.filter(username="kr.desk").update(is_active=False)
    assert screener.get("/catalog").status_code == 401


def test_a_bureau_that_has_not_answered_is_never_read_as_having_nothing(tmp_path: Path) -> None:
    load_list(tmp_path, "near", MALEE)
    load_list(tmp_path, "far", by="TH")
    Member.objects.filter(code="TH").update(reachable=False)
    screener = Screener()
    for answer in (screener.match(**SOMCHAI), screener.match("TH:far", **SOMCHAI), screener.get("/search/default?q=a")):
        assert (answer.status_code, answer.json()["detail"]) == (503, "No answer yet from: TH.")
    assert found(screener.match(query="?exclude_dataset=TH:far", **SOMCHAI)) == []
    catalogue = screener.get("/catalog").json()
    assert (catalogue["current"], catalogue["outdated"], catalogue["index_stale"]) == (["SG:near"], ["TH:far"], True)


def test_results_are_narrowed_by_register_kind_topic_and_what_was_decided(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    load_list(tmp_path, "others", by="TH")
    screener = Screener()
    both = found(screener.match(**SOMCHAI))
    assert len(both) == 2
    for query, many in (
        ("?include_dataset=SG:wanted", 1),
        ("?exclude_dataset=SG:wanted", 1),
        ("?exclude_schema=LegalEntity", 0),
        ("?topics=crime.fraud", 2),
        ("?topics=sanction", 0),
        ("?exclude_entity_ids=w-1", 0),
        ("?limit=1", 1),
        ("?threshold=1.1", 2),
        ("?threshold=1.1&cutoff=1.1", 0),
    ):
        assert len(found(screener.match(query=query, **SOMCHAI))) == many, query
    assert len(found(screener.match("SG:wanted", query="?include_dataset=TH:others", **SOMCHAI))) == 2


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("?algorithm=logic-v2", {}),
        ("?changed_since=2026-01-01", {}),
        ("", {"weights": {"name": 0.5}}),
        ("", {"config": {"nm_number_mismatch": 1}}),
        ("", {"queries": {}}),
        ("", {"queries": {"q": {"schema": "Nobody", "properties": {"name": ["A"]}}}}),
        ("", {"queries": {"q": {"schema": "Person", "properties": {}}}}),
        ("", {"queries": {str(at): {"schema": "Person", "properties": {"name": ["A"]}} for at in range(101)}}),
    ],
)
def test_what_cannot_be_done_is_refused_and_never_passed_over(query: str, body: dict[str, Any]) -> None:
    sent = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Somchai"]}}}, **body}
    answer = Screener().post(f"/match/default{query}", sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_query")


@pytest.mark.parametrize("query", ["?threshold=nan", "?cutoff=inf", "?limit=501", "?limit=-1"])
def test_a_number_that_would_empty_every_answer_is_refused(query: str) -> None:
    assert Screener().match(query=query, **SOMCHAI).status_code == 422


def test_an_account_is_asked_for_under_the_name_that_its_number_has_today(tmp_path: Path) -> None:
    account = {"id": "a-1", "schema": "UserAccount", "properties": {"number": ["+82 10 0000 0142"]}}
    load_list(tmp_path, "accounts", account)
    answer = Screener().match(schema="UserAccount", phone="+82 10 0000 0142")
    (one,) = answer.json()["responses"]["q"]["results"]
    assert (one["properties"], one["match"]) == ({"phone": ["+821000000142"]}, True)
    assert answer.json()["responses"]["q"]["query"]["properties"] == {"phone": ["+82 10 0000 0142"]}


def test_a_value_that_cannot_be_read_is_left_out_and_the_answer_shows_it(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    answer = Screener().match("default", firstName="Somchai", lastName="Jaidee", phone="none")
    assert found(answer)[0][0] == "Somchai Jaidee"
    assert answer.json()["responses"]["q"]["query"]["properties"] == {"firstName": ["Somchai"], "lastName": ["Jaidee"]}


def test_a_search_pages_through_what_is_found_and_counts_it(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    screener = Screener()
    whole = screener.get("/search/default?q=jaidee&limit=10").json()
    assert sorted(each["caption"] for each in whole["results"]) == [
        "Golden Jaidee Holdings",
        "Malee Jaidee",
        "Somchai Jaidee",
    ]
    assert whole["total"] == {"value": 3, "relation": "eq"}
    assert whole["facets"]["countries"]["values"] == [
        {"name": code, "label": code, "count": 1} for code in ("kh", "la", "th")
    ]
    assert whole["facets"]["datasets"]["values"] == [{"name": "SG:wanted", "label": "SG:wanted", "count": 3}]
    pages = [screener.get(f"/search/default?q=jaidee&limit=2&offset={at}").json() for at in (0, 2)]
    assert [page["results"] for page in pages] == [whole["results"][:2], whole["results"][2:]]
    assert names(screener.get("/search/default?q=jaidee&schema=Company")) == ["Golden Jaidee Holdings"]
    assert names(screener.get("/search/default?q=jaidee&countries=LA")) == ["Malee Jaidee"]
    for query in ("q=", "q=x&schema=Nobody", "q=x&filter=a:b", "q=x&sort=caption", "q=x&facets=birthDate"):
        assert screener.get(f"/search/default?{query}").status_code == 400


def test_an_entry_is_given_with_what_it_is_linked_to_in_both_directions(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    screener = Screener()
    moved = screener.get("/entities/w-1")
    assert moved.status_code == 308
    entity = screener.get(moved["Location"].partition(ROOT)[2]).json()
    (ownership,) = entity["properties"]["ownershipOwner"]
    (asset,) = ownership["properties"]["asset"]
    assert (entity["caption"], ownership["schema"], asset["caption"]) == (
        "Somchai Jaidee",
        "Ownership",
        "Golden Jaidee Holdings",
    )
    flat = screener.get(f"/entities/{entity['id']}?nested=false").json()
    assert "ownershipOwner" not in flat["properties"]
    beside = screener.get(f"/entities/{ownership['id']}/adjacent").json()
    assert {prop: [each["caption"] for each in there["results"]] for prop, there in beside["adjacent"].items()} == {
        "asset": ["Golden Jaidee Holdings"],
        "owner": ["Somchai Jaidee"],
    }
    one = screener.get(f"/entities/{entity['id']}/adjacent/ownershipOwner?limit=1").json()
    assert (len(one["results"]), one["total"]["value"], one["limit"], one["offset"]) == (1, 1, 1, 0)
    assert screener.get(f"/entities/{entity['id']}/adjacent/directorshipDirector").json()["results"] == []
    assert screener.get(f"/entities/{entity['id']}/adjacent/birthDate").status_code == 404


def test_a_new_version_of_a_list_keeps_the_ids_and_loses_what_was_taken_out(tmp_path: Path) -> None:
    load_list(tmp_path, "wanted")
    screener = Screener()
    kept = screener.match(**SOMCHAI).json()["responses"]["q"]["results"][0]["id"]
    load_list(tmp_path, "wanted", *({"id": "w-1", "schema": "Person", "properties": {"name": [SOMCHAI["name"]]}},))
    assert screener.get(f"/entities/{kept}").json()["referents"] == ["w-1"]
    assert screener.get("/entities/w-3").status_code == 404


def test_how_often_a_key_may_call_is_limited(settings: Any) -> None:
    settings.INTERLACE_MATCHER_CALLS_PER_SECOND = 1
    screener = Screener()
    assert [screener.get("/algorithms").status_code for _ in range(3)].count(429) >= 1
