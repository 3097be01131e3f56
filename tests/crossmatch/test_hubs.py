"""Values that too many records share: links that rested on one go, and come again when it is rare again."""

from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.crossmatch.linked import facts_of, links_of, matched_anew, outcome_of, rows_of
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.crossmatch import hubs
from interlace.facts.recalling import recall
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
GUESTS = ("Wang Xiaoming", "Budi Santoso", "Trần Thị Mỹ Lệ", "Sok Dara", "Nguyễn Văn Nam")


@pytest.fixture(autouse=True)
def few_make_a_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "HUB_ABOVE", 3)


def guests(*names: str, by: str = "TH", reader: str = "KR", **terms: Any) -> list[UUID]:
    people = [person(name, phone=PHONE) for name in names]
    return contribute(viewer(by, post=terms.pop("post", "desk")), label(by, readers=[reader], **terms), *people)


def withdrawn(member: str, subject: UUID) -> None:
    recall(viewer(member), facts_of(subject, "phone", "name"), reason="other", now=NOW)


def test_links_that_rested_on_a_value_go_when_a_whole_list_makes_it_a_hub_at_once() -> None:
    make_members("KR", "TH")
    guests("Somchai Jaidee", by="KR", reader="TH")
    guests(GUESTS[0])
    before = len(links_of("KR"))
    guests(*GUESTS)
    assert (before, links_of("KR"), links_of("TH")) == (1, [], [])


def test_a_hub_that_becomes_rare_again_gives_its_links_back() -> None:
    make_members("KR", "TH")
    guests("Somchai Jaidee", by="KR", reader="TH")
    stays, *goes = guests(*GUESTS[:4])
    as_a_hub = links_of("KR")
    for subject in goes[:2]:
        withdrawn("TH", subject)
    again = links_of("KR")
    withdrawn("TH", goes[2])
    assert (as_a_hub, len(again), len(links_of("KR"))) == ([], 2, 1)
    assert stays is not None


def test_several_that_leave_at_once_give_the_links_back_too() -> None:
    make_members("KR", "TH")
    guests("Somchai Jaidee", by="KR", reader="TH")
    _stays, *goes = guests(*GUESTS)
    gone = [fact for subject in goes for fact in facts_of(subject, "phone")]
    recall(viewer("TH"), gone, reason="other", now=NOW)
    assert len(links_of("KR")) == 1


def test_a_hub_that_only_a_colleague_may_know_of_suppresses_nothing_for_those_who_may_not() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username__endswith="second").update(level=2)
    guests("Somchai Jaidee", by="KR", reader="TH")
    guests(GUESTS[0])
    before = links_of("KR"), links_of("TH")
    guests(*GUESTS[1:], post="second", level=2)

    assert (links_of("KR"), links_of("TH")) == before
    assert len(before[0]) == 1


def test_a_name_that_too_many_bear_comes_and_goes_like_any_other_hub() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", readers=["TH"]), person("Sok Dara Chenda", birthDate="1991-04-17"))
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("Sok Dara Chenda", birthDate="1991-04-17"))
    rare = [each.weighed for each in rows_of("KR", "TH")]
    others = contribute(viewer("TH"), label("TH", readers=["KR"]), *[person("Sok Dara Chenda")] * 3)
    common = [each.weighed for each in rows_of("KR", "TH")]
    for subject in others:
        recall(viewer("TH"), facts_of(subject, "name"), reason="other", now=NOW)
    assert rare == [["Sok Dara Chenda"]] * 2
    assert common in ([], [[]] * 2)
    assert [each.weighed for each in rows_of("KR", "TH")] == rare


_EXAMPLES = count()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=4, max_size=8))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_history_of_records_that_come_and_go_gives_the_links_that_the_rest_gives(
    history: list[tuple[bool, int]],
) -> None:
    number = next(_EXAMPLES)
    members = f"K{number}", f"T{number}"
    make_members(*members)
    held: dict[int, tuple[str, UUID]] = {}
    for comes, place in history:
        if comes and place not in held:
            by, reader = members if place % 2 else members[::-1]
            (subject,) = guests((*GUESTS, "Somchai Jaidee")[place], by=by, reader=reader)
            held[place] = by, subject
        elif not comes and place in held:
            withdrawn(*held.pop(place))
    assert outcome_of(*members) == matched_anew(*members)
