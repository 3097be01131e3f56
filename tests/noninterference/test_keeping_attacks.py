"""Attacks on what is kept about keeping: each of them told something once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.noninterference.attacked import KOREAN, NEAR_END, THAI, chief_of
from tests.people import Caller, make_officer
from tests.screening.network import NOW, PURPOSES, contribute, label, make_members, viewer

from interlace.core.handling import HitMode
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.facts.receipts import recalls_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import propose_extension, waiting_extensions
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.queue import certificates_of, groups_due
from interlace.oversight.keeping.sweeping import sweep
from interlace.oversight.models import OwnerQuestion, RequestKind
from interlace.oversight.requests import actions as requests
from interlace.screening.checks.actions import ask_holders
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)


def hits_certified(member: str = "KR") -> int:
    """What a certificate says of hits when the member deletes all that it has."""
    find_due(now=NEAR_END, member=member)
    items = [each.item.id for group in groups_due(viewer(member), now=NEAR_END) for each in group.items]
    text = json.loads(delete_records(viewer(member), items, now=NEAR_END).text)
    return int(text["counts"]["hits_withdrawn"])


@pytest.mark.parametrize(
    ("terms", "count"),
    [({}, 2), ({"hit": HitMode.SILENT}, 0), ({"hit": HitMode.NONE}, 0), ({"deny": ["KR"]}, 0), ({"level": 3}, 0)],
    ids=["open", "silent", "none", "denied", "above the certificate"],
)
def test_a_certificate_counts_no_hit_that_its_readers_may_not_know_of(terms: dict[str, Any], count: int) -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username="th.desk").update(level=3)
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"], **terms), THAI)

    assert hits_certified() == count


def test_the_number_of_a_request_counts_no_others() -> None:
    make_members("KR", "TH")
    numbers = []
    for _ in range(3):
        request = requests.receive_request(viewer("TH"), kind=RequestKind.ACCESS, name="Han", language="en", now=NOW)
        numbers.append(request.number)
    assert len(set(numbers)) == 3
    assert {number.rpartition("-")[0] for number in numbers} == {"TH-P-2026"}
    assert not any(number.rpartition("-")[2].isdigit() for number in numbers)


def test_what_a_colleague_blocked_is_not_numbered_to_others() -> None:
    make_members("KR", "TH")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=Bureau.objects.get(member="KR"), level=3)
    (secret,) = contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN)
    asker = viewer("TH")
    request = requests.receive_request(asker, kind=RequestKind.ACCESS, name="Han", language="en", now=NOW)
    requests.check_identity(asker, request.id, by_what="Passport", now=NOW)
    requests.ask_owners(asker, request.id, now=NOW)
    question = requests.questions_of(viewer("KR"), now=NOW)[0]

    requests.block(viewer("KR", post="chief"), question.id, [secret], now=NOW)

    told = {
        name: [
            each.subject for each in requests.question_of(viewer("KR", post=name), question.id, now=NOW).blocks.all()
        ]
        for name in ("chief", "desk")
    }
    assert told == {"chief": [secret], "desk": []}
    shown = Caller(Officer.objects.get(username="kr.desk")).get(f"/privacy-questions/{question.id}")
    assert str(secret) not in shown.content.decode()


def test_a_receipt_of_a_recall_is_for_who_recalled() -> None:
    """How much a colleague has taken back, and when, may be above the reader."""
    make_members("KR")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=Bureau.objects.get(member="KR"), level=3)
    contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN)
    with steward(Task.VERIFY):
        secret = list(Fact.objects.values_list("id", flat=True))

    recall(viewer("KR", post="chief"), secret, reason="other", now=NOW)

    told = {post: [each.facts for each in recalls_of(viewer("KR", post=post), now=NOW)] for post in ("chief", "desk")}
    assert told == {"chief": [len(secret)], "desk": []}


def test_how_many_proposals_there_are_costs_no_statement() -> None:
    make_members("KR")
    bureau = Bureau.objects.get(member="KR")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=bureau, level=3, purposes=tuple(PURPOSES))
    contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN, THAI)
    find_due(now=NEAR_END, member="KR")
    items = [each.item.id for group in groups_due(viewer("KR", post="chief"), now=NEAR_END) for each in group.items]
    statements = []
    for item in items:
        with acting(viewer("KR"), now=NEAR_END), CaptureQueriesContext(connection) as done:
            assert waiting_extensions(viewer("KR")) == []
        statements.append(len(done))
        until = NEAR_END + timedelta(days=200)
        propose_extension(viewer("KR", post="chief"), [item], until=until, reason="The trial.", now=NEAR_END)
    assert statements == [statements[0]] * len(items)


def test_the_queue_of_what_is_near_its_end_shows_no_purpose_that_its_reader_does_not_work_for() -> None:
    make_members("KR")
    bureau = Bureau.objects.get(member="KR")
    make_officer("KR", username="kr.narcotics", roles=(Role.HEAD,), bureau=bureau, purposes=("drugs",))
    contribute(viewer("KR", post="narcotics", purpose="drugs"), label("KR", purposes=["drugs"]), KOREAN)
    find_due(now=NEAR_END, member="KR")

    told = {post: len(groups_due(viewer("KR", post=post), now=NEAR_END)) for post in ("narcotics", "desk")}

    assert told == {"narcotics": 1, "desk": 0}


def test_a_certificate_counts_no_facts_above_who_decided_for_a_person() -> None:
    make_members("KR", "TH")
    chief_of("KR")
    make_officer("KR", username="kr.privacy", roles=(Role.DATA_PROTECTION,), bureau=Bureau.objects.get(member="KR"))
    (subject,) = contribute(viewer("KR"), label("KR"), KOREAN)
    more = {"schema": "Person", "properties": {"alias": ["Reed"]}}
    contribute(viewer("KR", post="second"), label("KR", level=3), more, subject=subject)
    asker, keeper = viewer("TH"), viewer("KR", post="privacy")
    request = requests.receive_request(asker, kind=RequestKind.DELETION, name="Han", language="en", now=NOW)
    requests.check_identity(asker, request.id, by_what="Passport", now=NOW)
    requests.ask_owners(asker, request.id, now=NOW)
    question = requests.questions_of(keeper, now=NOW)[0]
    requests.block(keeper, question.id, [subject], now=NOW)

    requests.decide(keeper, question.id, OwnerQuestion.Decision.DELETED, reason="She asked for it.", now=NOW)

    with steward(Task.VERIFY):
        assert not Fact.objects.filter(subject=subject).exists()
    told = {
        post: [
            json.loads(each.text)["counts"]["facts"]
            for each in certificates_of(viewer("KR", post=post), now=NOW, most=9)
        ]
        for post in ("privacy", "desk")
    }
    assert told == {"privacy": [], "desk": []}


def test_what_the_node_deletes_by_itself_is_certified_to_no_auditor_below_it() -> None:
    make_members("KR", "TH")
    bureau = Bureau.objects.get(member="KR")
    for member in ("KR", "TH"):
        chief_of(member)
    for name, level in (("low", 0), ("high", 3)):
        make_officer(
            "KR",
            username=f"kr.{name}",
            roles=(Role.DATA_PROTECTION,),
            bureau=bureau,
            level=level,
            purposes=tuple(PURPOSES),
        )
    soon = NOW + timedelta(days=9)
    for level, who in ((0, "desk"), (3, "second")):
        contribute(viewer("TH", post=who), label("TH", seekers=["KR"], level=level, until=soon), THAI)
    ask_holders(viewer("KR", post="second"), question_about(KOREAN), now=NOW)
    later = soon + timedelta(days=1)

    sweep(now=later)

    told = {
        name: sorted(
            json.loads(each.text)["counts"]["hits"]
            for each in certificates_of(viewer("KR", post=name), now=later, most=9)
        )
        for name in ("low", "high")
    }
    assert told == {"low": [1], "high": [1, 1]}


def test_records_of_several_levels_are_not_proposed_together() -> None:
    """A colleague would find the lower one waiting for a second person, and no proposal that it may see."""
    make_members("KR")
    chief_of("KR")
    chief, desk = viewer("KR", post="second"), viewer("KR")
    for level in (0, 3):
        contribute(chief, label("KR", level=level), KOREAN)
    find_due(now=NEAR_END, member="KR")
    items = {each.item.level: each.item.id for group in groups_due(chief, now=NEAR_END) for each in group.items}
    until = NEAR_END + timedelta(days=200)

    with pytest.raises(InvalidInput) as refused:
        propose_extension(chief, items.values(), until=until, reason="The trial.", now=NEAR_END)

    assert [each.code for each in refused.value.problems] == ["records_mixed"]
    for item in items.values():
        propose_extension(chief, [item], until=until, reason="The trial.", now=NEAR_END)
    with acting(desk, now=NEAR_END):
        assert [each.items for each in waiting_extensions(desk)] == [[str(items[0])]]
