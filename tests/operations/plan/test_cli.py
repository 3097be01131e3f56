"""`interlace operation`: what is planned, what is broken and what is said, and what it answers to bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.operations.plan.joining import all_that_is_needed, joined
from tests.screening.network import NOW, make_members, viewer

from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InterlaceError
from interlace.operations.plan.cli import operation_
from interlace.operations.plan.models import JointOperation
from interlace.operations.plan.queries import operation_view

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three() -> JointOperation:
    make_members("KR", "TH", "VN", "SG")
    operation = joined("KR", "TH", "VN")
    all_that_is_needed(operation.id)
    return operation


def run(member: str, *words: str, output: Format = Format.JSON) -> Any:
    """One command as this member's desk."""
    options = Options(
        data=Path(), profile=f"{member.lower()}.desk", language=None, time_zone=None, format=output, is_coloured=False
    )
    done = CliRunner().invoke(operation_, list(words), obj=options)
    if isinstance(done.exception, InterlaceError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout) if output is Format.JSON else done.stdout


def test_a_plan_is_proposed_changed_flagged_begun_and_its_teams_check_in(three: JointOperation) -> None:
    name = three.title
    assert [each["title"] for each in run("VN", "list")["items"]] == [name]
    assert run("KR", "propose", name, "--dry-run")["version"] == 1
    assert run("KR", "propose", name)["version"] == 1
    changed = run("KR", "change", name, "--team", "TH-care")
    assert (changed["version"], changed["compliant"]) == (2, False)
    told = run("KR", "check", name, output=Format.TABLE)
    assert "TH-A: 0 of 1 people for care and screening." in told
    assert "Bring more carers or medical staff." in told
    run("KR", "change", name, "--team", "TH-care", "--site", "TH-A")
    for member in ("KR", "TH", "VN"):
        run(member, "flag", name, "go", "--version", "3")
    assert all(each["may_begin"] for each in run("KR", "go", name, "--version", "3")["places"] if not each["language"])
    run("TH", "check-in", name, "TH-entry", "in_place", "--text", "By the river.")
    assert "TH-entry: In place. By the river." in repr(run("TH", "log", name))


def test_what_if_keeps_nothing(three: JointOperation) -> None:
    run("KR", "propose", three.title)
    late = run("KR", "what-if", three.title, "--team", "TH-entry", "--late", "5760")
    assert late["called_back"] == [{"who": "TH-entry", "site": "TH-A"}]
    assert {each["rule"] for each in late["newly_broken"]} == {"people_missing"}
    seen = operation_view(viewer("KR"), three.id, now=NOW)
    assert seen.standing is not None
    assert seen.standing.version == 1


@pytest.mark.parametrize(
    ("member", "words", "said"),
    [
        ("SG", ("show", "Golden Reed"), "There is no such operation."),
        ("KR", ("show", "Golden Rain"), "There is no such operation."),
        ("TH", ("propose", "Golden Reed"), "Only the bureau that leads this operation plans it."),
        ("KR", ("go", "Golden Reed", "--version", "1"), "There is no plan yet."),
        ("KR", ("change", "Golden Reed", "--team", "TH-care"), "There is no plan yet."),
        (
            "TH",
            ("check-in", "Golden Reed", "KR-T1", "in_place"),
            "There is no such team of your own in this operation.",
        ),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(
    three: JointOperation, member: str, words: tuple[str, ...], said: str
) -> None:
    assert three.title == "Golden Reed"
    with pytest.raises(InterlaceError) as refused:
        run(member, *words)
    assert str(refused.value.message) == said
    assert str(refused.value.fix) or said == "There is no such operation."


def test_two_bureaus_after_the_same_number_learn_of_each_other(three: JointOperation) -> None:
    matter = ("--name", "crossing", "--purpose", "fraud", "--ref", three.title)
    first = run("KR", "deconflict", "phone", "+66 2 000 0144", *matter)
    assert [each["points"] for each in first["items"]] == [[]]
    second = run("TH", "deconflict", "phone", "+66-2-000-0144", *matter)
    assert [[point["member"] for point in each["points"]] for each in second["items"]] == [["KR"]]
    assert [[point["member"] for point in each["points"]] for each in run("KR", "interests")["items"]] == [["TH"]]
    with pytest.raises(InterlaceError, match="no telephone number with its country"):
        run("VN", "deconflict", "phone", "0144", *matter)
    assert run("VN", "interests") == {"items": []}
