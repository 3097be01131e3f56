"""A domestic unit learns in each register what its bureau grants it; an officer's checks know a list of registers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.test import Client
from django.test.utils import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people import Caller, make_bureau, make_officer
from tests.screening.network import NOW, PURPOSES, UNTIL, contribute, label, make_members, person, viewer
from tests.screening.test_border import zone_of

from interlace.bureaus.people.models import HitLevel, OfficerTerms, UnitGrant
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Grant
from interlace.bureaus.people.unit_rights import Place, Reach
from interlace.core.handling import ALL_ACTIONS, Action, HitMode
from interlace.core.handling import Viewer as Person
from interlace.core.procedure.border import BorderAnswer
from interlace.core.procedure.ladder import Party
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.sharing import Sharing
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import question_typed
from interlace.screening.border.actions import scan
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.checks.scope import registers_to_name
from interlace.screening.cli import check as check_command
from interlace.screening.hits.actions import hold
from interlace.screening.queries import hit_of, hits_of
from interlace.screening.questions import question_about
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 5550 0142"
WALLET = "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"
HAN = {"schema": "Person", "properties": {"name": ["Han Ji-seop"], "phone": [PHONE], "birthDate": ["1991-04-17"]}}


@pytest.fixture
def unit() -> Bureau:
    """KR's unit; KR and TH each hold a record of the same person."""
    make_members("KR", "TH")
    under = Bureau.objects.get(name="KR bureau")
    made = make_bureau("KR", name="Border unit", kind=Bureau.Kind.DOMESTIC_UNIT, parent=under, ceiling=["discover"])
    make_officer("KR", username="kr.unit", roles=(Role.DOMESTIC_UNIT,), bureau=made, purposes=tuple(PURPOSES))
    contribute(viewer("KR"), label("KR"), HAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), HAN)
    catch_up()
    return made


def grant(unit: Bureau, *, fields: tuple[str, ...] = (), **levels: str) -> None:
    with steward(Task.VERIFY):
        for register, level in ((OTHERS, levels["others"]), (CASE_FACTS, levels["ours"])):
            named = list(fields) if level == HitLevel.CONTENT else []
            UnitGrant.objects.create(member="KR", unit=unit.pk, register=register, level=level, fields=named)


def clerk() -> Viewer:
    officer = Officer.objects.select_related("bureau__member").get(username="kr.unit")
    return viewer_of(officer, purpose="fraud", reference="KR-1")


def check(**terms: Any) -> CheckResult:
    return ask_holders(clerk(), question_typed("phone", PHONE), now=NOW, **terms)


@pytest.mark.parametrize(("ours", "told"), [("content", 1), ("hit", 1), ("none", 0)])
def test_what_is_not_granted_of_the_own_bureau_is_not_found(unit: Bureau, ours: str, told: int) -> None:
    grant(unit, others="hit", ours=ours, fields=("name",))
    result = check()
    assert (len(result.ours), [len(each.found) for each in result.answers]) == (told, [1])


def test_who_may_not_ask_others_is_refused_and_never_told_no_hit(unit: Bureau) -> None:
    grant(unit, others="none", ours="hit")
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.code == "others_not_granted"
    assert len(check(scope=["KR"]).ours) == 1


def test_a_unit_that_was_granted_nothing_in_writing_searches_as_its_ceiling_says(unit: Bureau) -> None:
    result = check()
    assert (len(result.ours), [len(each.found) for each in result.answers]) == (1, [1])


@pytest.mark.parametrize(
    ("ours", "read"), [("content", {"name": "Han Ji-seop", "birthDate": "1991-04-17"}), ("hit", None)]
)
def test_a_unit_reads_the_granted_fields_and_no_other_over_every_surface(
    unit: Bureau, ours: str, read: dict[str, str] | None, settings: Any
) -> None:
    grant(unit, others="hit", ours=ours, fields=("name", "birthDate", "passportNumber"))
    body = {"purpose": "fraud", "reference": "KR-1", "kind": "phone", "value": PHONE}
    caller = Caller(Officer.objects.get(username="kr.unit"))
    answered = caller.post("/checks", body).json()
    kept = caller.get(f"/checks/{answered['check']}").json()
    for answer in (answered, kept):
        (own,) = answer["ours"]
        fields = (
            None if own["record"] is None else {each["property"]: each["value"] for each in own["record"]["fields"]}
        )
        assert fields == read
        assert own["record"] is None or own["record"]["id"] == ""
        assert [each["possible"][0]["record"] for each in answer["answers"]] == [None]
    settings.INTERLACE_DEMO = True
    Officer.objects.filter(username="kr.unit").update(is_profile=True)
    browser = Client(SERVER_NAME="localhost")
    browser.post("/sign-in/exercise", {"profile": "kr.unit"})
    page = browser.get(f"/check/{answered['check']}").content.decode()
    assert ("1991-04-17" in page) is (read is not None)
    assert "only those that you were granted were compared" in page
    options = Options(
        data=Path(), profile="kr.unit", language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    typed = ["ask", "phone", PHONE, "--purpose", "fraud", "--ref", "KR-1"]
    told = CliRunner().invoke(check_command, typed, obj=options, catch_exceptions=False)
    (own,) = json.loads(told.stdout)["ours"]
    assert (own["record"] is None) is (read is None)


BUT = "That nothing of them is listed here does not mean that your bureau holds nothing."
LEFT_OUT = "Of your bureau's own records, only those that you were granted were compared."


def command(*words: str, profile: str, format: Format) -> str:
    """Both streams of `interlace check`, as this officer."""
    options = Options(data=Path(), profile=profile, language=None, time_zone=None, format=format, is_coloured=False)
    typed = [*words, "--purpose", "fraud", "--ref", "KR-1"]
    return CliRunner().invoke(check_command, typed, obj=options, catch_exceptions=False).output


@pytest.mark.parametrize("who", ["kr.unit", "kr.desk"])
def test_whoever_is_limited_is_told_what_was_not_compared_over_every_surface(
    unit: Bureau, who: str, tmp_path: Path
) -> None:
    grant(unit, others="hit", ours="hit")
    Officer.objects.filter(username=who).update(is_profile=True)
    caller, is_limited = Caller(Officer.objects.get(username=who)), who == "kr.unit"
    told = [{"code": "own_not_granted", "words": f"{LEFT_OUT} {BUT}"}] if is_limited else []
    matter = {"purpose": "fraud", "reference": "KR-1"}
    asked = caller.post("/checks", {**matter, "kind": "phone", "value": PHONE}).json()
    kept = caller.get(f"/checks/{asked['check']}").json()
    (listed,) = caller.get("/checks").json()["items"]
    line = json.dumps({"schema": "UserAccount", "properties": {"number": [PHONE]}})
    in_query = "purpose=fraud&reference=KR-1"
    bulk = caller.post(f"/checks/bulk?{in_query}", line.encode(), Content_Type="application/x-ndjson")
    answers = [asked, kept, listed, json.loads(b"".join(bulk.streaming_content))]
    people = tmp_path / "people.ndjson"
    people.write_text(f"{line}\n{line}\n")
    answers += [
        json.loads(command("ask", "phone", PHONE, profile=who, format=Format.NDJSON)),
        *map(json.loads, command("ask", "file", str(people), profile=who, format=Format.NDJSON).splitlines()),
    ]
    assert [each["left_out"] for each in answers] == [told] * 7
    for words in (("ask", "phone", PHONE), ("ask", "file", str(people))):
        assert command(*words, profile=who, format=Format.TABLE).count(LEFT_OUT) == int(is_limited)


def test_an_officer_s_own_list_of_registers_is_told_too(unit: Bureau) -> None:
    with steward(Task.VERIFY):
        officer = Officer.objects.get(username="kr.desk")
        OfficerTerms.objects.create(officer=officer.pk, member="KR", registers=[])
    asked = {"purpose": "fraud", "reference": "KR-1", "kind": "phone", "value": PHONE}
    answer = Caller(officer).post("/checks", asked).json()
    assert [each["code"] for each in answer["left_out"]] == ["own_not_granted"]


def test_the_label_of_a_record_holds_whatever_was_granted(unit: Bureau) -> None:
    grant(unit, others="hit", ours="content", fields=("name", "phone", "birthDate"))
    other = {**HAN, "properties": {**HAN["properties"], "name": ["Han Chung-ja"]}}  # type: ignore[dict-item]
    contribute(viewer("KR", purpose="trafficking"), label("KR", purposes=["trafficking"]), other)
    catch_up()
    (own,) = check().ours
    assert own.told is not None
    assert {each.value for each in own.told.statements if each.prop == "name"} == {"Han Ji-seop"}


def test_a_unit_reads_no_more_than_the_bureau_above_it_may(unit: Bureau) -> None:
    grant(unit, others="hit", ours="content", fields=("name",))
    Bureau.objects.filter(name="KR bureau").update(ceiling=["discover"])
    (own,) = check().ours
    assert own.told is None


def test_a_hit_where_nothing_is_granted_does_not_exist_for_the_unit(unit: Bureau) -> None:
    (answer,) = check().answers
    (found,) = answer.found
    grant(unit, others="none", ours="hit")
    assert hits_of(clerk(), now=NOW) == []
    with pytest.raises(NotFound):
        hit_of(clerk(), found.hit, now=NOW)
    with pytest.raises(NotFound):
        hold(clerk(), found.hit, held_until=None, now=NOW)
    caller = Caller(Officer.objects.get(username="kr.unit"))
    assert caller.get("/hits").json()["items"] == []
    assert found.hit in {each.hit for each in hits_of(viewer("KR"), now=NOW)}


def test_a_level_in_writing_counts_whatever_the_machine_allows_the_unit(unit: Bureau) -> None:
    contribute(viewer("TH"), label("TH", readers=["KR"], seekers=["KR"], hit=HitMode.CONTENT), HAN)
    catch_up()
    Bureau.objects.filter(pk=unit.pk).update(ceiling=[action.value for action in Action])
    Officer.objects.filter(username="kr.unit").update(roles=[Role.INVESTIGATOR.value])
    (answer,) = check().answers
    read = [each for each in answer.found if each.likeness.readable]
    assert len(read) == 1
    assert hit_of(clerk(), read[0].hit, now=NOW).record is not None
    grant(unit, others="hit", ours="hit")
    (answer,) = check().answers
    assert [each.likeness.readable for each in answer.found] == [False] * len(answer.found)
    for each in answer.found:
        view = hit_of(clerk(), each.hit, now=NOW)
        assert (view.record, view.own_fields, view.side.bits) == (None, (), None)


def load(folder: Path, *names: str, told: tuple[str, ...] = (), level: int = 0) -> None:
    """KR loads lists that all hold the same wallet."""
    path = folder / "wallets.csv"
    path.write_text(f"wallet\n{WALLET}\n")
    for name in names:
        sharing = Sharing.with_members(told, hit=HitMode.CONTENT, purpose="fraud", until=UNTIL, level=level)
        terms = RegisterTerms(name=name, title=f"The {name}", legal_effect="A lead to verify.")
        load_register(viewer("KR"), ImportedFile.open(path, Defaults()), sharing, terms, now=NOW)


def titles(asker: Viewer, **terms: Any) -> list[tuple[str, bool]]:
    """The own registers that a check met, each with whether its record is told."""
    result = ask_holders(asker, question_typed("wallet", WALLET), now=NOW, **terms)
    return sorted((each.holding.register_title, each.told is not None) for each in result.ours)


def test_a_unit_has_its_own_level_in_each_register(unit: Bureau, tmp_path: Path) -> None:
    load(tmp_path, "read", "met", "hidden")
    grant(unit, others="hit", ours="hit")
    with steward(Task.VERIFY):
        for register, level, fields in (("read", "content", ["publicKey"]), ("met", "hit", []), ("hidden", "none", [])):
            UnitGrant.objects.create(member="KR", unit=unit.pk, register=register, level=level, fields=fields)
    assert titles(clerk()) == [("The met", False), ("The read", True)]
    with pytest.raises(InvalidInput):
        titles(clerk(), scope=["KR/read"])


@pytest.mark.parametrize(
    ("listed", "met"),
    [(["one"], ["The one"]), ([], []), (None, ["The one", "The two"])],
)
def test_an_officer_s_checks_are_compared_with_the_listed_registers_alone(
    unit: Bureau, tmp_path: Path, listed: list[str] | None, met: list[str]
) -> None:
    load(tmp_path, "one", "two")
    asker = viewer("KR")
    with steward(Task.VERIFY):
        OfficerTerms.objects.create(officer=UUID(asker.id), member="KR", registers=listed)
    assert titles(asker) == [(each, True) for each in met]
    assert [each.name for each in registers_to_name(asker, now=NOW)] == [each.removeprefix("The ") for each in met]
    if listed is not None:
        with pytest.raises(InvalidInput):
            titles(asker, scope=["KR/two"])
    by_name = ask_holders(asker, question_typed("phone", PHONE), now=NOW)
    assert (len(by_name.ours), [len(each.found) for each in by_name.answers]) == (1, [1])


def test_an_officer_answers_for_registers_that_its_own_checks_leave_out_as_far_as_labels_let_it(
    unit: Bureau, tmp_path: Path
) -> None:
    """A list of registers limits asking; what the bureau is asked, whoever is on duty answers."""
    with steward(Task.VERIFY):
        OfficerTerms.objects.create(officer=UUID(viewer("KR").id), member="KR", registers=[])

    def levels(*, desk: int, second: int) -> None:
        for post, level in (("kr.desk", desk), ("kr.second", second)):
            Officer.objects.filter(username=post).update(level=level)

    def met_by_th(level: int) -> list[int]:
        levels(desk=1, second=1)
        load(tmp_path, "one", told=("TH",), level=level)
        ask_holders(viewer("TH"), question_typed("wallet", WALLET), now=NOW)
        levels(desk=0, second=1)
        seen = [hits_of(viewer("KR", post=post), now=NOW) for post in ("desk", "second")]
        return [sum(each.party == Party.HOLDER for each in hits) for hits in seen]

    assert titles(viewer("KR")) == []
    assert met_by_th(level=0) == [1, 1]
    assert met_by_th(level=1) == [0, 1]


@pytest.mark.parametrize("years_before", [(), ("60", "61", "62", "63")])
@override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000)
def test_a_unit_at_the_border_meets_whom_it_may_not_read_of_whatever_was_asked_before(
    unit: Bureau, years_before: tuple[str, ...]
) -> None:
    grant(unit, others="none", ours="hit")
    contribute(viewer("KR"), label("KR"), person("Nguyen Van Nam", birthDate="1991-04-17"))
    catch_up()
    named = question_about(person("Nguyen Van Nam"))
    assert [each.band for each in ask_holders(clerk(), named, scope=["KR"], now=NOW).ours] == ["fair"]
    for year in years_before:
        at_the_border(f"{year}1231")
    assert at_the_border("910417") is BorderAnswer.COMPARE


def at_the_border(born: str) -> BorderAnswer:
    zone = zone_of("NGUYEN", "VAN NAM", country="VNM", born=born)
    return scan(clerk(), zone, today=NOW.date(), now=NOW).answer


actions = st.frozensets(st.sampled_from(sorted(Action)))
levels = st.sampled_from(HitLevel.values)
places = st.builds(Place, is_own=st.booleans(), register=st.sampled_from(["", "a", "b"]))
grants = st.none() | st.dictionaries(
    st.sampled_from([OTHERS, CASE_FACTS, "a", "b"]), st.builds(Grant, register=st.just("x"), level=levels)
)
lists = st.none() | st.frozensets(st.sampled_from(["a", "b"]))


@given(ceiling=actions, bureau=actions, granted=grants, listed=lists, place=places)
@settings(deadline=None, max_examples=300)
def test_nothing_is_granted_beyond_the_officer_s_ceiling_but_reading_the_own_bureau_s_records(
    ceiling: frozenset[Action],
    bureau: frozenset[Action],
    granted: dict[str, Grant] | None,
    listed: frozenset[str] | None,
    place: Place,
) -> None:
    person = Person("1", "KR", active=True, level=1, rooms=frozenset(), purposes=frozenset(), ceiling=ceiling)
    at = Reach(granted, bureau, listed).person_at(place, person)
    assert replace(at, ceiling=ALL_ACTIONS) == replace(person, ceiling=ALL_ACTIONS)
    beyond = at.ceiling - ceiling
    assert beyond <= ({Action.READ} & bureau if place.is_own and granted is not None else set())
    if granted is not None and (place.code not in granted or granted[place.code].level == HitLevel.NONE):
        assert at.ceiling == frozenset()
    if listed is not None and place.is_own and place.register and place.register not in listed:
        assert at.ceiling == frozenset()
