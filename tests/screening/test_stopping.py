"""Taking a question back, and putting it again: nobody learns of either, and what was found stays."""

from datetime import timedelta

import pytest
from tests.screening.network import NOW, UNTIL, contribute, label, make_members, person, viewer

from interlace.bureaus.actions import note_reachable, note_silent
from interlace.core.procedure.ladder import Party
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, NotFound
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.stopping import stop_waiting, wait_again
from interlace.screening.open_questions import open_questions, standing_page
from interlace.screening.queries import check_of, hits_of
from interlace.screening.questions import question_about
from interlace.screening.standing.keeping import ask_again, keep_open, stop_asking
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534")
WALLET = "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"
LATER = NOW + timedelta(hours=1)


def events(member: str) -> list[str]:
    with acting(viewer(member), now=LATER):
        return sorted(entries_of(viewer(member)).values_list("event", flat=True))


def known_to(member: str) -> list[tuple[str, str]]:
    return [(side.party, side.counterpart) for side in hits_of(viewer(member), now=LATER)]


def test_a_bureau_that_comes_back_is_not_asked_what_was_taken_back_and_is_asked_what_was_put_again() -> None:
    make_members("KR", "TH")
    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
    note_silent("TH", now=NOW)
    asked = ask_holders(viewer("KR"), question_about(entity_asked("phone", PHONE)), now=NOW).check

    def state() -> str:
        return check_of(viewer("KR"), asked.id, now=LATER).answers[0].state

    assert state() == "waiting"
    stop_waiting(viewer("KR"), asked.id, now=NOW)
    assert state() == "stopped"
    with pytest.raises(Conflict):
        stop_waiting(viewer("KR"), asked.id, now=NOW)
    with pytest.raises(NotFound):
        wait_again(viewer("TH"), asked.id, now=NOW)
    before = events("TH")
    note_reachable("TH", now=LATER)
    catch_up()
    assert (state(), known_to("TH"), known_to("KR")) == ("stopped", [], [])
    assert [event for event in events("TH") if event not in before] in ([], ["member.reachable"])

    wait_again(viewer("KR"), asked.id, now=LATER)
    catch_up()
    assert state() == "possible"
    assert {"check.stopped", "check.resumed"} <= set(events("KR"))


def test_an_open_question_that_is_stopped_finds_nothing_until_it_is_taken_up_again() -> None:
    make_members("KR", "TH")
    (subject,) = contribute(viewer("KR"), label("KR"), KOREAN)
    (standing,) = standing_page(viewer("KR"), now=NOW, most=5)
    stop_asking(viewer("KR"), standing.id, now=NOW)
    with pytest.raises(Conflict, match="not asked any more"):
        stop_asking(viewer("KR"), standing.id, now=NOW)
    with pytest.raises(NotFound):
        stop_asking(viewer("TH"), standing.id, now=NOW)
    with pytest.raises(NotFound):
        ask_again(viewer("TH"), standing.id, now=NOW)

    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
    assert (known_to("KR"), known_to("TH")) == ([], [])
    (stopped,) = open_questions(viewer("KR"), now=LATER, most=5)
    assert (stopped.standing.stopped, stopped.standing.would_end, stopped.values[0]) == (NOW, UNTIL, "한지섭")

    again = ask_again(viewer("KR"), standing.id, now=LATER)
    assert (again.until, again.stopped) == (UNTIL, None)
    with pytest.raises(Conflict):
        ask_again(viewer("KR"), standing.id, now=LATER)
    catch_up()
    assert known_to("KR") == [(Party.ASKER, "TH")]
    assert {"check.standing_ended", "check.standing_resumed"} <= set(events("KR"))
    assert keep_open(viewer("KR"), subject, until=LATER + timedelta(days=1), now=LATER).id == standing.id


def test_an_open_question_is_named_by_what_its_thing_says_never_by_the_id_of_its_holder() -> None:
    make_members("KR")
    wallet = {"id": "wallet", "schema": "CryptoWallet", "properties": {"publicKey": [WALLET], "holder": ["han"]}}
    contribute(viewer("KR"), label("KR"), {**KOREAN, "id": "han"}, wallet)
    questions = open_questions(viewer("KR"), now=NOW, most=5)
    assert sorted(each.values[0] for each in questions) == [WALLET, "한지섭"]
    assert [len(each.values) for each in questions if each.values[0] == WALLET] == [1]


def test_what_an_open_question_has_found_stays_on_both_sides_when_it_is_stopped() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), KOREAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), THAI)
    before, log = (known_to("KR"), known_to("TH")), events("TH")
    assert before == ([(Party.ASKER, "TH")], [(Party.ASKER, "KR")])
    for standing in standing_page(viewer("KR"), now=NOW, most=5):
        stop_asking(viewer("KR"), standing.id, now=NOW)
    assert (known_to("KR"), known_to("TH")) == before
    assert events("TH") == log
