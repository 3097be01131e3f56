"""Where an officer may go: the screens that exist for them, the daily ones in a row and the others in groups.

A screen that is not for an officer is not offered, and its address answers like one that does not exist.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from interlace.analysis.rules import may_chart
from interlace.bureaus.desk_rules import may_read as looks_bureaus_up
from interlace.bureaus.people.resets import may_sign_resets
from interlace.bureaus.people.rules import may_sign
from interlace.cases.rules import may_read as may_read_cases
from interlace.cases.rules import may_work
from interlace.crossmatch.rules import may_review
from interlace.desk.shift.rules import may_read as has_desk
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.operations.rules import may_see_board
from interlace.screening.quality import may_see_quality
from interlace.victims.rules import may_look as may_look_after


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the product: its route, the letter after `g`, its word."""

    route: str
    key: str
    word: Promise


DAILY = (
    Screen("inbox", "i", gettext_lazy("Inbox")),
    Screen("threads", "t", gettext_lazy("Threads")),
    Screen("check", "c", gettext_lazy("Check")),
    Screen("links", "k", gettext_lazy("Links to judge")),
    Screen("cases", "f", gettext_lazy("Cases")),
    Screen("exhibits", "e", gettext_lazy("Exhibits")),
    Screen("chart", "n", gettext_lazy("Chart")),
    Screen("meetings", "o", gettext_lazy("Meetings")),
    Screen("readiness", "r", gettext_lazy("Readiness")),
    Screen("care", "v", gettext_lazy("Care")),
    Screen("border", "b", gettext_lazy("Border")),
)
"""The screens in the row."""

BEHIND_MORE: tuple[tuple[Promise, tuple[Screen, ...]], ...] = (
    (
        gettext_lazy("Bring in"),
        (
            Screen("import", "m", gettext_lazy("Import")),
            Screen("intake", "j", gettext_lazy("Intake")),
        ),
    ),
    (
        gettext_lazy("Share and protect"),
        (
            Screen("sharing", "s", gettext_lazy("Sharing")),
            Screen("privacy", "p", gettext_lazy("Data protection")),
            Screen("quality", "q", gettext_lazy("Match quality")),
        ),
    ),
    (
        gettext_lazy("The bureau"),
        (
            Screen("shift", "w", gettext_lazy("Shift")),
            Screen("directory", "d", gettext_lazy("Directory")),
            Screen("capabilities", "a", gettext_lazy("Capabilities")),
            Screen("people", "u", gettext_lazy("People and units")),
            Screen("people-resets", "l", gettext_lazy("Lost passwords and devices")),
        ),
    ),
)
"""The other screens, in groups under a heading."""

SCREENS = DAILY + tuple(screen for _heading, screens in BEHIND_MORE for screen in screens)

ROOM_IN_THE_ROW = 9
"""Whoever has no more screens than this has them all in the row: nothing is gained by a menu of two."""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One screen of the navigation, as its reader meets it."""

    url: str
    key: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class RailGroup:
    """Screens behind "More" that belong together."""

    heading: str
    entries: tuple[RailEntry, ...]


@dataclass(frozen=True, slots=True)
class Navigation:
    """The screens that exist for a reader: those of every day, and the rest in groups."""

    daily: tuple[RailEntry, ...] = ()
    groups: tuple[RailGroup, ...] = ()

    @property
    def entries(self) -> tuple[RailEntry, ...]:
        """All screens on offer."""
        return self.daily + tuple(entry for group in self.groups for entry in group.entries)

    @property
    def current_behind_more(self) -> str:
        """The word of the current screen, where it stands in a group; otherwise empty."""
        return next((entry.label for group in self.groups for entry in group.entries if entry.current), "")


def navigation_of(path: str, officer: Officer) -> Navigation:
    """The screens that exist on this node for this officer, the one at `path` marked as current."""

    def offered(screens: Iterable[Screen]) -> tuple[RailEntry, ...]:
        return tuple(_entry(screen, path) for screen in screens if _is_for(screen.route, officer))

    groups = tuple(RailGroup(str(heading), offered(screens)) for heading, screens in BEHIND_MORE)
    navigation = Navigation(offered(DAILY), tuple(group for group in groups if group.entries))
    return navigation if len(navigation.entries) > ROOM_IN_THE_ROW else Navigation(navigation.entries)


def _entry(screen: Screen, path: str) -> RailEntry:
    url = reverse(screen.route)
    is_current = path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
    return RailEntry(url=url, key=screen.key, label=str(screen.word), current=is_current)


_ONLY_FOR: Mapping[str, Callable[[Viewer], bool]] = {
    "cases": may_read_cases,
    "exhibits": may_read_cases,
    "chart": may_chart,
    "meetings": lambda viewer: Verb.CHECK in viewer.verbs and not viewer.unit,
    "links": may_review,
    "readiness": may_see_board,
    "check": lambda viewer: Verb.CHECK in viewer.verbs,
    "border": lambda viewer: Verb.CHECK in viewer.verbs,
    "import": lambda viewer: Verb.CONTRIBUTE in viewer.verbs,
    "intake": may_work,
    "shift": has_desk,
    "directory": looks_bureaus_up,
    "capabilities": looks_bureaus_up,
    "people": may_sign,
    "quality": may_see_quality,
    "care": may_look_after,
}
"""The screens that do not exist for everybody."""


def _is_for(route: str, officer: Officer) -> bool:
    """Whether a screen exists for this officer; who keeps the machine signs resets and sees nobody's rights."""
    viewer = viewer_of(officer)
    if route == "people-resets":
        return not may_sign(viewer) and may_sign_resets(officer)
    return _ONLY_FOR[route](viewer) if route in _ONLY_FOR else True
