"""Attacks on what an insider may reach beside the answers: each was open once, or a slip would open it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.noninterference.playing import Sheet
from tests.people import Caller
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer
from tests.worlds import put_facts, put_grant, shared
from tests.worlds import viewer as worlds_viewer

from interlace.core.handling import Action, Grant, HitMode
from interlace.core.procedure.ladder import Party
from interlace.facts.actions import contribute as store
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.sharing import Sharing
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.screening.checks.actions import ask_holders
from interlace.screening.indexing import take_in_pending
from interlace.screening.ledger_events import HIT_FOUND
from interlace.screening.models import Budget, HitSide, PendingSubject
from interlace.screening.queries import hits_of
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="1991-04-17")


def found_in_the_log_of(member: str) -> int:
    with steward(Task.LEDGER):
        return Leaf.objects.filter(member=member, event=HIT_FOUND.name).count()


@pytest.mark.parametrize(
    "terms", [{"hit": HitMode.SILENT}, {"hit": HitMode.NONE}, {"deny": ["TH"]}], ids=["silent", "none", "denied"]
)
def test_a_hit_that_its_holder_may_not_discover_leaves_nothing_with_it(terms: dict[str, Any]) -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"], **terms), KOREAN)

    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)

    with steward(Task.VERIFY):
        assert list(HitSide.objects.filter(member="TH", party=Party.HOLDER)) == []
    assert found_in_the_log_of("TH") == 0
    assert hits_of(viewer("TH"), now=NOW) == []


@pytest.mark.parametrize("hit", [HitMode.SILENT, HitMode.NONE], ids=["silent", "none"])
def test_how_a_bureau_s_facts_answer_others_hides_no_hit_from_itself(hit: HitMode) -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"], hit=hit), KOREAN)

    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)

    assert [side.counterpart for side in hits_of(viewer("KR"), now=NOW)] == ["TH"]


def test_a_question_asked_before_by_a_better_cleared_colleague_answers_no_more_than_one_s_own_clearance() -> None:
    make_members("KR", "TH")
    (subject,) = contribute(viewer("TH"), label("TH", seekers=["KR"]), person("Somchai Jaidee", birthDate="1991-04-17"))
    phone_of(subject, level=2)
    entity = {
        "schema": "Person",
        "properties": {"name": ["Somchai Jaidee"], "birthDate": ["1991-04-17"], "phone": [PHONE]},
    }
    Officer.objects.filter(username="kr.second").update(level=2)

    cleared = ask_holders(viewer("KR", post="second"), question_about(entity), now=NOW)
    other = ask_holders(viewer("KR"), question_about(entity), now=NOW)

    def reasons(result: Any) -> list[str]:
        return [str(each["code"]) for answer in result.answers for found in answer.found for each in found.side.reasons]

    assert (reasons(cleared), reasons(other)) == (["phone_identical"], [])
    assert {found.hit for answer in other.answers for found in answer.found} == {
        side.hit for side in hits_of(viewer("KR"), now=NOW)
    }


def phone_of(subject: Any, *, level: int) -> None:
    """A further fact of TH about the same subject, for officers of a higher level, as an import leaves it."""
    (made,) = contribute(
        viewer("TH"), label("TH", seekers=["KR"]), {"schema": "Person", "properties": {"phone": [PHONE]}}
    )
    with steward(Task.INDEX):
        restricted = intern(label("TH", seekers=["KR"], level=level))
        Fact.objects.filter(subject=made).update(subject=subject, label_id=restricted)
        PendingSubject.objects.bulk_create([PendingSubject(subject=subject), PendingSubject(subject=made)])
    book.refresh()
    take_in_pending()


def test_a_consent_that_was_never_committed_opens_nothing() -> None:
    (secret,) = put_facts([shared("AA", "TH", codes=["J"])])
    consent = Grant(origin="AA", action=Action.CITE, member="TH", purpose="fraud", expires=UNTIL)

    class Undone(Exception):
        """The act failed after all."""

    def give_and_fail() -> None:
        with transaction.atomic():
            put_grant(consent, label_id=secret.label_id)
            book.refresh()
            raise Undone

    with pytest.raises(Undone):
        give_and_fail()

    with acting(worlds_viewer("TH"), Action.CITE, now=NOW):
        assert not Fact.objects.visible_to(worlds_viewer("TH"), action=Action.CITE).exists()


def test_an_id_of_somebody_else_s_fact_recalls_nothing() -> None:
    make_members("KR", "TH")
    contribute(viewer("TH"), label("TH", readers=["KR"]), THAI)
    with steward(Task.VERIFY):
        theirs = Fact.objects.first()
    assert theirs is not None
    answers = []
    for fact in (theirs.id, uuid4()):
        with pytest.raises(NotFound) as refusal:
            recall(viewer("KR"), [fact], reason="other", now=NOW)
        answers.append((refusal.value.code, str(refusal.value.message)))
    assert answers[0] == answers[1]
    with steward(Task.VERIFY):
        assert Fact.objects.filter(id=theirs.id).exists()


def test_facts_for_the_eyes_of_others_alone_are_refused_with_a_reason_before_anything_is_stored() -> None:
    make_members("KR")
    by = viewer("KR")
    sharing = Sharing(purpose="fraud", until=UNTIL, codes=frozenset({"E"}), named=frozenset({str(uuid4())}))
    with pytest.raises(Refused) as refusal:
        store(by, Sheet(({"name": "Somchai Jaidee"},)), sharing, now=NOW)
    assert refusal.value.code == "label_above_you"


@pytest.mark.parametrize("members", [(), ("TH",)], ids=["for nobody", "for the bureau that holds them"])
def test_the_work_of_contributing_does_not_grow_with_what_others_hold(members: tuple[str, ...], settings: Any) -> None:
    settings.INTERLACE_WORKER = True
    statements = []
    for number in (0, 12):
        make_members(f"K{number}", f"T{number}")
        if number:
            hidden = [person("Somchai Jaidee", phone=PHONE) for _ in range(number)]
            contribute(viewer(f"T{number}"), label(f"T{number}"), *hidden)
        contribute(viewer(f"K{number}"), label(f"K{number}"), person("Whoever Came Before"))
        open_to = [f"T{number}" for _ in members]
        with CaptureQueriesContext(connection) as done:
            contribute(
                viewer(f"K{number}"), label(f"K{number}", seekers=open_to), person("Somchai Jaidee", phone=PHONE)
            )
        statements.append(len(done))
    assert statements[0] == statements[1]


@pytest.mark.parametrize("was_shared", [False, True], ids=["never", "once"])
def test_a_check_costs_the_same_whether_or_not_something_was_shared_with_its_asker(was_shared: bool) -> None:
    make_members("KR", "TH")
    if was_shared:
        contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
        with steward(Task.VERIFY):
            facts = list(Fact.objects.values_list("id", flat=True))
        recall(viewer("TH"), facts, reason="other", now=NOW)

    ask_holders(viewer("KR"), question_about(KOREAN), now=NOW)

    with acting(viewer("KR"), Action.DISCOVER, now=NOW):
        spent = {scope.partition(":")[0]: used for scope, used in Budget.objects.values_list("scope", "used")}
    assert spent == {"officer": 1, "pair": 1}


def test_a_register_that_one_may_not_read_answers_in_the_same_bytes_as_one_that_never_was(settings: Any) -> None:
    settings.INTERLACE_REQUESTS_PER_SECOND = settings.INTERLACE_SEARCHES_PER_MINUTE = 100_000
    make_members("KR", "TH", "SG")
    list_of_th(name="for-others", members=("SG",), hit=HitMode.CONTENT)
    list_of_th(name="for-seekers", members=("KR",), hit=HitMode.HIT)
    list_of_th(name="silent", members=("KR",), hit=HitMode.SILENT)
    list_of_th(name="other-purpose", members=("KR",), hit=HitMode.CONTENT, purpose="trafficking")
    undone = list_of_th(name="withdrawn", members=("KR",), hit=HitMode.CONTENT)
    withdraw_version(viewer("TH"), undone, now=NOW)
    kr = Caller(Officer.objects.get(username="kr.desk"), language="en")
    typed = {"kind": "phone", "value": PHONE, "purpose": "fraud", "reference": "KR-1"}

    names = ("for-others", "for-seekers", "silent", "other-purpose", "withdrawn", "invented", "")
    answers = {name: kr.post("/checks", typed | {"scope": [f"TH/{name}"]}) for name in names}
    lists = {name: kr.call("POST", f"/checks/bulk?purpose=fraud&reference=1&scope=TH/{name}", b"{}") for name in names}

    assert {(each.status_code, each.content) for each in answers.values()} == {(422, answers["invented"].content)}
    assert len({(each.status_code, each.content) for each in lists.values()}) == 1
    assert kr.get("/checks/registers?purpose=fraud").json() == {"items": [], "next": None}
    with acting(viewer("KR"), Action.DISCOVER, now=NOW):
        assert not Budget.objects.exists()


def list_of_th(*, name: str, members: tuple[str, ...], hit: HitMode, purpose: str = "fraud") -> UUID:
    """TH loads a register of one person. Returns its contribution."""
    sharing = Sharing.with_members(members, hit=hit, purpose=purpose, until=UNTIL)
    terms = RegisterTerms(name, title=f"The {name}", legal_effect="A lead to verify, nothing more.")
    rows = Sheet(({"name": "Somchai Jaidee", "phone": PHONE},))
    return load_register(viewer("TH", purpose=purpose), rows, sharing, terms, now=NOW).contribution.id


def test_a_check_of_one_s_own_bureau_costs_nothing() -> None:
    make_members("KR", "TH")
    ask_holders(viewer("KR"), question_about(KOREAN), scope=["KR"], now=NOW)
    with acting(viewer("KR"), Action.DISCOVER, now=NOW):
        assert not Budget.objects.exists()
