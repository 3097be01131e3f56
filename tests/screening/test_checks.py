"""What a check answers, and to whom."""

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"


def ask(member: str, kind: str, value: str) -> CheckResult:
    return ask_holders(viewer(member), question_about(entity_asked(kind, value)), now=NOW)


def states(result: CheckResult) -> dict[str, tuple[str, str | None]]:
    return {answer.holder: (answer.state, answer.band) for answer in result.answers}


def test_a_seeker_learns_that_something_exists_and_whom_to_ask() -> None:
    make_members("KR", "TH", "SG")
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534"))

    result = ask("KR", "phone", PHONE)

    assert states(result) == {"TH": ("possible", "strong"), "SG": ("no_hit", None)}


def test_a_bureau_that_is_not_named_meets_no_hit() -> None:
    make_members("KR", "TH", "SG")
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=PHONE))

    assert states(ask("SG", "phone", PHONE)) == {"KR": ("no_hit", None), "TH": ("no_hit", None)}
