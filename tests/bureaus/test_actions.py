"""Who can be reached, as it changes."""

from datetime import UTC, datetime, timedelta

import pytest

from interlace.bureaus.actions import note_reachable, note_silent
from interlace.bureaus.opening import add_member
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Member

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_a_member_falls_silent_and_answers_again_and_each_change_is_noted_once() -> None:
    add_member(code="XA", name="Xanadu", now=NOW)
    for _ in range(2):
        note_silent("XA", now=NOW)
    assert Member.objects.values_list("reachable", "last_contact").get() == (False, NOW)
    later = NOW + timedelta(hours=29)
    for _ in range(2):
        note_reachable("XA", now=later)
    assert Member.objects.values_list("reachable", "last_contact").get() == (True, later)
    with steward(Task.VERIFY):
        events = list(Leaf.objects.order_by("at", "event").values_list("event", "object_id"))
    assert events == [("member.added", "XA"), ("member.silent", "XA"), ("member.reachable", "XA")]


@pytest.mark.parametrize("act", [note_reachable, note_silent])
def test_nobody_is_not_found(act: object) -> None:
    assert callable(act)
    with pytest.raises(NotFound, match="no member with this code"):
        act("XQ", now=NOW)
