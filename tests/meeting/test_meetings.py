"""Meetings: who reads what on the table, who says whether cases meet, and what stays on it until it ended."""

from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.meeting.holding import FIRST, SECOND, called, laid, terms
from tests.screening.network import NOW, make_members, viewer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.meeting.actions import agree_on_action, end_action, judge_link
from interlace.meeting.models import (
    ActionEnd,
    ActionEnding,
    AgreedAction,
    BroughtFolder,
    Finding,
    LinkPassage,
    Meeting,
    MeetingLink,
)
from interlace.meeting.queries import meeting_view, meetings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "MY", "TH", "VN")


def test_who_is_invited_reads_the_meeting_and_nobody_else_finds_it() -> None:
    meeting = called("KR", "MY")
    assert [each.id for each in meetings(viewer("MY"), now=NOW)] == [meeting.id]
    assert meeting_view(viewer("MY"), meeting.id, now=NOW).meeting.bureaus == ["KR", "MY"]
    assert meetings(viewer("VN"), now=NOW) == []
    with pytest.raises(NotFound):
        meeting_view(viewer("VN"), meeting.id, now=NOW)
    with acting(viewer("VN"), now=NOW):
        assert Meeting.objects.count() == 0


def test_each_bureau_reads_its_own_words_of_a_link_and_what_both_wrote_alike(tmp_path: Path) -> None:
    meeting = called()
    assert laid(meeting, tmp_path).links == 1
    (seen,) = meeting_view(viewer("MY"), meeting.id, now=NOW).links
    assert (seen.link.case_a, seen.link.case_b, seen.link.reason, seen.link.value) == (
        "KR-1",
        "MY-1",
        "phone",
        "+821000008751",
    )
    assert [(each.bureau, each.words, each.place) for each in seen.passages] == [
        ("MY", "+82 10 0000 8751", "MY/leads.csv: row 2 column 4")
    ]
    host = meeting_view(viewer("KR"), meeting.id, now=NOW)
    assert [each.bureau for each in host.links[0].passages] == ["KR", "MY"]
    assert (host.total("cases"), host.total("leads"), host.total("exhibits")) == (2, 4, 0)


def test_a_third_bureau_at_the_table_finds_neither_link_nor_folder_nor_count(tmp_path: Path) -> None:
    meeting = called()
    laid(meeting, tmp_path)
    seen = meeting_view(viewer("TH"), meeting.id, now=NOW)
    assert (seen.links, seen.folders, seen.total("leads")) == ((), (), 0)
    link = meeting_view(viewer("KR"), meeting.id, now=NOW).links[0].link
    with pytest.raises(NotFound):
        judge_link(viewer("TH"), meeting.id, link.id, Finding.MEET, now=NOW)
    with acting(viewer("TH"), now=NOW):
        rows = [model.objects.count() for model in (MeetingLink, LinkPassage, BroughtFolder)]
    assert rows == [0, 0, 0]


def test_rows_with_a_problem_are_kept_for_their_own_bureau(tmp_path: Path) -> None:
    meeting = called()
    laid(meeting, tmp_path)
    (own,) = meeting_view(viewer("MY"), meeting.id, now=NOW).folders
    assert (own.bureau, own.counts["leads"], own.counts["leads_to_repair"]) == ("MY", 2, 1)
    assert [(each["file"], each["cell"]) for each in own.problems] == [("MY/leads.csv", "row 3 column 4")]


def test_the_same_pack_twice_adds_nothing(tmp_path: Path) -> None:
    meeting = called()
    for name in ("first", "again"):
        (tmp_path / name).mkdir()
    laid(meeting, tmp_path / "first")
    again = laid(meeting, tmp_path / "again")
    assert (again.folders, again.links, again.links_known) == (0, 0, 1)
    with steward(Task.VERIFY):
        assert Leaf.objects.filter(event="meeting.pack_laid").count() == 1


def test_a_link_with_a_bureau_that_was_not_invited_is_shown_to_nobody(tmp_path: Path) -> None:
    meeting = called("KR", "TH")
    assert laid(meeting, tmp_path).links_of_absent == 1
    assert meeting_view(viewer("KR"), meeting.id, now=NOW).links == ()


def test_only_the_host_lays_papers_on_the_table(tmp_path: Path) -> None:
    meeting = called()
    with pytest.raises(Refused, match="Only the bureau that holds the meeting"):
        laid(meeting, tmp_path, by=viewer("MY"))


def test_both_bureaus_say_whether_their_cases_meet_and_the_latest_of_each_counts(tmp_path: Path) -> None:
    meeting = called()
    laid(meeting, tmp_path)
    link = meeting_view(viewer("MY"), meeting.id, now=NOW).links[0].link
    judge_link(viewer("MY"), meeting.id, link.id, Finding.CANNOT_TELL, reason="Old number.", now=NOW)
    judge_link(viewer("MY"), meeting.id, link.id, Finding.MEET, now=NOW + timedelta(minutes=1))
    (seen,) = meeting_view(viewer("KR"), meeting.id, now=NOW).links
    assert ([each.finding for each in seen.verdicts], seen.agreed) == (["meet"], None)
    judge_link(viewer("KR"), meeting.id, link.id, Finding.MEET, now=NOW)
    assert meeting_view(viewer("MY"), meeting.id, now=NOW).links[0].agreed is Finding.MEET


def test_a_doubt_has_a_reason(tmp_path: Path) -> None:
    meeting = called()
    laid(meeting, tmp_path)
    link = meeting_view(viewer("MY"), meeting.id, now=NOW).links[0].link
    with pytest.raises(InvalidInput, match="A reason is missing"):
        judge_link(viewer("MY"), meeting.id, link.id, Finding.DO_NOT_MEET, now=NOW)


def test_open_actions_carry_over_to_the_next_meeting_of_the_series_and_ended_ones_do_not() -> None:
    first = called()
    open_one = agree_on_action(viewer("KR"), first.id, terms(), now=NOW)
    done = agree_on_action(viewer("TH"), first.id, terms("Send the list.", "TH"), now=NOW)
    end_action(viewer("TH"), first.id, done.id, ActionEnding.DONE, now=NOW + timedelta(days=1))
    second = called(held_on=SECOND, after=first.id)
    assert second.series == first.series
    (carried,) = meeting_view(viewer("MY"), second.id, now=NOW).actions
    assert (carried.action.id, carried.is_carried_over, carried.is_overdue(today=SECOND)) == (open_one.id, True, True)
    end_action(viewer("MY"), second.id, open_one.id, ActionEnding.DROPPED, outcome="It closed.", now=NOW)
    with pytest.raises(Conflict, match="ended already"):
        end_action(viewer("MY"), second.id, open_one.id, ActionEnding.DONE, now=NOW)
    assert len(meeting_view(viewer("MY"), first.id, now=NOW).actions) == 2


def test_an_action_for_some_of_the_table_is_not_there_for_the_others_nor_for_who_comes_later() -> None:
    first = called()
    quiet = agree_on_action(viewer("KR"), first.id, terms(readers=frozenset({"MY"})), now=NOW)
    second = called("KR", "MY", "TH", "VN", held_on=SECOND, after=first.id)
    assert meeting_view(viewer("TH"), first.id, now=NOW).actions == ()
    assert meeting_view(viewer("VN"), second.id, now=NOW).actions == ()
    assert [each.action.id for each in meeting_view(viewer("MY"), second.id, now=NOW).actions] == [quiet.id]
    with pytest.raises(NotFound):
        end_action(viewer("TH"), first.id, quiet.id, ActionEnding.DONE, now=NOW)


def test_who_does_not_sit_at_the_table_owns_no_action() -> None:
    with pytest.raises(InvalidInput, match="does not sit at this table"):
        agree_on_action(viewer("KR"), called("KR", "MY").id, terms(owner="VN"), now=NOW)


def test_a_meeting_names_bureaus_of_the_network_and_comes_after_the_one_before() -> None:
    with pytest.raises(InvalidInput, match="not on the network"):
        called("KR", "XX")
    first = called(held_on=SECOND)
    with pytest.raises(Conflict, match="is later"):
        called(held_on=FIRST, after=first.id)


def test_what_was_said_cannot_be_changed_in_the_database() -> None:
    meeting = called()
    agreed = agree_on_action(viewer("KR"), meeting.id, terms(), now=NOW)
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, transaction.atomic(), acting(viewer("KR"), now=NOW):
        AgreedAction.objects.filter(id=agreed.id).update(text="Nothing.")


def test_no_bureau_writes_in_the_name_of_another() -> None:
    meeting = called()
    columns = "id, member, bureau_a, case_a, bureau_b, case_b, reason, how, probability, value, digest, proposed"
    row = "gen_random_uuid(), 'KR', 'KR', '1', 'MY', '2', 'phone', 'equal', .9, '', '', now()"
    statement = f"insert into meeting_meetinglink ({columns}, label_id, meeting_id) select {row}, %s, %s"
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with refused, transaction.atomic(), acting(viewer("MY"), now=NOW), connection.cursor() as cursor:
        cursor.execute(statement, [meeting.label_id, meeting.id])


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_end_an_action_at_once_end_it_once() -> None:
    meeting = called()
    action = agree_on_action(viewer("KR"), meeting.id, terms(owner="MY"), now=NOW)
    said: list[str] = []

    def end_as_malaysia() -> None:
        try:
            end_action(viewer("MY"), meeting.id, action.id, ActionEnding.DONE, now=NOW)
        except InterlaceError as refused:
            said.append(refused.code)
        finally:
            connection.close()

    other = Thread(target=end_as_malaysia)
    with transaction.atomic():
        end_action(viewer("KR"), meeting.id, action.id, ActionEnding.DROPPED, outcome="Not needed.", now=NOW)
        other.start()
        while other.is_alive() and not _somebody_waits():
            sleep(0.01)
    other.join(60)
    assert said == ["action_ended"]
    with steward(Task.VERIFY):
        assert [each.ending for each in ActionEnd.objects.filter(action=action.id)] == ["dropped"]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
        return bool(cursor.fetchone()[0])
