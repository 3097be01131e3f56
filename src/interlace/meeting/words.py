"""The words of the meeting: what is wrong with a row of a pack and how to mend it, why a part was not read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from interlace.core.problems import Problem
from interlace.evidence.reading.documents import Hindrance
from interlace.facts.problems import ProblemWords, words_for
from interlace.meeting.pack.records import NotRead, PackProblem, RowProblem

PACK_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    PackProblem.EMPTY_VALUE: (_("The value of this row is missing."), _("Ask the bureau for the value.")),
    PackProblem.UNKNOWN_CASE: (
        _("No case of this bureau in the pack has this reference."),
        _("Correct the reference, or add the case to the pack."),
    ),
    PackProblem.UNKNOWN_TYPE: (
        _("What sort of value this is cannot be told."),
        _("Write the type as phone, account, wallet, website or the like, in any language of the network."),
    ),
    PackProblem.DUPLICATE_ROW: (_("The same row stands here twice; it is taken once."), _("Leave out one of the two.")),
    PackProblem.TOTAL_ROW: (_("This is a line of totals and no entry."), _("Nothing to do; it was not counted.")),
    PackProblem.FUTURE_DATE: (
        _("This birth date lies in the future."),
        _("Check the year, and the calendar in which it was written."),
    ),
    PackProblem.AMBIGUOUS_DATE: (
        _("Day and month can be swapped in this date; it was read day first."),
        _("Ask the bureau once for this list which comes first."),
    ),
    PackProblem.AMOUNT: (
        _("This amount is not a number."),
        _("Look for letters among the digits and type it again."),
    ),
    PackProblem.COLUMNS_SHIFTED: (
        _("A separator within a text has moved the columns of this row to the right."),
        _("Put the text between quotation marks, and send the row again."),
    ),
    PackProblem.MRZ_CHECK_DIGIT: (
        _("The document number does not fit its check digit in the passport line."),
        _("Type the line again from the document."),
    ),
    PackProblem.ACCOUNT_CHECK_DIGITS: (
        _("The check digits of this account number do not fit."),
        _("Compare the number with the statement and type it again."),
    ),
}


def words_of_row(problem: RowProblem) -> ProblemWords:
    """A row's problem in the reader's language. The value itself is never repeated."""
    known = PACK_WORDS.get(problem.code)
    if known is not None:
        return ProblemWords(str(known[0]), str(known[1]))
    return words_for(Problem(problem.code, dict(problem.params)))


def words_of_part(part: NotRead) -> str:
    """Why a part of a file was not read, in one sentence, with what to install where something is missing."""
    match part.code:
        case Hindrance.SHEET_HIDDEN:
            return _now("This sheet is hidden, and was not read.")
        case Hindrance.OCR_MISSING:
            return _now("This page is a picture and was not read: install the system package {package}.").format(
                package=part.detail
            )
        case Hindrance.OCR_LANGUAGE_MISSING:
            return _now(
                "This page is a picture and was not read: install {package}, the data for its language."
            ).format(package=part.detail)
        case Hindrance.PAGE_NOT_READ:
            return _now("This page is a picture that took too long to read.")
        case Hindrance.FILE_REFUSED:
            return _now("This file was refused as unsafe or damaged (code {code}).").format(code=part.detail)
        case _:
            return _now("What sort of file this is cannot be told, and it was not read.")
