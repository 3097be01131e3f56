"""The three lanes of a case: information, intelligence, evidence. Nothing changes its lane by itself.

Sources, read 2026-11-23: the product's procedures, 2.3 (no court use without the originator's consent; the request, the
answer and the date are logged) and 3.1 (police information is never relabelled as evidence without consent; what will
be shown in court goes through the authority that may release it). Which authority that is, each bureau says in its own
profile; a bureau that has said nothing is taken at the strictest word, its central authority.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from interlace.core.problems import Problem


class Lane(StrEnum):
    """What a thing may be used for."""

    INFORMATION = "information"  # as it came, not judged
    INTELLIGENCE = "intelligence"  # judged by an analyst: it guides work
    EVIDENCE = "evidence"  # released for proceedings by the authority that may


class Authority(StrEnum):
    """Who may release something for another lane."""

    POLICE = "police"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    CENTRAL_AUTHORITY = "central_authority"


RELEASING = frozenset({Authority.PROSECUTOR, Authority.COURT, Authority.CENTRAL_AUTHORITY})
"""Those that a bureau's profile may name for evidence: police never releases police information for court."""


class Needs(StrEnum):
    """What a change of lane takes beside a reason."""

    GRADING = "grading"
    RELEASE = "release"  # by the authority of the originator's profile, and the originator's consent to court use
    NOTHING = "nothing"


CONVERSIONS: Mapping[tuple[Lane, Lane], Needs] = {
    (Lane.INFORMATION, Lane.INTELLIGENCE): Needs.GRADING,
    (Lane.INFORMATION, Lane.EVIDENCE): Needs.RELEASE,
    (Lane.INTELLIGENCE, Lane.EVIDENCE): Needs.RELEASE,
    # Set aside by a court, or found to be less than was thought.
    (Lane.EVIDENCE, Lane.INTELLIGENCE): Needs.NOTHING,
    (Lane.INTELLIGENCE, Lane.INFORMATION): Needs.NOTHING,
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an officer states when something changes its lane."""

    to: Lane
    authority: Authority
    authority_name: str
    document: str
    """The decision or letter, by its number."""
    decided: date | None
    reason: str


def conversion_problem(
    lane: Lane,
    asked: Conversion,
    *,
    is_graded: bool,
    accepted: Collection[Authority],
    may_cite: bool,
    today: date,
) -> Problem | None:
    """Why this cannot change its lane in this way; nothing where it can.

    `accepted` are the authorities of the originator's profile; `may_cite` says that the label allows court use, or
    that its originator has consented to it (codes J and C).
    """
    needs = CONVERSIONS.get((lane, asked.to))
    if needs is None:
        return Problem("lane_not_from_there")
    if not asked.reason.strip():
        return Problem("conversion_reason_missing")
    if needs is Needs.GRADING and not is_graded:
        return Problem("conversion_ungraded")
    return _release_problem(asked, accepted, may_cite=may_cite, today=today) if needs is Needs.RELEASE else None


def _release_problem(
    asked: Conversion, accepted: Collection[Authority], *, may_cite: bool, today: date
) -> Problem | None:
    if asked.authority not in accepted or asked.authority not in RELEASING:
        return Problem("conversion_authority")
    if not asked.authority_name.strip() or not asked.document.strip() or asked.decided is None:
        return Problem("conversion_decision_missing")
    if asked.decided > today:
        return Problem("conversion_in_future")
    return None if may_cite else Problem("conversion_consent")


def is_for_court(lane: Lane) -> bool:
    """Whether a copy may go without the stamp *not for court*."""
    return lane is Lane.EVIDENCE
