"""Errors with names of the domain. Surfaces turn them into HTTP answers and exit codes in one place each.

The message is for people and never holds another party's data; `code` travels, `fix` says what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one place of the input; the place is a JSON pointer (`/values/0`)."""

    pointer: str
    code: str
    what: Text
    fix: Text = ""


class InterlaceError(Exception):
    """The root of everything the product refuses or cannot do."""

    code = "error"

    def __init__(self, message: Text = "", *, code: str | None = None, fix: Text = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.fix = fix


class Refused(InterlaceError):
    """Not allowed by role, purpose or handling."""

    code = "refused"


class SignInNeeded(Refused):
    """Nobody is signed in, or the session has ended."""

    code = "sign_in_needed"


class BudgetExhausted(Refused):
    """The searcher has used up what may be asked for now."""

    code = "budget_exhausted"

    def __init__(self, message: Text = "", *, retry_after: int, fix: Text = "") -> None:
        super().__init__(message, fix=fix)
        self.retry_after = retry_after
        """Seconds to wait."""


class NotFound(InterlaceError):
    """Absent, or not for this viewer: the two are one answer."""

    code = "not_found"


class InvalidInput(InterlaceError):
    """The input cannot be used as it is; `problems` say where, why and how to mend it."""

    code = "invalid_input"

    def __init__(
        self, message: Text = "", *, code: str | None = None, problems: Sequence[FieldProblem] = (), fix: Text = ""
    ) -> None:
        super().__init__(message, code=code, fix=fix)
        self.problems = tuple(problems)


class Conflict(InterlaceError):
    """The thing has changed since it was read, or the move does not fit its state."""

    code = "conflict"


class DoneInPart(InterlaceError):
    """Some bureaus or rows are left."""

    code = "done_in_part"


class TimeLimit(InterlaceError):
    """A remote side or a time limit ended the work."""

    code = "time_limit"


class AnswersMissing(TimeLimit):
    """Somebody who was asked has not answered yet: what there is would read as if nothing else were there."""

    code = "answers_missing"


class IntegrityFailure(InterlaceError):
    """A hash, signature or check digit does not fit."""

    code = "integrity_failure"
