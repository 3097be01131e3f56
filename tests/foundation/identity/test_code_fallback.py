"""Codes as the limited fallback: five tries in a quarter of an hour wherever they are asked for, fresh, and only until
the bureau has passkeys."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.foundation.identity.test_actions import code_at, new_request, signed_in, with_device, wrong_code
from tests.foundation.identity.test_approvals import ACT, THIS
from tests.foundation.identity.test_passkeys import registered
from tests.people import PASSWORD, Caller, make_officer

from interlace.foundation.errors import BudgetExhausted
from interlace.foundation.http.callers import CODE_HEADER
from interlace.foundation.identity.actions import SignInRefused, confirm_fresh_code, sign_in
from interlace.foundation.identity.approvals.actions import EMERGENCY_RELEASE, Difference, SignatureNeeded, act_alone
from interlace.foundation.identity.codes import CodeRefused, use_code
from interlace.foundation.identity.models import Approval, Officer

pytestmark = pytest.mark.django_db(transaction=True)


def test_tries_at_the_door_in_a_session_and_with_a_key_are_counted_together() -> None:
    officer = with_device()
    now = timezone.now()
    request = signed_in(officer, now=now)
    for _ in range(2):
        with pytest.raises(SignInRefused):
            sign_in(new_request(), username=officer.username, password=PASSWORD, code=wrong_code(), now=now)
    for _ in range(2):
        with pytest.raises(CodeRefused):
            confirm_fresh_code(request, code=wrong_code(), now=now)
    later = now + timedelta(seconds=30)
    with pytest.raises(BudgetExhausted):
        confirm_fresh_code(request, code=code_at(later), now=later)
    key = Caller(officer)
    release = {"fields": ["x"], "ground": "violence", "reason": "Somebody is threatened."}
    path = f"/hits/{officer.pk}/emergency-releases"
    answer = key.call("POST", path, release, **{CODE_HEADER: code_at(later), "If_Match": "*"})
    assert (answer.status_code, "Retry-After" in answer) == (429, True)


def test_a_quarter_of_an_hour_after_the_first_try_another_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    officer, now = with_device(), timezone.now()
    for _ in range(5):
        with pytest.raises(CodeRefused):
            use_code(officer, wrong_code(), now=now)
    for minutes, is_heard in ((14, False), (15, True)):
        later = now + timedelta(minutes=minutes, seconds=30)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        if is_heard:
            use_code(officer, code_at(later), now=later)
        else:
            with pytest.raises(BudgetExhausted):
                use_code(officer, code_at(later), now=later)


def test_another_officer_s_tries_take_nothing_from_one_s_own() -> None:
    officer, other, now = with_device(), with_device("KR"), timezone.now()
    for _ in range(5):
        with pytest.raises(CodeRefused):
            use_code(other, wrong_code(), now=now)
    use_code(officer, code_at(now), now=now)


def test_a_code_carries_an_act_of_one_person_only_until_the_bureau_has_passkeys() -> None:
    officer, now = with_device(), timezone.now()
    alone = Difference(EMERGENCY_RELEASE, {"to": "KR"})
    done = act_alone(alone, subject=officer.pk, member="TH", by=officer.pk, now=now)
    assert [each.method for each in done.signatures.all()] == ["code"]
    for _ in range(2):
        registered(make_officer("TH"))
    with pytest.raises(SignatureNeeded):
        act_alone(alone, subject=make_officer("TH").pk, member="TH", by=officer.pk, now=now)
    answer = Caller(Officer.objects.get(pk=officer.pk)).call(
        "POST",
        f"/hits/{officer.pk}/emergency-releases",
        {"fields": ["x"], "ground": "violence", "reason": "Somebody is threatened."},
        **{CODE_HEADER: code_at(now), "If_Match": "*"},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "fresh_passkey_needed")


def test_what_always_takes_two_persons_is_carried_by_no_single_one() -> None:
    officer = make_officer("TH")
    with pytest.raises(ValueError, match=ACT):
        act_alone(THIS, subject=officer.pk, member="TH", by=officer.pk, now=timezone.now())
    assert not Approval.objects.exists()
