"""A lost device or a forgotten password: two persons let an officer begin anew."""

import json
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client
from tests.people import make_member, make_officer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.foundation.identity.actions import create_api_key, officer_of_key, set_device
from interlace.foundation.identity.codes import CodeRefused
from interlace.foundation.identity.enrolling import restore_officer, suspend_officer
from interlace.foundation.identity.keepers import Keeper
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.resetting import Reset, Signature, reset_officer, reset_officer_alone
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OWN = "nine herons over the rice"


def person(username: str, *roles: Role, member: str = "KR") -> Officer:
    officer = make_officer(member, username=username, roles=roles or (Role.INVESTIGATOR,))
    set_device(officer=officer, secret=SECRET)
    return officer


def signed(username: str, *, now: datetime = NOW) -> Signature:
    return Signature(username, pyotp.TOTP(SECRET).at(now))


def reset(*signers: str, username: str = "y.seo", now: datetime = NOW) -> Reset:
    return reset_officer(username=username, signatures=[signed(name, now=now) for name in signers], now=now)


@pytest.fixture
def seo() -> Officer:
    """The officer who lost the device, a head and a keeper of the same member, and keepers of another."""
    person("k.han", Role.HEAD)
    person("m.cho", Role.ADMINISTRATOR)
    person("th.chief", Role.HEAD, member="TH")
    person("th.keeper", Role.ADMINISTRATOR, member="TH")
    person("th.second", Role.ADMINISTRATOR, member="TH")
    return person("y.seo")


def leaves(officer: Officer) -> list[dict[str, object]]:
    with steward(Task.LEDGER):
        found = Leaf.objects.filter(object_id=str(officer.pk), event="identity.officer_reset")
        return [json.loads(leaf.entry) for leaf in found]


def sign_in(password: str, *, code: str = "") -> tuple[Client, int]:
    client = Client()
    answer = client.post("/sign-in", {"username": "y.seo", "password": password, "code": code}, follow=True)
    return client, answer.status_code


def test_two_persons_reset_and_sessions_keys_device_and_password_end(seo: Officer) -> None:
    real, client = datetime.now(UTC), Client()
    code = pyotp.TOTP(SECRET).at(real)
    client.post("/sign-in", {"username": "y.seo", "password": "a password of tests", "code": code})
    assert client.get("/api/v1/me").status_code == 200
    key = create_api_key(officer=seo, name="a", now=real)
    reset("k.han", "th.keeper", now=real)
    assert client.get("/api/v1/me").status_code == 401
    assert officer_of_key(key.text, now=real) is None
    assert sign_in("a password of tests", code=code)[1] == 403


def test_the_ledger_names_both_persons_and_what_ended(seo: Officer) -> None:
    reset("m.cho", "k.han")
    cho, han = (Officer.objects.get(username=name) for name in ("m.cho", "k.han"))
    [entry] = leaves(seo)
    assert (entry["by"], entry["member"]) == (str(cho.pk), "KR")
    detail = entry["detail"]
    assert isinstance(detail, dict)
    assert (detail["with"], detail["sessions"], detail["keys"], bool(detail["account"])) == (str(han.pk), 0, 0, True)


def test_the_officer_sets_a_password_and_a_device_at_the_next_sign_in(seo: Officer) -> None:
    real = datetime.now(UTC)
    done = reset("k.han", "m.cho", now=real)
    client, status = sign_in(done.password)
    assert status == 200
    page = client.get("/sign-in/device")
    assert "New password" in page.text
    secret = page.context["page"].secret.replace(" ", "")
    code = pyotp.TOTP(secret).at(datetime.now(UTC))
    assert client.post("/sign-in/device", {"code": code, "password": done.password}).status_code == 422
    assert client.post("/sign-in/device", {"code": code, "password": "short"}).status_code == 422
    assert client.post("/sign-in/device", {"code": code, "password": OWN}).status_code == 302
    officer = Officer.objects.get(pk=seo.pk)
    assert (officer.check_password(OWN), officer.set_up_until) == (True, None)
    assert client.get("/api/v1/me").status_code == 200


def test_the_password_handed_over_is_good_for_a_day(seo: Officer) -> None:
    done = reset("k.han", "m.cho")
    Officer.objects.filter(pk=seo.pk).update(set_up_until=datetime.now(UTC) - timedelta(seconds=1))
    assert done.until == NOW + timedelta(hours=24)
    assert sign_in(done.password)[1] == 403


def test_a_second_reset_ends_a_setting_up_that_somebody_began_after_the_first(seo: Officer) -> None:
    real = datetime.now(UTC)
    client, _status = sign_in(reset("k.han", "m.cho", now=real).password)
    assert client.get("/sign-in/device").status_code == 200
    reset_again = real + timedelta(seconds=30)
    done = reset("k.han", "m.cho", now=reset_again)
    assert client.get("/sign-in/device").status_code == 302
    assert sign_in(done.password)[1] == 200


def test_a_suspended_officer_stays_suspended(seo: Officer) -> None:
    real = datetime.now(UTC)
    suspend_officer(username="y.seo", now=real)
    done = reset("k.han", "m.cho", now=real)
    assert Officer.objects.get(pk=seo.pk).is_active is False
    assert sign_in(done.password)[1] == 403
    restore_officer(username="y.seo", now=real)
    assert sign_in(done.password)[1] == 200


@pytest.mark.parametrize(
    ("signers", "refusal"),
    [
        (["k.han"], Refused),
        (["k.han", "k.han"], Refused),
        (["k.han", "K.HAN"], Refused),
        (["th.keeper", "th.second"], Refused),  # nobody of the officer's own member
        (["k.han", "y.seo"], NotFound),  # nobody signs for themselves
        (["k.han", "th.chief"], NotFound),  # the head of another member
        (["k.han", "nobody"], NotFound),
        (["k.han", "m.cho", "th.keeper"], Refused),
    ],
)
def test_others_than_two_persons_who_may_are_refused_and_nothing_changes(
    seo: Officer, signers: list[str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        reset(*signers)
    assert Officer.objects.get(pk=seo.pk).totp_sealed is not None
    assert leaves(seo) == []


@pytest.mark.parametrize("how", ["suspended", "of a suspended member", "without a device"])
def test_a_person_out_of_service_signs_nothing(seo: Officer, how: str) -> None:
    if how == "suspended":
        suspend_officer(username="m.cho", now=NOW)
    elif how == "without a device":
        Officer.objects.filter(username="m.cho").update(totp_sealed=None)
    else:
        member = make_member("KR")
        member.status = member.Status.SUSPENDED
        member.save()
    with pytest.raises(NotFound):
        reset("k.han", "m.cho")


def test_a_wrong_or_used_code_of_either_person_resets_nothing(seo: Officer) -> None:
    with pytest.raises(CodeRefused):
        reset_officer(username="y.seo", signatures=[signed("k.han"), Signature("m.cho", "000000")], now=NOW)
    with pytest.raises(CodeRefused):  # the head's code was used up by the attempt
        reset("k.han", "m.cho")
    assert leaves(seo) == []


def test_systems_and_profiles_have_nothing_to_reset(seo: Officer) -> None:
    Officer.objects.filter(pk=seo.pk).update(is_profile=True)
    with pytest.raises(Refused):
        reset("k.han", "m.cho")


def test_in_a_new_data_folder_one_person_is_enough_and_the_reason_is_kept() -> None:
    lone, keeper = person("m.cho", Role.ADMINISTRATOR), Keeper(account="root")
    person("k.han", Role.HEAD)
    with pytest.raises(InvalidInput):
        reset_officer_alone(username="m.cho", reason=" ", by=keeper, now=NOW)
    reset_officer_alone(username="m.cho", reason="telephone lost", by=keeper, now=NOW)
    [entry] = leaves(lone)
    assert (entry["by"], entry["detail"]) == (
        "account:root",
        {"account": "root", "alone": True, "keys": 0, "passkeys": 0, "reason": "telephone lost", "sessions": 0},
    )


def test_one_person_is_not_enough_where_two_could_sign_even_if_they_are_suspended(seo: Officer) -> None:
    for name in ("k.han", "m.cho", "th.keeper", "th.second"):
        suspend_officer(username=name, now=NOW)
    with pytest.raises(Refused) as refused:
        reset_officer_alone(username="y.seo", reason="in a hurry", by=Keeper(account="root"), now=NOW)
    assert refused.value.code == "not_alone"
