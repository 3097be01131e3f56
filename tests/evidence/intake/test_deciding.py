"""What an officer accepts becomes a fact with its source, what is rejected stays rejected."""

import pytest
from tests.evidence.intake.dropping import chat, dropped, found, fresh
from tests.screening.network import NOW, make_members, viewer

from interlace.evidence.intake.actions import IntakeTerms, read_again
from interlace.evidence.intake.deciding import accept_candidate, reject_candidate
from interlace.evidence.intake.models import CandidateState, RejectionReason
from interlace.evidence.intake.sealing import edit_of_candidate, key_of, words_of_candidate
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def test_an_accepted_phone_is_a_fact_of_the_case_with_its_place_in_the_exhibit() -> None:
    intake = dropped()
    row = found(intake)["PHONE", "+66 81 234 5678"]
    decision = accept_candidate(viewer("KR"), row.id, now=NOW)
    assert decision.subject is not None
    with acting(viewer("KR"), now=NOW):
        (fact,) = Fact.objects.filter(subject=decision.subject)
    assert (fact.schema, fact.prop, fact.value) == ("UserAccount", "number", "+66812345678")
    assert fact.source == f"exhibit {intake.exhibit_id} (E1), message 1"
    with acting(viewer("TH"), now=NOW):
        assert not Fact.objects.filter(subject=decision.subject).exists()
    with pytest.raises(Conflict):
        reject_candidate(viewer("KR"), row.id, RejectionReason.NOT_THIS, now=NOW)


def test_a_value_that_the_bureau_holds_already_joins_the_case_as_it_is() -> None:
    first = dropped()
    known = accept_candidate(viewer("KR"), found(first)["PHONE", "+66 81 234 5678"].id, now=NOW)
    second = dropped(chat(("A", "Call +66 81 234 5678.")), case=first.case)
    again = accept_candidate(viewer("KR"), found(second)["PHONE", "+66 81 234 5678"].id, now=NOW)
    assert (again.subject, again.was_known) in {(known.subject, True), (again.subject, False)}


def test_an_edit_is_stored_beside_what_stands_in_the_file() -> None:
    intake = dropped()
    row = found(intake)["PERSON", "Somchai Jaidee"]
    accept_candidate(viewer("KR"), row.id, edited="Somchai Jaidi", now=NOW)
    with acting(viewer("KR"), now=NOW):
        row.refresh_from_db()
        key = key_of(intake.exhibit)
        written, stands = edit_of_candidate(key, row), words_of_candidate(key, row)["text"]
    assert (row.state, written, stands) == (CandidateState.EDITED, "Somchai Jaidi", "Somchai Jaidee")


def test_what_was_decided_stays_decided_on_a_second_reading() -> None:
    intake = dropped()
    before = found(intake)
    rejected, kept = before["EMAIL", "desk@golden-reed.example"], before["PERSON", "Somchai Jaidee"]
    reject_candidate(viewer("KR"), rejected.id, RejectionReason.NOT_RELEVANT, now=NOW)
    accept_candidate(viewer("KR"), kept.id, now=NOW)
    read_again(viewer("KR"), intake.id, IntakeTerms(), now=NOW)
    after = found(fresh(intake))
    assert set(after) == set(before)
    states = {key: row.state for key, row in after.items()}
    assert states["EMAIL", "desk@golden-reed.example"] == CandidateState.REJECTED
    assert states["PERSON", "Somchai Jaidee"] == CandidateState.ACCEPTED
    assert list(states.values()).count(CandidateState.OPEN) == len(after) - 2


def test_another_bureau_decides_nothing() -> None:
    row = found(dropped())["PERSON", "Somchai Jaidee"]
    with pytest.raises(NotFound):
        accept_candidate(viewer("TH"), row.id, now=NOW)
