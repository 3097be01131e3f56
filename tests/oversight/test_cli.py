"""`interlace privacy`: the same acts from the command line."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.facts.test_cli import answer, run
from tests.oversight.network import contributed_today, everything, let_the_letter_be_ready, make_keepers

from interlace.foundation.audit.actions import checkpoint
from interlace.foundation.audit.queries import export_log_of_member
from interlace.foundation.errors import IntegrityFailure, Refused
from interlace.foundation.identity.models import Officer
from interlace.oversight.cli import privacy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network(tmp_path: Path) -> None:
    make_keepers()
    Officer.objects.update(is_profile=True)
    contributed_today(tmp_path)


def test_what_is_due_is_listed_deleted_and_proved_offline(tmp_path: Path) -> None:
    (group,) = answer(run(privacy, "due", profile="kr.privacy"))
    records = [each["id"] for each in answer(run(privacy, "due", group["id"], profile="kr.privacy"))]
    assert (group["records"], group["stage"]) == (len(records), "within_90")
    made = answer(run(privacy, "decide", "delete", *records, profile="kr.privacy"))
    assert (made["records"], everything()) == (len(records), [])
    text = run(privacy, "certificate", "show", made["id"], profile="kr.privacy").stdout
    file, log = tmp_path / "certificate.json", tmp_path / "log.ndjson"
    file.write_text(text)
    checkpoint(now=timezone.now())
    export_log_of_member(log, member="KR")
    assert run(privacy, "certificate", "verify", str(file), "--log", str(log)).exception is None
    file.write_text(text.replace('"records":', '"records":9'))
    refused = run(privacy, "certificate", "verify", str(file), "--log", str(log))
    assert isinstance(refused.exception, IntegrityFailure)


def test_two_persons_keep_records_longer() -> None:
    (group,) = answer(run(privacy, "due", profile="kr.privacy"))
    records = [each["id"] for each in answer(run(privacy, "due", group["id"], profile="kr.privacy"))]
    until = (timezone.now() + timedelta(days=300)).date().isoformat()
    terms = ("--until", until, "--reason", "The trial goes on.")
    made = answer(run(privacy, "decide", "extend", *records, *terms, profile="kr.privacy"))
    (waiting,) = answer(run(privacy, "decide", "proposals", profile="kr.head"))
    signed = answer(run(privacy, "decide", "sign", waiting["id"], "--digest", waiting["digest"], profile="kr.head"))
    assert (made["id"], signed["state"]) == (waiting["id"], "approved")
    assert answer(run(privacy, "due", profile="kr.privacy")) == []


def test_a_hold_is_set_and_lifted() -> None:
    (group,) = answer(run(privacy, "due", profile="kr.privacy"))
    hold = ("--reason", "Court.", "--basis", "Act 1", "--review", "2099-01-01")
    assert answer(run(privacy, "decide", "hold", group["id"], *hold, profile="kr.privacy")) == {"records": 1}
    assert answer(run(privacy, "decide", "lift", group["id"], profile="kr.privacy")) == {"records": 1}


def test_a_request_goes_its_way() -> None:
    made = answer(run(privacy, "request", "receive", "access", "--name", "Han", profile="kr.privacy"))
    answer(run(privacy, "request", "identity", made["id"], "--by", "Passport", profile="kr.privacy"))
    answer(run(privacy, "request", "ask", made["id"], profile="kr.privacy"))
    for member in ("kr", "th"):
        (question,) = answer(run(privacy, "request", "questions", profile=f"{member}.privacy"))
        decision = ("nothing", "--reason", "Looked at.")
        answer(run(privacy, "request", "decide", question["id"], *decision, profile=f"{member}.privacy"))
    let_the_letter_be_ready()
    assert answer(run(privacy, "request", "answer", made["id"], profile="kr.privacy"))["state"] == "answered"
    assert [each["number"] for each in answer(run(privacy, "request", "list", profile="kr.privacy"))] == [
        made["number"]
    ]


def test_access_is_explained() -> None:
    found = answer(run(privacy, "explain", str(everything()[0]), "--officer", "kr.desk", profile="kr.privacy"))
    assert found["sentence"] == "Officer of KR reads this fact, for fraud investigation."


def test_two_persons_set_a_period_of_their_own_law_and_end_it() -> None:
    terms = ("--basis", "Police Data Act, section 12", "--source", "Official Gazette", "--as-of", "2026-01-01")
    certain = ("--certainty", "source_read", "--reason", "Our law is shorter.")
    made = answer(run(privacy, "rule", "add", "facts", "--months", "6", *terms, *certain, profile="kr.privacy"))
    refused = run(privacy, "rule", "sign", made["id"], "--digest", made["digest"], profile="kr.privacy")
    assert isinstance(refused.exception, Refused)
    answer(run(privacy, "rule", "sign", made["id"], "--digest", made["digest"], profile="kr.head"))
    own = answer(run(privacy, "rule", "list", profile="kr.privacy"))[0]
    assert (own["id"], own["category"], own["months"]) == (made["rule"], "facts", 6)
    ending = answer(run(privacy, "rule", "end", own["id"], "--reason", "It was repealed.", profile="kr.head"))
    answer(run(privacy, "rule", "refuse", ending["id"], profile="kr.privacy"))
    history = answer(run(privacy, "rule", "history", profile="kr.privacy"))
    assert [(each["kind"], each["state"]) for each in history] == [("end", "refused"), ("add", "approved")]
    assert answer(run(privacy, "rule", "history", profile="th.privacy")) == []
