"""Why can, or can't, this officer see this? Nothing is betrayed to who may not see it."""

from pathlib import Path
from uuid import uuid4

import pytest
from tests.desk.threads.letters import make_unit, opened
from tests.facts.network import NOW
from tests.oversight.network import contributed, everything, keeper, make_keepers
from tests.people import make_officer
from tests.screening.network import viewer

from interlace.desk.threads import actions
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.roles import Role
from interlace.oversight.explaining import explain_access
from interlace.oversight.words import access_sentence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()
    make_officer("KR", username="kr.drugs", purposes=("drugs",))
    make_officer("KR", username="kr.machine", roles=(Role.ADMINISTRATOR,))


def sentence(username: str, thing: object = None, *, by: str = "kr.privacy") -> str:
    thing = thing or everything()[0]
    return access_sentence(explain_access(keeper(by), thing, username, now=NOW), language="en")  # type: ignore[arg-type]


def test_one_sentence_says_why(tmp_path: Path) -> None:
    contributed(tmp_path)
    assert [sentence(each) for each in ("kr.desk", "kr.drugs", "kr.machine")] == [
        "Officer of KR reads this fact, for fraud investigation.",
        "Officer of KR does not read this fact: it is shared for another purpose.",
        "Officer of KR does not read this fact: role or unit do not allow it.",
    ]
    with steward(Task.VERIFY):
        source = Fact.objects.values_list("contribution", flat=True)[0]
    assert sentence("kr.desk", source) == f"Officer of KR reads all {len(everything())} facts, for fraud investigation."


def test_what_the_asker_may_not_see_is_answered_like_nothing(tmp_path: Path) -> None:
    contributed(tmp_path)
    make_officer("TH", username="th.drugs", roles=(Role.DATA_PROTECTION,), purposes=("drugs",))
    answers = []
    for thing in (everything()[0], uuid4()):
        for colleague in ("th.desk", "th.drugs", "nobody", "kr.desk"):
            with pytest.raises(NotFound) as refused:
                sentence(colleague, thing, by="th.drugs")
            answers.append((str(refused.value.message), refused.value.code, str(refused.value.fix)))
    assert len(set(answers)) == 1


def test_a_plain_officer_asks_about_oneself_alone(tmp_path: Path) -> None:
    contributed(tmp_path)
    make_officer("KR", username="kr.analyst", roles=(Role.ANALYST,), purposes=("fraud",))
    assert "reads this fact" in sentence("kr.analyst", by="kr.analyst")
    answers = []
    for name in ("kr.desk", "kr.nobody", "th.desk"):
        with pytest.raises(Refused) as refused:
            sentence(name, by="kr.analyst")
        answers.append((str(refused.value.message), refused.value.code, str(refused.value.fix)))
    assert len(set(answers)) == 1


def test_a_thread_is_explained_message_by_message_and_to_its_own_side_alone() -> None:
    make_unit("KR", "Seoul Metropolitan")
    thread = opened()
    actions.withdraw(viewer("KR"), thread, reason="It has been found.", now=NOW)
    told = [sentence(each, thread, by="kr.head") for each in ("kr.desk", "kr.drugs", "kr.seoul-metropolitan")]
    assert told == [
        "Officer of KR reads all 2 messages, for fraud investigation.",
        "Officer of KR reads none of these 2 messages: it is shared for another purpose.",
        "Officer of Seoul Metropolitan reads none of these 2 messages: role or unit do not allow it.",
    ]
    make_officer("TH", username="th.drugs", roles=(Role.HEAD,), purposes=("drugs",))
    answers = []
    for thing in (thread, uuid4()):
        with pytest.raises(NotFound) as refused:
            sentence("th.drugs", thing, by="th.drugs")
        answers.append((str(refused.value.message), refused.value.code))
    assert len(set(answers)) == 1
