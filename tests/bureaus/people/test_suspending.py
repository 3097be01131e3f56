"""One act of a head shuts an officer out everywhere; whoever leaves hands over what is open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.bureaus.people.staff import NOW, Staff, make_staff
from tests.people import make_officer

from interlace.bureaus.people import ports
from interlace.bureaus.people.ports import HeldItem, hold_items
from interlace.bureaus.people.queries import person_of
from interlace.bureaus.people.suspending import leave, open_items, suspend, suspend_unit
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.actions import create_api_key, officer_of_key
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def signed_in(staff: Staff, settings: object) -> Client:
    """The duty officer before a page."""
    settings.INTERLACE_DEMO = True  # type: ignore[attr-defined]
    Officer.objects.filter(pk=staff.duty.pk).update(is_profile=True)
    browser = Client(SERVER_NAME="localhost")
    browser.post("/sign-in/exercise", {"profile": "kr.duty"})
    assert browser.get("/check").status_code == 200
    return browser


@dataclass
class Shelf:
    """A room with items of officers."""

    held: dict[UUID, list[UUID]] = field(default_factory=dict)

    def of(self, viewer: Viewer, officer: UUID, *, now: datetime) -> Sequence[HeldItem]:
        return [HeldItem("box", each, "A box") for each in self.held.get(officer, [])]

    def hand_over(self, viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
        passed = self.held.pop(officer, [])
        self.held.setdefault(to.pk, []).extend(passed)
        return len(passed)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(ports, "_items", [])
    made = Shelf()
    hold_items(made)
    return made


def test_the_next_request_of_a_suspended_officer_is_refused_in_every_session_and_with_every_key(
    staff: Staff, signed_in: Client
) -> None:
    key = create_api_key(officer=staff.duty, name="tests", now=NOW).text
    suspend(staff.by(staff.head), staff.duty.pk, reason="Lost the badge.", now=NOW)
    answer = signed_in.get("/check")
    assert (answer.status_code, answer.headers.get("Location", "").startswith("/sign-in")) == (302, True)
    assert officer_of_key(key, now=NOW) is None
    again = Client(SERVER_NAME="localhost").post("/sign-in/exercise", {"profile": "kr.duty"})
    assert again.status_code == 404


def test_a_suspension_has_a_reason_and_is_of_somebody_else(staff: Staff) -> None:
    head = staff.by(staff.head)
    with pytest.raises(InvalidInput):
        suspend(head, staff.duty.pk, reason=" ", now=NOW)
    with pytest.raises(Refused):
        suspend(head, staff.head.pk, reason="x", now=NOW)
    with pytest.raises(Refused):
        suspend(staff.by(staff.second), staff.duty.pk, reason="x", now=NOW)
    suspend(head, staff.duty.pk, reason="x", now=NOW)
    with pytest.raises(Conflict):
        suspend(head, staff.duty.pk, reason="x", now=NOW)


def test_a_unit_is_suspended_as_a_whole(staff: Staff) -> None:
    for name in ("one", "two"):
        make_officer("KR", username=f"kr.{name}", roles=(Role.DOMESTIC_UNIT,), bureau=staff.unit)
    assert suspend_unit(staff.by(staff.head), staff.unit.pk, reason="Audit.", now=NOW) == 2
    assert not Officer.objects.filter(bureau=staff.unit, is_active=True).exists()
    assert Officer.objects.get(pk=staff.duty.pk).is_active
    with pytest.raises(NotFound):
        suspend_unit(staff.by(staff.head), staff.bureau.pk, reason="x", now=NOW)


def test_who_leaves_hands_over_what_is_open_and_the_keys_end(staff: Staff, shelf: Shelf) -> None:
    box, head = uuid4(), staff.by(staff.head)
    shelf.held[staff.duty.pk] = [box]
    key = create_api_key(officer=staff.duty, name="tests", now=NOW).text
    assert [item.id for item in open_items(head, staff.duty.pk, now=NOW)] == [box]
    for nobody in (None, staff.duty.pk, make_staff("TH").duty.pk):
        with pytest.raises(InvalidInput):
            leave(head, staff.duty.pk, successor=nobody, now=NOW)
    assert leave(head, staff.duty.pk, successor=staff.second.pk, now=NOW) == 1
    assert shelf.held == {staff.second.pk: [box]}
    assert officer_of_key(key, now=NOW) is None
    person = person_of(head, staff.duty.pk, now=NOW)
    assert (person.officer.is_active, person.left) == (False, NOW)


def test_who_holds_nothing_leaves_without_a_successor(staff: Staff, shelf: Shelf) -> None:
    assert leave(staff.by(staff.head), staff.duty.pk, successor=None, now=NOW) == 0
    assert not Officer.objects.get(pk=staff.duty.pk).is_active
