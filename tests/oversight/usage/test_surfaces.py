"""The table of a month and unusual searching over the API and the command line, as on their pages."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.utils import timezone
from tests.bureaus.people.staff import Staff, make_staff
from tests.people import Caller

from interlace.bureaus.people.models import Signal
from interlace.core.handling import Action
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer
from interlace.oversight.usage.cli import usage
from interlace.screening.models import Check

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> Staff:
    made = make_staff()
    Officer.objects.update(is_profile=True)
    viewer, now = made.by(made.duty), timezone.now()
    with acting(viewer, Action.DISCOVER, now=now):
        question = {"schema": "Person", "properties": {"name": ["Han Ji-seop"]}}
        terms = {"purpose": "fraud", "reference": "KR-1", "question": question, "created": now}
        Check.objects.create(member="KR", officer=made.duty.pk, **terms)
    return made


def noticed(staff: Staff, *, minutes: int = 0) -> str:
    now = timezone.now() - timedelta(minutes=minutes)
    with acting(staff.by(staff.head), now=now):
        signal = Signal.objects.create(
            member="KR",
            bureau=staff.bureau.pk,
            officer=staff.duty.pk,
            rule="numbers",
            day=(now - timedelta(days=minutes)).date(),
            params={"count": 12},
            first=now,
            last=now,
            noticed=now,
        )
    return str(signal.pk)


def run(*words: str, profile: str = "kr.head") -> Any:
    options = Options(
        data=Path(), profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    return json.loads(CliRunner().invoke(usage, list(words), obj=options, catch_exceptions=False).stdout)


def test_the_month_reads_alike_over_the_api_and_the_command_line(staff: Staff) -> None:
    told = Caller(staff.head).get("/usage").json()
    assert [(row["name"], row["checks"]) for row in told["items"]] == [("NCB KR", 1), ("Anti-fraud unit KR", 0)]
    assert told["month"] == f"{timezone.now():%Y-%m}-01"
    assert run("table") == told["items"]
    assert {row["checks"] for row in run("table", "--month", "2026-01")} == {0}
    assert Caller(staff.head).get("/usage?month=2026-13").status_code == 422
    assert Caller(staff.duty).get("/usage").status_code == 404
    with pytest.raises(NotFound):
        run("table", profile="kr.duty")


def test_a_head_decides_on_signals_page_by_page(staff: Staff) -> None:
    made = [noticed(staff, minutes=minutes) for minutes in (1, 2, 3)]
    head = Caller(staff.head)
    first = head.get("/signals?limit=2").json()
    last = head.get(f"/signals?limit=2&cursor={first['next']}").json()
    assert ([each["id"] for each in (*first["items"], *last["items"])], last["next"]) == (made, None)
    assert first["items"][0]["officer_name"] == "Officer of KR"
    assert first["items"][0]["words"].startswith("Numbers tried one after another: 12 different numbers")
    assert "Han" not in str(first)
    done = head.post(f"/signals/{made[0]}/dismiss", {"reason": "A training."}).json()
    assert (done["state"], done["reason"]) == ("dismissed", "A training.")
    assert head.post(f"/signals/{made[0]}/dismiss", {"reason": "Again."}).status_code == 409
    assert run("dismiss", made[1], "--reason", "A training.")["state"] == "dismissed"
    assert [each["state"] for each in run("signals")] == ["dismissed", "dismissed", "open"]
    assert run("suspend", made[2], "--reason", "No reason was given.")["state"] == "suspended"
    assert not Officer.objects.get(pk=staff.duty.pk).is_active


def test_for_others_no_signal_exists(staff: Staff) -> None:
    signal, why = noticed(staff), {"reason": "x"}
    for nobody in (Caller(staff.duty), Caller(make_staff("TH").head)):
        for act in ("dismiss", "suspend"):
            answer, never = (nobody.post(f"/signals/{each}/{act}", why) for each in (signal, uuid4()))
            assert (answer.status_code, answer.content) == (404, never.content)
    assert Caller(staff.duty).get("/signals").status_code == 404
    assert Officer.objects.get(pk=staff.duty.pk).is_active
