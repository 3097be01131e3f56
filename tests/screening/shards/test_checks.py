"""A check while a part of the index is gone: what is found stands, and nothing reads "no hit"."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.shards.cut import SHARDS, FragileShard, in_shards

from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening import access
from interlace.screening.answers import check_out, stored_check_out
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.models import CheckAnswer, PendingSubject
from interlace.screening.queries import check_of
from interlace.screening.questions import question_about
from interlace.screening.shards.sharded import shard_of
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, OTHER_PHONE = "+82 10 0000 0142", "+82 10 0000 0143"
State = CheckAnswer.State


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node_data: Path) -> Iterator[list[FragileShard]]:
    """The node's index in three shards."""
    index, shards = in_shards(tmp_path)
    monkeypatch.setitem(access._open, access.index_folder(), index)
    make_members("KR", "TH", "VN")
    yield shards
    index.close()


def asked(phone: str) -> CheckResult:
    return ask_holders(viewer("TH"), question_about(entity_asked("phone", phone)), now=NOW)


def states(result: CheckResult) -> dict[str, tuple[State, bool]]:
    """What each bureau answers, and whether it says when."""
    return {each.holder: (each.state, each.answered is not None) for each in result.answers}


def kept(result: CheckResult) -> dict[str, State]:
    view = check_of(viewer("TH"), result.check.id, now=NOW)
    return {each.answer.holder: each.state for each in view.answers}


def test_without_a_part_a_bureau_is_waited_for_and_asked_again_when_the_part_is_back(
    shards: list[FragileShard],
) -> None:
    (subject,) = contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    lost = shards[shard_of(subject.bytes, SHARDS)]
    lost.gone = True
    result = asked(PHONE)
    assert states(result) == {"KR": (State.WAITING, False), "VN": (State.WAITING, False)}
    told = check_out(result, language="en")
    assert [each.code for each in told.left_out] == ["index_part"]
    stored = stored_check_out(check_of(viewer("TH"), result.check.id, now=NOW), now=NOW, language="en")
    assert [each.code for each in stored.left_out] == ["index_part"]
    catch_up()
    assert kept(result) == {"KR": State.WAITING, "VN": State.WAITING}

    lost.gone = False
    catch_up()
    assert kept(result) == {"KR": State.POSSIBLE, "VN": State.NO_HIT}
    assert check_out(asked(PHONE), language="en").left_out == []


def test_what_the_other_parts_hold_is_told_at_once_and_the_rest_follows(shards: list[FragileShard]) -> None:
    (subject,) = contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    lost = shards[(shard_of(subject.bytes, SHARDS) + 1) % SHARDS]
    lost.gone = True
    result = asked(PHONE)
    assert states(result) == {"KR": (State.POSSIBLE, False), "VN": (State.WAITING, False)}
    with steward(Task.CHECK):
        assert CheckAnswer.objects.filter(answered=None).count() == 2
    lost.gone = False
    catch_up()
    assert kept(result) == {"KR": State.POSSIBLE, "VN": State.NO_HIT}
    with steward(Task.CHECK):
        assert CheckAnswer.objects.filter(answered=None).count() == 0


def test_nobody_learns_from_a_lost_part_whether_anything_lay_in_it(shards: list[FragileShard]) -> None:
    (hidden,) = contribute(viewer("KR"), label("KR", seekers=["VN"]), person("한지섭", phone=PHONE))
    shards[shard_of(hidden.bytes, SHARDS)].gone = True
    told = [states(asked(phone)) for phone in (PHONE, OTHER_PHONE)]
    assert told == [{"KR": (State.WAITING, False), "VN": (State.WAITING, False)}] * 2


def test_what_is_contributed_meanwhile_is_searched_when_the_part_is_back(shards: list[FragileShard]) -> None:
    for shard in shards:
        shard.gone = True
    contribute(viewer("KR"), label("KR", seekers=["TH"]), person("한지섭", phone=PHONE))
    with steward(Task.INDEX):
        assert PendingSubject.objects.filter(indexed=False).count() == 1
    assert catch_up() == 0
    for shard in shards:
        shard.gone = False
    catch_up()
    assert states(asked(PHONE)) == {"KR": (State.POSSIBLE, True), "VN": (State.NO_HIT, True)}
