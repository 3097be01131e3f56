"""Candidate links between originators, and who is told of them."""

from typing import Any
from uuid import UUID

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import HitMode
from interlace.crossmatch import hubs
from interlace.crossmatch.models import CandidateLink
from interlace.crossmatch.queries import link_view, waiting_links
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Member, Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534")


def links_of(member: str, **terms: Any) -> list[tuple[str, str, str]]:
    found = waiting_links(viewer(member, **terms), now=NOW, most=50)
    return [(each.row.left_member, each.row.right_member, each.row.band) for each in found]


def sides(*rows: tuple[str, str, str]) -> list[tuple[set[str], str]]:
    return [({left, right}, band) for left, right, band in rows]


def shared(originator: str, *members: str, **terms: Any) -> Any:
    return label(originator, readers=members, **terms)


def test_what_two_originators_share_with_each_other_is_a_link_for_both_and_for_nobody_else() -> None:
    make_members("KR", "TH", "SG")
    contribute(viewer("KR"), shared("KR", "TH"), KOREAN)
    contribute(viewer("TH"), shared("TH", "KR"), THAI)

    assert sides(*links_of("KR")) == sides(*links_of("TH")) == [({"KR", "TH"}, "very_strong")]
    assert links_of("SG") == []


def test_a_third_bureau_that_may_match_both_is_told_too() -> None:
    make_members("KR", "TH", "SG")
    contribute(viewer("KR"), shared("KR", "SG"), KOREAN)
    contribute(viewer("TH"), shared("TH", "SG"), THAI)

    assert sides(*links_of("SG")) == [({"KR", "TH"}, "very_strong")]
    assert links_of("KR") == links_of("TH") == []


def test_two_subjects_of_one_originator_are_no_link() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), shared("KR", "TH"), KOREAN, KOREAN)
    assert links_of("KR") == links_of("TH") == []


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"hit": HitMode.SILENT}, ["KR"]),
        ({"hit": HitMode.NONE}, ["KR"]),
        ({"codes": ["M"]}, ["KR"]),
        ({"codes": ["C"]}, ["KR"]),
        ({"codes": ["Z"]}, []),
        ({"deny": ["TH"]}, ["KR"]),
        ({"level": 1}, ["KR", "TH"]),
        ({"level": 3}, []),
        ({"purposes": ["trafficking"]}, []),
        ({"codes": ["F", "J"]}, ["KR", "TH"]),
    ],
    ids=str,
)
def test_codes_and_silence_decide_who_is_told(terms: dict[str, Any], told: list[str]) -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username="kr.second").update(level=3)
    by = viewer("KR", post="second", purpose=terms.get("purposes", ["fraud"])[0])
    contribute(by, shared("KR", "TH", **terms), KOREAN)
    contribute(viewer("TH"), shared("TH", "KR"), THAI)

    assert [member for member in ("KR", "TH") if links_of(member)] == told


def test_whoever_may_only_learn_that_something_exists_is_told_by_the_ladder_of_hits_and_not_here() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
    assert links_of("KR") == links_of("TH") == []


def test_each_officer_sees_the_link_that_rests_on_all_that_it_may_match() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username="kr.second").update(level=2)
    (subject,) = contribute(viewer("TH"), shared("TH", "KR"), person("Han Ji-seop", birthDate="1991-04-17"))
    contribute(viewer("KR"), shared("KR"), KOREAN)
    before = bits("desk"), bits("second")
    Officer.objects.filter(username="th.second").update(level=2)
    phone = {"schema": "Person", "properties": {"phone": [PHONE]}}
    contribute(viewer("TH", post="second"), shared("TH", "KR", level=2), phone, subject=subject)

    assert before[0] == before[1] == bits("desk")
    assert bits("second") > bits("desk")


def test_a_fuller_view_that_speaks_against_it_hides_the_link_from_those_who_have_it() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username__endswith="second").update(level=2)
    (subject,) = contribute(viewer("TH"), shared("TH", "KR"), person("Somchai Jaidee"))
    contribute(viewer("KR"), shared("KR"), person("Somchai Jaidee", birthDate="1991-04-17", gender="male"))
    before = len(links_of("KR")), len(links_of("KR", post="second"))
    against = {"schema": "Person", "properties": {"birthDate": ["1950-01-02"], "gender": ["female"]}}
    contribute(viewer("TH", post="second"), shared("TH", "KR", level=2), against, subject=subject)

    assert (before, len(links_of("KR")), links_of("KR", post="second")) == ((1, 1), 1, [])


def bits(post: str) -> float:
    (found,) = waiting_links(viewer("KR", post=post), now=NOW, most=5)
    return found.row.bits


def test_a_value_that_too_many_share_is_not_weighed_and_links_that_rested_on_it_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "HUB_ABOVE", 3)
    make_members("KR", "TH")
    contribute(viewer("KR"), shared("KR", "TH"), person("Somchai Jaidee", phone=PHONE))
    contribute(viewer("TH"), shared("TH", "KR"), person("Trần Thị Mỹ Lệ", phone=PHONE))
    before = len(links_of("KR"))
    guests = [person(name, phone=PHONE) for name in ("Wang Xiaoming", "Budi Santoso")]
    contribute(viewer("TH"), shared("TH", "KR"), *guests)

    assert (before, links_of("KR"), links_of("TH")) == (1, [], [])


def test_records_beyond_sight_make_no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "HUB_ABOVE", 3)
    make_members("KR", "TH", "SG")
    contribute(viewer("SG"), shared("SG"), *(person(f"Guest {number}", phone=PHONE) for number in "ABCDEF"))
    contribute(viewer("KR"), shared("KR", "TH"), person("Somchai Jaidee", phone=PHONE))
    contribute(viewer("TH"), shared("TH", "KR"), person("Trần Thị Mỹ Lệ", phone=PHONE))
    assert len(links_of("KR")) == len(links_of("TH")) == 1


def test_a_recall_takes_the_link_with_it_at_once() -> None:
    make_members("KR", "TH")
    (mine,) = contribute(viewer("KR"), shared("KR", "TH"), KOREAN)
    contribute(viewer("TH"), shared("TH", "KR"), THAI)
    (found,) = waiting_links(viewer("TH"), now=NOW, most=5)
    recall(viewer("KR"), facts_of(mine, "phone", "name", "birthDate"), reason="other", now=NOW)

    assert links_of("KR") == links_of("TH") == []
    with pytest.raises(NotFound):
        link_view(viewer("TH"), found.row.link, now=NOW)
    with steward(Task.VERIFY):
        assert not CandidateLink.objects.exists()


def test_after_a_recall_what_is_left_is_matched_again_under_the_same_id() -> None:
    make_members("KR", "TH")
    (mine,) = contribute(viewer("KR"), shared("KR", "TH"), KOREAN)
    contribute(viewer("TH"), shared("TH", "KR"), THAI)
    (before,) = waiting_links(viewer("TH"), now=NOW, most=5)
    recall(viewer("KR"), facts_of(mine, "birthDate"), reason="other", now=NOW)

    (after,) = waiting_links(viewer("TH"), now=NOW, most=5)
    assert (after.row.link, after.row.bits < before.row.bits) == (before.row.link, True)


def facts_of(subject: UUID, *props: str) -> list[UUID]:
    with steward(Task.VERIFY):
        return list(Fact.objects.filter(subject=subject, prop__in=props).values_list("id", flat=True))


def test_a_right_that_is_given_or_taken_counts_with_the_very_next_record() -> None:
    make_members("KR", "TH")
    Officer.objects.filter(username="th.second").update(level=2)
    narrow = shared("TH", "KR", level=2)

    def after_one_more(name: str) -> int:
        contribute(viewer("KR"), shared("KR"), person(name, phone=PHONE))
        contribute(viewer("TH", post="second"), narrow, person(name, phone=PHONE))
        with steward(Task.VERIFY):
            return CandidateLink.objects.filter(member="KR").values("link").distinct().count()

    before = after_one_more("Somchai Jaidee")
    Officer.objects.filter(username="kr.desk").update(level=2)
    given = after_one_more("Somchai Jaidee")
    Officer.objects.filter(username="kr.desk").update(level=1)
    taken = after_one_more("Trần Thị Mỹ Lệ")

    assert (before, given > before, taken) == (0, True, given)


def test_a_member_that_falls_silent_is_matched_no_more_from_the_next_record_on() -> None:
    make_members("KR", "TH", "SG")
    contribute(viewer("TH"), shared("TH", "KR"), THAI)
    contribute(viewer("SG"), shared("SG", "KR"), THAI)
    before = sides(*links_of("KR"))
    Member.objects.filter(code="TH").update(reachable=False)
    contribute(viewer("KR"), shared("KR"), KOREAN)

    assert [each for each in sides(*links_of("KR")) if each not in before] == [({"KR", "SG"}, "very_strong")]
