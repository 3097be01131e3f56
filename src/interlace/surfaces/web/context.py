"""The shell around every page: who is reading, for what, where they may go, what time it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from interlace.foundation.http.matter import matter_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.identity.sheets import code_for
from interlace.foundation.localize.formats import day_text, hour_text, moment_text, offset_text, weekday_text
from interlace.foundation.localize.reader import reader_of
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name, purpose_phrase
from interlace.surfaces.web.navigation import Navigation, navigation_of

THEMES = ("auto", "light", "dark")


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
    navigation: Navigation = field(default_factory=Navigation)
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
        navigation=navigation_of(request.path, officer),
        read_by=_("Read by {officer}, {member}, {moment}").format(
            officer=officer.display_name, member=officer.member_code, moment=moment
        ),
        verify=_("Sheet {page}, code {code}").format(page=request.path, code=code_for(officer.pk, request.path, now)),
    )


def purpose_field(officer: Officer, chosen: str, *, name: str = "purpose") -> ShownField:
    """The purposes that this officer may work for."""
    choices = tuple(Choice(code, purpose_name(code), code == chosen) for code in officer.purposes)
    return ShownField(name=name, label=_("Purpose"), kind="select", choices=choices)
