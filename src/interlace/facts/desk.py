"""Who sits at a page: the officer at work, reading in a language and a time zone."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InterlaceError, SignInNeeded
from interlace.foundation.http.matter import matter_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.localize.reader import Reader, reader_of
from interlace.foundation.localize.shown import Notice


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads the page, for what, and how."""

    viewer: Viewer
    reader: Reader


def desk_of(request: HttpRequest) -> Desk:
    """The officer of this request; nobody is sent to the door."""
    officer = request.user
    if not isinstance(officer, Officer):
        raise SignInNeeded(_("Sign in first."))
    matter = matter_of(request)
    return Desk(viewer_of(officer, purpose=matter.purpose, reference=matter.reference), reader_of(officer))


def notice_of(error: InterlaceError) -> Notice:
    """An error as one calm notice."""
    return Notice(lead=str(error.message), text=str(error.fix), tone="bad", mark="stop", code=error.code)


def address_of(name: str, *arguments: Any) -> str:
    """The address of another room's page, or nothing while that room has none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
