"""Passkeys: made, used, refused and revoked."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django.fixtures import Settings
from tests.foundation.identity.devices import PRESENT, Device, told
from tests.people import make_officer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.enrolling import suspend_officer
from interlace.foundation.identity.models import Member, Officer, Passkey, PasskeyChallenge
from interlace.foundation.identity.passkeys.actions import (
    begin_confirmation,
    begin_registration,
    begin_sign_in,
    begin_signature,
    confirm_with_passkey,
    passkeys_of,
    register_passkey,
    revoke_passkey,
    sign_in_with_passkey,
    take_signature,
)
from interlace.foundation.identity.passkeys.parties import PasskeysNotHere, RelyingParty, local_address, relying_party
from interlace.foundation.identity.passkeys.verifying import PasskeyRefused
from interlace.foundation.identity.sessions import (
    Factor,
    FreshCodeNeeded,
    FreshPasskeyNeeded,
    open_session,
    require_fresh_passkey,
    require_fresh_session,
    state_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 7, 14, 9, 0, 10, tzinfo=UTC)
DIGEST = "ab" * 32


def new_request(host: str = "localhost:8000") -> HttpRequest:
    request = RequestFactory().get("/", headers={"Host": host})
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def at_work(officer: Officer, *, factor: Factor = Factor.CODE, now: datetime = NOW) -> HttpRequest:
    request = new_request()
    open_session(request, officer, factor=factor, now=now)
    return request


def registered(officer: Officer, device: Device | None = None, *, now: datetime = NOW, name: str = "Laptop") -> Device:
    device = device or Device()
    factor = Factor.PASSKEY if passkeys_of(officer).exists() else Factor.CODE
    request = at_work(officer, factor=factor, now=now)
    register_passkey(request, answer=device.make(begin_registration(request, now=now)), name=name, now=now)
    return device


def signed_in(device: Device, *, now: datetime = NOW, address: str = "192.0.2.1") -> HttpRequest:
    request = new_request()
    request.META["REMOTE_ADDR"] = address
    sign_in_with_passkey(request, answer=device.sign(begin_sign_in(request, now=now)), now=now)
    return request


def events() -> list[str]:
    with steward(Task.VERIFY):
        return list(Leaf.objects.order_by("at", "id").values_list("event", flat=True))


def test_a_passkey_made_after_a_fresh_code_opens_a_session_without_name_or_password() -> None:
    officer = make_officer("TH")
    device = registered(officer)
    later = NOW + timedelta(days=1)
    request = signed_in(device, now=later)
    state = state_of(request)
    assert request.user == officer
    assert state is not None
    assert (state.factor, state.fresh, state.fresh_by) == (Factor.PASSKEY, later, Factor.PASSKEY)
    assert sorted(events()) == ["identity.passkey_made", "identity.signed_in"]


def test_the_browser_is_asked_for_a_device_that_verifies_its_owner_and_for_no_statement_about_it() -> None:
    request = at_work(make_officer("TH"))
    asked = json.loads(begin_registration(request, now=NOW))
    assert asked["rp"]["id"] == "localhost"
    assert asked["attestation"] == "none"
    assert asked["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert json.loads(begin_sign_in(new_request(), now=NOW))["userVerification"] == "required"


def test_a_question_before_sign_in_names_nobodys_passkey() -> None:
    registered(make_officer("TH"))
    assert json.loads(begin_sign_in(new_request(), now=NOW)).get("allowCredentials", []) == []


def test_a_device_that_did_not_verify_its_owner_is_refused() -> None:
    device = registered(make_officer("TH"))
    device.flags = PRESENT
    with pytest.raises(PasskeyRefused):
        signed_in(device)
    with pytest.raises(PasskeyRefused):
        registered(make_officer("TH"), Device(flags=PRESENT))


def test_an_answer_is_good_once() -> None:
    device = registered(make_officer("TH"))
    request = new_request()
    answer = device.sign(begin_sign_in(request, now=NOW))
    mark = dict(request.session.items())
    sign_in_with_passkey(request, answer=answer, now=NOW)
    again = new_request()
    again.session.update(mark)
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(again, answer=answer, now=NOW)


def test_an_answer_that_failed_has_used_up_its_question() -> None:
    device = registered(make_officer("TH"))
    request = new_request()
    question = begin_sign_in(request, now=NOW)
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(request, answer=device.sign(question, signature=told(b"nothing")), now=NOW)
    assert PasskeyChallenge.objects.count() == 0
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(request, answer=device.sign(question), now=NOW)


def test_an_answer_belongs_to_the_session_that_asked() -> None:
    device = registered(make_officer("TH"))
    answer = device.sign(begin_sign_in(new_request(), now=NOW))
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(new_request(), answer=answer, now=NOW)


def test_a_question_waits_two_minutes() -> None:
    device = registered(make_officer("TH"))
    request = new_request()
    questions = [begin_sign_in(request, now=NOW) for _ in range(2)]
    almost, over = NOW + timedelta(seconds=119), NOW + timedelta(seconds=120)
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(request, answer=device.sign(questions[0]), now=over)
    assert sign_in_with_passkey(request, answer=device.sign(questions[1]), now=almost).member_code == "TH"


def test_a_question_of_one_kind_is_no_answer_to_another() -> None:
    officer = make_officer("TH")
    device = registered(officer)
    request = signed_in(device)
    with pytest.raises(PasskeyRefused):
        confirm_with_passkey(request, answer=device.sign(begin_signature(request, digest=DIGEST, now=NOW)), now=NOW)
    with pytest.raises(PasskeyRefused):
        take_signature(request, answer=device.sign(begin_confirmation(request, now=NOW)), now=NOW)


@pytest.mark.parametrize(
    "client",
    [
        {"origin": "https://localhost:8000"},
        {"origin": "http://localhost:8001"},
        {"origin": "http://localhost.evil.example"},
        {"type": "webauthn.create"},
        {"crossOrigin": True},
        {"challenge": told(b"another challenge of 32 bytes...")},
        {"challenge": 5},
        {"challenge": None},
    ],
    ids=["scheme", "port", "host", "kind", "frame", "challenge", "number", "nothing"],
)
def test_an_answer_given_elsewhere_or_to_something_else_is_refused(client: dict[str, object]) -> None:
    device = registered(make_officer("TH"))
    request = new_request()
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(request, answer=device.sign(begin_sign_in(request, now=NOW), client=client), now=NOW)
    assert state_of(request) is None


def test_a_device_that_answers_for_another_node_is_refused() -> None:
    device = registered(make_officer("TH"))
    device.party = "node.example"
    with pytest.raises(PasskeyRefused):
        signed_in(device)


def test_another_key_does_not_sign_for_a_passkey() -> None:
    device = registered(make_officer("TH"))
    forger = Device(credential=device.credential, owner=device.owner, count=100)
    with pytest.raises(PasskeyRefused):
        signed_in(forger)


def test_an_account_named_by_the_device_must_be_the_passkeys_own() -> None:
    device, other = registered(make_officer("TH")), make_officer("TH")
    device.owner = other.pk.bytes
    with pytest.raises(PasskeyRefused):
        signed_in(device)


def test_a_device_that_counts_backwards_is_refused_and_stands_in_the_ledger() -> None:
    device = registered(make_officer("TH"))
    signed_in(device)
    device.count -= 1
    with pytest.raises(PasskeyRefused):
        signed_in(device)
    assert events().count("identity.device_doubted") == 1


def test_a_forger_who_counts_backwards_leaves_nothing_in_the_ledger() -> None:
    device = registered(make_officer("TH"))
    with pytest.raises(PasskeyRefused):
        signed_in(Device(credential=device.credential, owner=device.owner))
    assert "identity.device_doubted" not in events()


def test_a_device_that_does_not_count_is_accepted_again_and_again() -> None:
    device = registered(make_officer("TH"), Device(counts=False))
    assert [signed_in(device).user.is_authenticated for _ in range(2)] == [True, True]


def test_a_device_that_stops_counting_is_doubted() -> None:
    device = registered(make_officer("TH"))
    signed_in(device)
    device.counts, device.count = False, 0
    with pytest.raises(PasskeyRefused):
        signed_in(device)
    assert "identity.device_doubted" in events()


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "{}",
        "{" * 4000,
        '"' + "x" * 20_000,
        "\ud800",
        '{"id": 5}',
        '{"response": {"clientDataJSON": 1}}',
    ],
    ids=["empty", "null", "list", "nothing", "deep", "long", "half", "number", "wrong"],
)
def test_whatever_else_is_sent_is_one_refusal(answer: str) -> None:
    officer = make_officer("TH")
    request = at_work(officer)
    begin_registration(request, now=NOW)
    with pytest.raises(PasskeyRefused) as one:
        register_passkey(request, answer=answer, name="Laptop", now=NOW)
    with pytest.raises(PasskeyRefused) as other:
        sign_in_with_passkey(new_request(), answer=answer, now=NOW)
    assert str(one.value.message) == str(other.value.message) == "The passkey was not accepted."


@pytest.mark.parametrize(
    "changes",
    [
        {"attestationObject": told(b"")},
        {"attestationObject": told(b"\xff" * 200)},
        {"attestationObject": told(b"\x9f" * 5000)},
        {"clientDataJSON": told(b"{}")},
        {"clientDataJSON": told(b"\xff\xfe")},
    ],
    ids=["empty", "noise", "nested", "no client data", "no text"],
)
def test_a_passkey_made_of_noise_is_refused(changes: dict[str, str]) -> None:
    request = at_work(make_officer("TH"))
    answer = Device().make(begin_registration(request, now=NOW), **changes)
    with pytest.raises(PasskeyRefused):
        register_passkey(request, answer=answer, name="Laptop", now=NOW)
    assert not Passkey.objects.exists()


def test_an_officer_has_several_passkeys_each_under_a_name_and_the_second_takes_the_first() -> None:
    officer = make_officer("TH")
    registered(officer, name="Laptop")
    with pytest.raises(FreshPasskeyNeeded):
        begin_registration(at_work(officer), now=NOW)
    registered(officer, now=NOW + timedelta(minutes=1), name="Key in the safe")
    assert list(passkeys_of(officer).values_list("name", flat=True)) == ["Laptop", "Key in the safe"]


def test_a_first_passkey_takes_a_code_not_older_than_five_minutes() -> None:
    request = at_work(make_officer("TH"))
    with pytest.raises(FreshCodeNeeded):
        begin_registration(request, now=NOW + timedelta(minutes=5))


def test_a_profile_of_the_exercise_gets_none() -> None:
    profile = make_officer("TH", is_profile=True)
    with pytest.raises(Refused):
        begin_registration(at_work(profile, factor=Factor.PROFILE), now=NOW)


def test_a_passkey_needs_a_name_and_is_kept_once() -> None:
    officer, device = make_officer("TH"), Device()
    request = at_work(officer)
    with pytest.raises(InvalidInput):
        register_passkey(request, answer=device.make(begin_registration(request, now=NOW)), name=" ", now=NOW)
    registered(officer, device)
    with pytest.raises(Conflict):
        registered(officer, device)


def test_a_revoked_passkey_opens_nothing_and_what_it_opened_ends() -> None:
    officer = make_officer("TH")
    device, other = registered(officer), registered(officer)
    opened, stays = signed_in(device), signed_in(other)
    for request in (opened, stays):
        request.session.save()
    lost = Passkey.objects.get(credential=device.credential)
    revoke_passkey(officer=officer, passkey_id=lost.pk, now=NOW)
    revoke_passkey(officer=officer, passkey_id=lost.pk, now=NOW)
    assert events().count("identity.passkey_revoked") == 1
    with pytest.raises(PasskeyRefused):
        signed_in(device)
    kept = [SessionStore().exists(str(each.session.session_key)) for each in (opened, stays)]
    assert kept == [False, True]


def test_nobody_revokes_anothers_passkey() -> None:
    registered(make_officer("TH"))
    with pytest.raises(NotFound):
        revoke_passkey(officer=make_officer("TH"), passkey_id=Passkey.objects.get().pk, now=NOW)


def test_who_is_suspended_or_of_a_suspended_member_signs_in_with_no_passkey() -> None:
    officer = make_officer("TH")
    device, other = registered(officer), registered(make_officer("KR"))
    suspend_officer(username=officer.username, now=NOW)
    Member.objects.filter(code="KR").update(status=Member.Status.SUSPENDED)
    for each in (device, other):
        with pytest.raises(PasskeyRefused):
            signed_in(each)


def test_from_the_second_person_with_a_passkey_a_code_is_no_longer_fresh_enough() -> None:
    first, second, third, abroad = (make_officer(code) for code in ("TH", "TH", "TH", "KR"))
    registered(first)
    require_fresh_session(at_work(third), now=NOW)
    registered(second)
    assert events().count("identity.passkeys_bind") == 1
    third, abroad = (Officer.objects.get(pk=each.pk) for each in (third, abroad))
    with pytest.raises(FreshPasskeyNeeded):
        require_fresh_session(at_work(third), now=NOW)
    require_fresh_session(at_work(abroad), now=NOW)


def test_where_codes_carry_nothing_else_one_still_brings_the_first_passkey() -> None:
    for _ in range(2):
        registered(make_officer("TH"))
    late = make_officer("TH")
    assert late.needs_passkey
    device = registered(late)
    require_fresh_session(signed_in(device), now=NOW)


def test_losing_the_passkeys_again_brings_no_code_back() -> None:
    officers = [make_officer("TH") for _ in range(2)]
    for officer in officers:
        registered(officer)
        revoke_passkey(officer=officer, passkey_id=passkeys_of(officer).get().pk, now=NOW)
    registered(officers[0])
    registered(officers[1])
    for officer in officers:
        revoke_passkey(officer=officer, passkey_id=passkeys_of(officer).get().pk, now=NOW)
    with pytest.raises(FreshPasskeyNeeded):
        require_fresh_session(at_work(Officer.objects.get(pk=officers[0].pk)), now=NOW)


def test_a_passkey_shown_again_is_fresh_for_five_minutes() -> None:
    officer = make_officer("TH")
    device = registered(officer)
    request = signed_in(device)
    later = NOW + timedelta(minutes=30)
    with pytest.raises(FreshPasskeyNeeded):
        require_fresh_passkey(request, now=later)
    confirm_with_passkey(request, answer=device.sign(begin_confirmation(request, now=later)), now=later)
    require_fresh_passkey(request, now=later + timedelta(seconds=299))
    with pytest.raises(FreshPasskeyNeeded):
        require_fresh_passkey(request, now=later + timedelta(seconds=300))


def test_a_signature_says_who_signed_which_difference() -> None:
    officer = make_officer("TH")
    device = registered(officer)
    request = signed_in(device)
    signed = take_signature(request, answer=device.sign(begin_signature(request, digest=DIGEST, now=NOW)), now=NOW)
    assert (signed.officer, signed.digest) == (officer.pk, DIGEST)
    assert signed.passkey == passkeys_of(officer).get().pk


def test_nobody_signs_with_a_colleagues_device() -> None:
    officer, colleague = make_officer("TH"), make_officer("TH")
    device, theirs = registered(officer), registered(colleague)
    request = signed_in(device)
    question = begin_signature(request, digest=DIGEST, now=NOW)
    with pytest.raises(PasskeyRefused):
        take_signature(request, answer=theirs.sign(question), now=NOW)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000"])
def test_a_number_carries_no_passkeys_and_the_page_knows_the_name_that_does(host: str) -> None:
    with pytest.raises(PasskeysNotHere):
        relying_party(new_request(host))
    assert local_address(new_request(host)) == "http://localhost:8000"


def test_behind_https_any_name_of_the_node_carries_passkeys(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["node.example"]
    with pytest.raises(PasskeysNotHere):
        relying_party(new_request("node.example"))
    settings.SESSION_COOKIE_SECURE = True
    assert relying_party(new_request("node.example")) == RelyingParty("node.example", "https://node.example")


def test_a_configured_origin_is_the_only_one(settings: Settings) -> None:
    settings.INTERLACE_ORIGIN = "https://desk.node.example"
    assert relying_party(new_request()) == RelyingParty("desk.node.example", "https://desk.node.example")
    settings.INTERLACE_RP_ID = "node.example"
    assert relying_party(new_request()) == RelyingParty("node.example", "https://desk.node.example")
    assert local_address(new_request("127.0.0.1:8000")) == ""
    with pytest.raises(PasskeyRefused):
        registered(make_officer("TH"))
