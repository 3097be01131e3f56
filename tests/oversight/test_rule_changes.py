"""A member's own periods: proposed with basis and source, signed by another person, kept as a history."""

import html
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.facts.browsing import browser_of
from tests.facts.network import NOW
from tests.oversight.network import contributed, keeper, make_keepers

from interlace.core.procedure.keeping import Category, Certainty, Period
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.queue import groups_due
from interlace.oversight.keeping.rule_changes import (
    RuleTerms,
    approve_change,
    change_of,
    changes_of,
    own_rules_of,
    propose_end,
    propose_rule,
    refuse_change,
)
from interlace.oversight.models import RuleChange

pytestmark = pytest.mark.django_db(transaction=True)

HALF_A_YEAR = RuleTerms(
    Category.FACTS, Period(months=6), "Police Data Act, section 12", "Official Gazette", date(2026, 1, 1),
    Certainty.SOURCE_READ,
)  # fmt: skip


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def proposed(terms: RuleTerms = HALF_A_YEAR) -> RuleChange:
    return propose_rule(keeper(), terms, reason="Our law is shorter.", now=NOW)


def in_force() -> RuleChange:
    change = proposed()
    return approve_change(keeper("kr.head"), change.id, digest=change.digest, now=NOW)


def test_a_period_binds_when_another_person_has_signed_it_and_not_before(tmp_path: Path) -> None:
    contributed(tmp_path)
    change = proposed()
    find_due(now=NOW + timedelta(days=30))
    assert (own_rules_of(keeper(), now=NOW), groups_due(keeper(), now=NOW + timedelta(days=30))) == ([], [])
    with pytest.raises(Refused, match="second person"):
        approve_change(keeper(), change.id, digest=change.digest, now=NOW)
    with pytest.raises(Conflict):
        approve_change(keeper("kr.head"), change.id, digest="0" * 64, now=NOW)
    approve_change(keeper("kr.head"), change.id, digest=change.digest, now=NOW)
    (rule,) = own_rules_of(keeper(), now=NOW)
    find_due(now=NOW + timedelta(days=30))
    (group,) = groups_due(keeper(), now=NOW + timedelta(days=30))
    assert (group.reason.rule, group.due) == (f"own-{rule.id}", Period(months=6).after(NOW))


def test_another_bureau_sees_neither_period_nor_proposal() -> None:
    change = in_force()
    assert (own_rules_of(keeper("th.privacy"), now=NOW), changes_of(keeper("th.privacy"), now=NOW)) == ([], [])
    answers = []
    for each in (change.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            change_of(keeper("th.privacy"), each, now=NOW)
        answers.append((str(refused.value.message), refused.value.code))
    for each in (change.rule, uuid4()):
        with pytest.raises(NotFound) as refused:
            propose_end(keeper("th.privacy"), each, reason="Because.", now=NOW)
        answers.append((str(refused.value.message), refused.value.code))
    assert len(set(answers)) == 2


def test_ending_a_period_takes_two_persons_too_and_the_history_keeps_both() -> None:
    added = in_force()
    ending = propose_end(keeper("kr.head"), added.rule, reason="The act was repealed.", now=NOW)
    with pytest.raises(Conflict, match="waits"):
        propose_end(keeper(), added.rule, reason="The act was repealed.", now=NOW)
    assert len(own_rules_of(keeper(), now=NOW)) == 1
    approve_change(keeper(), ending.id, digest=ending.digest, now=NOW)
    assert own_rules_of(keeper(), now=NOW) == []
    history = [(each.kind, each.state, each.proposed_by_name, each.decided_by_name) for each in history_of()]
    names = (keeper().officer_name, keeper("kr.head").officer_name)
    assert history == [("add", "approved", *names), ("end", "approved", *reversed(names))]
    with steward(Task.VERIFY):
        told = list(Leaf.objects.filter(event__startswith="keeping.rule_").values_list("event", flat=True))
    assert sorted(told) == [
        "keeping.rule_added",
        "keeping.rule_ended",
        "keeping.rule_proposed",
        "keeping.rule_proposed",
    ]


def history_of() -> list[RuleChange]:
    return sorted(changes_of(keeper(), now=NOW), key=lambda each: each.kind)


def test_a_refused_or_lapsed_proposal_changes_nothing() -> None:
    refuse_change(keeper("kr.head"), proposed().id, now=NOW)
    late = proposed()
    with pytest.raises(Conflict, match="lapsed"):
        approve_change(keeper("kr.head"), late.id, digest=late.digest, now=NOW + timedelta(days=1))
    assert own_rules_of(keeper(), now=NOW) == []


def test_a_period_needs_a_length_a_law_a_source_and_a_reason() -> None:
    empty = RuleTerms(Category.COPIES, Period(), " ", "", date(2027, 1, 1), Certainty.SOURCE_READ)
    with pytest.raises(InvalidInput) as refused:
        propose_rule(keeper(), empty, reason="", now=NOW)
    pointers = [each.pointer for each in refused.value.problems]
    assert pointers == ["/category", "/period", "/basis", "/source", "/as_of", "/reason"]


def test_whoever_may_not_decide_over_records_may_not_set_periods() -> None:
    desk = keeper()
    object.__setattr__(desk, "verbs", frozenset())
    with pytest.raises(Refused):
        propose_rule(desk, HALF_A_YEAR, reason="Our law.", now=NOW)


def test_the_pages_propose_show_and_sign() -> None:
    privacy, head = browser_of("kr.privacy"), browser_of("kr.head")
    incomplete = privacy.post(
        "/privacy/rules", {"category": "facts", "certainty": "source_read", "as_of": "2026-01-01"}
    )
    assert (incomplete.status_code, "The law is missing." in html.unescape(incomplete.content.decode())) == (422, True)
    terms = {
        "category": "facts",
        "months": "6",
        "basis": "Police Data Act, section 12",
        "source": "Official Gazette",
        "as_of": "2026-01-01",
        "certainty": "source_read",
        "reason": "Our law is shorter.",
    }
    address = privacy.post("/privacy/rules", terms)["Location"]
    page = privacy.get(address).context["page"]
    assert (page.sign_url, "that is you" in page.seats[0].lines, ("Period", "6 months") in page.pairs) == (
        "",
        True,
        True,
    )
    assert head.post(f"{address}/decide", {"decision": "sign", "digest": page.digest}).status_code == 302
    assert head.get(address).context["page"].seats[1].is_signed
    (row,) = privacy.get("/privacy/rules").context["page"].own
    assert (row.what, row.period) == ("Facts", "6 months")
    ending = privacy.post(row.end_url, {"reason": "The act was repealed."})["Location"]
    refused = head.post(f"{ending}/decide", {"decision": "refuse"})
    assert (refused.status_code, len(privacy.get("/privacy/rules").context["page"].changes)) == (302, 2)
    assert browser_of("th.privacy").get(address).status_code == 404
