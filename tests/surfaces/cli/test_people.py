"""`interlace admin member, bureau, user, key`: words in, one act, an object out."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyotp
import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from interlace.bureaus.cli import bureau, member
from interlace.foundation.errors import InvalidInput, Refused
from interlace.foundation.identity.cli import key, user
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.sheets import SheetUnknown, code_for
from interlace.surfaces.cli.sheet import sheet

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "seven horses in a field"
ADD_USER = ("add", "y.seo", "--bureau", "KR", "--name", "Y. Seo", "--role", "duty_officer", "--purpose", "fraud")

KEEPER = ("add", "m.cho", "--bureau", "KR", "--name", "M. Cho", "--role", "administrator")
HEAD = ("add", "k.han", "--bureau", "KR", "--name", "K. Han", "--role", "head", "--purpose", "fraud")


def run(group: Any, *words: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(group, list(words))


def answer(group: Any, *words: str, **environment: str) -> Any:
    result = run(group, *words, **environment)
    assert result.exception is None, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return lines[0] if len(lines) == 1 else lines


@pytest.fixture(autouse=True)
def seoul() -> None:
    answer(member, "add", "kr", "--name", "Republic of Korea")
    answer(bureau, "add", "--member", "kr", "--name", "NCB Seoul", "--detention-hours", "48")


def test_a_member_is_taken_in_falls_silent_and_is_back() -> None:
    made = answer(member, "add", "XC", "--name", "Fusion centre", "--kind", "centre")
    assert made == made | {"code": "XC", "name": "Fusion centre", "kind": "centre", "reachable": True}
    assert answer(member, "silent", "xc")["reachable"] is False
    assert [each["reachable"] for each in answer(member, "list")] == [True, False]
    assert answer(member, "reachable", "xc")["reachable"] is True


def test_a_bureau_and_a_unit_under_it_have_profiles() -> None:
    unit = ("add", "--member", "KR", "--name", "Unit", "--kind", "domestic_unit", "--parent", "KR")
    made = answer(bureau, *unit, "--purpose", "fraud", "--level", "0")
    assert made == made | {"parent": "NCB Seoul", "ceiling": ["discover"], "profiles": ["kr.unit"]}
    shown = [(each["name"], each["detention_hours"], each["profiles"]) for each in answer(bureau, "list")]
    assert shown == [("NCB Seoul", 48, ["kr.desk"]), ("Unit", None, ["kr.unit"])]


@pytest.mark.parametrize("place", ["environment", "file"])
def test_an_officer_gets_a_secret_once_and_the_password_is_no_word_of_the_line(place: str, tmp_path: Path) -> None:
    if place == "file":
        (tmp_path / "password").write_text(PASSWORD + "\n")
        made = answer(user, *ADD_USER, "--password-file", str(tmp_path / "password"))
    else:
        made = answer(user, *ADD_USER, INTERLACE_PASSWORD=PASSWORD)
    assert made["totp_address"].startswith("otpauth://totp/Interlace:y.seo?secret=" + made["totp_secret"])
    officer = Officer.objects.get(username="y.seo")
    assert officer.check_password(PASSWORD)
    assert "totp_secret" not in json.dumps(answer(user, "list"))
    assert made["totp_secret"].encode() not in bytes(officer.totp_sealed or b"")


def test_without_a_password_no_account_is_made() -> None:
    result = run(user, *ADD_USER)
    assert isinstance(result.exception, InvalidInput)
    assert str(result.exception.fix) == "Set INTERLACE_PASSWORD, or name a file with --password-file."
    assert not Officer.objects.filter(username="y.seo").exists()


def test_an_account_is_suspended_and_restored() -> None:
    assert answer(user, "suspend", "kr.desk")["active"] is False
    assert answer(user, "list")["active"] is False
    assert answer(user, "restore", "kr.desk")["active"] is True


def test_a_system_gets_an_account_without_password_and_a_key_that_is_shown_once() -> None:
    service = ("add", "kr.sync", "--service", "--bureau", "NCB Seoul", "--name", "Sync", "--role", "analyst")
    assert answer(user, *service)["kind"] == "service"
    made = answer(key, "add", "sync", "--for", "kr.sync", "--days", "30")
    assert made["key"].startswith("il_")
    listed = answer(key, "list", "--for", "kr.sync")
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert answer(key, "revoke", made["id"])["revoked"] is not None


def test_a_key_for_clients_of_the_matcher_says_for_what_it_asks() -> None:
    matter = ("--purpose", "fraud", "--ref", "KR-2026-7", "--questions", "50000")
    made = answer(key, "add", "bank", "--for", "kr.desk", *matter)
    carried = {name: made[name] for name in ("purpose", "reference", "questions")}
    assert carried == {"purpose": "fraud", "reference": "KR-2026-7", "questions": 50_000}
    assert run(key, "add", "bank", "--for", "kr.desk", "--ref", "KR-2026-7").exit_code == 2
    refused = run(key, "add", "bank", "--for", "kr.desk", "--purpose", "fraud")
    assert isinstance(refused.exception, InvalidInput)


def test_once_there_is_an_administrator_every_act_needs_a_name() -> None:
    answer(user, *KEEPER, INTERLACE_PASSWORD=PASSWORD)
    assert isinstance(run(member, "silent", "KR").exception, Refused)
    assert isinstance(run(user, "suspend", "kr.desk", "--by", "kr.desk").exception, Refused)
    assert answer(user, "suspend", "kr.desk", "--by", "m.cho")["active"] is False
    assert answer(member, "silent", "KR", INTERLACE_KEEPER="m.cho")["reachable"] is False


def test_two_persons_reset_an_account_with_their_codes() -> None:
    chief = answer(user, *HEAD, INTERLACE_PASSWORD=PASSWORD)
    keeper = answer(user, *KEEPER, INTERLACE_PASSWORD=PASSWORD)
    answer(user, *ADD_USER, "--by", "m.cho", INTERLACE_PASSWORD=PASSWORD)
    codes = {
        "INTERLACE_CODE": pyotp.TOTP(keeper["totp_secret"]).now(),
        "INTERLACE_SECOND_CODE": pyotp.TOTP(chief["totp_secret"]).now(),
    }
    alone = run(user, "reset", "y.seo", "--alone", "--reason", "in a hurry", "--by", "m.cho")
    assert isinstance(alone.exception, Refused)
    assert run(user, "reset", "y.seo", "--by", "m.cho", **codes).exit_code == 2
    done = answer(user, "reset", "y.seo", "--by", "m.cho", "--with", "k.han", **codes)
    officer = Officer.objects.get(username="y.seo")
    assert officer.check_password(done["password"])
    assert (officer.totp_sealed, officer.set_up_until is not None) == (None, True)


def test_in_a_new_data_folder_one_person_resets_an_account() -> None:
    answer(user, *KEEPER, INTERLACE_PASSWORD=PASSWORD)
    done = answer(user, "reset", "m.cho", "--alone", "--reason", "telephone lost", "--by", "m.cho")
    assert Officer.objects.get(username="m.cho").check_password(done["password"])


def test_a_sheet_is_looked_up_by_what_stands_at_its_foot() -> None:
    now = timezone.now().astimezone(ZoneInfo("UTC"))
    Officer.objects.update(time_zone="Europe/London")
    desk = Officer.objects.get(username="kr.desk")
    at = f"{now.astimezone(ZoneInfo('Europe/London')):%Y-%m-%d %H:%M}"
    words = (code_for(desk.pk, "/import", now), "--page", "/import", "--at", at)
    found = answer(sheet, *words, INTERLACE_PROFILE="KR")
    assert found == {
        "reader": "NCB Seoul",
        "bureau": "NCB Seoul",
        "at": now.replace(second=0, microsecond=0).isoformat(),
    }
    assert isinstance(run(sheet, "AAAA-BBBB-CCCC", *words[1:], INTERLACE_PROFILE="KR").exception, SheetUnknown)
