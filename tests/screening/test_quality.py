"""Match quality: what people decided, counted for who may know of it, and the model for who runs the node."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import override_settings
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.test_pages import browser, words

from interlace.core.matching import CURRENT, Band
from interlace.core.matching.measures import measures_of
from interlace.core.names import Script
from interlace.core.procedure.ladder import Move
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits.actions import answer, ask_owner
from interlace.screening.quality import Nameless, Quality, Tally, quality_of
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONES = ("+82 10 0000 0142", "+82 10 0000 0178", "+82 10 0000 0190")
UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    make_members("KR", "TH", "SG")
    Officer.objects.filter(username__endswith=".desk").update(roles=[Role.HEAD])
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        yield


def decide(phone: str, verdict: Move, *, level: int = 0) -> None:
    """TH knows a phone, KR asks about it, TH says what it is."""
    contribute(viewer("TH"), label("TH", seekers=["KR"], level=level), person("ฮัน จีซอบ", phone=phone))
    result = ask_holders(viewer("KR"), question_about(entity_asked("phone", phone)), now=NOW)
    (hit,) = [found.hit for each in result.answers for found in each.found]
    ask_owner(viewer("KR"), hit, now=NOW)
    answer(viewer("TH"), hit, verdict=verdict, reason="Looked at the file.", now=NOW)


def quality(member: str, *, post: str = "desk") -> Quality | None:
    return quality_of(viewer(member, post=post), zone=UTC, now=NOW + timedelta(days=1))


def test_decisions_are_counted_by_band_by_script_and_by_month_on_both_sides() -> None:
    for phone, verdict in zip(PHONES, (Move.CONFIRM, Move.DENY, Move.CANNOT_TELL), strict=True):
        decide(phone, verdict)
    one_each = Tally(same=1, different=1, cannot_tell=1)
    july = date(2026, 7, 1)
    for member in ("KR", "TH"):
        assert quality(member) == Quality(
            by_band={Band.STRONG: one_each}, by_script={Nameless.NO_NAME: one_each}, by_month={july: one_each}
        )
    assert (one_each.decided, one_each.share) == (3, 0.5)


def test_a_name_counts_in_the_script_it_was_written_in() -> None:
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", birthDate="1991-04-17"))
    asked = question_about(entity_asked("person", "ฮัน จีซอบ", born="1991-04-17"))
    (hit,) = [found.hit for each in ask_holders(viewer("KR"), asked, now=NOW).answers for found in each.found]
    ask_owner(viewer("KR"), hit, now=NOW)
    answer(viewer("TH"), hit, verdict=Move.DENY, reason="Another person.", now=NOW)
    found = quality("KR")
    assert found is not None
    assert found.by_script == {Script.THAI: Tally(different=1)}


def test_a_bureau_that_had_no_part_in_it_counts_nothing() -> None:
    before = quality("SG")
    decide(PHONES[0], Move.CONFIRM)
    assert quality("SG") == before == Quality({}, {}, {})


def test_hits_above_the_reader_s_level_are_not_counted() -> None:
    decide(PHONES[0], Move.CONFIRM, level=1)
    Officer.objects.filter(username="th.second").update(level=0, roles=[Role.HEAD])
    assert quality("TH", post="second") == Quality({}, {}, {})


def test_what_was_decided_longer_ago_than_a_year_is_left_out() -> None:
    decide(PHONES[0], Move.CONFIRM)
    assert quality_of(viewer("TH"), zone=UTC, now=NOW + timedelta(days=364)) != Quality({}, {}, {})
    assert quality_of(viewer("TH"), zone=UTC, now=NOW + timedelta(days=366)) == Quality({}, {}, {})


def test_an_administrator_reads_the_model_and_no_number_of_hits() -> None:
    decide(PHONES[0], Move.CONFIRM)
    Officer.objects.filter(username="th.second").update(roles=[Role.ADMINISTRATOR])
    page = words(browser("th.second").get("/quality"))
    assert "You run the node and know of no hit." in page
    assert CURRENT.version in page
    assert "Decided" not in page


def test_who_neither_heads_audits_nor_administers_finds_no_such_page() -> None:
    with pytest.raises(NotFound):
        quality("KR", post="second")
    second = browser("kr.second")
    assert second.get("/quality").status_code == 404
    assert "Match quality" not in second.get("/inbox").text


def test_the_page_shows_bands_with_their_beginning_and_what_people_found() -> None:
    decide(PHONES[0], Move.CONFIRM)
    decide(PHONES[1], Move.DENY)
    page = words(browser("th.desk").get("/quality"))
    assert "Told as a possible hit from “fair” on" in page
    least = next(bits for bits, band in CURRENT.thresholds if band is Band.STRONG)
    assert f"Strong {least:.1f}" in page
    assert "July 2026 2 1 1 0 50%" in page
    assert "No name, or none for you 2 1 1 0 50%" in page
    told = CURRENT.false_alarms.get(Band.STRONG)
    assert ("not measured" in page) is (told is None)
    french = words(browser("th.desk", language="fr").get("/quality"))
    assert "Qualité" in french


def test_the_page_states_what_was_measured_by_script_and_by_tradition() -> None:
    measured = measures_of(CURRENT.version)
    assert measured is not None
    page = words(browser("kr.desk").get("/quality"))
    assert "Measured on public lists, by how names are written" in page
    assert "Khmer: names of invented persons" in page
    (vietnamese,) = [each for each in measured.alarms if each.tradition == "vn"]
    assert f"Vietnam {vietnamese.persons}" in page
