"""The shell around every page: who is reading, for what, where they may go, what time it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
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
from interlace.foundation.http.matter import matter_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import ROLES, Role, Verb
from interlace.foundation.identity.sheets import code_for
from interlace.foundation.localize.formats import day_text, hour_text, moment_text, offset_text, weekday_text
from interlace.foundation.localize.reader import reader_of
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name, purpose_phrase
from interlace.operations.rules import may_see_board
from interlace.screening.quality import may_see_quality
from interlace.victims.rules import may_look as may_look_after

THEMES = ("auto", "light", "dark")

# Route name, the letter after `g`, the word.
SCREENS = (
    ("inbox", "i", gettext_lazy("Inbox")),
    ("threads", "t", gettext_lazy("Threads")),
    ("check", "c", gettext_lazy("Check")),
    ("links", "k", gettext_lazy("Links to judge")),
    ("cases", "f", gettext_lazy("Cases")),
    ("exhibits", "e", gettext_lazy("Exhibits")),
    ("chart", "n", gettext_lazy("Chart")),
    ("readiness", "r", gettext_lazy("Readiness")),
    ("meetings", "o", gettext_lazy("Meetings")),
    ("border", "b", gettext_lazy("Border")),
    ("import", "m", gettext_lazy("Import")),
    ("intake", "j", gettext_lazy("Intake")),
    ("sharing", "s", gettext_lazy("Sharing")),
    ("privacy", "p", gettext_lazy("Data protection")),
    ("shift", "w", gettext_lazy("Shift")),
    ("directory", "d", gettext_lazy("Directory")),
    ("capabilities", "a", gettext_lazy("Capabilities")),
    ("people", "u", gettext_lazy("People and units")),
    ("care", "v", gettext_lazy("Care")),
    ("quality", "q", gettext_lazy("Match quality")),
    ("people-resets", "l", gettext_lazy("Lost passwords and devices")),
)


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One screen of the navigation."""

    url: str
    key: str
    label: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around the page. Before sign-in only theme and languages are filled."""

    theme: str
    languages: tuple[tuple[str, str], ...]
    member: str = ""
    bureau: str = ""
    desk: str = ""
    officer: str = ""
    purpose: str = ""
    reference: str = ""
    purpose_field: ShownField | None = None
    reference_field: ShownField | None = None
    hour: str = ""
    day: str = ""
    rail: tuple[RailEntry, ...] = ()
    connected: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    read_by: str = ""
    verify: str = ""


def page(request: HttpRequest) -> Mapping[str, Any]:
    """The context processor of all pages."""
    theme = request.COOKIES.get("interlace_theme", "auto")
    theme = theme if theme in THEMES[1:] else ""
    officer = getattr(request, "user", None)
    if not isinstance(officer, Officer):
        return {"shell": Shell(theme=theme, languages=tuple(settings.LANGUAGES))}
    return {"shell": shell_for(request, officer, theme=theme)}


def shell_for(request: HttpRequest, officer: Officer, *, theme: str) -> Shell:
    """The shell of a signed-in officer."""
    matter, reader = matter_of(request), reader_of(officer)
    language, zone, now = reader.language, reader.zone, reader.now
    local = now.astimezone(zone)
    moment = moment_text(now, zone=zone, language=language)
    return Shell(
        theme=theme,
        languages=tuple(settings.LANGUAGES),
        member=officer.member_code,
        bureau=officer.bureau.name,
        desk=", ".join(str(ROLES[Role(role)].name) for role in officer.roles if role in set(Role)),
        officer=officer.display_name,
        purpose=purpose_phrase(matter.purpose) if matter.purpose else "",
        reference=matter.reference,
        purpose_field=purpose_field(officer, matter.purpose),
        reference_field=ShownField(
            name="reference", label=_("Case or legal reference"), value=matter.reference, required=True
        ),
        hour=hour_text(now, zone=zone),
        day=_("{offset}, {weekday} {day}").format(
            offset=offset_text(local),
            weekday=weekday_text(local, language=language),
            day=day_text(local.date(), language=language),
        ),
        rail=tuple(rail(request.path, officer)),
        read_by=_("Read by {officer}, {member}, {moment}").format(
            officer=officer.display_name, member=officer.member_code, moment=moment
        ),
        verify=_("Sheet {page}, code {code}").format(page=request.path, code=code_for(officer.pk, request.path, now)),
    )


def purpose_field(officer: Officer, chosen: str, *, name: str = "purpose") -> ShownField:
    """The purposes that this officer may work for."""
    choices = tuple(Choice(code, purpose_name(code), code == chosen) for code in officer.purposes)
    return ShownField(name=name, label=_("Purpose"), kind="select", choices=choices)


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


def rail(path: str, officer: Officer) -> list[RailEntry]:
    """The screens that exist on this node for this officer."""
    entries = []
    for route, key, label in SCREENS:
        if not _is_for(route, officer):
            continue
        url = reverse(route)
        is_current = path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
        entries.append(RailEntry(url=url, key=key, label=str(label), current=is_current))
    return entries
