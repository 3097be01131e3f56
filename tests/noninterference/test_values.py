"""Two worlds that differ in a hidden value alone: an asker who may only discover cannot tell which one it is."""

from typing import Any

import pytest
from tests.noninterference.comparing import NOTHING_HIDDEN, first_difference, injected
from tests.noninterference.looking import Heard, Looker
from tests.noninterference.playing import START, World, worker
from tests.noninterference.worlds import Story
from tests.screening.network import contribute, label, person

from interlace.screening.checks import bands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

PHONE = "+66 2 000 0144"
ONE = {"birthDate": "1991-04-17", "gender": "male", "nationality": "th", "birthPlace": "Chiang Mai"}
OTHER = {"birthDate": "1956-11-02", "gender": "female", "nationality": "vn", "birthPlace": "Huế"}
GUESSES: tuple[dict[str, str], ...] = (
    {},
    *({name: value} for values in (ONE, OTHER) for name, value in values.items()),
    ONE,
    OTHER,
    {"name": "Somchai Jaidee", "birthDate": "1991"},
    {"name": "Le Thi Hoa", "birthDate": "1956"},
)


def asked_about(name: str, values: dict[str, str], tmp_path: Any) -> list[Heard]:
    """Every guess of somebody who knows the phone, and what the lists and the hit say in the end."""
    story = Story(seed=7, role="desk", shared=())
    with injected(story.seed) as given:
        world = World(given, story)
        world.build()
        given.step("hidden value", START)
        contribute(worker("TH"), label("TH", seekers=["KR"]), person(name, phone=PHONE, **values))
        looker = Looker(world, NOTHING_HIDDEN, tmp_path)
        for guess in GUESSES:
            properties = {"phone": [PHONE], **{prop: [value] for prop, value in guess.items()}}
            entity = {"schema": "Person", "properties": properties}
            looker.call("POST", "/checks", {"purpose": "fraud", "reference": "KR-1", "entity": entity})
        looker.call("GET", "/checks?limit=200")
        looker.call("GET", "/hits?limit=200")
        return looker.heard


def test_a_hidden_value_changes_no_byte(tmp_path: Any) -> None:
    here = asked_about("Somchai Jaidee", ONE, tmp_path)
    assert '"answer":"possible"' in here[0].answer
    assert first_difference(here, asked_about("Le Thi Hoa", OTHER, tmp_path)) is None


def test_a_first_band_that_does_not_stay_is_found(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "interlace.screening.checks.comparing.told_bits",
        lambda compared, **_rest: [each.score.bits for each in compared],
    )
    assert bands.told_bits is not None
    here = asked_about("Somchai Jaidee", ONE, tmp_path)
    assert first_difference(here, asked_about("Le Thi Hoa", OTHER, tmp_path)) is not None
