"""A list above the budget: a supervisor's leave, for exactly that list and for a day."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.db import connections
from tests.screening.network import NOW, PURPOSES, make_members, viewer

from interlace.core.handling import Action
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import BudgetExhausted, Conflict, NotFound, Refused
from interlace.foundation.http.lines import lines_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.answers import answered_lines
from interlace.screening.checks import budget
from interlace.screening.checks.batches import open_batch
from interlace.screening.checks.permits import (
    ask_for_permit,
    permit_of,
    permits_to_sign,
    refuse_permit,
    sign_permit,
    state_of,
)
from interlace.screening.models import BatchPermit, Check

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "a" * 64
ENTITY = b'{"schema":"UserAccount","properties":{"number":["+82 10 0000 014%d"]}}\n'
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two members; KR may check three lines a day."""
    monkeypatch.setitem(budget.LIMITS, budget.Kind.BATCH, budget.Limit(3, timedelta(days=1)))
    make_members("KR", "TH")
    for member in ("KR", "TH"):
        Officer.objects.create(
            username=f"{member.lower()}.head",
            display_name=f"head of {member}",
            bureau=Bureau.objects.get(member=member),
            roles=[Role.HEAD],
            level=3,
            purposes=PURPOSES,
            is_profile=True,
        )


def asked(by: Viewer | None = None, **changed: Any) -> BatchPermit:
    terms: dict[str, Any] = {"lines": 5, "list_digest": LIST, "scope": [], "now": NOW} | changed
    return ask_for_permit(by or viewer("KR"), **terms)


def opened(by: Viewer | None = None, **changed: Any) -> UUID:
    terms: dict[str, Any] = {"lines": 5, "digest": LIST, "scope": [], "now": LATER} | changed
    return open_batch(by or viewer("KR"), **terms)


def test_a_list_above_the_budget_is_checked_after_a_supervisor_has_signed() -> None:
    with pytest.raises(BudgetExhausted) as refused:
        opened()
    assert "second person" in str(refused.value.fix)
    permit = asked()
    assert [each.id for each in permits_to_sign(viewer("KR", post="head"), now=NOW)] == [permit.id]
    sign_permit(viewer("KR", post="head"), permit.id, digest=permit.digest, now=NOW)
    assert opened() == permit.id
    # The budget itself is untouched, and the list sent again is still the same act.
    assert opened(lines=3, digest="b" * 64) != permit.id
    assert opened(now=LATER + timedelta(minutes=1)) == permit.id


@pytest.mark.parametrize(
    "changed",
    [
        {"digest": "c" * 64},
        {"lines": 6},
        {"scope": []},
        {"now": NOW + timedelta(hours=24)},
        {"by": ("KR", "second")},
    ],
    ids=["another list", "another count", "more bureaus", "a day later", "another officer"],
)
def test_leave_counts_for_exactly_what_was_signed(changed: dict[str, Any]) -> None:
    make_members("SG")
    permit = asked(scope=["TH"])
    sign_permit(viewer("KR", post="head"), permit.id, digest=permit.digest, now=NOW)
    terms: dict[str, Any] = {"scope": ["TH"]} | changed
    if "by" in terms:
        member, post = terms["by"]
        terms["by"] = viewer(member, post=post)
    with pytest.raises(BudgetExhausted):
        opened(**terms)
    assert opened(scope=["TH"]) == permit.id


def test_a_list_sent_twice_at_once_is_asked_once_and_answered_twice() -> None:
    lines = lines_of(io.BytesIO(b"".join(ENTITY % number for number in range(8))))
    permit = asked(lines=len(lines))
    sign_permit(viewer("KR", post="head"), permit.id, digest=permit.digest, now=NOW)
    together = threading.Barrier(2)

    def send() -> list[tuple[Any, ...]]:
        try:
            together.wait()
            batch = opened(lines=len(lines))
            together.wait()
            answers = answered_lines(viewer("KR"), batch, lines, scope=[], now=LATER, language="en")
            return [(line.number, line.answer and line.answer.check, line.problem) for line in answers]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first, second = (sent.result() for sent in [pool.submit(send), pool.submit(send)])

    assert first == second == [(number, str(uuid5(permit.id, str(number))), None) for number in range(1, 9)]
    with acting(viewer("KR"), Action.DISCOVER, now=LATER):
        assert Check.objects.filter(batch=permit.id).count() == len(lines)
        events = list(entries_of(viewer("KR")).values_list("event", flat=True))
    assert (events.count("check.asked"), events.count("check.batch")) == (len(lines), 1)


def test_neither_the_asker_nor_a_colleague_nor_another_bureau_can_sign() -> None:
    permit = asked(viewer("KR", post="head"))
    for who, refusal in (
        (viewer("KR", post="head"), Refused),
        (viewer("KR", post="second"), Refused),
        (viewer("TH", post="head"), NotFound),
    ):
        with pytest.raises(refusal):
            sign_permit(who, permit.id, digest=permit.digest, now=NOW)
    assert permits_to_sign(viewer("KR", post="second"), now=NOW) == []
    assert permits_to_sign(viewer("TH", post="head"), now=NOW) == []


def test_what_was_read_is_what_is_signed_and_a_decision_stands() -> None:
    permit, head = asked(), viewer("KR", post="head")
    with pytest.raises(Conflict):
        sign_permit(head, permit.id, digest="0" * 64, now=NOW)
    refuse_permit(head, permit.id, now=NOW)
    with pytest.raises(Conflict):
        sign_permit(head, permit.id, digest=permit.digest, now=NOW)
    with pytest.raises(BudgetExhausted):
        opened()


def test_a_question_nobody_decides_lapses_after_a_day_and_is_asked_anew() -> None:
    permit, head, next_day = asked(), viewer("KR", post="head"), NOW + timedelta(days=1)
    assert asked().id == permit.id
    assert permits_to_sign(head, now=next_day) == []
    with pytest.raises(Conflict):
        sign_permit(head, permit.id, digest=permit.digest, now=next_day)
    assert state_of(permit_of(head, permit.id, now=next_day), now=next_day) == BatchPermit.State.EXPIRED
    assert asked(now=next_day).id != permit.id


def test_every_step_is_in_the_ledger() -> None:
    permit = asked()
    sign_permit(viewer("KR", post="head"), permit.id, digest=permit.digest, now=NOW)
    opened()
    opened()
    with acting(viewer("KR"), now=LATER):
        found = sorted(entries_of(viewer("KR")).filter(object_id=str(permit.id)).values_list("event", flat=True))
    assert found == ["check.batch", "check.batch_permit_asked", "check.batch_permit_signed"]
