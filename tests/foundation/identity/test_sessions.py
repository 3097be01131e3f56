"""A session lives in the browser that opened it, and not a minute longer than its officer is in service."""

from datetime import timedelta

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.people import PASSWORD, make_officer

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.enrolling import suspend_officer
from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.identity.sessions import DEVICE_COOKIE, UNASKED

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_work(officer: Officer) -> Client:
    """A browser in which this officer has signed in."""
    Officer.objects.filter(pk=officer.pk).update(totp_last_step=0)
    client = Client()
    typed = {"username": officer.username, "password": PASSWORD, "code": pyotp.TOTP(SECRET).at(timezone.now())}
    assert client.post("/sign-in", typed).status_code == 302
    return client


def with_device(member: str = "TH") -> Officer:
    officer = make_officer(member)
    set_device(officer=officer, secret=SECRET)
    return officer


def is_in(client: Client) -> bool:
    return client.get("/passkeys").status_code == 200


def test_a_session_works_in_the_browser_that_opened_it_alone() -> None:
    client = at_work(with_device())
    assert is_in(client)
    stolen = Client()
    stolen.cookies["interlace_session"] = client.cookies["interlace_session"].value
    assert not is_in(stolen)


def test_the_browsers_key_stands_in_no_table() -> None:
    client = at_work(with_device())
    held = [str(value) for session in Session.objects.all() for value in session.get_decoded().values()]
    assert client.cookies[DEVICE_COOKIE].value not in held
    assert client.cookies[DEVICE_COOKIE]["httponly"]


def test_another_browsers_key_opens_nothing() -> None:
    first, second = at_work(with_device()), at_work(with_device())
    second.cookies[DEVICE_COOKIE] = first.cookies[DEVICE_COOKIE].value
    assert not is_in(second)


def test_a_suspension_counts_at_the_next_request_in_every_open_session() -> None:
    officer = with_device()
    browsers = [at_work(officer) for _ in range(3)]
    assert [is_in(each) for each in browsers] == [True, True, True]
    suspend_officer(username=officer.username, now=timezone.now())
    assert [is_in(each) for each in browsers] == [False, False, False]
    assert Session.objects.count() <= len(browsers)


def test_a_member_that_is_suspended_has_nobody_at_work_from_the_next_request_on() -> None:
    here, there = at_work(with_device("TH")), at_work(with_device("KR"))
    Member.objects.filter(code="TH").update(status=Member.Status.SUSPENDED)
    assert [is_in(here), is_in(there)] == [False, True]


def test_what_an_open_page_asks_by_itself_keeps_no_session_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, left_alone = at_work(with_device("TH")), at_work(with_device("KR"))
    begun = timezone.now()
    for minutes in range(1, 17):
        moment = begun + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert is_in(reading)
        is_open = left_alone.get("/passkeys", headers={UNASKED: "1"}).status_code == 200
        assert is_open == (minutes < 15)
