"""Where the bureau has passkeys, rights and resets are signed by them, on exactly what was shown."""

import re

import pytest
from django.utils import timezone
from tests.bureaus.people.devices import WithPasskey
from tests.bureaus.people.staff import Staff, make_staff
from tests.people import PASSWORD, make_officer

from interlace.bureaus.people.models import Change
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import ApprovalSignature, Officer, Passkey, ResetProposal
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def two(staff: Staff) -> tuple[WithPasskey, WithPasskey]:
    """The head and the second person, each with a passkey."""
    pair = WithPasskey(staff.head), WithPasskey(staff.second)
    for each in pair:
        each.sign_in()
    return pair


def digest_of(page: str) -> str:
    found = re.search(r'name="digest_to_sign" value="([0-9a-f]{64})"', page)
    assert found is not None, page
    return found[1]


def test_rights_are_signed_by_two_passkeys_on_what_the_page_showed(staff: Staff) -> None:
    head, second = two(staff)
    typed = {
        "bureau": str(staff.bureau.pk),
        "username": "kr.y.seo",
        "name": "Y. Seo",
        "roles": ["duty_officer"],
        "purposes": ["fraud"],
        "registers": ["*"],
        "level": "1",
        "trained": "2026-01-01",
        "training_ends": "2036-01-01",
        "document": "KR-ORD-2026-14",
        "dated": "2026-01-02",
        "signed_by": "Director Han",
    }
    shown = head.post("/people/officer/new", typed)
    text = shown.content.decode()
    assert (shown.status_code, "duty_officer" in text, "KR-ORD-2026-14" in text) == (403, True, True)
    lines = re.sub(r"<[^>]+>", " ", text)
    assert "– → Duty officer" in " ".join(lines.split())
    assert "no register of your bureau → All registers of your bureau, later ones too" in " ".join(lines.split())
    with steward(Task.VERIFY):
        assert not Change.objects.exists()
    assert head.sign("/people/officer/new", typed, digest=digest_of(text)).status_code == 302
    with steward(Task.VERIFY):
        change = Change.objects.get()
    assert change.digest == digest_of(text)
    place, sent = f"/people/change/{change.pk}/sign", {"digest": change.digest}
    again = second.post(place, sent)
    assert (again.status_code, digest_of(again.content.decode())) == (403, change.digest)
    assert not Officer.objects.filter(username="kr.y.seo").exists()
    done = second.sign(place, sent, digest=change.digest)
    assert done.status_code == 200, done.content
    assert Officer.objects.get(username="kr.y.seo").roles == ["duty_officer"]
    assert list(ApprovalSignature.objects.values_list("method", flat=True)) == ["passkey", "passkey"]


def test_a_passkey_on_another_difference_signs_nothing(staff: Staff) -> None:
    head, _second = two(staff)
    level = {
        "bureau": str(staff.bureau.pk),
        "username": "kr.duty",
        "name": "Officer of KR",
        "roles": ["duty_officer", "investigator"],
        "purposes": ["fraud"],
        "registers": ["*"],
        "level": "1",
        "trained": "2026-01-01",
        "training_ends": "2036-01-01",
        "document": "KR-ORD-2026-14",
        "dated": "2026-01-02",
        "signed_by": "Director Han",
    }
    place = f"/people/officer/{staff.duty.pk}"
    digest = digest_of(head.post(place, level).content.decode())
    assert head.sign(place, {**level, "level": "3"}, digest=digest).status_code == 409
    assert Officer.objects.get(pk=staff.duty.pk).roles == ["duty_officer"]


def test_a_lost_passkey_and_a_lost_password_are_answered_by_two_persons_with_passkeys(staff: Staff) -> None:
    head, _second = two(staff)
    other = WithPasskey(make_officer("KR", username="kr.other", roles=(Role.HEAD,), level=3))
    other.sign_in()
    WithPasskey(staff.duty)
    place = f"/people/officer/{staff.duty.pk}/reset"
    shown = head.post(place, {})
    assert (shown.status_code, "kr.duty" in shown.content.decode()) == (403, True)
    proposed = head.sign(place, {}, digest=digest_of(shown.content.decode()))
    assert proposed.status_code == 302
    reset = ResetProposal.objects.get()
    assert Officer.objects.get(pk=staff.duty.pk).check_password(PASSWORD)
    assert "kr.duty" in other.get("/people/resets").content.decode()
    sign = f"/people/resets/{reset.pk}/sign"
    digest = digest_of(other.post(sign, {}).content.decode())
    assert head.sign(sign, {}, digest=digest).status_code == 404
    done = other.sign(sign, {}, digest=digest)
    password = re.search(r'<p class="mono">([a-z0-9-]{23})</p>', done.content.decode())
    assert password is not None, done.content
    duty = Officer.objects.get(pk=staff.duty.pk)
    assert (duty.check_password(password[1]), duty.set_up_until is not None) == (True, True)
    assert not Passkey.objects.filter(officer=duty, revoked=None).exists()
    assert other.get(f"/people/resets/{reset.pk}").status_code == 404
    assert duty.set_up_until is not None
    assert duty.set_up_until > timezone.now()


def test_a_reset_is_refused_on_its_page_and_whoever_proposed_it_reads_why(staff: Staff) -> None:
    head, second = two(staff)
    other = WithPasskey(make_officer("KR", username="kr.other", roles=(Role.HEAD,), level=3))
    other.sign_in()
    propose = f"/people/officer/{staff.duty.pk}/reset"
    head.sign(propose, {}, digest=digest_of(head.post(propose, {}).content.decode()))
    place = f"/people/resets/{ResetProposal.objects.get().pk}"
    assert f'action="{place}/refuse"' in other.get(place).content.decode()
    assert f'action="{place}/refuse"' not in head.get(place).content.decode()
    assert [each.post(f"{place}/refuse", {"reason": "x"}).status_code for each in (head, second)] == [404, 404]
    assert other.post(f"{place}/refuse", {"reason": ""}).status_code == 422
    assert other.post(f"{place}/refuse", {"reason": "It was not <her> voice."}).status_code == 302
    for page in (head.get(place), other.get(place)):
        text = page.content.decode()
        assert "It was not &lt;her&gt; voice." in text
        assert "Nothing was changed." in text
        assert f'action="{place}/' not in text
    assert "Refused" in head.get("/people/resets").content.decode()
    assert Officer.objects.get(pk=staff.duty.pk).check_password(PASSWORD)


def test_resets_exist_for_those_alone_who_may_sign_them(staff: Staff) -> None:
    keeper = WithPasskey(make_officer("VN", username="vn.keeper", roles=(Role.ADMINISTRATOR,)))
    _head, second = two(staff)
    keeper.sign_in()
    page = keeper.get("/people/resets")
    assert (page.status_code, 'href="/people/resets"' in page.content.decode()) == (200, True)
    assert keeper.get("/people").status_code == 404
    assert second.get("/people/resets").status_code == 404
