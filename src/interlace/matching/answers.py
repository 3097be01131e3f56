"""Answers as rows, for programs and for people."""

from collections.abc import Iterator
from typing import Any

from interlace.core.entities import Unread
from interlace.core.matching import Reason, Score
from interlace.foundation.console import Format, options
from interlace.matching.pairs import PairProblem, PairScore

Row = dict[str, Any]


def pair_row(answer: PairScore | PairProblem) -> Row:
    """The answer to one pair."""
    if isinstance(answer, PairProblem):
        return {"id": answer.id, "problem": problem_row(answer.found)}
    row = {"id": answer.id, **score_row(answer.score)}
    if answer.unread:
        row["not_compared"] = [problem_row(each) for each in answer.unread]
    return row


def is_for_people() -> bool:
    """Whether the answer goes into a table, where a row has no parts."""
    return options().format in {Format.TABLE, Format.CSV}


def score_row(score: Score) -> Row:
    """A score with its reasons: whole for a program, their codes and bits for a person."""
    return {
        "probability": score.probability,
        "bits": score.bits,
        "band": str(score.band),
        "reasons": list(_reasons(score)) if is_for_people() else [_reason_row(reason) for reason in score.reasons],
        "model": score.model,
    }


def _reasons(score: Score) -> Iterator[str]:
    return (f"{reason.code} {reason.bits:+}" for reason in score.reasons)


def _reason_row(reason: Reason) -> Row:
    row: Row = {"code": reason.code, "field": str(reason.field), "bits": reason.bits}
    if reason.params:
        row["params"] = dict(reason.params)
    return row | {"a": reason.left_tags, "b": reason.right_tags}


def problem_row(found: Unread) -> Row | str:
    """What is wrong, where, and how to mend it; for a person, the sentences alone."""
    # Late: most lines are in order, and Django's translations take longer to load than a thousand of them.
    from interlace.matching.words import prepare_words, words_of

    prepare_words(options().language)
    words = words_of(found)
    if is_for_people():
        return f"{words.what} {words.fix}"
    return {"at": found.pointer, "code": found.problem.code, "what": words.what, "fix": words.fix}
