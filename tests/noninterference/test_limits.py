"""I4 of what is refused for being too often: neither when nor for how long depends on what is hidden."""

from typing import Any

import pytest
from tests.noninterference.comparing import first_difference, seen_in
from tests.noninterference.worlds import PEOPLE, B, Contribute, Load, Story

from interlace.core.handling import Action, HitMode
from interlace.foundation.disclosure.labels import book
from interlace.screening.checks import budget

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

DWELLS_ON_LIMITS = 2
"""Seed: what the looker dwells on."""
STORY = Story(DWELLS_ON_LIMITS, "desk", (Contribute("TH", (PEOPLE[0],), members=(B,), hit=HitMode.CONTENT),))
GONE = Contribute("TH", (PEOPLE[0], PEOPLE[3]), members=(B,))
HIDDEN = STORY.with_hidden(
    [(0, Load(GONE, "list that was", "withdrawn")), (0, Contribute("VN", (PEOPLE[0], PEOPLE[1]), ("TH",)))]
)


def test_a_limit_that_is_reached_changes_no_byte() -> None:
    plain, other = seen_in(STORY), seen_in(HIDDEN, knows=True)
    assert first_difference(plain, other) is None
    refused = {
        (heard.surface, heard.answer.splitlines()[0]) for heard in plain if heard.answer.startswith(("429", "3\n"))
    }
    assert refused == {
        ("checks.ask", "429"),
        ("checks.bulk", "429"),
        ("page.check", "429"),
        ("check", "3"),
        ("hits.list", "429"),
        ("hits.show", "429"),
    }


def test_a_price_that_depends_on_the_labels_there_are_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = budget.spend

    def spend(viewer: Any, kind: Any, **rest: Any) -> None:
        found = {
            action: book.permitted(viewer.person, action, purpose=viewer.purpose, now=rest["now"])
            for action in (Action.DISCOVER, Action.READ)
        }
        if not set(found[Action.DISCOVER].labels) <= set(found[Action.READ].labels):
            real(viewer, kind, **rest)

    monkeypatch.setattr(budget, "spend", spend)
    assert first_difference(seen_in(STORY), seen_in(HIDDEN, knows=True)) is not None
