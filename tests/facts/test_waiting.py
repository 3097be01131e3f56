"""What a domestic unit hands in waits: no fact, no search, no other bureau, until the bureau releases it row by row."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.facts import sheets
from tests.facts.network import NOW, PURPOSES, facts_of, make_network, sharing
from tests.people import make_bureau, make_officer

from interlace.bureaus.people.models import UnitGrant
from interlace.bureaus.people.posts import CASE_FACTS
from interlace.facts.actions import Outcome, contribute, try_contribution
from interlace.facts.events import FactsStored
from interlace.facts.holding_back import row_from_json, row_to_json
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.mending import retry_rows
from interlace.facts.models import Contribution, Fact, WaitingRow
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.releasing import decline_rows, release_rows, rows_handed_in, waiting_import, waiting_imports
from interlace.facts.values import Reading
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.events import listen
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

SUSPECTS = Defaults(reading=Reading(country="KR"), status="suspect")
TOLD: list[FactsStored] = []
listen(FactsStored)(TOLD.append)


def as_officer(username: str) -> Viewer:
    officer = Officer.objects.select_related("bureau__member").get(username=username)
    return viewer_of(officer, purpose="fraud", reference="KR-2026-0117")


def hand_in(path: Path, *, by: str = "kr.unit") -> Outcome:
    return contribute(as_officer(by), ImportedFile.open(path, SUSPECTS), sharing("TH"), now=NOW)


def facts_there_are() -> int:
    with steward(Task.VERIFY):
        return Fact.objects.count()


@pytest.fixture(autouse=True)
def network() -> None:
    """The network, and under KR a unit that may contribute, with a clerk."""
    make_network()
    TOLD.clear()
    kind, roles = Bureau.Kind.DOMESTIC_UNIT, (Role.DOMESTIC_UNIT, Role.UNIT_CONTRIBUTOR)
    for name, username in (("Border unit", "kr.unit"), ("Other unit", "kr.other")):
        unit = make_bureau("KR", name=name, kind=kind, parent=make_bureau("KR"), ceiling=["discover"])
        make_officer("KR", username=username, bureau=unit, roles=roles, purposes=PURPOSES, level=0)


@pytest.fixture
def handed_in(tmp_path: Path) -> Contribution:
    """Three rows of the unit, one of them with a fault."""
    rows, _expected = sheets.planted(3, 1)
    return hand_in(sheets.write_csv(tmp_path / "three.csv", rows)).contribution


def test_what_a_unit_hands_in_is_no_fact_and_nobody_is_told(handed_in: Contribution) -> None:
    assert handed_in.state == Contribution.State.WAITING
    assert (handed_in.rows_read, handed_in.rows_refused, handed_in.rows_stored) == (3, 1, 0)
    assert (facts_there_are(), TOLD) == (0, [])
    with acting(as_officer("th.desk"), now=NOW):
        assert WaitingRow.objects.count() == 0
    assert [each.state for each in rows_handed_in(as_officer("kr.unit"), handed_in.id, now=NOW)] == ["waiting"] * 2
    assert rows_handed_in(as_officer("kr.other"), handed_in.id, now=NOW) == []


def test_an_officer_of_the_bureau_releases_some_rows_and_declines_others(handed_in: Contribution) -> None:
    desk = as_officer("kr.desk")
    (waiting,) = waiting_imports(desk, now=NOW)
    assert (waiting.contribution.id, waiting.unit, waiting.rows) == (handed_in.id, "Border unit", 2)
    _import, rows = waiting_import(desk, handed_in.id, now=NOW)
    first, second = (each.row for each in rows)
    done = release_rows(desk, handed_in.id, rows=[first], now=NOW)
    assert (done.rows, done.contribution.state) == (1, Contribution.State.WAITING)
    assert {fact.row for fact in facts_of("KR")} == {first}
    assert {fact.contribution for fact in facts_of("KR")} == {handed_in.id}
    assert [told.facts for told in TOLD] == [done.facts]
    declined = decline_rows(desk, handed_in.id, rows=[second], reason="Another person.", now=NOW)
    assert declined.contribution.state == Contribution.State.DONE
    after = rows_handed_in(as_officer("kr.unit"), handed_in.id, now=NOW)
    assert [(each.row, each.state, each.reason, each.parsed) for each in after] == [
        (first, "released", "", {}),
        (second, "declined", "Another person.", {}),
    ]
    assert waiting_imports(desk, now=NOW) == []
    with steward(Task.LEDGER):
        told = list(Leaf.objects.filter(object_id=str(handed_in.id)).order_by("at").values_list("event", flat=True))
    assert sorted(told) == ["facts.contributed", "facts.declined", "facts.waiting"]


def test_what_was_decided_is_not_decided_again(handed_in: Contribution) -> None:
    desk = as_officer("kr.desk")
    done = decline_rows(desk, handed_in.id, reason="All known.", now=NOW)
    assert (done.rows, done.contribution.state, facts_there_are()) == (2, Contribution.State.DECLINED, 0)
    with pytest.raises(Conflict):
        release_rows(desk, handed_in.id, now=NOW)
    with pytest.raises(InvalidInput):
        decline_rows(desk, handed_in.id, reason=" ", now=NOW)


@pytest.mark.parametrize("who", ["kr.unit", "kr.other", "th.desk", "kr.far"])
def test_only_the_bureau_above_the_unit_decides(handed_in: Contribution, who: str) -> None:
    make_officer("KR", username="kr.far", bureau=make_bureau("KR", name="Second bureau"), purposes=PURPOSES)
    somebody = as_officer(who)
    assert waiting_imports(somebody, now=NOW) == []
    for act in (
        lambda: waiting_import(somebody, handed_in.id, now=NOW),
        lambda: release_rows(somebody, handed_in.id, now=NOW),
        lambda: decline_rows(somebody, handed_in.id, reason="x", now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    assert facts_there_are() == 0


def test_a_trial_of_a_unit_leaves_nothing_behind(tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "two.csv", [sheets.sound_row(1), sheets.sound_row(2)])
    tried = try_contribution(as_officer("kr.unit"), ImportedFile.open(path, SUSPECTS), sharing("TH"), now=NOW)
    assert (tried.contribution.rows_read, tried.contribution.rows_refused) == (2, 0)
    with steward(Task.VERIFY):
        assert (Contribution.objects.count(), WaitingRow.objects.count()) == (0, 0)


def test_a_unit_without_leave_hands_nothing_in(tmp_path: Path) -> None:
    unit = Bureau.objects.get(name="Border unit")
    with steward(Task.VERIFY):
        UnitGrant.objects.create(member="KR", unit=unit.pk, register=CASE_FACTS, level="hit")
    with pytest.raises(Refused) as refused:
        hand_in(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)]))
    assert refused.value.code == "unit_may_not_contribute"
    with steward(Task.VERIFY):
        UnitGrant.objects.update(may_contribute=True)
    assert hand_in(sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)])).contribution.state == "waiting"


def test_a_unit_neither_loads_a_register_nor_mends_past_its_bureau(handed_in: Contribution, tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "one.csv", [sheets.sound_row(1)])
    terms = RegisterTerms("list", "List", "A lead.")
    with pytest.raises(Refused) as refused:
        load_register(as_officer("kr.unit"), ImportedFile.open(path, SUSPECTS), sharing("TH"), terms, now=NOW)
    assert refused.value.code == "bureau_only"
    release_rows(as_officer("kr.desk"), handed_in.id, now=NOW)
    with pytest.raises(Refused):
        retry_rows(as_officer("kr.unit"), handed_in.id, now=NOW)


def test_a_row_is_kept_apart_as_it_was_read(tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "some.csv", [sheets.sound_row(number) for number in range(1, 6)])
    for row in ImportedFile.open(path, SUSPECTS):
        kept = row_from_json(row.number, row_to_json(row))
        assert (kept.entities, kept.terms) == (row.entities, row.terms)


def browser_of(username: str, settings: Any) -> Client:
    settings.INTERLACE_DEMO = True
    Officer.objects.filter(username=username).update(is_profile=True)
    browser = Client(SERVER_NAME="localhost")
    browser.post("/sign-in/exercise", {"profile": username})
    return browser


def test_both_sides_follow_the_rows_on_their_pages(handed_in: Contribution, settings: Any) -> None:
    unit, desk = browser_of("kr.unit", settings), browser_of("kr.desk", settings)
    assert "Waits for your bureau" in unit.get(f"/import/{handed_in.id}").content.decode()
    assert unit.get("/import/waiting").status_code == 404
    assert "1 file of your units waits for your check." in desk.get("/import").content.decode()
    place = f"/import/waiting/{handed_in.id}"
    assert "Border unit" in desk.get("/import/waiting").content.decode()
    first, second = (each.row for each in rows_handed_in(as_officer("kr.unit"), handed_in.id, now=NOW))
    assert desk.post(f"{place}/release", {}).status_code == 422
    assert desk.post(f"{place}/decline", {"row": [str(second)]}).status_code == 422
    assert desk.post(f"{place}/decline", {"row": [str(second)], "reason": "Another person."}).status_code == 302
    assert desk.post(f"{place}/release", {"row": [str(first)]}).status_code == 302
    assert desk.post(f"{place}/release", {"row": [str(first)]}).status_code == 409
    told = unit.get(f"/import/{handed_in.id}").content.decode()
    assert "Another person." in told
    assert browser_of("th.desk", settings).get(place).status_code == 404
