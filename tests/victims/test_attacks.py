"""Attempts to learn what a person in care said, and to call one a suspect past the rule."""

from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection
from django.test import Client
from django.urls import reverse
from tests.screening.network import NOW
from tests.victims.receiving import MINUTE, carer, investigator, make_house, opened, received, talked, word_of

from interlace.core.victims.agreeing import Use
from interlace.core.victims.indicators import QUESTIONS
from interlace.core.victims.standing import Matter, Office
from interlace.core.victims.talk import CONDITIONS, Reply
from interlace.core.victims.triage import Triage
from interlace.foundation.audit.cli import audit
from interlace.foundation.audit.events import Sight, declared_events
from interlace.foundation.audit.models import Leaf
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.victims.agreeing import Wish, agree
from interlace.victims.models import CareEntry, Found, Reception, StandingProposal, StandingSignature
from interlace.victims.pages import urlpatterns
from interlace.victims.protect import SEEN_IN_CARE
from interlace.victims.queries import person_view, released_to
from interlace.victims.standing import propose_standing, sign_standing
from interlace.victims.talking import begin_talk, reply

pytestmark = pytest.mark.django_db(transaction=True)
POSTED = [each.name for each in urlpatterns if each.name not in {"care", "care-person", "care-family"}]
WHY = "He was seen giving orders, and says so."


@pytest.fixture(autouse=True)
def house() -> None:
    make_house("TH", "KR")


def test_no_investigator_signs_last_where_the_file_may_ask_for_a_prosecutor() -> None:
    found = received(opened(), noted=Triage(age_said=15))
    talked(found)
    assert word_of(found.id) == "protected"
    proposal = propose_standing(carer(), found.id, Matter.SUSPECT, reason=WHY, now=NOW + 3 * MINUTE)
    with pytest.raises(Refused) as told:
        sign_standing(investigator(), proposal.id, now=NOW + 4 * MINUTE)
    assert told.value.code == "standing_protection_not_heard"
    with pytest.raises(Refused) as asked:
        sign_standing(carer(post="care2"), proposal.id, now=NOW + 4 * MINUTE)
    assert asked.value.code == "standing_prosecutor_not_heard"


def test_a_child_is_refused_in_the_other_order_too() -> None:
    found = received(opened(), noted=Triage(age_said=15))
    talked(found)
    proposal = propose_standing(investigator(), found.id, Matter.SUSPECT, reason=WHY, now=NOW + 3 * MINUTE)
    with pytest.raises(Refused) as told:
        sign_standing(carer(), proposal.id, now=NOW + 4 * MINUTE)
    assert told.value.code == "standing_prosecutor_not_heard"


@pytest.mark.parametrize("use", [use for use in Use if use is not Use.INVESTIGATION])
def test_an_answer_agreed_to_for_another_use_is_read_by_no_investigator(use: Use) -> None:
    found = received(opened())
    talked(found, words="My brother Aung lives at 12 Mae Ku road.")
    for recipient in ("TH", "KR"):
        agree(carer(), found.id, Wish("COE02", recipient, use), now=NOW + 3 * MINUTE)
    later = NOW + 4 * MINUTE
    assert person_view(investigator(), found.id, now=later).released == ()
    assert released_to(investigator(), now=later) == []
    assert released_to(investigator("KR"), now=later) == []
    for protects in (carer(), carer("KR")):
        assert [each.release.use for each in released_to(protects, now=later)] == [use]


def answered(*counts: int) -> None:
    """So many people, each of whom answered so many questions and agreed to let one answer be read."""
    place = opened()
    for many in counts:
        found = received(place)
        begin_talk(carer(), found.id, CONDITIONS, now=NOW)
        for code in QUESTIONS[:many]:
            reply(carer(), found.id, code, Reply.YES, now=NOW + MINUTE)
        agree(carer(), found.id, Wish(QUESTIONS[0], "KR", Use.INVESTIGATION), now=NOW + 2 * MINUTE)


def working_as(*roles: Role) -> Viewer:
    Officer.objects.filter(username="th.desk").update(roles=list(roles))
    return investigator()


def told_to(viewer: Viewer) -> Counter[str]:
    """What stands in the ledger for this viewer about care, by the queries; past them it must be no more."""
    with acting(viewer, now=NOW):
        told = Counter(leaf.event for leaf in entries_of(viewer) if leaf.event in SEEN_IN_CARE)
        assert Leaf.objects.filter(event__in=SEEN_IN_CARE).count() == sum(told.values())
    return told


@pytest.mark.parametrize(
    "roles",
    [[Role.INVESTIGATOR], [Role.HEAD], [Role.DATA_PROTECTION, Role.INVESTIGATOR], [Role.DATA_PROTECTION, Role.ANALYST]],
)
def test_nobody_who_works_on_cases_counts_answers_in_the_ledger(roles: list[Role]) -> None:
    answered(1, 9)
    assert told_to(working_as(*roles)) == {}
    assert told_to(investigator("KR")) == {}


def test_protection_and_data_protection_read_in_the_ledger_that_care_was_given() -> None:
    answered(1, 2)
    kept = told_to(carer())
    assert (kept["care.kept"], kept["care.released"]) == (7, 2)
    assert told_to(working_as(Role.DATA_PROTECTION)) == kept


def test_the_command_tells_the_head_of_no_answer_in_care(tmp_path: Path) -> None:
    answered(5)
    working_as(Role.HEAD)
    head = Options(
        data=tmp_path, profile="th.desk", language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    done = CliRunner().invoke(audit, ["show", "--last", "50"], obj=head)
    assert "care.received" in done.output
    assert not any(name in done.output for name in SEEN_IN_CARE)


def test_row_security_names_every_event_that_is_seen_in_care_alone() -> None:
    assert {event.name for event in declared_events().values() if event.seen_by is Sight.CARE} == set(SEEN_IN_CARE)


def test_an_investigator_past_the_queries_turns_the_files_of_the_next_people_over_to_nobody() -> None:
    place = opened()
    with acting(investigator(), now=NOW), connection.cursor() as cursor:
        cursor.execute("update victims_reception set care_label_id = label_id where id = %s", [place.id])
        assert cursor.rowcount == 0
    talked(received(place))
    with acting(investigator(), now=NOW):
        assert CareEntry.objects.count() == 0


def test_an_investigator_past_the_queries_opens_no_place_whose_files_it_reads() -> None:
    place = opened()
    by = investigator()
    false = Reception(
        member="TH",
        label_id=place.label_id,
        care_label_id=place.label_id,
        title="Hall",
        matter="Reed",
        purpose="trafficking",
        opened=NOW,
        opened_by=UUID(by.id),
    )
    with pytest.raises(ProgrammingError, match="row-level security"), acting(by, now=NOW):
        false.save(force_insert=True)
    person = Found(
        member="TH", label_id=place.label_id, care_label_id=place.label_id, reception=place, number=9, received=NOW
    )
    with pytest.raises(ProgrammingError, match="row-level security"), acting(by, now=NOW):
        person.save(force_insert=True)


def signature(found: Found, proposal: UUID, *, by: UUID, office: Office = Office.INVESTIGATION) -> StandingSignature:
    """Under the label that an investigator reads, for care too."""
    return StandingSignature(
        member="TH",
        label_id=found.label_id,
        care_label_id=found.label_id,
        proposal_id=proposal,
        officer=by,
        officer_name="x",
        office=office,
        at=NOW,
    )


def proposed_past_the_acts(found: Found) -> StandingProposal:
    made = StandingProposal(
        member="TH", label_id=found.label_id, found=found, to=Matter.SUSPECT, reason="x", at=NOW + 3 * MINUTE
    )
    with acting(investigator(), now=NOW):
        made.save(force_insert=True)
    return made


def test_an_investigator_past_the_queries_signs_with_no_made_up_name_and_decides_nothing_alone() -> None:
    found = received(opened())
    talked(found)
    assert word_of(found.id) == "screened"
    proposal, by = proposed_past_the_acts(found), investigator()
    for false in (
        signature(found, proposal.id, by=uuid4()),
        signature(found, proposal.id, by=UUID(carer().id), office=Office.PROTECTION),
        signature(found, proposal.id, by=UUID(by.id), office=Office.PROTECTION),
        signature(found, proposal.id, by=UUID(by.id), office=Office.PROSECUTION),
    ):
        with pytest.raises(ProgrammingError, match="row-level security"), acting(by, now=NOW):
            false.save(force_insert=True)
    with acting(by, now=NOW):
        signature(found, proposal.id, by=UUID(by.id)).save(force_insert=True)
    with pytest.raises(IntegrityError), acting(by, now=NOW):
        signature(found, proposal.id, by=UUID(by.id)).save(force_insert=True)
    with pytest.raises(DatabaseError, match="two persons"), acting(by, now=NOW):
        Found.objects.filter(id=found.id).update(matter="suspect", decided_by=proposal.id)


def test_the_database_itself_lets_protection_sign_last_over_a_protected_person() -> None:
    found = received(opened(), noted=Triage(age_said=15))
    talked(found)
    proposal = propose_standing(carer(), found.id, Matter.SUSPECT, reason=WHY, now=NOW + 3 * MINUTE)
    by = investigator()
    with acting(by, now=NOW):
        signature(found, proposal.id, by=UUID(by.id)).save(force_insert=True)
    with pytest.raises(DatabaseError, match="two persons"), acting(by, now=NOW):
        Found.objects.filter(id=found.id).update(matter="suspect", decided_by=proposal.id)


@pytest.mark.parametrize("name", POSTED)
def test_no_report_of_an_error_holds_what_was_typed_of_a_person(name: str, settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    client = Client(SERVER_NAME="localhost")
    assert client.post("/sign-in/exercise", {"profile": "th.care"}).status_code == 302
    wanted = [] if name == "care-open" else [uuid4()]
    answer: Any = client.post(reverse(name, args=wanted), {"words": "There was a guard."})
    assert answer.wsgi_request.sensitive_post_parameters == "__ALL__"
