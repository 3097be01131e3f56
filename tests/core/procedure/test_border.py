"""What a border post is told: the gravest of what was found, and a "no hit" only when everybody has answered."""

import pytest

from interlace.core.procedure.border import BorderAnswer, Resemblance, border_answer

DOCUMENT, PERSON = Resemblance.DOCUMENT, Resemblance.PERSON


@pytest.mark.parametrize(
    ("found", "has_everybody_answered", "answer"),
    [
        ([], True, BorderAnswer.NO_HIT),
        ([], False, BorderAnswer.NOT_ANSWERED),
        ([PERSON], True, BorderAnswer.COMPARE),
        ([PERSON], False, BorderAnswer.COMPARE),
        ([DOCUMENT], True, BorderAnswer.SECOND_LINE),
        ([PERSON, DOCUMENT], False, BorderAnswer.SECOND_LINE),
    ],
)
def test_the_gravest_finding_is_the_answer(
    found: list[Resemblance], has_everybody_answered: bool, answer: BorderAnswer
) -> None:
    assert border_answer(found, has_everybody_answered=has_everybody_answered) is answer


def test_no_answer_says_that_somebody_is_clear() -> None:
    assert not any("clear" in answer.value for answer in BorderAnswer)
