"""`interlace people`: the same acts from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.bureaus.people.devices import WithCodes
from tests.bureaus.people.staff import Staff, make_staff
from tests.people import make_officer

from interlace.bureaus.people.cli import people
from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PAPER = ("--document", "KR-ORD-2026-14", "--dated", "2026-01-02", "--signed-by", "Director Han")
TRAINED = ("--trained", "2026-01-01", "--training-ends", "2036-01-01")


@pytest.fixture
def staff() -> Staff:
    made = make_staff()
    Officer.objects.update(is_profile=True)
    return made


def run(*arguments: str, profile: str = "kr.head") -> Any:
    options = Options(
        data=Path(), profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    result = CliRunner().invoke(people, list(arguments), obj=options, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout) if result.stdout.strip() else None


def test_an_officer_is_appointed_changed_and_let_go(staff: Staff) -> None:
    rights = ("--name", "Y. Seo", "--role", "duty_officer", "--purpose", "fraud", "--level", "1", "--all-registers")
    proposed = run("appoint", "kr.y.seo", *rights, *TRAINED, *PAPER)
    assert [each["id"] for each in run("changes", "--to-sign", profile="kr.second")] == [proposed["id"]]
    signed = run("sign", proposed["id"], "--digest", proposed["digest"], profile="kr.second")
    officer = Officer.objects.get(username="kr.y.seo")
    assert officer.check_password(signed["password"])
    shown = run("show", "kr.y.seo")
    assert (shown["roles"], shown["registers"], shown["level"]) == (["duty_officer"], "all", 1)
    assert run("appoint", "kr.y.seo", "--level", "0")["state"] == "done"
    assert run("show", "kr.y.seo")["level"] == 0
    assert run("suspend", "kr.y.seo", "--reason", "Lost the badge.")["in_service"] is False
    back = run("return", "kr.y.seo", *PAPER)
    assert run("refuse", back["id"], profile="kr.second")["state"] == "refused"
    assert run("leave", "kr.second") == {"handed_over": 0}
    assert not Officer.objects.get(pk=staff.second.pk).is_active


def test_a_unit_is_given_its_level_in_each_register(staff: Staff) -> None:
    grants = ("--grant", "@others:hit", "--grant", "@case-facts:content:name,birthDate:contribute")
    proposed = run("unit", "Border unit", *grants, *PAPER)
    run("sign", proposed["id"], "--digest", proposed["digest"], profile="kr.second")
    units = {each["name"]: each["grants"] for each in run("units")}
    assert units["Border unit"] == [
        {"place": "@case-facts", "level": "content", "fields": ["birthDate", "name"], "may_contribute": True},
        {"place": "@others", "level": "hit", "fields": [], "may_contribute": False},
    ]
    unit = Bureau.objects.get(name="Border unit")
    make_officer("KR", username="kr.border", roles=(Role.DOMESTIC_UNIT,), bureau=unit)
    assert run("suspend-unit", "Border unit", "--reason", "Audit.") == {"suspended": 1}
    with pytest.raises(InvalidInput):
        run("unit", "Border unit", "--grant", "@others:everything")


def test_a_unit_is_given_to_converse(staff: Staff) -> None:
    name = staff.unit.name
    as_before = ("--grant", "@others:hit", "--grant", "@case-facts:hit:contribute")
    proposed = run("unit", name, "--converses", *as_before, *PAPER)
    assert [each["right"] for each in proposed["rights"]] == ["converses"]
    run("sign", proposed["id"], "--digest", proposed["digest"], profile="kr.second")
    assert {each["name"]: each["converses"] for each in run("units")}[name]
    assert run("unit", name, *as_before)["state"] == "done"
    assert not Bureau.objects.get(pk=staff.unit.pk).converses


def test_a_second_person_refuses_a_reset_of_a_lost_device(staff: Staff) -> None:
    other = WithCodes(make_officer("KR", username="kr.other", roles=(Role.HEAD,)))
    Officer.objects.filter(pk=staff.duty.pk).update(is_profile=False)
    proposed = other.post(f"/officers/{staff.duty.pk}/resets").json()
    assert [(each["id"], each["state"]) for each in run("resets")] == [(proposed["id"], "proposed")]
    refused = run("refuse-reset", proposed["id"], "--reason", "Not her voice.")
    assert (refused["state"], refused["refused_by"]) == ("refused", "Officer of KR")
    assert other.get(f"/resets/{proposed['id']}").json()["reason"] == "Not her voice."
    for profile in ("kr.head", "kr.second"):
        with pytest.raises(NotFound):
            run("refuse-reset", proposed["id"], "--reason", "Again.", profile=profile)


@pytest.mark.parametrize("profile", ["kr.analyst", "th.head"])
def test_for_everybody_else_there_is_nobody(staff: Staff, profile: str) -> None:
    make_officer("KR", username="kr.analyst", roles=(Role.ANALYST,))
    make_staff("TH")
    Officer.objects.update(is_profile=True)
    with pytest.raises(NotFound):
        run("show", "kr.duty", profile=profile)
    with pytest.raises((NotFound, Refused)):
        run("suspend", "kr.duty", "--reason", "x", profile=profile)
    assert Officer.objects.get(pk=staff.duty.pk).is_active
