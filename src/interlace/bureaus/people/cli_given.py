"""What the commands `interlace people` are given: as whom, on which paper, about whom."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from interlace.bureaus.people import queries
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.queries import Person
from interlace.bureaus.people.rules import bureau_of, bureaus_under
from interlace.foundation.console import options
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.codes import use_code
from interlace.foundation.identity.models import Bureau
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.identity.sessions import FreshCodeNeeded


def viewer() -> Viewer:
    """The profile that the command names."""
    return viewer_of(officer_of_profile(options().profile))


def show_code(code: str) -> None:
    """Use the code of the profile's device, where it has one. Call it outside transactions."""
    officer = officer_of_profile(options().profile)
    if officer.totp_sealed is None:
        return
    if not code:
        raise FreshCodeNeeded(_("This act needs a fresh code."), fix=_("Add --code with what your device shows now."))
    use_code(officer, code, now=timezone.now())


def person_named(who: Viewer, username: str, *, now: datetime) -> Person:
    """An officer of the own bureau or of a unit under it."""
    people = (person for unit in queries.people_of(who, now=now) for person in unit.people)
    found = next((each for each in people if each.post.username == username.lower()), None)
    if found is None:
        raise NotFound(_("There is no such officer of your bureau."))
    return found


def place_named(who: Viewer, name: str | None) -> Bureau:
    """The own bureau, or the unit under it that has this name."""
    own = bureau_of(who)
    found = own if name is None else next((each for each in bureaus_under(own) if each.name == name), None)
    if found is None:
        raise NotFound(_("There is no such unit of your bureau."))
    return found


def paper_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--document`, `--dated`, `--signed-by` as one paper, and `--code` beside it."""

    @click.option("--document", default="", help="Reference of the written authorisation.")
    @click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), help="Day of the authorisation.")
    @click.option("--signed-by", default="", help="Who signed it.")
    @click.option("--code", default="", help="Code that the officer's device shows now, where it has one.")
    @functools.wraps(command)
    def with_paper(*, document: str, dated: datetime | None, signed_by: str, **given: Any) -> None:
        command(**given, paper=Paper(document, dated.date() if dated is not None else None, signed_by))

    return with_paper
