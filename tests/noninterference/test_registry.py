"""Every path out of the node is walked by the harness: one that is not fails the build."""

from dataclasses import replace
from pathlib import Path

import pytest
from procrastinate.contrib.django import app as jobs
from tests.noninterference.comparing import NOTHING_HIDDEN, injected
from tests.noninterference.looking import Looker
from tests.noninterference.playing import World
from tests.noninterference.surfaces import ROUTES, commands, page_patterns
from tests.noninterference.worlds import Teller

from interlace.foundation.disclosure.surfaces import declared, surface_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

BY_OPERATORS = (
    "interlace.surfaces.cli",
    "interlace.bureaus.cli",
    "interlace.foundation.audit.cli",
    "interlace.foundation.identity.cli",
)
"""Where the commands of whoever runs the machine are. They show no fact of any bureau."""

WITHIN = {
    "facts.result-sheet": "import.report",
    "facts.template": "import.template",
    "threads.book.file": "threads.book",
    "readiness.file": "page.readiness.print",
    "meeting.minutes": "page.meeting.minutes",
    "results.file": "page.results.file",
}
"""Exports that another path out hands over: walked with it."""


def walked(tmp_path: Path) -> set[str]:
    """The declared names that answered somebody who walks every path."""
    story = replace(Teller(2).story(), is_walked_through=True)
    with injected(story.seed) as given:
        world = World(given, story)
        world.build()
        return {heard.surface for heard in Looker(world, NOTHING_HIDDEN, tmp_path).look()}


def test_the_harness_walks_every_path_out(tmp_path: Path) -> None:
    jobs.perform_import_paths()  # type: ignore[no-untyped-call]
    tasks = (task for name, task in jobs.tasks.items() if not name.startswith(("builtin:", "procrastinate.")))
    found = {
        *(route.surface for route in ROUTES),
        *(name for _address, name in page_patterns()),
        *(each.name for task in tasks if (each := surface_of(task)) is not None),
        *(each.name for _words, command in commands() if (each := surface_of(command)) is not None),
    }
    names = walked(tmp_path)
    assert found - names == set()
    rest = {
        name
        for name, each in declared().items()
        if not name.startswith("trial.") and name not in names | set(WITHIN) and not each.place.startswith(BY_OPERATORS)
    }
    assert rest == set()
    assert {WITHIN[name] for name in WITHIN if name in declared()} <= names
