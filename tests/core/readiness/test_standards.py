"""What each State wants shown, side by side."""

from datetime import date

from interlace.core.readiness.standards import Stage, Standard, StandardOfState, side_by_side


def test_each_state_keeps_its_own_latest_word_and_silence_is_unknown() -> None:
    old = StandardOfState("KR", Stage.ARREST, Standard.REASONABLE_SUSPICION, "desk note", date(2025, 3, 1))
    new = StandardOfState("KR", Stage.ARREST, Standard.PROBABLE_CAUSE, "letter of the ministry", date(2026, 3, 1))
    found = side_by_side([new, old], states=["KR", "TH"])
    assert found[Stage.ARREST] == {"KR": Standard.PROBABLE_CAUSE, "TH": Standard.UNKNOWN}
    assert found[Stage.TRIAL] == {"KR": Standard.UNKNOWN, "TH": Standard.UNKNOWN}
