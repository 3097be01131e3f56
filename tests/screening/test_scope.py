"""A check limited to registers that its asker may read: what is looked through, what it costs, who may name what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.noninterference.playing import Sheet
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer

from interlace.bureaus.actions import note_reachable, note_silent
from interlace.core.handling import Action, HitMode
from interlace.facts.entities import ParsedRow, RowTerms
from interlace.facts.models import Register
from interlace.facts.registers import open_register
from interlace.facts.registers.files import registers_folder
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import BudgetExhausted, InvalidInput
from interlace.screening.asking import entity_asked
from interlace.screening.checks import budget
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.checks.batches import open_batch
from interlace.screening.checks.comparing import CANDIDATES
from interlace.screening.checks.scope import registers_to_name
from interlace.screening.models import Budget
from interlace.screening.queries import check_of, hits_of
from interlace.screening.questions import question_about
from interlace.screening.register_records import labels_in
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
LATER = NOW + timedelta(hours=1)
SOMCHAI = {"name": "Somchai Jaidee", "phone": PHONE}


@pytest.fixture(autouse=True)
def world() -> None:
    make_members("KR", "SG", "TH")


class ForTwoPurposes(Sheet):
    """A list whose second row says that it is for another purpose."""

    def __iter__(self) -> Iterator[ParsedRow]:
        first, second = super().__iter__()
        yield first
        yield replace(second, terms=RowTerms(purpose="trafficking"))


def load(
    name: str,
    *people: dict[str, str],
    by: str = "SG",
    readers: tuple[str, ...] = ("KR",),
    hit: HitMode = HitMode.CONTENT,
    purpose: str = "fraud",
) -> Any:
    """A bureau loads people as a register. Returns the contribution's id."""
    sharing = Sharing.with_members(readers, hit=hit, purpose=purpose, until=UNTIL)
    terms = RegisterTerms(name, title=f"The {name}", legal_effect="A lead to verify, nothing more.")
    done = load_register(viewer(by, purpose=purpose), Sheet(people or (SOMCHAI,)), sharing, terms, now=NOW)
    return done.contribution.id


def ask(*scope: str, by: Viewer | None = None, kind: str = "phone", value: str = PHONE) -> CheckResult:
    return ask_holders(by or viewer("KR"), question_about(entity_asked(kind, value)), scope=scope, now=NOW)


def found(result: CheckResult) -> dict[str, list[str]]:
    """What each bureau has: the titles of registers, and case facts."""
    return {
        answer.holder: sorted(each.likeness.holding.register_title or "facts" for each in answer.found)
        for answer in result.answers
    }


def spent(member: str = "KR") -> dict[str, int]:
    with acting(viewer(member), Action.DISCOVER, now=NOW):
        return dict(Budget.objects.values_list("scope", "used"))


def codes(by: Viewer | None = None) -> list[str]:
    return [register.code for register in registers_to_name(by or viewer("KR"), now=NOW)]


def test_only_the_named_register_is_looked_through_and_only_its_bureau_answers() -> None:
    load("first")
    load("second")
    contribute(viewer("SG"), label("SG", readers=["KR"]), person("Somchai Jaidee", phone=PHONE))
    contribute(viewer("KR"), label("KR"), person("Somchai Jaidee", phone=PHONE))

    result = ask("SG/second")

    assert (found(result), result.ours) == ({"SG": ["The second"]}, ())
    assert check_of(viewer("KR"), result.check.id, now=LATER).own.ours == ()
    assert found(ask())["SG"] == ["The first", "The second", "facts"]


def test_a_register_beside_a_bureau_is_looked_through_beside_all_that_the_bureau_has() -> None:
    load("first")
    load("second", by="TH")
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("Somchai Jaidee", phone=PHONE))
    contribute(viewer("SG"), label("SG", readers=["KR"]), person("Somchai Jaidee", phone=PHONE))

    assert found(ask("TH", "SG/first")) == {"SG": ["The first"], "TH": ["The second", "facts"]}
    assert spent() == {f"officer:{viewer('KR').id}": 1, "pair:TH": 1}
    assert found(ask("TH", "TH/second")) == {"TH": ["The second", "facts"]}


def test_a_check_of_registers_alone_costs_nothing_beside_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    load("first")
    for kind in (budget.Kind.OFFICER, budget.Kind.PAIR, budget.Kind.BATCH):
        monkeypatch.setitem(budget.LIMITS, kind, budget.Limit(0, timedelta(days=1)))

    assert found(ask("SG/first")) == {"SG": ["The first"]}
    open_batch(viewer("KR"), lines=20_000, digest="a" * 64, scope=["SG/first"], now=NOW)
    assert spent() == {}
    ask("SG/first", by=replace(viewer("KR"), device="gate 4"))
    assert spent() == {"device:gate 4": 1}
    for scope in (["SG"], ["SG", "SG/first"], ["TH", "SG/first"]):
        with pytest.raises(BudgetExhausted):
            ask(*scope)
        with pytest.raises(BudgetExhausted):
            open_batch(viewer("KR"), lines=1, digest="b" * 64, scope=scope, now=NOW)


def test_of_a_register_only_what_the_asker_may_read_is_looked_through() -> None:
    load("readable", {"name": "Malee Jaidee"})
    load("discoverable", hit=HitMode.HIT)
    assert codes() == ["SG/readable"]
    assert found(ask()) == {"SG": ["The discoverable"], "TH": []}
    assert found(ask("SG/readable")) == {"SG": []}


def test_a_register_with_records_for_several_purposes_is_looked_through_for_the_one_that_is_named() -> None:
    rows = ForTwoPurposes(({"name": "Malee Jaidee", "phone": "+66 2 000 0143"}, SOMCHAI))
    sharing = Sharing.with_members(("KR",), hit=HitMode.CONTENT, purpose="fraud", until=UNTIL)
    terms = RegisterTerms("mixed", title="The mixed", legal_effect="A lead to verify, nothing more.")
    load_register(viewer("SG"), rows, sharing, terms, now=NOW)

    trafficking = viewer("KR", purpose="trafficking")
    assert (codes(), codes(trafficking)) == (["SG/mixed"], ["SG/mixed"])
    assert found(ask("SG/mixed")) == {"SG": []}
    assert found(ask("SG/mixed", by=trafficking)) == {"SG": ["The mixed"]}


def test_look_alikes_elsewhere_take_no_place_in_the_answer_of_a_register() -> None:
    load("crowd", *({"name": f"Somchai Jaidee {chr(97 + number % 26)}{number}"} for number in range(CANDIDATES + 10)))
    load("first", {"name": "Somchay Jaidee", "birthDate": "1991-04-17"})

    assert found(ask("SG/first", kind="person", value="Somchai Jaidee")) == {"SG": ["The first"]}


@pytest.mark.parametrize("name", ["TH/first", "SG/FIRST", "SG/", "/first", "/", "SG/first/1", "KR/first"])
def test_a_register_that_is_none_for_the_asker_is_refused_with_one_answer(name: str) -> None:
    load("first")
    with pytest.raises(InvalidInput) as refused:
        ask("SG/first", name)
    (problem,) = refused.value.problems
    assert (problem.pointer, problem.code, str(problem.what)) == (
        "/scope",
        "unknown_register",
        "There is no such register for you.",
    )
    assert name not in f"{refused.value.message}{problem.what}{problem.fix}" or name == "/"
    assert spent() == {}


def test_a_purpose_reads_its_own_registers_and_a_bureau_names_its_own() -> None:
    load("first")
    load("routes", purpose="trafficking")
    load("own", by="KR", readers=())

    assert codes() == ["KR/own", "SG/first"]
    assert codes(viewer("KR", purpose="trafficking")) == ["SG/routes"]
    assert codes(viewer("TH")) == []
    result = ask("KR/own")
    assert (found(result), [each.holding.register_title for each in result.ours]) == ({}, ["The own"])
    assert [each.holding.register_title for each in check_of(viewer("KR"), result.check.id, now=NOW).own.ours] == [
        "The own"
    ]


def test_a_bureau_that_comes_back_answers_for_the_named_register_alone() -> None:
    load("first")
    contribute(viewer("SG"), label("SG", seekers=["KR"]), person("Somchai Jaidee", phone=PHONE))
    note_silent("SG", now=NOW)
    waiting = ask("SG/first")
    assert [answer.state for answer in waiting.answers] == ["waiting"]

    note_reachable("SG", now=LATER)
    catch_up()

    (answer,) = check_of(viewer("KR"), waiting.check.id, now=LATER).answers
    assert (answer.state, len(answer.found)) == ("possible", 1)
    assert len(hits_of(viewer("KR"), now=LATER)) == 1


def test_a_register_that_was_withdrawn_while_its_bureau_was_away_answers_no_hit() -> None:
    contribution = load("first")
    note_silent("SG", now=NOW)
    waiting = ask("SG/first")
    withdraw_version(viewer("SG"), contribution, now=NOW)
    note_reachable("SG", now=LATER)
    catch_up()
    (answer,) = check_of(viewer("KR"), waiting.check.id, now=LATER).answers
    assert (answer.state, answer.found) == ("no_hit", ())
    with pytest.raises(InvalidInput):
        ask("SG/first")


def test_silent_facts_are_not_compared_with_a_question_that_was_put_to_registers() -> None:
    load("first", {"name": "Malee Jaidee"})
    contribute(viewer("SG"), label("SG", seekers=["KR"], hit=HitMode.SILENT), person("Somchai Jaidee", phone=PHONE))
    ask("SG/first")
    catch_up()
    assert hits_of(viewer("SG"), now=NOW) == []
    ask("SG")
    catch_up()
    assert len(hits_of(viewer("SG"), now=NOW)) == 1


def test_a_damaged_register_is_offered_to_nobody_and_stops_no_check_of_another() -> None:
    load("first")
    load("second")
    with steward(Task.VERIFY):
        second = Register.objects.get(name="second")
    (registers_folder() / str(second.id) / "1" / "manifest.json").unlink()
    open_register.cache_clear()
    labels_in.cache_clear()

    assert codes() == ["SG/first"]
    assert found(ask("SG/first")) == {"SG": ["The first"]}
