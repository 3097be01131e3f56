"""What a password must be. Length and not being a known one are what counts (NIST SP 800-63B, 5.1.1.2)."""

import secrets

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import FieldProblem

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
_RULES = (MinimumLengthValidator(SHORTEST_PASSWORD), CommonPasswordValidator())
# No letter or digit that is taken for another when it is read out.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 5


def password_problems(password: str) -> list[FieldProblem]:
    """What is wrong with a password that somebody chose."""
    if len(password) > LONGEST_PASSWORD:
        return [
            FieldProblem(
                "/password", "password_long", _("A password has at most 256 characters."), _("Choose a shorter one.")
            )
        ]
    said: list[str] = []
    for rule in _RULES:
        try:
            rule.validate(password)
        except ValidationError as error:
            said += error.messages
    fix = _("Choose a sentence that only you would write.")
    return [FieldProblem("/password", "password_weak", what, fix) for what in said]


def new_password() -> str:
    """A password to hand over once: 99 bits that can be read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(_GROUP)) for _group in range(_GROUPS))
