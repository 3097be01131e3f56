"""An answer is read by nobody to whom the person has not agreed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interlace.core.victims import QUESTIONS, Reply
from interlace.core.victims.agreeing import Agreement, Use, readable

NOW = datetime(2026, 7, 16, 9, 0, tzinfo=UTC)
SAID = {"COE02": Reply.YES, "DEB01": Reply.SOMETIMES}
TO_KR = Agreement("COE02", "KR", Use.INVESTIGATION, given=NOW - timedelta(hours=1))


def test_nothing_is_readable_by_default() -> None:
    assert readable(SAID, [], recipient="KR", use=Use.INVESTIGATION, now=NOW) == {}


def test_an_agreement_holds_for_one_answer_one_recipient_and_one_use() -> None:
    assert readable(SAID, [TO_KR], recipient="KR", use=Use.INVESTIGATION, now=NOW) == {"COE02": Reply.YES}
    assert readable(SAID, [TO_KR], recipient="KR", use=Use.COURT, now=NOW) == {}
    assert readable(SAID, [TO_KR], recipient="TH", use=Use.INVESTIGATION, now=NOW) == {}


def test_it_can_be_taken_back() -> None:
    taken = Agreement("COE02", "KR", Use.INVESTIGATION, given=TO_KR.given, taken_back=NOW)
    assert readable(SAID, [taken], recipient="KR", use=Use.INVESTIGATION, now=NOW) == {}


@given(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(Reply)), st.frozensets(st.sampled_from(QUESTIONS)))
def test_what_is_readable_was_said_and_agreed_to(replies: dict[str, Reply], agreed: frozenset[str]) -> None:
    agreements = [Agreement(each, "KR", Use.COURT, given=NOW) for each in sorted(agreed)]
    assert set(readable(replies, agreements, recipient="KR", use=Use.COURT, now=NOW)) == set(replies) & agreed
