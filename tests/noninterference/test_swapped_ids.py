"""I7: check and change concern the same object. With the ids of two members swapped, every write is refused alike.

Each route that takes an id is called by a bureau's officer with the id of something that another bureau has, and that
it may not know of: the answer is the one for a thing that never was, and nothing has changed.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from tests.noninterference.comparing import injected
from tests.noninterference.letters import kept_by
from tests.noninterference.looking import Looker
from tests.noninterference.playing import Hidden, World, worker
from tests.noninterference.surfaces import ROUTES, Route
from tests.noninterference.worlds import PEOPLE, B, Check, Climb, Clutter, Contribute, Load, Story, Write

from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.http.callers import CODE_HEADER
from interlace.foundation.http.models import Upload
from interlace.foundation.identity.models import ApiKey
from interlace.foundation.jobs.models import Job
from interlace.screening.checks.permits import ask_for_permit
from interlace.screening.models import BatchPermit, HitSide, Release, StandingCheck
from interlace.screening.models import Check as AskedCheck

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

STORY = Story(
    2,
    "desk",
    (
        Contribute("VN", (PEOPLE[0], PEOPLE[3]), members=("TH",)),
        Contribute("TH", (PEOPLE[0],), members=("VN",)),
        Load(Contribute("TH", (PEOPLE[5],), members=("VN",)), "list", "stays"),
        Check("TH", PEOPLE[3]),
        Climb("TH", "VN"),
        Write("TH", "VN"),
        Clutter("TH"),
        Contribute(B, (PEOPLE[6],)),
    ),
)
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
COUNTED = {"limits_recentuse", "http_outcome", "django_session", "audit_checkpoint"}
"""What every call leaves behind, whomever it concerns."""


HEADERS = {"If_Match": "*", CODE_HEADER: "000000"}
BODIES: dict[str, Any] = {
    "PUT /uploads/{upload_id}": b"abc",
    "POST /imports/{import_id}/rows/{row}": {"changes": {"name": "x"}},
}
"""Where the description alone does not say what would be done."""
QUERIES = {"PUT /uploads/{upload_id}": "?offset=0"}


def path_of(route: Route) -> str:
    """The route as it is described."""
    return f"{route.method} {route.path}"


def with_an_id() -> list[Route]:
    return [route for route in ROUTES if "{" in route.path]


def owned_by(*members: str) -> Hidden:
    """Ids of what these members have and the looker may not know of, by what they are ids of."""
    with steward(Task.VERIFY):
        told = HitSide.objects.filter(member=B).values("hit")
        sources: dict[str, Any] = {
            "hit": HitSide.objects.filter(member__in=members).exclude(hit__in=told).values_list("hit", flat=True),
            "check": AskedCheck.objects.filter(member__in=members).values_list("id", flat=True),
            "release": Release.objects.filter(member__in=members).values_list("id", flat=True),
            "standing": StandingCheck.objects.filter(member__in=members).values_list("id", flat=True),
            "permit": BatchPermit.objects.filter(member__in=members).values_list("id", flat=True),
            "contribution": Contribution.objects.filter(member__in=members).values_list("id", flat=True),
            "subject": Fact.objects.filter(originator__in=members).values_list("subject", flat=True),
            "upload": Upload.objects.filter(member__in=members).values_list("id", flat=True),
            "job": Job.objects.filter(member__in=members).values_list("id", flat=True),
            "key": ApiKey.objects.filter(officer__bureau__member__in=members).values_list("id", flat=True),
            **kept_by(*members),
        }
        return Hidden({kind: sorted(set(ids)) for kind, ids in sources.items()})


def everything() -> dict[str, list[Any]]:
    """All rows of all tables, but for what merely counts calls."""
    tables: dict[str, list[Any]] = {}
    with steward(Task.VERIFY):
        for model in apps.get_models():
            if model._meta.db_table not in COUNTED and model._meta.app_label != "procrastinate":
                tables[model._meta.db_table] = sorted(map(repr, _rows(model)))
    return tables


def _rows(model: type[models.Model]) -> list[Any]:
    return [{name: _plain(value) for name, value in row.items()} for row in model._default_manager.values()]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def kind_of(route: Route) -> str:
    """What the first id of the route's address is an id of."""
    found = re.search(r"\{(?:uuid:)?(\w+?)(?:_id)?\}", route.path)
    return "" if found is None else found[1].replace("import", "contribution")


@pytest.fixture
def looker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """KR's officer, any code at hand, in a world where TH and VN have things between themselves."""
    monkeypatch.setattr("interlace.foundation.http.callers.use_code", lambda *_who, **_when: None)
    with injected(STORY.seed) as given:
        world = World(given, STORY)
        world.build()
        ask_for_permit(worker("TH"), lines=20_000, list_digest="0" * 64, scope=(), now=given.moment)
        yield Looker(world, Hidden({}), tmp_path)


def test_every_write_with_an_id_of_another_bureau_is_not_found_and_changes_nothing(looker: Any) -> None:
    theirs = owned_by("TH", "VN")
    assert {kind_of(route) for route in with_an_id()} <= theirs.ids.keys()
    assert [kind for kind, ids in theirs.ids.items() if not ids] == []
    before, answers = everything(), dict[str, int]()
    for route in with_an_id():
        path = re.sub(r"\{[^}]+\}", str(theirs.one(kind_of(route))), route.path, count=1)
        path = re.sub(r"\{\w+\}", "1", path)
        bodies: tuple[Any, Any] = ({}, BODIES.get(path_of(route)) or route.example(str(theirs.one("subject"))))
        for body in bodies:
            kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
            place = path + QUERIES.get(path_of(route), "")
            answers[path_of(route)] = looker.call(route.method, place, body, kind=kind, **HEADERS).status_code
        if route.method in WRITES:
            assert everything() == before, route
    assert {route: status for route, status in answers.items() if status != 404} == {}


def test_the_same_routes_with_an_id_of_one_s_own_are_found(looker: Any) -> None:
    """What is refused above would be done if it were one's own."""
    own = {
        kind: [str(each) for each in ids] for kind, ids in owned_by(B).ids.items() if kind in {"contribution", "key"}
    }
    own["upload"] = [looker.call("POST", "/uploads", {"name": "a.csv", "size": 3}).json()["id"]]
    for kind, ids in own.items():
        route = next(each for each in with_an_id() if kind_of(each) == kind and each.method == "DELETE")
        answers = [looker.call("DELETE", re.sub(r"\{[^}]+\}", each, route.path)).status_code for each in ids]
        assert set(answers) - {404}, kind
