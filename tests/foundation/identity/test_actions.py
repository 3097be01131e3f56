"""Signing in, devices for codes, keys."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django.fixtures import Settings
from tests.people import PASSWORD, make_member, make_officer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import BudgetExhausted, InvalidInput, NotFound, Refused, SignInNeeded
from interlace.foundation.identity.actions import (
    DeviceNeeded,
    SignInRefused,
    begin_device,
    confirm_fresh_code,
    create_api_key,
    finish_device,
    keys_of,
    may_pick_profile,
    officer_of_key,
    revoke_api_key,
    set_device,
    sign_in,
    sign_in_profile,
    sign_out,
)
from interlace.foundation.identity.codes import CodeRefused, use_code
from interlace.foundation.identity.models import ApiKey, Member, Officer
from interlace.foundation.identity.sessions import (
    Factor,
    FreshCodeNeeded,
    end_if_stale,
    require_fresh_session,
    state_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 7, 14, 9, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


def wrong_code() -> str:
    near = {code_at(NOW + timedelta(seconds=30 * step)) for step in range(-5, 6)}
    return next(code for code in ("000000", "111111", "222222") if code not in near)


def new_request(*, address: str = "127.0.0.1", host: str = "127.0.0.1:8000") -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers={"Host": host})
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def with_device(member: str = "TH", **terms: object) -> Officer:
    officer = make_officer(member, username=f"{member.lower()}-desk")
    set_device(officer=officer, secret=SECRET)
    return officer


def signed_in(officer: Officer, *, now: datetime = NOW) -> HttpRequest:
    request = new_request()
    sign_in(request, username=officer.username, password=PASSWORD, code=code_at(now), now=now)
    return request


def test_name_password_and_code_open_a_session() -> None:
    officer = with_device()
    request = signed_in(officer)
    state = state_of(request)
    assert request.user == officer
    assert state is not None
    assert (state.opened, state.factor, state.fresh) == (NOW, Factor.CODE, NOW)


def test_signing_in_leaves_a_leaf_in_the_ledger() -> None:
    officer = with_device()
    signed_in(officer)
    with steward(Task.VERIFY):
        assert list(Leaf.objects.values_list("event", "member", "object_id")) == [
            ("identity.signed_in", "TH", str(officer.pk))
        ]


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("nobody", PASSWORD, code_at(NOW)),
        ("th-desk", "another", code_at(NOW)),
        ("th-desk", PASSWORD, wrong_code()),
        ("th-desk", PASSWORD, ""),
        ("th-desk", PASSWORD, code_at(NOW - timedelta(minutes=2))),
        ("", "", ""),
    ],
    ids=["unknown name", "wrong password", "wrong code", "no code", "old code", "nothing"],
)
def test_whatever_does_not_fit_the_refusal_reads_the_same(username: str, password: str, code: str) -> None:
    with_device()
    request = new_request()
    with pytest.raises(SignInRefused) as refused:
        sign_in(request, username=username, password=password, code=code, now=NOW)
    assert str(refused.value.message) == "Name, password or code do not fit."
    assert state_of(request) is None


def test_a_member_that_is_suspended_signs_nobody_in() -> None:
    with_device()
    Member.objects.update(status=Member.Status.SUSPENDED)
    with pytest.raises(SignInRefused):
        sign_in(new_request(), username="th-desk", password=PASSWORD, code=code_at(NOW), now=NOW)


def test_a_code_is_good_once_wherever_it_is_used() -> None:
    officer = with_device()
    signed_in(officer)
    with pytest.raises(CodeRefused):
        use_code(officer, code_at(NOW), now=NOW)
    use_code(officer, code_at(NOW + timedelta(seconds=30)), now=NOW + timedelta(seconds=30))


def test_a_code_older_than_the_last_used_one_is_refused_even_within_the_drift() -> None:
    officer = with_device()
    signed_in(officer)
    with pytest.raises(CodeRefused):
        use_code(officer, code_at(NOW - timedelta(seconds=30)), now=NOW)


def test_the_sixth_code_within_a_quarter_of_an_hour_is_not_even_looked_at() -> None:
    officer = with_device()
    for _ in range(5):
        with pytest.raises(CodeRefused):
            use_code(officer, wrong_code(), now=NOW)
    with pytest.raises(BudgetExhausted):
        use_code(officer, code_at(NOW), now=NOW)


def test_guessing_passwords_is_slowed_for_that_name() -> None:
    with_device()
    for _ in range(10):
        with pytest.raises(SignInRefused):
            sign_in(new_request(), username="th-desk", password="guess", code="", now=NOW)
    with pytest.raises(BudgetExhausted):
        sign_in(new_request(), username="th-desk", password=PASSWORD, code=code_at(NOW), now=NOW)


def test_the_secret_lies_sealed_and_fits_its_officer_alone() -> None:
    officer, other = with_device(), make_officer("KR")
    assert officer.totp_sealed is not None
    assert SECRET.encode() not in bytes(officer.totp_sealed)
    other.totp_sealed = officer.totp_sealed
    other.save()
    with pytest.raises(Refused, match="not valid here"):
        use_code(other, code_at(NOW), now=NOW)


def test_an_officer_without_a_device_sets_one_up_and_is_in() -> None:
    officer = make_officer("TH", username="th-desk")
    request = new_request()
    with pytest.raises(DeviceNeeded):
        sign_in(request, username="th-desk", password=PASSWORD, code="", now=NOW)
    setup = begin_device(request, now=NOW)
    assert begin_device(request, now=NOW) == setup
    assert setup.address.startswith("otpauth://totp/Interlace:th-desk?secret=")
    with pytest.raises(CodeRefused):
        finish_device(request, code="000000x", now=NOW)
    assert state_of(request) is None
    assert finish_device(request, code=pyotp.TOTP(setup.secret).at(NOW), now=NOW) == officer
    assert state_of(request) is not None
    with pytest.raises(SignInNeeded):
        begin_device(request, now=NOW)


def test_setting_a_device_up_needs_the_password_first_and_ends_after_ten_minutes() -> None:
    make_officer("TH", username="th-desk")
    request = new_request()
    with pytest.raises(SignInNeeded):
        begin_device(request, now=NOW)
    with pytest.raises(DeviceNeeded):
        sign_in(request, username="th-desk", password=PASSWORD, code="", now=NOW)
    with pytest.raises(SignInNeeded):
        begin_device(request, now=NOW + timedelta(minutes=10))


@pytest.mark.parametrize(
    ("is_demo", "address", "host", "may"),
    [
        (True, "127.0.0.1", "127.0.0.1:8000", True),
        (True, "::1", "[::1]:8000", True),
        (True, "127.0.0.1", "localhost", True),
        (False, "127.0.0.1", "127.0.0.1:8000", False),
        (True, "10.0.0.7", "127.0.0.1:8000", False),
        (True, "127.0.0.1", "node.example", False),
    ],
)
def test_the_list_of_profiles_is_for_a_demo_node_on_this_machine_alone(
    settings: Settings, is_demo: bool, address: str, host: str, may: bool
) -> None:
    settings.INTERLACE_DEMO = is_demo
    settings.ALLOWED_HOSTS = ["*"]
    profile = make_officer("TH", is_profile=True)
    request = new_request(address=address, host=host)
    assert may_pick_profile(request) is may
    if may:
        assert sign_in_profile(request, officer_id=profile.pk, now=NOW) == profile
        require_fresh_session(request, now=NOW + timedelta(hours=1))
    else:
        with pytest.raises(NotFound):
            sign_in_profile(request, officer_id=profile.pk, now=NOW)


def test_an_officer_who_is_no_profile_cannot_be_picked(settings: Settings) -> None:
    settings.INTERLACE_DEMO = True
    with pytest.raises(NotFound):
        sign_in_profile(new_request(), officer_id=make_officer("TH").pk, now=NOW)


@pytest.mark.parametrize(
    ("steps", "ended"),
    [
        ([timedelta(minutes=14)], False),
        ([timedelta(minutes=15)], True),
        ([timedelta(minutes=14)] * 34, False),
        ([timedelta(minutes=14)] * 35, True),
    ],
    ids=["busy", "idle", "nearly eight hours", "eight hours"],
)
def test_a_session_ends_after_fifteen_idle_minutes_and_after_eight_hours(steps: list[timedelta], ended: bool) -> None:
    request = signed_in(with_device())
    moment, found = NOW, False
    for step in steps:
        moment += step
        found = end_if_stale(request, now=moment)
    assert found is ended
    assert (state_of(request) is None) is ended


def test_a_session_that_was_not_opened_here_is_ended() -> None:
    request = signed_in(with_device())
    del request.session["factor"]
    assert end_if_stale(request, now=NOW)
    assert not request.user.is_authenticated


def test_nobody_has_no_session_to_end() -> None:
    assert not end_if_stale(new_request(), now=NOW)


def test_signing_in_changes_the_id_of_the_session_and_signing_out_empties_it() -> None:
    officer = with_device()
    request = new_request()
    request.session["left"] = "by somebody"
    request.session.save()
    before = request.session.session_key
    sign_in(request, username=officer.username, password=PASSWORD, code=code_at(NOW), now=NOW)
    assert request.session.session_key != before
    assert "left" not in request.session
    sign_out(request)
    assert state_of(request) is None


def test_a_code_stays_fresh_for_five_minutes() -> None:
    officer = with_device()
    request = signed_in(officer)
    require_fresh_session(request, now=NOW + timedelta(seconds=299))
    later = NOW + timedelta(minutes=5)
    with pytest.raises(FreshCodeNeeded):
        require_fresh_session(request, now=later)
    confirm_fresh_code(request, code=code_at(later), now=later)
    require_fresh_session(request, now=later)


def test_nobody_confirms_a_code() -> None:
    with pytest.raises(Refused):
        confirm_fresh_code(new_request(), code="123456", now=NOW)
    with pytest.raises(FreshCodeNeeded):
        require_fresh_session(new_request(), now=NOW)


@pytest.fixture
def officer() -> Officer:
    return make_officer("TH")


def test_a_key_acts_as_its_officer_until_it_ends(officer: Officer) -> None:
    made = create_api_key(officer=officer, name=" register sync ", now=NOW)
    assert made.key.name == "register sync"
    assert made.text.startswith("il_")
    assert officer_of_key(made.text, now=NOW) == officer
    assert officer_of_key(made.text, now=NOW + timedelta(days=90)) is None


def test_only_a_digest_of_the_key_is_kept(officer: Officer) -> None:
    made = create_api_key(officer=officer, name="a", now=NOW)
    (row,) = ApiKey.objects.values_list("digest", flat=True)
    assert made.text.encode() not in bytes(row)
    assert len(bytes(row)) == 32


@pytest.mark.parametrize("text", ["", "il_", "il_wrong", "wrong", "il_" + "é" * 40])
def test_a_key_that_was_never_made_is_nobody(officer: Officer, text: str) -> None:
    create_api_key(officer=officer, name="a", now=NOW)
    assert officer_of_key(text, now=NOW) is None


def test_a_key_dies_with_its_officer_and_with_its_member(officer: Officer) -> None:
    text = create_api_key(officer=officer, name="a", now=NOW).text
    make_member("TH")
    Member.objects.update(status=Member.Status.EXPELLED)
    assert officer_of_key(text, now=NOW) is None
    Member.objects.update(status=Member.Status.ACTIVE)
    Officer.objects.update(is_active=False)
    assert officer_of_key(text, now=NOW) is None


def test_one_revokes_ones_own_keys_alone_and_twice_is_once(officer: Officer) -> None:
    made = create_api_key(officer=officer, name="a", now=NOW)
    with pytest.raises(NotFound):
        revoke_api_key(officer=make_officer("TH"), key_id=made.key.pk, now=NOW)
    first = revoke_api_key(officer=officer, key_id=made.key.pk, now=NOW)
    again = revoke_api_key(officer=officer, key_id=made.key.pk, now=NOW + timedelta(hours=1))
    assert first.revoked == again.revoked == NOW
    assert officer_of_key(made.text, now=NOW) is None
    with steward(Task.VERIFY):
        assert sorted(Leaf.objects.values_list("event", flat=True)) == ["identity.key_made", "identity.key_revoked"]


@pytest.mark.parametrize(
    ("name", "days", "pointers"),
    [("", 1, ["/name"]), ("x" * 81, 1, ["/name"]), ("a", 0, ["/expires"]), ("", 367, ["/name", "/expires"])],
)
def test_a_key_needs_a_name_and_an_end_within_a_year(
    officer: Officer, name: str, days: int, pointers: list[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_api_key(officer=officer, name=name, now=NOW, expires=NOW + timedelta(days=days))
    assert [problem.pointer for problem in refused.value.problems] == pointers


def test_an_account_has_at_most_twenty_keys_that_work(officer: Officer) -> None:
    for number in range(20):
        create_api_key(officer=officer, name=str(number), now=NOW)
    with pytest.raises(Refused, match="20 keys"):
        create_api_key(officer=officer, name="21", now=NOW)
    revoke_api_key(officer=officer, key_id=keys_of(officer)[0].pk, now=NOW)
    create_api_key(officer=officer, name="21", now=NOW)
