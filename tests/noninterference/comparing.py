"""Two worlds, the same requests, and the first byte that differs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.noninterference.injected import Injected
from tests.noninterference.looking import Heard, Looker
from tests.noninterference.playing import Hidden, World
from tests.noninterference.worlds import Event, Story, Teller

NOTHING_HIDDEN = Hidden({})


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the looker could tell the worlds apart."""

    seed: int
    role: str
    surface: str
    request: str
    here: str
    there: str
    hidden: tuple[tuple[int, Event], ...]

    def __str__(self) -> str:
        lines = zip_longest(self.here.splitlines(), self.there.splitlines(), fillvalue="")
        parts = [f"  - {one[:1500]}\n  + {other[:1500]}" for one, other in lines if one != other]
        told = "\n".join(f"    {each}" for each in self.hidden)
        return "\n".join(
            [f"seed {self.seed}, {self.role}: {self.surface} tells on {self.request}", *parts[:4], "  hidden:", told]
        )


@contextmanager
def injected(seed: int) -> Iterator[Injected]:
    """A run in which time and chance are ours."""
    with pytest.MonkeyPatch.context() as patch:
        given = Injected(seed)
        given.installed(patch)
        yield given


def seen_in(story: Story, *, knows: bool = False) -> list[Heard]:
    """What the looker hears in this world. `knows`: with the ids of what is hidden from it."""
    with injected(story.seed) as given, TemporaryDirectory() as folder:
        world = World(given, story)
        world.build()
        hidden = world.hidden_ids() if knows else NOTHING_HIDDEN
        return Looker(world, hidden, Path(folder)).look()


def told(found: tuple[Heard, Heard] | None) -> str:
    """The first difference in words; nothing if there is none."""
    if found is None:
        return ""
    here, there = found
    return str(Difference(0, "", here.surface, here.request, here.answer, there.answer, ()))


def told_apart(story: Story, others: Mapping[str, Story]) -> dict[str, str]:
    """By what each of these worlds is told apart from the first, which is walked once for all of them."""
    plain = seen_in(story)
    found = {name: told(first_difference(plain, seen_in(other, knows=True))) for name, other in others.items()}
    return {name: words for name, words in found.items() if words}


def differences(seed: int, *, variants: int) -> Iterator[Difference]:
    """The differences of one story without and with several sets of hidden events."""
    teller = Teller(seed)
    story = teller.story()
    plain = seen_in(story)
    for _ in range(variants):
        other = story.with_hidden(teller.hidden(story))
        found = first_difference(plain, seen_in(other, knows=True))
        if found is not None:
            here, there = found
            yield Difference(
                seed=seed,
                role=story.role,
                surface=here.surface,
                request=here.request,
                here=here.answer,
                there=there.answer,
                hidden=other.hidden,
            )


def first_difference(here: Sequence[Heard], there: Sequence[Heard]) -> tuple[Heard, Heard] | None:
    """The first pair of answers that are not the same bytes."""
    nothing = Heard("", "", "")
    for one, other in zip_longest(here, there, fillvalue=nothing):
        if (one.surface, one.answer) != (other.surface, other.answer):
            return one, other
    return None
