"""What is wrong, in words: a room keeps its problems in a book by their codes, and one way makes errors of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from interlace.core.problems import Problem
from interlace.foundation.errors import Conflict, FieldProblem, InterlaceError, InvalidInput, Refused, Text


@dataclass(frozen=True, slots=True)
class Words:
    """A problem in words: what, what to do, and where in the input it lies if it does (a JSON pointer)."""

    what: Text
    fix: Text = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class ProblemBook:
    """The problems of a room by their codes: what is not allowed, what does not fit the state, what was entered."""

    refused: Mapping[str, Words] = field(default_factory=dict)
    conflicts: Mapping[str, Words] = field(default_factory=dict)
    invalid: Mapping[str, Words] = field(default_factory=dict)

    def error(self, code: str) -> InterlaceError:
        """The problem as an error of the domain. Raises `KeyError` for a code that is in no part of the book."""
        if words := self.refused.get(code):
            return Refused(words.what, code=code, fix=words.fix)
        if words := self.conflicts.get(code):
            return Conflict(words.what, code=code, fix=words.fix)
        words = self.invalid[code]
        problem = FieldProblem(words.pointer, code, words.what, words.fix)
        return InvalidInput(words.what, code=code, problems=[problem], fix=words.fix)

    def require_none(self, problem: Problem | None) -> None:
        """Go on only where a rule has found nothing wrong."""
        if problem is not None:
            raise self.error(problem.code)
