"""An originator consents to one reserved use: that use opens, for that member, purpose and time, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.people import make_member, make_officer
from tests.worlds import LATER, NOW, person, put_facts, shared
from tests.worlds import viewer as at_work

from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import LASTS_AT_MOST, ConsentTerms, consents_given, give_consent
from interlace.foundation.disclosure.models import GrantRow
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

IN_COURT = ConsentTerms(Action.CITE, member="BB", purpose="fraud", expires=LATER)


@pytest.fixture(autouse=True)
def network() -> None:
    for code in ("AA", "BB", "CC", "XX"):
        make_member(code)


@pytest.fixture
def head() -> Viewer:
    """The head of AA's bureau."""
    return viewer_of(make_officer("AA", roles=(Role.HEAD,), purposes=("fraud",)), purpose="fraud", reference="AA-1")


def stored(*codes: str) -> tuple[Fact, Fact]:
    """Two facts of AA that BB and CC read, under one label with these codes."""
    first, second = put_facts([shared("AA", "BB", "CC", codes=codes)], each=2)
    return first, second


def usable(member: str, action: Action, *, to: str | None = None, now: datetime = NOW) -> set[UUID]:
    who = at_work(member)
    with acting(who, action, to=to, now=now):
        return set(Fact.objects.visible_to(who, action=action).values_list("id", flat=True))


def test_a_consent_for_a_label_opens_the_reserved_use_of_every_fact_until_it_ends(head: Viewer) -> None:
    first, second = stored("J")
    assert usable("BB", Action.CITE) == set()
    give_consent(head, IN_COURT, label_id=first.label_id, now=NOW)
    assert usable("BB", Action.CITE) == {first.id, second.id}
    assert usable("BB", Action.CITE, now=LATER) == set()
    assert usable("CC", Action.CITE) == set()


def test_a_consent_for_one_fact_opens_that_fact_alone(head: Viewer) -> None:
    first, _second = stored("J")
    give_consent(head, IN_COURT, label_id=first.label_id, fact=first.id, now=NOW)
    assert usable("BB", Action.CITE) == {first.id}


def test_a_consent_to_pass_on_names_the_third_member_and_holds_for_it_alone(head: Viewer) -> None:
    first, second = stored("F")
    terms = ConsentTerms(Action.FORWARD, member="BB", to="XX", purpose="fraud", expires=LATER)
    give_consent(head, terms, label_id=first.label_id, now=NOW)
    assert usable("BB", Action.FORWARD, to="XX") == {first.id, second.id}
    assert usable("BB", Action.FORWARD, to="CC") == set()


def test_a_consent_leaves_one_leaf_with_its_terms(head: Viewer) -> None:
    first, _second = stored("J")
    grant = give_consent(head, IN_COURT, label_id=first.label_id, fact=first.id, now=NOW)
    with acting(head, now=NOW):
        (leaf,) = Leaf.objects.filter(event="consent.given")
    assert (leaf.object_id, leaf.member, str(first.id) in leaf.entry) == (str(grant.id), "AA", True)


def test_only_a_role_that_grants_may_consent(head: Viewer) -> None:
    first, _second = stored("J")
    investigator = viewer_of(make_officer("AA", purposes=("fraud",)), purpose="fraud")
    with pytest.raises(Refused) as refused:
        give_consent(investigator, IN_COURT, label_id=first.label_id, now=NOW)
    assert (refused.value.code, GrantRow.objects.count()) == ("may_not_grant", 0)


def test_what_another_member_shares_and_what_does_not_exist_are_one_answer() -> None:
    first, _second = stored("J")
    other = viewer_of(make_officer("BB", roles=(Role.HEAD,), purposes=("fraud",)), purpose="fraud")
    terms = replace(IN_COURT, member="CC")
    answers = []
    for label_id in (first.label_id, 999_999_999):
        with pytest.raises(NotFound) as refused:
            give_consent(other, terms, label_id=label_id, now=NOW)
        answers.append((str(refused.value.message), refused.value.code))
    assert answers[0] == answers[1]


def test_nobody_consents_to_what_they_could_not_read_themselves(head: Viewer) -> None:
    (fact,) = put_facts([replace(shared("AA", "BB", codes=["J"]), level=3)])
    with pytest.raises(NotFound):
        give_consent(head, IN_COURT, label_id=fact.label_id, now=NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"action": Action.READ}, "not_consented"),
        ({"action": Action.DISCOVER}, "not_consented"),
        ({"to": "CC"}, "third_member"),
        ({"action": Action.FORWARD}, "third_member"),
        ({"member": "ZZ"}, "unknown_bureau"),
        ({"expires": NOW}, "consent_too_long"),
        ({"expires": NOW + LASTS_AT_MOST + timedelta(seconds=1)}, "consent_too_long"),
        ({"expires": LATER + timedelta(seconds=1)}, "consent_too_long"),
        ({"expires": LATER.replace(tzinfo=None)}, "consent_too_long"),
        ({"member": "AA"}, "not_a_reader"),
        ({"member": "XX"}, "not_a_reader"),
        ({"action": Action.MATCH}, "not_reserved"),
        ({"action": Action.FORWARD, "to": "CC"}, "not_reserved"),
    ],
)
def test_a_consent_that_could_not_take_effect_is_refused_at_its_word(
    head: Viewer, change: Mapping[str, Any], code: str
) -> None:
    first, _second = stored("J")
    terms = replace(IN_COURT, **change)
    with pytest.raises(InvalidInput) as refused:
        give_consent(head, terms, label_id=first.label_id, now=NOW)
    assert (refused.value.code, GrantRow.objects.count()) == (code, 0)


def test_a_denied_member_gets_nothing_passed_on(head: Viewer) -> None:
    (fact,) = put_facts([replace(shared("AA", "BB", codes=["F"]), deny=frozenset({"XX"}))])
    terms = ConsentTerms(Action.FORWARD, member="BB", to="XX", purpose="fraud", expires=LATER)
    with pytest.raises(InvalidInput) as refused:
        give_consent(head, terms, label_id=fact.label_id, now=NOW)
    assert refused.value.code == "denied_bureau"


def test_the_running_consents_are_listed_for_those_who_may_read_the_facts(head: Viewer) -> None:
    first, _second = stored("J")
    grant = give_consent(head, IN_COURT, label_id=first.label_id, now=NOW)
    (hidden,) = put_facts([replace(shared("AA", "BB", codes=["J"]), level=3)])
    above = replace(head, person=replace(head.person, level=3))
    give_consent(above, IN_COURT, label_id=hidden.label_id, now=NOW)
    assert [each.id for each in consents_given(head, now=NOW)] == [grant.id]
    assert len(consents_given(above, now=NOW)) == 2
    assert [each.id for each in consents_given(above, now=NOW, label_ids=[first.label_id])] == [grant.id]
    assert consents_given(head, now=LATER) == []
    assert consents_given(at_work(person("BB")), now=NOW) == []


def test_an_inactive_officer_consents_to_nothing(head: Viewer) -> None:
    first, _second = stored("J")
    Officer.objects.filter(pk=head.id).update(is_active=False)
    gone = viewer_of(Officer.objects.get(pk=head.id), purpose="fraud")
    with pytest.raises(Refused):
        give_consent(gone, IN_COURT, label_id=first.label_id, fact=uuid4(), now=NOW)
