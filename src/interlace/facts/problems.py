"""What is wrong with a value, row or file, and how to mend it: every code in a whole sentence, for every language.

Codes and counts travel; words are chosen here, for whoever reads. No sentence repeats the value itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.problems import Parameter, Problem
from interlace.facts.problem_words import FILE_WORDS, ROW_WORDS, VALUE_WORDS, ZONE_FIELDS

WORDS: Mapping[str, tuple[Promise, Promise]] = {**VALUE_WORDS, **ROW_WORDS, **FILE_WORDS}


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """What is wrong, and how to mend it."""

    what: str
    fix: str


def words_for(problem: Problem) -> ProblemWords:
    """The problem in the reader's language. A code without words is named, so that it can be asked about."""
    return words_for_code(problem.code, problem.params)


def words_for_code(code: str, params: Mapping[str, Parameter]) -> ProblemWords:
    """The same for a code and parameters that were stored."""
    known = WORDS.get(code)
    if known is None:
        return ProblemWords(
            _("This cannot be used (code {code}).").format(code=code),
            _("Correct the cell, or ask your administrator about the code.").format(),
        )
    what, fix = known
    places = _Places(params)
    if "field" in params:
        name = str(params["field"])
        places["field"] = str(ZONE_FIELDS.get(name, name))
    return ProblemWords(str(what).format_map(places), str(fix).format_map(places))


class _Places(dict[str, Parameter]):
    """A place without its parameter reads as an ellipsis: an old record must stay readable."""

    def __missing__(self, key: str) -> str:
        return "…"
