"""A child's own agreement opens nothing to those who investigate or judge."""

from datetime import UTC, datetime, timedelta

import pytest

from interlace.core.victims.agreeing import Agreement, Use
from interlace.core.victims.guarding import needs_guardian, to_close

NOW = datetime(2026, 7, 16, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("use", Use)
def test_a_guardian_is_needed_for_a_child_and_for_investigation_and_court_alone(use: Use) -> None:
    assert not needs_guardian(use, is_child=False)
    assert needs_guardian(use, is_child=True) == (use in {Use.INVESTIGATION, Use.COURT})


def test_without_a_guardian_what_still_holds_for_these_uses_is_closed_and_care_is_not() -> None:
    held = {use: Agreement("COE02", "KR", use, given=NOW - timedelta(hours=1)) for use in Use}
    gone = Agreement("COE03", "KR", Use.COURT, given=NOW - timedelta(hours=2), taken_back=NOW - timedelta(hours=1))
    closed = to_close([*held.values(), gone], is_child=True, now=NOW)
    assert set(closed) == {held[Use.INVESTIGATION], held[Use.COURT]}
    assert to_close(held.values(), is_child=False, now=NOW) == ()
