"""Who ends a request to erase a file."""

import pytest

from interlace.core.victims.erasing import Ending, may_end


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("officer", ["first", "second"])
def test_whoever_asked_may_only_take_it_back_and_a_second_officer_may_do_all_else(ending: Ending, officer: str) -> None:
    allowed = {("first", Ending.WITHDRAWN), ("second", Ending.ERASED), ("second", Ending.DECLINED)}
    assert may_end(ending, asked_by="first", officer=officer) == ((officer, ending) in allowed)
