"""I4: two worlds that differ in hidden things alone answer every request with the same bytes."""

import os

import pytest
from tests.noninterference.comparing import differences

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

STORIES = int(os.environ.get("INTERLACE_STORIES", "20"))
# With the story itself five worlds that must all be the same, which are ten pairs. Twenty stories: 200 pairs, of 80
# sets of hidden events made up independently. INTERLACE_STORIES=50 tries 200 of them, in two and a half times the time.
VARIANTS = 4
FIRST_SEED = int(os.environ.get("INTERLACE_SEED", "20261122"))


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + STORIES))
def test_hidden_things_change_no_byte(seed: int) -> None:
    found = [*differences(seed, variants=VARIANTS)]
    assert not found, "\n\n".join(map(str, found[:3]))
