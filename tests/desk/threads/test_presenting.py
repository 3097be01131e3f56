"""A thread as a page shows it: in the reader's words and zone, the original beside its translation."""

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from tests.desk.threads.letters import HOUR, opened, seen, wrote
from tests.screening.network import NOW, make_members, viewer

from interlace.core.procedure.threads import Move, Outcome, ThreadUrgency, Verdict
from interlace.desk.threads import actions
from interlace.desk.threads.messages import TranslatedBy, Translation
from interlace.desk.threads.presenting import ShownThread, shown_thread
from interlace.foundation.localize.reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH")


def page(member: str, thread: object, *, hours: int = 0, language: Literal["en", "fr", "vi"] = "en") -> ShownThread:
    now = NOW + hours * HOUR
    with override(language):
        return shown_thread(seen(member, thread, now=now), Reader(language, ZoneInfo("Asia/Bangkok"), now))  # type: ignore[arg-type]


def test_a_page_shows_the_words_with_their_translation_and_who_made_it() -> None:
    by_machine = Translation("Please check this passport.", "en", TranslatedBy.MACHINE)
    thread = opened(text="이 여권을 확인해 주십시오.", language="ko", translation=by_machine)
    (event,) = page("TH", thread).events
    assert event.words is not None
    assert event.words.translation is not None
    assert (event.words.original.language, event.words.translation.text, event.words.translated_by) == (
        "ko",
        "Please check this passport.",
        "Translated by a machine",
    )
    assert (event.who, event.when, event.is_own) == ("desk of KR, Member KR", "Tue 14 July 2026, 12:22 UTC+7", False)


def test_both_sides_see_the_same_clock_and_a_pause_says_for_whom_it_waits() -> None:
    thread = opened(urgency=ThreadUrgency.URGENT)
    clocks = [page(member, thread, hours=0).row.clock for member in ("KR", "TH")]
    assert clocks[0] == clocks[1]
    assert clocks[0] is not None
    assert clocks[0].short == "1 h"
    wrote("TH", thread, Move.ASK, "Which?", now=NOW)
    paused = page("KR", thread, hours=40).row
    assert (paused.clock is not None and paused.clock.full, paused.standing) == (
        "Paused, waiting for Member KR",
        "Waits for information",
    )


def test_an_answer_names_each_item_with_source_and_day() -> None:
    thread = opened()
    verdict = Verdict(Outcome.NOT_CONFIRMED, "Register of passports", date(2026, 7, 14), "Number never used.")
    wrote("TH", thread, Move.ANSWER, "See below.", verdicts=(verdict,))
    shown = page("KR", thread)
    assert shown.row.standing == "Answered: Not confirmed"
    assert [(each.answer, each.source) for each in shown.events[1].verdicts] == [
        ("Not confirmed Number never used.", "Register of passports, 14 July 2026")
    ]
    assert shown.moves == {Move.WRITE, Move.CLOSE}


def test_a_refusal_says_its_ground_in_words() -> None:
    thread = opened()
    wrote("TH", thread, Move.ANSWER, "No.", outcome=Outcome.REFUSED, ground="PREJUDICE_CASE")
    assert page("KR", thread).events[1].what == "Answered: Refused (It would harm an investigation here)"


def test_what_belongs_to_one_side_is_on_its_page_alone() -> None:
    thread = opened()
    actions.add_note(viewer("KR"), thread, text="Call first.", now=NOW)
    actions.note_numbers(viewer("KR"), thread, foreign={"i247": "I-9"}, now=NOW)
    own, other = page("KR", thread), page("TH", thread)
    assert [text for _when, _who, text in own.notes] == ["Call first."]
    assert ("I-24/7", "I-9") in own.pairs
    assert (other.notes, dict(other.pairs).get("I-24/7")) == ((), None)


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_every_word_is_there_in_the_reader_s_language(language: Literal["fr", "vi"]) -> None:
    thread = opened()
    english, translated = page("TH", thread).row, page("TH", thread, language=language).row
    assert (translated.type, translated.standing, translated.urgency) != (
        english.type,
        english.standing,
        english.urgency,
    )
