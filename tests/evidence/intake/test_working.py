"""A file dropped into a case is sealed, read behind walls, and laid out in parts and candidates."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as node
from django.db import connection
from tests.cases.filing import opened
from tests.evidence.intake.dropping import LAWYER_SAID, SEED, chat, dropped, found, fresh, texts
from tests.screening.network import NOW, make_members, viewer

from interlace.evidence.intake import working
from interlace.evidence.intake.actions import IntakeTerms, go_on_reading, hold_file, read_again, stop_reading
from interlace.evidence.intake.models import Held, HoldReason, Intake, IntakeCandidate, IntakePart, IntakeState
from interlace.evidence.intake.working import run_reading
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound, Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH")


def test_a_chat_is_read_message_by_message_with_what_it_names() -> None:
    intake = dropped()
    assert (intake.state, intake.problem, intake.units_read) == (IntakeState.READ, "", 5)
    candidates = found(intake)
    phone = candidates["PHONE", "+66 81 234 5678"]
    assert (phone.part, phone.more) == (1, 1)
    assert {("PERSON", "Somchai Jaidee"), ("EMAIL", "desk@golden-reed.example")} <= set(candidates)
    assert SEED not in "".join(texts(intake))
    assert LAWYER_SAID not in "".join(texts(intake))


def test_nothing_of_a_file_lies_plain_in_the_database_or_on_the_disk() -> None:
    dropped()
    with steward(Task.VERIFY), connection.cursor() as cursor:
        rows = []
        for table in ("intake_intake", "intake_intakepart", "intake_intakecandidate", "intake_held", "audit_leaf"):
            cursor.execute(f"select row_to_json(each)::text from {table} each")
            rows += [row[0] for row in cursor.fetchall()]
    for word in ("Somchai", "golden-reed.example", "abandon", "81 234", LAWYER_SAID):
        assert not any(word in row or word.encode().hex() in row for row in rows)
        assert not any(
            word.encode() in file.read_bytes() for file in (Path(node.INTERLACE_DATA) / "evidence").iterdir()
        )


def test_a_refused_file_stays_sealed_and_unopened() -> None:
    intake = dropped(b"MZ" + b"\0" * 100, "letter.pdf")
    assert (intake.state, intake.problem) == (IntakeState.REFUSED, "file_unknown_kind")
    assert found(intake) == {}


def test_a_reading_that_was_stopped_goes_on_and_one_that_runs_twice_finds_everything_once(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dropped()
    expected, parts = set(found(whole)), texts(whole)
    monkeypatch.setattr(working, "WORK_FOR", 0.0)  # one message in each jail
    settings.INTERLACE_WORKER = True  # nothing is read before a worker comes
    intake = dropped(case=opened("KR", "KR-OTHER"))
    assert intake.state == IntakeState.WAITING
    stop_reading(viewer("KR"), intake.id, now=NOW)
    assert fresh(intake).state == IntakeState.STOPPED
    again = go_on_reading(viewer("KR"), intake.id, now=NOW)
    assert again.job is not None
    for _ in range(2):
        run_reading(job_id=again.job, intake_id=intake.id)
    assert fresh(intake).state == IntakeState.READ
    assert (set(found(intake)), texts(intake)) == (expected, parts)


def test_another_bureau_finds_no_trace_of_a_file() -> None:
    intake = dropped()
    other = viewer("TH")
    with acting(other, now=NOW):
        assert [model.objects.count() for model in (Intake, IntakePart, IntakeCandidate, Held)] == [0, 0, 0, 0]
    for unknown in (intake.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            hold_file(other, unknown, HoldReason.ABUSE, now=NOW)
        assert refused.value.code == NotFound.code
        assert str(refused.value.message) == "There is no such file in the intake."


def test_a_file_that_is_flagged_is_forgotten_and_not_read_again() -> None:
    intake = dropped()
    hold_file(viewer("KR"), intake.id, HoldReason.ABUSE, now=NOW)
    assert (fresh(intake).state, texts(intake), found(intake)) == (IntakeState.HELD, [], {})
    with pytest.raises(Refused):
        read_again(viewer("KR"), intake.id, IntakeTerms(), now=NOW)


def test_a_privileged_file_is_never_read() -> None:
    intake = dropped(hold=HoldReason.PRIVILEGED)
    assert (intake.state, texts(intake), found(intake)) == (IntakeState.HELD, [], {})


def test_what_named_lawyers_take_part_in_is_held() -> None:
    intake = dropped(
        chat(("A", "I spoke to Kim Min-jun about the house."), ("B", "Call me.")), lawyers=("kim min-jun",)
    )
    assert texts(intake) == ["", "Call me."]
