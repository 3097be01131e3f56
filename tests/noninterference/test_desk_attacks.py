"""Attacks on the desk by whoever has an account: each of them told something once."""

import pytest
from tests.people import Caller, make_officer
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.models import RequestKind
from interlace.oversight.requests import actions as requests

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")


def test_the_number_of_a_request_counts_no_others() -> None:
    make_members("KR", "TH")
    numbers = []
    for _ in range(3):
        request = requests.receive_request(viewer("TH"), kind=RequestKind.ACCESS, name="Han", language="en", now=NOW)
        numbers.append(request.number)
    assert len(set(numbers)) == 3
    assert {number.rpartition("-")[0] for number in numbers} == {"TH-P-2026"}
    assert not any(number.rpartition("-")[2].isdigit() for number in numbers)


def test_what_a_colleague_blocked_is_not_numbered_to_others() -> None:
    make_members("KR", "TH")
    make_officer("KR", username="kr.chief", roles=(Role.HEAD,), bureau=Bureau.objects.get(member="KR"), level=3)
    (secret,) = contribute(viewer("KR", post="chief"), label("KR", level=3), KOREAN)
    asker = viewer("TH")
    request = requests.receive_request(asker, kind=RequestKind.ACCESS, name="Han", language="en", now=NOW)
    requests.check_identity(asker, request.id, by_what="Passport", now=NOW)
    requests.ask_owners(asker, request.id, now=NOW)
    question = requests.questions_of(viewer("KR"), now=NOW)[0]

    requests.block(viewer("KR", post="chief"), question.id, [secret], now=NOW)

    told = {
        name: [
            each.subject for each in requests.question_of(viewer("KR", post=name), question.id, now=NOW).blocks.all()
        ]
        for name in ("chief", "desk")
    }
    assert told == {"chief": [secret], "desk": []}
    shown = Caller(Officer.objects.get(username="kr.desk")).get(f"/privacy-questions/{question.id}")
    assert str(secret) not in shown.content.decode()
