"""Who asks, made from an officer."""

import pytest
from tests.people import make_bureau, make_officer

from interlace.core.handling import ALL_ACTIONS, Action
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Bureau, Member
from interlace.foundation.identity.roles import Role, Verb

pytestmark = pytest.mark.django_db


def test_an_officer_becomes_a_viewer_with_purpose_and_reference() -> None:
    officer = make_officer("TH", roles=(Role.ANALYST,), level=2, rooms=["reed"])
    assert viewer_of(officer, purpose="fraud", reference="TH-1", device="desk") == Viewer(
        person=Person(
            id=str(officer.pk),
            member="TH",
            active=True,
            level=2,
            rooms=frozenset({"reed"}),
            purposes=frozenset({"fraud", "trafficking", "protection"}),
            ceiling=ALL_ACTIONS - {Action.ACT},
        ),
        purpose="fraud",
        reference="TH-1",
        verbs=frozenset({Verb.CHECK, Verb.EXPORT}),
        officer_name="Officer of TH",
        bureau="NCB TH",
        device="desk",
    )


def test_the_bureau_sets_a_ceiling_that_no_role_lifts() -> None:
    unit = make_bureau("TH", name="District unit", kind=Bureau.Kind.DOMESTIC_UNIT, ceiling=["discover"])
    viewer = viewer_of(make_officer("TH", bureau=unit, roles=(Role.HEAD,)))
    assert viewer.person.ceiling == {Action.DISCOVER}
    assert (viewer.purpose, viewer.reference) == ("", "")


def test_an_officer_of_a_suspended_member_is_no_active_viewer() -> None:
    officer = make_officer("TH")
    Member.objects.update(status=Member.Status.SUSPENDED)
    officer.bureau.member.refresh_from_db()
    assert not viewer_of(officer).person.active


def test_the_same_person_in_another_matter() -> None:
    viewer = viewer_of(make_officer("TH"), purpose="fraud", reference="TH-1")
    other = viewer.working_for(purpose="protection", reference="TH-2")
    assert (other.person, other.purpose, other.reference) == (viewer.person, "protection", "TH-2")
    assert (other.id, other.member) == (viewer.person.id, "TH")
