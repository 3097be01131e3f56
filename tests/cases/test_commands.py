"""`interlace case joint` and its neighbours do what the pages do, and try everything out first where asked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.cases.filing import DECISION, HAN, checked, opened, put_lead, put_person, shared_with
from tests.screening.network import make_members

from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.surfaces.cli.case import case as commands

pytestmark = pytest.mark.django_db(transaction=True)

Run = Callable[..., Any]
ENDS = "2099-06-30"


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH", "VN")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command of a profile; what it printed."""

    def given(profile: str, *words: str) -> Any:
        options = Options(
            data=tmp_path, profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
        )
        found = CliRunner().invoke(commands, list(words), obj=options, catch_exceptions=False)
        assert found.exit_code == 0, found.output
        return json.loads(found.stdout)

    return given


def proposed(run: Run, folder: Path, reference: str = "KR-2026-0117") -> str:
    terms = folder / "terms.txt"
    terms.write_text("KR leads.", encoding="utf-8")
    said = ("--with", "TH", "--terms", str(terms), "--until", ENDS)
    return str(run("kr.desk", "joint", "propose", reference, *said)["id"])


def test_a_joint_case_goes_from_proposal_to_end_by_commands(run: Run, tmp_path: Path) -> None:
    case = checked(opened())
    lead = put_lead(case, sharing=shared_with("TH"))
    joint = proposed(run, tmp_path)
    assert [each["state"] for each in run("th.desk", "joint", "list")] == ["invited"]
    assert run("th.desk", "joint", "accept", joint, "--dry-run")["state"] == "taking_part"
    assert run("th.desk", "joint", "show", joint)["state"] == "invited"
    run("th.desk", "joint", "accept", joint)
    run("kr.desk", "joint", "lay", joint, "lead", str(lead.id))
    assert [each["text"] for each in run("th.desk", "joint", "show", joint)["leads"]] == [lead.text]
    run("kr.desk", "joint", "take-back", joint, str(lead.id))
    assert run("th.desk", "joint", "show", joint)["leads"] == []
    assert run("kr.desk", "joint", "answer", joint, "end", "--reason", "It is done.")["state"] == "ended"


def test_what_a_bureau_was_not_asked_to_is_answered_like_what_never_was(run: Run, tmp_path: Path) -> None:
    checked(opened())
    joint = proposed(run, tmp_path)
    for unknown in (joint, "0" * 8 + joint[8:]):
        with pytest.raises(NotFound, match="no such joint case"):
            run("vn.desk", "joint", "show", unknown)


def test_officers_are_named_by_user_name_and_those_of_others_are_unknown(run: Run) -> None:
    opened(is_closed_in=True)
    run("kr.desk", "officer", "KR-2026-0117", "add", "kr.second")
    assert run("kr.second", "list")[0]["reference"] == "KR-2026-0117"
    for stranger in ("th.desk", "nobody"):
        with pytest.raises(InvalidInput, match="There is no such colleague"):
            run("kr.desk", "officer", "KR-2026-0117", "add", stranger)


def test_a_lane_moves_by_the_authority_of_the_bureaus_profile(run: Run) -> None:
    subject = put_person(opened(), described=HAN)
    said = (
        "--authority",
        "court",
        "--named",
        "court=Seoul Central District Court",
        "--source",
        "Criminal Procedure Act",
    )
    assert run("kr.second", "profile", *said)["named"] == {"court": "Seoul Central District Court"}
    assert [each["authorities"] for each in run("kr.desk", "profile")] == [["court"]]
    decision = ("--document", DECISION.document, "--decided", "2026-07-01", "--reason", "For the trial.")
    name = ("--authority", "court", "--name", "Seoul Central District Court")
    moved = run("kr.desk", "lane", "KR-2026-0117", str(subject), "evidence", *name, *decision)
    assert [(each["before"], each["after"]) for each in moved] == [("information", "evidence")]


def test_a_case_is_described_anew_in_what_is_named_alone(run: Run) -> None:
    opened(summary="A compound.")
    run("kr.desk", "describe", "KR-2026-0117", "--title", "Reed")
    shown = run("kr.desk", "show", "KR-2026-0117")
    assert (shown["title"], shown["summary"]) == ("Reed", "A compound.")
    run("kr.desk", "close", "KR-2026-0117", "--reason", "Done.")
    assert run("kr.desk", "reopen", "KR-2026-0117")["state"] == "open"


def test_a_hold_is_laid_listed_and_lifted_by_commands(run: Run) -> None:
    opened()
    run("kr.desk", "officer", "KR-2026-0117", "add", "kr.second")
    said = ("--reason", "The appeal is pending.", "--authority", "Order 31", "--review", "2199-01-01")
    run("kr.desk", "hold", "lay", "KR-2026-0117", *said, "--dry-run")
    assert run("kr.desk", "hold", "list", "KR-2026-0117") == []
    laid = run("kr.desk", "hold", "lay", "KR-2026-0117", *said)
    with pytest.raises(Refused):
        run("kr.desk", "hold", "lift", "KR-2026-0117", laid["id"], "--reason", "x")
    with pytest.raises(NotFound):
        run("th.desk", "hold", "list", "KR-2026-0117")
    lifted = run("kr.second", "hold", "lift", "KR-2026-0117", laid["id"], "--reason", "It is decided.")
    assert (lifted["lifted_by"], lifted["lifted_reason"]) == ("second of KR", "It is decided.")
