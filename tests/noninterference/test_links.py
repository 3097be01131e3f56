"""Links between originators tell nothing of what stands beyond sight: not by a count, an order, an id or a hub."""

import pytest
from tests.noninterference.comparing import first_difference, seen_in, told
from tests.noninterference.worlds import PEOPLE, B, Clutter, Contribute, Load, Story

from interlace.core.handling import HitMode
from interlace.crossmatch import hubs
from interlace.screening.index import PermittedLabels

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

HITS = 3
"""A seed with which the looker dwells on hits and links."""
HAN, THAI_HAN, LE = PEOPLE[0], PEOPLE[1], PEOPLE[6]
CONTENT = HitMode.CONTENT
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
GUESTS = tuple({"name": f"Guest {each}{each.lower()}ling", "phone": HAN["phone"]} for each in LETTERS)
STORY = Story(
    HITS,
    "desk",
    (
        Contribute(B, (HAN, LE), members=("TH", "VN")),
        Contribute("TH", (THAI_HAN, PEOPLE[5]), members=(B,), hit=CONTENT),
        Contribute("VN", (PEOPLE[2],), members=(B,), hit=CONTENT),
    ),
)
A_HUB = (0, Contribute("SG", GUESTS, members=("TH",), hit=CONTENT))
HIDDEN = STORY.with_hidden(
    [
        A_HUB,
        (1, Contribute("SG", (HAN,), members=("TH", "VN"), hit=CONTENT)),
        (1, Contribute("SG", (HAN,), members=(B, "TH"), hit=HitMode.SILENT)),
        (2, Contribute("TH", (THAI_HAN, LE), members=(B, "VN"), hit=CONTENT, level=3)),
        (2, Contribute("VN", (THAI_HAN,), members=(B, "TH"), hit=CONTENT, codes=("Z",))),
        (3, Contribute(B, (HAN, LE), members=("TH",), hit=CONTENT, post="chief", level=3)),
        (3, Contribute("TH", (THAI_HAN,), members=(B,), hit=CONTENT, then="undone", rooms=("reed",))),
        (3, Clutter("TH")),
        (3, Clutter("VN")),
    ]
)
OPEN = STORY.with_hidden([(1, Contribute("SG", (HAN,), members=(B,), hit=CONTENT))])


def test_hidden_records_hubs_and_judgements_change_no_byte_of_links_and_an_open_record_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = seen_in(STORY)
    assert "very_strong" in "".join(each.answer for each in plain if each.surface == "links.list")
    assert told(first_difference(plain, seen_in(HIDDEN, knows=True))) == ""
    assert told(first_difference(plain, seen_in(OPEN, knows=True))) != ""

    # A planted leak: hubs counted over every record.
    monkeypatch.setattr(hubs, "_counted", lambda _view: PermittedLabels.of(range(100_000)))
    assert told(first_difference(plain, seen_in(STORY.with_hidden([A_HUB]), knows=True))) != ""


LISTED = Story(
    HITS,
    "desk",
    (
        Load(Contribute("TH", (THAI_HAN, PEOPLE[5]), members=(B,), hit=CONTENT), "listed"),
        # Whoever contributes works off what waits: the lists that were loaded before.
        Contribute(B, (HAN, LE), members=("TH", "VN")),
        Contribute("TH", (PEOPLE[5],), members=(B,), hit=CONTENT),
    ),
)
HIDDEN_LISTS = LISTED.with_hidden(
    [
        (1, Load(Contribute("SG", (HAN, *GUESTS), members=("TH",), hit=CONTENT), "guests")),
        (1, Load(Contribute("VN", (HAN,), members=(B, "TH"), hit=HitMode.SILENT), "silent")),
        (2, Load(Contribute("TH", (THAI_HAN, LE), members=(B, "VN"), hit=CONTENT, level=3), "higher", "shortened")),
        (2, Load(Contribute("VN", (THAI_HAN, LE), members=("TH",), hit=CONTENT), "gone", "withdrawn")),
    ]
)


def test_lists_beyond_sight_change_no_byte_of_links() -> None:
    plain = seen_in(LISTED)
    assert "very_strong" in "".join(each.answer for each in plain if each.surface == "links.list")
    assert told(first_difference(plain, seen_in(HIDDEN_LISTS, knows=True))) == ""
