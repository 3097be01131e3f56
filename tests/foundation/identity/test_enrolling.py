"""Accounts are made, suspended and restored."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client
from tests.people import Caller, make_bureau, make_officer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.actions import create_api_key, keys_known, officer_of_key, revoke_any_api_key
from interlace.foundation.identity.enrolling import (
    Enrolled,
    Post,
    add_officer,
    add_profile,
    add_service,
    officer_named,
    restore_officer,
    suspend_officer,
)
from interlace.foundation.identity.keepers import Keeper
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PASSWORD = "seven horses in a field"
POST = Post(roles=[Role.DUTY_OFFICER.value], purposes=["fraud"], level=2, rooms=["golden-reed"])


def enrol(username: str = "y.seo", *, post: Post = POST, password: str = PASSWORD) -> Enrolled:
    bureau = make_bureau("KR", name="NCB Seoul", time_zone="Asia/Seoul")
    return add_officer(username=username, name=" Y. Seo ", bureau=bureau, post=post, password=password, now=NOW)


def sign_in(client: Client, made: Enrolled, *, password: str = PASSWORD) -> int:
    code = pyotp.TOTP(made.device.secret).now()
    form = {"username": made.officer.username, "password": password, "code": code}
    return client.post("/sign-in", form).status_code


def test_an_officer_is_what_was_said_and_reads_clocks_of_the_bureau() -> None:
    officer = Officer.objects.get(pk=enrol().officer.pk)
    assert (officer.username, officer.display_name, officer.member_code) == ("y.seo", "Y. Seo", "KR")
    assert (officer.roles, officer.purposes, officer.level, officer.rooms) == (
        ["duty_officer"],
        ["fraud"],
        2,
        ["golden-reed"],
    )
    assert (officer.time_zone, officer.is_active, officer.is_profile, officer.is_service) == (
        "Asia/Seoul",
        True,
        False,
        False,
    )
    assert officer.check_password(PASSWORD)


def test_a_made_officer_signs_in_on_the_page_with_password_and_code() -> None:
    made, client = enrol(), Client()
    assert sign_in(client, made, password="another password") == 403
    assert client.get("/api/v1/me").status_code == 401
    assert sign_in(client, made) == 302
    assert client.get("/api/v1/me").json()["name"] == "Y. Seo"


def test_a_made_officer_is_out_after_a_quarter_of_an_hour_without_a_request() -> None:
    made, client = enrol(), Client()
    assert sign_in(client, made) == 302
    session = client.session
    session["seen"] -= timedelta(minutes=15).total_seconds()
    session.save()
    assert client.get("/api/v1/me").status_code == 401


def test_a_suspended_officer_is_out_at_once_everywhere_and_the_rest_stays() -> None:
    made, client, other = enrol(), Client(), make_officer("KR")
    caller, others = Caller(made.officer), Caller(other)
    assert sign_in(client, made) == 302
    assert (client.get("/api/v1/me").status_code, caller.get("/me").status_code) == (200, 200)

    assert suspend_officer(username="y.seo", now=NOW).is_active is False

    assert (client.get("/api/v1/me").status_code, caller.get("/me").status_code) == (401, 401)
    assert client.get("/inbox", follow=True).redirect_chain[-1][0].startswith("/sign-in")
    assert sign_in(Client(), made) == 403
    assert others.get("/me").status_code == 200
    with pytest.raises(Refused, match="suspended"):
        create_api_key(officer=made.officer, name="again", now=NOW)


def test_a_suspended_profile_cannot_be_picked() -> None:
    add_profile(username="kr.desk", name="Desk", bureau=make_bureau("KR"), post=POST, now=NOW)
    assert officer_of_profile("KR").username == "kr.desk"
    suspend_officer(username="kr.desk", now=NOW)
    with pytest.raises(NotFound):
        officer_of_profile("KR")


def test_a_restored_officer_signs_in_anew_and_old_sessions_and_keys_stay_ended() -> None:
    made, client = enrol(), Client()
    caller = Caller(made.officer)
    assert sign_in(client, made) == 302
    suspend_officer(username="y.seo", now=NOW)
    restore_officer(username="y.seo", now=NOW)
    assert (client.get("/api/v1/me").status_code, caller.get("/me").status_code) == (401, 401)
    assert Officer.objects.get(username="y.seo").is_active


def test_suspending_and_restoring_twice_is_once_in_the_ledger() -> None:
    enrol()
    for act in (suspend_officer, suspend_officer, restore_officer, restore_officer):
        act(username="y.seo", now=NOW)
    with steward(Task.VERIFY):
        assert sorted(Leaf.objects.values_list("event", "member")) == [
            ("identity.officer_added", "KR"),
            ("identity.officer_restored", "KR"),
            ("identity.officer_suspended", "KR"),
        ]


def test_a_system_never_signs_in_and_acts_with_its_key() -> None:
    system = add_service(username="kr.sync", name="Sync", bureau=make_bureau("KR"), post=POST, now=NOW)
    made = create_api_key(officer=system, name="sync", now=NOW, by=Keeper(account="root"))
    assert officer_of_key(made.text, now=NOW) == system
    assert Client().post("/sign-in", {"username": "kr.sync", "password": "", "code": ""}).status_code == 403


def test_the_keeper_of_the_node_sees_every_key_and_revokes_any() -> None:
    made = create_api_key(officer=make_officer("KR"), name="a", now=NOW)
    create_api_key(officer=make_officer("TH"), name="b", now=NOW)
    assert sorted(key.name for key in keys_known()) == ["a", "b"]
    assert [key.name for key in keys_known(made.key.officer)] == ["a"]
    for moment in (NOW, NOW + timedelta(hours=1)):
        assert revoke_any_api_key(key_id=made.key.pk, now=moment).revoked == NOW
    assert officer_of_key(made.text, now=NOW) is None


@pytest.mark.parametrize(
    ("post", "pointers"),
    [
        (Post(roles=[], purposes=[]), ["/roles"]),
        (Post(roles=["duty_officer", "king"], purposes=["fraud", "fun"]), ["/roles/1", "/purposes/1"]),
        (Post(roles=["head"], purposes=[], level=4, rooms=["", "r" * 65]), ["/level", "/rooms/0", "/rooms/1"]),
    ],
)
def test_an_unfit_post_is_refused_at_its_place(post: Post, pointers: list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        enrol(post=post)
    assert [problem.pointer for problem in refused.value.problems] == pointers
    assert not Officer.objects.exists()


@pytest.mark.parametrize("username", ["", "Y.Seo", "y seo", ".seo", "seo.", "y/seo", "서", "y" * 65])
def test_user_names_are_small_letters_and_digits(username: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        enrol(username)
    assert [problem.pointer for problem in refused.value.problems] == ["/username"]


@pytest.mark.parametrize("password", ["", "elevensigns", "password1234", "p" * 257])
def test_a_short_a_known_and_an_endless_password_are_refused(password: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        enrol(password=password)
    assert {problem.pointer for problem in refused.value.problems} == {"/password"}
    assert not any(password and password in str(problem.what) for problem in refused.value.problems)


def test_a_user_name_stands_for_one_account() -> None:
    enrol()
    with pytest.raises(Conflict):
        enrol()
    assert officer_named("Y.SEO").username == "y.seo"
    with pytest.raises(NotFound):
        officer_named("nobody")
