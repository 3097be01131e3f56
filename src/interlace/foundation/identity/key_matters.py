"""What a key asks for by itself, where its client can send neither purpose nor reference."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import FieldProblem
from interlace.foundation.identity.models import Officer

QUESTIONS_A_DAY = 10_000
"""As many as a bureau may put in lists in a day without a second person (security-model 6)."""
QUESTIONS_AT_MOST = 1_000_000
"""What the keeper of the node may give: a system that screens for a bureau has a number of its own."""
LONGEST_REFERENCE = 120


@dataclass(frozen=True, slots=True)
class KeyMatter:
    """The purpose and the reference under which a key asks, and how much in a day."""

    purpose: str
    reference: str
    questions: int = QUESTIONS_A_DAY


def matter_problems(matter: KeyMatter, *, officer: Officer, most: int) -> list[FieldProblem]:
    """What keeps an account from having a key with this matter."""
    problems = []
    if matter.purpose not in officer.purposes:
        what = _("This purpose is not one of the account's.")
        problems.append(FieldProblem("/matter/purpose", "purpose_not_yours", what, _("Name one that it works for.")))
    if not 0 < len(matter.reference.strip()) <= LONGEST_REFERENCE:
        what = _("A key that asks by itself needs a reference of 1 to 120 characters.")
        fix = _("Give the number of the case or the legal reference.")
        problems.append(FieldProblem("/matter/reference", "reference_length", what, fix))
    if not 0 < matter.questions <= most:
        what = _("This is not a number of questions that may be given.")
        range_fix = _("Give a number from 1 to {most}.").format(most=most)
        problems.append(FieldProblem("/matter/questions", "questions_out_of_range", what, range_fix))
    return problems
