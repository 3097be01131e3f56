"""Later facts meet open questions; silent facts tell their originator alone."""

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.bureaus.actions import note_reachable, note_silent
from interlace.core.handling import HitMode
from interlace.core.procedure.ladder import Party, State
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.contributions import question_of_subject
from interlace.screening.hits.actions import ask_owner
from interlace.screening.models import HitSide
from interlace.screening.queries import check_of, hit_of, hits_of
from interlace.screening.questions import question_about
from interlace.screening.standing.actions import match_silent
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534")


def known_to(member: str) -> list[tuple[str, str, str]]:
    return [(side.party, side.counterpart, side.band) for side in hits_of(viewer(member), now=NOW)]


def test_a_later_fact_raises_a_hit_on_both_sides() -> None:
    make_members("KR", "TH", "SG")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)

    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)

    assert known_to("KR") == [(Party.ASKER, "TH", "very_strong")]
    assert known_to("TH") == [(Party.ASKER, "KR", "very_strong")]
    assert known_to("SG") == []


def test_of_a_pair_that_both_may_discover_each_side_can_ask_and_the_other_is_then_asked() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
    (mine,) = hits_of(viewer("KR"), now=NOW)

    phone = next(each for each in hit_of(viewer("KR"), mine.hit, now=NOW).own_fields if each.prop == "phone")
    ask_owner(viewer("KR"), mine.hit, lend=[phone.id] if phone.id else [], now=NOW)

    asked, own = hits_of(viewer("TH"), now=NOW)
    assert (asked.party, asked.hit, asked.state) == (Party.HOLDER, mine.hit, State.CONFIRMATION_REQUESTED)
    assert (own.party, own.state) == (Party.ASKER, State.MATCHED)


def test_the_later_side_learns_nothing_that_the_earlier_one_did_not_let_it_discover() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR"), KOREAN)

    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)

    assert known_to("KR") == [(Party.ASKER, "TH", "very_strong")]
    assert known_to("TH") == []


def test_the_earlier_side_learns_nothing_of_a_later_fact_that_does_not_name_it() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)

    contribute(viewer("TH"), label("TH"), THAI)

    assert known_to("KR") == []
    assert known_to("TH") == [(Party.ASKER, "KR", "very_strong")]


def test_a_silent_fact_answers_no_hit_and_tells_its_originator() -> None:
    make_members("KR", "VN")
    contribute(viewer("VN"), label("VN", seekers=["KR"], hit=HitMode.SILENT), person("Trần Thị Mỹ Lệ", phone=PHONE))

    result = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=NOW)
    match_silent(now=NOW)

    assert [(answer.holder, answer.state) for answer in result.answers] == [("VN", "no_hit")]
    assert known_to("KR") == []
    assert known_to("VN") == [(Party.HOLDER, "KR", "strong")]
    assert list(HitSide.objects.all()) == []


def test_a_silent_fact_stays_silent_to_a_search_it_does_not_name() -> None:
    make_members("KR", "VN", "SG")
    contribute(viewer("VN"), label("VN", seekers=["KR"], hit=HitMode.SILENT), person("Trần Thị Mỹ Lệ", phone=PHONE))

    ask_holders(viewer("SG"), question_about(entity_asked("phone", PHONE)), now=NOW)
    match_silent(now=NOW)

    assert known_to("VN") == []


def test_a_bureau_that_cannot_be_reached_is_waiting_and_answers_when_it_is_back() -> None:
    make_members("KR", "XA")
    note_silent("XA", now=NOW)
    contribute(viewer("XA"), label("XA", seekers=["KR"]), THAI)
    result = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=NOW)
    assert [(answer.holder, answer.state) for answer in result.answers] == [("XA", "waiting")]
    assert known_to("KR") == []

    note_reachable("XA", now=NOW)
    catch_up()

    seen = check_of(viewer("KR"), result.check.id, now=NOW)
    assert [(each.answer.holder, each.answer.state, each.answer.band) for each in seen.answers] == [
        ("XA", "possible", "strong")
    ]
    assert known_to("KR") == [(Party.ASKER, "XA", "strong")]


def test_a_silent_fact_learns_nothing_of_facts_that_nobody_searched_with() -> None:
    make_members("KR", "VN")
    contribute(viewer("VN"), label("VN", seekers=["KR"], hit=HitMode.SILENT), person("Trần Thị Mỹ Lệ", phone=PHONE))
    (hidden,) = contribute(viewer("KR"), label("KR"), KOREAN)
    (open_to_vn,) = contribute(viewer("KR"), label("KR", seekers=["VN"]), person("오태림", phone=PHONE))

    for subject in (hidden, open_to_vn):
        question = question_of_subject(viewer("KR"), subject, now=NOW)
        assert question is not None
        ask_holders(viewer("KR"), question, now=NOW)
    match_silent(now=NOW)

    told = [side for side in hits_of(viewer("VN"), now=NOW) if side.silent]
    assert [(side.party, side.counterpart, side.question, side.reasons) for side in told] == [
        (Party.HOLDER, "KR", [], [])
    ]
    assert known_to("KR") == []
