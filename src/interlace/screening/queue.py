"""How rooms above screening lay their work into the inbox, in one list by due time, and offer steps on a hit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models

from interlace.foundation.http.desk import Desk
from interlace.screening.models import HitSide
from interlace.screening.presenting import Act, Preview, QueueItem


class Place(StrEnum):
    """Where in the inbox something without a running deadline of one's own stands."""

    TOLD = "told"  # to be taken note of
    ANSWERED = "answered"
    OWN_TURN = "own_turn"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work of another room."""

    item: QueueItem
    came: datetime
    due: datetime | None
    """When one's own bureau has to act; none where the place says where it stands."""
    place: Place
    preview: Callable[[], Preview]


Provider = Callable[[Desk], Iterable[Work]]
Rows = Callable[[Desk], "models.QuerySet[Any]"]
_PROVIDERS: dict[Provider, Rows | None] = {}


def provide_work(provider: Provider) -> Provider:
    """Let the inbox show what this gives. A decorator; every provider is asked once for each page."""
    _PROVIDERS[provider] = None
    return provider


def provide_seldom(rows: Rows) -> Callable[[Provider], Provider]:
    """The same for what there seldom is: the provider is asked only where there are such rows.

    An inbox is opened often. Whether there are any is asked of all rooms in one statement; the rows must be those that
    the officer may know of under any of its purposes.
    """

    def provide(provider: Provider) -> Provider:
        _PROVIDERS[provider] = rows
        return provider

    return provide


def work_for(desk: Desk) -> list[Work]:
    """What the rooms above have for this officer. A context of every matter is open."""
    asked = list(_PROVIDERS.items())
    seldom = [
        rows(desk).order_by().annotate(which=models.Value(number)).values_list("which", flat=True)[:1]
        for number, (_provider, rows) in enumerate(asked)
        if rows is not None
    ]
    there = set(seldom[0].union(*seldom[1:], all=True)) if seldom else set()
    return [
        work
        for number, (provider, rows) in enumerate(asked)
        if rows is None or number in there
        for work in provider(desk)
    ]


Step = Callable[[Desk, HitSide], Iterable[Act]]
_STEPS: list[Step] = []


def provide_step(step: Step) -> Step:
    """Let the page of a hit offer what this gives. A decorator; it is asked for each hit that is shown."""
    if step not in _STEPS:
        _STEPS.append(step)
    return step


def steps_on(desk: Desk, side: HitSide) -> list[Act]:
    """What the rooms above offer on this hit."""
    return [act for step in _STEPS for act in step(desk, side)]
