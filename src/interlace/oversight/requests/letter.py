"""The letter to the person: the same words whether or not data existed, and beyond them what owners let be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from interlace.foundation.localize.formats import day_text
from interlace.oversight.models import SubjectRequest
from interlace.oversight.requests.telling import OwnerTold


@dataclass(frozen=True, slots=True)
class Letter:
    """Ready to be printed, in the language of the person."""

    language: str
    bureau: str
    number: str
    day: str
    to: str
    title: str
    paragraphs: tuple[str, ...]
    statements: tuple[tuple[str, str], ...]
    """Bureau and what it lets the person be told; usually empty."""
    closing: tuple[str, ...]
    sign: str


def letter_for(
    request: SubjectRequest, owners: Collection[OwnerTold], *, bureau: str, at: datetime, zone: ZoneInfo
) -> Letter:
    """What the person is written. Nothing in it depends on what was found, deleted or kept, or on who answered.

    `at` is the moment at which it was ready: the day of whoever prints it would tell who was busy.
    """
    with translation.override(request.language):
        return Letter(
            language=request.language,
            bureau=bureau,
            number=request.number,
            day=_day(at, request.language, zone),
            to=request.name,
            title=_("Your request about your personal data"),
            paragraphs=(
                _("On {day} you asked us about data concerning you. Your request has the number {number}.").format(
                    day=_day(request.received, request.language, zone), number=request.number
                ),
                _("Your identity was checked, and every bureau that takes part was asked."),
                _(
                    "Wherever data concerning you might have been unlawful, inaccurate or no longer needed, the law has"
                    " been applied to them. The law does not allow us to say whether data concerning you exist or have"
                    " existed; we write the same words to everybody who asks."
                ),
            ),
            statements=tuple(
                (each.owner, each.statement) for each in sorted(owners, key=lambda each: each.owner) if each.statement
            ),
            closing=(
                _(
                    "You may ask the supervisory authority of your country to check this answer, and the Commission for"
                    " the Control of INTERPOL's Files where an international file may be concerned. A court remains"
                    " open to you."
                ),
            ),
            sign=_("The data-protection officer of {bureau}").format(bureau=bureau),
        )


def _day(at: datetime, language: str, zone: ZoneInfo) -> str:
    return day_text(at.astimezone(zone).date(), language=language)
