"""I7: check and change concern the same object. With the ids of two members swapped, every write is refused alike.

Each route that takes an id is called by a bureau's officer with the id of something that another bureau has, and that
it may not know of: the answer is byte for byte the one for a thing that never was, and nothing has changed.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q
from tests.noninterference.bringing import keep_pack, packs_of_members
from tests.noninterference.caring import in_care_of, keep_care
from tests.noninterference.comparing import injected
from tests.noninterference.filing_cases import cases_of
from tests.noninterference.houses import house_of, keep_house, undecided
from tests.noninterference.intakes import intakes_of, keep_intake
from tests.noninterference.letters import kept_by
from tests.noninterference.linking import links_where
from tests.noninterference.looking import Looker
from tests.noninterference.playing import LOOKER, Hidden, World, entries_in, id_of, worker
from tests.noninterference.surfaces import ROUTES, Route
from tests.noninterference.worlds import PEOPLE, B, Check, Climb, Clutter, Contribute, Load, Story, Write

from interlace.core.handling import HitMode
from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.http.callers import CODE_HEADER
from interlace.foundation.http.models import Upload
from interlace.foundation.identity.models import ApiKey, Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.jobs.models import Job
from interlace.oversight.models import KeptItem
from interlace.screening.checks.permits import ask_for_permit
from interlace.screening.models import BatchPermit, EmergencyRelease, HitSide, Release, StandingCheck
from interlace.screening.models import Check as AskedCheck
from interlace.screening.register_records import searched_registers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

STORY = Story(
    2,
    "desk",
    (
        Contribute("VN", (PEOPLE[0], PEOPLE[3]), members=("TH",)),
        Contribute("TH", (PEOPLE[0],), members=("VN",)),
        Load(Contribute("TH", (PEOPLE[5],), members=("VN",)), "list", "stays"),
        Check("TH", PEOPLE[3]),
        Climb("TH", "VN", alone="released"),
        Write("TH", "VN"),
        Clutter("TH"),
        Contribute(B, (PEOPLE[6],)),
        Contribute("VN", (PEOPLE[1],), members=("TH",), hit=HitMode.CONTENT),
        Contribute("SG", (PEOPLE[5],), members=(B,), hit=HitMode.CONTENT),
    ),
)
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
COUNTED = {"limits_recentuse", "http_outcome", "django_session", "audit_checkpoint"}
"""What every call leaves behind, whomever it concerns."""


CODE: dict[str, Any] = {CODE_HEADER: "000000"}
HEADERS: dict[str, Any] = {"If_Match": "*", **CODE}
MATTER: dict[str, Any] = {"Interlace_Purpose": "fraud", "Interlace_Reference": "KR-2026-1"}
ASK_FOR_A_MATTER = {
    "GET /care/people/{found_id}/standing",
    "POST /care/people/{found_id}/standing",
    "POST /care/proposals/{proposal_id}/sign",
    "POST /care/proposals/{proposal_id}/withdraw",
}
"""Routes that say first that a purpose is missing, whoever asks for whatever."""
BODIES: dict[str, Any] = {
    "PUT /uploads/{upload_id}": b"abc",
    "PUT /exhibits/{exhibit_id}/chunks/{number}": b"abc",
    "POST /imports/{import_id}/rows/{row}": {"changes": {"name": "x"}},
    "PUT /capabilities/{offer_id}": {"kind": "dna", "contact": "Another", "valid_until": "2026-12-31"},
    "PUT /directory/{contact_id}": {
        "kind": "duty_point",
        "name": "Another",
        "always_open": True,
        "channels": [{"kind": "email", "address": "another@example.org"}],
    },
    "POST /privacy-questions/{question_id}/decision": {"decision": "nothing", "reason": "Nothing is held."},
    "POST /readiness/{target_id}/findings": {"criterion": "ID1", "level": 1, "support": ["document"]},
    "POST /opensanctions/match/{scope}": {"queries": {"1": {"schema": "Person", "properties": {"name": ["Somchai"]}}}},
}
"""Where the description alone does not say what would be done."""
QUERIES = {
    "PUT /uploads/{upload_id}": "?offset=0",
    "GET /access-explanations/{thing_id}": f"?officer={LOOKER}",
    "GET /opensanctions/search/{scope}": "?q=somchai",
}
PUBLISHED = {"GET /directory/{contact_id}"}
"""Every member reads every entry of the directory; its own bureau alone writes it. A read, and no other one."""
DONE_WITH_ONE_S_OWN = {
    "thing": "GET /access-explanations/{thing_id}",
    "record": "GET /retention/records/{record_id}",
    "certificate": "GET /certificates/{certificate_id}",
    "extension": "POST /retention-extensions/{extension_id}/refuse",
    "hold": "GET /retention/holds/{hold_id}/sealed",
    "rule": "POST /retention-rules/{rule_id}/end",
    "rule_change": "POST /retention-rule-changes/{rule_change_id}/refuse",
    "question": "POST /privacy-questions/{question_id}/decision",
    "request": "POST /privacy-requests/{request_id}/identity",
    "authorisation": "GET /authorisations/{authorisation_id}/scan",
    "signal": "POST /signals/{signal_id}/dismiss",
    "officer": "POST /officers/{officer_id}/suspend",
    "unit": "POST /units/{unit_id}/suspend",
    "change": "GET /rights-changes/{change_id}",
    "reset": "GET /resets/{reset_id}",
    "link": "POST /candidate-links/{link_id}/statement",
    "exhibit": "POST /exhibits/{exhibit_id}/check",
    "package": "GET /packages/{package_id}",
    "hand_over": "GET /exhibit-hand-overs/{hand_over_id}",
    "intake": "GET /intakes/{intake_id}",
    "candidate": "POST /intake-candidates/{candidate_id}/reject",
    "held": "POST /intake-quarantine/{held_id}/ask",
    "case": "POST /cases/{case_id}/close",
    "joint": "GET /joint-cases/{joint_id}",
    "target": "GET /readiness/{target_id}",
    "operation": "GET /operations/{operation_id}",
    "meeting": "GET /meetings/{meeting_id}",
    "pack": "GET /packs/{pack_id}",
    "note": "POST /shift/handover/notes/{note_id}/done",
    **dict.fromkeys(("interest", "offer", "contact", "plan", "turn", "way", "upload", "contribution", "key"), "DELETE"),
}
"""What the looker does with its own, by kind; the key it does so with comes last."""
NEVER_WAS = UUID(int=7)
UNTOLD = {"X-Request-Id"}
"""Headers that no two answers have in common."""


def path_of(route: Route) -> str:
    """The route as it is described."""
    return f"{route.method} {route.path}"


def with_an_id() -> list[Route]:
    return [route for route in ROUTES if "{" in route.path]


def owned_by(*members: str) -> Hidden:
    """Ids of what these members have and the looker may not know of, by what they are ids of."""
    with steward(Task.VERIFY):
        told = HitSide.objects.filter(member=B).values("hit")
        registers = [each for each in searched_registers() if each.member in members]
        sources: dict[str, Any] = {
            "hit": HitSide.objects.filter(member__in=members).exclude(hit__in=told).values_list("hit", flat=True),
            "check": AskedCheck.objects.filter(member__in=members).values_list("id", flat=True),
            "release": Release.objects.filter(member__in=members).values_list("id", flat=True),
            "emergency": EmergencyRelease.objects.filter(member__in=members).values_list("id", flat=True),
            "standing": StandingCheck.objects.filter(member__in=members).values_list("id", flat=True),
            "permit": BatchPermit.objects.filter(member__in=members).values_list("id", flat=True),
            "contribution": Contribution.objects.filter(member__in=members).values_list("id", flat=True),
            "subject": Fact.objects.filter(originator__in=members).values_list("subject", flat=True),
            "upload": Upload.objects.filter(member__in=members).values_list("id", flat=True),
            "job": Job.objects.filter(member__in=members).values_list("id", flat=True),
            "key": ApiKey.objects.filter(officer__bureau__member__in=members).values_list("id", flat=True),
            "scope": [f"{each.member}:{each.name}" for each in registers],
            "entity": entries_in(registers),
            **links_where(Q(member__in=members)),
            **kept_by(*members),
            **house_of(*members),
            **cases_of(*members),
            **intakes_of(*members),
            **in_care_of(*members),
            **packs_of_members(*members),
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


def ask(looker: Looker, route: Route, identifier: object, body: Any = None) -> Any:
    """Call the route with this id in its first place."""
    path = re.sub(r"\{[^}]+\}", str(identifier), route.path, count=1)
    path = re.sub(r"\{\w+\}", "1", path) + QUERIES.get(path_of(route), "")
    kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
    headers = HEADERS | (MATTER if path_of(route) in ASK_FOR_A_MATTER else {})
    return looker.call(route.method, path, body, kind=kind, **headers)


def told(answer: Any) -> tuple[int, dict[str, str], bytes]:
    """All of an answer but the number it is found by in the log."""
    return answer.status_code, {name: text for name, text in answer.items() if name not in UNTOLD}, answer.seen


@pytest.fixture
def looker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """KR's officer and head, any code at hand, in a world where TH and VN have things between themselves."""
    monkeypatch.setattr("interlace.foundation.http.callers.use_code", lambda *_who, **_when: None)
    with injected(STORY.seed) as given:
        world = World(given, STORY)
        world.build()
        # Whatever a role may do, it may do with one's own: no refusal of a role stands before that of the object.
        Officer.objects.filter(id=world.looker.pk).update(roles=[Role.DUTY_OFFICER, Role.HEAD])
        given.step("houses", given.moment)
        ask_for_permit(worker("TH"), lines=20_000, list_digest="0" * 64, scope=(), now=given.moment)
        theirs, own = (Bureau.objects.get(pk=id_of(name)) for name in ("bureau TH", "unit"))
        keep_house(worker("TH"), worker("TH", post="second"), bureau=theirs, now=given.moment)
        keep_house(worker(B, post="looker"), worker(B), bureau=own, now=given.moment)
        for by in (worker("TH"), worker(B, post="looker")):
            keep_intake(by, now=given.moment)
            keep_pack(by, now=given.moment)
        keep_care("TH", now=given.moment)
        yield Looker(world, Hidden({}), tmp_path)


def test_every_write_with_an_id_of_another_bureau_is_not_found_and_changes_nothing(looker: Any) -> None:
    theirs = owned_by("TH", "VN")
    assert {kind_of(route) for route in with_an_id()} <= theirs.ids.keys()
    assert [kind for kind, ids in theirs.ids.items() if not ids] == []
    before, answers = everything(), dict[str, int]()
    for route in with_an_id():
        bodies: tuple[Any, Any] = ({}, BODIES.get(path_of(route)) or route.example(str(theirs.one("subject"))))
        for body in bodies:
            answer = ask(looker, route, theirs.one(kind_of(route)), body)
            answers[path_of(route)] = answer.status_code
            if path_of(route) not in PUBLISHED:
                assert told(answer) == told(ask(looker, route, NEVER_WAS, body)), route
        if route.method in WRITES:
            assert everything() == before, route
    assert {route: status for route, status in answers.items() if status != 404} == dict.fromkeys(PUBLISHED, 200)


def test_a_write_that_names_things_of_another_bureau_beside_one_s_own_is_not_found_and_changes_nothing(
    looker: Any,
) -> None:
    theirs, own = owned_by("TH", "VN"), owned_by(B)
    with steward(Task.VERIFY):
        record, another = undecided(B)
        their_record = undecided("TH")[0]
        kept = KeptItem.objects.get(id=record).subject
    later = (looker.world.injected.moment + timedelta(days=100)).isoformat()
    hold = {"reason": "The trial goes on.", "basis": "An order of the court", "review": later}
    blocks = f"/privacy-questions/{own.one('question')}/blocks"
    writes: tuple[tuple[str, str, UUID, UUID, dict[str, Any]], ...] = (
        ("/retention/holds", "records", record, their_record, hold),
        ("/retention/holds/lift", "records", record, their_record, {}),
        ("/retention-extensions", "records", record, their_record, {"until": later, "reason": "The trial goes on."}),
        ("/retention/deletions", "records", another, their_record, {}),
        (blocks, "subjects", kept, theirs.one("subject"), {}),
    )
    before = everything()
    for path, name, mine, not_mine, rest in writes:
        for named in ([not_mine], [mine, not_mine]):
            body = {name: [str(each) for each in named], **rest}
            assert looker.call("POST", path, body, **CODE).status_code == 404, path
            assert everything() == before, path
    done = [
        looker.call("POST", path, {name: [str(mine)], **rest}, **CODE) for path, name, mine, _theirs, rest in writes
    ]
    assert [answer.status_code for answer in done] == [201, 200, 201, 201, 200]


def test_why_one_may_not_see_a_thing_is_told_alike_of_what_others_have_and_of_what_never_was(looker: Any) -> None:
    theirs, before = owned_by("TH", "VN"), everything()
    route = next(each for each in with_an_id() if kind_of(each) == "thing")
    things = [each for kind in ("thing", "subject", "contribution", "hit") for each in theirs.ids[kind]]
    answers = [told(ask(looker, route, each)) for each in things]
    assert answers == [told(ask(looker, route, NEVER_WAS))] * len(things)
    assert everything() == before


def test_the_same_routes_with_an_id_of_one_s_own_are_found(looker: Any) -> None:
    """What is refused above would be done if it were one's own."""
    own = {kind: [str(each) for each in ids] for kind, ids in owned_by(B).ids.items() if kind in DONE_WITH_ONE_S_OWN}
    own["upload"] = [looker.call("POST", "/uploads", {"name": "a.csv", "size": 3}).json()["id"]]
    for kind, words in DONE_WITH_ONE_S_OWN.items():
        route = next(each for each in with_an_id() if kind_of(each) == kind and path_of(each).startswith(words))
        body = BODIES.get(path_of(route)) or route.example("")
        answers = [ask(looker, route, each, body).status_code for each in own[kind]]
        assert min(answers) < 300, (kind, answers)
