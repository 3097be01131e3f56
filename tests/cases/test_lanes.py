"""Three lanes: what becomes evidence does so by the originator's authority and consent, and the change is recorded."""

from dataclasses import replace

import pytest
from tests.cases.filing import DAY, DECISION, opened, put_lead, put_person
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.entries import attach_subjects
from interlace.cases.lanes import change_lane, profiles, set_profile
from interlace.cases.queries import case_view
from interlace.core.handling import Action
from interlace.core.procedure.cases import Authority, Lane
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import ConsentTerms, give_consent
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD])


def test_a_lead_is_intelligence_once_it_is_graded() -> None:
    case = opened()
    ungraded, graded = put_lead(case), put_lead(case, "Ask the landlord.", grading="ADMIRALTY:B2")
    judged = replace(DECISION, to=Lane.INTELLIGENCE, authority=Authority.POLICE, document="")
    with pytest.raises(Conflict):
        change_lane(viewer("KR"), case.id, ungraded.id, judged, now=NOW)
    change_lane(viewer("KR"), case.id, graded.id, judged, now=NOW)

    view = case_view(viewer("KR"), case.id, now=NOW)
    assert {lead.id: lead.lane for lead in view.leads} == {ungraded.id: "information", graded.id: "intelligence"}
    assert [(each.thing, each.before, each.after, each.by_name) for each in view.lane_changes] == [
        (graded.id, "information", "intelligence", "desk of KR")
    ]


def test_evidence_names_the_authority_that_the_originators_profile_requires() -> None:
    subject = put_person(opened("TH", "TH-1"), "KR")
    case = opened()
    attach_subjects(viewer("KR"), case.id, [subject], now=NOW)
    by_court = replace(DECISION, authority=Authority.COURT)

    # TH has said nothing: its central authority is asked.
    with pytest.raises(Refused):
        change_lane(viewer("KR"), case.id, subject, by_court, now=NOW)
    set_profile(
        viewer("TH", post="second"),
        authorities=[Authority.COURT],
        named={"court": "Criminal Court of Bangkok"},
        source="Criminal Procedure Code",
        now=NOW,
    )
    with pytest.raises(Refused):
        change_lane(viewer("KR"), case.id, subject, DECISION, now=NOW)
    (change,) = change_lane(viewer("KR"), case.id, subject, by_court, now=NOW)

    assert (change.authority, change.document, change.after) == ("court", "MOJ 2026/88", "evidence")
    assert [each.member for each in profiles(viewer("KR"), now=NOW)] == ["TH"]


def test_a_profile_is_set_by_the_head_and_never_names_the_police() -> None:
    terms = {"named": {}, "source": "Law 1", "now": NOW}
    with pytest.raises(Refused):
        set_profile(viewer("TH"), authorities=[Authority.COURT], **terms)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        set_profile(viewer("TH", post="second"), authorities=[Authority.POLICE], **terms)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["J", "C"])
def test_codes_j_and_c_keep_a_fact_out_of_evidence_until_its_originator_consents(code: str) -> None:
    condition = "Ask us first." if code == "C" else ""
    subject = put_person(opened("TH", "TH-1"), "KR", codes=frozenset({code}), condition=condition)
    case = opened()
    attach_subjects(viewer("KR"), case.id, [subject], now=NOW)
    with pytest.raises(Refused) as refused:
        change_lane(viewer("KR"), case.id, subject, DECISION, now=NOW)
    assert refused.value.code == "conversion_consent"

    head = viewer("TH", post="second")
    with acting(head, now=NOW):
        label = Fact.objects.visible_to(head).filter(subject=subject).values_list("label", flat=True).first()
    give_consent(head, ConsentTerms(Action.CITE, "KR", "fraud", NOW + DAY), label_id=label or 0, now=NOW)

    assert change_lane(viewer("KR"), case.id, subject, DECISION, now=NOW)[0].after == "evidence"


def test_a_thing_of_no_case_or_of_another_bureaus_has_one_answer() -> None:
    theirs = put_lead(opened("TH", "TH-1"))
    case = opened()
    for thing in (theirs.id, case.id):
        with pytest.raises(NotFound):
            change_lane(viewer("KR"), case.id, thing, DECISION, now=NOW)
