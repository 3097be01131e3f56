"""What a process keeps of labels and consents stays right when it is asked twice, or forgets in the middle."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.worlds import LATER, NOW, grant_row, person, put_facts, shared

from interlace.core.handling import Action, Grant
from interlace.foundation.disclosure.known import Known
from interlace.foundation.disclosure.labels import FAR_FUTURE, LabelBook, Permitted

CONSENT = Grant("TH", Action.EXPORT, "KR", "fraud", LATER)


def test_a_consent_taken_in_twice_counts_once() -> None:
    known, row = Known(), grant_row(CONSENT, label_id=1)
    known.add_grant(row)
    known.add_grant(row)
    assert known._by_label == {1: [CONSENT]}


def test_a_fact_may_be_used_by_its_label_or_by_a_consent_for_it_alone() -> None:
    alone, other = uuid4(), uuid4()
    permitted = Permitted.of([1], facts={alone: 2}, valid_until=FAR_FUTURE)
    assert [permitted.permits_fact(fact, label=label) for fact, label in ((other, 1), (alone, 2), (other, 2))] == [
        True,
        True,
        False,
    ]


@pytest.mark.django_db(transaction=True)
def test_what_was_decided_on_a_book_that_was_forgotten_meanwhile_is_not_kept() -> None:
    class Purpose(str):
        """Looked at between the reading of the book and the decision: the moment at which another thread forgets."""

        __slots__ = ()

        def __hash__(self) -> int:
            fresh.forget()
            return super().__hash__()

    put_facts([shared("TH", "KR")])
    fresh = LabelBook()
    fresh.refresh()
    meanwhile = fresh.permitted(person("KR"), Action.READ, purpose=Purpose("fraud"), now=NOW)
    assert len(meanwhile.labels) == 1
    assert fresh.permitted(person("KR"), Action.READ, purpose="fraud", now=NOW + timedelta(hours=1)).labels == ()
