"""Names and clocks as a page shows them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interlace.foundation.localize.shown import (
    ShownClock,
    ShownName,
    clock,
    direction_of,
    language_of,
    paused_clock,
    person_name,
)

NOW = datetime(2026, 7, 14, 7, 22, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("한지섭", "ko"),
        ("ฮัน จีซอบ", "th"),
        ("សុខ ដារ៉ា", "km"),
        ("ບຸນມີ ສີສຸກ", "lo"),
        ("ကျော်မင်းထွန်း", "my"),
        ("王小明", "zh"),
        ("山田 たろう", "ja"),
        ("سالم الحربي", "ar"),
        ("Иван Петров", "ru"),
        ("Nguyễn Thị Hường", "vi"),
        ("Nguye\u0302\u0303n", "vi"),
        ("HAN Ji-seop", ""),
        ("+82 10 0000 0142", ""),
        ("", ""),
    ],
)
def test_the_script_of_a_text_gives_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_arabic_runs_from_right_to_left() -> None:
    assert (direction_of("ar"), direction_of("ko"), direction_of("")) == ("rtl", "ltr", "ltr")


def test_a_romanised_name_stands_beside_the_original_unless_it_says_the_same() -> None:
    assert person_name("한지섭", "HAN Ji-seop") == ShownName("한지섭", "HAN Ji-seop", "ko")
    assert person_name("Tran Van A", "TRAN VAN A") == ShownName("Tran Van A", "", "")


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (18, ShownClock("18 min", "18 min left, due 14:40", "soon", 15)),
        (60, ShownClock("1 h", "1 h left, due 15:22", "", 50)),
        (-20, ShownClock("20 min overdue", "Overdue by 20 min, was due 14:02", "late", 0)),
        (0, ShownClock("0 min overdue", "Overdue by 0 min, was due 14:22", "late", 0)),
    ],
)
def test_a_clock_says_how_long_then_when(minutes: int, shown: ShownClock) -> None:
    due = NOW + timedelta(minutes=minutes)
    started = due - timedelta(minutes=120)
    assert clock(due=due, started=started, now=NOW, zone=BANGKOK, language="en") == shown


def test_a_clock_that_stands_still_names_whom_it_waits_for() -> None:
    assert paused_clock(waiting_for="XB") == ShownClock("paused", "Paused, waiting for XB", "paused", 100)
